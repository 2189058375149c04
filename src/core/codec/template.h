/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define HEXWIRE_TYPE_TEMPLATE (hexwire_template_get_type ())

/**
 * HexwireTemplate:
 *
 * A payload that is kept: a name, a format, values and a note. Immutable; its properties `name`,
 * `format` and `note` are for bindings.
 */
G_DECLARE_FINAL_TYPE (HexwireTemplate, hexwire_template, HEXWIRE, TEMPLATE, GObject)

/**
 * hexwire_template_new:
 * @name: its name; white space round it is removed
 * @format: a format, good or bad
 * @values: (nullable) (array zero-terminated=1): a text for each field of the format, empty for one
 *   without, as of hexwire_record_get_value()
 * @note: (nullable): what a person should know of it
 *
 * Makes a template. Text that is not UTF-8 is made so.
 */
HexwireTemplate *hexwire_template_new (const char        *name,
                                       const char        *format,
                                       const char *const *values,
                                       const char        *note);

const char *hexwire_template_get_name   (HexwireTemplate *self);
const char *hexwire_template_get_format (HexwireTemplate *self);

/** hexwire_template_get_note: may be empty, but is not %NULL. */
const char *hexwire_template_get_note (HexwireTemplate *self);

/** hexwire_template_get_values: (transfer none) (array zero-terminated=1): not %NULL. */
const char *const *hexwire_template_get_values (HexwireTemplate *self);

/**
 * hexwire_template_matches:
 * @text: what is looked for
 *
 * Returns: whether each word of @text is in the name, the format or the note, in either case
 */
gboolean hexwire_template_matches (HexwireTemplate *self,
                                   const char      *text);

G_END_DECLS
