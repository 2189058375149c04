/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "application.h"

#include "accelerators.h"
#include "color-scheme.h"
#include "command-line.h"
#include "compat-bounds.h"
#include "data-font.h"
#include "demo.h"
#include "hexwire-resources.h"
#include "recordings.h"
#include "session-keeper.h"
#include "widget-names.h"
#include "window-closing.h"
#include "window.h"

#include "net/session-file.h"
#include "net/unix-file.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <sys/resource.h>

/* How long the end of the program waits for the disk to take what was recorded. */
#define END_TIMEOUT_MS 5000

struct _HexwireApplication
{
  GtkApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (HexwireApplication, hexwire_application, GTK_TYPE_APPLICATION)

/* No window closes before everything that has to be asked is answered; an answer quits again. */
static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GtkApplication *application = user_data;
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (application));

  for (GList *l = windows; l != NULL; l = l->next)
    if (HEXWIRE_IS_WINDOW (l->data) && hexwire_window_closing_asks (l->data, TRUE))
      return;
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

/* Told to end, by a terminal or the session: nobody is asked, but what is open is closed in order,
 * so that no path of a UNIX socket is left behind. */
static gboolean
told_to_end_cb (gpointer user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_destroy (l->data);
  g_application_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  gtk_show_about_dialog (gtk_application_get_active_window (user_data),
                         "program-name", "Hexwire",
                         "version", PACKAGE_VERSION,
                         "comments", _("Watch, answer and build TCP and UDP messages"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "logo-icon-name", APP_ID,
                         NULL);
}

static HexwireWindow *
find_window (GApplication *application)
{
  /* Those used last come first; dialogs are among them. */
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (application)); l != NULL;
       l = l->next)
    if (HEXWIRE_IS_WINDOW (l->data))
      return l->data;
  return NULL;
}

/* @restores: whether the first window opens what was open the last time, and keeps it. */
static HexwireWindow *
get_window (GApplication *application,
            gboolean      wants_new,
            gboolean      restores)
{
  HexwireWindow *window = find_window (application);
  gboolean is_first = window == NULL;

  if (!is_first && !wants_new)
    return window;
  window = hexwire_window_new (GTK_APPLICATION (application));
  if (is_first && restores)
    hexwire_session_keeper_start (window);
  return window;
}

static void
add_files (HexwireWindow  *window,
           GFile         **files,
           guint           n_files)
{
  for (guint i = 0; i < n_files; i++)
    {
      g_autofree char *name = g_file_get_basename (files[i]);

      if (g_str_has_suffix (name, HEXWIRE_SESSION_SUFFIX))
        hexwire_session_keeper_open (window, files[i]);
      else
        hexwire_window_add_capture (window, files[i]);
    }
}

static void
present (HexwireWindow *window)
{
  if (hexwire_window_get_n_tabs (window) == 0)
    hexwire_window_add_default_tabs (window);
  gtk_window_present (GTK_WINDOW (window));
}

static void
new_window_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  present (get_window (user_data, TRUE, FALSE));
}

static const GActionEntry app_entries[] = {
  { .name = "quit", .activate = quit_cb },
  { .name = "about", .activate = about_cb },
  { .name = "new-window", .activate = new_window_cb },
};

static void
hexwire_application_startup (GApplication *application)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  g_resources_register (hexwire_get_resource ());
  G_APPLICATION_CLASS (hexwire_application_parent_class)->startup (application);

  gtk_css_provider_load_from_resource (provider, "/org/hexwire/Hexwire/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_action_map_add_action_entries (G_ACTION_MAP (application), app_entries,
                                   G_N_ELEMENTS (app_entries), application);
  /* Of one size, as pixels: what reads SVG is a library of its own, which takes a tenth of the time
   * that the window takes to open. */
  gtk_window_set_default_icon_name (APP_ID ".Window");
  hexwire_compat_bounds_mend ();
  hexwire_widget_names_follow ();
  hexwire_data_font_follow (gdk_display_get_default ());
  hexwire_color_scheme_follow (g_application_get_dbus_connection (application));
  hexwire_accelerators_bind (GTK_APPLICATION (application));
  g_unix_signal_add (SIGHUP, told_to_end_cb, application);
  g_unix_signal_add (SIGINT, told_to_end_cb, application);
  g_unix_signal_add (SIGTERM, told_to_end_cb, application);
}

/* What a desktop asks for over the bus: the window, and files in it. */
static void
hexwire_application_activate (GApplication *application)
{
  present (get_window (application, FALSE, TRUE));
}

static void
hexwire_application_open (GApplication  *application,
                          GFile        **files,
                          int            n_files,
                          const char    *hint)
{
  HexwireWindow *window = get_window (application, FALSE, FALSE);

  add_files (window, files, (guint) n_files);
  present (window);
}

static int
hexwire_application_command_line (GApplication            *application,
                                  GApplicationCommandLine *command_line)
{
  HexwireWindow *window;
  g_autoptr (GError) error = NULL;
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  g_autoptr (GPtrArray) endpoints = hexwire_command_line_get_endpoints (
    options, g_application_command_line_get_cwd (command_line), &error);
  g_autoptr (GPtrArray) files = hexwire_command_line_get_files (options, command_line);
  gboolean is_demo = hexwire_command_line_wants_demo (options);

  if (endpoints == NULL)
    {
      g_application_command_line_printerr (command_line, "hexwire: %s\n", error->message);
      return 2;
    }
  window = get_window (application, hexwire_command_line_wants_new_window (options),
                       endpoints->len == 0 && files->len == 0 && !is_demo);
  for (guint i = 0; i < endpoints->len; i++)
    {
      hexwire_window_add_endpoint (window, g_ptr_array_index (endpoints, i));
      hexwire_endpoint_open (g_ptr_array_index (endpoints, i));
    }
  add_files (window, (GFile **) files->pdata, files->len);
  if (is_demo)
    hexwire_demo_start (window);
  present (window);
  return 0;
}

static int
hexwire_application_handle_local_options (GApplication *application,
                                          GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("hexwire %s\n", PACKAGE_VERSION);
  return 0;
}

static void
hexwire_application_shutdown (GApplication *application)
{
  hexwire_unix_file_end ();
  hexwire_recordings_wait (END_TIMEOUT_MS);
  G_APPLICATION_CLASS (hexwire_application_parent_class)->shutdown (application);
}

static void
hexwire_application_class_init (HexwireApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = hexwire_application_startup;
  application_class->shutdown = hexwire_application_shutdown;
  application_class->activate = hexwire_application_activate;
  application_class->open = hexwire_application_open;
  application_class->command_line = hexwire_application_command_line;
  application_class->handle_local_options = hexwire_application_handle_local_options;
}

static void
hexwire_application_init (HexwireApplication *self)
{
  hexwire_command_line_add_options (G_APPLICATION (self));
}

HexwireApplication *
hexwire_application_new (void)
{
  return g_object_new (HEXWIRE_TYPE_APPLICATION,
                       "application-id", APP_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN,
                       NULL);
}

/* A machine without a render node has GL in software only. */
static gboolean
has_gpu (void)
{
  g_autoptr (GDir) nodes = g_dir_open ("/dev/dri", 0, NULL);
  const char *name;

  while (nodes != NULL && (name = g_dir_read_name (nodes)) != NULL)
    if (g_str_has_prefix (name, "renderD"))
      return TRUE;
  return FALSE;
}

/* With GL in software, GTK's GL renderer takes 86 ms more to start, 64 MB more, and three times the
 * processor of cairo. GL that is only looked for, and not used, still takes a third of the time and
 * 60 MB, for the drivers: so it is not. */
static void
prefer_cairo (void)
{
  const char *renderer = g_getenv ("GSK_RENDERER");

  if (renderer != NULL && !g_str_equal (renderer, "cairo"))
    return;
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  if (gtk_get_minor_version () >= 16)
    g_setenv ("GDK_DISABLE", "gl", FALSE);
  else
    g_setenv ("GDK_DEBUG", "gl-disable", FALSE);
}

void
hexwire_application_prepare (void)
{
  struct rlimit limit;

  /* In a web browser nothing is seen of what another renderer than GTK's own for it draws. */
  if (!has_gpu () && g_strcmp0 (g_getenv ("GDK_BACKEND"), "broadway") != 0)
    prefer_cairo ();
  if (getrlimit (RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max)
    {
      limit.rlim_cur = limit.rlim_max;
      setrlimit (RLIMIT_NOFILE, &limit);
    }
  g_set_prgname ("hexwire");
}
