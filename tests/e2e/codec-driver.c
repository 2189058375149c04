/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "codec/bytes-text.h"
#include "codec/format.h"
#include "codec/integer.h"

/* Answers the questions of test-against-python.py: one line each on standard input and output, with
 * tabs between its words. An answer is "ok" and words, or "error" and a code. */

static void
answer_error (const GError *error)
{
  printf ("error\t%d\n", error->code);
}

static void
answer_bytes (GBytes *bytes)
{
  gsize size_bytes;
  const guint8 *data = g_bytes_get_data (bytes, &size_bytes);

  printf ("ok\t");
  for (gsize i = 0; i < size_bytes; i++)
    printf ("%02x", data[i]);
  putchar ('\n');
}

static GBytes *
read_hex (const char *word)
{
  return hexwire_bytes_parse (HEXWIRE_NOTATION_HEX, word, NULL, NULL);
}

/* Formats come in hex: they may hold tabs and ends of lines. */
static HexwireFormat *
read_format (const char  *word,
             GError     **error)
{
  g_autoptr (GBytes) bytes = read_hex (word);
  gsize size_bytes;
  const char *data = g_bytes_get_data (bytes, &size_bytes);
  g_autofree char *text = g_strndup (data != NULL ? data : "", size_bytes);

  return hexwire_format_parse (text, NULL, error);
}

static HexwireValue *
unpack (const HexwireFormat  *format,
        GBytes               *bytes,
        GError              **error)
{
  gsize size_bytes;
  const guint8 *data = g_bytes_get_data (bytes, &size_bytes);
  g_autofree HexwireValue *values = NULL;

  if (size_bytes >= hexwire_format_get_size_bytes (format))
    values = g_new (HexwireValue, hexwire_format_get_n_values (format) + 1);
  if (!hexwire_format_unpack (format, data, size_bytes, values, error))
    return NULL;
  return g_steal_pointer (&values);
}

static void
answer_size (char    **words,
             GError  **error)
{
  g_autoptr (HexwireFormat) format = read_format (words[0], error);

  if (format != NULL)
    printf ("ok\t%zu\n", hexwire_format_get_size_bytes (format));
}

static void
answer_pack (char    **words,
             GError  **error)
{
  g_autoptr (HexwireFormat) format = read_format (words[0], error);
  g_autoptr (GArray) values = g_array_new (FALSE, TRUE, sizeof (HexwireValue));
  g_autoptr (GBytes) bytes = NULL;

  g_array_set_clear_func (values, (GDestroyNotify) hexwire_value_clear);
  for (gsize i = 1; format != NULL && words[i] != NULL; i++)
    {
      HexwireValue value;

      if (!hexwire_value_parse (words[i], &value, NULL, error))
        return;
      g_array_append_val (values, value);
    }
  if (format != NULL)
    bytes = hexwire_format_pack (format, (HexwireValue *) (gpointer) values->data, values->len,
                                 NULL, error);
  if (bytes != NULL)
    answer_bytes (bytes);
}

static void
answer_unpack (char    **words,
               GError  **error)
{
  g_autoptr (HexwireFormat) format = read_format (words[0], error);
  g_autoptr (GBytes) bytes = read_hex (words[1]);
  g_autofree HexwireValue *values = format != NULL ? unpack (format, bytes, error) : NULL;
  g_autoptr (GString) text = g_string_new ("ok");

  if (values == NULL)
    return;
  for (gsize i = 0; i < hexwire_format_get_n_values (format); i++)
    {
      g_string_append_c (text, '\t');
      hexwire_value_append_text (&values[i], text);
    }
  puts (text->str);
}

/* Unpacks and packs again, which shows what becomes of a NaN. */
static void
answer_round_trip (char    **words,
                   GError  **error)
{
  g_autoptr (HexwireFormat) format = read_format (words[0], error);
  g_autoptr (GBytes) bytes = read_hex (words[1]);
  g_autofree HexwireValue *values = format != NULL ? unpack (format, bytes, error) : NULL;
  g_autoptr (GBytes) packed = NULL;

  if (values != NULL)
    packed = hexwire_format_pack (format, values, hexwire_format_get_n_values (format), NULL,
                                  error);
  if (packed != NULL)
    answer_bytes (packed);
}

static void
answer_literal (char    **words,
                GError  **error)
{
  g_autoptr (GString) text = g_string_new ("ok\t");
  HexwireValue value;

  if (!hexwire_value_parse (words[0], &value, NULL, error))
    return;
  hexwire_value_append_text (&value, text);
  hexwire_value_clear (&value);
  puts (text->str);
}

static void
answer_from_bytes (char    **words,
                   GError  **error)
{
  g_autoptr (GBytes) bytes = read_hex (words[1]);
  g_autofree char *text = NULL;

  text = hexwire_integer_to_text (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                  (HexwireIntegerFlags) atoi (words[0]), error);
  if (text != NULL)
    printf ("ok\t%s\n", text);
}

static void
answer_to_bytes (char    **words,
                 GError  **error)
{
  g_autoptr (GBytes) bytes = NULL;

  bytes = hexwire_integer_from_text (words[2], (gsize) atol (words[1]),
                                     (HexwireIntegerFlags) atoi (words[0]), error);
  if (bytes != NULL)
    answer_bytes (bytes);
}

static const struct
{
  const char *name;
  guint n_words;
  void (*answer) (char **words, GError **error);
} questions[] = {
  { "size", 1, answer_size },
  { "pack", 1, answer_pack },
  { "unpack", 2, answer_unpack },
  { "round-trip", 2, answer_round_trip },
  { "literal", 1, answer_literal },
  { "from-bytes", 2, answer_from_bytes },
  { "to-bytes", 3, answer_to_bytes },
};

static gboolean
answer (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, "\t", -1);

  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    if (g_strcmp0 (words[0], questions[i].name) == 0 &&
        g_strv_length (words) > questions[i].n_words)
      {
        g_autoptr (GError) error = NULL;

        questions[i].answer (words + 1, &error);
        if (error != NULL)
          answer_error (error);
        return TRUE;
      }
  return FALSE;
}

int
main (void)
{
  g_autofree char *line = NULL;
  size_t capacity = 0;
  ssize_t length;

  while ((length = getline (&line, &capacity, stdin)) > 0)
    {
      line[length - 1] = '\0';
      if (!answer (line))
        return 1;
    }
  return 0;
}
