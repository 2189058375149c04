/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HexwireRowList:
 * @numbers: (element-type guint64): the rows, in ascending order
 * @repeats: (element-type guint32): how many further messages each stands for
 * @n_gone: how many at the front are no more
 *
 * The rows of a log that a reader wants to see, some millions of them: appended at the end and
 * dropped at the front, both at little cost. The fields are for row-list.c.
 */
typedef struct
{
  GArray *numbers;
  GArray *repeats;
  guint n_gone;
} HexwireRowList;

void  hexwire_row_list_init  (HexwireRowList *self);
void  hexwire_row_list_clear (HexwireRowList *self);
guint hexwire_row_list_get_n (const HexwireRowList *self);

/** hexwire_row_list_remove_all: makes it as empty as it was. */
void hexwire_row_list_remove_all (HexwireRowList *self);

void    hexwire_row_list_append (HexwireRowList       *self,
                                 guint64               number);
guint64 hexwire_row_list_get    (const HexwireRowList *self,
                                 guint                 index);

/** hexwire_row_list_repeat_last: counts one more message for the last row. */
void hexwire_row_list_repeat_last (HexwireRowList *self);

/** hexwire_row_list_get_n_messages: how many messages the row stands for, at least 1. */
guint hexwire_row_list_get_n_messages (const HexwireRowList *self,
                                       guint                 index);

/** hexwire_row_list_set_first: has the first row be @number, and stand for @n_messages. */
void hexwire_row_list_set_first (HexwireRowList *self,
                                 guint64         number,
                                 guint           n_messages);

/** hexwire_row_list_find: the index of the first row that is @number or behind it. */
guint hexwire_row_list_find (const HexwireRowList *self,
                             guint64               number);

/** hexwire_row_list_drop_first: drops the first @n rows. */
void hexwire_row_list_drop_first (HexwireRowList *self,
                                  guint           n);

G_END_DECLS
