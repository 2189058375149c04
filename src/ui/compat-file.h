/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_compat_choose_file_async:
 * @saves: whether a file is to be written, or an existing one to be read
 * @name: (nullable): what a file to be written is called at first
 *
 * Asks for a file.
 */
void hexwire_compat_choose_file_async (GtkWindow           *parent,
                                       const char          *title,
                                       gboolean             saves,
                                       const char          *name,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);

/** hexwire_compat_choose_file_finish: (transfer full) (nullable): %NULL where the user gave up. */
GFile *hexwire_compat_choose_file_finish (GAsyncResult *result);

G_END_DECLS
