/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/record.h"
#include "composer.h"
#include "net/endpoint.h"
#include "peer-list.h"
#include "sending-row.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_PAGE_SENDING (hexwire_page_sending_get_type ())

/**
 * HexwirePageSending:
 *
 * What a page sends: once, or in the ways of the composer's popover; to the address that is typed,
 * to the selected peers, or to all of them. One such way goes on at a time: the next one stops it.
 *
 * Signals:
 * - `problem`: a string: why something was not sent
 * - `sent`: something was sent, or is being sent from now on
 */
G_DECLARE_FINAL_TYPE (HexwirePageSending, hexwire_page_sending, HEXWIRE, PAGE_SENDING, GObject)

/**
 * hexwire_page_sending_new:
 * @composer: (transfer none): where an address is typed, and told wrong; it and the other widgets
 *   must be there until hexwire_page_sending_end()
 * @peer_list: (transfer none): where peers are selected
 * @sending_row: (transfer none): where it is told what is being sent
 */
HexwirePageSending *hexwire_page_sending_new (HexwireEndpoint   *endpoint,
                                              HexwireComposer   *composer,
                                              HexwirePeerList   *peer_list,
                                              HexwireSendingRow *sending_row);

/** hexwire_page_sending_end: stops what is being sent; nothing can be sent any more. */
void hexwire_page_sending_end (HexwirePageSending *self);

/**
 * hexwire_page_sending_dup_target:
 *
 * Returns: (transfer full) (nullable): to whom a message would go where no address is typed, as
 *   the user reads it; %NULL when it can go to nobody
 */
char *hexwire_page_sending_dup_target (HexwirePageSending *self);

/** hexwire_page_sending_send_typed: sends the message of the composer, whose counter goes on. */
void hexwire_page_sending_send_typed (HexwirePageSending *self,
                                      HexwireSendSource  *source);

void hexwire_page_sending_send_bytes (HexwirePageSending *self,
                                      GBytes             *payload);

/** hexwire_page_sending_send_record: its counter goes on; one that has no bytes is not sent. */
void hexwire_page_sending_send_record (HexwirePageSending *self,
                                       HexwireRecord      *record);

/**
 * hexwire_page_sending_start:
 * @record: (nullable): that of the payload panel
 *
 * Does what the composer's popover is set to.
 */
void hexwire_page_sending_start (HexwirePageSending *self,
                                 HexwireRecord      *record);

G_END_DECLS
