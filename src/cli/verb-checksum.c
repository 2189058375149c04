/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "arguments.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "codec/checksum.h"

static HexwireExit
print_names (void)
{
  gsize n_checksums;
  const HexwireChecksum *checksums = hexwire_checksum_get_all (&n_checksums);

  for (gsize i = 0; i < n_checksums; i++)
    printf ("%s\n", checksums[i].name);
  return HEXWIRE_EXIT_DONE;
}

static HexwireExit
run (char **args)
{
  gboolean is_list = FALSE;
  const GOptionEntry options[] = {
    { "list", 'l', 0, G_OPTION_ARG_NONE, &is_list, N_("Print the names of all checksums"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) words = hexwire_arguments_parse (&hexwire_verb_checksum, args, options, 0,
                                                  G_MAXUINT);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  guint8 result[HEXWIRE_CHECKSUM_MAX_SIZE_BYTES];
  HexwireChecksum checksum;

  if (words == NULL)
    return HEXWIRE_EXIT_USAGE;
  if (is_list)
    return print_names ();
  if (words[0] == NULL)
    {
      g_printerr (_("Usage: hexwire-cli %s %s\n"), hexwire_verb_checksum.name,
                  hexwire_verb_checksum.usage);
      return HEXWIRE_EXIT_USAGE;
    }
  if (hexwire_checksum_parse (words[0], &checksum, &error))
    bytes = hexwire_arguments_read_hex (words + 1, &error);
  if (bytes == NULL)
    return hexwire_arguments_fail (error);

  hexwire_checksum_compute (&checksum, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                            result);
  hexwire_arguments_print_hex (result, hexwire_checksum_get_size_bytes (&checksum));
  return HEXWIRE_EXIT_DONE;
}

const HexwireVerb hexwire_verb_checksum = {
  "checksum", "NAME [HEX…] | --list", N_("Compute a CRC, sum or digest of bytes"), run,
};
