/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/section.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* The properties of an endpoint, or of its options, as keys of a section: numbers, truth and text,
 * whoever adds one. */

/**
 * hexwire_session_properties_read:
 *
 * Sets the properties of @object that @section has.
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_NET_ERROR_SESSION, which tells the line
 */
gboolean hexwire_session_properties_read (const HexwireSection  *section,
                                          GObject               *object,
                                          GError               **error);

/**
 * hexwire_session_properties_write:
 * @start: an object like @object, as it is at first; the kinds differ in that
 *
 * Tells in @section what differs between the two; of an endpoint, its address at all times.
 */
void hexwire_session_properties_write (HexwireSection *section,
                                       GObject        *object,
                                       GObject        *start);

G_END_DECLS
