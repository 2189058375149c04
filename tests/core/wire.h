/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/message-log.h"
#include "net/endpoint-kind.h"

#include "wait.h"

/* Looks into an endpoint, for tests. */

/* An endpoint on loopback; @port 0 takes a free one. */
static inline HexwireEndpoint *
wire_new (HexwireEndpointKind kind,
          guint16             port)
{
  HexwireEndpoint *self = hexwire_endpoint_new (kind);

  g_object_set (self, "host", "127.0.0.1", "port", (guint) port, NULL);
  return self;
}

/* Opens and waits until that is done, well or badly. */
static inline void
wire_open (HexwireEndpoint *self)
{
  hexwire_endpoint_open (self);
  wait_until (hexwire_endpoint_get_state (self) != HEXWIRE_ENDPOINT_OPENING);
}

static inline void
wire_close (HexwireEndpoint *self)
{
  hexwire_endpoint_close (self);
  wait_until (!hexwire_endpoint_is_active (self));
}

static inline guint16
wire_get_port (HexwireEndpoint *self)
{
  const char *address = hexwire_endpoint_get_local_addresses (self)[0];

  g_assert_nonnull (address);
  return (guint16) g_ascii_strtoull (strrchr (address, ':') + 1, NULL, 10);
}

static inline GListModel *
wire_get_rows (HexwireEndpoint *self)
{
  HexwireMessageLog *log = hexwire_endpoint_get_log (self);

  hexwire_message_log_publish (log);
  return G_LIST_MODEL (log);
}

static inline guint
wire_count (HexwireEndpoint    *self,
            HexwireMessageKind  kind)
{
  GListModel *rows = wire_get_rows (self);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (HexwireMessage) message = g_list_model_get_item (rows, i);

      n += hexwire_message_get_kind (message) == kind ? 1 : 0;
    }
  return n;
}

/* The payloads of one kind, one after the other. */
static inline GByteArray *
wire_collect (HexwireEndpoint    *self,
              HexwireMessageKind  kind)
{
  GListModel *rows = wire_get_rows (self);
  GByteArray *bytes = g_byte_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (HexwireMessage) message = g_list_model_get_item (rows, i);
      GBytes *payload = hexwire_message_get_payload (message);

      if (hexwire_message_get_kind (message) == kind)
        g_byte_array_append (bytes, g_bytes_get_data (payload, NULL),
                             (guint) g_bytes_get_size (payload));
    }
  return bytes;
}

static inline gsize
wire_count_bytes (HexwireEndpoint    *self,
                  HexwireMessageKind  kind)
{
  g_autoptr (GByteArray) bytes = wire_collect (self, kind);

  return bytes->len;
}

/* Whether a row of @kind says @text. */
static inline gboolean
wire_says (HexwireEndpoint    *self,
           HexwireMessageKind  kind,
           const char         *text)
{
  g_autoptr (GByteArray) bytes = wire_collect (self, kind);

  g_byte_array_append (bytes, (const guint8 *) "", 1);
  return strstr ((const char *) bytes->data, text) != NULL;
}

static inline HexwirePeer *
wire_get_peer (HexwireEndpoint *self,
               guint            position)
{
  GListModel *peers = hexwire_endpoint_get_peers (self);
  g_autoptr (HexwirePeer) peer = g_list_model_get_item (peers, position);

  g_assert_nonnull (peer);
  return peer;    /* the list keeps it */
}

static inline gboolean
wire_send (HexwireEndpoint  *self,
           const char       *text,
           GError          **error)
{
  g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));

  return hexwire_endpoint_send (self, NULL, payload, error);
}

/* Has @self receive "late" from @sender, with the main loop away for a while after it was sent;
 * returns whether the row tells when it came, not when it was read. */
static inline gboolean
wire_tells_time_of_one (HexwireEndpoint *self,
                        HexwireEndpoint *sender)
{
  guint n_before = wire_count (self, HEXWIRE_MESSAGE_RECEIVED);
  g_autoptr (HexwireMessage) message = NULL;
  gint64 away_until_us;
  GListModel *rows;

  g_assert_true (wire_send (sender, "late", NULL));
  away_until_us = g_get_real_time () + 100 * 1000;
  while (g_get_real_time () < away_until_us)
    g_usleep (1000);
  wait_until (wire_count (self, HEXWIRE_MESSAGE_RECEIVED) == n_before + 1);

  rows = wire_get_rows (self);
  message = g_list_model_get_item (rows, g_list_model_get_n_items (rows) - 1);
  g_assert_cmpint (hexwire_message_get_kind (message), ==, HEXWIRE_MESSAGE_RECEIVED);
  return hexwire_message_get_time_us (message) < away_until_us;
}

/* Whether @self comes to tell when messages came: the kernel begins to note that a moment after it
 * is asked to, so the first may lack it. */
static inline gboolean
wire_tells_time_of_arrival (HexwireEndpoint *self,
                            HexwireEndpoint *sender)
{
  gboolean is_told = FALSE;

  for (guint i = 0; i < 20 && !is_told; i++)
    is_told = wire_tells_time_of_one (self, sender);
  return is_told;
}

/* When the first or the last row of @kind was, in microseconds since 1970 (UTC). */
static inline gint64
wire_get_time_us (HexwireEndpoint    *self,
                  HexwireMessageKind  kind,
                  gboolean            is_last)
{
  GListModel *rows = wire_get_rows (self);
  gint64 time_us = 0;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (HexwireMessage) message = g_list_model_get_item (rows, i);

      if (hexwire_message_get_kind (message) == kind && (is_last || time_us == 0))
        time_us = hexwire_message_get_time_us (message);
    }
  return time_us;
}

/* Sends from @sender to @self, once and by a batch, and returns whether all of that is told to have
 * been sent before it came. */
static inline gboolean
wire_is_sent_before_it_comes (HexwireEndpoint *self,
                              HexwireEndpoint *sender)
{
  g_autoptr (HexwirePeer) peer = g_object_ref (wire_get_peer (sender, 0));
  g_autoptr (GBytes) payload = g_bytes_new_static ("12345678", 8);
  GBytes *batch[64];
  guint n_sent = 0;

  /* The first message has the kernel begin to note times. */
  g_assert_true (wire_tells_time_of_arrival (self, sender));
  hexwire_message_log_clear (hexwire_endpoint_get_log (self));
  hexwire_message_log_clear (hexwire_endpoint_get_log (sender));

  g_assert_true (hexwire_endpoint_send (sender, NULL, payload, NULL));
  wait_until (wire_count_bytes (self, HEXWIRE_MESSAGE_RECEIVED) == 8);
  if (wire_get_time_us (sender, HEXWIRE_MESSAGE_SENT, TRUE)
      > wire_get_time_us (self, HEXWIRE_MESSAGE_RECEIVED, FALSE))
    return FALSE;

  hexwire_message_log_clear (hexwire_endpoint_get_log (self));
  for (guint i = 0; i < G_N_ELEMENTS (batch); i++)
    batch[i] = payload;
  g_assert_true (hexwire_peer_send_many (peer, batch, G_N_ELEMENTS (batch), &n_sent, NULL));
  g_assert_cmpuint (n_sent, ==, G_N_ELEMENTS (batch));
  wait_until (wire_count_bytes (self, HEXWIRE_MESSAGE_RECEIVED) == 8 * G_N_ELEMENTS (batch));
  return wire_get_time_us (sender, HEXWIRE_MESSAGE_SENT, TRUE)
         <= wire_get_time_us (self, HEXWIRE_MESSAGE_RECEIVED, FALSE);
}

/* How the connection ended that is told of last. */
static inline HexwireEnding
wire_get_ending (HexwireEndpoint *self)
{
  HexwireMessageLog *log = hexwire_endpoint_get_log (self);
  HexwireLogReader *reader = hexwire_message_log_get_reader (log);

  hexwire_message_log_publish (log);
  for (guint64 row = hexwire_message_log_get_end_row (log); row-- > 0;)
    {
      const HexwireLogEntry *entry = hexwire_log_reader_find_entry (reader, row);

      if (entry->kind == HEXWIRE_MESSAGE_CLOSED && entry->peer_id != 0)
        return entry->ending;
    }
  return HEXWIRE_ENDING_UNKNOWN;
}
