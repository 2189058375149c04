/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_pane_size_set:
 * @paned: a paned whose end child keeps its size
 * @size_px: the size of the end child; 0 leaves it as it is
 *
 * Gives the end child a size before the paned has one itself, until somebody moves the handle.
 */
void hexwire_pane_size_set (GtkPaned *paned,
                            guint     size_px);

/** hexwire_pane_size_get: the size of the end child, 0 where nobody chose one. */
guint hexwire_pane_size_get (GtkPaned *paned);

/**
 * hexwire_pane_size_keep_start:
 * @paned: a paned whose start child keeps its size
 *
 * Gives the start child its size back, as it was chosen, once there is room for it again: a paned
 * forgets what it had to take away.
 */
void hexwire_pane_size_keep_start (GtkPaned *paned);

/** hexwire_pane_size_get_start: the chosen size of the start child, which may have less now. */
guint hexwire_pane_size_get_start (GtkPaned *paned);

G_END_DECLS
