/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_drop_down_let_shrink:
 * @drop_down: a drop-down of strings
 *
 * Lets a drop-down get narrower than its chosen text where there is little room: the text then
 * ends with "…". Its list shows the whole texts, as before.
 */
void hexwire_drop_down_let_shrink (GtkDropDown *drop_down);

/** hexwire_shrinking_label_set: @label: shows @text, and may get as narrow as such a button */
void hexwire_shrinking_label_set (GtkLabel   *label,
                                  const char *text);

G_END_DECLS
