/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "codec/codec-error.h"

G_BEGIN_DECLS

/* What the files have in common that the program keeps for a person: UTF-8 text in the syntax of
 * desktop entries, with a group for each thing, called by a prefix and the thing's name. */

/** HEXWIRE_KEPT_FILE_MAX_SIZE_BYTES: longer files are refused. */
#define HEXWIRE_KEPT_FILE_MAX_SIZE_BYTES (16 * 1024 * 1024)

/**
 * hexwire_kept_file_read:
 * @size_bytes: (out): the size of what is returned
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): the text of @file, or %NULL with
 *   %HEXWIRE_CODEC_ERROR_TOO_LARGE or with a #GIOErrorEnum
 */
char *hexwire_kept_file_read (GFile   *file,
                              gsize   *size_bytes,
                              GError **error);

/**
 * hexwire_kept_file_write:
 * @makes_folder: whether the folder is made where there is none
 *
 * Writes @text to @file, at once or not at all. Blocks.
 *
 * Returns: %TRUE, or %FALSE with a #GIOErrorEnum
 */
gboolean hexwire_kept_file_write (GFile       *file,
                                  const char  *text,
                                  gboolean     makes_folder,
                                  GError     **error);

/** hexwire_kept_file_to_group: (transfer full): what the group of the thing @name is called. */
char *hexwire_kept_file_to_group (const char *prefix,
                                  const char *name);

/** hexwire_kept_file_to_name: (transfer full) (nullable): the name in @group, %NULL without one. */
char *hexwire_kept_file_to_name (const char *prefix,
                                 const char *group);

/**
 * hexwire_kept_file_has_group_twice:
 * @text: (array length=size_bytes): what a #GKeyFile was read from
 * @n_groups: how many groups it found
 *
 * Returns: whether two groups have one name, which a merge may leave and GKeyFile takes for one
 */
gboolean hexwire_kept_file_has_group_twice (const char *text,
                                            gsize       size_bytes,
                                            gsize       n_groups);

/**
 * hexwire_kept_file_get_string:
 *
 * Returns: (transfer full) (nullable): a text of @file, or %NULL with a #GKeyFileError also where
 *   GKeyFile returns what it could read of it
 */
char *hexwire_kept_file_get_string (GKeyFile    *file,
                                    const char  *group,
                                    const char  *key,
                                    GError     **error);

G_END_DECLS
