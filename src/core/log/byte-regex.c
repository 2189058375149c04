/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/byte-regex.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How many steps back a match may take from one place. A thoughtless expression takes more than
 * there are atoms in the world; a good one takes a few for each byte that it matches. */
#define LIMIT "(*LIMIT_MATCH=100000)"

/* GRegex counts positions in an int. */
#define MAX_SUBJECT_BYTES (1024 * 1024 * 1024)

/* So much before the first byte is seen by an expression that looks back, at most. */
#define MAX_LOOK_BACK_BYTES 4096

struct _HexwireByteRegex
{
  GRegex *compiled;             /* to machine code; its stack is too small for some */
  GRegex *interpreted;          /* many times slower, and without that bound */
  gboolean is_anchored;
};

/* An option would come before those that bound the search, or make UTF-8 of the bytes. */
static gboolean
begins_with_option (const char *expression)
{
  return g_str_has_prefix (expression, "(*") && g_ascii_isupper (expression[2]);
}

/* GRegex tells the position in the message alone, behind the expression. */
static void
fail (const char    *expression,
      const GError  *reason,
      gsize         *error_position,
      GError       **error)
{
  const char *behind = strstr (reason->message, expression);
  const char *digits = behind != NULL ? strpbrk (behind + strlen (expression), "0123456789") : NULL;
  char *rest = NULL;
  gsize position = digits != NULL ? g_ascii_strtoull (digits, &rest, 10) : 0;

  position = MIN (position, strlen (expression));
  rest = rest != NULL ? strchr (rest, ' ') : NULL;
  hexwire_search_set_error_at (error, error_position, position, HEXWIRE_SEARCH_ERROR_PATTERN, "%s",
                               rest != NULL ? rest + 1 : reason->message);
}

static GRegex *
compile (const char          *options,
         const char          *expression,
         GRegexCompileFlags   flags,
         GError             **error)
{
  g_autofree char *whole = g_strconcat (options, expression, NULL);

  return g_regex_new (whole, flags | G_REGEX_RAW | G_REGEX_MULTILINE | G_REGEX_NEWLINE_ANYCRLF, 0,
                      error);
}

/* The end of a class of bytes, whose brackets make everything in them plain. */
static const char *
skip_class (const char *at)
{
  at += at[1] == '^' ? 2 : 1;
  if (*at == ']')
    at++;
  for (; *at != '\0' && *at != ']'; at++)
    if (*at == '\\' && at[1] != '\0')
      at++;
  return at;
}

static gboolean
has_anchor (const char *expression)
{
  for (const char *at = expression; *at != '\0'; at++)
    {
      gboolean is_escaped = *at == '\\';

      if (is_escaped)
        at++;
      else if (*at == '[')
        at = skip_class (at);
      if (*at == '\0')
        return FALSE;
      if (strchr (is_escaped ? "AZzG" : "^$", *at) != NULL)
        return TRUE;
    }
  return FALSE;
}

HexwireByteRegex *
hexwire_byte_regex_new (const char  *expression,
                        gboolean     ignores_case,
                        gsize       *error_position,
                        GError     **error)
{
  GRegexCompileFlags case_flag = ignores_case ? G_REGEX_CASELESS : 0;
  g_autoptr (GRegex) plain = NULL;
  g_autoptr (GRegex) compiled = NULL;
  g_autoptr (GError) reason = NULL;
  HexwireByteRegex *self;

  if (begins_with_option (expression))
    {
      hexwire_search_set_error_at (error, error_position, 0, HEXWIRE_SEARCH_ERROR_PATTERN,
                                   _("an expression cannot begin with (* and a name"));
      return NULL;
    }

  /* Once without the options, so that the positions of errors are those of the expression. */
  plain = compile ("", expression, case_flag, &reason);
  if (plain != NULL)
    compiled = compile (LIMIT, expression, case_flag | G_REGEX_OPTIMIZE, &reason);
  if (compiled == NULL)
    {
      fail (expression, reason, error_position, error);
      return NULL;
    }
  self = g_new0 (HexwireByteRegex, 1);
  self->compiled = g_steal_pointer (&compiled);
  self->interpreted = compile ("(*NO_JIT)" LIMIT, expression, case_flag, NULL);
  self->is_anchored = has_anchor (expression);
  return self;
}

void
hexwire_byte_regex_free (HexwireByteRegex *self)
{
  g_regex_unref (self->compiled);
  g_clear_pointer (&self->interpreted, g_regex_unref);
  g_free (self);
}

gboolean
hexwire_byte_regex_is_anchored (const HexwireByteRegex *self)
{
  return self->is_anchored;
}

static gboolean
match (const GRegex  *regex,
       const guint8  *data,
       gsize          size_bytes,
       gsize          from,
       gsize         *offset,
       gsize         *length,
       GError       **error)
{
  GMatchInfo *info = NULL;
  int start = 0, end = 0;
  gboolean has_match;

  has_match = g_regex_match_full (regex, (const char *) data, (gssize) size_bytes, (int) from,
                                  G_REGEX_MATCH_NOTEMPTY, &info, error)
              && g_match_info_fetch_pos (info, 0, &start, &end);
  g_match_info_free (info);
  /* \K moves the start, in a lookahead even behind the end. */
  if (!has_match || end <= start || (gsize) start < from)
    return FALSE;
  *offset = (gsize) start;
  *length = (gsize) (end - start);
  return TRUE;
}

gboolean
hexwire_byte_regex_find (const HexwireByteRegex  *self,
                         const guint8            *data,
                         gsize                    size_bytes,
                         gsize                    from,
                         gsize                   *offset,
                         gsize                   *length,
                         GError                 **error)
{
  gsize skipped = size_bytes > MAX_SUBJECT_BYTES && from > MAX_LOOK_BACK_BYTES
                    ? from - MAX_LOOK_BACK_BYTES : 0;
  gsize n_subject = MIN (size_bytes - skipped, MAX_SUBJECT_BYTES);
  g_autoptr (GError) reason = NULL;
  gboolean has_match;

  has_match = match (self->compiled, data + skipped, n_subject, from - skipped, offset, length,
                     &reason);
  if (reason != NULL && self->interpreted != NULL)
    {
      g_clear_error (&reason);
      has_match = match (self->interpreted, data + skipped, n_subject, from - skipped, offset,
                         length, &reason);
    }
  if (reason != NULL)
    g_set_error_literal (error, HEXWIRE_SEARCH_ERROR, HEXWIRE_SEARCH_ERROR_TOO_COMPLICATED,
                         _("The expression is too complicated: it would take too long"));
  else if (has_match)
    *offset += skipped;
  return has_match;
}
