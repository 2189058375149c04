/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/group-list.h"
#include "net/interfaces.h"
#include "net/net-error.h"
#include "net/udp-endpoint.h"

#include <string.h>

#include "wire.h"

static void
test_zone (void)
{
  static const struct
  {
    const char *host;
    const char *problem;    /* (nullable) */
  } rows[] = {
    { "fe80::1%lo", NULL },
    { "[fe80::1%lo]", NULL },
    { "fe80::1%1", NULL },
    { "::1", NULL },
    { "127.0.0.1", NULL },
    { "localhost", NULL },
    { "", NULL },
    { "fe80::1", "say which, as in fe80::1%" },
    { "[fe80::1]", "say which, as in fe80::1%" },
    { "ff02::1", "ff02::1 is a multicast group, which is another one on each interface: say which, "
                 "as in ff02::1%" },
    { "fe80::1%", "There is no interface “”; there are: " },
    { "fe80::1%nosuch0", "There is no interface “nosuch0”; there are: " },
    { "fe80::1%0", "There is no interface “0”; there are: " },
    { "::1%nosuch0", "There is no interface “nosuch0”" },
    { "127.0.0.1%lo", "has no zone: leave out “%lo”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i].host);
      g_assert_cmpint (hexwire_zone_check (rows[i].host, &error), ==, rows[i].problem == NULL);
      if (rows[i].problem != NULL)
        {
          g_assert_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS);
          g_assert_nonnull (strstr (error->message, rows[i].problem));
        }
    }
}

static void
test_interfaces (void)
{
  g_autoptr (GPtrArray) interfaces = hexwire_interface_list ();
  gboolean found = FALSE;

  for (guint i = 0; i < interfaces->len; i++)
    {
      HexwireInterface *interface = g_ptr_array_index (interfaces, i);
      guint index;

      g_assert_true (hexwire_interface_find (interface->name, &index, NULL));
      g_assert_cmpuint (interface->addresses->len, >, 0);
      found |= interface->is_loopback
               && g_ptr_array_find_with_equal_func (interface->addresses, "127.0.0.1", g_str_equal,
                                                    NULL);
    }
  g_assert_true (found);
}

static void
test_unknown_zone_does_not_open (void)
{
  static const HexwireEndpointKind kinds[] = { HEXWIRE_ENDPOINT_TCP_SERVER,
                                               HEXWIRE_ENDPOINT_TCP_CLIENT,
                                               HEXWIRE_ENDPOINT_UDP_SERVER,
                                               HEXWIRE_ENDPOINT_UDP_CLIENT };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (HexwireEndpoint) endpoint = wire_new (kinds[i], 50007);

      g_object_set (endpoint, "host", "fe80::1%nosuch0", NULL);
      wire_open (endpoint);
      g_assert_cmpint (hexwire_endpoint_get_state (endpoint), ==, HEXWIRE_ENDPOINT_FAILED);
      g_assert_nonnull (strstr (hexwire_endpoint_get_error (endpoint), "There is no interface"));
    }
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *result;     /* the canonical text, or else a part of the error */
    gboolean is_good;
  } rows[] = {
    { "239.1.1.1", "239.1.1.1", TRUE },
    { " 239.1.1.1%lo ", "239.1.1.1%lo", TRUE },
    { "239.1.1.1%1", "239.1.1.1%lo", TRUE },
    { "10.0.0.1@232.1.1.1", "10.0.0.1@232.1.1.1", TRUE },
    { "127.0.0.1@232.1.1.1%lo", "127.0.0.1@232.1.1.1%lo", TRUE },
    { "FF15:0::1", "ff15::1", TRUE },
    { "ff02::1%lo", "ff02::1%lo", TRUE },
    { "::1@ff35::1%lo", "::1@ff35::1%lo", TRUE },
    { "ff02::1", "say which, as in ff02::1%", FALSE },
    { "10.0.0.1", "10.0.0.1 is not a group", FALSE },
    { "::1", "::1 is not a group", FALSE },
    { "255.255.255.255", "is not a group", FALSE },
    { "", "“” is not an address", FALSE },
    { "x", "“x” is not an address", FALSE },
    { "239.1.1.1%nosuch0", "There is no interface “nosuch0”", FALSE },
    { "239.1.1.1%", "There is no interface “”", FALSE },
    { "x@239.1.1.1", "“x”, before the @, is not the address of a source", FALSE },
    { "@239.1.1.1", "“”, before the @, is not the address of a source", FALSE },
    { "239.1.1.2@239.1.1.1", "before the @, is not the address of a source", FALSE },
    { "::1@239.1.1.1", "different address families", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HexwireMulticastGroup) group
        = hexwire_multicast_group_parse (rows[i].text, &error);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (group != NULL, ==, rows[i].is_good);
      if (rows[i].is_good)
        g_assert_cmpstr (hexwire_multicast_group_get_text (group), ==, rows[i].result);
      else
        {
          g_assert_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS);
          g_assert_nonnull (strstr (error->message, rows[i].result));
        }
    }
}

static HexwireEndpoint *
new_sender (const char *host,
            guint16     port)
{
  HexwireEndpoint *sender = wire_new (HEXWIRE_ENDPOINT_UDP_CLIENT, port);

  g_object_set (sender, "host", host, NULL);
  g_object_set (hexwire_endpoint_get_options (sender), "multicast-interface", "lo", NULL);
  wire_open (sender);
  g_assert_cmpint (hexwire_endpoint_get_state (sender), ==, HEXWIRE_ENDPOINT_OPEN);
  return sender;
}

static void
test_join_and_leave (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);
  HexwireGroupList *groups = hexwire_udp_endpoint_get_groups (HEXWIRE_UDP_ENDPOINT (server));
  g_autoptr (HexwireEndpoint) sender = NULL;
  g_autoptr (HexwireMulticastGroup) group = NULL;
  g_autoptr (GByteArray) notes = NULL;
  g_autoptr (GError) error = NULL;

  g_object_set (server, "host", "", NULL);
  g_assert_true (hexwire_group_list_add (groups, "239.1.1.1%lo", &error));
  g_assert_no_error (error);
  g_assert_false (hexwire_group_list_add (groups, "239.1.1.1%1", &error));
  g_assert_cmpstr (error->message, ==, "239.1.1.1%lo is in the list already");
  wire_open (server);
  g_assert_cmpint (hexwire_endpoint_get_state (server), ==, HEXWIRE_ENDPOINT_OPEN);

  sender = new_sender ("239.1.1.1", wire_get_port (server));
  g_assert_true (wire_send (sender, "joined", NULL));
  wait_until (wire_count (server, HEXWIRE_MESSAGE_RECEIVED) == 1);
  g_assert_cmpstr (hexwire_peer_get_arrival (wire_get_peer (server, 0)), ==, "239.1.1.1 on lo");

  group = g_list_model_get_item (hexwire_group_list_get_model (groups), 0);
  hexwire_group_list_remove (groups, group);
  g_assert_true (wire_send (sender, "left", NULL));
  g_assert_true (hexwire_group_list_add (groups, "239.1.1.1%lo", NULL));
  g_assert_true (wire_send (sender, "again", NULL));
  wait_until (wire_count_bytes (server, HEXWIRE_MESSAGE_RECEIVED) == strlen ("joinedagain"));
  notes = wire_collect (server, HEXWIRE_MESSAGE_NOTE);
  g_assert_cmpmem (notes->data, notes->len,
                   "Joined 239.1.1.1%loLeft 239.1.1.1%loJoined 239.1.1.1%lo", 55);
  wire_close (sender);
  wire_close (server);
}

/* Bound to a group alone, a server would hear nothing, and not know why. */
static void
test_bound_to_group (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);
  HexwireGroupList *groups = hexwire_udp_endpoint_get_groups (HEXWIRE_UDP_ENDPOINT (server));

  g_object_set (server, "host", "239.1.1.6", NULL);
  wire_open (server);
  g_assert_true (wire_says (server, HEXWIRE_MESSAGE_NOTE, "239.1.1.6 is a multicast group: what is "
                                                          "sent to it arrives once it is joined"));
  wire_close (server);
  g_assert_true (hexwire_group_list_add (groups, "239.1.1.6%lo", NULL));
  wire_open (server);
  /* The one of before, and that it joined. */
  g_assert_cmpuint (wire_count (server, HEXWIRE_MESSAGE_NOTE), ==, 2);
  g_assert_true (wire_says (server, HEXWIRE_MESSAGE_NOTE, "Joined 239.1.1.6%lo"));
  wire_close (server);
}

/* Who sends to an address of ours and to a group is two peers, and gets what goes to all once. */
static void
test_one_send_for_an_address (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);
  HexwireGroupList *groups = hexwire_udp_endpoint_get_groups (HEXWIRE_UDP_ENDPOINT (server));
  g_autoptr (HexwireEndpoint) sender = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);
  static const char *const hosts[] = { "239.1.1.5", "127.0.0.1" };
  g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);

  g_object_set (server, "host", "", NULL);
  g_assert_true (hexwire_group_list_add (groups, "239.1.1.5%lo", NULL));
  wire_open (server);
  g_object_set (hexwire_endpoint_get_options (sender), "multicast-interface", "lo", NULL);
  wire_open (sender);
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (GSocketAddress) address
        = g_inet_socket_address_new_from_string (hosts[i], wire_get_port (server));
      HexwirePeer *peer
        = hexwire_udp_endpoint_reach (HEXWIRE_UDP_ENDPOINT (sender), address, NULL);

      g_assert_true (hexwire_peer_send (peer, payload, NULL));
      wait_until (wire_count (server, HEXWIRE_MESSAGE_RECEIVED) == i + 1);
    }
  g_assert_cmpuint (hexwire_endpoint_get_n_connected (server), ==, 2);
  g_assert_cmpuint (hexwire_endpoint_count_recipients (server), ==, 1);
  g_assert_true (hexwire_endpoint_is_recipient (server, wire_get_peer (server, 0)));
  g_assert_false (hexwire_endpoint_is_recipient (server, wire_get_peer (server, 1)));
  g_assert_true (wire_send (server, "once", NULL));
  wait_until (wire_count (sender, HEXWIRE_MESSAGE_RECEIVED) == 1);
  g_assert_cmpuint (wire_count (server, HEXWIRE_MESSAGE_SENT), ==, 1);

  /* When the first is forgotten, the other one is the first. */
  hexwire_peer_disconnect (wire_get_peer (server, 0));
  g_assert_true (hexwire_endpoint_is_recipient (server, wire_get_peer (server, 1)));
  g_assert_true (wire_send (server, "again", NULL));
  wait_until (wire_count (sender, HEXWIRE_MESSAGE_RECEIVED) == 2);
  wire_close (sender);
  wire_close (server);
}

/* Another program's group is not ours, though we are bound to its port (IP_MULTICAST_ALL). */
static void
test_group_of_others (void)
{
  g_autoptr (HexwireEndpoint) first = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);
  g_autoptr (HexwireEndpoint) second = NULL;
  g_autoptr (HexwireEndpoint) sender = NULL;
  HexwireGroupList *groups;

  g_object_set (first, "host", "", NULL);
  g_object_set (hexwire_endpoint_get_options (first), "reuse-address", TRUE, NULL);
  wire_open (first);
  second = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, wire_get_port (first));
  g_object_set (second, "host", "", NULL);
  g_object_set (hexwire_endpoint_get_options (second), "reuse-address", TRUE, NULL);
  groups = hexwire_udp_endpoint_get_groups (HEXWIRE_UDP_ENDPOINT (second));
  g_assert_true (hexwire_group_list_add (groups, "239.1.1.3%lo", NULL));
  wire_open (second);
  g_assert_cmpint (hexwire_endpoint_get_state (second), ==, HEXWIRE_ENDPOINT_OPEN);

  sender = new_sender ("239.1.1.3", wire_get_port (first));
  g_assert_true (wire_send (sender, "for the second", NULL));
  wait_until (wire_count (second, HEXWIRE_MESSAGE_RECEIVED) == 1);
  g_assert_cmpuint (wire_count (first, HEXWIRE_MESSAGE_RECEIVED), ==, 0);
  wire_close (sender);
  wire_close (second);
  wire_close (first);
}

static void
test_join_errors (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);
  HexwireGroupList *groups = hexwire_udp_endpoint_get_groups (HEXWIRE_UDP_ENDPOINT (server));
  g_autoptr (GError) error = NULL;

  wire_open (server);
  g_assert_false (hexwire_group_list_add (groups, "239.1.1.1%lo", &error));
  g_assert_nonnull (strstr (error->message, "at 127.0.0.1 alone: listen on all interfaces"));
  g_clear_error (&error);
  g_assert_false (hexwire_group_list_add (groups, "ff15::1%lo", &error));
  g_assert_nonnull (strstr (error->message, "nothing is open for IPv6"));
  wire_close (server);

  /* The same at the start: it fails as a whole. */
  g_assert_true (hexwire_group_list_add (groups, "239.1.1.1%lo", NULL));
  wire_open (server);
  g_assert_cmpint (hexwire_endpoint_get_state (server), ==, HEXWIRE_ENDPOINT_FAILED);
  g_assert_nonnull (strstr (hexwire_endpoint_get_error (server), "listen on all interfaces"));
}

static void
test_dual_stack (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);
  HexwireGroupList *groups = hexwire_udp_endpoint_get_groups (HEXWIRE_UDP_ENDPOINT (server));
  g_autoptr (HexwireEndpoint) client = NULL;
  g_autoptr (HexwireEndpoint) sender = NULL;

  g_object_set (server, "host", "", NULL);
  g_object_set (hexwire_endpoint_get_options (server), "dual-stack", TRUE, NULL);
  g_assert_true (hexwire_group_list_add (groups, "239.1.1.4%lo", NULL));
  wire_open (server);
  if (hexwire_endpoint_get_local_addresses (server)[1] == NULL)
    g_test_skip ("no IPv6");
  else
    {
      client = wire_new (HEXWIRE_ENDPOINT_UDP_CLIENT, wire_get_port (server));
      wire_open (client);
      g_assert_true (wire_send (client, "4", NULL));
      wait_until (wire_count (server, HEXWIRE_MESSAGE_RECEIVED) == 1);
      g_assert_cmpstr (hexwire_peer_get_address (wire_get_peer (server, 0)), ==,
                       hexwire_endpoint_get_local_addresses (client)[0]);
      g_assert_cmpstr (hexwire_peer_get_arrival (wire_get_peer (server, 0)), ==,
                       "127.0.0.1 on lo");
      sender = new_sender ("239.1.1.4", wire_get_port (server));
      g_assert_true (wire_send (sender, "group", NULL));
      wait_until (wire_count (server, HEXWIRE_MESSAGE_RECEIVED) == 2);
      g_assert_cmpstr (hexwire_peer_get_arrival (wire_get_peer (server, 1)), ==,
                       "239.1.1.4 on lo");
      wire_close (sender);
      wire_close (client);
    }
  wire_close (server);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/multicast/zone", test_zone);
  g_test_add_func ("/multicast/interfaces", test_interfaces);
  g_test_add_func ("/multicast/unknown-zone-does-not-open", test_unknown_zone_does_not_open);
  g_test_add_func ("/multicast/parse", test_parse);
  g_test_add_func ("/multicast/join-and-leave", test_join_and_leave);
  g_test_add_func ("/multicast/bound-to-group", test_bound_to_group);
  g_test_add_func ("/multicast/one-send-for-an-address", test_one_send_for_an_address);
  g_test_add_func ("/multicast/group-of-others", test_group_of_others);
  g_test_add_func ("/multicast/join-errors", test_join_errors);
  g_test_add_func ("/multicast/dual-stack", test_dual_stack);
  return g_test_run ();
}
