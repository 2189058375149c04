/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "data-entry.h"

#include <glib/gi18n.h>

#define HEXWIRE_TYPE_DATA_BUFFER (hexwire_data_buffer_get_type ())
G_DECLARE_FINAL_TYPE (HexwireDataBuffer, hexwire_data_buffer, HEXWIRE, DATA_BUFFER, GtkEntryBuffer)

struct _HexwireDataBuffer
{
  GtkEntryBuffer parent_instance;

  char *whole;              /* (nullable): the text, where it is not the one that is shown */
};

enum
{
  KEPT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireDataBuffer, hexwire_data_buffer, GTK_TYPE_ENTRY_BUFFER)

static GtkEntryBufferClass *
parent_class (void)
{
  return GTK_ENTRY_BUFFER_CLASS (hexwire_data_buffer_parent_class);
}

static char *
dup_shown (const char *whole)
{
  glong n_chars = g_utf8_strlen (whole, -1);

  /* Translators: stands in an entry in place of a text that is too long for it */
  return g_strdup_printf (ngettext ("⟨%ld character, too long to be edited here⟩",
                                    "⟨%ld characters, too long to be edited here⟩",
                                    (gulong) n_chars), n_chars);
}

/* Keeps what was shown, with something inserted, and shows how long it is. */
static void
keep (HexwireDataBuffer *self,
      guint              position,
      const char        *chars,
      gsize              size_bytes)
{
  GtkEntryBuffer *buffer = GTK_ENTRY_BUFFER (self);
  const char *old = gtk_entry_buffer_get_text (buffer);
  const char *at = g_utf8_offset_to_pointer (old, position);
  g_autoptr (GString) whole = g_string_new_len (old, at - old);
  g_autofree char *shown = NULL;

  g_string_append_len (whole, chars, (gssize) size_bytes);
  g_string_append (whole, at);
  self->whole = g_string_free (g_steal_pointer (&whole), FALSE);
  shown = dup_shown (self->whole);
  parent_class ()->delete_text (buffer, 0, gtk_entry_buffer_get_length (buffer));
  parent_class ()->insert_text (buffer, 0, shown, (guint) g_utf8_strlen (shown, -1));
  g_signal_emit (self, signals[KEPT], 0, TRUE);
}

static guint
hexwire_data_buffer_insert_text (GtkEntryBuffer *buffer,
                                 guint           position,
                                 const char     *chars,
                                 guint           n_chars)
{
  HexwireDataBuffer *self = HEXWIRE_DATA_BUFFER (buffer);
  gsize size_bytes = (gsize) (g_utf8_offset_to_pointer (chars, n_chars) - chars);

  if (self->whole != NULL)
    return 0;
  if (size_bytes + gtk_entry_buffer_get_bytes (buffer) <= HEXWIRE_DATA_ENTRY_MAX_BYTES)
    return parent_class ()->insert_text (buffer, position, chars, n_chars);
  keep (self, position, chars, size_bytes);
  return n_chars;
}

static guint
hexwire_data_buffer_delete_text (GtkEntryBuffer *buffer,
                                 guint           position,
                                 guint           n_chars)
{
  HexwireDataBuffer *self = HEXWIRE_DATA_BUFFER (buffer);

  if (self->whole == NULL || n_chars == 0)
    return parent_class ()->delete_text (buffer, position, n_chars);
  g_clear_pointer (&self->whole, g_free);
  parent_class ()->delete_text (buffer, 0, gtk_entry_buffer_get_length (buffer));
  g_signal_emit (self, signals[KEPT], 0, FALSE);
  return n_chars;
}

static void
hexwire_data_buffer_finalize (GObject *object)
{
  g_clear_pointer (&HEXWIRE_DATA_BUFFER (object)->whole, g_free);

  G_OBJECT_CLASS (hexwire_data_buffer_parent_class)->finalize (object);
}

static void
hexwire_data_buffer_class_init (HexwireDataBufferClass *klass)
{
  GtkEntryBufferClass *buffer_class = GTK_ENTRY_BUFFER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hexwire_data_buffer_finalize;
  buffer_class->delete_text = hexwire_data_buffer_delete_text;
  buffer_class->insert_text = hexwire_data_buffer_insert_text;

  signals[KEPT] = g_signal_new ("kept", HEXWIRE_TYPE_DATA_BUFFER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
hexwire_data_buffer_init (HexwireDataBuffer *self)
{
}

static gboolean
enable_undo_cb (gpointer user_data)
{
  GtkEntry *entry = user_data;

  if (!hexwire_data_entry_is_too_long (entry))
    gtk_editable_set_enable_undo (GTK_EDITABLE (entry), TRUE);
  return G_SOURCE_REMOVE;
}

/* An undo must not bring back what was shown as if it had been typed. GTK is in the middle of
 * recording an edit, which must not begin to be recorded halfway. */
static void
kept_cb (GtkEntry *entry,
         gboolean  is_kept)
{
  if (is_kept)
    gtk_editable_set_enable_undo (GTK_EDITABLE (entry), FALSE);
  else
    g_idle_add_full (G_PRIORITY_DEFAULT, enable_undo_cb, g_object_ref (entry), g_object_unref);
}

/* What is shown in place of a long text is not the text. Returns whether it was one. */
static gboolean
copy_whole (GtkText    *text,
            GtkEntry   *entry,
            const char *signal_name)
{
  if (!hexwire_data_entry_is_too_long (entry))
    return FALSE;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (entry)),
                          hexwire_data_entry_get_text (entry));
  g_signal_stop_emission_by_name (text, signal_name);
  return TRUE;
}

static void
copy_clipboard_cb (GtkText  *text,
                   GtkEntry *entry)
{
  copy_whole (text, entry, "copy-clipboard");
}

static void
cut_clipboard_cb (GtkText  *text,
                  GtkEntry *entry)
{
  if (copy_whole (text, entry, "cut-clipboard"))
    gtk_editable_set_text (GTK_EDITABLE (entry), "");
}

void
hexwire_data_entry_init (GtkEntry *entry)
{
  g_autoptr (HexwireDataBuffer) buffer = g_object_new (HEXWIRE_TYPE_DATA_BUFFER, NULL);

  g_return_if_fail (GTK_IS_ENTRY (entry));

  gtk_entry_set_buffer (entry, GTK_ENTRY_BUFFER (buffer));
  g_signal_connect (gtk_editable_get_delegate (GTK_EDITABLE (entry)), "copy-clipboard",
                    G_CALLBACK (copy_clipboard_cb), entry);
  g_signal_connect (gtk_editable_get_delegate (GTK_EDITABLE (entry)), "cut-clipboard",
                    G_CALLBACK (cut_clipboard_cb), entry);
  if (gtk_editable_get_enable_undo (GTK_EDITABLE (entry)))
    g_signal_connect_object (buffer, "kept", G_CALLBACK (kept_cb), entry, G_CONNECT_SWAPPED);
}

const char *
hexwire_data_entry_get_text (GtkEntry *entry)
{
  g_return_val_if_fail (GTK_IS_ENTRY (entry), NULL);
  return hexwire_data_entry_is_too_long (entry)
           ? HEXWIRE_DATA_BUFFER (gtk_entry_get_buffer (entry))->whole
           : gtk_editable_get_text (GTK_EDITABLE (entry));
}

gboolean
hexwire_data_entry_is_too_long (GtkEntry *entry)
{
  GtkEntryBuffer *buffer = gtk_entry_get_buffer (entry);

  return HEXWIRE_IS_DATA_BUFFER (buffer) && HEXWIRE_DATA_BUFFER (buffer)->whole != NULL;
}
