/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_color_scheme_follow:
 * @connection: (nullable): the session bus, on which the desktop tells what it prefers
 *
 * Has the whole program light or dark, as the preferences say, and as the desktop does where they
 * leave it to that; at once when either changes. Nothing is waited for.
 */
void hexwire_color_scheme_follow (GDBusConnection *connection);

/** hexwire_color_scheme_toggle: prefers what is not there now. */
void hexwire_color_scheme_toggle (void);

/**
 * hexwire_color_scheme_set_is_dark:
 * @is_dark: whether the theme has light text, whoever chose it
 *
 * Gives all windows, present and later ones, the style class `dark` or takes it.
 */
void hexwire_color_scheme_set_is_dark (gboolean is_dark);

G_END_DECLS
