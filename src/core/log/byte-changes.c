/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/byte-changes.h"

/* How far back a frame of the same stream is looked for among those of others. */
#define MAX_ROWS_BACK 300

gboolean
hexwire_byte_changes_find (const guint8 *before,
                           gsize         n_before,
                           const guint8 *data,
                           gsize         size_bytes,
                           gsize        *offset_bytes,
                           gsize        *run_bytes)
{
  gsize n_common = MIN (n_before, size_bytes);
  gsize start = *offset_bytes;
  gsize end;

  while (start < n_common && data[start] == before[start])
    start++;
  if (start >= size_bytes)
    return FALSE;
  for (end = start; end < n_common && data[end] != before[end];)
    end++;
  if (end >= n_common)
    end = size_bytes;
  *offset_bytes = start;
  *run_bytes = end - start;
  return TRUE;
}

static gboolean
find_previous_received (const HexwireLogReader   *reader,
                        const HexwireMessageInfo *info,
                        HexwireFrame             *previous)
{
  const HexwireLogEntry *entry = hexwire_log_reader_find_entry (reader, info->frame.end_row);

  return entry != NULL && entry->stream_back_rows > 0
         && hexwire_log_reader_get_row (reader, info->frame.end_row - entry->stream_back_rows,
                                        previous);
}

static gboolean
find_previous_frame (HexwireLogView           *view,
                     const HexwireLogReader   *reader,
                     guint                     position,
                     const HexwireMessageInfo *info,
                     HexwireFrame             *previous)
{
  guint n_rows = MIN (position, MAX_ROWS_BACK);

  for (guint i = 1; i <= n_rows && hexwire_log_view_get_frame (view, position - i, previous); i++)
    {
      const HexwireLogEntry *entry = hexwire_log_reader_find_entry (reader, previous->end_row);

      if (entry != NULL && entry->peer_id == info->peer_id && entry->kind == info->kind)
        return TRUE;
    }
  return FALSE;
}

GBytes *
hexwire_byte_changes_dup_previous (HexwireLogView *view,
                                   guint           position,
                                   HexwireMessage *message)
{
  const HexwireLogReader *reader
    = hexwire_message_log_get_reader (hexwire_log_view_get_log (view));
  const HexwireMessageInfo *info = hexwire_message_get_info (message);
  HexwireFrame previous;
  gboolean is_found;

  if (!hexwire_message_kind_is_data (info->kind) || info->payload == NULL)
    return NULL;
  if (hexwire_log_view_get_rule (view) == NULL)
    is_found = find_previous_received (reader, info, &previous);
  else
    is_found = find_previous_frame (view, reader, position, info, &previous);
  return is_found ? hexwire_log_reader_dup_payload (reader, &previous) : NULL;
}
