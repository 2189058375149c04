/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rule-editor.h"

#include "data-entry.h"
#include "long-text.h"
#include "reply-entry.h"

#include <glib/gi18n.h>

/* What a rule looks for and answers, as it is listed. */
#define MAX_SUMMARY_CHARS 100

struct _HexwireRuleEditor
{
  GtkBox parent_instance;

  HexwireReplyRule *rule;   /* (nullable) */
  gboolean is_being_set;

  GtkDropDown *kind_drop;
  GtkDropDown *notation_drop;
  GtkEntry *match_entry;
  GtkCheckButton *case_check;
  GtkEntry *fields_entry;
  HexwireReplyEntry *reply_entry;
  GtkSpinButton *delay_spin;
  GtkSpinButton *times_spin;
  GtkEntry *peer_entry;
  GtkCheckButton *go_on_check;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (HexwireRuleEditor, hexwire_rule_editor, GTK_TYPE_BOX)

/* The notations of what is looked for, in the order of the drop-down. */
static const HexwireNotation notations[] = { HEXWIRE_NOTATION_PLAIN, HEXWIRE_NOTATION_ESCAPED,
                                             HEXWIRE_NOTATION_HEX, HEXWIRE_NOTATION_PYTHON };

static const char *
get_text (GtkEntry *entry)
{
  return hexwire_data_entry_get_text (entry);
}

/* The entry that a problem is about, by what stands before it. */
static const char *
get_part_name (HexwireReplyPart part)
{
  switch (part)
    {
    case HEXWIRE_REPLY_PART_MATCH:
      return _("Message");
    case HEXWIRE_REPLY_PART_FIELDS:
      return _("Fields");
    case HEXWIRE_REPLY_PART_REPLY_FORMAT:
      return _("Packed format");
    case HEXWIRE_REPLY_PART_REPLY:
    case HEXWIRE_REPLY_PART_NONE:
    default:
      return _("Reply");
    }
}

static void
show_problem (HexwireRuleEditor *self)
{
  g_autofree char *told = NULL;
  HexwireReplyPart part;
  gsize position;
  const char *problem = hexwire_reply_rule_get_error (self->rule, &part, &position);

  hexwire_entry_show_problem (self->match_entry,
                              part == HEXWIRE_REPLY_PART_MATCH ? problem : NULL, position);
  hexwire_entry_show_problem (self->fields_entry,
                              part == HEXWIRE_REPLY_PART_FIELDS ? problem : NULL, position);
  hexwire_reply_entry_show_problem (self->reply_entry, part == HEXWIRE_REPLY_PART_REPLY_FORMAT,
                                    part >= HEXWIRE_REPLY_PART_REPLY_FORMAT ? problem : NULL,
                                    position);
  told = problem != NULL ? g_strdup_printf ("%s: %s", get_part_name (part), problem) : NULL;
  gtk_label_set_label (self->problem, told != NULL ? told : "");
}

/* What is looked for is a line of the file that its rule is kept in. */
static void
update_line_breaks (HexwireRuleEditor *self)
{
  HexwireByteMatchKind kind = gtk_drop_down_get_selected (self->kind_drop);
  HexwireNotation notation = notations[gtk_drop_down_get_selected (self->notation_drop)];

  if (kind == HEXWIRE_BYTE_MATCH_REGEX)
    notation = HEXWIRE_NOTATION_ESCAPED;
  else if (kind == HEXWIRE_BYTE_MATCH_FIELDS)
    notation = HEXWIRE_NOTATION_PYTHON;
  hexwire_data_entry_set_line_breaks (self->match_entry,
                                      hexwire_line_breaks_of_notation (notation));
}

/* What means nothing to a kind of match is not in the way. */
static void
update_sensitive (HexwireRuleEditor *self)
{
  guint kind = gtk_drop_down_get_selected (self->kind_drop);
  gboolean has_bytes = kind != HEXWIRE_BYTE_MATCH_ANY && kind != HEXWIRE_BYTE_MATCH_FIELDS
                       && kind != HEXWIRE_BYTE_MATCH_REGEX;

  gtk_widget_set_sensitive (GTK_WIDGET (self->match_entry), kind != HEXWIRE_BYTE_MATCH_ANY);
  gtk_widget_set_sensitive (GTK_WIDGET (self->notation_drop), has_bytes);
  gtk_widget_set_sensitive (GTK_WIDGET (self->case_check),
                            has_bytes || kind == HEXWIRE_BYTE_MATCH_REGEX);
}

static void
changed_cb (HexwireRuleEditor *self)
{
  HexwireReplyRuleSettings settings;

  /* The template's children tell of their first values while it is being built. */
  if (self->rule == NULL || self->is_being_set)
    return;
  update_line_breaks (self);
  settings = *hexwire_reply_rule_get (self->rule);
  settings.match_kind = gtk_drop_down_get_selected (self->kind_drop);
  settings.match_notation = notations[gtk_drop_down_get_selected (self->notation_drop)];
  settings.match = get_text (self->match_entry);
  settings.ignores_case = gtk_check_button_get_active (self->case_check);
  settings.fields = get_text (self->fields_entry);
  settings.reply_notation = hexwire_reply_entry_get_notation (self->reply_entry);
  settings.reply_format = hexwire_reply_entry_get_format (self->reply_entry);
  settings.reply = hexwire_reply_entry_get_text (self->reply_entry);
  settings.delay_ms = (guint) gtk_spin_button_get_value_as_int (self->delay_spin);
  settings.max_times = (guint) gtk_spin_button_get_value_as_int (self->times_spin);
  settings.peer = get_text (self->peer_entry);
  settings.goes_on = gtk_check_button_get_active (self->go_on_check);
  hexwire_reply_rule_set (self->rule, &settings);
  update_sensitive (self);
  show_problem (self);
}

static int
measure_item_px (GtkDropDown *drop_down,
                 guint        item)
{
  GtkStringList *items = GTK_STRING_LIST (gtk_drop_down_get_model (drop_down));
  g_autoptr (PangoLayout) layout
    = gtk_widget_create_pango_layout (GTK_WIDGET (drop_down), gtk_string_list_get_string (items,
                                                                                          item));
  int width_px;

  pango_layout_get_pixel_size (layout, &width_px, NULL);
  return width_px;
}

/* As wide as for its longest item, so that a choice moves nothing. */
static void
keep_width_cb (GtkDropDown *drop_down)
{
  guint n_items = g_list_model_get_n_items (gtk_drop_down_get_model (drop_down));
  int widest_px = 0;
  int width_px;

  for (guint i = 0; i < n_items; i++)
    widest_px = MAX (widest_px, measure_item_px (drop_down, i));
  gtk_widget_measure (GTK_WIDGET (drop_down), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width_px, NULL,
                      NULL);
  width_px += widest_px - measure_item_px (drop_down, gtk_drop_down_get_selected (drop_down));
  gtk_widget_set_size_request (GTK_WIDGET (drop_down), width_px, -1);
}

static void
hexwire_rule_editor_dispose (GObject *object)
{
  HexwireRuleEditor *self = HEXWIRE_RULE_EDITOR (object);

  g_clear_object (&self->rule);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_RULE_EDITOR);

  G_OBJECT_CLASS (hexwire_rule_editor_parent_class)->dispose (object);
}

static void
hexwire_rule_editor_class_init (HexwireRuleEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_rule_editor_dispose;

  g_type_ensure (HEXWIRE_TYPE_REPLY_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/rule-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireRuleEditor, case_check);
  gtk_widget_class_bind_template_child (widget_class, HexwireRuleEditor, delay_spin);
  gtk_widget_class_bind_template_child (widget_class, HexwireRuleEditor, fields_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireRuleEditor, go_on_check);
  gtk_widget_class_bind_template_child (widget_class, HexwireRuleEditor, kind_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireRuleEditor, match_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireRuleEditor, notation_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireRuleEditor, peer_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireRuleEditor, problem);
  gtk_widget_class_bind_template_child (widget_class, HexwireRuleEditor, reply_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireRuleEditor, times_spin);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_width_cb);
}

static void
hexwire_rule_editor_init (HexwireRuleEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hexwire_data_entry_init (self->match_entry);
  hexwire_data_entry_init (self->fields_entry);
  hexwire_data_entry_init (self->peer_entry);
  hexwire_data_entry_set_line_breaks (self->fields_entry, HEXWIRE_LINE_BREAKS_BLANK);
  hexwire_data_entry_set_line_breaks (self->peer_entry, HEXWIRE_LINE_BREAKS_BLANK);
}

static guint
find_notation (HexwireNotation notation)
{
  guint item = 0;

  while (item + 1 < G_N_ELEMENTS (notations) && notations[item] != notation)
    item++;
  return item;
}

void
hexwire_rule_editor_set_rule (HexwireRuleEditor *self,
                              HexwireReplyRule  *rule)
{
  const HexwireReplyRuleSettings *settings;

  g_return_if_fail (HEXWIRE_IS_RULE_EDITOR (self));

  g_set_object (&self->rule, rule);
  gtk_widget_set_sensitive (GTK_WIDGET (self), rule != NULL);
  if (rule == NULL)
    return;
  settings = hexwire_reply_rule_get (rule);
  self->is_being_set = TRUE;
  gtk_drop_down_set_selected (self->kind_drop, settings->match_kind);
  gtk_drop_down_set_selected (self->notation_drop, find_notation (settings->match_notation));
  update_line_breaks (self);
  gtk_editable_set_text (GTK_EDITABLE (self->match_entry), settings->match);
  gtk_check_button_set_active (self->case_check, settings->ignores_case);
  gtk_editable_set_text (GTK_EDITABLE (self->fields_entry), settings->fields);
  hexwire_reply_entry_set (self->reply_entry, settings->reply_notation, settings->reply_format,
                           settings->reply);
  gtk_spin_button_set_value (self->delay_spin, settings->delay_ms);
  gtk_spin_button_set_value (self->times_spin, settings->max_times);
  gtk_editable_set_text (GTK_EDITABLE (self->peer_entry), settings->peer);
  gtk_check_button_set_active (self->go_on_check, settings->goes_on);
  self->is_being_set = FALSE;
  update_sensitive (self);
  show_problem (self);
}

char *
hexwire_rule_editor_dup_summary (HexwireReplyRule *rule)
{
  const HexwireReplyRuleSettings *settings = hexwire_reply_rule_get (rule);
  const char *const kinds[] = { _("every message"), _("begins with"), _("contains"),
                                _("ends with"),     _("equals"),      _("expression"),
                                _("fields") };
  const char *kind = kinds[settings->match_kind];
  g_autofree char *sought = hexwire_long_text_dup_start (settings->match, MAX_SUMMARY_CHARS);
  g_autofree char *reply = hexwire_long_text_dup_start (
    settings->reply[0] != '\0' ? settings->reply : _("no answer"), MAX_SUMMARY_CHARS);

  if (settings->match_kind == HEXWIRE_BYTE_MATCH_ANY)
    /* Translators: what a rule looks for, and what it answers */
    return g_strdup_printf (_("%s → %s"), kind, reply);
  /* Translators: how a rule looks for something, what it looks for, and what it answers */
  return g_strdup_printf (_("%s %s → %s"), kind, sought, reply);
}
