/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hex-view-private.h"

#include "log/message-text.h"

#include <glib/gi18n.h>

/* However many are in a line on the screen. */
#define LINE_BYTES 16

/* How many lines are told to a screen reader. */
#define MAX_SPOKEN_LINES 64

/* The line of the caret, which may stand after the last byte. */
static gsize
get_spoken_line (HexwireHexView *self)
{
  gsize size_bytes = hexwire_hex_view_get_size_bytes (self);

  return size_bytes > 0 ? MIN (self->caret, size_bytes - 1) / LINE_BYTES : 0;
}

/* A drawn widget says by itself what it shows, from the line of the caret on. */
void
hexwire_hex_view_update_spoken (HexwireHexView *self)
{
  gsize size_bytes;
  const guint8 *data
    = g_bytes_get_data (hexwire_byte_buffer_get_bytes (self->buffer), &size_bytes);
  g_autoptr (GString) text = g_string_new (NULL);
  gsize start = get_spoken_line (self) * LINE_BYTES;

  self->spoken_line = start / LINE_BYTES;
  for (gsize offset = start;
       offset < size_bytes && offset < start + MAX_SPOKEN_LINES * LINE_BYTES;
       offset += LINE_BYTES)
    {
      /* Translators: spoken before the hex digits of a line of bytes */
      g_string_append_printf (text, _("offset %zu: "), offset);
      hexwire_message_text_append_hex (text, data + offset,
                                       MIN (LINE_BYTES, size_bytes - offset));
      g_string_append_c (text, '\n');
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, -1);
}

void
hexwire_hex_view_caret_moved (HexwireHexView *self)
{
  if (get_spoken_line (self) != self->spoken_line)
    hexwire_hex_view_update_spoken (self);
}
