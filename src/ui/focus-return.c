/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "focus-return.h"

#define FORMER_KEY "hexwire-former-focus"

/* What has the focus, and whether it is in @bar. */
static GtkWidget *
get_focus (GtkWidget *bar,
           gboolean  *is_inside)
{
  GtkRoot *root = gtk_widget_get_root (bar);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  *is_inside = focus != NULL && gtk_widget_is_ancestor (focus, bar);
  return focus;
}

static void
former_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

void
hexwire_focus_return_set (GtkWidget *bar,
                          GtkWidget *widget)
{
  GWeakRef *former = g_new0 (GWeakRef, 1);

  g_weak_ref_init (former, widget);
  g_object_set_data_full (G_OBJECT (bar), FORMER_KEY, former, former_free);
}

void
hexwire_focus_return_remember (GtkWidget *bar)
{
  gboolean is_inside;
  GtkWidget *focus = get_focus (bar, &is_inside);

  if (!is_inside)
    hexwire_focus_return_set (bar, focus);
}

void
hexwire_focus_return_give (GtkWidget *bar)
{
  GWeakRef *former = g_object_get_data (G_OBJECT (bar), FORMER_KEY);
  g_autoptr (GtkWidget) widget = former != NULL ? g_weak_ref_get (former) : NULL;
  gboolean is_inside;

  get_focus (bar, &is_inside);
  if (is_inside && widget != NULL && gtk_widget_get_mapped (widget))
    gtk_widget_grab_focus (widget);
}
