/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/half.h"

#include <math.h>

#define HALF_INFINITY 0x7c00u
#define HALF_QUIET_NAN 0x7e00u
#define HALF_SIGN 0x8000u

/* Everything from the middle between the largest half, 65504, and the next power of two. */
#define HALF_OVERFLOW 65520.0
#define HALF_SMALLEST_NORMAL 0x1p-14

/* Scaling by powers of two is exact, so rint() is the only rounding. A fraction that rounds up to
 * the next power of two carries into the exponent, which is what the encoding wants. */
static guint
round_magnitude (double magnitude)
{
  double fraction;
  int exponent;

  if (magnitude < HALF_SMALLEST_NORMAL)
    return (guint) rint (ldexp (magnitude, 24));

  fraction = frexp (magnitude, &exponent);
  return (guint) (exponent + 13) * 1024u + (guint) rint (ldexp (fraction, 11));
}

gboolean
hexwire_half_from_double (double   number,
                          guint16 *half)
{
  guint sign = signbit (number) ? HALF_SIGN : 0;
  double magnitude = fabs (number);

  if (isnan (number))
    *half = (guint16) (sign | HALF_QUIET_NAN);
  else if (isinf (number))
    *half = (guint16) (sign | HALF_INFINITY);
  else if (magnitude >= HALF_OVERFLOW)
    return FALSE;
  else
    *half = (guint16) (sign | round_magnitude (magnitude));
  return TRUE;
}

double
hexwire_half_to_double (guint16 half)
{
  int exponent = (half >> 10) & 0x1f;
  int fraction = half & 0x3ff;
  double magnitude;

  if (exponent == 0x1f)
    magnitude = fraction == 0 ? INFINITY : NAN;
  else if (exponent == 0)
    magnitude = ldexp (fraction, -24);
  else
    magnitude = ldexp (fraction + 1024, exponent - 25);
  return (half & HALF_SIGN) != 0 ? -magnitude : magnitude;
}
