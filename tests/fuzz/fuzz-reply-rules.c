/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <gio/gio.h>
#include <string.h>

#include "net/reply-rules-text.h"

/* A format of more bytes than this says nothing new and takes long. */
#define MAX_FORMAT_BYTES 10000

static gboolean
is_large (const char *text)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse (text, NULL, NULL);

  return format != NULL && hexwire_format_get_size_bytes (format) > MAX_FORMAT_BYTES;
}

/* Rules, a NUL, and a message that they answer. What was read is written so that it reads back. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const uint8_t *nul = size > 0 ? memchr (data, '\0', size) : NULL;
  size_t text_size = nul != NULL ? (size_t) (nul - data) : size;
  size_t message_size = nul != NULL ? size - text_size - 1 : 0;
  g_autofree char *text = fuzz_make_text (data, text_size);
  g_autoptr (GListStore) store = g_list_store_new (HEXWIRE_TYPE_REPLY_RULE);
  g_autoptr (GPtrArray) rules = hexwire_reply_rules_parse (text, NULL);
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;

  if (rules == NULL)
    return 0;
  for (guint i = 0; i < rules->len; i++)
    {
      HexwireReplyRule *rule = g_ptr_array_index (rules, i);
      g_autoptr (GBytes) answer = NULL;

      g_list_store_append (store, rule);
      if (!is_large (hexwire_reply_rule_get (rule)->fields)
          && !is_large (hexwire_reply_rule_get (rule)->reply_format))
        hexwire_reply_rule_answer (rule, "127.0.0.1:5000", nul != NULL ? nul + 1 : NULL,
                                   message_size, &answer, NULL);
    }
  written = hexwire_reply_rules_to_text (G_LIST_MODEL (store), &error);
  g_assert_no_error (error);
  again = hexwire_reply_rules_parse (written, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, rules->len);
  return 0;
}
