/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hexwire_duration_parse:
 * @text: a number and its unit, as in `500ms`: `us`, `ms`, `s`, `min` or `h`; of 0 the unit may be
 *   missing
 * @duration_us: (out): the duration in microseconds, at most a year
 * @error: return location for a #GOptionError
 *
 * Returns: whether @text is a duration
 */
gboolean hexwire_duration_parse (const char  *text,
                                 gint64      *duration_us,
                                 GError     **error);

G_END_DECLS
