/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * While it is taken over, what g_printerr() prints goes through a #HexwireOutput: a reader of
 * stderr that does not read holds nothing up. Lines for which there is no room are left out, and
 * counted.
 */

/** hexwire_error_output_begin: takes stderr over; once at a time. */
void hexwire_error_output_begin (void);

/** hexwire_error_output_end: waits, too, and gives stderr back. */
void hexwire_error_output_end (void);

/**
 * hexwire_error_output_wait:
 *
 * Blocks until everything is written, a signal comes, or, after a signal, nothing was taken for a
 * while; then there is no waiting any more.
 *
 * Returns: how many lines were left out since the beginning
 */
guint64 hexwire_error_output_wait (void);

G_END_DECLS
