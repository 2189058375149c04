/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "codec/record.h"

G_BEGIN_DECLS

/**
 * hexwire_import_window_present:
 * @record: what the imported format is put into
 *
 * Asks for a structure of C, or for a call or a class of Python, and makes a format of it. What
 * cannot be understood is told while it is typed.
 */
void hexwire_import_window_present (GtkWindow     *parent,
                                    HexwireRecord *record);

G_END_DECLS
