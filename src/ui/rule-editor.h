/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "net/reply-rule.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_RULE_EDITOR (hexwire_rule_editor_get_type ())

/**
 * HexwireRuleEditor:
 *
 * What one rule of automatic answers says. Every change holds at once; what is wrong is marked
 * where it stands, and the rule answers nothing until it is mended.
 */
G_DECLARE_FINAL_TYPE (HexwireRuleEditor, hexwire_rule_editor, HEXWIRE, RULE_EDITOR, GtkBox)

/** hexwire_rule_editor_set_rule: @rule: (nullable): what is edited; %NULL for nothing. */
void hexwire_rule_editor_set_rule (HexwireRuleEditor *self,
                                   HexwireReplyRule  *rule);

/** hexwire_rule_editor_dup_summary: (transfer full): a rule in one line, "begins “PING” → PONG". */
char *hexwire_rule_editor_dup_summary (HexwireReplyRule *rule);

G_END_DECLS
