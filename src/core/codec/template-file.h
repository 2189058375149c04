/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/codec-error.h"
#include "codec/template.h"

G_BEGIN_DECLS

/**
 * hexwire_template_file_write:
 * @templates: (element-type HexwireTemplate): templates of different names
 *
 * Writes templates as text: UTF-8, in the syntax of desktop entries, one group for each. The first
 * group says the version.
 *
 * Returns: (transfer full): the text
 */
char *hexwire_template_file_write (GPtrArray *templates);

/**
 * hexwire_template_file_read:
 * @text: (array length=size_bytes): what hexwire_template_file_write() may have written
 * @error: return location for a #HexwireCodecError
 *
 * Returns: (transfer full) (nullable) (element-type HexwireTemplate): the templates, or %NULL with
 *   %HEXWIRE_CODEC_ERROR_FILE
 */
GPtrArray *hexwire_template_file_read (const char  *text,
                                       gsize        size_bytes,
                                       GError     **error);

/**
 * hexwire_template_file_check_name:
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_CODEC_ERROR_NAME where @name is empty
 */
gboolean hexwire_template_file_check_name (const char  *name,
                                           GError     **error);

G_END_DECLS
