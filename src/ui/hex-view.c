/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hex-view-private.h"

#define FLASH_MS 500

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
  g_clear_handle_id (&self->resize_source, g_source_remove);
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
  self->n_bytes_per_line = HEXWIRE_HEX_VIEW_MAX_BYTES_PER_LINE;
  self->n_offset_digits = 4;
  self->line_height_px = 1;
  self->char_width_px = 1;
  gtk_widget_add_css_class (GTK_WIDGET (self), "bytes");
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  /* A line without letters has the direction of the widget. */
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  hexwire_hex_view_add_controllers (self);
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
  hexwire_hex_view_update_spoken (self);
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
