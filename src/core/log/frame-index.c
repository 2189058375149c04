/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/frame-index.h"

#include <glib/gi18n-lib.h>

#include "log/frame-deque.h"
#include "log/framer.h"

/* How much of a row, and how many frames of it, are taken before there is a look at the work. */
#define STEP_BYTES (64 * 1024)
#define STEP_FRAMES 256

/* What rows and frames cost, in bytes searched, and after how much work there is a look at the
 * clock: some ten microseconds. */
#define ROW_WORK 64
#define FRAME_WORK 32
#define WORK_PER_LOOK (64 * 1024)

/* One direction of a peer's connection. */
typedef struct
{
  HexwireFramer framer;
  guint64 end_row;              /* up to where it is scanned */
  guint32 end_offset_bytes;
  guint32 frame_offset_bytes;
  guint64 frame_row;            /* the end of the last frame, behind which another one may begin */
  guint32 peer_id;
  HexwireMessageKind kind;
  GList link;                   /* in the list of unfinished ones, while it is */
} Stream;

struct _HexwireFrameIndex
{
  HexwireMessageLog *log;
  HexwireFrameRule *rule;
  HexwireFrameDeque frames;

  GPtrArray *streams;           /* (nullable) (element-type Stream): two for each peer's number */
  GQueue unfinished;            /* of Stream: those with newer data behind */

  guint64 next_row;
  guint32 row_offset_bytes;     /* how much of the next row is scanned */
  Stream *row_stream;           /* (nullable): whose row it is, where a part is */
  guint64 n_skipped_rows;
};

static guint
get_stream_place (guint32            peer_id,
                  HexwireMessageKind kind)
{
  return peer_id * 2 + (kind == HEXWIRE_MESSAGE_SENT ? 1 : 0);
}

/* The stream that a row belongs to, %NULL where it stands for itself. */
static Stream *
ensure_stream (HexwireFrameIndex      *self,
               const HexwireLogReader *reader,
               const HexwireLogEntry  *entry)
{
  guint place = get_stream_place (entry->peer_id, entry->kind);
  const HexwireLogPeer *peer;
  Stream *stream;

  if (!hexwire_message_kind_is_data (entry->kind) || entry->peer_id == 0)
    return NULL;
  if (place < self->streams->len && g_ptr_array_index (self->streams, place) != NULL)
    return g_ptr_array_index (self->streams, place);
  peer = g_ptr_array_index (reader->peers, entry->peer_id - 1);
  /* Whoever sends knows where a message ends, whatever the rule says. */
  if (!hexwire_transport_is_stream (peer->transport)
      || (entry->kind == HEXWIRE_MESSAGE_SENT && !peer->is_captured))
    return NULL;

  stream = g_new0 (Stream, 1);
  hexwire_framer_init (&stream->framer, self->rule);
  stream->peer_id = entry->peer_id;
  stream->kind = entry->kind;
  stream->link.data = stream;
  if (place >= self->streams->len)
    g_ptr_array_set_size (self->streams, (int) MAX (place + 1, reader->peers->len * 2 + 2));
  g_ptr_array_index (self->streams, place) = stream;
  return stream;
}

static gboolean
is_listed (HexwireFrameIndex *self,
           Stream            *stream)
{
  return stream->link.prev != NULL || self->unfinished.head == &stream->link;
}

/* Has the list of unfinished streams follow what happened to @stream. */
static void
update_list (HexwireFrameIndex *self,
             Stream            *stream)
{
  gboolean is_unfinished = hexwire_framer_get_n_pending_bytes (&stream->framer) > 0;

  if (is_unfinished && self->unfinished.tail == &stream->link)
    return;
  if (is_listed (self, stream))
    g_queue_unlink (&self->unfinished, &stream->link);
  if (is_unfinished)
    g_queue_push_tail_link (&self->unfinished, &stream->link);
}

static void
restart (HexwireFrameIndex *self,
         Stream            *stream)
{
  hexwire_framer_init (&stream->framer, self->rule);
  update_list (self, stream);
}

static void
append (HexwireFrameIndex     *self,
        Stream                *stream,
        guint64                end_row,
        guint32                end_offset_bytes,
        const HexwireFrameEnd *end)
{
  HexwireFrame frame = { .end_row = end_row,
                         .end_offset_bytes = end_offset_bytes,
                         .size_bytes = end->size_bytes,
                         .flags = end->flags,
                         .n_late_rows = (guint32) (self->next_row - end_row) };

  hexwire_frame_deque_append (&self->frames, &frame);
  stream->frame_row = end_row;
  stream->frame_offset_bytes = end_offset_bytes;
}

/* Appends a frame that ended before the row that is being scanned, unless it is gone. */
static void
append_ended (HexwireFrameIndex     *self,
              Stream                *stream,
              const HexwireFrameEnd *end)
{
  const HexwireLogReader *reader = hexwire_message_log_get_reader (self->log);

  if (hexwire_log_reader_find_chunk (reader, stream->end_row) != NULL)
    append (self, stream, stream->end_row, stream->end_offset_bytes, end);
}

static void
finish_stream (HexwireFrameIndex *self,
               guint              place)
{
  HexwireFrameEnd end;
  Stream *stream;

  if (place >= self->streams->len || g_ptr_array_index (self->streams, place) == NULL)
    return;
  stream = g_ptr_array_index (self->streams, place);
  if (hexwire_framer_finish (&stream->framer, &end))
    append_ended (self, stream, &end);
  update_list (self, stream);
  g_free (stream);
  g_ptr_array_index (self->streams, place) = NULL;
}

/* A row that is a frame. */
static gsize
scan_whole (HexwireFrameIndex     *self,
            const HexwireLogEntry *entry)
{
  HexwireFrame frame = { .end_row = self->next_row,
                         .end_offset_bytes = entry->size_bytes,
                         .size_bytes = entry->size_bytes };

  if (entry->kind == HEXWIRE_MESSAGE_CLOSED)
    {
      finish_stream (self, get_stream_place (entry->peer_id, HEXWIRE_MESSAGE_RECEIVED));
      finish_stream (self, get_stream_place (entry->peer_id, HEXWIRE_MESSAGE_SENT));
    }
  hexwire_frame_deque_append (&self->frames, &frame);
  self->next_row++;
  return ROW_WORK;
}

static gsize
measure_step (const HexwireFrameIndex *self,
              const HexwireLogEntry   *entry)
{
  gsize size_bytes = entry->size_bytes - self->row_offset_bytes;

  return self->rule->kind == HEXWIRE_FRAME_NONE ? size_bytes : MIN (size_bytes, STEP_BYTES);
}

/* A part of a row, or all of it. */
static gsize
scan_part (HexwireFrameIndex     *self,
           Stream                *stream,
           const HexwireLogEntry *entry,
           const guint8          *payload)
{
  HexwireFrameEnd ends[STEP_FRAMES];
  gsize n, n_ends;

  if (self->row_offset_bytes == 0 && stream->end_row != self->next_row - entry->stream_back_rows)
    restart (self, stream);

  n = hexwire_framer_push (&stream->framer, payload + self->row_offset_bytes,
                           measure_step (self, entry), entry->time_us, ends, STEP_FRAMES, &n_ends);
  for (gsize i = 0; i < n_ends; i++)
    if (ends[i].offset_bytes == 0 && ends[i].size_bytes > 0)
      append_ended (self, stream, &ends[i]);
    else
      append (self, stream, self->next_row,
              self->row_offset_bytes + (guint32) ends[i].offset_bytes, &ends[i]);

  self->row_offset_bytes += (guint32) n;
  stream->end_row = self->next_row;
  stream->end_offset_bytes = self->row_offset_bytes;
  self->row_stream = stream;
  update_list (self, stream);
  if (self->row_offset_bytes == entry->size_bytes)
    {
      self->next_row++;
      self->row_offset_bytes = 0;
      self->row_stream = NULL;
    }
  return ROW_WORK + n + n_ends * FRAME_WORK;
}

static gsize
scan_step (HexwireFrameIndex      *self,
           const HexwireLogReader *reader,
           const HexwireLogChunk  *chunk)
{
  const HexwireLogEntry *entry = &chunk->entries[self->next_row - chunk->first_row];
  Stream *stream = ensure_stream (self, reader, entry);

  if (self->row_offset_bytes == 0)
    hexwire_frame_index_flush_idle (self, entry->time_us);
  if (stream == NULL)
    return scan_whole (self, entry);
  return scan_part (self, stream, entry, chunk->payload + entry->offset_bytes);
}

/* Goes on with the oldest row that there is, where the next one has been dropped. */
static void
skip_dropped (HexwireFrameIndex      *self,
              const HexwireLogReader *reader)
{
  const HexwireLogChunk *oldest = g_ptr_array_index (reader->chunks, 0);

  if (self->next_row >= oldest->first_row)
    return;
  self->n_skipped_rows += oldest->first_row - self->next_row;
  self->next_row = oldest->first_row;
  self->row_offset_bytes = 0;
  if (self->row_stream != NULL)
    restart (self, self->row_stream);
  self->row_stream = NULL;
}

HexwireFrameIndex *
hexwire_frame_index_new (HexwireMessageLog *log,
                         HexwireFrameRule  *rule)
{
  HexwireFrameIndex *self = g_new0 (HexwireFrameIndex, 1);
  const HexwireLogChunk *oldest;

  self->log = g_object_ref (log);
  self->rule = hexwire_frame_rule_ref (rule);
  hexwire_frame_deque_init (&self->frames);
  self->streams = g_ptr_array_new_with_free_func (g_free);
  oldest = g_ptr_array_index (hexwire_message_log_get_reader (log)->chunks, 0);
  self->next_row = oldest->first_row;
  return self;
}

void
hexwire_frame_index_free (HexwireFrameIndex *self)
{
  g_clear_pointer (&self->streams, g_ptr_array_unref);
  hexwire_frame_deque_clear (&self->frames);
  g_clear_pointer (&self->rule, hexwire_frame_rule_unref);
  g_clear_object (&self->log);
  g_free (self);
}

HexwireFrameRule *
hexwire_frame_index_get_rule (const HexwireFrameIndex *self)
{
  return self->rule;
}

gboolean
hexwire_frame_index_scan (HexwireFrameIndex *self,
                          guint64            end_row,
                          gint64             deadline_us)
{
  const HexwireLogReader *reader = hexwire_message_log_get_reader (self->log);
  gsize work = 0;

  skip_dropped (self, reader);
  while (self->next_row < end_row)
    {
      const HexwireLogChunk *chunk = hexwire_log_reader_find_chunk (reader, self->next_row);
      guint64 chunk_end_row;

      if (chunk == NULL)
        break;
      chunk_end_row = MIN (chunk->first_row + chunk->n_entries, end_row);
      while (self->next_row < chunk_end_row)
        {
          work += scan_step (self, reader, chunk);
          if (work < WORK_PER_LOOK)
            continue;
          work = 0;
          if (g_get_monotonic_time () >= deadline_us)
            return self->next_row >= end_row;
        }
    }
  return TRUE;
}

guint
hexwire_frame_index_flush_idle (HexwireFrameIndex *self,
                                gint64             now_us)
{
  guint64 n_before = self->frames.n_frames;
  HexwireFrameEnd end;

  if (self->rule->kind != HEXWIRE_FRAME_IDLE_GAP)
    return 0;
  while (self->unfinished.head != NULL)
    {
      Stream *stream = self->unfinished.head->data;

      if (!hexwire_framer_end_idle (&stream->framer, now_us, &end))
        break;
      append_ended (self, stream, &end);
      update_list (self, stream);
    }
  return (guint) (self->frames.n_frames - n_before);
}

void
hexwire_frame_index_finish (HexwireFrameIndex *self)
{
  while (self->unfinished.head != NULL)
    {
      const Stream *stream = self->unfinished.head->data;

      finish_stream (self, get_stream_place (stream->peer_id, stream->kind));
    }
  self->row_stream = NULL;
}

guint64
hexwire_frame_index_get_n_frames (const HexwireFrameIndex *self)
{
  return self->frames.n_frames;
}

const HexwireFrame *
hexwire_frame_index_get_frame (const HexwireFrameIndex *self,
                               guint64                  index)
{
  return hexwire_frame_deque_get (&self->frames, index);
}

guint64
hexwire_frame_index_drop_before (HexwireFrameIndex *self,
                                 guint64            row)
{
  guint64 n = 0;

  while (n < self->frames.n_frames && hexwire_frame_deque_get (&self->frames, n)->end_row < row)
    n++;
  hexwire_frame_deque_drop (&self->frames, n);
  return n;
}

void
hexwire_frame_index_drop_oldest (HexwireFrameIndex *self,
                                 guint64            n_frames)
{
  hexwire_frame_deque_drop (&self->frames, n_frames);
}

guint64
hexwire_frame_index_get_next_row (const HexwireFrameIndex *self)
{
  return self->next_row;
}

guint64
hexwire_frame_index_get_n_skipped_rows (const HexwireFrameIndex *self)
{
  return self->n_skipped_rows;
}

guint
hexwire_frame_index_count_unfinished (const HexwireFrameIndex *self)
{
  return self->unfinished.length;
}

gboolean
hexwire_frame_index_get_unfinished (const HexwireFrameIndex *self,
                                    HexwireUnfinishedFrame  *unfinished)
{
  const Stream *stream;

  if (self->unfinished.tail == NULL)
    return FALSE;
  stream = self->unfinished.tail->data;
  *unfinished = (HexwireUnfinishedFrame) {
    .frame = { .end_row = stream->end_row,
               .end_offset_bytes = stream->end_offset_bytes,
               .size_bytes = (guint32) hexwire_framer_get_n_pending_bytes (&stream->framer),
               .flags = HEXWIRE_RECORD_UNFINISHED },
    .peer_id = stream->peer_id,
    .kind = stream->kind,
    .n_expected_bytes = hexwire_framer_get_expected_bytes (&stream->framer),
  };
  return TRUE;
}

gboolean
hexwire_frame_index_is_unfinished (const HexwireFrameIndex *self,
                                   guint64                  row,
                                   guint32                  offset_bytes)
{
  const HexwireLogEntry *entry
    = hexwire_log_reader_find_entry (hexwire_message_log_get_reader (self->log), row);
  guint place = entry != NULL ? get_stream_place (entry->peer_id, entry->kind) : G_MAXUINT;
  const Stream *stream = place < self->streams->len ? g_ptr_array_index (self->streams, place)
                                                    : NULL;

  if (stream == NULL || stream->kind != entry->kind
      || hexwire_framer_get_n_pending_bytes (&stream->framer) == 0)
    return FALSE;
  return (row > stream->frame_row
          || (row == stream->frame_row && offset_bytes >= stream->frame_offset_bytes))
         && (row < stream->end_row
             || (row == stream->end_row && offset_bytes < stream->end_offset_bytes));
}

char *
hexwire_unfinished_frame_dup_text (const HexwireUnfinishedFrame *self)
{
  gsize n_bytes = self->frame.size_bytes;

  if (self->n_expected_bytes > 0)
    return g_strdup_printf (ngettext ("%zu of %zu byte", "%zu of %zu bytes",
                                      (gulong) self->n_expected_bytes),
                            n_bytes, self->n_expected_bytes);
  return g_strdup_printf (ngettext ("%zu byte", "%zu bytes", (gulong) n_bytes), n_bytes);
}
