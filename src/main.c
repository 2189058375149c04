/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "application.h"

#include <glib/gi18n.h>
#include <locale.h>

/* Translations that are not installed are looked at, and tested, where they are made. */
static const char *
get_locale_dir (void)
{
  const char *folder = g_getenv ("TEXTDOMAINDIR");

  return folder != NULL ? folder : LOCALEDIR;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (HexwireApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, get_locale_dir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  hexwire_application_prepare ();

  application = hexwire_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
