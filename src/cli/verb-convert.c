/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "arguments.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "codec/bytes-text.h"

#define USAGE "--from NOTATION --to NOTATION [FILE]"

/* "text" reads any bytes as they are, and writes what is not UTF-8 as escapes. */
static const struct
{
  const char *name;
  HexwireNotation notation;
} notations[] = {
  { "hex", HEXWIRE_NOTATION_HEX },       { "text", HEXWIRE_NOTATION_PLAIN },
  { "python", HEXWIRE_NOTATION_PYTHON }, { "c", HEXWIRE_NOTATION_C },
  { "base64", HEXWIRE_NOTATION_BASE64 }, { "dump", HEXWIRE_NOTATION_DUMP },
  { "escaped", HEXWIRE_NOTATION_ESCAPED },
};

static gboolean
find_notation (const char      *name,
               HexwireNotation *notation)
{
  for (gsize i = 0; i < G_N_ELEMENTS (notations); i++)
    if (strcmp (notations[i].name, name) == 0)
      {
        *notation = notations[i].notation;
        return TRUE;
      }
  g_printerr (_("%s: the notations are hex, text, python, c, base64, dump and escaped\n"),
              g_get_prgname ());
  return FALSE;
}

static GBytes *
read_bytes (const char       *path,
            HexwireNotation   notation,
            GError          **error)
{
  g_autofree char *text = NULL;

  if (notation == HEXWIRE_NOTATION_PLAIN)
    return hexwire_arguments_read_file (path, error);
  text = hexwire_arguments_read_text (path, error);
  return text != NULL ? hexwire_bytes_parse (notation, text, NULL, error) : NULL;
}

/* Nothing is guessed: what the input looks like is only offered. */
static HexwireExit
offer_notation (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = hexwire_arguments_read_text (path, &error);
  HexwireNotation notation;

  if (text == NULL)
    return hexwire_arguments_fail (error);
  notation = hexwire_bytes_recognise (text);
  for (gsize i = 0; i < G_N_ELEMENTS (notations); i++)
    if (notations[i].notation == notation)
      /* Translators: the placeholders are the program's name and a notation, such as hex */
      g_printerr (_("%s: the input looks like --from %s\n"), g_get_prgname (),
                  notations[i].name);
  return HEXWIRE_EXIT_USAGE;
}

static HexwireExit
convert (const char *path,
         const char *from_name,
         const char *to_name)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  HexwireNotation from, to;

  if (!find_notation (from_name, &from) || !find_notation (to_name, &to))
    return HEXWIRE_EXIT_USAGE;
  bytes = read_bytes (path, from, &error);
  if (bytes == NULL)
    return hexwire_arguments_fail (error);
  text = hexwire_bytes_to_text (to, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  fputs (text, stdout);
  if (*text != '\0' && !g_str_has_suffix (text, "\n"))
    putchar ('\n');
  return HEXWIRE_EXIT_DONE;
}

static HexwireExit
run (char **args)
{
  g_autofree char *from_name = NULL, *to_name = NULL;
  const GOptionEntry options[] = {
    { "from", 'f', 0, G_OPTION_ARG_STRING, &from_name,
      N_("How the input is written: hex, text, python, c, base64, dump or escaped"),
      N_("NOTATION") },
    { "to", 't', 0, G_OPTION_ARG_STRING, &to_name, N_("How to write the output"),
      N_("NOTATION") },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) words = hexwire_arguments_parse (&hexwire_verb_convert, args, options, 0, 1);

  if (words == NULL)
    return HEXWIRE_EXIT_USAGE;
  if (from_name == NULL)
    return offer_notation (words[0]);
  if (to_name == NULL)
    {
      g_printerr (_("Usage: hexwire-cli %s %s\n"), hexwire_verb_convert.name, USAGE);
      return HEXWIRE_EXIT_USAGE;
    }
  return convert (words[0], from_name, to_name);
}

const HexwireVerb hexwire_verb_convert = {
  "convert", USAGE, N_("Write bytes in another notation"), run,
};
