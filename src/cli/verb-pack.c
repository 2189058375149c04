/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "arguments.h"

#include <glib/gi18n.h>

#include "codec/format.h"

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

static GBytes *
pack (const char  *text,
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

static HexwireExit
run (char **args)
{
  g_auto (GStrv) words = hexwire_arguments_parse (&hexwire_verb_pack, args, NULL, 1, G_MAXUINT);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (words == NULL)
    return HEXWIRE_EXIT_USAGE;
  bytes = pack (words[0], words + 1, &error);
  if (bytes == NULL)
    return hexwire_arguments_fail (error);
  hexwire_arguments_print_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return HEXWIRE_EXIT_DONE;
}

const HexwireVerb hexwire_verb_pack = {
  "pack", "FORMAT VALUE…", N_("Pack Python values and print the bytes in hex"), run,
};
