/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/address.h"
#include "net/net-error.h"
#include "net/resolve.h"

#include "wait.h"

#include <string.h>

static void
test_port (void)
{
  static const char *const bad[] = { "", " ", "-1", "65536", "abc", "80 ", "0x50", "1e3", "50007\n",
                                     "99999999999999999999999" };
  guint16 port = 1;

  g_assert_true (hexwire_port_parse ("0", &port, NULL));
  g_assert_cmpuint (port, ==, 0);
  g_assert_true (hexwire_port_parse ("65535", &port, NULL));
  g_assert_cmpuint (port, ==, 65535);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (hexwire_port_parse (bad[i], &port, &error));
      g_assert_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_PORT);
    }
}

static void
test_literal (void)
{
  static const struct
  {
    const char *host;
    const char *text;     /* or NULL for a name */
  } hosts[] = {
    { "127.0.0.1", "127.0.0.1:7" },
    { "0.0.0.0", "0.0.0.0:7" },
    { "<broadcast>", "255.255.255.255:7" },
    { "::1", "[::1]:7" },
    { "[::1]", "[::1]:7" },
    { "fe80::1%lo", "[fe80::1%lo]:7" },
    { "::ffff:10.0.0.1", "10.0.0.1:7" },
    { "localhost", NULL },
    { "example.org", NULL },
    { "1.2.3.4.5", NULL },
    { "[127.0.0.1", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (GSocketAddress) address = hexwire_address_parse_literal (hosts[i].host, 7);
      g_autofree char *text = address != NULL ? hexwire_socket_address_to_text (address) : NULL;

      g_assert_cmpstr (text, ==, hosts[i].text);
    }
}

static void
to_native (const char              *host,
           guint16                  port,
           struct sockaddr_storage *native)
{
  g_autoptr (GSocketAddress) address = hexwire_address_parse_literal (host, port);

  memset (native, 0, sizeof *native);
  g_assert_true (g_socket_address_to_native (address, native, sizeof *native, NULL));
}

static void
test_hash (void)
{
  static const struct
  {
    const char *host;
    guint16 port;
  } hosts[] = { { "127.0.0.1", 1 }, { "127.0.0.1", 2 }, { "127.0.0.2", 1 }, { "::1", 1 },
                { "::2", 1 },       { "::1", 2 },       { "fe80::1%lo", 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (hosts); j++)
      {
        struct sockaddr_storage a;
        struct sockaddr_storage b;

        to_native (hosts[i].host, hosts[i].port, &a);
        to_native (hosts[j].host, hosts[j].port, &b);
        g_assert_cmpint (hexwire_address_equal (&a, &b), ==, i == j);
        if (i == j)
          g_assert_cmpuint (hexwire_address_hash (&a), ==, hexwire_address_hash (&b));
      }
}

static void
test_group (void)
{
  static const struct
  {
    const char *host;
    gboolean is_group;
  } hosts[] = { { "<broadcast>", TRUE }, { "224.0.0.1", TRUE }, { "239.1.2.3", TRUE },
                { "ff02::1", TRUE },     { "127.0.0.1", FALSE }, { "::1", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (GSocketAddress) address = hexwire_address_parse_literal (hosts[i].host, 7);

      g_assert_cmpint (hexwire_address_is_group (G_INET_SOCKET_ADDRESS (address)), ==,
                       hosts[i].is_group);
    }
}

static void
finished_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static GPtrArray *
resolve (const char     *host,
         HexwireFamily   family,
         GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hexwire_resolve_async (host, 7, family, NULL, finished_cb, &result);
  wait_until (result != NULL);
  return hexwire_resolve_finish (result, error);
}

static void
test_resolve (void)
{
  static const struct
  {
    const char *host;
    HexwireFamily family;
    const char *first;
    const char *second;
  } hosts[] = {
    { "", HEXWIRE_FAMILY_ANY, "0.0.0.0:7", "[::]:7" },
    { "", HEXWIRE_FAMILY_IPV4, "0.0.0.0:7", NULL },
    { "", HEXWIRE_FAMILY_IPV6, "[::]:7", NULL },
    { "127.0.0.1", HEXWIRE_FAMILY_ANY, "127.0.0.1:7", NULL },
    { "::1", HEXWIRE_FAMILY_IPV6, "[::1]:7", NULL },
    { "localhost", HEXWIRE_FAMILY_IPV4, "127.0.0.1:7", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) addresses = resolve (hosts[i].host, hosts[i].family, &error);
      g_autofree char *first = NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (addresses->len, ==, hosts[i].second != NULL ? 2 : 1);
      first = hexwire_socket_address_to_text (g_ptr_array_index (addresses, 0));
      g_assert_cmpstr (first, ==, hosts[i].first);
    }
}

static void
test_resolve_failure (void)
{
  static const struct
  {
    const char *host;
    HexwireFamily family;
  } hosts[] = { { "no-such-host.invalid", HEXWIRE_FAMILY_ANY },
                { "127.0.0.1", HEXWIRE_FAMILY_IPV6 },
                { "::1", HEXWIRE_FAMILY_IPV4 },
                { "300.1.1.1", HEXWIRE_FAMILY_ANY },
                { "a b", HEXWIRE_FAMILY_ANY },
                { "lo", HEXWIRE_FAMILY_ANY },
                { "192.168.1.0/24", HEXWIRE_FAMILY_ANY },
                { ":::1", HEXWIRE_FAMILY_ANY } };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (resolve (hosts[i].host, hosts[i].family, &error));
      g_assert_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS);
      g_assert_nonnull (strstr (error->message, hosts[i].host));
    }
}

#define TEN "xxxxxxxxxx"
#define LONG_NAME "@" TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

/* What people type in place of an address is told from one. */
static void
test_mistakes (void)
{
  static const struct
  {
    const char *host;
    HexwireFamily family;
    const char *text;
  } rows[] = {
    { "127.0.0.1:5000", HEXWIRE_FAMILY_ANY, "the address is 127.0.0.1, the port 5000" },
    { "[::1]:5001", HEXWIRE_FAMILY_ANY, "the address is ::1, the port 5001" },
    { "::g", HEXWIRE_FAMILY_ANY, "is neither an IPv6 address" },
    { "10.0.0.0/8", HEXWIRE_FAMILY_ANY, "a network cannot be used here" },
    { "lo", HEXWIRE_FAMILY_ANY, "“lo” is an interface of this machine: its address is 127.0.0.1" },
    { "./x.sock", HEXWIRE_FAMILY_ANY, "“./x.sock” is not a whole path, which begins with /" },
    { "../x.sock", HEXWIRE_FAMILY_ANY, "“../x.sock” is not a whole path" },
    { "x.sock", HEXWIRE_FAMILY_UNIX, "“x.sock” is not a whole path" },
    { "./\\xff.sock", HEXWIRE_FAMILY_ANY, "“./\\xff.sock” is not a whole path" },
    { LONG_NAME "\\xff", HEXWIRE_FAMILY_ANY, "x\\xff is too long for a UNIX socket" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (resolve (rows[i].host, rows[i].family, &error));
      g_assert_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      if (strstr (error->message, rows[i].text) == NULL)
        g_error ("“%s” does not say “%s”", error->message, rows[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/address/group", test_group);
  g_test_add_func ("/address/hash", test_hash);
  g_test_add_func ("/address/literal", test_literal);
  g_test_add_func ("/address/mistakes", test_mistakes);
  g_test_add_func ("/address/port", test_port);
  g_test_add_func ("/address/resolve", test_resolve);
  g_test_add_func ("/address/resolve-failure", test_resolve_failure);

  return g_test_run ();
}
