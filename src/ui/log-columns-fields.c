/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-columns-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define CELL_PADDING_PX 14
#define CHAR_WIDTH_PX 8

/* What most values of a type take, rather than what the longest does. */
#define MAX_VALUE_CHARS 13
#define MAX_CELL_CHARS 24

/* A factory's field; the callbacks of the factory share it. */
typedef struct
{
  HexwireLogLook *look;
  guint index;
} FieldCell;

static void
field_cell_free (gpointer  data,
                 GClosure *closure)
{
  FieldCell *self = data;

  hexwire_log_look_unref (self->look);
  g_free (self);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          const FieldCell          *self)
{
  gboolean is_number = hexwire_field_cells_is_number (&self->look->fields, self->index);
  GtkWidget *cell = hexwire_log_look_add_cell (list_item, "field-cell", is_number ? 1 : 0);

  hexwire_log_cell_read_left_to_right (HEXWIRE_LOG_CELL (cell));
}

static void
set_missing (GtkWidget *cell,
             gboolean   is_missing)
{
  if (gtk_widget_has_css_class (cell, "missing") == is_missing)
    return;
  if (is_missing)
    gtk_widget_add_css_class (cell, "missing");
  else
    gtk_widget_remove_css_class (cell, "missing");
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         const FieldCell          *self)
{
  const HexwireMessageInfo *info = hexwire_message_get_info (gtk_list_item_get_item (list_item));
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  g_autoptr (GString) text = g_string_sized_new (64);
  gboolean is_missing = FALSE;

  if (hexwire_message_kind_is_data (info->kind) && info->payload != NULL)
    {
      gsize size_bytes;
      const guint8 *data = g_bytes_get_data (info->payload, &size_bytes);

      is_missing = !hexwire_field_cells_append (&self->look->fields, text, self->index, data,
                                                size_bytes);
    }
  if (is_missing)
    /* Translators: stands for a value: the message is too short to have it */
    g_string_append (text, _("missing"));
  set_missing (cell, is_missing);
  hexwire_log_cell_set_text (HEXWIRE_LOG_CELL (cell), text->str, text->str, NULL);
}

GtkListItemFactory *
hexwire_log_columns_new_field_factory (HexwireLogLook *look,
                                       guint           index)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  FieldCell *self = g_new0 (FieldCell, 1);

  self->look = hexwire_log_look_ref (look);
  self->index = index;
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect_data (factory, "bind", G_CALLBACK (bind_cb), self, field_cell_free, 0);
  return factory;
}

static gsize
count_value_chars (const HexwireField *field)
{
  switch (field->type)
    {
    case 's':
    case 'p':
      return field->element_size_bytes + 3;     /* b'' */
    case 'b':
    case 'B':
    case 'c':
    case '?':
      return 5;
    case 'h':
    case 'H':
      return 6;
    case 'i':
    case 'I':
    case 'l':
    case 'L':
      return 11;
    default:
      return MAX_VALUE_CHARS;
    }
}

int
hexwire_log_columns_get_field_width_px (const HexwireLogLook *look,
                                        guint                 index)
{
  const HexwireField *field = look->fields.fields[index];
  g_autofree char *title = hexwire_field_cells_dup_title (&look->fields, index);
  gsize n_values = CLAMP (field->n_values, 1, MAX_CELL_CHARS);
  gsize n_chars = MIN (n_values * count_value_chars (field), MAX_CELL_CHARS);

  /* A message that lacks the field says so, and a long name may be cut off. */
  n_chars = MAX (n_chars, (gsize) g_utf8_strlen (_("missing"), -1));
  n_chars = MAX (n_chars, MIN (strlen (title), MAX_VALUE_CHARS));
  return CELL_PADDING_PX + (int) n_chars * CHAR_WIDTH_PX;
}
