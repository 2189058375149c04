/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sequence-table.h"

#include "widget-names.h"
#include "log/message-text.h"
#include "long-text.h"

#include <glib/gi18n.h>

#define MAX_SHOWN_BYTES 64
#define MAX_SHOWN_CHARS 400

typedef enum
{
  COLUMN_NUMBER,
  COLUMN_STEP,
  COLUMN_RESULT,
  COLUMN_BYTES,
  N_COLUMNS
} Column;

struct _HexwireSequenceTable
{
  GObject parent_instance;

  HexwireSequenceDraft *draft;  /* not ours */
  HexwireSequenceRunner *runner;
  GPtrArray *bound[N_COLUMNS];  /* (element-type GtkListItem): the cells that show something */
};

G_DEFINE_FINAL_TYPE (HexwireSequenceTable, hexwire_sequence_table, G_TYPE_OBJECT)

static const HexwireStepResult *
get_result (HexwireSequenceTable *self,
            guint                 index)
{
  return index < hexwire_sequence_runner_get_n_results (self->runner)
           ? hexwire_sequence_runner_get_result (self->runner, index) : NULL;
}

static char *
dup_bytes_text (const HexwireStepResult *result)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize size_bytes;
  const guint8 *data;

  if (result == NULL || result->bytes == NULL)
    return g_strdup ("");
  data = g_bytes_get_data (result->bytes, &size_bytes);
  hexwire_message_text_append_line (text, HEXWIRE_MESSAGE_STYLE_TEXT, data, size_bytes,
                                    MAX_SHOWN_BYTES);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_cell_text (HexwireSequenceTable *self,
               Column                column,
               GtkListItem          *list_item)
{
  guint index = gtk_list_item_get_position (list_item);
  const HexwireStepResult *result = get_result (self, index);

  switch (column)
    {
    case COLUMN_NUMBER:
      return g_strdup_printf ("%u", index + 1);
    case COLUMN_STEP:
      return hexwire_sequence_draft_dup_line (self->draft, index);
    case COLUMN_RESULT:
      return result != NULL ? hexwire_step_result_dup_text (result) : g_strdup ("");
    case COLUMN_BYTES:
    case N_COLUMNS:
    default:
      return dup_bytes_text (result);
    }
}

static void
show_cell (HexwireSequenceTable *self,
           Column                column,
           GtkListItem          *list_item)
{
  GtkWidget *label = gtk_list_item_get_child (list_item);
  const HexwireStepResult *result = get_result (self, gtk_list_item_get_position (list_item));
  g_autofree char *whole = dup_cell_text (self, column, list_item);
  g_autofree char *text = hexwire_long_text_dup_start (whole, MAX_SHOWN_CHARS);
  g_autofree char *problem = NULL;

  gtk_label_set_label (GTK_LABEL (label), text);
  if (column == COLUMN_STEP)
    {
      problem = hexwire_sequence_draft_dup_problem (self->draft,
                                                    gtk_list_item_get_position (list_item));
      hexwire_widget_names_set_row (label, text);
    }
  gtk_widget_set_tooltip_text (label, problem != NULL                                 ? problem
                                      : column != COLUMN_NUMBER && text[0] != '\0' ? text
                                                                                    : NULL);
  if (problem != NULL || (column == COLUMN_RESULT && result != NULL
                          && result->state >= HEXWIRE_STEP_STATE_MISSED))
    gtk_widget_add_css_class (label, "error-text");
  else
    gtk_widget_remove_css_class (label, "error-text");
}

static Column
get_column (GtkListItemFactory *factory)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
}

static void
setup_cb (HexwireSequenceTable *self,
          GtkListItem          *list_item,
          GtkListItemFactory   *factory)
{
  GtkWidget *label = gtk_label_new (NULL);
  Column column = get_column (factory);

  gtk_label_set_xalign (GTK_LABEL (label), column == COLUMN_NUMBER ? 1 : 0);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label),
                           column == COLUMN_NUMBER ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  if (column == COLUMN_STEP || column == COLUMN_BYTES)
    gtk_widget_add_css_class (label, "bytes");
  gtk_list_item_set_child (list_item, label);
}

static void
bind_cb (HexwireSequenceTable *self,
         GtkListItem          *list_item,
         GtkListItemFactory   *factory)
{
  g_ptr_array_add (self->bound[get_column (factory)], list_item);
  show_cell (self, get_column (factory), list_item);
}

static void
unbind_cb (HexwireSequenceTable *self,
           GtkListItem          *list_item,
           GtkListItemFactory   *factory)
{
  g_ptr_array_remove_fast (self->bound[get_column (factory)], list_item);
}

static void
add_column (HexwireSequenceTable *self,
            GtkColumnView        *view,
            Column                column,
            const char           *title,
            int                   width_px)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = gtk_column_view_column_new (title, factory);

  g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (column));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  if (width_px > 0)
    gtk_column_view_column_set_fixed_width (view_column, width_px);
  else
    gtk_column_view_column_set_expand (view_column, TRUE);
  gtk_column_view_append_column (view, view_column);
}

static void
hexwire_sequence_table_finalize (GObject *object)
{
  HexwireSequenceTable *self = HEXWIRE_SEQUENCE_TABLE (object);

  g_clear_object (&self->runner);
  for (guint i = 0; i < N_COLUMNS; i++)
    g_ptr_array_unref (self->bound[i]);

  G_OBJECT_CLASS (hexwire_sequence_table_parent_class)->finalize (object);
}

static void
hexwire_sequence_table_class_init (HexwireSequenceTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_sequence_table_finalize;
}

static void
hexwire_sequence_table_init (HexwireSequenceTable *self)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    self->bound[i] = g_ptr_array_new ();
}

HexwireSequenceTable *
hexwire_sequence_table_new (GtkColumnView         *view,
                            HexwireSequenceDraft  *draft,
                            HexwireSequenceRunner *runner)
{
  HexwireSequenceTable *self = g_object_new (HEXWIRE_TYPE_SEQUENCE_TABLE, NULL);

  self->draft = draft;
  self->runner = g_object_ref (runner);
  /* Translators: the heading of a column of numbers */
  add_column (self, view, COLUMN_NUMBER, _("No."), 44);
  add_column (self, view, COLUMN_STEP, _("Step"), 0);
  add_column (self, view, COLUMN_RESULT, _("Result"), 190);
  add_column (self, view, COLUMN_BYTES, _("Bytes"), 170);
  return self;
}

void
hexwire_sequence_table_update (HexwireSequenceTable *self)
{
  g_return_if_fail (HEXWIRE_IS_SEQUENCE_TABLE (self));

  for (guint column = 0; column < N_COLUMNS; column++)
    for (guint i = 0; i < self->bound[column]->len; i++)
      show_cell (self, column, g_ptr_array_index (self->bound[column], i));
}
