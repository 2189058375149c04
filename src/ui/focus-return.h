/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_focus_return_remember:
 * @bar: something that opens in a window and takes its focus; call it before it does
 *
 * Remembers where the focus is, unless it is in @bar already.
 */
void hexwire_focus_return_remember (GtkWidget *bar);

/**
 * hexwire_focus_return_set:
 * @bar: something that is open and may have the focus
 * @widget: (nullable): what is to have it once @bar closes, wherever it was before
 */
void hexwire_focus_return_set (GtkWidget *bar,
                               GtkWidget *widget);

/**
 * hexwire_focus_return_give:
 * @bar: call it before it closes
 *
 * Gives the focus, if @bar has it, back to where it was, or to what was set since; not to what is
 * gone or out of sight.
 */
void hexwire_focus_return_give (GtkWidget *bar);

/**
 * hexwire_focus_return_keep:
 * @page: one of those that are shown in turn; call it before another is shown
 *
 * Remembers what in @page has the focus, if anything in it has.
 */
void hexwire_focus_return_keep (GtkWidget *page);

/**
 * hexwire_focus_return_restore:
 * @page: one that is shown again; call it when it is
 *
 * Gives the focus, if @page has it, to what had it when it was last kept.
 */
void hexwire_focus_return_restore (GtkWidget *page);

G_END_DECLS
