/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "composer.h"

#include "data-entry.h"
#include "entry-history.h"
#include "late-drop-down.h"
#include "late-menu.h"
#include "reply-entry.h"
#include "tooltip.h"

#include "codec/macro-text.h"
#include "log/message-text.h"
#include "net/address.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#define MAX_PREVIEW_BYTES 64

static const HexwireNotation notations[] = { HEXWIRE_NOTATION_PLAIN, HEXWIRE_NOTATION_ESCAPED,
                                             HEXWIRE_NOTATION_HEX, HEXWIRE_NOTATION_PYTHON };

static const char *const endings[] = { "", "\n", "\r", "\r\n" };

struct _HexwireComposer
{
  GtkBox parent_instance;

  HexwireMacroText *text; /* what will be sent; NULL where it cannot be read */
  GBytes *payload;        /* as it is at present */
  guint64 counter;        /* what the macro stands for in the next message */
  guint tick_source;      /* shows the time in the preview */
  char *target;           /* to whom it goes where no address is typed; NULL when to nobody */
  gboolean is_datagrams;
  gboolean can_reach;     /* whether any address can be sent to */
  gboolean allows_empty;  /* whether a message of no bytes can be sent */

  HexwireLateDropDown *notation_drop;
  GtkEntry *entry;
  GtkToggleButton *macros_toggle;
  HexwireLateDropDown *ending_drop;
  GtkButton *send_button;
  GtkLabel *send_label;
  HexwireSendPopover *ways_popover;
  GtkMenuButton *messages_button;
  GMenuModel *messages_menu;
  GtkLabel *preview;
  GtkButton *reset_button;
  GtkEntry *address_entry;
};

enum
{
  SEND,
  START,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireComposer, hexwire_composer, GTK_TYPE_BOX)

static const char *
get_text (HexwireComposer *self)
{
  return hexwire_data_entry_get_text (self->entry);
}

/* Without macros a dollar is a dollar. */
static HexwireMacroText *
parse_text (HexwireComposer  *self,
            gsize            *position,
            GError          **error)
{
  HexwireNotation notation = notations[hexwire_late_drop_down_get_selected (self->notation_drop)];
  const char *ending = endings[hexwire_late_drop_down_get_selected (self->ending_drop)];
  g_autoptr (HexwireMacroText) text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (gtk_toggle_button_get_active (self->macros_toggle))
    text = hexwire_macro_text_parse (notation, get_text (self), position, error);
  else
    {
      bytes = hexwire_bytes_parse (notation, get_text (self), position, error);
      text = bytes != NULL ? hexwire_macro_text_new (bytes) : NULL;
    }
  if (text != NULL && ending[0] != '\0')
    {
      g_autoptr (GBytes) end = g_bytes_new_static (ending, strlen (ending));

      hexwire_macro_text_append (text, end);
    }
  return g_steal_pointer (&text);
}

static void
mark_error (HexwireComposer *self,
            const GError    *error,
            gsize            position)
{
  hexwire_entry_show_problem (self->entry, error != NULL ? error->message : NULL, position);
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->preview), "error-text");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->preview), "error-text");
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
has_address (HexwireComposer *self)
{
  return gtk_entry_get_text_length (self->address_entry) > 0;
}

static gboolean
check_address (HexwireComposer  *self,
               GError          **error)
{
  g_autofree char *host = NULL;
  guint16 port;

  return !has_address (self)
         || hexwire_address_split (hexwire_composer_get_address (self), &host, &port, error);
}

static gboolean
has_target (HexwireComposer *self)
{
  return has_address (self) ? self->can_reach && check_address (self, NULL) : self->target != NULL;
}

static gboolean
can_send (HexwireComposer *self)
{
  return has_target (self) && self->payload != NULL
         && (self->allows_empty || g_bytes_get_size (self->payload) > 0);
}

static void
update_target (HexwireComposer *self)
{
  const char *target = has_address (self) ? hexwire_composer_get_address (self) : self->target;
  /* Translators: %s is an address, or "all 3 peers" */
  g_autofree char *label
    = target != NULL ? g_strdup_printf (_("Send to %s"), target) : g_strdup (_("Send"));

  gtk_label_set_label (self->send_label, label);
  hexwire_tooltip_set (GTK_WIDGET (self->send_button), label);
  /* The label inside may be too wide for its button; what is spoken is not. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->send_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->send_button), can_send (self));
  hexwire_send_popover_set_can_start (self->ways_popover, has_target (self));
}

static void
show_preview (HexwireComposer *self)
{
  HexwireMacroContext context = { .counter = self->counter, .time_us = g_get_real_time () };
  const char *target = has_address (self) ? hexwire_composer_get_address (self) : self->target;
  g_autofree char *preview = NULL;
  g_autofree char *counter = NULL;

  g_clear_pointer (&self->payload, g_bytes_unref);
  gtk_widget_set_visible (GTK_WIDGET (self->reset_button),
                          self->text != NULL && hexwire_macro_text_has_macros (self->text));
  if (self->text == NULL)
    return;
  context.peer = target;
  self->payload = hexwire_macro_text_expand (self->text, &context);
  preview = dup_preview (self->payload);
  gtk_label_set_label (self->preview, preview);
  /* Translators: the number that ${counter} stands for in the next message */
  counter = g_strdup_printf (_("Counter %" PRIu64), self->counter);
  gtk_button_set_label (self->reset_button, counter);
}

static gboolean
tick_cb (gpointer user_data)
{
  HexwireComposer *self = user_data;

  if (self->text != NULL && hexwire_macro_text_has_macros (self->text))
    show_preview (self);
  return G_SOURCE_CONTINUE;
}

static void
update (HexwireComposer *self)
{
  g_autoptr (GError) error = NULL;
  gsize position = 0;

  /* The template's drop-downs tell of their first choice while it is still being built. */
  if (self->address_entry == NULL)
    return;
  g_clear_pointer (&self->text, hexwire_macro_text_unref);
  self->text = parse_text (self, &position, &error);
  mark_error (self, error, position);
  show_preview (self);
  if (error != NULL)
    gtk_label_set_label (self->preview, error->message);
  hexwire_tooltip_set (GTK_WIDGET (self->preview), error != NULL ? error->message : NULL);
  update_target (self);
}

static void
macros_toggled_cb (HexwireComposer *self)
{
  g_clear_handle_id (&self->tick_source, g_source_remove);
  if (gtk_toggle_button_get_active (self->macros_toggle))
    self->tick_source = g_timeout_add_seconds (1, tick_cb, self);
  update (self);
}

static void
reset_counter_cb (HexwireComposer *self)
{
  self->counter = 0;
  update (self);
}

/* A mistake is told where it is typed, and below the message, for who does not see colours. */
static void
address_changed_cb (HexwireComposer *self)
{
  g_autoptr (GError) error = NULL;

  if (self->address_entry == NULL || self->preview == NULL)
    return;
  gtk_widget_remove_css_class (GTK_WIDGET (self->address_entry), "error");
  hexwire_tooltip_set (GTK_WIDGET (self->address_entry),
                       _("Send to this address, whoever is selected"));
  update (self);
  if (!check_address (self, &error))
    hexwire_composer_show_address_error (self, error->message);
}

static void
start_cb (HexwireComposer *self)
{
  g_signal_emit (self, signals[START], 0);
}

static gboolean
hexwire_composer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HEXWIRE_COMPOSER (widget)->entry));
}

static void
hexwire_composer_dispose (GObject *object)
{
  g_clear_handle_id (&HEXWIRE_COMPOSER (object)->tick_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), HEXWIRE_TYPE_COMPOSER);

  G_OBJECT_CLASS (hexwire_composer_parent_class)->dispose (object);
}

static void
hexwire_composer_finalize (GObject *object)
{
  HexwireComposer *self = HEXWIRE_COMPOSER (object);

  g_clear_pointer (&self->text, hexwire_macro_text_unref);
  g_clear_pointer (&self->payload, g_bytes_unref);
  g_clear_pointer (&self->target, g_free);

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
                                NULL, G_TYPE_NONE, 1, HEXWIRE_TYPE_SEND_SOURCE);
  signals[START] = g_signal_new ("start", HEXWIRE_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  g_type_ensure (HEXWIRE_TYPE_LATE_DROP_DOWN);
  g_type_ensure (HEXWIRE_TYPE_SEND_POPOVER);
  g_type_ensure (HEXWIRE_TYPE_TOOLTIP);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/hexwire/Hexwire/composer.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireComposer, address_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireComposer, ending_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireComposer, entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireComposer, macros_toggle);
  gtk_widget_class_bind_template_child (widget_class, HexwireComposer, messages_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireComposer, messages_menu);
  gtk_widget_class_bind_template_child (widget_class, HexwireComposer, notation_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireComposer, preview);
  gtk_widget_class_bind_template_child (widget_class, HexwireComposer, reset_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireComposer, send_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireComposer, send_label);
  gtk_widget_class_bind_template_child (widget_class, HexwireComposer, ways_popover);
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, hexwire_composer_send);
  gtk_widget_class_bind_template_callback (widget_class, macros_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_counter_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
hexwire_composer_init (HexwireComposer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (gtk_button_get_child (GTK_BUTTON (self->macros_toggle)),
                            GTK_TEXT_DIR_LTR);
  hexwire_late_menu_set (self->messages_button, self->messages_menu);
  hexwire_data_entry_init (self->entry);
  hexwire_entry_history_add (self->entry);
  update (self);
}

void
hexwire_composer_set_target (HexwireComposer *self,
                             const char      *target)
{
  g_return_if_fail (HEXWIRE_IS_COMPOSER (self));

  g_free (self->target);
  self->target = g_strdup (target);
  update_target (self);
}

void
hexwire_composer_send (HexwireComposer *self)
{
  g_autoptr (HexwireSendSource) source = NULL;

  g_return_if_fail (HEXWIRE_IS_COMPOSER (self));

  if (!can_send (self))
    return;
  source = hexwire_composer_dup_source (self);
  hexwire_entry_history_remember (self->entry);
  g_signal_emit (self, signals[SEND], 0, source);
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

  notation = notations[hexwire_late_drop_down_get_selected (self->notation_drop)];
  if (self->payload != NULL && hexwire_late_drop_down_get_selected (self->ending_drop) > 0)
    {
      notation = MAX (notation, HEXWIRE_NOTATION_ESCAPED);
      text = hexwire_bytes_to_text (notation, g_bytes_get_data (self->payload, NULL),
                                    g_bytes_get_size (self->payload));
    }
  hexwire_writing_init (writing, (HexwireWritingKind) notation,
                        text != NULL ? text : get_text (self), NULL);
}

void
hexwire_composer_set_is_datagrams (HexwireComposer *self,
                                   gboolean         has_addresses,
                                   gboolean         can_reach)
{
  g_return_if_fail (HEXWIRE_IS_COMPOSER (self));

  if (!self->is_datagrams)
    hexwire_send_popover_set_is_datagrams (self->ways_popover, TRUE);
  self->is_datagrams = TRUE;
  self->can_reach = can_reach;
  gtk_widget_set_visible (GTK_WIDGET (self->address_entry), has_addresses);
  if (!has_addresses && has_address (self))
    gtk_editable_set_text (GTK_EDITABLE (self->address_entry), "");
  update_target (self);
}

const char *
hexwire_composer_get_address (HexwireComposer *self)
{
  g_return_val_if_fail (HEXWIRE_IS_COMPOSER (self), NULL);
  return has_address (self) ? gtk_editable_get_text (GTK_EDITABLE (self->address_entry)) : NULL;
}

void
hexwire_composer_show_address_error (HexwireComposer *self,
                                     const char      *message)
{
  g_return_if_fail (HEXWIRE_IS_COMPOSER (self));

  gtk_widget_add_css_class (GTK_WIDGET (self->address_entry), "error");
  hexwire_tooltip_set (GTK_WIDGET (self->address_entry), message);
  gtk_widget_add_css_class (GTK_WIDGET (self->preview), "error-text");
  gtk_label_set_label (self->preview, message);
}

HexwireSendSource *
hexwire_composer_dup_source (HexwireComposer *self)
{
  g_return_val_if_fail (HEXWIRE_IS_COMPOSER (self), NULL);

  return self->text != NULL && (self->allows_empty || g_bytes_get_size (self->payload) > 0)
           ? hexwire_send_source_new_text (self->text, self->counter)
           : NULL;
}

void
hexwire_composer_count_sent (HexwireComposer *self,
                             guint64          n_times)
{
  g_return_if_fail (HEXWIRE_IS_COMPOSER (self));

  if (self->text == NULL || !hexwire_macro_text_has_macros (self->text))
    return;
  self->counter += n_times;
  show_preview (self);
}

HexwireSendPopover *
hexwire_composer_get_popover (HexwireComposer *self)
{
  g_return_val_if_fail (HEXWIRE_IS_COMPOSER (self), NULL);
  return self->ways_popover;
}
