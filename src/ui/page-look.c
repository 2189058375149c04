/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "page-look.h"

#include "pane-size.h"
#include "preferences.h"

/* The list of peers in its template. */
#define PEERS_WIDTH_PX 224

/* What stands between the peers and the messages; a capture has none. */
static GtkPaned *
find_peers_paned (HexwireLogPane *pane)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (pane));

  return GTK_IS_PANED (parent) ? GTK_PANED (parent) : NULL;
}

static void
read_time_format (HexwireSessionLook *look,
                  HexwireLogPane     *pane)
{
  g_autofree char *preferred = hexwire_preferences_dup_string ("time-format");
  g_autofree char *present = NULL;

  g_object_get (hexwire_log_pane_get_list (pane), "time-format", &present, NULL);
  if (!g_str_equal (present, preferred))
    look->time_format = g_steal_pointer (&present);
}

void
hexwire_page_look_init (HexwireSessionLook *look,
                        HexwireLogPane     *pane)
{
  g_autofree char *preferred = hexwire_preferences_dup_string ("data-style");
  HexwireStyleChoice *choice = hexwire_log_pane_get_style (pane);
  HexwireSessionStyle style = hexwire_style_choice_get_selected (choice);
  HexwireFrameRule *rule = hexwire_log_pane_get_rule (pane);
  const char *format = hexwire_style_choice_get_format_text (choice);
  GtkPaned *paned = find_peers_paned (pane);

  hexwire_session_look_init (look);
  if (!g_str_equal (hexwire_session_style_get_id (style), preferred))
    look->style = style;
  if (*format != '\0')
    look->format = g_strdup (format);
  if (rule != NULL)
    look->rule = hexwire_frame_rule_ref (rule);
  read_time_format (look, pane);
  if (paned != NULL && hexwire_pane_size_get_start (paned) != PEERS_WIDTH_PX)
    look->peers_width_px = hexwire_pane_size_get_start (paned);
  look->detail_height_px = hexwire_pane_size_get (hexwire_log_pane_get_paned (pane));
}

void
hexwire_page_look_apply (const HexwireSessionLook *look,
                         HexwireLogPane           *pane)
{
  HexwireStyleChoice *choice = hexwire_log_pane_get_style (pane);
  GtkPaned *paned = find_peers_paned (pane);

  if (look->format != NULL)
    hexwire_style_choice_set_format_text (choice, look->format);
  if (look->style != HEXWIRE_SESSION_STYLE_DEFAULT)
    hexwire_style_choice_set_selected (choice, look->style);
  if (look->rule != NULL)
    hexwire_log_pane_set_rule (pane, look->rule);
  if (look->time_format != NULL)
    g_object_set (hexwire_log_pane_get_list (pane), "time-format", look->time_format, NULL);
  if (paned != NULL && look->peers_width_px > 0)
    gtk_paned_set_position (paned, (int) look->peers_width_px);
  hexwire_pane_size_set (hexwire_log_pane_get_paned (pane), look->detail_height_px);
}
