/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/datagram-socket.h"

#include <errno.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "wire.h"

/* What cannot be reached, in networks of the test's own: routes that refuse, a router that answers
 * and a small MTU. */

#define MTU 1500

static gboolean
run (const char *command)
{
  g_autofree char *error = NULL;
  int status = -1;

  return g_spawn_command_line_sync (command, NULL, &error, &status, NULL) && status == 0;
}

static gboolean
run_all (const char *const *commands,
         guint              n_commands)
{
  for (guint i = 0; i < n_commands; i++)
    if (!run (commands[i]))
      return FALSE;
  return TRUE;
}

/* Leaves the machine's network for an empty one. To be done while there is one thread. */
static const char *
enter_own_network (void)
{
  static const char *const commands[] = {
    "ip link set lo up mtu 1500",
    "ip addr add 192.0.2.1/24 dev lo",
    "ip route add unreachable 198.51.100.0/25",
    "ip route add prohibit 198.51.100.128/26",
    "ip route add blackhole 198.51.100.192/26",
  };

  if (unshare (CLONE_NEWNET) != 0 && unshare (CLONE_NEWUSER | CLONE_NEWNET) != 0)
    return "no network of its own is allowed";
  return run_all (commands, G_N_ELEMENTS (commands)) ? NULL : "“ip” cannot set up the network";
}

static gboolean
set_option (const char *name,
            const char *value)
{
  g_autofree char *path = g_strdup_printf ("/proc/sys/net/ipv4/%s", name);

  return g_file_set_contents_full (path, value, (gssize) strlen (value), G_FILE_SET_CONTENTS_NONE,
                                   0644, NULL);
}

/* Somebody who can be connected to. */
static int
listen_there (void)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = g_htons (7) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  if (fd < 0 || bind (fd, (struct sockaddr *) &address, sizeof address) != 0
      || listen (fd, 5) != 0)
    _exit (1);
  return fd;
}

/* What the other side tells is done: "v" has this machine vanish, so that nothing comes back. */
static void
obey (int pipe_fd)
{
  char order;

  while (read (pipe_fd, &order, 1) == 1)
    {
      order = run ("ip route add blackhole 10.98.0.1/32") ? 'y' : 'n';
      if (write (pipe_fd, &order, 1) != 1)
        break;
    }
  _exit (0);
}

/* A process with a network of its own, to which a cable leads. */
static void
be_router (int pipe_fd)
{
  static const char *const commands[] = {
    "ip link set lo up",
    "ip link set there up mtu 1500",
    "ip addr add 10.98.0.2/24 dev there",
    "ip route add blackhole 10.99.5.0/24",
    "ip route add unreachable 10.99.1.0/24",
    "ip route add prohibit 10.99.2.0/24",
    "ip link add narrow type veth peer name far",
    "ip link set narrow up mtu 1400",
    "ip link set far up mtu 1400",
    "ip route add 10.99.4.0/24 dev narrow",
  };
  char answer = unshare (CLONE_NEWNET) == 0 ? 'y' : 'n';

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (write (pipe_fd, &answer, 1) != 1 || read (pipe_fd, &answer, 1) != 1)
    _exit (1);
  answer = run_all (commands, G_N_ELEMENTS (commands)) && set_option ("ip_forward", "1")
               && set_option ("icmp_ratelimit", "0")
             ? 'y'
             : 'n';
  listen_there ();
  if (write (pipe_fd, &answer, 1) != 1)
    _exit (1);
  obey (pipe_fd);
}

/* @control_fd: (out): what the router obeys */
static pid_t
start_router (int         *control_fd,
              const char **reason)
{
  static const char *const commands[] = {
    "ip link set here up mtu 1500",
    "ip addr add 10.98.0.1/24 dev here",
    "ip route add 10.99.0.0/16 via 10.98.0.2",
  };
  g_autofree char *cable = NULL;
  char answer = 'n';
  int pipe_fds[2];
  pid_t pid;

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, pipe_fds), ==, 0);
  pid = fork ();
  if (pid == 0)
    be_router (pipe_fds[1]);
  cable = g_strdup_printf ("ip link add here type veth peer name there netns %d", (int) pid);
  if (read (pipe_fds[0], &answer, 1) != 1 || answer != 'y' || !run (cable)
      || !run_all (commands, G_N_ELEMENTS (commands)) || write (pipe_fds[0], "y", 1) != 1
      || read (pipe_fds[0], &answer, 1) != 1 || answer != 'y')
    *reason = "no second network is allowed";
  *control_fd = pipe_fds[0];
  close (pipe_fds[1]);
  return pid;
}

static void
stop_router (pid_t pid,
             int   control_fd)
{
  close (control_fd);
  if (pid <= 0)
    return;
  /* At once: the kernel takes its time to end a network. */
  run ("ip link del here");
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
}

static void
test_connect (void)
{
  static const struct
  {
    const char *host;
    const char *text;
  } cases[] = {
    { "198.51.100.1", "the host cannot be reached" },
    { "198.51.100.129", "a rule of this machine forbids it" },
    { "198.51.100.193", "there is no way to that address" },
    { "203.0.113.1", "the network cannot be reached" },
    { "192.0.2.1", "Connection refused: nobody listens on 192.0.2.1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HexwireEndpoint) client = wire_new (HEXWIRE_ENDPOINT_TCP_CLIENT, 7);

      g_object_set (client, "host", cases[i].host, NULL);
      wire_open (client);
      g_assert_cmpint (hexwire_endpoint_get_state (client), ==, HEXWIRE_ENDPOINT_FAILED);
      g_test_message ("%s", hexwire_endpoint_get_error (client));
      g_assert_nonnull (strstr (hexwire_endpoint_get_error (client), cases[i].text));
    }
}

/* What a router answers, for each way in which it cannot pass a datagram on. */
static void
test_router (void)
{
  static const struct
  {
    const char *host;
    gsize size_bytes;
    const char *text;
  } cases[] = {
    { "10.99.1.1", 4, "Host unreachable · told by 10.98.0.2" },
    { "10.99.2.1", 4, "Forbidden by a filter · told by 10.98.0.2" },
    { "10.99.3.1", 4, "Network unreachable · told by 10.98.0.2" },
    { "10.99.4.1", 1450, "Message too big · at most 1372 bytes fit into one packet (MTU 1400) · "
                         "told by 10.98.0.2" },
  };
  const char *reason = NULL;
  int control_fd;
  pid_t router = start_router (&control_fd, &reason);

  for (guint i = 0; reason == NULL && i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HexwireEndpoint) client = wire_new (HEXWIRE_ENDPOINT_UDP_CLIENT, 7);
      g_autoptr (GBytes) payload
        = g_bytes_new_take (g_malloc0 (cases[i].size_bytes), cases[i].size_bytes);

      g_test_message ("%s", cases[i].text);
      g_object_set (client, "host", cases[i].host, NULL);
      wire_open (client);
      g_assert_true (hexwire_endpoint_send (client, NULL, payload, NULL));
      wait_until (wire_count (client, HEXWIRE_MESSAGE_ERROR) > 0);
      g_assert_true (wire_says (client, HEXWIRE_MESSAGE_ERROR, cases[i].text));
      wire_close (client);
    }
  stop_router (router, control_fd);
  if (reason != NULL)
    g_test_skip (reason);
}

static HexwireEndpoint *
new_client_of_router (const char *host)
{
  HexwireEndpoint *client = wire_new (HEXWIRE_ENDPOINT_TCP_CLIENT, 7);

  g_object_set (client, "host", host, NULL);
  g_object_set (hexwire_endpoint_get_options (client), "connect-timeout-s", 1u, "keep-alive", TRUE,
                "keep-alive-idle-s", 1u, "keep-alive-interval-s", 1u, "keep-alive-count", 1u, NULL);
  wire_open (client);
  return client;
}

/* No answer to an attempt to connect is another thing than a refusal, and so is a connection whose
 * other side is not there any more. */
static void
test_silence (void)
{
  const char *reason = NULL;
  int control_fd;
  pid_t router = start_router (&control_fd, &reason);
  char order = 'v';

  if (reason == NULL)
    {
      g_autoptr (HexwireEndpoint) unheard = new_client_of_router ("10.99.5.1");
      g_autoptr (HexwireEndpoint) client = new_client_of_router ("10.98.0.2");

      g_assert_cmpstr (hexwire_endpoint_get_error (unheard), ==,
                       "No answer from 10.99.5.1, port 7, within 1 second");
      g_assert_cmpint (hexwire_endpoint_get_state (client), ==, HEXWIRE_ENDPOINT_OPEN);
      g_assert_cmpint (write (control_fd, &order, 1), ==, 1);
      g_assert_cmpint (read (control_fd, &order, 1), ==, 1);
      g_assert_cmpint (order, ==, 'y');
      wait_until (!hexwire_endpoint_is_active (client));
      g_assert_true (wire_says (client, HEXWIRE_MESSAGE_CLOSED,
                                "the other side does not answer any more"));
      g_assert_cmpint (wire_get_ending (client), ==, HEXWIRE_ENDING_ERROR);
    }
  stop_router (router, control_fd);
  if (reason != NULL)
    g_test_skip (reason);
}

/* A link that goes takes the connection with it, once somebody asks whether it is there. */
static void
test_link_down (void)
{
  g_autoptr (HexwireEndpoint) client = NULL;
  const char *reason = NULL;
  int control_fd;
  pid_t router = start_router (&control_fd, &reason);

  if (reason == NULL)
    {
      client = new_client_of_router ("10.98.0.2");
      g_assert_cmpint (hexwire_endpoint_get_state (client), ==, HEXWIRE_ENDPOINT_OPEN);
      g_assert_true (run ("ip link set here down"));
      wait_until (!hexwire_endpoint_is_active (client));
      g_assert_cmpuint (hexwire_endpoint_get_n_connected (client), ==, 0);
      g_assert_true (wire_says (client, HEXWIRE_MESSAGE_CLOSED, "Broken: "));
    }
  stop_router (router, control_fd);
  if (reason != NULL)
    g_test_skip (reason);
}

static void
ignore_datagram_cb (HexwireDatagramSocket *socket,
                    const HexwireDatagram *datagram,
                    gpointer               user_data)
{
}

static void
fail_cb (HexwireDatagramSocket    *socket,
         const HexwireSocketError *error,
         gpointer                  user_data)
{
  g_assert_not_reached ();
}

/* What may not be cut is told with how long it may be, and does not keep the next one. */
static void
test_too_big (void)
{
  static const HexwireDatagramFuncs funcs = { .received = ignore_datagram_cb, .failed = fail_cb };
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("192.0.2.1", 9);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                                             G_SOCKET_PROTOCOL_DEFAULT, NULL);
  g_autoptr (HexwireDatagramSocket) datagram_socket = hexwire_datagram_socket_new (socket);
  guint8 payload[MTU] = { 0 };
  struct sockaddr_in native;
  HexwireDatagramRoute route = { (struct sockaddr *) &native, sizeof native, NULL };
  HexwireDatagramResult result;

  g_socket_address_to_native (address, &native, sizeof native, NULL);
  g_socket_set_option (socket, IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_DO, NULL);
  hexwire_datagram_socket_start (datagram_socket, hexwire_poller_get_default (), &funcs, NULL);
  g_assert_cmpint (hexwire_datagram_socket_send (datagram_socket, &route, payload, 1473,
                                                 &result),
                   ==, EMSGSIZE);
  g_assert_cmpuint (result.max_bytes, ==, 1472);
  g_assert_cmpint (hexwire_datagram_socket_send (datagram_socket, &route, payload, 1472,
                                                 &result),
                   ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  const char *reason = enter_own_network ();

  g_test_init (&argc, &argv, NULL);
  if (reason != NULL)
    {
      g_print ("1..0 # SKIP %s\n", reason);
      return 0;
    }

  g_test_add_func ("/unreachable/connect", test_connect);
  g_test_add_func ("/unreachable/router", test_router);
  g_test_add_func ("/unreachable/silence", test_silence);
  g_test_add_func ("/unreachable/link-down", test_link_down);
  g_test_add_func ("/unreachable/too-big", test_too_big);

  return g_test_run ();
}
