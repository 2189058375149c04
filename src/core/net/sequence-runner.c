/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/sequence-runner.h"

#include <glib/gi18n-lib.h>

#include "net/inbox.h"
#include "net/sequence-plan.h"

/* Steps that need not wait are done for so long at a time. */
#define BUDGET_US 2000

typedef struct
{
  GSource source;
  HexwireSequenceRunner *runner;
} RunnerSource;

struct _HexwireSequenceRunner
{
  GObject parent_instance;

  HexwireMessageStore *store;   /* (nullable) */
  HexwireRunState state;
  gboolean pauses;

  HexwireSequencePlan *plan;    /* (nullable) */
  GArray *results;              /* of HexwireStepResult */
  guint *n_rounds;              /* of each repeat */
  guint at;

  HexwireEndpoint *endpoint;    /* (nullable) */
  HexwirePeer *peer;            /* (nullable) */
  HexwireInbox *inbox;          /* (nullable) */
  GSource *source;              /* (nullable): while it is active */
  gint64 deadline_us;           /* of the step that waits, on the monotonic clock */
  gint64 sent_us;               /* when something was sent, in microseconds since 1970 (UTC) */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireSequenceRunner, hexwire_sequence_runner, G_TYPE_OBJECT)

static HexwireStepResult *
get_result (HexwireSequenceRunner *self,
            guint                  index)
{
  return &g_array_index (self->results, HexwireStepResult, index);
}

static gboolean
is_gone (HexwireSequenceRunner *self)
{
  return hexwire_endpoint_get_state (self->endpoint) != HEXWIRE_ENDPOINT_OPEN
         || (self->peer != NULL && hexwire_peer_get_state (self->peer) == HEXWIRE_PEER_LEFT);
}

/* Ends a run, or a pause begins. */
static void
set_state (HexwireSequenceRunner *self,
           HexwireRunState        state)
{
  self->state = state;
  if (state != HEXWIRE_RUN_RUNNING && state != HEXWIRE_RUN_PAUSED)
    {
      if (self->source != NULL)
        g_source_destroy (self->source);
      g_clear_pointer (&self->source, g_source_unref);
      g_clear_pointer (&self->inbox, hexwire_inbox_free);
      g_clear_object (&self->peer);
      g_clear_object (&self->endpoint);
    }
}

/* @bytes: (nullable) (transfer full) */
static void
set_outcome (HexwireSequenceRunner *self,
             HexwireStepState       state,
             GBytes                *bytes,
             const char            *reason)
{
  hexwire_step_result_set (get_result (self, self->at), state, bytes, reason);
}

/* @bytes: (nullable) (transfer full) */
static void
fail_step (HexwireSequenceRunner *self,
           GBytes                *bytes,
           const char            *reason)
{
  set_outcome (self, HEXWIRE_STEP_STATE_FAILED, bytes, reason);
  set_state (self, HEXWIRE_RUN_FAILED);
}

static void
enter_step (HexwireSequenceRunner *self,
            guint                  index)
{
  self->at = index;
  self->deadline_us = -1;
  if (index >= hexwire_sequence_plan_get_n_steps (self->plan))
    set_state (self, HEXWIRE_RUN_DONE);
  else if (self->pauses)
    set_state (self, HEXWIRE_RUN_PAUSED);
}

static gboolean
do_send (HexwireSequenceRunner *self)
{
  GBytes *payload = hexwire_sequence_plan_get_payload (self->plan, self->at);
  g_autoptr (GError) error = NULL;

  hexwire_inbox_read (self->inbox);
  hexwire_inbox_forget (self->inbox);
  self->sent_us = g_get_real_time ();
  if (!hexwire_endpoint_send (self->endpoint, self->peer, payload, &error))
    {
      fail_step (self, g_bytes_ref (payload), error->message);
      return FALSE;
    }
  set_outcome (self, HEXWIRE_STEP_STATE_OK, g_bytes_ref (payload), NULL);
  enter_step (self, self->at + 1);
  return TRUE;
}

/* Begins to wait, unless it was begun; returns whether the time is over. */
static gboolean
is_time_over (HexwireSequenceRunner *self,
              guint                  time_ms)
{
  gint64 now_us = g_get_monotonic_time ();

  if (self->deadline_us < 0)
    {
      self->deadline_us = now_us + (gint64) time_ms * 1000;
      get_result (self, self->at)->state = HEXWIRE_STEP_STATE_BUSY;
    }
  return now_us >= self->deadline_us;
}

static void
expect_missed (HexwireSequenceRunner *self,
               const HexwireStepInfo *info,
               const char            *reason)
{
  GBytes *newest = hexwire_inbox_dup_newest (self->inbox);

  get_result (self, self->at)->latency_us = -1;
  if (!info->goes_on)
    {
      fail_step (self, newest, reason);
      return;
    }
  set_outcome (self, HEXWIRE_STEP_STATE_MISSED, newest, reason);
  enter_step (self, self->at + 1);
}

static gboolean
do_expect (HexwireSequenceRunner *self,
           const HexwireStepInfo *info)
{
  gboolean is_over = is_time_over (self, info->timeout_ms);
  gboolean was_gone = is_gone (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;
  GBytes *bytes = NULL;
  gint64 time_us;

  hexwire_inbox_read (self->inbox);
  if (hexwire_inbox_take (self->inbox, info->match, &bytes, &time_us, &error))
    {
      set_outcome (self, HEXWIRE_STEP_STATE_OK, bytes, NULL);
      hexwire_step_result_set_latency (get_result (self, self->at),
                                       MAX (time_us - self->sent_us, 0));
      enter_step (self, self->at + 1);
      return TRUE;
    }
  if (error != NULL)
    fail_step (self, hexwire_inbox_dup_newest (self->inbox), error->message);
  else if (was_gone)
    expect_missed (self, info, _("The connection was closed"));
  else if (is_over)
    {
      reason = g_strdup_printf (ngettext ("Not within %u ms", "Not within %u ms",
                                          info->timeout_ms), info->timeout_ms);
      expect_missed (self, info, reason);
    }
  else
    return FALSE;
  return TRUE;
}

static gboolean
do_repeat (HexwireSequenceRunner *self,
           const HexwireStepInfo *info)
{
  guint round = ++self->n_rounds[self->at];
  /* Translators: how often the steps ran, and how often they are to run */
  g_autofree char *text = g_strdup_printf (_("%u of %u"), round, info->n_times);
  gboolean is_last = round >= info->n_times;

  set_outcome (self, is_last ? HEXWIRE_STEP_STATE_OK : HEXWIRE_STEP_STATE_BUSY, NULL, text);
  if (is_last)
    self->n_rounds[self->at] = 0;
  enter_step (self, is_last ? self->at + 1 : info->first - 1);
  return TRUE;
}

/* Does the step that is next, as far as it goes; returns whether there may be more to do. */
static gboolean
do_step (HexwireSequenceRunner *self)
{
  const HexwireStepInfo *info = hexwire_sequence_plan_get_info (self->plan, self->at);

  switch (info->kind)
    {
    case HEXWIRE_STEP_SEND:
      return do_send (self);
    case HEXWIRE_STEP_WAIT:
      if (!is_time_over (self, info->wait_ms))
        return FALSE;
      set_outcome (self, HEXWIRE_STEP_STATE_OK, NULL, NULL);
      enter_step (self, self->at + 1);
      return TRUE;
    case HEXWIRE_STEP_EXPECT:
      return do_expect (self, info);
    case HEXWIRE_STEP_REPEAT:
      return do_repeat (self, info);
    case HEXWIRE_STEP_N_KINDS:
    default:
      g_assert_not_reached ();
    }
}

/* When the source is to be woken without anything arriving. */
static void
set_alarm (HexwireSequenceRunner *self)
{
  gint64 alarm_us = self->deadline_us;
  gint64 idle_us = self->inbox != NULL ? hexwire_inbox_get_idle_us (self->inbox) : -1;

  if (self->source == NULL)
    return;
  if (self->state == HEXWIRE_RUN_PAUSED)
    alarm_us = -1;
  if (idle_us >= 0 && self->state == HEXWIRE_RUN_RUNNING
      && (alarm_us < 0 || g_get_monotonic_time () + idle_us < alarm_us))
    alarm_us = g_get_monotonic_time () + idle_us;
  g_source_set_ready_time (self->source, alarm_us);
}

static void
go (HexwireSequenceRunner *self)
{
  gint64 end_us = g_get_monotonic_time () + BUDGET_US;
  gboolean has_more = TRUE;

  while (self->state == HEXWIRE_RUN_RUNNING && has_more && g_get_monotonic_time () < end_us)
    has_more = do_step (self);
  if (self->state == HEXWIRE_RUN_PAUSED)
    hexwire_inbox_read (self->inbox);
  set_alarm (self);
  if (self->state == HEXWIRE_RUN_RUNNING && has_more)
    g_source_set_ready_time (self->source, 0);
}

/* Whatever a turn of the loop brought is in the log when the next one is prepared. */
static gboolean
source_prepare (GSource *source,
                int     *timeout_ms)
{
  HexwireSequenceRunner *self = ((RunnerSource *) source)->runner;

  *timeout_ms = -1;
  return hexwire_inbox_has_news (self->inbox)
         || (self->state == HEXWIRE_RUN_RUNNING && is_gone (self));
}

static gboolean
source_check (GSource *source)
{
  int timeout_ms;

  return source_prepare (source, &timeout_ms);
}

static gboolean
source_dispatch (GSource     *source,
                 GSourceFunc  callback,
                 gpointer     user_data)
{
  g_autoptr (HexwireSequenceRunner) self = g_object_ref (((RunnerSource *) source)->runner);
  gboolean is_gone_for_wait = is_gone (self);

  go (self);
  /* Nothing more can come: only the clock goes on. */
  if (is_gone_for_wait && self->state == HEXWIRE_RUN_RUNNING && self->deadline_us >= 0)
    fail_step (self, NULL, _("The connection was closed"));
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs source_funcs = { source_prepare, source_check, source_dispatch, NULL };

static void
hexwire_sequence_runner_dispose (GObject *object)
{
  HexwireSequenceRunner *self = HEXWIRE_SEQUENCE_RUNNER (object);

  set_state (self, HEXWIRE_RUN_STOPPED);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (hexwire_sequence_runner_parent_class)->dispose (object);
}

static void
hexwire_sequence_runner_finalize (GObject *object)
{
  HexwireSequenceRunner *self = HEXWIRE_SEQUENCE_RUNNER (object);

  g_clear_pointer (&self->plan, hexwire_sequence_plan_free);
  g_clear_pointer (&self->results, g_array_unref);
  g_clear_pointer (&self->n_rounds, g_free);

  G_OBJECT_CLASS (hexwire_sequence_runner_parent_class)->finalize (object);
}

static void
hexwire_sequence_runner_class_init (HexwireSequenceRunnerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hexwire_sequence_runner_dispose;
  object_class->finalize = hexwire_sequence_runner_finalize;

  signals[CHANGED] = g_signal_new ("changed", HEXWIRE_TYPE_SEQUENCE_RUNNER, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hexwire_sequence_runner_init (HexwireSequenceRunner *self)
{
  self->results = g_array_new (FALSE, TRUE, sizeof (HexwireStepResult));
  g_array_set_clear_func (self->results, (GDestroyNotify) hexwire_step_result_clear);
}

HexwireSequenceRunner *
hexwire_sequence_runner_new (HexwireMessageStore *store)
{
  HexwireSequenceRunner *self = g_object_new (HEXWIRE_TYPE_SEQUENCE_RUNNER, NULL);

  self->store = store != NULL ? g_object_ref (store) : NULL;
  return self;
}

/* Looks at all steps before the first is done; @at is then that which cannot be. */
static gboolean
prepare_steps (HexwireSequenceRunner  *self,
               HexwireSequence        *sequence,
               GError                **error)
{
  guint n = hexwire_sequence_get_n_steps (sequence);

  g_array_set_size (self->results, 0);
  g_array_set_size (self->results, n);
  for (guint i = 0; i < n; i++)
    get_result (self, i)->latency_us = -1;
  g_free (self->n_rounds);
  self->n_rounds = g_new0 (guint, n + 1);
  g_clear_pointer (&self->plan, hexwire_sequence_plan_free);
  self->plan = hexwire_sequence_plan_new (sequence, self->store, &self->at, error);
  return self->plan != NULL;
}

gboolean
hexwire_sequence_runner_check_step (HexwireSequenceRunner  *self,
                                    HexwireSequence        *sequence,
                                    guint                   index,
                                    GError                **error)
{
  g_return_val_if_fail (HEXWIRE_IS_SEQUENCE_RUNNER (self), FALSE);
  g_return_val_if_fail (HEXWIRE_IS_SEQUENCE (sequence), FALSE);
  g_return_val_if_fail (index < hexwire_sequence_get_n_steps (sequence), FALSE);

  return hexwire_sequence_plan_check (sequence, self->store, index, error);
}

static void
add_source (HexwireSequenceRunner *self)
{
  self->source = g_source_new (&source_funcs, sizeof (RunnerSource));
  ((RunnerSource *) self->source)->runner = self;
  g_source_set_static_name (self->source, "hexwire-sequence");
  /* As the sockets, which were there before: what they hold is read before the time is over. */
  g_source_set_priority (self->source, HEXWIRE_POLLER_PRIORITY);
  g_source_set_ready_time (self->source, 0);
  g_source_attach (self->source, NULL);
}

void
hexwire_sequence_runner_start (HexwireSequenceRunner *self,
                               HexwireSequence       *sequence,
                               HexwireEndpoint       *endpoint,
                               HexwirePeer           *peer,
                               HexwireFrameRule      *rule,
                               gboolean               pauses)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (HEXWIRE_IS_SEQUENCE_RUNNER (self));
  g_return_if_fail (HEXWIRE_IS_SEQUENCE (sequence));
  g_return_if_fail (HEXWIRE_IS_ENDPOINT (endpoint));

  hexwire_sequence_runner_stop (self);
  if (!prepare_steps (self, sequence, &error))
    fail_step (self, NULL, error->message);
  else if (hexwire_sequence_plan_get_n_steps (self->plan) == 0)
    set_state (self, HEXWIRE_RUN_DONE);
  else
    {
      self->at = 0;
      self->deadline_us = -1;
      self->sent_us = g_get_real_time ();
      self->endpoint = g_object_ref (endpoint);
      self->peer = peer != NULL ? g_object_ref (peer) : NULL;
      self->inbox = hexwire_inbox_new (hexwire_endpoint_get_log (endpoint),
                                       peer != NULL ? hexwire_peer_get_id (peer) : 0, rule);
      self->pauses = pauses;
      set_state (self, HEXWIRE_RUN_RUNNING);
      add_source (self);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

void
hexwire_sequence_runner_go_on (HexwireSequenceRunner *self,
                               gboolean               pauses)
{
  g_return_if_fail (HEXWIRE_IS_SEQUENCE_RUNNER (self));

  if (self->state != HEXWIRE_RUN_PAUSED)
    return;
  self->pauses = pauses;
  set_state (self, HEXWIRE_RUN_RUNNING);
  g_source_set_ready_time (self->source, 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* A repeat that is left goes on telling its count. */
static void
leave_step (HexwireSequenceRunner *self)
{
  if (hexwire_sequence_plan_get_info (self->plan, self->at)->kind != HEXWIRE_STEP_REPEAT)
    hexwire_step_result_leave (get_result (self, self->at));
}

void
hexwire_sequence_runner_stop (HexwireSequenceRunner *self)
{
  g_return_if_fail (HEXWIRE_IS_SEQUENCE_RUNNER (self));

  if (!hexwire_sequence_runner_is_active (self))
    return;
  leave_step (self);
  set_state (self, HEXWIRE_RUN_STOPPED);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
hexwire_sequence_runner_reset (HexwireSequenceRunner *self)
{
  g_return_if_fail (HEXWIRE_IS_SEQUENCE_RUNNER (self));

  hexwire_sequence_runner_stop (self);
  g_array_set_size (self->results, 0);
  self->at = 0;
  set_state (self, HEXWIRE_RUN_IDLE);
  g_signal_emit (self, signals[CHANGED], 0);
}

HexwireRunState
hexwire_sequence_runner_get_state (HexwireSequenceRunner *self)
{
  g_return_val_if_fail (HEXWIRE_IS_SEQUENCE_RUNNER (self), HEXWIRE_RUN_IDLE);
  return self->state;
}

gboolean
hexwire_sequence_runner_is_active (HexwireSequenceRunner *self)
{
  HexwireRunState state = hexwire_sequence_runner_get_state (self);

  return state == HEXWIRE_RUN_RUNNING || state == HEXWIRE_RUN_PAUSED;
}

guint
hexwire_sequence_runner_get_position (HexwireSequenceRunner *self)
{
  g_return_val_if_fail (HEXWIRE_IS_SEQUENCE_RUNNER (self), 0);
  return self->at;
}

guint
hexwire_sequence_runner_get_n_results (HexwireSequenceRunner *self)
{
  g_return_val_if_fail (HEXWIRE_IS_SEQUENCE_RUNNER (self), 0);
  return self->results->len;
}

const HexwireStepResult *
hexwire_sequence_runner_get_result (HexwireSequenceRunner *self,
                                    guint                  index)
{
  g_return_val_if_fail (HEXWIRE_IS_SEQUENCE_RUNNER (self), NULL);
  g_return_val_if_fail (index < self->results->len, NULL);
  return get_result (self, index);
}
