/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "log/log-view.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_LOG_SELECTION (hexwire_log_selection_get_type ())

/**
 * HexwireLogSelection:
 *
 * Which rows of a log view are selected: any number of them. GTK's own models make an object for
 * every row that is selected or that comes and goes; this one keeps positions alone, so that it
 * makes no difference whether there are ten rows or ten million.
 */
G_DECLARE_FINAL_TYPE (HexwireLogSelection, hexwire_log_selection, HEXWIRE, LOG_SELECTION, GObject)

HexwireLogSelection *hexwire_log_selection_new (HexwireLogView *view);

/**
 * hexwire_log_selection_begin_event:
 *
 * To be called before the list reacts to a button or a key: within one such event a row changes
 * only once between selected and not.
 */
void hexwire_log_selection_begin_event (HexwireLogSelection *self);

G_END_DECLS
