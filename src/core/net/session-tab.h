/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/section.h"
#include "log/frame-rule.h"
#include "log/message-time.h"
#include "net/endpoint-kind.h"

G_BEGIN_DECLS

/** HEXWIRE_SESSION_TAB_NAME: what the section of a tab is called. */
#define HEXWIRE_SESSION_TAB_NAME "Tab"

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
 * HexwireSessionTab:
 * @endpoint: (nullable): closed where it was read; %NULL for a capture
 * @capture: (nullable): the path of a capture; %NULL for an endpoint
 * @is_running: whether it was opening or open
 * @look: how it is shown
 *
 * A tab of a session: one section of its text. What the section says beside is kept in it.
 */
typedef struct
{
  HexwireEndpoint *endpoint;
  char *capture;
  gboolean is_running;
  HexwireSessionLook look;

  /*< private >*/
  HexwireSection *section;
} HexwireSessionTab;

/**
 * hexwire_session_tab_new:
 * @endpoint: (nullable): see above
 * @capture: (nullable): see above
 */
HexwireSessionTab *hexwire_session_tab_new  (HexwireEndpoint   *endpoint,
                                             const char        *capture);
void               hexwire_session_tab_free (HexwireSessionTab *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireSessionTab, hexwire_session_tab_free)

/** hexwire_session_tab_is_known: whether @section is a tab of a kind that this program has. */
gboolean hexwire_session_tab_is_known (const HexwireSection *section);

/**
 * hexwire_session_tab_read:
 * @section: (transfer full): a section that is known
 * @error: return location for %HEXWIRE_NET_ERROR_SESSION, which tells the line
 *
 * Makes an endpoint with the settings of @section.
 *
 * Returns: (transfer full) (nullable): the tab, %NULL with an error
 */
HexwireSessionTab *hexwire_session_tab_read (HexwireSection  *section,
                                             GError         **error);

/**
 * hexwire_session_tab_append:
 *
 * Writes the section of @self behind @text: the settings of the endpoint as they are now, where
 * they are not what they are at first.
 */
void hexwire_session_tab_append (HexwireSessionTab *self,
                                 GString           *text);

/*< protected >*/

/**
 * hexwire_session_read_uint:
 * @number: (out): the value of @key, unchanged where it has none
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_NET_ERROR_SESSION, which tells the line
 */
gboolean hexwire_session_read_uint (const HexwireSection  *section,
                                    const char            *key,
                                    guint                  max,
                                    guint                 *number,
                                    GError               **error);

/** hexwire_session_read_boolean: as above, for `true` and `false`. */
gboolean hexwire_session_read_boolean (const HexwireSection  *section,
                                       const char            *key,
                                       gboolean              *value,
                                       GError               **error);

/** hexwire_session_write_uint: sets @key to @number, or to nothing where that is 0. */
void hexwire_session_write_uint (HexwireSection *section,
                                 const char     *key,
                                 guint           number);

G_END_DECLS
