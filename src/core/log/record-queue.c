/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/record-queue.h"

#include <glib/gi18n-lib.h>

/* The file is at most so far behind while there is always more to write; else not at all. */
#define FLUSH_INTERVAL_US (G_USEC_PER_SEC / 2)

/* How many rows are written between two looks at the clock. */
#define ROWS_PER_LOOK 256

/* Who has a number from a job on. */
typedef struct
{
  guint32 peer_id;
  HexwireLogPeer *peer;
} NewPeer;

/* Rows of one chunk. Their entries are copies, as those of a growing chunk move in memory. */
typedef struct
{
  HexwireLogChunk *chunk;       /* (nullable): where there are no entries */
  HexwireLogEntry *entries;
  guint n_entries;
  gsize size_bytes;
  GArray *new_peers;            /* (element-type NewPeer) (nullable) */
  guint64 n_lost_before;        /* rows that found no room since the job before */
} Job;

struct _HexwireRecordQueue
{
  gatomicrefcount ref_count;
  GFunc changed;
  gpointer user_data;
  GDestroyNotify destroy;
  GPtrArray *told_peers;        /* (element-type HexwireLogPeer): those that jobs have brought */
  guint64 n_lost_now;           /* since the last job that found room */

  GMutex mutex;                 /* for what follows */
  GCond cond;
  GQueue jobs;
  gsize waiting_bytes;
  gsize max_bytes;
  gboolean is_closed;
  HexwireRecordStatus status;

  HexwireRecordFile *file;      /* the thread's alone, from here on */
  GPtrArray *peers;             /* (element-type HexwireLogPeer) */
  gint64 flushed_at_us;
  guint64 n_taken_rows;         /* of the jobs that the thread has begun */
  gboolean is_failed;
};

static void
job_free (Job *self)
{
  g_clear_pointer (&self->chunk, hexwire_log_chunk_unref);
  g_free (self->entries);
  g_clear_pointer (&self->new_peers, g_array_unref);
  g_free (self);
}

static void
fail (HexwireRecordQueue *self,
      GError             *error)
{
  g_mutex_lock (&self->mutex);
  self->is_failed = TRUE;
  self->status.error = g_strdup (error->message);
  g_mutex_unlock (&self->mutex);
  g_error_free (error);
}

static void
update_written (HexwireRecordQueue *self)
{
  self->status.n_rows = hexwire_record_file_get_n_rows (self->file);
  self->status.n_bytes = hexwire_record_file_get_n_written_bytes (self->file);
}

static void
flush (HexwireRecordQueue *self)
{
  GError *error = NULL;

  if (self->is_failed)
    return;
  self->flushed_at_us = g_get_monotonic_time ();
  if (!hexwire_record_file_flush (self->file, &error))
    {
      fail (self, error);
      return;
    }
  g_mutex_lock (&self->mutex);
  update_written (self);
  g_mutex_unlock (&self->mutex);
  self->changed (self, self->user_data);
}

static void
note_lost (HexwireRecordQueue *self,
           const Job          *job)
{
  /* Translators: in a recorded file; the disk was too slow for the number of messages */
  g_autofree char *text = g_strdup_printf (ngettext ("%zu message was not recorded here",
                                                     "%zu messages were not recorded here",
                                                     (gulong) job->n_lost_before),
                                           (gsize) job->n_lost_before);
  HexwireLogRecord record = { .time_us = job->n_entries > 0 ? job->entries[0].time_us
                                                            : g_get_real_time (),
                              .kind = HEXWIRE_MESSAGE_NOTE,
                              .data = (const guint8 *) text,
                              .size_bytes = strlen (text) };
  GError *error = NULL;

  if (!hexwire_record_file_note (self->file, &record, &error))
    fail (self, error);
}

static void
set_peer (GPtrArray     *peers,
          const NewPeer *new_peer)
{
  if (peers->len < new_peer->peer_id)
    g_ptr_array_set_size (peers, (int) new_peer->peer_id);
  hexwire_log_peer_unref (g_ptr_array_index (peers, new_peer->peer_id - 1));
  g_ptr_array_index (peers, new_peer->peer_id - 1) = hexwire_log_peer_ref (new_peer->peer);
}

static void
clear_new_peer_cb (gpointer data)
{
  hexwire_log_peer_unref (((NewPeer *) data)->peer);
}

static void
write_job (HexwireRecordQueue *self,
           Job                *job)
{
  GError *error = NULL;

  self->n_taken_rows += job->n_entries;
  for (guint i = 0; job->new_peers != NULL && i < job->new_peers->len; i++)
    set_peer (self->peers, &g_array_index (job->new_peers, NewPeer, i));
  if (job->n_lost_before > 0)
    note_lost (self, job);
  for (guint i = 0; i < job->n_entries && !self->is_failed; i++)
    {
      const HexwireLogEntry *entry = &job->entries[i];
      HexwireLogRecord record = { .time_us = entry->time_us,
                                  .kind = entry->kind,
                                  .peer_id = entry->peer_id,
                                  .data = job->chunk->payload + entry->offset_bytes,
                                  .size_bytes = entry->size_bytes };

      if (entry->kind == HEXWIRE_MESSAGE_CLOSED)
        record.ending = entry->ending;
      else if (entry->kind == HEXWIRE_MESSAGE_SENT)
        record.origin = entry->origin;
      if (entry->peer_id > 0)
        record.peer = g_ptr_array_index (self->peers, entry->peer_id - 1);
      if (!hexwire_record_file_write (self->file, &record, &error))
        fail (self, error);
      else if (i % ROWS_PER_LOOK == 0
               && g_get_monotonic_time () - self->flushed_at_us > FLUSH_INTERVAL_US)
        flush (self);
    }
}

/* Waits for work, and sees to it that nothing that came before stays unwritten meanwhile. */
static Job *
take_job (HexwireRecordQueue *self)
{
  Job *job;

  g_mutex_lock (&self->mutex);
  if (g_queue_is_empty (&self->jobs))
    {
      g_mutex_unlock (&self->mutex);
      flush (self);
      g_mutex_lock (&self->mutex);
    }
  while (g_queue_is_empty (&self->jobs) && !self->is_closed && !self->is_failed)
    if (!g_cond_wait_until (&self->cond, &self->mutex, g_get_monotonic_time () + G_USEC_PER_SEC))
      {
        /* Nothing comes; the file may be deleted all the same. */
        g_mutex_unlock (&self->mutex);
        flush (self);
        g_mutex_lock (&self->mutex);
      }
  job = self->is_failed ? NULL : g_queue_pop_head (&self->jobs);
  g_mutex_unlock (&self->mutex);
  return job;
}

static void
finish (HexwireRecordQueue *self)
{
  Job *job;

  g_mutex_lock (&self->mutex);
  update_written (self);
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&self->file, hexwire_record_file_free);
  g_mutex_lock (&self->mutex);
  while ((job = g_queue_pop_head (&self->jobs)) != NULL)
    {
      self->status.n_lost += job->n_entries;
      job_free (job);
    }
  self->status.n_lost += self->n_taken_rows - self->status.n_rows;
  self->waiting_bytes = 0;
  self->status.is_finished = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  self->changed (self, self->user_data);
}

static gpointer
record_thread (gpointer user_data)
{
  HexwireRecordQueue *self = user_data;
  Job *job;

  while ((job = take_job (self)) != NULL)
    {
      write_job (self, job);
      g_mutex_lock (&self->mutex);
      self->waiting_bytes -= job->size_bytes;
      g_mutex_unlock (&self->mutex);
      job_free (job);
    }
  finish (self);
  hexwire_record_queue_unref (self);
  return NULL;
}

HexwireRecordQueue *
hexwire_record_queue_new (HexwireRecordFile *file,
                          gsize              max_bytes,
                          GFunc              changed,
                          gpointer           user_data,
                          GDestroyNotify     destroy)
{
  HexwireRecordQueue *self = g_new0 (HexwireRecordQueue, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->jobs);
  self->changed = changed;
  self->user_data = user_data;
  self->destroy = destroy;
  self->max_bytes = max_bytes;
  self->file = file;
  self->peers = g_ptr_array_new_with_free_func ((GDestroyNotify) hexwire_log_peer_unref);
  self->told_peers = g_ptr_array_new_with_free_func ((GDestroyNotify) hexwire_log_peer_unref);
  g_thread_unref (g_thread_new ("record", record_thread, hexwire_record_queue_ref (self)));
  return self;
}

HexwireRecordQueue *
hexwire_record_queue_ref (HexwireRecordQueue *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hexwire_record_queue_unref (HexwireRecordQueue *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  self->destroy (self->user_data);
  g_ptr_array_unref (self->peers);
  g_ptr_array_unref (self->told_peers);
  g_free (self->status.error);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

void
hexwire_record_queue_set_max_bytes (HexwireRecordQueue *self,
                                    gsize               max_bytes)
{
  g_mutex_lock (&self->mutex);
  self->max_bytes = max_bytes;
  g_mutex_unlock (&self->mutex);
}

/* Those of the job's rows that have their number since no job told of it. */
static GArray *
take_new_peers (HexwireRecordQueue *self,
                const Job          *job,
                const GPtrArray    *peers)
{
  GArray *new_peers = NULL;

  for (guint i = 0; i < job->n_entries; i++)
    {
      guint32 peer_id = job->entries[i].peer_id;
      NewPeer new_peer = { .peer_id = peer_id };

      if (peer_id == 0)
        continue;
      new_peer.peer = g_ptr_array_index (peers, peer_id - 1);
      if (peer_id <= self->told_peers->len
          && g_ptr_array_index (self->told_peers, peer_id - 1) == new_peer.peer)
        continue;
      set_peer (self->told_peers, &new_peer);
      hexwire_log_peer_ref (new_peer.peer);
      if (new_peers == NULL)
        {
          new_peers = g_array_new (FALSE, FALSE, sizeof (NewPeer));
          g_array_set_clear_func (new_peers, clear_new_peer_cb);
        }
      g_array_append_val (new_peers, new_peer);
    }
  return new_peers;
}

static gsize
measure (const HexwireLogEntry *entries,
         guint                  n_entries)
{
  gsize size_bytes = n_entries * sizeof *entries;

  for (guint i = 0; i < n_entries; i++)
    size_bytes += entries[i].size_bytes;
  return size_bytes;
}

/* Whether a job of that size may wait, too; the rows are counted as lost where it may not. */
static gboolean
make_room (HexwireRecordQueue *self,
           gsize               size_bytes,
           guint               n_entries)
{
  gboolean has_room;

  g_mutex_lock (&self->mutex);
  has_room = !self->status.is_finished && self->waiting_bytes + size_bytes <= self->max_bytes;
  if (has_room)
    self->waiting_bytes += size_bytes;
  else
    self->status.n_lost += n_entries;
  g_mutex_unlock (&self->mutex);
  if (!has_room)
    self->n_lost_now += n_entries;
  return has_room;
}

/* The thread may have given up since there was room: then nobody would take the job. */
static void
push (HexwireRecordQueue *self,
      Job                *job)
{
  gboolean is_taken;

  job->n_lost_before = self->n_lost_now;
  self->n_lost_now = 0;
  g_mutex_lock (&self->mutex);
  is_taken = !self->status.is_finished;
  if (is_taken)
    g_queue_push_tail (&self->jobs, job);
  else
    self->status.n_lost += job->n_entries;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  if (!is_taken)
    job_free (job);
}

void
hexwire_record_queue_push (HexwireRecordQueue *self,
                           HexwireLogChunk    *chunk,
                           guint               first,
                           guint               n_entries,
                           const GPtrArray    *peers)
{
  gsize size_bytes = measure (chunk->entries + first, n_entries);
  Job *job;

  if (!make_room (self, size_bytes, n_entries))
    return;
  job = g_new0 (Job, 1);
  job->chunk = hexwire_log_chunk_ref (chunk);
  job->entries = g_memdup2 (chunk->entries + first, n_entries * sizeof *job->entries);
  job->n_entries = n_entries;
  job->size_bytes = size_bytes;
  job->new_peers = take_new_peers (self, job, peers);
  push (self, job);
}

void
hexwire_record_queue_close (HexwireRecordQueue *self)
{
  if (self->n_lost_now > 0)
    push (self, g_new0 (Job, 1));
  g_mutex_lock (&self->mutex);
  self->is_closed = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

gboolean
hexwire_record_queue_wait (HexwireRecordQueue *self,
                           guint               timeout_ms)
{
  gint64 deadline_us = g_get_monotonic_time () + timeout_ms * (gint64) 1000;
  gboolean is_finished;

  g_mutex_lock (&self->mutex);
  while (!self->status.is_finished && g_cond_wait_until (&self->cond, &self->mutex, deadline_us))
    continue;
  is_finished = self->status.is_finished;
  g_mutex_unlock (&self->mutex);
  return is_finished;
}

void
hexwire_record_queue_get_status (HexwireRecordQueue  *self,
                                 HexwireRecordStatus *status)
{
  g_mutex_lock (&self->mutex);
  *status = self->status;
  status->error = g_strdup (self->status.error);
  g_mutex_unlock (&self->mutex);
}
