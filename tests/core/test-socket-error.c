/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/error-tally.h"
#include "net/net-error.h"
#include "net/socket-error.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#include "wire.h"

#define N_FLOOD 5000

static void
fill_address (struct sockaddr_storage *native,
              const char              *host,
              guint                    port)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host, port);

  g_assert_true (g_socket_address_to_native (address, native, sizeof *native, NULL));
}

static void
test_words (void)
{
  static const struct
  {
    int error_number;
    gboolean is_icmp;
    guint8 type;
    guint8 code;
    guint32 mtu_bytes;
    const char *destination;
    const char *teller;
    const char *text;
  } cases[] = {
    { ECONNREFUSED, TRUE, 3, 3, 0, "192.0.2.1", "192.0.2.1",
      "Port unreachable: nobody listens · 192.0.2.1:7" },
    { EHOSTUNREACH, TRUE, 3, 1, 0, "192.0.2.1", "198.51.100.1",
      "Host unreachable · 192.0.2.1:7 · told by 198.51.100.1" },
    { ENETUNREACH, TRUE, 3, 0, 0, "192.0.2.1", NULL, "Network unreachable · 192.0.2.1:7" },
    { EHOSTUNREACH, TRUE, 3, 13, 0, "192.0.2.1", NULL, "Forbidden by a filter · 192.0.2.1:7" },
    { EMSGSIZE, TRUE, 3, 4, 1500, "192.0.2.1", "198.51.100.1",
      "Message too big · 192.0.2.1:7 · at most 1472 bytes fit into one packet (MTU 1500)"
      " · told by 198.51.100.1" },
    { EHOSTUNREACH, TRUE, 11, 0, 0, "192.0.2.1", "198.51.100.1",
      "Too many hops: the TTL is used up · 192.0.2.1:7 · told by 198.51.100.1" },
    { ECONNREFUSED, TRUE, 1, 4, 0, "2001:db8::1", "2001:db8::1",
      "Port unreachable: nobody listens · [2001:db8::1]:7" },
    { EMSGSIZE, TRUE, 2, 0, 1280, "2001:db8::1", "2001:db8::2",
      "Message too big · [2001:db8::1]:7 · at most 1232 bytes fit into one packet (MTU 1280)"
      " · told by 2001:db8::2" },
    { EHOSTUNREACH, TRUE, 3, 77, 0, "192.0.2.1", NULL,
      "the host cannot be reached · 192.0.2.1:7" },
    { ENETDOWN, FALSE, 0, 0, 0, NULL, NULL, "the network interface is down" },
    { ECONNREFUSED, TRUE, 3, 3, 0, "192.0.2.9", "192.0.2.9", "Port unreachable: nobody listens" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      struct sockaddr_storage destination, teller;
      HexwireSocketError error = { .error_number = cases[i].error_number,
                                   .is_icmp = cases[i].is_icmp,
                                   .type = cases[i].type,
                                   .code = cases[i].code,
                                   .mtu_bytes = cases[i].mtu_bytes };
      g_autofree char *text = NULL;

      if (cases[i].destination != NULL)
        {
          fill_address (&destination, cases[i].destination, 7);
          error.destination = (struct sockaddr *) &destination;
        }
      if (cases[i].teller != NULL)
        {
          fill_address (&teller, cases[i].teller, 0);
          error.teller = (struct sockaddr *) &teller;
        }
      text = hexwire_socket_error_to_text (&error, "192.0.2.9:7");
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_send_words (void)
{
  static const struct
  {
    int error_number;
    gsize size_bytes;
    guint max_bytes;
    gsize limit_bytes;
    const char *text;
  } cases[] = {
    { EMSGSIZE, 65508, 1472, 65507,
      "Not sent: 65508 bytes are too long for one datagram, which holds at most 65507" },
    { EMSGSIZE, 2000, 1472, 65507, "Not sent: of 2000 bytes, at most 1472 fit into one packet" },
    { EMSGSIZE, 2000, 0, 0, "Not sent: 2000 bytes are too long for one datagram" },
    { ENETUNREACH, 1, 0, 65507, "Not sent: the network cannot be reached" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = hexwire_net_error_new_send (
        cases[i].error_number, cases[i].size_bytes, cases[i].max_bytes, cases[i].limit_bytes);

      g_assert_cmpstr (error->message, ==, cases[i].text);
    }
}

/* The client goes, and the server answers it: the row is that peer's, and another one is not
 * concerned. */
static void
test_peer_has_gone (gconstpointer data)
{
  const char *host = data;
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);
  g_autoptr (HexwireEndpoint) gone = NULL;
  g_autoptr (HexwireEndpoint) other = NULL;
  g_autoptr (GBytes) payload = g_bytes_new_static ("answer", 6);

  g_object_set (server, "host", host, NULL);
  wire_open (server);
  gone = wire_new (HEXWIRE_ENDPOINT_UDP_CLIENT, wire_get_port (server));
  other = wire_new (HEXWIRE_ENDPOINT_UDP_CLIENT, wire_get_port (server));
  g_object_set (gone, "host", host, NULL);
  g_object_set (other, "host", host, NULL);
  wire_open (gone);
  wire_open (other);
  g_assert_true (wire_send (gone, "question", NULL));
  g_assert_true (wire_send (other, "question", NULL));
  wait_until (wire_count (server, HEXWIRE_MESSAGE_RECEIVED) == 2);
  wire_close (gone);

  g_assert_true (hexwire_endpoint_send (server, wire_get_peer (server, 0), payload, NULL));
  g_assert_true (hexwire_endpoint_send (server, wire_get_peer (server, 1), payload, NULL));
  wait_until (wire_count (other, HEXWIRE_MESSAGE_RECEIVED) == 1);
  wait_until (wire_count (server, HEXWIRE_MESSAGE_ERROR) == 1);
  g_assert_true (wire_says (server, HEXWIRE_MESSAGE_ERROR, "Port unreachable"));
  for (guint i = 0; i < g_list_model_get_n_items (wire_get_rows (server)); i++)
    {
      g_autoptr (HexwireMessage) row = g_list_model_get_item (wire_get_rows (server), i);
      gboolean is_error = hexwire_message_get_kind (row) == HEXWIRE_MESSAGE_ERROR;

      if (is_error)
        g_assert_cmpstr (hexwire_message_get_peer (row), ==,
                         hexwire_peer_get_address (wire_get_peer (server, 0)));
    }
  /* Which is not said once more. */
  g_assert_false (wire_says (server, HEXWIRE_MESSAGE_ERROR,
                             hexwire_peer_get_address (wire_get_peer (server, 0))));
  wire_close (server);
  wire_close (other);
}

/* Each datagram to a closed port comes back as an error: a row at first, and a number then. */
static void
test_flood_is_counted (void)
{
  g_autoptr (HexwireEndpoint) client = NULL;
  guint16 closed_port;

  {
    g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);

    wire_open (server);
    closed_port = wire_get_port (server);
    wire_close (server);
  }
  client = wire_new (HEXWIRE_ENDPOINT_UDP_CLIENT, closed_port);
  wire_open (client);
  for (guint i = 0; i < N_FLOOD; i++)
    g_assert_true (wire_send (client, "lost", NULL));
  g_assert_cmpuint (wire_count (client, HEXWIRE_MESSAGE_SENT), ==, N_FLOOD);
  wait_until (wire_says (client, HEXWIRE_MESSAGE_ERROR, "more times"));
  g_assert_cmpuint (wire_count (client, HEXWIRE_MESSAGE_ERROR), <, 10);
  wire_close (client);
}

static guint
count_errors (HexwireMessageLog *log)
{
  hexwire_message_log_publish (log);
  return g_list_model_get_n_items (G_LIST_MODEL (log));
}

/* So many different ones come that nobody would read them. */
static void
test_many_kinds (void)
{
  g_autoptr (HexwireMessageLog) log = hexwire_message_log_new ();
  HexwireErrorTally *tally = hexwire_error_tally_new (log);

  for (guint round = 0; round < 3; round++)
    for (guint8 code = 0; code < 100; code++)
      {
        const HexwireSocketError error
          = { .error_number = EHOSTUNREACH, .is_icmp = TRUE, .type = 3, .code = code };

        hexwire_error_tally_add (tally, NULL, &error);
      }
  g_assert_cmpuint (count_errors (log), ==, 20);
  hexwire_error_tally_flush (tally);
  g_assert_cmpuint (count_errors (log), ==, 41);
  hexwire_error_tally_flush (tally);
  g_assert_cmpuint (count_errors (log), ==, 41);
  hexwire_error_tally_free (tally);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/socket-error/flood-is-counted", test_flood_is_counted);
  g_test_add_func ("/socket-error/many-kinds", test_many_kinds);
  g_test_add_data_func ("/socket-error/peer-has-gone/ipv4", "127.0.0.1", test_peer_has_gone);
  g_test_add_data_func ("/socket-error/peer-has-gone/ipv6", "::1", test_peer_has_gone);
  g_test_add_func ("/socket-error/send-words", test_send_words);
  g_test_add_func ("/socket-error/words", test_words);

  return g_test_run ();
}
