/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/message-store.h"

G_BEGIN_DECLS

/* The messages that the user has saved, for all windows: read when they are first asked for. */

/** hexwire_saved_messages_get_store: (transfer none): the messages. */
HexwireMessageStore *hexwire_saved_messages_get_store (void);

/** hexwire_saved_messages_get_problem: (nullable): why their file could not be read. */
const char *hexwire_saved_messages_get_problem (void);

/** hexwire_saved_messages_save: as hexwire_message_store_save(), to where they are kept. */
gboolean hexwire_saved_messages_save (GError **error);

G_END_DECLS
