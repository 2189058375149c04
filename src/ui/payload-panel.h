/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "codec/record.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_PAYLOAD_PANEL (hexwire_payload_panel_get_type ())

/**
 * HexwirePayloadPanel:
 *
 * Builds and decodes packed payloads in the notation of Python's `struct`: a format, its fields
 * with their values, and the bytes, each of which can be edited and is followed by the others.
 */
G_DECLARE_FINAL_TYPE (HexwirePayloadPanel, hexwire_payload_panel, HEXWIRE, PAYLOAD_PANEL, GtkBox)

void hexwire_payload_panel_set_format (HexwirePayloadPanel *self,
                                       const char          *format);

void hexwire_payload_panel_set_bytes (HexwirePayloadPanel *self,
                                      GBytes              *bytes);

/** hexwire_payload_panel_get_bytes: (transfer none) (nullable): %NULL while something is wrong. */
GBytes *hexwire_payload_panel_get_bytes (HexwirePayloadPanel *self);

/** hexwire_payload_panel_get_record: (transfer none): what the panel shows. */
HexwireRecord *hexwire_payload_panel_get_record (HexwirePayloadPanel *self);

/** hexwire_payload_panel_get_format: the format in force. */
const char *hexwire_payload_panel_get_format (HexwirePayloadPanel *self);

G_END_DECLS
