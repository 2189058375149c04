/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/frame-rule.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/hex-text.h"
#include "codec/literal.h"

#define SPACES " \t\n\v\f\r"

typedef struct
{
  const char *text;
  const char *at;               /* the next word, or the end */
  gsize *error_position;
  GError **error;
} Parser;

static const struct
{
  const char *word;
  guint size_bytes;
  gboolean is_little_endian;
} types[] = {
  { "u8", 1, FALSE },
  { "u16be", 2, FALSE },
  { "u16le", 2, TRUE },
  { "u24be", 3, FALSE },
  { "u24le", 3, TRUE },
  { "u32be", 4, FALSE },
  { "u32le", 4, TRUE },
  { "u64be", 8, FALSE },
  { "u64le", 8, TRUE },
};

/* By what the number counts. */
static const char *const counts_words[] = { NULL, "counts-itself", "counts-all" };

static void
skip_to (Parser     *self,
         const char *at)
{
  self->at = at + strspn (at, SPACES);
}

static gsize
measure_word (const Parser *self)
{
  return strcspn (self->at, SPACES);
}

static gboolean
is_word (const Parser *self,
         const char   *word)
{
  return strlen (word) == measure_word (self) && strncmp (self->at, word, strlen (word)) == 0;
}

static gboolean
accept (Parser     *self,
        const char *word)
{
  if (!is_word (self, word))
    return FALSE;
  skip_to (self, self->at + strlen (word));
  return TRUE;
}

/* Has the error, if there is one, tell that it is about what stands at @at. */
static void
tell_position (Parser     *self,
               const char *at)
{
  if (self->error_position != NULL)
    *self->error_position = (gsize) (at - self->text);
  /* Translators: begins a message; the number is that of a character in a line, from 1 */
  g_prefix_error (self->error, _("position %zu: "), (gsize) (at - self->text) + 1);
}

static gboolean
fail (Parser     *self,
      const char *reason)
{
  g_set_error_literal (self->error, HEXWIRE_FRAME_RULE_ERROR, HEXWIRE_FRAME_RULE_ERROR_SYNTAX,
                       reason);
  tell_position (self, self->at);
  return FALSE;
}

static HexwireFrameRule *
check_made (Parser           *self,
            const char       *at,
            HexwireFrameRule *rule)
{
  if (rule == NULL)
    tell_position (self, at);
  return rule;
}

static gboolean
fail_at_number (Parser       *self,
                const GError *reason)
{
  return fail (self, g_error_matches (reason, G_NUMBER_PARSER_ERROR,
                                      G_NUMBER_PARSER_ERROR_OUT_OF_BOUNDS)
                       ? _("the number is too large")
                       : _("a number is expected"));
}

static gboolean
read_number (Parser  *self,
             guint64 *number)
{
  g_autofree char *word = g_strndup (self->at, measure_word (self));
  g_autoptr (GError) reason = NULL;

  if (!g_ascii_string_to_unsigned (word, 10, 0, G_MAXUINT64, number, &reason))
    return fail_at_number (self, reason);
  skip_to (self, self->at + strlen (word));
  return TRUE;
}

static gboolean
read_signed_number (Parser *self,
                    gint64 *number)
{
  g_autofree char *word = g_strndup (self->at, measure_word (self));
  const char *digits = word[0] == '+' && word[1] != '-' ? word + 1 : word;
  g_autoptr (GError) reason = NULL;

  if (!g_ascii_string_to_signed (digits, 10, G_MININT64, G_MAXINT64, number, &reason))
    return fail_at_number (self, reason);
  skip_to (self, self->at + strlen (word));
  return TRUE;
}

static HexwireFrameRule *
parse_none (Parser *self)
{
  return hexwire_frame_rule_new_none ();
}

static HexwireFrameRule *
parse_lines (Parser *self)
{
  return hexwire_frame_rule_new_lines (accept (self, "strip"));
}

/* Where the first of the words that can stand behind free text begins. */
static const char *
find_end (const Parser *self,
          gboolean      ends_at_strip)
{
  Parser ahead = *self;

  while (*ahead.at != '\0' && !is_word (&ahead, "limit")
         && !(ends_at_strip && is_word (&ahead, "strip")))
    skip_to (&ahead, ahead.at + measure_word (&ahead));
  return ahead.at;
}

static gboolean
read_hex (Parser     *self,
          GByteArray *bytes)
{
  const char *end = find_end (self, TRUE);
  g_autofree char *digits = g_strndup (self->at, (gsize) (end - self->at));
  gsize position;

  if (hexwire_hex_parse (digits, bytes, &position, NULL))
    {
      self->at = end;
      return TRUE;
    }
  self->at += position;
  return fail (self, _("hex digits are expected, two for each byte"));
}

static gboolean
read_quoted (Parser     *self,
             GByteArray *bytes)
{
  gsize position = (gsize) (self->at - self->text);
  g_autoptr (GError) reason = NULL;
  gboolean is_bytes;

  if (!hexwire_literal_begins (self->at))
    return fail (self, _("bytes in quotes are expected, or \"hex\" and hex digits"));
  if (!hexwire_literal_parse (self->text, &position, &is_bytes, bytes, self->error_position,
                              HEXWIRE_CODEC_ERROR_NOTATION, &reason))
    {
      g_set_error_literal (self->error, HEXWIRE_FRAME_RULE_ERROR,
                           HEXWIRE_FRAME_RULE_ERROR_DELIMITER, reason->message);
      return FALSE;
    }
  if (self->text[position] != '\0' && strchr (SPACES, self->text[position]) == NULL)
    {
      self->at = self->text + position;
      return fail (self, _("a blank is expected behind the quotes"));
    }
  skip_to (self, self->text + position);
  return TRUE;
}

static HexwireFrameRule *
parse_delimiter (Parser *self)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const char *start = self->at;
  gboolean strips;

  if (!(accept (self, "hex") ? read_hex (self, bytes) : read_quoted (self, bytes)))
    return NULL;
  strips = accept (self, "strip");
  return check_made (self, start, hexwire_frame_rule_new_delimiter (bytes->data, bytes->len, strips,
                                                                    self->error));
}

static HexwireFrameRule *
parse_fixed (Parser *self)
{
  const char *start = self->at;
  guint64 size_bytes;

  if (!read_number (self, &size_bytes))
    return NULL;
  return check_made (self, start, hexwire_frame_rule_new_fixed (size_bytes, self->error));
}

static gboolean
read_type (Parser              *self,
           HexwireLengthPrefix *prefix)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (accept (self, types[i].word))
      {
        prefix->size_bytes = types[i].size_bytes;
        prefix->is_little_endian = types[i].is_little_endian;
        return TRUE;
      }
  return fail (self, _("a type is expected: u8, or u16, u24, u32 or u64 with \"be\" or \"le\""));
}

static gboolean
read_offset (Parser              *self,
             HexwireLengthPrefix *prefix)
{
  const char *start = self->at;
  guint64 offset_bytes;

  if (!read_number (self, &offset_bytes))
    return FALSE;
  if (offset_bytes > G_MAXUINT32)
    {
      self->at = start;
      return fail (self, _("the length prefix cannot stand that far from the start"));
    }
  prefix->offset_bytes = (guint32) offset_bytes;
  return TRUE;
}

static HexwireFrameRule *
parse_length (Parser *self)
{
  HexwireLengthPrefix prefix = { 0 };
  const char *start = self->at;

  if (!read_type (self, &prefix))
    return NULL;
  if (accept (self, "at") && !read_offset (self, &prefix))
    return NULL;
  if (accept (self, "add") && !read_signed_number (self, &prefix.adjustment_bytes))
    return NULL;
  for (guint i = 1; i < G_N_ELEMENTS (counts_words); i++)
    if (prefix.counts == HEXWIRE_LENGTH_COUNTS_REST && accept (self, counts_words[i]))
      prefix.counts = (HexwireLengthCounts) i;
  return check_made (self, start, hexwire_frame_rule_new_length_prefix (&prefix, self->error));
}

static HexwireFrameRule *
parse_format (Parser *self)
{
  const char *start = self->at;
  const char *end = find_end (self, FALSE);
  g_autofree char *format = g_strndup (start, (gsize) (end - start));
  HexwireFrameRule *rule;
  gsize position = 0;

  self->at = end;
  rule = hexwire_frame_rule_new_format (g_strchomp (format), &position, self->error);
  return check_made (self, start + position, rule);
}

static HexwireFrameRule *
parse_gap (Parser *self)
{
  const char *start = self->at;
  guint64 gap_ms;

  if (!read_number (self, &gap_ms))
    return NULL;
  if (!accept (self, "ms"))
    {
      fail (self, _("\"ms\" is expected"));
      return NULL;
    }
  return check_made (self, start, hexwire_frame_rule_new_idle_gap (gap_ms, self->error));
}

static const struct
{
  const char *word;
  HexwireFrameRule *(*parse) (Parser *self);
} kinds[] = {
  [HEXWIRE_FRAME_NONE] = { "none", parse_none },
  [HEXWIRE_FRAME_LINES] = { "lines", parse_lines },
  [HEXWIRE_FRAME_DELIMITER] = { "delimiter", parse_delimiter },
  [HEXWIRE_FRAME_FIXED] = { "fixed", parse_fixed },
  [HEXWIRE_FRAME_LENGTH_PREFIX] = { "length", parse_length },
  [HEXWIRE_FRAME_FORMAT] = { "format", parse_format },
  [HEXWIRE_FRAME_IDLE_GAP] = { "gap", parse_gap },
};

static HexwireFrameRule *
parse_kind (Parser *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (accept (self, kinds[i].word))
      return kinds[i].parse (self);
  fail (self, _("a kind of frames is expected: none, lines, delimiter, fixed, length, format or "
                "gap"));
  return NULL;
}

static gboolean
expect_end (Parser *self)
{
  return *self->at == '\0' || fail (self, _("the rule ends before this"));
}

/* Reads what may stand behind every rule. */
static gboolean
parse_limit (Parser            *self,
             HexwireFrameRule **rule)
{
  HexwireFrameRule *limited;
  const char *start;
  guint64 limit_bytes;

  if (!accept (self, "limit"))
    return expect_end (self);
  start = self->at;
  if (!read_number (self, &limit_bytes) || !expect_end (self))
    return FALSE;
  limited = check_made (self, start,
                        hexwire_frame_rule_with_limit (*rule, limit_bytes, self->error));
  hexwire_frame_rule_unref (*rule);
  *rule = limited;
  return limited != NULL;
}

HexwireFrameRule *
hexwire_frame_rule_parse (const char  *text,
                          gsize       *error_position,
                          GError     **error)
{
  Parser parser = { .text = text, .error_position = error_position, .error = error };
  g_autoptr (HexwireFrameRule) rule = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  skip_to (&parser, text);
  rule = parse_kind (&parser);
  if (rule == NULL || !parse_limit (&parser, &rule))
    return NULL;
  return g_steal_pointer (&rule);
}

static gboolean
is_text (const guint8 *data,
         gsize         size_bytes)
{
  for (gsize i = 0; i < size_bytes; i++)
    if (!g_ascii_isprint (data[i]) && data[i] != '\t' && data[i] != '\n' && data[i] != '\r')
      return FALSE;
  return TRUE;
}

static void
append_delimiter (const HexwireFrameRule *rule,
                  GString                *text)
{
  if (is_text (rule->delimiter, rule->delimiter_size_bytes))
    hexwire_literal_append (rule->delimiter, rule->delimiter_size_bytes, text);
  else
    {
      g_string_append (text, "hex ");
      hexwire_hex_append (rule->delimiter, rule->delimiter_size_bytes, text);
    }
}

static void
append_length (const HexwireLengthPrefix *prefix,
               GString                   *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].size_bytes == prefix->size_bytes
        && (types[i].is_little_endian == prefix->is_little_endian || prefix->size_bytes == 1))
      g_string_append (text, types[i].word);
  if (prefix->offset_bytes > 0)
    g_string_append_printf (text, " at %u", prefix->offset_bytes);
  if (prefix->adjustment_bytes != 0)
    g_string_append_printf (text, " add %" G_GINT64_FORMAT, prefix->adjustment_bytes);
  if (prefix->counts != HEXWIRE_LENGTH_COUNTS_REST)
    g_string_append_printf (text, " %s", counts_words[prefix->counts]);
}

char *
hexwire_frame_rule_to_text (const HexwireFrameRule *self)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (kinds[self->kind].word);
  if (self->kind > HEXWIRE_FRAME_LINES)
    g_string_append_c (text, ' ');
  if (self->kind == HEXWIRE_FRAME_DELIMITER)
    append_delimiter (self, text);
  else if (self->kind == HEXWIRE_FRAME_FIXED)
    g_string_append_printf (text, "%u", self->frame_size_bytes);
  else if (self->kind == HEXWIRE_FRAME_LENGTH_PREFIX)
    append_length (&self->prefix, text);
  else if (self->kind == HEXWIRE_FRAME_FORMAT)
    g_string_append (text, hexwire_format_get_text (self->format));
  else if (self->kind == HEXWIRE_FRAME_IDLE_GAP)
    g_string_append_printf (text, "%u ms", self->gap_ms);

  if (self->strips_delimiter)
    g_string_append (text, " strip");
  if (self->kind != HEXWIRE_FRAME_NONE
      && self->limit_bytes != hexwire_frame_rule_get_default_limit_bytes (self))
    g_string_append_printf (text, " limit %u", self->limit_bytes);
  return g_string_free (text, FALSE);
}
