/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "log/row-filter.h"

/* A record of more values than this says nothing new and takes long. */
#define MAX_VALUES 10000

/* Takes a line off the input; what is left begins behind it. */
static char *
take_line (const uint8_t **data,
           size_t         *size)
{
  const uint8_t *end = *size > 0 ? memchr (*data, '\n', *size) : NULL;
  size_t n = end != NULL ? (size_t) (end - *data) : *size;
  char *line = fuzz_make_text (*data, n);

  n = MIN (n + 1, *size);
  *data += n;
  *size -= n;
  return line;
}

/* A format, a filter and a payload, a line each. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const HexwireLogPeer peer = { .address = "127.0.0.1:5000" };
  g_autofree char *format_text = take_line (&data, &size);
  g_autofree char *text = take_line (&data, &size);
  g_autoptr (HexwireFormat) format = hexwire_format_parse (format_text, NULL, NULL);
  g_autoptr (HexwireRowFilter) filter = NULL;
  g_autoptr (GError) error = NULL;
  gsize position = G_MAXSIZE;

  if (format != NULL && hexwire_format_get_n_values (format) > MAX_VALUES)
    g_clear_pointer (&format, hexwire_format_unref);
  filter = hexwire_row_filter_parse (text, format, &position, &error);
  if (filter == NULL)
    {
      g_assert_nonnull (error);
      g_assert_cmpuint (position, <=, strlen (text));
      return 0;
    }
  g_assert_cmpstr (hexwire_row_filter_get_text (filter), ==, text);
  for (guint kind = HEXWIRE_MESSAGE_RECEIVED; kind <= HEXWIRE_MESSAGE_NOTE; kind++)
    {
      HexwireLogRecord record = { .kind = kind, .peer = kind % 2 == 0 ? &peer : NULL,
                                  .data = data, .size_bytes = size };

      hexwire_row_filter_matches (filter, &record, NULL);
    }
  return 0;
}
