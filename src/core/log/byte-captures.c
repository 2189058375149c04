/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/byte-captures.h"

/* As for finding: no expression takes long. */
#define LIMIT "(*NO_JIT)(*LIMIT_MATCH=100000)"

struct _HexwireByteCaptures
{
  GRegex *regex;      /* (nullable) */
  GArray *runs;       /* (element-type HexwireByteSpan): of hex digits, from the match's start */
  guint n;
};

HexwireByteCaptures *
hexwire_byte_captures_new_regex (const char  *expression,
                                 gboolean     ignores_case,
                                 GError     **error)
{
  g_autofree char *whole = g_strconcat (LIMIT, expression, NULL);
  g_autoptr (GError) reason = NULL;
  GRegex *regex = g_regex_new (whole,
                               G_REGEX_RAW | G_REGEX_MULTILINE | G_REGEX_NEWLINE_ANYCRLF
                                 | (ignores_case ? G_REGEX_CASELESS : 0),
                               0, &reason);
  HexwireByteCaptures *self;

  if (regex == NULL)
    {
      g_set_error_literal (error, HEXWIRE_SEARCH_ERROR, HEXWIRE_SEARCH_ERROR_PATTERN,
                           reason->message);
      return NULL;
    }
  self = g_new0 (HexwireByteCaptures, 1);
  self->regex = regex;
  self->n = MIN ((guint) g_regex_get_capture_count (regex), HEXWIRE_BYTE_CAPTURES_MAX);
  return self;
}

/* Reads the digits of one byte; returns where the next begins, and whether it may be any. */
static const char *
read_byte (const char *at,
           gboolean   *is_open)
{
  if (at[0] == '0' && (at[1] == 'x' || at[1] == 'X'))
    at += 2;
  else if (at[0] == '\\' && at[1] == 'x')
    at += 2;
  *is_open = at[0] == '?' || at[1] == '?';
  return at + (at[1] == '?' || g_ascii_isxdigit (at[1]) ? 2 : 1);
}

HexwireByteCaptures *
hexwire_byte_captures_new_hex (const char *digits)
{
  HexwireByteCaptures *self = g_new0 (HexwireByteCaptures, 1);
  HexwireByteSpan byte = { 0, 1 };
  gboolean goes_on = FALSE;

  self->runs = g_array_new (FALSE, FALSE, sizeof (HexwireByteSpan));
  for (const char *at = digits; *at != '\0';)
    {
      gboolean is_open;

      if (g_ascii_isspace (*at) || *at == ',' || *at == ':')
        {
          at++;
          continue;
        }
      at = read_byte (at, &is_open);
      if (is_open && goes_on)
        g_array_index (self->runs, HexwireByteSpan, self->runs->len - 1).size_bytes++;
      else if (is_open)
        g_array_append_val (self->runs, byte);
      goes_on = is_open;
      byte.offset_bytes++;
    }
  self->n = MIN (self->runs->len, HEXWIRE_BYTE_CAPTURES_MAX);
  return self;
}

void
hexwire_byte_captures_free (HexwireByteCaptures *self)
{
  g_clear_pointer (&self->regex, g_regex_unref);
  g_clear_pointer (&self->runs, g_array_unref);
  g_free (self);
}

guint
hexwire_byte_captures_get_n (const HexwireByteCaptures *self)
{
  return self->n;
}

gboolean
hexwire_byte_captures_is_binary (const HexwireByteCaptures *self)
{
  return self->regex == NULL;
}

guint
hexwire_byte_captures_find_name (const HexwireByteCaptures *self,
                                 const char                *name)
{
  int number = self->regex != NULL ? g_regex_get_string_number (self->regex, name) : -1;

  return number > 0 && (guint) number <= self->n ? (guint) number : 0;
}

static void
collect_groups (const HexwireByteCaptures *self,
                const guint8              *data,
                gsize                      size_bytes,
                gsize                      offset,
                HexwireByteSpan           *spans)
{
  GMatchInfo *info = NULL;

  if (size_bytes <= G_MAXINT
      && g_regex_match_full (self->regex, (const char *) data, (gssize) size_bytes, (int) offset,
                             G_REGEX_MATCH_NOTEMPTY, &info, NULL))
    for (guint i = 1; i <= self->n; i++)
      {
        int start = -1, end = -1;

        if (g_match_info_fetch_pos (info, (int) i, &start, &end) && start >= 0)
          spans[i] = (HexwireByteSpan) { (gsize) start, (gsize) (end - start) };
      }
  g_clear_pointer (&info, g_match_info_free);
}

void
hexwire_byte_captures_collect (const HexwireByteCaptures *self,
                               const guint8              *data,
                               gsize                      size_bytes,
                               gsize                      offset,
                               gsize                      length,
                               HexwireByteSpan           *spans)
{
  spans[0] = (HexwireByteSpan) { offset, length };
  for (guint i = 1; i <= self->n; i++)
    spans[i] = (HexwireByteSpan) { offset, 0 };
  if (self->regex != NULL)
    {
      collect_groups (self, data, size_bytes, offset, spans);
      return;
    }
  for (guint i = 1; i <= self->n; i++)
    {
      spans[i] = g_array_index (self->runs, HexwireByteSpan, i - 1);
      spans[i].offset_bytes += offset;
    }
}
