/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/session-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/kept-file.h"
#include "net/net-error.h"
#include "net/session-value.h"

#define HEADER_NAME "Hexwire session"
#define WINDOW_NAME "Window"
#define VERSION_KEY "Version"
#define VERSION 1
#define MAX_PX 32767
#define MAX_TABS 10000

HexwireSessionFile *
hexwire_session_file_new (void)
{
  HexwireSessionFile *self = g_new0 (HexwireSessionFile, 1);

  self->tabs = g_ptr_array_new_with_free_func ((GDestroyNotify) hexwire_session_tab_free);
  self->others = g_ptr_array_new_with_free_func ((GDestroyNotify) hexwire_section_free);
  self->header = hexwire_section_new (HEADER_NAME);
  self->window_section = hexwire_section_new (WINDOW_NAME);
  return self;
}

void
hexwire_session_file_free (HexwireSessionFile *self)
{
  g_free (self->window.payload_format);
  g_ptr_array_unref (self->tabs);
  g_ptr_array_unref (self->others);
  hexwire_section_free (self->header);
  hexwire_section_free (self->window_section);
  g_free (self);
}

static gboolean
fail (GError     **error,
      const char  *reason)
{
  g_set_error_literal (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SESSION, reason);
  return FALSE;
}

/* The first section makes a text a session, and says whether this program can read it. */
static gboolean
check_header (GPtrArray  *sections,
              GError    **error)
{
  const HexwireSection *header = NULL;
  guint version = 0;

  if (sections->len > 0)
    header = g_ptr_array_index (sections, 0);
  if (header == NULL || !g_str_equal (hexwire_section_get_name (header), HEADER_NAME))
    return fail (error, _("this is not a session of Hexwire"));
  if (!hexwire_session_read_uint (header, VERSION_KEY, G_MAXINT, &version, error))
    return FALSE;
  if (version == 0)
    return fail (error, _("this is not a session of Hexwire"));
  if (version > VERSION)
    return fail (error, _("the session is of a newer version of the program"));
  return TRUE;
}

static gboolean
read_window (HexwireSessionFile  *self,
             GError             **error)
{
  const HexwireSection *section = self->window_section;
  HexwireSessionWindow *window = &self->window;
  gboolean has_panel = TRUE;

  if (!hexwire_session_read_uint (section, "width", MAX_PX, &window->width_px, error)
      || !hexwire_session_read_uint (section, "height", MAX_PX, &window->height_px, error)
      || !hexwire_session_read_boolean (section, "maximized", &window->is_maximized, error)
      || !hexwire_session_read_boolean (section, "panel", &has_panel, error)
      || !hexwire_session_read_uint (section, "panel-width", MAX_PX, &window->panel_width_px, error)
      || !hexwire_session_read_uint (section, "front", MAX_TABS, &window->front, error))
    return FALSE;
  window->hides_panel = !has_panel;
  g_free (window->payload_format);
  window->payload_format = hexwire_section_dup_value (section, "payload-format", NULL);
  return TRUE;
}

static gboolean
fail_twice (GError               **error,
            const HexwireSection  *section)
{
  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SESSION,
               /* Translators: the number of a line, and the name of a part of a file */
               _("line %u: “[%s]” is there twice"), hexwire_section_get_line (section),
               hexwire_section_get_name (section));
  return FALSE;
}

/* @section: (transfer full) */
static gboolean
read_section (HexwireSessionFile  *self,
              HexwireSection      *section,
              GError             **error)
{
  const char *name = hexwire_section_get_name (section);
  HexwireSection **place = g_str_equal (name, HEADER_NAME)   ? &self->header
                           : g_str_equal (name, WINDOW_NAME) ? &self->window_section
                                                             : NULL;
  HexwireSessionTab *tab;

  if (place != NULL)
    {
      gboolean is_first = hexwire_section_get_line (*place) == 0;

      if (!is_first)
        fail_twice (error, section);
      hexwire_section_free (is_first ? *place : section);
      if (is_first)
        *place = section;
      return is_first && (place == &self->header || read_window (self, error));
    }
  if (!hexwire_session_tab_is_known (section))
    {
      g_ptr_array_add (self->others, section);
      return TRUE;
    }
  tab = hexwire_session_tab_read (section, error);
  if (tab != NULL)
    g_ptr_array_add (self->tabs, tab);
  return tab != NULL;
}

HexwireSessionFile *
hexwire_session_file_parse (const char  *text,
                            gsize        size_bytes,
                            GError     **error)
{
  g_autoptr (GPtrArray) sections = hexwire_sections_parse (text, size_bytes, error);
  g_autoptr (HexwireSessionFile) self = NULL;

  if (sections == NULL || !check_header (sections, error))
    return NULL;
  self = hexwire_session_file_new ();
  while (sections->len > 0)
    if (!read_section (self, g_ptr_array_steal_index (sections, 0), error))
      return NULL;
  return g_steal_pointer (&self);
}

static void
write_window (HexwireSection             *section,
              const HexwireSessionWindow *window)
{
  hexwire_session_write_uint (section, "width", window->width_px);
  hexwire_session_write_uint (section, "height", window->height_px);
  hexwire_section_set_value (section, "maximized", window->is_maximized ? "true" : NULL);
  hexwire_section_set_value (section, "panel", window->hides_panel ? "false" : NULL);
  hexwire_session_write_uint (section, "panel-width", window->panel_width_px);
  hexwire_session_write_uint (section, "front", window->front);
  hexwire_section_set_value (section, "payload-format", window->payload_format);
}

char *
hexwire_session_file_to_text (HexwireSessionFile *self)
{
  GString *text = g_string_new (NULL);

  hexwire_session_write_uint (self->header, VERSION_KEY, VERSION);
  write_window (self->window_section, &self->window);
  hexwire_section_append (self->header, text);
  hexwire_section_append (self->window_section, text);
  for (guint i = 0; i < self->tabs->len; i++)
    hexwire_session_tab_append (g_ptr_array_index (self->tabs, i), text);
  for (guint i = 0; i < self->others->len; i++)
    hexwire_section_append (g_ptr_array_index (self->others, i), text);
  return g_string_free (text, FALSE);
}

HexwireSessionFile *
hexwire_session_file_load (GFile   *file,
                           GError **error)
{
  gsize size_bytes;
  g_autofree char *text = hexwire_kept_file_read (file, &size_bytes, error);

  return text != NULL ? hexwire_session_file_parse (text, size_bytes, error) : NULL;
}

gboolean
hexwire_session_file_save_text (GFile       *file,
                                const char  *text,
                                GError     **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (HexwireSessionFile) present = hexwire_session_file_load (file, &reason);

  if (present == NULL && !g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  return hexwire_kept_file_write (file, text, TRUE, error);
}

void
hexwire_session_file_take_others (HexwireSessionFile *self,
                                  HexwireSessionFile *other)
{
  while (other->others->len > 0)
    g_ptr_array_add (self->others, g_ptr_array_steal_index (other->others, 0));
}
