/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "connection-bar.h"

#include "address-menu.h"
#include "endpoint-options.h"
#include "late-drop-down.h"
#include "late-menu.h"
#include "late-popover.h"
#include "mode-row.h"
#include "reply-choice.h"
#include "tooltip.h"

#include "net/address.h"
#include "net/unix-address.h"

#include <glib/gi18n.h>

struct _HexwireConnectionBar
{
  GtkBox parent_instance;

  HexwireEndpoint *endpoint;
  gboolean has_problem;       /* and it was told */
  gboolean chose_unix;        /* because of what was typed; @former_family was chosen before */
  guint former_family;

  GtkMenuButton *address_button;
  GtkEntry *address_entry;
  GtkEntry *port_entry;
  HexwireLateDropDown *family_drop;
  HexwireLateDropDown *reply_drop;
  GtkButton *edit_reply_button;
  GtkMenuButton *options_button;
  HexwireEndpointOptions *options;
  HexwireModeRow *mode_row;
  GtkButton *toggle_button;
  GtkMenuButton *menu_button;
  GMenuModel *connection_menu;
};

enum
{
  PROBLEM,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireConnectionBar, hexwire_connection_bar, GTK_TYPE_BOX)

static const char *
get_text (GtkEntry *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static gboolean
is_server (HexwireConnectionBar *self)
{
  return hexwire_endpoint_kind_is_server (hexwire_endpoint_get_kind (self->endpoint));
}

static const char *
get_toggle_label (HexwireConnectionBar *self)
{
  switch (hexwire_endpoint_get_state (self->endpoint))
    {
    case HEXWIRE_ENDPOINT_OPENING:
      return _("Cancel");
    case HEXWIRE_ENDPOINT_OPEN:
    case HEXWIRE_ENDPOINT_CLOSING:
      return is_server (self) ? _("Stop") : _("Disconnect");
    case HEXWIRE_ENDPOINT_CLOSED:
    case HEXWIRE_ENDPOINT_FAILED:
    default:
      return is_server (self) ? _("Start") : _("Connect");
    }
}

static void
set_css_class (GtkWidget  *widget,
               const char *name,
               gboolean    set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static gboolean
is_unix (HexwireConnectionBar *self)
{
  return hexwire_late_drop_down_get_selected (self->family_drop) == HEXWIRE_FAMILY_UNIX;
}

/* What the bar shows depends on whether there are ports. */
static void
update_family (HexwireConnectionBar *self)
{
  gboolean server = is_server (self);
  const char *placeholder = server ? _("All interfaces") : _("Host name or address");
  const char *tooltip = server ? _("Address to listen on; empty for all interfaces")
                               : _("Host name or address of the other side");

  if (is_unix (self))
    {
      placeholder = _("Path, or @ and a name");
      tooltip = server ? _("Path to listen on, or @ and an abstract name")
                       : _("Path of the other side, or @ and its abstract name");
    }
  gtk_entry_set_placeholder_text (self->address_entry, placeholder);
  hexwire_tooltip_set (GTK_WIDGET (self->address_entry), tooltip);
  gtk_widget_set_visible (GTK_WIDGET (self->port_entry), !is_unix (self));
  gtk_widget_set_visible (GTK_WIDGET (self->address_button), !is_unix (self));
  gtk_widget_set_visible (GTK_WIDGET (self->options), !is_unix (self));
  gtk_widget_set_visible (GTK_WIDGET (self->mode_row), server && is_unix (self));
  gtk_widget_set_visible (GTK_WIDGET (self->options_button), server || !is_unix (self));
}

/* A path or an abstract name can be nothing else, and chooses its family; when it is gone, so is
 * the choice. */
static void
choose_family (HexwireConnectionBar *self,
               const char           *host)
{
  if (hexwire_unix_address_is_typed (host) && !is_unix (self))
    {
      self->former_family = hexwire_late_drop_down_get_selected (self->family_drop);
      hexwire_late_drop_down_set_selected (self->family_drop, HEXWIRE_FAMILY_UNIX);
      self->chose_unix = TRUE;
    }
  else if (!hexwire_unix_address_is_typed (host) && self->chose_unix)
    hexwire_late_drop_down_set_selected (self->family_drop, self->former_family);
}

/* An address and a port that were typed or pasted as one: nothing else is the port then. */
static gboolean
find_port_in_address (HexwireConnectionBar  *self,
                      char                 **host,
                      guint16               *port)
{
  g_autofree char *typed = g_strstrip (g_strdup (get_text (self->address_entry)));

  return !is_unix (self) && hexwire_host_split_port (typed, host, port);
}

static gboolean
has_port_in_address (HexwireConnectionBar *self)
{
  g_autofree char *host = NULL;
  guint16 port;

  return find_port_in_address (self, &host, &port);
}

static void
show_port_problem (HexwireConnectionBar *self,
                   const char           *problem)
{
  set_css_class (GTK_WIDGET (self->port_entry), "error", problem != NULL);
  hexwire_tooltip_set (GTK_WIDGET (self->port_entry),
                       problem != NULL    ? problem
                       : is_server (self) ? _("Port; 0 takes a free one")
                                          : _("Port"));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->port_entry), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (problem != NULL || self->has_problem)
    g_signal_emit (self, signals[PROBLEM], 0, problem);
  self->has_problem = problem != NULL;
}

/* The port as typed; what is wrong with it is marked where it stands. */
static gboolean
check_port (HexwireConnectionBar *self)
{
  g_autoptr (GError) error = NULL;
  guint16 port;

  if (is_unix (self))
    return TRUE;
  if (!has_port_in_address (self)
      && hexwire_port_parse (get_text (self->port_entry), &port, &error))
    g_object_set (self->endpoint, "port", (guint) port, NULL);
  show_port_problem (self, error != NULL ? error->message : NULL);
  return error == NULL;
}

static void
split_address (HexwireConnectionBar *self)
{
  g_autofree char *host = NULL;
  g_autofree char *text = NULL;
  guint16 port;

  if (!find_port_in_address (self, &host, &port))
    return;
  text = g_strdup_printf ("%u", port);
  /* Without its port, the address leaves the one that stands apart. */
  gtk_editable_set_text (GTK_EDITABLE (self->port_entry), text);
  gtk_editable_set_text (GTK_EDITABLE (self->address_entry), host);
}

static void
build_options_cb (HexwireConnectionBar *self)
{
  hexwire_endpoint_options_set_endpoint (self->options, self->endpoint);
}

/* Whether the options can be had as they are typed; where not, they are opened at the first that
 * cannot. */
static gboolean
check_options (HexwireConnectionBar *self)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *widget = NULL;

  if (!is_unix (self))
    widget = hexwire_endpoint_options_find_problem (self->options, &error);
  else if (is_server (self) && !hexwire_mode_row_check (self->mode_row, &error))
    widget = GTK_WIDGET (self->mode_row);
  if (widget == NULL)
    return TRUE;
  g_signal_emit (self, signals[PROBLEM], 0, error->message);
  gtk_menu_button_popup (self->options_button);
  gtk_widget_grab_focus (widget);
  return FALSE;
}

static void
update (HexwireConnectionBar *self)
{
  HexwireEndpointState state = hexwire_endpoint_get_state (self->endpoint);
  gboolean is_active = hexwire_endpoint_is_active (self->endpoint);
  GtkWidget *toggle = GTK_WIDGET (self->toggle_button);

  /* GTK warns of a focus that stays in an entry that becomes insensitive. */
  if (is_active && gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_WITHIN)
    gtk_widget_grab_focus (toggle);
  gtk_button_set_label (self->toggle_button, get_toggle_label (self));
  set_css_class (toggle, "destructive-action", is_active);
  set_css_class (toggle, "suggested-action", !is_active);
  gtk_widget_set_sensitive (toggle, state != HEXWIRE_ENDPOINT_CLOSING
                                      && (is_active || check_port (self)));
  gtk_widget_set_sensitive (GTK_WIDGET (self->address_button), !is_active);
  gtk_widget_set_sensitive (GTK_WIDGET (self->address_entry), !is_active);
  gtk_widget_set_sensitive (GTK_WIDGET (self->port_entry), !is_active);
  gtk_widget_set_sensitive (GTK_WIDGET (self->family_drop), !is_active);
  hexwire_late_menu_set_useful (self->menu_button, is_active);
}

static void
activate_cb (HexwireConnectionBar *self)
{
  if (!hexwire_endpoint_is_active (self->endpoint))
    hexwire_connection_bar_toggle (self);
}

/* A port that something else than the entry chose: the demonstration, too, which learns it late. */
static void
show_port (HexwireConnectionBar *self)
{
  guint port = hexwire_endpoint_get_port (self->endpoint);
  g_autofree char *text = g_strdup_printf ("%u", port);
  guint16 shown;

  if (!hexwire_port_parse (get_text (self->port_entry), &shown, NULL) || shown != port)
    gtk_editable_set_text (GTK_EDITABLE (self->port_entry), text);
}

static void
address_changed_cb (HexwireConnectionBar *self)
{
  g_autofree char *host = g_strstrip (g_strdup (get_text (self->address_entry)));

  if (self->endpoint == NULL)
    return;
  g_object_set (self->endpoint, "host", host, NULL);
  choose_family (self, host);
  update (self);
}

/* Each time anew: interfaces come and go. */
static void
create_address_menu_cb (GtkMenuButton *button,
                        gpointer       user_data)
{
  HexwireConnectionBar *self = user_data;
  g_autoptr (GMenuModel) menu
    = hexwire_address_menu_new (hexwire_endpoint_get_kind (self->endpoint), "address.choose");

  gtk_menu_button_set_menu_model (button, menu);
}

static void
choose_address (GtkWidget  *widget,
                const char *action,
                GVariant   *address)
{
  HexwireConnectionBar *self = HEXWIRE_CONNECTION_BAR (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->address_entry), g_variant_get_string (address, NULL));
}

static void
port_changed_cb (HexwireConnectionBar *self)
{
  if (self->endpoint != NULL)
    update (self);
}

static void
family_selected_cb (HexwireConnectionBar *self)
{
  if (self->endpoint == NULL)
    return;
  self->chose_unix = FALSE;
  g_object_set (self->endpoint, "family", hexwire_late_drop_down_get_selected (self->family_drop),
                NULL);
  update_family (self);
  update (self);
}

static void
hexwire_connection_bar_dispose (GObject *object)
{
  HexwireConnectionBar *self = HEXWIRE_CONNECTION_BAR (object);

  g_clear_object (&self->endpoint);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_CONNECTION_BAR);

  G_OBJECT_CLASS (hexwire_connection_bar_parent_class)->dispose (object);
}

static void
hexwire_connection_bar_class_init (HexwireConnectionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_connection_bar_dispose;

  signals[PROBLEM] = g_signal_new ("problem", HEXWIRE_TYPE_CONNECTION_BAR, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "address.choose", "s", choose_address);

  g_type_ensure (HEXWIRE_TYPE_ENDPOINT_OPTIONS);
  g_type_ensure (HEXWIRE_TYPE_LATE_DROP_DOWN);
  g_type_ensure (HEXWIRE_TYPE_LATE_POPOVER);
  g_type_ensure (HEXWIRE_TYPE_MODE_ROW);
  g_type_ensure (HEXWIRE_TYPE_TOOLTIP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/connection-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionBar, address_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionBar, address_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionBar, edit_reply_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionBar, family_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionBar, connection_menu);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionBar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionBar, mode_row);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionBar, options);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionBar, options_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionBar, port_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionBar, reply_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionBar, toggle_button);
  gtk_widget_class_bind_template_callback (widget_class, build_options_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, family_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, hexwire_connection_bar_toggle);
  gtk_widget_class_bind_template_callback (widget_class, port_changed_cb);
}

static void
hexwire_connection_bar_init (HexwireConnectionBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hexwire_late_menu_set (self->menu_button, self->connection_menu);
  /* Addresses and numbers run to the right in every language. */
  gtk_widget_set_direction (
    GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->address_entry))), GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (
    GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->port_entry))), GTK_TEXT_DIR_LTR);
}

void
hexwire_connection_bar_set_endpoint (HexwireConnectionBar *self,
                                     HexwireEndpoint      *endpoint)
{
  g_autofree char *port = g_strdup_printf ("%u", hexwire_endpoint_get_port (endpoint));
  HexwireEndpointKind kind = hexwire_endpoint_get_kind (endpoint);

  g_return_if_fail (HEXWIRE_IS_CONNECTION_BAR (self));
  g_return_if_fail (self->endpoint == NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->address_entry), hexwire_endpoint_get_host (endpoint));
  gtk_editable_set_text (GTK_EDITABLE (self->port_entry), port);
  hexwire_late_drop_down_set_selected (self->family_drop,
                                       hexwire_endpoint_is_unix (endpoint)
                                         ? HEXWIRE_FAMILY_UNIX
                                         : hexwire_endpoint_get_family (endpoint));
  hexwire_reply_choice_set_endpoint (self->reply_drop, self->edit_reply_button, endpoint);
  /* A server's connections have their menu beside the list. */
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button),
                          !hexwire_endpoint_kind_is_server (kind)
                            && hexwire_endpoint_kind_is_stream (kind));

  self->endpoint = g_object_ref (endpoint);
  hexwire_mode_row_set_endpoint (self->mode_row, endpoint);
  gtk_menu_button_set_create_popup_func (self->address_button, create_address_menu_cb, self, NULL);
  update_family (self);
  g_signal_connect_object (endpoint, "notify::port", G_CALLBACK (show_port), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (endpoint, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
hexwire_connection_bar_toggle (HexwireConnectionBar *self)
{
  g_return_if_fail (HEXWIRE_IS_CONNECTION_BAR (self));

  if (hexwire_endpoint_is_active (self->endpoint))
    {
      hexwire_endpoint_close (self->endpoint);
      return;
    }
  split_address (self);
  if (!check_port (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->port_entry));
  else if (check_options (self))
    hexwire_endpoint_open (self->endpoint);
}

void
hexwire_connection_bar_focus_address (HexwireConnectionBar *self)
{
  g_return_if_fail (HEXWIRE_IS_CONNECTION_BAR (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->address_entry));
}

GtkWidget *
hexwire_connection_bar_get_anchor (HexwireConnectionBar *self)
{
  g_return_val_if_fail (HEXWIRE_IS_CONNECTION_BAR (self), NULL);
  return GTK_WIDGET (self->menu_button);
}
