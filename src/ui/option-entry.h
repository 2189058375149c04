/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "net/socket-options.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_OPTION_ENTRY (hexwire_option_entry_get_type ())

/**
 * HexwireOptionEntry:
 *
 * An entry for one of the socket options that are texts. A text counts when it is complete, at
 * Return and when the focus goes, and only a good one; what is wrong with another is told by a
 * label that stands below the entry.
 */
G_DECLARE_FINAL_TYPE (HexwireOptionEntry, hexwire_option_entry, HEXWIRE, OPTION_ENTRY, GtkBox)

/**
 * hexwire_option_entry_new:
 * @options: whose @property is shown and set
 * @property: a string (static)
 * @label: what the option is called, for those who cannot see what stands beside it
 * @tooltip: (nullable): what it means
 */
GtkWidget *hexwire_option_entry_new (HexwireSocketOptions *options,
                                     const char           *property,
                                     const char           *label,
                                     const char           *tooltip);

/**
 * hexwire_option_entry_check:
 * @error: return location for a #HexwireNetError
 *
 * Takes over what is typed, if it is good.
 *
 * Returns: %TRUE, or %FALSE with what is wrong
 */
gboolean hexwire_option_entry_check (HexwireOptionEntry  *self,
                                     GError             **error);

G_END_DECLS
