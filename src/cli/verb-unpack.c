/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "arguments.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "codec/format.h"

#define READ_SIZE_BYTES 65536

/* Records are unpacked in blocks of so many values. */
#define BLOCK_VALUES 4096

/* A stream of records: what was read and not yet unpacked, and the values and text of a block. */
typedef struct
{
  const HexwireFormat *format;
  HexwireValue *values;
  GByteArray *input;
  GString *output;
} Records;

static void
append_values (const HexwireValue *values,
               gsize               n_values,
               char                separator,
               GString            *text)
{
  for (gsize i = 0; i < n_values; i++)
    {
      if (i > 0)
        g_string_append_c (text, separator);
      hexwire_value_append_text (&values[i], text);
    }
  if (n_values > 0 || separator == ',')
    g_string_append_c (text, '\n');
}

static gboolean
print_record (const HexwireFormat  *format,
              GBytes               *bytes,
              gsize                 offset,
              gboolean              is_rest_ignored,
              GError              **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree HexwireValue *values = NULL;
  gsize size_bytes, record_size = hexwire_format_get_size_bytes (format);
  const guint8 *data = g_bytes_get_data (bytes, &size_bytes);

  offset = MIN (offset, size_bytes);
  size_bytes -= offset;
  if (size_bytes > record_size && !is_rest_ignored)
    {
      g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_SHORT_BUFFER,
                   /* Translators: both numbers count bytes */
                   ngettext ("the format takes %zu byte, there are %zu",
                             "the format takes %zu bytes, there are %zu", record_size),
                   record_size, size_bytes);
      return FALSE;
    }
  /* Only now: a record that is there has hardly more values than bytes. */
  if (size_bytes >= record_size)
    values = g_new (HexwireValue, MAX (hexwire_format_get_n_values (format), 1));
  if (offset > 0)
    data += offset;
  if (!hexwire_format_unpack (format, data, size_bytes, values, error))
    return FALSE;
  append_values (values, hexwire_format_get_n_values (format), '\n', text);
  fwrite (text->str, 1, text->len, stdout);
  return TRUE;
}

/* Writes the values of the next @n_records. */
static void
print_block (Records *self,
             gsize    at,
             gsize    n_records)
{
  gsize n_values = hexwire_format_get_n_values (self->format);

  hexwire_format_unpack_records (self->format, self->input->data + at, n_records, self->values);
  for (gsize i = 0; i < n_records; i++)
    append_values (self->values + i * n_values, n_values, ',', self->output);
  fwrite (self->output->str, 1, self->output->len, stdout);
  g_string_truncate (self->output, 0);
}

/* Unpacks and writes the whole records that were read, and keeps the rest. */
static void
unpack_input (Records *self)
{
  gsize record_size = hexwire_format_get_size_bytes (self->format);
  gsize n_values = hexwire_format_get_n_values (self->format);
  gsize block_size = MAX (BLOCK_VALUES / MAX (n_values, 1), 1);
  gsize n_records = self->input->len / record_size;

  if (n_records > 0 && self->values == NULL)
    self->values = g_new (HexwireValue, block_size * MAX (n_values, 1));
  for (gsize i = 0; i < n_records; i += block_size)
    print_block (self, i * record_size, MIN (n_records - i, block_size));
  if (n_records > 0)
    g_byte_array_remove_range (self->input, 0, (guint) (n_records * record_size));
}

static gboolean
print_stream (const HexwireFormat  *format,
              FILE                 *stream,
              GError              **error)
{
  g_autoptr (GByteArray) input = g_byte_array_new ();
  g_autoptr (GString) output = g_string_new (NULL);
  Records records = { format, NULL, input, output };
  gsize n_read;

  do
    {
      guint before = input->len;

      g_byte_array_set_size (input, before + READ_SIZE_BYTES);
      n_read = fread (input->data + before, 1, READ_SIZE_BYTES, stream);
      g_byte_array_set_size (input, before + (guint) n_read);
      unpack_input (&records);
    }
  while (n_read > 0 && input->len < G_MAXINT32);
  g_free (records.values);

  if (ferror (stream))
    g_set_error_literal (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno),
                         g_strerror (errno));
  else if (input->len > 0)
    g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_SHORT_BUFFER,
                 /* Translators: both numbers count bytes */
                 ngettext ("%u byte is left over, a record takes %zu",
                           "%u bytes are left over, a record takes %zu", input->len),
                 input->len, hexwire_format_get_size_bytes (format));
  return !ferror (stream) && input->len == 0;
}

static gboolean
print_records (const HexwireFormat  *format,
               const char           *path,
               GError              **error)
{
  FILE *stream = stdin;
  gboolean is_printed;

  if (hexwire_format_get_size_bytes (format) == 0)
    {
      g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FORMAT,
                   _("records of no bytes cannot be told apart"));
      return FALSE;
    }
  if (path != NULL && strcmp (path, "-") != 0)
    stream = fopen (path, "rb");
  if (stream == NULL)
    {
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "%s: %s", path,
                   g_strerror (errno));
      return FALSE;
    }
  is_printed = print_stream (format, stream, error);
  if (stream != stdin)
    fclose (stream);
  return is_printed;
}

static HexwireExit
run (char **args)
{
  gboolean is_records = FALSE;
  gint64 offset = -1;
  const GOptionEntry options[] = {
    { "records", 'r', 0, G_OPTION_ARG_NONE, &is_records,
      N_("Unpack a file of records, one on each line"), NULL },
    { "offset", 'o', 0, G_OPTION_ARG_INT64, &offset,
      /* Translators: of --offset; "the rest" is what follows the record */
      N_("Begin at this byte and ignore the rest"), N_("BYTES") },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) words = hexwire_arguments_parse (&hexwire_verb_unpack, args, options, 1,
                                                  G_MAXUINT);
  g_autoptr (HexwireFormat) format = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_printed;

  if (words == NULL)
    return HEXWIRE_EXIT_USAGE;
  format = hexwire_format_parse (words[0], NULL, &error);
  if (format == NULL)
    return hexwire_arguments_fail (error);

  if (is_records)
    is_printed = print_records (format, words[1], &error);
  else
    is_printed = (bytes = hexwire_arguments_read_hex (words + 1, &error)) != NULL &&
                 print_record (format, bytes, (gsize) MAX (offset, 0), offset >= 0, &error);
  return is_printed ? HEXWIRE_EXIT_DONE : hexwire_arguments_fail (error);
}

const HexwireVerb hexwire_verb_unpack = {
  "unpack", "[--offset BYTES] FORMAT [HEX…] | --records FORMAT [FILE]",
  N_("Unpack bytes and print the values as Python does"), run,
};
