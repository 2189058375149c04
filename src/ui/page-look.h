/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log-pane.h"
#include "net/session-tab.h"

G_BEGIN_DECLS

/** hexwire_page_look_init: @look: (out): how messages are shown in @pane, and what is beside it. */
void hexwire_page_look_init (HexwireSessionLook *look,
                             HexwireLogPane     *pane);

/** hexwire_page_look_apply: has @pane, and what is beside it, look so. */
void hexwire_page_look_apply (const HexwireSessionLook *look,
                              HexwireLogPane           *pane);

G_END_DECLS
