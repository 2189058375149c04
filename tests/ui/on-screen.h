/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hexwire-resources.h"

/* Makes ready for widgets of ours, as the application does. FALSE where there is no display. */
static inline gboolean
on_screen_init (void)
{
  g_autoptr (GtkCssProvider) provider = NULL;

  if (!gtk_init_check ())
    return FALSE;
  g_resources_register (hexwire_get_resource ());
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/org/hexwire/Hexwire/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  return TRUE;
}

/* Begins a program of tests of widgets. FALSE, and said, where there is no display: then there is
 * nothing to run. */
static inline gboolean
on_screen_test_init (int    *argc,
                     char ***argv)
{
  g_test_init (argc, argv, NULL);
  if (on_screen_init ())
    return TRUE;
  g_print ("1..0 # SKIP there is no display\n");
  return FALSE;
}

/* The first widget of a type in another one, or NULL. With @text, which is for labels alone, the
 * first that shows that. */
static inline GtkWidget *
on_screen_find (GtkWidget  *widget,
                GType       type,
                const char *text)
{
  GtkWidget *found = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type)
      && (text == NULL || g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = on_screen_find (child, type, text);
  return found;
}
