/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_list_hint_show:
 * @hint: what stands in the place of the rows
 * @all: what can be searched
 * @found: the rows that are shown of it
 * @text: what to do while there is nothing in @all
 *
 * Has @hint say why a list is empty, for as long as it is.
 */
void hexwire_list_hint_show (GtkLabel   *hint,
                             GListModel *all,
                             GListModel *found,
                             const char *text);

G_END_DECLS
