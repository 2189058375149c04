/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "compat-file.h"

/* GtkFileChooserNative is deprecated since GTK 4.10, GtkFileDialog is new in it. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

#if GTK_CHECK_VERSION(4, 10, 0)

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_pointer (task, gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL),
                         g_object_unref);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_pointer (task, gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, NULL),
                         g_object_unref);
}

static void
choose (GTask      *task,
        GtkWindow  *parent,
        const char *title,
        gboolean    saves,
        const char *name)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, title);
  if (name != NULL)
    gtk_file_dialog_set_initial_name (dialog, name);
  if (saves)
    gtk_file_dialog_save (dialog, parent, NULL, saved_cb, task);
  else
    gtk_file_dialog_open (dialog, parent, NULL, opened_cb, task);
}

#else

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             gpointer         user_data)
{
  g_autoptr (GTask) task = user_data;
  GFile *file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_task_return_pointer (task, file, g_object_unref);
  g_object_unref (dialog);
}

static void
choose (GTask      *task,
        GtkWindow  *parent,
        const char *title,
        gboolean    saves,
        const char *name)
{
  GtkFileChooserNative *dialog
    = gtk_file_chooser_native_new (title, parent,
                                   saves ? GTK_FILE_CHOOSER_ACTION_SAVE
                                         : GTK_FILE_CHOOSER_ACTION_OPEN,
                                   NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

#endif

G_GNUC_END_IGNORE_DEPRECATIONS

void
hexwire_compat_choose_file_async (GtkWindow           *parent,
                                  const char          *title,
                                  gboolean             saves,
                                  const char          *name,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, hexwire_compat_choose_file_async);
  choose (task, parent, title, saves, name);
}

GFile *
hexwire_compat_choose_file_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, hexwire_compat_choose_file_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
