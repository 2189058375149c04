/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/import-scanner.h"

G_BEGIN_DECLS

/**
 * HexwireImportType:
 * @name: what the type is called
 * @letter: its type letter with native sizes
 * @byte_order: `<` or `>` for a type that has one of its own, else 0
 */
typedef struct
{
  const char *name;
  char letter;
  char byte_order;
} HexwireImportType;

/**
 * HexwireImportMember:
 * @name: its name
 * @at: where in the text it is declared
 * @letter: its type letter with native sizes
 * @byte_order: `<`, `>`, or 0 for the order of the machine, or of the whole structure
 * @is_array: whether it is an array
 * @count: how many elements it has
 */
typedef struct
{
  char *name;
  const char *at;
  char letter;
  char byte_order;
  gboolean is_array;
  gsize count;
} HexwireImportMember;

/**
 * HexwireImportLayout:
 * @is_packed: whether no padding stands between members
 * @byte_order: `<`, `>`, or 0 for the order of the machine
 * @members: (element-type HexwireImportMember): in order
 *
 * A structure of C, or of Python's ctypes, that becomes a format.
 */
typedef struct
{
  gboolean is_packed;
  char byte_order;
  GArray *members;
} HexwireImportLayout;

HexwireImportLayout *hexwire_import_layout_new  (void);
void                 hexwire_import_layout_free (HexwireImportLayout *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireImportLayout, hexwire_import_layout_free)

/** hexwire_import_layout_add: @member: what to copy; its name is taken. */
void hexwire_import_layout_add (HexwireImportLayout *self,
                                HexwireImportMember  member);

/**
 * hexwire_import_layout_finish:
 * @scanner: what knows the lines of the text
 * @notes: where is appended, a line each, what a person should know
 *
 * Writes the members as a format: `@` if they lie as this machine's compiler puts them, with an
 * alignment of no bytes at the end if need be, `=` if they are packed, `<` or `>` with padding
 * where they have a byte order.
 *
 * Returns: (transfer full) (nullable): the format, or %NULL where no format says the same
 */
char *hexwire_import_layout_finish (HexwireImportLayout   *self,
                                    const HexwireScanner  *scanner,
                                    GString               *notes,
                                    GError               **error);

G_END_DECLS
