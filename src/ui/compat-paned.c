/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "compat-paned.h"

/* Far from everything that can be clicked. */
#define FAR_AWAY_PX -10000

static void
visible_changed_cb (GtkWidget  *child,
                    GParamSpec *pspec,
                    GtkPaned   *paned)
{
  GtkWidget *handle = gtk_widget_get_next_sibling (gtk_paned_get_start_child (paned));
  int width;
  int height;

  if (gtk_widget_get_visible (child) || handle == NULL || handle == child)
    return;
  gtk_widget_measure (handle, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (handle, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  gtk_widget_allocate (handle, width, height, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (FAR_AWAY_PX,
                                                                            FAR_AWAY_PX)));
}

void
hexwire_compat_paned_mend (GtkPaned *paned)
{
  GtkWidget *child = gtk_paned_get_end_child (paned);

  g_return_if_fail (child != NULL);

  g_signal_connect_object (child, "notify::visible", G_CALLBACK (visible_changed_cb), paned, 0);
  visible_changed_cb (child, NULL, paned);
}
