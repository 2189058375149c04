/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log-cell.h"
#include "log-columns.h"
#include "log/field-cells.h"
#include "log/message.h"

G_BEGIN_DECLS

/* What the files of the log's columns share: log-columns.c puts columns into the view,
 * log-columns-row.c makes the cells that every row has, log-columns-data.c that of the payload, and
 * log-columns-fields.c those of its fields. */

/* What the cells of a list look like. The columns share one, and their factories keep it alive. */
typedef struct
{
  HexwireMessageStyle style;
  gboolean is_decoded;
  HexwireFieldCells fields;       /* those of the format, where payloads are decoded */
  HexwireTimeFormat time_format;
  gboolean marks_changes;
  HexwireLogView *log_view;       /* (nullable) */
  int width_px;                   /* that the columns are to fit in; 0 before it is known */
} HexwireLogLook;

HexwireLogLook *hexwire_log_look_ref   (HexwireLogLook *self);
void            hexwire_log_look_unref (HexwireLogLook *self);

/* The callbacks of a factory get the look as the user's data. */
GtkListItemFactory *hexwire_log_look_new_factory (HexwireLogLook *self,
                                                  GCallback       setup,
                                                  GCallback       bind);

/* A cell for a column: @xalign as that of hexwire_log_cell_new(). */
GtkWidget *hexwire_log_look_add_cell (GtkListItem *list_item,
                                      const char  *css_class,
                                      float        xalign);

/* Has a row be read as a whole, with @text as what stands in the column of the data. */
void hexwire_log_look_name_row (GtkListItem *list_item,
                                const char  *text);

GtkListItemFactory *hexwire_log_columns_new_time_factory      (HexwireLogLook *look);
GtkListItemFactory *hexwire_log_columns_new_direction_factory (HexwireLogLook *look);
GtkListItemFactory *hexwire_log_columns_new_peer_factory      (HexwireLogLook *look);
GtkListItemFactory *hexwire_log_columns_new_length_factory    (HexwireLogLook *look);
GtkListItemFactory *hexwire_log_columns_new_data_factory      (HexwireLogLook *look);
GtkListItemFactory *hexwire_log_columns_new_field_factory     (HexwireLogLook *look,
                                                               guint           index);

/* How wide a field's column is at first. */
int hexwire_log_columns_get_field_width_px (const HexwireLogLook *look,
                                            guint                 index);

G_END_DECLS
