/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_data_font_get_scale:
 *
 * Returns: how much larger data are shown now than in the ten points that widths are made for, for
 *   what is told in pixels
 */
double hexwire_data_font_get_scale (void);

/** hexwire_data_font_get_system_scale: the same for text that is no data. */
double hexwire_data_font_get_system_scale (void);

/** hexwire_data_font_follow: has the data on @display in the size that is preferred, at once. */
void hexwire_data_font_follow (GdkDisplay *display);

G_END_DECLS
