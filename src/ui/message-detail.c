/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "message-detail.h"

#include "field-spans.h"
#include "hex-view.h"
#include "tooltip.h"

#include "log/byte-changes.h"
#include "log/message-text.h"

#include <glib/gi18n.h>

/* Changes behind so many are not marked. */
#define MAX_MARKS 20000

/* Enough to look at; joining more would be felt. */
#define MAX_JOINED_BYTES (4 * 1024 * 1024)

struct _HexwireMessageDetail
{
  GtkBox parent_instance;

  GBytes *bytes;          /* what is shown */
  HexwireFormat *format;  /* (nullable) */

  GtkLabel *title;
  GtkWidget *decode_button;
  GtkWidget *bytes_scroller;
  HexwireHexView *hex_view;
  GtkWidget *words_scroller;
  GtkLabel *words;
};

G_DEFINE_FINAL_TYPE (HexwireMessageDetail, hexwire_message_detail, GTK_TYPE_BOX)

static gboolean
is_data (HexwireMessage *message)
{
  return hexwire_message_kind_is_data (hexwire_message_get_kind (message))
         && hexwire_message_get_payload (message) != NULL;
}

/* The bytes of one message stay where they are in the log; those of several are joined. */
static GBytes *
join_payloads (GPtrArray *messages,
               guint     *n_looked_at,
               guint     *n_data)
{
  g_autoptr (GByteArray) joined = NULL;
  GBytes *first = NULL;
  guint i;

  *n_data = 0;
  for (i = 0; i < messages->len && (joined == NULL || joined->len < MAX_JOINED_BYTES); i++)
    {
      HexwireMessage *message = g_ptr_array_index (messages, i);
      GBytes *payload = hexwire_message_get_payload (message);

      if (!is_data (message))
        continue;
      if (++*n_data == 1)
        first = payload;
      else
        {
          if (joined == NULL)
            joined = g_bytes_unref_to_array (g_bytes_ref (first));
          g_byte_array_append (joined, g_bytes_get_data (payload, NULL),
                               (guint) g_bytes_get_size (payload));
        }
    }
  *n_looked_at = i;
  if (joined != NULL)
    return g_byte_array_free_to_bytes (g_steal_pointer (&joined));
  return first != NULL ? g_bytes_ref (first) : NULL;
}

/* What sent a message that nobody sent by hand. */
static char *
dup_origin (HexwireMessage *message)
{
  guint origin = hexwire_message_get_info (message)->origin;

  switch (origin)
    {
    case HEXWIRE_ORIGIN_HAND:
      return NULL;
    case HEXWIRE_ORIGIN_ECHO:
      return g_strdup (_("echo"));
    case HEXWIRE_ORIGIN_FIXED:
      return g_strdup (_("fixed reply"));
    case HEXWIRE_ORIGIN_GREETING:
      return g_strdup (_("greeting"));
    default:
      /* Translators: the number of the rule by which a message was answered */
      return g_strdup_printf (_("rule %u"), origin);
    }
}

/* When it was, and whose it is. */
static GString *
append_place (GString        *title,
              HexwireMessage *message)
{
  const HexwireLogPeer *peer = hexwire_message_get_info (message)->peer;

  hexwire_message_text_append_time (title, hexwire_message_get_time_us (message));
  if (peer != NULL)
    g_string_append_printf (title, " · %s", peer->address);
  return title;
}

static char *
dup_title_of_one (HexwireMessage *message,
                  const char     *size)
{
  g_autoptr (GString) title = g_string_new (size);
  const HexwireLogPeer *peer = hexwire_message_get_info (message)->peer;
  g_autofree char *origin = dup_origin (message);

  g_string_append (title, " · ");
  append_place (title, message);
  if (peer != NULL && peer->arrival != NULL
      && hexwire_message_get_kind (message) == HEXWIRE_MESSAGE_RECEIVED)
    /* Translators: where a datagram came in, as in "239.1.1.1 on eth0" */
    g_string_append_printf (title, _(" · to %s"), peer->arrival);
  if (origin != NULL)
    g_string_append_printf (title, " · %s", origin);
  return g_string_free (g_steal_pointer (&title), FALSE);
}

static char *
dup_title (HexwireMessageDetail *self,
           GPtrArray            *messages,
           guint                 n_looked_at,
           guint                 n_data,
           guint                 n_selected)
{
  gsize size_bytes = g_bytes_get_size (self->bytes);
  g_autofree char *size
    = g_strdup_printf (ngettext ("%zu byte", "%zu bytes", (gulong) size_bytes), size_bytes);
  g_autofree char *rows = NULL;

  if (n_selected == 1)
    return dup_title_of_one (g_ptr_array_index (messages, 0), size);
  if (n_selected > n_looked_at)
    /* Translators: bytes are shown of the first rows that are selected */
    return g_strdup_printf (_("%s of the first %u of %u selected rows"), size, n_looked_at,
                            n_selected);
  rows = g_strdup_printf (ngettext ("%u message", "%u messages", n_data), n_data);
  return g_strjoin (" · ", rows, size, NULL);
}

/* What happened is told in words, and words of ours are no bytes from the wire. */
static void
show_words (HexwireMessageDetail *self,
            GPtrArray            *messages,
            guint                 n_selected)
{
  g_autoptr (GString) title = g_string_new (NULL);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < messages->len; i++)
    {
      GBytes *payload = hexwire_message_get_payload (g_ptr_array_index (messages, i));

      if (i > 0)
        g_string_append_c (words, '\n');
      if (payload == NULL)
        g_string_append (words, _("dropped from the log"));
      else
        g_string_append_len (words, g_bytes_get_data (payload, NULL),
                             (gssize) g_bytes_get_size (payload));
    }
  if (n_selected == 1)
    append_place (title, g_ptr_array_index (messages, 0));
  else
    g_string_append_printf (title, ngettext ("%'u row", "%'u rows", n_selected), n_selected);
  gtk_label_set_label (self->title, title->str);
  gtk_label_set_label (self->words, words->str);
}

static void
update_spans (HexwireMessageDetail *self)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (HexwireHexSpan));

  if (self->format != NULL && self->bytes != NULL)
    hexwire_field_spans_append_records (spans, self->format, 0, g_bytes_get_size (self->bytes));
  hexwire_hex_view_set_spans (self->hex_view, spans, 0);
}

static void
hexwire_message_detail_dispose (GObject *object)
{
  HexwireMessageDetail *self = HEXWIRE_MESSAGE_DETAIL (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->format, hexwire_format_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_MESSAGE_DETAIL);

  G_OBJECT_CLASS (hexwire_message_detail_parent_class)->dispose (object);
}

static void
hexwire_message_detail_class_init (HexwireMessageDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_message_detail_dispose;

  g_type_ensure (HEXWIRE_TYPE_HEX_VIEW);
  g_type_ensure (HEXWIRE_TYPE_TOOLTIP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/message-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireMessageDetail, bytes_scroller);
  gtk_widget_class_bind_template_child (widget_class, HexwireMessageDetail, decode_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireMessageDetail, hex_view);
  gtk_widget_class_bind_template_child (widget_class, HexwireMessageDetail, title);
  gtk_widget_class_bind_template_child (widget_class, HexwireMessageDetail, words);
  gtk_widget_class_bind_template_child (widget_class, HexwireMessageDetail, words_scroller);
}

static void
hexwire_message_detail_init (HexwireMessageDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
hexwire_message_detail_set_messages (HexwireMessageDetail *self,
                                     GPtrArray            *messages,
                                     guint                 n_selected)
{
  g_autofree char *title = NULL;
  guint n_looked_at;
  guint n_data;

  g_return_if_fail (HEXWIRE_IS_MESSAGE_DETAIL (self));

  /* A selected row that the log drops takes its selection along, and its bytes stay in sight. */
  if (messages->len == 0)
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = join_payloads (messages, &n_looked_at, &n_data);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_set_visible (self->decode_button, self->bytes != NULL);
  gtk_widget_set_visible (self->bytes_scroller, self->bytes != NULL);
  gtk_widget_set_visible (self->words_scroller, self->bytes == NULL);
  hexwire_hex_view_set_bytes (self->hex_view, self->bytes);
  update_spans (self);
  hexwire_message_detail_set_previous (self, NULL);
  if (self->bytes == NULL)
    {
      show_words (self, messages, n_selected);
      return;
    }
  title = dup_title (self, messages, n_looked_at, n_data, n_selected);
  gtk_label_set_label (self->title, title);
}

void
hexwire_message_detail_clear (HexwireMessageDetail *self)
{
  g_return_if_fail (HEXWIRE_IS_MESSAGE_DETAIL (self));

  g_clear_pointer (&self->bytes, g_bytes_unref);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
hexwire_message_detail_set_format (HexwireMessageDetail *self,
                                   HexwireFormat        *format)
{
  g_return_if_fail (HEXWIRE_IS_MESSAGE_DETAIL (self));

  g_clear_pointer (&self->format, hexwire_format_unref);
  self->format = format != NULL ? hexwire_format_ref (format) : NULL;
  update_spans (self);
}

void
hexwire_message_detail_set_previous (HexwireMessageDetail *self,
                                     GBytes               *previous)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (HexwireHexSpan));
  HexwireHexSpan mark = { 0 };
  gsize n_before = 0;
  gsize size_bytes = 0;
  const guint8 *before = previous != NULL ? g_bytes_get_data (previous, &n_before) : NULL;
  const guint8 *data = self->bytes != NULL ? g_bytes_get_data (self->bytes, &size_bytes) : NULL;

  g_return_if_fail (HEXWIRE_IS_MESSAGE_DETAIL (self));

  for (; previous != NULL && marks->len < MAX_MARKS
         && hexwire_byte_changes_find (before, n_before, data, size_bytes, &mark.offset_bytes,
                                       &mark.size_bytes);
       mark.offset_bytes += mark.size_bytes)
    g_array_append_val (marks, mark);
  hexwire_hex_view_set_marks (self->hex_view, marks);
}

void
hexwire_message_detail_select (HexwireMessageDetail *self,
                               gsize                 offset_bytes,
                               gsize                 size_bytes)
{
  g_return_if_fail (HEXWIRE_IS_MESSAGE_DETAIL (self));
  hexwire_hex_view_select (self->hex_view, offset_bytes, size_bytes);
}

GBytes *
hexwire_message_detail_dup_bytes (HexwireMessageDetail *self)
{
  gsize offset_bytes;
  gsize size_bytes;

  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_DETAIL (self), NULL);

  if (self->bytes == NULL
      || !hexwire_hex_view_get_selection (self->hex_view, &offset_bytes, &size_bytes))
    return self->bytes != NULL ? g_bytes_ref (self->bytes) : NULL;
  return g_bytes_new_from_bytes (self->bytes, offset_bytes, size_bytes);
}
