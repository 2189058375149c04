/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window-actions.h"

#include "color-scheme.h"
#include "compat-file.h"
#include "demo.h"
#include "help-window.h"
#include "preferences-window.h"
#include "session-keeper.h"
#include "shortcuts-window.h"
#include "window-closing.h"
#include "window-messages.h"
#include "window-payload.h"

#include "net/session-file.h"

#include <glib/gi18n.h>

/* Ctrl+1 to Ctrl+8 are tabs by their place, as in a browser. */
#define LAST_TAB_KEY 9

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
help_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  hexwire_help_window_present (GTK_WINDOW (widget));
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
  hexwire_color_scheme_toggle ();
}

static void
preferences_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  hexwire_preferences_window_present (GTK_WINDOW (widget));
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

/* Goes to a tab by its place; the ninth is the last one, however many there are. */
static void
show_tab_cb (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  HexwireWindow *self = HEXWIRE_WINDOW (widget);
  guint place = g_variant_get_uint32 (parameter);
  int n_tabs = hexwire_window_get_n_tabs (self);

  if (place == LAST_TAB_KEY)
    hexwire_window_show_page (self, n_tabs - 1);
  else if ((int) place <= n_tabs)
    hexwire_window_show_page (self, (int) place - 1);
}

/* Of the window, so that its key is free in the other windows of the program. */
static void
new_window_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  g_action_group_activate_action (
    G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (widget))), "new-window", NULL);
}

static void
open_menu_cb (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  hexwire_window_open_menu (HEXWIRE_WINDOW (widget));
}

/* What the endpoint in front does. */
static const struct
{
  const char *action_name;
  void (*func) (HexwireEndpointPage *page);
} endpoint_actions[] = {
  { "win.focus-address", hexwire_endpoint_page_focus_address },
  { "win.focus-composer", hexwire_endpoint_page_focus_composer },
  { "win.send", hexwire_endpoint_page_send_composed },
  { "win.toggle-open", hexwire_endpoint_page_toggle_open },
};

/* What the messages in front do, whosever they are. */
static const struct
{
  const char *action_name;
  void (*func) (HexwireLogPane *log_pane);
} log_actions[] = {
  { "win.clear-log", hexwire_log_pane_clear },
  { "win.filter", hexwire_log_pane_filter },
  { "win.find", hexwire_log_pane_find },
  { "win.find-next", hexwire_log_pane_find_next },
  { "win.find-previous", hexwire_log_pane_find_previous },
  { "win.follow", hexwire_log_pane_follow },
  { "win.pause", hexwire_log_pane_toggle_pause },
};

static void
endpoint_action_cb (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  HexwireEndpointPage *page = hexwire_window_get_endpoint_page (HEXWIRE_WINDOW (widget));

  for (guint i = 0; page != NULL && i < G_N_ELEMENTS (endpoint_actions); i++)
    if (g_str_equal (endpoint_actions[i].action_name, action_name))
      endpoint_actions[i].func (page);
}

static void
log_action_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  HexwirePage *page = hexwire_window_get_page (HEXWIRE_WINDOW (widget));

  for (guint i = 0; page != NULL && i < G_N_ELEMENTS (log_actions); i++)
    if (g_str_equal (log_actions[i].action_name, action_name))
      log_actions[i].func (hexwire_page_get_log_pane (page));
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HexwireWindow) self = user_data;
  g_autoptr (GFile) file = hexwire_compat_choose_file_finish (result);

  if (file != NULL)
    hexwire_window_add_capture (self, file);
}

static void
open_capture_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  hexwire_compat_choose_file_async (GTK_WINDOW (widget), _("Open a capture"), FALSE, NULL,
                                    chosen_cb, g_object_ref (widget));
}

static void
session_chosen_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (HexwireWindow) self = user_data;
  g_autoptr (GFile) file = hexwire_compat_choose_file_finish (result);

  if (file != NULL)
    hexwire_session_keeper_open (self, file);
}

static void
open_session_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  hexwire_compat_choose_file_async (GTK_WINDOW (widget), _("Open a session"), FALSE, NULL,
                                    session_chosen_cb, g_object_ref (widget));
}

static void
session_named_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (HexwireWindow) self = user_data;
  g_autoptr (GFile) file = hexwire_compat_choose_file_finish (result);

  if (file != NULL)
    hexwire_session_keeper_save_as (self, file);
}

static void
save_session_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  /* Translators: the name of a new file, without its end */
  g_autofree char *name = g_strconcat (_("Session"), HEXWIRE_SESSION_SUFFIX, NULL);

  hexwire_compat_choose_file_async (GTK_WINDOW (widget), _("Save the session"), TRUE, name,
                                    session_named_cb, g_object_ref (widget));
}

static void
close_tab_cb (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  HexwirePage *page = hexwire_window_get_page (HEXWIRE_WINDOW (widget));

  if (page != NULL)
    hexwire_window_closing_close_page (HEXWIRE_WINDOW (widget), page);
}

void
hexwire_window_class_install_actions (GtkWidgetClass *widget_class)
{
  hexwire_window_class_install_messages (widget_class);
  gtk_widget_class_install_action (widget_class, "win.close-tab", NULL, close_tab_cb);
  gtk_widget_class_install_action (widget_class, "win.decode", NULL, decode_cb);
  gtk_widget_class_install_action (widget_class, "win.decode-all", NULL, decode_all_cb);
  gtk_widget_class_install_action (widget_class, "win.demo", NULL, demo_cb);
  gtk_widget_class_install_action (widget_class, "win.help", NULL, help_cb);
  gtk_widget_class_install_action (widget_class, "win.new-tab", "s", new_tab_cb);
  gtk_widget_class_install_action (widget_class, "win.new-window", NULL, new_window_cb);
  gtk_widget_class_install_action (widget_class, "win.next-tab", NULL, step_tab_cb);
  gtk_widget_class_install_action (widget_class, "win.open-capture", NULL, open_capture_cb);
  gtk_widget_class_install_action (widget_class, "win.open-menu", NULL, open_menu_cb);
  gtk_widget_class_install_action (widget_class, "win.open-session", NULL, open_session_cb);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_cb);
  gtk_widget_class_install_action (widget_class, "win.previous-tab", NULL, step_tab_cb);
  gtk_widget_class_install_action (widget_class, "win.save-session", NULL, save_session_cb);
  gtk_widget_class_install_action (widget_class, "win.send-payload", NULL, send_payload_cb);
  gtk_widget_class_install_action (widget_class, "win.show-shortcuts", NULL, show_shortcuts_cb);
  gtk_widget_class_install_action (widget_class, "win.show-tab", "u", show_tab_cb);
  gtk_widget_class_install_action (widget_class, "win.toggle-dark", NULL, toggle_dark_cb);
  for (guint i = 0; i < G_N_ELEMENTS (endpoint_actions); i++)
    gtk_widget_class_install_action (widget_class, endpoint_actions[i].action_name, NULL,
                                     endpoint_action_cb);
  for (guint i = 0; i < G_N_ELEMENTS (log_actions); i++)
    gtk_widget_class_install_action (widget_class, log_actions[i].action_name, NULL,
                                     log_action_cb);
  for (guint place = 1; place <= LAST_TAB_KEY; place++)
    {
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0 + place, GDK_CONTROL_MASK,
                                           "win.show-tab", "u", place);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_0 + place, GDK_CONTROL_MASK,
                                           "win.show-tab", "u", place);
    }
}
