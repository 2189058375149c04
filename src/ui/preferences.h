/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HEXWIRE_TYPE_PREFERENCES (hexwire_preferences_get_type ())

/**
 * HexwirePreferences:
 *
 * What a person prefers, in all windows and tabs. It is kept by GSettings where the schema is
 * installed, and another program's change is told like one's own; else it holds as long as the
 * program runs.
 *
 * Properties, as in the schema: `color-scheme`, `data-style` and `time-format` (strings),
 * `confirm-close`, `restore-tabs` and `start-running` (booleans), `font-size` (points, 0 for the
 * theme's), `log-max-messages` and `log-max-mib` (unsigned integers).
 */
G_DECLARE_FINAL_TYPE (HexwirePreferences, hexwire_preferences, HEXWIRE, PREFERENCES, GObject)

/** hexwire_preferences_get: (transfer none): those of this program. */
HexwirePreferences *hexwire_preferences_get (void);

gboolean hexwire_preferences_get_boolean (const char *property);
guint    hexwire_preferences_get_uint    (const char *property);

/** hexwire_preferences_dup_string: (transfer full) */
char *hexwire_preferences_dup_string (const char *property);

G_END_DECLS
