/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "arguments.h"

#include <glib/gi18n.h>

#include "codec/integer.h"

static HexwireExit
run (char **args)
{
  HexwireIntegerFlags flags;
  g_auto (GStrv) words = hexwire_arguments_parse_integer (&hexwire_verb_bytes, args, 2, 2,
                                                          &flags);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  guint64 size_bytes;

  if (words == NULL)
    return HEXWIRE_EXIT_USAGE;
  if (g_ascii_string_to_unsigned (words[1], 10, 0, G_MAXSIZE, &size_bytes, &error))
    bytes = hexwire_integer_from_text (words[0], (gsize) size_bytes, flags, &error);
  if (bytes == NULL)
    return hexwire_arguments_fail (error);
  hexwire_arguments_print_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return HEXWIRE_EXIT_DONE;
}

const HexwireVerb hexwire_verb_bytes = {
  "bytes", "[--little] [--signed] N LENGTH", N_("Print an integer’s bytes in hex"), run,
};
