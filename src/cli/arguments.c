/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "arguments.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "codec/bytes-text.h"
#include "codec/format.h"

#define READ_SIZE_BYTES 65536

static gboolean
is_negative_number (const char *word)
{
  return word[0] == '-' && (g_ascii_isdigit (word[1]) || word[1] == '.' ||
                            strcmp (word, "-inf") == 0 || strcmp (word, "-nan") == 0);
}

/* Whether @word is an option whose value is the word behind it. */
static const GOptionEntry *
find_option_with_value (const GOptionEntry *options,
                        const char         *word)
{
  for (; options != NULL && options->long_name != NULL; options++)
    {
      const char letters[] = { '-', options->short_name, '\0' };

      if (options->arg != G_OPTION_ARG_NONE
          && ((g_str_has_prefix (word, "--") && strcmp (word + 2, options->long_name) == 0)
              || (options->short_name != '\0' && strcmp (word, letters) == 0)))
        return options;
    }
  return NULL;
}

static gboolean
is_digit_option (const GOptionEntry *options,
                 const char         *word)
{
  for (; options != NULL && options->long_name != NULL; options++)
    if (options->short_name != '\0' && word[1] == options->short_name && word[2] == '\0')
      return TRUE;
  return FALSE;
}

static gboolean
has_values_behind (const GOptionEntry *option)
{
  return option->arg_description != NULL && g_str_has_suffix (option->arg_description, "…");
}

/* The words as GOption wants them: the program's name first, and `--` before a negative number. */
static GPtrArray *
guard_words (char               **args,
             const GOptionEntry  *options)
{
  GPtrArray *words = g_ptr_array_new ();
  gboolean is_data = FALSE;
  gboolean may_be_digit_option = TRUE;

  g_ptr_array_add (words, (char *) g_get_prgname ());
  for (; *args != NULL; args++)
    {
      const GOptionEntry *option = is_data ? NULL : find_option_with_value (options, *args);
      gboolean is_number = is_negative_number (*args)
                           && !(may_be_digit_option && is_digit_option (options, *args));

      if (!is_data && is_number)
        g_ptr_array_add (words, (char *) "--");
      is_data = is_data || is_number || strcmp (*args, "--") == 0;
      g_ptr_array_add (words, *args);
      if (option != NULL && args[1] != NULL)
        {
          may_be_digit_option = may_be_digit_option && !has_values_behind (option);
          g_ptr_array_add (words, *++args);
        }
    }
  g_ptr_array_add (words, NULL);
  return words;
}

static gboolean
check_count (const HexwireVerb *verb,
             guint              n_words,
             guint              min,
             guint              max)
{
  if (n_words >= min && n_words <= max)
    return TRUE;
  /* Translators: the placeholders are a verb and what follows it, as in "pack FORMAT VALUE" */
  g_printerr (_("Usage: hexwire-cli %s %s\n"), verb->name, verb->usage);
  return FALSE;
}

char **
hexwire_arguments_parse (const HexwireVerb   *verb,
                         char               **args,
                         const GOptionEntry  *options,
                         guint                min,
                         guint                max)
{
  g_auto (GStrv) rest = NULL;
  const GOptionEntry remaining[] = {
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *name = g_strconcat ("hexwire-cli ", verb->name, NULL);
  g_autoptr (GOptionContext) context = g_option_context_new (verb->usage);
  g_autoptr (GPtrArray) words = NULL;
  g_autoptr (GError) error = NULL;
  char **argv;
  int argc;

  g_set_prgname (name);
  words = guard_words (args, options);
  argv = (char **) words->pdata;
  argc = (int) words->len - 1;
  g_option_context_set_summary (context, _(verb->summary));
  if (options != NULL)
    g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, remaining, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s: %s\n", name, error->message);
      return NULL;
    }
  if (rest == NULL)
    rest = g_new0 (char *, 1);
  return check_count (verb, g_strv_length (rest), min, max) ? g_steal_pointer (&rest) : NULL;
}

char **
hexwire_arguments_parse_integer (const HexwireVerb    *verb,
                                 char                **args,
                                 guint                 min,
                                 guint                 max,
                                 HexwireIntegerFlags  *flags)
{
  gboolean is_little = FALSE, is_signed = FALSE;
  const GOptionEntry options[] = {
    { "little", 'l', 0, G_OPTION_ARG_NONE, &is_little, N_("Least significant byte first"), NULL },
    { "signed", 's', 0, G_OPTION_ARG_NONE, &is_signed, N_("Two’s complement"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  char **words = hexwire_arguments_parse (verb, args, options, min, max);

  *flags = (is_little ? HEXWIRE_INTEGER_LITTLE : 0) | (is_signed ? HEXWIRE_INTEGER_SIGNED : 0);
  return words;
}

static GBytes *
read_stream (FILE        *stream,
             const char  *path,
             GError     **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize n_read;

  do
    {
      guint size = bytes->len;

      if (size > G_MAXUINT - READ_SIZE_BYTES)
        {
          g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                       /* Translators: the placeholder is a file's name */
                       _("%s is too large"), path);
          return NULL;
        }
      g_byte_array_set_size (bytes, size + READ_SIZE_BYTES);
      n_read = fread (bytes->data + size, 1, READ_SIZE_BYTES, stream);
      g_byte_array_set_size (bytes, size + (guint) n_read);
    }
  while (n_read > 0);

  if (ferror (stream))
    {
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "%s: %s", path,
                   g_strerror (errno));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

GBytes *
hexwire_arguments_read_file (const char  *path,
                             GError     **error)
{
  GBytes *bytes;
  FILE *stream;

  if (path == NULL || strcmp (path, "-") == 0)
    return read_stream (stdin, "-", error);

  stream = fopen (path, "rb");
  if (stream == NULL)
    {
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "%s: %s", path,
                   g_strerror (errno));
      return NULL;
    }
  bytes = read_stream (stream, path, error);
  fclose (stream);
  return bytes;
}

char *
hexwire_arguments_read_text (const char  *path,
                             GError     **error)
{
  g_autoptr (GBytes) bytes = hexwire_arguments_read_file (path, error);
  gsize size_bytes;
  const char *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size_bytes);
  if (size_bytes > 0 && memchr (data, '\0', size_bytes) != NULL)
    {
      g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_NOTATION,
                   /* Translators: bytes whose value is 0 */
                   _("the input is not text, it has zero bytes"));
      return NULL;
    }
  return g_strndup (size_bytes > 0 ? data : "", size_bytes);
}

GBytes *
hexwire_arguments_read_hex (char   **words,
                            GError **error)
{
  g_autofree char *text = NULL;

  if (words[0] == NULL || (words[1] == NULL && strcmp (words[0], "-") == 0))
    text = hexwire_arguments_read_text (NULL, error);
  else
    text = g_strjoinv (" ", words);
  return text != NULL ? hexwire_bytes_parse (HEXWIRE_NOTATION_HEX, text, NULL, error) : NULL;
}

/* Reads one value; says which one it is that cannot be read. */
static gboolean
append_value (GArray      *values,
              const char  *word,
              GError     **error)
{
  HexwireValue value;

  if (!hexwire_value_parse (word, &value, NULL, error))
    {
      /* Translators: begins a message; the number counts values from 1 */
      g_prefix_error (error, _("value %u: "), values->len + 1);
      return FALSE;
    }
  g_array_append_val (values, value);
  return TRUE;
}

GBytes *
hexwire_arguments_pack (const char  *text,
                        char       **words,
                        GError     **error)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse (text, NULL, error);
  g_autoptr (GArray) values = g_array_new (FALSE, TRUE, sizeof (HexwireValue));

  g_array_set_clear_func (values, (GDestroyNotify) hexwire_value_clear);
  if (format == NULL)
    return NULL;
  for (; *words != NULL; words++)
    if (!append_value (values, *words, error))
      return NULL;
  return hexwire_format_pack (format, (const HexwireValue *) (gconstpointer) values->data,
                              values->len, NULL, error);
}

HexwireExit
hexwire_arguments_fail (const GError *error)
{
  g_printerr ("%s: %s\n", g_get_prgname (), error->message);
  return HEXWIRE_EXIT_FAILED;
}

void
hexwire_arguments_print_hex (const guint8 *data,
                             gsize         size_bytes)
{
  for (gsize i = 0; i < size_bytes; i++)
    printf ("%02x", data[i]);
  putchar ('\n');
}
