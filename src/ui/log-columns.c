/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-columns-private.h"

#include "data-font.h"
#include "log-headings.h"
#include "log-sorting.h"
#include "preferences.h"

#include <glib/gi18n.h>

#define LOOK_KEY "hexwire-log-look"

#define TIME_WIDTH_PX 150
#define DURATION_WIDTH_PX 130
#define DIRECTION_WIDTH_PX 50
#define PEER_WIDTH_PX 160
#define LENGTH_WIDTH_PX 74

/* Below these widths of the list a column gives its place to the data. */
#define MIN_WIDTH_WITH_PEER_PX 540
#define MIN_WIDTH_WITH_LENGTH_PX 400

/* Fields take the place of most of the data; there may be so many that nothing would help. */
#define REST_WIDTH_PX 64
#define MAX_FIELDS_WIDTH_PX 300

typedef enum
{
  COLUMN_TIME,
  COLUMN_DIRECTION,
  COLUMN_PEER,
  COLUMN_LENGTH,
  N_ROW_COLUMNS,    /* behind them stand the fields, if any, and the data */
} Column;

typedef struct
{
  const char *title;
  const char *menu_label;
} TimeText;

static const TimeText time_texts[HEXWIRE_N_TIME_FORMATS] = {
  [HEXWIRE_TIME_CLOCK] = { N_ ("Time"), N_ ("_Clock time") },
  [HEXWIRE_TIME_SINCE_START] = { N_ ("Since start"), N_ ("Since _start") },
  [HEXWIRE_TIME_SINCE_PREVIOUS] = { N_ ("Since previous"), N_ ("Since pre_vious row") },
  [HEXWIRE_TIME_SINCE_PEER_PREVIOUS] = { N_ ("Since peer’s last"),
                                         N_ ("Since previous row of the sa_me peer") },
  [HEXWIRE_TIME_UNIX] = { N_ ("Unix time"), N_ ("_Unix time") },
};

static HexwireLogLook *
get_look (GtkColumnView *view)
{
  return g_object_get_data (G_OBJECT (view), LOOK_KEY);
}

static GtkColumnViewColumn *
get_column (GtkColumnView *view,
            guint          index)
{
  g_autoptr (GtkColumnViewColumn) column
    = g_list_model_get_item (gtk_column_view_get_columns (view), index);

  return column;    /* the view keeps it */
}

/* A width that is made for text of ten points, or -1 for what is left. */
static int
scale_width (int width_px)
{
  return width_px > 0 ? (int) (width_px * hexwire_data_font_get_scale ()) : width_px;
}

static int
get_time_width_px (HexwireTimeFormat format)
{
  return format == HEXWIRE_TIME_CLOCK || format == HEXWIRE_TIME_UNIX ? TIME_WIDTH_PX
                                                                     : DURATION_WIDTH_PX;
}

/* For text of ten points, or -1 for what is left. */
static int
get_width_px (const HexwireLogLook *look,
              guint                 index)
{
  switch (index)
    {
    case COLUMN_TIME:
      return get_time_width_px (look->time_format);
    case COLUMN_DIRECTION:
      return DIRECTION_WIDTH_PX;
    case COLUMN_PEER:
      return PEER_WIDTH_PX;
    case COLUMN_LENGTH:
      return LENGTH_WIDTH_PX;
    default:
      index -= N_ROW_COLUMNS;
      return index < look->fields.n_fields ? hexwire_log_columns_get_field_width_px (look, index)
                                           : -1;
    }
}

static GtkColumnViewColumn *
insert_column (GtkColumnView      *view,
               guint               index,
               const char         *title,
               GtkListItemFactory *factory,
               gboolean            is_number)
{
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);
  int width_px = get_width_px (get_look (view), index);

  if (is_number)
    hexwire_log_headings_set_right (column);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_fixed_width (column, scale_width (width_px));
  gtk_column_view_column_set_expand (column, width_px < 0);
  gtk_column_view_insert_column (view, index, column);
  return column;    /* the view keeps it */
}

static GMenu *
new_time_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < HEXWIRE_N_TIME_FORMATS; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_(time_texts[i].menu_label), NULL);

      g_menu_item_set_action_and_target (item, HEXWIRE_LOG_COLUMNS_ACTIONS ".time-format", "s",
                                         hexwire_time_format_get_id (i));
      g_menu_append_item (menu, item);
    }
  return menu;
}

static GMenu *
new_data_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _("Mark chan_ged bytes"), HEXWIRE_LOG_COLUMNS_ACTIONS ".marks-changes");
  return menu;
}

GMenuModel *
hexwire_log_columns_new_menu (GtkColumnView *view)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuModel) sort
    = hexwire_log_sorting_new_menu (view, HEXWIRE_LOG_COLUMNS_ACTIONS ".sort");
  g_autoptr (GMenu) time = new_time_menu ();
  g_autoptr (GMenu) data = new_data_menu ();

  g_menu_prepend_submenu (data, _("S_ort by"), sort);
  g_menu_append_submenu (data, _("_Time"), G_MENU_MODEL (time));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (data));
  return G_MENU_MODEL (menu);
}

static void
insert_time_column (GtkColumnView *view)
{
  HexwireLogLook *look = get_look (view);
  g_autoptr (GMenu) menu = new_time_menu ();
  GtkColumnViewColumn *column
    = insert_column (view, COLUMN_TIME, _(time_texts[look->time_format].title),
                     hexwire_log_columns_new_time_factory (look), FALSE);

  gtk_column_view_column_set_header_menu (column, G_MENU_MODEL (menu));
  hexwire_log_sorting_add_column (column, HEXWIRE_ROW_KEY_TIME, NULL, 0);
}

/* The fields, if payloads are decoded, and whatever has no column of its own. */
static void
append_data_columns (GtkColumnView *view)
{
  HexwireLogLook *look = get_look (view);
  g_autoptr (GMenu) menu = new_data_menu ();
  GtkColumnViewColumn *column;

  for (guint i = 0; i < look->fields.n_fields; i++)
    {
      g_autofree char *title = hexwire_field_cells_dup_title (&look->fields, i);

      column = insert_column (view, N_ROW_COLUMNS + i, title,
                              hexwire_log_columns_new_field_factory (look, i),
                              hexwire_field_cells_is_number (&look->fields, i));
      hexwire_log_sorting_add_column (column, HEXWIRE_ROW_KEY_FIELD, look->fields.format, i);
    }
  /* Translators: the heading of the bytes of a message that are in no other column */
  column = insert_column (view, N_ROW_COLUMNS + look->fields.n_fields,
                          look->is_decoded ? _("Rest") : _("Data"),
                          hexwire_log_columns_new_data_factory (look), FALSE);
  gtk_column_view_column_set_header_menu (column, G_MENU_MODEL (menu));
}

static void
remove_data_columns (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint n = g_list_model_get_n_items (columns); n > N_ROW_COLUMNS; n--)
    gtk_column_view_remove_column (view, get_column (view, n - 1));
}

/* For another size of the font; widths that were made by hand are made anew as well. */
static void
scale_columns (GtkColumnView *view)
{
  HexwireLogLook *look = get_look (view);

  for (guint i = 0; i < N_ROW_COLUMNS + look->fields.n_fields; i++)
    {
      GtkColumnViewColumn *column = get_column (view, i);

      if (gtk_column_view_column_get_visible (column))
        gtk_column_view_column_set_fixed_width (column, scale_width (get_width_px (look, i)));
    }
  if (look->width_px > 0)
    hexwire_log_columns_fit (view, look->width_px);
}

void
hexwire_log_columns_add (GtkColumnView *view)
{
  HexwireLogLook *look = g_rc_box_new0 (HexwireLogLook);
  GtkColumnViewColumn *column;

  g_object_set_data_full (G_OBJECT (view), LOOK_KEY, look, (GDestroyNotify) hexwire_log_look_unref);
  hexwire_log_headings_follow (view);
  g_signal_connect_object (hexwire_preferences_get (), "notify::font-size",
                           G_CALLBACK (scale_columns), view, G_CONNECT_SWAPPED);
  insert_time_column (view);
  /* Translators: the heading of a narrow column with an arrow for received and sent */
  column = insert_column (view, COLUMN_DIRECTION, _("Dir"),
                          hexwire_log_columns_new_direction_factory (look), FALSE);
  hexwire_log_sorting_add_column (column, HEXWIRE_ROW_KEY_KIND, NULL, 0);
  column = insert_column (view, COLUMN_PEER, _("Peer"),
                          hexwire_log_columns_new_peer_factory (look), FALSE);
  hexwire_log_sorting_add_column (column, HEXWIRE_ROW_KEY_PEER, NULL, 0);
  column = insert_column (view, COLUMN_LENGTH, _("Bytes"),
                          hexwire_log_columns_new_length_factory (look), TRUE);
  hexwire_log_sorting_add_column (column, HEXWIRE_ROW_KEY_LENGTH, NULL, 0);
  append_data_columns (view);
}

void
hexwire_log_columns_set_log_view (GtkColumnView  *view,
                                  HexwireLogView *log_view)
{
  g_set_object (&get_look (view)->log_view, log_view);
  hexwire_log_sorting_add (view, log_view);
}

static gboolean
shows_format (const HexwireLogLook *look,
              HexwireFormat        *format)
{
  if (format == NULL || look->fields.format == NULL)
    return format == look->fields.format;
  return g_str_equal (hexwire_format_get_text (format),
                      hexwire_format_get_text (look->fields.format));
}

/* GTK 4.8 goes on to count the width of a column that is not visible. */
static void
set_column_shown (GtkColumnView *view,
                  guint          index,
                  gboolean       shown)
{
  GtkColumnViewColumn *column = get_column (view, index);
  int width_px = get_width_px (get_look (view), index);

  if (gtk_column_view_column_get_visible (column) == shown)
    return;
  gtk_column_view_column_set_fixed_width (column, shown ? scale_width (width_px) : 0);
  gtk_column_view_column_set_visible (column, shown);
}

/* What the fields take of the room that there is for others. */
static int
get_fields_width_px (const HexwireLogLook *look)
{
  int width_px = -REST_WIDTH_PX;

  for (guint i = 0; i < look->fields.n_fields && width_px < MAX_FIELDS_WIDTH_PX; i++)
    width_px += hexwire_log_columns_get_field_width_px (look, i);
  return CLAMP (width_px, 0, MAX_FIELDS_WIDTH_PX);
}

void
hexwire_log_columns_fit (GtkColumnView *view,
                         int            width_px)
{
  HexwireLogLook *look = get_look (view);
  int fields_width_px = get_fields_width_px (look);

  look->width_px = width_px;
  set_column_shown (view, COLUMN_PEER,
                    width_px >= scale_width (MIN_WIDTH_WITH_PEER_PX + fields_width_px));
  set_column_shown (view, COLUMN_LENGTH,
                    width_px >= scale_width (MIN_WIDTH_WITH_LENGTH_PX + fields_width_px));
}

void
hexwire_log_columns_set_style (GtkColumnView       *view,
                               HexwireMessageStyle  style,
                               HexwireFormat       *format)
{
  HexwireLogLook *look = get_look (view);

  if (look->style == style && shows_format (look, format))
    return;
  /* Another factory for the same column leaves GTK 4.8 with the cells of the former one. */
  remove_data_columns (view);
  hexwire_field_cells_clear (&look->fields);
  hexwire_field_cells_init (&look->fields, format);
  look->is_decoded = format != NULL;
  look->style = style;
  append_data_columns (view);
  if (look->width_px > 0)
    hexwire_log_columns_fit (view, look->width_px);
}

void
hexwire_log_columns_set_time_format (GtkColumnView     *view,
                                     HexwireTimeFormat  format)
{
  HexwireLogLook *look = get_look (view);

  if (look->time_format == format)
    return;
  look->time_format = format;
  gtk_column_view_remove_column (view, get_column (view, COLUMN_TIME));
  insert_time_column (view);
}

HexwireTimeFormat
hexwire_log_columns_get_time_format (GtkColumnView *view)
{
  return get_look (view)->time_format;
}

void
hexwire_log_columns_set_marks_changes (GtkColumnView *view,
                                       gboolean       marks_changes)
{
  HexwireLogLook *look = get_look (view);

  if (look->marks_changes == marks_changes)
    return;
  look->marks_changes = marks_changes;
  remove_data_columns (view);
  append_data_columns (view);
}

gboolean
hexwire_log_columns_get_marks_changes (GtkColumnView *view)
{
  return get_look (view)->marks_changes;
}
