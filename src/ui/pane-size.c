/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pane-size.h"

#define SIZE_KEY "hexwire-pane-size"
#define START_KEY "hexwire-pane-start"

typedef struct
{
  int size_px;
  int width_px;     /* what the child asked for before */
  int height_px;
} PaneSize;

typedef struct
{
  int wanted_px;
  guint source;
} StartSize;

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

static int
get_max_position (GtkPaned *paned)
{
  int position_px;

  g_object_get (paned, "max-position", &position_px, NULL);
  return position_px;
}

/* Whoever moves the handle stops before its end; the paned itself goes there for want of room. */
static void
start_moved_cb (GtkPaned *paned)
{
  StartSize *size = g_object_get_data (G_OBJECT (paned), START_KEY);

  if (gtk_paned_get_position (paned) < get_max_position (paned))
    size->wanted_px = gtk_paned_get_position (paned);
}

static gboolean
give_back_cb (gpointer user_data)
{
  GtkPaned *paned = user_data;
  StartSize *size = g_object_get_data (G_OBJECT (paned), START_KEY);

  size->source = 0;
  gtk_paned_set_position (paned, MIN (size->wanted_px, get_max_position (paned)));
  return G_SOURCE_REMOVE;
}

/* Told from within an allocation, which must not ask for another. */
static void
room_changed_cb (GtkPaned *paned)
{
  StartSize *size = g_object_get_data (G_OBJECT (paned), START_KEY);

  if (gtk_paned_get_position (paned) < MIN (size->wanted_px, get_max_position (paned))
      && size->source == 0)
    size->source = g_idle_add_full (GTK_PRIORITY_RESIZE, give_back_cb, paned, NULL);
}

static void
start_size_free (gpointer data)
{
  StartSize *size = data;

  g_clear_handle_id (&size->source, g_source_remove);
  g_free (size);
}

void
hexwire_pane_size_keep_start (GtkPaned *paned)
{
  StartSize *size = g_new0 (StartSize, 1);

  size->wanted_px = gtk_paned_get_position (paned);
  g_object_set_data_full (G_OBJECT (paned), START_KEY, size, start_size_free);
  g_signal_connect (paned, "notify::position", G_CALLBACK (start_moved_cb), NULL);
  g_signal_connect (paned, "notify::max-position", G_CALLBACK (room_changed_cb), NULL);
}

guint
hexwire_pane_size_get_start (GtkPaned *paned)
{
  const StartSize *size = g_object_get_data (G_OBJECT (paned), START_KEY);

  return (guint) (size != NULL ? size->wanted_px : gtk_paned_get_position (paned));
}
