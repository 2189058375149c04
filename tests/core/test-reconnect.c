/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/connector.h"
#include "net/net-error.h"

#include <string.h>

#include "wire.h"

static HexwireEndpoint *
new_client (guint16  port,
            gboolean reconnects)
{
  HexwireEndpoint *client = wire_new (HEXWIRE_ENDPOINT_TCP_CLIENT, port);

  g_object_set (hexwire_endpoint_get_options (client), "reconnect", reconnects, NULL);
  return client;
}

static gboolean
is_waiting (HexwireEndpoint *client)
{
  return hexwire_endpoint_get_state (client) == HEXWIRE_ENDPOINT_OPENING
         && hexwire_endpoint_get_retry_us (client) > 0;
}

/* Waits that the client waits, and returns for how long it does by now. */
static gint64
wait_for_wait_ms (HexwireEndpoint *client)
{
  wait_until (is_waiting (client));
  return (hexwire_endpoint_get_retry_us (client) - g_get_monotonic_time ()) / 1000;
}

static void
test_refused (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (HexwireEndpoint) client = NULL;
  guint16 port;

  wire_open (server);
  port = wire_get_port (server);
  wire_close (server);
  client = new_client (port, TRUE);
  hexwire_endpoint_open (client);
  g_assert_cmpint (wait_for_wait_ms (client), <=, 500);
  g_assert_nonnull (strstr (hexwire_endpoint_get_error (client), "Connection refused"));
  wait_until (!is_waiting (client));
  g_assert_cmpint (wait_for_wait_ms (client), >, 500);

  g_object_set (server, "port", (guint) port, NULL);
  wire_open (server);
  wait_until (hexwire_endpoint_get_state (client) == HEXWIRE_ENDPOINT_OPEN);
  g_assert_cmpint (hexwire_endpoint_get_retry_us (client), ==, 0);
  /* Each attempt is told, that it goes on once. */
  g_assert_cmpuint (wire_count (client, HEXWIRE_MESSAGE_ERROR), >=, 2);
  g_assert_cmpuint (wire_count (client, HEXWIRE_MESSAGE_NOTE), ==, 1);
  wire_close (client);
  wire_close (server);
}

static void
test_lost (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (HexwireEndpoint) client = NULL;

  wire_open (server);
  client = new_client (wire_get_port (server), TRUE);
  wire_open (client);
  wait_until (hexwire_endpoint_get_n_connected (server) == 1);
  hexwire_peer_disconnect (wire_get_peer (server, 0));
  g_assert_cmpint (wait_for_wait_ms (client), <=, 500);
  g_assert_cmpstr (hexwire_endpoint_get_error (client), ==, "The connection was lost");
  wait_until (hexwire_endpoint_get_state (client) == HEXWIRE_ENDPOINT_OPEN);
  g_assert_cmpuint (g_list_model_get_n_items (hexwire_endpoint_get_peers (client)), ==, 2);

  /* Whoever disconnects by hand means it. */
  hexwire_peer_disconnect (wire_get_peer (client, 1));
  wait_until (hexwire_endpoint_get_state (client) == HEXWIRE_ENDPOINT_CLOSED);
  wire_close (server);
}

static void
test_stop (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  HexwireEndpoint *client;

  wire_open (server);
  client = new_client (wire_get_port (server), TRUE);
  wire_close (server);
  hexwire_endpoint_open (client);
  wait_until (is_waiting (client));
  hexwire_endpoint_close (client);
  g_assert_cmpint (hexwire_endpoint_get_state (client), ==, HEXWIRE_ENDPOINT_CLOSED);
  g_assert_finalize_object (client);

  client = new_client (1, FALSE);
  wire_open (client);
  g_assert_cmpint (hexwire_endpoint_get_state (client), ==, HEXWIRE_ENDPOINT_FAILED);
  g_assert_finalize_object (client);
}

static GPtrArray *
addresses_new (const char *const *hosts,
               guint16            port)
{
  GPtrArray *addresses = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; hosts[i] != NULL; i++)
    g_ptr_array_add (addresses, g_inet_socket_address_new_from_string (hosts[i], port));
  return addresses;
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GSocketConnection *
connect_to (const char *const    *hosts,
            guint16               port,
            HexwireSocketOptions *options,
            HexwireMessageLog    *log,
            GCancellable         *cancellable,
            GError              **error)
{
  g_autoptr (GPtrArray) addresses = addresses_new (hosts, port);
  g_autoptr (GAsyncResult) result = NULL;

  hexwire_connect_async (addresses, options, log, cancellable, done_cb, &result);
  wait_until (result != NULL);
  return hexwire_connect_finish (result, error);
}

/* Of the addresses of a name, some refuse and one answers. */
static void
test_several_addresses (void)
{
  static const char *const hosts[] = { "127.0.0.2", "127.0.0.3", "127.0.0.1", "127.0.0.4", NULL };
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (HexwireSocketOptions) options = hexwire_socket_options_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  HexwireMessageLog *log;

  wire_open (server);
  log = hexwire_endpoint_get_log (server);
  connection = connect_to (hosts, wire_get_port (server), options, log, cancellable, &error);
  g_assert_no_error (error);
  g_assert_nonnull (connection);
  g_assert_true (wire_says (server, HEXWIRE_MESSAGE_NOTE, "127.0.0.2:"));
  g_assert_true (wire_says (server, HEXWIRE_MESSAGE_NOTE, " refused the connection127.0.0.3:"));
  g_assert_true (wire_says (server, HEXWIRE_MESSAGE_NOTE, " answered"));
  g_assert_false (wire_says (server, HEXWIRE_MESSAGE_NOTE, "127.0.0.4"));
  wire_close (server);
}

static void
test_nobody_answers (void)
{
  static const char *const refusing[] = { "127.0.0.2", "127.0.0.3", NULL };
  static const char *const families[] = { "::1", "127.0.0.2", NULL };
  g_autoptr (HexwireSocketOptions) options = hexwire_socket_options_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (connect_to (refusing, 1, options, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  g_clear_error (&error);

  /* What cannot be tried is told before what refused. */
  g_object_set (options, "source-address", "127.0.0.1", NULL);
  g_assert_null (connect_to (families, 1, options, NULL, cancellable, &error));
  g_assert_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (connect_to (refusing, 1, options, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reconnect/refused", test_refused);
  g_test_add_func ("/reconnect/lost", test_lost);
  g_test_add_func ("/reconnect/stop", test_stop);
  g_test_add_func ("/reconnect/several-addresses", test_several_addresses);
  g_test_add_func ("/reconnect/nobody-answers", test_nobody_answers);
  return g_test_run ();
}
