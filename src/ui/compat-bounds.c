/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "compat-bounds.h"

#include <math.h>

#if GTK_CHECK_VERSION(4, 10, 0)

/* From the outer edge of what a widget is in to that of the widget, as they add up. */
static gboolean
get_bounds (GtkAccessible *accessible,
            int           *x_px,
            int           *y_px,
            int           *width_px,
            int           *height_px)
{
  GtkWidget *widget = GTK_WIDGET (accessible);
  GtkWidget *parent = gtk_widget_get_parent (widget);
  graphene_rect_t outer;
  graphene_rect_t bounds;

  *x_px = *y_px = *width_px = *height_px = 0;
  if (!gtk_widget_get_realized (widget))
    return FALSE;
  if (parent == NULL)
    parent = widget;
  if (!gtk_widget_compute_bounds (parent, parent, &outer)
      || !gtk_widget_compute_bounds (widget, parent, &bounds))
    return TRUE;

  *x_px = (int) floorf (bounds.origin.x - outer.origin.x);
  *y_px = (int) floorf (bounds.origin.y - outer.origin.y);
  *width_px = (int) ceilf (bounds.size.width);
  *height_px = (int) ceilf (bounds.size.height);
  return TRUE;
}

#endif

void
hexwire_compat_bounds_mend (void)
{
#if GTK_CHECK_VERSION(4, 10, 0)
  GtkWidgetClass *klass = g_type_class_ref (GTK_TYPE_WIDGET);
  GtkAccessibleInterface *iface = g_type_interface_peek (klass, GTK_TYPE_ACCESSIBLE);

  iface->get_bounds = get_bounds;
  g_type_class_unref (klass);
#endif
}
