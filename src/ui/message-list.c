/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "message-list.h"

#include "message-row.h"

struct _HexwireMessageList
{
  GObject parent_instance;

  HexwireMessageStore *store;
  char *words;
  GtkFilter *filter;
  GtkSingleSelection *selection;
  GPtrArray *bound;       /* (element-type GtkListItem): those that show a message */
};

enum
{
  SELECTED,
  SEND,
  MOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireMessageList, hexwire_message_list, G_TYPE_OBJECT)

static void
show_row (HexwireMessageList *self,
          GtkListItem        *list_item)
{
  HexwireSavedMessage *message = gtk_list_item_get_item (list_item);
  guint position;

  if (hexwire_message_store_find (self->store, hexwire_saved_message_get_name (message),
                                  &position) != NULL)
    hexwire_message_row_set_message (HEXWIRE_MESSAGE_ROW (gtk_list_item_get_child (list_item)),
                                     message,
                                     hexwire_message_store_get_key (self->store, position));
}

static void
send_cb (HexwireMessageList *self,
         const char         *name)
{
  g_signal_emit (self, signals[SEND], 0, name);
}

static void
move_cb (HexwireMessageList *self,
         const char         *name,
         const char         *place)
{
  g_signal_emit (self, signals[MOVE], 0, name, place);
}

static void
selected_cb (HexwireMessageList *self)
{
  g_signal_emit (self, signals[SELECTED], 0);
}

static void
setup_cb (HexwireMessageList *self,
          GtkListItem        *list_item)
{
  GtkWidget *row = hexwire_message_row_new ();

  g_signal_connect_object (row, "send", G_CALLBACK (send_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "move", G_CALLBACK (move_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (HexwireMessageList *self,
         GtkListItem        *list_item)
{
  g_ptr_array_add (self->bound, list_item);
  show_row (self, list_item);
}

static void
unbind_cb (HexwireMessageList *self,
           GtkListItem        *list_item)
{
  g_ptr_array_remove_fast (self->bound, list_item);
}

static gboolean
matches_cb (gpointer item,
            gpointer user_data)
{
  HexwireMessageList *self = user_data;

  return hexwire_saved_message_matches (item, self->words);
}

static void
hexwire_message_list_finalize (GObject *object)
{
  HexwireMessageList *self = HEXWIRE_MESSAGE_LIST (object);

  /* Who else holds it must not ask us any more. */
  gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->filter), NULL, NULL, NULL);
  g_clear_object (&self->filter);
  g_clear_object (&self->selection);
  g_clear_object (&self->store);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->bound, g_ptr_array_unref);

  G_OBJECT_CLASS (hexwire_message_list_parent_class)->finalize (object);
}

static void
hexwire_message_list_class_init (HexwireMessageListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_message_list_finalize;

  signals[SELECTED] = g_signal_new ("selected", HEXWIRE_TYPE_MESSAGE_LIST, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SEND] = g_signal_new ("send", HEXWIRE_TYPE_MESSAGE_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[MOVE] = g_signal_new ("move", HEXWIRE_TYPE_MESSAGE_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
hexwire_message_list_init (HexwireMessageList *self)
{
  self->words = g_strdup ("");
  self->bound = g_ptr_array_new ();
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches_cb, self, NULL));
}

HexwireMessageList *
hexwire_message_list_new (GtkListView         *view,
                          HexwireMessageStore *store)
{
  HexwireMessageList *self = g_object_new (HEXWIRE_TYPE_MESSAGE_LIST, NULL);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *model = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (store)),
                                                         g_object_ref (self->filter));

  self->store = g_object_ref (store);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (model));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (view, factory);
  gtk_list_view_set_model (view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
hexwire_message_list_search (HexwireMessageList *self,
                             const char         *words)
{
  g_return_if_fail (HEXWIRE_IS_MESSAGE_LIST (self));

  if (g_str_equal (words, self->words))
    return;
  g_free (self->words);
  self->words = g_strdup (words);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

void
hexwire_message_list_update (HexwireMessageList *self)
{
  g_return_if_fail (HEXWIRE_IS_MESSAGE_LIST (self));

  for (guint i = 0; i < self->bound->len; i++)
    show_row (self, g_ptr_array_index (self->bound, i));
}

HexwireSavedMessage *
hexwire_message_list_get_selected (HexwireMessageList *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_LIST (self), NULL);
  return gtk_single_selection_get_selected_item (self->selection);
}

HexwireSavedMessage *
hexwire_message_list_dup_neighbour (HexwireMessageList *self,
                                    int                 step)
{
  guint selected;

  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_LIST (self), NULL);

  selected = gtk_single_selection_get_selected (self->selection);
  if (selected == GTK_INVALID_LIST_POSITION)
    return NULL;
  return g_list_model_get_item (G_LIST_MODEL (self->selection), selected + (guint) step);
}

void
hexwire_message_list_select (HexwireMessageList *self,
                             const char         *name)
{
  GListModel *model = G_LIST_MODEL (self->selection);

  g_return_if_fail (HEXWIRE_IS_MESSAGE_LIST (self));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (HexwireSavedMessage) message = g_list_model_get_item (model, i);

      if (g_str_equal (hexwire_saved_message_get_name (message), name))
        gtk_single_selection_set_selected (self->selection, i);
    }
}
