/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hex-view-private.h"

#include "codec/bytes-text.h"

#include <glib/gi18n.h>

/* Takes the selected bytes away; returns whether there were any. */
static gboolean
delete_selection (HexwireHexView *self)
{
  gsize offset;
  gsize size_bytes;

  if (!hexwire_hex_view_get_selection (self, &offset, &size_bytes))
    return FALSE;
  hexwire_byte_buffer_replace (self->buffer, offset, size_bytes, NULL, 0);
  self->caret = self->anchor = offset;
  self->is_low_nibble = FALSE;
  return TRUE;
}

static void
advance (HexwireHexView *self)
{
  self->caret++;
  self->anchor = self->caret;
  self->is_low_nibble = FALSE;
}

/* Makes room for what is typed or pasted over a selection. Overwriting goes on from its start,
 * since the fields behind it must not move; inserting takes it away. */
static void
give_up_selection (HexwireHexView *self)
{
  gsize offset;
  gsize size_bytes;

  if (self->is_inserting)
    delete_selection (self);
  else if (hexwire_hex_view_get_selection (self, &offset, &size_bytes))
    {
      self->caret = self->anchor = offset;
      self->is_low_nibble = FALSE;
    }
}

static gboolean
is_overwriting (HexwireHexView *self)
{
  return !self->is_inserting && self->caret < hexwire_hex_view_get_size_bytes (self);
}

static void
type_character (HexwireHexView *self,
                guint8          character)
{
  give_up_selection (self);
  hexwire_byte_buffer_replace (self->buffer, self->caret, is_overwriting (self) ? 1 : 0, &character,
                               1);
  advance (self);
  hexwire_hex_view_edited (self, FALSE);
}

static void
type_digit (HexwireHexView *self,
            guint8          digit)
{
  gboolean is_low_nibble;

  give_up_selection (self);
  is_low_nibble = self->is_low_nibble;
  if (!is_low_nibble)
    {
      gboolean overwrites = is_overwriting (self);
      guint8 low = overwrites ? hexwire_byte_buffer_get (self->buffer, self->caret) & 0x0f : 0;
      guint8 byte = (guint8) (digit << 4 | low);

      /* A digit that changes nothing is no edit that another could go on with. */
      self->has_edited_nibble
        = !overwrites || byte != hexwire_byte_buffer_get (self->buffer, self->caret);
      hexwire_byte_buffer_replace (self->buffer, self->caret, overwrites ? 1 : 0, &byte, 1);
      self->is_low_nibble = TRUE;
      self->anchor = self->caret;
    }
  else
    {
      guint8 byte = (guint8) ((hexwire_byte_buffer_get (self->buffer, self->caret) & 0xf0) | digit);

      hexwire_byte_buffer_replace (self->buffer, self->caret, 1, &byte, 1);
      advance (self);
    }
  hexwire_hex_view_edited (self, is_low_nibble && self->has_edited_nibble);
}

gboolean
hexwire_hex_view_type (HexwireHexView *self,
                       guint           keyval)
{
  guint32 character = gdk_keyval_to_unicode (keyval);

  if (!self->is_editable || character < 0x20 || character >= 0x7f)
    return GDK_EVENT_PROPAGATE;
  if (self->is_in_text)
    {
      type_character (self, (guint8) character);
      return GDK_EVENT_STOP;
    }
  if (!g_ascii_isxdigit ((char) character))
    return GDK_EVENT_PROPAGATE;
  type_digit (self, (guint8) g_ascii_xdigit_value ((char) character));
  return GDK_EVENT_STOP;
}

static gboolean
erase_cb (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   user_data)
{
  HexwireHexView *self = HEXWIRE_HEX_VIEW (widget);
  gboolean backwards = g_variant_get_boolean (arguments);

  if (!self->is_editable)
    return GDK_EVENT_PROPAGATE;
  if (!delete_selection (self))
    {
      /* Backspace after the first digit of a byte takes that byte back. */
      gboolean goes_back = backwards && !self->is_low_nibble;

      if (goes_back ? self->caret == 0
                    : self->caret == hexwire_hex_view_get_size_bytes (self))
        return GDK_EVENT_STOP;
      self->caret -= goes_back ? 1 : 0;
      self->anchor = self->caret;
      self->is_low_nibble = FALSE;
      hexwire_byte_buffer_replace (self->buffer, self->caret, 1, NULL, 0);
    }
  hexwire_hex_view_edited (self, FALSE);
  return GDK_EVENT_STOP;
}

static gboolean
toggle_insert_cb (GtkWidget *widget,
                  GVariant  *arguments,
                  gpointer   user_data)
{
  HexwireHexView *self = HEXWIRE_HEX_VIEW (widget);

  self->is_inserting = self->is_editable && !self->is_inserting;
  gtk_widget_queue_draw (widget);
  return GDK_EVENT_STOP;
}

static gboolean
change_side_cb (GtkWidget *widget,
                GVariant  *arguments,
                gpointer   user_data)
{
  HexwireHexView *self = HEXWIRE_HEX_VIEW (widget);

  self->is_in_text = !self->is_in_text;
  self->is_low_nibble = FALSE;
  gtk_widget_queue_draw (widget);
  return GDK_EVENT_STOP;
}

static HexwireNotation
notation_from_word (const char *word)
{
  static const struct
  {
    const char *word;
    HexwireNotation notation;
  } words[] = {
    { "escaped", HEXWIRE_NOTATION_ESCAPED }, { "c", HEXWIRE_NOTATION_C },
    { "python", HEXWIRE_NOTATION_PYTHON },   { "base64", HEXWIRE_NOTATION_BASE64 },
    { "dump", HEXWIRE_NOTATION_DUMP },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, word))
      return words[i].notation;
  return HEXWIRE_NOTATION_HEX;
}

/* Copies what is selected, or everything where nothing is. */
static void
copy_as (HexwireHexView  *self,
         HexwireNotation  notation)
{
  gsize n_all;
  const guint8 *data = g_bytes_get_data (hexwire_byte_buffer_get_bytes (self->buffer), &n_all);
  g_autofree char *text = NULL;
  gsize offset = 0;
  gsize size_bytes = 0;

  if (!hexwire_hex_view_get_selection (self, &offset, &size_bytes))
    size_bytes = n_all;
  text = hexwire_bytes_to_text (notation, data != NULL ? data + offset : NULL, size_bytes);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
copy_as_cb (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  copy_as (HEXWIRE_HEX_VIEW (widget), notation_from_word (g_variant_get_string (parameter, NULL)));
}

static gboolean
copy_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   user_data)
{
  HexwireHexView *self = HEXWIRE_HEX_VIEW (widget);
  gboolean cuts = g_variant_get_boolean (arguments);

  copy_as (self, self->is_in_text ? HEXWIRE_NOTATION_ESCAPED : HEXWIRE_NOTATION_HEX);
  if (cuts && self->is_editable && delete_selection (self))
    hexwire_hex_view_edited (self, FALSE);
  return GDK_EVENT_STOP;
}

void
hexwire_hex_view_paste (HexwireHexView *self,
                        GBytes         *bytes)
{
  gsize size_bytes;
  const guint8 *data = g_bytes_get_data (bytes, &size_bytes);
  gsize n_left;
  gsize n_removed;

  give_up_selection (self);
  n_left = hexwire_hex_view_get_size_bytes (self) - self->caret;
  n_removed = self->is_inserting ? 0 : MIN (n_left, size_bytes);
  hexwire_byte_buffer_replace (self->buffer, self->caret, n_removed, data, size_bytes);
  self->caret += size_bytes;
  self->anchor = self->caret;
  self->is_low_nibble = FALSE;
  hexwire_hex_view_edited (self, FALSE);
}

/* What is no hex may be a literal, an array or a dump: that is offered, and not done. */
static void
offer_other_notation (HexwireHexView *self,
                      const char     *text)
{
  static const char *const names[] = {
    [HEXWIRE_NOTATION_ESCAPED] = N_ ("text with escapes"),
    [HEXWIRE_NOTATION_PYTHON] = N_ ("Python literal"),
    [HEXWIRE_NOTATION_C] = N_ ("C array"),
    [HEXWIRE_NOTATION_BASE64] = N_ ("base64"),
    [HEXWIRE_NOTATION_DUMP] = N_ ("hex dump"),
    [HEXWIRE_NOTATION_PLAIN] = N_ ("text"),
  };
  HexwireNotation notation = hexwire_bytes_recognise (text);
  g_autoptr (GBytes) bytes = hexwire_bytes_parse (notation, text, NULL, NULL);

  if (notation != HEXWIRE_NOTATION_HEX && bytes != NULL)
    hexwire_hex_view_offer_paste (self, _(names[notation]), bytes);
}

static void
pasted_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HexwireHexView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);

  if (self->buffer == NULL)     /* the window was closed meanwhile */
    return;
  if (text != NULL)
    bytes = hexwire_bytes_parse (self->is_in_text ? HEXWIRE_NOTATION_PLAIN : HEXWIRE_NOTATION_HEX,
                                 text, NULL, &error);
  if (bytes != NULL)
    hexwire_hex_view_paste (self, bytes);
  else if (text == NULL)
    hexwire_hex_view_refuse (self, _("The clipboard holds no text"));
  else
    {
      hexwire_hex_view_refuse (self, error->message);
      offer_other_notation (self, text);
    }
}

static gboolean
paste_cb (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   user_data)
{
  if (!HEXWIRE_HEX_VIEW (widget)->is_editable)
    return GDK_EVENT_PROPAGATE;
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, pasted_cb,
                                 g_object_ref (widget));
  return GDK_EVENT_STOP;
}

void
hexwire_hex_view_class_add_edits (GtkWidgetClass *widget_class)
{
  const GdkModifierType control = GDK_CONTROL_MASK;

  gtk_widget_class_install_action (widget_class, "bytes.copy-as", "s", copy_as_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_BackSpace, 0, erase_cb, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, erase_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Insert, 0, toggle_insert_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, control, change_side_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_c, control, copy_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_x, control, copy_cb, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_v, control, paste_cb, NULL);
}
