/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HEXWIRE_TYPE_LOG_CELL (hexwire_log_cell_get_type ())

/**
 * HexwireLogCell:
 *
 * One line of text in a row. All texts of a font stand on the same line, also those that take some
 * of their characters from another font, which may be taller.
 */
G_DECLARE_FINAL_TYPE (HexwireLogCell, hexwire_log_cell, HEXWIRE, LOG_CELL, GtkWidget)

/**
 * hexwire_log_cell_new:
 * @css_class: what it looks like
 * @xalign: where the text stands, from 0 at the start to 1 at the end
 */
GtkWidget *hexwire_log_cell_new (const char *css_class,
                                 float       xalign);

/** hexwire_log_cell_set_min_chars: takes the place of @n_chars at least. */
void hexwire_log_cell_set_min_chars (HexwireLogCell *self,
                                     guint           n_chars);

/**
 * hexwire_log_cell_read_left_to_right:
 *
 * For addresses, bytes and numbers, which have no letters that tell the direction: it is not that
 * of the language then. The text stands where it stood.
 */
void hexwire_log_cell_read_left_to_right (HexwireLogCell *self);

/**
 * hexwire_log_cell_set_text:
 * @text: what is shown
 * @spoken: the same for who cannot see it
 * @attributes: (nullable): how parts of @text look
 */
void hexwire_log_cell_set_text (HexwireLogCell *self,
                                const char     *text,
                                const char     *spoken,
                                PangoAttrList  *attributes);

/** hexwire_log_cell_set_tells_cut: whether a text that does not fit is told by a tooltip. */
void hexwire_log_cell_set_tells_cut (HexwireLogCell *self,
                                     gboolean        tells_cut);

G_END_DECLS
