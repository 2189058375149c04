/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "composer.h"

#include "codec/bytes-text.h"
#include "log/message-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_PREVIEW_BYTES 64
#define MAX_HISTORY 200

static const HexwireNotation notations[] = { HEXWIRE_NOTATION_PLAIN, HEXWIRE_NOTATION_ESCAPED,
                                             HEXWIRE_NOTATION_HEX, HEXWIRE_NOTATION_PYTHON };

static const char *const endings[] = { "", "\n", "\r", "\r\n" };

struct _HexwireComposer
{
  GtkBox parent_instance;

  GBytes *payload;        /* what will be sent; NULL where the text cannot be read */
  gboolean has_target;
  gboolean allows_empty;  /* whether a message of no bytes can be sent */
  GPtrArray *history;     /* (element-type utf8): what was sent, the oldest first */
  guint history_position; /* what is shown of it; its length for what is being typed */
  char *draft;            /* what was being typed before the history was looked at */

  GtkDropDown *notation_drop;
  GtkEntry *entry;
  GtkDropDown *ending_drop;
  GtkButton *send_button;
  GtkLabel *send_label;
  GtkLabel *preview;
};

enum
{
  SEND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireComposer, hexwire_composer, GTK_TYPE_BOX)

static const char *
get_text (HexwireComposer *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static GBytes *
with_ending (GBytes     *payload,
             const char *ending)
{
  GByteArray *bytes;

  if (ending[0] == '\0')
    return g_bytes_ref (payload);
  bytes = g_bytes_unref_to_array (g_bytes_ref (payload));
  g_byte_array_append (bytes, (const guint8 *) ending, (guint) strlen (ending));
  return g_byte_array_free_to_bytes (bytes);
}

static void
mark_error (HexwireComposer *self,
            const GError    *error,
            gsize            position)
{
  PangoAttrList *attributes = NULL;

  if (error != NULL)
    {
      PangoAttribute *underline = pango_attr_underline_new (PANGO_UNDERLINE_ERROR);

      underline->start_index = (guint) position;
      underline->end_index = PANGO_ATTR_INDEX_TO_TEXT_END;
      attributes = pango_attr_list_new ();
      pango_attr_list_insert (attributes, underline);
      gtk_widget_add_css_class (GTK_WIDGET (self->preview), "error-text");
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->preview), "error-text");
      gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
    }
  gtk_entry_set_attributes (self->entry, attributes);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                             : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  g_clear_pointer (&attributes, pango_attr_list_unref);
}

static char *
dup_preview (GBytes *payload)
{
  gsize size_bytes;
  const guint8 *data = g_bytes_get_data (payload, &size_bytes);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, ngettext ("%zu byte", "%zu bytes", (gulong) size_bytes),
                   size_bytes);
  g_string_append (text, "  ");
  hexwire_message_text_append_line (text, HEXWIRE_MESSAGE_STYLE_HEX, data, size_bytes,
                                    MAX_PREVIEW_BYTES);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
can_send (HexwireComposer *self)
{
  return self->has_target && self->payload != NULL
         && (self->allows_empty || g_bytes_get_size (self->payload) > 0);
}

static void
update (HexwireComposer *self)
{
  guint notation = gtk_drop_down_get_selected (self->notation_drop);
  guint ending = gtk_drop_down_get_selected (self->ending_drop);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) typed = NULL;
  g_autofree char *preview = NULL;
  gsize position = 0;

  /* The template's drop-downs tell of their first choice while it is still being built. */
  if (self->preview == NULL || self->ending_drop == NULL)
    return;
  typed = hexwire_bytes_parse (notations[notation], get_text (self), &position, &error);
  g_clear_pointer (&self->payload, g_bytes_unref);
  if (typed != NULL)
    {
      self->payload = with_ending (typed, endings[ending]);
      preview = dup_preview (self->payload);
    }
  mark_error (self, error, position);
  gtk_label_set_label (self->preview, error != NULL ? error->message : preview);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->preview), error != NULL ? error->message : NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->send_button), can_send (self));
}

static void
remember (HexwireComposer *self)
{
  const char *text = get_text (self);
  guint n = self->history->len;

  if (text[0] != '\0' && (n == 0 || !g_str_equal (g_ptr_array_index (self->history, n - 1), text)))
    g_ptr_array_add (self->history, g_strdup (text));
  if (self->history->len > MAX_HISTORY)
    g_ptr_array_remove_index (self->history, 0);
  self->history_position = self->history->len;
  g_clear_pointer (&self->draft, g_free);
}

static void
go_in_history (HexwireComposer *self,
               int              step)
{
  const char *text;

  if ((step < 0 && self->history_position == 0)
      || (step > 0 && self->history_position >= self->history->len))
    return;
  if (self->history_position == self->history->len)
    {
      g_free (self->draft);
      self->draft = g_strdup (get_text (self));
    }
  self->history_position += (guint) step;
  text = self->history_position < self->history->len
           ? g_ptr_array_index (self->history, self->history_position)
           : self->draft;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                HexwireComposer       *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    go_in_history (self, -1);
  else if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    go_in_history (self, +1);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static gboolean
hexwire_composer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HEXWIRE_COMPOSER (widget)->entry));
}

static void
hexwire_composer_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEXWIRE_TYPE_COMPOSER);

  G_OBJECT_CLASS (hexwire_composer_parent_class)->dispose (object);
}

static void
hexwire_composer_finalize (GObject *object)
{
  HexwireComposer *self = HEXWIRE_COMPOSER (object);

  g_clear_pointer (&self->payload, g_bytes_unref);
  g_clear_pointer (&self->history, g_ptr_array_unref);
  g_clear_pointer (&self->draft, g_free);

  G_OBJECT_CLASS (hexwire_composer_parent_class)->finalize (object);
}

static void
hexwire_composer_class_init (HexwireComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hexwire_composer_dispose;
  object_class->finalize = hexwire_composer_finalize;
  widget_class->grab_focus = hexwire_composer_grab_focus;

  signals[SEND] = g_signal_new ("send", HEXWIRE_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_BYTES);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/hexwire/Hexwire/composer.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireComposer, ending_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireComposer, entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireComposer, notation_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireComposer, preview);
  gtk_widget_class_bind_template_child (widget_class, HexwireComposer, send_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireComposer, send_label);
  gtk_widget_class_bind_template_callback (widget_class, hexwire_composer_send);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
hexwire_composer_init (HexwireComposer *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->history = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  update (self);
}

void
hexwire_composer_set_target (HexwireComposer *self,
                             const char      *target)
{
  g_autofree char *label = NULL;

  g_return_if_fail (HEXWIRE_IS_COMPOSER (self));

  self->has_target = target != NULL;
  /* Translators: %s is an address, or "all 3 peers" */
  label = target != NULL ? g_strdup_printf (_("Send to %s"), target) : g_strdup (_("Send"));
  gtk_label_set_label (self->send_label, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->send_button), label);
  /* The label inside may be too wide for its button; what is spoken is not. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->send_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->send_button), can_send (self));
}

void
hexwire_composer_send (HexwireComposer *self)
{
  g_autoptr (GBytes) payload = NULL;

  g_return_if_fail (HEXWIRE_IS_COMPOSER (self));

  if (!can_send (self))
    return;
  payload = g_bytes_ref (self->payload);
  remember (self);
  g_signal_emit (self, signals[SEND], 0, payload);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
hexwire_composer_set_allows_empty (HexwireComposer *self,
                                   gboolean         allows_empty)
{
  g_return_if_fail (HEXWIRE_IS_COMPOSER (self));

  self->allows_empty = allows_empty;
  update (self);
}

void
hexwire_composer_init_writing (HexwireComposer *self,
                               HexwireWriting  *writing)
{
  HexwireNotation notation;
  g_autofree char *text = NULL;

  g_return_if_fail (HEXWIRE_IS_COMPOSER (self));

  notation = notations[gtk_drop_down_get_selected (self->notation_drop)];
  if (self->payload != NULL && gtk_drop_down_get_selected (self->ending_drop) > 0)
    {
      notation = MAX (notation, HEXWIRE_NOTATION_ESCAPED);
      text = hexwire_bytes_to_text (notation, g_bytes_get_data (self->payload, NULL),
                                    g_bytes_get_size (self->payload));
    }
  hexwire_writing_init (writing, (HexwireWritingKind) notation,
                        text != NULL ? text : get_text (self), NULL);
}
