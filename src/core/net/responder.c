/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/responder.h"

#include <glib/gi18n-lib.h>

#include "net/reply-session.h"

struct _HexwireResponder
{
  GObject parent_instance;

  GListStore *rules;
  HexwireReplyPayload *fixed;     /* (nullable) */
  HexwireReplyPayload *greeting;  /* (nullable) */
  HexwireFrameRule *frame_rule;
  HexwireReplyQueue *queue;
  guint generation;
};

G_DEFINE_FINAL_TYPE (HexwireResponder, hexwire_responder, G_TYPE_OBJECT)

static void
hexwire_responder_finalize (GObject *object)
{
  HexwireResponder *self = HEXWIRE_RESPONDER (object);

  g_clear_object (&self->rules);
  g_clear_pointer (&self->fixed, hexwire_reply_payload_unref);
  g_clear_pointer (&self->greeting, hexwire_reply_payload_unref);
  g_clear_pointer (&self->frame_rule, hexwire_frame_rule_unref);
  g_clear_pointer (&self->queue, hexwire_reply_queue_free);

  G_OBJECT_CLASS (hexwire_responder_parent_class)->finalize (object);
}

static void
hexwire_responder_class_init (HexwireResponderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_responder_finalize;
}

static void
hexwire_responder_init (HexwireResponder *self)
{
  self->rules = g_list_store_new (HEXWIRE_TYPE_REPLY_RULE);
  self->frame_rule = hexwire_frame_rule_new_none ();
  self->queue = hexwire_reply_queue_new (hexwire_reply_session_send_due);
}

HexwireResponder *
hexwire_responder_new (void)
{
  return g_object_new (HEXWIRE_TYPE_RESPONDER, NULL);
}

GListStore *
hexwire_responder_get_rules (HexwireResponder *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RESPONDER (self), NULL);
  return self->rules;
}

static void
set_payload (HexwireReplyPayload **payload,
             HexwireReplyPayload  *value)
{
  HexwireReplyPayload *old = *payload;

  *payload = value != NULL ? hexwire_reply_payload_ref (value) : NULL;
  g_clear_pointer (&old, hexwire_reply_payload_unref);
}

void
hexwire_responder_set_fixed (HexwireResponder    *self,
                             HexwireReplyPayload *payload)
{
  g_return_if_fail (HEXWIRE_IS_RESPONDER (self));
  set_payload (&self->fixed, payload);
}

HexwireReplyPayload *
hexwire_responder_get_fixed (HexwireResponder *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RESPONDER (self), NULL);
  return self->fixed;
}

void
hexwire_responder_set_greeting (HexwireResponder    *self,
                                HexwireReplyPayload *payload)
{
  g_return_if_fail (HEXWIRE_IS_RESPONDER (self));
  set_payload (&self->greeting, payload);
}

HexwireReplyPayload *
hexwire_responder_get_greeting (HexwireResponder *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RESPONDER (self), NULL);
  return self->greeting;
}

void
hexwire_responder_set_frame_rule (HexwireResponder *self,
                                  HexwireFrameRule *rule)
{
  g_autoptr (HexwireFrameRule) wanted
    = rule != NULL ? hexwire_frame_rule_ref (rule) : hexwire_frame_rule_new_none ();

  g_return_if_fail (HEXWIRE_IS_RESPONDER (self));

  if (hexwire_frame_rule_equal (wanted, self->frame_rule))
    return;
  hexwire_frame_rule_unref (self->frame_rule);
  self->frame_rule = g_steal_pointer (&wanted);
  hexwire_responder_restart (self);
}

HexwireFrameRule *
hexwire_responder_get_frame_rule (HexwireResponder *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RESPONDER (self), NULL);
  return self->frame_rule;
}

void
hexwire_responder_restart (HexwireResponder *self)
{
  self->generation++;
}

guint
hexwire_responder_get_generation (HexwireResponder *self)
{
  return self->generation;
}

HexwireReplyQueue *
hexwire_responder_get_queue (HexwireResponder *self)
{
  return self->queue;
}

void
hexwire_responder_greet (HexwireResponder *self,
                         HexwirePeer      *peer)
{
  g_autoptr (GBytes) payload = NULL;
  g_autoptr (GError) error = NULL;

  if (self->greeting == NULL)
    return;
  payload = hexwire_reply_payload_build (self->greeting, NULL, &error);
  if (payload == NULL || g_bytes_get_size (payload) == 0)
    return;
  if (!hexwire_peer_send_as (peer, HEXWIRE_ORIGIN_GREETING, payload, &error))
    hexwire_peer_log_text (peer, HEXWIRE_MESSAGE_ERROR, error->message);
}

/* An answer of no bytes is none: a stream cannot have it, and a rule without a reply is there to
 * keep those behind it from answering. */
static gboolean
is_answer (GBytes *payload)
{
  return payload != NULL && g_bytes_get_size (payload) > 0;
}

static void
answer_fixed (HexwireResponder    *self,
              HexwireReplySession *session)
{
  g_autoptr (GBytes) payload = NULL;

  if (self->fixed == NULL)
    return;
  payload = hexwire_reply_payload_build (self->fixed, NULL, NULL);
  if (is_answer (payload) && hexwire_reply_session_may_answer (session))
    hexwire_reply_session_answer (session, HEXWIRE_ORIGIN_FIXED, 0, payload);
}

static void
answer_by_rule (HexwireReplyRule    *rule,
                guint                number,
                HexwireReplySession *session,
                GBytes              *payload,
                const GError        *error)
{
  if (!hexwire_reply_session_may_answer (session))
    return;
  if (error != NULL)
    {
      /* Translators: the number of a rule, and why it did not answer */
      hexwire_reply_session_tell (session, HEXWIRE_MESSAGE_ERROR,
                                  g_strdup_printf (_("Rule %u did not answer: %s"), number,
                                                   error->message));
      return;
    }
  hexwire_reply_rule_count_hit (rule, g_get_real_time ());
  if (is_answer (payload))
    hexwire_reply_session_answer (session, MIN (number, HEXWIRE_ORIGIN_MAX_RULE),
                                  hexwire_reply_rule_get (rule)->delay_ms, payload);
}

static void
answer_by_rules (HexwireResponder    *self,
                 HexwireReplySession *session,
                 const guint8        *data,
                 gsize                size_bytes)
{
  const char *peer = hexwire_peer_get_address (hexwire_reply_session_get_peer (session));
  GListModel *rules = G_LIST_MODEL (self->rules);
  guint n_rules = g_list_model_get_n_items (rules);

  for (guint i = 0; i < n_rules; i++)
    {
      g_autoptr (HexwireReplyRule) rule = g_list_model_get_item (rules, i);
      g_autoptr (GBytes) payload = NULL;
      g_autoptr (GError) error = NULL;

      if (!hexwire_reply_rule_answer (rule, peer, data, size_bytes, &payload, &error))
        continue;
      answer_by_rule (rule, i + 1, session, payload, error);
      if (!hexwire_reply_rule_get (rule)->goes_on)
        break;
    }
}

static void
answer_frame (HexwireResponder    *self,
              HexwireReplySession *session,
              const guint8        *data,
              gsize                size_bytes)
{
  HexwireTraffic *traffic = hexwire_peer_get_traffic (hexwire_reply_session_get_peer (session));

  if (traffic->reply == HEXWIRE_REPLY_FIXED)
    answer_fixed (self, session);
  else if (traffic->reply == HEXWIRE_REPLY_RULES)
    answer_by_rules (self, session, data, size_bytes);
}

void
hexwire_responder_received (HexwireResponder *self,
                            HexwirePeer      *peer,
                            const guint8     *data,
                            gsize             size_bytes,
                            gint64            time_us)
{
  hexwire_reply_session_receive (hexwire_reply_session_get (self, peer), data, size_bytes, time_us,
                                 answer_frame);
}

void
hexwire_responder_discarded (HexwireResponder *self,
                             HexwirePeer      *peer,
                             gsize             size_bytes)
{
  hexwire_reply_session_count_discarded (hexwire_reply_session_get (self, peer), size_bytes);
}

void
hexwire_responder_ended (HexwireResponder *self,
                         HexwirePeer      *peer)
{
  HexwireReplySession *session = hexwire_reply_session_find (peer);

  if (session != NULL)
    hexwire_reply_session_end (session, answer_frame);
}

gboolean
hexwire_responder_is_waiting (HexwireResponder *self,
                              HexwirePeer      *peer)
{
  HexwireReplySession *session = hexwire_reply_session_find (peer);

  return session != NULL && hexwire_reply_session_is_waiting (session);
}
