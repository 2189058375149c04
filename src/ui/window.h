/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "endpoint-page.h"
#include "payload-panel.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_WINDOW (hexwire_window_get_type ())

/**
 * HexwireWindow:
 *
 * The main window: a tab for each endpoint and each capture, and the payload panel beside them.
 */
G_DECLARE_FINAL_TYPE (HexwireWindow, hexwire_window, HEXWIRE, WINDOW, GtkApplicationWindow)

HexwireWindow *hexwire_window_new (GtkApplication *application);

/** hexwire_window_add_endpoint: adds a tab for @endpoint and shows it. */
HexwireEndpointPage *hexwire_window_add_endpoint (HexwireWindow   *self,
                                                  HexwireEndpoint *endpoint);

/** hexwire_window_add_endpoint_with_look: the same; its messages are shown as @look says. */
HexwireEndpointPage *hexwire_window_add_endpoint_with_look (HexwireWindow            *self,
                                                            HexwireEndpoint          *endpoint,
                                                            const HexwireSessionLook *look);

/** hexwire_window_add_capture: adds a tab that shows the capture @file. */
void hexwire_window_add_capture (HexwireWindow *self,
                                 GFile         *file);

/** hexwire_window_add_default_tabs: a closed tab of each kind, the first of them in front. */
void hexwire_window_add_default_tabs (HexwireWindow *self);

int hexwire_window_get_n_tabs (HexwireWindow *self);

/** hexwire_window_get_notebook: (transfer none): its pages are #HexwirePage. */
GtkNotebook *hexwire_window_get_notebook (HexwireWindow *self);

/** hexwire_window_get_payload_panel: (transfer none) */
HexwirePayloadPanel *hexwire_window_get_payload_panel (HexwireWindow *self);

/** hexwire_window_wants_panel: whether the payload panel is there, or were in a wider window. */
gboolean hexwire_window_wants_panel (HexwireWindow *self);

/**
 * hexwire_window_show_notice: tells something that concerns no tab, until it is put away.
 * @text: (nullable): %NULL puts away what was told
 */
void hexwire_window_show_notice (HexwireWindow *self,
                                 const char    *text);

/** hexwire_window_get_page: (transfer none) (nullable): the page in front. */
HexwirePage *hexwire_window_get_page (HexwireWindow *self);

/** hexwire_window_get_endpoint_page: (transfer none) (nullable): if it is an endpoint's. */
HexwireEndpointPage *hexwire_window_get_endpoint_page (HexwireWindow *self);

/** hexwire_window_show_page: brings the tab number @index, from 0, to the front. */
void hexwire_window_show_page (HexwireWindow *self,
                               int            index);

/** hexwire_window_remove_page: takes a tab away without a question; ends what is open in it. */
void hexwire_window_remove_page (HexwireWindow *self,
                                 HexwirePage   *page);

/** hexwire_window_step_tab: goes to the next (1) or the previous (-1) tab. */
void hexwire_window_step_tab  (HexwireWindow *self,
                               int            step);
void hexwire_window_open_menu (HexwireWindow *self);

G_END_DECLS
