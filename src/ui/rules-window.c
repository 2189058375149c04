/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rules-window.h"

#include "compat-file.h"
#include "endpoint-text.h"
#include "reply-entry.h"
#include "rule-editor.h"
#include "rule-row.h"

#include "net/reply-rules-text.h"
#include "net/responder.h"

#include <glib/gi18n.h>
#include <string.h>

/* How often the counts are looked at: a rule may answer a thousand times a second. */
#define LOOK_MS 200

#define WINDOW_KEY "hexwire-rules-window"

#define HEXWIRE_TYPE_RULES_WINDOW (hexwire_rules_window_get_type ())
G_DECLARE_FINAL_TYPE (HexwireRulesWindow, hexwire_rules_window, HEXWIRE, RULES_WINDOW, GtkWindow)

struct _HexwireRulesWindow
{
  GtkWindow parent_instance;

  HexwireEndpoint *endpoint;
  HexwireResponder *responder;
  GListModel *rules;              /* of the responder */
  char *greeting_problem;         /* (nullable): what is wrong with what is typed */
  char *fixed_problem;            /* (nullable) */
  guint look_source;

  GtkWidget *greeting_label;
  HexwireReplyEntry *greeting_entry;
  HexwireReplyEntry *fixed_entry;
  GtkListBox *list;
  HexwireRuleEditor *editor;
  GtkLabel *hint;
  GtkLabel *status;
};

G_DEFINE_FINAL_TYPE (HexwireRulesWindow, hexwire_rules_window, GTK_TYPE_WINDOW)

static void
show_status (HexwireRulesWindow *self,
             const char         *text)
{
  gtk_label_set_label (self->status, text != NULL ? text : "");
}

static GListStore *
get_store (HexwireRulesWindow *self)
{
  return G_LIST_STORE (self->rules);
}

/* The selected rule's position, -1 where there is none. */
static int
get_selected (HexwireRulesWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? gtk_list_box_row_get_index (row) : -1;
}

static void
select_rule (HexwireRulesWindow *self,
             int                 position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, position);

  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
}

static void
update_actions (HexwireRulesWindow *self)
{
  int position = get_selected (self);
  int n_rules = (int) g_list_model_get_n_items (self->rules);
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "rules.remove", position >= 0);
  gtk_widget_action_set_enabled (widget, "rules.up", position > 0);
  gtk_widget_action_set_enabled (widget, "rules.down", position >= 0 && position + 1 < n_rules);
  gtk_widget_action_set_enabled (widget, "rules.export", n_rules > 0);
  gtk_widget_action_set_enabled (widget, "rules.reset", n_rules > 0);
}

static void
row_selected_cb (HexwireRulesWindow *self)
{
  GtkListBoxRow *row;

  /* The list lets go of its rows when the window goes. */
  if (self->responder == NULL)
    return;
  row = gtk_list_box_get_selected_row (self->list);
  hexwire_rule_editor_set_rule (self->editor, row != NULL
                                                ? hexwire_rule_row_get_rule (HEXWIRE_RULE_ROW (row))
                                                : NULL);
  update_actions (self);
}

static gboolean
look_cb (gpointer user_data)
{
  HexwireRulesWindow *self = user_data;
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    hexwire_rule_row_update_hits (HEXWIRE_RULE_ROW (row));
  return G_SOURCE_CONTINUE;
}

static void
move_rule (HexwireRulesWindow *self,
           int                 from,
           int                 to)
{
  g_autoptr (HexwireReplyRule) rule = g_list_model_get_item (self->rules, (guint) from);

  if (rule == NULL || from == to || to < 0 || to >= (int) g_list_model_get_n_items (self->rules))
    return;
  g_list_store_remove (get_store (self), (guint) from);
  g_list_store_insert (get_store (self), (guint) to, rule);
  select_rule (self, to);
  look_cb (self);
}

static void
moved_cb (HexwireRuleRow     *row,
          int                 from,
          HexwireRulesWindow *self)
{
  move_rule (self, from, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  GtkWidget *row = hexwire_rule_row_new (item);

  g_signal_connect_object (row, "moved", G_CALLBACK (moved_cb), user_data, 0);
  return row;
}

static void
add_cb (GtkWidget  *widget,
        const char *action_name,
        GVariant   *parameter)
{
  HexwireRulesWindow *self = HEXWIRE_RULES_WINDOW (widget);
  g_autoptr (HexwireReplyRule) rule = hexwire_reply_rule_new ();
  int position = get_selected (self) + 1;

  if (position == 0)
    position = (int) g_list_model_get_n_items (self->rules);
  g_list_store_insert (get_store (self), (guint) position, rule);
  select_rule (self, position);
  look_cb (self);
}

static void
remove_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  HexwireRulesWindow *self = HEXWIRE_RULES_WINDOW (widget);
  int position = get_selected (self);

  if (position < 0)
    return;
  g_list_store_remove (get_store (self), (guint) position);
  select_rule (self, MIN (position, (int) g_list_model_get_n_items (self->rules) - 1));
  row_selected_cb (self);
  look_cb (self);
}

static void
up_cb (GtkWidget  *widget,
       const char *action_name,
       GVariant   *parameter)
{
  HexwireRulesWindow *self = HEXWIRE_RULES_WINDOW (widget);
  int position = get_selected (self);

  move_rule (self, position, position - 1);
}

static void
down_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  HexwireRulesWindow *self = HEXWIRE_RULES_WINDOW (widget);
  int position = get_selected (self);

  move_rule (self, position, position + 1);
}

static void
reset_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  HexwireRulesWindow *self = HEXWIRE_RULES_WINDOW (widget);

  for (guint i = 0; i < g_list_model_get_n_items (self->rules); i++)
    {
      g_autoptr (HexwireReplyRule) rule = g_list_model_get_item (self->rules, i);

      hexwire_reply_rule_reset_hits (rule);
    }
  look_cb (self);
}

static void
import_chosen_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (HexwireRulesWindow) self = user_data;
  g_autoptr (GFile) file = hexwire_compat_choose_file_finish (result);
  g_autoptr (GPtrArray) rules = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (file == NULL || self->rules == NULL)
    return;
  if (g_file_load_contents (file, NULL, &text, NULL, NULL, &error))
    rules = hexwire_reply_rules_parse (text, &error);
  show_status (self, error != NULL ? error->message : NULL);
  if (rules == NULL)
    return;
  g_list_store_splice (get_store (self), g_list_model_get_n_items (self->rules), 0, rules->pdata,
                       rules->len);
  select_rule (self, (int) (g_list_model_get_n_items (self->rules) - rules->len));
  look_cb (self);
  update_actions (self);
}

static void
import_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  hexwire_compat_choose_file_async (GTK_WINDOW (widget), _("Import rules"), FALSE, NULL,
                                    import_chosen_cb, g_object_ref (widget));
}

static void
export_chosen_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (HexwireRulesWindow) self = user_data;
  g_autoptr (GFile) file = hexwire_compat_choose_file_finish (result);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (file == NULL || self->rules == NULL)
    return;
  text = hexwire_reply_rules_to_text (self->rules, &error);
  if (text != NULL)
    g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                             NULL, &error);
  show_status (self, error != NULL ? error->message : NULL);
}

static void
export_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  hexwire_compat_choose_file_async (GTK_WINDOW (widget), _("Export rules"), TRUE, "rules.txt",
                                    export_chosen_cb, g_object_ref (widget));
}

/* What is edited here may not be what is answered now, and that is said; what is wrong with the
 * greeting or the fixed reply stands in its place. */
static void
show_hint (HexwireRulesWindow *self)
{
  const char *hint = _("Neither answers now: choose “Fixed reply” or “Rules” in the tab.");
  HexwireReply reply = hexwire_endpoint_get_traffic (self->endpoint)->reply;

  if (reply == HEXWIRE_REPLY_FIXED)
    hint = _("Every message is answered with the fixed reply.");
  else if (reply == HEXWIRE_REPLY_RULES)
    hint = _("The first rule that fits answers a message.");
  if (self->greeting_problem != NULL || self->fixed_problem != NULL)
    {
      hint = self->greeting_problem != NULL ? self->greeting_problem : self->fixed_problem;
      gtk_widget_add_css_class (GTK_WIDGET (self->hint), "error-text");
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->hint), "error-text");
  gtk_label_set_label (self->hint, hint);
}

/* What is typed into an entry; what is wrong with it is kept in @problem. */
static HexwireReplyPayload *
take_payload (HexwireReplyEntry  *entry,
              const char         *name,
              char              **problem)
{
  g_autoptr (GError) error = NULL;
  HexwireReplyPayload *payload = hexwire_reply_entry_take_payload (entry, &error);

  g_clear_pointer (problem, g_free);
  if (error != NULL)
    *problem = g_strdup_printf ("%s: %s", name, error->message);
  return payload;
}

static void
greeting_changed_cb (HexwireRulesWindow *self)
{
  g_autoptr (HexwireReplyPayload) payload
    = take_payload (self->greeting_entry, _("Greeting"), &self->greeting_problem);

  hexwire_responder_set_greeting (self->responder, payload);
  show_hint (self);
}

static void
fixed_changed_cb (HexwireRulesWindow *self)
{
  g_autoptr (HexwireReplyPayload) payload
    = take_payload (self->fixed_entry, _("Fixed reply"), &self->fixed_problem);

  hexwire_responder_set_fixed (self->responder, payload);
  show_hint (self);
}

static void
hexwire_rules_window_dispose (GObject *object)
{
  HexwireRulesWindow *self = HEXWIRE_RULES_WINDOW (object);

  g_clear_handle_id (&self->look_source, g_source_remove);
  if (self->endpoint != NULL)
    g_object_set_data (G_OBJECT (self->endpoint), WINDOW_KEY, NULL);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->responder);
  self->rules = NULL;
  g_clear_pointer (&self->greeting_problem, g_free);
  g_clear_pointer (&self->fixed_problem, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_RULES_WINDOW);

  G_OBJECT_CLASS (hexwire_rules_window_parent_class)->dispose (object);
}

static void
hexwire_rules_window_class_init (HexwireRulesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_rules_window_dispose;

  g_type_ensure (HEXWIRE_TYPE_REPLY_ENTRY);
  g_type_ensure (HEXWIRE_TYPE_RULE_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/rules-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireRulesWindow, editor);
  gtk_widget_class_bind_template_child (widget_class, HexwireRulesWindow, fixed_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireRulesWindow, greeting_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireRulesWindow, greeting_label);
  gtk_widget_class_bind_template_child (widget_class, HexwireRulesWindow, hint);
  gtk_widget_class_bind_template_child (widget_class, HexwireRulesWindow, list);
  gtk_widget_class_bind_template_child (widget_class, HexwireRulesWindow, status);
  gtk_widget_class_bind_template_callback (widget_class, fixed_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, greeting_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_install_action (widget_class, "rules.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "rules.down", NULL, down_cb);
  gtk_widget_class_install_action (widget_class, "rules.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "rules.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "rules.remove", NULL, remove_cb);
  gtk_widget_class_install_action (widget_class, "rules.reset", NULL, reset_cb);
  gtk_widget_class_install_action (widget_class, "rules.up", NULL, up_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "rules.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "rules.down",
                                       NULL);
}

static void
hexwire_rules_window_init (HexwireRulesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_endpoint (HexwireRulesWindow *self,
              HexwireEndpoint    *endpoint)
{
  gboolean is_stream = hexwire_endpoint_kind_is_stream (hexwire_endpoint_get_kind (endpoint));
  g_autofree char *name = hexwire_endpoint_dup_title (endpoint);
  /* Translators: %s is what is on the tab, such as "TCP Server" */
  g_autofree char *title = g_strdup_printf (_("Automatic answers – %s"), name);

  gtk_window_set_title (GTK_WINDOW (self), title);
  self->endpoint = g_object_ref (endpoint);
  self->responder = g_object_ref (hexwire_endpoint_get_responder (endpoint));
  self->rules = G_LIST_MODEL (hexwire_responder_get_rules (self->responder));
  gtk_widget_set_visible (self->greeting_label, is_stream);
  gtk_widget_set_visible (GTK_WIDGET (self->greeting_entry), is_stream);
  hexwire_reply_entry_show_payload (self->greeting_entry,
                                    hexwire_responder_get_greeting (self->responder));
  hexwire_reply_entry_show_payload (self->fixed_entry,
                                    hexwire_responder_get_fixed (self->responder));
  gtk_list_box_bind_model (self->list, self->rules, create_row_cb, self, NULL);
  g_signal_connect_object (endpoint, "notify::reply", G_CALLBACK (show_hint), self,
                           G_CONNECT_SWAPPED);
  show_hint (self);
  select_rule (self, 0);
  row_selected_cb (self);
  look_cb (self);
  self->look_source = g_timeout_add (LOOK_MS, look_cb, self);
}

void
hexwire_rules_window_present (GtkWindow       *parent,
                              HexwireEndpoint *endpoint)
{
  GtkWindow *window = g_object_get_data (G_OBJECT (endpoint), WINDOW_KEY);

  if (window == NULL)
    {
      window = g_object_new (HEXWIRE_TYPE_RULES_WINDOW, "transient-for", parent, NULL);
      g_object_set_data (G_OBJECT (endpoint), WINDOW_KEY, window);
      set_endpoint (HEXWIRE_RULES_WINDOW (window), endpoint);
    }
  gtk_window_present (window);
}

void
hexwire_rules_window_close (HexwireEndpoint *endpoint)
{
  GtkWindow *window = g_object_get_data (G_OBJECT (endpoint), WINDOW_KEY);

  if (window != NULL)
    gtk_window_destroy (window);
}
