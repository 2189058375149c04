/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HEXWIRE_TYPE_LATE_POPOVER (hexwire_late_popover_get_type ())

/**
 * HexwireLatePopover:
 *
 * A popover whose content is made when it is first opened: its signal "build" comes once, before
 * it is measured. What is behind a button need not be made while the window opens.
 */
G_DECLARE_FINAL_TYPE (HexwireLatePopover, hexwire_late_popover, HEXWIRE, LATE_POPOVER, GtkPopover)

G_END_DECLS
