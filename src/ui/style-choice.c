/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "style-choice.h"

struct _HexwireStyleChoice
{
  GObject parent_instance;

  HexwireLateDropDown *drop_down; /* not ours, as the entry */
  GtkEntry *format_entry;
  HexwireFormat *format;          /* (nullable): the last one that could be read */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireStyleChoice, hexwire_style_choice, G_TYPE_OBJECT)

static gboolean
decodes (HexwireStyleChoice *self)
{
  return hexwire_late_drop_down_get_selected (self->drop_down) > HEXWIRE_MESSAGE_STYLE_HEX;
}

/* Marks a format that cannot be read where it stands; payloads keep the last one that could. */
static void
take_format (HexwireStyleChoice *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->format_entry));
  g_autoptr (GError) error = NULL;
  HexwireFormat *format = hexwire_format_parse (text, NULL, &error);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->format_entry),
                               error != NULL ? error->message : NULL);
  if (error != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->format_entry), "error");
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->format_entry), "error");
  g_clear_pointer (&self->format, hexwire_format_unref);
  self->format = format;
}

static void
changed_cb (HexwireStyleChoice *self)
{
  take_format (self);
  gtk_widget_set_visible (GTK_WIDGET (self->format_entry), decodes (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
hexwire_style_choice_finalize (GObject *object)
{
  g_clear_pointer (&HEXWIRE_STYLE_CHOICE (object)->format, hexwire_format_unref);

  G_OBJECT_CLASS (hexwire_style_choice_parent_class)->finalize (object);
}

static void
hexwire_style_choice_class_init (HexwireStyleChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_style_choice_finalize;

  signals[CHANGED] = g_signal_new ("changed", HEXWIRE_TYPE_STYLE_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
hexwire_style_choice_init (HexwireStyleChoice *self)
{
}

HexwireStyleChoice *
hexwire_style_choice_new (HexwireLateDropDown *drop_down,
                          GtkEntry            *format_entry)
{
  HexwireStyleChoice *self = g_object_new (HEXWIRE_TYPE_STYLE_CHOICE, NULL);

  self->drop_down = drop_down;
  self->format_entry = format_entry;
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (format_entry, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

HexwireMessageStyle
hexwire_style_choice_get_style (HexwireStyleChoice *self)
{
  g_return_val_if_fail (HEXWIRE_IS_STYLE_CHOICE (self), HEXWIRE_MESSAGE_STYLE_HEX);
  return decodes (self) ? HEXWIRE_MESSAGE_STYLE_HEX
                        : hexwire_late_drop_down_get_selected (self->drop_down);
}

HexwireFormat *
hexwire_style_choice_get_format (HexwireStyleChoice *self)
{
  g_return_val_if_fail (HEXWIRE_IS_STYLE_CHOICE (self), NULL);
  return decodes (self) ? self->format : NULL;
}

void
hexwire_style_choice_decode (HexwireStyleChoice *self,
                             const char         *format)
{
  g_return_if_fail (HEXWIRE_IS_STYLE_CHOICE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->format_entry), format);
  hexwire_late_drop_down_set_selected (self->drop_down, HEXWIRE_MESSAGE_STYLE_HEX + 1);
}

const char *
hexwire_style_choice_get_format_text (HexwireStyleChoice *self)
{
  g_return_val_if_fail (HEXWIRE_IS_STYLE_CHOICE (self), NULL);
  return gtk_editable_get_text (GTK_EDITABLE (self->format_entry));
}

void
hexwire_style_choice_set_format_text (HexwireStyleChoice *self,
                                      const char         *format)
{
  g_return_if_fail (HEXWIRE_IS_STYLE_CHOICE (self));
  gtk_editable_set_text (GTK_EDITABLE (self->format_entry), format);
}

HexwireSessionStyle
hexwire_style_choice_get_selected (HexwireStyleChoice *self)
{
  g_return_val_if_fail (HEXWIRE_IS_STYLE_CHOICE (self), HEXWIRE_SESSION_STYLE_DEFAULT);
  return hexwire_late_drop_down_get_selected (self->drop_down);
}

void
hexwire_style_choice_set_selected (HexwireStyleChoice  *self,
                                   HexwireSessionStyle  style)
{
  g_return_if_fail (HEXWIRE_IS_STYLE_CHOICE (self));
  hexwire_late_drop_down_set_selected (self->drop_down, style);
}
