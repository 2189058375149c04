/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/row-list.h"

void
hexwire_row_list_init (HexwireRowList *self)
{
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->repeats = g_array_new (FALSE, TRUE, sizeof (guint32));
  self->n_gone = 0;
}

void
hexwire_row_list_clear (HexwireRowList *self)
{
  g_clear_pointer (&self->numbers, g_array_unref);
  g_clear_pointer (&self->repeats, g_array_unref);
}

guint
hexwire_row_list_get_n (const HexwireRowList *self)
{
  return self->numbers->len - self->n_gone;
}

void
hexwire_row_list_remove_all (HexwireRowList *self)
{
  hexwire_row_list_clear (self);
  hexwire_row_list_init (self);
}

void
hexwire_row_list_append (HexwireRowList *self,
                         guint64         number)
{
  g_array_append_val (self->numbers, number);
}

guint64
hexwire_row_list_get (const HexwireRowList *self,
                      guint                 index)
{
  return g_array_index (self->numbers, guint64, self->n_gone + index);
}

/* Most lists have no repeats: theirs are there up to the last row that has some. */
void
hexwire_row_list_repeat_last (HexwireRowList *self)
{
  if (self->repeats->len < self->numbers->len)
    g_array_set_size (self->repeats, self->numbers->len);
  g_array_index (self->repeats, guint32, self->numbers->len - 1)++;
}

guint
hexwire_row_list_get_n_messages (const HexwireRowList *self,
                                 guint                 index)
{
  guint place = self->n_gone + index;

  return 1 + (place < self->repeats->len ? g_array_index (self->repeats, guint32, place) : 0);
}

void
hexwire_row_list_set_first (HexwireRowList *self,
                            guint64         number,
                            guint           n_messages)
{
  g_array_index (self->numbers, guint64, self->n_gone) = number;
  if (self->n_gone < self->repeats->len)
    g_array_index (self->repeats, guint32, self->n_gone) = n_messages - 1;
}

guint
hexwire_row_list_find (const HexwireRowList *self,
                       guint64               number)
{
  guint low = 0;
  guint high = hexwire_row_list_get_n (self);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (hexwire_row_list_get (self, middle) < number)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The memory is moved together when half of it is of no use. */
void
hexwire_row_list_drop_first (HexwireRowList *self,
                             guint           n)
{
  self->n_gone += n;
  if (self->n_gone <= self->numbers->len / 2)
    return;
  g_array_remove_range (self->numbers, 0, self->n_gone);
  if (self->repeats->len > 0)
    g_array_remove_range (self->repeats, 0, MIN (self->n_gone, self->repeats->len));
  self->n_gone = 0;
}
