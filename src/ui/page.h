/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "log-pane.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_PAGE (hexwire_page_get_type ())

/**
 * HexwirePage:
 *
 * What a tab of the window shows, whatever it is: messages, and more. Its signal `title-changed`
 * tells of another title or subtitle.
 */
G_DECLARE_DERIVABLE_TYPE (HexwirePage, hexwire_page, HEXWIRE, PAGE, GtkBox)

/**
 * HexwirePageClass:
 * @dup_title: see hexwire_page_dup_title()
 * @dup_subtitle: see hexwire_page_dup_subtitle()
 * @get_log_pane: see hexwire_page_get_log_pane()
 */
struct _HexwirePageClass
{
  GtkBoxClass parent_class;

  char           *(*dup_title)    (HexwirePage *self);
  char           *(*dup_subtitle) (HexwirePage *self);
  HexwireLogPane *(*get_log_pane) (HexwirePage *self);
};

/** hexwire_page_dup_title: (transfer full): what stands on the tab, "TCP Server". */
char *hexwire_page_dup_title (HexwirePage *self);

/** hexwire_page_dup_subtitle: (transfer full): what it is doing, "Listening on 127.0.0.1:5000". */
char *hexwire_page_dup_subtitle (HexwirePage *self);

/** hexwire_page_get_log_pane: (transfer none): its messages. */
HexwireLogPane *hexwire_page_get_log_pane (HexwirePage *self);

/*< protected >*/

/** hexwire_page_title_changed: emits `title-changed`. */
void hexwire_page_title_changed (HexwirePage *self);

/** hexwire_page_look_changed: emits `look-changed`: messages are shown otherwise. */
void hexwire_page_look_changed (HexwirePage *self);

G_END_DECLS
