/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "log/log-recorder.h"
#include "net/endpoint-kind.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_STATUS_STRIP (hexwire_status_strip_get_type ())

/**
 * HexwireStatusStrip:
 *
 * What an endpoint is doing, in words, and its counters and rates. Errors stand here.
 */
G_DECLARE_FINAL_TYPE (HexwireStatusStrip, hexwire_status_strip, HEXWIRE, STATUS_STRIP, GtkBox)

/** hexwire_status_strip_set_endpoint: once. */
void hexwire_status_strip_set_endpoint (HexwireStatusStrip *self,
                                        HexwireEndpoint    *endpoint);

/** hexwire_status_strip_show_error: @message: (nullable): shown for a while; %NULL clears it. */
void hexwire_status_strip_show_error (HexwireStatusStrip *self,
                                      const char         *message);

/** hexwire_status_strip_set_recorder: counts what @recorder has written, too. */
void hexwire_status_strip_set_recorder (HexwireStatusStrip *self,
                                        HexwireLogRecorder *recorder);

G_END_DECLS
