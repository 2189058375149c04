/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bytes-pane.h"

#include "field-spans.h"
#include "hex-view.h"
#include "inspector.h"
#include "records-table.h"

#include <glib/gi18n.h>

#define FORMER_OPACITY 0.35

struct _HexwireBytesPane
{
  GtkBox parent_instance;

  HexwireRecord *record;

  GBytes *offered;        /* what a paste may have meant, or NULL */

  HexwireHexView *hex_view;
  GtkLabel *note;
  GtkButton *offer_button;
  HexwireRecordsTable *records;
  HexwireInspector *inspector;
};

enum
{
  FIELD_POINTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireBytesPane, hexwire_bytes_pane, GTK_TYPE_BOX)

/* A format that cannot be read says so itself; it says nothing of the bytes. */
static gboolean
has_format (HexwireBytesPane *self)
{
  return hexwire_record_get_format_error (self->record, NULL) == NULL;
}

static char *
dup_note (HexwireBytesPane *self)
{
  gssize n = has_format (self) ? hexwire_record_get_n_left_over (self->record) : 0;
  gsize record_size = hexwire_format_get_size_bytes (hexwire_record_get_format (self->record));

  /* Whole records that follow the first are not left over: they are the table below. */
  if (n > 0 && record_size > 0 && n % (gssize) record_size == 0)
    n = 0;
  if (hexwire_record_get_bytes (self->record) == NULL)
    return g_strdup (_("No bytes: a value above is wrong"));
  if (n < 0)
    return g_strdup_printf (ngettext ("%zd byte is missing",
                                      "%zd bytes are missing", (gulong) -n),
                            -n);
  if (n > 0)
    return g_strdup_printf (ngettext ("%zd byte is left over",
                                      "%zd bytes are left over", (gulong) n),
                            n);
  return NULL;
}

static void
show_note (HexwireBytesPane *self,
           const char       *note,
           gboolean          is_error)
{
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->note), "error-text");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->note), "error-text");
}

static gsize
get_field_size_bytes (const HexwireField *field)
{
  return field->count * field->element_size_bytes;
}

/* Prefix, records, what is left over of the payload, checksum, and what is left over behind it. */
static GArray *
new_spans (HexwireBytesPane *self)
{
  HexwireFormat *format = hexwire_record_get_format (self->record);
  const HexwireEnvelopeCheck *check = hexwire_record_get_check (self->record);
  gsize start = check->payload_offset_bytes;
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (HexwireHexSpan));
  gsize n_decoded;

  hexwire_field_spans_append (spans, 0, start, HEXWIRE_COLOR_ENVELOPE);
  n_decoded
    = hexwire_field_spans_append_records (spans, format, start, check->payload_size_bytes);
  if (check->payload_size_bytes > n_decoded && has_format (self))
    hexwire_field_spans_append (spans, start + n_decoded, check->payload_size_bytes - n_decoded,
                 HEXWIRE_COLOR_LEFT_OVER);
  hexwire_field_spans_append (spans, check->checksum_offset_bytes, check->checksum_size_bytes,
               HEXWIRE_COLOR_ENVELOPE);
  hexwire_field_spans_append (spans, check->checksum_offset_bytes + check->checksum_size_bytes,
               (gsize) MAX (check->n_left_over, 0), HEXWIRE_COLOR_LEFT_OVER);
  return spans;
}

static gsize
get_expected_size_bytes (HexwireBytesPane *self)
{
  const HexwireEnvelope *envelope = hexwire_record_get_envelope (self->record);

  return hexwire_envelope_get_prefix_size_bytes (envelope)
         + hexwire_format_get_size_bytes (hexwire_record_get_format (self->record))
         + hexwire_envelope_get_checksum_size_bytes (envelope);
}

static void
update_inspector (HexwireBytesPane *self)
{
  GBytes *bytes = self->record != NULL ? hexwire_record_get_bytes (self->record) : NULL;
  g_autoptr (GBytes) range = NULL;
  gsize offset_bytes = 0;
  gsize size_bytes = 0;

  if (bytes == NULL)
    return;
  if (hexwire_hex_view_get_selection (self->hex_view, &offset_bytes, &size_bytes)
      && offset_bytes + size_bytes <= g_bytes_get_size (bytes))
    range = g_bytes_new_from_bytes (bytes, offset_bytes, size_bytes);
  hexwire_inspector_set_bytes (self->inspector, range != NULL ? range : bytes, offset_bytes,
                               range == NULL);
}

static void
record_changed_cb (HexwireBytesPane *self)
{
  GBytes *bytes = hexwire_record_get_bytes (self->record);
  double opacity = bytes != NULL ? 1 : FORMER_OPACITY;
  g_autoptr (GArray) spans = new_spans (self);
  g_autofree char *note = dup_note (self);

  if (bytes != NULL)
    hexwire_hex_view_update_bytes (self->hex_view, bytes);
  /* The former bytes stay for the eye, and are not what would be sent. */
  gtk_widget_set_opacity (GTK_WIDGET (self->hex_view), opacity);
  gtk_widget_set_opacity (GTK_WIDGET (self->inspector), opacity);
  hexwire_hex_view_set_spans (self->hex_view, spans, get_expected_size_bytes (self));
  show_note (self, note, bytes == NULL);
  g_clear_pointer (&self->offered, g_bytes_unref);
  gtk_widget_set_visible (GTK_WIDGET (self->offer_button), FALSE);
  hexwire_records_table_update (self->records, self->record);
  update_inspector (self);
}

static void
edited_cb (HexwireBytesPane *self,
           GBytes           *bytes,
           gboolean          joins_last)
{
  if (joins_last)
    hexwire_record_go_on_setting_bytes (self->record, bytes);
  else
    hexwire_record_set_bytes (self->record, bytes);
}

static void
refused_cb (HexwireBytesPane *self,
            const char       *reason)
{
  show_note (self, reason, TRUE);
}

static void
paste_offered_cb (HexwireBytesPane *self,
                  const char       *notation,
                  GBytes           *bytes)
{
  /* Translators: %s is a notation of bytes, such as "C array" */
  g_autofree char *label = g_strdup_printf (_("Paste as %s"), notation);

  g_clear_pointer (&self->offered, g_bytes_unref);
  self->offered = g_bytes_ref (bytes);
  gtk_button_set_label (self->offer_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->offer_button), TRUE);
}

static void
offer_clicked_cb (HexwireBytesPane *self)
{
  g_autoptr (GBytes) bytes = g_steal_pointer (&self->offered);

  gtk_widget_set_visible (GTK_WIDGET (self->offer_button), FALSE);
  if (bytes != NULL)
    hexwire_hex_view_paste (self->hex_view, bytes);
}

static void
item_chosen_cb (HexwireBytesPane *self,
                const char       *item)
{
  g_autofree char *format
    = g_strconcat (hexwire_record_get_format_text (self->record), item, NULL);

  hexwire_record_set_format (self->record, format);
}

static void
pointed_cb (HexwireBytesPane *self,
            guint64           offset)
{
  HexwireFormat *format;
  int found = -1;
  gsize start;

  if (self->record == NULL)
    return;
  format = hexwire_record_get_format (self->record);
  start = hexwire_record_get_check (self->record)->payload_offset_bytes;
  for (gsize i = 0; i < hexwire_format_get_n_fields (format) && found < 0; i++)
    {
      const HexwireField *field = hexwire_format_get_field (format, i);

      if (offset >= start + field->offset_bytes
          && offset < start + field->offset_bytes + get_field_size_bytes (field))
        found = (int) i;
    }
  hexwire_bytes_pane_highlight_field (self, found);
  g_signal_emit (self, signals[FIELD_POINTED], 0, found);
}

static void
hexwire_bytes_pane_dispose (GObject *object)
{
  HexwireBytesPane *self = HEXWIRE_BYTES_PANE (object);

  g_clear_object (&self->record);
  g_clear_pointer (&self->offered, g_bytes_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_BYTES_PANE);

  G_OBJECT_CLASS (hexwire_bytes_pane_parent_class)->dispose (object);
}

static void
hexwire_bytes_pane_class_init (HexwireBytesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_bytes_pane_dispose;

  signals[FIELD_POINTED] = g_signal_new ("field-pointed", HEXWIRE_TYPE_BYTES_PANE,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         G_TYPE_INT);

  g_type_ensure (HEXWIRE_TYPE_HEX_VIEW);
  g_type_ensure (HEXWIRE_TYPE_INSPECTOR);
  g_type_ensure (HEXWIRE_TYPE_RECORDS_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hexwire/Hexwire/bytes-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireBytesPane, hex_view);
  gtk_widget_class_bind_template_child (widget_class, HexwireBytesPane, inspector);
  gtk_widget_class_bind_template_child (widget_class, HexwireBytesPane, note);
  gtk_widget_class_bind_template_child (widget_class, HexwireBytesPane, offer_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireBytesPane, records);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, item_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, offer_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_offered_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointed_cb);
  gtk_widget_class_bind_template_callback (widget_class, refused_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_inspector);
}

static void
hexwire_bytes_pane_init (HexwireBytesPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hexwire_hex_view_set_editable (self->hex_view, TRUE);
}

void
hexwire_bytes_pane_set_record (HexwireBytesPane *self,
                               HexwireRecord    *record)
{
  g_return_if_fail (HEXWIRE_IS_BYTES_PANE (self));
  g_return_if_fail (self->record == NULL);

  self->record = g_object_ref (record);
  g_signal_connect_object (record, "changed", G_CALLBACK (record_changed_cb), self,
                           G_CONNECT_SWAPPED);
  record_changed_cb (self);
}

void
hexwire_bytes_pane_highlight_field (HexwireBytesPane *self,
                                    int               field)
{
  HexwireFormat *format = hexwire_record_get_format (self->record);

  g_return_if_fail (HEXWIRE_IS_BYTES_PANE (self));

  if (field < 0 || (gsize) field >= hexwire_format_get_n_fields (format))
    hexwire_hex_view_set_highlight (self->hex_view, 0, 0);
  else
    {
      const HexwireField *shown = hexwire_format_get_field (format, (gsize) field);

      hexwire_hex_view_set_highlight (
        self->hex_view,
        hexwire_record_get_check (self->record)->payload_offset_bytes + shown->offset_bytes,
        get_field_size_bytes (shown));
    }
}
