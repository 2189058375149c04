/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hex-view-private.h"

#include "compat-color.h"

#include "log/message-text.h"

/* Mixed with what is behind them, so that they hold in the light and in the dark; the same as the
 * swatches in style.css. */
static const GdkRGBA colors[HEXWIRE_N_COLORS] = {
  { 0.21f, 0.52f, 0.89f, 0.38f }, { 1.00f, 0.47f, 0.00f, 0.38f }, { 0.18f, 0.76f, 0.49f, 0.38f },
  { 0.57f, 0.25f, 0.67f, 0.38f }, { 0.90f, 0.65f, 0.04f, 0.42f }, { 0.88f, 0.11f, 0.14f, 0.34f },
  [HEXWIRE_COLOR_PADDING] = { 0.5f, 0.5f, 0.5f, 0.22f },
  [HEXWIRE_COLOR_LEFT_OVER] = { 0.88f, 0.11f, 0.14f, 0.12f },
  [HEXWIRE_COLOR_ENVELOPE] = { 0.38f, 0.25f, 0.20f, 0.40f },
};

static const GdkRGBA selection_color = { 0.21f, 0.52f, 0.89f, 0.75f };
static const GdkRGBA highlight_color = { 0.21f, 0.52f, 0.89f, 0.95f };
static const GdkRGBA flash_color = { 0.98f, 0.85f, 0.10f, 0.60f };
static const GdkRGBA caret_color = { 0.5f, 0.5f, 0.5f, 0.9f };

#define MARK_HEIGHT_PX 2

typedef struct
{
  HexwireHexView *view;
  GtkSnapshot *snapshot;
  gsize first_byte;       /* of the line */
  float y;
} Line;

void
hexwire_hex_view_append_line (HexwireHexView *self,
                              GString        *text,
                              gsize           line)
{
  gsize size_bytes;
  const guint8 *data = g_bytes_get_data (hexwire_byte_buffer_get_bytes (self->buffer), &size_bytes);
  gsize offset = line * self->n_bytes_per_line;
  gsize n = offset < size_bytes ? MIN (self->n_bytes_per_line, size_bytes - offset) : 0;

  g_string_append_printf (text, "%0*" G_GSIZE_MODIFIER "x  ", (int) self->n_offset_digits, offset);
  for (gsize i = 0; i < self->n_bytes_per_line; i++)
    {
      if (i < n)
        hexwire_message_text_append_hex (text, data + offset + i, 1);
      else
        g_string_append (text, offset + i < self->expected_size_bytes ? "__" : "  ");
      g_string_append_c (text, ' ');
    }
  g_string_append_c (text, ' ');
  for (gsize i = 0; i < n; i++)
    {
      guint8 byte = data[offset + i];

      /* A dot that every monospace font has in the width of a cell. */
      g_string_append_c (text, byte >= 0x20 && byte < 0x7f ? (char) byte : '.');
    }
}

static graphene_rect_t
get_rect (const Line *line,
          guint       column,
          float       n_columns)
{
  float char_width = (float) line->view->char_width_px;

  return GRAPHENE_RECT_INIT (HEXWIRE_HEX_VIEW_MARGIN_PX + (float) column * char_width, line->y,
                             n_columns * char_width, (float) line->view->line_height_px);
}

/* The part of a run of bytes that stands on the line, as indices within the line. */
static gboolean
clip_to_line (const Line *line,
              gsize       offset,
              gsize       size_bytes,
              guint      *start,
              guint      *end)
{
  gsize first = MAX (offset, line->first_byte);
  gsize last = MIN (offset + size_bytes, line->first_byte + line->view->n_bytes_per_line);

  if (first >= last)
    return FALSE;
  *start = (guint) (first - line->first_byte);
  *end = (guint) (last - line->first_byte);
  return TRUE;
}

static void
get_rects (const Line      *line,
           guint            start,
           guint            end,
           graphene_rect_t *hex,
           graphene_rect_t *text)
{
  *hex = get_rect (line, hexwire_hex_view_get_hex_column (line->view, start),
                   (float) (3 * (end - start)) - 1);
  *text = get_rect (line, hexwire_hex_view_get_text_column (line->view, start),
                    (float) (end - start));
}

static void
fill (const Line    *line,
      gsize          offset,
      gsize          size_bytes,
      const GdkRGBA *color)
{
  graphene_rect_t hex;
  graphene_rect_t text;
  guint start;
  guint end;

  if (!clip_to_line (line, offset, size_bytes, &start, &end))
    return;
  get_rects (line, start, end, &hex, &text);
  gtk_snapshot_append_color (line->snapshot, color, &hex);
  gtk_snapshot_append_color (line->snapshot, color, &text);
}

static void
outline (const Line            *line,
         const graphene_rect_t *rect,
         const GdkRGBA         *color,
         float                  width)
{
  GskRoundedRect rounded;
  const float widths[4] = { width, width, width, width };
  const GdkRGBA sides[4] = { *color, *color, *color, *color };

  gsk_rounded_rect_init_from_rect (&rounded, rect, 0);
  gtk_snapshot_append_border (line->snapshot, &rounded, widths, sides);
}

/* The first span that ends after the line's start. */
static guint
find_first_span (const Line   *line,
                 const GArray *spans)
{
  guint low = 0;
  guint high = spans->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const HexwireHexSpan *span = &g_array_index (spans, HexwireHexSpan, middle);

      if (span->offset_bytes + span->size_bytes <= line->first_byte)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Colours a field where it is not selected, so that what is selected looks alike throughout. */
static void
fill_span (const Line *line,
           gsize       start,
           gsize       end,
           guint       color)
{
  gsize selected = 0;
  gsize n_selected = 0;

  hexwire_hex_view_get_selection (line->view, &selected, &n_selected);
  if (n_selected == 0 || selected >= end || selected + n_selected <= start)
    {
      fill (line, start, end - start, &colors[color]);
      return;
    }
  if (selected > start)
    fill (line, start, selected - start, &colors[color]);
  if (selected + n_selected < end)
    fill (line, selected + n_selected, end - selected - n_selected, &colors[color]);
}

static void
draw_spans (const Line *line)
{
  GArray *spans = line->view->spans;
  gsize n_places = MAX (hexwire_hex_view_get_size_bytes (line->view),
                        line->view->expected_size_bytes);

  for (guint i = find_first_span (line, spans); i < spans->len; i++)
    {
      const HexwireHexSpan *span = &g_array_index (spans, HexwireHexSpan, i);

      if (span->offset_bytes >= MIN (line->first_byte + line->view->n_bytes_per_line, n_places))
        break;
      fill_span (line, span->offset_bytes, MIN (span->offset_bytes + span->size_bytes, n_places),
                 span->color);
    }
}

static void
underline (const Line      *line,
           graphene_rect_t  rect,
           const GdkRGBA   *color)
{
  rect.origin.y += rect.size.height - MARK_HEIGHT_PX;
  rect.size.height = MARK_HEIGHT_PX;
  gtk_snapshot_append_color (line->snapshot, color, &rect);
}

static void
draw_marks (const Line    *line,
            const GdkRGBA *color)
{
  GArray *marks = line->view->marks;

  for (guint i = find_first_span (line, marks); i < marks->len; i++)
    {
      const HexwireHexSpan *mark = &g_array_index (marks, HexwireHexSpan, i);
      graphene_rect_t hex;
      graphene_rect_t text;
      guint start;
      guint end;

      if (!clip_to_line (line, mark->offset_bytes, mark->size_bytes, &start, &end))
        break;
      get_rects (line, start, end, &hex, &text);
      underline (line, hex, color);
      underline (line, text, color);
    }
}

static void
draw_highlight (const Line *line)
{
  HexwireHexView *self = line->view;
  graphene_rect_t hex;
  graphene_rect_t text;
  guint start;
  guint end;

  if (!clip_to_line (line, self->highlight_offset, self->highlight_size, &start, &end))
    return;
  get_rects (line, start, end, &hex, &text);
  outline (line, &hex, &highlight_color, 1.5f);
  outline (line, &text, &highlight_color, 1.5f);
}

static void
draw_caret (const Line *line)
{
  HexwireHexView *self = line->view;
  guint index = (guint) (self->caret - line->first_byte);
  graphene_rect_t place;

  if (self->is_in_text)
    place = get_rect (line, hexwire_hex_view_get_text_column (self, index), 1);
  else
    place = get_rect (line,
                      hexwire_hex_view_get_hex_column (self, index) + (self->is_low_nibble ? 1 : 0),
                      1);
  if (self->is_inserting)
    place.size.width = 2;
  if (self->is_inserting || !self->is_editable)
    outline (line, &place, &caret_color, 1);
  else
    gtk_snapshot_append_color (line->snapshot, &caret_color, &place);
}

static gboolean
is_caret_on (const Line *line)
{
  HexwireHexView *self = line->view;

  return gtk_widget_has_focus (GTK_WIDGET (self)) && self->caret >= line->first_byte
         && self->caret < line->first_byte + self->n_bytes_per_line;
}

static void
draw_line (const Line    *line,
           PangoLayout   *layout,
           const GdkRGBA *color)
{
  HexwireHexView *self = line->view;
  gsize selected;
  gsize n_selected;

  draw_spans (line);
  if (self->flash_size > 0)
    fill (line, self->flash_offset, self->flash_size, &flash_color);
  if (hexwire_hex_view_get_selection (self, &selected, &n_selected))
    fill (line, selected, n_selected, &selection_color);
  draw_marks (line, color);
  draw_highlight (line);
  if (is_caret_on (line))
    draw_caret (line);

  gtk_snapshot_save (line->snapshot);
  gtk_snapshot_translate (line->snapshot,
                          &GRAPHENE_POINT_INIT (HEXWIRE_HEX_VIEW_MARGIN_PX, line->y));
  gtk_snapshot_append_layout (line->snapshot, layout, color);
  gtk_snapshot_restore (line->snapshot);
}

void
hexwire_hex_view_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  HexwireHexView *self = HEXWIRE_HEX_VIEW (widget);
  g_autoptr (PangoLayout) layout = hexwire_hex_view_create_layout (self);
  g_autoptr (GString) text = g_string_sized_new (96);
  double top = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);
  gsize n_lines = hexwire_hex_view_count_lines (self);
  float height = (float) gtk_widget_get_height (widget);
  GdkRGBA color;

  hexwire_compat_get_color (widget, &color);
  for (gsize i = (gsize) top / (gsize) self->line_height_px; i < n_lines; i++)
    {
      Line line = { .view = self,
                    .snapshot = snapshot,
                    .first_byte = i * self->n_bytes_per_line,
                    .y = (float) ((double) i * self->line_height_px - top) };

      if (line.y > height)
        break;
      g_string_truncate (text, 0);
      hexwire_hex_view_append_line (self, text, i);
      pango_layout_set_text (layout, text->str, (int) text->len);
      draw_line (&line, layout, &color);
    }
}
