/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/responder.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "net/net-error.h"
#include "net/reply-rules-text.h"
#include "net/reply-setting.h"
#include "net/stream-peer.h"
#include "wire.h"

static void
set_rules (HexwireEndpoint *endpoint,
           const char      *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = hexwire_reply_rules_parse (text, &error);
  GListStore *store = hexwire_responder_get_rules (hexwire_endpoint_get_responder (endpoint));

  g_assert_no_error (error);
  g_list_store_remove_all (store);
  for (guint i = 0; i < rules->len; i++)
    g_list_store_append (store, g_ptr_array_index (rules, i));
  g_object_set (endpoint, "reply", HEXWIRE_REPLY_RULES, NULL);
}

static void
set_framing (HexwireEndpoint *endpoint,
             const char      *text)
{
  g_autoptr (HexwireFrameRule) rule = hexwire_frame_rule_parse (text, NULL, NULL);

  hexwire_responder_set_frame_rule (hexwire_endpoint_get_responder (endpoint), rule);
}

static HexwireReplyRule *
get_rule (HexwireEndpoint *endpoint,
          guint            index)
{
  GListStore *rules = hexwire_responder_get_rules (hexwire_endpoint_get_responder (endpoint));
  g_autoptr (HexwireReplyRule) rule = g_list_model_get_item (G_LIST_MODEL (rules), index);

  return rule;    /* the list keeps it */
}

typedef struct
{
  HexwireEndpoint *server;
  HexwireEndpoint *client;
} Pair;

static void
pair_open (Pair       *pair,
           gboolean    is_udp,
           const char *rules)
{
  pair->server = wire_new (is_udp ? HEXWIRE_ENDPOINT_UDP_SERVER : HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  if (rules != NULL)
    set_rules (pair->server, rules);
  wire_open (pair->server);
  pair->client = wire_new (is_udp ? HEXWIRE_ENDPOINT_UDP_CLIENT : HEXWIRE_ENDPOINT_TCP_CLIENT,
                           wire_get_port (pair->server));
  wire_open (pair->client);
}

static void
pair_close (Pair *pair)
{
  wire_close (pair->client);
  wire_close (pair->server);
  g_assert_finalize_object (pair->client);
  g_assert_finalize_object (pair->server);
}

/* Sends @text, a read of its own for the server. */
static void
send_piece (Pair       *pair,
            const char *text)
{
  guint64 n_before = hexwire_endpoint_get_traffic (pair->server)->counters.bytes_in;

  g_assert_true (wire_send (pair->client, text, NULL));
  wait_until (hexwire_endpoint_get_traffic (pair->server)->counters.bytes_in
              == n_before + strlen (text));
}

static char *
dup_received (HexwireEndpoint *endpoint)
{
  g_autoptr (GByteArray) bytes = wire_collect (endpoint, HEXWIRE_MESSAGE_RECEIVED);

  return g_strndup ((const char *) bytes->data, bytes->len);
}

static gsize
get_n_received (HexwireEndpoint *endpoint)
{
  return hexwire_endpoint_get_traffic (endpoint)->counters.bytes_in;
}

#define assert_answered(pair, text)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *answered = NULL;                                                              \
                                                                                                   \
    wait_until (get_n_received ((pair)->client) >= strlen (text));                                 \
    answered = dup_received ((pair)->client);                                                      \
    g_assert_cmpstr (answered, ==, text);                                                          \
  }                                                                                                \
  G_STMT_END

#define TWO_RULES                                                                                  \
  "rule\nmatch begins text PING\nreply escaped PONG\\n\n"                                          \
  "rule\nmatch regex ^SET (\\w+)=(\\d+)\nreply escaped $1 is ${2 + 1}\\n\n"

/* How the bytes of a stream come makes no difference to the frames that are answered. */
static void
test_frames_of_a_stream (void)
{
  static const struct
  {
    const char *framing;
    const char *pieces[6];
    const char *answer;
  } cases[] = {
    { "lines strip", { "PI", "NG\n" }, "PONG\n" },
    { "lines strip", { "PING\nPING\n" }, "PONG\nPONG\n" },
    { "lines strip", { "PING\nSET a", "b=4", "1\nPIN", "G\r\n" }, "PONG\nab is 42\nPONG\n" },
    { "lines", { "xPING\n\nPING\n" }, "PONG\n" },
    { "fixed 4", { "PI", "NGPI", "NGPINGno!!" }, "PONG\nPONG\nPONG\n" },
    { "delimiter \"--\"", { "PING-", "-PING--PING-" }, "PONG\nPONG\n" },
    { "none", { "PING\nPING\n" }, "PONG\n" },
    { "gap 30 ms", { "PI", "NG" }, "PONG\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Pair pair;

      g_test_message ("%s %s", cases[i].framing, cases[i].pieces[0]);
      pair_open (&pair, FALSE, TWO_RULES);
      set_framing (pair.server, cases[i].framing);
      for (guint k = 0; cases[i].pieces[k] != NULL; k++)
        send_piece (&pair, cases[i].pieces[k]);
      assert_answered (&pair, cases[i].answer);
      pair_close (&pair);
    }
}

/* What began before rules were there is known from the log. */
static void
test_rules_in_the_middle (void)
{
  Pair pair;

  pair_open (&pair, FALSE, NULL);
  send_piece (&pair, "PING\nPING\nPI");
  set_framing (pair.server, "lines strip");
  set_rules (pair.server, TWO_RULES);
  send_piece (&pair, "NG\n");
  assert_answered (&pair, "PONG\n");
  set_framing (pair.server, "fixed 4");
  send_piece (&pair, " PING");
  assert_answered (&pair, "PONG\nPONG\n");
  pair_close (&pair);
}

/* A peer that finishes sending at once gets its answers, also those that come later. */
static void
test_answers_after_the_end (void)
{
  Pair pair;

  pair_open (&pair, FALSE,
             "rule\nmatch contains text a\nreply text now\ngo on\n"
             "rule\nmatch contains text a\nreply text later\ndelay 50 ms\n");
  send_piece (&pair, "a");
  hexwire_peer_disconnect (wire_get_peer (pair.client, 0));
  assert_answered (&pair, "nowlater");
  wait_until (hexwire_endpoint_get_n_connected (pair.server) == 0);
  g_assert_true (wire_says (pair.server, HEXWIRE_MESSAGE_CLOSED,
                            "Closed by peer · 1 B in, 8 B out"));
  hexwire_endpoint_close (pair.server);
  wait_until (!hexwire_endpoint_is_active (pair.server));
  g_assert_finalize_object (pair.client);
  g_assert_finalize_object (pair.server);
}

static void
test_order_times_and_hits (void)
{
  Pair pair;

  pair_open (&pair, TRUE,
             "rule off\nmatch any\nreply text never\n"
             "rule\npeer 10.1.2.3\nmatch any\nreply text elsewhere\n"
             "rule\nmatch equals text a\nreply text first \ntimes 2\n"
             "rule\nmatch equals text stop\n"
             "rule\nmatch any\nreply escaped [$0]\ngo on\n"
             "rule\nmatch contains hex 6? 62\nreply hex 3c $1 3e\n");
  for (guint i = 0; i < 3; i++)
    send_piece (&pair, "a");
  send_piece (&pair, "stop");
  send_piece (&pair, "ab");
  assert_answered (&pair, "first first [a][ab]<a>");
  g_assert_cmpuint (hexwire_reply_rule_get_n_hits (get_rule (pair.server, 0)), ==, 0);
  g_assert_cmpuint (hexwire_reply_rule_get_n_hits (get_rule (pair.server, 2)), ==, 2);
  g_assert_cmpuint (hexwire_reply_rule_get_n_hits (get_rule (pair.server, 3)), ==, 1);
  g_assert_cmpuint (hexwire_reply_rule_get_n_hits (get_rule (pair.server, 4)), ==, 2);
  g_assert_cmpint (hexwire_reply_rule_get_last_hit_us (get_rule (pair.server, 4)), !=, 0);

  hexwire_reply_rule_reset_hits (get_rule (pair.server, 2));
  send_piece (&pair, "a");
  assert_answered (&pair, "first first [a][ab]<a>first ");
  pair_close (&pair);
}

/* The log tells which rule it was. */
static void
test_origins (void)
{
  static const guint expected[] = { 2, HEXWIRE_ORIGIN_ECHO, HEXWIRE_ORIGIN_FIXED,
                                    HEXWIRE_ORIGIN_HAND };
  g_autoptr (HexwireReplySetting) fixed = hexwire_reply_setting_parse ("fixed:x", NULL);
  GListModel *rows;
  guint n = 0;
  Pair pair;

  pair_open (&pair, TRUE, "rule off\nrule\nreply text b\n");
  send_piece (&pair, "1");
  g_object_set (pair.server, "reply", HEXWIRE_REPLY_ECHO, NULL);
  send_piece (&pair, "2");
  hexwire_reply_setting_apply (fixed, pair.server);
  send_piece (&pair, "3");
  g_assert_true (wire_send (pair.server, "4", NULL));
  assert_answered (&pair, "b2x4");
  rows = wire_get_rows (pair.server);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (HexwireMessage) message = g_list_model_get_item (rows, i);

      if (hexwire_message_get_kind (message) == HEXWIRE_MESSAGE_SENT)
        g_assert_cmpuint (hexwire_message_get_info (message)->origin, ==, expected[n++]);
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (expected));
  pair_close (&pair);
}

static void
test_greeting (void)
{
  HexwireReplyPayload *greeting = hexwire_reply_payload_parse ("text hello", NULL, NULL, NULL);
  HexwireEndpoint *server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  HexwireEndpoint *client;

  hexwire_responder_set_greeting (hexwire_endpoint_get_responder (server), greeting);
  wire_open (server);
  client = wire_new (HEXWIRE_ENDPOINT_TCP_CLIENT, wire_get_port (server));
  hexwire_responder_set_greeting (hexwire_endpoint_get_responder (client), greeting);
  wire_open (client);
  wait_until (hexwire_endpoint_get_traffic (client)->counters.bytes_in == 5
              && hexwire_endpoint_get_traffic (server)->counters.bytes_in == 5);
  hexwire_reply_payload_unref (greeting);
  wire_close (client);
  wire_close (server);
  g_assert_finalize_object (client);
  g_assert_finalize_object (server);
}

/* Discarded bytes are counted and summed up, and are not in the log. */
static void
test_discard (gconstpointer is_udp)
{
  Pair pair;

  pair_open (&pair, GPOINTER_TO_INT (is_udp), NULL);
  g_object_set (pair.server, "reply", HEXWIRE_REPLY_DISCARD, NULL);
  send_piece (&pair, "nobody");
  send_piece (&pair, "reads this");
  wait_until (wire_says (pair.server, HEXWIRE_MESSAGE_NOTE, "Discarded 2 messages, 16 B"));
  g_assert_cmpuint (wire_count (pair.server, HEXWIRE_MESSAGE_RECEIVED), ==, 0);
  g_assert_cmpuint (wire_count (pair.server, HEXWIRE_MESSAGE_SENT), ==, 0);
  pair_close (&pair);
}

/* Sends a datagram to 127.0.0.1:@port by the socket of this process that is bound to it. */
static void
send_to_itself (guint16 port)
{
  struct sockaddr_in own = { .sin_family = AF_INET,
                             .sin_port = g_htons (port),
                             .sin_addr.s_addr = g_htonl (INADDR_LOOPBACK) };

  for (int fd = 3; fd < 256; fd++)
    {
      struct sockaddr_in bound;
      socklen_t size = sizeof bound;

      if (getsockname (fd, (struct sockaddr *) &bound, &size) != 0
          || bound.sin_family != AF_INET || bound.sin_port != own.sin_port)
        continue;
      g_assert_cmpint (sendto (fd, "b", 1, 0, (struct sockaddr *) &own, sizeof own), ==, 1);
      return;
    }
  g_assert_not_reached ();
}

/* What comes from our own port is not answered; what others send is. */
static void
test_own_datagrams (gconstpointer reply)
{
  HexwireEndpoint *server = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);
  HexwireEndpoint *looped;
  HexwireTraffic *traffic = hexwire_endpoint_get_traffic (server);
  guint16 port;

  set_rules (server, "rule\nreply text !\n");
  g_object_set (server, "reply", GPOINTER_TO_UINT (reply), NULL);
  wire_open (server);
  port = wire_get_port (server);
  looped = wire_new (HEXWIRE_ENDPOINT_UDP_CLIENT, port);
  wire_open (looped);
  g_assert_true (wire_send (looped, "a", NULL));
  wait_until (traffic->counters.messages_out == 1);

  send_to_itself (port);
  wait_until (wire_says (server, HEXWIRE_MESSAGE_NOTE, "such are not answered"));
  g_assert_true (wire_send (looped, "c", NULL));
  wait_until (traffic->counters.messages_in == 3);
  wait_until (traffic->counters.messages_out == 2);
  wire_close (looped);
  wire_close (server);
  g_assert_finalize_object (looped);
  g_assert_finalize_object (server);
}

static void
test_rate_guard (void)
{
  Pair pair;
  HexwireTraffic *traffic;

  pair_open (&pair, TRUE, "rule\nreply text !\n");
  traffic = hexwire_endpoint_get_traffic (pair.server);
  for (guint i = 0; i < 1500; i++)
    {
      g_assert_true (wire_send (pair.client, "a", NULL));
      if (i % 50 == 49)
        wait_until (traffic->counters.messages_in == i + 1);
    }
  g_assert_cmpuint (traffic->counters.messages_out, >=, 1000);
  g_assert_cmpuint (traffic->counters.messages_out, <, 1500);
  g_assert_true (wire_says (pair.server, HEXWIRE_MESSAGE_NOTE,
                            "More than 1000 answers in a second: the rest is not sent"));
  wait_until (wire_says (pair.server, HEXWIRE_MESSAGE_NOTE,
                         "messages were not answered: more than 1000 in a second"));
  g_assert_cmpuint (wire_count (pair.server, HEXWIRE_MESSAGE_NOTE), ==, 2);
  g_assert_cmpuint (hexwire_reply_rule_get_n_hits (get_rule (pair.server, 0)), ==,
                    traffic->counters.messages_out);
  pair_close (&pair);
}

/* Answers that wait go in the order in which they are due, and not to who has left. */
static void
test_delays (void)
{
  Pair pair;

  pair_open (&pair, TRUE,
             "rule\nmatch equals text a\nreply text third\ndelay 90 ms\ngo on\n"
             "rule\nmatch equals text a\nreply text second\ndelay 30 ms\ngo on\n"
             "rule\nmatch equals text a\nreply text first\n"
             "rule\nmatch equals text z\nreply text never\ndelay 3600000 ms\n");
  send_piece (&pair, "a");
  assert_answered (&pair, "firstsecondthird");
  send_piece (&pair, "z");
  hexwire_peer_disconnect (wire_get_peer (pair.server, 0));
  wait_until (wire_says (pair.server, HEXWIRE_MESSAGE_NOTE,
                         "1 delayed answer was not sent any more"));
  pair_close (&pair);
}

/* After the end of sending nothing is answered any more, and that is told. */
static void
test_answers_after_our_end (void)
{
  Pair pair;

  pair_open (&pair, FALSE,
             "rule\nmatch equals text a\nreply text later\ndelay 30 ms\ngo on\n"
             "rule\nmatch equals text a\nreply text latest\ndelay 60 ms\n");
  g_object_set (pair.client, "keep-half-closed", TRUE, NULL);
  send_piece (&pair, "a");
  hexwire_stream_peer_finish_sending (HEXWIRE_STREAM_PEER (wire_get_peer (pair.server, 0)));
  wait_until (wire_says (pair.server, HEXWIRE_MESSAGE_NOTE,
                         "Not answered: sending to this peer has ended"));
  wait_until (!hexwire_responder_is_waiting (hexwire_endpoint_get_responder (pair.server),
                                             wire_get_peer (pair.server, 0)));
  g_assert_cmpuint (wire_count (pair.client, HEXWIRE_MESSAGE_RECEIVED), ==, 0);
  hexwire_peer_disconnect (wire_get_peer (pair.client, 0));
  wait_until (wire_says (pair.server, HEXWIRE_MESSAGE_NOTE, "2 answers in all were not sent"));
  pair_close (&pair);
}

static void
test_impossible_answers (void)
{
  Pair pair;

  pair_open (&pair, FALSE, "rule\nfields >op:B seq:H\nreply pack [>H] seq\n");
  set_framing (pair.server, "lines limit 16");
  send_piece (&pair, "a\n");
  wait_until (wire_says (pair.server, HEXWIRE_MESSAGE_ERROR,
                         "Rule 1 did not answer: the message is too short for the field “seq”"));
  send_piece (&pair, "a line that is too long\n");
  wait_until (wire_says (pair.server, HEXWIRE_MESSAGE_NOTE,
                         "Not answered: the message is longer than the limit of frames"));
  send_piece (&pair, "aOK\n");
  assert_answered (&pair, "OK");
  pair_close (&pair);
}

#define ALL_WORDS                                                                                  \
  "# Hexwire: automatic answers\n\n"                                                               \
  "rule\nmatch begins text PING\nreply escaped PONG\\n\n\n"                                        \
  "rule off\npeer 10.0.0.\nmatch fields [>op:B seq:H] op == 3\nreply pack [>BH] op | 0x80, seq\n"  \
  "delay 200 ms\ntimes 3\ngo on\n\n"                                                               \
  "rule\nfields >op:B\nmatch contains-any-case text hi\nreply text \n"

static void
test_text (void)
{
  g_autoptr (GListStore) store = g_list_store_new (HEXWIRE_TYPE_REPLY_RULE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = hexwire_reply_rules_parse (ALL_WORDS, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_list_store_splice (store, 0, 0, rules->pdata, rules->len);
  text = hexwire_reply_rules_to_text (G_LIST_MODEL (store), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, ALL_WORDS);
}

static void
test_bad_text (void)
{
  static const char *const cases[][2] = {
    { "match any\n", "line 1: a rule begins with the word rule" },
    { "rule\n\nmatch starts text a\n", "line 3: position 7: one of any, begins," },
    { "rule\nmatch regex a(\n", "line 2: position " },
    { "rule\nreply escaped a\\q\n", "line 2: position 16: an escape is" },
    { "rule\n  match regex (a)\n  reply escaped $1$2\n",
      "line 3: position 19: there is no part 2" },
    { "rule\nreply pack [>Z] 1\n", "line 2: position " },
    { "rule\nreply loud\n", "line 2: position 7: a payload begins" },
    { "rule\nfields >Z\n", "line 2: position 9: " },
    { "rule\ndelay 200\n", "line 2: a delay is a number from 0 to 3600000, and ms" },
    { "rule\ndelay 3600001 ms\n", "line 2: a delay is" },
    { "rule\ntimes -1\n", "line 2: a number from 0 to 1000000000 is expected" },
    { "rule\ntimes 1000000001\n", "line 2: a number from 0 to 1000000000 is expected" },
    { "rule\r\nsend it\r\n", "line 2: a line begins with rule, " },
    { "rule\n\xff\n", "this is no text in UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i][1]);
      g_assert_null (hexwire_reply_rules_parse (cases[i][0], &error));
      g_assert_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_REPLY);
      if (!g_str_has_prefix (error->message, cases[i][1]))
        g_assert_cmpstr (error->message, ==, cases[i][1]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/responder/frames-of-a-stream", test_frames_of_a_stream);
  g_test_add_func ("/responder/rules-in-the-middle", test_rules_in_the_middle);
  g_test_add_func ("/responder/answers-after-the-end", test_answers_after_the_end);
  g_test_add_func ("/responder/order-times-and-hits", test_order_times_and_hits);
  g_test_add_func ("/responder/origins", test_origins);
  g_test_add_func ("/responder/greeting", test_greeting);
  g_test_add_data_func ("/responder/discard/tcp", GINT_TO_POINTER (FALSE), test_discard);
  g_test_add_data_func ("/responder/discard/udp", GINT_TO_POINTER (TRUE), test_discard);
  g_test_add_data_func ("/responder/own-datagrams/echo", GUINT_TO_POINTER (HEXWIRE_REPLY_ECHO),
                        test_own_datagrams);
  g_test_add_data_func ("/responder/own-datagrams/rules", GUINT_TO_POINTER (HEXWIRE_REPLY_RULES),
                        test_own_datagrams);
  g_test_add_func ("/responder/rate-guard", test_rate_guard);
  g_test_add_func ("/responder/delays", test_delays);
  g_test_add_func ("/responder/impossible-answers", test_impossible_answers);
  g_test_add_func ("/responder/answers-after-our-end", test_answers_after_our_end);
  g_test_add_func ("/responder/text", test_text);
  g_test_add_func ("/responder/bad-text", test_bad_text);
  return g_test_run ();
}
