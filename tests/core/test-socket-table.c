/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/socket-owner.h"
#include "net/socket-table.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "wait.h"

/* The tables are the kernel's, with addresses as words of a little-endian machine. */
static const char tcp[]
  = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
    "inode\n"
    "   0: 00000000:07E8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 "
    "1203 1 00000000be73c549 100 0 0 10 0\n"
    "   1: 0100007F:C2D4 0100007F:1F90 01 00000000:00000000 03:0000060C 00000000  1000        0 "
    "77 3 00000000ce1b912d\n"
    "   2: 0100007F:1F90 0100007F:C2D4 01 00000000:00000000 03:0000060C 00000000  1001        0 "
    "78 3 00000000ce1b912d\n"
    "   3: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1001        0 "
    "79 1 00000000ce1b912d\n"
    "   4: 0200007F:0050 0100007F:C2D5 06 00000000:00000000 00:00000000 00000000     0        0 "
    "0 3 00000000ce1b912d\n"
    "nonsense\n"
    "   5: 0100007F:zz 00000000:0000 0A";

static const char udp6[]
  = "  sl  local_address                         remote_address                        st\n"
    "  10: 00000000000000000000000001000000:0035 00000000000000000000000000000000:0000 07 "
    "00000000:00000000 00:00000000 00000000   101        0 500 2 0000000000000000 0\n"
    "  11: 0000000000000000FFFF00000100007F:0036 00000000000000000000000000000000:0000 07 "
    "00000000:00000000 00:00000000 00000000   102        0 501 2 0000000000000000 0\n";

static const char unix_table[] = "Num       RefCount Protocol Flags    Type St Inode Path\n"
                                 "0000000000000001: 00000003 00000000 00000000 0001 03   491\n"
                                 "0000000000000002: 00000003 00000000 00000000 0001 03 60 @zz@ q\n"
                                 "0000000000000003: 00000002 00000000 00000000 0002 01 61 "
                                 "/tmp/a b\n"
                                 "0000000000000004: 00000002 00000000 00010000 0001 01 62 @zz@ q\n"
                                 "0000000000000005: 00000002 00000000 00010000 0001 01 63 /run/x\n"
                                 "0000000000000006: 00000002 00000000 00000000 0002 03 64 /run/y";

static GInetSocketAddress *
make_address (const char *text)
{
  const char *space = strchr (text, ' ');
  g_autofree char *host = g_strndup (text, (gsize) (space - text));

  return G_INET_SOCKET_ADDRESS (
    g_inet_socket_address_new_from_string (host, (guint) g_ascii_strtoull (space, NULL, 10)));
}

static void
test_inet (void)
{
  static const struct
  {
    const char *table;
    const char *local;
    const char *remote;     /* or NULL */
    guint64 inode;          /* or 0 where there is none */
    gint64 uid;
  } rows[] = {
    { tcp, "127.0.0.1 2024", NULL, 1203, 0 },
    { tcp, "0.0.0.0 2024", NULL, 1203, 0 },
    { tcp, "0.0.0.0 8080", NULL, 79, 1001 },
    { tcp, "127.0.0.1 8080", NULL, 79, 1001 },
    { tcp, "127.0.0.2 8080", NULL, 0, 0 },
    { tcp, "127.0.0.1 8081", NULL, 0, 0 },
    { tcp, "127.0.0.1 49876", NULL, 0, 0 },
    { tcp, "127.0.0.1 49876", "127.0.0.1 8080", 77, 1000 },
    { tcp, "127.0.0.1 8080", "127.0.0.1 49876", 78, 1001 },
    { tcp, "127.0.0.1 8080", "127.0.0.1 49877", 0, 0 },
    { udp6, "::1 53", NULL, 500, 101 },
    { udp6, ":: 53", NULL, 500, 101 },
    { udp6, "::2 53", NULL, 0, 0 },
    { udp6, "127.0.0.1 54", NULL, 501, 102 },
    { "", "::1 53", NULL, 0, 0 },
  };

#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GInetSocketAddress) local = make_address (rows[i].local);
      g_autoptr (GInetSocketAddress) remote
        = rows[i].remote != NULL ? make_address (rows[i].remote) : NULL;
      HexwireSocketEntry entry = { 0 };

      g_assert_cmpint (hexwire_socket_table_find_inet (rows[i].table, rows[i].table == udp6, local,
                                                       remote, &entry),
                       ==, rows[i].inode != 0);
      g_assert_cmpuint (entry.inode, ==, rows[i].inode);
      g_assert_cmpint (entry.uid, ==, rows[i].uid);
    }
#endif
}

static void
test_unix (void)
{
  static const struct
  {
    const char *name;
    guint64 inode;
  } rows[] = { { "/tmp/a b", 61 }, { "@zz@ q", 62 }, { "/run/x", 63 }, { "/run/y", 64 },
               { "/tmp/a", 0 },    { "/tmp/a bc", 0 }, { "", 0 },      { "/run/xy", 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HexwireSocketEntry entry;
      gboolean found = hexwire_socket_table_find_unix (unix_table, rows[i].name, &entry);

      g_assert_cmpint (found, ==, rows[i].inode != 0);
      if (found)
        g_assert_cmpuint (entry.inode, ==, rows[i].inode);
    }
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  GAsyncResult **found = user_data;

  *found = g_object_ref (result);
}

static gboolean
find_owner (GSocketAddress *address,
            GSocketType     type,
            HexwireProcess *owner)
{
  g_autoptr (GAsyncResult) found = NULL;

  hexwire_socket_owner_find_bound_async (address, type, NULL, found_cb, &found);
  wait_until (found != NULL);
  return hexwire_socket_owner_find_finish (found, owner, NULL);
}

/* Sockets of this very process are found, with its number. */
static void
test_owner (void)
{
  static const int types[] = { SOCK_STREAM, SOCK_DGRAM };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      struct sockaddr_in native = { .sin_family = AF_INET,
                                    .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
      socklen_t size = sizeof native;
      int fd = socket (AF_INET, types[i], 0);
      GSocketType type = types[i] == SOCK_STREAM ? G_SOCKET_TYPE_STREAM : G_SOCKET_TYPE_DATAGRAM;
      g_autoptr (GSocketAddress) address = NULL;
      HexwireProcess owner = HEXWIRE_PROCESS_UNKNOWN;
      g_autofree char *text = NULL;

      g_assert_cmpint (bind (fd, (struct sockaddr *) &native, sizeof native), ==, 0);
      if (types[i] == SOCK_STREAM)
        g_assert_cmpint (listen (fd, 1), ==, 0);
      g_assert_cmpint (getsockname (fd, (struct sockaddr *) &native, &size), ==, 0);
      address = g_socket_address_new_from_native (&native, size);
      g_assert_true (find_owner (address, type, &owner));
      g_assert_cmpint (owner.pid, ==, getpid ());
      g_assert_cmpint (owner.uid, ==, getuid ());
      text = hexwire_process_dup_text (&owner);
      g_assert_cmpstr (text, ==, "Hexwire itself");
      close (fd);
      g_assert_false (find_owner (address, type, &owner));
    }
}

static void
test_process (void)
{
  g_autofree char *parent = g_strdup_printf ("%d", (int) getppid ());
  g_autofree char *program = hexwire_process_dup_program (getppid ());
  const HexwireProcess known = { .pid = getppid (), .uid = 0 };
  const HexwireProcess gone = { .pid = G_MAXINT32, .uid = -1 };
  const HexwireProcess hidden = { .pid = 0, .uid = 0 };
  const HexwireProcess unknown = HEXWIRE_PROCESS_UNKNOWN;
  g_autofree char *known_text = hexwire_process_dup_text (&known);
  g_autofree char *known_tag = hexwire_process_dup_tag (&known);
  g_autofree char *gone_text = hexwire_process_dup_text (&gone);
  g_autofree char *hidden_text = hexwire_process_dup_text (&hidden);
  g_autofree char *wanted = g_strdup_printf ("%s (pid %s, user root)", program, parent);
  g_autofree char *wanted_tag = g_strdup_printf ("%s[%s]", program, parent);

  g_assert_cmpstr (known_text, ==, wanted);
  g_assert_cmpstr (known_tag, ==, wanted_tag);
  g_assert_cmpstr (gone_text, ==, "a program (pid 2147483647)");
  g_assert_cmpstr (hidden_text, ==, "a program of user root");
  g_assert_null (hexwire_process_dup_text (&unknown));
  g_assert_null (hexwire_process_dup_tag (&unknown));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/socket-table/inet", test_inet);
  g_test_add_func ("/socket-table/owner", test_owner);
  g_test_add_func ("/socket-table/process", test_process);
  g_test_add_func ("/socket-table/unix", test_unix);

  return g_test_run ();
}
