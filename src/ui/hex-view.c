/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hex-view-private.h"

#include "log/message-text.h"

#include <glib/gi18n.h>

#define MAX_BYTES_PER_LINE 16
#define MIN_BYTES_PER_LINE 4
#define FLASH_MS 500

/* How many lines are told to a screen reader. */
#define MAX_SPOKEN_LINES 64

enum
{
  PROP_HADJUSTMENT = 1,
  PROP_HSCROLL_POLICY,
  PROP_VADJUSTMENT,
  PROP_VSCROLL_POLICY,
};

enum
{
  EDITED,
  PASTE_OFFERED,
  POINTED,
  REFUSED,
  SELECTION_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (HexwireHexView, hexwire_hex_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

gsize
hexwire_hex_view_get_size_bytes (HexwireHexView *self)
{
  return hexwire_byte_buffer_get_size_bytes (self->buffer);
}

gsize
hexwire_hex_view_count_lines (HexwireHexView *self)
{
  gsize n_bytes = MAX (hexwire_hex_view_get_size_bytes (self), self->expected_size_bytes);

  /* The caret may stand after the last byte. */
  if (self->is_editable && n_bytes == hexwire_hex_view_get_size_bytes (self))
    n_bytes++;
  return (n_bytes + self->n_bytes_per_line - 1) / self->n_bytes_per_line;
}

/* A line is "0000  ", three characters for a byte, " ", and one for a byte. */
guint
hexwire_hex_view_get_hex_column (HexwireHexView *self,
                                 guint           index)
{
  return self->n_offset_digits + 2 + 3 * index;
}

guint
hexwire_hex_view_get_text_column (HexwireHexView *self,
                                  guint           index)
{
  return hexwire_hex_view_get_hex_column (self, self->n_bytes_per_line) + 1 + index;
}

static int
get_line_width_px (HexwireHexView *self,
                   guint           n_bytes_per_line)
{
  guint n_columns = self->n_offset_digits + 2 + 3 * n_bytes_per_line + 1 + n_bytes_per_line;

  return 2 * HEXWIRE_HEX_VIEW_MARGIN_PX + self->char_width_px * (int) n_columns;
}

static void
measure_font (HexwireHexView *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0123456789");
  int width_px;

  pango_layout_get_pixel_size (layout, &width_px, &self->line_height_px);
  self->char_width_px = MAX (1, width_px / 10);
  self->line_height_px = MAX (1, self->line_height_px);
}

static void
hexwire_hex_view_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  HexwireHexView *self = HEXWIRE_HEX_VIEW (widget);

  measure_font (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = get_line_width_px (self, MIN_BYTES_PER_LINE);
      *natural = get_line_width_px (self, MAX_BYTES_PER_LINE);
    }
  else
    {
      *minimum = self->line_height_px;
      *natural = (int) MIN (hexwire_hex_view_count_lines (self), 1000) * self->line_height_px;
    }
}

static void
configure_adjustments (HexwireHexView *self,
                       int             width,
                       int             height)
{
  GtkAdjustment *vertical = self->adjustments[GTK_ORIENTATION_VERTICAL];
  GtkAdjustment *horizontal = self->adjustments[GTK_ORIENTATION_HORIZONTAL];
  double upper = MAX ((double) hexwire_hex_view_count_lines (self) * self->line_height_px, height);

  gtk_adjustment_configure (vertical, MIN (gtk_adjustment_get_value (vertical), upper - height), 0,
                            upper, self->line_height_px, height * 0.9, height);
  gtk_adjustment_configure (horizontal, 0, 0, width, 1, width, width);
}

static void
hexwire_hex_view_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  HexwireHexView *self = HEXWIRE_HEX_VIEW (widget);

  self->n_bytes_per_line = MAX_BYTES_PER_LINE;
  while (self->n_bytes_per_line > MIN_BYTES_PER_LINE
         && get_line_width_px (self, self->n_bytes_per_line) > width)
    self->n_bytes_per_line /= 2;
  configure_adjustments (self, width, height);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
set_adjustment (HexwireHexView *self,
                GtkOrientation  orientation,
                GtkAdjustment  *adjustment)
{
  GtkAdjustment **place = &self->adjustments[orientation];

  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  if (*place == adjustment)
    return;
  if (*place != NULL)
    {
      g_signal_handlers_disconnect_by_data (*place, self);
      g_object_unref (*place);
    }
  *place = g_object_ref_sink (adjustment);
  g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
hexwire_hex_view_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  HexwireHexView *self = HEXWIRE_HEX_VIEW (object);

  switch (prop_id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_VERTICAL]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hexwire_hex_view_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  HexwireHexView *self = HEXWIRE_HEX_VIEW (object);

  switch (prop_id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_HORIZONTAL] = g_value_get_enum (value);
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_VSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_VERTICAL] = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hexwire_hex_view_dispose (GObject *object)
{
  HexwireHexView *self = HEXWIRE_HEX_VIEW (object);

  g_clear_handle_id (&self->flash_source, g_source_remove);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    if (self->adjustments[i] != NULL)
      g_signal_handlers_disconnect_by_data (self->adjustments[i], self);
  g_clear_object (&self->adjustments[0]);
  g_clear_object (&self->adjustments[1]);
  g_clear_object (&self->buffer);
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->marks, g_array_unref);

  G_OBJECT_CLASS (hexwire_hex_view_parent_class)->dispose (object);
}

static void
hexwire_hex_view_class_init (HexwireHexViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hexwire_hex_view_get_property;
  object_class->set_property = hexwire_hex_view_set_property;
  object_class->dispose = hexwire_hex_view_dispose;

  widget_class->measure = hexwire_hex_view_measure;
  widget_class->size_allocate = hexwire_hex_view_size_allocate;
  widget_class->snapshot = hexwire_hex_view_snapshot;

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  signals[EDITED] = g_signal_new ("edited", HEXWIRE_TYPE_HEX_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_BYTES, G_TYPE_BOOLEAN);
  signals[PASTE_OFFERED] = g_signal_new ("paste-offered", HEXWIRE_TYPE_HEX_VIEW, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                         G_TYPE_BYTES);
  signals[POINTED] = g_signal_new ("pointed", HEXWIRE_TYPE_HEX_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  signals[REFUSED] = g_signal_new ("refused", HEXWIRE_TYPE_HEX_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", HEXWIRE_TYPE_HEX_VIEW,
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                             0);

  gtk_widget_class_set_css_name (widget_class, "hexview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
  hexwire_hex_view_class_add_movements (widget_class);
  hexwire_hex_view_class_add_edits (widget_class);
}

static void
hexwire_hex_view_init (HexwireHexView *self)
{
  self->buffer = hexwire_byte_buffer_new ();
  self->spans = g_array_new (FALSE, FALSE, sizeof (HexwireHexSpan));
  self->marks = g_array_new (FALSE, FALSE, sizeof (HexwireHexSpan));
  self->n_bytes_per_line = MAX_BYTES_PER_LINE;
  self->n_offset_digits = 4;
  self->line_height_px = 1;
  self->char_width_px = 1;
  gtk_widget_add_css_class (GTK_WIDGET (self), "bytes");
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  hexwire_hex_view_add_controllers (self);
}

/* The line of the caret, which may stand after the last byte. */
static gsize
get_spoken_line (HexwireHexView *self)
{
  gsize size_bytes = hexwire_hex_view_get_size_bytes (self);

  return size_bytes > 0 ? MIN (self->caret, size_bytes - 1) / MAX_BYTES_PER_LINE : 0;
}

/* A drawn widget says by itself what it shows, from the line of the caret on. */
static void
update_spoken (HexwireHexView *self)
{
  gsize size_bytes;
  const guint8 *data
    = g_bytes_get_data (hexwire_byte_buffer_get_bytes (self->buffer), &size_bytes);
  g_autoptr (GString) text = g_string_new (NULL);
  gsize start = get_spoken_line (self) * MAX_BYTES_PER_LINE;

  self->spoken_line = start / MAX_BYTES_PER_LINE;
  for (gsize offset = start;
       offset < size_bytes && offset < start + MAX_SPOKEN_LINES * MAX_BYTES_PER_LINE;
       offset += MAX_BYTES_PER_LINE)
    {
      /* Translators: spoken before the hex digits of a line of bytes */
      g_string_append_printf (text, _("offset %zu: "), offset);
      hexwire_message_text_append_hex (text, data + offset,
                                       MIN (MAX_BYTES_PER_LINE, size_bytes - offset));
      g_string_append_c (text, '\n');
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, -1);
}

void
hexwire_hex_view_caret_moved (HexwireHexView *self)
{
  if (get_spoken_line (self) != self->spoken_line)
    update_spoken (self);
}

void
hexwire_hex_view_content_changed (HexwireHexView *self)
{
  gsize size_bytes = hexwire_hex_view_get_size_bytes (self);

  self->n_offset_digits = size_bytes > 0xffffff ? 8 : size_bytes > 0xffff ? 6 : 4;
  if (self->caret >= size_bytes)
    self->is_low_nibble = FALSE;
  self->caret = MIN (self->caret, size_bytes);
  self->anchor = MIN (self->anchor, size_bytes);
  update_spoken (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
hexwire_hex_view_edited (HexwireHexView *self,
                         gboolean        joins_last)
{
  hexwire_hex_view_content_changed (self);
  g_signal_emit (self, signals[EDITED], 0, hexwire_byte_buffer_get_bytes (self->buffer),
                 joins_last);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

void
hexwire_hex_view_refuse (HexwireHexView *self,
                         const char     *reason)
{
  g_signal_emit (self, signals[REFUSED], 0, reason);
}

void
hexwire_hex_view_offer_paste (HexwireHexView *self,
                              const char     *notation,
                              GBytes         *bytes)
{
  g_signal_emit (self, signals[PASTE_OFFERED], 0, notation, bytes);
}

void
hexwire_hex_view_point (HexwireHexView *self,
                        guint64         offset)
{
  g_signal_emit (self, signals[POINTED], 0, offset);
}

void
hexwire_hex_view_set_bytes (HexwireHexView *self,
                            GBytes         *bytes)
{
  g_return_if_fail (HEXWIRE_IS_HEX_VIEW (self));

  g_clear_object (&self->buffer);
  self->buffer = hexwire_byte_buffer_new ();
  if (bytes != NULL)
    hexwire_byte_buffer_set_bytes (self->buffer, bytes, NULL, NULL);
  self->caret = self->anchor = 0;
  self->is_low_nibble = FALSE;
  gtk_adjustment_set_value (self->adjustments[GTK_ORIENTATION_VERTICAL], 0);
  hexwire_hex_view_content_changed (self);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static gboolean
end_flash_cb (gpointer user_data)
{
  HexwireHexView *self = user_data;

  self->flash_source = 0;
  self->flash_size = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

void
hexwire_hex_view_update_bytes (HexwireHexView *self,
                               GBytes         *bytes)
{
  gsize offset;
  gsize n_changed;

  g_return_if_fail (HEXWIRE_IS_HEX_VIEW (self));

  if (g_bytes_equal (hexwire_byte_buffer_get_bytes (self->buffer), bytes))
    return;
  hexwire_byte_buffer_set_bytes (self->buffer, bytes, &offset, &n_changed);
  self->is_low_nibble = FALSE;
  /* Whoever edits here sees what comes from elsewhere, as when an edit is taken back. */
  if (gtk_widget_has_focus (GTK_WIDGET (self)))
    hexwire_hex_view_move_caret (self, offset, FALSE);
  self->flash_offset = offset;
  self->flash_size = n_changed;
  g_clear_handle_id (&self->flash_source, g_source_remove);
  self->flash_source = g_timeout_add (FLASH_MS, end_flash_cb, self);
  hexwire_hex_view_content_changed (self);
}

void
hexwire_hex_view_set_editable (HexwireHexView *self,
                               gboolean        editable)
{
  g_return_if_fail (HEXWIRE_IS_HEX_VIEW (self));
  self->is_editable = editable;
}

void
hexwire_hex_view_set_spans (HexwireHexView *self,
                            GArray         *spans,
                            gsize           expected_size_bytes)
{
  g_return_if_fail (HEXWIRE_IS_HEX_VIEW (self));

  g_array_unref (self->spans);
  self->spans = g_array_ref (spans);
  self->expected_size_bytes = expected_size_bytes;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
hexwire_hex_view_set_marks (HexwireHexView *self,
                            GArray         *marks)
{
  g_return_if_fail (HEXWIRE_IS_HEX_VIEW (self));

  g_array_unref (self->marks);
  self->marks = g_array_ref (marks);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
hexwire_hex_view_set_highlight (HexwireHexView *self,
                                gsize           offset_bytes,
                                gsize           size_bytes)
{
  g_return_if_fail (HEXWIRE_IS_HEX_VIEW (self));

  if (self->highlight_offset == offset_bytes && self->highlight_size == size_bytes)
    return;
  self->highlight_offset = offset_bytes;
  self->highlight_size = size_bytes;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
hexwire_hex_view_get_selection (HexwireHexView *self,
                                gsize          *offset_bytes,
                                gsize          *size_bytes)
{
  g_return_val_if_fail (HEXWIRE_IS_HEX_VIEW (self), FALSE);

  *size_bytes = MAX (self->caret, self->anchor) - MIN (self->caret, self->anchor);
  *offset_bytes = *size_bytes > 0 ? MIN (self->caret, self->anchor) : 0;
  return *size_bytes > 0;
}

void
hexwire_hex_view_select (HexwireHexView *self,
                         gsize           offset_bytes,
                         gsize           size_bytes)
{
  g_return_if_fail (HEXWIRE_IS_HEX_VIEW (self));

  hexwire_hex_view_move_caret (self, offset_bytes, FALSE);
  hexwire_hex_view_move_caret (self, offset_bytes + size_bytes, TRUE);
}
