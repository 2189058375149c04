/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "verb.h"

static const HexwireVerb *const verbs[] = {
  &hexwire_verb_pack,  &hexwire_verb_unpack,  &hexwire_verb_size,     &hexwire_verb_int,
  &hexwire_verb_bytes, &hexwire_verb_convert, &hexwire_verb_checksum, &hexwire_verb_listen,
  &hexwire_verb_send,
};

static char *
write_help (void)
{
  GString *text = g_string_new (_("Usage: hexwire-cli VERB …\n\nVerbs:\n"));

  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_string_append_printf (text, "  %-10s %s\n", verbs[i]->name, _(verbs[i]->summary));
  g_string_append (text, _("\nFormats are those of Python’s struct. A missing HEX or FILE, or -, "
                           "is read from standard\ninput. What follows -- is data, also where it "
                           "begins with a dash.\n\n“hexwire-cli VERB --help” tells more.\n"));
  return g_string_free (text, FALSE);
}

static HexwireExit
run_verb (char **args)
{
  g_autofree char *help = NULL;

  if (args[0] != NULL && strcmp (args[0], "--version") == 0)
    {
      printf ("hexwire-cli %s\n", PACKAGE_VERSION);
      return HEXWIRE_EXIT_DONE;
    }
  for (gsize i = 0; args[0] != NULL && i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (args[0], verbs[i]->name) == 0)
      return verbs[i]->run (args + 1);

  help = write_help ();
  if (args[0] != NULL && (strcmp (args[0], "--help") == 0 || strcmp (args[0], "-h") == 0))
    {
      fputs (help, stdout);
      return HEXWIRE_EXIT_DONE;
    }
  if (args[0] != NULL)
    /* Translators: the placeholder is what the user typed */
    g_printerr (_("hexwire-cli: no verb is called “%s”\n\n"), args[0]);
  g_printerr ("%s", help);
  return HEXWIRE_EXIT_USAGE;
}

int
main (int   argc,
      char *argv[])
{
  HexwireExit status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("hexwire-cli");

  status = run_verb (argv + MIN (argc, 1));
  if (fflush (stdout) == 0)
    return (int) status;
  g_printerr ("hexwire-cli: %s\n", g_strerror (errno));
  return HEXWIRE_EXIT_FAILED;
}
