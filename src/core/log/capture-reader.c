/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/capture-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "log/captured-comments.h"
#include "log/captured-connection.h"
#include "log/captured-peers.h"
#include "log/pcapng-format.h"
#include "log/synthetic-packet.h"

/* More connections than this are not kept apart; their packets are counted only. */
#define MAX_CONNECTIONS 1000000

struct _HexwireCaptureReader
{
  HexwireMessageLog *log;
  HexwireCaptureParser *parser;
  HexwireCapturedPeers *peers;
  GHashTable *connections;      /* (element-type HexwireCapturedKey HexwireCapturedConnection) */
  guint64 n_packets;
  guint64 n_other[HEXWIRE_CAPTURED_N_KINDS];
  guint64 n_too_many;
  guint64 n_cut;
  guint64 n_repeated;
  gint64 last_time_us;
};

static const char *const kind_words[] = { "received", "sent", "opened", "closed", "error", "note" };

static void
add_text (HexwireCaptureReader *self,
          HexwireMessageKind    kind,
          guint32               peer_id,
          gint64                time_us,
          const char           *text)
{
  hexwire_message_log_append (self->log, kind, peer_id, time_us, text, strlen (text));
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

  return hexwire_captured_peers_add (
    self->peers, hexwire_captured_comments_find_peer (packet, &text, &told) ? &told : &peer);
}

static HexwireCapturedConnection *
add_connection (HexwireCaptureReader         *self,
                const HexwireCapturePacket   *packet,
                const HexwireCapturedSegment *segment,
                const HexwireCapturedKey     *key)
{
  gboolean is_answer = (segment->flags & (HEXWIRE_TCP_SYN | HEXWIRE_TCP_ACK))
                       == (HEXWIRE_TCP_SYN | HEXWIRE_TCP_ACK);
  gboolean is_ours = packet->direction == HEXWIRE_CAPTURE_OUTBOUND || segment->is_outgoing;
  HexwireCapturedConnection *connection;

  if (g_hash_table_size (self->connections) >= MAX_CONNECTIONS)
    return NULL;
  if (packet->direction == HEXWIRE_CAPTURE_UNKNOWN && !segment->is_outgoing)
    is_ours = is_answer;
  connection = hexwire_captured_connection_new (key, self->log,
                                                make_peer (self, packet, segment, is_ours),
                                                is_ours);
  g_hash_table_replace (self->connections, hexwire_captured_connection_get_key (connection),
                        connection);
  return connection;
}

/* The connection that a segment is of, and whether it goes the way of the first one. */
static HexwireCapturedConnection *
find_connection (HexwireCaptureReader         *self,
                 const HexwireCapturePacket   *packet,
                 const HexwireCapturedSegment *segment,
                 gboolean                     *is_forward)
{
  HexwireCapturedKey key, reversed;
  HexwireCapturedConnection *connection;

  hexwire_captured_key_init (&key, segment, FALSE);
  connection = g_hash_table_lookup (self->connections, &key);
  *is_forward = connection != NULL;
  if (connection == NULL)
    {
      hexwire_captured_key_init (&reversed, segment, TRUE);
      connection = g_hash_table_lookup (self->connections, &reversed);
    }

  /* The same ends again, for another connection. */
  if (connection != NULL && hexwire_captured_connection_ends_with (connection, segment))
    {
      self->n_repeated += hexwire_captured_connection_finish (connection);
      g_hash_table_remove (self->connections, hexwire_captured_connection_get_key (connection));
      connection = NULL;
    }
  if (connection == NULL)
    {
      *is_forward = TRUE;
      connection = add_connection (self, packet, segment, &key);
    }
  return connection;
}

static void
read_segment (HexwireCaptureReader         *self,
              const HexwireCapturePacket   *packet,
              const HexwireCapturedSegment *segment)
{
  gboolean is_forward;
  HexwireCapturedConnection *connection = find_connection (self, packet, segment, &is_forward);

  if (connection == NULL)
    {
      self->n_too_many++;
      return;
    }
  self->n_cut += segment->n_cut_bytes > 0 ? 1 : 0;
  hexwire_captured_connection_read (connection, packet, segment, is_forward);
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

  if (hexwire_captured_comments_find_peer (packet, &peer_text, &peer))
    peer_id = hexwire_captured_peers_find (self->peers, &peer);
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
      hexwire_captured_comments_log (packet, self->log, 0, FALSE);
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
  self->peers = hexwire_captured_peers_new (log);
  self->connections
    = g_hash_table_new_full (hexwire_captured_key_hash, hexwire_captured_key_equal, NULL,
                             (GDestroyNotify) hexwire_captured_connection_free);
  return self;
}

void
hexwire_capture_reader_free (HexwireCaptureReader *self)
{
  hexwire_capture_parser_free (self->parser);
  g_hash_table_unref (self->connections);
  hexwire_captured_peers_free (self->peers);
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
    self->n_repeated += hexwire_captured_connection_finish (connection);
  tell_the_rest (self);
  return hexwire_capture_parser_finish (self->parser, error);
}

guint64
hexwire_capture_reader_get_n_packets (HexwireCaptureReader *self)
{
  return self->n_packets;
}
