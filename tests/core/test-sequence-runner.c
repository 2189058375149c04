/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/sequence-runner.h"

#include <string.h>

#include "wire.h"

#define HEADER "hexwire-sequence 1\n"

/* A client, and somebody who answers it: a TCP server whose bytes the test writes. */
typedef struct
{
  HexwireEndpoint *server;
  HexwireEndpoint *client;
  HexwireMessageStore *store;
  HexwireSequenceRunner *runner;
  const char *const *answers;   /* a question and its answer, and so on */
  guint n_answered;
} Fixture;

/* Answers what has come since the last time. */
static void
answer_cb (HexwireMessageLog *log,
           gpointer           user_data)
{
  Fixture *self = user_data;
  HexwireLogReader *reader = hexwire_message_log_get_reader (log);
  g_autofree char *text = NULL;
  HexwireFrame frame;
  HexwireLogRecord record;

  for (; hexwire_log_reader_get_row (reader, self->n_answered, &frame); self->n_answered++)
    {
      if (!hexwire_log_reader_read (reader, &frame, &record)
          || record.kind != HEXWIRE_MESSAGE_RECEIVED)
        continue;
      g_free (text);
      text = g_strndup ((const char *) record.data, record.size_bytes);
    }
  for (guint i = 0; text != NULL && self->answers[i] != NULL; i += 2)
    if (strstr (text, self->answers[i]) != NULL)
      wire_send (self->server, self->answers[i + 1], NULL);
}

static gboolean
answer_soon_cb (gpointer user_data)
{
  Fixture *self = user_data;

  answer_cb (hexwire_endpoint_get_log (self->server), self);
  return G_SOURCE_CONTINUE;
}

static void
set_up_kind (Fixture             *self,
             HexwireEndpointKind  server,
             HexwireEndpointKind  client)
{
  self->server = wire_new (server, 0);
  wire_open (self->server);
  self->client = wire_new (client, wire_get_port (self->server));
  wire_open (self->client);
  self->store = hexwire_message_store_new ();
  self->runner = hexwire_sequence_runner_new (self->store);
  self->n_answered = 0;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  set_up_kind (self, HEXWIRE_ENDPOINT_TCP_SERVER, HEXWIRE_ENDPOINT_TCP_CLIENT);
  wait_until (hexwire_endpoint_get_n_connected (self->server) == 1);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  wire_close (self->client);
  wire_close (self->server);
  g_assert_finalize_object (self->runner);
  g_object_unref (self->store);
  g_object_unref (self->client);
  g_object_unref (self->server);
}

static void
start (Fixture    *self,
       const char *text,
       const char *rule_text,
       gboolean    pauses)
{
  g_autofree char *whole = g_strconcat (HEADER, text, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HexwireSequence) sequence = hexwire_sequence_parse (whole, NULL, &error);
  g_autoptr (HexwireFrameRule) rule = NULL;

  g_assert_no_error (error);
  if (rule_text != NULL)
    rule = hexwire_frame_rule_parse (rule_text, NULL, NULL);
  hexwire_sequence_runner_start (self->runner, sequence, self->client, NULL, rule, pauses);
}

static void
run (Fixture    *self,
     const char *text,
     const char *rule_text)
{
  guint answering = g_timeout_add (1, answer_soon_cb, self);

  start (self, text, rule_text, FALSE);
  wait_until (!hexwire_sequence_runner_is_active (self->runner));
  g_source_remove (answering);
}

/* The states of the steps, a letter for each: busy, ok, missed, failed, - for not reached. */
static char *
dup_states (Fixture *self)
{
  GString *states = g_string_new (NULL);

  for (guint i = 0; i < hexwire_sequence_runner_get_n_results (self->runner); i++)
    g_string_append_c (
      states, "-bomf"[hexwire_sequence_runner_get_result (self->runner, i)->state]);
  return g_string_free (states, FALSE);
}

static void
assert_bytes (Fixture    *self,
              guint       index,
              const char *expected)
{
  GBytes *bytes = hexwire_sequence_runner_get_result (self->runner, index)->bytes;

  if (expected == NULL)
    g_assert_null (bytes);
  else
    g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected,
                     strlen (expected));
}

static const char *const answers[] = {
  "HELLO", "OK 17\r\nREADY\r\n", "PART", "one two three", NULL, NULL,
};

/* Sequences against the same answers: what becomes of each step, and what the last expect that was
 * reached found. */
static const struct
{
  const char *text;
  const char *rule;
  const char *states;
  guint index;
  const char *bytes;
} cases[] = {
  { "", NULL, "", 0, NULL },
  { "send text HELLO\nexpect within 5000 ms begins text OK\n", NULL, "oo", 1, "OK" },
  { "send text HELLO\nexpect within 5000 ms equals escaped OK 17\\r\\nREADY\\r\\n\n", NULL, "oo", 1,
    "OK 17\r\nREADY\r\n" },
  { "send text HELLO\nexpect within 5000 ms regex \\d+\n", NULL, "oo", 1, "OK 17" },
  { "send text HELLO\nexpect within 5000 ms contains hex 4? 20\n", NULL, "oo", 1, "OK " },
  /* The second one finds what the first one left. */
  { "send text HELLO\nexpect within 5000 ms begins text OK\n"
    "expect within 5000 ms contains text R\n", NULL, "ooo", 2, " 17\r\nR" },
  { "send text HELLO\nexpect within 5000 ms contains text READY\n"
    "expect within 300 ms contains text OK\n", NULL, "oof", 2, "\r\n" },
  /* It came long before it is expected. */
  { "send text HELLO\nwait 300 ms\nexpect within 0 ms ends text \\n\n", NULL, "oof", 2,
    "OK 17\r\nREADY\r\n" },
  { "send text HELLO\nwait 300 ms\nexpect within 0 ms ends escaped \\n\n", NULL, "ooo", 2,
    "OK 17\r\nREADY\r\n" },
  /* What came before the last send does not count. */
  { "send text HELLO\nwait 300 ms\nsend text QUIET\nexpect within 300 ms any\n", NULL, "ooof", 3,
    NULL },
  { "send text QUIET\nexpect within 300 ms or go on any\nsend text HELLO\n"
    "expect within 5000 ms any\n", NULL, "omoo", 1, NULL },
  /* As frames. */
  { "send text HELLO\nexpect within 5000 ms equals text READY\n", "lines strip", "oo", 1, "READY" },
  { "send text HELLO\nexpect within 5000 ms equals text OK 17\n"
    "expect within 5000 ms equals text READY\n", "lines strip", "ooo", 2, "READY" },
  { "send text HELLO\nexpect within 300 ms equals text OK\n", "lines strip", "of", 1, "READY" },
  { "send text PART\nexpect within 5000 ms equals text two\n", "delimiter \" \" strip", "oo", 1,
    "two" },
  { "send text PART\nexpect within 5000 ms equals text one two three\n", "gap 20 ms", "oo", 1,
    "one two three" },
  { "send text PART\nexpect within 5000 ms fields [4s] s = \"two \"\n", "fixed 4", "oo", 1,
    "two " },
  /* Repeats. */
  { "send text HELLO\nexpect within 5000 ms contains text READY\nrepeat 3 times\n", NULL, "ooo", 1,
    "OK 17\r\nREADY" },
  { "repeat 2 times from step 1\n", NULL, "f", 0, NULL },
  { "wait 0 ms\nwait 0 ms\nrepeat 2 times from step 2\nrepeat 3 times from step 1\n", NULL, "oooo",
    0, NULL },
  /* What cannot be done is known before anything is sent. */
  { "send text HELLO\nsend message Nobody\n", NULL, "-f", 0, NULL },
};

static void
test_cases (Fixture       *self,
            gconstpointer  data)
{
  self->answers = answers;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *states = NULL;

      g_test_message ("%s", cases[i].text);
      run (self, cases[i].text, cases[i].rule);
      states = dup_states (self);
      g_assert_cmpstr (states, ==, cases[i].states);
      g_assert_cmpint (hexwire_sequence_runner_get_state (self->runner), ==,
                       strchr (states, 'f') != NULL ? HEXWIRE_RUN_FAILED : HEXWIRE_RUN_DONE);
      if (cases[i].states[0] != '\0')
        assert_bytes (self, cases[i].index, cases[i].bytes);
    }
}

static void
test_latency (Fixture       *self,
              gconstpointer  data)
{
  const HexwireStepResult *result;
  g_autofree char *text = NULL;

  self->answers = answers;
  run (self, "send text HELLO\nwait 300 ms\nexpect within 5000 ms any\nrepeat 3 times\n", NULL);
  result = hexwire_sequence_runner_get_result (self->runner, 2);
  g_assert_cmpuint (result->n_ok, ==, 3);
  /* It is measured when it arrives, not when it is looked at. */
  g_assert_cmpint (result->min_latency_us, >=, 0);
  g_assert_cmpint (result->max_latency_us, <, 300 * 1000);
  g_assert_cmpint (result->latency_us, <=, result->max_latency_us);
  text = hexwire_step_result_dup_text (result);
  g_assert_true (g_str_has_prefix (text, "OK × 3, "));
}

static void
test_message (Fixture       *self,
              gconstpointer  data)
{
  HexwireWriting writing = { HEXWIRE_WRITING_PACK, (char *) "b'HELLO', 1", (char *) "5sB" };
  g_autoptr (HexwireSavedMessage) message = hexwire_saved_message_new ("Hi you", &writing, 0, NULL);

  self->answers = answers;
  hexwire_message_store_insert (self->store, 0, message, NULL);
  run (self, "send message Hi you\nexpect within 5000 ms begins text OK\n", NULL);
  g_assert_cmpint (hexwire_sequence_runner_get_state (self->runner), ==, HEXWIRE_RUN_DONE);
  assert_bytes (self, 0, "HELLO\1");
}

/* What arrives while somebody looks at the step that was done counts for the next. */
static void
test_steps (Fixture       *self,
            gconstpointer  data)
{
  guint answering = g_timeout_add (1, answer_soon_cb, self);

  self->answers = answers;
  start (self, "send text HELLO\nexpect within 0 ms contains text READY\nwait 1 ms\n", NULL, TRUE);
  wait_until (hexwire_sequence_runner_get_state (self->runner) == HEXWIRE_RUN_PAUSED);
  g_assert_cmpuint (hexwire_sequence_runner_get_position (self->runner), ==, 1);
  wait_until (wire_count (self->client, HEXWIRE_MESSAGE_RECEIVED) > 0);
  hexwire_sequence_runner_go_on (self->runner, TRUE);
  wait_until (hexwire_sequence_runner_get_state (self->runner) == HEXWIRE_RUN_PAUSED);
  assert_bytes (self, 1, "OK 17\r\nREADY");
  hexwire_sequence_runner_go_on (self->runner, FALSE);
  wait_until (hexwire_sequence_runner_get_state (self->runner) == HEXWIRE_RUN_DONE);
  g_source_remove (answering);
}

static void
test_stop (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *states = NULL;

  self->answers = answers;
  start (self, "wait 1 ms\nexpect within 60000 ms any\n", NULL, FALSE);
  wait_until (hexwire_sequence_runner_get_position (self->runner) == 1);
  hexwire_sequence_runner_stop (self->runner);
  g_assert_cmpint (hexwire_sequence_runner_get_state (self->runner), ==, HEXWIRE_RUN_STOPPED);
  states = dup_states (self);
  g_assert_cmpstr (states, ==, "o-");
  hexwire_sequence_runner_reset (self->runner);
  g_assert_cmpuint (hexwire_sequence_runner_get_n_results (self->runner), ==, 0);
}

static char *
dup_text (Fixture *self,
          guint    index)
{
  return hexwire_step_result_dup_text (hexwire_sequence_runner_get_result (self->runner, index));
}

/* What was counted before is still there, also that of the step that was being done. */
static void
test_stop_keeps_counts (Fixture       *self,
                        gconstpointer  data)
{
  g_autofree char *wait = NULL;
  g_autofree char *repeat = NULL;

  start (self, "wait 1 ms\nrepeat 5 times from step 1\n", NULL, TRUE);
  for (guint i = 0; i < 2; i++)
    {
      wait_until (hexwire_sequence_runner_get_state (self->runner) == HEXWIRE_RUN_PAUSED);
      hexwire_sequence_runner_go_on (self->runner, TRUE);
    }
  wait_until (hexwire_sequence_runner_get_position (self->runner) == 1
              && hexwire_sequence_runner_get_state (self->runner) == HEXWIRE_RUN_PAUSED);
  hexwire_sequence_runner_stop (self->runner);
  wait = dup_text (self, 0);
  repeat = dup_text (self, 1);
  g_assert_cmpstr (wait, ==, "OK × 2");
  g_assert_cmpstr (repeat, ==, "1 of 5");
}

static void
test_check_step (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (HexwireSequence) sequence
    = hexwire_sequence_parse (HEADER "send message Nope\nrepeat 2 times from step 1\n"
                              "repeat 2 times from step 3\nrepeat 2 times from step 9\n",
                              NULL, NULL);
  const gboolean expected[] = { FALSE, TRUE, FALSE, FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (
        hexwire_sequence_runner_check_step (self->runner, sequence, i, &error), ==, expected[i]);
      g_assert_cmpint (error == NULL, ==, expected[i]);
    }
}

/* Who waits for somebody that has gone does not wait long. */
static void
test_gone (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *states = NULL;

  self->answers = answers;
  start (self, "expect within 60000 ms any\nsend text a\n", NULL, FALSE);
  wait_until (hexwire_sequence_runner_get_n_results (self->runner) == 2);
  hexwire_endpoint_disconnect_all (self->server);
  wait_until (!hexwire_sequence_runner_is_active (self->runner));
  states = dup_states (self);
  g_assert_cmpstr (states, ==, "f-");
  run (self, "send text a\n", NULL);
  g_assert_cmpint (hexwire_sequence_runner_get_state (self->runner), ==, HEXWIRE_RUN_FAILED);
  g_assert_nonnull (hexwire_sequence_runner_get_result (self->runner, 0)->reason);
}

/* Each datagram is looked at by itself. */
static void
test_datagrams (void)
{
  static const char *const udp_answers[] = { "TWO", "one", "TWO", "two", NULL, NULL };
  Fixture fixture = { .answers = udp_answers };

  set_up_kind (&fixture, HEXWIRE_ENDPOINT_UDP_SERVER, HEXWIRE_ENDPOINT_UDP_CLIENT);
  run (&fixture, "send text TWO\nexpect within 5000 ms equals text two\n"
                 "expect within 300 ms or go on equals text one\n", NULL);
  g_assert_cmpint (hexwire_sequence_runner_get_state (fixture.runner), ==, HEXWIRE_RUN_DONE);
  assert_bytes (&fixture, 1, "two");
  g_assert_cmpint (hexwire_sequence_runner_get_result (fixture.runner, 2)->state, ==,
                   HEXWIRE_STEP_STATE_MISSED);
  tear_down (&fixture, NULL);
}

static void
add_test (const char *path,
          void      (*func) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/sequence-runner/cases", test_cases);
  g_test_add_func ("/sequence-runner/datagrams", test_datagrams);
  add_test ("/sequence-runner/gone", test_gone);
  add_test ("/sequence-runner/latency", test_latency);
  add_test ("/sequence-runner/message", test_message);
  add_test ("/sequence-runner/steps", test_steps);
  add_test ("/sequence-runner/check-step", test_check_step);
  add_test ("/sequence-runner/stop", test_stop);
  add_test ("/sequence-runner/stop-keeps-counts", test_stop_keeps_counts);

  return g_test_run ();
}
