/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window-actions.h"

#include "demo.h"
#include "shortcuts-window.h"

static void
new_tab_cb (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  const char *id = g_variant_get_string (parameter, NULL);

  for (guint kind = 0; kind < HEXWIRE_ENDPOINT_N_KINDS; kind++)
    if (g_str_equal (hexwire_endpoint_kind_get_id (kind), id))
      {
        g_autoptr (HexwireEndpoint) endpoint = hexwire_endpoint_new (kind);
        HexwireEndpointPage *page = hexwire_window_add_endpoint (HEXWIRE_WINDOW (widget), endpoint);

        hexwire_endpoint_page_focus_address (page);
      }
}

static void
demo_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  hexwire_demo_start (HEXWIRE_WINDOW (widget));
}

static void
show_shortcuts_cb (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  hexwire_shortcuts_window_present (GTK_WINDOW (widget));
}

static void
toggle_dark_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  GtkSettings *settings = gtk_widget_get_settings (widget);
  gboolean dark;

  g_object_get (settings, "gtk-application-prefer-dark-theme", &dark, NULL);
  g_object_set (settings, "gtk-application-prefer-dark-theme", !dark, NULL);
}

static void
decode_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  hexwire_window_decode_message (HEXWIRE_WINDOW (widget));
}

static void
decode_all_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  hexwire_window_decode_all (HEXWIRE_WINDOW (widget));
}

static void
send_payload_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  hexwire_window_send_payload (HEXWIRE_WINDOW (widget));
}

static void
step_tab_cb (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  hexwire_window_step_tab (HEXWIRE_WINDOW (widget),
                           g_str_equal (action_name, "win.next-tab") ? 1 : -1);
}

static void
open_menu_cb (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  hexwire_window_open_menu (HEXWIRE_WINDOW (widget));
}

/* What the page in front does. */
static const struct
{
  const char *action_name;
  void (*func) (HexwireEndpointPage *page);
} page_actions[] = {
  { "win.clear-log", hexwire_endpoint_page_clear_log },
  { "win.filter", hexwire_endpoint_page_filter },
  { "win.find", hexwire_endpoint_page_find },
  { "win.find-next", hexwire_endpoint_page_find_next },
  { "win.find-previous", hexwire_endpoint_page_find_previous },
  { "win.focus-address", hexwire_endpoint_page_focus_address },
  { "win.focus-composer", hexwire_endpoint_page_focus_composer },
  { "win.follow", hexwire_endpoint_page_follow },
  { "win.pause", hexwire_endpoint_page_toggle_pause },
  { "win.send", hexwire_endpoint_page_send_composed },
  { "win.toggle-open", hexwire_endpoint_page_toggle_open },
};

static void
page_action_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  HexwireEndpointPage *page = hexwire_window_get_page (HEXWIRE_WINDOW (widget));

  for (guint i = 0; page != NULL && i < G_N_ELEMENTS (page_actions); i++)
    if (g_str_equal (page_actions[i].action_name, action_name))
      page_actions[i].func (page);
}

static void
close_tab_cb (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  HexwireEndpointPage *page = hexwire_window_get_page (HEXWIRE_WINDOW (widget));

  if (page != NULL)
    hexwire_window_close_page (HEXWIRE_WINDOW (widget), page);
}

void
hexwire_window_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.close-tab", NULL, close_tab_cb);
  gtk_widget_class_install_action (widget_class, "win.decode", NULL, decode_cb);
  gtk_widget_class_install_action (widget_class, "win.decode-all", NULL, decode_all_cb);
  gtk_widget_class_install_action (widget_class, "win.demo", NULL, demo_cb);
  gtk_widget_class_install_action (widget_class, "win.new-tab", "s", new_tab_cb);
  gtk_widget_class_install_action (widget_class, "win.next-tab", NULL, step_tab_cb);
  gtk_widget_class_install_action (widget_class, "win.open-menu", NULL, open_menu_cb);
  gtk_widget_class_install_action (widget_class, "win.previous-tab", NULL, step_tab_cb);
  gtk_widget_class_install_action (widget_class, "win.send-payload", NULL, send_payload_cb);
  gtk_widget_class_install_action (widget_class, "win.show-shortcuts", NULL, show_shortcuts_cb);
  gtk_widget_class_install_action (widget_class, "win.toggle-dark", NULL, toggle_dark_cb);
  for (guint i = 0; i < G_N_ELEMENTS (page_actions); i++)
    gtk_widget_class_install_action (widget_class, page_actions[i].action_name, NULL,
                                     page_action_cb);
}
