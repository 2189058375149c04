/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-writer-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "log/decoded-text.h"
#include "log/pcapng-block.h"
#include "log/pcapng-format.h"
#include "log/synthetic-packet.h"

/* As many values as a comment may show; decoded-text bounds their length. */
#define MAX_VALUES 1024

/* An ACK comes at the latest after so much, and after so many segments. */
#define MAX_UNACKED_BYTES (1 << 20)
#define MAX_UNACKED_SEGMENTS 64

typedef struct
{
  char *address;                /* of whom a number was when it was last seen */
  char *local_address;          /* (nullable) */
  HexwireSyntheticFlow flow;
  gboolean is_told;             /* whether this file says who the peer is */
  gboolean is_open;             /* the handshake is done */
  guint32 next_seq[2];          /* ours and theirs */
  guint32 acked_seq[2];
  guint n_unacked_segments;
} Peer;

typedef struct
{
  HexwireLogWriter *writer;
  const HexwireLogRecord *record;
  Peer *peer;
  gsize start;                  /* where the block began */
} Block;

static void
peer_free (gpointer data)
{
  Peer *self = data;

  g_free (self->address);
  g_free (self->local_address);
  g_free (self);
}

static void
pcapng_begin (HexwireLogWriter *self)
{
  GHashTableIter iter;
  gpointer peer;

  if (self->state == NULL)
    self->state = g_hash_table_new_full (NULL, NULL, NULL, peer_free);
  g_hash_table_iter_init (&iter, self->state);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    ((Peer *) peer)->is_told = FALSE;
  hexwire_pcapng_append_beginning (self->sink->text);
}

static void
begin_packet (Block *self)
{
  self->start = hexwire_pcapng_begin_packet (self->writer->sink->text, self->record->time_us);
}

static void
end_packet_bytes (Block    *self,
                  gboolean  is_sent)
{
  hexwire_pcapng_end_bytes (self->writer->sink->text, self->start, is_sent);
}

static void
end_packet (Block *self)
{
  hexwire_pcapng_end_packet (self->writer->sink->text, self->start);
  hexwire_log_sink_flush_if_full (self->writer->sink);
}

static void
append_peer_comment (Block *self)
{
  const HexwireLogPeer *peer = self->record->peer;
  g_autofree char *comment
    = g_strdup_printf (HEXWIRE_PCAPNG_PEER_COMMENT "%s %s%s%s",
                       hexwire_pcapng_get_transport_word (peer->transport), peer->address,
                       peer->local_address != NULL ? "\nlocal " : "",
                       peer->local_address != NULL ? peer->local_address : "");

  hexwire_pcapng_append_comment (self->writer->sink->text, comment);
}

/* Says once in each file who the peer is, where its addresses do not. */
static void
introduce_peer (Block *self)
{
  const HexwireLogPeer *peer = self->record->peer;

  if (peer == NULL || self->peer->is_told)
    return;
  self->peer->is_told = TRUE;
  if (!self->peer->flow.is_exact || strchr (peer->address, '%') != NULL)
    append_peer_comment (self);
}

static void
append_decoded_comment (Block *self)
{
  g_autoptr (GString) line = NULL;

  if (self->writer->decode == NULL || self->record->size_bytes == 0)
    return;
  line = g_string_new (HEXWIRE_PCAPNG_FIELDS_COMMENT);
  hexwire_decoded_text_append (line, self->writer->decode, self->record->data,
                               self->record->size_bytes, MAX_VALUES);
  hexwire_pcapng_append_comment (self->writer->sink->text, line->str);
}

static char *
dup_text (const HexwireLogRecord *record)
{
  return record->size_bytes > 0 ? g_strndup ((const char *) record->data, record->size_bytes)
                                : g_strdup ("");
}

static void
append_text_comment (Block *self)
{
  g_autofree char *text = dup_text (self->record);

  if (*text != '\0')
    hexwire_pcapng_append_comment (self->writer->sink->text, text);
}

/* A segment without comments of the record's. */
static void
write_bare_segment (Block    *self,
                    gboolean  is_sent,
                    guint8    flags)
{
  Peer *peer = self->peer;
  HexwireSyntheticTcp tcp = { .seq = peer->next_seq[!is_sent], .flags = flags };

  if ((flags & HEXWIRE_TCP_ACK) != 0)
    tcp.ack = peer->acked_seq[is_sent] = peer->next_seq[is_sent];
  begin_packet (self);
  hexwire_synthetic_append_tcp (&peer->flow, is_sent, &tcp, NULL, 0, self->writer->sink->text);
  end_packet_bytes (self, is_sent);
  if ((flags & (HEXWIRE_TCP_SYN | HEXWIRE_TCP_FIN)) != 0)
    peer->next_seq[!is_sent]++;
}

static void
write_plain_segment (Block    *self,
                     gboolean  is_sent,
                     guint8    flags)
{
  write_bare_segment (self, is_sent, flags);
  end_packet (self);
}

/* The handshake. As with many a real TCP, a clock gives the first sequence numbers, so that those
 * of a connection between the same ends as an earlier one are others. */
static void
open_stream (Block *self)
{
  Peer *peer = self->peer;
  gboolean opened_here = self->record->peer != NULL && self->record->peer->opened_here;

  if (peer->is_open)
    return;
  peer->is_open = TRUE;
  peer->n_unacked_segments = 0;
  for (guint i = 0; i < 2; i++)
    peer->next_seq[i] = peer->acked_seq[i] = (guint32) self->record->time_us + (i << 31);

  write_bare_segment (self, opened_here, HEXWIRE_TCP_SYN);
  introduce_peer (self);
  if (self->record->kind == HEXWIRE_MESSAGE_OPENED)
    append_text_comment (self);
  end_packet (self);
  write_plain_segment (self, !opened_here, HEXWIRE_TCP_SYN | HEXWIRE_TCP_ACK);
  write_plain_segment (self, opened_here, HEXWIRE_TCP_ACK);
}

/* Which end closes first. One that broke ends without a handshake, as one that was reset. */
static void
close_stream (Block *self)
{
  gboolean is_reset = self->record->ending >= HEXWIRE_ENDING_RESET;
  gboolean closed_here = self->record->ending == HEXWIRE_ENDING_HERE
                         || self->record->ending == HEXWIRE_ENDING_RESET_HERE;

  open_stream (self);
  write_bare_segment (self, closed_here,
                      HEXWIRE_TCP_ACK | (is_reset ? HEXWIRE_TCP_RST : HEXWIRE_TCP_FIN));
  introduce_peer (self);
  append_text_comment (self);
  end_packet (self);
  if (!is_reset)
    {
      write_plain_segment (self, !closed_here, HEXWIRE_TCP_FIN | HEXWIRE_TCP_ACK);
      write_plain_segment (self, closed_here, HEXWIRE_TCP_ACK);
    }
  g_hash_table_remove (self->writer->state, GUINT_TO_POINTER (self->record->peer_id));
}

static void
acknowledge (Block    *self,
             gboolean  is_sent)
{
  Peer *peer = self->peer;

  peer->n_unacked_segments++;
  if (peer->n_unacked_segments < MAX_UNACKED_SEGMENTS
      && peer->next_seq[!is_sent] - peer->acked_seq[!is_sent] < MAX_UNACKED_BYTES)
    return;
  peer->n_unacked_segments = 0;
  write_plain_segment (self, !is_sent, HEXWIRE_TCP_ACK);
}

static void
write_stream_data (Block    *self,
                   gboolean  is_sent)
{
  const HexwireLogRecord *record = self->record;
  Peer *peer = self->peer;

  open_stream (self);
  for (gsize i = 0; i < record->size_bytes; i += HEXWIRE_SYNTHETIC_TCP_MAX_BYTES)
    {
      gsize n_left = record->size_bytes - i;
      gsize n = MIN (n_left, HEXWIRE_SYNTHETIC_TCP_MAX_BYTES);
      HexwireSyntheticTcp tcp = { .seq = peer->next_seq[!is_sent],
                                  .ack = peer->next_seq[is_sent],
                                  .flags = HEXWIRE_TCP_ACK | (n == n_left ? HEXWIRE_TCP_PSH : 0) };

      peer->acked_seq[is_sent] = peer->next_seq[is_sent];
      peer->next_seq[!is_sent] += (guint32) n;
      begin_packet (self);
      hexwire_synthetic_append_tcp (&peer->flow, is_sent, &tcp, record->data + i, n,
                                    self->writer->sink->text);
      end_packet_bytes (self, is_sent);
      introduce_peer (self);
      if (i == 0)
        append_decoded_comment (self);
      end_packet (self);
      acknowledge (self, is_sent);
    }
}

static void
write_datagram (Block    *self,
                gboolean  is_sent)
{
  const HexwireLogRecord *record = self->record;
  gsize i = 0;

  do
    {
      gsize n = MIN (record->size_bytes - i, HEXWIRE_SYNTHETIC_UDP_MAX_BYTES);

      begin_packet (self);
      hexwire_synthetic_append_udp (&self->peer->flow, is_sent,
                                    n > 0 ? record->data + i : NULL, n,
                                    self->writer->sink->text);
      end_packet_bytes (self, is_sent);
      introduce_peer (self);
      if (n < record->size_bytes)
        {
          g_autofree char *comment
            = g_strdup_printf ("bytes %zu to %zu of one datagram of %zu bytes", i, i + n - 1,
                               record->size_bytes);

          hexwire_pcapng_append_comment (self->writer->sink->text, comment);
        }
      if (i == 0)
        append_decoded_comment (self);
      end_packet (self);
      i += n;
    }
  while (i < record->size_bytes);
}

/* A row that no packet stands for has a frame of its own, with its time: what it is and whose, in
 * the first line and in a comment, and its text. */
static void
write_note (Block *self)
{
  const HexwireLogRecord *record = self->record;
  g_autoptr (GString) note = g_string_new (HEXWIRE_PCAPNG_NOTE);

  g_string_append (note, hexwire_log_writer_get_kind_word (record->kind));
  if (record->peer != NULL)
    g_string_append_printf (note, " %s %s",
                            hexwire_pcapng_get_transport_word (record->peer->transport),
                            record->peer->address);
  g_string_append_c (note, '\n');
  if (record->size_bytes > 0)
    g_string_append_len (note, (const char *) record->data,
                         (gssize) MIN (record->size_bytes, HEXWIRE_PCAPNG_MAX_TEXT_BYTES));

  begin_packet (self);
  hexwire_synthetic_append_note (note->str, note->len, self->writer->sink->text);
  end_packet_bytes (self, FALSE);
  if (record->peer != NULL)
    append_peer_comment (self);
  append_text_comment (self);
  end_packet (self);
}

/* A number names another one when the log has forgotten the first. */
static gboolean
is_same (const Peer           *self,
         const HexwireLogPeer *peer)
{
  return peer == NULL
         || (g_str_equal (self->address, peer->address)
             && g_strcmp0 (self->local_address, peer->local_address) == 0);
}

static Peer *
ensure_peer (HexwireLogWriter       *self,
             const HexwireLogRecord *record)
{
  gpointer key = GUINT_TO_POINTER (record->peer_id);
  Peer *peer = g_hash_table_lookup (self->state, key);

  if (peer == NULL || !is_same (peer, record->peer))
    {
      peer = g_new0 (Peer, 1);
      peer->address = g_strdup (record->peer != NULL ? record->peer->address : "");
      peer->local_address = g_strdup (record->peer != NULL ? record->peer->local_address : NULL);
      hexwire_synthetic_flow_init (&peer->flow, record->peer, record->peer_id);
      g_hash_table_insert (self->state, key, peer);
    }
  return peer;
}

static void
pcapng_write (HexwireLogWriter       *self,
              const HexwireLogRecord *record)
{
  gboolean is_stream = record->peer != NULL
                       && hexwire_transport_is_stream (record->peer->transport);
  gboolean is_data = hexwire_message_kind_is_data (record->kind);
  Block block = { .writer = self, .record = record };

  if (is_data || (is_stream && (record->kind == HEXWIRE_MESSAGE_OPENED
                                || record->kind == HEXWIRE_MESSAGE_CLOSED)))
    block.peer = ensure_peer (self, record);

  if (block.peer == NULL || (record->kind == HEXWIRE_MESSAGE_OPENED && block.peer->is_open))
    write_note (&block);
  else if (record->kind == HEXWIRE_MESSAGE_OPENED)
    open_stream (&block);
  else if (record->kind == HEXWIRE_MESSAGE_CLOSED)
    close_stream (&block);
  else if (is_stream)
    write_stream_data (&block, record->kind == HEXWIRE_MESSAGE_SENT);
  else
    write_datagram (&block, record->kind == HEXWIRE_MESSAGE_SENT);
}

static void
pcapng_free_state (gpointer state)
{
  g_hash_table_unref (state);
}

const HexwireLogWriterClass hexwire_pcapng_writer_class = { .begin = pcapng_begin,
                                                            .write = pcapng_write,
                                                            .free_state = pcapng_free_state };
