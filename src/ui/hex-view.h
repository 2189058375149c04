/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** HEXWIRE_N_FIELD_COLORS: fields take turns with so many colours. */
#define HEXWIRE_N_FIELD_COLORS 6

/** Colours of what is no field's value. */
#define HEXWIRE_COLOR_PADDING HEXWIRE_N_FIELD_COLORS
#define HEXWIRE_COLOR_LEFT_OVER (HEXWIRE_N_FIELD_COLORS + 1)
#define HEXWIRE_COLOR_ENVELOPE (HEXWIRE_N_FIELD_COLORS + 2)
#define HEXWIRE_N_COLORS (HEXWIRE_N_FIELD_COLORS + 3)

/** HexwireHexSpan: a run of bytes with a colour of its own. */
typedef struct
{
  gsize offset_bytes;
  gsize size_bytes;
  guint color;
} HexwireHexSpan;

#define HEXWIRE_TYPE_HEX_VIEW (hexwire_hex_view_get_type ())

/**
 * HexwireHexView:
 *
 * Bytes with their offsets, in hex and in ASCII, as many to a line as there is room for. Draws the
 * lines in sight and no others, so that a large payload opens as fast as a small one. Lives in a
 * #GtkScrolledWindow.
 *
 * Signals: `edited` (#GBytes, gboolean) when the user changed the bytes, and whether that goes on
 * with the edit before it; `selection-changed`;
 * `pointed` (guint64) with the offset of the byte that the pointer or the caret is over, or with
 * %G_MAXUINT64 when it is over none; `refused` (string) when what was pasted is no hex, and why;
 * `paste-offered` (string, #GBytes) when it may be meant as the notation that is named.
 */
G_DECLARE_FINAL_TYPE (HexwireHexView, hexwire_hex_view, HEXWIRE, HEX_VIEW, GtkWidget)

/** hexwire_hex_view_set_bytes: @bytes: (nullable): what is shown, from its start. */
void hexwire_hex_view_set_bytes (HexwireHexView *self,
                                 GBytes         *bytes);

/**
 * hexwire_hex_view_update_bytes:
 *
 * Shows @bytes as another step of editing: what is new about them flashes. The caret stays, or goes
 * there where the view has the keyboard.
 */
void hexwire_hex_view_update_bytes (HexwireHexView *self,
                                    GBytes         *bytes);

void hexwire_hex_view_set_editable (HexwireHexView *self,
                                    gboolean        editable);

/**
 * hexwire_hex_view_set_spans:
 * @spans: (element-type HexwireHexSpan) (transfer none): in the order of their offsets
 * @expected_size_bytes: how many bytes there should be; the places of missing ones are marked
 */
void hexwire_hex_view_set_spans (HexwireHexView *self,
                                 GArray         *spans,
                                 gsize           expected_size_bytes);

/**
 * hexwire_hex_view_set_marks:
 * @marks: (element-type HexwireHexSpan) (transfer none): in the order of their offsets; their
 *   colours are not looked at
 *
 * Underlines runs of bytes.
 */
void hexwire_hex_view_set_marks (HexwireHexView *self,
                                 GArray         *marks);

/** hexwire_hex_view_set_highlight: lights a run of bytes; @size_bytes 0 puts the light out. */
void hexwire_hex_view_set_highlight (HexwireHexView *self,
                                     gsize           offset_bytes,
                                     gsize           size_bytes);

/** hexwire_hex_view_get_selection: %FALSE, and 0 and 0, where no bytes are selected. */
gboolean hexwire_hex_view_get_selection (HexwireHexView *self,
                                         gsize          *offset_bytes,
                                         gsize          *size_bytes);

/** hexwire_hex_view_paste: puts @bytes where the caret is, as if they had been pasted. */
void hexwire_hex_view_paste (HexwireHexView *self,
                             GBytes         *bytes);

/** hexwire_hex_view_select: selects bytes and brings them into sight. */
void hexwire_hex_view_select (HexwireHexView *self,
                              gsize           offset_bytes,
                              gsize           size_bytes);

G_END_DECLS
