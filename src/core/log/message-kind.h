/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HexwireMessageKind:
 * @HEXWIRE_MESSAGE_RECEIVED: bytes that a peer sent
 * @HEXWIRE_MESSAGE_SENT: bytes that the kernel took from us
 * @HEXWIRE_MESSAGE_OPENED: a connection or a socket was opened; the payload is text
 * @HEXWIRE_MESSAGE_CLOSED: it was closed, and how; the payload is text
 * @HEXWIRE_MESSAGE_ERROR: something failed, and why; the payload is text
 * @HEXWIRE_MESSAGE_NOTE: anything else worth a row; the payload is text
 */
typedef enum
{
  HEXWIRE_MESSAGE_RECEIVED,
  HEXWIRE_MESSAGE_SENT,
  HEXWIRE_MESSAGE_OPENED,
  HEXWIRE_MESSAGE_CLOSED,
  HEXWIRE_MESSAGE_ERROR,
  HEXWIRE_MESSAGE_NOTE,
} HexwireMessageKind;

/**
 * HexwireEnding:
 * @HEXWIRE_ENDING_UNKNOWN: nothing is known of it; also for what is no %HEXWIRE_MESSAGE_CLOSED
 * @HEXWIRE_ENDING_BY_PEER: the peer closed first
 * @HEXWIRE_ENDING_HERE: we did
 * @HEXWIRE_ENDING_RESET: the peer reset the connection
 * @HEXWIRE_ENDING_ERROR: it broke, by an error that the row before tells
 * @HEXWIRE_ENDING_RESET_HERE: we reset the connection
 *
 * How a connection ended.
 */
typedef enum
{
  HEXWIRE_ENDING_UNKNOWN,
  HEXWIRE_ENDING_BY_PEER,
  HEXWIRE_ENDING_HERE,
  HEXWIRE_ENDING_RESET,
  HEXWIRE_ENDING_ERROR,
  HEXWIRE_ENDING_RESET_HERE,
} HexwireEnding;

/**
 * HexwireOrigin:
 * @HEXWIRE_ORIGIN_HAND: somebody sent it; also for what is no %HEXWIRE_MESSAGE_SENT
 * @HEXWIRE_ORIGIN_MAX_RULE: numbers from 1 up to this are those of rules of automatic answers; also
 *   for those behind
 * @HEXWIRE_ORIGIN_GREETING: it was sent because a connection was made
 * @HEXWIRE_ORIGIN_FIXED: it answered as every message is answered
 * @HEXWIRE_ORIGIN_ECHO: it was sent back
 *
 * Why a message was sent.
 */
typedef enum
{
  HEXWIRE_ORIGIN_HAND = 0,
  HEXWIRE_ORIGIN_MAX_RULE = 0xff00,
  HEXWIRE_ORIGIN_GREETING = 0xfffd,
  HEXWIRE_ORIGIN_FIXED = 0xfffe,
  HEXWIRE_ORIGIN_ECHO = 0xffff,
} HexwireOrigin;

/** hexwire_message_kind_is_data: whether the payload is bytes from the wire, not text of ours. */
#define hexwire_message_kind_is_data(kind) ((kind) <= HEXWIRE_MESSAGE_SENT)

G_END_DECLS
