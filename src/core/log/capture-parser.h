/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HexwireCaptureDirection:
 * @HEXWIRE_CAPTURE_UNKNOWN: the capture does not tell
 * @HEXWIRE_CAPTURE_INBOUND: it came to the machine that captured it
 * @HEXWIRE_CAPTURE_OUTBOUND: that machine sent it
 */
typedef enum
{
  HEXWIRE_CAPTURE_UNKNOWN,
  HEXWIRE_CAPTURE_INBOUND,
  HEXWIRE_CAPTURE_OUTBOUND,
} HexwireCaptureDirection;

/**
 * HexwireCapturePacket:
 * @time_us: when it was seen, in microseconds since 1970 (UTC)
 * @link: the type of link, which tells what it begins with
 * @direction: where it went
 * @data: (array length=size_bytes): its bytes
 * @comments: (element-type utf8) (nullable): what somebody noted about it, valid UTF-8
 *
 * One packet of a capture: borrowed memory, valid until the function that gets it returns.
 */
typedef struct
{
  gint64 time_us;
  guint link;
  HexwireCaptureDirection direction;
  const guint8 *data;
  gsize size_bytes;
  GPtrArray *comments;
} HexwireCapturePacket;

typedef void (*HexwireCaptureFunc) (const HexwireCapturePacket *packet,
                                    gpointer                    user_data);

/**
 * HexwireCaptureParser:
 *
 * Finds the packets of a capture, pcapng or the older pcap, in either byte order, piece by piece.
 */
typedef struct _HexwireCaptureParser HexwireCaptureParser;

/** HEXWIRE_CAPTURE_MAX_BLOCK_BYTES: a larger block, or packet, is taken for a damage. */
#define HEXWIRE_CAPTURE_MAX_BLOCK_BYTES ((guint32) 16 << 20)

/** hexwire_capture_parser_new: @func: called for each packet */
HexwireCaptureParser *hexwire_capture_parser_new  (HexwireCaptureFunc    func,
                                                   gpointer              user_data);
void                  hexwire_capture_parser_free (HexwireCaptureParser *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireCaptureParser, hexwire_capture_parser_free)

/**
 * hexwire_capture_parser_feed:
 * @data: (array length=size_bytes): the next bytes of the file, cut anywhere
 * @error: return location for a #GIOErrorEnum, with the offset of the damage in its text
 *
 * Returns: %TRUE, or %FALSE with %G_IO_ERROR_INVALID_DATA; then nothing more can be read
 */
gboolean hexwire_capture_parser_feed (HexwireCaptureParser  *self,
                                      const guint8          *data,
                                      gsize                  size_bytes,
                                      GError               **error);

/**
 * hexwire_capture_parser_finish:
 *
 * Returns: %TRUE, or %FALSE with %G_IO_ERROR_PARTIAL_INPUT where the file ends within a block, or
 *   with %G_IO_ERROR_INVALID_DATA where there was nothing at all
 */
gboolean hexwire_capture_parser_finish (HexwireCaptureParser  *self,
                                        GError               **error);

G_END_DECLS
