/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-peer.h"

G_BEGIN_DECLS

/* The blocks of a pcapng file, as they are written: what stands at its beginning, and packets with
 * comments. */

/** HEXWIRE_PCAPNG_MAX_TEXT_BYTES: so much of a text: lengths have 16 bits. */
#define HEXWIRE_PCAPNG_MAX_TEXT_BYTES 60000

/** hexwire_pcapng_get_transport_word: as in our comments: `tcp`, `udp`, `unix-stream`... */
const char *hexwire_pcapng_get_transport_word (HexwireTransport transport);

/** hexwire_pcapng_append_beginning: the section and the interface that packets are of. */
void hexwire_pcapng_append_beginning (GString *text);

/**
 * hexwire_pcapng_begin_packet:
 * @time_us: in microseconds since 1970 (UTC)
 *
 * Begins a packet; its bytes are to be appended next.
 *
 * Returns: where it begins in @text
 */
gsize hexwire_pcapng_begin_packet (GString *text,
                                   gint64   time_us);

/** hexwire_pcapng_end_bytes: the bytes of the packet at @start are there; comments may follow. */
void hexwire_pcapng_end_bytes (GString  *text,
                               gsize     start,
                               gboolean  is_sent);

/** hexwire_pcapng_append_comment: @comment: made valid UTF-8, and cut where it is too long */
void hexwire_pcapng_append_comment (GString    *text,
                                    const char *comment);

/** hexwire_pcapng_end_packet: ends the packet at @start. */
void hexwire_pcapng_end_packet (GString *text,
                                gsize    start);

G_END_DECLS
