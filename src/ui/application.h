/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HEXWIRE_TYPE_APPLICATION (hexwire_application_get_type ())

/** HexwireApplication: the program: command line, windows, and what belongs to none of them. */
G_DECLARE_FINAL_TYPE (HexwireApplication, hexwire_application, HEXWIRE, APPLICATION, GtkApplication)

HexwireApplication *hexwire_application_new (void);

/**
 * hexwire_application_prepare:
 *
 * What must be set before GTK begins: the renderer, and the limit of open files, of which every
 * connection takes one. To be called once, first of all.
 */
void hexwire_application_prepare (void);

G_END_DECLS
