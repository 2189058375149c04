/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hex-text.h"

#include "codec/bytes-text.h"
#include "field-row.h"

#include <glib/gi18n.h>

/* More cannot be edited as text without a pause. */
#define MAX_EDITABLE_BYTES 8192

static const char *const colors[HEXWIRE_N_FIELD_COLORS + 1]
  = { "rgba(53,132,228,0.38)", "rgba(255,120,0,0.38)",  "rgba(46,194,126,0.38)",
      "rgba(145,65,172,0.38)", "rgba(229,165,10,0.42)", "rgba(224,27,36,0.34)",
      "rgba(128,128,128,0.22)" };

struct _HexwireHexText
{
  GtkTextView parent_instance;

  GtkTextTag *tags[HEXWIRE_N_FIELD_COLORS + 1];   /* the last one for padding */
  GBytes *bytes;            /* what the text stands for, NULL where it cannot be read */
  gboolean is_setting;
};

enum
{
  EDITED,
  SELECTION_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireHexText, hexwire_hex_text, GTK_TYPE_TEXT_VIEW)

static GtkTextBuffer *
get_buffer (HexwireHexText *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
}

static char *
dup_text (HexwireHexText *self)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  return gtk_text_buffer_get_text (get_buffer (self), &start, &end, TRUE);
}

/* Finds the digits of the next byte at or after @position, in a text that hexwire_bytes_parse()
 * reads: a pair, or a digit that stands alone. */
static gboolean
next_byte (const char *text,
           gsize      *position,
           gsize      *start)
{
  gsize i = *position;

  while (text[i] != '\0' && (!g_ascii_isxdigit (text[i]) || g_ascii_tolower (text[i + 1]) == 'x'))
    i++;
  if (text[i] == '\0')
    return FALSE;
  *start = i;
  *position = g_ascii_isxdigit (text[i + 1]) ? i + 2 : i + 1;
  return TRUE;
}

static void
changed_cb (GtkTextBuffer *buffer,
            gpointer       user_data)
{
  HexwireHexText *self = user_data;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (self->is_setting)
    return;
  text = dup_text (self);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = hexwire_bytes_parse (HEXWIRE_NOTATION_HEX, text, NULL, &error);
  g_signal_emit (self, signals[EDITED], 0, self->bytes, error != NULL ? error->message : NULL);
}

static void
mark_set_cb (GtkTextBuffer     *buffer,
             const GtkTextIter *location,
             GtkTextMark       *mark,
             gpointer           user_data)
{
  if (mark == gtk_text_buffer_get_insert (buffer)
      || mark == gtk_text_buffer_get_selection_bound (buffer))
    g_signal_emit (user_data, signals[SELECTION_CHANGED], 0);
}

static void
hexwire_hex_text_finalize (GObject *object)
{
  g_clear_pointer (&HEXWIRE_HEX_TEXT (object)->bytes, g_bytes_unref);

  G_OBJECT_CLASS (hexwire_hex_text_parent_class)->finalize (object);
}

static void
hexwire_hex_text_class_init (HexwireHexTextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_hex_text_finalize;

  signals[EDITED] = g_signal_new ("edited", HEXWIRE_TYPE_HEX_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_BYTES, G_TYPE_STRING);
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", HEXWIRE_TYPE_HEX_TEXT,
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                             0);
}

static void
hexwire_hex_text_init (HexwireHexText *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);

  gtk_text_view_set_monospace (view, TRUE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_left_margin (view, 8);
  gtk_text_view_set_right_margin (view, 8);
  gtk_text_view_set_top_margin (view, 6);
  gtk_text_view_set_bottom_margin (view, 6);
  for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
    self->tags[i] = gtk_text_buffer_create_tag (get_buffer (self), NULL, "background", colors[i],
                                                NULL);
  g_signal_connect_object (get_buffer (self), "changed", G_CALLBACK (changed_cb), self, 0);
  g_signal_connect_object (get_buffer (self), "mark-set", G_CALLBACK (mark_set_cb), self,
                           G_CONNECT_AFTER);
  self->bytes = g_bytes_new (NULL, 0);
}

void
hexwire_hex_text_set_bytes (HexwireHexText *self,
                            GBytes         *bytes)
{
  gsize size_bytes = g_bytes_get_size (bytes);
  g_autofree char *text = NULL;

  g_return_if_fail (HEXWIRE_IS_HEX_TEXT (self));

  if (self->bytes != NULL && g_bytes_equal (self->bytes, bytes))
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = g_bytes_ref (bytes);
  text = hexwire_bytes_to_text (HEXWIRE_NOTATION_HEX, g_bytes_get_data (bytes, NULL),
                                MIN (size_bytes, MAX_EDITABLE_BYTES));
  self->is_setting = TRUE;
  gtk_text_buffer_set_text (get_buffer (self), text, -1);
  self->is_setting = FALSE;
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self), size_bytes <= MAX_EDITABLE_BYTES);
  /* Translators: shown where a payload is too long to be edited as text */
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), size_bytes <= MAX_EDITABLE_BYTES
                                                    ? NULL
                                                    : _("The first 8192 bytes, not editable"));
}

static void
apply_field (HexwireHexText *self,
             const char     *text,
             gsize          *position,
             gsize           n_bytes,
             GtkTextTag     *tag)
{
  GtkTextIter start_iter;
  GtkTextIter end_iter;
  gsize start = *position;
  gsize first = 0;

  for (gsize i = 0; i < n_bytes; i++)
    {
      if (!next_byte (text, position, &start))
        break;
      if (i == 0)
        first = start;
    }
  if (n_bytes == 0 || *position <= first)
    return;
  /* Hex digits are ASCII: bytes of the text are its characters. */
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &start_iter, (int) first);
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &end_iter, (int) *position);
  gtk_text_buffer_apply_tag (get_buffer (self), tag, &start_iter, &end_iter);
}

void
hexwire_hex_text_set_format (HexwireHexText *self,
                             HexwireFormat  *format)
{
  g_autofree char *text = dup_text (self);
  GtkTextIter start;
  GtkTextIter end;
  gsize position = 0;
  guint color = 0;

  g_return_if_fail (HEXWIRE_IS_HEX_TEXT (self));

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  gtk_text_buffer_remove_all_tags (get_buffer (self), &start, &end);
  for (gsize i = 0; i < hexwire_format_get_n_fields (format) && text[position] != '\0'; i++)
    {
      const HexwireField *field = hexwire_format_get_field (format, i);
      gboolean has_value = field->n_values > 0;

      apply_field (self, text, &position, field->count * field->element_size_bytes,
                   self->tags[has_value ? color : HEXWIRE_N_FIELD_COLORS]);
      color = (color + (has_value ? 1 : 0)) % HEXWIRE_N_FIELD_COLORS;
    }
}

gboolean
hexwire_hex_text_get_selection (HexwireHexText *self,
                                gsize          *offset_bytes,
                                gsize          *size_bytes)
{
  g_autofree char *text = NULL;
  GtkTextIter start_iter;
  GtkTextIter end_iter;
  gsize position = 0;
  gsize start;
  gsize n_before = 0;
  gsize n_selected = 0;

  g_return_val_if_fail (HEXWIRE_IS_HEX_TEXT (self), FALSE);

  if (!gtk_text_buffer_get_selection_bounds (get_buffer (self), &start_iter, &end_iter))
    return FALSE;
  text = dup_text (self);
  while (next_byte (text, &position, &start))
    {
      if (position <= (gsize) gtk_text_iter_get_offset (&start_iter))
        n_before++;
      else if (start < (gsize) gtk_text_iter_get_offset (&end_iter))
        n_selected++;
    }
  *offset_bytes = n_before;
  *size_bytes = n_selected;
  return n_selected > 0;
}
