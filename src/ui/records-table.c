/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "records-table.h"

#include "widget-names.h"

#include <glib/gi18n.h>

/* More columns are too many to read, and a widget for each in every row. */
#define MAX_COLUMNS 32

/* Values of an array that a cell shows. */
#define MAX_CELL_VALUES 16
#define MAX_CELL_CHARS 100

#define HEXWIRE_TYPE_RECORD_ROW (hexwire_record_row_get_type ())
G_DECLARE_FINAL_TYPE (HexwireRecordRow, hexwire_record_row, HEXWIRE, RECORD_ROW, GObject)

/* A row: the number of a record. */
struct _HexwireRecordRow
{
  GObject parent_instance;

  guint index;
};

G_DEFINE_FINAL_TYPE (HexwireRecordRow, hexwire_record_row, G_TYPE_OBJECT)

static void
hexwire_record_row_class_init (HexwireRecordRowClass *klass)
{
}

static void
hexwire_record_row_init (HexwireRecordRow *self)
{
}

#define HEXWIRE_TYPE_RECORD_ROWS (hexwire_record_rows_get_type ())
G_DECLARE_FINAL_TYPE (HexwireRecordRows, hexwire_record_rows, HEXWIRE, RECORD_ROWS, GObject)

/* As many rows as there are records, made on demand. */
struct _HexwireRecordRows
{
  GObject parent_instance;

  guint n_rows;
};

static GType
hexwire_record_rows_get_item_type (GListModel *model)
{
  return HEXWIRE_TYPE_RECORD_ROW;
}

static guint
hexwire_record_rows_get_n_items (GListModel *model)
{
  return HEXWIRE_RECORD_ROWS (model)->n_rows;
}

static gpointer
hexwire_record_rows_get_item (GListModel *model,
                              guint       position)
{
  HexwireRecordRow *row;

  if (position >= HEXWIRE_RECORD_ROWS (model)->n_rows)
    return NULL;
  row = g_object_new (HEXWIRE_TYPE_RECORD_ROW, NULL);
  row->index = position;
  return row;
}

static void
hexwire_record_rows_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = hexwire_record_rows_get_item_type;
  iface->get_n_items = hexwire_record_rows_get_n_items;
  iface->get_item = hexwire_record_rows_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HexwireRecordRows, hexwire_record_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      hexwire_record_rows_list_model_init))

static void
hexwire_record_rows_class_init (HexwireRecordRowsClass *klass)
{
}

static void
hexwire_record_rows_init (HexwireRecordRows *self)
{
}

struct _HexwireRecordsTable
{
  GtkBox parent_instance;

  HexwireFormat *format;
  GBytes *payload;
  HexwireRecordRows *rows;

  GtkLabel *title;
  GtkColumnView *view;
};

G_DEFINE_FINAL_TYPE (HexwireRecordsTable, hexwire_records_table, GTK_TYPE_BOX)

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 6);
  gtk_widget_add_css_class (label, "bytes");
  gtk_list_item_set_child (list_item, label);
}

static void
bind_number_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *list_item)
{
  HexwireRecordRow *row = gtk_list_item_get_item (list_item);
  g_autofree char *text = g_strdup_printf ("%u", row->index);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (list_item)), text);
  hexwire_widget_names_set_row (gtk_list_item_get_child (list_item), text);
}

static char *
dup_cell (HexwireRecordsTable *self,
          guint                row,
          const HexwireField  *field)
{
  const guint8 *data = g_bytes_get_data (self->payload, NULL);
  gsize record_size = hexwire_format_get_size_bytes (self->format);
  g_autofree HexwireValue *values = g_new0 (HexwireValue, field->n_values);
  g_autoptr (GString) text = g_string_new (NULL);

  hexwire_format_unpack_field (self->format, field, data + row * record_size, values);
  for (gsize i = 0; i < MIN (field->n_values, MAX_CELL_VALUES); i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      hexwire_value_append_text (&values[i], text);
    }
  if (field->n_values > MAX_CELL_VALUES || text->len > MAX_CELL_CHARS)
    {
      g_string_truncate (text, MIN (text->len, MAX_CELL_CHARS));
      g_string_append (text, "…");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
bind_field_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *list_item,
               gpointer                  field_index)
{
  GtkWidget *label = gtk_list_item_get_child (list_item);
  HexwireRecordsTable *self = g_object_get_data (G_OBJECT (factory), "table");
  HexwireRecordRow *row = gtk_list_item_get_item (list_item);
  const HexwireField *field
    = hexwire_format_get_field (self->format, GPOINTER_TO_UINT (field_index));
  g_autofree char *text = dup_cell (self, row->index, field);

  gtk_label_set_label (GTK_LABEL (label), text);
}

static void
add_column (HexwireRecordsTable *self,
            const char          *title,
            GCallback            bind,
            guint                field_index)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_object_set_data (G_OBJECT (factory), "table", self);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", bind, GUINT_TO_POINTER (field_index));
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->view, column);
}

static void
rebuild_columns (HexwireRecordsTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  guint n_columns = 0;

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
  add_column (self, "#", G_CALLBACK (bind_number_cb), 0);
  for (gsize i = 0; i < hexwire_format_get_n_fields (self->format) && n_columns < MAX_COLUMNS; i++)
    {
      const HexwireField *field = hexwire_format_get_field (self->format, i);
      g_autofree char *letter = g_strdup_printf ("%c", field->type);

      if (field->n_values == 0)
        continue;
      add_column (self, field->name != NULL ? field->name : letter, G_CALLBACK (bind_field_cb),
                  (guint) i);
      n_columns++;
    }
}

static void
hexwire_records_table_dispose (GObject *object)
{
  HexwireRecordsTable *self = HEXWIRE_RECORDS_TABLE (object);

  g_clear_pointer (&self->payload, g_bytes_unref);
  g_clear_pointer (&self->format, hexwire_format_unref);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (hexwire_records_table_parent_class)->dispose (object);
}

static void
hexwire_records_table_class_init (HexwireRecordsTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hexwire_records_table_dispose;
}

static void
hexwire_records_table_init (HexwireRecordsTable *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "pane-title");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->title));

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Records"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 140);
  gtk_box_append (GTK_BOX (self), scroller);
}

static GBytes *
dup_payload (HexwireRecord *record)
{
  GBytes *bytes = hexwire_record_get_bytes (record);
  const HexwireEnvelopeCheck *check = hexwire_record_get_check (record);

  if (bytes == NULL)
    return g_bytes_new (NULL, 0);
  return g_bytes_new_from_bytes (bytes, check->payload_offset_bytes, check->payload_size_bytes);
}

void
hexwire_records_table_update (HexwireRecordsTable *self,
                              HexwireRecord       *record)
{
  HexwireFormat *format = hexwire_record_get_format (record);
  g_autoptr (GBytes) payload = dup_payload (record);
  gsize record_size = hexwire_format_get_size_bytes (format);
  gsize payload_size = g_bytes_get_size (payload);
  gsize n_records
    = record_size > 0 && payload_size % record_size == 0 ? payload_size / record_size : 0;
  g_autofree char *title = NULL;
  GtkNoSelection *selection;

  g_return_if_fail (HEXWIRE_IS_RECORDS_TABLE (self));

  gtk_widget_set_visible (GTK_WIDGET (self), n_records > 1);
  if (n_records < 2
      || (self->payload != NULL && self->format == format
          && g_bytes_equal (self->payload, payload)))
    return;

  gtk_column_view_set_model (self->view, NULL);
  g_clear_pointer (&self->payload, g_bytes_unref);
  g_clear_pointer (&self->format, hexwire_format_unref);
  g_clear_object (&self->rows);
  self->payload = g_bytes_ref (payload);
  self->format = hexwire_format_ref (format);
  self->rows = g_object_new (HEXWIRE_TYPE_RECORD_ROWS, NULL);
  self->rows->n_rows = (guint) n_records;
  rebuild_columns (self);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  title = g_strdup_printf (ngettext ("%zu record of %zu bytes", "%zu records of %zu bytes",
                                     (gulong) n_records),
                           n_records, record_size);
  gtk_label_set_label (self->title, title);
}
