/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "help-window.h"

#include "help-view.h"

#include <glib/gi18n.h>

#define WINDOW_KEY "hexwire-help-window"

#define HEXWIRE_TYPE_HELP_WINDOW (hexwire_help_window_get_type ())
G_DECLARE_FINAL_TYPE (HexwireHelpWindow, hexwire_help_window, HEXWIRE, HELP_WINDOW, GtkWindow)

struct _HexwireHelpWindow
{
  GtkWindow parent_instance;

  GPtrArray *pages;     /* (nullable) (element-type HexwireHelpPage): as in the list */
  GArray *history;      /* of guint: the pages before this one, the last one at the end */
  guint shown;

  GtkSearchEntry *search_entry;
  GtkListBox *list;
  GtkScrolledWindow *scrolled;
  HexwireHelpView *view;
};

G_DEFINE_FINAL_TYPE (HexwireHelpWindow, hexwire_help_window, GTK_TYPE_WINDOW)

static HexwireHelpPage *
get_page (HexwireHelpWindow *self,
          guint              index)
{
  return g_ptr_array_index (self->pages, index);
}

static void
show_page (HexwireHelpWindow *self,
           guint              index)
{
  HexwireHelpPage *page = get_page (self, index);
  /* Translators: %s is the title of a page of the help */
  g_autofree char *title = g_strdup_printf (_("Help – %s"), hexwire_help_page_get_title (page));

  self->shown = index;
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) index));
  hexwire_help_view_show_page (self->view, page);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.back", self->history->len > 0);
}

static void
go_to (HexwireHelpWindow *self,
       guint              index)
{
  if (index == self->shown)
    return;
  g_array_append_val (self->history, self->shown);
  show_page (self, index);
}

/* Not by a filter of the list, which leaves what it hides to who reads by ear. */
static void
search_changed_cb (HexwireHelpWindow *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  for (guint i = 0; self->pages != NULL && i < self->pages->len; i++)
    gtk_widget_set_visible (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) i)),
                            hexwire_help_page_matches (get_page (self, i), words));
}

/* So that the arrows go from page to page. A search does not hide the page that is shown. */
static void
focus_list (HexwireHelpWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row == NULL)
    return;
  if (!gtk_widget_get_visible (GTK_WIDGET (row)))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
      search_changed_cb (self);
    }
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
link_cb (HexwireHelpWindow *self,
         const char        *name)
{
  for (guint i = 0; i < self->pages->len; i++)
    if (g_str_equal (hexwire_help_page_get_name (get_page (self, i)), name))
      {
        go_to (self, i);
        focus_list (self);
        return;
      }
}

static void
row_selected_cb (HexwireHelpWindow *self,
                 GtkListBoxRow     *row)
{
  if (row != NULL && self->pages != NULL)
    go_to (self, (guint) gtk_list_box_row_get_index (row));
}

/* Shows the first page that is found. */
static void
search_activate_cb (HexwireHelpWindow *self)
{
  /* The entry tells of what is typed a moment later. */
  search_changed_cb (self);
  for (guint i = 0; self->pages != NULL && i < self->pages->len; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) i);

      if (!gtk_widget_get_visible (GTK_WIDGET (row)))
        continue;
      go_to (self, i);
      gtk_widget_grab_focus (GTK_WIDGET (row));
      return;
    }
}

static gboolean
search_key_pressed_cb (HexwireHelpWindow *self,
                       guint              keyval,
                       guint              keycode,
                       GdkModifierType    state)
{
  if ((keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
      || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  search_activate_cb (self);
  return GDK_EVENT_STOP;
}

/* Tab would go from row to row, as the arrows do: it goes to the links of the page. */
static gboolean
key_pressed_cb (HexwireHelpWindow *self,
                guint              keyval,
                guint              keycode,
                GdkModifierType    state)
{
  if ((keyval != GDK_KEY_Tab && keyval != GDK_KEY_KP_Tab)
      || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
}

static void
back_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  HexwireHelpWindow *self = HEXWIRE_HELP_WINDOW (widget);
  guint index;

  if (self->history->len == 0)
    return;
  index = g_array_index (self->history, guint, self->history->len - 1);
  g_array_set_size (self->history, self->history->len - 1);
  show_page (self, index);
  focus_list (self);
}

static void
search_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (HEXWIRE_HELP_WINDOW (widget)->search_entry));
}

static void
hexwire_help_window_dispose (GObject *object)
{
  HexwireHelpWindow *self = HEXWIRE_HELP_WINDOW (object);

  /* The list lets go of its rows when the window goes. */
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_HELP_WINDOW);

  G_OBJECT_CLASS (hexwire_help_window_parent_class)->dispose (object);
}

static void
hexwire_help_window_finalize (GObject *object)
{
  g_array_unref (HEXWIRE_HELP_WINDOW (object)->history);

  G_OBJECT_CLASS (hexwire_help_window_parent_class)->finalize (object);
}

static void
hexwire_help_window_class_init (HexwireHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_help_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = hexwire_help_window_finalize;

  g_type_ensure (HEXWIRE_TYPE_HELP_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireHelpWindow, list);
  gtk_widget_class_bind_template_child (widget_class, HexwireHelpWindow, scrolled);
  gtk_widget_class_bind_template_child (widget_class, HexwireHelpWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireHelpWindow, view);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_pressed_cb);
  gtk_widget_class_install_action (widget_class, "help.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "help.search", NULL, search_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "help.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "help.search",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
add_row (HexwireHelpWindow *self,
         HexwireHelpPage   *page)
{
  GtkWidget *label = gtk_label_new (hexwire_help_page_get_title (page));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, hexwire_help_page_get_title (page));
  gtk_list_box_append (self->list, label);
}

static void
hexwire_help_window_init (HexwireHelpWindow *self)
{
  g_autoptr (GError) error = NULL;

  self->history = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->search_entry, GTK_WIDGET (self->list));
  self->pages = hexwire_help_pages_load (&error);
  gtk_widget_set_sensitive (GTK_WIDGET (self->search_entry), self->pages != NULL);
  if (self->pages == NULL)
    {
      /* Translators: %s is the reason */
      g_autofree char *text = g_strdup_printf (_("The help could not be read: %s"), error->message);

      hexwire_help_view_show_problem (self->view, text);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.back", FALSE);
      return;
    }
  for (guint i = 0; i < self->pages->len; i++)
    add_row (self, get_page (self, i));
  show_page (self, 0);
}

static void
destroyed_cb (GObject *parent)
{
  g_object_set_data (parent, WINDOW_KEY, NULL);
}

void
hexwire_help_window_present (GtkWindow *parent)
{
  GtkWindow *window = g_object_get_data (G_OBJECT (parent), WINDOW_KEY);

  if (window == NULL)
    {
      window = g_object_new (HEXWIRE_TYPE_HELP_WINDOW, "transient-for", parent, NULL);
      g_object_set_data (G_OBJECT (parent), WINDOW_KEY, window);
      g_signal_connect_object (window, "destroy", G_CALLBACK (destroyed_cb), parent,
                               G_CONNECT_SWAPPED);
    }
  gtk_window_present (window);
  focus_list (HEXWIRE_HELP_WINDOW (window));
}
