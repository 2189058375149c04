/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/search-error.h"

G_BEGIN_DECLS

/**
 * HexwireByteRegex:
 *
 * A regular expression over bytes that never takes long. Immutable, for any thread.
 */
typedef struct _HexwireByteRegex HexwireByteRegex;

/** hexwire_byte_regex_new: parameters and errors as those of hexwire_byte_pattern_new(). */
HexwireByteRegex *hexwire_byte_regex_new  (const char        *expression,
                                           gboolean           ignores_case,
                                           gsize             *error_position,
                                           GError           **error);
void              hexwire_byte_regex_free (HexwireByteRegex  *self);

/** hexwire_byte_regex_find: parameters and errors as those of hexwire_byte_pattern_find(). */
gboolean hexwire_byte_regex_find (const HexwireByteRegex  *self,
                                  const guint8            *data,
                                  gsize                    size_bytes,
                                  gsize                    from,
                                  gsize                   *offset,
                                  gsize                   *length,
                                  GError                 **error);

/** hexwire_byte_regex_is_anchored: whether `^`, `$` or the like stand in the expression. */
gboolean hexwire_byte_regex_is_anchored (const HexwireByteRegex *self);

G_END_DECLS
