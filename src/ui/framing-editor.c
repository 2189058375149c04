/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "framing-editor.h"

#include "codec/bytes-text.h"

#include <glib/gi18n.h>

struct _HexwireFramingEditor
{
  GtkBox parent_instance;

  HexwireFrameRule *rule;     /* (nullable) */

  GtkDropDown *kind_drop;
  GtkStringList *kinds;
  GtkStack *stack;
  GtkEntry *delimiter_entry;
  GtkDropDown *delimiter_drop;
  GtkSpinButton *size_spin;
  GtkDropDown *number_drop;
  GtkSpinButton *offset_spin;
  GtkDropDown *counts_drop;
  GtkSpinButton *adjustment_spin;
  GtkEntry *format_entry;
  GtkSpinButton *gap_spin;
  GtkWidget *limit_box;
  GtkSpinButton *limit_spin;
  GtkLabel *problem;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireFramingEditor, hexwire_framing_editor, GTK_TYPE_BOX)

/* The pages of the stack, by #HexwireFrameKind. */
static const char *const page_names[] = { "none",   "none",   "delimiter", "fixed",
                                          "length", "format", "gap" };

/* The items of the drop-down for the number of a length prefix. */
static const struct
{
  guint size_bytes;
  gboolean is_little_endian;
} numbers[] = { { 1, FALSE }, { 2, FALSE }, { 2, TRUE }, { 3, FALSE }, { 3, TRUE },
                { 4, FALSE }, { 4, TRUE },  { 8, FALSE }, { 8, TRUE } };

static HexwireFrameRule *
new_delimiter (HexwireFramingEditor  *self,
               GError               **error)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->delimiter_entry));
  gboolean is_hex = gtk_drop_down_get_selected (self->delimiter_drop) == 1;
  HexwireNotation notation = is_hex ? HEXWIRE_NOTATION_HEX : HEXWIRE_NOTATION_ESCAPED;
  g_autoptr (GBytes) bytes = hexwire_bytes_parse (notation, text, NULL, error);

  if (bytes == NULL)
    return NULL;
  return hexwire_frame_rule_new_delimiter (g_bytes_get_data (bytes, NULL),
                                           g_bytes_get_size (bytes), FALSE, error);
}

static HexwireFrameRule *
new_length_prefix (HexwireFramingEditor  *self,
                   GError               **error)
{
  guint number = gtk_drop_down_get_selected (self->number_drop);
  HexwireLengthPrefix prefix
    = { .offset_bytes = (guint32) gtk_spin_button_get_value_as_int (self->offset_spin),
        .size_bytes = numbers[number].size_bytes,
        .is_little_endian = numbers[number].is_little_endian,
        .adjustment_bytes = gtk_spin_button_get_value_as_int (self->adjustment_spin),
        .counts = gtk_drop_down_get_selected (self->counts_drop) };

  return hexwire_frame_rule_new_length_prefix (&prefix, error);
}

/* The rule as far as the page of its kind tells, without the limit. */
static HexwireFrameRule *
new_rule_of_kind (HexwireFramingEditor  *self,
                  GError               **error)
{
  const char *format = gtk_editable_get_text (GTK_EDITABLE (self->format_entry));

  switch (gtk_drop_down_get_selected (self->kind_drop))
    {
    case HEXWIRE_FRAME_LINES:
      return hexwire_frame_rule_new_lines (FALSE);
    case HEXWIRE_FRAME_DELIMITER:
      return new_delimiter (self, error);
    case HEXWIRE_FRAME_FIXED:
      return hexwire_frame_rule_new_fixed (
        (guint64) gtk_spin_button_get_value_as_int (self->size_spin), error);
    case HEXWIRE_FRAME_LENGTH_PREFIX:
      return new_length_prefix (self, error);
    case HEXWIRE_FRAME_FORMAT:
      return hexwire_frame_rule_new_format (format, NULL, error);
    case HEXWIRE_FRAME_IDLE_GAP:
      return hexwire_frame_rule_new_idle_gap (
        (guint64) gtk_spin_button_get_value_as_int (self->gap_spin), error);
    default:
      return hexwire_frame_rule_new_none ();
    }
}

/* A limit below what the rule needs by itself gives way, and one that was not asked for is none. */
static HexwireFrameRule *
new_rule (HexwireFramingEditor  *self,
          GError               **error)
{
  g_autoptr (HexwireFrameRule) rule = new_rule_of_kind (self, error);
  guint64 limit_bytes = (guint64) gtk_spin_button_get_value_as_int (self->limit_spin);

  if (rule == NULL || rule->kind == HEXWIRE_FRAME_NONE
      || limit_bytes == HEXWIRE_FRAME_DEFAULT_LIMIT_BYTES)
    return g_steal_pointer (&rule);
  return hexwire_frame_rule_with_limit (rule, limit_bytes, error);
}

static gboolean
equals_present (HexwireFramingEditor   *self,
                const HexwireFrameRule *rule)
{
  if (rule->kind == HEXWIRE_FRAME_NONE)
    return self->rule == NULL;
  return self->rule != NULL && hexwire_frame_rule_equal (self->rule, rule);
}

static void
changed_cb (HexwireFramingEditor *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HexwireFrameRule) rule = NULL;

  /* The spin buttons and drop-downs tell of their first values while the template is built. */
  if (self->problem == NULL)
    return;
  rule = new_rule (self, &error);
  gtk_label_set_label (self->problem, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
  if (rule == NULL || equals_present (self, rule))
    return;
  g_clear_pointer (&self->rule, hexwire_frame_rule_unref);
  if (rule->kind != HEXWIRE_FRAME_NONE)
    self->rule = g_steal_pointer (&rule);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
kind_selected_cb (HexwireFramingEditor *self)
{
  guint kind = gtk_drop_down_get_selected (self->kind_drop);

  if (self->problem == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, page_names[kind]);
  gtk_widget_set_visible (self->limit_box, kind != HEXWIRE_FRAME_NONE);
  changed_cb (self);
}

void
hexwire_framing_editor_build (HexwireFramingEditor *self)
{
  g_return_if_fail (HEXWIRE_IS_FRAMING_EDITOR (self));

  if (self->problem != NULL)
    return;
  gtk_widget_init_template (GTK_WIDGET (self));
  kind_selected_cb (self);
}

static void
hexwire_framing_editor_dispose (GObject *object)
{
  HexwireFramingEditor *self = HEXWIRE_FRAMING_EDITOR (object);

  g_clear_pointer (&self->rule, hexwire_frame_rule_unref);
  if (self->problem != NULL)
    gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_FRAMING_EDITOR);

  G_OBJECT_CLASS (hexwire_framing_editor_parent_class)->dispose (object);
}

static void
hexwire_framing_editor_class_init (HexwireFramingEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_framing_editor_dispose;

  signals[CHANGED] = g_signal_new ("changed", HEXWIRE_TYPE_FRAMING_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/framing-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireFramingEditor, adjustment_spin);
  gtk_widget_class_bind_template_child (widget_class, HexwireFramingEditor, counts_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireFramingEditor, delimiter_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireFramingEditor, delimiter_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireFramingEditor, format_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireFramingEditor, gap_spin);
  gtk_widget_class_bind_template_child (widget_class, HexwireFramingEditor, kind_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireFramingEditor, kinds);
  gtk_widget_class_bind_template_child (widget_class, HexwireFramingEditor, limit_box);
  gtk_widget_class_bind_template_child (widget_class, HexwireFramingEditor, limit_spin);
  gtk_widget_class_bind_template_child (widget_class, HexwireFramingEditor, number_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireFramingEditor, offset_spin);
  gtk_widget_class_bind_template_child (widget_class, HexwireFramingEditor, problem);
  gtk_widget_class_bind_template_child (widget_class, HexwireFramingEditor, size_spin);
  gtk_widget_class_bind_template_child (widget_class, HexwireFramingEditor, stack);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_selected_cb);
}

static void
hexwire_framing_editor_init (HexwireFramingEditor *self)
{
}

HexwireFrameRule *
hexwire_framing_editor_get_rule (HexwireFramingEditor *self)
{
  g_return_val_if_fail (HEXWIRE_IS_FRAMING_EDITOR (self), NULL);
  return self->rule;
}

static void
show_delimiter (HexwireFramingEditor   *self,
                const HexwireFrameRule *rule)
{
  g_autofree char *text = hexwire_bytes_to_text (HEXWIRE_NOTATION_ESCAPED, rule->delimiter,
                                                 rule->delimiter_size_bytes);

  gtk_drop_down_set_selected (self->delimiter_drop, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->delimiter_entry), text);
}

static void
show_length_prefix (HexwireFramingEditor      *self,
                    const HexwireLengthPrefix *prefix)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (numbers[i].size_bytes == prefix->size_bytes
        && (prefix->size_bytes == 1 || numbers[i].is_little_endian == prefix->is_little_endian))
      gtk_drop_down_set_selected (self->number_drop, i);
  gtk_spin_button_set_value (self->offset_spin, prefix->offset_bytes);
  gtk_spin_button_set_value (self->adjustment_spin, (double) prefix->adjustment_bytes);
  gtk_drop_down_set_selected (self->counts_drop, prefix->counts);
}

/* The kind comes last: it makes a rule of what the others say. */
void
hexwire_framing_editor_set_rule (HexwireFramingEditor *self,
                                 HexwireFrameRule     *rule)
{
  g_return_if_fail (HEXWIRE_IS_FRAMING_EDITOR (self));

  hexwire_framing_editor_build (self);
  gtk_spin_button_set_value (self->limit_spin,
                             rule->limit_bytes
                                 == hexwire_frame_rule_get_default_limit_bytes (rule)
                               ? HEXWIRE_FRAME_DEFAULT_LIMIT_BYTES
                               : rule->limit_bytes);
  if (rule->kind == HEXWIRE_FRAME_DELIMITER)
    show_delimiter (self, rule);
  else if (rule->kind == HEXWIRE_FRAME_FIXED)
    gtk_spin_button_set_value (self->size_spin, rule->frame_size_bytes);
  else if (rule->kind == HEXWIRE_FRAME_LENGTH_PREFIX)
    show_length_prefix (self, &rule->prefix);
  else if (rule->kind == HEXWIRE_FRAME_FORMAT)
    gtk_editable_set_text (GTK_EDITABLE (self->format_entry),
                           hexwire_format_get_text (rule->format));
  else if (rule->kind == HEXWIRE_FRAME_IDLE_GAP)
    gtk_spin_button_set_value (self->gap_spin, rule->gap_ms);
  gtk_drop_down_set_selected (self->kind_drop, rule->kind);
}

const char *
hexwire_framing_editor_get_title (HexwireFramingEditor *self)
{
  g_return_val_if_fail (HEXWIRE_IS_FRAMING_EDITOR (self), NULL);

  if (self->rule == NULL)
    return _("As received");
  return gtk_string_list_get_string (self->kinds, self->rule->kind);
}
