/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "entry-history.h"

#include "data-entry.h"

#define HISTORY_KEY "hexwire-entry-history"
#define MAX_TEXTS 200

typedef struct
{
  GtkEntry *entry;
  GPtrArray *texts;       /* (element-type utf8): the oldest first */
  guint position;         /* what is shown of them; their number for what is being typed */
  char *draft;            /* (nullable): what was being typed before they were looked at */
} EntryHistory;

static void
entry_history_free (gpointer data)
{
  EntryHistory *self = data;

  g_ptr_array_unref (self->texts);
  g_free (self->draft);
  g_free (self);
}

static void
go (EntryHistory *self,
    int           step)
{
  const char *text;

  if ((step < 0 && self->position == 0)
      || (step > 0 && self->position >= self->texts->len))
    return;
  if (self->position == self->texts->len)
    {
      g_free (self->draft);
      self->draft = g_strdup (hexwire_data_entry_get_text (self->entry));
    }
  self->position += (guint) step;
  text = self->position < self->texts->len
           ? g_ptr_array_index (self->texts, self->position)
           : self->draft;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                EntryHistory          *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    go (self, -1);
  else if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    go (self, +1);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

void
hexwire_entry_history_add (GtkEntry *entry)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  EntryHistory *self = g_new0 (EntryHistory, 1);

  self->entry = entry;
  self->texts = g_ptr_array_new_with_free_func (g_free);
  g_object_set_data_full (G_OBJECT (entry), HISTORY_KEY, self, entry_history_free);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);
}

void
hexwire_entry_history_remember (GtkEntry *entry)
{
  EntryHistory *self = g_object_get_data (G_OBJECT (entry), HISTORY_KEY);
  const char *text = hexwire_data_entry_get_text (entry);
  guint n = self->texts->len;

  if (text[0] != '\0' && (n == 0 || !g_str_equal (g_ptr_array_index (self->texts, n - 1), text)))
    g_ptr_array_add (self->texts, g_strdup (text));
  if (self->texts->len > MAX_TEXTS)
    g_ptr_array_remove_index (self->texts, 0);
  self->position = self->texts->len;
  g_clear_pointer (&self->draft, g_free);
}
