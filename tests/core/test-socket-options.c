/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/address.h"
#include "net/bind.h"
#include "net/net-error.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#include "wire.h"

static int
get (GSocket *socket,
     int      level,
     int      name)
{
  int value = -1;

  g_assert_true (g_socket_get_option (socket, level, name, &value, NULL));
  return value;
}

typedef struct
{
  const char *property;
  guint value;
  GSocketType type;
  GSocketFamily family;
  int level;
  int name;
  int expected;
} Row;

static const Row rows[] = {
  { "no-delay", 1, G_SOCKET_TYPE_STREAM, G_SOCKET_FAMILY_IPV4, IPPROTO_TCP, TCP_NODELAY, 1 },
  { "keep-alive", 1, G_SOCKET_TYPE_STREAM, G_SOCKET_FAMILY_IPV4, SOL_SOCKET, SO_KEEPALIVE, 1 },
  { "keep-alive-idle-s", 61, G_SOCKET_TYPE_STREAM, G_SOCKET_FAMILY_IPV6, IPPROTO_TCP, TCP_KEEPIDLE,
    61 },
  { "keep-alive-interval-s", 7, G_SOCKET_TYPE_STREAM, G_SOCKET_FAMILY_IPV4, IPPROTO_TCP,
    TCP_KEEPINTVL, 7 },
  { "keep-alive-count", 3, G_SOCKET_TYPE_STREAM, G_SOCKET_FAMILY_IPV4, IPPROTO_TCP, TCP_KEEPCNT,
    3 },
  { "ttl", 5, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_FAMILY_IPV4, IPPROTO_IP, IP_TTL, 5 },
  { "ttl", 6, G_SOCKET_TYPE_STREAM, G_SOCKET_FAMILY_IPV6, IPPROTO_IPV6, IPV6_UNICAST_HOPS, 6 },
  { "ttl", 0, G_SOCKET_TYPE_STREAM, G_SOCKET_FAMILY_IPV4, IPPROTO_IP, IP_TTL, 64 },
  { "dscp", 46, G_SOCKET_TYPE_STREAM, G_SOCKET_FAMILY_IPV4, IPPROTO_IP, IP_TOS, 46 << 2 },
  { "dscp", 10, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_FAMILY_IPV6, IPPROTO_IPV6, IPV6_TCLASS, 10 << 2 },
  { "multicast-ttl", 9, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_FAMILY_IPV4, IPPROTO_IP, IP_MULTICAST_TTL,
    9 },
  { "multicast-ttl", 0, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_FAMILY_IPV6, IPPROTO_IPV6,
    IPV6_MULTICAST_HOPS, 0 },
  { "multicast-loop", 0, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_FAMILY_IPV4, IPPROTO_IP,
    IP_MULTICAST_LOOP, 0 },
  { "receive-buffer-bytes", 65536, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_FAMILY_IPV4, SOL_SOCKET,
    SO_RCVBUF, 131072 },
  { "send-buffer-bytes", 65536, G_SOCKET_TYPE_STREAM, G_SOCKET_FAMILY_IPV4, SOL_SOCKET, SO_SNDBUF,
    131072 },
};

static void
set_number (HexwireSocketOptions *options,
            const char           *property,
            guint                 value)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (options), property);

  if (G_IS_PARAM_SPEC_BOOLEAN (pspec))
    g_object_set (options, property, (gboolean) value, NULL);
  else
    g_object_set (options, property, value, NULL);
}

static void
test_new_socket (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HexwireSocketOptions) options = hexwire_socket_options_new ();
      g_autoptr (GSocket) socket = hexwire_socket_new (rows[i].family, rows[i].type, NULL);

      g_test_message ("%s", rows[i].property);
      set_number (options, rows[i].property, rows[i].value);
      hexwire_socket_options_apply (options, socket);
      g_assert_cmpint (get (socket, rows[i].level, rows[i].name), ==, rows[i].expected);
    }
}

static void
test_open_socket (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HexwireSocketOptions) options = hexwire_socket_options_new ();
      g_autoptr (GSocket) gone = hexwire_socket_new (rows[i].family, rows[i].type, NULL);
      g_autoptr (GSocket) socket = hexwire_socket_new (rows[i].family, rows[i].type, NULL);

      hexwire_socket_options_apply (options, gone);
      hexwire_socket_options_apply (options, socket);
      g_clear_object (&gone);
      set_number (options, rows[i].property, rows[i].value);
      g_assert_true (hexwire_socket_options_counts_at_once (rows[i].property));
      g_assert_cmpint (get (socket, rows[i].level, rows[i].name), ==, rows[i].expected);
    }
  g_assert_false (hexwire_socket_options_counts_at_once ("dual-stack"));
  g_assert_false (hexwire_socket_options_counts_at_once ("source-address"));
  g_assert_false (hexwire_socket_options_counts_at_once ("source-port"));
}

static void
test_granted (void)
{
  g_autoptr (HexwireSocketOptions) options = hexwire_socket_options_new ();
  g_autoptr (GSocket) socket
    = hexwire_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, NULL);

  g_object_set (options, "send-buffer-bytes", 1u << 29, NULL);
  hexwire_socket_options_apply (options, socket);
  g_assert_cmpuint (hexwire_socket_options_get_uint (options, "granted-send-buffer-bytes"), ==,
                    get (socket, SOL_SOCKET, SO_SNDBUF) / 2);
  g_assert_cmpuint (hexwire_socket_options_get_uint (options, "granted-send-buffer-bytes"), <,
                    1u << 29);
}

/* A buffer that is smaller than asked for is told once for each size. */
static void
test_limited (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);

  g_object_set (hexwire_endpoint_get_options (server), "receive-buffer-bytes", 1u << 29, NULL);
  for (guint i = 0; i < 2; i++)
    {
      wire_open (server);
      g_assert_true (wire_says (server, HEXWIRE_MESSAGE_NOTE, "Receive buffer: the system gave "));
      g_assert_true (wire_says (server, HEXWIRE_MESSAGE_NOTE, " bytes of 536870912 asked for; "
                                                              "net.core.rmem_max is the limit"));
      g_assert_cmpuint (wire_count (server, HEXWIRE_MESSAGE_NOTE), ==, 1);
      wire_close (server);
    }
  g_object_set (hexwire_endpoint_get_options (server), "receive-buffer-bytes", 1u << 28, NULL);
  wire_open (server);
  g_assert_cmpuint (wire_count (server, HEXWIRE_MESSAGE_NOTE), ==, 2);
  wire_close (server);
}

static void
refused_cb (HexwireSocketOptions  *options,
            const char            *text,
            char                 **told)
{
  g_free (*told);
  *told = g_strdup (text);
}

static void
test_refused (void)
{
  g_autoptr (HexwireSocketOptions) options = hexwire_socket_options_new ();
  g_autoptr (GSocket) socket
    = hexwire_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, NULL);
  g_autofree char *told = NULL;

  g_signal_connect (options, "refused", G_CALLBACK (refused_cb), &told);
  hexwire_socket_options_apply (options, socket);
  g_assert_null (told);
  g_object_set (options, "multicast-interface", "nosuch0", NULL);
  g_assert_nonnull (strstr (told, "There is no interface “nosuch0”"));
}

static void
test_source (void)
{
  static const struct
  {
    const char *source;
    const char *remote;
    const char *problem;      /* (nullable) */
  } sources[] = {
    { "", "127.0.0.1", NULL },
    { "", "::1", NULL },
    { "127.0.0.2", "127.0.0.1", NULL },
    { "::1", "::1", NULL },
    { "127.0.0.1", "::1", "different address families" },
    { "::1", "127.0.0.1", "The source ::1 and the target 127.0.0.1:7 are of different" },
    { "fe80::1", "fe80::2%lo", "say which" },
    { "localhost", "127.0.0.1", "is not an address of this machine in digits" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autoptr (HexwireSocketOptions) options = hexwire_socket_options_new ();
      g_autoptr (GSocketAddress) remote = hexwire_address_parse_literal (sources[i].remote, 7);
      g_autoptr (GSocketAddress) source = NULL;
      g_autoptr (GError) error = NULL;

      g_object_set (options, "source-address", sources[i].source, "source-port", 9u, NULL);
      source = hexwire_socket_options_get_source (options, remote, &error);
      g_assert_cmpint (source != NULL, ==, sources[i].problem == NULL);
      if (source != NULL)
        g_assert_cmpuint (g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (source)), ==, 9);
      else
        g_assert_nonnull (strstr (error->message, sources[i].problem));
    }
}

static void
test_check_text (void)
{
  static const struct
  {
    const char *property;
    const char *text;
    const char *problem;      /* (nullable) */
  } texts[] = {
    { "source-address", " ", NULL },
    { "source-address", "127.0.0.1 ", NULL },
    { "source-address", "localhost", "is not an address of this machine in digits" },
    { "source-address", "fe80::1", "say which" },
    { "multicast-interface", "", NULL },
    { "multicast-interface", "lo", NULL },
    { "multicast-interface", "nosuch0", "There is no interface “nosuch0”" },
    { "allow-list", "10.0.0.0/8", NULL },
    { "allow-list", " hello", "position 2: “hello” is a name" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean is_good
        = hexwire_socket_options_check_text (texts[i].property, texts[i].text, &error);

      g_assert_cmpint (is_good, ==, texts[i].problem == NULL);
      if (!is_good)
        g_assert_nonnull (strstr (error->message, texts[i].problem));
    }
}

/* A free port, which the next socket may take. */
static guint
find_free_port (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  guint port;

  wire_open (server);
  port = wire_get_port (server);
  wire_close (server);
  return port;
}

static void
test_client_source (gconstpointer data)
{
  gboolean is_tcp = GPOINTER_TO_INT (data);
  g_autoptr (HexwireEndpoint) server
    = wire_new (is_tcp ? HEXWIRE_ENDPOINT_TCP_SERVER : HEXWIRE_ENDPOINT_UDP_SERVER, 0);
  g_autoptr (HexwireEndpoint) client = NULL;
  guint port = find_free_port ();
  g_autofree char *expected = g_strdup_printf ("127.0.0.9:%u", port);

  wire_open (server);
  client = wire_new (is_tcp ? HEXWIRE_ENDPOINT_TCP_CLIENT : HEXWIRE_ENDPOINT_UDP_CLIENT,
                     wire_get_port (server));
  g_object_set (hexwire_endpoint_get_options (client), "source-address", "127.0.0.9",
                "source-port", port, "reset-on-close", TRUE, NULL);
  for (guint i = 1; i <= 3; i++)
    {
      wire_open (client);
      g_assert_cmpstr (hexwire_endpoint_get_local_addresses (client)[0], ==, expected);
      g_assert_true (wire_send (client, "from there", NULL));
      wait_until (wire_count (server, HEXWIRE_MESSAGE_RECEIVED) == i);
      g_assert_cmpstr (hexwire_peer_get_address (wire_get_peer (server, 0)), ==, expected);
      wire_close (client);
    }
  if (is_tcp)
    {
      wait_until (hexwire_endpoint_get_n_connected (server) == 0);
      g_assert_cmpint (wire_get_ending (server), ==, HEXWIRE_ENDING_RESET);
    }

  g_object_set (hexwire_endpoint_get_options (client), "source-address", "::1", NULL);
  wire_open (client);
  g_assert_nonnull (strstr (hexwire_endpoint_get_error (client), "different address families"));
  g_object_set (hexwire_endpoint_get_options (client), "source-address", "192.0.2.1", NULL);
  wire_open (client);
  g_assert_cmpstr (hexwire_endpoint_get_error (client), ==,
                   "192.0.2.1 is not an address of this machine");
  wire_close (server);
}

static void
test_dual_stack_server (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (HexwireEndpoint) client = NULL;

  g_object_set (server, "host", "", NULL);
  g_object_set (hexwire_endpoint_get_options (server), "dual-stack", TRUE, NULL);
  wire_open (server);
  client = wire_new (HEXWIRE_ENDPOINT_TCP_CLIENT, wire_get_port (server));
  wire_open (client);
  wait_until (hexwire_endpoint_get_n_connected (server) == 1);
  g_assert_cmpstr (hexwire_peer_get_address (wire_get_peer (server, 0)), ==,
                   hexwire_endpoint_get_local_addresses (client)[0]);
  wire_close (client);
  wire_close (server);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/socket-options/new-socket", test_new_socket);
  g_test_add_func ("/socket-options/open-socket", test_open_socket);
  g_test_add_func ("/socket-options/granted", test_granted);
  g_test_add_func ("/socket-options/limited", test_limited);
  g_test_add_func ("/socket-options/refused", test_refused);
  g_test_add_func ("/socket-options/source", test_source);
  g_test_add_func ("/socket-options/check-text", test_check_text);
  g_test_add_data_func ("/socket-options/source-of-tcp", GINT_TO_POINTER (TRUE),
                        test_client_source);
  g_test_add_data_func ("/socket-options/source-of-udp", GINT_TO_POINTER (FALSE),
                        test_client_source);
  g_test_add_func ("/socket-options/dual-stack-server", test_dual_stack_server);
  return g_test_run ();
}
