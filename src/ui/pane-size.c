/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pane-size.h"

#define SIZE_KEY "hexwire-pane-size"

typedef struct
{
  int size_px;
  int width_px;     /* what the child asked for before */
  int height_px;
} PaneSize;

static gboolean
has_position (GtkPaned *paned)
{
  gboolean is_set;

  g_object_get (paned, "position-set", &is_set, NULL);
  return is_set;
}

static void
position_set_cb (GtkPaned *paned)
{
  const PaneSize *size = g_object_get_data (G_OBJECT (paned), SIZE_KEY);

  if (!has_position (paned))
    return;
  gtk_widget_set_size_request (gtk_paned_get_end_child (paned), size->width_px, size->height_px);
  g_signal_handlers_disconnect_by_func (paned, position_set_cb, NULL);
}

/* A position counts from the other side, and the paned may get another size than it had. So the
 * child asks for its size. */
void
hexwire_pane_size_set (GtkPaned *paned,
                       guint     size_px)
{
  GtkWidget *child = gtk_paned_get_end_child (paned);
  PaneSize *size;
  gboolean is_wide = gtk_orientable_get_orientation (GTK_ORIENTABLE (paned))
                     == GTK_ORIENTATION_HORIZONTAL;

  if (size_px == 0 || g_object_get_data (G_OBJECT (paned), SIZE_KEY) != NULL)
    return;
  size = g_new0 (PaneSize, 1);
  size->size_px = (int) size_px;
  gtk_widget_get_size_request (child, &size->width_px, &size->height_px);
  g_object_set_data_full (G_OBJECT (paned), SIZE_KEY, size, g_free);
  gtk_widget_set_size_request (child,
                               is_wide ? MAX (size->size_px, size->width_px) : size->width_px,
                               is_wide ? size->height_px : MAX (size->size_px, size->height_px));
  g_object_set (paned, "position-set", FALSE, NULL);
  g_signal_connect (paned, "notify::position-set", G_CALLBACK (position_set_cb), NULL);
}

guint
hexwire_pane_size_get (GtkPaned *paned)
{
  const PaneSize *size = g_object_get_data (G_OBJECT (paned), SIZE_KEY);
  GtkWidget *child = gtk_paned_get_end_child (paned);
  gboolean is_wide = gtk_orientable_get_orientation (GTK_ORIENTABLE (paned))
                     == GTK_ORIENTATION_HORIZONTAL;
  int now_px = is_wide ? gtk_widget_get_width (child) : gtk_widget_get_height (child);

  if (has_position (paned) && gtk_widget_get_visible (child) && now_px > 0)
    return (guint) now_px;
  return size != NULL ? (guint) size->size_px : 0;
}
