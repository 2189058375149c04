/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/reply-reference.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/format-type.h"

/* A number in text is not longer. */
#define MAX_NUMBER_BYTES 64

static gboolean
fail (GError     **error,
      const char  *reason)
{
  g_set_error_literal (error, HEXWIRE_SEARCH_ERROR, HEXWIRE_SEARCH_ERROR_PATTERN, reason);
  return FALSE;
}

static void
skip_spaces (const char **at)
{
  while (g_ascii_isspace (**at))
    (*at)++;
}

static char *
take_name (const char **at)
{
  const char *start = *at;

  while (g_ascii_isalnum (**at) || **at == '_' || (guint8) **at >= 0x80)
    (*at)++;
  return g_strndup (start, (gsize) (*at - start));
}

static const HexwireField *
find_field (HexwireFormat *format,
            const char    *name)
{
  for (gsize i = 0; format != NULL && i < hexwire_format_get_n_fields (format); i++)
    {
      const HexwireField *field = hexwire_format_get_field (format, i);

      if (field->n_values > 0
          && (field->name != NULL ? g_str_equal (field->name, name)
                                  : name[0] == field->type && name[1] == '\0'))
        return field;
    }
  return NULL;
}

gboolean
hexwire_reply_reference_parse_capture (const HexwireReplyNames  *names,
                                       guint                     number,
                                       HexwireReplyReference    *reference,
                                       GError                  **error)
{
  guint n = names->captures != NULL ? hexwire_byte_captures_get_n (names->captures) : 0;

  if (number > n)
    {
      g_set_error (error, HEXWIRE_SEARCH_ERROR, HEXWIRE_SEARCH_ERROR_PATTERN,
                   /* Translators: parts are groups of an expression or ?? of hex digits */
                   ngettext ("there is no part %u: what is looked for has %u",
                             "there is no part %u: what is looked for has %u", n), number, n);
      return FALSE;
    }
  *reference = (HexwireReplyReference) { .capture = number };
  return TRUE;
}

static gboolean
find_name (const char               *name,
           const HexwireReplyNames  *names,
           HexwireReplyReference    *reference,
           GError                  **error)
{
  guint capture = names->captures != NULL
                    ? hexwire_byte_captures_find_name (names->captures, name) : 0;
  guint64 number;

  if (g_ascii_string_to_unsigned (name, 10, 0, G_MAXUINT, &number, NULL))
    return hexwire_reply_reference_parse_capture (names, (guint) number, reference, error);
  *reference = (HexwireReplyReference) { .field = find_field (names->fields, name),
                                         .capture = capture };
  if (reference->field != NULL || capture != 0)
    return TRUE;
  if (name[0] == '\0')
    return fail (error, _("behind $ stand a digit, a name in braces or another $"));
  g_set_error (error, HEXWIRE_SEARCH_ERROR, HEXWIRE_SEARCH_ERROR_PATTERN,
               _("no field and no part of what matched is called “%s”"), name);
  return FALSE;
}

/* Takes a number in Python's notation, as far as one of 64 bits goes. */
static gboolean
take_operand (const char            **at,
              HexwireReplyReference  *reference,
              GError                **error)
{
  guint64 number = 0;
  char *end = NULL;

  errno = 0;
  if (g_ascii_isdigit (**at))
    number = g_ascii_strtoull (*at, &end, 0);
  if (end == NULL || g_ascii_isalnum (*end))
    return fail (error, _("a number is expected"));
  if (errno == ERANGE || number > G_MAXINT64)
    return fail (error, _("the number is too large: 9223372036854775807 is the largest"));
  reference->operand = (gint64) number;
  *at = end;
  return TRUE;
}

static gboolean
take_operation (const char            **at,
                HexwireReplyReference  *reference,
                GError                **error)
{
  skip_spaces (at);
  if (**at == '\0' || strchr ("+-&|^", **at) == NULL)
    return TRUE;
  if (reference->operation != 0)
    return fail (error, _("one operation is all that can stand here"));
  reference->operation = *(*at)++;
  skip_spaces (at);
  return take_operand (at, reference, error);
}

static gboolean
parse_braces (const char              **at,
              const HexwireReplyNames  *names,
              HexwireReplyReference    *reference,
              GError                  **error)
{
  const char *start = *at;
  g_autofree char *name = NULL;

  *at += 2;
  skip_spaces (at);
  name = take_name (at);
  if (!find_name (name, names, reference, error) || !take_operation (at, reference, error))
    return FALSE;
  skip_spaces (at);
  if (**at != '}')
    {
      *at = strchr (start, '}') != NULL ? *at : start;
      return fail (error, _("the closing } is missing"));
    }
  (*at)++;
  return TRUE;
}

gboolean
hexwire_reply_reference_parse (const char             **at,
                               const HexwireReplyNames *names,
                               gboolean                 is_value,
                               HexwireReplyReference   *reference,
                               GError                 **error)
{
  gboolean is_good;

  if ((*at)[0] == '$' && (*at)[1] == '{')
    is_good = parse_braces (at, names, reference, error);
  else if ((*at)[0] == '$' && g_ascii_isdigit ((*at)[1]))
    {
      is_good = hexwire_reply_reference_parse_capture (names, (guint) ((*at)[1] - '0'), reference,
                                                       error);
      *at += is_good ? 2 : 0;
    }
  else
    {
      const char *end = *at;
      g_autofree char *name = take_name (&end);

      is_good = find_name (name, names, reference, error);
      *at = is_good ? end : *at;
    }
  return is_good && (!is_value || take_operation (at, reference, error));
}

gsize
hexwire_reply_reference_count_values (const HexwireReplyReference *self)
{
  return self->field != NULL ? self->field->n_values : 1;
}

/* Whether the frame holds all of the field. */
static gboolean
check_field (const HexwireReplyReference *self,
             const HexwireReplyFrame     *frame,
             GError                     **error)
{
  const HexwireField *field = self->field;

  if (field->offset_bytes + field->count * field->element_size_bytes <= frame->size_bytes)
    return TRUE;
  g_set_error (error, HEXWIRE_SEARCH_ERROR, HEXWIRE_SEARCH_ERROR_PATTERN,
               /* Translators: a field's name or type */
               _("the message is too short for the field “%s”"),
               field->name != NULL ? field->name : (char[]) { field->type, '\0' });
  return FALSE;
}

static void
unpack (const HexwireReplyReference *self,
        const HexwireReplyNames     *names,
        const HexwireReplyFrame     *frame,
        HexwireValue                *values)
{
  hexwire_format_unpack_field (names->fields, self->field, frame->data, values);
}

static gint64
compute (const HexwireReplyReference *self,
         gint64                       number)
{
  guint64 bits = (guint64) number;
  guint64 operand = (guint64) self->operand;

  switch (self->operation)
    {
    case '+':
      return (gint64) (bits + operand);
    case '-':
      return (gint64) (bits - operand);
    case '&':
      return (gint64) (bits & operand);
    case '|':
      return (gint64) (bits | operand);
    case '^':
      return (gint64) (bits ^ operand);
    default:
      return number;
    }
}

static gboolean
apply (const HexwireReplyReference *self,
       HexwireValue                *value,
       GError                     **error)
{
  if (self->operation == 0)
    return TRUE;
  if (value->kind == HEXWIRE_VALUE_BOOL)
    *value = (HexwireValue) { .kind = HEXWIRE_VALUE_INT, .int64 = value->boolean };
  if (value->kind != HEXWIRE_VALUE_INT && value->kind != HEXWIRE_VALUE_UINT)
    return fail (error, _("only with whole numbers can be calculated"));
  value->int64 = compute (self, value->int64);
  return TRUE;
}

/* Cuts a whole number to the size of the field that takes it. */
static void
cut (HexwireValue       *value,
     const HexwireField *target)
{
  const HexwireFormatType *type = hexwire_format_type_find (target->type);
  guint n_spare_bits = 64 - 8 * (guint) MIN (target->element_size_bytes, 8);

  if (target->element_size_bytes == 0)
    return;
  if (type->storage == HEXWIRE_STORAGE_SIGNED)
    *value = (HexwireValue) { .kind = HEXWIRE_VALUE_INT,
                              .int64 = (gint64) (value->uint64 << n_spare_bits) >> n_spare_bits };
  else if (type->storage == HEXWIRE_STORAGE_UNSIGNED)
    *value = (HexwireValue) { .kind = HEXWIRE_VALUE_UINT,
                              .uint64 = value->uint64 << n_spare_bits >> n_spare_bits };
}

static gboolean
is_text_type (const HexwireField *target)
{
  HexwireStorage storage = hexwire_format_type_find (target->type)->storage;

  return storage == HEXWIRE_STORAGE_STRING || storage == HEXWIRE_STORAGE_PASCAL
         || storage == HEXWIRE_STORAGE_CHAR;
}

/* Bytes between hex digits are a number with its highest byte first, those of a text are digits. */
static gboolean
read_number (const HexwireReplyNames  *names,
             const guint8             *data,
             gsize                     size_bytes,
             HexwireValue             *value,
             GError                  **error)
{
  if (names->captures != NULL && hexwire_byte_captures_is_binary (names->captures)
      && size_bytes <= 8)
    {
      *value = (HexwireValue) { .kind = HEXWIRE_VALUE_UINT };
      for (gsize i = 0; i < size_bytes; i++)
        value->uint64 = value->uint64 << 8 | data[i];
      return TRUE;
    }
  if (size_bytes <= MAX_NUMBER_BYTES && memchr (data, '\0', size_bytes) == NULL)
    {
      g_autofree char *text = g_strndup ((const char *) data, size_bytes);

      if (hexwire_value_parse (text, value, NULL, NULL))
        return TRUE;
    }
  return fail (error, _("what matched is no number"));
}

static gboolean
get_capture (const HexwireReplyReference  *self,
             const HexwireReplyNames      *names,
             const HexwireReplyFrame      *frame,
             const HexwireField           *target,
             HexwireValue                 *value,
             GError                      **error)
{
  const HexwireByteSpan *span = &frame->spans[self->capture];
  const guint8 *data = span->size_bytes > 0 ? frame->data + span->offset_bytes
                                            : (const guint8 *) "";

  if (is_text_type (target))
    {
      *value = (HexwireValue) { .kind = HEXWIRE_VALUE_BYTES, .size_bytes = span->size_bytes,
                                .data = data };
      return TRUE;
    }
  return read_number (names, data, span->size_bytes, value, error);
}

gboolean
hexwire_reply_reference_get_values (const HexwireReplyReference *self,
                                    const HexwireReplyNames     *names,
                                    const HexwireReplyFrame     *frame,
                                    const HexwireFormat         *target,
                                    gsize                        first_value,
                                    HexwireValue                *values,
                                    GError                     **error)
{
  gsize n_values = hexwire_reply_reference_count_values (self);

  if (self->field == NULL)
    {
      if (!get_capture (self, names, frame,
                        hexwire_format_get_field_of_value (target, first_value), values, error))
        return FALSE;
    }
  else if (check_field (self, frame, error))
    unpack (self, names, frame, values);
  else
    return FALSE;

  for (gsize i = 0; i < n_values; i++)
    {
      if (!apply (self, &values[i], error))
        return FALSE;
      if (self->operation != 0)
        cut (&values[i], hexwire_format_get_field_of_value (target, first_value + i));
    }
  return TRUE;
}

static void
append_capture (const HexwireReplyReference *self,
                const HexwireReplyFrame     *frame,
                GByteArray                  *bytes)
{
  const HexwireByteSpan *span = &frame->spans[self->capture];

  if (span->size_bytes > 0)
    g_byte_array_append (bytes, frame->data + span->offset_bytes, (guint) span->size_bytes);
}

static gboolean
append_field (const HexwireReplyReference  *self,
              const HexwireReplyNames      *names,
              const HexwireReplyFrame      *frame,
              GByteArray                   *bytes,
              GError                      **error)
{
  gsize n_values = self->field->n_values;
  g_autofree HexwireValue *values = g_new0 (HexwireValue, n_values);
  g_autoptr (GString) text = g_string_new (NULL);

  if (!check_field (self, frame, error))
    return FALSE;
  unpack (self, names, frame, values);
  for (gsize i = 0; i < n_values; i++)
    {
      if (!apply (self, &values[i], error))
        return FALSE;
      if (i > 0)
        g_string_append_c (text, ',');
      if (values[i].kind == HEXWIRE_VALUE_BYTES)
        g_string_append_len (text, (const char *) values[i].data, (gssize) values[i].size_bytes);
      else
        hexwire_value_append_text (&values[i], text);
    }
  g_byte_array_append (bytes, (const guint8 *) text->str, (guint) text->len);
  return TRUE;
}

gboolean
hexwire_reply_reference_append_text (const HexwireReplyReference *self,
                                     const HexwireReplyNames     *names,
                                     const HexwireReplyFrame     *frame,
                                     GByteArray                  *bytes,
                                     GError                     **error)
{
  HexwireValue value;

  if (self->field != NULL)
    return append_field (self, names, frame, bytes, error);
  if (self->operation == 0)
    append_capture (self, frame, bytes);
  else
    {
      const HexwireByteSpan *span = &frame->spans[self->capture];
      g_autoptr (GString) text = g_string_new (NULL);

      if (!read_number (names, frame->data + span->offset_bytes, span->size_bytes, &value, error)
          || !apply (self, &value, error))
        return FALSE;
      hexwire_value_append_text (&value, text);
      g_byte_array_append (bytes, (const guint8 *) text->str, (guint) text->len);
    }
  return TRUE;
}

/* A whole number in the size and byte order of the field that it was taken from. */
static void
append_number (const HexwireReplyNames *names,
               const HexwireField      *field,
               guint64                  bits,
               GByteArray              *bytes)
{
  char order = hexwire_format_get_byte_order (names->fields);
  gboolean is_little = order == '<' || (strchr ("@=", order) != NULL
                                        && G_BYTE_ORDER == G_LITTLE_ENDIAN);
  gsize n = field->element_size_bytes;

  for (gsize i = 0; i < n; i++)
    {
      guint8 byte = (guint8) (bits >> 8 * (is_little ? i : n - 1 - i));

      g_byte_array_append (bytes, &byte, 1);
    }
}

gboolean
hexwire_reply_reference_append_bytes (const HexwireReplyReference *self,
                                      const HexwireReplyNames     *names,
                                      const HexwireReplyFrame     *frame,
                                      GByteArray                  *bytes,
                                      GError                     **error)
{
  const HexwireField *field = self->field;
  g_autofree HexwireValue *values = NULL;

  if (field == NULL)
    {
      append_capture (self, frame, bytes);
      return TRUE;
    }
  if (!check_field (self, frame, error))
    return FALSE;
  if (self->operation == 0)
    {
      g_byte_array_append (bytes, frame->data + field->offset_bytes,
                           (guint) (field->count * field->element_size_bytes));
      return TRUE;
    }
  values = g_new0 (HexwireValue, field->n_values);
  unpack (self, names, frame, values);
  for (gsize i = 0; i < field->n_values; i++)
    {
      if (!apply (self, &values[i], error))
        return FALSE;
      append_number (names, field, values[i].uint64, bytes);
    }
  return TRUE;
}
