/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session-keeper.h"

#include "preferences.h"
#include "window-session.h"

#include "net/responder.h"

#include <glib/gi18n.h>

/* How long a change waits for the next one. */
#define SAVE_DELAY_MS 1000

#define KEEPER_KEY "hexwire-session-keeper"

struct _HexwireSessionKeeper
{
  GObject parent_instance;

  HexwireWindow *window;        /* which owns this */
  HexwireSessionFile *base;     /* what is in the file beside the window */
  GFile *file;                  /* (nullable): %NULL where nothing is kept */
  char *written;                /* (nullable): what is in the file */
  gboolean has_refused;         /* the notice is of a session that was not opened as it is */
  guint save_source;
};

G_DEFINE_FINAL_TYPE (HexwireSessionKeeper, hexwire_session_keeper, G_TYPE_OBJECT)

static GFile *
new_file (void)
{
  g_autofree char *path
    = g_build_filename (g_get_user_state_dir (), "hexwire", "session" HEXWIRE_SESSION_SUFFIX, NULL);

  return g_file_new_for_path (path);
}

static void
save (HexwireSessionKeeper *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *notice = NULL;

  g_clear_handle_id (&self->save_source, g_source_remove);
  if (self->file == NULL)
    return;
  text = hexwire_window_session_dup_text (self->window, self->base);
  if (g_strcmp0 (text, self->written) == 0)
    return;
  if (hexwire_session_file_save_text (self->file, text, &error))
    {
      g_free (self->written);
      self->written = g_steal_pointer (&text);
      return;
    }
  g_clear_object (&self->file);
  /* Translators: the placeholder is the reason */
  notice = g_strdup_printf (_("What is open is not kept for the next time: %s"), error->message);
  hexwire_window_show_notice (self->window, notice);
}

static gboolean
save_cb (gpointer user_data)
{
  HexwireSessionKeeper *self = user_data;

  self->save_source = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (HexwireSessionKeeper *self)
{
  if (self->file != NULL && self->save_source == 0)
    self->save_source = g_timeout_add (SAVE_DELAY_MS, save_cb, self);
}

static void
watch (HexwireSessionKeeper *self,
       gpointer              object,
       const char           *signal_name)
{
  g_signal_connect_object (object, signal_name, G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
watch_page (HexwireSessionKeeper *self,
            GtkWidget            *page)
{
  HexwireEndpoint *endpoint;

  watch (self, page, "look-changed");
  if (!HEXWIRE_IS_ENDPOINT_PAGE (page))
    return;
  endpoint = hexwire_endpoint_page_get_endpoint (HEXWIRE_ENDPOINT_PAGE (page));
  watch (self, endpoint, "notify");
  watch (self, hexwire_endpoint_get_options (endpoint), "notify");
  watch (self, hexwire_responder_get_rules (hexwire_endpoint_get_responder (endpoint)),
         "items-changed");
}

static void
page_added_cb (HexwireSessionKeeper *self,
               GtkWidget            *page)
{
  watch_page (self, page);
  changed_cb (self);
}

static void
watch_window (HexwireSessionKeeper *self)
{
  GtkNotebook *notebook = hexwire_window_get_notebook (self->window);
  HexwirePayloadPanel *panel = hexwire_window_get_payload_panel (self->window);

  watch (self, self->window, "notify");
  watch (self, notebook, "page-removed");
  watch (self, notebook, "page-reordered");
  watch (self, notebook, "switch-page");
  watch (self, panel, "notify::visible");
  watch (self, gtk_widget_get_parent (GTK_WIDGET (panel)), "notify::position");
  g_signal_connect_object (notebook, "page-added", G_CALLBACK (page_added_cb), self,
                           G_CONNECT_SWAPPED);
}

/* The window goes: what nobody told of is kept with the rest. */
static void
unmap_cb (HexwireSessionKeeper *self)
{
  save (self);
  g_clear_object (&self->file);
}

static void
hexwire_session_keeper_finalize (GObject *object)
{
  HexwireSessionKeeper *self = HEXWIRE_SESSION_KEEPER (object);

  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_pointer (&self->base, hexwire_session_file_free);
  g_clear_object (&self->file);
  g_free (self->written);

  G_OBJECT_CLASS (hexwire_session_keeper_parent_class)->finalize (object);
}

static void
hexwire_session_keeper_class_init (HexwireSessionKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_session_keeper_finalize;
}

static void
hexwire_session_keeper_init (HexwireSessionKeeper *self)
{
}

/* That of a window which keeps nothing has no file. */
static HexwireSessionKeeper *
get_keeper (HexwireWindow *window)
{
  HexwireSessionKeeper *self = g_object_get_data (G_OBJECT (window), KEEPER_KEY);

  if (self != NULL)
    return self;
  self = g_object_new (HEXWIRE_TYPE_SESSION_KEEPER, NULL);
  self->window = window;
  self->base = hexwire_session_file_new ();
  g_object_set_data_full (G_OBJECT (window), KEEPER_KEY, self, g_object_unref);
  return self;
}

static void
tell (HexwireWindow *window,
      const char    *what,
      GFile         *file,
      const GError  *error)
{
  g_autofree char *name = g_file_get_parse_name (file);
  /* What GIO says of it has the name once more. */
  const char *reason = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
                         ? _("There is no such file")
                         : error->message;
  g_autofree char *notice = g_strdup_printf ("%s: %s: %s", what, name, reason);

  hexwire_window_show_notice (window, notice);
}

/* What is in a session that this program does not know stays in what is kept. */
static void
tell_others (HexwireSessionKeeper *self,
             HexwireSessionFile   *session)
{
  self->has_refused = session->others->len > 0;
  if (self->has_refused)
    hexwire_window_show_notice (self->window,
                                _("A part of the session is not shown: it is of a newer version, "
                                  "or of none. It is kept."));
}

static void
restore (HexwireSessionKeeper *self,
         HexwireSessionFile   *session)
{
  hexwire_window_session_set_size (self->window, &session->window);
  if (hexwire_preferences_get_boolean ("restore-tabs"))
    hexwire_window_session_add (self->window, session);
  hexwire_session_file_free (self->base);
  self->base = session;
}

void
hexwire_session_keeper_start (HexwireWindow *window)
{
  HexwireSessionKeeper *self = get_keeper (window);
  g_autoptr (GFile) file = new_file ();
  g_autoptr (GError) error = NULL;
  HexwireSessionFile *session = hexwire_session_file_load (file, &error);

  watch_window (self);
  g_signal_connect_object (window, "unmap", G_CALLBACK (unmap_cb), self, G_CONNECT_SWAPPED);
  if (session != NULL)
    restore (self, session);
  if (session != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    self->file = g_steal_pointer (&file);
  else
    tell (window, _("The tabs of the last time are not opened, and nothing is kept for the next "
                    "one"), file, error);
}

void
hexwire_session_keeper_open (HexwireWindow *window,
                             GFile         *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HexwireSessionFile) session = hexwire_session_file_load (file, &error);
  HexwireSessionKeeper *self = get_keeper (window);

  if (session == NULL)
    {
      tell (window, _("The session cannot be opened"), file, error);
      self->has_refused = TRUE;
      return;
    }
  if (self->has_refused)
    hexwire_window_show_notice (window, NULL);
  tell_others (self, session);
  hexwire_window_session_add (window, session);
  hexwire_session_file_take_others (self->base, session);
}

void
hexwire_session_keeper_save_as (HexwireWindow *window,
                                GFile         *file)
{
  g_autofree char *text = hexwire_window_session_dup_text (window, get_keeper (window)->base);
  g_autoptr (GError) error = NULL;

  if (!hexwire_session_file_save_text (file, text, &error))
    tell (window, _("The session is not saved"), file, error);
}
