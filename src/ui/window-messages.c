/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window-messages.h"

#include "messages-window.h"
#include "saved-messages.h"
#include "sequence-window.h"

#include <glib/gi18n.h>

static void
saved_messages_cb (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  hexwire_messages_window_present (HEXWIRE_WINDOW (widget));
}

static void
sequence_cb (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  hexwire_sequence_window_present (HEXWIRE_WINDOW (widget));
}

static void
save_composed_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  HexwireEndpointPage *page = hexwire_window_get_endpoint_page (HEXWIRE_WINDOW (widget));
  HexwireWriting writing;

  if (page == NULL)
    return;
  hexwire_endpoint_page_init_composed (page, &writing);
  hexwire_messages_window_save (HEXWIRE_WINDOW (widget), &writing);
  hexwire_writing_clear (&writing);
}

static void
save_bytes_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (parameter);
  gsize size_bytes;
  const guint8 *data = g_bytes_get_data (bytes, &size_bytes);
  HexwireWriting writing;

  hexwire_writing_init_for_bytes (&writing, data, size_bytes);
  hexwire_messages_window_save (HEXWIRE_WINDOW (widget), &writing);
  hexwire_writing_clear (&writing);
}

static void
send_bytes_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  HexwireEndpointPage *page = hexwire_window_get_endpoint_page (HEXWIRE_WINDOW (widget));
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (parameter);

  if (page != NULL)
    hexwire_endpoint_page_send (page, bytes);
}

/* Sends through the tab in front; why not is told there. */
static void
send_message (GtkWidget           *widget,
              HexwireSavedMessage *message)
{
  HexwireEndpointPage *page = hexwire_window_get_endpoint_page (HEXWIRE_WINDOW (widget));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *problem = NULL;

  if (page == NULL || message == NULL)
    {
      gtk_widget_error_bell (widget);
      return;
    }
  bytes = hexwire_writing_to_bytes (hexwire_saved_message_get_writing (message), NULL, &error);
  if (bytes != NULL)
    {
      hexwire_endpoint_page_send (page, bytes);
      return;
    }
  /* Translators: the name of a message, and what is wrong with it */
  problem = g_strdup_printf (_("“%s” cannot be sent: %s"),
                             hexwire_saved_message_get_name (message), error->message);
  gtk_widget_activate_action (GTK_WIDGET (page), "page.show-problem", "s", problem);
}

static void
send_saved_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  send_message (widget, hexwire_message_store_find (hexwire_saved_messages_get_store (),
                                                    g_variant_get_string (parameter, NULL), NULL));
}

static void
send_key_cb (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  send_message (widget, hexwire_message_store_find_key (hexwire_saved_messages_get_store (),
                                                        g_variant_get_uint32 (parameter)));
}

void
hexwire_window_class_install_messages (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.save-bytes", "ay", save_bytes_cb);
  gtk_widget_class_install_action (widget_class, "win.save-composed", NULL, save_composed_cb);
  gtk_widget_class_install_action (widget_class, "win.saved-messages", NULL, saved_messages_cb);
  gtk_widget_class_install_action (widget_class, "win.send-bytes", "ay", send_bytes_cb);
  gtk_widget_class_install_action (widget_class, "win.send-key", "u", send_key_cb);
  gtk_widget_class_install_action (widget_class, "win.send-saved", "s", send_saved_cb);
  gtk_widget_class_install_action (widget_class, "win.sequence", NULL, sequence_cb);
  for (guint key = 1; key <= HEXWIRE_SAVED_MESSAGE_N_KEYS; key++)
    {
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0 + key, GDK_ALT_MASK,
                                           "win.send-key", "u", key);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_0 + key, GDK_ALT_MASK,
                                           "win.send-key", "u", key);
    }
}
