/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "net/reply-rule.h"

G_BEGIN_DECLS

/*
 * Rules of automatic answers as text, a line for each thing that a rule says:
 *
 *     # Comments and empty lines mean nothing.
 *     rule
 *     match begins text PING
 *     reply escaped PONG\r\n
 *
 *     rule off
 *     peer 192.168.1.
 *     match fields [>op:B seq:H] op == 3
 *     reply pack [>BH] op | 0x80, seq
 *     delay 200 ms
 *     times 3
 *     go on
 *
 * A rule without a match is for every message, and one without a reply answers nothing. What
 * follows `match` is read by hexwire_byte_match_parse(), what follows `reply` by
 * hexwire_reply_payload_parse(). Where a reply refers to fields and the match has none, the format
 * stands on a line `fields FORMAT`.
 */

/**
 * hexwire_reply_rules_parse:
 * @text: rules
 * @error: return location for %HEXWIRE_NET_ERROR_REPLY
 *
 * Returns: (transfer full) (nullable) (element-type HexwireReplyRule): the rules, %NULL with an
 *   error that tells the line
 */
GPtrArray *hexwire_reply_rules_parse (const char  *text,
                                      GError     **error);

/**
 * hexwire_reply_rules_to_text:
 * @rules: (element-type HexwireReplyRule): rules
 * @error: return location for %HEXWIRE_NET_ERROR_REPLY
 *
 * Returns: (transfer full) (nullable): what reads back as @rules, %NULL where a rule is wrong
 */
char *hexwire_reply_rules_to_text (GListModel  *rules,
                                   GError     **error);

G_END_DECLS
