/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-columns-private.h"

#include "widget-names.h"

#include "log/message-text.h"

#include <glib/gi18n.h>

#define LOOK_KEY "hexwire-log-look"

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

HexwireLogLook *
hexwire_log_look_ref (HexwireLogLook *self)
{
  return g_rc_box_acquire (self);
}

static void
hexwire_log_look_clear (gpointer data)
{
  HexwireLogLook *self = data;

  hexwire_field_cells_clear (&self->fields);
  g_clear_object (&self->log_view);
}

void
hexwire_log_look_unref (HexwireLogLook *self)
{
  g_rc_box_release_full (self, hexwire_log_look_clear);
}

GtkListItemFactory *
hexwire_log_look_new_factory (HexwireLogLook *self,
                              GCallback       setup,
                              GCallback       bind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GClosureNotify unref = (GClosureNotify) (GCallback) hexwire_log_look_unref;

  g_signal_connect_data (factory, "setup", setup, hexwire_log_look_ref (self), unref, 0);
  g_signal_connect_data (factory, "bind", bind, hexwire_log_look_ref (self), unref, 0);
  return factory;
}

GtkWidget *
hexwire_log_look_add_cell (GtkListItem *list_item,
                           const char  *css_class,
                           float        xalign)
{
  GtkWidget *cell = hexwire_log_cell_new (css_class, xalign);

  gtk_list_item_set_child (list_item, cell);
  return cell;
}

/* The kind as a word, with the reader's mark. */
static char *
dup_kind_name (const HexwireMessageInfo *info)
{
  const char *name = _(kind_looks[info->kind].name);

  if ((info->frame.flags & HEXWIRE_RECORD_MARKED) == 0)
    return g_strdup (name);
  /* Translators: %s is the kind of a row, as in "received"; the user has put a mark on it */
  return g_strdup_printf (_("%s, marked"), name);
}

void
hexwire_log_look_name_row (GtkListItem *list_item,
                           const char  *text)
{
  HexwireMessage *message = gtk_list_item_get_item (list_item);
  const HexwireMessageInfo *info = hexwire_message_get_info (message);
  g_autoptr (GString) name = g_string_sized_new (128);
  g_autofree char *kind = dup_kind_name (info);

  hexwire_message_text_append_time (name, info->time_us);
  g_string_append_printf (name, ", %s", kind);
  if (info->peer != NULL)
    g_string_append_printf (name, ", %s", info->peer->address);
  if (hexwire_message_kind_is_data (info->kind))
    {
      gsize size_bytes = hexwire_message_get_size_bytes (message);

      g_string_append (name, ", ");
      g_string_append_printf (name, ngettext ("%zu byte", "%zu bytes", (gulong) size_bytes),
                              size_bytes);
    }
  g_string_append_printf (name, ", %s", text);
  hexwire_widget_names_set_row (gtk_list_item_get_child (list_item), name->str);
}

static void
set_text (GtkListItem *list_item,
          const char  *text,
          const char  *spoken)
{
  hexwire_log_cell_set_text (HEXWIRE_LOG_CELL (gtk_list_item_get_child (list_item)), text, spoken,
                             NULL);
}

/* The column of the data may be out of sight, behind those of many fields. */
static gboolean
direction_tooltip_cb (GtkWidget   *cell,
                      int          x,
                      int          y,
                      gboolean     keyboard_mode,
                      GtkTooltip  *tooltip,
                      GtkListItem *list_item)
{
  HexwireMessage *message = gtk_list_item_get_item (list_item);
  const HexwireMessageInfo *info = message != NULL ? hexwire_message_get_info (message) : NULL;
  g_autofree char *text = NULL;

  if (info == NULL || info->payload == NULL || hexwire_message_kind_is_data (info->kind))
    return FALSE;
  text = g_strndup (g_bytes_get_data (info->payload, NULL), g_bytes_get_size (info->payload));
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static gboolean
time_tooltip_cb (GtkWidget   *cell,
                 int          x,
                 int          y,
                 gboolean     keyboard_mode,
                 GtkTooltip  *tooltip,
                 GtkListItem *list_item)
{
  const HexwireLogLook *look = g_object_get_data (G_OBJECT (list_item), LOOK_KEY);
  HexwireMessage *message = gtk_list_item_get_item (list_item);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *explanation;

  if (message == NULL || hexwire_message_get_time_us (message) == 0)
    return FALSE;
  hexwire_message_text_append_date_time (text, hexwire_message_get_time_us (message));
  explanation = hexwire_message_time_explain (look->time_format,
                                              hexwire_message_get_info (message));
  if (explanation != NULL)
    g_string_append_printf (text, "\n%s", explanation);
  gtk_tooltip_set_text (tooltip, text->str);
  return TRUE;
}

/* Durations differ in length, and their fractions stand below each other all the same. */
static void
setup_time_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *list_item,
               HexwireLogLook           *look)
{
  gboolean is_duration = look->time_format != HEXWIRE_TIME_CLOCK;
  GtkWidget *cell = hexwire_log_look_add_cell (list_item, "time-cell", is_duration ? 1 : 0);

  /* The blank before the microseconds is none between words. */
  hexwire_log_cell_read_left_to_right (HEXWIRE_LOG_CELL (cell));
  g_object_set_data_full (G_OBJECT (list_item), LOOK_KEY, hexwire_log_look_ref (look),
                          (GDestroyNotify) hexwire_log_look_unref);
  gtk_widget_set_has_tooltip (cell, TRUE);
  g_signal_connect (cell, "query-tooltip", G_CALLBACK (time_tooltip_cb), list_item);
}

static void
bind_time_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *list_item,
              const HexwireLogLook     *look)
{
  HexwireMessage *message = gtk_list_item_get_item (list_item);
  g_autoptr (GString) text = g_string_sized_new (32);

  hexwire_message_time_append (text, look->time_format, hexwire_message_get_info (message));
  set_text (list_item, text->str, text->str);
}

GtkListItemFactory *
hexwire_log_columns_new_time_factory (HexwireLogLook *look)
{
  return hexwire_log_look_new_factory (look, G_CALLBACK (setup_time_cb), G_CALLBACK (bind_time_cb));
}

/* The arrows stand below each other, with a star before them or not. */
static void
setup_direction_cb (GtkSignalListItemFactory *factory,
                    GtkListItem              *list_item)
{
  GtkWidget *cell = hexwire_log_look_add_cell (list_item, "direction-event", 1);

  gtk_widget_set_has_tooltip (cell, TRUE);
  g_signal_connect (cell, "query-tooltip", G_CALLBACK (direction_tooltip_cb), list_item);
}

static void
bind_direction_cb (GtkSignalListItemFactory *factory,
                   GtkListItem              *list_item)
{
  const HexwireMessageInfo *info = hexwire_message_get_info (gtk_list_item_get_item (list_item));
  const KindLook *look = &kind_looks[info->kind];
  const char *classes[] = { look->css_class, NULL };
  g_autofree char *text = NULL;
  g_autofree char *spoken = dup_kind_name (info);

  if ((info->frame.flags & HEXWIRE_RECORD_MARKED) != 0)
    text = g_strconcat ("★ ", look->text, NULL);
  /* To set the class that a cell has already would style it anew. */
  if (!gtk_widget_has_css_class (gtk_list_item_get_child (list_item), classes[0]))
    gtk_widget_set_css_classes (gtk_list_item_get_child (list_item), classes);
  set_text (list_item, text != NULL ? text : look->text, spoken);
}

GtkListItemFactory *
hexwire_log_columns_new_direction_factory (HexwireLogLook *look)
{
  return hexwire_log_look_new_factory (look, G_CALLBACK (setup_direction_cb),
                                       G_CALLBACK (bind_direction_cb));
}

static void
setup_peer_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *list_item)
{
  GtkWidget *cell = hexwire_log_look_add_cell (list_item, "monospace-cell", 0);

  hexwire_log_cell_read_left_to_right (HEXWIRE_LOG_CELL (cell));
  hexwire_log_cell_set_tells_cut (HEXWIRE_LOG_CELL (cell), TRUE);
}

static void
bind_peer_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *list_item)
{
  const char *peer = hexwire_message_get_peer (gtk_list_item_get_item (list_item));

  set_text (list_item, peer != NULL ? peer : "", peer != NULL ? peer : "");
}

GtkListItemFactory *
hexwire_log_columns_new_peer_factory (HexwireLogLook *look)
{
  return hexwire_log_look_new_factory (look, G_CALLBACK (setup_peer_cb), G_CALLBACK (bind_peer_cb));
}

static void
setup_length_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *list_item)
{
  hexwire_log_look_add_cell (list_item, "length-cell", 1);
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

GtkListItemFactory *
hexwire_log_columns_new_length_factory (HexwireLogLook *look)
{
  return hexwire_log_look_new_factory (look, G_CALLBACK (setup_length_cb),
                                       G_CALLBACK (bind_length_cb));
}
