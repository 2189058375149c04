/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/capture-parser.h"
#include "log/log-peer.h"

G_BEGIN_DECLS

/**
 * HexwireCapturedEnd:
 * @address: 4 bytes of IPv4, or 16 of IPv6; the rest is zero
 * @port: in the machine's byte order
 */
typedef struct
{
  guint8 address[16];
  guint16 port;
} HexwireCapturedEnd;

/**
 * HexwireCapturedSegment:
 * @transport: %HEXWIRE_TRANSPORT_TCP or %HEXWIRE_TRANSPORT_UDP
 * @is_outgoing: whether the link's own header says that it was sent
 * @seq: TCP's number of the first byte, or of the SYN
 * @flags: TCP's flags, `HEXWIRE_TCP_`...
 * @data: (array length=size_bytes): the payload
 * @n_cut_bytes: how much of the payload was not captured
 *
 * What a packet holds of a connection, or a datagram.
 */
typedef struct
{
  HexwireTransport transport;
  gboolean is_ipv6;
  gboolean is_outgoing;
  HexwireCapturedEnd from;
  HexwireCapturedEnd to;
  guint32 seq;
  guint8 flags;
  const guint8 *data;
  gsize size_bytes;
  gsize n_cut_bytes;
} HexwireCapturedSegment;

/**
 * HexwireCapturedKind:
 * @HEXWIRE_CAPTURED_SEGMENT: a segment of TCP or a datagram of UDP
 * @HEXWIRE_CAPTURED_NOTE: a row of ours that is no data; its bytes are the segment's @data
 * @HEXWIRE_CAPTURED_OTHER: neither IPv4 nor IPv6, or neither TCP nor UDP in it
 * @HEXWIRE_CAPTURED_FRAGMENT: a part of a packet
 * @HEXWIRE_CAPTURED_DAMAGED: a header is cut off, or tells what cannot be
 * @HEXWIRE_CAPTURED_LINK: a link that is not known here
 */
typedef enum
{
  HEXWIRE_CAPTURED_SEGMENT,
  HEXWIRE_CAPTURED_NOTE,
  HEXWIRE_CAPTURED_OTHER,
  HEXWIRE_CAPTURED_FRAGMENT,
  HEXWIRE_CAPTURED_DAMAGED,
  HEXWIRE_CAPTURED_LINK,
} HexwireCapturedKind;

#define HEXWIRE_CAPTURED_N_KINDS (HEXWIRE_CAPTURED_LINK + 1)

/**
 * hexwire_captured_segment_read:
 * @segment: (out): what is in @packet, whose memory it shares; undefined for other kinds than
 *   segments and notes
 *
 * Reads the headers of a packet.
 */
HexwireCapturedKind hexwire_captured_segment_read (const HexwireCapturePacket *packet,
                                                   HexwireCapturedSegment     *segment);

/** hexwire_captured_end_to_text: (transfer full): `127.0.0.1:5000`, `[::1]:5000`. */
char *hexwire_captured_end_to_text (const HexwireCapturedEnd *self,
                                    gboolean                  is_ipv6);

G_END_DECLS
