/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "log/message-log.h"

G_BEGIN_DECLS

/**
 * hexwire_frame_cost_tell:
 * @widget: shows rows of @log, which is kept as long
 *
 * Tells @log how long the frames take while @widget is in sight: it tells of new rows less often
 * where frames are slow.
 */
void hexwire_frame_cost_tell (GtkWidget         *widget,
                              HexwireMessageLog *log);

G_END_DECLS
