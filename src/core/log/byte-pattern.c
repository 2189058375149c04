/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/byte-pattern.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "log/byte-regex.h"
#include "log/fixed-pattern.h"

#define REGEX_OVERLAP_BYTES 4096

struct _HexwireBytePattern
{
  gatomicrefcount ref_count;
  HexwireFixedPattern *fixed;   /* (nullable) */
  HexwireByteRegex *regex;      /* (nullable); a pattern with neither is empty */
};

static HexwireBytePattern *
pattern_new (HexwireFixedPattern *fixed,
             HexwireByteRegex    *regex)
{
  HexwireBytePattern *self = g_new0 (HexwireBytePattern, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->fixed = fixed;
  self->regex = regex;
  return self;
}

static HexwireBytePattern *
pattern_new_fixed (GArray *bytes)
{
  HexwireFixedPattern *fixed = NULL;

  if (bytes->len > 0)
    fixed = hexwire_fixed_pattern_new ((const HexwirePatternByte *) (gpointer) bytes->data,
                                       bytes->len);
  return pattern_new (fixed, NULL);
}

static void
add_byte (GArray *bytes,
          guint8  low,
          guint8  high,
          guint8  mask)
{
  HexwirePatternByte byte = { .low = low, .high = high, .mask = mask };

  g_array_append_val (bytes, byte);
}

/* Adds the character at @data in both cases and returns its size; 0 where it is none, or its
 * cases have different sizes. */
static gsize
add_character (GArray       *bytes,
               const guint8 *data,
               gsize         size_bytes)
{
  gunichar c = g_utf8_get_char_validated ((const char *) data, (gssize) MIN (size_bytes, 4));
  char low[6], high[6];
  int size;

  if (c == (gunichar) -1 || c == (gunichar) -2)
    return 0;
  size = g_unichar_to_utf8 (g_unichar_tolower (c), low);
  if (g_unichar_to_utf8 (g_unichar_toupper (c), high) != size
      || (c != g_unichar_tolower (c) && c != g_unichar_toupper (c)))
    return 0;
  for (int i = 0; i < size; i++)
    add_byte (bytes, (guint8) low[i], (guint8) high[i], 0xff);
  g_array_index (bytes, HexwirePatternByte, bytes->len - (guint) size).n_more = (guint8) (size - 1);
  return (gsize) size;
}

HexwireBytePattern *
hexwire_byte_pattern_new_for_bytes (const guint8 *data,
                                    gsize         size_bytes,
                                    gboolean      ignores_case)
{
  g_autoptr (GArray) bytes = g_array_new (FALSE, FALSE, sizeof (HexwirePatternByte));

  g_return_val_if_fail (size_bytes <= HEXWIRE_BYTE_PATTERN_MAX_BYTES, NULL);

  for (gsize i = 0, n; i < size_bytes; i += n)
    {
      n = ignores_case ? add_character (bytes, data + i, size_bytes - i) : 0;
      if (n == 0)
        {
          add_byte (bytes, data[i], data[i], 0xff);
          n = 1;
        }
    }
  return pattern_new_fixed (bytes);
}

static gboolean
is_digit (char c)
{
  return g_ascii_isxdigit (c) || c == '?';
}

static gboolean
is_separator (char c)
{
  return g_ascii_isspace (c) || c == '\v' || c == ',' || c == ':';
}

static gboolean
has_prefix (const char *at)
{
  return (at[0] == '0' || at[0] == '\\') && (at[1] == 'x' || at[1] == 'X');
}

static void
add_digits (GArray *bytes,
            char    high,
            char    low)
{
  guint8 mask = (guint8) ((high == '?' ? 0 : 0xf0) | (low == '?' ? 0 : 0x0f));
  guint8 value = (guint8) ((high == '?' ? 0 : g_ascii_xdigit_value (high) << 4)
                           | (low == '?' ? 0 : g_ascii_xdigit_value (low)));

  add_byte (bytes, value, value, mask);
}

/* Reads one run of digits and moves *@at behind it, or to what is wrong, of which it returns the
 * reason. */
static const char *
read_run (const char **at,
          GArray      *bytes)
{
  const char *digits = has_prefix (*at) ? *at + 2 : *at;
  gsize n = 0;

  while (is_digit (digits[n]))
    n++;
  if (n == 0 || !(digits[n] == '\0' || is_separator (digits[n]) || has_prefix (digits + n)))
    {
      *at = digits + n;
      return _("a hex digit or ? is expected");
    }
  if (n > 1 && n % 2 == 1)
    return _("a run of hex digits has an odd length");

  if (n == 1)
    add_digits (bytes, digits[0] == '?' ? '?' : '0', digits[0]);
  for (gsize i = 0; i + 1 < n; i += 2)
    add_digits (bytes, digits[i], digits[i + 1]);
  *at = digits + n;
  return NULL;
}

static HexwireBytePattern *
parse_hex (const char  *text,
           gsize       *error_position,
           GError     **error)
{
  g_autoptr (GArray) bytes = g_array_new (FALSE, FALSE, sizeof (HexwirePatternByte));
  const char *at = text;

  while (*at != '\0')
    {
      const char *reason = NULL;

      if (is_separator (*at))
        at++;
      else
        reason = read_run (&at, bytes);
      if (reason == NULL && bytes->len > HEXWIRE_BYTE_PATTERN_MAX_BYTES)
        reason = _("this is too long to look for");
      if (reason != NULL)
        {
          hexwire_search_set_error_at (error, error_position, (gsize) (at - text),
                                       HEXWIRE_SEARCH_ERROR_PATTERN, "%s", reason);
          return NULL;
        }
    }
  return pattern_new_fixed (bytes);
}

static HexwireBytePattern *
parse_text (const char  *text,
            gboolean     ignores_case,
            gsize       *error_position,
            GError     **error)
{
  gsize size_bytes = strlen (text);

  if (size_bytes <= HEXWIRE_BYTE_PATTERN_MAX_BYTES)
    return hexwire_byte_pattern_new_for_bytes ((const guint8 *) text, size_bytes, ignores_case);
  hexwire_search_set_error_at (error, error_position, HEXWIRE_BYTE_PATTERN_MAX_BYTES,
                               HEXWIRE_SEARCH_ERROR_PATTERN, _("this is too long to look for"));
  return NULL;
}

static HexwireBytePattern *
parse_regex (const char  *text,
             gboolean     ignores_case,
             gsize       *error_position,
             GError     **error)
{
  HexwireByteRegex *regex;

  if (*text == '\0')
    return pattern_new (NULL, NULL);
  regex = hexwire_byte_regex_new (text, ignores_case, error_position, error);
  return regex != NULL ? pattern_new (NULL, regex) : NULL;
}

HexwireBytePattern *
hexwire_byte_pattern_new (HexwirePatternKind   kind,
                          const char          *text,
                          gboolean             ignores_case,
                          gsize               *error_position,
                          GError             **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  switch (kind)
    {
    case HEXWIRE_PATTERN_HEX:
      return parse_hex (text, error_position, error);
    case HEXWIRE_PATTERN_REGEX:
      return parse_regex (text, ignores_case, error_position, error);
    case HEXWIRE_PATTERN_TEXT:
    default:
      return parse_text (text, ignores_case, error_position, error);
    }
}

HexwireBytePattern *
hexwire_byte_pattern_ref (HexwireBytePattern *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hexwire_byte_pattern_unref (HexwireBytePattern *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->fixed, hexwire_fixed_pattern_free);
  g_clear_pointer (&self->regex, hexwire_byte_regex_free);
  g_free (self);
}

gboolean
hexwire_byte_pattern_find (const HexwireBytePattern  *self,
                           const guint8              *data,
                           gsize                      size_bytes,
                           gsize                      from,
                           gsize                     *offset,
                           gsize                     *length,
                           GError                   **error)
{
  if (from >= size_bytes)
    return FALSE;
  if (self->regex != NULL)
    return hexwire_byte_regex_find (self->regex, data, size_bytes, from, offset, length, error);
  if (self->fixed == NULL)
    return FALSE;
  *length = hexwire_fixed_pattern_get_size_bytes (self->fixed);
  return hexwire_fixed_pattern_find (self->fixed, data, size_bytes, from, offset);
}

gsize
hexwire_byte_pattern_get_max_overlap_bytes (const HexwireBytePattern *self)
{
  if (self->fixed != NULL)
    return hexwire_fixed_pattern_get_size_bytes (self->fixed) - 1;
  return self->regex != NULL ? REGEX_OVERLAP_BYTES : 0;
}

gboolean
hexwire_byte_pattern_has_fixed_size (const HexwireBytePattern *self)
{
  return self->regex == NULL;
}

gboolean
hexwire_byte_pattern_is_empty (const HexwireBytePattern *self)
{
  return self->fixed == NULL && self->regex == NULL;
}

gboolean
hexwire_byte_pattern_is_anchored (const HexwireBytePattern *self)
{
  return self->regex != NULL && hexwire_byte_regex_is_anchored (self->regex);
}

gboolean
hexwire_byte_pattern_may_span (const HexwireBytePattern *self,
                               guint8                    before,
                               guint8                    after)
{
  if (self->fixed != NULL)
    return hexwire_fixed_pattern_may_span (self->fixed, before, after);
  return self->regex != NULL;
}
