/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_compat_bounds_mend:
 *
 * Tells assistive programs where widgets really are. Since 4.10 GTK adds up the places of a widget
 * and of all that it is in, but leaves out the padding and the borders between them, and tells any
 * size for what is not laid out. Call it once, before there is any widget. Below GTK 4.10 it does
 * nothing.
 */
void hexwire_compat_bounds_mend (void);

G_END_DECLS
