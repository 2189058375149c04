/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "codec/message-store.h"

G_BEGIN_DECLS

/*
 * Saved messages from a file, and to one, that the user chooses.
 */

/**
 * hexwire_messages_import_async:
 * @parent: the window that asks
 * @store: gets the messages; of names that it has, whether to replace those is asked
 * @cancellable: (nullable): for when @parent closes; then @store is left as it is
 * @callback: gets @parent, and the result for hexwire_messages_import_finish()
 */
void hexwire_messages_import_async (GtkWindow            *parent,
                                    HexwireMessageStore  *store,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);

/**
 * hexwire_messages_import_finish:
 * @n_imported: (out): how many messages @store has got
 * @error: why the file cannot be read; %G_IO_ERROR_CANCELLED where none was chosen
 *
 * Returns: whether messages were imported
 */
gboolean hexwire_messages_import_finish (GAsyncResult  *result,
                                         guint         *n_imported,
                                         GError       **error);

/**
 * hexwire_messages_export_async:
 *
 * As hexwire_messages_import_async(), the other way.
 */
void hexwire_messages_export_async (GtkWindow            *parent,
                                    HexwireMessageStore  *store,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);

/** hexwire_messages_export_finish: @error: as in hexwire_messages_import_finish(). */
gboolean hexwire_messages_export_finish (GAsyncResult  *result,
                                         GError       **error);

G_END_DECLS
