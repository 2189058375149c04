/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/reply-queue.h"

typedef struct
{
  gint64 due_us;          /* on the monotonic clock */
  gpointer owner;
  guint origin;
  GBytes *payload;
} Answer;

struct _HexwireReplyQueue
{
  GSequence *answers;     /* (element-type Answer): what is due first is the first */
  HexwireReplyDueFunc due;
  gint64 timer_us;        /* what the timer was set for */
  guint timer;
};

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_bytes_unref (self->payload);
  g_free (self);
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      user_data)
{
  const Answer *first = a;
  const Answer *second = b;

  return (first->due_us > second->due_us) - (first->due_us < second->due_us);
}

static Answer *
peek (HexwireReplyQueue *self)
{
  return g_sequence_is_empty (self->answers)
           ? NULL : g_sequence_get (g_sequence_get_begin_iter (self->answers));
}

static void set_timer (HexwireReplyQueue *self);

static gboolean
timer_cb (gpointer user_data)
{
  HexwireReplyQueue *self = user_data;
  gint64 now_us = g_get_monotonic_time ();
  Answer *answer;

  self->timer = 0;
  while ((answer = peek (self)) != NULL && answer->due_us <= now_us)
    {
      gpointer owner = answer->owner;
      guint origin = answer->origin;
      g_autoptr (GBytes) payload = g_bytes_ref (answer->payload);

      g_sequence_remove (g_sequence_get_begin_iter (self->answers));
      self->due (owner, origin, payload);
    }
  set_timer (self);
  return G_SOURCE_REMOVE;
}

static void
set_timer (HexwireReplyQueue *self)
{
  Answer *first = peek (self);
  gint64 wait_us;

  if (first == NULL || (self->timer != 0 && self->timer_us <= first->due_us))
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  wait_us = MAX (first->due_us - g_get_monotonic_time (), 0);
  self->timer_us = first->due_us;
  self->timer = g_timeout_add ((guint) ((wait_us + 999) / 1000), timer_cb, self);
}

HexwireReplyQueue *
hexwire_reply_queue_new (HexwireReplyDueFunc due)
{
  HexwireReplyQueue *self = g_new0 (HexwireReplyQueue, 1);

  self->answers = g_sequence_new (answer_free);
  self->due = due;
  return self;
}

void
hexwire_reply_queue_free (HexwireReplyQueue *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_sequence_free (self->answers);
  g_free (self);
}

gboolean
hexwire_reply_queue_add (HexwireReplyQueue *self,
                         guint              delay_ms,
                         gpointer           owner,
                         guint              origin,
                         GBytes            *payload)
{
  Answer *answer;

  if (g_sequence_get_length (self->answers) >= HEXWIRE_REPLY_QUEUE_MAX)
    return FALSE;
  answer = g_new (Answer, 1);
  answer->due_us = g_get_monotonic_time () + (gint64) delay_ms * 1000;
  answer->owner = owner;
  answer->origin = origin;
  answer->payload = g_bytes_ref (payload);
  g_sequence_insert_sorted (self->answers, answer, compare, NULL);
  set_timer (self);
  return TRUE;
}

void
hexwire_reply_queue_remove (HexwireReplyQueue *self,
                            gpointer           owner)
{
  GSequenceIter *iter = g_sequence_get_begin_iter (self->answers);

  while (!g_sequence_iter_is_end (iter))
    {
      GSequenceIter *next = g_sequence_iter_next (iter);

      if (((Answer *) g_sequence_get (iter))->owner == owner)
        g_sequence_remove (iter);
      iter = next;
    }
}
