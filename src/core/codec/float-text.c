/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/float-text.h"

#include <math.h>
#include <string.h>

/* Enough digits to tell any two doubles apart. */
#define MAX_DIGITS 17

/* What is tried first: numbers with so few decimals and digits. */
#define SHORT_MAX_DECIMALS 4
#define SHORT_MAX 1e15

/* 0.DIGITS times ten to the power of @point. */
typedef struct
{
  char digits[24];
  int n_digits;
  int point;
} Decimal;

static void
decimal_set (Decimal *self,
             guint64  number,
             int      exponent)
{
  char reversed[20];
  int n = 0;

  for (; number % 10 == 0 && number != 0; number /= 10)
    exponent++;
  for (; number != 0; number /= 10)
    reversed[n++] = (char) ('0' + number % 10);
  for (int i = 0; i < n; i++)
    self->digits[i] = reversed[n - 1 - i];
  self->n_digits = n;
  self->point = n + exponent;
}

#ifdef __SIZEOF_INT128__

#define FAST_MIN 1e-3
#define FAST_MAX 0x1p53

static const guint64 powers_of_ten[] = {
  G_GUINT64_CONSTANT (1),
  G_GUINT64_CONSTANT (10),
  G_GUINT64_CONSTANT (100),
  G_GUINT64_CONSTANT (1000),
  G_GUINT64_CONSTANT (10000),
  G_GUINT64_CONSTANT (100000),
  G_GUINT64_CONSTANT (1000000),
  G_GUINT64_CONSTANT (10000000),
  G_GUINT64_CONSTANT (100000000),
  G_GUINT64_CONSTANT (1000000000),
  G_GUINT64_CONSTANT (10000000000),
  G_GUINT64_CONSTANT (100000000000),
  G_GUINT64_CONSTANT (1000000000000),
  G_GUINT64_CONSTANT (10000000000000),
  G_GUINT64_CONSTANT (100000000000000),
  G_GUINT64_CONSTANT (1000000000000000),
  G_GUINT64_CONSTANT (10000000000000000),
  G_GUINT64_CONSTANT (100000000000000000),
  G_GUINT64_CONSTANT (1000000000000000000),
  G_GUINT64_CONSTANT (10000000000000000000),
};

/* All decimals between @low and @high, both included, read back as the number, which lies at
 * @middle plus a fraction of one. */
typedef struct
{
  guint64 low;
  guint64 middle;
  guint64 high;
  int fraction_to_half;         /* -1 below one half, 0 one half, 1 above */
  gboolean has_fraction;
} Interval;

/* The number and the bounds of what rounds to it, times 10 to the @power, computed exactly: 55 bits
 * times 64 bits fit 128. Those bounds belong to the interval where the number's last bit is 0. */
static void
interval_init (Interval *self,
               double    number,
               guint64   power_of_ten)
{
  int exponent;
  guint64 mantissa = (guint64) ldexp (frexp (number, &exponent), 53);
  guint shift = (guint) (55 - exponent);
  unsigned __int128 unit = (unsigned __int128) 1 << shift;
  unsigned __int128 middle = (unsigned __int128) (4 * mantissa) * power_of_ten;
  guint below = mantissa == (G_GUINT64_CONSTANT (1) << 52) ? 1 : 2;
  unsigned __int128 low = middle - (unsigned __int128) power_of_ten * below;
  unsigned __int128 high = middle + (unsigned __int128) power_of_ten * 2;
  unsigned __int128 fraction = middle & (unit - 1);
  guint open = mantissa & 1;

  self->low = (guint64) ((low + open + unit - 1) >> shift);
  self->high = (guint64) ((high - open) >> shift);
  self->middle = (guint64) (middle >> shift);
  self->has_fraction = fraction != 0;
  self->fraction_to_half = (fraction > unit / 2) - (fraction < unit / 2);
}

/* The multiple of @step that is closest to the number, even among equals, and inside. */
static guint64
interval_closest (const Interval *self,
                  guint64         step)
{
  guint64 below = self->middle / step * step;
  guint64 rest = self->middle - below;
  int side;

  if (step == 1)
    side = self->fraction_to_half;
  else if (rest != step / 2)
    side = rest > step / 2 ? 1 : -1;
  else
    side = self->has_fraction ? 1 : 0;

  if (side == 0)
    side = (below / step) % 2 == 1 ? 1 : -1;
  if (below < self->low)
    side = 1;
  else if (below + step > self->high)
    side = -1;
  return side > 0 ? below + step : below;
}

/* How many digits can go from the end of the interval until no decimal is left in it. */
static guint
interval_count_spare (const Interval *self)
{
  guint64 low = self->low, high = self->high;
  guint n = 0;

  for (;; n++)
    {
      low = low / 10 + (low % 10 != 0 ? 1 : 0);
      high /= 10;
      if (low > high)
        return n;
    }
}

static gboolean
decimal_set_fast (Decimal *self,
                  double   number)
{
  Interval interval;
  guint64 step;
  guint power = G_N_ELEMENTS (powers_of_ten) - 1, n_spare;

  if (number < FAST_MIN || number >= FAST_MAX)
    return FALSE;

  for (double limit = 10 * FAST_MIN; number >= limit; limit *= 10)
    power--;
  interval_init (&interval, number, powers_of_ten[power]);
  if (interval.low > interval.high)
    return FALSE;
  n_spare = interval_count_spare (&interval);
  step = powers_of_ten[n_spare];
  decimal_set (self, interval_closest (&interval, step) / step, (int) n_spare - (int) power);
  return TRUE;
}

#else

static gboolean
decimal_set_fast (Decimal *self,
                  double   number)
{
  return FALSE;
}

#endif

/* Numbers of few decimals, as people and instruments write them. Both operands of the division are
 * exact, so its result is what the decimal reads as; and of the decimals of at most 15 digits only
 * one reads so, which makes the first that is found the shortest. */
static gboolean
decimal_set_short (Decimal *self,
                   double   number)
{
  double power_of_ten = 1;

  for (int i = 0; i <= SHORT_MAX_DECIMALS; i++, power_of_ten *= 10)
    {
      double scaled = number * power_of_ten + 0.5;
      guint64 digits;

      if (scaled >= SHORT_MAX)
        return FALSE;
      digits = (guint64) scaled;
      if ((double) digits / power_of_ten == number)
        {
          decimal_set (self, digits, -i);
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
reads_back (guint64 digits,
            int     exponent,
            double  number)
{
  char text[48];

  g_snprintf (text, sizeof text, "%" G_GUINT64_FORMAT "e%d", digits, exponent);
  return g_ascii_strtod (text, NULL) == number;
}

/* At a power of two the numbers above are twice as far as those below, so that a decimal may read
 * back though the closest one of its length, which is below, does not: hence the one after it. */
static void
decimal_set_slow (Decimal *self,
                  double   number)
{
  int first = fpclassify (number) == FP_SUBNORMAL ? 1 : 15;

  for (int n_digits = first; n_digits <= MAX_DIGITS; n_digits++)
    {
      char format[8], text[48];
      char *exponent_at;
      guint64 digits;
      int exponent;

      g_snprintf (format, sizeof format, "%%.%de", n_digits - 1);
      g_ascii_formatd (text, sizeof text, format, number);
      exponent_at = strchr (text, 'e');
      exponent = (int) g_ascii_strtoll (exponent_at + 1, NULL, 10) - (n_digits - 1);
      *exponent_at = '\0';
      if (n_digits > 1)
        memmove (text + 1, text + 2, strlen (text + 2) + 1);
      digits = g_ascii_strtoull (text, NULL, 10);

      for (guint next = 0; next <= 1; next++)
        if (n_digits == MAX_DIGITS || reads_back (digits + next, exponent, number))
          {
            decimal_set (self, digits + next, exponent);
            return;
          }
    }
}

static char *
write_digits (char          *at,
              const Decimal *decimal,
              int            from,
              int            to)
{
  for (int i = from; i < to; i++)
    *at++ = i >= 0 && i < decimal->n_digits ? decimal->digits[i] : '0';
  return at;
}

static char *
write_fixed (char          *at,
             const Decimal *decimal)
{
  at = write_digits (at, decimal, decimal->point > 0 ? 0 : -1, MAX (decimal->point, 0));
  *at++ = '.';
  return write_digits (at, decimal, decimal->point,
                       MAX (decimal->n_digits, decimal->point + 1));
}

static char *
write_scientific (char          *at,
                  const Decimal *decimal)
{
  int exponent = decimal->point - 1;

  at = write_digits (at, decimal, 0, 1);
  if (decimal->n_digits > 1)
    *at++ = '.';
  at = write_digits (at, decimal, 1, decimal->n_digits);
  return at + g_snprintf (at, 8, "e%c%02d", exponent < 0 ? '-' : '+', ABS (exponent));
}

gsize
hexwire_float_to_text (double  number,
                       char   *text)
{
  Decimal decimal = { "0", 1, 1 };
  double magnitude = fabs (number);
  char *at = text;

  if (isnan (number))
    return g_strlcpy (text, "nan", HEXWIRE_FLOAT_TEXT_SIZE);
  if (signbit (number))
    *at++ = '-';
  if (isinf (number))
    return g_strlcpy (at, "inf", 4) + (gsize) (at - text);

  if (magnitude != 0 && !decimal_set_short (&decimal, magnitude) &&
      !decimal_set_fast (&decimal, magnitude))
    decimal_set_slow (&decimal, magnitude);
  if (decimal.point > -4 && decimal.point <= 16)
    at = write_fixed (at, &decimal);
  else
    at = write_scientific (at, &decimal);
  *at = '\0';
  return (gsize) (at - text);
}
