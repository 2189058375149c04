/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/reply-rules-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/net-error.h"

/* A place in the text that is read: where a mistake is told to be. */
typedef struct
{
  guint line;           /* from 1; 0 for none */
  gsize offset_bytes;   /* in the line */
} Place;

typedef struct
{
  GPtrArray *rules;
  gboolean has_rule;    /* what follows belongs to one */
  HexwireReplyRuleSettings settings;
  GPtrArray *texts;     /* (element-type utf8): those of @settings */
  Place match, reply, fields;
  guint line;           /* that is being read, from 1 */
  GError **error;
} Parser;

static gboolean
fail (Parser     *parser,
      guint       line,
      const char *reason)
{
  g_set_error (parser->error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_REPLY,
               /* Translators: the number of a line, and what is wrong in it */
               _("line %u: %s"), line, reason);
  return FALSE;
}

/* @reason: (transfer full): with a position in a part of the line that begins at @offset. */
static gboolean
fail_at (Parser *parser,
         guint   line,
         gsize   offset,
         gsize   position,
         GError *reason)
{
  g_autoptr (GError) moved = NULL;

  hexwire_search_move_error (&moved, NULL, reason, position, offset, HEXWIRE_SEARCH_ERROR_PATTERN);
  return fail (parser, line, moved->message);
}

static const char *
keep (Parser *parser,
      char   *text)
{
  g_ptr_array_add (parser->texts, text);
  return text;
}

static void
begin_rule (Parser   *parser,
            gboolean  is_on)
{
  parser->has_rule = TRUE;
  parser->match = parser->reply = parser->fields = (Place) { 0 };
  parser->settings = (HexwireReplyRuleSettings) { .is_on = is_on,
                                                  .match_notation = HEXWIRE_NOTATION_ESCAPED,
                                                  .reply_notation = HEXWIRE_NOTATION_ESCAPED };
}

/* Makes the rule of what its lines said. */
static gboolean
end_rule (Parser *parser)
{
  g_autoptr (HexwireReplyRule) rule = hexwire_reply_rule_new ();
  const Place *place = &parser->match;
  HexwireReplyPart part;
  const char *problem;
  gsize position;

  if (!parser->has_rule)
    return TRUE;
  hexwire_reply_rule_set (rule, &parser->settings);
  problem = hexwire_reply_rule_get_error (rule, &part, &position);
  if (problem == NULL)
    {
      g_ptr_array_add (parser->rules, g_steal_pointer (&rule));
      return TRUE;
    }
  if (part == HEXWIRE_REPLY_PART_REPLY || part == HEXWIRE_REPLY_PART_REPLY_FORMAT)
    place = &parser->reply;
  else if (part == HEXWIRE_REPLY_PART_FIELDS && parser->fields.line != 0)
    place = &parser->fields;
  return fail_at (parser, place->line, place->offset_bytes, position,
                  g_error_new_literal (HEXWIRE_SEARCH_ERROR, HEXWIRE_SEARCH_ERROR_PATTERN,
                                       problem));
}

static gboolean
read_match (Parser     *parser,
            const char *text,
            gsize       offset)
{
  g_autoptr (HexwireByteMatch) match = NULL;
  GError *reason = NULL;
  gsize position = 0;

  match = hexwire_byte_match_parse (text, &position, &reason);
  if (match == NULL)
    return fail_at (parser, parser->line, offset, position, reason);
  parser->match = (Place) { parser->line, offset };
  parser->settings.match_kind = hexwire_byte_match_get_kind (match);
  parser->settings.match_notation = hexwire_byte_match_get_notation (match);
  parser->settings.match = keep (parser, g_strdup (hexwire_byte_match_get_text (match)));
  parser->settings.ignores_case = hexwire_byte_match_get_ignores_case (match);
  if (hexwire_byte_match_get_format (match)[0] != '\0')
    parser->settings.fields = keep (parser, g_strdup (hexwire_byte_match_get_format (match)));
  return TRUE;
}

static gboolean
read_reply (Parser     *parser,
            const char *text,
            gsize       offset)
{
  HexwireNotation notation;
  char *format;
  GError *reason = NULL;
  gsize position = 0;
  const char *rest = hexwire_reply_payload_split (text, &notation, &format, &position, &reason);

  if (rest == NULL)
    return fail_at (parser, parser->line, offset, position, reason);
  parser->reply = (Place) { parser->line, offset + (gsize) (rest - text) };
  parser->settings.reply_notation = notation;
  parser->settings.reply_format = format != NULL ? keep (parser, format) : NULL;
  parser->settings.reply = keep (parser, g_strdup (rest));
  return TRUE;
}

static gboolean
read_fields (Parser     *parser,
             const char *text,
             gsize       offset)
{
  parser->fields = (Place) { parser->line, offset };
  parser->settings.fields = keep (parser, g_strdup (text));
  return TRUE;
}

static gboolean
read_peer (Parser     *parser,
           const char *text,
           gsize       offset)
{
  parser->settings.peer = keep (parser, g_strdup (text));
  return TRUE;
}

static gboolean
read_delay (Parser     *parser,
            const char *text,
            gsize       offset)
{
  g_autofree char *number = g_strndup (text, strspn (text, "0123456789"));
  guint64 delay_ms;

  if (!g_str_equal (text + strlen (number), " ms")
      || !g_ascii_string_to_unsigned (number, 10, 0, HEXWIRE_REPLY_MAX_DELAY_MS, &delay_ms, NULL))
    return fail (parser, parser->line, _("a delay is a number from 0 to 3600000, and ms"));
  parser->settings.delay_ms = (guint) delay_ms;
  return TRUE;
}

static gboolean
read_times (Parser     *parser,
            const char *text,
            gsize       offset)
{
  guint64 times;

  if (!g_ascii_string_to_unsigned (text, 10, 0, HEXWIRE_REPLY_MAX_TIMES, &times, NULL))
    return fail (parser, parser->line,
                 _("a number from 0 to 1000000000 is expected, 0 for ever"));
  parser->settings.max_times = (guint) times;
  return TRUE;
}

static const struct
{
  const char *word;
  gboolean (*read) (Parser     *parser,
                    const char *text,
                    gsize       offset);
} readers[] = {
  { "peer ", read_peer },   { "fields ", read_fields }, { "match ", read_match },
  { "reply ", read_reply }, { "delay ", read_delay },   { "times ", read_times },
};

static gboolean
read_line (Parser     *parser,
           const char *line)
{
  const char *at = line + strspn (line, " \t");

  if (*at == '\0' || *at == '#')
    return TRUE;
  if (g_str_equal (at, "rule") || g_str_equal (at, "rule off"))
    {
      if (!end_rule (parser))
        return FALSE;
      begin_rule (parser, g_str_equal (at, "rule"));
      return TRUE;
    }
  if (!parser->has_rule)
    return fail (parser, parser->line, _("a rule begins with the word rule"));
  if (g_str_equal (at, "go on"))
    {
      parser->settings.goes_on = TRUE;
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (g_str_has_prefix (at, readers[i].word))
      {
        at += strlen (readers[i].word);
        return readers[i].read (parser, at, (gsize) (at - line));
      }
  /* Translators: do not translate rule, peer, fields and so on */
  return fail (parser, parser->line, _("a line begins with rule, peer, fields, match, reply, "
                                       "delay, times or go on"));
}

GPtrArray *
hexwire_reply_rules_parse (const char  *text,
                           GError     **error)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Parser parser = { .rules = rules, .texts = texts, .error = error };

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_REPLY,
                           _("this is no text in UTF-8"));
      return NULL;
    }
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize size = strlen (lines[i]);

      if (size > 0 && lines[i][size - 1] == '\r')
        lines[i][size - 1] = '\0';
      parser.line = i + 1;
      if (!read_line (&parser, lines[i]))
        return NULL;
    }
  return end_rule (&parser) ? g_steal_pointer (&rules) : NULL;
}

static void
append_rule (GString                        *text,
             const HexwireReplyRuleSettings *settings)
{
  g_autoptr (HexwireByteMatch) match
    = hexwire_byte_match_new (settings->match_kind, settings->match_notation, settings->match,
                              settings->fields, settings->ignores_case, NULL, NULL);
  g_autofree char *match_line = hexwire_byte_match_to_text (match);
  g_autofree char *reply_line
    = hexwire_reply_payload_write (settings->reply_notation,
                                   settings->reply_format[0] != '\0' ? settings->reply_format
                                                                     : NULL,
                                   settings->reply);

  g_string_append (text, settings->is_on ? "rule\n" : "rule off\n");
  if (settings->peer[0] != '\0')
    g_string_append_printf (text, "peer %s\n", settings->peer);
  if (settings->fields[0] != '\0' && settings->match_kind != HEXWIRE_BYTE_MATCH_FIELDS)
    g_string_append_printf (text, "fields %s\n", settings->fields);
  g_string_append_printf (text, "match %s\nreply %s\n", match_line, reply_line);
  if (settings->delay_ms > 0)
    g_string_append_printf (text, "delay %u ms\n", settings->delay_ms);
  if (settings->max_times > 0)
    g_string_append_printf (text, "times %u\n", settings->max_times);
  if (settings->goes_on)
    g_string_append (text, "go on\n");
}

char *
hexwire_reply_rules_to_text (GListModel  *rules,
                             GError     **error)
{
  g_autoptr (GString) text = g_string_new ("# Hexwire: automatic answers\n");

  for (guint i = 0; i < g_list_model_get_n_items (rules); i++)
    {
      g_autoptr (HexwireReplyRule) rule = g_list_model_get_item (rules, i);
      const char *problem = hexwire_reply_rule_get_error (rule, NULL, NULL);

      if (problem != NULL)
        {
          g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_REPLY,
                       /* Translators: the number of a rule, and what is wrong with it */
                       _("rule %u: %s"), i + 1, problem);
          return NULL;
        }
      g_string_append_c (text, '\n');
      append_rule (text, hexwire_reply_rule_get (rule));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
