/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/endpoint-kind.h"
#include "net/session-look.h"

G_BEGIN_DECLS

/** HEXWIRE_SESSION_TAB_NAME: what the section of a tab is called. */
#define HEXWIRE_SESSION_TAB_NAME "Tab"

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

G_END_DECLS
