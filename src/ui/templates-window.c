/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "templates-window.h"

#include "codec/template-store.h"
#include "compat-file.h"
#include "compat-names.h"
#include "list-hint.h"
#include "search-escape.h"
#include "widget-names.h"

#include <glib/gi18n.h>

#define HEXWIRE_TYPE_TEMPLATES_WINDOW (hexwire_templates_window_get_type ())
G_DECLARE_FINAL_TYPE (HexwireTemplatesWindow, hexwire_templates_window, HEXWIRE, TEMPLATES_WINDOW,
                      GtkWindow)

struct _HexwireTemplatesWindow
{
  GtkWindow parent_instance;

  HexwireRecord *record;
  HexwireTemplateStore *store;
  GtkFilter *filter;
  GtkSingleSelection *selection;

  GtkEntry *name_entry;
  GtkEntry *note_entry;
  GtkButton *save_button;
  GtkLabel *status;
  GtkEditable *search_entry;
  GtkListView *view;
  GtkLabel *hint;
  GtkWidget *export_button;
  GtkWidget *decode_button;
  GtkWidget *delete_button;
  GtkWidget *use_button;
};

G_DEFINE_FINAL_TYPE (HexwireTemplatesWindow, hexwire_templates_window, GTK_TYPE_WINDOW)

static GFile *
get_file (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "hexwire", "templates.ini",
                                            NULL);

  return g_file_new_for_path (path);
}

static void
show_status (HexwireTemplatesWindow *self,
             const char             *text,
             gboolean                is_error)
{
  gtk_label_set_label (self->status, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->status), text != NULL);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->status), "error-text");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status), "error-text");
}

static HexwireTemplate *
get_selected (HexwireTemplatesWindow *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static const char *
get_name (HexwireTemplatesWindow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->name_entry));
}

static void
update_buttons (HexwireTemplatesWindow *self)
{
  gboolean has_selection;
  gboolean is_taken;

  if (self->store == NULL)
    return;
  has_selection = get_selected (self) != NULL;
  is_taken = hexwire_template_store_find (self->store, get_name (self)) != NULL;
  gtk_widget_set_sensitive (self->use_button, has_selection);
  gtk_widget_set_sensitive (self->decode_button, has_selection);
  gtk_widget_set_sensitive (self->delete_button, has_selection);
  gtk_widget_set_sensitive (self->export_button,
                            g_list_model_get_n_items (G_LIST_MODEL (self->store)) > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), get_name (self)[0] != '\0');
  /* What an equal name does is said before it is done. */
  gtk_button_set_label (self->save_button, is_taken ? _("Replace") : _("Save"));
}

static void
write_store (HexwireTemplatesWindow *self)
{
  g_autoptr (GFile) file = get_file ();
  g_autoptr (GError) error = NULL;

  if (!hexwire_template_store_save (self->store, file, &error))
    show_status (self, error->message, TRUE);
  update_buttons (self);
}

static void
save_cb (HexwireTemplatesWindow *self)
{
  g_autoptr (GPtrArray) values = hexwire_record_dup_values (self->record);
  g_autoptr (HexwireTemplate) template = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < values->len; i++)
    if (g_ptr_array_index (values, i) == NULL)
      g_ptr_array_index (values, i) = g_strdup ("");
  g_ptr_array_add (values, NULL);
  template = hexwire_template_new (
    get_name (self), hexwire_format_get_text (hexwire_record_get_format (self->record)),
    (const char *const *) values->pdata, gtk_editable_get_text (GTK_EDITABLE (self->note_entry)));
  if (!hexwire_template_store_add (self->store, template, TRUE, &error))
    {
      show_status (self, error->message, TRUE);
      return;
    }
  show_status (self, NULL, FALSE);
  write_store (self);
}

static void
use_cb (HexwireTemplatesWindow *self)
{
  HexwireTemplate *template = get_selected (self);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  const char *const *texts;

  if (template == NULL)
    return;
  texts = hexwire_template_get_values (template);
  for (guint i = 0; texts[i] != NULL; i++)
    g_ptr_array_add (values, g_strdup (texts[i]));
  hexwire_record_load (self->record, hexwire_template_get_format (template), values);
  gtk_window_close (GTK_WINDOW (self));
}

static void
decode_cb (HexwireTemplatesWindow *self)
{
  HexwireTemplate *template = get_selected (self);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  if (template == NULL)
    return;
  hexwire_record_set_format_and_values (self->record, hexwire_template_get_format (template), none);
  gtk_window_close (GTK_WINDOW (self));
}

static void
delete_cb (HexwireTemplatesWindow *self)
{
  HexwireTemplate *template = get_selected (self);

  if (template != NULL && hexwire_template_store_remove (self->store,
                                                         hexwire_template_get_name (template)))
    write_store (self);
}

static void
search_changed_cb (HexwireTemplatesWindow *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static gboolean
matches_cb (gpointer item,
            gpointer user_data)
{
  HexwireTemplatesWindow *self = user_data;

  return hexwire_template_matches (item, gtk_editable_get_text (self->search_entry));
}

static void
import_chosen_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (HexwireTemplatesWindow) self = user_data;
  g_autoptr (GFile) file = hexwire_compat_choose_file_finish (result);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n_imported;

  if (file == NULL || self->store == NULL)
    return;
  if (!hexwire_template_store_import (self->store, file, HEXWIRE_TEMPLATE_RENAME, &n_imported,
                                      &error))
    {
      show_status (self, error->message, TRUE);
      return;
    }
  text = g_strdup_printf (ngettext ("%u payload imported", "%u payloads imported", n_imported),
                          n_imported);
  show_status (self, text, FALSE);
  write_store (self);
}

static void
import_cb (HexwireTemplatesWindow *self)
{
  hexwire_compat_choose_file_async (GTK_WINDOW (self), _("Import payloads"), FALSE, NULL,
                                    import_chosen_cb, g_object_ref (self));
}

static void
export_chosen_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (HexwireTemplatesWindow) self = user_data;
  g_autoptr (GFile) file = hexwire_compat_choose_file_finish (result);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n_exported;

  if (file == NULL || self->store == NULL)
    return;
  if (!hexwire_template_store_export (self->store, NULL, file, &error))
    {
      show_status (self, error->message, TRUE);
      return;
    }
  n_exported = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  text = g_strdup_printf (ngettext ("%u payload exported", "%u payloads exported", n_exported),
                          n_exported);
  show_status (self, text, FALSE);
}

static void
export_cb (HexwireTemplatesWindow *self)
{
  hexwire_compat_choose_file_async (GTK_WINDOW (self), _("Export payloads"), TRUE,
                                    "hexwire-payloads.ini", export_chosen_cb, g_object_ref (self));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_top (label, 4);
  gtk_widget_set_margin_bottom (label, 4);
  gtk_widget_set_margin_start (label, 8);
  gtk_list_item_set_child (list_item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  HexwireTemplate *template = gtk_list_item_get_item (list_item);
  const char *note = hexwire_template_get_note (template);
  g_autofree char *markup
    = g_markup_printf_escaped ("<b>%s</b>   <tt>%s</tt>%s%s", hexwire_template_get_name (template),
                               hexwire_template_get_format (template), note[0] != '\0' ? "\n" : "",
                               note);

  gtk_label_set_markup (GTK_LABEL (gtk_list_item_get_child (list_item)), markup);
  hexwire_widget_names_set_row (gtk_list_item_get_child (list_item),
                                hexwire_template_get_name (template));
}

static void
hexwire_templates_window_dispose (GObject *object)
{
  HexwireTemplatesWindow *self = HEXWIRE_TEMPLATES_WINDOW (object);

  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->filter), NULL, NULL, NULL);
  g_clear_object (&self->filter);
  g_clear_object (&self->selection);
  g_clear_object (&self->store);
  g_clear_object (&self->record);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_TEMPLATES_WINDOW);

  G_OBJECT_CLASS (hexwire_templates_window_parent_class)->dispose (object);
}

static void
hexwire_templates_window_class_init (HexwireTemplatesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_templates_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/templates-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireTemplatesWindow, decode_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireTemplatesWindow, delete_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireTemplatesWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireTemplatesWindow, hint);
  gtk_widget_class_bind_template_child (widget_class, HexwireTemplatesWindow, name_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireTemplatesWindow, note_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireTemplatesWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireTemplatesWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireTemplatesWindow, status);
  gtk_widget_class_bind_template_child (widget_class, HexwireTemplatesWindow, use_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireTemplatesWindow, view);
  gtk_widget_class_bind_template_callback (widget_class, decode_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, hexwire_search_escape);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_buttons);
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hexwire_templates_window_init (HexwireTemplatesWindow *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GFile) file = get_file ();
  g_autoptr (GError) error = NULL;
  GtkFilterListModel *model;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->store = hexwire_template_store_new ();
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches_cb, self, NULL));
  model = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->store)),
                                     g_object_ref (self->filter));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (model));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  hexwire_list_hint_show (
    self->hint, G_LIST_MODEL (self->store), G_LIST_MODEL (model),
    _("No saved payloads yet: a name above saves the payload of the panel."));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (update_buttons),
                           self, G_CONNECT_SWAPPED);
  if (!hexwire_template_store_load (self->store, file, &error))
    show_status (self, error->message, TRUE);
  update_buttons (self);
}

void
hexwire_templates_window_present (GtkWindow     *parent,
                                  HexwireRecord *record)
{
  HexwireTemplatesWindow *self = g_object_new (HEXWIRE_TYPE_TEMPLATES_WINDOW,
                                               "transient-for", parent, NULL);

  self->record = g_object_ref (record);
  gtk_window_present (GTK_WINDOW (self));
}
