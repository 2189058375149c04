/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "net/reply-rule.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_RULE_ROW (hexwire_rule_row_get_type ())

/**
 * HexwireRuleRow:
 *
 * One rule of automatic answers in their list: whether it is on, what it says and how often it has
 * answered. Its signal `moved` tells that another row was dropped on it, with that row's position.
 */
G_DECLARE_FINAL_TYPE (HexwireRuleRow, hexwire_rule_row, HEXWIRE, RULE_ROW, GtkListBoxRow)

GtkWidget *hexwire_rule_row_new (HexwireReplyRule *rule);

HexwireReplyRule *hexwire_rule_row_get_rule (HexwireRuleRow *self);

/** hexwire_rule_row_update_hits: shows the present count and time. */
void hexwire_rule_row_update_hits (HexwireRuleRow *self);

G_END_DECLS
