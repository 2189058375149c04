/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "net/send-job.h"
#include "net/send-pieces.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_SEND_POPOVER (hexwire_send_popover_get_type ())

/**
 * HexwireSendPopover:
 *
 * The ways to send that are not "once, as it is": again and again, in pieces, and from a file. Its
 * signal `start` tells that the user wants what he has set.
 */
G_DECLARE_FINAL_TYPE (HexwireSendPopover, hexwire_send_popover, HEXWIRE, SEND_POPOVER, GtkPopover)

/** HexwireSendWay: what the user has set. */
typedef enum
{
  HEXWIRE_SEND_WAY_REPEAT,
  HEXWIRE_SEND_WAY_PIECES,
  HEXWIRE_SEND_WAY_FILE,
} HexwireSendWay;

HexwireSendWay hexwire_send_popover_get_way (HexwireSendPopover *self);

/** hexwire_send_popover_sends_payload: whether what is sent is in the payload panel. */
gboolean hexwire_send_popover_sends_payload (HexwireSendPopover *self);

/**
 * hexwire_send_popover_set_is_datagrams: a chunk of a file is then a datagram, and so is a piece of
 * a message, which the popover says.
 */
void hexwire_send_popover_set_is_datagrams (HexwireSendPopover *self,
                                            gboolean            is_datagrams);

/** hexwire_send_popover_set_can_start: whether there is somebody to send to. */
void hexwire_send_popover_set_can_start (HexwireSendPopover *self,
                                         gboolean            can_start);

/**
 * hexwire_send_popover_make_source:
 * @message: (nullable): a source of what was typed, or is in the payload panel; not wanted for a
 *   file
 * @places: (nullable): where fields begin, for pieces
 * @plan: (out): when its messages go
 *
 * Returns: (transfer full): what is sent, as the user has set it
 */
HexwireSendSource *hexwire_send_popover_make_source (HexwireSendPopover *self,
                                                     HexwireSendSource  *message,
                                                     GArray             *places,
                                                     HexwireSendPlan    *plan);

G_END_DECLS
