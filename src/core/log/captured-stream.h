/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HexwireCapturedStreamFunc:
 * @time_us: when the segment was seen
 * @n_missing_bytes: how many bytes before it are in no segment
 * @is_pushed: whether the sender's write ended with it
 */
typedef void (*HexwireCapturedStreamFunc) (gint64        time_us,
                                           guint64       n_missing_bytes,
                                           const guint8 *data,
                                           gsize         size_bytes,
                                           gboolean      is_pushed,
                                           gpointer      user_data);

/**
 * HexwireCapturedStream:
 * @n_repeated_segments: how many held nothing new
 *
 * Puts the segments of one direction of a TCP connection in order.
 */
typedef struct
{
  guint64 n_repeated_segments;

  /*< private >*/
  gboolean is_started;
  guint32 next_seq;
  GQueue waiting;
  gsize waiting_bytes;
} HexwireCapturedStream;

/** What waits for a missing segment at most; beyond it the segment is taken for lost. */
#define HEXWIRE_CAPTURED_STREAM_MAX_BYTES ((gsize) 4 << 20)
#define HEXWIRE_CAPTURED_STREAM_MAX_SEGMENTS 1024

/** hexwire_captured_stream_start: the first byte has the number @seq. */
void hexwire_captured_stream_start (HexwireCapturedStream *self,
                                    guint32                seq);

/**
 * hexwire_captured_stream_add:
 * @func: gets what is next now, in order and each byte once
 *
 * Adds a segment with data. Where none came before, the stream begins with it.
 */
void hexwire_captured_stream_add (HexwireCapturedStream     *self,
                                  gint64                     time_us,
                                  guint32                    seq,
                                  const guint8              *data,
                                  gsize                      size_bytes,
                                  gboolean                   is_pushed,
                                  HexwireCapturedStreamFunc  func,
                                  gpointer                   user_data);

/** hexwire_captured_stream_flush: gives out what still waits, with what is missing before it. */
void hexwire_captured_stream_flush (HexwireCapturedStream     *self,
                                    HexwireCapturedStreamFunc  func,
                                    gpointer                   user_data);

void hexwire_captured_stream_clear (HexwireCapturedStream *self);

G_END_DECLS
