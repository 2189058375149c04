/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "confirm-dialog.h"

#define HEXWIRE_TYPE_CONFIRM_DIALOG (hexwire_confirm_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HexwireConfirmDialog, hexwire_confirm_dialog, HEXWIRE, CONFIRM_DIALOG,
                      GtkWindow)

struct _HexwireConfirmDialog
{
  GtkWindow parent_instance;

  GTask *task;

  GtkLabel *body;
  GtkButton *yes_button;
};

G_DEFINE_FINAL_TYPE (HexwireConfirmDialog, hexwire_confirm_dialog, GTK_TYPE_WINDOW)

static void
answer (HexwireConfirmDialog *self,
        gboolean              yes)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (task != NULL)
    g_task_return_boolean (task, yes);
}

static void
yes_clicked_cb (HexwireConfirmDialog *self)
{
  /* The answer may end the window that this stands over, and GTK would look at it once more. */
  gtk_window_set_transient_for (GTK_WINDOW (self), NULL);
  answer (self, TRUE);
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
hexwire_confirm_dialog_close_request (GtkWindow *window)
{
  answer (HEXWIRE_CONFIRM_DIALOG (window), FALSE);

  return GTK_WINDOW_CLASS (hexwire_confirm_dialog_parent_class)->close_request (window);
}

static void
hexwire_confirm_dialog_dispose (GObject *object)
{
  answer (HEXWIRE_CONFIRM_DIALOG (object), FALSE);
  gtk_widget_dispose_template (GTK_WIDGET (object), HEXWIRE_TYPE_CONFIRM_DIALOG);

  G_OBJECT_CLASS (hexwire_confirm_dialog_parent_class)->dispose (object);
}

static void
hexwire_confirm_dialog_class_init (HexwireConfirmDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_confirm_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = hexwire_confirm_dialog_close_request;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/confirm-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireConfirmDialog, body);
  gtk_widget_class_bind_template_child (widget_class, HexwireConfirmDialog, yes_button);
  gtk_widget_class_bind_template_callback (widget_class, yes_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hexwire_confirm_dialog_init (HexwireConfirmDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
hexwire_confirm_async (GtkWindow           *parent,
                       const char          *title,
                       const char          *body,
                       const char          *verb,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  HexwireConfirmDialog *self = g_object_new (HEXWIRE_TYPE_CONFIRM_DIALOG,
                                             "transient-for", parent, "title", title, NULL);

  self->task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (self->task, hexwire_confirm_async);
  gtk_label_set_label (self->body, body);
  gtk_button_set_label (self->yes_button, verb);
  gtk_window_present (GTK_WINDOW (self));
}

gboolean
hexwire_confirm_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, hexwire_confirm_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
