/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hex-view.h"

#include "compat-color.h"

#include "log/message-text.h"

#define MARGIN_PX 12
#define MAX_BYTES_PER_LINE 16
#define MIN_BYTES_PER_LINE 4

/* How many lines are told to a screen reader. */
#define MAX_SPOKEN_LINES 64

struct _HexwireHexView
{
  GtkWidget parent_instance;

  GBytes *bytes;
  guint n_bytes_per_line;
  int char_width_px;
  int line_height_px;

  GtkAdjustment *adjustments[2];      /* by GtkOrientation */
  GtkScrollablePolicy policies[2];
};

enum
{
  PROP_HADJUSTMENT = 1,
  PROP_HSCROLL_POLICY,
  PROP_VADJUSTMENT,
  PROP_VSCROLL_POLICY,
};

G_DEFINE_FINAL_TYPE_WITH_CODE (HexwireHexView, hexwire_hex_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static gsize
get_size_bytes (HexwireHexView *self)
{
  return self->bytes != NULL ? g_bytes_get_size (self->bytes) : 0;
}

static gsize
count_lines (HexwireHexView *self)
{
  return (get_size_bytes (self) + self->n_bytes_per_line - 1) / self->n_bytes_per_line;
}

/* "0000  " + three characters for a byte + " " + one for a byte */
static int
get_line_width_px (HexwireHexView *self,
                   guint           n_bytes_per_line)
{
  return 2 * MARGIN_PX
         + self->char_width_px * (int) (6 + 3 * n_bytes_per_line + 1 + n_bytes_per_line);
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
append_line (HexwireHexView *self,
             GString        *text,
             gsize           line)
{
  gsize size_bytes;
  const guint8 *data = g_bytes_get_data (self->bytes, &size_bytes);
  gsize offset = line * self->n_bytes_per_line;
  gsize n = MIN (self->n_bytes_per_line, size_bytes - offset);

  g_string_append_printf (text, "%04" G_GSIZE_MODIFIER "x  ", offset);
  hexwire_message_text_append_hex (text, data + offset, n);
  g_string_append_printf (text, "%*s", (int) (3 * (self->n_bytes_per_line - n) + 2), "");
  for (gsize i = 0; i < n; i++)
    {
      guint8 byte = data[offset + i];

      if (byte >= 0x20 && byte < 0x7f)
        g_string_append_c (text, (char) byte);
      else
        g_string_append (text, "·");
    }
}

static void
hexwire_hex_view_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  HexwireHexView *self = HEXWIRE_HEX_VIEW (widget);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, NULL);
  g_autoptr (GString) text = g_string_sized_new (96);
  double top = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);
  gsize first = (gsize) top / (gsize) self->line_height_px;
  gsize n_lines = count_lines (self);
  int height = gtk_widget_get_height (widget);
  GdkRGBA color;

  hexwire_compat_get_color (widget, &color);
  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                               (float) height));
  for (gsize line = first; line < n_lines; line++)
    {
      float y = (float) ((double) line * self->line_height_px - top);

      if (y > (float) height)
        break;
      g_string_truncate (text, 0);
      append_line (self, text, line);
      pango_layout_set_text (layout, text->str, (int) text->len);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (MARGIN_PX, y));
      gtk_snapshot_append_layout (snapshot, layout, &color);
      gtk_snapshot_restore (snapshot);
    }
  gtk_snapshot_pop (snapshot);
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
    *minimum = *natural = self->line_height_px;
}

static void
configure_adjustments (HexwireHexView *self,
                       int             width,
                       int             height)
{
  GtkAdjustment *vertical = self->adjustments[GTK_ORIENTATION_VERTICAL];
  GtkAdjustment *horizontal = self->adjustments[GTK_ORIENTATION_HORIZONTAL];
  double upper = MAX ((double) count_lines (self) * self->line_height_px, height);

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

  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    if (self->adjustments[i] != NULL)
      g_signal_handlers_disconnect_by_data (self->adjustments[i], self);
  g_clear_object (&self->adjustments[0]);
  g_clear_object (&self->adjustments[1]);
  g_clear_pointer (&self->bytes, g_bytes_unref);

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

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
hexwire_hex_view_init (HexwireHexView *self)
{
  self->n_bytes_per_line = MAX_BYTES_PER_LINE;
  self->line_height_px = 1;
  gtk_widget_add_css_class (GTK_WIDGET (self), "bytes");
  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
}

/* A drawn widget says by itself what it shows. */
static void
update_accessible_text (HexwireHexView *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize n_lines = MIN (count_lines (self), MAX_SPOKEN_LINES);

  for (gsize line = 0; line < n_lines; line++)
    {
      append_line (self, text, line);
      g_string_append_c (text, '\n');
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, -1);
}

void
hexwire_hex_view_set_bytes (HexwireHexView *self,
                            GBytes         *bytes)
{
  g_return_if_fail (HEXWIRE_IS_HEX_VIEW (self));

  if (self->bytes == bytes)
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  gtk_adjustment_set_value (self->adjustments[GTK_ORIENTATION_VERTICAL], 0);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  update_accessible_text (self);
}
