/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "net/group-list.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_GROUP_EDITOR (hexwire_group_editor_get_type ())

/**
 * HexwireGroupEditor:
 *
 * The multicast groups of an endpoint: each with a button to leave it, and an entry for another.
 */
G_DECLARE_FINAL_TYPE (HexwireGroupEditor, hexwire_group_editor, HEXWIRE, GROUP_EDITOR, GtkBox)

/** hexwire_group_editor_set_groups: once. */
void hexwire_group_editor_set_groups (HexwireGroupEditor *self,
                                      HexwireGroupList   *groups);

G_END_DECLS
