/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/section.h"

G_BEGIN_DECLS

/* The values of a session's text. A key that has none leaves what is read as it was. */

/**
 * hexwire_session_value_fail:
 * @reason: what is wrong in the value of @key
 *
 * Returns: %FALSE with %HEXWIRE_NET_ERROR_SESSION, which tells the line
 */
gboolean hexwire_session_value_fail (const HexwireSection  *section,
                                     const char            *key,
                                     const char            *reason,
                                     GError               **error);

/**
 * hexwire_session_read_number:
 * @base: 8 or 10
 * @number: (inout): the value of @key
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_NET_ERROR_SESSION, which tells the line
 */
gboolean hexwire_session_read_number (const HexwireSection  *section,
                                      const char            *key,
                                      guint                  base,
                                      guint                  max,
                                      guint                 *number,
                                      GError               **error);

/** hexwire_session_read_uint: the same to the base 10. */
gboolean hexwire_session_read_uint (const HexwireSection  *section,
                                    const char            *key,
                                    guint                  max,
                                    guint                 *number,
                                    GError               **error);

/** hexwire_session_read_boolean: as above, for `true` and `false`. */
gboolean hexwire_session_read_boolean (const HexwireSection  *section,
                                       const char            *key,
                                       gboolean              *value,
                                       GError               **error);

/** hexwire_session_read_word: as above; @index: (inout): which of @words it is, from 0. */
gboolean hexwire_session_read_word (const HexwireSection  *section,
                                    const char            *key,
                                    const char *const     *words,
                                    guint                 *index,
                                    GError               **error);

/** hexwire_session_write_uint: sets @key to @number, or to nothing where that is 0. */
void hexwire_session_write_uint (HexwireSection *section,
                                 const char     *key,
                                 guint           number);

G_END_DECLS
