/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "field-table.h"

#include "codec/format-edit.h"
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
  GtkWidget *kept_row;        /* the one that goes with its field, or NULL */
  gsize kept_index;           /* where to */
  HexwireFormat *format;      /* what the rows show the fields of */
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

/* Takes a row away from the end: not the one that goes with its field. */
static void
remove_row (HexwireFieldTable *self)
{
  guint last = self->rows->len - 1;
  GtkWidget *row;

  if (g_ptr_array_index (self->rows, last) == self->kept_row && last > 0)
    last--;
  row = g_ptr_array_steal_index (self->rows, last);
  gtk_box_remove (self->box, row);
}

static void
update_rows (HexwireFieldTable *self)
{
  HexwireFormat *format = hexwire_record_get_format (self->record);
  guint color = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      gboolean has_value = hexwire_format_get_field (format, i)->n_values > 0;

      hexwire_field_row_update (g_ptr_array_index (self->rows, i), i, color);
      color = (color + (has_value ? 1 : 0)) % HEXWIRE_N_FIELD_COLORS;
    }
}

/* The keyboard and the editor that are in a row go with its field. */
static void
place_kept_row (HexwireFieldTable *self)
{
  GtkWidget *row = self->kept_row;
  gsize index = self->kept_index;
  guint before;

  if (!g_ptr_array_find (self->rows, row, &before) || index >= self->rows->len)
    return;
  g_ptr_array_steal_index (self->rows, before);
  g_ptr_array_insert (self->rows, (int) index, row);
  gtk_box_reorder_child_after (self->box, row,
                               index > 0 ? g_ptr_array_index (self->rows, index - 1) : NULL);
}

static void
move_cb (HexwireFieldRow   *row,
         guint              source,
         guint              target,
         HexwireFieldTable *self)
{
  const char *text = hexwire_format_get_text (hexwire_record_get_format (self->record));
  g_autoptr (GPtrArray) values = hexwire_record_dup_values (self->record);
  g_autofree char *moved
    = hexwire_format_edit_move (text, source, target, values, &self->kept_index, NULL);

  if (moved == NULL || g_str_equal (moved, text))
    return;
  self->kept_row = source < self->rows->len ? g_ptr_array_index (self->rows, source) : NULL;
  hexwire_record_set_format_and_values (self->record, moved, values);
}

static void
set_n_rows (HexwireFieldTable *self,
            guint              n_rows)
{
  while (self->rows->len > n_rows)
    remove_row (self);
  while (self->rows->len < n_rows)
    {
      GtkWidget *row = hexwire_field_row_new (self->record);

      hexwire_field_row_align (HEXWIRE_FIELD_ROW (row), self->types);
      g_signal_connect (row, "move", G_CALLBACK (move_cb), self);
      g_signal_connect (row, "pointed", G_CALLBACK (row_pointed_cb), self);
      gtk_box_append (self->box, row);
      g_ptr_array_add (self->rows, row);
    }
}

/* The number that a field of the former format has now: it is known by its name, or by its place
 * among what is written, as alignment comes and goes. */
static gsize
find_field_again (HexwireFieldTable *self,
                  gsize              former)
{
  HexwireFormat *format = hexwire_record_get_format (self->record);
  gsize n_fields = hexwire_format_get_n_fields (format);
  const char *name = hexwire_format_get_field (self->format, former)->name;
  gsize n_before = 0;
  gsize field = 0;

  for (gsize i = 0; i < n_fields && name != NULL; i++)
    if (g_strcmp0 (hexwire_format_get_field (format, i)->name, name) == 0)
      return i;
  for (gsize i = 0; i < former; i++)
    n_before += hexwire_format_get_field (self->format, i)->type != 0 ? 1 : 0;
  while (field < n_fields
         && (hexwire_format_get_field (format, field)->type == 0 || n_before-- > 0))
    field++;
  return field;
}

/* A row whose editor is open keeps its field. */
static void
keep_edited_row (HexwireFieldTable *self)
{
  for (guint i = 0; i < self->rows->len && self->kept_row == NULL; i++)
    if (hexwire_field_row_is_edited (g_ptr_array_index (self->rows, i)))
      {
        self->kept_row = g_ptr_array_index (self->rows, i);
        self->kept_index = find_field_again (self, i);
      }
}

static void
show_fields (HexwireFieldTable *self,
             guint              n_rows)
{
  keep_edited_row (self);
  set_n_rows (self, n_rows);
  place_kept_row (self);
  self->kept_row = NULL;
  update_rows (self);
  g_clear_pointer (&self->format, hexwire_format_unref);
  self->format = hexwire_format_ref (hexwire_record_get_format (self->record));
}

static void
record_changed_cb (HexwireFieldTable *self)
{
  gsize n_fields = hexwire_format_get_n_fields (hexwire_record_get_format (self->record));
  gsize n_hidden = n_fields - MIN (n_fields, MAX_ROWS);
  g_autofree char *more
    = g_strdup_printf (ngettext ("and %zu more field",
                                 "and %zu more fields", (gulong) n_hidden),
                       n_hidden);

  show_fields (self, (guint) MIN (n_fields, MAX_ROWS));
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
  g_clear_pointer (&self->format, hexwire_format_unref);
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
  const char *text = hexwire_format_get_text (hexwire_record_get_format (self->record));
  g_autoptr (GPtrArray) values = hexwire_record_dup_values (self->record);
  g_autofree char *longer
    = hexwire_format_edit_add (text, HEXWIRE_FORMAT_EDIT_END, 'i', 1, NULL, values, NULL);

  if (longer == NULL)
    return;
  hexwire_record_set_format_and_values (self->record, longer, values);
  /* A field that is added to decoded bytes is added to the bytes, too. */
  hexwire_record_fill_missing (self->record);
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
