/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/send-job.h"

#include "net/net-error.h"
#include "net/send-schedule.h"
#include "net/send-targets.h"
#include "net/send-timer.h"

#include <glib/gi18n-lib.h>

#define TELL_INTERVAL_MS 100

/* So many messages go in one call, and not many more bytes: what is with a peer cannot be stopped
 * any more. */
#define BATCH_SIZE 64
#define BATCH_SIZE_BYTES (256 * 1024)

/* The poller's turn is 2 ms; there are others. */
#define BUDGET_NS 1000000

/* What became of a target's messages that are due. */
typedef enum
{
  SERVED,
  BLOCKED,      /* the socket is full */
  NOT_READY,    /* the source has to tell */
  MORE,         /* the time is over */
  GONE,
  FAILED,
} Outcome;

struct _HexwireSendJob
{
  GObject parent_instance;

  HexwireEndpoint *endpoint;
  HexwireSendSource *source;
  HexwireSendPlan plan;
  HexwireSendSchedule schedule;
  HexwireSendTargets *targets;

  HexwireSendTimer *timer;  /* (nullable): once it was started */
  guint tell_source;
  gboolean is_running;
  char *problem;

  guint64 n_sent;
  guint64 n_sent_bytes;
  guint64 n_left_out;
  guint64 n_used;
  gint64 end_ns;
  HexwireRateMeter rate;
};

enum
{
  CHANGED,
  FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireSendJob, hexwire_send_job, G_TYPE_OBJECT)

/* How many messages a target gets, or would have got. */
static guint64
count_wanted (HexwireSendJob          *self,
              const HexwireSendTarget *target)
{
  guint64 n_own = hexwire_send_source_count (self->source,
                                             hexwire_peer_get_address (target->peer));

  return MIN (n_own, self->schedule.n_limit - target->n_before);
}

static gboolean
waits (HexwireSendJob *self)
{
  return self->plan.waits || self->plan.interval_ns == 0;
}

static void
finish (HexwireSendJob *self,
        const char     *problem)
{
  g_autoptr (HexwireSendJob) guard G_GNUC_UNUSED = g_object_ref (self);

  if (!self->is_running)
    return;
  self->is_running = FALSE;
  self->end_ns = hexwire_send_schedule_now_ns ();
  self->problem = g_strdup (problem);
  g_clear_handle_id (&self->tell_source, g_source_remove);
  hexwire_send_timer_stop (self->timer);
  g_signal_handlers_disconnect_by_data (self->source, self);
  g_signal_handlers_disconnect_by_data (hexwire_endpoint_get_peers (self->endpoint), self);
  hexwire_send_targets_release (self->targets);
  g_signal_emit (self, signals[CHANGED], 0);
  g_signal_emit (self, signals[FINISHED], 0);
}

/* Makes messages for a target. Returns how many; fewer where the source has no more for now, or
 * has failed. */
static guint
make_batch (HexwireSendJob           *self,
            const HexwireSendTarget  *target,
            guint                     n_wanted,
            GBytes                  **batch,
            GError                  **error)
{
  const char *address = hexwire_peer_get_address (target->peer);
  gsize size_bytes = 0;
  guint n = 0;

  while (n < n_wanted && size_bytes < BATCH_SIZE_BYTES)
    {
      batch[n] = hexwire_send_source_make (self->source, target->n_sent + n, address, error);
      if (batch[n] == NULL)
        break;
      size_bytes += g_bytes_get_size (batch[n++]);
    }
  return n;
}

static void
count_sent (HexwireSendJob     *self,
            HexwireSendTarget  *target,
            GBytes            **batch,
            guint               n)
{
  for (guint i = 0; i < n; i++)
    self->n_sent_bytes += g_bytes_get_size (batch[i]);
  self->n_sent += n;
  target->n_sent += n;
  self->n_used = MAX (self->n_used, target->n_sent);
}

/* Sends a batch of what is due. What was made is sent before a failure of the source counts. */
static Outcome
send_batch (HexwireSendJob     *self,
            HexwireSendTarget  *target,
            guint               n_wanted,
            GError            **error)
{
  GBytes *batch[BATCH_SIZE];
  g_autoptr (GError) made_error = NULL;
  guint n_made = make_batch (self, target, n_wanted, batch, &made_error);
  guint n_sent = 0;
  gboolean success = n_made == 0
                     || hexwire_peer_send_many (target->peer, batch, n_made, &n_sent, error);

  count_sent (self, target, batch, n_sent);
  for (guint i = 0; i < n_made; i++)
    g_bytes_unref (batch[i]);
  /* A peer that was told that nothing follows is still there, but takes nothing. */
  if (!hexwire_send_target_is_there (target)
      || g_error_matches (*error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_NOT_OPEN))
    {
      g_clear_error (error);
      return GONE;
    }
  if (!success)
    return FAILED;
  if (n_sent < n_made)
    return BLOCKED;
  if (n_made == 0 && made_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&made_error));
      return FAILED;
    }
  return n_made == 0 ? NOT_READY : SERVED;
}

static Outcome
serve (HexwireSendJob     *self,
       HexwireSendTarget  *target,
       guint64             n_due,
       gint64              deadline_ns,
       GError            **error)
{
  while (TRUE)
    {
      guint64 n_end = MIN (n_due - MIN (n_due, target->n_before), count_wanted (self, target));
      guint64 n_pending = n_end - MIN (n_end, hexwire_send_target_count_passed (target));
      Outcome outcome;

      if (!hexwire_send_target_is_there (target))
        return GONE;
      if (n_pending == 0)
        return SERVED;
      outcome = send_batch (self, target,
                            self->plan.is_apart ? 1 : (guint) MIN (n_pending, BATCH_SIZE), error);
      if (outcome == BLOCKED && !waits (self))
        {
          n_pending = n_end - hexwire_send_target_count_passed (target);
          target->n_left_out += n_pending;
          self->n_left_out += n_pending;
          return SERVED;
        }
      if (outcome != SERVED)
        return outcome;
      if (hexwire_send_schedule_now_ns () >= deadline_ns)
        return MORE;
    }
}

static gboolean
is_done (HexwireSendJob *self)
{
  for (guint i = 0; i < hexwire_send_targets_get_n (self->targets); i++)
    {
      const HexwireSendTarget *target = hexwire_send_targets_get (self->targets, i);

      if (hexwire_send_target_count_passed (target) < count_wanted (self, target))
        return FALSE;
    }
  return TRUE;
}

static void
release_sent (HexwireSendJob *self)
{
  guint64 n_sent = G_MAXUINT64;

  for (guint i = 0; i < hexwire_send_targets_get_n (self->targets); i++)
    n_sent = MIN (n_sent, hexwire_send_targets_get (self->targets, i)->n_sent);
  hexwire_send_source_release (self->source, n_sent);
}

static void
arm (HexwireSendJob *self,
     guint64         n_due,
     gboolean        has_more,
     gboolean        is_blocked)
{
  gint64 due_ns = hexwire_send_schedule_get_due_ns (&self->schedule, n_due);

  if (!is_blocked)
    hexwire_send_timer_reset_retry (self->timer);
  if (has_more)
    hexwire_send_timer_set (self->timer, 0);
  else if (is_blocked)
    hexwire_send_timer_set_retry (self->timer, due_ns);
  else
    hexwire_send_timer_set (self->timer, due_ns);
}

static void
run (HexwireSendJob *self)
{
  g_autoptr (HexwireSendJob) guard G_GNUC_UNUSED = g_object_ref (self);
  gint64 now_ns = hexwire_send_schedule_now_ns ();
  guint64 n_due = hexwire_send_schedule_count_due (&self->schedule, now_ns);
  guint64 n_sent_before = self->n_sent;
  guint n_turns = hexwire_send_targets_get_n (self->targets);
  gboolean has_more = FALSE;
  gboolean is_blocked = FALSE;

  while (self->is_running && n_turns-- > 0 && !has_more)
    {
      HexwireSendTarget *target = hexwire_send_targets_next (self->targets);
      g_autoptr (GError) error = NULL;
      Outcome outcome = serve (self, target, n_due, now_ns + BUDGET_NS, &error);

      has_more = outcome == MORE;
      if (outcome == GONE && self->is_running)
        has_more = hexwire_send_targets_replace (self->targets, target);
      else if (outcome == FAILED)
        finish (self, error->message);
      is_blocked = is_blocked || outcome == BLOCKED;
    }
  if (!self->is_running)
    return;
  if (hexwire_send_targets_get_n (self->targets) == 0)
    finish (self, _("Nobody is left to send to"));
  else if (is_done (self))
    finish (self, NULL);
  else
    {
      release_sent (self);
      /* The queue of a UNIX socket is full after a few, though the other side reads all along. */
      if (self->n_sent > n_sent_before)
        hexwire_send_timer_reset_retry (self->timer);
      arm (self, n_due, has_more, is_blocked);
    }
}

static void
timer_cb (gpointer user_data)
{
  run (user_data);
}

static void
ready_cb (HexwireSendJob *self)
{
  if (self->is_running)
    hexwire_send_timer_set (self->timer, 0);
}

static void
peers_changed_cb (GListModel     *peers,
                  guint           position,
                  guint           n_removed,
                  guint           n_added,
                  HexwireSendJob *self)
{
  guint64 n_due
    = hexwire_send_schedule_count_due (&self->schedule, hexwire_send_schedule_now_ns ());

  for (guint i = 0; i < n_added; i++)
    {
      g_autoptr (HexwirePeer) peer = g_list_model_get_item (peers, position + i);

      if (hexwire_endpoint_is_recipient (self->endpoint, peer))
        hexwire_send_targets_add (self->targets, peer, n_due);
    }
}

static gboolean
tell_cb (gpointer user_data)
{
  HexwireSendJob *self = user_data;

  hexwire_rate_meter_read (&self->rate, hexwire_send_schedule_now_ns (), self->n_sent);
  g_signal_emit (self, signals[CHANGED], 0);
  /* The next message may not be due for long. */
  if (!hexwire_send_targets_has_anybody (self->targets))
    finish (self, _("Nobody is left to send to"));
  return self->is_running ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
hexwire_send_job_dispose (GObject *object)
{
  HexwireSendJob *self = HEXWIRE_SEND_JOB (object);

  g_clear_handle_id (&self->tell_source, g_source_remove);
  g_clear_pointer (&self->timer, hexwire_send_timer_free);
  g_clear_pointer (&self->targets, hexwire_send_targets_free);
  g_clear_object (&self->source);
  g_clear_object (&self->endpoint);

  G_OBJECT_CLASS (hexwire_send_job_parent_class)->dispose (object);
}

static void
hexwire_send_job_finalize (GObject *object)
{
  HexwireSendJob *self = HEXWIRE_SEND_JOB (object);

  g_clear_pointer (&self->problem, g_free);

  G_OBJECT_CLASS (hexwire_send_job_parent_class)->finalize (object);
}

static void
hexwire_send_job_class_init (HexwireSendJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hexwire_send_job_dispose;
  object_class->finalize = hexwire_send_job_finalize;

  signals[CHANGED] = g_signal_new ("changed", HEXWIRE_TYPE_SEND_JOB, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[FINISHED] = g_signal_new ("finished", HEXWIRE_TYPE_SEND_JOB, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
hexwire_send_job_init (HexwireSendJob *self)
{
}

HexwireSendJob *
hexwire_send_job_new (HexwireEndpoint       *endpoint,
                      GPtrArray             *peers,
                      HexwireSendSource     *source,
                      const HexwireSendPlan *plan)
{
  HexwireSendJob *self = g_object_new (HEXWIRE_TYPE_SEND_JOB, NULL);

  self->endpoint = g_object_ref (endpoint);
  self->source = g_object_ref (source);
  self->plan = *plan;
  self->targets = hexwire_send_targets_new (endpoint, peers, plan->is_apart);
  return self;
}

gboolean
hexwire_send_job_start (HexwireSendJob  *self,
                        GError         **error)
{
  g_return_val_if_fail (HEXWIRE_IS_SEND_JOB (self), FALSE);
  g_return_val_if_fail (self->timer == NULL, FALSE);

  if (hexwire_endpoint_get_state (self->endpoint) != HEXWIRE_ENDPOINT_OPEN
      || hexwire_send_targets_get_n (self->targets) == 0)
    {
      g_propagate_error (error, hexwire_endpoint_new_nobody_error (self->endpoint));
      return FALSE;
    }
  self->timer = hexwire_send_timer_new (hexwire_endpoint_get_traffic (self->endpoint)->poller,
                                        timer_cb, self, error);
  if (self->timer == NULL)
    return FALSE;
  self->schedule.start_ns = hexwire_send_schedule_now_ns ();
  self->schedule.interval_ns = self->plan.interval_ns;
  self->schedule.n_limit = self->plan.n_messages > 0 ? self->plan.n_messages : G_MAXUINT64;
  hexwire_rate_meter_read (&self->rate, self->schedule.start_ns, 0);
  self->is_running = TRUE;
  self->tell_source = g_timeout_add (TELL_INTERVAL_MS, tell_cb, self);
  g_signal_connect_object (self->source, "ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);
  if (hexwire_send_targets_takes_all (self->targets) && self->plan.takes_new_peers)
    g_signal_connect_object (hexwire_endpoint_get_peers (self->endpoint), "items-changed",
                             G_CALLBACK (peers_changed_cb), self, 0);
  run (self);
  return TRUE;
}

void
hexwire_send_job_stop (HexwireSendJob *self)
{
  g_return_if_fail (HEXWIRE_IS_SEND_JOB (self));
  finish (self, NULL);
}

gboolean
hexwire_send_job_is_running (HexwireSendJob *self)
{
  g_return_val_if_fail (HEXWIRE_IS_SEND_JOB (self), FALSE);
  return self->is_running;
}

HexwireSendSource *
hexwire_send_job_get_source (HexwireSendJob *self)
{
  g_return_val_if_fail (HEXWIRE_IS_SEND_JOB (self), NULL);
  return self->source;
}

const char *
hexwire_send_job_get_problem (HexwireSendJob *self)
{
  g_return_val_if_fail (HEXWIRE_IS_SEND_JOB (self), NULL);
  return self->problem;
}

/* Of those that are due and still wait, the most that any target has. */
static guint64
count_waiting (HexwireSendJob *self,
               gint64          now_ns)
{
  guint64 n_due = hexwire_send_schedule_count_due (&self->schedule, now_ns);
  guint64 n_waiting = 0;

  for (guint i = 0; i < hexwire_send_targets_get_n (self->targets); i++)
    {
      const HexwireSendTarget *target = hexwire_send_targets_get (self->targets, i);
      guint64 n_end = MIN (n_due - MIN (n_due, target->n_before), count_wanted (self, target));

      n_waiting = MAX (n_waiting, n_end - MIN (n_end, hexwire_send_target_count_passed (target)));
    }
  return n_waiting;
}

void
hexwire_send_job_get_progress (HexwireSendJob      *self,
                               HexwireSendProgress *progress)
{
  gint64 now_ns;

  g_return_if_fail (HEXWIRE_IS_SEND_JOB (self));

  now_ns = self->is_running ? hexwire_send_schedule_now_ns () : self->end_ns;
  progress->n_sent = self->n_sent;
  progress->n_sent_bytes = self->n_sent_bytes;
  progress->n_held_back = self->n_left_out;
  if (self->plan.interval_ns > 0 && self->plan.waits)
    progress->n_held_back = count_waiting (self, now_ns);
  progress->rate_hz = hexwire_rate_meter_get_hz (&self->rate);
  progress->elapsed_ns = now_ns - self->schedule.start_ns;
  progress->n_peers = hexwire_send_targets_get_n (self->targets);
}

guint64
hexwire_send_job_get_n_used (HexwireSendJob *self)
{
  g_return_val_if_fail (HEXWIRE_IS_SEND_JOB (self), 0);
  return self->n_used;
}
