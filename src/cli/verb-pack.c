/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "arguments.h"

#include <glib/gi18n.h>

static HexwireExit
run (char **args)
{
  g_auto (GStrv) words = hexwire_arguments_parse (&hexwire_verb_pack, args, NULL, 1, G_MAXUINT);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (words == NULL)
    return HEXWIRE_EXIT_USAGE;
  bytes = hexwire_arguments_pack (words[0], words + 1, &error);
  if (bytes == NULL)
    return hexwire_arguments_fail (error);
  hexwire_arguments_print_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return HEXWIRE_EXIT_DONE;
}

const HexwireVerb hexwire_verb_pack = {
  "pack", "FORMAT VALUE…", N_("Pack Python values and print the bytes in hex"), run,
};
