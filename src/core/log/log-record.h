/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-peer.h"
#include "log/message-kind.h"

G_BEGIN_DECLS

/**
 * HexwireRecordFlags:
 * @HEXWIRE_RECORD_UNFINISHED: the stream ended, or was cut off, within the frame
 * @HEXWIRE_RECORD_SPLIT: the frame had no end within the limit of frames; the next one goes on
 * @HEXWIRE_RECORD_MARKED: the reader marked it
 * @HEXWIRE_RECORD_BAD_LENGTH: its length prefix claims fewer bytes than the prefix itself needs
 */
typedef enum
{
  HEXWIRE_RECORD_UNFINISHED = 1 << 0,
  HEXWIRE_RECORD_SPLIT = 1 << 1,
  HEXWIRE_RECORD_MARKED = 1 << 2,
  HEXWIRE_RECORD_BAD_LENGTH = 1 << 3,
} HexwireRecordFlags;

/**
 * HexwireLogRecord:
 * @time_us: when it was received or sent, in microseconds since 1970 (UTC)
 * @kind: what it is; @data is text in UTF-8 where it is no data
 * @ending: how it ended, where @kind is %HEXWIRE_MESSAGE_CLOSED
 * @origin: a #HexwireOrigin: why it was sent, where @kind is %HEXWIRE_MESSAGE_SENT
 * @flags: #HexwireRecordFlags
 * @peer_id: the peer's number in its log, 0 for a row without a peer
 * @peer: (nullable): whose message it is, %NULL for a row without a peer
 * @data: (array length=size_bytes): the payload
 *
 * One row of a log as scans and writers read it: borrowed memory, valid until the next is read.
 */
typedef struct
{
  gint64 time_us;
  HexwireMessageKind kind;
  HexwireEnding ending;
  guint origin;
  guint flags;
  guint32 peer_id;
  const HexwireLogPeer *peer;
  const guint8 *data;
  gsize size_bytes;
} HexwireLogRecord;

G_END_DECLS
