/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-scan.h"
#include "log/log-spans.h"

G_BEGIN_DECLS

/* What is scanned in one go; a longer row in pieces. */
#define HEXWIRE_SCAN_MAX_BATCH_BYTES (512 * 1024)

/* Streams are numbered by peer and direction, behind these: */
#define HEXWIRE_SCAN_KEY_APART 0 /* rows that are searched each by itself */
#define HEXWIRE_SCAN_KEY_LONG_ROW 1 /* such a row that does not fit into one batch */
#define HEXWIRE_SCAN_N_SPECIAL_KEYS 2

#define HEXWIRE_SCAN_NO_PART G_MAXUINT

/* Rows of a batch that stand side by side and belong to the same stream, or are all apart. */
typedef struct
{
  guint64 row;                  /* the first of them */
  gsize row_offset;             /* where in its payload the part begins */
  const guint8 *data;
  gsize size_bytes;
  guint key;
  guint next;                   /* the next part of the stream, or NO_PART */
} HexwireLogPart;

/* What is known of a stream from the rows before. */
typedef struct
{
  guint64 batch;
  guint last_part;              /* of this batch */
  guint n_bytes;                /* of this batch */
  guint64 free_row;             /* where the last match ended, and the next may begin */
  guint32 free_offset;
  HexwireLogHit last_hit;
} HexwireScannedStream;

struct _HexwireLogScan
{
  HexwireBytePattern *pattern;
  gsize overlap_bytes;
  gboolean is_regex;
  gboolean is_anchored;

  guint64 row;                  /* what is scanned next */
  gsize row_offset;
  GArray *streams;              /* (element-type HexwireScannedStream): by key */

  /* The present batch: */
  guint64 batch;
  const HexwireLogReader *reader;
  const HexwireLogChunk *chunk;
  gboolean is_cut;              /* its last row goes on in the next batch */
  guint32 known_peer_id;
  gboolean known_is_stream;
  GArray *parts;                /* (element-type HexwireLogPart) */
  HexwireLogSpans spans;        /* what is searched now */
  GArray *found;                /* (element-type HexwireLogHit) */
  gboolean found_in_order;
};

/** hexwire_log_scan_get_entry: the entry of a row of @chunk. */
static inline const HexwireLogEntry *
hexwire_log_scan_get_entry (const HexwireLogChunk *chunk,
                            guint64                row)
{
  return &chunk->entries[row - chunk->first_row];
}

/** hexwire_log_scan_get_payload: where the payload of a row of @chunk begins. */
static inline const guint8 *
hexwire_log_scan_get_payload (const HexwireLogChunk *chunk,
                              guint64                row)
{
  return chunk->payload + hexwire_log_scan_get_entry (chunk, row)->offset_bytes;
}

/** hexwire_log_scan_is_of_stream: whether a row is data of a stream. */
gboolean hexwire_log_scan_is_of_stream (HexwireLogScan        *self,
                                        const HexwireLogEntry *entry);

/** hexwire_log_scan_get_key: of which stream; @is_whole is %FALSE for a piece of a row. */
guint hexwire_log_scan_get_key (HexwireLogScan        *self,
                                const HexwireLogEntry *entry,
                                gboolean               is_whole);

HexwireScannedStream *hexwire_log_scan_get_stream (HexwireLogScan *self,
                                                   guint           key);

/** hexwire_log_scan_add_hit: adds a hit of the present batch; in order only within a stream. */
void hexwire_log_scan_add_hit (HexwireLogScan      *self,
                               const HexwireLogHit *hit);

/**
 * hexwire_log_scan_search_stream:
 * @first: the first part of a stream in the batch
 *
 * Searches the rows of one stream in this batch, together with what came before.
 */
gboolean hexwire_log_scan_search_stream (HexwireLogScan        *self,
                                         const HexwireLogPart  *first,
                                         GError               **error);

/**
 * hexwire_log_scan_may_join: whether a match of fixed size reaches from earlier rows of its stream
 * into this one.
 */
gboolean hexwire_log_scan_may_join (HexwireLogScan        *self,
                                    const HexwireLogEntry *entry,
                                    guint64                row);

/**
 * hexwire_log_scan_search_simply:
 *
 * Rows of different streams stand side by side, and a match seldom goes from one read to another
 * that does not follow it: where none does, there is nothing to put together.
 *
 * Returns: whether a batch was searched; %FALSE where it is to be searched stream by stream
 */
gboolean hexwire_log_scan_search_simply (HexwireLogScan *self,
                                         guint64         end_row);

G_END_DECLS
