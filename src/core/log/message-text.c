/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/message-text.h"

#include <time.h>

/* Where the hex digits begin when text comes first, so that those of short messages align. */
#define HEX_COLUMN 16

static const char digits[] = "0123456789abcdef";

static void
append_escape (GString *line,
               guint8   byte)
{
  const char hex[] = { '\\', 'x', digits[byte >> 4], digits[byte & 0xf] };

  switch (byte)
    {
    case '\n':
      g_string_append (line, "\\n");
      break;
    case '\r':
      g_string_append (line, "\\r");
      break;
    case '\t':
      g_string_append (line, "\\t");
      break;
    case '\\':
      g_string_append (line, "\\\\");
      break;
    default:
      g_string_append_len (line, hex, sizeof hex);
    }
}

/* Bytes that are no text as a whole often have two or three that look like a character of some
 * script; that would be a guess. A character that @data ends within is no mistake: there is
 * more. */
static gboolean
is_utf8 (const guint8 *data,
         gsize         size_bytes)
{
  const char *end;

  if (g_utf8_validate_len ((const char *) data, size_bytes, &end))
    return TRUE;
  size_bytes -= (gsize) ((const guint8 *) end - data);
  return size_bytes < 4 && g_utf8_get_char_validated (end, (gssize) size_bytes) == (gunichar) -2;
}

/* The bytes of the character at @data that can be shown as they are, or 0. */
static gsize
printable_size_bytes (const guint8 *data,
                      gsize         size_bytes,
                      gboolean      utf8)
{
  gunichar character;

  if (data[0] < 0x80)
    return data[0] >= 0x20 && data[0] < 0x7f && data[0] != '\\' ? 1 : 0;
  if (!utf8)
    return 0;

  character = g_utf8_get_char_validated ((const char *) data, (gssize) MIN (size_bytes, 4));
  if (character == (gunichar) -1 || character == (gunichar) -2 || !g_unichar_isprint (character))
    return 0;
  return (gsize) g_unichar_to_utf8 (character, NULL);
}

static void
append_text (GString      *line,
             const guint8 *data,
             gsize         size_bytes)
{
  gboolean utf8 = is_utf8 (data, size_bytes);
  gsize i = 0;

  while (i < size_bytes)
    {
      gsize n = printable_size_bytes (data + i, size_bytes - i, utf8);

      if (n > 0)
        g_string_append_len (line, (const char *) data + i, (gssize) n);
      else
        append_escape (line, data[i]);
      i += MAX (n, 1);
    }
}

void
hexwire_message_text_append_hex (GString      *line,
                                 const guint8 *data,
                                 gsize         size_bytes)
{
  gsize start = line->len;
  char *at;

  if (size_bytes == 0)
    return;
  g_string_set_size (line, start + 3 * size_bytes - 1);
  at = line->str + start;
  for (gsize i = 0; i < size_bytes; i++)
    {
      if (i > 0)
        *at++ = ' ';
      *at++ = digits[data[i] >> 4];
      *at++ = digits[data[i] & 0xf];
    }
}

/* Whether most of it can be read: text first then, and hex digits first otherwise. */
static gboolean
is_readable (const guint8 *data,
             gsize         size_bytes)
{
  gsize n_control = 0;

  for (gsize i = 0; i < size_bytes; i++)
    n_control += data[i] < 0x20 && !g_ascii_isspace (data[i]) ? 1 : 0;
  return is_utf8 (data, size_bytes) && n_control * 4 <= size_bytes;
}

static gsize
append_text_and_hex (GString      *line,
                     const guint8 *data,
                     gsize         size_bytes,
                     const char   *ellipsis)
{
  gsize start = line->len;

  if (!is_readable (data, size_bytes))
    {
      hexwire_message_text_append_hex (line, data, size_bytes);
      g_string_append_printf (line, "%s  ", ellipsis);
      append_text (line, data, size_bytes);
      g_string_append (line, ellipsis);
      return start;
    }
  append_text (line, data, size_bytes);
  g_string_append (line, ellipsis);
  g_string_append_printf (line, "%*s",
                          (int) MAX (2, HEX_COLUMN - g_utf8_strlen (line->str + start, -1)), "");
  start = line->len;
  hexwire_message_text_append_hex (line, data, size_bytes);
  g_string_append (line, ellipsis);
  return start;
}

gsize
hexwire_message_text_append_line (GString             *line,
                                  HexwireMessageStyle  style,
                                  const guint8        *data,
                                  gsize                size_bytes,
                                  gsize                max_bytes)
{
  gsize n_shown = MIN (size_bytes, max_bytes);
  const char *ellipsis = n_shown < size_bytes ? "…" : "";
  gsize start = line->len;

  if (size_bytes == 0)
    return start;
  switch (style)
    {
    case HEXWIRE_MESSAGE_STYLE_TEXT:
      append_text (line, data, n_shown);
      g_string_append (line, ellipsis);
      return G_MAXSIZE;
    case HEXWIRE_MESSAGE_STYLE_HEX:
      hexwire_message_text_append_hex (line, data, n_shown);
      g_string_append (line, ellipsis);
      return start;
    case HEXWIRE_MESSAGE_STYLE_TEXT_AND_HEX:
    default:
      return append_text_and_hex (line, data, n_shown, ellipsis);
    }
}

static struct tm
to_local_time (gint64 time_us)
{
  time_t seconds = (time_t) (time_us / G_USEC_PER_SEC);
  struct tm local;

  localtime_r (&seconds, &local);
  return local;
}

void
hexwire_message_text_append_time (GString *line,
                                  gint64   time_us)
{
  struct tm local = to_local_time (time_us);
  int fraction_us = (int) (time_us % G_USEC_PER_SEC);

  g_string_append_printf (line, "%02d:%02d:%02d.%03d %03d", local.tm_hour, local.tm_min,
                          local.tm_sec, fraction_us / 1000, fraction_us % 1000);
}

void
hexwire_message_text_append_date_time (GString *line,
                                       gint64   time_us)
{
  struct tm local = to_local_time (time_us);
  int offset_min = (int) (local.tm_gmtoff / 60);

  g_string_append_printf (line, "%04d-%02d-%02dT%02d:%02d:%02d.%06d%c%02d:%02d",
                          local.tm_year + 1900, local.tm_mon + 1, local.tm_mday, local.tm_hour,
                          local.tm_min, local.tm_sec, (int) (time_us % G_USEC_PER_SEC),
                          offset_min < 0 ? '-' : '+', ABS (offset_min) / 60, ABS (offset_min) % 60);
}

void
hexwire_message_text_append_size (GString *line,
                                  guint64  size_bytes)
{
  static const char *const units[] = { "kB", "MB", "GB", "TB", "PB", "EB" };
  double size = (double) size_bytes;
  guint unit = 0;

  if (size_bytes < 1000)
    {
      g_string_append_printf (line, "%" G_GUINT64_FORMAT " B", size_bytes);
      return;
    }
  for (size /= 1000; size >= 999.95 && unit + 1 < G_N_ELEMENTS (units); unit++)
    size /= 1000;
  g_string_append_printf (line, "%.1f %s", size, units[unit]);
}
