/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "note-popover.h"

#include <glib/gi18n.h>

static void
activate_cb (GtkEditable *entry,
             GtkPopover  *popover)
{
  HexwireMessageLog *log = g_object_get_data (G_OBJECT (popover), "log");
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  if (text[0] != '\0')
    hexwire_message_log_append_text (log, HEXWIRE_MESSAGE_NOTE, 0, text);
  gtk_popover_popdown (popover);
}

static void
unparent_cb (gpointer popover)
{
  /* Its parent may have gone before it. */
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  g_object_unref (popover);
}

/* Within its own signal a popover must stay. */
static void
closed_cb (GtkWidget *popover)
{
  g_idle_add_once (unparent_cb, g_object_ref (popover));
}

void
hexwire_note_popover_open (GtkWidget         *parent,
                           HexwireMessageLog *log)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *entry = gtk_entry_new ();

  g_object_set_data_full (G_OBJECT (popover), "log", g_object_ref (log), g_object_unref);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("A note, such as “pressed the button”"));
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 36);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Note for the log"), -1);
  g_signal_connect (entry, "activate", G_CALLBACK (activate_cb), popover);
  gtk_popover_set_child (GTK_POPOVER (popover), entry);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover),
                               &(GdkRectangle) { gtk_widget_get_width (parent) / 2, 40, 1, 1 });
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_widget_set_parent (popover, parent);
  gtk_popover_popup (GTK_POPOVER (popover));
}
