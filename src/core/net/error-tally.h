/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/peer.h"
#include "net/socket-error.h"

G_BEGIN_DECLS

/**
 * HexwireErrorTally:
 *
 * Rows for errors that may come as often as there are datagrams. The first of its kind for a peer
 * is a row at once; the same again is counted, with a row for each second. So are errors of more
 * peers in a second than anybody can read.
 */
typedef struct _HexwireErrorTally HexwireErrorTally;

/** hexwire_error_tally_new: (transfer full): @log: where the rows go. */
HexwireErrorTally *hexwire_error_tally_new  (HexwireMessageLog *log);
void               hexwire_error_tally_free (HexwireErrorTally *self);

/**
 * hexwire_error_tally_add:
 * @peer: (nullable): whom it concerns
 */
void hexwire_error_tally_add (HexwireErrorTally        *self,
                              HexwirePeer              *peer,
                              const HexwireSocketError *error);

/** hexwire_error_tally_flush: tells what was counted, now. */
void hexwire_error_tally_flush (HexwireErrorTally *self);

G_END_DECLS
