/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_search_escape:
 * @entry: an entry in which a window is searched; it takes Escape for itself
 *
 * For its signal `stop-search`: leaves the search, and where nothing is searched for, closes the
 * window.
 */
void hexwire_search_escape (GtkSearchEntry *entry);

G_END_DECLS
