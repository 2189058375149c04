/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "log/frame-rule.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_FRAMING_EDITOR (hexwire_framing_editor_get_type ())

/**
 * HexwireFramingEditor:
 *
 * How streams are cut into frames, to choose: what stands in a popover. The signal `changed` tells
 * of another rule; while what is typed makes none, the last one holds and the reason stands below.
 */
G_DECLARE_FINAL_TYPE (HexwireFramingEditor, hexwire_framing_editor, HEXWIRE, FRAMING_EDITOR, GtkBox)

/**
 * hexwire_framing_editor_build: makes what is to be seen, unless it is there: to be called before
 * it is first shown. Until then the editor is an empty box that tells of "as received".
 */
void hexwire_framing_editor_build (HexwireFramingEditor *self);

/** hexwire_framing_editor_get_rule: (transfer none) (nullable): %NULL is "as received". */
HexwireFrameRule *hexwire_framing_editor_get_rule (HexwireFramingEditor *self);

/** hexwire_framing_editor_set_rule: shows @rule, and tells of it if it is another one. */
void hexwire_framing_editor_set_rule (HexwireFramingEditor *self,
                                      HexwireFrameRule     *rule);

/** hexwire_framing_editor_get_title: the kind of the rule, as a person calls it. */
const char *hexwire_framing_editor_get_title (HexwireFramingEditor *self);

G_END_DECLS
