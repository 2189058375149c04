/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rule-row.h"

#include "rule-editor.h"
#include "widget-names.h"

#include "log/message-text.h"

#include <glib/gi18n.h>
#include <inttypes.h>

struct _HexwireRuleRow
{
  GtkListBoxRow parent_instance;

  HexwireReplyRule *rule;

  GtkCheckButton *on_check;
  GtkLabel *number;
  GtkLabel *summary;
  GtkLabel *hits;
};

enum
{
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireRuleRow, hexwire_rule_row, GTK_TYPE_LIST_BOX_ROW)

static void
on_toggled_cb (HexwireRuleRow *self)
{
  HexwireReplyRuleSettings settings = *hexwire_reply_rule_get (self->rule);

  if (settings.is_on == gtk_check_button_get_active (self->on_check))
    return;
  settings.is_on = !settings.is_on;
  hexwire_reply_rule_set (self->rule, &settings);
}

/* The row of the list has the focus, and is read as a whole. */
static void
name_row (HexwireRuleRow *self)
{
  g_autofree char *name = g_strjoin (", ", gtk_label_get_label (self->number),
                                     gtk_label_get_label (self->summary), NULL);

  hexwire_widget_names_set_row (GTK_WIDGET (self), name);
}

static void
rule_changed_cb (HexwireRuleRow *self)
{
  const char *problem = hexwire_reply_rule_get_error (self->rule, NULL, NULL);
  g_autofree char *summary = hexwire_rule_editor_dup_summary (self->rule);
  g_autofree char *marked = g_strconcat ("⚠ ", summary, NULL);

  gtk_check_button_set_active (self->on_check, hexwire_reply_rule_get (self->rule)->is_on);
  gtk_label_set_label (self->summary, problem != NULL ? marked : summary);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), problem != NULL ? problem : summary);
  hexwire_rule_row_update_hits (self);
  name_row (self);
}

static void
hexwire_rule_row_dispose (GObject *object)
{
  g_clear_object (&HEXWIRE_RULE_ROW (object)->rule);

  G_OBJECT_CLASS (hexwire_rule_row_parent_class)->dispose (object);
}

static void
hexwire_rule_row_class_init (HexwireRuleRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hexwire_rule_row_dispose;

  signals[MOVED] = g_signal_new ("moved", HEXWIRE_TYPE_RULE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static GtkLabel *
add_label (GtkBox     *box,
           const char *css_class,
           float       xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

static GdkContentProvider *
prepare_cb (GtkDragSource  *source,
            double          x,
            double          y,
            HexwireRuleRow *self)
{
  return gdk_content_provider_new_typed (G_TYPE_INT,
                                         gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self)));
}

static gboolean
drop_cb (GtkDropTarget  *target,
         const GValue   *value,
         double          x,
         double          y,
         HexwireRuleRow *self)
{
  g_signal_emit (self, signals[MOVED], 0, g_value_get_int (value));
  return TRUE;
}

static void
add_dragging (HexwireRuleRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INT, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
hexwire_rule_row_init (HexwireRuleRow *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8));

  gtk_widget_set_margin_start (GTK_WIDGET (box), 6);
  gtk_widget_set_margin_end (GTK_WIDGET (box), 6);
  gtk_widget_set_margin_top (GTK_WIDGET (box), 3);
  gtk_widget_set_margin_bottom (GTK_WIDGET (box), 3);

  self->on_check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->on_check), _("Use this rule"));
  gtk_box_append (box, GTK_WIDGET (self->on_check));
  self->number = add_label (box, "dim-label", 1);
  gtk_label_set_width_chars (self->number, 2);
  gtk_label_set_ellipsize (self->number, PANGO_ELLIPSIZE_NONE);
  self->summary = add_label (box, "monospace", 0);
  gtk_label_set_single_line_mode (self->summary, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->summary), TRUE);
  self->hits = add_label (box, "numeric", 1);
  gtk_label_set_ellipsize (self->hits, PANGO_ELLIPSIZE_NONE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), GTK_WIDGET (box));
  add_dragging (self);
}

GtkWidget *
hexwire_rule_row_new (HexwireReplyRule *rule)
{
  HexwireRuleRow *self = g_object_new (HEXWIRE_TYPE_RULE_ROW, NULL);

  self->rule = g_object_ref (rule);
  g_signal_connect_object (rule, "changed", G_CALLBACK (rule_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->on_check, "toggled", G_CALLBACK (on_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  rule_changed_cb (self);
  return GTK_WIDGET (self);
}

HexwireReplyRule *
hexwire_rule_row_get_rule (HexwireRuleRow *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RULE_ROW (self), NULL);
  return self->rule;
}

/* "3 of 5 · 12:03:04.123" */
static char *
dup_hits (HexwireReplyRule *rule)
{
  guint64 n_hits = hexwire_reply_rule_get_n_hits (rule);
  guint max_times = hexwire_reply_rule_get (rule)->max_times;
  g_autoptr (GString) text = g_string_new (NULL);

  if (max_times > 0)
    /* Translators: how often a rule has answered, and how often it may */
    g_string_append_printf (text, _("%" PRIu64 " of %u"), n_hits, max_times);
  else if (n_hits > 0)
    g_string_append_printf (text, "%" PRIu64, n_hits);
  if (n_hits > 0)
    {
      g_string_append (text, " · ");
      hexwire_message_text_append_time (text, hexwire_reply_rule_get_last_hit_us (rule));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
hexwire_rule_row_update_hits (HexwireRuleRow *self)
{
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self));
  g_autofree char *number = g_strdup_printf ("%d", index + 1);
  /* Translators: the number of a rule */
  g_autofree char *label = g_strdup_printf (_("Rule %d"), index + 1);
  g_autofree char *hits = NULL;

  if (index < 0)
    return;
  if (g_strcmp0 (gtk_label_get_label (self->number), number) != 0)
    {
      gtk_label_set_label (self->number, number);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->on_check),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      name_row (self);
    }
  hits = dup_hits (self->rule);
  if (g_strcmp0 (gtk_label_get_label (self->hits), hits) != 0)
    gtk_label_set_label (self->hits, hits);
}
