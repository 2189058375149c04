/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "data-entry.h"

#include <glib/gi18n.h>
#include <string.h>

#define HEXWIRE_TYPE_DATA_BUFFER (hexwire_data_buffer_get_type ())
G_DECLARE_FINAL_TYPE (HexwireDataBuffer, hexwire_data_buffer, HEXWIRE, DATA_BUFFER, GtkEntryBuffer)

#define WORD_JOINER "\u2060"

/* How much of long texts is kept for an undo, beside the present one. */
#define MAX_KEPT_BYTES (16 * 1024 * 1024)

struct _HexwireDataBuffer
{
  GtkEntryBuffer parent_instance;

  HexwireLineBreaks line_breaks;
  gboolean has_had_breaks;  /* so that an undo, or a redo, may bring them back */
  const char *whole;        /* (nullable): the text, where it is not the one that is shown */
  GHashTable *kept;         /* (element-type utf8 utf8): long texts, by what is shown for them */
  gsize kept_bytes;
};

enum
{
  FORGOT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireDataBuffer, hexwire_data_buffer, GTK_TYPE_ENTRY_BUFFER)

static GtkEntryBufferClass *
parent_class (void)
{
  return GTK_ENTRY_BUFFER_CLASS (hexwire_data_buffer_parent_class);
}

/* GTK's undo knows what is shown, and that has to tell which text it stands for: between texts of
 * one length there is something that nobody sees. */
static char *
dup_shown (HexwireDataBuffer *self,
           const char        *whole)
{
  glong n_chars = g_utf8_strlen (whole, -1);
  g_autoptr (GString) shown = g_string_new (NULL);

  /* Translators: stands in an entry in place of a text that is too long for it */
  g_string_printf (shown, ngettext ("⟨%ld character, too long to be edited here⟩",
                                    "⟨%ld characters, too long to be edited here⟩",
                                    (gulong) n_chars), n_chars);
  while (g_hash_table_contains (self->kept, shown->str)
         && !g_str_equal (g_hash_table_lookup (self->kept, shown->str), whole))
    g_string_append (shown, WORD_JOINER);
  return g_string_free (g_steal_pointer (&shown), FALSE);
}

/* Shows for how long a text something stands. */
static void
show (HexwireDataBuffer *self,
      const char        *shown)
{
  GtkEntryBuffer *buffer = GTK_ENTRY_BUFFER (self);

  self->whole = g_hash_table_lookup (self->kept, shown);
  parent_class ()->delete_text (buffer, 0, gtk_entry_buffer_get_length (buffer));
  parent_class ()->insert_text (buffer, 0, shown, (guint) g_utf8_strlen (shown, -1));
}

/* Keeps what was shown, with something inserted, and shows how long it is. */
static void
keep (HexwireDataBuffer *self,
      guint              position,
      const char        *chars,
      gsize              size_bytes)
{
  const char *old = gtk_entry_buffer_get_text (GTK_ENTRY_BUFFER (self));
  const char *at = g_utf8_offset_to_pointer (old, position);
  g_autoptr (GString) whole = g_string_new_len (old, at - old);
  g_autofree char *shown = NULL;

  g_string_append_len (whole, chars, (gssize) size_bytes);
  g_string_append (whole, at);
  if (self->kept_bytes > 0 && self->kept_bytes + whole->len > MAX_KEPT_BYTES)
    {
      g_signal_emit (self, signals[FORGOT], 0);
      g_hash_table_remove_all (self->kept);
      self->kept_bytes = 0;
    }
  shown = dup_shown (self, whole->str);
  if (!g_hash_table_contains (self->kept, shown))
    {
      self->kept_bytes += whole->len;
      g_hash_table_insert (self->kept, g_strdup (shown),
                           g_string_free (g_steal_pointer (&whole), FALSE));
    }
  show (self, shown);
}

static guint
hexwire_data_buffer_insert_text (GtkEntryBuffer *buffer,
                                 guint           position,
                                 const char     *chars,
                                 guint           n_chars)
{
  HexwireDataBuffer *self = HEXWIRE_DATA_BUFFER (buffer);
  gsize size_bytes = (gsize) (g_utf8_offset_to_pointer (chars, n_chars) - chars);
  g_autofree char *shown = NULL;

  if (self->whole != NULL)
    return 0;
  if (size_bytes + gtk_entry_buffer_get_bytes (buffer) > HEXWIRE_DATA_ENTRY_MAX_BYTES)
    {
      keep (self, position, chars, size_bytes);
      return n_chars;
    }
  if (self->kept_bytes == 0 || gtk_entry_buffer_get_length (buffer) > 0)
    return parent_class ()->insert_text (buffer, position, chars, n_chars);
  /* An undo, or a redo, brings back what was shown, and with it the text for which that stood. */
  shown = g_strndup (chars, size_bytes);
  if (g_hash_table_contains (self->kept, shown))
    {
      show (self, shown);
      return n_chars;
    }
  return parent_class ()->insert_text (buffer, position, chars, n_chars);
}

static guint
hexwire_data_buffer_delete_text (GtkEntryBuffer *buffer,
                                 guint           position,
                                 guint           n_chars)
{
  HexwireDataBuffer *self = HEXWIRE_DATA_BUFFER (buffer);

  if (self->whole == NULL || n_chars == 0)
    return parent_class ()->delete_text (buffer, position, n_chars);
  self->whole = NULL;
  parent_class ()->delete_text (buffer, 0, gtk_entry_buffer_get_length (buffer));
  return n_chars;
}

static void
hexwire_data_buffer_finalize (GObject *object)
{
  g_hash_table_unref (HEXWIRE_DATA_BUFFER (object)->kept);

  G_OBJECT_CLASS (hexwire_data_buffer_parent_class)->finalize (object);
}

static void
hexwire_data_buffer_class_init (HexwireDataBufferClass *klass)
{
  GtkEntryBufferClass *buffer_class = GTK_ENTRY_BUFFER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hexwire_data_buffer_finalize;
  buffer_class->delete_text = hexwire_data_buffer_delete_text;
  buffer_class->insert_text = hexwire_data_buffer_insert_text;

  signals[FORGOT] = g_signal_new ("forgot", HEXWIRE_TYPE_DATA_BUFFER, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
hexwire_data_buffer_init (HexwireDataBuffer *self)
{
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static gboolean
enable_undo_cb (gpointer user_data)
{
  gtk_editable_set_enable_undo (GTK_EDITABLE (user_data), TRUE);
  return G_SOURCE_REMOVE;
}

/* An undo must not bring back what was shown as if it had been typed. GTK is in the middle of
 * recording an edit, which must not begin to be recorded halfway. */
static void
forgot_cb (GtkEntry *entry)
{
  gtk_editable_set_enable_undo (GTK_EDITABLE (entry), FALSE);
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

/* GTK counts what it hands to the buffer, so that line breaks are written before it does. */
static void
insert_text_cb (GtkEditable *text,
                const char  *chars,
                int          length_bytes,
                int         *position,
                GtkEntry    *entry)
{
  GtkEntryBuffer *buffer = gtk_entry_get_buffer (entry);
  HexwireDataBuffer *data_buffer = HEXWIRE_DATA_BUFFER (buffer);
  const char *old = gtk_entry_buffer_get_text (buffer);
  guint at = MIN ((guint) *position, gtk_entry_buffer_get_length (buffer));
  const char *after = g_utf8_offset_to_pointer (old, at);
  g_autofree char *before = g_strndup (old, (gsize) (after - old));
  g_autofree char *inserted = length_bytes < 0 ? g_strdup (chars)
                                               : g_strndup (chars, (gsize) length_bytes);
  g_autofree char *written = hexwire_line_breaks_write (data_buffer->line_breaks, before, inserted,
                                                        after);

  if (written == NULL)
    {
      data_buffer->has_had_breaks |= strpbrk (inserted, "\r\n") != NULL;
      return;
    }
  gtk_editable_insert_text (text, written, -1, position);
  g_signal_stop_emission_by_name (text, "insert-text");
}

void
hexwire_data_entry_init (GtkEntry *entry)
{
  g_autoptr (HexwireDataBuffer) buffer = g_object_new (HEXWIRE_TYPE_DATA_BUFFER, NULL);
  GtkEditable *text;

  g_return_if_fail (GTK_IS_ENTRY (entry));

  text = gtk_editable_get_delegate (GTK_EDITABLE (entry));
  gtk_entry_set_buffer (entry, GTK_ENTRY_BUFFER (buffer));
  g_signal_connect (text, "copy-clipboard", G_CALLBACK (copy_clipboard_cb), entry);
  g_signal_connect (text, "cut-clipboard", G_CALLBACK (cut_clipboard_cb), entry);
  g_signal_connect (text, "insert-text", G_CALLBACK (insert_text_cb), entry);
  if (gtk_editable_get_enable_undo (GTK_EDITABLE (entry)))
    g_signal_connect_object (buffer, "forgot", G_CALLBACK (forgot_cb), entry, G_CONNECT_SWAPPED);
}

void
hexwire_data_entry_set_line_breaks (GtkEntry          *entry,
                                    HexwireLineBreaks  how)
{
  HexwireDataBuffer *buffer;
  gboolean enables_undo;
  g_autofree char *text = NULL;

  g_return_if_fail (GTK_IS_ENTRY (entry));
  g_return_if_fail (HEXWIRE_IS_DATA_BUFFER (gtk_entry_get_buffer (entry)));

  buffer = HEXWIRE_DATA_BUFFER (gtk_entry_get_buffer (entry));
  if (buffer->line_breaks == how)
    return;
  buffer->line_breaks = how;
  if (!buffer->has_had_breaks)
    return;
  buffer->has_had_breaks = FALSE;
  enables_undo = gtk_editable_get_enable_undo (GTK_EDITABLE (entry));
  /* What would be brought back would be written anew, and then not be as long as GTK knows it. */
  gtk_editable_set_enable_undo (GTK_EDITABLE (entry), FALSE);
  text = hexwire_line_breaks_write (how, "", hexwire_data_entry_get_text (entry), "");
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_enable_undo (GTK_EDITABLE (entry), enables_undo);
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
