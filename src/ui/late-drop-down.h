/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HEXWIRE_TYPE_LATE_DROP_DOWN (hexwire_late_drop_down_get_type ())

/**
 * HexwireLateDropDown:
 *
 * A choice of one text out of a few, of which only the button is made before it is opened. A
 * #GtkDropDown makes its list, with a search entry, with itself: 40 widgets, which take 2 ms each
 * time while a window opens.
 *
 * The property "model" (#GtkStringList) gives the texts, "selected" the place of the chosen one,
 * which is told of by notify::selected. Where there is little room, the text on the button ends
 * with "…".
 */
G_DECLARE_FINAL_TYPE (HexwireLateDropDown, hexwire_late_drop_down, HEXWIRE, LATE_DROP_DOWN,
                      GtkWidget)

/** hexwire_late_drop_down_get_selected: the place of the chosen text, from 0. */
guint hexwire_late_drop_down_get_selected (HexwireLateDropDown *self);

/** hexwire_late_drop_down_set_selected: @selected: a place that there is in the model */
void hexwire_late_drop_down_set_selected (HexwireLateDropDown *self,
                                          guint                selected);

G_END_DECLS
