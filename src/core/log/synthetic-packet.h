/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-peer.h"

G_BEGIN_DECLS

/* Headers for payloads that a socket gave without any, so that tools for packets read them. */

/**
 * HexwireSyntheticEnd:
 * @address: 4 bytes of IPv4, or 16 of IPv6
 * @port: in the machine's byte order
 */
typedef struct
{
  guint8 address[16];
  guint16 port;
} HexwireSyntheticEnd;

/**
 * HexwireSyntheticFlow:
 * @is_ipv6: the version of both addresses
 * @is_exact: whether the addresses are those that the peer has; else some are made up
 * @here: our end
 * @there: the peer's end
 *
 * Between whom packets go.
 */
typedef struct
{
  gboolean is_ipv6;
  gboolean is_exact;
  HexwireSyntheticEnd here;
  HexwireSyntheticEnd there;
} HexwireSyntheticFlow;

/**
 * HexwireSyntheticTcp:
 * @seq: the number of the first byte, or of the SYN
 * @ack: the number of the byte that is expected next; 0 without an ACK flag
 * @flags: `HEXWIRE_TCP_`...
 *
 * What differs between the segments of a flow.
 */
typedef struct
{
  guint32 seq;
  guint32 ack;
  guint8 flags;
} HexwireSyntheticTcp;

#define HEXWIRE_TCP_FIN 0x01
#define HEXWIRE_TCP_SYN 0x02
#define HEXWIRE_TCP_RST 0x04
#define HEXWIRE_TCP_PSH 0x08
#define HEXWIRE_TCP_ACK 0x10

/** HEXWIRE_SYNTHETIC_TCP_MAX_BYTES: the largest payload of a segment in IPv4 and IPv6. */
#define HEXWIRE_SYNTHETIC_TCP_MAX_BYTES 65495

/** HEXWIRE_SYNTHETIC_UDP_MAX_BYTES: the largest payload of a datagram in IPv4 and IPv6. */
#define HEXWIRE_SYNTHETIC_UDP_MAX_BYTES 65507

/** HEXWIRE_SYNTHETIC_WINDOW_BYTES: as much as may be under way without an ACK. */
#define HEXWIRE_SYNTHETIC_WINDOW_BYTES ((guint32) 65535 << 14)

/**
 * hexwire_synthetic_flow_init:
 * @peer: (nullable): whose packets
 * @peer_id: its number in the log
 *
 * Finds addresses. The peer's own are taken where they are IP addresses. Ours are, unless they are
 * unknown, stand for all or are names: then they are those of loopback. Where the peer has none, as
 * at the end of a UNIX socket, both are made up on loopback, and others for each @peer_id.
 */
void hexwire_synthetic_flow_init (HexwireSyntheticFlow *self,
                                  const HexwireLogPeer *peer,
                                  guint32               peer_id);

/**
 * hexwire_synthetic_append_tcp:
 * @is_sent: whether it goes from here to there
 * @data: (array length=size_bytes) (nullable): the payload
 *
 * Appends an Ethernet frame with a TCP segment; one with a SYN has the options of one.
 */
void hexwire_synthetic_append_tcp (const HexwireSyntheticFlow *self,
                                   gboolean                    is_sent,
                                   const HexwireSyntheticTcp  *tcp,
                                   const guint8               *data,
                                   gsize                       size_bytes,
                                   GString                    *packet);

/** hexwire_synthetic_append_udp: appends an Ethernet frame with a datagram. */
void hexwire_synthetic_append_udp (const HexwireSyntheticFlow *self,
                                   gboolean                    is_sent,
                                   const guint8               *data,
                                   gsize                       size_bytes,
                                   GString                    *packet);

/**
 * hexwire_synthetic_append_note:
 *
 * Appends an Ethernet frame of the type that is kept for experiments, with @text.
 */
void hexwire_synthetic_append_note (const char *text,
                                    gsize       size_bytes,
                                    GString    *packet);

G_END_DECLS
