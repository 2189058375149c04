/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "codec/record.h"

G_BEGIN_DECLS

/**
 * hexwire_templates_window_present:
 * @record: what a template is made of, and what one is put into
 *
 * Shows the payloads that were saved, with search; saves the present one; imports and exports them
 * as a text file. They are kept in the user's data directory.
 */
void hexwire_templates_window_present (GtkWindow     *parent,
                                       HexwireRecord *record);

G_END_DECLS
