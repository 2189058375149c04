/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hexwire_interrupt_init:
 *
 * From now on SIGINT and SIGTERM do not end the program, but are told here; and SIGPIPE is ignored,
 * so that a broken pipe is an error of write(2). A call that blocks ends with EINTR.
 *
 * Returns: a descriptor that can be read from once for each signal
 */
int hexwire_interrupt_init (void);

/** hexwire_interrupt_get_n: how many signals came. */
guint hexwire_interrupt_get_n (void);

G_END_DECLS
