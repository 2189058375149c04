/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

/* A dump of few lines may stand for megabytes, which say nothing new when written. */
#define MAX_WRITTEN_SIZE_BYTES 65536

char *
fuzz_make_text (const uint8_t *data,
                size_t         size)
{
  return g_strndup (size > 0 ? (const char *) data : "", size);
}

void
fuzz_notation (HexwireNotation  notation,
               const uint8_t   *data,
               size_t           size)
{
  g_autofree char *text = fuzz_make_text (data, size);
  g_autofree char *written = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) again = NULL;
  gsize position = G_MAXSIZE, size_bytes;
  const guint8 *read;

  hexwire_bytes_recognise (text);
  bytes = hexwire_bytes_parse (notation, text, &position, &error);
  if (bytes == NULL)
    {
      g_assert_nonnull (error);
      g_assert_cmpuint (position, <=, strlen (text));
      return;
    }
  g_assert_no_error (error);
  read = g_bytes_get_data (bytes, &size_bytes);
  if (size_bytes > MAX_WRITTEN_SIZE_BYTES)
    return;
  written = hexwire_bytes_to_text (notation, read, size_bytes);
  again = hexwire_bytes_parse (notation, written, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, again));
}
