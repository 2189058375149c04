/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HEXWIRE_TYPE_INSPECTOR (hexwire_inspector_get_type ())

/**
 * HexwireInspector:
 *
 * What some bytes mean as one number, in both byte orders side by side, and as text. Its signal
 * `item-chosen` (string) asks for an item, such as `H` or `4s`, to be added to the format.
 */
G_DECLARE_FINAL_TYPE (HexwireInspector, hexwire_inspector, HEXWIRE, INSPECTOR, GtkBox)

/**
 * hexwire_inspector_set_bytes:
 * @bytes: what is looked at
 * @offset_bytes: where it begins
 * @is_all: whether that is everything there is
 */
void hexwire_inspector_set_bytes (HexwireInspector *self,
                                  GBytes           *bytes,
                                  gsize             offset_bytes,
                                  gboolean          is_all);

G_END_DECLS
