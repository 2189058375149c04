/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "error-output.h"

#include <string.h>
#include <unistd.h>

#include "interrupt.h"
#include "output.h"

#define MAX_WAITING_BYTES ((gsize) 64 * 1024)

/* The handler of g_printerr() knows nothing but the text. */
static struct
{
  HexwireOutput *output;
  GPrintFunc previous;
  gboolean is_in_line;
  gboolean leaves_out;      /* the line that is being printed */
  gboolean is_stuck;        /* and not waited for */
  guint64 n_left_out;
} state;

static void
print_piece (const char *text,
             gsize       size_bytes)
{
  if (!state.is_in_line)
    {
      state.leaves_out = hexwire_output_get_n_waiting_bytes (state.output) >= MAX_WAITING_BYTES;
      state.n_left_out += state.leaves_out ? 1 : 0;
    }
  state.is_in_line = text[size_bytes - 1] != '\n';
  if (!state.leaves_out)
    g_output_stream_write_all (hexwire_output_get_stream (state.output), text, size_bytes, NULL,
                               NULL, NULL);
}

static void
print_cb (const char *text)
{
  g_autofree char *local = NULL;
  const char *charset;
  const char *rest;

  if (!g_get_console_charset (&charset))
    local = g_convert_with_fallback (text, -1, charset, "UTF-8", "?", NULL, NULL, NULL);
  rest = local != NULL ? local : text;
  while (*rest != '\0')
    {
      const char *end = strchr (rest, '\n');
      gsize size_bytes = end != NULL ? (gsize) (end + 1 - rest) : strlen (rest);

      print_piece (rest, size_bytes);
      rest += size_bytes;
    }
  hexwire_output_flush (state.output);
}

void
hexwire_error_output_begin (void)
{
  g_return_if_fail (state.output == NULL);

  state.output = hexwire_output_new (STDERR_FILENO);
  state.previous = g_set_printerr_handler (print_cb);
}

void
hexwire_error_output_end (void)
{
  hexwire_error_output_wait ();
  g_set_printerr_handler (state.previous);
  hexwire_output_free (state.output);
  memset (&state, 0, sizeof state);
}

guint64
hexwire_error_output_wait (void)
{
  guint n_interrupts = hexwire_interrupt_get_n ();

  state.is_stuck
    = state.is_stuck
      || !hexwire_output_wait (state.output, n_interrupts,
                               n_interrupts > 0 ? HEXWIRE_OUTPUT_STUCK_MS : -1);
  return state.n_left_out;
}
