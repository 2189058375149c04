/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import-window.h"

#include "codec/format-import.h"

#include <glib/gi18n.h>

#define HEXWIRE_TYPE_IMPORT_WINDOW (hexwire_import_window_get_type ())
G_DECLARE_FINAL_TYPE (HexwireImportWindow, hexwire_import_window, HEXWIRE, IMPORT_WINDOW, GtkWindow)

struct _HexwireImportWindow
{
  GtkWindow parent_instance;

  HexwireRecord *record;
  char *format;             /* what the text stands for, or NULL */
  GPtrArray *values;        /* the values that came with it, or NULL */

  GtkTextView *source;
  GtkLabel *result;
  GtkLabel *notes;
  GtkWidget *use_button;
};

G_DEFINE_FINAL_TYPE (HexwireImportWindow, hexwire_import_window, GTK_TYPE_WINDOW)

static char *
dup_source (HexwireImportWindow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->source);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
changed_cb (HexwireImportWindow *self)
{
  g_autofree char *text = dup_source (self);
  g_autofree char *notes = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_empty = g_strstrip (text)[0] == '\0';

  g_clear_pointer (&self->format, g_free);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  if (!is_empty)
    hexwire_format_import (text, &self->format, &self->values, &notes, &error);

  gtk_label_set_label (self->result, self->format != NULL ? self->format : "");
  gtk_label_set_label (self->notes, error != NULL   ? error->message
                                    : notes != NULL ? notes
                                                    : "");
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->notes), "error-text");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->notes), "error-text");
  gtk_widget_set_sensitive (self->use_button, self->format != NULL);
}

static void
use_clicked_cb (HexwireImportWindow *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  /* A call that packs brings its values along; a format alone decodes what is in the panel. */
  if (self->values != NULL)
    hexwire_record_load (self->record, self->format, self->values);
  else
    hexwire_record_set_format_and_values (self->record, self->format, none);
  gtk_window_close (GTK_WINDOW (self));
}

static void
hexwire_import_window_dispose (GObject *object)
{
  HexwireImportWindow *self = HEXWIRE_IMPORT_WINDOW (object);

  g_clear_object (&self->record);
  g_clear_pointer (&self->format, g_free);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_IMPORT_WINDOW);

  G_OBJECT_CLASS (hexwire_import_window_parent_class)->dispose (object);
}

static void
hexwire_import_window_class_init (HexwireImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_import_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireImportWindow, notes);
  gtk_widget_class_bind_template_child (widget_class, HexwireImportWindow, result);
  gtk_widget_class_bind_template_child (widget_class, HexwireImportWindow, source);
  gtk_widget_class_bind_template_child (widget_class, HexwireImportWindow, use_button);
  gtk_widget_class_bind_template_callback (widget_class, use_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hexwire_import_window_init (HexwireImportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->source), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

void
hexwire_import_window_present (GtkWindow     *parent,
                               HexwireRecord *record)
{
  HexwireImportWindow *self = g_object_new (HEXWIRE_TYPE_IMPORT_WINDOW,
                                            "transient-for", parent, NULL);

  self->record = g_object_ref (record);
  gtk_window_present (GTK_WINDOW (self));
}
