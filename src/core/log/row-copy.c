/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/row-copy.h"

#include <string.h>

#include "codec/c-text.h"
#include "codec/dump-text.h"
#include "codec/escaped-text.h"
#include "codec/hex-text.h"
#include "codec/literal.h"
#include "log/message-text.h"

/* Every so many rows somebody may have lost interest. */
#define ROWS_BETWEEN_CHECKS 256

gboolean
hexwire_copy_kind_from_id (const char      *id,
                           HexwireCopyKind *kind)
{
  static const char *const ids[] = {
    [HEXWIRE_COPY_TEXT] = "text",     [HEXWIRE_COPY_HEX] = "hex",
    [HEXWIRE_COPY_C] = "c",           [HEXWIRE_COPY_PYTHON] = "python",
    [HEXWIRE_COPY_BASE64] = "base64", [HEXWIRE_COPY_DUMP] = "dump",
    [HEXWIRE_COPY_TSV] = "tsv",
  };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (g_str_equal (ids[i], id))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

static void
append_text (GString      *text,
             const guint8 *data,
             gsize         size_bytes)
{
  if (g_utf8_validate_len ((const char *) data, size_bytes, NULL))
    g_string_append_len (text, (const char *) data, (gssize) size_bytes);
  else
    hexwire_escaped_append (data, size_bytes, FALSE, text);
}

static void
append_base64 (GString      *text,
               const guint8 *data,
               gsize         size_bytes)
{
  g_autofree char *base64 = g_base64_encode (data, size_bytes);

  g_string_append (text, base64);
}

static void
append_tsv (GString                *text,
            const HexwireLogRecord *record)
{
  static const char *const kinds[] = {
    [HEXWIRE_MESSAGE_RECEIVED] = "received", [HEXWIRE_MESSAGE_SENT] = "sent",
    [HEXWIRE_MESSAGE_OPENED] = "opened",     [HEXWIRE_MESSAGE_CLOSED] = "closed",
    [HEXWIRE_MESSAGE_ERROR] = "error",       [HEXWIRE_MESSAGE_NOTE] = "note",
  };
  const char *peer = record->peer != NULL ? record->peer->address : "";

  hexwire_message_text_append_date_time (text, record->time_us);
  g_string_append_printf (text, "\t%s\t", kinds[record->kind]);
  hexwire_escaped_append ((const guint8 *) peer, strlen (peer), FALSE, text);
  g_string_append_printf (text, "\t%zu\t", record->size_bytes);
  hexwire_escaped_append (record->data, record->size_bytes, FALSE, text);
}

static void
append_record (GString                *text,
               HexwireCopyKind         kind,
               const HexwireLogRecord *record)
{
  switch (kind)
    {
    case HEXWIRE_COPY_HEX:
      hexwire_hex_append (record->data, record->size_bytes, text);
      break;
    case HEXWIRE_COPY_C:
      hexwire_c_text_append (record->data, record->size_bytes, text);
      break;
    case HEXWIRE_COPY_PYTHON:
      hexwire_literal_append (record->data, record->size_bytes, text);
      break;
    case HEXWIRE_COPY_BASE64:
      append_base64 (text, record->data, record->size_bytes);
      break;
    case HEXWIRE_COPY_DUMP:
      hexwire_dump_append (record->data, record->size_bytes, text);
      break;
    case HEXWIRE_COPY_TSV:
      append_tsv (text, record);
      break;
    case HEXWIRE_COPY_TEXT:
    default:
      append_text (text, record->data, record->size_bytes);
    }
}

/* A message that ends its line by itself gets no second end. */
static void
append_separator (GString         *text,
                  HexwireCopyKind  kind,
                  gsize            row_start)
{
  gboolean has_ended = text->len > row_start && text->str[text->len - 1] == '\n';

  if (kind == HEXWIRE_COPY_C)
    g_string_append (text, ",\n");
  else if (kind != HEXWIRE_COPY_TEXT || !has_ended)
    g_string_append_c (text, '\n');
}

static gboolean
has_data (const HexwireLogSnapshot *snapshot,
          HexwireLogReader         *reader)
{
  guint64 n_records = hexwire_log_snapshot_get_n_records (snapshot);
  HexwireLogRecord record;

  for (guint64 i = 0; i < n_records; i++)
    if (hexwire_log_snapshot_read (snapshot, reader, i, &record)
        && hexwire_message_kind_is_data (record.kind))
      return TRUE;
  return FALSE;
}

char *
hexwire_row_copy_snapshot (const HexwireLogSnapshot  *snapshot,
                           HexwireCopyKind            kind,
                           GCancellable              *cancellable,
                           GError                   **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint64 n_records = hexwire_log_snapshot_get_n_records (snapshot);
  gboolean is_cancelled = FALSE;
  gssize row_start = -1;
  gboolean takes_words;
  HexwireLogReader reader;
  HexwireLogRecord record;

  hexwire_log_snapshot_init_reader (snapshot, &reader);
  takes_words = kind == HEXWIRE_COPY_TSV
                || (kind == HEXWIRE_COPY_TEXT && !has_data (snapshot, &reader));
  for (guint64 i = 0; i < n_records && !is_cancelled; i++)
    {
      if (i % ROWS_BETWEEN_CHECKS == 0)
        is_cancelled = g_cancellable_set_error_if_cancelled (cancellable, error);
      if (!hexwire_log_snapshot_read (snapshot, &reader, i, &record)
          || !(takes_words || hexwire_message_kind_is_data (record.kind)))
        continue;
      if (row_start >= 0)
        append_separator (text, kind, (gsize) row_start);
      row_start = (gssize) text->len;
      append_record (text, kind, &record);
    }
  hexwire_log_reader_clear (&reader);
  return is_cancelled ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}
