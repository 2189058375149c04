/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/reply-rule.h"

#include <string.h>

struct _HexwireReplyRule
{
  GObject parent_instance;

  HexwireReplyRuleSettings settings;    /* the texts are ours */

  char *error;                          /* (nullable) */
  HexwireReplyPart error_part;
  gsize error_position;

  HexwireByteMatch *byte_match;         /* (nullable): where the settings are good */
  HexwireByteCaptures *captures;        /* (nullable) */
  HexwireFormat *fields;                /* (nullable) */
  HexwireReplyPayload *payload;         /* (nullable) */

  guint64 n_hits;
  gint64 last_hit_us;
};

enum
{
  CHANGED,
  HIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireReplyRule, hexwire_reply_rule, G_TYPE_OBJECT)

static void
forget_compiled (HexwireReplyRule *self)
{
  g_clear_pointer (&self->error, g_free);
  self->error_part = HEXWIRE_REPLY_PART_NONE;
  self->error_position = 0;
  /* The payload's references read by the captures. */
  g_clear_pointer (&self->payload, hexwire_reply_payload_unref);
  g_clear_pointer (&self->byte_match, hexwire_byte_match_unref);
  g_clear_pointer (&self->captures, hexwire_byte_captures_free);
  g_clear_pointer (&self->fields, hexwire_format_unref);
}

static void
free_texts (HexwireReplyRuleSettings *settings)
{
  g_free ((char *) settings->peer);
  g_free ((char *) settings->match);
  g_free ((char *) settings->fields);
  g_free ((char *) settings->reply_format);
  g_free ((char *) settings->reply);
}

static char *
dup_text (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

static HexwireReplyRuleSettings
copy_settings (const HexwireReplyRuleSettings *settings)
{
  HexwireReplyRuleSettings copy = *settings;

  copy.peer = dup_text (settings->peer);
  copy.match = dup_text (settings->match);
  copy.fields = dup_text (settings->fields);
  copy.reply_format = dup_text (settings->reply_format);
  copy.reply = dup_text (settings->reply);
  copy.delay_ms = MIN (settings->delay_ms, HEXWIRE_REPLY_MAX_DELAY_MS);
  copy.max_times = MIN (settings->max_times, HEXWIRE_REPLY_MAX_TIMES);
  return copy;
}

static void
take_error (HexwireReplyRule *self,
            HexwireReplyPart  part,
            const GError     *error)
{
  if (error == NULL)
    return;
  self->error_part = part;
  self->error = g_strdup (error->message);
}

static void
compile_fields (HexwireReplyRule *self)
{
  g_autoptr (GError) error = NULL;

  if (self->settings.fields[0] == '\0')
    return;
  self->fields = hexwire_format_parse (self->settings.fields, &self->error_position, &error);
  take_error (self, HEXWIRE_REPLY_PART_FIELDS, error);
}

static void
compile_match (HexwireReplyRule *self)
{
  const HexwireReplyRuleSettings *settings = &self->settings;
  g_autoptr (GError) error = NULL;

  self->byte_match
    = hexwire_byte_match_new (settings->match_kind, settings->match_notation, settings->match,
                              settings->fields, settings->ignores_case, &self->error_position,
                              &error);
  if (error == NULL && settings->match_kind == HEXWIRE_BYTE_MATCH_REGEX)
    self->captures
      = hexwire_byte_captures_new_regex (settings->match, settings->ignores_case, &error);
  else if (error == NULL && settings->match_notation == HEXWIRE_NOTATION_HEX
           && settings->match_kind != HEXWIRE_BYTE_MATCH_ANY
           && settings->match_kind != HEXWIRE_BYTE_MATCH_FIELDS)
    self->captures = hexwire_byte_captures_new_hex (settings->match);
  take_error (self, HEXWIRE_REPLY_PART_MATCH, error);
}

static void
compile_reply (HexwireReplyRule *self)
{
  const HexwireReplyRuleSettings *settings = &self->settings;
  const char *format = settings->reply_format[0] != '\0' ? settings->reply_format : NULL;
  HexwireReplyNames names = { self->captures, self->fields };
  g_autoptr (GError) error = NULL;

  if (format != NULL)
    {
      g_autoptr (HexwireFormat) checked
        = hexwire_format_parse (format, &self->error_position, &error);

      take_error (self, HEXWIRE_REPLY_PART_REPLY_FORMAT, error);
      if (checked == NULL)
        return;
    }
  self->payload = hexwire_reply_payload_new (settings->reply_notation, format, settings->reply,
                                             &names, &self->error_position, &error);
  take_error (self, HEXWIRE_REPLY_PART_REPLY, error);
}

static void
compile (HexwireReplyRule *self)
{
  forget_compiled (self);
  compile_fields (self);
  if (self->error == NULL)
    compile_match (self);
  if (self->error == NULL)
    compile_reply (self);
}

static void
hexwire_reply_rule_finalize (GObject *object)
{
  HexwireReplyRule *self = HEXWIRE_REPLY_RULE (object);

  forget_compiled (self);
  free_texts (&self->settings);

  G_OBJECT_CLASS (hexwire_reply_rule_parent_class)->finalize (object);
}

static void
hexwire_reply_rule_class_init (HexwireReplyRuleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_reply_rule_finalize;

  signals[CHANGED] = g_signal_new ("changed", HEXWIRE_TYPE_REPLY_RULE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[HIT] = g_signal_new ("hit", HEXWIRE_TYPE_REPLY_RULE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
}

static void
hexwire_reply_rule_init (HexwireReplyRule *self)
{
  HexwireReplyRuleSettings settings = { .is_on = TRUE,
                                        .match_notation = HEXWIRE_NOTATION_ESCAPED,
                                        .reply_notation = HEXWIRE_NOTATION_ESCAPED };

  self->settings = copy_settings (&settings);
  compile (self);
}

HexwireReplyRule *
hexwire_reply_rule_new (void)
{
  return g_object_new (HEXWIRE_TYPE_REPLY_RULE, NULL);
}

void
hexwire_reply_rule_set (HexwireReplyRule               *self,
                        const HexwireReplyRuleSettings *settings)
{
  HexwireReplyRuleSettings old = self->settings;

  g_return_if_fail (HEXWIRE_IS_REPLY_RULE (self));

  self->settings = copy_settings (settings);
  free_texts (&old);
  compile (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

const HexwireReplyRuleSettings *
hexwire_reply_rule_get (HexwireReplyRule *self)
{
  g_return_val_if_fail (HEXWIRE_IS_REPLY_RULE (self), NULL);
  return &self->settings;
}

const char *
hexwire_reply_rule_get_error (HexwireReplyRule *self,
                              HexwireReplyPart *part,
                              gsize            *position)
{
  g_return_val_if_fail (HEXWIRE_IS_REPLY_RULE (self), NULL);

  if (part != NULL)
    *part = self->error_part;
  if (position != NULL)
    *position = self->error_position;
  return self->error;
}

gboolean
hexwire_reply_rule_is_active (HexwireReplyRule *self)
{
  return self->settings.is_on && self->error == NULL
         && (self->settings.max_times == 0 || self->n_hits < self->settings.max_times);
}

gboolean
hexwire_reply_rule_answer (HexwireReplyRule  *self,
                           const char        *peer,
                           const guint8      *data,
                           gsize              size_bytes,
                           GBytes           **answer,
                           GError           **error)
{
  HexwireByteSpan spans[HEXWIRE_BYTE_CAPTURES_MAX + 1] = { { 0, 0 } };
  HexwireReplyFrame frame = { data, size_bytes, spans };
  g_autoptr (GError) reason = NULL;

  *answer = NULL;
  if (!hexwire_reply_rule_is_active (self) || strstr (peer, self->settings.peer) == NULL)
    return FALSE;
  if (!hexwire_byte_match_find (self->byte_match, data, size_bytes, &spans[0].offset_bytes,
                                &spans[0].size_bytes, &reason))
    {
      if (reason == NULL)
        return FALSE;
      g_propagate_error (error, g_steal_pointer (&reason));
      return TRUE;
    }
  if (self->captures != NULL)
    hexwire_byte_captures_collect (self->captures, data, size_bytes, spans[0].offset_bytes,
                                   spans[0].size_bytes, spans);
  *answer = hexwire_reply_payload_build (self->payload, &frame, error);
  return TRUE;
}

void
hexwire_reply_rule_count_hit (HexwireReplyRule *self,
                              gint64            time_us)
{
  self->n_hits++;
  self->last_hit_us = time_us;
  g_signal_emit (self, signals[HIT], 0);
}

guint64
hexwire_reply_rule_get_n_hits (HexwireReplyRule *self)
{
  g_return_val_if_fail (HEXWIRE_IS_REPLY_RULE (self), 0);
  return self->n_hits;
}

gint64
hexwire_reply_rule_get_last_hit_us (HexwireReplyRule *self)
{
  g_return_val_if_fail (HEXWIRE_IS_REPLY_RULE (self), 0);
  return self->last_hit_us;
}

void
hexwire_reply_rule_reset_hits (HexwireReplyRule *self)
{
  self->n_hits = 0;
  self->last_hit_us = 0;
  g_signal_emit (self, signals[HIT], 0);
}
