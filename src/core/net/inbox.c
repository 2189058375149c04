/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/inbox.h"

#include "log/framer.h"

#define MAX_PIECES 4096
#define N_ENDS 16

/* Bytes that arrived at one time: a datagram, a frame, or a read of a stream without frames. */
typedef struct
{
  GBytes *bytes;
  gint64 time_us;
} Piece;

/* A peer. */
typedef struct
{
  HexwireFramer framer;
  GByteArray *pending;          /* the frame that has no end yet */
  GArray *pieces;               /* of Piece, the oldest first */
  gsize size_bytes;             /* of all pieces */
  gboolean is_whole;            /* a stream without frames, whose pieces are looked at as one */
  gboolean is_framed;
} Stream;

struct _HexwireInbox
{
  HexwireMessageLog *log;
  guint32 peer_id;
  HexwireFrameRule *rule;       /* (nullable) */
  guint64 next_row;
  GHashTable *streams;          /* of Stream, by peer */
  GPtrArray *order;             /* of Stream, in the order of their first byte */
  Stream *newest;               /* (nullable): whose bytes came last */
};

static void
piece_clear (gpointer data)
{
  g_bytes_unref (((Piece *) data)->bytes);
}

static void
stream_free (gpointer data)
{
  Stream *self = data;

  g_byte_array_unref (self->pending);
  g_array_unref (self->pieces);
  g_free (self);
}

static Stream *
get_stream (HexwireInbox           *self,
            const HexwireLogRecord *record)
{
  Stream *stream = g_hash_table_lookup (self->streams, GUINT_TO_POINTER (record->peer_id));
  gboolean is_stream = record->peer != NULL
                       && hexwire_transport_is_stream (record->peer->transport);

  if (stream != NULL)
    return stream;
  stream = g_new0 (Stream, 1);
  stream->pending = g_byte_array_new ();
  stream->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_array_set_clear_func (stream->pieces, piece_clear);
  stream->is_framed = is_stream && self->rule != NULL;
  stream->is_whole = is_stream && self->rule == NULL;
  if (stream->is_framed)
    hexwire_framer_init (&stream->framer, self->rule);
  g_hash_table_insert (self->streams, GUINT_TO_POINTER (record->peer_id), stream);
  g_ptr_array_add (self->order, stream);
  return stream;
}

static void
remove_pieces (Stream *self,
               guint   n)
{
  for (guint i = 0; i < n; i++)
    self->size_bytes -= g_bytes_get_size (g_array_index (self->pieces, Piece, i).bytes);
  g_array_remove_range (self->pieces, 0, n);
}

static void
add_piece (Stream       *self,
           const guint8 *data,
           gsize         size_bytes,
           gint64        time_us)
{
  Piece piece = { g_bytes_new (data, size_bytes), time_us };
  guint n = 0;
  gsize kept_bytes;

  g_array_append_val (self->pieces, piece);
  self->size_bytes += size_bytes;
  for (kept_bytes = self->size_bytes;
       n + 1 < self->pieces->len
       && (kept_bytes > HEXWIRE_INBOX_MAX_BYTES || self->pieces->len - n > MAX_PIECES);
       n++)
    kept_bytes -= g_bytes_get_size (g_array_index (self->pieces, Piece, n).bytes);
  remove_pieces (self, n);
}

/* Adds a frame that is complete in @pending. */
static void
add_frame (HexwireInbox *self,
           Stream       *stream,
           gsize         size_bytes,
           gint64        time_us)
{
  gsize shown = hexwire_frame_rule_measure_shown (self->rule, stream->pending->data, size_bytes);

  add_piece (stream, stream->pending->data, shown, time_us);
  g_byte_array_remove_range (stream->pending, 0, (guint) size_bytes);
}

static void
add_to_frames (HexwireInbox           *self,
               Stream                 *stream,
               const HexwireLogRecord *record)
{
  HexwireFrameEnd ends[N_ENDS];
  gsize n_ends, taken, done = 0;

  /* The bytes go in as far as each frame reaches: one may have ended before this read. */
  for (gsize at = 0; at < record->size_bytes; at += taken)
    {
      taken = hexwire_framer_push (&stream->framer, record->data + at, record->size_bytes - at,
                                   record->time_us, ends, N_ENDS, &n_ends);
      for (gsize i = 0; i < n_ends; i++)
        {
          gsize end = at + ends[i].offset_bytes;

          g_byte_array_append (stream->pending, record->data + done, (guint) (end - done));
          done = end;
          add_frame (self, stream, MIN (ends[i].size_bytes, stream->pending->len),
                     record->time_us);
        }
    }
  g_byte_array_append (stream->pending, record->data + done,
                       (guint) (record->size_bytes - done));
}

/* What is left of a stream that has ended is a frame. */
static void
end_stream (HexwireInbox           *self,
            Stream                 *stream,
            const HexwireLogRecord *record)
{
  HexwireFrameEnd end;

  if (stream->is_framed && hexwire_framer_finish (&stream->framer, &end)
      && stream->pending->len > 0)
    add_frame (self, stream, stream->pending->len, record->time_us);
}

static void
add_record (HexwireInbox           *self,
            const HexwireLogRecord *record)
{
  Stream *stream;

  if ((self->peer_id != 0 && record->peer_id != self->peer_id)
      || (record->kind != HEXWIRE_MESSAGE_RECEIVED && record->kind != HEXWIRE_MESSAGE_CLOSED))
    return;
  stream = get_stream (self, record);
  if (record->kind == HEXWIRE_MESSAGE_CLOSED)
    {
      end_stream (self, stream, record);
      return;
    }
  self->newest = stream;
  if (stream->is_framed)
    add_to_frames (self, stream, record);
  else
    add_piece (stream, record->data, record->size_bytes, record->time_us);
}

HexwireInbox *
hexwire_inbox_new (HexwireMessageLog *log,
                   guint32            peer_id,
                   HexwireFrameRule  *rule)
{
  HexwireInbox *self = g_new0 (HexwireInbox, 1);

  self->log = g_object_ref (log);
  self->peer_id = peer_id;
  if (rule != NULL && rule->kind != HEXWIRE_FRAME_NONE)
    self->rule = hexwire_frame_rule_ref (rule);
  self->streams = g_hash_table_new_full (NULL, NULL, NULL, stream_free);
  self->order = g_ptr_array_new ();
  /* The model's end is where the log's is, once it has told of it. */
  hexwire_message_log_publish (log);
  self->next_row = hexwire_message_log_get_end_row (log);
  return self;
}

void
hexwire_inbox_free (HexwireInbox *self)
{
  g_clear_pointer (&self->rule, hexwire_frame_rule_unref);
  g_clear_pointer (&self->order, g_ptr_array_unref);
  g_clear_pointer (&self->streams, g_hash_table_unref);
  g_clear_object (&self->log);
  g_free (self);
}

gboolean
hexwire_inbox_has_news (HexwireInbox *self)
{
  HexwireLogReader *reader = hexwire_message_log_get_reader (self->log);
  guint64 oldest = hexwire_message_log_get_oldest_row (self->log);

  self->next_row = MAX (self->next_row, oldest);
  return hexwire_log_reader_find_entry (reader, self->next_row) != NULL;
}

static void
end_idle (HexwireInbox *self)
{
  gint64 now_us = g_get_real_time ();

  for (guint i = 0; i < self->order->len; i++)
    {
      Stream *stream = g_ptr_array_index (self->order, i);
      HexwireFrameEnd end;

      if (stream->is_framed && hexwire_framer_end_idle (&stream->framer, now_us, &end)
          && stream->pending->len > 0)
        add_frame (self, stream, stream->pending->len, stream->framer.last_time_us);
    }
}

void
hexwire_inbox_read (HexwireInbox *self)
{
  HexwireLogReader *reader = hexwire_message_log_get_reader (self->log);

  while (hexwire_inbox_has_news (self))
    {
      HexwireFrame frame;
      HexwireLogRecord record;

      if (hexwire_log_reader_get_row (reader, self->next_row, &frame)
          && hexwire_log_reader_read (reader, &frame, &record))
        add_record (self, &record);
      self->next_row++;
    }
  if (self->rule != NULL && self->rule->kind == HEXWIRE_FRAME_IDLE_GAP)
    end_idle (self);
}

gint64
hexwire_inbox_get_idle_us (HexwireInbox *self)
{
  gint64 idle_us = -1;
  gint64 now_us = g_get_real_time ();

  if (self->rule == NULL || self->rule->kind != HEXWIRE_FRAME_IDLE_GAP)
    return -1;
  for (guint i = 0; i < self->order->len; i++)
    {
      Stream *stream = g_ptr_array_index (self->order, i);
      gint64 end_us = stream->framer.last_time_us + (gint64) self->rule->gap_ms * 1000 + 1000;

      if (stream->pending->len > 0 && (idle_us < 0 || end_us - now_us < idle_us))
        idle_us = MAX (end_us - now_us, 0);
    }
  return idle_us;
}

void
hexwire_inbox_forget (HexwireInbox *self)
{
  for (guint i = 0; i < self->order->len; i++)
    {
      Stream *stream = g_ptr_array_index (self->order, i);

      remove_pieces (stream, stream->pieces->len);
    }
}

static GByteArray *
join_pieces (Stream *self)
{
  GByteArray *joined = g_byte_array_sized_new ((guint) self->size_bytes);

  for (guint i = 0; i < self->pieces->len; i++)
    {
      GBytes *bytes = g_array_index (self->pieces, Piece, i).bytes;

      g_byte_array_append (joined, g_bytes_get_data (bytes, NULL),
                           (guint) g_bytes_get_size (bytes));
    }
  return joined;
}

/* Takes the first @size_bytes off a stream; returns when the last of them came. */
static gint64
cut (Stream *self,
     gsize   size_bytes)
{
  gint64 time_us = 0;
  guint n_whole = 0;
  gsize done = 0;
  Piece *piece;

  while (n_whole < self->pieces->len && done < size_bytes)
    {
      piece = &g_array_index (self->pieces, Piece, n_whole);
      time_us = piece->time_us;
      if (done + g_bytes_get_size (piece->bytes) > size_bytes)
        {
          gsize n = size_bytes - done;
          GBytes *rest = g_bytes_new_from_bytes (piece->bytes, n,
                                                 g_bytes_get_size (piece->bytes) - n);

          g_bytes_unref (piece->bytes);
          piece->bytes = rest;
          self->size_bytes -= n;
          break;
        }
      done += g_bytes_get_size (piece->bytes);
      n_whole++;
    }
  remove_pieces (self, n_whole);
  return time_us;
}

static gboolean
take_from_whole (Stream                  *self,
                 const HexwireByteMatch  *match,
                 GBytes                 **bytes,
                 gint64                  *time_us,
                 GError                 **error)
{
  g_autoptr (GByteArray) joined = NULL;
  gsize offset, length;

  if (self->size_bytes == 0)
    return FALSE;
  joined = join_pieces (self);
  if (!hexwire_byte_match_find (match, joined->data, joined->len, &offset, &length, error))
    return FALSE;
  *bytes = g_bytes_new (joined->data, offset + length);
  *time_us = cut (self, offset + length);
  return TRUE;
}

static gboolean
take_from_pieces (Stream                  *self,
                  const HexwireByteMatch  *match,
                  GBytes                 **bytes,
                  gint64                  *time_us,
                  GError                 **error)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      Piece *piece = &g_array_index (self->pieces, Piece, i);
      g_autoptr (GError) own_error = NULL;
      gsize size_bytes;
      const guint8 *data = g_bytes_get_data (piece->bytes, &size_bytes);

      if (hexwire_byte_match_find (match, data, size_bytes, NULL, NULL, &own_error))
        {
          *bytes = g_bytes_ref (piece->bytes);
          *time_us = piece->time_us;
          remove_pieces (self, i + 1);
          return TRUE;
        }
      if (own_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&own_error));
          return FALSE;
        }
    }
  return FALSE;
}

gboolean
hexwire_inbox_take (HexwireInbox            *self,
                    const HexwireByteMatch  *match,
                    GBytes                 **bytes,
                    gint64                  *time_us,
                    GError                 **error)
{
  g_autoptr (GError) own_error = NULL;

  for (guint i = 0; i < self->order->len && own_error == NULL; i++)
    {
      Stream *stream = g_ptr_array_index (self->order, i);

      if (stream->is_whole ? take_from_whole (stream, match, bytes, time_us, &own_error)
                           : take_from_pieces (stream, match, bytes, time_us, &own_error))
        return TRUE;
    }
  if (own_error != NULL)
    g_propagate_error (error, g_steal_pointer (&own_error));
  return FALSE;
}

GBytes *
hexwire_inbox_dup_newest (HexwireInbox *self)
{
  Stream *stream = self->newest;

  if (stream == NULL)
    return NULL;
  if (stream->is_whole && stream->size_bytes > 0)
    return g_byte_array_free_to_bytes (join_pieces (stream));
  if (!stream->is_whole && stream->pieces->len > 0)
    return g_bytes_ref (g_array_index (stream->pieces, Piece, stream->pieces->len - 1).bytes);
  return stream->pending->len > 0
           ? g_bytes_new (stream->pending->data, stream->pending->len) : NULL;
}
