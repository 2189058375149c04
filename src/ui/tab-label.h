/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "net/endpoint-kind.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_TAB_LABEL (hexwire_tab_label_get_type ())

/**
 * HexwireTabLabel:
 *
 * What stands on a tab: a dot for the state, the title, messages that were not seen, and a button
 * to close. Its signal `close` asks for that.
 */
G_DECLARE_FINAL_TYPE (HexwireTabLabel, hexwire_tab_label, HEXWIRE, TAB_LABEL, GtkBox)

/** hexwire_tab_label_new: @endpoint: (nullable): whose state and title are shown. */
GtkWidget *hexwire_tab_label_new (const char      *title,
                                  HexwireEndpoint *endpoint);

/** hexwire_tab_label_set_n_unread: shows how many messages came while the tab was hidden. */
void hexwire_tab_label_set_n_unread (HexwireTabLabel *self,
                                     guint64          n_unread);

G_END_DECLS
