/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_welcome_new:
 *
 * What a window without tabs shows: ways to begin.
 *
 * Returns: (transfer floating): a widget whose buttons activate actions of the window
 */
GtkWidget *hexwire_welcome_new (void);

/**
 * hexwire_welcome_add_links:
 * @label: a label that says that there is nothing yet
 *
 * Adds to it, for who is here for the first time, links to the demo and to the help.
 */
void hexwire_welcome_add_links (GtkLabel *label);

G_END_DECLS
