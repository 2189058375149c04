/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hexwire_half_from_double:
 * @number: any number
 * @half: (out): its IEEE 754 binary16 bits, rounded half to even; every NaN becomes the quiet one
 *   of its sign, as in Python
 *
 * Returns: %TRUE, or %FALSE where a finite @number would become infinite
 */
gboolean hexwire_half_from_double (double   number,
                                   guint16 *half);

/** hexwire_half_to_double: the number that IEEE 754 binary16 bits stand for, exactly. */
double hexwire_half_to_double (guint16 half);

G_END_DECLS
