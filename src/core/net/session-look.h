/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/section.h"
#include "log/frame-rule.h"
#include "log/message-time.h"

G_BEGIN_DECLS

/** HexwireSessionStyle: how a tab shows payloads; as of #HexwireMessageStyle, or decoded. */
typedef enum
{
  HEXWIRE_SESSION_STYLE_TEXT_AND_HEX,
  HEXWIRE_SESSION_STYLE_TEXT,
  HEXWIRE_SESSION_STYLE_HEX,
  HEXWIRE_SESSION_STYLE_DECODED,
  HEXWIRE_SESSION_STYLE_DEFAULT,    /* as the preferences say */
} HexwireSessionStyle;

#define HEXWIRE_SESSION_N_STYLES HEXWIRE_SESSION_STYLE_DEFAULT

/** hexwire_session_style_get_id: (nullable): its name for settings, as in `text-and-hex`. */
const char *hexwire_session_style_get_id (HexwireSessionStyle style);

/** hexwire_session_style_from_id: @id: (nullable). Returns: whether a style has this name. */
gboolean hexwire_session_style_from_id (const char          *id,
                                        HexwireSessionStyle *style);

/**
 * HexwireSessionLook:
 * @rule: (nullable): how streams are cut; %NULL is as received
 * @style: how payloads are shown
 * @format: (nullable): what they are decoded as
 * @time_format: (nullable): an id of hexwire_time_format_get_id(), %NULL as the preferences say
 * @peers_width_px: the width of the list of peers, 0 as it is by itself
 * @detail_height_px: the height of the bytes of the selected message, 0 as it is by itself
 *
 * How the messages of a tab are shown.
 */
typedef struct
{
  HexwireFrameRule *rule;
  HexwireSessionStyle style;
  char *format;
  char *time_format;
  guint peers_width_px;
  guint detail_height_px;
} HexwireSessionLook;

/** hexwire_session_look_init: as a tab looks at first. */
void hexwire_session_look_init  (HexwireSessionLook       *self);
void hexwire_session_look_clear (HexwireSessionLook       *self);
/** hexwire_session_look_copy: what @self held is not freed. */
void hexwire_session_look_copy  (HexwireSessionLook       *self,
                                 const HexwireSessionLook *other);

/**
 * hexwire_session_look_read:
 * @self: (inout): a look as it is at first; to be cleared also where this fails
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_NET_ERROR_SESSION, which tells the line
 */
gboolean hexwire_session_look_read (HexwireSessionLook    *self,
                                    const HexwireSection  *section,
                                    GError               **error);

/** hexwire_session_look_write: sets what @self says in @section. */
void hexwire_session_look_write (const HexwireSessionLook *self,
                                 HexwireSection           *section);

G_END_DECLS
