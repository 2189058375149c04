/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "log/byte-match.h"
#include "net/reply-payload.h"

G_BEGIN_DECLS

/** HEXWIRE_REPLY_MAX_DELAY_MS: an hour. */
#define HEXWIRE_REPLY_MAX_DELAY_MS (60 * 60 * 1000)

/** HEXWIRE_REPLY_MAX_TIMES: the most answers after which a rule can rest. */
#define HEXWIRE_REPLY_MAX_TIMES 1000000000

/**
 * HexwireReplyRuleSettings:
 * @is_on: whether it counts
 * @peer: whose messages it is for: those whose address contains this; empty for everybody's
 * @match_kind: how a message is compared with @match
 * @match_notation: how @match is written
 * @match: see hexwire_byte_match_new()
 * @fields: a packed format by which messages are read, for a condition and for the fields that the
 *   reply refers to; may be empty
 * @ignores_case: whether letters match in either case
 * @reply_notation: how @reply is written; nothing where there is a format
 * @reply_format: a packed format by which @reply is values; empty where it is bytes
 * @reply: see hexwire_reply_payload_new()
 * @delay_ms: how long after the message the answer goes, up to %HEXWIRE_REPLY_MAX_DELAY_MS
 * @max_times: how often it answers at most, up to %HEXWIRE_REPLY_MAX_TIMES; 0 for ever
 * @goes_on: whether the rules behind it may answer, too
 *
 * What a person chose for a rule. Texts may be wrong, and are kept all the same.
 */
typedef struct
{
  gboolean is_on;
  const char *peer;
  HexwireByteMatchKind match_kind;
  HexwireNotation match_notation;
  const char *match;
  const char *fields;
  gboolean ignores_case;
  HexwireNotation reply_notation;
  const char *reply_format;
  const char *reply;
  guint delay_ms;
  guint max_times;
  gboolean goes_on;
} HexwireReplyRuleSettings;

/**
 * HexwireReplyPart:
 *
 * Which text of a rule is wrong.
 */
typedef enum
{
  HEXWIRE_REPLY_PART_NONE,
  HEXWIRE_REPLY_PART_FIELDS,
  HEXWIRE_REPLY_PART_MATCH,
  HEXWIRE_REPLY_PART_REPLY_FORMAT,
  HEXWIRE_REPLY_PART_REPLY,
} HexwireReplyPart;

#define HEXWIRE_TYPE_REPLY_RULE (hexwire_reply_rule_get_type ())

/**
 * HexwireReplyRule:
 *
 * One rule of automatic answers: what it looks for in a message, and what it answers. The signal
 * `changed` comes with new settings, `hit` after it has answered.
 */
G_DECLARE_FINAL_TYPE (HexwireReplyRule, hexwire_reply_rule, HEXWIRE, REPLY_RULE, GObject)

/** hexwire_reply_rule_new: a rule that is on, and answers everything with nothing. */
HexwireReplyRule *hexwire_reply_rule_new (void);

/** hexwire_reply_rule_set: @settings: copied; a text that is %NULL is taken for empty. */
void hexwire_reply_rule_set (HexwireReplyRule               *self,
                             const HexwireReplyRuleSettings *settings);

const HexwireReplyRuleSettings *hexwire_reply_rule_get (HexwireReplyRule *self);

/**
 * hexwire_reply_rule_get_error:
 * @part: (out) (optional): which text it is about
 * @position: (out) (optional): where in it, in bytes
 *
 * Returns: (nullable): what is wrong; such a rule never answers
 */
const char *hexwire_reply_rule_get_error (HexwireReplyRule *self,
                                          HexwireReplyPart *part,
                                          gsize            *position);

/** hexwire_reply_rule_is_active: whether it is on, good, and has not answered often enough. */
gboolean hexwire_reply_rule_is_active (HexwireReplyRule *self);

/**
 * hexwire_reply_rule_answer:
 * @peer: whose message it is
 * @data: (array length=size_bytes) (nullable): the message
 * @answer: (out) (transfer full) (nullable): what to answer; %NULL with an error
 * @error: return location for a #HexwireSearchError, where it cannot be answered
 *
 * Returns: whether the rule is for that message
 */
gboolean hexwire_reply_rule_answer (HexwireReplyRule  *self,
                                    const char        *peer,
                                    const guint8      *data,
                                    gsize              size_bytes,
                                    GBytes           **answer,
                                    GError           **error);

/** hexwire_reply_rule_count_hit: tells that it has answered, at @time_us since 1970 (UTC). */
void hexwire_reply_rule_count_hit (HexwireReplyRule *self,
                                   gint64            time_us);

guint64 hexwire_reply_rule_get_n_hits (HexwireReplyRule *self);

/** hexwire_reply_rule_get_last_hit_us: microseconds since 1970 (UTC), 0 before the first. */
gint64 hexwire_reply_rule_get_last_hit_us (HexwireReplyRule *self);

/** hexwire_reply_rule_reset_hits: begins to count anew. */
void hexwire_reply_rule_reset_hits (HexwireReplyRule *self);

G_END_DECLS
