/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "arguments.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "codec/integer.h"

static HexwireExit
run (char **args)
{
  HexwireIntegerFlags flags;
  g_auto (GStrv) words = hexwire_arguments_parse_integer (&hexwire_verb_int, args, 0, G_MAXUINT,
                                                          &flags);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (words == NULL)
    return HEXWIRE_EXIT_USAGE;
  bytes = hexwire_arguments_read_hex (words, &error);
  if (bytes != NULL)
    text = hexwire_integer_to_text (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), flags,
                                    &error);
  if (text == NULL)
    return hexwire_arguments_fail (error);
  printf ("%s\n", text);
  return HEXWIRE_EXIT_DONE;
}

const HexwireVerb hexwire_verb_int = {
  "int", "[--little] [--signed] [HEX…]", N_("Print bytes as one decimal integer"), run,
};
