/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window-session.h"

#include "capture-page.h"
#include "page-look.h"
#include "pane-size.h"
#include "preferences.h"
#include "window-closing.h"

#define TAB_KEY "hexwire-session-tab"

static void
set_tab (GtkWidget         *page,
         HexwireSessionTab *tab)
{
  g_object_set_data_full (G_OBJECT (page), TAB_KEY, tab, (GDestroyNotify) hexwire_session_tab_free);
}

/* What of a page is written down; what its section said beside comes with it. */
static HexwireSessionTab *
update_tab (GtkWidget *page)
{
  HexwireSessionTab *tab = g_object_get_data (G_OBJECT (page), TAB_KEY);
  HexwireEndpoint *endpoint = hexwire_endpoint_page_find_endpoint (page);

  if (tab == NULL)
    {
      g_autofree char *capture = NULL;

      if (endpoint == NULL)
        capture = g_file_get_path (hexwire_capture_page_get_file (HEXWIRE_CAPTURE_PAGE (page)));
      tab = hexwire_session_tab_new (endpoint, capture != NULL ? capture : "");
      set_tab (page, tab);
    }
  hexwire_session_look_clear (&tab->look);
  if (endpoint != NULL)
    hexwire_endpoint_page_init_look (HEXWIRE_ENDPOINT_PAGE (page), &tab->look);
  else
    hexwire_page_look_init (&tab->look, hexwire_page_get_log_pane (HEXWIRE_PAGE (page)));
  tab->is_running = endpoint != NULL && hexwire_endpoint_is_active (endpoint);
  return tab;
}

static guint
positive (int number)
{
  return number > 0 ? (guint) number : 0;
}

static void
read_window (HexwireWindow        *window,
             HexwireSessionWindow *size)
{
  HexwirePayloadPanel *panel = hexwire_window_get_payload_panel (window);
  const char *format = hexwire_payload_panel_get_format (panel);
  int width_px;
  int height_px;

  gtk_window_get_default_size (GTK_WINDOW (window), &width_px, &height_px);
  size->width_px = positive (width_px);
  size->height_px = positive (height_px);
  size->is_maximized = gtk_window_is_maximized (GTK_WINDOW (window));
  size->hides_panel = !hexwire_window_wants_panel (window);
  size->panel_width_px
    = hexwire_pane_size_get (GTK_PANED (gtk_widget_get_parent (GTK_WIDGET (panel))));
  size->front
    = positive (gtk_notebook_get_current_page (hexwire_window_get_notebook (window)));
  g_free (size->payload_format);
  size->payload_format = format != NULL && *format != '\0' ? g_strdup (format) : NULL;
}

char *
hexwire_window_session_dup_text (HexwireWindow      *window,
                                 HexwireSessionFile *base)
{
  GtkNotebook *notebook = hexwire_window_get_notebook (window);
  char *text;

  g_ptr_array_set_size (base->tabs, 0);
  for (int i = 0; i < gtk_notebook_get_n_pages (notebook); i++)
    g_ptr_array_add (base->tabs, update_tab (gtk_notebook_get_nth_page (notebook, i)));
  read_window (window, &base->window);
  text = hexwire_session_file_to_text (base);
  /* The tabs belong to the pages. */
  while (base->tabs->len > 0)
    g_ptr_array_steal_index (base->tabs, base->tabs->len - 1);
  return text;
}

/* Whether a page is as it was made, and nothing happened in it. */
static gboolean
is_untouched (GtkWidget *page)
{
  HexwireEndpoint *endpoint = hexwire_endpoint_page_find_endpoint (page);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) new_text = g_string_new (NULL);
  g_autoptr (HexwireEndpoint) new_endpoint = NULL;
  g_autoptr (HexwireSessionTab) new_tab = NULL;

  if (endpoint == NULL
      || g_list_model_get_n_items (G_LIST_MODEL (hexwire_endpoint_get_log (endpoint))) > 0)
    return FALSE;
  new_endpoint = hexwire_endpoint_new (hexwire_endpoint_get_kind (endpoint));
  new_tab = hexwire_session_tab_new (new_endpoint, NULL);
  hexwire_session_tab_append (update_tab (page), text);
  hexwire_session_tab_append (new_tab, new_text);
  return g_str_equal (text->str, new_text->str);
}

void
hexwire_window_session_remove_untouched (HexwireWindow *window)
{
  GtkNotebook *notebook = hexwire_window_get_notebook (window);

  g_return_if_fail (HEXWIRE_IS_WINDOW (window));

  for (int i = gtk_notebook_get_n_pages (notebook) - 1; i >= 0; i--)
    {
      GtkWidget *page = gtk_notebook_get_nth_page (notebook, i);

      if (is_untouched (page))
        hexwire_window_closing_close_page (window, HEXWIRE_PAGE (page));
    }
}

static void
add_tab (HexwireWindow     *window,
         HexwireSessionTab *tab)
{
  GtkNotebook *notebook = hexwire_window_get_notebook (window);
  GtkWidget *page;

  if (tab->endpoint != NULL)
    {
      page = GTK_WIDGET (hexwire_window_add_endpoint_with_look (window, tab->endpoint,
                                                               &tab->look));
      if (tab->is_running && hexwire_preferences_get_boolean ("start-running"))
        hexwire_endpoint_open (tab->endpoint);
    }
  else
    {
      g_autoptr (GFile) file = g_file_new_for_path (tab->capture);

      hexwire_window_add_capture (window, file);
      page = gtk_notebook_get_nth_page (notebook, -1);
      hexwire_page_look_apply (&tab->look, hexwire_page_get_log_pane (HEXWIRE_PAGE (page)));
    }
  set_tab (page, tab);
}

void
hexwire_window_session_add (HexwireWindow      *window,
                            HexwireSessionFile *session)
{
  int n_before;

  if (session->tabs->len == 0)
    return;
  hexwire_window_session_remove_untouched (window);
  n_before = hexwire_window_get_n_tabs (window);
  while (session->tabs->len > 0)
    add_tab (window, g_ptr_array_steal_index (session->tabs, 0));
  hexwire_window_show_page (window, MIN (n_before + (int) session->window.front,
                                         hexwire_window_get_n_tabs (window) - 1));
}

void
hexwire_window_session_set_size (HexwireWindow              *window,
                                 const HexwireSessionWindow *size)
{
  HexwirePayloadPanel *panel = hexwire_window_get_payload_panel (window);

  if (size->width_px > 0 && size->height_px > 0)
    gtk_window_set_default_size (GTK_WINDOW (window), (int) size->width_px, (int) size->height_px);
  if (size->is_maximized)
    gtk_window_maximize (GTK_WINDOW (window));
  gtk_widget_set_visible (GTK_WIDGET (panel), !size->hides_panel);
  hexwire_pane_size_set (GTK_PANED (gtk_widget_get_parent (GTK_WIDGET (panel))),
                         size->panel_width_px);
  if (size->payload_format != NULL)
    hexwire_payload_panel_set_format (panel, size->payload_format);
}
