/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-columns-private.h"

#include "log/byte-changes.h"

#include <glib/gi18n.h>

/* As much of a payload as fits on a wide screen, for what is laid out costs time, seen or not: two
 * hex digits and a space for each byte, and its character beside them. The rest is in the detail
 * below the list. */
#define MAX_SHOWN_BYTES 96
#define MAX_SHOWN_TEXT_BYTES (4 * MAX_SHOWN_BYTES)

/* So that the last column can be found behind those of many fields. */
#define MIN_CHARS 13

/* Words of ours beside bytes from the wire. */
#define DIM_ALPHA 0xa000

/* Behind a changed byte: amber, so thin that text of either theme can be read on it. */
#define CHANGED_ALPHA 0x5800

static const char *
get_css_class (HexwireMessageKind kind)
{
  switch (kind)
    {
    case HEXWIRE_MESSAGE_RECEIVED:
    case HEXWIRE_MESSAGE_SENT:
      return "monospace-cell";
    case HEXWIRE_MESSAGE_ERROR:
      return "direction-error";
    case HEXWIRE_MESSAGE_OPENED:
    case HEXWIRE_MESSAGE_CLOSED:
    case HEXWIRE_MESSAGE_NOTE:
    default:
      return "direction-event";
    }
}

static void
add_attribute (PangoAttrList  *attributes,
               PangoAttribute *attribute,
               gsize           start,
               gsize           end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (attributes, attribute);
}

static void
append_word (GString    *text,
             const char *word)
{
  g_string_append_printf (text, "%s  ", word);
}

/* What there is to know about the bytes before one reads them. */
static void
append_words (GString                  *text,
              const HexwireMessageInfo *info,
              gsize                     n_more_records)
{
  if (info->context.n_messages > 1)
    /* Translators: so many equal messages in a row, as in "×47" */
    g_string_append_printf (text, _("×%u"), info->context.n_messages);
  if (info->context.n_messages > 1)
    append_word (text, "");
  if ((info->frame.flags & HEXWIRE_RECORD_UNFINISHED) != 0)
    /* Translators: the stream ended within this message */
    append_word (text, _("unfinished"));
  if ((info->frame.flags & HEXWIRE_RECORD_SPLIT) != 0)
    /* Translators: a long message, of which the next row is the continuation */
    append_word (text, _("goes on"));
  if ((info->frame.flags & HEXWIRE_RECORD_BAD_LENGTH) != 0)
    /* Translators: the length that the message claims for itself cannot be true */
    append_word (text, _("bad length"));
  if (n_more_records > 0)
    {
      g_string_append_printf (text, ngettext ("%zu more record", "%zu more records",
                                              (gulong) n_more_records),
                              n_more_records);
      append_word (text, "");
    }
}

static void
mark_changes (PangoAttrList *attributes,
              GBytes        *previous,
              const guint8  *data,
              gsize          size_bytes,
              gsize          hex_start)
{
  gsize n_before;
  const guint8 *before = g_bytes_get_data (previous, &n_before);
  gsize run_bytes;

  for (gsize offset = 0; hexwire_byte_changes_find (before, n_before, data, size_bytes, &offset,
                                                    &run_bytes);
       offset += run_bytes)
    {
      gsize start = hex_start + 3 * offset;
      gsize end = start + 3 * run_bytes - 1;

      add_attribute (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
      add_attribute (attributes, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), start, end);
      add_attribute (attributes, pango_attr_background_new (0xe5e5, 0xa5a5, 0x0a0a), start, end);
      add_attribute (attributes, pango_attr_background_alpha_new (CHANGED_ALPHA), start, end);
    }
}

/* Writes the bytes that no other column shows; returns where their hex digits begin. */
static gsize
append_bytes (GString              *text,
              const HexwireLogLook *look,
              const guint8         *data,
              gsize                 size_bytes)
{
  gsize start = look->is_decoded ? MIN (look->fields.end_bytes, size_bytes) : 0;

  if (!look->is_decoded && size_bytes == 0)
    g_string_append (text, _("(empty)"));
  return hexwire_message_text_append_line (text, look->style, data + start, size_bytes - start,
                                           look->style == HEXWIRE_MESSAGE_STYLE_TEXT
                                             ? MAX_SHOWN_TEXT_BYTES
                                             : MAX_SHOWN_BYTES);
}

static void
append_data (GString              *text,
             PangoAttrList       **attributes,
             const HexwireLogLook *look,
             GtkListItem          *list_item)
{
  HexwireMessage *message = gtk_list_item_get_item (list_item);
  const HexwireMessageInfo *info = hexwire_message_get_info (message);
  g_autoptr (GBytes) previous = NULL;
  gsize size_bytes;
  const guint8 *data = g_bytes_get_data (info->payload, &size_bytes);
  gsize hex_start;

  append_words (text, info, hexwire_field_cells_count_more (&look->fields, size_bytes));
  if (text->len > 0 || look->marks_changes)
    *attributes = pango_attr_list_new ();
  if (text->len > 0)
    add_attribute (*attributes, pango_attr_foreground_alpha_new (DIM_ALPHA), 0, text->len);
  hex_start = append_bytes (text, look, data, size_bytes);
  if (!look->marks_changes || look->is_decoded || look->log_view == NULL || hex_start == G_MAXSIZE)
    return;
  previous = hexwire_byte_changes_dup_previous (look->log_view,
                                                gtk_list_item_get_position (list_item), message);
  if (previous != NULL)
    mark_changes (*attributes, previous, data, MIN (size_bytes, MAX_SHOWN_BYTES), hex_start);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  GtkWidget *cell = hexwire_log_look_add_cell (list_item, "monospace-cell", 0);

  hexwire_log_cell_set_min_chars (HEXWIRE_LOG_CELL (cell), MIN_CHARS);
  hexwire_log_cell_read_left_to_right (HEXWIRE_LOG_CELL (cell));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         const HexwireLogLook     *look)
{
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  const HexwireMessageInfo *info = hexwire_message_get_info (gtk_list_item_get_item (list_item));
  const char *classes[] = { get_css_class (info->kind), NULL };
  gboolean is_data = hexwire_message_kind_is_data (info->kind);
  PangoAttrList *attributes = NULL;
  g_autoptr (GString) text = g_string_sized_new (128);

  if (info->payload == NULL)
    g_string_append (text, _("dropped from the log"));
  else if (is_data)
    append_data (text, &attributes, look, list_item);
  else
    g_string_append_len (text, g_bytes_get_data (info->payload, NULL),
                         (gssize) g_bytes_get_size (info->payload));
  /* Bytes that do not fit are in the detail below the list. */
  hexwire_log_cell_set_tells_cut (HEXWIRE_LOG_CELL (cell), !is_data);
  /* To set the class that a cell has already would style it anew. */
  if (!gtk_widget_has_css_class (cell, classes[0]))
    gtk_widget_set_css_classes (cell, classes);
  hexwire_log_cell_set_text (HEXWIRE_LOG_CELL (cell), text->str, text->str, attributes);
  hexwire_log_look_name_row (list_item, text->str);
  g_clear_pointer (&attributes, pango_attr_list_unref);
}

GtkListItemFactory *
hexwire_log_columns_new_data_factory (HexwireLogLook *look)
{
  return hexwire_log_look_new_factory (look, G_CALLBACK (setup_cb), G_CALLBACK (bind_cb));
}
