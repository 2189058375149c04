/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/row-filter.h"

#include <string.h>
#include <time.h>

#include "log/row-filter-private.h"

/* How long an expression may take on a row: so long, and a microsecond for so many bytes. It does
 * with a tenth of that, but for a thoughtless one. */
#define EXPRESSION_US 5000
#define EXPRESSION_BYTES_PER_US 50
#define EXPRESSION_PIECE_BYTES 4096

struct _HexwireRowFilter
{
  gatomicrefcount ref_count;
  char *text;
  HexwireFormat *format;        /* (nullable) */
  HexwireFilterNode *root;      /* (nullable): %NULL where every row matches */
};

/* A row that is looked at. */
typedef struct
{
  const HexwireFormat *format;  /* (nullable) */
  const HexwireLogRecord *record;
  gboolean gave_up;
} Matching;

HexwireFilterNode *
hexwire_filter_node_new (HexwireFilterNodeType type)
{
  HexwireFilterNode *self = g_new0 (HexwireFilterNode, 1);

  self->type = type;
  return self;
}

void
hexwire_filter_node_free (HexwireFilterNode *self)
{
  g_clear_pointer (&self->left, hexwire_filter_node_free);
  g_clear_pointer (&self->right, hexwire_filter_node_free);
  g_clear_pointer (&self->pattern, hexwire_byte_pattern_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_free (self->peer);
  hexwire_value_clear (&self->value);
  g_free (self);
}

HexwireRowFilter *
hexwire_row_filter_parse (const char     *text,
                          HexwireFormat  *format,
                          gsize          *error_position,
                          GError        **error)
{
  g_autoptr (HexwireFilterNode) root = NULL;
  HexwireRowFilter *self;
  gsize n_spaces = 0;

  g_return_val_if_fail (text != NULL, NULL);

  while (g_ascii_isspace (text[n_spaces]))
    n_spaces++;
  if (text[n_spaces] != '\0')
    {
      root = hexwire_filter_node_parse (text, format, error_position, error);
      if (root == NULL)
        return NULL;
    }
  self = g_new0 (HexwireRowFilter, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->text = g_strdup (text);
  self->format = format != NULL ? hexwire_format_ref (format) : NULL;
  self->root = g_steal_pointer (&root);
  return self;
}

HexwireRowFilter *
hexwire_row_filter_ref (HexwireRowFilter *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hexwire_row_filter_unref (HexwireRowFilter *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->root, hexwire_filter_node_free);
  g_clear_pointer (&self->format, hexwire_format_unref);
  g_free (self->text);
  g_free (self);
}

const char *
hexwire_row_filter_get_text (const HexwireRowFilter *self)
{
  return self->text;
}

gboolean
hexwire_row_filter_is_empty (const HexwireRowFilter *self)
{
  return self->root == NULL;
}

static gboolean
has_fields (const HexwireFilterNode *node)
{
  if (node == NULL)
    return FALSE;
  return node->type == HEXWIRE_FILTER_FIELD || has_fields (node->left) || has_fields (node->right);
}

gboolean
hexwire_row_filter_has_fields (const HexwireRowFilter *self)
{
  return has_fields (self->root);
}

static gboolean
match_length (const HexwireFilterNode *node,
              const HexwireLogRecord  *record)
{
  HexwireValue length = { .kind = HEXWIRE_VALUE_UINT, .uint64 = record->size_bytes };

  return hexwire_filter_compare_values (&length, node->comparison, &node->value);
}

static gint64
get_cpu_time_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* The steps of an expression are bounded for each place where a match may begin, and not for all of
 * them. So it is tried on small pieces first: how long these take tells what the whole will. */
static gboolean
takes_too_long (const HexwireBytePattern *pattern,
                const HexwireLogRecord   *record)
{
  gint64 start_us = get_cpu_time_us ();
  gint64 budget_us = EXPRESSION_US + (gint64) (record->size_bytes / EXPRESSION_BYTES_PER_US);
  gsize offset, length, size_bytes;

  for (gsize at = 0; at < record->size_bytes; at += size_bytes)
    {
      g_autoptr (GError) error = NULL;

      size_bytes = MIN (EXPRESSION_PIECE_BYTES, record->size_bytes - at);
      if (hexwire_byte_pattern_find (pattern, record->data + at, size_bytes, 0, &offset, &length,
                                     &error)
          || error != NULL)
        return FALSE;
      if (get_cpu_time_us () - start_us > budget_us)
        return TRUE;
    }
  return FALSE;
}

static gboolean
match_payload (const HexwireFilterNode *node,
               Matching                *matching)
{
  const HexwireLogRecord *record = matching->record;
  g_autoptr (GError) error = NULL;
  gsize offset, length;

  if (!hexwire_byte_pattern_has_fixed_size (node->pattern)
      && record->size_bytes > EXPRESSION_PIECE_BYTES && takes_too_long (node->pattern, record))
    {
      matching->gave_up = TRUE;
      return FALSE;
    }
  if (hexwire_byte_pattern_find (node->pattern, record->data, record->size_bytes, 0, &offset,
                                 &length, &error))
    return TRUE;
  if (error != NULL)
    matching->gave_up = TRUE;
  return FALSE;
}

static gboolean
matches (const HexwireFilterNode *node,
         Matching                *matching)
{
  const HexwireLogRecord *record = matching->record;

  switch (node->type)
    {
    case HEXWIRE_FILTER_AND:
      return matches (node->left, matching) && matches (node->right, matching);
    case HEXWIRE_FILTER_OR:
      return matches (node->left, matching) || matches (node->right, matching);
    case HEXWIRE_FILTER_NOT:
      return !matches (node->left, matching);
    case HEXWIRE_FILTER_PEER_CONTAINS:
      return record->peer != NULL && strstr (record->peer->address, node->peer) != NULL;
    case HEXWIRE_FILTER_PEER_IS:
      return record->peer != NULL && g_str_equal (record->peer->address, node->peer);
    case HEXWIRE_FILTER_KIND:
      return (node->kinds >> record->kind & 1) != 0;
    case HEXWIRE_FILTER_LENGTH:
      return match_length (node, record);
    case HEXWIRE_FILTER_PAYLOAD:
      return match_payload (node, matching);
    case HEXWIRE_FILTER_MARKED:
      return (record->flags & HEXWIRE_RECORD_MARKED) != 0;
    case HEXWIRE_FILTER_FIELD:
      return hexwire_filter_match_field (node, matching->format, record);
    default:
      g_assert_not_reached ();
    }
}

gboolean
hexwire_row_filter_matches (const HexwireRowFilter *self,
                            const HexwireLogRecord *record,
                            gboolean               *gave_up)
{
  Matching matching = { .format = self->format, .record = record };
  gboolean has_matched = self->root == NULL || matches (self->root, &matching);

  if (gave_up != NULL)
    *gave_up = matching.gave_up;
  return has_matched;
}
