/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "codec/record.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_ENVELOPE_EDITOR (hexwire_envelope_editor_get_type ())

/**
 * HexwireEnvelopeEditor:
 *
 * What is put round the fields of a record: a length prefix and a checksum; and whether those that
 * came with decoded bytes are right.
 */
G_DECLARE_FINAL_TYPE (HexwireEnvelopeEditor, hexwire_envelope_editor, HEXWIRE, ENVELOPE_EDITOR,
                      GtkBox)

/** hexwire_envelope_editor_set_record: once. */
void hexwire_envelope_editor_set_record (HexwireEnvelopeEditor *self,
                                         HexwireRecord         *record);

G_END_DECLS
