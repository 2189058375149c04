/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/integer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/codec-private.h"
#include "codec/digits.h"

/* Decimal digits come in groups that fit 32 bits. */
#define GROUP_DIGITS 9
#define GROUP_LIMIT 1000000000u
#define WORD_LIMIT (G_GUINT64_CONSTANT (1) << 32)

/* Both kinds of big number are arrays of guint32, the least significant first: words count to 2^32,
 * groups to 10^9. */

static gboolean
check_size (gsize    size_bytes,
            GError **error)
{
  if (size_bytes <= HEXWIRE_INTEGER_MAX_SIZE_BYTES)
    return TRUE;
  g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_TOO_LARGE,
               /* Translators: both numbers count bytes */
               _("an integer of %zu bytes is too wide, the limit is %u"), size_bytes,
               HEXWIRE_INTEGER_MAX_SIZE_BYTES);
  return FALSE;
}

/* Makes @number = @number * @factor + @term. Inlined, so that the division is by a constant. */
static inline void
multiply_add (GArray  *number,
              guint64  factor,
              guint64  term,
              guint64  limit)
{
  guint32 *digits = (guint32 *) (gpointer) number->data;
  guint64 carry = term;

  for (guint i = 0; i < number->len; i++)
    {
      guint64 sum = digits[i] * factor + carry;

      carry = sum / limit;
      digits[i] = (guint32) (sum % limit);
    }
  for (; carry != 0; carry /= limit)
    {
      guint32 digit = (guint32) (carry % limit);

      g_array_append_val (number, digit);
    }
}

static guint
get_byte (const guint8 *data,
          gsize         size_bytes,
          gsize         significance,
          gboolean      is_little)
{
  return data[is_little ? significance : size_bytes - 1 - significance];
}

/* The magnitude in groups, from the most significant word on. For a negative number that is the
 * inverse of its bits, plus one. */
static GArray *
read_groups (const guint8 *data,
             gsize         size_bytes,
             gboolean      is_little,
             gboolean      is_negative)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (gsize n_words = (size_bytes + 3) / 4; n_words > 0; n_words--)
    {
      guint32 word = 0;

      for (gsize i = MIN (4 * n_words, size_bytes); i > 4 * (n_words - 1); i--)
        word = word << 8 |
               (get_byte (data, size_bytes, i - 1, is_little) ^ (is_negative ? 0xffu : 0));
      multiply_add (groups, WORD_LIMIT, word, GROUP_LIMIT);
    }
  if (is_negative)
    multiply_add (groups, 1, 1, GROUP_LIMIT);
  return groups;
}

char *
hexwire_integer_to_text (const guint8         *data,
                         gsize                 size_bytes,
                         HexwireIntegerFlags   flags,
                         GError              **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) groups = NULL;
  gboolean is_little = (flags & HEXWIRE_INTEGER_LITTLE) != 0;
  gboolean is_negative;

  g_return_val_if_fail (data != NULL || size_bytes == 0, NULL);

  if (!check_size (size_bytes, error))
    return NULL;

  is_negative = (flags & HEXWIRE_INTEGER_SIGNED) != 0 && size_bytes > 0 &&
                get_byte (data, size_bytes, size_bytes - 1, is_little) >= 0x80;
  groups = read_groups (data, size_bytes, is_little, is_negative);
  if (is_negative)
    g_string_append_c (text, '-');
  if (groups->len == 0)
    g_string_append_c (text, '0');
  for (guint i = groups->len; i > 0; i--)
    g_string_append_printf (text, i == groups->len ? "%u" : "%09u",
                            g_array_index (groups, guint32, i - 1));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GArray *
read_decimal_words (const char *digits)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (guint32));
  gsize left = strlen (digits);

  while (left > 0)
    {
      gsize n_digits = (left - 1) % GROUP_DIGITS + 1;
      guint64 factor = 1, group = 0;

      for (gsize i = 0; i < n_digits; i++, digits++)
        {
          factor *= 10;
          group = group * 10 + (guint64) (*digits - '0');
        }
      multiply_add (words, factor, group, WORD_LIMIT);
      left -= n_digits;
    }
  return words;
}

/* Digits of 1, 3 or 4 bits go to their places without any arithmetic. */
static GArray *
read_binary_words (const char *digits,
                   guint       n_bits)
{
  GArray *words = g_array_new (FALSE, TRUE, sizeof (guint32));
  gsize n_digits = strlen (digits);

  g_array_set_size (words, (guint) (n_digits * n_bits / 32 + 2));
  for (gsize i = 0; i < n_digits; i++)
    {
      guint64 digit = (guint64) g_ascii_xdigit_value (digits[n_digits - 1 - i]);
      guint64 placed = digit << (i * n_bits % 32);

      g_array_index (words, guint32, i * n_bits / 32) |= (guint32) placed;
      g_array_index (words, guint32, i * n_bits / 32 + 1) |= (guint32) (placed >> 32);
    }
  return words;
}

static gsize
get_bit_length (const GArray *words)
{
  for (gsize i = words->len; i > 0; i--)
    if (g_array_index (words, guint32, i - 1) != 0)
      return 32 * (i - 1) + (gsize) g_bit_storage (g_array_index (words, guint32, i - 1));
  return 0;
}

static void
subtract_one (GArray *words)
{
  for (guint i = 0; i < words->len; i++)
    if (g_array_index (words, guint32, i)-- != 0)
      return;
}

/* Reads a literal's digits, without what says nothing: underscores and zeros in front. */
static char *
read_digits (const char  *text,
             guint       *base,
             gboolean    *is_negative,
             GError     **error)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  const char *at = text + strspn (text, " \t\n\v\f\r");
  const char *first;
  gsize prefix_size, n_zeros;

  *is_negative = *at == '-';
  if (*at == '-' || *at == '+')
    at++;
  *base = hexwire_digits_get_base (at, &prefix_size);
  first = at + prefix_size;
  at = hexwire_digits_read (first, *base, digits);
  n_zeros = strspn (digits->str, "0");

  if (at == first || at[strspn (at, " \t\n\v\f\r")] != '\0')
    hexwire_codec_set_error_at (error, NULL, (gsize) (at - text),
                                HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, _("this is not an integer"));
  else if (*base == 10 && n_zeros > 0 && n_zeros < digits->len)
    hexwire_codec_set_error_at (error, NULL, (gsize) (first - text),
                                HEXWIRE_CODEC_ERROR_VALUE_SYNTAX,
                                _("a decimal integer does not begin with 0"));
  else
    return g_strdup (digits->str + n_zeros);
  return NULL;
}

/* The magnitude in words, or %NULL where more digits than @size_bytes could hold make it futile. */
static GArray *
read_words (const char *digits,
            guint       base,
            gsize       size_bytes)
{
  guint n_bits = base == 16 ? 4 : base == 8 ? 3 : base == 2 ? 1 : 0;

  /* A decimal digit takes more than three bits. */
  if (strlen (digits) > (size_bytes * 8) / (n_bits > 0 ? n_bits : 3) + 1)
    return NULL;
  return n_bits > 0 ? read_binary_words (digits, n_bits) : read_decimal_words (digits);
}

static GBytes *
write_words (const GArray *words,
             gsize         size_bytes,
             gboolean      is_little,
             gboolean      is_inverted)
{
  g_autofree guint8 *data = g_malloc (MAX (size_bytes, 1));

  for (gsize i = 0; i < size_bytes; i++)
    {
      guint32 word = i / 4 < words->len ? g_array_index (words, guint32, i / 4) : 0;
      guint8 byte = (guint8) (word >> (i % 4 * 8));

      data[is_little ? i : size_bytes - 1 - i] = (guint8) (is_inverted ? ~byte : byte);
    }
  return g_bytes_new_take (g_steal_pointer (&data), size_bytes);
}

/* @words hold a number, or for a negative one the inverse of its bits. */
static gboolean
fits (const GArray *words,
      gsize         size_bytes,
      gboolean      is_signed,
      gboolean      is_negative)
{
  gsize n_bits = get_bit_length (words);

  if (is_negative)
    return is_signed && n_bits < 8 * size_bytes;
  return n_bits == 0 || n_bits + (is_signed ? 1 : 0) <= 8 * size_bytes;
}

static GBytes *
fail_range (gsize      size_bytes,
            gboolean   is_signed,
            GError   **error)
{
  g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_VALUE_RANGE,
               is_signed ? ngettext ("the integer does not fit %zu signed byte",
                                     "the integer does not fit %zu signed bytes", size_bytes)
                         : ngettext ("the integer does not fit %zu unsigned byte",
                                     "the integer does not fit %zu unsigned bytes", size_bytes),
               size_bytes);
  return NULL;
}

GBytes *
hexwire_integer_from_text (const char           *text,
                           gsize                 size_bytes,
                           HexwireIntegerFlags   flags,
                           GError              **error)
{
  gboolean is_signed = (flags & HEXWIRE_INTEGER_SIGNED) != 0;
  g_autoptr (GArray) words = NULL;
  g_autofree char *digits = NULL;
  gboolean is_negative;
  guint base;

  g_return_val_if_fail (text != NULL, NULL);

  if (!check_size (size_bytes, error))
    return NULL;
  digits = read_digits (text, &base, &is_negative, error);
  if (digits == NULL)
    return NULL;

  is_negative = is_negative && *digits != '\0';
  words = read_words (digits, base, size_bytes);
  if (is_negative && words != NULL)
    subtract_one (words);
  if (words == NULL || !fits (words, size_bytes, is_signed, is_negative))
    return fail_range (size_bytes, is_signed, error);
  return write_words (words, size_bytes, (flags & HEXWIRE_INTEGER_LITTLE) != 0, is_negative);
}
