/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/message-log.h"

G_BEGIN_DECLS

/**
 * HexwireCaptureReader:
 *
 * Makes rows of a log out of a capture, pcapng or pcap: of one that was exported or recorded here
 * those that it was made from, of another one the connections and datagrams in it. There, whoever
 * opened a connection, or sent the first datagram, is the peer, unless the capture tells
 * directions.
 *
 * Segments of TCP are put in order; what came twice is left out, and what is missing is noted.
 * Comments become notes. What cannot be shown is counted, and told in a note at the end.
 */
typedef struct _HexwireCaptureReader HexwireCaptureReader;

/** hexwire_capture_reader_new: @log: where the rows go; it must outlive the reader */
HexwireCaptureReader *hexwire_capture_reader_new  (HexwireMessageLog    *log);
void                  hexwire_capture_reader_free (HexwireCaptureReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireCaptureReader, hexwire_capture_reader_free)

/**
 * hexwire_capture_reader_feed:
 * @data: (array length=size_bytes): the next bytes of the file, cut anywhere
 * @error: return location for a #GIOErrorEnum, with the offset of what is wrong in its text
 *
 * Returns: %TRUE, or %FALSE with %G_IO_ERROR_INVALID_DATA
 */
gboolean hexwire_capture_reader_feed (HexwireCaptureReader  *self,
                                      const guint8          *data,
                                      gsize                  size_bytes,
                                      GError               **error);

/**
 * hexwire_capture_reader_finish:
 *
 * Adds what was still waiting for something, and what there is to tell about the whole. To be
 * called after a failure, too, for the sake of the rows before it.
 *
 * Returns: %TRUE, or %FALSE with %G_IO_ERROR_PARTIAL_INPUT where the file ends within a packet, as
 *   that of a program that was killed may, or with %G_IO_ERROR_INVALID_DATA for an empty file
 */
gboolean hexwire_capture_reader_finish (HexwireCaptureReader  *self,
                                        GError               **error);

/** hexwire_capture_reader_get_n_packets: how many packets there were so far. */
guint64 hexwire_capture_reader_get_n_packets (HexwireCaptureReader *self);

G_END_DECLS
