/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/session-look.h"

#include <glib/gi18n-lib.h>

#include "net/session-value.h"

#define MAX_PANE_PX 32767

static const char *const style_ids[] = { "text-and-hex", "text", "hex", "decoded" };

const char *
hexwire_session_style_get_id (HexwireSessionStyle style)
{
  return style < HEXWIRE_SESSION_N_STYLES ? style_ids[style] : NULL;
}

gboolean
hexwire_session_style_from_id (const char          *id,
                               HexwireSessionStyle *style)
{
  for (guint i = 0; i < HEXWIRE_SESSION_N_STYLES; i++)
    if (g_strcmp0 (id, style_ids[i]) == 0)
      {
        *style = i;
        return TRUE;
      }
  return FALSE;
}

void
hexwire_session_look_init (HexwireSessionLook *self)
{
  *self = (HexwireSessionLook) { .style = HEXWIRE_SESSION_STYLE_DEFAULT };
}

void
hexwire_session_look_clear (HexwireSessionLook *self)
{
  g_clear_pointer (&self->rule, hexwire_frame_rule_unref);
  g_free (self->format);
  g_free (self->time_format);
  hexwire_session_look_init (self);
}

void
hexwire_session_look_copy (HexwireSessionLook       *self,
                           const HexwireSessionLook *other)
{
  *self = *other;
  self->rule = other->rule != NULL ? hexwire_frame_rule_ref (other->rule) : NULL;
  self->format = g_strdup (other->format);
  self->time_format = g_strdup (other->time_format);
}

gboolean
hexwire_session_look_read (HexwireSessionLook    *self,
                           const HexwireSection  *section,
                           GError               **error)
{
  g_autofree char *rule = hexwire_section_dup_value (section, "framing", NULL);
  g_autofree char *style = hexwire_section_dup_value (section, "style", NULL);
  g_autoptr (GError) reason = NULL;
  HexwireTimeFormat time_format;

  self->format = hexwire_section_dup_value (section, "format", NULL);
  self->time_format = hexwire_section_dup_value (section, "time", NULL);
  if (rule != NULL && (self->rule = hexwire_frame_rule_parse (rule, NULL, &reason)) == NULL)
    return hexwire_session_value_fail (section, "framing", reason->message, error);
  if (self->rule != NULL && self->rule->kind == HEXWIRE_FRAME_NONE)
    g_clear_pointer (&self->rule, hexwire_frame_rule_unref);
  if (style != NULL && !hexwire_session_style_from_id (style, &self->style))
    return hexwire_session_value_fail (section, "style", _("there is no such style"), error);
  if (self->time_format != NULL && !hexwire_time_format_from_id (self->time_format, &time_format))
    return hexwire_session_value_fail (section, "time", _("times are not told so"), error);
  return hexwire_session_read_uint (section, "peers-width", MAX_PANE_PX, &self->peers_width_px,
                                    error)
         && hexwire_session_read_uint (section, "detail-height", MAX_PANE_PX,
                                       &self->detail_height_px, error);
}

void
hexwire_session_look_write (const HexwireSessionLook *self,
                            HexwireSection           *section)
{
  g_autofree char *rule = self->rule != NULL ? hexwire_frame_rule_to_text (self->rule) : NULL;

  hexwire_section_set_value (section, "framing", rule);
  hexwire_section_set_value (section, "style", hexwire_session_style_get_id (self->style));
  hexwire_section_set_value (section, "format", self->format);
  hexwire_section_set_value (section, "time", self->time_format);
  hexwire_session_write_uint (section, "peers-width", self->peers_width_px);
  hexwire_session_write_uint (section, "detail-height", self->detail_height_px);
}
