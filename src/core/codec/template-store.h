/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "codec/template-file.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_TEMPLATE_STORE (hexwire_template_store_get_type ())

/**
 * HexwireTemplateStore:
 *
 * The templates that are kept: a #GListModel of #HexwireTemplate, sorted by name. No two have the
 * same name. To be used from one thread; reading and writing files block.
 */
G_DECLARE_FINAL_TYPE (HexwireTemplateStore, hexwire_template_store, HEXWIRE, TEMPLATE_STORE,
                      GObject)

/**
 * HexwireTemplateConflict:
 * @HEXWIRE_TEMPLATE_KEEP: the template that is there stays, the new one is left out
 * @HEXWIRE_TEMPLATE_REPLACE: the new one takes its place
 * @HEXWIRE_TEMPLATE_RENAME: both stay, the new one gets a number; one that is equal is left out
 *
 * What happens to an imported template whose name is taken.
 */
typedef enum
{
  HEXWIRE_TEMPLATE_KEEP,
  HEXWIRE_TEMPLATE_REPLACE,
  HEXWIRE_TEMPLATE_RENAME,
} HexwireTemplateConflict;

HexwireTemplateStore *hexwire_template_store_new (void);

/**
 * hexwire_template_store_load:
 *
 * Replaces what is here by the templates of @file; by none where there is no such file.
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_CODEC_ERROR_FILE where the file is broken or newer, with
 *   %HEXWIRE_CODEC_ERROR_TOO_LARGE, or with a #GIOErrorEnum; nothing is then changed
 */
gboolean hexwire_template_store_load (HexwireTemplateStore  *self,
                                      GFile                 *file,
                                      GError               **error);

/**
 * hexwire_template_store_save:
 *
 * Writes all templates to @file, at once or not at all, and makes its folder. A file that
 * hexwire_template_store_load() would refuse is not overwritten.
 *
 * Returns: %TRUE, or %FALSE with an error as of hexwire_template_store_load()
 */
gboolean hexwire_template_store_save (HexwireTemplateStore  *self,
                                      GFile                 *file,
                                      GError               **error);

/** hexwire_template_store_find: (transfer none) (nullable): the template of that name. */
HexwireTemplate *hexwire_template_store_find (HexwireTemplateStore *self,
                                              const char           *name);

/**
 * hexwire_template_store_add:
 * @overwrite: whether @template may take the place of one of the same name
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_CODEC_ERROR_EXISTS or %HEXWIRE_CODEC_ERROR_NAME
 */
gboolean hexwire_template_store_add (HexwireTemplateStore  *self,
                                     HexwireTemplate       *template,
                                     gboolean               overwrite,
                                     GError               **error);

/** hexwire_template_store_remove: Returns: whether there was a template of that name. */
gboolean hexwire_template_store_remove (HexwireTemplateStore *self,
                                        const char           *name);

/**
 * hexwire_template_store_import:
 * @conflict: what to do with names that are taken
 * @n_imported: (out) (optional): how many templates came in
 *
 * Adds the templates of @file, all or, on failure, none.
 *
 * Returns: %TRUE, or %FALSE with an error as of hexwire_template_store_load(); also where there is
 *   no such file
 */
gboolean hexwire_template_store_import (HexwireTemplateStore     *self,
                                        GFile                    *file,
                                        HexwireTemplateConflict   conflict,
                                        guint                    *n_imported,
                                        GError                  **error);

/**
 * hexwire_template_store_export:
 * @templates: (nullable) (element-type HexwireTemplate): which ones, %NULL for all
 * @file: where to; what is there is overwritten, as the user was asked for it
 *
 * Returns: %TRUE, or %FALSE with a #GIOErrorEnum
 */
gboolean hexwire_template_store_export (HexwireTemplateStore  *self,
                                        GPtrArray             *templates,
                                        GFile                 *file,
                                        GError               **error);

G_END_DECLS
