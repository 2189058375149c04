/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_confirm_async:
 * @title: the question
 * @body: what follows from it
 * @verb: what the button says that does it
 *
 * Asks before something is lost.
 */
void hexwire_confirm_async (GtkWindow           *parent,
                            const char          *title,
                            const char          *body,
                            const char          *verb,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data);

/** hexwire_confirm_finish: whether the user said yes. */
gboolean hexwire_confirm_finish (GAsyncResult *result);

G_END_DECLS
