/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-send.h"

static void
pass_on (GtkWidget  *widget,
         const char *action_name)
{
  g_autoptr (GPtrArray) rows = hexwire_log_list_dup_selected (HEXWIRE_LOG_LIST (widget), 2);
  GBytes *payload
    = rows->len == 1 ? hexwire_message_get_payload (g_ptr_array_index (rows, 0)) : NULL;
  g_autoptr (GVariant) bytes = NULL;

  if (payload == NULL)
    return;
  bytes = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, payload, TRUE));
  gtk_widget_activate_action_variant (widget, action_name, bytes);
}

static void
send_again_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  pass_on (widget, "win.send-bytes");
}

static void
save_message_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  pass_on (widget, "win.save-bytes");
}

void
hexwire_log_send_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "log.save-message", NULL, save_message_cb);
  gtk_widget_class_install_action (widget_class, "log.send-again", NULL, send_again_cb);
}

void
hexwire_log_send_update (HexwireLogList *list,
                         gboolean        is_message)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (list), "log.save-message", is_message);
  gtk_widget_action_set_enabled (GTK_WIDGET (list), "log.send-again", is_message);
}
