/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window-closing.h"

#include "confirm-dialog.h"
#include "preferences.h"

#include <glib/gi18n.h>

typedef struct
{
  HexwireWindow *window;
  HexwirePage *page;            /* NULL for the whole window */
  gboolean quits;               /* the other windows follow */
} CloseRequest;

static void
close_request_free (CloseRequest *self)
{
  g_object_unref (self->window);
  g_clear_object (&self->page);
  g_free (self);
}

static void
closed_cb (HexwireEndpoint *endpoint)
{
  if (hexwire_endpoint_is_active (endpoint))
    return;
  g_signal_handlers_disconnect_by_func (endpoint, closed_cb, NULL);
  g_object_unref (endpoint);
}

void
hexwire_window_closing_end (HexwireEndpoint *endpoint)
{
  if (!hexwire_endpoint_is_active (endpoint))
    return;
  g_signal_connect (g_object_ref (endpoint), "notify::state", G_CALLBACK (closed_cb), NULL);
  hexwire_endpoint_close (endpoint);
}

static gboolean
is_open (gpointer page)
{
  HexwireEndpoint *endpoint = hexwire_endpoint_page_find_endpoint (page);

  return endpoint != NULL && hexwire_endpoint_is_active (endpoint);
}

static gboolean
has_open_tab (HexwireWindow *window)
{
  GtkNotebook *notebook = hexwire_window_get_notebook (window);

  for (int i = 0; i < gtk_notebook_get_n_pages (notebook); i++)
    if (is_open (gtk_notebook_get_nth_page (notebook, i)))
      return TRUE;
  return FALSE;
}

static void
close_window (HexwireWindow *window,
              gboolean       quits)
{
  g_autoptr (GtkApplication) application
    = g_object_ref (gtk_window_get_application (GTK_WINDOW (window)));

  gtk_window_destroy (GTK_WINDOW (window));
  if (quits)
    g_action_group_activate_action (G_ACTION_GROUP (application), "quit", NULL);
}

static void
confirmed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  CloseRequest *request = user_data;

  if (hexwire_confirm_finish (result))
    {
      if (request->page != NULL)
        hexwire_window_remove_page (request->window, request->page);
      else
        close_window (request->window, request->quits);
    }
  close_request_free (request);
}

static void
confirm_close (HexwireWindow *window,
               HexwirePage   *page,
               gboolean       quits,
               const char    *title,
               const char    *body)
{
  CloseRequest *request = g_new0 (CloseRequest, 1);

  request->window = g_object_ref (window);
  request->page = page != NULL ? g_object_ref (page) : NULL;
  request->quits = quits;
  hexwire_confirm_async (GTK_WINDOW (window), title, body, _("Close"), confirmed_cb, request);
}

void
hexwire_window_closing_close_page (HexwireWindow *window,
                                   HexwirePage   *page)
{
  g_return_if_fail (HEXWIRE_IS_WINDOW (window));

  if (is_open (page) && hexwire_preferences_get_boolean ("confirm-close"))
    confirm_close (window, page, FALSE, _("Close the tab?"),
                   _("It is open. Closing the tab ends it, and its log is gone."));
  else
    hexwire_window_remove_page (window, page);
}

gboolean
hexwire_window_closing_asks (HexwireWindow *window,
                             gboolean       quits)
{
  g_return_val_if_fail (HEXWIRE_IS_WINDOW (window), FALSE);

  if (!has_open_tab (window) || !hexwire_preferences_get_boolean ("confirm-close"))
    return FALSE;
  confirm_close (window, NULL, quits, _("Close the window?"),
                 _("Something is open. Closing the window ends it, and the logs are gone."));
  return TRUE;
}
