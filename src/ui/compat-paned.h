/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_compat_paned_mend:
 * @paned: a paned whose end child is hidden and shown
 *
 * In GTK 4.8 the handle of a paned goes on to take clicks at the place where it was when a child is
 * hidden: what comes to stand there cannot be pressed. Puts the handle out of the way for so long.
 */
void hexwire_compat_paned_mend (GtkPaned *paned);

G_END_DECLS
