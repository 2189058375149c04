/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window.h"

#include "capture-page.h"
#include "color-scheme.h"
#include "compat-color.h"
#include "compat-names.h"
#include "compat-paned.h"
#include "data-font.h"
#include "endpoint-text.h"
#include "focus-return.h"
#include "late-menu.h"
#include "log-defaults.h"
#include "tab-label.h"
#include "tab-unread.h"
#include "tooltip.h"
#include "welcome.h"
#include "window-actions.h"
#include "window-closing.h"

#include <glib/gi18n.h>

/* In a narrower window the payload panel gives its place to the messages. */
#define MIN_WIDTH_WITH_PANEL_PX 1100

/* What the two take side by side, where text is ten points high. */
#define TEXT_WIDTH_WITH_PANEL_PX 900

struct _HexwireWindow
{
  GtkApplicationWindow parent_instance;

  gboolean is_narrow;
  gboolean had_panel;             /* when the window became narrow */
  guint adapt_source;

  gulong front_title_id;          /* on the page in front, whose title the window has */
  HexwirePage *front;

  GtkLabel *title;
  GtkLabel *subtitle;
  GtkMenuButton *menu_button;
  GMenuModel *main_menu;
  GtkMenuButton *new_button;
  GMenuModel *new_menu;
  GtkNotebook *notebook;
  GtkOverlay *overlay;
  GtkWidget *welcome;         /* (nullable): over the notebook, while that has no tabs */
  HexwirePayloadPanel *payload_panel;
  GtkWidget *notice_bar;
  GtkLabel *notice;
};

G_DEFINE_FINAL_TYPE (HexwireWindow, hexwire_window, GTK_TYPE_APPLICATION_WINDOW)

static void
update_title (HexwireWindow *self)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *window_title = NULL;

  if (self->front != NULL)
    {
      title = hexwire_page_dup_title (self->front);
      subtitle = hexwire_page_dup_subtitle (self->front);
      window_title = g_strdup_printf ("%s – Hexwire", title);
    }
  gtk_label_set_label (self->title, title != NULL ? title : "Hexwire");
  gtk_label_set_label (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_window_set_title (GTK_WINDOW (self), window_title != NULL ? window_title : "Hexwire");
}

/* Made only where it is needed: most windows always have a tab. */
static void
show_welcome (HexwireWindow *self,
              gboolean       is_shown)
{
  if (is_shown && self->welcome == NULL)
    {
      self->welcome = hexwire_welcome_new ();
      gtk_overlay_add_overlay (self->overlay, self->welcome);
      /* What had the focus went with the last tab. */
      gtk_widget_child_focus (self->welcome, GTK_DIR_TAB_FORWARD);
    }
  else if (!is_shown && self->welcome != NULL)
    {
      gtk_overlay_remove_overlay (self->overlay, self->welcome);
      self->welcome = NULL;
    }
  /* The theme gives a row without tabs a height below 0. */
  gtk_widget_set_visible (GTK_WIDGET (self->notebook), !is_shown);
}

static void
set_front (HexwireWindow *self,
           HexwirePage   *page)
{
  if (self->front != NULL)
    g_clear_signal_handler (&self->front_title_id, self->front);
  g_set_object (&self->front, page);
  if (page != NULL)
    self->front_title_id
      = g_signal_connect_swapped (page, "title-changed", G_CALLBACK (update_title), self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.send-payload",
                                 HEXWIRE_IS_ENDPOINT_PAGE (page));
  update_title (self);
  show_welcome (self, page == NULL);
}

static void
close_clicked_cb (HexwireTabLabel *label,
                  HexwirePage     *page)
{
  hexwire_window_closing_close_page (HEXWIRE_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))),
                                     page);
}

static void
switch_page_cb (GtkNotebook   *notebook,
                GtkWidget     *page,
                guint          page_number,
                HexwireWindow *self)
{
  GtkWidget *before;

  /* The notebook ends with the window, and goes from page to page as it does. */
  if (self->notebook == NULL)
    return;
  before = GTK_WIDGET (hexwire_window_get_page (self));
  if (before != NULL)
    {
      hexwire_tab_unread_see (before);
      hexwire_focus_return_keep (before);
    }
  hexwire_tab_unread_see (page);
  set_front (self, HEXWIRE_PAGE (page));
}

/* What the notebook keeps is what had the focus before the last. */
static void
page_switched_cb (GtkNotebook   *notebook,
                  GtkWidget     *page,
                  guint          page_number,
                  HexwireWindow *self)
{
  hexwire_focus_return_restore (page);
}

static gboolean
hexwire_window_close_request (GtkWindow *window)
{
  if (hexwire_window_closing_asks (HEXWIRE_WINDOW (window), FALSE))
    return TRUE;
  return GTK_WINDOW_CLASS (hexwire_window_parent_class)->close_request (window);
}

static int
get_min_width_with_panel_px (void)
{
  double text_width_px = TEXT_WIDTH_WITH_PANEL_PX * hexwire_data_font_get_system_scale ();

  return MAX (MIN_WIDTH_WITH_PANEL_PX, (int) text_width_px);
}

static gboolean
adapt_cb (gpointer user_data)
{
  HexwireWindow *self = user_data;
  GtkWidget *panel = GTK_WIDGET (self->payload_panel);

  self->adapt_source = 0;
  if (self->is_narrow)
    self->had_panel = gtk_widget_get_visible (panel);
  if (self->had_panel)
    gtk_widget_set_visible (panel, !self->is_narrow);
  return G_SOURCE_REMOVE;
}

static void
hexwire_window_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  HexwireWindow *self = HEXWIRE_WINDOW (widget);
  gboolean is_narrow = width < get_min_width_with_panel_px ();

  GTK_WIDGET_CLASS (hexwire_window_parent_class)->size_allocate (widget, width, height, baseline);

  /* Only when the border is crossed: in between the panel is the user's. And not from within the
   * allocation, which must not ask for another. */
  if (is_narrow != self->is_narrow && self->adapt_source == 0)
    self->adapt_source = g_idle_add_full (GTK_PRIORITY_RESIZE, adapt_cb, self, NULL);
  self->is_narrow = is_narrow;
}

/* A theme is dark when its text is light, whoever chose it. */
static void
hexwire_window_css_changed (GtkWidget         *widget,
                            GtkCssStyleChange *change)
{
  GdkRGBA color;

  GTK_WIDGET_CLASS (hexwire_window_parent_class)->css_changed (widget, change);

  hexwire_compat_get_color (widget, &color);
  hexwire_color_scheme_set_is_dark (color.red + color.green + color.blue > 1.5f);
}

static void
put_notice_away_cb (HexwireWindow *self)
{
  gtk_widget_set_visible (self->notice_bar, FALSE);
}

static void
hexwire_window_dispose (GObject *object)
{
  HexwireWindow *self = HEXWIRE_WINDOW (object);

  g_clear_handle_id (&self->adapt_source, g_source_remove);
  if (self->front != NULL)
    g_clear_signal_handler (&self->front_title_id, self->front);
  g_clear_object (&self->front);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_WINDOW);

  G_OBJECT_CLASS (hexwire_window_parent_class)->dispose (object);
}

static void
hexwire_window_class_init (HexwireWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_window_dispose;
  widget_class->css_changed = hexwire_window_css_changed;
  widget_class->size_allocate = hexwire_window_size_allocate;
  GTK_WINDOW_CLASS (klass)->close_request = hexwire_window_close_request;

  g_type_ensure (HEXWIRE_TYPE_PAYLOAD_PANEL);
  g_type_ensure (HEXWIRE_TYPE_TOOLTIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hexwire/Hexwire/window.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireWindow, main_menu);
  gtk_widget_class_bind_template_child (widget_class, HexwireWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireWindow, new_menu);
  gtk_widget_class_bind_template_child (widget_class, HexwireWindow, notebook);
  gtk_widget_class_bind_template_child (widget_class, HexwireWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, HexwireWindow, notice_bar);
  gtk_widget_class_bind_template_child (widget_class, HexwireWindow, overlay);
  gtk_widget_class_bind_template_child (widget_class, HexwireWindow, payload_panel);
  gtk_widget_class_bind_template_child (widget_class, HexwireWindow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, HexwireWindow, title);
  gtk_widget_class_bind_template_callback (widget_class, put_notice_away_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, switch_page_cb);
  hexwire_window_class_install_actions (widget_class);
}

static void
hexwire_window_init (HexwireWindow *self)
{
  g_autoptr (GPropertyAction) show_panel = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  hexwire_late_menu_set (self->menu_button, self->main_menu);
  hexwire_late_menu_set (self->new_button, self->new_menu);
  hexwire_compat_paned_mend (GTK_PANED (gtk_widget_get_parent (GTK_WIDGET (self->payload_panel))));
  show_panel = g_property_action_new ("show-panel", self->payload_panel, "visible");
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (show_panel));
}

HexwireWindow *
hexwire_window_new (GtkApplication *application)
{
  return g_object_new (HEXWIRE_TYPE_WINDOW, "application", application, NULL);
}

/* Names a tab where its label does not. */
static void
page_title_changed_cb (HexwirePage   *page,
                       HexwireWindow *self)
{
  g_autofree char *title = hexwire_page_dup_title (page);
  const char *former = NULL;
  GtkWidget *label;

  if (self->notebook == NULL)
    return;
  former = gtk_notebook_get_menu_label_text (self->notebook, GTK_WIDGET (page));
  label = gtk_notebook_get_tab_label (self->notebook, GTK_WIDGET (page));
  if (label == NULL || g_strcmp0 (former, title) == 0)
    return;
  gtk_notebook_set_menu_label_text (self->notebook, GTK_WIDGET (page), title);
  hexwire_compat_names_set_tab (GTK_WIDGET (page), label, title);
}

/* The lowest number that no other tab of its kind has. */
static guint
find_free_number (HexwireWindow   *self,
                  HexwireEndpoint *endpoint)
{
  HexwireEndpointKind kind = hexwire_endpoint_get_kind (endpoint);
  int n_pages = gtk_notebook_get_n_pages (self->notebook);
  guint number = 1;

  for (int i = 0; i < n_pages; i++)
    {
      GtkWidget *page = gtk_notebook_get_nth_page (self->notebook, i);
      HexwireEndpoint *other = hexwire_endpoint_page_find_endpoint (page);

      if (other == NULL || hexwire_endpoint_get_kind (other) != kind
          || hexwire_endpoint_get_number (other) != number)
        continue;
      number++;
      i = -1;     /* an earlier one may have the next number */
    }
  return number;
}

static void
add_page (HexwireWindow *self,
          GtkWidget     *page)
{
  g_autofree char *title = hexwire_page_dup_title (HEXWIRE_PAGE (page));
  GtkWidget *label = hexwire_tab_label_new (title, hexwire_endpoint_page_find_endpoint (page));
  int index;

  index = gtk_notebook_append_page (self->notebook, page, label);
  gtk_notebook_set_tab_reorderable (self->notebook, page, TRUE);
  page_title_changed_cb (HEXWIRE_PAGE (page), self);
  g_signal_connect_object (page, "title-changed", G_CALLBACK (page_title_changed_cb), self, 0);
  g_signal_connect_object (label, "close", G_CALLBACK (close_clicked_cb), page, 0);
  gtk_notebook_set_current_page (self->notebook, index);
}

static HexwireRecord *
get_record_cb (HexwireEndpointPage *page,
               HexwireWindow       *self)
{
  return g_object_ref (hexwire_payload_panel_get_record (self->payload_panel));
}

HexwireEndpointPage *
hexwire_window_add_endpoint_with_look (HexwireWindow            *self,
                                       HexwireEndpoint          *endpoint,
                                       const HexwireSessionLook *look)
{
  GtkWidget *page;

  g_return_val_if_fail (HEXWIRE_IS_WINDOW (self), NULL);

  hexwire_log_defaults_follow_log (hexwire_endpoint_get_log (endpoint));
  hexwire_endpoint_set_number (endpoint, find_free_number (self, endpoint));
  page = hexwire_endpoint_page_new (endpoint);
  g_signal_connect_object (page, "get-record", G_CALLBACK (get_record_cb), self, 0);
  if (look != NULL)
    hexwire_endpoint_page_set_look (HEXWIRE_ENDPOINT_PAGE (page), look);
  hexwire_tab_unread_follow (page, endpoint);
  add_page (self, page);
  return HEXWIRE_ENDPOINT_PAGE (page);
}

HexwireEndpointPage *
hexwire_window_add_endpoint (HexwireWindow   *self,
                             HexwireEndpoint *endpoint)
{
  return hexwire_window_add_endpoint_with_look (self, endpoint, NULL);
}

void
hexwire_window_add_capture (HexwireWindow *self,
                            GFile         *file)
{
  g_return_if_fail (HEXWIRE_IS_WINDOW (self));
  add_page (self, hexwire_capture_page_new (file));
}

void
hexwire_window_add_default_tabs (HexwireWindow *self)
{
  g_return_if_fail (HEXWIRE_IS_WINDOW (self));

  for (guint kind = 0; kind < HEXWIRE_ENDPOINT_N_KINDS; kind++)
    {
      g_autoptr (HexwireEndpoint) endpoint = hexwire_endpoint_new (kind);

      hexwire_endpoint_page_welcome (hexwire_window_add_endpoint (self, endpoint));
    }
  hexwire_window_show_page (self, 0);
}

int
hexwire_window_get_n_tabs (HexwireWindow *self)
{
  g_return_val_if_fail (HEXWIRE_IS_WINDOW (self), 0);
  return gtk_notebook_get_n_pages (self->notebook);
}

GtkNotebook *
hexwire_window_get_notebook (HexwireWindow *self)
{
  g_return_val_if_fail (HEXWIRE_IS_WINDOW (self), NULL);
  return self->notebook;
}

HexwirePayloadPanel *
hexwire_window_get_payload_panel (HexwireWindow *self)
{
  g_return_val_if_fail (HEXWIRE_IS_WINDOW (self), NULL);
  return self->payload_panel;
}

gboolean
hexwire_window_wants_panel (HexwireWindow *self)
{
  g_return_val_if_fail (HEXWIRE_IS_WINDOW (self), FALSE);
  return gtk_widget_get_visible (GTK_WIDGET (self->payload_panel))
         || (self->is_narrow && self->had_panel);
}

void
hexwire_window_show_notice (HexwireWindow *self,
                            const char    *text)
{
  g_return_if_fail (HEXWIRE_IS_WINDOW (self));

  gtk_label_set_label (self->notice, text != NULL ? text : "");
  gtk_widget_set_visible (self->notice_bar, text != NULL);
}

HexwirePage *
hexwire_window_get_page (HexwireWindow *self)
{
  int index;

  g_return_val_if_fail (HEXWIRE_IS_WINDOW (self), NULL);

  index = gtk_notebook_get_current_page (self->notebook);
  if (index < 0)
    return NULL;
  return HEXWIRE_PAGE (gtk_notebook_get_nth_page (self->notebook, index));
}

HexwireEndpointPage *
hexwire_window_get_endpoint_page (HexwireWindow *self)
{
  HexwirePage *page = hexwire_window_get_page (self);

  return HEXWIRE_IS_ENDPOINT_PAGE (page) ? HEXWIRE_ENDPOINT_PAGE (page) : NULL;
}

void
hexwire_window_show_page (HexwireWindow *self,
                          int            index)
{
  g_return_if_fail (HEXWIRE_IS_WINDOW (self));
  gtk_notebook_set_current_page (self->notebook, index);
}

void
hexwire_window_remove_page (HexwireWindow *self,
                            HexwirePage   *page)
{
  HexwireEndpoint *endpoint = hexwire_endpoint_page_find_endpoint (page);
  int index;

  g_return_if_fail (HEXWIRE_IS_WINDOW (self));

  index = gtk_notebook_page_num (self->notebook, GTK_WIDGET (page));
  if (index < 0)      /* closed twice */
    return;
  if (endpoint != NULL)
    hexwire_window_closing_end (endpoint);
  gtk_notebook_remove_page (self->notebook, index);
  if (hexwire_window_get_n_tabs (self) == 0)
    set_front (self, NULL);
}

void
hexwire_window_step_tab (HexwireWindow *self,
                         int            step)
{
  int n_pages = gtk_notebook_get_n_pages (self->notebook);

  if (n_pages > 0)
    gtk_notebook_set_current_page (
      self->notebook, (gtk_notebook_get_current_page (self->notebook) + step + n_pages) % n_pages);
}

void
hexwire_window_open_menu (HexwireWindow *self)
{
  gtk_menu_button_popup (self->menu_button);
}
