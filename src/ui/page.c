/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "page.h"

enum
{
  LOOK_CHANGED,
  TITLE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE (HexwirePage, hexwire_page, GTK_TYPE_BOX)

static void
hexwire_page_class_init (HexwirePageClass *klass)
{
  signals[LOOK_CHANGED] = g_signal_new ("look-changed", HEXWIRE_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TITLE_CHANGED] = g_signal_new ("title-changed", HEXWIRE_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hexwire_page_init (HexwirePage *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

char *
hexwire_page_dup_title (HexwirePage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_PAGE (self), NULL);
  return HEXWIRE_PAGE_GET_CLASS (self)->dup_title (self);
}

char *
hexwire_page_dup_subtitle (HexwirePage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_PAGE (self), NULL);
  return HEXWIRE_PAGE_GET_CLASS (self)->dup_subtitle (self);
}

HexwireLogPane *
hexwire_page_get_log_pane (HexwirePage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_PAGE (self), NULL);
  return HEXWIRE_PAGE_GET_CLASS (self)->get_log_pane (self);
}

void
hexwire_page_title_changed (HexwirePage *self)
{
  g_return_if_fail (HEXWIRE_IS_PAGE (self));
  g_signal_emit (self, signals[TITLE_CHANGED], 0);
}

void
hexwire_page_look_changed (HexwirePage *self)
{
  g_return_if_fail (HEXWIRE_IS_PAGE (self));
  g_signal_emit (self, signals[LOOK_CHANGED], 0);
}
