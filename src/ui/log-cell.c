/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-cell.h"

#include "compat-baseline.h"

struct _HexwireLogCell
{
  GtkWidget parent_instance;

  GtkInscription *inscription;
};

G_DEFINE_FINAL_TYPE (HexwireLogCell, hexwire_log_cell, GTK_TYPE_WIDGET)

static gboolean
is_cut (HexwireLogCell *self)
{
  g_autoptr (PangoLayout) layout
    = gtk_widget_create_pango_layout (GTK_WIDGET (self->inscription),
                                      gtk_inscription_get_text (self->inscription));
  int width_px;

  pango_layout_get_pixel_size (layout, &width_px, NULL);
  return width_px > gtk_widget_get_width (GTK_WIDGET (self->inscription))
         || pango_layout_get_line_count (layout) > 1;
}

static gboolean
hexwire_log_cell_query_tooltip (GtkWidget  *widget,
                                int         x,
                                int         y,
                                gboolean    keyboard_mode,
                                GtkTooltip *tooltip)
{
  HexwireLogCell *self = HEXWIRE_LOG_CELL (widget);

  if (!is_cut (self))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_inscription_get_text (self->inscription));
  return TRUE;
}

static void
hexwire_log_cell_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  HexwireLogCell *self = HEXWIRE_LOG_CELL (widget);

  gtk_widget_measure (GTK_WIDGET (self->inscription), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

/* A list gives its cells no baseline, without which the tallest character of a text, or its
 * ellipsis, would push the others down. */
static void
hexwire_log_cell_size_allocate (GtkWidget *widget,
                                int        width_px,
                                int        height_px,
                                int        baseline)
{
  HexwireLogCell *self = HEXWIRE_LOG_CELL (widget);

  if (baseline < 0)
    gtk_widget_measure (GTK_WIDGET (self->inscription), GTK_ORIENTATION_VERTICAL, width_px, NULL,
                        NULL, NULL, &baseline);
  gtk_widget_allocate (GTK_WIDGET (self->inscription), width_px, height_px, baseline, NULL);
}

static void
hexwire_log_cell_dispose (GObject *object)
{
  HexwireLogCell *self = HEXWIRE_LOG_CELL (object);

  if (self->inscription != NULL)
    {
      /* GTK 4.8 would keep them for ever. */
      gtk_inscription_set_attributes (self->inscription, NULL);
      gtk_widget_unparent (GTK_WIDGET (self->inscription));
    }
  self->inscription = NULL;

  G_OBJECT_CLASS (hexwire_log_cell_parent_class)->dispose (object);
}

static void
hexwire_log_cell_class_init (HexwireLogCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_log_cell_dispose;

  widget_class->measure = hexwire_log_cell_measure;
  widget_class->query_tooltip = hexwire_log_cell_query_tooltip;
  widget_class->size_allocate = hexwire_log_cell_size_allocate;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
hexwire_log_cell_init (HexwireLogCell *self)
{
  self->inscription = g_object_new (GTK_TYPE_INSCRIPTION, "accessible-role",
                                    GTK_ACCESSIBLE_ROLE_NONE, NULL);
  gtk_inscription_set_text_overflow (self->inscription, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_lines (self->inscription, 1);
  hexwire_compat_align_baseline (GTK_WIDGET (self->inscription));
  gtk_widget_set_parent (GTK_WIDGET (self->inscription), GTK_WIDGET (self));
}

GtkWidget *
hexwire_log_cell_new (const char *css_class,
                      float       xalign)
{
  HexwireLogCell *self = g_object_new (HEXWIRE_TYPE_LOG_CELL, NULL);

  gtk_inscription_set_xalign (self->inscription, xalign);
  gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  return GTK_WIDGET (self);
}

void
hexwire_log_cell_set_min_chars (HexwireLogCell *self,
                                guint           n_chars)
{
  g_return_if_fail (HEXWIRE_IS_LOG_CELL (self));
  gtk_inscription_set_min_chars (self->inscription, n_chars);
}

void
hexwire_log_cell_read_left_to_right (HexwireLogCell *self)
{
  float xalign;

  g_return_if_fail (HEXWIRE_IS_LOG_CELL (self));

  xalign = gtk_inscription_get_xalign (self->inscription);
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    gtk_inscription_set_xalign (self->inscription, 1 - xalign);
  gtk_widget_set_direction (GTK_WIDGET (self->inscription), GTK_TEXT_DIR_LTR);
}

void
hexwire_log_cell_set_text (HexwireLogCell *self,
                           const char     *text,
                           const char     *spoken,
                           PangoAttrList  *attributes)
{
  g_return_if_fail (HEXWIRE_IS_LOG_CELL (self));

  /* It is laid out anew for them, changed or not. */
  if (attributes != NULL || gtk_inscription_get_attributes (self->inscription) != NULL)
    gtk_inscription_set_attributes (self->inscription, attributes);
  gtk_inscription_set_text (self->inscription, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

void
hexwire_log_cell_set_tells_cut (HexwireLogCell *self,
                                gboolean        tells_cut)
{
  g_return_if_fail (HEXWIRE_IS_LOG_CELL (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), tells_cut);
}
