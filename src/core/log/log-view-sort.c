/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-view-private.h"

#include "log/row-sort.h"

/* A sorting that is under way. */
typedef struct
{
  HexwireLogView *view;    /* not ours: gone, it has cancelled the sorting */
  GArray *numbers;         /* (element-type guint64): the rows, in the order of their coming */
} Sorting;

static void
sorting_free (Sorting *self)
{
  g_array_unref (self->numbers);
  g_free (self);
}

guint64
hexwire_log_view_get_number (HexwireLogView *self,
                             guint           position)
{
  return self->order != NULL ? g_array_index (self->order, guint64, position)
                             : hexwire_row_choice_get_number (&self->choice, position);
}

gboolean
hexwire_log_view_find_sorted (HexwireLogView *self,
                              guint64         number,
                              guint          *position)
{
  for (guint i = 0; i < self->order->len; i++)
    if (g_array_index (self->order, guint64, i) == number)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

static void
cancel (HexwireLogView *self)
{
  g_cancellable_cancel (self->sorting);
  g_clear_object (&self->sorting);
}

void
hexwire_log_view_forget_order (HexwireLogView *self)
{
  gboolean was_sorted = hexwire_log_view_get_sorted (self);

  cancel (self);
  g_clear_pointer (&self->order, g_array_unref);
  if (was_sorted)
    g_object_notify (G_OBJECT (self), "sorted");
}

static void
show_sorted (HexwireLogView *self,
             GArray         *order,
             guint64         order_end)
{
  guint n_before = self->n_shown;

  g_signal_emit_by_name (self, "before-anew");
  self->n_shown = 0;
  self->held = FALSE;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, 0);
  g_clear_pointer (&self->order, g_array_unref);
  self->order = g_array_ref (order);
  self->order_end = order_end;
  self->n_shown = order->len;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->n_shown);
  g_object_notify (G_OBJECT (self), "n-waiting");
  g_signal_emit_by_name (self, "after-anew");
}

static void
sorted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Sorting *sorting = user_data;
  GArray *numbers = sorting->numbers;
  g_autoptr (GArray) sorted = hexwire_row_sort_finish (result, NULL);
  g_autoptr (GArray) order = NULL;

  if (sorted != NULL)
    {
      g_clear_object (&sorting->view->sorting);
      order = g_array_sized_new (FALSE, FALSE, sizeof (guint64), sorted->len);
      for (guint i = 0; i < sorted->len; i++)
        g_array_append_val (order, g_array_index (numbers, guint64,
                                                  g_array_index (sorted, guint32, i)));
      show_sorted (sorting->view, order, g_array_index (numbers, guint64, numbers->len - 1) + 1);
    }
  sorting_free (sorting);
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  guint64 number_a = *(const guint64 *) a;
  guint64 number_b = *(const guint64 *) b;

  return number_a < number_b ? -1 : number_a > number_b;
}

/* The rows that are shown and still there, in the order of their coming. */
static GArray *
dup_numbers (HexwireLogView *self)
{
  GArray *numbers = g_array_sized_new (FALSE, FALSE, sizeof (guint64), self->n_shown);

  for (guint i = 0; i < self->n_shown; i++)
    {
      guint64 number = hexwire_log_view_get_number (self, i);

      if (number >= self->source.first_number)
        g_array_append_val (numbers, number);
    }
  if (self->order != NULL)
    g_array_sort (numbers, compare_numbers);
  return numbers;
}

static GArray *
dup_frames (HexwireLogView *self,
            const GArray   *numbers)
{
  GArray *frames = g_array_sized_new (FALSE, FALSE, sizeof (HexwireFrame), numbers->len);

  for (guint i = 0; i < numbers->len; i++)
    {
      HexwireFrame frame = { .end_row = G_MAXUINT64 };

      hexwire_row_source_get_frame (&self->source, g_array_index (numbers, guint64, i), &frame);
      g_array_append_val (frames, frame);
    }
  return frames;
}

void
hexwire_log_view_sort (HexwireLogView      *self,
                       const HexwireRowKey *key,
                       gboolean             descending)
{
  g_autoptr (GArray) numbers = NULL;
  g_autoptr (GArray) frames = NULL;
  g_autoptr (HexwireLogSnapshot) snapshot = NULL;
  Sorting *sorting;

  g_return_if_fail (HEXWIRE_IS_LOG_VIEW (self));

  cancel (self);
  numbers = dup_numbers (self);
  if (numbers->len == 0)
    return;
  frames = dup_frames (self, numbers);
  sorting = g_new0 (Sorting, 1);
  sorting->view = self;
  sorting->numbers = g_steal_pointer (&numbers);
  snapshot = hexwire_message_log_take_snapshot (self->source.log, frames);
  self->sorting = g_cancellable_new ();
  hexwire_row_sort_async (snapshot, key, descending, self->sorting, sorted_cb, sorting);
  g_object_notify (G_OBJECT (self), "sorted");
}

void
hexwire_log_view_unsort (HexwireLogView *self)
{
  gboolean is_shown_sorted;

  g_return_if_fail (HEXWIRE_IS_LOG_VIEW (self));

  is_shown_sorted = self->order != NULL;
  if (is_shown_sorted)
    g_signal_emit_by_name (self, "before-anew");
  hexwire_log_view_forget_order (self);
  if (is_shown_sorted)
    hexwire_log_view_show_anew (self);
}

gboolean
hexwire_log_view_get_sorted (HexwireLogView *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_VIEW (self), FALSE);
  return self->order != NULL || self->sorting != NULL;
}
