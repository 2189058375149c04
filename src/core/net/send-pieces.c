/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/send-pieces.h"

struct _HexwireSendPieces
{
  HexwireSendSource parent_instance;

  HexwireSendSource *message;
  HexwireSendCut cut;
  gsize size_bytes;
  GArray *places;           /* of gsize */
  GHashTable *messages;     /* address → GBytes: macros are not to differ from piece to piece */
};

G_DEFINE_FINAL_TYPE (HexwireSendPieces, hexwire_send_pieces, HEXWIRE_TYPE_SEND_SOURCE)

static GBytes *
get_message (HexwireSendPieces  *self,
             const char         *peer,
             GError            **error)
{
  GBytes *bytes = g_hash_table_lookup (self->messages, peer != NULL ? peer : "");

  if (bytes == NULL)
    {
      bytes = hexwire_send_source_make (self->message, 0, peer, error);
      if (bytes != NULL)
        g_hash_table_insert (self->messages, g_strdup (peer != NULL ? peer : ""), bytes);
    }
  return bytes;
}

/* Where piece @index begins; the size of the message where there is none. */
static gsize
get_start (HexwireSendPieces *self,
           guint64            index,
           gsize              size_bytes)
{
  if (index == 0)
    return 0;
  switch (self->cut)
    {
    case HEXWIRE_SEND_CUT_AT:
      return index == 1 ? MIN (self->size_bytes, size_bytes) : size_bytes;
    case HEXWIRE_SEND_CUT_EVERY:
      return index < size_bytes / self->size_bytes + 1 ? (gsize) index * self->size_bytes
                                                       : size_bytes;
    case HEXWIRE_SEND_CUT_PLACES:
    default:
      return index <= self->places->len
               ? MIN (g_array_index (self->places, gsize, index - 1), size_bytes)
               : size_bytes;
    }
}

static GBytes *
hexwire_send_pieces_make (HexwireSendSource  *source,
                          guint64             index,
                          const char         *peer,
                          GError            **error)
{
  HexwireSendPieces *self = HEXWIRE_SEND_PIECES (source);
  GBytes *message = get_message (self, peer, error);
  gsize size_bytes, start, end;

  if (message == NULL)
    return NULL;
  size_bytes = g_bytes_get_size (message);
  start = get_start (self, index, size_bytes);
  end = MIN (get_start (self, index + 1, size_bytes), size_bytes);
  return g_bytes_new_from_bytes (message, start, end - start);
}

static guint64
hexwire_send_pieces_count (HexwireSendSource *source,
                           const char        *peer)
{
  HexwireSendPieces *self = HEXWIRE_SEND_PIECES (source);
  GBytes *message = get_message (self, peer, NULL);
  gsize size_bytes;

  if (message == NULL)
    return 1;
  size_bytes = g_bytes_get_size (message);
  if (self->cut == HEXWIRE_SEND_CUT_AT)
    return size_bytes > self->size_bytes ? 2 : 1;
  if (self->cut == HEXWIRE_SEND_CUT_EVERY)
    return MAX (1, (size_bytes + self->size_bytes - 1) / self->size_bytes);
  for (guint i = 0; i < self->places->len; i++)
    if (g_array_index (self->places, gsize, i) >= size_bytes)
      return i + 1;
  return self->places->len + 1;
}

static void
hexwire_send_pieces_finalize (GObject *object)
{
  HexwireSendPieces *self = HEXWIRE_SEND_PIECES (object);

  g_clear_object (&self->message);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->messages, g_hash_table_unref);

  G_OBJECT_CLASS (hexwire_send_pieces_parent_class)->finalize (object);
}

static void
hexwire_send_pieces_class_init (HexwireSendPiecesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_send_pieces_finalize;
  HEXWIRE_SEND_SOURCE_CLASS (klass)->make = hexwire_send_pieces_make;
  HEXWIRE_SEND_SOURCE_CLASS (klass)->count = hexwire_send_pieces_count;
}

static void
hexwire_send_pieces_init (HexwireSendPieces *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->messages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) g_bytes_unref);
}

/* Without those that would make an empty piece. */
static void
take_places (HexwireSendPieces *self,
             GArray            *places)
{
  gsize last = 0;

  for (guint i = 0; i < places->len; i++)
    if (g_array_index (places, gsize, i) > last)
      {
        last = g_array_index (places, gsize, i);
        g_array_append_val (self->places, last);
      }
}

HexwireSendSource *
hexwire_send_pieces_new (HexwireSendSource *message,
                         HexwireSendCut     cut,
                         gsize              size_bytes,
                         GArray            *places)
{
  HexwireSendPieces *self = g_object_new (HEXWIRE_TYPE_SEND_PIECES, NULL);

  self->message = g_object_ref (message);
  self->cut = cut;
  self->size_bytes = MAX (size_bytes, 1);
  if (places != NULL)
    take_places (self, places);
  return HEXWIRE_SEND_SOURCE (self);
}
