/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "messages-window.h"

#include "list-hint.h"
#include "message-editor.h"
#include "message-list.h"
#include "messages-transfer.h"
#include "saved-messages.h"
#include "search-escape.h"

#include <glib/gi18n.h>

#define WINDOW_KEY "hexwire-messages-window"

#define HEXWIRE_TYPE_MESSAGES_WINDOW (hexwire_messages_window_get_type ())
G_DECLARE_FINAL_TYPE (HexwireMessagesWindow, hexwire_messages_window, HEXWIRE, MESSAGES_WINDOW,
                      GtkWindow)

struct _HexwireMessagesWindow
{
  GtkWindow parent_instance;

  HexwireMessageStore *store;
  HexwireMessageList *list;
  HexwireSavedMessage *edited;  /* (nullable): what the entries show */
  GCancellable *closing;

  GtkLabel *status;
  GtkEditable *search_entry;
  GtkListView *view;
  GtkLabel *hint;
  HexwireMessageEditor *editor;
};

G_DEFINE_FINAL_TYPE (HexwireMessagesWindow, hexwire_messages_window, GTK_TYPE_WINDOW)

static void
show_status (HexwireMessagesWindow *self,
             const char            *text,
             gboolean               is_error)
{
  gtk_label_set_label (self->status, text != NULL ? text : "");
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->status), "error-text");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status), "error-text");
}

static HexwireSavedMessage *
get_selected (HexwireMessagesWindow *self)
{
  return hexwire_message_list_get_selected (self->list);
}

/* Where the selected message is in the store, which shows more than the list where one searches. */
static gboolean
get_position (HexwireMessagesWindow *self,
              guint                 *position)
{
  HexwireSavedMessage *message = get_selected (self);

  return message != NULL
         && hexwire_message_store_find (self->store, hexwire_saved_message_get_name (message),
                                        position) != NULL;
}

/* Tells what the message is, or what is wrong with it. */
static void
show_bytes (HexwireMessagesWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  gsize size_bytes;

  if (self->edited == NULL)
    return;
  bytes = hexwire_writing_to_bytes (hexwire_saved_message_get_writing (self->edited), NULL, &error);
  size_bytes = bytes != NULL ? g_bytes_get_size (bytes) : 0;
  text = g_strdup_printf (ngettext ("%zu byte", "%zu bytes", (gulong) size_bytes), size_bytes);
  show_status (self, error != NULL ? error->message : text, error != NULL);
}

static void
update_actions (HexwireMessagesWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean has_message = get_selected (self) != NULL;

  gtk_widget_action_set_enabled (widget, "messages.delete", has_message);
  gtk_widget_action_set_enabled (widget, "messages.duplicate", has_message);
  gtk_widget_action_set_enabled (widget, "messages.send", has_message);
  gtk_widget_action_set_enabled (widget, "messages.undo",
                                 hexwire_message_store_can_undo (self->store));
  gtk_widget_action_set_enabled (widget, "messages.redo",
                                 hexwire_message_store_can_redo (self->store));
  gtk_widget_action_set_enabled (widget, "messages.export",
                                 g_list_model_get_n_items (G_LIST_MODEL (self->store)) > 0);
}

/* Keeps the change; the keys of other messages may be others then. */
static void
write_store (HexwireMessagesWindow *self)
{
  g_autoptr (GError) error = NULL;

  show_bytes (self);
  if (!hexwire_saved_messages_save (&error))
    show_status (self, error->message, TRUE);
  update_actions (self);
  hexwire_message_list_update (self->list);
}

/* GTK complains about what has the focus and gets insensitive. */
static void
leave_editor (HexwireMessagesWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->editor)))
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* Keeps what the entries hold. */
static void
commit (HexwireMessagesWindow *self)
{
  g_autoptr (HexwireSavedMessage) message = NULL;
  g_autoptr (GError) error = NULL;
  guint position;

  if (self->edited == NULL
      || hexwire_message_store_find (self->store, hexwire_saved_message_get_name (self->edited),
                                     &position) == NULL)
    return;
  message = hexwire_message_editor_dup_message (self->editor);
  if (hexwire_saved_message_equal (message, self->edited))
    return;
  g_set_object (&self->edited, message);
  if (!hexwire_message_store_replace (self->store, position, message, &error))
    {
      /* The name stands as it was typed until it is mended; the message has its old one. */
      g_set_object (&self->edited, get_selected (self));
      show_status (self, error->message, TRUE);
      return;
    }
  write_store (self);
}

/* Fills the entries with the selected message, once what they hold is kept. */
static void
show_selected (HexwireMessagesWindow *self)
{
  HexwireSavedMessage *message = get_selected (self);

  if (message == self->edited && message != NULL)
    return;
  commit (self);
  g_set_object (&self->edited, message);
  if (message == NULL)
    leave_editor (self);
  hexwire_message_editor_show (self->editor, message);
  show_status (self, NULL, FALSE);
  show_bytes (self);
  update_actions (self);
}

static void
select_name (HexwireMessagesWindow *self,
             const char            *name)
{
  hexwire_message_list_select (self->list, name);
  show_selected (self);
}

/* Adds a message behind the selected one and has its name typed. */
static void
add (HexwireMessagesWindow *self,
     HexwireSavedMessage   *message)
{
  guint position;

  gtk_editable_set_text (self->search_entry, "");
  hexwire_message_list_search (self->list, "");
  if (!get_position (self, &position))
    position = G_MAXUINT - 1;
  hexwire_message_store_insert (self->store, position + 1, message, NULL);
  select_name (self, hexwire_saved_message_get_name (message));
  write_store (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}

static void
add_writing (HexwireMessagesWindow *self,
             const HexwireWriting  *writing)
{
  g_autofree char *name = hexwire_message_store_dup_free_name (self->store, _("New message"));
  g_autoptr (HexwireSavedMessage) message = hexwire_saved_message_new (name, writing, 0, NULL);

  commit (self);
  add (self, message);
}

static void
new_cb (GtkWidget  *widget,
        const char *action_name,
        GVariant   *parameter)
{
  HexwireWriting writing = { HEXWIRE_WRITING_ESCAPED, (char *) "", (char *) "" };

  add_writing (HEXWIRE_MESSAGES_WINDOW (widget), &writing);
}

static void
duplicate_cb (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  HexwireMessagesWindow *self = HEXWIRE_MESSAGES_WINDOW (widget);
  g_autoptr (HexwireSavedMessage) copy = NULL;
  g_autofree char *name = NULL;

  commit (self);
  if (get_selected (self) == NULL)
    return;
  name = hexwire_message_store_dup_free_name (
    self->store, hexwire_saved_message_get_name (get_selected (self)));
  copy = hexwire_saved_message_with_name (get_selected (self), name);
  add (self, copy);
}

static void
delete_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  HexwireMessagesWindow *self = HEXWIRE_MESSAGES_WINDOW (widget);
  guint position;

  if (!get_position (self, &position))
    return;
  hexwire_message_store_remove (self->store, position);
  show_selected (self);
  write_store (self);
}

static void
undo_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  HexwireMessagesWindow *self = HEXWIRE_MESSAGES_WINDOW (widget);

  if (g_str_equal (action_name, "messages.undo") ? hexwire_message_store_undo (self->store)
                                                 : hexwire_message_store_redo (self->store))
    {
      show_selected (self);
      write_store (self);
    }
}

static void
send_name (HexwireMessagesWindow *self,
           const char            *name)
{
  gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))),
                              "win.send-saved", "s", name);
}

static void
send_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  HexwireMessagesWindow *self = HEXWIRE_MESSAGES_WINDOW (widget);

  commit (self);
  if (get_selected (self) != NULL)
    send_name (self, hexwire_saved_message_get_name (get_selected (self)));
}

static void
activate_cb (HexwireMessagesWindow *self)
{
  send_cb (GTK_WIDGET (self), NULL, NULL);
}

static void
move_to (HexwireMessagesWindow *self,
         const char            *name,
         const char            *place)
{
  guint source, target;

  if (hexwire_message_store_find (self->store, name, &source) == NULL
      || hexwire_message_store_find (self->store, place, &target) == NULL || source == target)
    return;
  hexwire_message_store_move (self->store, source, target);
  select_name (self, name);
  write_store (self);
}

/* Moves the selected message past its neighbour in the list. */
static gboolean
move_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   user_data)
{
  HexwireMessagesWindow *self = HEXWIRE_MESSAGES_WINDOW (widget);
  g_autoptr (HexwireSavedMessage) other
    = hexwire_message_list_dup_neighbour (self->list, g_variant_get_int32 (arguments));
  g_autofree char *name = NULL;

  if (other == NULL)
    return GDK_EVENT_STOP;
  name = g_strdup (hexwire_saved_message_get_name (get_selected (self)));
  move_to (self, name, hexwire_saved_message_get_name (other));
  return GDK_EVENT_STOP;
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  HexwireMessagesWindow *self = HEXWIRE_MESSAGES_WINDOW (object);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n;

  if (!hexwire_messages_import_finish (result, &n, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_status (self, error->message, TRUE);
      return;
    }
  text = g_strdup_printf (ngettext ("%u message imported", "%u messages imported", n), n);
  write_store (self);
  show_status (self, text, FALSE);
}

static void
import_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  HexwireMessagesWindow *self = HEXWIRE_MESSAGES_WINDOW (widget);

  commit (self);
  hexwire_messages_import_async (GTK_WINDOW (self), self->store, self->closing, imported_cb, NULL);
}

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  HexwireMessagesWindow *self = HEXWIRE_MESSAGES_WINDOW (object);
  g_autoptr (GError) error = NULL;

  if (hexwire_messages_export_finish (result, &error))
    show_status (self, _("The messages were exported"), FALSE);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_status (self, error->message, TRUE);
}

static void
export_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  HexwireMessagesWindow *self = HEXWIRE_MESSAGES_WINDOW (widget);

  commit (self);
  hexwire_messages_export_async (GTK_WINDOW (self), self->store, self->closing, exported_cb, NULL);
}

static void
search_changed_cb (HexwireMessagesWindow *self)
{
  hexwire_message_list_search (self->list, gtk_editable_get_text (self->search_entry));
}

static void
search_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (HEXWIRE_MESSAGES_WINDOW (widget)->search_entry));
}

static void
hexwire_messages_window_dispose (GObject *object)
{
  HexwireMessagesWindow *self = HEXWIRE_MESSAGES_WINDOW (object);

  g_cancellable_cancel (self->closing);
  g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->store);
  g_clear_object (&self->edited);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_MESSAGES_WINDOW);

  G_OBJECT_CLASS (hexwire_messages_window_parent_class)->dispose (object);
}

static void
hexwire_messages_window_finalize (GObject *object)
{
  HexwireMessagesWindow *self = HEXWIRE_MESSAGES_WINDOW (object);

  g_clear_object (&self->closing);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (hexwire_messages_window_parent_class)->finalize (object);
}

static gboolean
hexwire_messages_window_close_request (GtkWindow *window)
{
  commit (HEXWIRE_MESSAGES_WINDOW (window));
  return GTK_WINDOW_CLASS (hexwire_messages_window_parent_class)->close_request (window);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "messages.delete", NULL, delete_cb);
  gtk_widget_class_install_action (widget_class, "messages.duplicate", NULL, duplicate_cb);
  gtk_widget_class_install_action (widget_class, "messages.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "messages.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "messages.new", NULL, new_cb);
  gtk_widget_class_install_action (widget_class, "messages.redo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "messages.search", NULL, search_cb);
  gtk_widget_class_install_action (widget_class, "messages.send", NULL, send_cb);
  gtk_widget_class_install_action (widget_class, "messages.undo", NULL, undo_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, GDK_ALT_MASK, move_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_ALT_MASK, move_cb, "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "messages.new",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK,
                                       "messages.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK,
                                       "messages.duplicate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "messages.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "messages.undo",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "messages.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hexwire_messages_window_class_init (HexwireMessagesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_messages_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = hexwire_messages_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = hexwire_messages_window_close_request;

  g_type_ensure (HEXWIRE_TYPE_MESSAGE_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/messages-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireMessagesWindow, editor);
  gtk_widget_class_bind_template_child (widget_class, HexwireMessagesWindow, hint);
  gtk_widget_class_bind_template_child (widget_class, HexwireMessagesWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireMessagesWindow, status);
  gtk_widget_class_bind_template_child (widget_class, HexwireMessagesWindow, view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, commit);
  gtk_widget_class_bind_template_callback (widget_class, hexwire_search_escape);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  install_actions (widget_class);
}

static void
hexwire_messages_window_init (HexwireMessagesWindow *self)
{
  self->store = g_object_ref (hexwire_saved_messages_get_store ());
  self->closing = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->list = hexwire_message_list_new (self->view, self->store);
  g_signal_connect_object (self->list, "selected", G_CALLBACK (show_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "send", G_CALLBACK (send_name), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "move", G_CALLBACK (move_to), self, G_CONNECT_SWAPPED);
  hexwire_list_hint_show (
    self->hint, G_LIST_MODEL (self->store), G_LIST_MODEL (gtk_list_view_get_model (self->view)),
    _("No saved messages yet: add one here, or save what you typed for a tab (Ctrl+S)."));
  show_selected (self);
  if (hexwire_saved_messages_get_problem () != NULL)
    show_status (self, hexwire_saved_messages_get_problem (), TRUE);
}

static void
destroyed_cb (GObject *parent)
{
  g_object_set_data (parent, WINDOW_KEY, NULL);
}

static HexwireMessagesWindow *
present (HexwireWindow *parent)
{
  HexwireMessagesWindow *self = g_object_get_data (G_OBJECT (parent), WINDOW_KEY);

  if (self == NULL)
    {
      self = g_object_new (HEXWIRE_TYPE_MESSAGES_WINDOW, "transient-for", parent, NULL);
      g_object_set_data (G_OBJECT (parent), WINDOW_KEY, self);
      g_signal_connect_object (self, "destroy", G_CALLBACK (destroyed_cb), parent,
                               G_CONNECT_SWAPPED);
    }
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

void
hexwire_messages_window_present (HexwireWindow *parent)
{
  HexwireMessagesWindow *self = present (parent);

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
hexwire_messages_window_save (HexwireWindow        *parent,
                              const HexwireWriting *writing)
{
  add_writing (present (parent), writing);
}
