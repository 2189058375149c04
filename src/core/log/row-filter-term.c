/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/row-filter-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define KIND_BIT(kind) (1u << (kind))

static HexwireFilterNode *
fail (HexwireFilterScanner *self,
      const char           *at,
      const char           *reason)
{
  hexwire_filter_scanner_fail (self, at, reason);
  return NULL;
}

static gboolean
take (HexwireFilterScanner *self,
      const char           *sign)
{
  return hexwire_filter_scanner_take (self, sign);
}

static HexwireFilterNode *
node_new_pattern (HexwireBytePattern *pattern)
{
  HexwireFilterNode *node = hexwire_filter_node_new (HEXWIRE_FILTER_PAYLOAD);

  node->pattern = pattern;
  return node;
}

static HexwireFilterNode *
node_new_kinds (guint kinds)
{
  HexwireFilterNode *node = hexwire_filter_node_new (HEXWIRE_FILTER_KIND);

  node->kinds = kinds;
  return node;
}

static HexwireFilterNode *
parse_peer (HexwireFilterScanner *self)
{
  g_autoptr (HexwireFilterNode) node = NULL;
  HexwireComparison comparison;
  const char *sign;

  hexwire_filter_scanner_skip_spaces (self);
  sign = self->at;
  comparison = hexwire_filter_scanner_take_comparison (self);
  if (comparison > HEXWIRE_COMPARISON_NOT_EQUAL)
    return fail (self, sign, _("a peer is compared by = or != alone"));
  node = hexwire_filter_node_new (comparison == HEXWIRE_COMPARISON_NONE
                                    ? HEXWIRE_FILTER_PEER_CONTAINS : HEXWIRE_FILTER_PEER_IS);
  if (hexwire_filter_scanner_is_at_quote (self))
    {
      g_autoptr (GBytes) bytes = hexwire_filter_scanner_take_quoted (self);
      gsize size_bytes = 0;
      const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size_bytes) : NULL;

      if (bytes == NULL)
        return NULL;
      node->peer = g_strndup (data != NULL ? data : "", size_bytes);
    }
  else
    node->peer = hexwire_filter_scanner_take_bare (self);
  if (*node->peer == '\0')
    return fail (self, self->at, _("a peer's address is missing"));
  if (comparison == HEXWIRE_COMPARISON_NOT_EQUAL)
    {
      HexwireFilterNode *negated = hexwire_filter_node_new (HEXWIRE_FILTER_NOT);

      negated->left = g_steal_pointer (&node);
      return negated;
    }
  return g_steal_pointer (&node);
}

static guint
find_kind (const char *name)
{
  static const struct
  {
    const char *name;
    guint kinds;
  } kinds[] = {
    { "data", KIND_BIT (HEXWIRE_MESSAGE_RECEIVED) | KIND_BIT (HEXWIRE_MESSAGE_SENT) },
    { "received", KIND_BIT (HEXWIRE_MESSAGE_RECEIVED) },
    { "sent", KIND_BIT (HEXWIRE_MESSAGE_SENT) },
    { "opened", KIND_BIT (HEXWIRE_MESSAGE_OPENED) },
    { "closed", KIND_BIT (HEXWIRE_MESSAGE_CLOSED) },
    { "error", KIND_BIT (HEXWIRE_MESSAGE_ERROR) },
    { "note", KIND_BIT (HEXWIRE_MESSAGE_NOTE) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_ascii_strcasecmp (name, kinds[i].name) == 0)
      return kinds[i].kinds;
  return 0;
}

static HexwireFilterNode *
parse_kind (HexwireFilterScanner *self)
{
  g_autofree char *name = NULL;
  HexwireComparison comparison;
  const char *sign, *start;
  guint kinds;

  hexwire_filter_scanner_skip_spaces (self);
  sign = self->at;
  comparison = hexwire_filter_scanner_take_comparison (self);
  if (comparison > HEXWIRE_COMPARISON_NOT_EQUAL)
    return fail (self, sign, _("a kind is compared by = or != alone"));
  hexwire_filter_scanner_skip_spaces (self);
  start = self->at;
  name = hexwire_filter_scanner_take_word (self);
  kinds = name != NULL ? find_kind (name) : 0;
  if (kinds == 0)
    return fail (self, start,
                 _("a kind is data, received, sent, opened, closed, error or note"));
  return node_new_kinds (comparison == HEXWIRE_COMPARISON_NOT_EQUAL ? ~kinds : kinds);
}

/* Reads a number, True or False. */
static gboolean
parse_number (HexwireFilterScanner *self,
              HexwireValue *value)
{
  g_autofree char *text = NULL;
  GError *error = NULL;
  const char *start;
  gsize position;

  hexwire_filter_scanner_skip_spaces (self);
  start = self->at;
  self->at += strcspn (start, " \t\n\v\f\r()&|\"'");
  text = g_strndup (start, (gsize) (self->at - start));
  if (g_ascii_strcasecmp (text, "true") == 0 || g_ascii_strcasecmp (text, "false") == 0)
    {
      for (char *c = text; *c != '\0'; c++)
        *c = g_ascii_tolower (*c);
      *text = g_ascii_toupper (*text);
    }
  if (hexwire_value_parse (text, value, &position, &error))
    return TRUE;
  hexwire_search_move_error (self->error, self->error_position, error, position,
                             (gsize) (start - self->text), HEXWIRE_SEARCH_ERROR_FILTER);
  return FALSE;
}

static HexwireFilterNode *
parse_length (HexwireFilterScanner *self)
{
  g_autoptr (HexwireFilterNode) node = hexwire_filter_node_new (HEXWIRE_FILTER_LENGTH);
  const char *start;

  node->comparison = hexwire_filter_scanner_take_comparison (self);
  if (node->comparison == HEXWIRE_COMPARISON_NONE)
    return fail (self, self->at, _("one of = != < <= > >= is expected after the length"));
  hexwire_filter_scanner_skip_spaces (self);
  start = self->at;
  if (!parse_number (self, &node->value))
    return NULL;
  if (node->value.kind != HEXWIRE_VALUE_INT && node->value.kind != HEXWIRE_VALUE_UINT)
    return fail (self, start, _("a length is a whole number"));
  return g_steal_pointer (&node);
}

static HexwireFilterNode *
parse_text (HexwireFilterScanner *self,
            gboolean              ignores_case)
{
  g_autoptr (GBytes) bytes = NULL;
  const char *start;
  const guint8 *data;
  gsize size_bytes;

  if (!hexwire_filter_scanner_is_at_quote (self))
    return fail (self, self->at, _("a text in quotes is expected"));
  start = self->at;
  bytes = hexwire_filter_scanner_take_quoted (self);
  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size_bytes);
  if (size_bytes == 0)
    return fail (self, start, _("the text is empty"));
  if (size_bytes > HEXWIRE_BYTE_PATTERN_MAX_BYTES)
    return fail (self, start, _("this is too long to look for"));
  return node_new_pattern (hexwire_byte_pattern_new_for_bytes (data, size_bytes, ignores_case));
}

/* Reads what stands between two equal signs as a pattern. */
static HexwireFilterNode *
parse_pattern (HexwireFilterScanner *self,
               HexwirePatternKind    kind)
{
  const char *start;
  g_autofree char *text = hexwire_filter_scanner_take_delimited (self, &start);
  g_autoptr (HexwireBytePattern) pattern = NULL;
  gboolean ignores_case;
  GError *error = NULL;
  gsize position;

  if (text == NULL)
    return NULL;
  ignores_case = kind == HEXWIRE_PATTERN_REGEX && *self->at == 'i';
  self->at += ignores_case ? 1 : 0;
  pattern = hexwire_byte_pattern_new (kind, text, ignores_case, &position, &error);
  if (pattern == NULL)
    {
      hexwire_search_move_error (self->error, self->error_position, error, position,
                                 (gsize) (start - self->text), HEXWIRE_SEARCH_ERROR_FILTER);
      return NULL;
    }
  if (hexwire_byte_pattern_is_empty (pattern))
    return fail (self, start, _("there is nothing to look for"));
  return node_new_pattern (g_steal_pointer (&pattern));
}

static HexwireFilterNode *
parse_hex (HexwireFilterScanner *self)
{
  if (!hexwire_filter_scanner_is_at_quote (self))
    return fail (self, self->at, _("hex digits in quotes are expected"));
  return parse_pattern (self, HEXWIRE_PATTERN_HEX);
}

static gboolean
parse_field_value (HexwireFilterScanner *self,
                   HexwireFilterNode    *node)
{
  const HexwireField *field = g_ptr_array_index (node->fields, 0);
  gboolean is_text = strchr ("csp", field->type) != NULL;
  gboolean is_quoted;

  hexwire_filter_scanner_skip_spaces (self);
  if (g_ascii_tolower (*self->at) == 'b' && strchr ("\"'", self->at[1]) != NULL
      && self->at[1] != '\0')
    self->at++;
  is_quoted = hexwire_filter_scanner_is_at_quote (self);
  if (is_text && !is_quoted)
    return hexwire_filter_scanner_fail (self, self->at,
                                        _("the field is a text, which stands in quotes"));
  if (!is_text && is_quoted)
    return hexwire_filter_scanner_fail (self, self->at, _("the field is a number"));
  if (!is_text)
    return parse_number (self, &node->value);

  node->value.owned = hexwire_filter_scanner_take_quoted (self);
  if (node->value.owned == NULL)
    return FALSE;
  node->value.kind = HEXWIRE_VALUE_BYTES;
  node->value.data = g_bytes_get_data (node->value.owned, &node->value.size_bytes);
  return TRUE;
}

static HexwireFilterNode *
fail_word (HexwireFilterScanner *self,
           const char           *start,
           const char           *word)
{
  g_autofree char *reason = NULL;
  g_autofree char *fields = NULL;

  if (hexwire_filter_scanner_take_comparison (self) == HEXWIRE_COMPARISON_NONE)
    /* Translators: the placeholder is a word, and the same again in the quotes to type */
    reason = g_strdup_printf (_("“%s” is no word of a filter; a text stands in quotes: \"%s\""),
                              word, word);
  else if (self->format == NULL)
    /* Translators: the placeholder is a word that looks like a field's name */
    reason = g_strdup_printf (_("“%s” would be a field, but no format decodes the messages"), word);
  else
    {
      fields = hexwire_filter_list_fields (self->format);
      /* Translators: first a word that was typed, then the names of the fields, with commas */
      reason = g_strdup_printf (_("no field is called “%s”, but: %s"), word, fields);
    }
  return fail (self, start, reason);
}

static HexwireFilterNode *
parse_field (HexwireFilterScanner *self)
{
  const char *start = self->at;
  g_autofree char *word = hexwire_filter_scanner_take_word (self);
  g_autoptr (HexwireFilterNode) node = hexwire_filter_node_new (HEXWIRE_FILTER_FIELD);

  if (word == NULL)
    return fail (self, start, *start == '\0' ? _("something to compare is missing")
                                             : _("this cannot stand here in a filter"));
  if (self->format != NULL)
    node->fields = hexwire_filter_find_fields (self->format, *word == '.' ? word + 1 : word);
  if (node->fields == NULL)
    return fail_word (self, start, word);
  node->comparison = hexwire_filter_scanner_take_comparison (self);
  if (node->comparison == HEXWIRE_COMPARISON_NONE)
    return fail (self, self->at, _("one of = != < <= > >= is expected after the field"));
  return parse_field_value (self, node) ? g_steal_pointer (&node) : NULL;
}

HexwireFilterNode *
hexwire_filter_node_parse_term (HexwireFilterScanner *self)
{
  if (take (self, "peer"))
    return parse_peer (self);
  if (take (self, "kind"))
    return parse_kind (self);
  if (take (self, "in"))
    return node_new_kinds (KIND_BIT (HEXWIRE_MESSAGE_RECEIVED));
  if (take (self, "out"))
    return node_new_kinds (KIND_BIT (HEXWIRE_MESSAGE_SENT));
  if (take (self, "marked"))
    return hexwire_filter_node_new (HEXWIRE_FILTER_MARKED);
  if (take (self, "len") || take (self, "length") || take (self, "size"))
    return parse_length (self);
  if (take (self, "case"))
    return parse_text (self, FALSE);
  if (take (self, "hex"))
    return parse_hex (self);
  if (hexwire_filter_scanner_is_at_quote (self))
    return parse_text (self, TRUE);
  if (*self->at == '/')
    return parse_pattern (self, HEXWIRE_PATTERN_REGEX);
  return parse_field (self);
}
