/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/byte-buffer.h"
#include "hex-view.h"

G_BEGIN_DECLS

/* What the files of the hex view share: hex-view.c is the widget, hex-view-layout.c where its bytes
 * stand, hex-view-draw.c what it looks like, hex-view-speech.c what a screen reader has of it,
 * hex-view-input.c caret, selection and pointer, hex-view-edit.c typing and the clipboard. */

#define HEXWIRE_HEX_VIEW_MAX_BYTES_PER_LINE 16

struct _HexwireHexView
{
  GtkWidget parent_instance;

  HexwireByteBuffer *buffer;
  gboolean is_editable;
  gboolean is_inserting;
  GArray *spans;                  /* of HexwireHexSpan */
  GArray *marks;                  /* of HexwireHexSpan */
  gsize expected_size_bytes;

  gsize caret;                    /* before which byte; the size of the buffer for its end */
  gsize anchor;                   /* the other end of the selection */
  gboolean is_low_nibble;         /* the caret stands within its byte */
  gboolean has_edited_nibble;     /* and its first digit has changed it */
  gboolean is_in_text;            /* the caret is in the text column */

  gsize spoken_line;              /* of 16 bytes, with which the spoken text begins */
  gsize highlight_offset;
  gsize highlight_size;
  gsize flash_offset;
  gsize flash_size;
  guint flash_source;

  guint n_bytes_per_line;
  guint resize_source;
  guint n_offset_digits;
  int char_width_px;
  int line_height_px;
  GtkWidget *menu;                /* (nullable) */
  GtkAdjustment *adjustments[2];  /* by GtkOrientation */
  GtkScrollablePolicy policies[2];
};

/* hex-view.c */
gsize hexwire_hex_view_get_size_bytes  (HexwireHexView *self);
void  hexwire_hex_view_content_changed (HexwireHexView *self);
void  hexwire_hex_view_edited          (HexwireHexView *self,
                                        gboolean        joins_last);
void  hexwire_hex_view_refuse          (HexwireHexView *self,
                                        const char     *reason);
void  hexwire_hex_view_offer_paste     (HexwireHexView *self,
                                        const char     *notation,
                                        GBytes         *bytes);
void  hexwire_hex_view_point           (HexwireHexView *self,
                                        guint64         offset);

/* hex-view-layout.c */
gsize hexwire_hex_view_count_lines     (HexwireHexView *self);
guint hexwire_hex_view_get_hex_column  (HexwireHexView *self,
                                        guint           index);
guint hexwire_hex_view_get_text_column (HexwireHexView *self,
                                        guint           index);
void  hexwire_hex_view_measure         (GtkWidget      *widget,
                                        GtkOrientation  orientation,
                                        int             for_size,
                                        int            *minimum,
                                        int            *natural,
                                        int            *minimum_baseline,
                                        int            *natural_baseline);
void  hexwire_hex_view_size_allocate   (GtkWidget      *widget,
                                        int             width,
                                        int             height,
                                        int             baseline);

/* Text of one font, and so of one width: in Japanese, say, digits would have another one than the
 * letters beside them. */
PangoLayout *hexwire_hex_view_create_layout (HexwireHexView *self);

/* hex-view-speech.c */
void hexwire_hex_view_update_spoken (HexwireHexView *self);
void hexwire_hex_view_caret_moved   (HexwireHexView *self);

/* hex-view-draw.c */
void hexwire_hex_view_snapshot    (GtkWidget      *widget,
                                   GtkSnapshot    *snapshot);
void hexwire_hex_view_append_line (HexwireHexView *self,
                                   GString        *text,
                                   gsize           line);

/* hex-view-input.c */
void hexwire_hex_view_move_caret           (HexwireHexView *self,
                                            gsize           caret,
                                            gboolean        extend);
void hexwire_hex_view_add_controllers      (HexwireHexView *self);
void hexwire_hex_view_class_add_movements  (GtkWidgetClass *widget_class);

/* hex-view-edit.c */
gboolean hexwire_hex_view_type             (HexwireHexView *self,
                                            guint           keyval);
void     hexwire_hex_view_class_add_edits  (GtkWidgetClass *widget_class);

/* Where hex digits and text begin, in pixels. */
#define HEXWIRE_HEX_VIEW_MARGIN_PX 10

G_END_DECLS
