/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/format-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/codec-private.h"

typedef struct
{
  HexwireFormat *format;
  const char *at;
  const char *nameless_until;   /* no name ends before this: keeps the search for names linear */
  gsize *error_position;
  GError **error;
} Parser;

/* What is read of an item before it becomes one or two rows of the table. */
typedef struct
{
  const char *start;
  const char *name;
  gboolean has_count;
  gsize count;
  const HexwireFormatType *type;
} Item;

static gboolean
is_space (char c)
{
  return g_ascii_isspace (c) || c == '\v';
}

static gboolean
is_name_start (char c)
{
  return g_ascii_isalpha (c) || c == '_';
}

static gsize
get_position (const Parser *self,
              const char   *at)
{
  return (gsize) (at - self->format->text);
}

static gboolean
fail_at (Parser     *self,
         const char *at,
         const char *reason)
{
  hexwire_codec_set_error_at (self->error, self->error_position, get_position (self, at),
                              HEXWIRE_CODEC_ERROR_FORMAT, "%s", reason);
  return FALSE;
}

static gboolean
fail_too_large (Parser     *self,
                const char *at)
{
  hexwire_codec_set_error_at (self->error, self->error_position, get_position (self, at),
                              HEXWIRE_CODEC_ERROR_TOO_LARGE, _("total struct size too long"));
  return FALSE;
}

/* Says why no type letter stands at the parser's place. */
static gboolean
fail_letter (Parser     *self,
             const Item *item)
{
  g_autofree char *quoted = hexwire_codec_quote (self->at);

  if (*self->at == '\0' && item->has_count)
    return fail_at (self, self->at, _("a count is not followed by a type letter"));
  if (*self->at == '\0')
    return fail_at (self, self->at, _("a name is not followed by an item"));
  if (is_space (*self->at))
    return fail_at (self, self->at, _("no space may stand between a count and its letter"));
  if (strchr ("@=<>!", *self->at) != NULL)
    return fail_at (self, self->at, _("the byte order can only be the first character"));

  hexwire_codec_set_error_at (self->error, self->error_position, get_position (self, self->at),
                              HEXWIRE_CODEC_ERROR_FORMAT,
                              /* Translators: the placeholder is one character */
                              _("\"%s\" is not a type letter"), quoted);
  return FALSE;
}

static void
read_byte_order (Parser *self)
{
  HexwireFormat *format = self->format;

  format->byte_order = '@';
  if (*self->at != '\0' && strchr ("@=<>!", *self->at) != NULL)
    format->byte_order = *self->at++;

  format->is_native = format->byte_order == '@';
  if (format->byte_order == '<')
    format->is_swapped = G_BYTE_ORDER != G_LITTLE_ENDIAN;
  else if (format->byte_order == '>' || format->byte_order == '!')
    format->is_swapped = G_BYTE_ORDER != G_BIG_ENDIAN;
}

/* Reads `name:`, if that is what stands here. */
static gboolean
read_name (Parser *self,
           Item   *item)
{
  const char *end = self->at;

  if (self->at < self->nameless_until || !is_name_start (*self->at))
    return TRUE;
  while (is_name_start (*end) || g_ascii_isdigit (*end))
    end++;
  if (*end != ':')
    {
      self->nameless_until = end;
      return TRUE;
    }

  item->name = g_strndup (self->at, (gsize) (end - self->at));
  if (!g_hash_table_add (self->format->names, (char *) item->name))
    {
      hexwire_codec_set_error_at (self->error, self->error_position,
                                  get_position (self, self->at), HEXWIRE_CODEC_ERROR_FORMAT,
                                  /* Translators: the placeholder is a field's name */
                                  _("the name \"%.*s\" stands twice"),
                                  (int) MIN (end - self->at, 64), self->at);
      return FALSE;
    }
  self->at = end + 1;
  while (is_space (*self->at))
    self->at++;
  return TRUE;
}

static gboolean
read_count (Parser *self,
            Item   *item)
{
  const char *start = self->at;

  item->has_count = g_ascii_isdigit (*self->at);
  item->count = item->has_count ? 0 : 1;
  for (; g_ascii_isdigit (*self->at); self->at++)
    {
      gsize digit = (gsize) (*self->at - '0');

      if (item->count > (G_MAXSSIZE - digit) / 10)
        return fail_too_large (self, start);
      item->count = item->count * 10 + digit;
    }
  return TRUE;
}

static gboolean
read_letter (Parser *self,
             Item   *item)
{
  item->type = hexwire_format_type_find (*self->at);
  if (item->type == NULL)
    return fail_letter (self, item);
  if (item->type->standard_size_bytes == 0 && !self->format->is_native)
    return fail_at (self, self->at, _("n, N and P have only native sizes, with @"));
  self->at++;
  return TRUE;
}

static gboolean
add_alignment (Parser     *self,
               const Item *item)
{
  gsize alignment = self->format->is_native ? item->type->native_alignment_bytes : 1;
  gsize past = self->format->size_bytes % alignment;
  HexwireFormatItem row = { .storage = HEXWIRE_STORAGE_PADDING };

  if (past == 0)
    return TRUE;
  if (alignment - past > G_MAXSSIZE - self->format->size_bytes)
    return fail_too_large (self, item->start);

  row.field.offset_bytes = self->format->size_bytes;
  row.field.element_size_bytes = alignment - past;
  row.field.count = 1;
  row.field.first_value = self->format->n_values;
  row.field.text_offset = get_position (self, item->start);
  g_array_append_val (self->format->items, row);
  self->format->size_bytes += alignment - past;
  return TRUE;
}

static gboolean
add_item (Parser     *self,
          const Item *item)
{
  HexwireFormat *format = self->format;
  const HexwireFormatType *type = item->type;
  gsize size = format->is_native ? type->native_size_bytes : type->standard_size_bytes;
  gboolean is_string = type->storage == HEXWIRE_STORAGE_STRING ||
                       type->storage == HEXWIRE_STORAGE_PASCAL;
  gboolean is_one = is_string || type->storage == HEXWIRE_STORAGE_PADDING;
  HexwireFormatItem row = { .storage = type->storage };

  if (item->count > (G_MAXSSIZE - format->size_bytes) / size)
    return fail_too_large (self, item->start);

  row.field.type = type->letter;
  row.field.name = item->name;
  row.field.offset_bytes = format->size_bytes;
  row.field.element_size_bytes = is_one ? item->count : size;
  row.field.count = is_one ? 1 : item->count;
  row.field.first_value = format->n_values;
  row.field.n_values = is_string ? 1 : is_one ? 0 : item->count;
  row.field.text_offset = get_position (self, item->start);
  row.field.text_size = (gsize) (self->at - item->start);
  hexwire_format_type_get_range (type, size, &row.smallest, &row.largest);
  g_array_append_val (format->items, row);
  format->size_bytes += item->count * size;
  format->n_values += row.field.n_values;
  return TRUE;
}

static gboolean
read_item (Parser *self)
{
  Item item = { .start = self->at };

  return read_name (self, &item) && read_count (self, &item) && read_letter (self, &item) &&
         add_alignment (self, &item) && add_item (self, &item);
}

HexwireFormat *
hexwire_format_parse (const char  *text,
                      gsize       *error_position,
                      GError     **error)
{
  g_autoptr (HexwireFormat) self = NULL;
  Parser parser = { .error_position = error_position, .error = error };

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (HexwireFormat, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->text = g_strdup (text);
  self->items = g_array_new (FALSE, FALSE, sizeof (HexwireFormatItem));
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  parser.format = self;
  parser.at = parser.nameless_until = self->text;
  read_byte_order (&parser);
  for (;;)
    {
      while (is_space (*parser.at))
        parser.at++;
      if (*parser.at == '\0')
        return g_steal_pointer (&self);
      if (!read_item (&parser))
        return NULL;
    }
}

HexwireFormat *
hexwire_format_ref (HexwireFormat *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hexwire_format_unref (HexwireFormat *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->items);
  g_hash_table_unref (self->names);
  g_free (self->text);
  g_free (self);
}

const char *
hexwire_format_get_text (const HexwireFormat *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

char
hexwire_format_get_byte_order (const HexwireFormat *self)
{
  g_return_val_if_fail (self != NULL, '@');

  return self->byte_order;
}

gsize
hexwire_format_get_size_bytes (const HexwireFormat *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->size_bytes;
}

gsize
hexwire_format_get_n_values (const HexwireFormat *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_values;
}

gsize
hexwire_format_get_n_fields (const HexwireFormat *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->items->len;
}

const HexwireField *
hexwire_format_get_field (const HexwireFormat *self,
                          gsize                index)
{
  g_return_val_if_fail (self != NULL && index < self->items->len, NULL);

  return &g_array_index (self->items, HexwireFormatItem, index).field;
}

/* The last of the fields that begin at or before the value: those without values, which begin at
 * the same one, stand before the one that holds it. */
const HexwireField *
hexwire_format_get_field_of_value (const HexwireFormat *self,
                                   gsize                value_index)
{
  gsize low = 0, high;

  g_return_val_if_fail (self != NULL && value_index < self->n_values, NULL);

  high = self->items->len;
  while (high - low > 1)
    {
      gsize middle = low + (high - low) / 2;

      if (hexwire_format_get_field (self, middle)->first_value <= value_index)
        low = middle;
      else
        high = middle;
    }
  return hexwire_format_get_field (self, low);
}
