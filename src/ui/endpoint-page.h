/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/record.h"
#include "codec/writing.h"
#include "net/endpoint-kind.h"
#include "net/session-tab.h"
#include "page.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_ENDPOINT_PAGE (hexwire_endpoint_page_get_type ())

/**
 * HexwireEndpointPage:
 *
 * What a tab shows: an endpoint with its settings, peers, messages and composer. Its signal
 * `get-record` asks for the #HexwireRecord of the payload panel.
 */
G_DECLARE_FINAL_TYPE (HexwireEndpointPage, hexwire_endpoint_page, HEXWIRE, ENDPOINT_PAGE,
                      HexwirePage)

GtkWidget *hexwire_endpoint_page_new (HexwireEndpoint *endpoint);

/** hexwire_endpoint_page_get_endpoint: (transfer none) */
HexwireEndpoint *hexwire_endpoint_page_get_endpoint (HexwireEndpointPage *self);

/** hexwire_endpoint_page_find_endpoint: (transfer none) (nullable): a capture's page has none. */
HexwireEndpoint *hexwire_endpoint_page_find_endpoint (gpointer page);

/** hexwire_endpoint_page_init_look: @look: (out): how its messages are shown. */
void hexwire_endpoint_page_init_look (HexwireEndpointPage *self,
                                      HexwireSessionLook  *look);

/** hexwire_endpoint_page_set_look: has a new page look so, before it is shown. */
void hexwire_endpoint_page_set_look (HexwireEndpointPage      *self,
                                     const HexwireSessionLook *look);

/** hexwire_endpoint_page_send: sends to the selected peers; failures are shown on the page. */
void hexwire_endpoint_page_send (HexwireEndpointPage *self,
                                 GBytes              *payload);

/** hexwire_endpoint_page_send_record: likewise; its macros are evaluated, its counter goes on. */
void hexwire_endpoint_page_send_record (HexwireEndpointPage *self,
                                        HexwireRecord       *record);

/** hexwire_endpoint_page_send_composed: as if the composer's button was pressed. */
void hexwire_endpoint_page_send_composed (HexwireEndpointPage *self);

/** hexwire_endpoint_page_toggle_open: starts or stops, connects or disconnects. */
void hexwire_endpoint_page_toggle_open (HexwireEndpointPage *self);

/** hexwire_endpoint_page_init_composed: @writing: (out): what the composer holds, as typed. */
void hexwire_endpoint_page_init_composed (HexwireEndpointPage *self,
                                          HexwireWriting      *writing);

/** hexwire_endpoint_page_get_peer: (transfer none) (nullable): the selected peer. */
HexwirePeer *hexwire_endpoint_page_get_peer (HexwireEndpointPage *self);

void hexwire_endpoint_page_focus_address  (HexwireEndpointPage *self);
void hexwire_endpoint_page_focus_composer (HexwireEndpointPage *self);

/** hexwire_endpoint_page_welcome: tells whoever is new how to begin, while the log is empty. */
void hexwire_endpoint_page_welcome (HexwireEndpointPage *self);

G_END_DECLS
