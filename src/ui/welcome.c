/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "welcome.h"

#include <glib/gi18n.h>

static const struct
{
  const char *label;
  const char *action;
} new_tabs[] = {
  { N_ ("_TCP Server"), "win.new-tab::tcp-server" },
  { N_ ("TCP _Client"), "win.new-tab::tcp-client" },
  { N_ ("_UDP Server"), "win.new-tab::udp-server" },
  { N_ ("UDP C_lient"), "win.new-tab::udp-client" },
};

static GtkWidget *
new_button (const char *label,
            const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static void
add_label (GtkBox     *box,
           const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);
}

GtkWidget *
hexwire_welcome_new (void)
{
  GtkBox *self = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  GtkBox *more = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8));

  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  add_label (self, _("Open a tab"), "help-title");
  add_label (self, _("A tab is a server or a client, and shows its messages."), "dim-label");
  gtk_grid_set_row_spacing (grid, 8);
  gtk_grid_set_column_spacing (grid, 8);
  gtk_grid_set_column_homogeneous (grid, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (new_tabs); i++)
    gtk_grid_attach (grid, new_button (_(new_tabs[i].label), new_tabs[i].action), (int) i % 2,
                     (int) i / 2, 1, 1);
  gtk_box_append (self, GTK_WIDGET (grid));
  gtk_widget_set_halign (GTK_WIDGET (more), GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (GTK_WIDGET (more), 12);
  gtk_box_append (more, new_button (_("Start the _demo"), "win.demo"));
  gtk_box_append (more, new_button (_("Open the _help"), "win.help"));
  gtk_box_append (self, GTK_WIDGET (more));
  return GTK_WIDGET (self);
}

static gboolean
activate_link_cb (GtkWidget  *label,
                  const char *action)
{
  gtk_widget_activate_action (label, action, NULL);
  return GDK_EVENT_STOP;
}

static gboolean
add_links_cb (gpointer user_data)
{
  GtkLabel *label = user_data;
  g_autofree char *text = g_markup_escape_text (gtk_label_get_text (label), -1);
  /* Translators: keep the addresses of the two links as they are */
  const char *links = _("New here? <a href=\"win.demo\">Start the demo</a>, or "
                        "<a href=\"win.help\">open the help</a> (F1).");
  g_autofree char *markup = g_strdup_printf ("%s\n\n%s", text, links);

  /* Dimmed, links would be too pale to be read. */
  gtk_widget_remove_css_class (GTK_WIDGET (label), "dim-label");
  gtk_label_set_markup (label, markup);
  return G_SOURCE_REMOVE;
}

/* Links that are made before the window is shown have GTK 4.8 tell of the window to who reads by
 * ear before it knows that it is one. */
static void
map_cb (GtkLabel *label)
{
  g_signal_handlers_disconnect_by_func (label, map_cb, NULL);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, add_links_cb, g_object_ref (label), g_object_unref);
}

void
hexwire_welcome_add_links (GtkLabel *label)
{
  gtk_widget_set_can_target (GTK_WIDGET (label), TRUE);
  g_signal_connect (label, "activate-link", G_CALLBACK (activate_link_cb), NULL);
  g_signal_connect (label, "map", G_CALLBACK (map_cb), NULL);
}
