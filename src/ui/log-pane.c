/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-pane.h"

#include "compat-paned.h"
#include "log-list.h"
#include "message-detail.h"

#include <glib/gi18n.h>
#include <inttypes.h>

struct _HexwireLogPane
{
  GtkBox parent_instance;

  HexwireLogView *log_view;
  HexwireFormat *format;  /* what payloads are decoded as */

  GtkLabel *count;
  GtkEntry *format_entry;
  GtkDropDown *style_drop;
  GtkPaned *paned;
  HexwireLogList *list;
  HexwireMessageDetail *detail;
};

G_DEFINE_FINAL_TYPE (HexwireLogPane, hexwire_log_pane, GTK_TYPE_BOX)

static void
update_count (HexwireLogPane *self)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->log_view));
  guint64 n_dropped
    = hexwire_message_log_get_n_dropped (hexwire_log_view_get_log (self->log_view));
  g_autofree char *rows = g_strdup_printf (ngettext ("%u row", "%u rows", n_rows), n_rows);
  g_autofree char *text = NULL;

  if (n_dropped > 0)
    /* Translators: how many rows there are, "12 rows", and how many made room for newer ones */
    text = g_strdup_printf (_("%s · %" PRIu64 " older ones dropped"), rows, n_dropped);
  gtk_label_set_label (self->count, text != NULL ? text : rows);
}

/* Marks a format that cannot be read where it stands; payloads keep the last one that could. */
static void
take_format (HexwireLogPane *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->format_entry));
  g_autoptr (GError) error = NULL;
  HexwireFormat *format = hexwire_format_parse (text, NULL, &error);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->format_entry),
                               error != NULL ? error->message : NULL);
  if (error != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->format_entry), "error");
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->format_entry), "error");
  g_clear_pointer (&self->format, hexwire_format_unref);
  self->format = format;
}

static void
update_style (HexwireLogPane *self)
{
  guint selected = gtk_drop_down_get_selected (self->style_drop);
  gboolean decodes = selected > HEXWIRE_MESSAGE_STYLE_HEX;
  HexwireFormat *format = decodes ? self->format : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->format_entry), decodes);
  hexwire_log_columns_set_style (hexwire_log_list_get_columns (self->list),
                                 decodes ? HEXWIRE_MESSAGE_STYLE_HEX : selected, format);
  hexwire_message_detail_set_format (self->detail, format);
}

static void
style_selected_cb (HexwireLogPane *self)
{
  /* The drop-down tells of its first choice while the template is still being built. */
  if (self->log_view == NULL)
    return;
  take_format (self);
  update_style (self);
}

static void
format_changed_cb (HexwireLogPane *self)
{
  if (self->log_view == NULL)
    return;
  take_format (self);
  update_style (self);
}

static void
selection_changed_cb (HexwireLogPane *self)
{
  g_autoptr (GPtrArray) messages
    = hexwire_log_list_dup_selected (self->list, HEXWIRE_MESSAGE_DETAIL_MAX_ROWS);

  hexwire_message_detail_set_messages (self->detail, messages,
                                       hexwire_log_list_get_n_selected (self->list));
}

static void
hexwire_log_pane_dispose (GObject *object)
{
  HexwireLogPane *self = HEXWIRE_LOG_PANE (object);

  g_clear_object (&self->log_view);
  g_clear_pointer (&self->format, hexwire_format_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_LOG_PANE);

  G_OBJECT_CLASS (hexwire_log_pane_parent_class)->dispose (object);
}

static void
hexwire_log_pane_class_init (HexwireLogPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_log_pane_dispose;

  g_type_ensure (HEXWIRE_TYPE_LOG_LIST);
  g_type_ensure (HEXWIRE_TYPE_MESSAGE_DETAIL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hexwire/Hexwire/log-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, count);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, detail);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, format_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, list);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, paned);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, style_drop);
  gtk_widget_class_bind_template_callback (widget_class, format_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, style_selected_cb);
}

static void
hexwire_log_pane_init (HexwireLogPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hexwire_compat_paned_mend (self->paned);
}

void
hexwire_log_pane_set_log (HexwireLogPane    *self,
                          HexwireMessageLog *log)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));
  g_return_if_fail (self->log_view == NULL);

  self->log_view = hexwire_log_view_new (log);
  hexwire_log_list_set_log_view (self->list, self->log_view);
  g_signal_connect_object (self->log_view, "items-changed", G_CALLBACK (update_count), self,
                           G_CONNECT_SWAPPED);
  update_count (self);
}

void
hexwire_log_pane_set_peer (HexwireLogPane *self,
                           guint32         peer_id)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));
  hexwire_log_view_set_peer (self->log_view, peer_id);
}

void
hexwire_log_pane_follow (HexwireLogPane *self)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));
  hexwire_log_list_follow (self->list);
}

GBytes *
hexwire_log_pane_dup_shown_bytes (HexwireLogPane *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_PANE (self), NULL);

  if (hexwire_log_list_get_n_selected (self->list) == 0)
    return NULL;
  return hexwire_message_detail_dup_bytes (self->detail);
}

void
hexwire_log_pane_set_format (HexwireLogPane *self,
                             const char     *format)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->format_entry), format);
  gtk_drop_down_set_selected (self->style_drop, HEXWIRE_MESSAGE_STYLE_HEX + 1);
}
