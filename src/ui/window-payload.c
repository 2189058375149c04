/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window-payload.h"

void
hexwire_window_decode_message (HexwireWindow *self)
{
  HexwirePage *page = hexwire_window_get_page (self);
  HexwirePayloadPanel *panel;
  g_autoptr (GBytes) bytes = NULL;

  if (page != NULL)
    bytes = hexwire_log_pane_dup_shown_bytes (hexwire_page_get_log_pane (page));
  if (bytes == NULL)
    return;
  panel = hexwire_window_get_payload_panel (self);
  gtk_widget_set_visible (GTK_WIDGET (panel), TRUE);
  hexwire_payload_panel_set_bytes (panel, bytes);
}

void
hexwire_window_decode_all (HexwireWindow *self)
{
  HexwirePage *page = hexwire_window_get_page (self);
  HexwirePayloadPanel *panel = hexwire_window_get_payload_panel (self);

  if (page != NULL)
    hexwire_style_choice_decode (hexwire_log_pane_get_style (hexwire_page_get_log_pane (page)),
                                 hexwire_payload_panel_get_format (panel));
}

void
hexwire_window_send_payload (HexwireWindow *self)
{
  HexwireEndpointPage *page = hexwire_window_get_endpoint_page (self);
  HexwirePayloadPanel *panel = hexwire_window_get_payload_panel (self);

  if (page != NULL)
    hexwire_endpoint_page_send_record (page, hexwire_payload_panel_get_record (panel));
}

void
hexwire_window_set_payload (HexwireWindow *self,
                            const char    *format,
                            GBytes        *payload)
{
  HexwirePayloadPanel *panel = hexwire_window_get_payload_panel (self);

  hexwire_payload_panel_set_format (panel, format);
  hexwire_payload_panel_set_bytes (panel, payload);
}
