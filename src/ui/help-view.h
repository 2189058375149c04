/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "help-pages.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_HELP_VIEW (hexwire_help_view_get_type ())

/**
 * HexwireHelpView:
 *
 * Shows a page of the help. Its links are reached by Tab and followed by Return; its signal `link`
 * carries the name of the page that one leads to.
 */
G_DECLARE_FINAL_TYPE (HexwireHelpView, hexwire_help_view, HEXWIRE, HELP_VIEW, GtkBox)

/** hexwire_help_view_show_page: shows @page in place of what was shown. */
void hexwire_help_view_show_page (HexwireHelpView *self,
                                  HexwireHelpPage *page);

/** hexwire_help_view_show_problem: @text: why there is no page. */
void hexwire_help_view_show_problem (HexwireHelpView *self,
                                     const char      *text);

G_END_DECLS
