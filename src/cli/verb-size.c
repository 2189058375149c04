/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "arguments.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "codec/format.h"

static HexwireExit
run (char **args)
{
  g_auto (GStrv) words = hexwire_arguments_parse (&hexwire_verb_size, args, NULL, 1, 1);
  g_autoptr (HexwireFormat) format = NULL;
  g_autoptr (GError) error = NULL;

  if (words == NULL)
    return HEXWIRE_EXIT_USAGE;
  format = hexwire_format_parse (words[0], NULL, &error);
  if (format == NULL)
    return hexwire_arguments_fail (error);
  printf ("%zu\n", hexwire_format_get_size_bytes (format));
  return HEXWIRE_EXIT_DONE;
}

const HexwireVerb hexwire_verb_size = {
  "size", "FORMAT", N_("Print the size of a format’s record, in bytes"), run,
};
