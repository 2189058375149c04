/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-columns.h"

#include "log/decoded-text.h"
#include "log/message.h"

#include <glib/gi18n.h>

/* More of a payload than fits on the widest screen; the rest is in the detail below the list. */
#define MAX_SHOWN_BYTES 256
#define MAX_SHOWN_VALUES 64

#define TIME_WIDTH_PX 148
#define DIRECTION_WIDTH_PX 40
#define PEER_WIDTH_PX 160
#define LENGTH_WIDTH_PX 60

/* Below these widths of the list a column gives its place to the data. */
#define MIN_WIDTH_WITH_PEER_PX 540
#define MIN_WIDTH_WITH_LENGTH_PX 400

typedef enum
{
  COLUMN_TIME,
  COLUMN_DIRECTION,
  COLUMN_PEER,
  COLUMN_LENGTH,
  COLUMN_DATA,
} Column;

typedef struct
{
  const char *text;
  const char *css_class;
  const char *name;       /* for those who cannot see the sign */
} KindLook;

static const KindLook kind_looks[] = {
  [HEXWIRE_MESSAGE_RECEIVED] = { "←", "direction-in", N_ ("received") },
  [HEXWIRE_MESSAGE_SENT] = { "→", "direction-out", N_ ("sent") },
  [HEXWIRE_MESSAGE_OPENED] = { "●", "direction-event", N_ ("opened") },
  [HEXWIRE_MESSAGE_CLOSED] = { "○", "direction-event", N_ ("closed") },
  [HEXWIRE_MESSAGE_ERROR] = { "✕", "direction-error", N_ ("error") },
  [HEXWIRE_MESSAGE_NOTE] = { "·", "direction-event", N_ ("note") },
};

static void
set_text (GtkListItem *list_item,
          const char  *text,
          const char  *spoken)
{
  GtkWidget *cell = gtk_list_item_get_child (list_item);

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static gboolean
time_tooltip_cb (GtkWidget   *cell,
                 int          x,
                 int          y,
                 gboolean     keyboard_mode,
                 GtkTooltip  *tooltip,
                 GtkListItem *list_item)
{
  HexwireMessage *message = gtk_list_item_get_item (list_item);
  g_autoptr (GString) text = g_string_new (NULL);

  if (message == NULL)
    return FALSE;
  hexwire_message_text_append_date_time (text, hexwire_message_get_time_us (message));
  gtk_tooltip_set_text (tooltip, text->str);
  return TRUE;
}

static GtkWidget *
new_cell (GtkListItem *list_item,
          const char  *css_class,
          float        xalign)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), xalign);
  gtk_inscription_set_min_lines (GTK_INSCRIPTION (cell), 1);
  gtk_widget_add_css_class (cell, css_class);
  gtk_list_item_set_child (list_item, cell);
  return cell;
}

static void
setup_time_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *list_item)
{
  GtkWidget *cell = new_cell (list_item, "time-cell", 0);

  gtk_widget_set_has_tooltip (cell, TRUE);
  g_signal_connect (cell, "query-tooltip", G_CALLBACK (time_tooltip_cb), list_item);
}

static void
bind_time_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *list_item)
{
  HexwireMessage *message = gtk_list_item_get_item (list_item);
  g_autoptr (GString) text = g_string_sized_new (32);

  hexwire_message_text_append_time (text, hexwire_message_get_time_us (message));
  set_text (list_item, text->str, text->str);
}

static void
setup_direction_cb (GtkSignalListItemFactory *factory,
                    GtkListItem              *list_item)
{
  new_cell (list_item, "direction-event", 0.5f);
}

static void
bind_direction_cb (GtkSignalListItemFactory *factory,
                   GtkListItem              *list_item)
{
  HexwireMessage *message = gtk_list_item_get_item (list_item);
  const KindLook *look = &kind_looks[hexwire_message_get_kind (message)];
  const char *classes[] = { look->css_class, NULL };

  gtk_widget_set_css_classes (gtk_list_item_get_child (list_item), classes);
  set_text (list_item, look->text, _(look->name));
}

static void
setup_peer_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *list_item)
{
  new_cell (list_item, "monospace-cell", 0);
}

static void
bind_peer_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *list_item)
{
  const char *peer = hexwire_message_get_peer (gtk_list_item_get_item (list_item));

  set_text (list_item, peer != NULL ? peer : "", peer != NULL ? peer : "");
}

static void
setup_length_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *list_item)
{
  new_cell (list_item, "length-cell", 1);
}

static void
bind_length_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *list_item)
{
  HexwireMessage *message = gtk_list_item_get_item (list_item);
  char text[24] = "";

  if (hexwire_message_kind_is_data (hexwire_message_get_kind (message)))
    g_snprintf (text, sizeof text, "%" G_GSIZE_FORMAT, hexwire_message_get_size_bytes (message));
  set_text (list_item, text, text);
}

static const char *
get_data_css_class (HexwireMessage *message)
{
  switch (hexwire_message_get_kind (message))
    {
    case HEXWIRE_MESSAGE_RECEIVED:
    case HEXWIRE_MESSAGE_SENT:
      return "monospace-cell";
    case HEXWIRE_MESSAGE_ERROR:
      return "direction-error";
    case HEXWIRE_MESSAGE_OPENED:
    case HEXWIRE_MESSAGE_CLOSED:
    case HEXWIRE_MESSAGE_NOTE:
    default:
      return "direction-event";
    }
}

static void
setup_data_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *list_item)
{
  new_cell (list_item, "monospace-cell", 0);
}

/* How the cells of a factory show payloads; lives as long as that. */
typedef struct
{
  HexwireMessageStyle style;
  HexwireFormat *format;      /* or NULL */
} DataLook;

static void
data_look_free (gpointer  data,
                GClosure *closure)
{
  DataLook *self = data;

  g_clear_pointer (&self->format, hexwire_format_unref);
  g_free (self);
}

static void
append_data (GString        *text,
             const DataLook *look,
             const guint8   *data,
             gsize           size_bytes)
{
  if (look->format != NULL)
    hexwire_decoded_text_append (text, look->format, data, size_bytes, MAX_SHOWN_VALUES);
  else if (size_bytes == 0)
    g_string_append (text, _("(empty)"));
  else
    hexwire_message_text_append_line (text, look->style, data, size_bytes, MAX_SHOWN_BYTES);
}

static void
bind_data_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *list_item,
              const DataLook           *look)
{
  HexwireMessage *message = gtk_list_item_get_item (list_item);
  GBytes *payload = hexwire_message_get_payload (message);
  const char *classes[] = { get_data_css_class (message), NULL };
  g_autoptr (GString) text = g_string_sized_new (128);
  gsize size_bytes = 0;
  const guint8 *data = payload != NULL ? g_bytes_get_data (payload, &size_bytes) : NULL;

  if (payload == NULL)
    g_string_append (text, _("dropped from the log"));
  else if (!hexwire_message_kind_is_data (hexwire_message_get_kind (message)))
    g_string_append_len (text, (const char *) data, (gssize) size_bytes);
  else
    append_data (text, look, data, size_bytes);
  gtk_widget_set_css_classes (gtk_list_item_get_child (list_item), classes);
  set_text (list_item, text->str, text->str);
}

static void
add_column (GtkColumnView      *view,
            const char         *title,
            GtkListItemFactory *factory,
            int                 width_px)
{
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_fixed_width (column, width_px);
  gtk_column_view_column_set_expand (column, width_px < 0);
  gtk_column_view_append_column (view, column);
}

static GtkListItemFactory *
new_factory (GCallback setup,
             GCallback bind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", setup, NULL);
  g_signal_connect (factory, "bind", bind, NULL);
  return factory;
}

static GtkColumnViewColumn *
get_column (GtkColumnView *view,
            Column         index)
{
  g_autoptr (GtkColumnViewColumn) column
    = g_list_model_get_item (gtk_column_view_get_columns (view), index);

  return column;    /* the view keeps it */
}

static void
add_data_column (GtkColumnView       *view,
                 HexwireMessageStyle  style,
                 HexwireFormat       *format)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  DataLook *look = g_new0 (DataLook, 1);

  look->style = style;
  look->format = format != NULL ? hexwire_format_ref (format) : NULL;
  g_signal_connect (factory, "setup", G_CALLBACK (setup_data_cb), NULL);
  g_signal_connect_data (factory, "bind", G_CALLBACK (bind_data_cb), look, data_look_free, 0);
  add_column (view, _("Data"), factory, -1);
}

void
hexwire_log_columns_set_style (GtkColumnView       *view,
                               HexwireMessageStyle  style,
                               HexwireFormat       *format)
{
  /* Another factory for the same column leaves GTK 4.8 with the cells of the former one. */
  gtk_column_view_remove_column (view, get_column (view, COLUMN_DATA));
  add_data_column (view, style, format);
}

void
hexwire_log_columns_add (GtkColumnView *view)
{
  add_column (view, _("Time"), new_factory (G_CALLBACK (setup_time_cb), G_CALLBACK (bind_time_cb)),
              TIME_WIDTH_PX);
  /* Translators: the heading of a narrow column with an arrow for received and sent */
  add_column (view, _("Dir"),
              new_factory (G_CALLBACK (setup_direction_cb), G_CALLBACK (bind_direction_cb)),
              DIRECTION_WIDTH_PX);
  add_column (view, _("Peer"), new_factory (G_CALLBACK (setup_peer_cb), G_CALLBACK (bind_peer_cb)),
              PEER_WIDTH_PX);
  add_column (view, _("Bytes"),
              new_factory (G_CALLBACK (setup_length_cb), G_CALLBACK (bind_length_cb)),
              LENGTH_WIDTH_PX);
  add_data_column (view, HEXWIRE_MESSAGE_STYLE_TEXT_AND_HEX, NULL);
}

/* GTK 4.8 goes on to count the width of a column that is not visible. */
static void
set_column_shown (GtkColumnViewColumn *column,
                  gboolean             shown,
                  int                  width_px)
{
  if (gtk_column_view_column_get_visible (column) == shown)
    return;
  gtk_column_view_column_set_fixed_width (column, shown ? width_px : 0);
  gtk_column_view_column_set_visible (column, shown);
}

void
hexwire_log_columns_fit (GtkColumnView *view,
                         int            width_px)
{
  set_column_shown (get_column (view, COLUMN_PEER), width_px >= MIN_WIDTH_WITH_PEER_PX,
                    PEER_WIDTH_PX);
  set_column_shown (get_column (view, COLUMN_LENGTH), width_px >= MIN_WIDTH_WITH_LENGTH_PX,
                    LENGTH_WIDTH_PX);
}
