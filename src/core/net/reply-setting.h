/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/endpoint.h"
#include "net/reply-payload.h"

G_BEGIN_DECLS

/**
 * HexwireReplySetting:
 * @reply: how received messages are answered
 * @payload: (nullable): with what, for %HEXWIRE_REPLY_FIXED
 * @rules: (nullable) (element-type HexwireReplyRule): by what, for %HEXWIRE_REPLY_RULES
 *
 * What an endpoint is to answer by itself, as a command line says it.
 */
typedef struct
{
  HexwireReply reply;
  HexwireReplyPayload *payload;
  GPtrArray *rules;
} HexwireReplySetting;

/**
 * hexwire_reply_setting_parse:
 * @text: what is answered, one of
 *
 *     nothing
 *     echo
 *     discard
 *     fixed:Hello\r\n
 *     fixed-hex:01 02
 *     fixed-pack:[>BH] 1, 2
 *     rules:FILE
 *
 *   where the text behind `fixed:` may have the escapes `\n \r \t \0 \\ \xHH`, and the file has
 *   rules as of hexwire_reply_rules_parse()
 * @error: return location for %HEXWIRE_NET_ERROR_REPLY, or a #GFileError
 *
 * Returns: (transfer full) (nullable): what it says, %NULL with an error
 */
HexwireReplySetting *hexwire_reply_setting_parse (const char  *text,
                                                  GError     **error);
void                 hexwire_reply_setting_free  (HexwireReplySetting *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireReplySetting, hexwire_reply_setting_free)

/** hexwire_reply_setting_apply: has @endpoint answer so from now on; its rules are its own. */
void hexwire_reply_setting_apply (const HexwireReplySetting *self,
                                  HexwireEndpoint           *endpoint);

G_END_DECLS
