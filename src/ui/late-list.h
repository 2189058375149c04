/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HEXWIRE_TYPE_LATE_LIST (hexwire_late_list_get_type ())

/**
 * HexwireLateList:
 *
 * A #GListModel that shows another one, and tells of what is appended to it at most every 100 ms,
 * in one go. A list on the screen keeps something for every change that it was told of, and looks
 * at all of that for the next.
 */
G_DECLARE_FINAL_TYPE (HexwireLateList, hexwire_late_list, HEXWIRE, LATE_LIST, GObject)

/** hexwire_late_list_new: @model: (transfer none): what is shown. */
HexwireLateList *hexwire_late_list_new (GListModel *model);

G_END_DECLS
