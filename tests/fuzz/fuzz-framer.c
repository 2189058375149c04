/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "log/framer.h"

/* More says nothing new, and takes long with a limit of one byte. */
#define MAX_STREAM_SIZE_BYTES 4096

/* Appends the frames of a read to @frames and takes their bytes from @n_pending. */
static void
push (HexwireFramer *framer,
      const guint8  *data,
      gsize          size_bytes,
      GArray        *frames,
      gsize         *n_pending)
{
  HexwireFrameEnd ends[5];
  gsize n_ends;

  *n_pending += size_bytes;
  for (gsize at = 0; at < size_bytes;)
    {
      at += hexwire_framer_push (framer, data + at, size_bytes - at, 0, ends,
                                 G_N_ELEMENTS (ends), &n_ends);
      for (gsize i = 0; i < n_ends; i++)
        {
          g_assert_cmpuint (ends[i].size_bytes, >, 0);
          g_assert_cmpuint (ends[i].size_bytes, <=, framer->rule->limit_bytes);
          g_assert_cmpuint (ends[i].size_bytes, <=, *n_pending);
          *n_pending -= ends[i].size_bytes;
          ends[i].offset_bytes = 0;
          g_array_append_val (frames, ends[i]);
        }
      g_assert_true (at == size_bytes || n_ends == G_N_ELEMENTS (ends));
    }
  g_assert_cmpuint (hexwire_framer_get_n_pending_bytes (framer), ==, *n_pending);
}

/* The sizes of the reads come from @cuts, over and over; all in one where there is none. */
static GArray *
frame_stream (const HexwireFrameRule *rule,
              const guint8           *data,
              gsize                   size_bytes,
              const guint8           *cuts,
              gsize                   n_cuts)
{
  GArray *frames = g_array_new (FALSE, FALSE, sizeof (HexwireFrameEnd));
  HexwireFramer framer;
  HexwireFrameEnd end;
  gsize n_pending = 0;

  hexwire_framer_init (&framer, rule);
  for (gsize at = 0, i = 0, n; at < size_bytes; at += n, i++)
    {
      n = n_cuts > 0 ? MIN ((gsize) cuts[i % n_cuts] + 1, size_bytes - at) : size_bytes;
      push (&framer, data + at, n, frames, &n_pending);
    }
  g_assert_true (hexwire_framer_finish (&framer, &end) == (n_pending > 0));
  if (n_pending > 0)
    g_array_append_val (frames, end);
  return frames;
}

static void
compare (const HexwireFrameRule *rule,
         const guint8           *data,
         gsize                   size_bytes,
         const guint8           *cuts,
         gsize                   n_cuts)
{
  g_autoptr (GArray) whole = frame_stream (rule, data, size_bytes, NULL, 0);
  g_autoptr (GArray) cut = frame_stream (rule, data, size_bytes, cuts, n_cuts);
  g_autoptr (GArray) bytewise = frame_stream (rule, data, size_bytes, (const guint8 *) "", 1);

  g_assert_cmpmem (whole->data, whole->len * sizeof (HexwireFrameEnd), cut->data,
                   cut->len * sizeof (HexwireFrameEnd));
  g_assert_cmpmem (whole->data, whole->len * sizeof (HexwireFrameEnd), bytewise->data,
                   bytewise->len * sizeof (HexwireFrameEnd));
}

/* A line with a rule, one with the sizes of reads, and the stream: however it was cut, the frames
 * are the same, and no byte is lost. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const guint8 *cuts = size > 0 ? memchr (data, '\n', size) : NULL;
  const guint8 *stream = cuts != NULL ? memchr (cuts + 1, '\n', size - (gsize) (cuts + 1 - data))
                                      : NULL;
  g_autoptr (HexwireFrameRule) rule = NULL;
  g_autofree char *text = NULL;

  if (stream == NULL)
    return 0;
  text = g_strndup ((const char *) data, (gsize) (cuts - data));
  rule = hexwire_frame_rule_parse (text, NULL, NULL);
  if (rule == NULL || rule->kind == HEXWIRE_FRAME_NONE)
    return 0;
  cuts++;
  stream++;
  compare (rule, stream, MIN ((gsize) (data + size - stream), MAX_STREAM_SIZE_BYTES), cuts,
           (gsize) (stream - 1 - cuts));
  return 0;
}
