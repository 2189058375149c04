/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "log/log-view.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_FILTER_BAR (hexwire_filter_bar_get_type ())

/**
 * HexwireFilterBar:
 *
 * Which rows of a log are shown: an entry for the filter, and, while one is at work, a chip that
 * says which and how many rows it hides. What is typed is at work as soon as it makes a filter;
 * until then the last one holds and the reason stands below the entry.
 */
G_DECLARE_FINAL_TYPE (HexwireFilterBar, hexwire_filter_bar, HEXWIRE, FILTER_BAR, GtkBox)

/** hexwire_filter_bar_set_log_view: once. */
void hexwire_filter_bar_set_log_view (HexwireFilterBar *self,
                                      HexwireLogView   *log_view);

/** hexwire_filter_bar_set_format: (nullable): whose fields a filter can ask for. */
void hexwire_filter_bar_set_format (HexwireFilterBar *self,
                                    HexwireFormat    *format);

/** hexwire_filter_bar_open: shows the entry, for typing. */
void hexwire_filter_bar_open (HexwireFilterBar *self);

/** hexwire_filter_bar_update: counts the hidden rows anew. */
void hexwire_filter_bar_update (HexwireFilterBar *self);

G_END_DECLS
