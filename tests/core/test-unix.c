/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/address.h"
#include "net/net-error.h"
#include "net/send-job.h"
#include "net/udp-endpoint.h"
#include "net/unix-address.h"
#include "net/unix-file.h"

#include <errno.h>
#include <gio/gunixfdmessage.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "wire.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("hexwire-unix-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->path = g_build_filename (fixture->folder, "x.sock", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);   /* nothing else was left in it */
  g_free (fixture->path);
  g_free (fixture->folder);
}

static HexwireEndpoint *
open_at (HexwireEndpointKind kind,
         const char         *host)
{
  HexwireEndpoint *self = hexwire_endpoint_new (kind);

  g_object_set (self, "host", host, NULL);
  wire_open (self);
  return self;
}

static void
assert_open (HexwireEndpoint *self)
{
  g_assert_cmpstr (hexwire_endpoint_get_error (self), ==, NULL);
  g_assert_cmpint (hexwire_endpoint_get_state (self), ==, HEXWIRE_ENDPOINT_OPEN);
}

static void
assert_failed (HexwireEndpoint *self,
               const char      *text)
{
  g_assert_cmpint (hexwire_endpoint_get_state (self), ==, HEXWIRE_ENDPOINT_FAILED);
  if (strstr (hexwire_endpoint_get_error (self), text) == NULL)
    g_error ("“%s” is not in “%s”", text, hexwire_endpoint_get_error (self));
}

static void
close_both (HexwireEndpoint *client,
            HexwireEndpoint *server)
{
  wire_close (client);
  wire_close (server);
  g_assert_finalize_object (client);
  g_assert_finalize_object (server);
}

/* A socket bound at @path that nobody has open. */
static void
leave_stale (const char *path,
             int         type)
{
  struct sockaddr_un native = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, type, 0);

  g_strlcpy (native.sun_path, path, sizeof native.sun_path);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &native, sizeof native), ==, 0);
  close (fd);
}

static guint
get_mode (const char *path)
{
  struct stat info;

  g_assert_cmpint (g_lstat (path, &info), ==, 0);
  return info.st_mode & 0777;
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gboolean is_typed;
    const char *shown;      /* or NULL where it is refused */
    guint size_bytes;
  } rows[] = {
    { "/run/x.sock", TRUE, "/run/x.sock", 11 },
    { "unix:/run/x.sock", TRUE, "/run/x.sock", 11 },
    { "unix:x.sock", TRUE, "/folder/x.sock", 14 },
    { "unix:../x.sock", TRUE, "/x.sock", 7 },
    { "x.sock", FALSE, "/folder/x.sock", 14 },
    { "./x.sock", TRUE, "/folder/x.sock", 14 },
    { "../x.sock", TRUE, "/x.sock", 7 },
    { "@name", TRUE, "@name", 5 },
    { "unix:@name", TRUE, "@name", 5 },
    { "@a\\x00b", TRUE, "@a\\x00b", 4 },
    { "@a\\x", TRUE, "@a\\x", 4 },
    { "/a\\x5cx41", TRUE, "/a\\x5cx41", 6 },
    { "/Grüße \\x0a", TRUE, "/Grüße \\x0a", 10 },
    { "/\\xff", TRUE, "/\\xff", 2 },
    { "", FALSE, NULL, 0 },
    { "@", TRUE, NULL, 0 },
    { "unix:", TRUE, NULL, 0 },
    { "/a\\x00b", TRUE, NULL, 0 },
    { "127.0.0.1", FALSE, "/folder/127.0.0.1", 17 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocketAddress) address
        = hexwire_unix_address_parse (rows[i].text, "/folder", &error);
      g_autofree char *text = NULL;
      HexwireUnixAddress native;

      g_assert_cmpint (hexwire_unix_address_is_typed (rows[i].text), ==, rows[i].is_typed);
      if (rows[i].shown == NULL)
        {
          g_assert_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS);
          continue;
        }
      g_assert_no_error (error);
      text = hexwire_socket_address_to_text (address);
      g_assert_cmpstr (text, ==, rows[i].shown);
      hexwire_unix_address_init (&native, address);
      g_assert_cmpuint (native.size_bytes, ==, rows[i].size_bytes);
    }
}

static void
test_length (void)
{
  for (guint length = 106; length < 110; length++)
    for (guint is_abstract = 0; is_abstract < 2; is_abstract++)
      {
        g_autofree char *text = g_strnfill (length + is_abstract, 'x');
        g_autoptr (GError) error = NULL;
        g_autoptr (GSocketAddress) address = NULL;

        text[0] = is_abstract ? '@' : '/';
        address = hexwire_unix_address_parse (text, NULL, &error);
        g_assert_cmpint (address != NULL, ==, length <= 107);
        if (address == NULL)
          {
            g_assert_true (g_str_has_prefix (error->message, text));
            g_assert_nonnull (strstr (error->message, "107 are the limit"));
          }
      }
}

static void
test_hash (void)
{
  static const struct
  {
    char name[4];
    socklen_t size;
    gint32 pid;
  } rows[] = { { "", 0, 0 },   { "", 0, 1 },      { "/a", 3, 0 },   { "/b", 3, 0 },
               { "\0a", 2, 0 }, { "\0a\0", 3, 0 }, { "\0b\0", 3, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint j = 0; j < G_N_ELEMENTS (rows); j++)
      {
        HexwireUnixAddress addresses[2];

        for (guint k = 0; k < 2; k++)
          {
            guint n = k == 0 ? i : j;
            struct sockaddr_un native = { .sun_family = AF_UNIX };

            memcpy (native.sun_path, rows[n].name, 4);
            hexwire_unix_address_init_native (&addresses[k], (struct sockaddr *) &native,
                                              (socklen_t) sizeof (sa_family_t) + rows[n].size);
            addresses[k].pid = rows[n].pid;
          }
        g_assert_cmpint (hexwire_address_equal (&addresses[0], &addresses[1]), ==, i == j);
        if (i == j)
          g_assert_cmpuint (hexwire_address_hash (&addresses[0]), ==,
                            hexwire_address_hash (&addresses[1]));
      }
}

/* Both directions, for streams and datagrams. */
static void
talk (const char *host,
      gboolean    is_stream)
{
  HexwireEndpoint *server
    = open_at (is_stream ? HEXWIRE_ENDPOINT_TCP_SERVER : HEXWIRE_ENDPOINT_UDP_SERVER, host);
  HexwireEndpoint *client;
  const HexwireLogPeer *description;
  HexwirePeer *peer;
  g_autoptr (GBytes) answer = g_bytes_new_static ("answer", 6);

  assert_open (server);
  client = open_at (is_stream ? HEXWIRE_ENDPOINT_TCP_CLIENT : HEXWIRE_ENDPOINT_UDP_CLIENT, host);
  assert_open (client);
  g_assert_true (wire_says (client, HEXWIRE_MESSAGE_OPENED, "Hexwire itself"));
  g_assert_true (wire_send (client, "question", NULL));
  wait_until (wire_count_bytes (server, HEXWIRE_MESSAGE_RECEIVED) == 8);
  peer = wire_get_peer (server, 0);
  g_assert_cmpstr (hexwire_peer_get_owner (peer), ==, "Hexwire itself");
  g_assert_true (hexwire_endpoint_send (server, peer, answer, NULL));
  wait_until (wire_count_bytes (client, HEXWIRE_MESSAGE_RECEIVED) == 6);
  g_assert_cmpstr (hexwire_peer_get_owner (wire_get_peer (client, 0)), ==, "Hexwire itself");
  g_assert_cmpuint (g_list_model_get_n_items (hexwire_endpoint_get_peers (client)), ==, 1);

  description = hexwire_message_log_get_peer (hexwire_endpoint_get_log (client), 1);
  g_assert_cmpint (description->transport, ==, is_stream ? HEXWIRE_TRANSPORT_UNIX_STREAM
                                                         : HEXWIRE_TRANSPORT_UNIX_DATAGRAM);
  g_assert_cmpstr (description->address, ==, hexwire_endpoint_get_local_addresses (server)[0]);
  g_assert_true (description->opened_here);
  close_both (client, server);
}

static void
test_talk (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *abstract = g_strdup_printf ("@%s", fixture->path);
  g_autofree char *with_scheme = g_strdup_printf ("unix:%s", fixture->path);

  for (guint is_stream = 0; is_stream < 2; is_stream++)
    {
      talk (fixture->path, is_stream);
      g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
      talk (abstract, is_stream);
      talk (with_scheme, is_stream);
    }
}

/* Who is there is looked for while the client is opening. */
static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  HexwireEndpoint *server = open_at (HEXWIRE_ENDPOINT_UDP_SERVER, fixture->path);
  HexwireEndpoint *client = hexwire_endpoint_new (HEXWIRE_ENDPOINT_UDP_CLIENT);

  g_object_set (client, "host", fixture->path, NULL);
  for (guint n_turns = 0; n_turns < 4; n_turns++)
    {
      hexwire_endpoint_open (client);
      for (guint i = 0; i < n_turns; i++)
        g_main_context_iteration (NULL, FALSE);
      wire_close (client);
    }
  wire_close (server);
  wait_until (G_OBJECT (client)->ref_count == 1);
  g_assert_finalize_object (server);
  g_assert_finalize_object (client);
}

static void
test_stale (Fixture       *fixture,
            gconstpointer  data)
{
  static const int types[] = { SOCK_STREAM, SOCK_DGRAM };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      HexwireEndpoint *server;

      leave_stale (fixture->path, types[i]);
      server = open_at (i == 0 ? HEXWIRE_ENDPOINT_TCP_SERVER : HEXWIRE_ENDPOINT_UDP_SERVER,
                        fixture->path);
      assert_open (server);
      g_assert_true (wire_says (server, HEXWIRE_MESSAGE_NOTE, "was left behind by a program"));
      wire_close (server);
      g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
      g_assert_finalize_object (server);
    }
}

/* Who has bound a path and does not listen yet is living, too. */
static void
test_bound_is_living (Fixture       *fixture,
                      gconstpointer  data)
{
  struct sockaddr_un native = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM, 0);
  HexwireEndpoint *server;

  g_strlcpy (native.sun_path, fixture->path, sizeof native.sun_path);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &native, sizeof native), ==, 0);
  server = open_at (HEXWIRE_ENDPOINT_TCP_SERVER, fixture->path);
  assert_failed (server, "is already in use by Hexwire itself");
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  close (fd);
  g_assert_finalize_object (server);
}

/* One that is on its way from one program to another is open in neither. */
static void
test_handed_over_is_living (Fixture       *fixture,
                            gconstpointer  data)
{
  struct sockaddr_un native = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM, 0);
  int pair[2];
  g_autoptr (GSocket) sender = NULL;
  g_autoptr (GSocketControlMessage) message = g_unix_fd_message_new ();
  HexwireEndpoint *server;

  g_strlcpy (native.sun_path, fixture->path, sizeof native.sun_path);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &native, sizeof native), ==, 0);
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_DGRAM, 0, pair), ==, 0);
  sender = g_socket_new_from_fd (pair[0], NULL);
  g_unix_fd_message_append_fd (G_UNIX_FD_MESSAGE (message), fd, NULL);
  g_assert_cmpint (g_socket_send_message (sender, NULL, NULL, 0, &message, 1, 0, NULL, NULL), >=,
                   0);
  g_clear_object (&message);
  close (fd);
  server = open_at (HEXWIRE_ENDPOINT_TCP_SERVER, fixture->path);
  assert_failed (server, "is already in use");
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_finalize_object (server);
  close (pair[1]);
}

static void
test_living (Fixture       *fixture,
             gconstpointer  data)
{
  static const HexwireEndpointKind kinds[] = { HEXWIRE_ENDPOINT_TCP_SERVER,
                                               HEXWIRE_ENDPOINT_UDP_SERVER };
  g_autofree char *abstract = g_strdup_printf ("@%s", fixture->path);

  for (guint i = 0; i < 4; i++)
    {
      const char *host = i < 2 ? fixture->path : abstract;
      HexwireEndpoint *first = open_at (kinds[i % 2], host);
      HexwireEndpoint *second = open_at (kinds[i % 2], host);

      assert_open (first);
      assert_failed (second, "is already in use by Hexwire itself");
      g_assert_finalize_object (second);
      /* Another kind at the path is somebody, too. */
      if (i < 2)
        {
          second = open_at (kinds[1 - i], host);
          assert_failed (second, "is already in use by Hexwire itself");
          g_assert_finalize_object (second);
        }
      wire_close (first);
      g_assert_finalize_object (first);
    }
}

static void
test_not_a_socket (Fixture       *fixture,
                   gconstpointer  data)
{
  HexwireEndpoint *server;
  g_autofree char *text = NULL;
  g_autofree char *missing = g_build_filename (fixture->folder, "missing", "x", NULL);

  g_assert_true (g_file_set_contents (fixture->path, "precious", -1, NULL));
  server = open_at (HEXWIRE_ENDPOINT_TCP_SERVER, fixture->path);
  assert_failed (server, "is not a socket");
  g_assert_finalize_object (server);
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "precious");

  /* Nor is a link one, wherever it leads. */
  g_unlink (fixture->path);
  g_assert_cmpint (symlink ("/nowhere", fixture->path), ==, 0);
  server = open_at (HEXWIRE_ENDPOINT_UDP_SERVER, fixture->path);
  assert_failed (server, "is not a socket");
  g_assert_finalize_object (server);

  server = open_at (HEXWIRE_ENDPOINT_TCP_SERVER, missing);
  assert_failed (server, "The folder of");
  g_assert_finalize_object (server);
}

static void
test_mode (Fixture       *fixture,
           gconstpointer  data)
{
  static const guint modes[] = { 0600, 0660, 0666, 0777, 0 };
  static const mode_t masks[] = { 0, 022, 077 };

  for (guint i = 0; i < G_N_ELEMENTS (masks); i++)
    for (guint j = 0; j < 2 * G_N_ELEMENTS (modes); j++)
      {
        mode_t former = umask (masks[i]);
        HexwireEndpoint *server = hexwire_endpoint_new (
          j % 2 == 0 ? HEXWIRE_ENDPOINT_TCP_SERVER : HEXWIRE_ENDPOINT_UDP_SERVER);

        g_object_set (server, "host", fixture->path, NULL);
        if (j / 2 != 0)
          g_object_set (server, "socket-mode", modes[j / 2], NULL);
        wire_open (server);
        assert_open (server);
        g_assert_cmpuint (get_mode (fixture->path), ==, modes[j / 2]);
        wire_close (server);
        g_assert_finalize_object (server);
        umask (former);
      }
}

/* What stands at the path is removed while it is ours, and no longer. */
static void
test_removal (Fixture       *fixture,
              gconstpointer  data)
{
  HexwireEndpoint *server = open_at (HEXWIRE_ENDPOINT_TCP_SERVER, fixture->path);

  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  leave_stale (fixture->path, SOCK_STREAM);
  wire_close (server);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_finalize_object (server);

  /* Without being closed, too. */
  server = open_at (HEXWIRE_ENDPOINT_UDP_SERVER, fixture->path);
  assert_open (server);
  g_assert_finalize_object (server);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_clients_fail (Fixture       *fixture,
                   gconstpointer  data)
{
  static const HexwireEndpointKind clients[] = { HEXWIRE_ENDPOINT_TCP_CLIENT,
                                                 HEXWIRE_ENDPOINT_UDP_CLIENT };
  static const HexwireEndpointKind others[] = { HEXWIRE_ENDPOINT_UDP_SERVER,
                                                HEXWIRE_ENDPOINT_TCP_SERVER };
  static const int types[] = { SOCK_STREAM, SOCK_DGRAM };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (HexwireEndpoint) client = open_at (clients[i], fixture->path);
      HexwireEndpoint *server;

      assert_failed (client, "does not exist");
      leave_stale (fixture->path, types[i]);
      wire_open (client);
      assert_failed (client, "nobody listens on");
      g_unlink (fixture->path);
      server = open_at (others[i], fixture->path);
      wire_open (client);
      assert_failed (client, "is a socket of the other kind");
      wire_close (server);
      g_assert_finalize_object (server);
      g_object_set (client, "host", "unix:", NULL);
      wire_open (client);
      assert_failed (client, "is missing");
    }
}

/* A datagram client stays when its server goes and comes back, and says what is wrong meanwhile. */
static void
test_server_comes_back (Fixture       *fixture,
                        gconstpointer  data)
{
  HexwireEndpoint *server = open_at (HEXWIRE_ENDPOINT_UDP_SERVER, fixture->path);
  HexwireEndpoint *client = open_at (HEXWIRE_ENDPOINT_UDP_CLIENT, fixture->path);
  g_autoptr (GError) error = NULL;

  wire_close (server);
  g_assert_false (wire_send (client, "lost", &error));
  g_assert_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SEND);
  g_assert_nonnull (strstr (error->message, "does not exist"));
  wire_open (server);
  g_assert_true (wire_send (client, "found", NULL));
  wait_until (wire_count_bytes (server, HEXWIRE_MESSAGE_RECEIVED) == 5);
  close_both (client, server);
}

static int
connect_unnamed (const char *path)
{
  struct sockaddr_un native = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_DGRAM, 0);

  g_strlcpy (native.sun_path, path, sizeof native.sun_path);
  g_assert_cmpint (connect (fd, (struct sockaddr *) &native, sizeof native), ==, 0);
  return fd;
}

/* Who has no name is known by its process, and cannot be answered. */
static void
test_unnamed_sender (Fixture       *fixture,
                     gconstpointer  data)
{
  HexwireEndpoint *server = open_at (HEXWIRE_ENDPOINT_UDP_SERVER, fixture->path);
  int fd = connect_unnamed (fixture->path);
  g_autofree char *ending = g_strdup_printf ("[%d]", (int) getpid ());
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (send (fd, "a", 1, 0), ==, 1);
  g_assert_cmpint (send (fd, "", 0, 0), ==, 0);
  wait_until (wire_count (server, HEXWIRE_MESSAGE_RECEIVED) == 2);
  g_assert_cmpuint (g_list_model_get_n_items (hexwire_endpoint_get_peers (server)), ==, 1);
  g_assert_true (g_str_has_suffix (hexwire_peer_get_address (wire_get_peer (server, 0)), ending));
  g_assert_false (wire_send (server, "answer", &error));
  g_assert_nonnull (strstr (error->message, "has no address"));
  close (fd);
  wire_close (server);
  g_assert_finalize_object (server);
}

static guint
count_open_files (void)
{
  g_autoptr (GDir) files = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (files) != NULL)
    n++;
  return n;
}

/* At the end of the program, sockets may be open yet. */
static void
test_end (Fixture       *fixture,
          gconstpointer  data)
{
  HexwireEndpoint *server = open_at (HEXWIRE_ENDPOINT_TCP_SERVER, fixture->path);

  hexwire_unix_file_end ();
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  assert_open (server);
  g_assert_finalize_object (server);
}

/* Sends "x" and an open file with it. */
static void
send_file (int fd)
{
  _Alignas (struct cmsghdr) guint8 control[CMSG_SPACE (sizeof (int))] = { 0 };
  struct iovec vector = { .iov_base = (char[]) { 'x' }, .iov_len = 1 };
  struct msghdr header = { .msg_iov = &vector,
                           .msg_iovlen = 1,
                           .msg_control = control,
                           .msg_controllen = sizeof control };
  struct cmsghdr *message = CMSG_FIRSTHDR (&header);

  message->cmsg_level = SOL_SOCKET;
  message->cmsg_type = SCM_RIGHTS;
  message->cmsg_len = CMSG_LEN (sizeof (int));
  memcpy (CMSG_DATA (message), &fd, sizeof fd);
  g_assert_cmpint (sendmsg (fd, &header, 0), ==, 1);
}

/* Whoever hands over files does not fill our table of them. */
static void
test_files_are_not_taken (Fixture       *fixture,
                          gconstpointer  data)
{
  for (guint is_stream = 0; is_stream < 2; is_stream++)
    {
      HexwireEndpoint *server
        = open_at (is_stream ? HEXWIRE_ENDPOINT_TCP_SERVER : HEXWIRE_ENDPOINT_UDP_SERVER,
                   fixture->path);
      struct sockaddr_un native = { .sun_family = AF_UNIX };
      int fd = socket (AF_UNIX, is_stream ? SOCK_STREAM : SOCK_DGRAM, 0);
      guint n_open;

      g_strlcpy (native.sun_path, fixture->path, sizeof native.sun_path);
      g_assert_cmpint (connect (fd, (struct sockaddr *) &native, sizeof native), ==, 0);
      g_assert_cmpint (send (fd, "x", 1, 0), ==, 1);
      wait_until (wire_count_bytes (server, HEXWIRE_MESSAGE_RECEIVED) == 1);
      n_open = count_open_files ();
      for (guint i = 0; i < 5; i++)
        send_file (fd);
      wait_until (wire_count_bytes (server, HEXWIRE_MESSAGE_RECEIVED) == 6);
      g_assert_cmpuint (count_open_files (), ==, n_open);
      close (fd);
      g_assert_finalize_object (server);
    }
}

static void
test_large_datagram (Fixture       *fixture,
                     gconstpointer  data)
{
  HexwireEndpoint *server = open_at (HEXWIRE_ENDPOINT_UDP_SERVER, fixture->path);
  HexwireEndpoint *client = open_at (HEXWIRE_ENDPOINT_UDP_CLIENT, fixture->path);
  g_autoptr (GBytes) payload = g_bytes_new_take (g_malloc0 (150000), 150000);

  g_assert_true (hexwire_endpoint_send (client, NULL, payload, NULL));
  wait_until (wire_count_bytes (server, HEXWIRE_MESSAGE_RECEIVED) == 150000);
  g_assert_cmpuint (wire_count (server, HEXWIRE_MESSAGE_RECEIVED), ==, 1);
  g_assert_cmpuint (wire_count (server, HEXWIRE_MESSAGE_ERROR), ==, 0);
  close_both (client, server);
}

static HexwireEndpoint *
new_server (gboolean    is_stream,
            const char *host)
{
  HexwireEndpoint *self = hexwire_endpoint_new (is_stream ? HEXWIRE_ENDPOINT_TCP_SERVER
                                                          : HEXWIRE_ENDPOINT_UDP_SERVER);

  g_object_set (self, "host", host, NULL);
  return self;
}

/* Who may use a path is for its permissions to say: a list of IP addresses has no say in it. */
static void
test_allow_list (Fixture       *fixture,
                 gconstpointer  data)
{
  for (guint is_stream = 0; is_stream < 2; is_stream++)
    {
      HexwireEndpoint *server = new_server (is_stream, fixture->path);
      HexwireEndpoint *client;

      g_object_set (hexwire_endpoint_get_options (server), "allow-list", "192.0.2.1", NULL);
      wire_open (server);
      client = open_at (is_stream ? HEXWIRE_ENDPOINT_TCP_CLIENT : HEXWIRE_ENDPOINT_UDP_CLIENT,
                        fixture->path);
      g_assert_true (wire_send (client, "known", NULL));
      wait_until (wire_count_bytes (server, HEXWIRE_MESSAGE_RECEIVED) == 5);
      for (guint i = 0; i < 2; i++)
        g_object_set (hexwire_endpoint_get_options (i == 0 ? server : client), "allow-list",
                      "192.0.2.2", NULL);
      g_assert_cmpuint (hexwire_endpoint_get_n_connected (server), ==, 1);
      g_assert_cmpuint (hexwire_endpoint_get_n_connected (client), ==, 1);
      close_both (client, server);
    }
}

/* Groups are of IP. */
static void
test_groups_are_ignored (Fixture       *fixture,
                         gconstpointer  data)
{
  HexwireEndpoint *server = new_server (FALSE, fixture->path);
  HexwireGroupList *groups = hexwire_udp_endpoint_get_groups (HEXWIRE_UDP_ENDPOINT (server));

  g_assert_true (hexwire_group_list_add (groups, "239.1.1.1%lo", NULL));
  wire_open (server);
  assert_open (server);
  wire_close (server);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_finalize_object (server);
}

/* What is for IP or TCP alone is not asked for. */
static void
test_options (Fixture       *fixture,
              gconstpointer  data)
{
  HexwireEndpoint *server = new_server (TRUE, fixture->path);
  HexwireEndpoint *client;

  wire_open (server);
  client = open_at (HEXWIRE_ENDPOINT_TCP_CLIENT, fixture->path);
  wait_until (hexwire_endpoint_get_n_connected (server) == 1);
  for (guint i = 0; i < 2; i++)
    {
      HexwireEndpoint *endpoint = i == 0 ? server : client;

      g_object_set (hexwire_endpoint_get_options (endpoint), "no-delay", TRUE, "keep-alive", TRUE,
                    "keep-alive-idle-s", 5u, "keep-alive-interval-s", 5u, "keep-alive-count", 5u,
                    "ttl", 5u, "dscp", 5u, "multicast-interface", "nosuch0", NULL);
      g_assert_cmpuint (wire_count (endpoint, HEXWIRE_MESSAGE_ERROR), ==, 0);
    }
  wire_close (client);
  wire_open (client);
  assert_open (client);
  g_assert_cmpuint (wire_count (client, HEXWIRE_MESSAGE_ERROR), ==, 0);
  close_both (client, server);
}

/* A socket of datagrams that nobody reads until the test does. */
static int
bind_plain (const char *path)
{
  struct sockaddr_un native = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

  g_strlcpy (native.sun_path, path, sizeof native.sun_path);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &native, sizeof native), ==, 0);
  return fd;
}

static void
test_full_queue (Fixture       *fixture,
                 gconstpointer  data)
{
  int fd = bind_plain (fixture->path);
  HexwireEndpoint *client = open_at (HEXWIRE_ENDPOINT_UDP_CLIENT, fixture->path);
  g_autoptr (GError) error = NULL;
  char byte;

  for (guint i = 0; i < 10000 && wire_send (client, "x", &error); i++)
    ;
  g_assert_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_QUEUE_FULL);
  g_assert_nonnull (strstr (error->message, "the other side does not read"));
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_cmpint (recv (fd, &byte, 1, 0), ==, 1);
  g_assert_true (wire_send (client, "x", NULL));
  close (fd);
  wire_close (client);
  g_assert_finalize_object (client);
}

/* What the other side has no room for is held back, and goes on when it has read. */
static void
test_send_job_goes_on (Fixture       *fixture,
                       gconstpointer  data)
{
  int fd = bind_plain (fixture->path);
  HexwireEndpoint *client = open_at (HEXWIRE_ENDPOINT_UDP_CLIENT, fixture->path);
  HexwireSendPlan plan = { .interval_ns = 10000, .n_messages = 2000, .waits = TRUE };
  g_autoptr (HexwireMacroText) text
    = hexwire_macro_text_parse (HEXWIRE_NOTATION_ESCAPED, "${counter:u8}", NULL, NULL);
  g_autoptr (HexwireSendSource) source = hexwire_send_source_new_text (text, 0);
  HexwireSendJob *job = hexwire_send_job_new (client, NULL, source, &plan);
  HexwireSendProgress progress;
  guint8 byte;
  guint n = 0;

  g_assert_true (hexwire_send_job_start (job, NULL));
  wait_until ((hexwire_send_job_get_progress (job, &progress), progress.n_held_back > 0));
  while (n < 2000)
    if (recv (fd, &byte, 1, 0) == 1)
      g_assert_cmpuint (byte, ==, n++ % 256);
    else
      g_main_context_iteration (NULL, TRUE);
  wait_until (!hexwire_send_job_is_running (job));
  g_assert_cmpstr (hexwire_send_job_get_problem (job), ==, NULL);
  g_assert_cmpuint (wire_count (client, HEXWIRE_MESSAGE_ERROR), ==, 0);
  g_assert_finalize_object (job);
  close (fd);
  wire_close (client);
  g_assert_finalize_object (client);
}

#define add(path, func) g_test_add ("/unix/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("allow-list", test_allow_list);
  add ("bound-is-living", test_bound_is_living);
  add ("cancel", test_cancel);
  add ("clients-fail", test_clients_fail);
  add ("end", test_end);
  add ("files-are-not-taken", test_files_are_not_taken);
  add ("full-queue", test_full_queue);
  add ("groups-are-ignored", test_groups_are_ignored);
  add ("handed-over-is-living", test_handed_over_is_living);
  add ("large-datagram", test_large_datagram);
  add ("living", test_living);
  add ("mode", test_mode);
  add ("not-a-socket", test_not_a_socket);
  add ("options", test_options);
  add ("removal", test_removal);
  add ("send-job-goes-on", test_send_job_goes_on);
  add ("server-comes-back", test_server_comes_back);
  add ("stale", test_stale);
  add ("talk", test_talk);
  add ("unnamed-sender", test_unnamed_sender);
  g_test_add_func ("/unix/hash", test_hash);
  g_test_add_func ("/unix/length", test_length);
  g_test_add_func ("/unix/parse", test_parse);

  return g_test_run ();
}
