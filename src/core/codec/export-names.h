/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/format.h"

G_BEGIN_DECLS

/**
 * HexwireExportNames:
 *
 * The names that are given in a piece of generated source, so that each is given once and none of
 * them means something in C or Python.
 */
typedef struct _HexwireExportNames HexwireExportNames;

/** hexwire_export_names_new: @format: what has fields, whose names come first. */
HexwireExportNames *hexwire_export_names_new  (const HexwireFormat *format);
void                hexwire_export_names_free (HexwireExportNames *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireExportNames, hexwire_export_names_free)

/**
 * hexwire_export_names_get:
 * @field: a field of the format
 * @stem: what the name of a field without one begins with, before a number
 *
 * Returns: (transfer full): the field's name, with an underscore where it means something; or a new
 *   one
 */
char *hexwire_export_names_get (HexwireExportNames *self,
                                const HexwireField *field,
                                const char         *stem);

/** hexwire_export_names_add: (transfer full): @wanted, with an underscore where it is taken. */
char *hexwire_export_names_add (HexwireExportNames *self,
                                const char         *wanted);

G_END_DECLS
