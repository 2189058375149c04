/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-selection.h"

struct _HexwireLogSelection
{
  GObject parent_instance;

  GListModel *view;
  GtkBitset *selected;
  guint toggled_position;     /* what the present event has already toggled */
};

static GType
hexwire_log_selection_get_item_type (GListModel *model)
{
  return HEXWIRE_TYPE_MESSAGE;
}

static guint
hexwire_log_selection_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (HEXWIRE_LOG_SELECTION (model)->view);
}

static gpointer
hexwire_log_selection_get_item (GListModel *model,
                                guint       position)
{
  return g_list_model_get_item (HEXWIRE_LOG_SELECTION (model)->view, position);
}

static void
hexwire_log_selection_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = hexwire_log_selection_get_item_type;
  iface->get_n_items = hexwire_log_selection_get_n_items;
  iface->get_item = hexwire_log_selection_get_item;
}

static gboolean
hexwire_log_selection_is_selected (GtkSelectionModel *model,
                                   guint              position)
{
  return gtk_bitset_contains (HEXWIRE_LOG_SELECTION (model)->selected, position);
}

static GtkBitset *
hexwire_log_selection_get_selection_in_range (GtkSelectionModel *model,
                                              guint              position,
                                              guint              n_items)
{
  return gtk_bitset_ref (HEXWIRE_LOG_SELECTION (model)->selected);
}

/* In a column view of GTK 4.8 both the row and its cell react to a click, and what the one selects
 * the other would unselect. */
static gboolean
is_second_toggle (HexwireLogSelection *self,
                  GtkBitset           *mask)
{
  guint position = gtk_bitset_get_minimum (mask);

  if (gtk_bitset_get_size (mask) != 1)
    return FALSE;
  if (position == self->toggled_position)
    return TRUE;
  self->toggled_position = position;
  return FALSE;
}

/* Every other way to select comes down to this one. */
static gboolean
hexwire_log_selection_set_selection (GtkSelectionModel *model,
                                     GtkBitset         *selected,
                                     GtkBitset         *mask)
{
  HexwireLogSelection *self = HEXWIRE_LOG_SELECTION (model);
  g_autoptr (GtkBitset) changed = gtk_bitset_copy (selected);
  guint first;

  gtk_bitset_difference (changed, self->selected);
  gtk_bitset_intersect (changed, mask);
  if (gtk_bitset_is_empty (changed) || is_second_toggle (self, mask))
    return TRUE;

  gtk_bitset_difference (self->selected, changed);
  first = gtk_bitset_get_minimum (changed);
  gtk_selection_model_selection_changed (model, first,
                                         gtk_bitset_get_maximum (changed) - first + 1);
  return TRUE;
}

static void
hexwire_log_selection_selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = hexwire_log_selection_is_selected;
  iface->get_selection_in_range = hexwire_log_selection_get_selection_in_range;
  iface->set_selection = hexwire_log_selection_set_selection;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HexwireLogSelection, hexwire_log_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      hexwire_log_selection_list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                      hexwire_log_selection_selection_model_init))

static void
items_changed_cb (GListModel          *view,
                  guint                position,
                  guint                n_removed,
                  guint                n_added,
                  HexwireLogSelection *self)
{
  guint n_changed = MIN (n_removed, n_added);

  /* Where rows come in the place of others, they are the same, and something about them changed. */
  gtk_bitset_splice (self->selected, position + n_changed, n_removed - n_changed,
                     n_added - n_changed);
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

static void
hexwire_log_selection_dispose (GObject *object)
{
  HexwireLogSelection *self = HEXWIRE_LOG_SELECTION (object);

  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_clear_object (&self->view);

  G_OBJECT_CLASS (hexwire_log_selection_parent_class)->dispose (object);
}

static void
hexwire_log_selection_finalize (GObject *object)
{
  gtk_bitset_unref (HEXWIRE_LOG_SELECTION (object)->selected);

  G_OBJECT_CLASS (hexwire_log_selection_parent_class)->finalize (object);
}

static void
hexwire_log_selection_class_init (HexwireLogSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hexwire_log_selection_dispose;
  object_class->finalize = hexwire_log_selection_finalize;
}

static void
hexwire_log_selection_init (HexwireLogSelection *self)
{
  self->selected = gtk_bitset_new_empty ();
  self->toggled_position = GTK_INVALID_LIST_POSITION;
}

HexwireLogSelection *
hexwire_log_selection_new (HexwireLogView *view)
{
  HexwireLogSelection *self = g_object_new (HEXWIRE_TYPE_LOG_SELECTION, NULL);

  self->view = G_LIST_MODEL (g_object_ref (view));
  g_signal_connect (view, "items-changed", G_CALLBACK (items_changed_cb), self);
  return self;
}

void
hexwire_log_selection_begin_event (HexwireLogSelection *self)
{
  g_return_if_fail (HEXWIRE_IS_LOG_SELECTION (self));
  self->toggled_position = GTK_INVALID_LIST_POSITION;
}

GArray *
hexwire_log_selection_dup_frames (HexwireLogSelection *self,
                                  guint                max_frames)
{
  GArray *frames = g_array_new (FALSE, FALSE, sizeof (HexwireFrame));
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (HEXWIRE_IS_LOG_SELECTION (self), frames);

  for (gboolean is_valid = gtk_bitset_iter_init_first (&iter, self->selected, &position);
       is_valid && frames->len < max_frames; is_valid = gtk_bitset_iter_next (&iter, &position))
    {
      HexwireFrame frame;

      if (hexwire_log_view_get_frame (HEXWIRE_LOG_VIEW (self->view), position, &frame))
        g_array_append_val (frames, frame);
    }
  return frames;
}

guint
hexwire_log_selection_select_frames (HexwireLogSelection *self,
                                     GArray              *frames)
{
  guint n_rows = g_list_model_get_n_items (self->view);
  guint last = GTK_INVALID_LIST_POSITION;

  g_return_val_if_fail (HEXWIRE_IS_LOG_SELECTION (self), last);

  for (guint i = 0; i < frames->len; i++)
    {
      const HexwireFrame *frame = &g_array_index (frames, HexwireFrame, i);
      guint32 last_byte = frame->end_offset_bytes - MIN (frame->end_offset_bytes, 1);
      guint position;

      if (!hexwire_log_view_find (HEXWIRE_LOG_VIEW (self->view), frame->end_row, last_byte,
                                  &position)
          || position >= n_rows)
        continue;
      hexwire_log_selection_begin_event (self);
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (self), position, FALSE);
      last = position;
    }
  return last;
}
