/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "focus-return.h"

#define FORMER_KEY "hexwire-former-focus"
#define KEPT_KEY "hexwire-kept-focus"

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

static void
keep (GtkWidget  *owner,
      const char *key,
      GtkWidget  *focus)
{
  GWeakRef *former = g_new0 (GWeakRef, 1);

  g_weak_ref_init (former, focus);
  g_object_set_data_full (G_OBJECT (owner), key, former, former_free);
}

/* Gives the focus from within @owner to what is kept; what is typed into is not selected. */
static void
give (GtkWidget  *owner,
      const char *key)
{
  GWeakRef *former = g_object_get_data (G_OBJECT (owner), key);
  g_autoptr (GtkWidget) widget = former != NULL ? g_weak_ref_get (former) : NULL;
  gboolean is_inside;

  get_focus (owner, &is_inside);
  if (!is_inside || widget == NULL || !gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_TEXT (widget))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (widget));
  else
    gtk_widget_grab_focus (widget);
}

void
hexwire_focus_return_set (GtkWidget *bar,
                          GtkWidget *widget)
{
  keep (bar, FORMER_KEY, widget);
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
  give (bar, FORMER_KEY);
}

void
hexwire_focus_return_keep (GtkWidget *page)
{
  gboolean is_inside;
  GtkWidget *focus = get_focus (page, &is_inside);

  if (is_inside)
    keep (page, KEPT_KEY, focus);
}

void
hexwire_focus_return_restore (GtkWidget *page)
{
  give (page, KEPT_KEY);
}
