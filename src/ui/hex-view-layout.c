/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hex-view-private.h"

#define MIN_BYTES_PER_LINE 4

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

PangoLayout *
hexwire_hex_view_create_layout (HexwireHexView *self)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_language_new (pango_language_from_string ("en")));
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

static void
measure_font (HexwireHexView *self)
{
  g_autoptr (PangoLayout) layout = hexwire_hex_view_create_layout (self);
  int width_px;

  pango_layout_set_text (layout, "0123456789", -1);
  pango_layout_get_pixel_size (layout, &width_px, &self->line_height_px);
  self->char_width_px = MAX (1, width_px / 10);
  self->line_height_px = MAX (1, self->line_height_px);
}

void
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
      *natural = get_line_width_px (self, HEXWIRE_HEX_VIEW_MAX_BYTES_PER_LINE);
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

static gboolean
resize_cb (gpointer user_data)
{
  HexwireHexView *self = user_data;

  self->resize_source = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

void
hexwire_hex_view_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  HexwireHexView *self = HEXWIRE_HEX_VIEW (widget);
  guint n_before = self->n_bytes_per_line;

  self->n_bytes_per_line = HEXWIRE_HEX_VIEW_MAX_BYTES_PER_LINE;
  while (self->n_bytes_per_line > MIN_BYTES_PER_LINE
         && get_line_width_px (self, self->n_bytes_per_line) > width)
    self->n_bytes_per_line /= 2;
  /* More or fewer lines take another height, which can be asked for once this one is given. */
  if (self->n_bytes_per_line != n_before && self->resize_source == 0)
    self->resize_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, resize_cb, self, NULL);
  configure_adjustments (self, width, height);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}
