/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "net/session-tab.h"

G_BEGIN_DECLS

/** HEXWIRE_SESSION_SUFFIX: what the names of such files end with. */
#define HEXWIRE_SESSION_SUFFIX ".hexwire"

/**
 * HexwireSessionWindow:
 * @width_px: the width of the window, 0 as it is by itself
 * @height_px: its height, 0 as it is by itself
 * @is_maximized: whether it fills the screen
 * @hides_panel: whether the payload panel was closed
 * @panel_width_px: the width of the payload panel, 0 as it is by itself
 * @front: which tab is in front, from 0
 * @payload_format: (nullable): the format in the payload panel
 */
typedef struct
{
  guint width_px;
  guint height_px;
  gboolean is_maximized;
  gboolean hides_panel;
  guint panel_width_px;
  guint front;
  char *payload_format;
} HexwireSessionWindow;

/**
 * HexwireSessionFile:
 * @window: what the window looks like
 * @tabs: (element-type HexwireSessionTab): its tabs
 *
 * What was open, as text of #HexwireSection: one that tells the version, one of the window, one for
 * each tab.
 *
 *     [Hexwire session]
 *     Version=1
 *
 *     [Window]
 *     width=1280
 *     height=800
 *
 *     [Tab]
 *     kind=tcp-server
 *     host=127.0.0.1
 *     port=50007
 *     reply=rules
 *     rules=rule
 *     rules=match begins text PING
 *     rules=reply escaped PONG\n
 *
 * The keys of a tab are the properties of its endpoint and of its socket options; those that are
 * not there have their defaults. Comments, and what is not known, are kept.
 */
typedef struct
{
  HexwireSessionWindow window;
  GPtrArray *tabs;

  /*< private >*/
  HexwireSection *header;
  HexwireSection *window_section;
  GPtrArray *others;    /* (element-type HexwireSection): of which nothing is known */
} HexwireSessionFile;

/** hexwire_session_file_new: (transfer full): one without tabs. */
HexwireSessionFile *hexwire_session_file_new  (void);
void                hexwire_session_file_free (HexwireSessionFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireSessionFile, hexwire_session_file_free)

/**
 * hexwire_session_file_parse:
 * @text: (array length=size_bytes): what hexwire_session_file_to_text() may have written
 * @error: return location for %HEXWIRE_NET_ERROR_SESSION or %HEXWIRE_CODEC_ERROR_FILE
 *
 * Returns: (transfer full) (nullable): the session; %NULL where the text is broken, with an error
 *   that tells the line, or of a newer version
 */
HexwireSessionFile *hexwire_session_file_parse (const char  *text,
                                                gsize        size_bytes,
                                                GError     **error);

/** hexwire_session_file_to_text: (transfer full): the settings of the tabs as they are now. */
char *hexwire_session_file_to_text (HexwireSessionFile *self);

/**
 * hexwire_session_file_load:
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): what is in @file, %NULL also with a #GIOErrorEnum
 */
HexwireSessionFile *hexwire_session_file_load (GFile   *file,
                                               GError **error);

/**
 * hexwire_session_file_save_text:
 * @text: what is to be in @file
 * @error: return location for the reason: also that of hexwire_session_file_parse(), where a
 *   session is there that cannot be read, which is not overwritten
 *
 * Writes @text, at once or not at all. Blocks.
 *
 * Returns: whether it is written
 */
gboolean hexwire_session_file_save_text (GFile       *file,
                                         const char  *text,
                                         GError     **error);

/** hexwire_session_file_take_others: moves what is not known from @other to @self. */
void hexwire_session_file_take_others (HexwireSessionFile *self,
                                       HexwireSessionFile *other);

G_END_DECLS
