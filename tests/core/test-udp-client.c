/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/send-job.h"

#include <gio/gio.h>

#include "wire.h"

/* Of a name with two addresses, one refuses: the next is taken, once that is known. */
static void
test_next_address (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);
  g_autoptr (HexwireEndpoint) client = NULL;
  HexwireSendPlan plan = { .interval_ns = 20 * G_GINT64_CONSTANT (1000000) };
  g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);
  g_autoptr (HexwireSendSource) source = NULL;
  g_autoptr (HexwireSendJob) job = NULL;

  g_object_set (server, "host", "::1", NULL);
  wire_open (server);
  if (hexwire_endpoint_get_state (server) != HEXWIRE_ENDPOINT_OPEN)
    {
      g_test_skip ("no IPv6");
      return;
    }
  client = wire_new (HEXWIRE_ENDPOINT_UDP_CLIENT, wire_get_port (server));
  g_object_set (client, "host", "localhost", NULL);
  wire_open (client);
  g_assert_true (g_str_has_prefix (hexwire_peer_get_address (wire_get_peer (client, 0)),
                                   "127.0.0.1:"));
  source = hexwire_send_source_new_bytes (payload);
  job = hexwire_send_job_new (client, NULL, source, &plan);
  g_assert_true (hexwire_send_job_start (job, NULL));
  wait_until (wire_count (server, HEXWIRE_MESSAGE_RECEIVED) > 2);
  g_assert_true (wire_says (client, HEXWIRE_MESSAGE_NOTE, ": sending to [::1]:"));
  g_assert_true (hexwire_send_job_is_running (job));
  g_assert_cmpint (hexwire_peer_get_state (wire_get_peer (client, 0)), ==, HEXWIRE_PEER_LEFT);
  hexwire_send_job_stop (job);

  /* Whose turn it is again has to come to listen first. */
  wire_close (server);
  g_assert_true (wire_send (client, "nobody", NULL));
  g_assert_cmpint (hexwire_endpoint_get_state (client), ==, HEXWIRE_ENDPOINT_OPEN);
  wire_close (client);
  wire_open (client);
  wire_close (client);
}

/* Knows every name, as one of two addresses of one family. */
typedef struct
{
  GResolver parent_instance;
} TwoResolver;

typedef GResolverClass TwoResolverClass;

GType two_resolver_get_type (void);

G_DEFINE_TYPE (TwoResolver, two_resolver, G_TYPE_RESOLVER)

static void
two_resolver_lookup_async (GResolver           *resolver,
                           const char          *name,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);
  GList *found = g_list_append (NULL, g_inet_address_new_from_string ("127.0.0.1"));

  found = g_list_append (found, g_inet_address_new_from_string ("127.0.0.2"));
  g_task_return_pointer (task, found, (GDestroyNotify) g_resolver_free_addresses);
}

static GList *
two_resolver_lookup_finish (GResolver     *resolver,
                            GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
two_resolver_class_init (TwoResolverClass *klass)
{
  klass->lookup_by_name_async = two_resolver_lookup_async;
  klass->lookup_by_name_finish = two_resolver_lookup_finish;
}

static void
two_resolver_init (TwoResolver *self)
{
}

static guint16
find_free_port (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);
  guint16 port;

  wire_open (server);
  port = wire_get_port (server);
  wire_close (server);
  return port;
}

/* A client of "two.example", by which both addresses of TwoResolver are known. */
static HexwireEndpoint *
open_client_of_two (guint16 port,
                    guint16 source_port)
{
  g_autoptr (GResolver) usual = g_resolver_get_default ();
  g_autoptr (GResolver) two = g_object_new (two_resolver_get_type (), NULL);
  HexwireEndpoint *client = wire_new (HEXWIRE_ENDPOINT_UDP_CLIENT, port);

  g_object_set (client, "host", "two.example", NULL);
  g_object_set (hexwire_endpoint_get_options (client), "source-port", (guint) source_port, NULL);
  g_resolver_set_default (two);
  wire_open (client);
  g_resolver_set_default (usual);
  g_assert_cmpint (hexwire_endpoint_get_state (client), ==, HEXWIRE_ENDPOINT_OPEN);
  return client;
}

static gboolean
sends_to (HexwireEndpoint *client,
          const char      *address)
{
  HexwirePeer *peer = hexwire_endpoint_get_default_peer (client);

  return peer != NULL && g_str_has_prefix (hexwire_peer_get_address (peer), address);
}

/* Each message that nobody takes may have the next one go to another address. */
static gboolean
send_until_heard (HexwireEndpoint *client,
                  HexwireEndpoint *server)
{
  wire_send (client, "anybody", NULL);
  return wire_count (server, HEXWIRE_MESSAGE_RECEIVED) > 0;
}

/* Who comes to listen after all addresses were tried is found. Where the port that messages leave
 * from is chosen, two sockets cannot have it. */
static void
test_round_of_addresses (gconstpointer data)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, find_free_port ());
  g_autoptr (HexwireEndpoint) client
    = open_client_of_two (hexwire_endpoint_get_port (server),
                          GPOINTER_TO_INT (data) ? find_free_port () : 0);

  g_assert_true (sends_to (client, "127.0.0.1:"));
  g_assert_true (wire_send (client, "nobody", NULL));
  wait_until (sends_to (client, "127.0.0.2:"));
  g_assert_true (wire_says (client, HEXWIRE_MESSAGE_NOTE,
                            "from now on; the last message did not arrive"));
  wire_open (server);
  wait_until (send_until_heard (client, server));
  g_assert_true (sends_to (client, "127.0.0.1:"));
  wire_close (server);
  wire_close (client);
}

/* A job goes on at the next address with the message that is next, and ends when all are sent. */
static void
test_job_goes_on (gconstpointer data)
{
  const HexwireSendPlan plan = { .interval_ns = GPOINTER_TO_INT (data), .n_messages = 100000,
                                 .waits = TRUE };
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);
  g_autoptr (HexwireEndpoint) client = NULL;
  g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);
  g_autoptr (HexwireSendSource) source = hexwire_send_source_new_bytes (payload);
  g_autoptr (HexwireSendJob) job = NULL;
  HexwireSendProgress progress;

  g_object_set (server, "host", "127.0.0.2", NULL);
  wire_open (server);
  client = open_client_of_two (wire_get_port (server), 0);
  job = hexwire_send_job_new (client, NULL, source, &plan);
  g_assert_true (hexwire_send_job_start (job, NULL));
  wait_until (!hexwire_send_job_is_running (job));
  g_assert_true (sends_to (client, "127.0.0.2:"));
  g_assert_null (hexwire_send_job_get_problem (job));
  hexwire_send_job_get_progress (job, &progress);
  g_assert_cmpuint (progress.n_sent, ==, plan.n_messages);
  g_assert_cmpuint (hexwire_send_job_get_n_used (job), ==, plan.n_messages);
  wire_close (server);
  wire_close (client);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/udp-client/job-goes-on/at-a-pace", GINT_TO_POINTER (10000),
                        test_job_goes_on);
  g_test_add_data_func ("/udp-client/job-goes-on/at-full-speed", GINT_TO_POINTER (0),
                        test_job_goes_on);
  g_test_add_func ("/udp-client/next-address", test_next_address);
  g_test_add_data_func ("/udp-client/round-of-addresses/any-port", GINT_TO_POINTER (FALSE),
                        test_round_of_addresses);
  g_test_add_data_func ("/udp-client/round-of-addresses/chosen-port", GINT_TO_POINTER (TRUE),
                        test_round_of_addresses);
  return g_test_run ();
}
