/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "demo.h"

#include "window-payload.h"
#include "window-session.h"

#include "codec/record.h"
#include "net/traffic.h"

#include <string.h>

#define FORMAT ">id:h count:i total:q"
#define STEP_MS 150
/* For so many steps at most an echo is waited for: somebody may have turned it off. */
#define MAX_WAITS 40

/* A server and the client that talks to it. */
typedef struct
{
  HexwireWindow *window;          /* weak */
  HexwireEndpoint *server;
  HexwireEndpoint *client;
  guint n_sent;
  guint n_waits;
} DemoPair;

static void
demo_pair_free (DemoPair *self)
{
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->server);
  g_clear_object (&self->client);
  g_free (self);
}

static GBytes *
new_packed (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();

  hexwire_record_set_format (record, FORMAT);
  hexwire_record_set_value (record, 0, "-7");
  hexwire_record_set_value (record, 1, "1234566");
  hexwire_record_set_value (record, 2, "-1");
  return g_bytes_ref (hexwire_record_get_bytes (record));
}

/* While the machine has no time to read, what is sent would come as one message of the stream. */
static gboolean
waits_for_echo (DemoPair *self)
{
  const HexwireCounters *counters = &hexwire_endpoint_get_traffic (self->client)->counters;

  return counters->bytes_in < counters->bytes_out && self->n_waits++ < MAX_WAITS;
}

/* One message every now and then, so that it is seen how they come. */
static gboolean
send_cb (gpointer user_data)
{
  static const char *const texts[] = { "Hello, world", "GET / HTTP/1.1\r\n", "Grüße 你好" };
  DemoPair *self = user_data;
  g_autoptr (GBytes) payload = NULL;
  gboolean is_last = self->n_sent == G_N_ELEMENTS (texts);

  if (waits_for_echo (self))
    return G_SOURCE_CONTINUE;
  if (is_last)
    payload = new_packed ();
  else
    payload = g_bytes_new_static (texts[self->n_sent], strlen (texts[self->n_sent]));
  self->n_sent++;
  hexwire_endpoint_send (self->client, NULL, payload, NULL);
  if (!is_last)
    return G_SOURCE_CONTINUE;
  if (self->window != NULL)
    hexwire_window_set_payload (self->window, FORMAT, payload);
  return G_SOURCE_REMOVE;
}

/* The tab says why; there is nothing more to show. */
static gboolean
give_up_when_failed (DemoPair        *self,
                     HexwireEndpoint *endpoint)
{
  HexwireEndpointState state = hexwire_endpoint_get_state (endpoint);

  if (state != HEXWIRE_ENDPOINT_FAILED && state != HEXWIRE_ENDPOINT_CLOSED)
    return FALSE;
  g_signal_handlers_disconnect_by_data (self->server, self);
  g_signal_handlers_disconnect_by_data (self->client, self);
  demo_pair_free (self);
  return TRUE;
}

static void
client_state_cb (HexwireEndpoint *client,
                 GParamSpec      *pspec,
                 DemoPair        *self)
{
  if (give_up_when_failed (self, client)
      || hexwire_endpoint_get_state (client) != HEXWIRE_ENDPOINT_OPEN)
    return;
  g_signal_handlers_disconnect_by_func (client, client_state_cb, self);
  g_timeout_add_full (G_PRIORITY_DEFAULT, STEP_MS, send_cb, self, (GDestroyNotify) demo_pair_free);
}

static void
server_state_cb (HexwireEndpoint *server,
                 GParamSpec      *pspec,
                 DemoPair        *self)
{
  const char *address;

  if (give_up_when_failed (self, server)
      || hexwire_endpoint_get_state (server) != HEXWIRE_ENDPOINT_OPEN)
    return;
  g_signal_handlers_disconnect_by_func (server, server_state_cb, self);
  address = hexwire_endpoint_get_local_addresses (server)[0];
  g_object_set (self->client, "port",
                (guint) g_ascii_strtoull (strrchr (address, ':') + 1, NULL, 10), NULL);
  g_signal_connect (self->client, "notify::state", G_CALLBACK (client_state_cb), self);
  hexwire_endpoint_open (self->client);
}

static void
start_pair (HexwireWindow       *window,
            HexwireEndpointKind  server_kind,
            HexwireEndpointKind  client_kind)
{
  DemoPair *self = g_new0 (DemoPair, 1);

  g_set_weak_pointer (&self->window, window);
  self->server = hexwire_endpoint_new (server_kind);
  self->client = hexwire_endpoint_new (client_kind);
  g_object_set (self->server, "host", "127.0.0.1", "port", 0, "reply", HEXWIRE_REPLY_ECHO, NULL);
  hexwire_window_add_endpoint (window, self->server);
  hexwire_window_add_endpoint (window, self->client);
  g_signal_connect (self->server, "notify::state", G_CALLBACK (server_state_cb), self);
  hexwire_endpoint_open (self->server);
}

void
hexwire_demo_start (HexwireWindow *window)
{
  int index;

  hexwire_window_session_remove_untouched (window);
  index = hexwire_window_get_n_tabs (window);
  start_pair (window, HEXWIRE_ENDPOINT_TCP_SERVER, HEXWIRE_ENDPOINT_TCP_CLIENT);
  start_pair (window, HEXWIRE_ENDPOINT_UDP_SERVER, HEXWIRE_ENDPOINT_UDP_CLIENT);
  hexwire_window_show_page (window, index);
}
