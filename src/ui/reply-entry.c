/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "reply-entry.h"

#include "data-entry.h"

#include <glib/gi18n.h>

/* The last item of the drop-down, behind the notations. */
#define PACKED 4

#define USUAL_TOOLTIP_KEY "hexwire-usual-tooltip"

static const HexwireNotation notations[] = { HEXWIRE_NOTATION_PLAIN, HEXWIRE_NOTATION_ESCAPED,
                                             HEXWIRE_NOTATION_HEX, HEXWIRE_NOTATION_PYTHON };

struct _HexwireReplyEntry
{
  GtkBox parent_instance;

  char *label;
  gboolean is_being_set;

  GtkDropDown *notation_drop;
  GtkEntry *format_entry;
  GtkEntry *entry;
};

enum
{
  PROP_LABEL = 1,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireReplyEntry, hexwire_reply_entry, GTK_TYPE_BOX)

static gboolean
is_packed (HexwireReplyEntry *self)
{
  return gtk_drop_down_get_selected (self->notation_drop) == PACKED;
}

/* A reply is a line of the file that its rule is kept in. */
static void
update_line_breaks (HexwireReplyEntry *self)
{
  HexwireNotation notation = hexwire_reply_entry_get_notation (self);

  hexwire_data_entry_set_line_breaks (self->entry,
                                      is_packed (self)
                                        ? HEXWIRE_LINE_BREAKS_QUOTED
                                        : hexwire_line_breaks_of_notation (notation));
}

static void
changed_cb (HexwireReplyEntry *self)
{
  update_line_breaks (self);
  gtk_widget_set_visible (GTK_WIDGET (self->format_entry), is_packed (self));
  gtk_entry_set_placeholder_text (self->entry, is_packed (self) ? _("Values, with commas") : NULL);
  if (!self->is_being_set)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_label (HexwireReplyEntry *self,
           const char        *label)
{
  /* Translators: %s is what the bytes are for, such as "Reply" */
  g_autofree char *notation = g_strdup_printf (_("%s: notation"), label);
  /* Translators: %s is what the bytes are for, such as "Reply" */
  g_autofree char *format = g_strdup_printf (_("%s: packed format"), label);

  g_free (self->label);
  self->label = g_strdup (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->notation_drop),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, notation, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->format_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, format, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static gboolean
hexwire_reply_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HEXWIRE_REPLY_ENTRY (widget)->entry));
}

static void
hexwire_reply_entry_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  if (prop_id == PROP_LABEL)
    g_value_set_string (value, HEXWIRE_REPLY_ENTRY (object)->label);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hexwire_reply_entry_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  if (prop_id == PROP_LABEL)
    set_label (HEXWIRE_REPLY_ENTRY (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hexwire_reply_entry_finalize (GObject *object)
{
  g_clear_pointer (&HEXWIRE_REPLY_ENTRY (object)->label, g_free);

  G_OBJECT_CLASS (hexwire_reply_entry_parent_class)->finalize (object);
}

static void
hexwire_reply_entry_class_init (HexwireReplyEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hexwire_reply_entry_get_property;
  object_class->set_property = hexwire_reply_entry_set_property;
  object_class->finalize = hexwire_reply_entry_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = hexwire_reply_entry_grab_focus;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "",
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", HEXWIRE_TYPE_REPLY_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static GtkEntry *
add_entry (HexwireReplyEntry *self,
           int                width_chars)
{
  GtkWidget *entry = gtk_entry_new ();

  hexwire_data_entry_init (GTK_ENTRY (entry));
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), width_chars);
  gtk_entry_set_input_hints (GTK_ENTRY (entry), GTK_INPUT_HINT_NO_SPELLCHECK);
  gtk_widget_add_css_class (entry, "monospace");
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), entry);
  return GTK_ENTRY (entry);
}

static void
hexwire_reply_entry_init (HexwireReplyEntry *self)
{
  const char *const items[] = { _("Text"), _("Text with escapes"), _("Hex"), _("Python bytes"),
                                _("Packed"), NULL };

  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->notation_drop = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (items));
  gtk_drop_down_set_selected (self->notation_drop, 1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->notation_drop), _("How the bytes are written"));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->notation_drop));
  self->format_entry = add_entry (self, 10);
  hexwire_data_entry_set_line_breaks (self->format_entry, HEXWIRE_LINE_BREAKS_BLANK);
  gtk_entry_set_placeholder_text (self->format_entry, ">BH");
  self->entry = add_entry (self, 12);
  gtk_widget_set_hexpand (GTK_WIDGET (self->entry), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->format_entry), FALSE);
  update_line_breaks (self);
  g_signal_connect_object (self->notation_drop, "notify::selected", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
hexwire_reply_entry_set (HexwireReplyEntry *self,
                         HexwireNotation    notation,
                         const char        *format,
                         const char        *text)
{
  gboolean has_format = format != NULL && format[0] != '\0';
  guint item = 0;

  g_return_if_fail (HEXWIRE_IS_REPLY_ENTRY (self));

  while (item + 1 < G_N_ELEMENTS (notations) && notations[item] != notation)
    item++;
  self->is_being_set = TRUE;
  gtk_drop_down_set_selected (self->notation_drop, has_format ? PACKED : item);
  gtk_editable_set_text (GTK_EDITABLE (self->format_entry), has_format ? format : "");
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->is_being_set = FALSE;
}

HexwireNotation
hexwire_reply_entry_get_notation (HexwireReplyEntry *self)
{
  g_return_val_if_fail (HEXWIRE_IS_REPLY_ENTRY (self), HEXWIRE_NOTATION_ESCAPED);
  return is_packed (self) ? HEXWIRE_NOTATION_ESCAPED
                          : notations[gtk_drop_down_get_selected (self->notation_drop)];
}

const char *
hexwire_reply_entry_get_text (HexwireReplyEntry *self)
{
  g_return_val_if_fail (HEXWIRE_IS_REPLY_ENTRY (self), NULL);
  return hexwire_data_entry_get_text (self->entry);
}

const char *
hexwire_reply_entry_get_format (HexwireReplyEntry *self)
{
  const char *format;

  g_return_val_if_fail (HEXWIRE_IS_REPLY_ENTRY (self), NULL);
  format = hexwire_data_entry_get_text (self->format_entry);
  if (!is_packed (self))
    return "";
  /* A format of nothing packs nothing, and is not the same as none. */
  return format[0] != '\0' ? format : "@";
}

void
hexwire_reply_entry_show_problem (HexwireReplyEntry *self,
                                  gboolean           is_in_format,
                                  const char        *problem,
                                  gsize              position)
{
  g_return_if_fail (HEXWIRE_IS_REPLY_ENTRY (self));
  hexwire_entry_show_problem (self->format_entry, is_in_format ? problem : NULL, position);
  hexwire_entry_show_problem (self->entry, is_in_format ? NULL : problem, position);
}

HexwireReplyPayload *
hexwire_reply_entry_take_payload (HexwireReplyEntry  *self,
                                  GError            **error)
{
  const char *format = hexwire_reply_entry_get_format (self);
  const char *text = hexwire_reply_entry_get_text (self);
  g_autoptr (GError) reason = NULL;
  gsize position = 0;
  g_autoptr (HexwireFormat) parsed = hexwire_format_parse (format, &position, NULL);
  gboolean is_in_format = parsed == NULL;
  HexwireReplyPayload *payload = NULL;

  if (format[0] != '\0' || text[0] != '\0')
    payload = hexwire_reply_payload_new (hexwire_reply_entry_get_notation (self),
                                         format[0] != '\0' ? format : NULL, text, NULL,
                                         is_in_format ? NULL : &position, &reason);
  hexwire_reply_entry_show_problem (self, is_in_format, reason != NULL ? reason->message : NULL,
                                    position);
  if (reason != NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  return payload;
}

void
hexwire_reply_entry_show_payload (HexwireReplyEntry   *self,
                                  HexwireReplyPayload *payload)
{
  if (payload != NULL)
    hexwire_reply_entry_set (self, hexwire_reply_payload_get_notation (payload),
                             hexwire_reply_payload_get_format (payload),
                             hexwire_reply_payload_get_text (payload));
}

/* In place of the usual one, which is kept. */
static void
show_tooltip (GtkWidget  *widget,
              const char *problem)
{
  g_autofree char *usual = NULL;

  if (problem == NULL)
    {
      if (g_object_get_data (G_OBJECT (widget), USUAL_TOOLTIP_KEY) == NULL)
        return;
      usual = g_object_steal_data (G_OBJECT (widget), USUAL_TOOLTIP_KEY);
    }
  else if (g_object_get_data (G_OBJECT (widget), USUAL_TOOLTIP_KEY) == NULL)
    {
      const char *shown = gtk_widget_get_tooltip_text (widget);

      g_object_set_data_full (G_OBJECT (widget), USUAL_TOOLTIP_KEY,
                              g_strdup (shown != NULL ? shown : ""), g_free);
    }
  gtk_widget_set_tooltip_text (widget, problem != NULL    ? problem
                                       : usual[0] != '\0' ? usual
                                                          : NULL);
}

void
hexwire_entry_show_problem (GtkEntry   *entry,
                            const char *problem,
                            gsize       position)
{
  PangoAttrList *attributes = NULL;

  if (problem != NULL)
    {
      /* The dots that newer versions of GTK draw for an error are too faint to be seen. */
      PangoAttribute *underline = pango_attr_underline_new (PANGO_UNDERLINE_LOW);

      underline->start_index = (guint) position;
      underline->end_index = PANGO_ATTR_INDEX_TO_TEXT_END;
      attributes = pango_attr_list_new ();
      pango_attr_list_insert (attributes, underline);
      gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  gtk_entry_set_attributes (entry, attributes);
  show_tooltip (GTK_WIDGET (entry), problem);
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  g_clear_pointer (&attributes, pango_attr_list_unref);
}
