/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How the options of an endpoint are set on its sockets. */

/** HexwireKernelRefusedFunc: the system does not take @property, for the `errno` @error_number. */
typedef void (*HexwireKernelRefusedFunc) (const char *property,
                                          int         error_number,
                                          gpointer    user_data);

/**
 * hexwire_kernel_option_set:
 * @property: a number or a boolean of #HexwireSocketOptions
 * @refused: called for each option of the kernel that is not taken
 *
 * Sets what @property stands for in the kernel, as far as it is for sockets of the type and the
 * families of @socket; does nothing for what is none of the kernel's.
 */
void hexwire_kernel_option_set (GSocket                  *socket,
                                const char               *property,
                                guint                     value,
                                HexwireKernelRefusedFunc  refused,
                                gpointer                  user_data);

/** hexwire_kernel_option_set_multicast_interface: @index: 0 for the system's choice */
void hexwire_kernel_option_set_multicast_interface (GSocket *socket,
                                                    guint    index);

/** hexwire_kernel_option_get_buffer_bytes: how much the kernel gave, of what can be asked for. */
guint hexwire_kernel_option_get_buffer_bytes (GSocket  *socket,
                                              gboolean  is_receive);

G_END_DECLS
