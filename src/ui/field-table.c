/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "field-table.h"

#include "field-editor.h"
#include "field-row.h"
#include "hex-view.h"

#include <glib/gi18n.h>

/* More rows are too many to read, and a widget each. */
#define MAX_ROWS 200

struct _HexwireFieldTable
{
  GtkBox parent_instance;

  HexwireRecord *record;
  GPtrArray *rows;            /* (element-type HexwireFieldRow), owned by the box */
  GtkSizeGroup *types;        /* so that the values stand below each other */
  GtkBox *box;
  GtkLabel *more;
};

enum
{
  FIELD_POINTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireFieldTable, hexwire_field_table, GTK_TYPE_BOX)

static void
row_pointed_cb (HexwireFieldRow   *row,
                gboolean           is_pointed,
                HexwireFieldTable *self)
{
  guint index;

  if (g_ptr_array_find (self->rows, row, &index))
    g_signal_emit (self, signals[FIELD_POINTED], 0, is_pointed ? (int) index : -1);
}

/* The keyboard stays with the field that it moved. */
static void
row_moved_cb (HexwireFieldRow   *row,
              guint              target,
              HexwireFieldTable *self)
{
  if (target < self->rows->len)
    gtk_widget_child_focus (g_ptr_array_index (self->rows, target), GTK_DIR_TAB_FORWARD);
}

static void
set_n_rows (HexwireFieldTable *self,
            guint              n_rows)
{
  while (self->rows->len > n_rows)
    {
      gtk_box_remove (self->box, g_ptr_array_index (self->rows, self->rows->len - 1));
      g_ptr_array_set_size (self->rows, (int) self->rows->len - 1);
    }
  while (self->rows->len < n_rows)
    {
      GtkWidget *row = hexwire_field_row_new (self->record, self->rows->len);

      hexwire_field_row_align (HEXWIRE_FIELD_ROW (row), self->types);
      g_signal_connect (row, "moved", G_CALLBACK (row_moved_cb), self);
      g_signal_connect (row, "pointed", G_CALLBACK (row_pointed_cb), self);
      gtk_box_append (self->box, row);
      g_ptr_array_add (self->rows, row);
    }
}

static void
record_changed_cb (HexwireFieldTable *self)
{
  HexwireFormat *format = hexwire_record_get_format (self->record);
  gsize n_fields = hexwire_format_get_n_fields (format);
  gsize n_hidden = n_fields - MIN (n_fields, MAX_ROWS);
  g_autofree char *more
    = g_strdup_printf (ngettext ("and %zu more field",
                                 "and %zu more fields", (gulong) n_hidden),
                       n_hidden);
  guint color = 0;

  set_n_rows (self, (guint) MIN (n_fields, MAX_ROWS));
  for (guint i = 0; i < self->rows->len; i++)
    {
      gboolean has_value = hexwire_format_get_field (format, i)->n_values > 0;

      hexwire_field_row_update (g_ptr_array_index (self->rows, i), color);
      color = (color + (has_value ? 1 : 0)) % HEXWIRE_N_FIELD_COLORS;
    }
  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_hidden > 0);
}

static void
hexwire_field_table_dispose (GObject *object)
{
  HexwireFieldTable *self = HEXWIRE_FIELD_TABLE (object);

  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->rows, i), self);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->types);
  g_clear_object (&self->record);

  G_OBJECT_CLASS (hexwire_field_table_parent_class)->dispose (object);
}

static void
hexwire_field_table_class_init (HexwireFieldTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hexwire_field_table_dispose;

  signals[FIELD_POINTED] = g_signal_new ("field-pointed", HEXWIRE_TYPE_FIELD_TABLE,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         G_TYPE_INT);
}

static void
add_clicked_cb (HexwireFieldTable *self)
{
  hexwire_record_add_field (self->record, 'i');
}

static void
hexwire_field_table_init (HexwireFieldTable *self)
{
  GtkWidget *add = gtk_button_new_with_mnemonic (_("_Add field"));

  self->rows = g_ptr_array_new ();
  self->types = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);

  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->box));
  self->more = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->more, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->more), "dim-label");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->more));

  gtk_widget_add_css_class (add, "flat");
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_clicked_cb), self);
  gtk_box_append (GTK_BOX (self), add);
}

void
hexwire_field_table_set_record (HexwireFieldTable *self,
                                HexwireRecord     *record)
{
  g_return_if_fail (HEXWIRE_IS_FIELD_TABLE (self));
  g_return_if_fail (self->record == NULL);

  self->record = g_object_ref (record);
  g_signal_connect_object (record, "changed", G_CALLBACK (record_changed_cb), self,
                           G_CONNECT_SWAPPED);
  record_changed_cb (self);
}

void
hexwire_field_table_highlight (HexwireFieldTable *self,
                               int                field)
{
  g_return_if_fail (HEXWIRE_IS_FIELD_TABLE (self));

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if ((int) i == field)
        gtk_widget_add_css_class (row, "field-pointed");
      else
        gtk_widget_remove_css_class (row, "field-pointed");
    }
}
