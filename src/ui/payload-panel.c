/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload-panel.h"

#include "codec/record.h"
#include "field-row.h"
#include "hex-text.h"
#include "inspector.h"

#include <glib/gi18n.h>
#include <string.h>

/* More rows are too many to read, and a widget each. */
#define MAX_FIELD_ROWS 200

static const char byte_orders[] = "@=<>!";

struct _HexwirePayloadPanel
{
  GtkBox parent_instance;

  HexwireRecord *record;
  GPtrArray *rows;          /* (element-type HexwireFieldRow), owned by the box */
  gboolean is_updating;     /* widgets are being told, and must not answer */

  GtkLabel *size;
  GtkDropDown *order_drop;
  GtkEntry *format;
  GtkLabel *format_error;
  GtkBox *fields;
  GtkLabel *more_fields;
  HexwireHexText *bytes;
  GtkLabel *bytes_note;
  GtkLabel *python;
  HexwireInspector *inspector;
};

G_DEFINE_FINAL_TYPE (HexwirePayloadPanel, hexwire_payload_panel, GTK_TYPE_BOX)

static void
update_format (HexwirePayloadPanel *self)
{
  const char *text = hexwire_record_get_format_text (self->record);
  gsize position = 0;
  const char *error = hexwire_record_get_format_error (self->record, &position);
  const char *order = strchr (byte_orders, hexwire_record_get_byte_order (self->record));
  g_autoptr (PangoAttrList) attributes = NULL;

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->format)), text))
    gtk_editable_set_text (GTK_EDITABLE (self->format), text);
  gtk_drop_down_set_selected (self->order_drop, (guint) (order - byte_orders));

  if (error != NULL)
    {
      PangoAttribute *underline = pango_attr_underline_new (PANGO_UNDERLINE_ERROR);

      underline->start_index = (guint) position;
      attributes = pango_attr_list_new ();
      pango_attr_list_insert (attributes, underline);
      gtk_widget_add_css_class (GTK_WIDGET (self->format), "error");
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->format), "error");
  gtk_entry_set_attributes (self->format, attributes);
  gtk_label_set_label (self->format_error, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->format_error), error != NULL);
}

static void
set_n_rows (HexwirePayloadPanel *self,
            guint                n_rows)
{
  while (self->rows->len > n_rows)
    {
      gtk_box_remove (self->fields, g_ptr_array_index (self->rows, self->rows->len - 1));
      g_ptr_array_set_size (self->rows, (int) self->rows->len - 1);
    }
  while (self->rows->len < n_rows)
    {
      GtkWidget *row = hexwire_field_row_new (self->record, self->rows->len);

      gtk_box_append (self->fields, row);
      g_ptr_array_add (self->rows, row);
    }
}

static void
update_fields (HexwirePayloadPanel *self)
{
  HexwireFormat *format = hexwire_record_get_format (self->record);
  gsize n_fields = hexwire_format_get_n_fields (format);
  gsize n_hidden = n_fields - MIN (n_fields, MAX_FIELD_ROWS);
  g_autofree char *more
    = g_strdup_printf (ngettext ("and %zu more field", "and %zu more fields", (gulong) n_hidden),
                       n_hidden);
  guint color = 0;

  set_n_rows (self, (guint) MIN (n_fields, MAX_FIELD_ROWS));
  for (guint i = 0; i < self->rows->len; i++)
    {
      gboolean has_value = hexwire_format_get_field (format, i)->n_values > 0;

      hexwire_field_row_update (g_ptr_array_index (self->rows, i), color);
      color = (color + (has_value ? 1 : 0)) % HEXWIRE_N_FIELD_COLORS;
    }
  gtk_label_set_label (self->more_fields, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more_fields), n_hidden > 0);
}

static char *
dup_bytes_note (HexwirePayloadPanel *self)
{
  gssize n = hexwire_record_get_n_left_over (self->record);

  if (hexwire_record_get_bytes (self->record) == NULL)
    return g_strdup (_("No bytes: a value above is wrong"));
  if (n < 0)
    return g_strdup_printf (ngettext ("%zd byte is missing", "%zd bytes are missing", (gulong) -n),
                            -n);
  if (n > 0)
    return g_strdup_printf (ngettext ("%zd byte is left over",
                                      "%zd bytes are left over", (gulong) n),
                            n);
  return NULL;
}

static void
show_bytes_note (HexwirePayloadPanel *self,
                 const char          *note,
                 gboolean             is_error)
{
  gtk_label_set_label (self->bytes_note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->bytes_note), note != NULL);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->bytes_note), "error-text");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->bytes_note), "error-text");
}

static void
update_bytes (HexwirePayloadPanel *self)
{
  GBytes *bytes = hexwire_record_get_bytes (self->record);
  gsize size_bytes = bytes != NULL
                       ? g_bytes_get_size (bytes)
                       : hexwire_format_get_size_bytes (hexwire_record_get_format (self->record));
  g_autofree char *note = dup_bytes_note (self);
  g_autofree char *size
    = g_strdup_printf (ngettext ("%zu byte", "%zu bytes", (gulong) size_bytes),
                       size_bytes);
  g_autofree char *python = hexwire_record_to_python (self->record);

  if (bytes != NULL)
    hexwire_hex_text_set_bytes (self->bytes, bytes);
  hexwire_hex_text_set_format (self->bytes, hexwire_record_get_format (self->record));
  show_bytes_note (self, note, bytes == NULL);
  gtk_label_set_label (self->size, size);
  gtk_label_set_label (self->python, python);
}

static void
update_inspector (HexwirePayloadPanel *self)
{
  GBytes *bytes = hexwire_record_get_bytes (self->record);
  g_autoptr (GBytes) range = NULL;
  gsize offset_bytes = 0;
  gsize size_bytes = 0;
  gboolean has_selection;

  if (bytes == NULL)
    bytes = range = g_bytes_new (NULL, 0);
  has_selection = hexwire_hex_text_get_selection (self->bytes, &offset_bytes, &size_bytes)
                  && offset_bytes + size_bytes <= g_bytes_get_size (bytes);
  if (has_selection)
    {
      g_autoptr (GBytes) selected = g_bytes_new_from_bytes (bytes, offset_bytes, size_bytes);

      hexwire_inspector_set_bytes (self->inspector, selected, offset_bytes, FALSE);
    }
  else
    hexwire_inspector_set_bytes (self->inspector, bytes, 0, TRUE);
}

static void
record_changed_cb (HexwirePayloadPanel *self)
{
  self->is_updating = TRUE;
  update_format (self);
  update_fields (self);
  update_bytes (self);
  update_inspector (self);
  self->is_updating = FALSE;
}

static void
format_changed_cb (HexwirePayloadPanel *self)
{
  if (self->record != NULL && !self->is_updating)
    hexwire_record_set_format (self->record, gtk_editable_get_text (GTK_EDITABLE (self->format)));
}

static void
order_selected_cb (HexwirePayloadPanel *self)
{
  if (self->record != NULL && !self->is_updating)
    hexwire_record_set_byte_order (self->record,
                                   byte_orders[gtk_drop_down_get_selected (self->order_drop)]);
}

static void
bytes_edited_cb (HexwirePayloadPanel *self,
                 GBytes              *bytes,
                 const char          *error)
{
  if (self->is_updating)
    return;
  if (bytes != NULL)
    {
      g_autofree char *note = NULL;

      hexwire_record_set_bytes (self->record, bytes);
      note = dup_bytes_note (self);
      show_bytes_note (self, note, FALSE);
    }
  else
    show_bytes_note (self, error, TRUE);
}

static void
copy_python_cb (HexwirePayloadPanel *self)
{
  g_autofree char *python = hexwire_record_to_python (self->record);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), python);
}

static void
hexwire_payload_panel_dispose (GObject *object)
{
  HexwirePayloadPanel *self = HEXWIRE_PAYLOAD_PANEL (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->record);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_PAYLOAD_PANEL);

  G_OBJECT_CLASS (hexwire_payload_panel_parent_class)->dispose (object);
}

static void
hexwire_payload_panel_class_init (HexwirePayloadPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_payload_panel_dispose;

  g_type_ensure (HEXWIRE_TYPE_HEX_TEXT);
  g_type_ensure (HEXWIRE_TYPE_INSPECTOR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/payload-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, bytes);
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, bytes_note);
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, fields);
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, format);
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, format_error);
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, inspector);
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, more_fields);
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, order_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, python);
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, size);
  gtk_widget_class_bind_template_callback (widget_class, bytes_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_python_cb);
  gtk_widget_class_bind_template_callback (widget_class, format_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, order_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_inspector);
}

static void
hexwire_payload_panel_init (HexwirePayloadPanel *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  self->record = hexwire_record_new ();
  g_signal_connect_object (self->record, "changed", G_CALLBACK (record_changed_cb), self,
                           G_CONNECT_SWAPPED);
  hexwire_record_set_format (self->record, ">hiq");
}

void
hexwire_payload_panel_set_format (HexwirePayloadPanel *self,
                                  const char          *format)
{
  g_return_if_fail (HEXWIRE_IS_PAYLOAD_PANEL (self));
  hexwire_record_set_format (self->record, format);
}

void
hexwire_payload_panel_set_bytes (HexwirePayloadPanel *self,
                                 GBytes              *bytes)
{
  g_return_if_fail (HEXWIRE_IS_PAYLOAD_PANEL (self));
  hexwire_record_set_bytes (self->record, bytes);
}

GBytes *
hexwire_payload_panel_get_bytes (HexwirePayloadPanel *self)
{
  g_return_val_if_fail (HEXWIRE_IS_PAYLOAD_PANEL (self), NULL);
  return hexwire_record_get_bytes (self->record);
}
