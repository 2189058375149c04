/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/dump-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/codec-private.h"
#include "codec/hex-text.h"

#define LINE_SIZE_BYTES 16

/* What stands between a line's offset and its text; and a whole line, at most. */
#define DIGITS_SIZE (3 * LINE_SIZE_BYTES + 4)
#define MAX_LINE_SIZE (16 + DIGITS_SIZE + 1 + LINE_SIZE_BYTES + 2)

/* An offset of more digits than this is none. */
#define MAX_OFFSET_DIGITS 15

/* The start of a line, taken apart. */
typedef struct
{
  const char *start;
  const char *end;
  guint64 offset;
  gboolean has_offset;
  gboolean has_colon;           /* as xxd writes it: no gap in the middle of the digits */
  const char *digits;           /* what follows the offset */
} Line;

typedef struct
{
  HexwireCodecSource source;
  GByteArray *bytes;
  guint64 first_offset;
  guint last_size;              /* of the line before, in bytes */
  guint widest_size;            /* of any line so far */
  gboolean is_started;
  gboolean is_repeating;        /* a `*` came last */
} Reader;

static void
line_init (Line       *self,
           const char *start)
{
  gsize n_digits;

  *self = (Line) { .start = start, .end = start + strcspn (start, "\n") };
  while (*self->start == ' ' || *self->start == '\t')
    self->start++;

  n_digits = hexwire_hex_measure_run (self->start);
  if (n_digits == 0 || n_digits > MAX_OFFSET_DIGITS)
    return;
  self->digits = self->start + n_digits;
  self->has_colon = *self->digits == ':';
  if (self->has_colon)
    self->digits++;
  self->has_offset = *self->digits == '\0' || g_ascii_isspace (*self->digits);
  self->offset = g_ascii_strtoull (self->start, NULL, 16);
}

static gboolean
line_is_blank (const Line *self)
{
  return self->start + strspn (self->start, " \t\r") == self->end;
}

static gboolean
line_is_star (const Line *self)
{
  return *self->start == '*' && self->start + 1 + strspn (self->start + 1, " \t\r") == self->end;
}

/* Whether the digits end before the blanks at @at, because the text of the line follows. */
static gboolean
ends_digits (const Line *line,
             const char *at,
             guint       n_bytes)
{
  gsize gap = strspn (at, " ");

  if (at[gap] == '\t' && n_bytes > 0)
    return TRUE;
  if (n_bytes == 0 || gap < 2)
    return FALSE;
  return line->has_colon || gap > 2 || n_bytes != LINE_SIZE_BYTES / 2;
}

/* Reads at most @max bytes of the line, and returns how many there were. */
static guint
read_digits (Reader     *self,
             const Line *line,
             guint       max)
{
  const char *at = line->digits;
  guint n_bytes = 0;

  while (n_bytes < max && !ends_digits (line, at, n_bytes))
    {
      const char *run = at + strspn (at, " \t");
      gsize n_digits = run < line->end ? hexwire_hex_measure_run (run) : 0;

      if (n_digits == 0 || n_digits % 2 == 1 || n_digits / 2 > max - n_bytes ||
          (run[n_digits] != '\0' && !g_ascii_isspace (run[n_digits])))
        break;
      for (gsize i = 0; i < n_digits; i += 2, n_bytes++)
        {
          guint8 byte = (guint8) (g_ascii_xdigit_value (run[i]) << 4 |
                                  g_ascii_xdigit_value (run[i + 1]));

          g_byte_array_append (self->bytes, &byte, 1);
        }
      at = run + n_digits;
    }
  return n_bytes;
}

/* Repeats the last line until @size bytes are there. */
static gboolean
repeat_line (Reader     *self,
             const Line *line,
             guint64     size)
{
  guint size_before = self->bytes->len;

  if (size > HEXWIRE_DUMP_MAX_SIZE_BYTES)
    return hexwire_codec_source_fail (&self->source, line->start, HEXWIRE_CODEC_ERROR_TOO_LARGE,
                                      _("the line is repeated too often"));
  if (self->last_size == 0)
    return hexwire_codec_source_fail (&self->source, line->start, HEXWIRE_CODEC_ERROR_NOTATION,
                                      _("there is no line to repeat"));

  g_byte_array_set_size (self->bytes, (guint) size);
  for (guint i = size_before; i < size; i++)
    self->bytes->data[i] = self->bytes->data[i - self->last_size];
  self->is_repeating = FALSE;
  return TRUE;
}

static gboolean
check_offset (Reader     *self,
              const Line *line)
{
  guint64 expected;

  if (!line->has_offset)
    return hexwire_codec_source_fail (&self->source, line->start, HEXWIRE_CODEC_ERROR_NOTATION,
                                      _("a line of a dump begins with an offset"));
  if (!self->is_started)
    self->first_offset = line->offset;
  self->is_started = TRUE;

  expected = self->first_offset + self->bytes->len;
  if (self->is_repeating && line->offset >= expected)
    return repeat_line (self, line, line->offset - self->first_offset);
  if (line->offset != expected)
    return hexwire_codec_source_fail (&self->source, line->start, HEXWIRE_CODEC_ERROR_NOTATION,
                                      _("the offset does not follow from the lines before"));
  return TRUE;
}

/* How many bytes the line can hold: up to the next line's offset, if that tells. */
static guint
get_max_size (const Reader *self,
              const Line   *line)
{
  Line next;

  if (*line->end == '\n')
    {
      line_init (&next, line->end + 1);
      if (next.has_offset && next.offset > line->offset &&
          next.offset - line->offset <= (guint64) (line->end - line->start))
        return (guint) (next.offset - line->offset);
    }
  if (line->has_colon)
    return G_MAXUINT;
  return self->widest_size > 0 ? self->widest_size : LINE_SIZE_BYTES;
}

static gboolean
read_line (Reader     *self,
           const Line *line)
{
  guint n_bytes;

  if (line_is_blank (line))
    return TRUE;
  if (line_is_star (line))
    {
      self->is_repeating = TRUE;
      return TRUE;
    }
  if (!check_offset (self, line))
    return FALSE;

  n_bytes = read_digits (self, line, get_max_size (self, line));
  if (n_bytes == 0 && line->digits + strspn (line->digits, " \t\r") < line->end)
    return hexwire_codec_source_fail (&self->source, line->digits, HEXWIRE_CODEC_ERROR_NOTATION,
                                      _("hex digits are expected after an offset"));
  self->last_size = n_bytes;
  self->widest_size = MAX (self->widest_size, n_bytes);
  return TRUE;
}

gboolean
hexwire_dump_parse (const char  *text,
                    GByteArray  *bytes,
                    gsize       *error_position,
                    GError     **error)
{
  Reader reader = { .source = { text, error_position, error }, .bytes = bytes };
  Line line = { .start = text };

  for (const char *at = text; *at != '\0'; at = *line.end == '\n' ? line.end + 1 : line.end)
    {
      line_init (&line, at);
      if (!read_line (&reader, &line))
        return FALSE;
    }
  if (reader.is_repeating)
    return hexwire_codec_source_fail (&reader.source, line.start, HEXWIRE_CODEC_ERROR_NOTATION,
                                      _("no offset says how often the line is repeated"));
  return TRUE;
}

/* Two digits for each byte, found at once. */
static const char *
get_digit_pairs (void)
{
  static char pairs[512];
  static gsize is_ready;

  if (g_once_init_enter (&is_ready))
    {
      for (gsize i = 0; i < sizeof pairs; i++)
        pairs[i] = "0123456789abcdef"[i % 2 == 0 ? i >> 5 : (i >> 1) & 15];
      g_once_init_leave (&is_ready, 1);
    }
  return pairs;
}

/* Writes a whole line at @line, and returns its end. */
static char *
write_line (char         *line,
            const char   *pairs,
            guint64       offset,
            const guint8 *data,
            gsize         size_bytes)
{
  char *at = line;
  char *text;

  for (guint shift = offset >> 32 == 0 ? 32 : 64; shift > 0; shift -= 8)
    {
      memcpy (at, pairs + 2 * ((offset >> (shift - 8)) & 255), 2);
      at += 2;
    }
  memset (at, ' ', DIGITS_SIZE);
  text = at + DIGITS_SIZE;
  at += 2;
  *text++ = '|';
  for (gsize i = 0; i < size_bytes; i++)
    {
      memcpy (at, pairs + 2 * data[i], 2);
      at += i == LINE_SIZE_BYTES / 2 - 1 ? 4 : 3;
      *text++ = data[i] >= 0x20 && data[i] < 0x7f ? (char) data[i] : '.';
    }
  *text++ = '|';
  *text++ = '\n';
  return text;
}

void
hexwire_dump_append_from (const guint8 *data,
                          gsize         size_bytes,
                          guint64       offset,
                          GString      *text)
{
  const char *pairs = get_digit_pairs ();
  gsize start = text->len;
  gsize n_lines = (size_bytes + LINE_SIZE_BYTES - 1) / LINE_SIZE_BYTES;
  char *at;

  g_string_set_size (text, start + n_lines * MAX_LINE_SIZE);
  at = text->str + start;
  for (gsize i = 0; i < size_bytes; i += LINE_SIZE_BYTES)
    at = write_line (at, pairs, offset + i, data + i, MIN (size_bytes - i, LINE_SIZE_BYTES));
  g_string_truncate (text, (gsize) (at - text->str));
}

void
hexwire_dump_append (const guint8 *data,
                     gsize         size_bytes,
                     GString      *text)
{
  hexwire_dump_append_from (data, size_bytes, 0, text);
}
