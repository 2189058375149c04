/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/captured-connection.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "log/captured-comments.h"
#include "log/captured-stream.h"
#include "log/synthetic-packet.h"

/* A write of ours that was cut into segments is put together again, up to this. */
#define MAX_WRITE_BYTES ((guint) 256 << 20)

typedef struct
{
  HexwireCapturedConnection *connection;
  HexwireMessageKind kind;
  HexwireCapturedStream stream;
  GByteArray *write;            /* (nullable): what no push ended yet */
  gint64 write_time_us;
  gboolean is_finished;
} Direction;

struct _HexwireCapturedConnection
{
  HexwireCapturedKey key;
  HexwireMessageLog *log;
  guint32 peer_id;
  gboolean is_ours;             /* the first packet */
  gboolean is_opened;
  gboolean is_closed;
  guint32 first_seq;            /* of the end that opened it */
  char *closing_text;           /* (nullable): what the first end that closed said */
  HexwireEnding ending;         /* who that was */
  Direction received;
  Direction sent;
};

void
hexwire_captured_key_init (HexwireCapturedKey           *self,
                           const HexwireCapturedSegment *segment,
                           gboolean                      is_reversed)
{
  memset (self, 0, sizeof *self);
  memcpy (&self->from, is_reversed ? &segment->to : &segment->from, sizeof self->from);
  memcpy (&self->to, is_reversed ? &segment->from : &segment->to, sizeof self->to);
  self->transport = (guint8) segment->transport;
  self->is_ipv6 = (guint8) segment->is_ipv6;
}

guint
hexwire_captured_key_hash (gconstpointer data)
{
  const guint8 *bytes = data;
  guint hash = 5381;

  for (gsize i = 0; i < sizeof (HexwireCapturedKey); i++)
    hash = hash * 33 + bytes[i];
  return hash;
}

gboolean
hexwire_captured_key_equal (gconstpointer a,
                            gconstpointer b)
{
  return memcmp (a, b, sizeof (HexwireCapturedKey)) == 0;
}

static void
direction_clear (Direction *self)
{
  hexwire_captured_stream_clear (&self->stream);
  g_clear_pointer (&self->write, g_byte_array_unref);
}

static void
direction_init (Direction                 *self,
                HexwireCapturedConnection *connection,
                HexwireMessageKind         kind)
{
  self->connection = connection;
  self->kind = kind;
}

HexwireCapturedConnection *
hexwire_captured_connection_new (const HexwireCapturedKey *key,
                                 HexwireMessageLog        *log,
                                 guint32                   peer_id,
                                 gboolean                  is_ours)
{
  HexwireCapturedConnection *self = g_new0 (HexwireCapturedConnection, 1);

  self->key = *key;
  self->log = log;
  self->peer_id = peer_id;
  self->is_ours = is_ours;
  direction_init (&self->received, self, HEXWIRE_MESSAGE_RECEIVED);
  direction_init (&self->sent, self, HEXWIRE_MESSAGE_SENT);
  return self;
}

void
hexwire_captured_connection_free (HexwireCapturedConnection *self)
{
  direction_clear (&self->received);
  direction_clear (&self->sent);
  g_free (self->closing_text);
  g_free (self);
}

HexwireCapturedKey *
hexwire_captured_connection_get_key (HexwireCapturedConnection *self)
{
  return &self->key;
}

gboolean
hexwire_captured_connection_ends_with (const HexwireCapturedConnection *self,
                                       const HexwireCapturedSegment    *segment)
{
  gboolean opens = segment->transport == HEXWIRE_TRANSPORT_TCP
                   && (segment->flags & (HEXWIRE_TCP_SYN | HEXWIRE_TCP_ACK)) == HEXWIRE_TCP_SYN;

  return opens && !(self->is_opened && self->first_seq == segment->seq);
}

static void
add_text (HexwireCapturedConnection *self,
          HexwireMessageKind         kind,
          gint64                     time_us,
          const char                *text)
{
  hexwire_message_log_append (self->log, kind, self->peer_id, time_us, text, strlen (text));
}

static void
end_write (Direction *direction)
{
  if (direction->write == NULL)
    return;
  hexwire_message_log_append (direction->connection->log, direction->kind,
                              direction->connection->peer_id, direction->write_time_us,
                              direction->write->data, direction->write->len);
  g_clear_pointer (&direction->write, g_byte_array_unref);
}

static void
note_missing (HexwireCapturedConnection *self,
              gint64                     time_us,
              guint64                    n_bytes)
{
  /* Translators: in the middle of a stream that was captured */
  g_autofree char *text = g_strdup_printf (ngettext ("%zu byte is missing here",
                                                     "%zu bytes are missing here",
                                                     (gulong) n_bytes),
                                           (gsize) n_bytes);

  add_text (self, HEXWIRE_MESSAGE_NOTE, time_us, text);
}

/* A write of ours that is larger than a segment comes as several at the same moment. */
static void
stream_cb (gint64        time_us,
           guint64       n_missing_bytes,
           const guint8 *data,
           gsize         size_bytes,
           gboolean      is_pushed,
           gpointer      user_data)
{
  Direction *direction = user_data;
  HexwireCapturedConnection *self = direction->connection;

  if (direction->write != NULL
      && (direction->write_time_us != time_us || n_missing_bytes > 0
          || direction->write->len > MAX_WRITE_BYTES))
    end_write (direction);
  if (n_missing_bytes > 0)
    note_missing (self, time_us, n_missing_bytes);
  if (direction->write == NULL
      && (is_pushed || size_bytes != HEXWIRE_SYNTHETIC_TCP_MAX_BYTES))
    {
      hexwire_message_log_append (self->log, direction->kind, self->peer_id, time_us, data,
                                  size_bytes);
      return;
    }
  if (direction->write == NULL)
    direction->write = g_byte_array_new ();
  direction->write_time_us = time_us;
  g_byte_array_append (direction->write, data, (guint) size_bytes);
  if (is_pushed)
    end_write (direction);
}

static void
flush (HexwireCapturedConnection *self)
{
  for (guint i = 0; i < 2; i++)
    {
      Direction *direction = i == 0 ? &self->received : &self->sent;

      hexwire_captured_stream_flush (&direction->stream, stream_cb, direction);
      end_write (direction);
    }
}

guint64
hexwire_captured_connection_finish (HexwireCapturedConnection *self)
{
  flush (self);
  return self->received.stream.n_repeated_segments + self->sent.stream.n_repeated_segments;
}

static void
close_with (HexwireCapturedConnection  *self,
            const HexwireCapturePacket *packet,
            HexwireEnding               ending,
            const char                 *text)
{
  flush (self);
  hexwire_message_log_append_closed (self->log, self->peer_id, packet->time_us, ending, text);
  self->is_closed = TRUE;
}

static void
read_fin (HexwireCapturedConnection  *self,
          Direction                  *direction,
          const HexwireCapturePacket *packet)
{
  gboolean is_ours = direction == &self->sent;
  Direction *other = is_ours ? &self->received : &self->sent;
  const char *text = hexwire_captured_comments_find_text (packet);

  if (direction->is_finished)
    return;
  direction->is_finished = TRUE;
  if (self->closing_text == NULL)
    {
      self->closing_text = g_strdup (text != NULL ? text
                                           : is_ours ? _("Closed here") : _("Closed by peer"));
      self->ending = is_ours ? HEXWIRE_ENDING_HERE : HEXWIRE_ENDING_BY_PEER;
    }
  if (other->is_finished)
    close_with (self, packet, self->ending, self->closing_text);
}

/* What a segment does beside carrying data. Returns whether that tells its first comment. */
static gboolean
read_flags (HexwireCapturedConnection    *self,
            Direction                    *direction,
            const HexwireCapturePacket   *packet,
            const HexwireCapturedSegment *segment)
{
  const char *text = hexwire_captured_comments_find_text (packet);

  if ((segment->flags & HEXWIRE_TCP_SYN) != 0)
    {
      hexwire_captured_stream_start (&direction->stream, segment->seq + 1);
      if ((segment->flags & HEXWIRE_TCP_ACK) != 0 || self->is_opened)
        return FALSE;
      add_text (self, HEXWIRE_MESSAGE_OPENED, packet->time_us,
                text != NULL ? text : _("Connected"));
      self->is_opened = TRUE;
      self->first_seq = segment->seq;
      return TRUE;
    }
  if ((segment->flags & HEXWIRE_TCP_RST) != 0)
    {
      gboolean is_ours = direction == &self->sent;
      const char *reset = is_ours ? _("Reset here") : _("Reset by peer");

      close_with (self, packet,
                  is_ours ? HEXWIRE_ENDING_RESET_HERE : HEXWIRE_ENDING_RESET,
                  text != NULL ? text : reset);
      return TRUE;
    }
  if ((segment->flags & HEXWIRE_TCP_FIN) != 0)
    {
      gboolean is_first = self->closing_text == NULL;

      read_fin (self, direction, packet);
      return is_first;
    }
  return FALSE;
}

static void
read_data (HexwireCapturedConnection    *self,
           Direction                    *direction,
           const HexwireCapturePacket   *packet,
           const HexwireCapturedSegment *segment)
{
  if (self->is_closed || segment->size_bytes == 0
      || (segment->flags & (HEXWIRE_TCP_SYN | HEXWIRE_TCP_RST)) != 0)
    return;
  hexwire_captured_stream_add (&direction->stream, packet->time_us, segment->seq, segment->data,
                               segment->size_bytes, (segment->flags & HEXWIRE_TCP_PSH) != 0,
                               stream_cb, direction);
}

void
hexwire_captured_connection_read (HexwireCapturedConnection    *self,
                                  const HexwireCapturePacket   *packet,
                                  const HexwireCapturedSegment *segment,
                                  gboolean                      is_forward)
{
  Direction *direction = is_forward != self->is_ours ? &self->received : &self->sent;
  gboolean is_told = FALSE;

  if (segment->transport == HEXWIRE_TRANSPORT_UDP)
    hexwire_message_log_append (self->log, direction->kind, self->peer_id, packet->time_us,
                                segment->data, segment->size_bytes);
  else
    {
      read_data (self, direction, packet, segment);
      is_told = !self->is_closed && read_flags (self, direction, packet, segment);
    }
  hexwire_captured_comments_log (packet, self->log, self->peer_id, is_told);
}
