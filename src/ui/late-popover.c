/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "late-popover.h"

struct _HexwireLatePopover
{
  GtkPopover parent_instance;

  gboolean is_built;
};

enum
{
  BUILD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireLatePopover, hexwire_late_popover, GTK_TYPE_POPOVER)

static void
hexwire_late_popover_show (GtkWidget *widget)
{
  HexwireLatePopover *self = HEXWIRE_LATE_POPOVER (widget);

  if (!self->is_built)
    g_signal_emit (self, signals[BUILD], 0);
  self->is_built = TRUE;
  GTK_WIDGET_CLASS (hexwire_late_popover_parent_class)->show (widget);
}

static void
hexwire_late_popover_class_init (HexwireLatePopoverClass *klass)
{
  GTK_WIDGET_CLASS (klass)->show = hexwire_late_popover_show;

  signals[BUILD] = g_signal_new ("build", HEXWIRE_TYPE_LATE_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
hexwire_late_popover_init (HexwireLatePopover *self)
{
}
