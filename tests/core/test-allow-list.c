/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/address.h"
#include "net/allow-list.h"
#include "net/net-error.h"

#include <string.h>

#include "wire.h"

static void
test_admits (void)
{
  static const struct
  {
    const char *list;
    const char *address;
    gboolean is_admitted;
  } rows[] = {
    { "", "10.0.0.1", TRUE },
    { "  ", "::1", TRUE },
    { "10.0.0.1", "10.0.0.1", TRUE },
    { "10.0.0.1", "10.0.0.2", FALSE },
    { "10.0.0.0/8", "10.255.0.1", TRUE },
    { "10.0.0.0/8", "11.0.0.1", FALSE },
    { "192.168.128.0/17", "192.168.127.255", FALSE },
    { "192.168.128.0/17", "192.168.128.1", TRUE },
    { "0.0.0.0/0", "8.8.8.8", TRUE },
    { "0.0.0.0/0", "::1", FALSE },
    { "10.0.0.1, 10.0.0.3", "10.0.0.3", TRUE },
    { "10.0.0.1,10.0.0.3", "10.0.0.2", FALSE },
    { "::1", "::1", TRUE },
    { "fe80::/10", "fe80::1%lo", TRUE },
    { "fe80::/10", "fec0::1", FALSE },
    { "2001:db8::/33", "2001:db8:7fff::1", TRUE },
    { "2001:db8::/33", "2001:db8:8000::1", FALSE },
    { "127.0.0.0/8", "::ffff:127.0.0.1", TRUE },
    { "::ffff:0:0/96", "::ffff:127.0.0.1", TRUE },
    { "::ffff:0:0/96", "::1", FALSE },
    { "::ffff:192.168.1.7", "192.168.1.7", TRUE },
    { "::ffff:192.168.1.7", "::ffff:192.168.1.7", TRUE },
    { "::ffff:192.168.1.7", "192.168.1.8", FALSE },
    { "::ffff:10.0.0.0/104", "10.255.0.1", TRUE },
    { "::ffff:10.0.0.0/104", "11.0.0.1", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HexwireAllowList) list = hexwire_allow_list_parse (rows[i].list, &error);
      g_autoptr (GSocketAddress) address = hexwire_address_parse_literal (rows[i].address, 7);
      struct sockaddr_storage native = { 0 };

      g_test_message ("%s in %s", rows[i].address, rows[i].list);
      g_assert_no_error (error);
      g_assert_true (g_socket_address_to_native (address, &native, sizeof native, NULL));
      g_assert_cmpint (hexwire_allow_list_admits (list, (struct sockaddr *) &native), ==,
                       rows[i].is_admitted);
    }
}

static void
test_errors (void)
{
  static const struct
  {
    const char *list;
    const char *text;     /* how the error begins */
  } rows[] = {
    { "hello", "position 1: “hello” is a name, and names are not looked up here: write an " },
    { "::1, localhost", "position 6: “localhost” is a name, and names are not looked up here: "
                        "write 127.0.0.1, ::1" },
    { "10.0.0.1, 10.0.0.300", "position 11: “10.0.0.300” is neither an address" },
    { "10.0.0.1,", "position 10: an address is missing" },
    { ",10.0.0.1", "position 1: an address is missing" },
    { "/8", "position 1: an address is missing" },
    { "192.168.0.1/33", "position 12: “/33” is not the length of an IPv4 network, which is from "
                        "/0 to /32" },
    { "::1, fe80::/129", "position 12: “/129” is not the length of an IPv6 network, which is from "
                         "/0 to /128" },
    { "10.0.0.0/", "position 9: “/” is not the length" },
    { "10.0.0.0/-1", "position 9: “/-1” is not the length" },
    { "10.0.0.0/8/8", "position 9: “/8/8” is not the length" },
    { "::1, 10.9.0.1/8", "position 6: “10.9.0.1/8” is an address within a network: the network "
                         "itself is 10.0.0.0/8" },
    { "2001:db8::1/33", "position 1: “2001:db8::1/33” is an address within a network: the network "
                        "itself is 2001:db8::/33" },
    { "fe80::1%eth0", "position 1: an address counts on every interface here: leave out “%eth0”" },
    { "größe, 1.2.3.4x", "position 1: “größe” is a name" },
    { "1.2.3.4, ö, x", "position 10: “ö” is a name" },
    { "1.2.3.4 5.6.7.8", "position 1: “1.2.3.4 5.6.7.8” is neither" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hexwire_allow_list_parse (rows[i].list, &error));
      g_assert_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, rows[i].text));
    }
}

static void
set_list (HexwireEndpoint *server,
          const char      *list)
{
  g_object_set (hexwire_endpoint_get_options (server), "allow-list", list, NULL);
}

/* Who was refused stands where the peer of a row does. */
static void
assert_refused_peer (HexwireEndpoint *server)
{
  GListModel *rows = wire_get_rows (server);
  g_autoptr (HexwireMessage) last
    = g_list_model_get_item (rows, g_list_model_get_n_items (rows) - 1);

  g_assert_cmpint (hexwire_message_get_kind (last), ==, HEXWIRE_MESSAGE_NOTE);
  g_assert_true (g_str_has_prefix (hexwire_message_get_peer (last), "127.0.0.1:"));
}

static void
test_tcp_server (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (HexwireEndpoint) client = NULL;

  g_object_set (server, "reply", HEXWIRE_REPLY_ECHO, NULL);
  set_list (server, "192.0.2.0/24");
  wire_open (server);
  client = wire_new (HEXWIRE_ENDPOINT_TCP_CLIENT, wire_get_port (server));
  wire_open (client);
  wait_until (!hexwire_endpoint_is_active (client));
  wait_until (wire_says (server, HEXWIRE_MESSAGE_NOTE, "Refused: not among"));
  assert_refused_peer (server);
  g_assert_cmpuint (g_list_model_get_n_items (hexwire_endpoint_get_peers (server)), ==, 0);

  set_list (server, "192.0.2.0/24, 127.0.0.0/8");
  wire_open (client);
  g_assert_true (wire_send (client, "now", NULL));
  wait_until (wire_count (client, HEXWIRE_MESSAGE_RECEIVED) == 1);
  wire_close (client);
  wire_close (server);
}

static void
test_udp_server (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);
  g_autoptr (HexwireEndpoint) client = NULL;

  g_object_set (server, "reply", HEXWIRE_REPLY_ECHO, NULL);
  wire_open (server);
  client = wire_new (HEXWIRE_ENDPOINT_UDP_CLIENT, wire_get_port (server));
  wire_open (client);
  g_assert_true (wire_send (client, "known", NULL));
  wait_until (wire_count (client, HEXWIRE_MESSAGE_RECEIVED) == 1);

  /* Also who was known before is refused. */
  set_list (server, "192.0.2.1");
  for (guint i = 0; i < 20; i++)
    g_assert_true (wire_send (client, "unheard", NULL));
  wait_until (wire_says (server, HEXWIRE_MESSAGE_NOTE, "Refused 15 more times"));
  g_assert_cmpuint (wire_count (server, HEXWIRE_MESSAGE_NOTE), ==, 6);
  g_assert_cmpuint (wire_count (server, HEXWIRE_MESSAGE_RECEIVED), ==, 1);
  g_assert_cmpuint (wire_count (client, HEXWIRE_MESSAGE_RECEIVED), ==, 1);

  /* What is not a list is told, and the one before stays. */
  set_list (server, "127.0.0.1, x");
  g_assert_true (wire_says (server, HEXWIRE_MESSAGE_ERROR, "Who may connect: position 12:"));
  g_assert_true (wire_send (client, "unheard", NULL));
  wait_until (wire_count (server, HEXWIRE_MESSAGE_NOTE) == 7);
  wire_close (client);
  wire_close (server);
}

/* The list is for servers: whom a client chose, and who answers, is not kept out. */
static void
test_udp_client (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);
  g_autoptr (HexwireEndpoint) client = NULL;

  g_object_set (server, "reply", HEXWIRE_REPLY_ECHO, NULL);
  wire_open (server);
  client = wire_new (HEXWIRE_ENDPOINT_UDP_CLIENT, wire_get_port (server));
  wire_open (client);
  set_list (client, "192.0.2.1");
  g_assert_cmpuint (hexwire_endpoint_get_n_connected (client), ==, 1);
  g_assert_true (wire_send (client, "still", NULL));
  wait_until (wire_count (client, HEXWIRE_MESSAGE_RECEIVED) == 1);
  wire_close (client);
  wire_close (server);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/allow-list/admits", test_admits);
  g_test_add_func ("/allow-list/errors", test_errors);
  g_test_add_func ("/allow-list/tcp-server", test_tcp_server);
  g_test_add_func ("/allow-list/udp-client", test_udp_client);
  g_test_add_func ("/allow-list/udp-server", test_udp_server);
  return g_test_run ();
}
