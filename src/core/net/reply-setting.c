/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/reply-setting.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/net-error.h"
#include "net/reply-rules-text.h"
#include "net/responder.h"

#define RULES_PREFIX "rules:"

/* The words of those that are nothing but a word. */
static const struct
{
  const char *word;
  HexwireReply reply;
} plain_words[] = {
  { "nothing", HEXWIRE_REPLY_NOTHING },
  { "echo", HEXWIRE_REPLY_ECHO },
  { "discard", HEXWIRE_REPLY_DISCARD },
};

/* What begins a fixed payload, and the payload's own word for the same. */
static const struct
{
  const char *prefix;
  const char *payload_word;
} fixed_words[] = {
  { "fixed:", "escaped" },
  { "fixed-hex:", "hex" },
  { "fixed-pack:", "pack" },
};

/* @prefix_size: how much of what was typed stands before @text, for positions. */
static HexwireReplySetting *
parse_fixed (const char  *payload_word,
             const char  *text,
             gsize        prefix_size,
             GError     **error)
{
  g_autofree char *line = g_strdup_printf ("%s %s", payload_word, text);
  g_autoptr (HexwireReplySetting) self = g_new0 (HexwireReplySetting, 1);
  g_autoptr (GError) moved = NULL;
  GError *reason = NULL;
  gsize position = 0;

  self->reply = HEXWIRE_REPLY_FIXED;
  self->payload = hexwire_reply_payload_parse (line, NULL, &position, &reason);
  if (self->payload != NULL)
    return g_steal_pointer (&self);
  hexwire_search_move_error (&moved, NULL, reason, position,
                             prefix_size - strlen (payload_word) - 1,
                             HEXWIRE_SEARCH_ERROR_PATTERN);
  g_set_error_literal (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_REPLY, moved->message);
  return NULL;
}

static HexwireReplySetting *
parse_rules (const char  *name,
             GError     **error)
{
  g_autoptr (HexwireReplySetting) self = g_new0 (HexwireReplySetting, 1);
  g_autofree char *text = NULL;

  self->reply = HEXWIRE_REPLY_RULES;
  if (!g_file_get_contents (name, &text, NULL, error))
    return NULL;
  self->rules = hexwire_reply_rules_parse (text, error);
  if (self->rules == NULL)
    g_prefix_error (error, "%s: ", name);
  return self->rules != NULL ? g_steal_pointer (&self) : NULL;
}

HexwireReplySetting *
hexwire_reply_setting_parse (const char  *text,
                             GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain_words); i++)
    if (g_str_equal (text, plain_words[i].word))
      {
        HexwireReplySetting *self = g_new0 (HexwireReplySetting, 1);

        self->reply = plain_words[i].reply;
        return self;
      }
  for (guint i = 0; i < G_N_ELEMENTS (fixed_words); i++)
    if (g_str_has_prefix (text, fixed_words[i].prefix))
      return parse_fixed (fixed_words[i].payload_word, text + strlen (fixed_words[i].prefix),
                          strlen (fixed_words[i].prefix), error);
  if (g_str_has_prefix (text, RULES_PREFIX))
    return parse_rules (text + strlen (RULES_PREFIX), error);
  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_REPLY,
               /* Translators: do not translate nothing, echo, discard and so on */
               _("“%s” is none of nothing, echo, discard, fixed:TEXT and rules:FILE"), text);
  return NULL;
}

void
hexwire_reply_setting_free (HexwireReplySetting *self)
{
  g_clear_pointer (&self->payload, hexwire_reply_payload_unref);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_free (self);
}

/* Copies, because several endpoints may be given the same setting, and each counts by itself. */
static void
set_rules (GListStore *store,
           GPtrArray  *rules)
{
  g_list_store_remove_all (store);
  for (guint i = 0; i < rules->len; i++)
    {
      g_autoptr (HexwireReplyRule) copy = hexwire_reply_rule_new ();

      hexwire_reply_rule_set (copy, hexwire_reply_rule_get (g_ptr_array_index (rules, i)));
      g_list_store_append (store, copy);
    }
}

void
hexwire_reply_setting_apply (const HexwireReplySetting *self,
                             HexwireEndpoint           *endpoint)
{
  HexwireResponder *responder = hexwire_endpoint_get_responder (endpoint);

  if (self->payload != NULL)
    hexwire_responder_set_fixed (responder, self->payload);
  if (self->rules != NULL)
    set_rules (hexwire_responder_get_rules (responder), self->rules);
  g_object_set (endpoint, "reply", (guint) self->reply, NULL);
}
