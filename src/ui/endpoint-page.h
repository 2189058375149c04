/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "log/message.h"
#include "net/endpoint-kind.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_ENDPOINT_PAGE (hexwire_endpoint_page_get_type ())

/**
 * HexwireEndpointPage:
 *
 * What a tab shows: an endpoint with its settings, peers, messages and composer.
 */
G_DECLARE_FINAL_TYPE (HexwireEndpointPage, hexwire_endpoint_page, HEXWIRE, ENDPOINT_PAGE, GtkBox)

GtkWidget *hexwire_endpoint_page_new (HexwireEndpoint *endpoint);

/** hexwire_endpoint_page_get_endpoint: (transfer none) */
HexwireEndpoint *hexwire_endpoint_page_get_endpoint (HexwireEndpointPage *self);

/** hexwire_endpoint_page_dup_shown_bytes: see hexwire_log_pane_dup_shown_bytes() */
GBytes *hexwire_endpoint_page_dup_shown_bytes (HexwireEndpointPage *self);

/** hexwire_endpoint_page_decode_as: shows every message of the page decoded as @format. */
void hexwire_endpoint_page_decode_as (HexwireEndpointPage *self,
                                      const char          *format);

/** hexwire_endpoint_page_send: sends to the selected peer; failures are shown on the page. */
void hexwire_endpoint_page_send (HexwireEndpointPage *self,
                                 GBytes              *payload);

/** hexwire_endpoint_page_send_composed: as if the composer's button was pressed. */
void hexwire_endpoint_page_send_composed (HexwireEndpointPage *self);

/** hexwire_endpoint_page_toggle_open: starts or stops, connects or disconnects. */
void hexwire_endpoint_page_toggle_open (HexwireEndpointPage *self);

/** hexwire_endpoint_page_clear_log: drops all messages. */
void hexwire_endpoint_page_clear_log (HexwireEndpointPage *self);

/** hexwire_endpoint_page_follow: goes to the newest message. */
void hexwire_endpoint_page_follow (HexwireEndpointPage *self);

/** hexwire_endpoint_page_find: opens the bar for finding in the messages. */
void hexwire_endpoint_page_find          (HexwireEndpointPage *self);
void hexwire_endpoint_page_find_next     (HexwireEndpointPage *self);
void hexwire_endpoint_page_find_previous (HexwireEndpointPage *self);

/** hexwire_endpoint_page_filter: opens the entry of the messages' filter. */
void hexwire_endpoint_page_filter (HexwireEndpointPage *self);

/** hexwire_endpoint_page_toggle_pause: lets the list of messages stand, or go on. */
void hexwire_endpoint_page_toggle_pause (HexwireEndpointPage *self);

void hexwire_endpoint_page_focus_address  (HexwireEndpointPage *self);
void hexwire_endpoint_page_focus_composer (HexwireEndpointPage *self);

G_END_DECLS
