/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "late-list.h"

#define TELL_INTERVAL_MS 100

struct _HexwireLateList
{
  GObject parent_instance;

  GListModel *model;
  guint n_told;         /* so many of its first items are known to the listeners */
  guint source;
};

static GType
hexwire_late_list_get_item_type (GListModel *list)
{
  return g_list_model_get_item_type (HEXWIRE_LATE_LIST (list)->model);
}

static guint
hexwire_late_list_get_n_items (GListModel *list)
{
  return HEXWIRE_LATE_LIST (list)->n_told;
}

static gpointer
hexwire_late_list_get_item (GListModel *list,
                            guint       position)
{
  HexwireLateList *self = HEXWIRE_LATE_LIST (list);

  return position < self->n_told ? g_list_model_get_item (self->model, position) : NULL;
}

static void
hexwire_late_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = hexwire_late_list_get_item_type;
  iface->get_n_items = hexwire_late_list_get_n_items;
  iface->get_item = hexwire_late_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HexwireLateList, hexwire_late_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      hexwire_late_list_model_init))

/* Tells that from @position on all is new, as far as the model goes now. */
static void
tell_from (HexwireLateList *self,
           guint            position)
{
  guint n_before = self->n_told;

  g_clear_handle_id (&self->source, g_source_remove);
  self->n_told = g_list_model_get_n_items (self->model);
  if (n_before > position || self->n_told > position)
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_before - position,
                                self->n_told - position);
}

static gboolean
tell_cb (gpointer user_data)
{
  HexwireLateList *self = user_data;

  self->source = 0;
  tell_from (self, self->n_told);
  return G_SOURCE_REMOVE;
}

static void
items_changed_cb (GListModel      *model,
                  guint            position,
                  guint            n_removed,
                  guint            n_added,
                  HexwireLateList *self)
{
  if (position < self->n_told && position + n_removed <= self->n_told)
    {
      self->n_told += n_added - n_removed;
      g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
    }
  else if (position < self->n_told)
    tell_from (self, position);
  else if (self->source == 0)
    self->source = g_timeout_add (TELL_INTERVAL_MS, tell_cb, self);
}

static void
hexwire_late_list_dispose (GObject *object)
{
  HexwireLateList *self = HEXWIRE_LATE_LIST (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  self->n_told = 0;
  g_clear_object (&self->model);

  G_OBJECT_CLASS (hexwire_late_list_parent_class)->dispose (object);
}

static void
hexwire_late_list_class_init (HexwireLateListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hexwire_late_list_dispose;
}

static void
hexwire_late_list_init (HexwireLateList *self)
{
}

HexwireLateList *
hexwire_late_list_new (GListModel *model)
{
  HexwireLateList *self = g_object_new (HEXWIRE_TYPE_LATE_LIST, NULL);

  self->model = g_object_ref (model);
  self->n_told = g_list_model_get_n_items (model);
  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), self);
  return self;
}
