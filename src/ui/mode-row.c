/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "mode-row.h"

#include "tooltip.h"

#include "net/net-error.h"

#include <glib/gi18n.h>

struct _HexwireModeRow
{
  GtkBox parent_instance;

  HexwireEndpoint *endpoint;

  GtkEntry *entry;
  GtkLabel *meaning;
};

G_DEFINE_FINAL_TYPE (HexwireModeRow, hexwire_mode_row, GTK_TYPE_BOX)

/* Three octal digits, which a zero may precede. */
static gboolean
parse_mode (const char *text,
            guint      *mode)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 8, 0, 0777, &number, NULL))
    return FALSE;
  *mode = (guint) number;
  return TRUE;
}

/* Connecting takes the permission to write. */
static const char *
get_meaning (guint mode)
{
  if ((mode & 0002) != 0)
    return _("Every user may connect");
  if ((mode & 0020) != 0)
    return (mode & 0200) != 0 ? _("Your user and the group may connect")
                              : _("The group alone may connect");
  return (mode & 0200) != 0 ? _("Your user alone may connect") : _("Nobody may connect");
}

static void
show (HexwireModeRow *self)
{
  guint mode;
  gboolean is_good = parse_mode (gtk_editable_get_text (GTK_EDITABLE (self->entry)), &mode);

  if (is_good)
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               is_good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
  gtk_label_set_label (self->meaning,
                       is_good ? get_meaning (mode) : _("Three octal digits, such as 600"));
  if (is_good && self->endpoint != NULL)
    g_object_set (self->endpoint, "socket-mode", mode, NULL);
}

static void
changed_cb (HexwireModeRow *self)
{
  show (self);
}

static void
update_sensitive (HexwireModeRow *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->entry),
                            !hexwire_endpoint_is_active (self->endpoint));
}

static gboolean
hexwire_mode_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HEXWIRE_MODE_ROW (widget)->entry));
}

static void
hexwire_mode_row_dispose (GObject *object)
{
  g_clear_object (&HEXWIRE_MODE_ROW (object)->endpoint);
  gtk_widget_dispose_template (GTK_WIDGET (object), HEXWIRE_TYPE_MODE_ROW);

  G_OBJECT_CLASS (hexwire_mode_row_parent_class)->dispose (object);
}

static void
hexwire_mode_row_class_init (HexwireModeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_mode_row_dispose;
  widget_class->grab_focus = hexwire_mode_row_grab_focus;

  g_type_ensure (HEXWIRE_TYPE_TOOLTIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hexwire/Hexwire/mode-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireModeRow, entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireModeRow, meaning);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
hexwire_mode_row_init (HexwireModeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
hexwire_mode_row_set_endpoint (HexwireModeRow  *self,
                               HexwireEndpoint *endpoint)
{
  g_autofree char *text = g_strdup_printf ("%04o", hexwire_endpoint_get_socket_mode (endpoint));

  g_return_if_fail (HEXWIRE_IS_MODE_ROW (self));
  g_return_if_fail (self->endpoint == NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->endpoint = g_object_ref (endpoint);
  g_signal_connect_object (endpoint, "notify::state", G_CALLBACK (update_sensitive), self,
                           G_CONNECT_SWAPPED);
  update_sensitive (self);
}

gboolean
hexwire_mode_row_check (HexwireModeRow  *self,
                        GError         **error)
{
  const char *text;
  guint mode;

  g_return_val_if_fail (HEXWIRE_IS_MODE_ROW (self), FALSE);

  text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  if (parse_mode (text, &mode))
    return TRUE;
  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
               /* Translators: what was typed for the permissions of a UNIX socket */
               _("“%s” are no permissions of a socket: three octal digits, such as 600"), text);
  return FALSE;
}
