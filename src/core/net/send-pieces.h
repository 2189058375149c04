/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/send-source.h"

G_BEGIN_DECLS

/** HexwireSendCut: in what pieces a message is sent. */
typedef enum
{
  HEXWIRE_SEND_CUT_AT,      /* two, the first of so many bytes */
  HEXWIRE_SEND_CUT_EVERY,   /* pieces of so many bytes each, the last as long as it may be */
  HEXWIRE_SEND_CUT_PLACES,  /* cut at given places, such as those where fields begin */
} HexwireSendCut;

#define HEXWIRE_TYPE_SEND_PIECES (hexwire_send_pieces_get_type ())

/**
 * HexwireSendPieces:
 *
 * A message in pieces, for whoever thinks that one read is one message: each piece counts as a
 * message of the source. No piece is empty: a place outside of the message cuts nothing.
 */
G_DECLARE_FINAL_TYPE (HexwireSendPieces, hexwire_send_pieces, HEXWIRE, SEND_PIECES,
                      HexwireSendSource)

/**
 * hexwire_send_pieces_new:
 * @message: a source, of which the first message is cut; once for each peer
 * @size_bytes: for %HEXWIRE_SEND_CUT_AT and %HEXWIRE_SEND_CUT_EVERY; 1 at least
 * @places: (nullable) (element-type gsize): for %HEXWIRE_SEND_CUT_PLACES, in ascending order, in
 *   bytes
 */
HexwireSendSource *hexwire_send_pieces_new (HexwireSendSource *message,
                                            HexwireSendCut     cut,
                                            gsize              size_bytes,
                                            GArray            *places);

G_END_DECLS
