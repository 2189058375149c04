/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/capture-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "log/captured-segment.h"
#include "log/captured-stream.h"
#include "log/pcapng-format.h"
#include "log/synthetic-packet.h"

/* More connections than this are not kept apart; their packets are counted only. */
#define MAX_CONNECTIONS 1000000

/* A write of ours that was cut into segments is put together again, up to this. */
#define MAX_WRITE_BYTES ((guint) 256 << 20)

/* Between which ends, the one that the first packet came from first. */
typedef struct
{
  HexwireCapturedEnd from;
  HexwireCapturedEnd to;
  guint8 transport;
  guint8 is_ipv6;
} Key;

typedef struct
{
  HexwireCaptureReader *reader;
  HexwireMessageKind kind;
  HexwireCapturedStream stream;
  GByteArray *write;            /* (nullable): what no push ended yet */
  gint64 write_time_us;
  gboolean is_finished;
} Direction;

typedef struct
{
  Key key;
  guint32 peer_id;
  gboolean is_swapped;          /* the first packet was ours */
  gboolean is_opened;
  gboolean is_closed;
  guint32 first_seq;            /* of the end that opened it */
  char *closing_text;           /* (nullable): what the first end that closed said */
  HexwireEnding ending;         /* who that was */
  Direction received;
  Direction sent;
} Connection;

struct _HexwireCaptureReader
{
  HexwireMessageLog *log;
  HexwireCaptureParser *parser;
  GHashTable *connections;      /* (element-type Key Connection) */
  GHashTable *peers_by_text;    /* (element-type utf8 guint32): by transport and addresses */
  GHashTable *unused_peers;     /* (element-type guint32): those of which a note alone was seen */
  guint64 n_packets;
  guint64 n_other[HEXWIRE_CAPTURED_N_KINDS];
  guint64 n_too_many;
  guint64 n_cut;
  guint64 n_repeated;
  gint64 last_time_us;
  Connection *current;          /* whose segment is being added */
};

static const char *const transport_words[] = { "tcp", "udp", "unix-stream", "unix-datagram" };
static const char *const kind_words[] = { "received", "sent", "opened", "closed", "error", "note" };

static guint
key_hash (gconstpointer data)
{
  const guint8 *bytes = data;
  guint hash = 5381;

  for (gsize i = 0; i < sizeof (Key); i++)
    hash = hash * 33 + bytes[i];
  return hash;
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  return memcmp (a, b, sizeof (Key)) == 0;
}

static void
direction_clear (Direction *self)
{
  hexwire_captured_stream_clear (&self->stream);
  g_clear_pointer (&self->write, g_byte_array_unref);
}

static void
connection_free (gpointer data)
{
  Connection *self = data;

  direction_clear (&self->received);
  direction_clear (&self->sent);
  g_free (self->closing_text);
  g_free (self);
}

static void
add_text (HexwireCaptureReader *self,
          HexwireMessageKind    kind,
          guint32               peer_id,
          gint64                time_us,
          const char           *text)
{
  hexwire_message_log_append (self->log, kind, peer_id, time_us, text, strlen (text));
}

static void
end_write (HexwireCaptureReader *self,
           Connection           *connection,
           Direction            *direction)
{
  if (direction->write == NULL)
    return;
  hexwire_message_log_append (self->log, direction->kind, connection->peer_id,
                              direction->write_time_us, direction->write->data,
                              direction->write->len);
  g_clear_pointer (&direction->write, g_byte_array_unref);
}

static void
note_missing (HexwireCaptureReader *self,
              gint64                time_us,
              guint64               n_bytes)
{
  /* Translators: in the middle of a stream that was captured */
  g_autofree char *text = g_strdup_printf (ngettext ("%zu byte is missing here",
                                                     "%zu bytes are missing here",
                                                     (gulong) n_bytes),
                                           (gsize) n_bytes);

  add_text (self, HEXWIRE_MESSAGE_NOTE, self->current->peer_id, time_us, text);
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
  HexwireCaptureReader *self = direction->reader;
  Connection *connection = self->current;

  if (direction->write != NULL
      && (direction->write_time_us != time_us || n_missing_bytes > 0
          || direction->write->len > MAX_WRITE_BYTES))
    end_write (self, connection, direction);
  if (n_missing_bytes > 0)
    note_missing (self, time_us, n_missing_bytes);
  if (direction->write == NULL
      && (is_pushed || size_bytes != HEXWIRE_SYNTHETIC_TCP_MAX_BYTES))
    {
      hexwire_message_log_append (self->log, direction->kind, connection->peer_id, time_us, data,
                                  size_bytes);
      return;
    }
  if (direction->write == NULL)
    direction->write = g_byte_array_new ();
  direction->write_time_us = time_us;
  g_byte_array_append (direction->write, data, (guint) size_bytes);
  if (is_pushed)
    end_write (self, connection, direction);
}

static void
flush_connection (HexwireCaptureReader *self,
                  Connection           *connection)
{
  self->current = connection;
  for (guint i = 0; i < 2; i++)
    {
      Direction *direction = i == 0 ? &connection->received : &connection->sent;

      hexwire_captured_stream_flush (&direction->stream, stream_cb, direction);
      end_write (self, connection, direction);
      self->n_repeated += direction->stream.n_repeated_segments;
      direction->stream.n_repeated_segments = 0;
    }
}

/* Reads "unix-stream /run/a.sock\nlocal /run/b.sock", which becomes the memory of @peer. */
static gboolean
parse_peer (char           *text,
            HexwireLogPeer *peer)
{
  char *space = strchr (text, ' ');
  char *local = strstr (text, "\nlocal ");

  if (space == NULL)
    return FALSE;
  *space = '\0';
  peer->address = space + 1;
  peer->local_address = NULL;
  if (local != NULL)
    {
      *local = '\0';
      peer->local_address = local + strlen ("\nlocal ");
    }
  for (guint i = 0; i < G_N_ELEMENTS (transport_words); i++)
    if (g_str_equal (text, transport_words[i]))
      {
        peer->transport = (HexwireTransport) i;
        return TRUE;
      }
  return FALSE;
}

static char *
make_peer_text (const HexwireLogPeer *peer)
{
  return g_strdup_printf ("%s %s %s", transport_words[peer->transport], peer->address,
                          peer->local_address != NULL ? peer->local_address : "");
}

static guint32
add_peer (HexwireCaptureReader *self,
          const HexwireLogPeer *peer)
{
  HexwireLogPeer captured = *peer;
  guint32 peer_id;

  captured.is_captured = TRUE;
  peer_id = hexwire_message_log_add_peer (self->log, &captured);
  g_hash_table_replace (self->peers_by_text, make_peer_text (peer), GUINT_TO_POINTER (peer_id));
  return peer_id;
}

/* The peer of a new connection, whom a note may have named before. */
static guint32
add_peer_of_connection (HexwireCaptureReader *self,
                        const HexwireLogPeer *peer)
{
  g_autofree char *text = make_peer_text (peer);
  gpointer peer_id = g_hash_table_lookup (self->peers_by_text, text);

  if (peer_id != NULL && g_hash_table_remove (self->unused_peers, peer_id))
    return GPOINTER_TO_UINT (peer_id);
  return add_peer (self, peer);
}

static guint32
find_peer_of_note (HexwireCaptureReader *self,
                   const HexwireLogPeer *peer)
{
  g_autofree char *text = make_peer_text (peer);
  guint32 peer_id = GPOINTER_TO_UINT (g_hash_table_lookup (self->peers_by_text, text));

  if (peer_id == 0)
    {
      peer_id = add_peer (self, peer);
      g_hash_table_add (self->unused_peers, GUINT_TO_POINTER (peer_id));
    }
  return peer_id;
}

/* Finds the comment of ours that tells who the peer is. @text keeps its memory. */
static gboolean
find_told_peer (const HexwireCapturePacket  *packet,
                char                       **text,
                HexwireLogPeer              *peer)
{
  for (guint i = 0; packet->comments != NULL && i < packet->comments->len; i++)
    {
      const char *comment = g_ptr_array_index (packet->comments, i);

      if (!g_str_has_prefix (comment, HEXWIRE_PCAPNG_PEER_COMMENT))
        continue;
      g_free (*text);
      *text = g_strdup (comment + strlen (HEXWIRE_PCAPNG_PEER_COMMENT));
      if (parse_peer (*text, peer))
        return TRUE;
    }
  return FALSE;
}

/* Who the peer is: what a comment of ours says, or else the addresses. */
static guint32
make_peer (HexwireCaptureReader         *self,
           const HexwireCapturePacket   *packet,
           const HexwireCapturedSegment *segment,
           gboolean                      is_ours)
{
  gboolean is_syn = (segment->flags & HEXWIRE_TCP_SYN) != 0;
  gboolean is_answer = is_syn && (segment->flags & HEXWIRE_TCP_ACK) != 0;
  g_autofree char *there = hexwire_captured_end_to_text (is_ours ? &segment->to : &segment->from,
                                                         segment->is_ipv6);
  g_autofree char *here = hexwire_captured_end_to_text (is_ours ? &segment->from : &segment->to,
                                                        segment->is_ipv6);
  HexwireLogPeer peer = { .transport = segment->transport, .address = there,
                          .local_address = here, .opened_here = is_ours != is_answer };
  HexwireLogPeer told = { .opened_here = peer.opened_here };
  g_autofree char *text = NULL;

  return add_peer_of_connection (self, find_told_peer (packet, &text, &told) ? &told : &peer);
}

static Connection *
add_connection (HexwireCaptureReader         *self,
                const HexwireCapturePacket   *packet,
                const HexwireCapturedSegment *segment,
                const Key                    *key)
{
  gboolean is_answer = (segment->flags & (HEXWIRE_TCP_SYN | HEXWIRE_TCP_ACK))
                       == (HEXWIRE_TCP_SYN | HEXWIRE_TCP_ACK);
  gboolean is_ours = packet->direction == HEXWIRE_CAPTURE_OUTBOUND || segment->is_outgoing;
  Connection *connection;

  if (g_hash_table_size (self->connections) >= MAX_CONNECTIONS)
    return NULL;
  if (packet->direction == HEXWIRE_CAPTURE_UNKNOWN && !segment->is_outgoing)
    is_ours = is_answer;
  connection = g_new0 (Connection, 1);
  connection->key = *key;
  connection->is_swapped = is_ours;
  connection->peer_id = make_peer (self, packet, segment, is_ours);
  connection->received.kind = HEXWIRE_MESSAGE_RECEIVED;
  connection->sent.kind = HEXWIRE_MESSAGE_SENT;
  connection->received.reader = connection->sent.reader = self;
  g_hash_table_replace (self->connections, &connection->key, connection);
  return connection;
}

/* The connection that a segment is of, and whether it goes the way of the first one. */
static Connection *
find_connection (HexwireCaptureReader         *self,
                 const HexwireCapturePacket   *packet,
                 const HexwireCapturedSegment *segment,
                 gboolean                     *is_forward)
{
  gboolean opens = segment->transport == HEXWIRE_TRANSPORT_TCP
                   && (segment->flags & (HEXWIRE_TCP_SYN | HEXWIRE_TCP_ACK)) == HEXWIRE_TCP_SYN;
  Connection *connection;
  Key keys[2];

  memset (keys, 0, sizeof keys);
  for (guint i = 0; i < 2; i++)
    {
      const HexwireCapturedEnd *from = i == 0 ? &segment->from : &segment->to;
      const HexwireCapturedEnd *to = i == 0 ? &segment->to : &segment->from;

      memcpy (&keys[i].from, from, sizeof *from);
      memcpy (&keys[i].to, to, sizeof *to);
      keys[i].transport = (guint8) segment->transport;
      keys[i].is_ipv6 = (guint8) segment->is_ipv6;
    }
  connection = g_hash_table_lookup (self->connections, &keys[0]);
  *is_forward = connection != NULL;
  if (connection == NULL)
    connection = g_hash_table_lookup (self->connections, &keys[1]);

  /* The same ends again, for another connection. */
  if (connection != NULL && opens
      && !(connection->is_opened && connection->first_seq == segment->seq))
    {
      flush_connection (self, connection);
      g_hash_table_remove (self->connections, &connection->key);
      connection = NULL;
    }
  if (connection == NULL)
    {
      *is_forward = TRUE;
      connection = add_connection (self, packet, segment, &keys[0]);
    }
  return connection;
}

/* A comment of somebody's, or the text of a row: what we did not make up for the reader's sake. */
static gboolean
is_own_text (const char *comment)
{
  return !g_str_has_prefix (comment, HEXWIRE_PCAPNG_PEER_COMMENT)
         && !g_str_has_prefix (comment, HEXWIRE_PCAPNG_FIELDS_COMMENT);
}

static const char *
find_own_text (const HexwireCapturePacket *packet)
{
  for (guint i = 0; packet->comments != NULL && i < packet->comments->len; i++)
    if (is_own_text (g_ptr_array_index (packet->comments, i)))
      return g_ptr_array_index (packet->comments, i);
  return NULL;
}

static void
add_comments (HexwireCaptureReader       *self,
              const HexwireCapturePacket *packet,
              guint32                     peer_id,
              gboolean                    is_first_told)
{
  const char *told = is_first_told ? find_own_text (packet) : NULL;

  for (guint i = 0; packet->comments != NULL && i < packet->comments->len; i++)
    {
      const char *comment = g_ptr_array_index (packet->comments, i);

      if (comment != told && is_own_text (comment))
        add_text (self, HEXWIRE_MESSAGE_NOTE, peer_id, packet->time_us, comment);
    }
}

static void
close_connection (HexwireCaptureReader       *self,
                  Connection                 *connection,
                  const HexwireCapturePacket *packet,
                  HexwireEnding               ending,
                  const char                 *text)
{
  flush_connection (self, connection);
  hexwire_message_log_append_closed (self->log, connection->peer_id, packet->time_us, ending, text);
  connection->is_closed = TRUE;
}

static void
read_fin (HexwireCaptureReader       *self,
          Connection                 *connection,
          Direction                  *direction,
          const HexwireCapturePacket *packet)
{
  gboolean is_ours = direction == &connection->sent;
  Direction *other = is_ours ? &connection->received : &connection->sent;
  const char *text = find_own_text (packet);

  if (direction->is_finished)
    return;
  direction->is_finished = TRUE;
  if (connection->closing_text == NULL)
    {
      connection->closing_text = g_strdup (text != NULL ? text
                                           : is_ours ? _("Closed here") : _("Closed by peer"));
      connection->ending = is_ours ? HEXWIRE_ENDING_HERE : HEXWIRE_ENDING_BY_PEER;
    }
  if (other->is_finished)
    close_connection (self, connection, packet, connection->ending, connection->closing_text);
}

/* What a segment does beside carrying data. Returns whether that tells its first comment. */
static gboolean
read_flags (HexwireCaptureReader         *self,
            Connection                   *connection,
            Direction                    *direction,
            const HexwireCapturePacket   *packet,
            const HexwireCapturedSegment *segment)
{
  const char *text = find_own_text (packet);

  if ((segment->flags & HEXWIRE_TCP_SYN) != 0)
    {
      hexwire_captured_stream_start (&direction->stream, segment->seq + 1);
      if ((segment->flags & HEXWIRE_TCP_ACK) != 0 || connection->is_opened)
        return FALSE;
      add_text (self, HEXWIRE_MESSAGE_OPENED, connection->peer_id, packet->time_us,
                text != NULL ? text : _("Connected"));
      connection->is_opened = TRUE;
      connection->first_seq = segment->seq;
      return TRUE;
    }
  if ((segment->flags & HEXWIRE_TCP_RST) != 0)
    {
      gboolean is_ours = direction == &connection->sent;
      const char *reset = is_ours ? _("Reset here") : _("Reset by peer");

      close_connection (self, connection, packet,
                        is_ours ? HEXWIRE_ENDING_RESET_HERE : HEXWIRE_ENDING_RESET,
                        text != NULL ? text : reset);
      return TRUE;
    }
  if ((segment->flags & HEXWIRE_TCP_FIN) != 0)
    {
      gboolean is_first = connection->closing_text == NULL;

      read_fin (self, connection, direction, packet);
      return is_first;
    }
  return FALSE;
}

static void
read_segment (HexwireCaptureReader         *self,
              const HexwireCapturePacket   *packet,
              const HexwireCapturedSegment *segment)
{
  gboolean is_forward;
  Connection *connection = find_connection (self, packet, segment, &is_forward);
  Direction *direction;
  gboolean is_told;

  if (connection == NULL)
    {
      self->n_too_many++;
      return;
    }
  direction = is_forward != connection->is_swapped ? &connection->received : &connection->sent;
  self->current = connection;
  self->n_cut += segment->n_cut_bytes > 0 ? 1 : 0;
  if (segment->transport == HEXWIRE_TRANSPORT_UDP)
    {
      hexwire_message_log_append (self->log, direction->kind, connection->peer_id,
                                  packet->time_us, segment->data, segment->size_bytes);
      add_comments (self, packet, connection->peer_id, FALSE);
      return;
    }
  if (!connection->is_closed && segment->size_bytes > 0
      && (segment->flags & (HEXWIRE_TCP_SYN | HEXWIRE_TCP_RST)) == 0)
    hexwire_captured_stream_add (&direction->stream, packet->time_us, segment->seq, segment->data,
                                 segment->size_bytes, (segment->flags & HEXWIRE_TCP_PSH) != 0,
                                 stream_cb, direction);
  is_told = !connection->is_closed && read_flags (self, connection, direction, packet, segment);
  add_comments (self, packet, connection->peer_id, is_told);
}

static HexwireMessageKind
parse_kind (const char *line)
{
  for (guint i = HEXWIRE_MESSAGE_OPENED; i < G_N_ELEMENTS (kind_words); i++)
    if (g_str_has_prefix (line, kind_words[i]))
      return (HexwireMessageKind) i;
  return HEXWIRE_MESSAGE_NOTE;
}

/* A row of ours: "Hexwire: error tcp 127.0.0.1:5000", an end of line, and its text. */
static void
read_note (HexwireCaptureReader         *self,
           const HexwireCapturePacket   *packet,
           const HexwireCapturedSegment *segment)
{
  gsize prefix = strlen (HEXWIRE_PCAPNG_NOTE);
  g_autofree char *bytes = g_strndup ((const char *) segment->data + prefix,
                                      segment->size_bytes - prefix);
  g_autofree char *line = g_utf8_make_valid (bytes, -1);
  g_autofree char *peer_text = NULL;
  HexwireLogPeer peer = { 0 };
  const char *text = strchr (line, '\n');
  guint32 peer_id = 0;

  if (find_told_peer (packet, &peer_text, &peer))
    peer_id = find_peer_of_note (self, &peer);
  add_text (self, parse_kind (line), peer_id, packet->time_us, text != NULL ? text + 1 : "");
}

static void
packet_cb (const HexwireCapturePacket *packet,
           gpointer                    user_data)
{
  HexwireCaptureReader *self = user_data;
  HexwireCapturedSegment segment;
  HexwireCapturedKind kind = hexwire_captured_segment_read (packet, &segment);

  self->n_packets++;
  self->last_time_us = packet->time_us;
  if (kind == HEXWIRE_CAPTURED_SEGMENT)
    read_segment (self, packet, &segment);
  else if (kind == HEXWIRE_CAPTURED_NOTE)
    read_note (self, packet, &segment);
  else
    {
      self->n_other[kind]++;
      add_comments (self, packet, 0, FALSE);
    }
}

HexwireCaptureReader *
hexwire_capture_reader_new (HexwireMessageLog *log)
{
  HexwireCaptureReader *self;

  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_LOG (log), NULL);

  self = g_new0 (HexwireCaptureReader, 1);
  self->log = log;
  self->parser = hexwire_capture_parser_new (packet_cb, self);
  self->connections = g_hash_table_new_full (key_hash, key_equal, NULL, connection_free);
  self->peers_by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unused_peers = g_hash_table_new (NULL, NULL);
  return self;
}

void
hexwire_capture_reader_free (HexwireCaptureReader *self)
{
  hexwire_capture_parser_free (self->parser);
  g_hash_table_unref (self->connections);
  g_hash_table_unref (self->peers_by_text);
  g_hash_table_unref (self->unused_peers);
  g_free (self);
}

gboolean
hexwire_capture_reader_feed (HexwireCaptureReader  *self,
                             const guint8          *data,
                             gsize                  size_bytes,
                             GError               **error)
{
  return hexwire_capture_parser_feed (self->parser, data, size_bytes, error);
}

static void
tell (HexwireCaptureReader *self,
      const char           *what,
      guint64               n)
{
  g_autofree char *text = NULL;

  if (n == 0)
    return;
  text = g_strdup_printf ("%s: %" G_GUINT64_FORMAT, what, n);
  add_text (self, HEXWIRE_MESSAGE_NOTE, 0, self->last_time_us, text);
}

static void
tell_the_rest (HexwireCaptureReader *self)
{
  /* Translators: each of these stands before a colon and a number */
  tell (self, _("Packets that are neither TCP nor UDP"), self->n_other[HEXWIRE_CAPTURED_OTHER]);
  tell (self, _("Fragments of packets, left out"), self->n_other[HEXWIRE_CAPTURED_FRAGMENT]);
  tell (self, _("Packets that cannot be understood"), self->n_other[HEXWIRE_CAPTURED_DAMAGED]);
  tell (self, _("Packets of an unknown kind of link"), self->n_other[HEXWIRE_CAPTURED_LINK]);
  tell (self, _("Packets that were not captured as a whole"), self->n_cut);
  tell (self, _("Segments that came again, left out"), self->n_repeated);
  tell (self, _("Packets of more connections than fit, left out"), self->n_too_many);
}

gboolean
hexwire_capture_reader_finish (HexwireCaptureReader  *self,
                               GError               **error)
{
  GHashTableIter iter;
  gpointer connection;

  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, NULL, &connection))
    flush_connection (self, connection);
  tell_the_rest (self);
  return hexwire_capture_parser_finish (self->parser, error);
}

guint64
hexwire_capture_reader_get_n_packets (HexwireCaptureReader *self)
{
  return self->n_packets;
}
