/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/bytes-text.h"
#include "codec/macro.h"

G_BEGIN_DECLS

/** HEXWIRE_MACRO_TEXT_MAX_MACROS: text with more macros, and written dollars, is refused. */
#define HEXWIRE_MACRO_TEXT_MAX_MACROS 1000

/**
 * HexwireMacroText:
 *
 * A message with macros in it. Immutable once it is shared, and reference-counted.
 *
 * In the text of any notation, `${…}` is a macro and `$$` a dollar that is none; a dollar before
 * anything else is itself. So `$${` writes what would begin a macro.
 */
typedef struct _HexwireMacroText HexwireMacroText;

/**
 * hexwire_macro_text_parse:
 * @notation: how the text round the macros is written: plain, escaped, hex or Python
 * @error_position: (out) (optional): on failure, the offset in @text of what is wrong, in bytes
 * @error: return location for a #HexwireCodecError
 *
 * Returns: (transfer full) (nullable): the message, or %NULL with an error of
 *   hexwire_bytes_parse() or hexwire_macro_parse()
 */
HexwireMacroText *hexwire_macro_text_parse (HexwireNotation   notation,
                                            const char       *text,
                                            gsize            *error_position,
                                            GError          **error);

/** hexwire_macro_text_new: (transfer full): a message of @bytes, without macros. */
HexwireMacroText *hexwire_macro_text_new (GBytes *bytes);

/** hexwire_macro_text_append: what always follows; only while nobody else has a reference. */
void hexwire_macro_text_append (HexwireMacroText *self,
                                GBytes           *bytes);

HexwireMacroText *hexwire_macro_text_ref   (HexwireMacroText *self);
void              hexwire_macro_text_unref (HexwireMacroText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireMacroText, hexwire_macro_text_unref)

/** hexwire_macro_text_has_macros: whether it is not always the same. */
gboolean hexwire_macro_text_has_macros (const HexwireMacroText *self);

/** hexwire_macro_text_expand: (transfer full): the message as it would be sent now. */
GBytes *hexwire_macro_text_expand (const HexwireMacroText    *self,
                                   const HexwireMacroContext *context);

/** hexwire_macro_values_have_macros: whether a field's text has `${` outside of quotes. */
gboolean hexwire_macro_values_have_macros (const char *text);

/**
 * hexwire_macro_values_expand:
 * @text: a field's values, as people type them: literals and macros
 *
 * Puts literals in place of the macros that stand outside of quotes.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL with an error of hexwire_macro_parse()
 *   or hexwire_macro_append_literal()
 */
char *hexwire_macro_values_expand (const char                 *text,
                                   const HexwireField         *field,
                                   const HexwireMacroContext  *context,
                                   GError                    **error);

G_END_DECLS
