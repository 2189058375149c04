/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-writer-private.h"

#include <math.h>

#include "log/message-text.h"

/* The largest integer up to which a reader that has nothing but doubles knows each (2^53 - 1). */
#define MAX_SAFE_INTEGER G_GINT64_CONSTANT (9007199254740991)

#define BASE64_PIECE_BYTES ((gsize) 96 * 1024)

static void
append_string (GString    *json,
               const char *text,
               gsize       size_bytes)
{
  g_string_append_c (json, '"');
  for (gsize i = 0; i < size_bytes; i++)
    {
      guint8 c = (guint8) text[i];

      if (c == '"' || c == '\\')
        g_string_append_printf (json, "\\%c", c);
      else if (c == '\n')
        g_string_append (json, "\\n");
      else if (c < 0x20 || c == 0x7f)
        g_string_append_printf (json, "\\u%04x", c);
      else
        g_string_append_c (json, (char) c);
    }
  g_string_append_c (json, '"');
}

static void
append_member (GString    *json,
               const char *name,
               const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_string_append_printf (json, ", \"%s\": ", name);
  append_string (json, valid, strlen (valid));
}

static gboolean
is_json_number (const HexwireValue *value)
{
  switch (value->kind)
    {
    case HEXWIRE_VALUE_INT:
      return value->int64 >= -MAX_SAFE_INTEGER && value->int64 <= MAX_SAFE_INTEGER;
    case HEXWIRE_VALUE_UINT:
      return value->uint64 <= MAX_SAFE_INTEGER;
    case HEXWIRE_VALUE_FLOAT:
      return isfinite (value->number);
    case HEXWIRE_VALUE_BOOL:
    case HEXWIRE_VALUE_BYTES:
    default:
      return FALSE;
    }
}

/* What JSON cannot hold is a string of what Python would print. */
static void
append_value (GString            *json,
              const HexwireValue *value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (value->kind == HEXWIRE_VALUE_BOOL)
    {
      g_string_append (json, value->boolean ? "true" : "false");
      return;
    }
  hexwire_value_append_text (value, text);
  if (is_json_number (value))
    g_string_append (json, text->str);
  else
    append_string (json, text->str, text->len);
}

static void
append_field (HexwireLogWriter   *self,
              const HexwireField *field,
              const guint8       *data)
{
  g_autofree HexwireValue *values = g_new0 (HexwireValue, field->n_values);
  GString *json = self->sink->text;

  hexwire_format_unpack_field (self->decode, field, data, values);
  if (field->n_values != 1)
    g_string_append_c (json, '[');
  for (gsize i = 0; i < field->n_values; i++)
    {
      g_string_append (json, i > 0 ? ", " : "");
      append_value (json, &values[i]);
    }
  if (field->n_values != 1)
    g_string_append_c (json, ']');
}

static void
append_fields (HexwireLogWriter *self,
               const guint8     *data)
{
  GPtrArray *names = self->state;
  const char *separator = "";

  g_string_append_c (self->sink->text, '{');
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (name == NULL)
        continue;
      g_string_append (self->sink->text, separator);
      append_string (self->sink->text, name, strlen (name));
      g_string_append (self->sink->text, ": ");
      append_field (self, hexwire_format_get_field (self->decode, i), data);
      separator = ", ";
    }
  g_string_append_c (self->sink->text, '}');
}

static void
append_records (HexwireLogWriter       *self,
                const HexwireLogRecord *record)
{
  gsize n_records = hexwire_log_writer_count_records (self, record);

  g_string_append (self->sink->text, ", \"records\": [");
  for (gsize i = 0; i < n_records; i++)
    {
      g_string_append (self->sink->text, i > 0 ? ", " : "");
      append_fields (self, record->data + i * hexwire_format_get_size_bytes (self->decode));
    }
  g_string_append_c (self->sink->text, ']');
}

static void
append_base64 (GString      *json,
               const guint8 *data,
               gsize         size_bytes)
{
  char base64[BASE64_PIECE_BYTES / 3 * 4 + 8];
  int state = 0;
  int save = 0;

  for (gsize i = 0; i < size_bytes; i += BASE64_PIECE_BYTES)
    {
      gsize n = g_base64_encode_step (data + i, MIN (BASE64_PIECE_BYTES, size_bytes - i), FALSE,
                                      base64, &state, &save);

      g_string_append_len (json, base64, (gssize) n);
    }
  g_string_append_len (json, base64, (gssize) g_base64_encode_close (FALSE, base64, &state,
                                                                      &save));
}

static void
append_payload (HexwireLogWriter       *self,
                const HexwireLogRecord *record)
{
  GString *json = self->sink->text;
  const char *text = record->size_bytes > 0 ? (const char *) record->data : "";

  if (hexwire_message_kind_is_data (record->kind))
    {
      g_string_append (json, ", \"data\": \"");
      append_base64 (json, record->data, record->size_bytes);
      g_string_append_c (json, '"');
    }
  /* g_utf8_validate_len() takes NUL for an error, which is a character in JSON. */
  for (gsize i = 0; i < record->size_bytes; i += strnlen (text + i, record->size_bytes - i) + 1)
    if (!g_utf8_validate_len (text + i, strnlen (text + i, record->size_bytes - i), NULL))
      return;
  g_string_append (json, ", \"text\": ");
  append_string (json, text, record->size_bytes);
}

static void
json_begin (HexwireLogWriter *self)
{
  if (self->decode != NULL && self->state == NULL)
    self->state = hexwire_log_writer_dup_field_names (self->decode);
}

static void
json_write (HexwireLogWriter       *self,
            const HexwireLogRecord *record)
{
  GString *json = self->sink->text;

  g_string_append (json, "{\"time\": \"");
  hexwire_message_text_append_date_time (json, record->time_us);
  g_string_append_c (json, '"');
  append_member (json, "kind", hexwire_log_writer_get_kind_word (record->kind));
  if (record->peer != NULL)
    append_member (json, "peer", record->peer->address);
  if (record->peer != NULL && record->peer->local_address != NULL)
    append_member (json, "local", record->peer->local_address);
  g_string_append_printf (json, ", \"length\": %zu", record->size_bytes);
  append_payload (self, record);
  if (self->state != NULL && hexwire_message_kind_is_data (record->kind))
    append_records (self, record);
  g_string_append (json, "}\n");
  hexwire_log_sink_flush_if_full (self->sink);
}

static void
json_free_state (gpointer state)
{
  g_ptr_array_unref (state);
}

const HexwireLogWriterClass hexwire_json_writer_class = { .begin = json_begin,
                                                          .write = json_write,
                                                          .free_state = json_free_state };
