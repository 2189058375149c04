/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "messages-transfer.h"

#include "compat-file.h"
#include "confirm-dialog.h"

#include <glib/gi18n.h>

typedef struct
{
  HexwireMessageStore *store;
  GPtrArray *messages;        /* (nullable): read, and waiting for an answer */
} Transfer;

static void
transfer_free (gpointer data)
{
  Transfer *self = data;

  g_object_unref (self->store);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_free (self);
}

static GTask *
begin (GtkWindow           *parent,
       HexwireMessageStore *store,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data,
       gpointer             source_tag)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);
  Transfer *transfer = g_new0 (Transfer, 1);

  transfer->store = g_object_ref (store);
  g_task_set_task_data (task, transfer, transfer_free);
  g_task_set_source_tag (task, source_tag);
  return task;
}

/* The file that was chosen; otherwise there is nothing to do any more, and the task has ended. */
static GFile *
take_file (GTask        *task,
           GAsyncResult *result)
{
  GFile *file = hexwire_compat_choose_file_finish (result);

  if (file == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "no file was chosen");
  else if (g_task_return_error_if_cancelled (task))
    g_clear_object (&file);
  return file;
}

static void
add_imported (GTask                  *task,
              HexwireMessageConflict  conflict)
{
  Transfer *transfer = g_task_get_task_data (task);

  g_task_return_int (task, hexwire_message_store_add_all (transfer->store, transfer->messages,
                                                          conflict));
}

static void
replace_answered_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  gboolean replaces = hexwire_confirm_finish (result);

  if (!g_task_return_error_if_cancelled (task))
    add_imported (task, replaces ? HEXWIRE_MESSAGE_REPLACE : HEXWIRE_MESSAGE_RENAME);
}

static void
import_chosen_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GFile) file = take_file (task, result);
  Transfer *transfer = g_task_get_task_data (task);
  g_autofree char *title = NULL;
  GError *error = NULL;
  guint n_taken;

  if (file == NULL)
    return;
  transfer->messages = hexwire_message_store_read (file, &error);
  if (transfer->messages == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  n_taken = hexwire_message_store_count_taken (transfer->store, transfer->messages);
  if (n_taken == 0)
    {
      add_imported (task, HEXWIRE_MESSAGE_KEEP);
      return;
    }
  title = g_strdup_printf (ngettext ("Replace %u message?", "Replace %u messages?", n_taken),
                           n_taken);
  hexwire_confirm_async (g_task_get_source_object (task), title,
                         _("Messages of the same names are here. If they are not replaced, the new "
                           "ones get a number behind their names."),
                         _("_Replace"), replace_answered_cb, g_object_ref (task));
}

void
hexwire_messages_import_async (GtkWindow           *parent,
                               HexwireMessageStore *store,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task = begin (parent, store, cancellable, callback, user_data,
                       hexwire_messages_import_async);

  hexwire_compat_choose_file_async (parent, _("Import messages"), FALSE, NULL, import_chosen_cb,
                                    task);
}

gboolean
hexwire_messages_import_finish (GAsyncResult  *result,
                                guint         *n_imported,
                                GError       **error)
{
  gssize n = g_task_propagate_int (G_TASK (result), error);

  *n_imported = (guint) MAX (n, 0);
  return n >= 0;
}

static void
export_chosen_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GFile) file = take_file (task, result);
  Transfer *transfer = g_task_get_task_data (task);
  GError *error = NULL;

  if (file == NULL)
    return;
  if (hexwire_message_store_export (transfer->store, file, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
hexwire_messages_export_async (GtkWindow           *parent,
                               HexwireMessageStore *store,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task = begin (parent, store, cancellable, callback, user_data,
                       hexwire_messages_export_async);

  hexwire_compat_choose_file_async (parent, _("Export messages"), TRUE, "hexwire-messages.ini",
                                    export_chosen_cb, task);
}

gboolean
hexwire_messages_export_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
