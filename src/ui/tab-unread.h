/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "net/endpoint.h"

G_BEGIN_DECLS

/*
 * How many messages came to a tab while another was in front.
 */

/**
 * hexwire_tab_unread_follow:
 * @page: a page of a notebook whose label is a #HexwireTabLabel
 * @endpoint: what it shows
 *
 * Shows on the label what came since the page was last in front.
 */
void hexwire_tab_unread_follow (GtkWidget       *page,
                                HexwireEndpoint *endpoint);

/** hexwire_tab_unread_see: @page is in front, or leaves it; does nothing for other pages. */
void hexwire_tab_unread_see (GtkWidget *page);

G_END_DECLS
