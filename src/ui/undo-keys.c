/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "undo-keys.h"

void
hexwire_undo_keys_add (GtkWidget *widget)
{
  static const struct
  {
    const char *keys;
    const char *action;
  } shortcuts[] = {
    { "<Control>z", "payload.undo" },
    { "<Control><Shift>z", "payload.redo" },
    { "<Control>y", "payload.redo" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  /* Before the entries, whose own undo would know of one text alone. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcuts[i].keys),
                        gtk_named_action_new (shortcuts[i].action)));
  gtk_widget_add_controller (widget, controller);
}
