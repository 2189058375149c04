/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/envelope.h"
#include "codec/format.h"

G_BEGIN_DECLS

/** Steps that are remembered, in number and in bytes; the oldest are forgotten first. */
#define HEXWIRE_RECORD_HISTORY_MAX_STEPS 1000
#define HEXWIRE_RECORD_HISTORY_MAX_STEP_BYTES (64 * 1024 * 1024)

/**
 * HexwireRecordState:
 * @format: the format in force
 * @format_text: what was typed, which may be no format
 * @envelope: what is put round the fields
 * @bytes: (nullable): the bytes, where the values follow from them
 * @values: (nullable) (element-type utf8): the values, where the bytes follow from them
 * @tail: (nullable): what follows the packed values
 *
 * What a record is made of at a time, and from what all the rest of it can be made again.
 */
typedef struct
{
  HexwireFormat *format;
  char *format_text;
  HexwireEnvelope envelope;
  GBytes *bytes;
  GPtrArray *values;
  GBytes *tail;
} HexwireRecordState;

void hexwire_record_state_free (HexwireRecordState *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireRecordState, hexwire_record_state_free)

/**
 * HexwireRecordHistory:
 *
 * The states that a record can go back to, and those that it can go on to again. Of states that
 * differ in their bytes only the difference is kept.
 */
typedef struct _HexwireRecordHistory HexwireRecordHistory;

HexwireRecordHistory *hexwire_record_history_new (void);

void hexwire_record_history_free (HexwireRecordHistory *self);

/**
 * hexwire_record_history_push:
 * @before: (transfer full): the state that is about to be left
 * @joins_last: whether the edit belongs to the one before, and is taken back together with it
 *
 * Remembers a state before an edit, and forgets what could be redone.
 */
void hexwire_record_history_push (HexwireRecordHistory *self,
                                  HexwireRecordState   *before,
                                  gboolean              joins_last);

/** HEXWIRE_RECORD_HISTORY_FORMAT: the format, for hexwire_record_history_push_text(). */
#define HEXWIRE_RECORD_HISTORY_FORMAT G_MAXSIZE

/**
 * hexwire_record_history_push_text:
 * @before: (transfer full): the state that is about to be left
 * @field: whose value is edited, or %HEXWIRE_RECORD_HISTORY_FORMAT
 * @text_before: (nullable): its text so far
 * @text_after: its text from now on
 *
 * Remembers a state before the edit of a text. Characters of a word that are typed one after the
 * other are one step, and so are those that are erased, or typed into what was emptied.
 */
void hexwire_record_history_push_text (HexwireRecordHistory *self,
                                       HexwireRecordState   *before,
                                       gsize                 field,
                                       const char           *text_before,
                                       const char           *text_after);

/**
 * hexwire_record_history_step:
 * @forwards: whether to redo, or to undo
 * @current: (transfer full): the state that is about to be left
 *
 * Goes one step back or forth. There must be one.
 *
 * Returns: (transfer full): the state to go to
 */
HexwireRecordState *hexwire_record_history_step (HexwireRecordHistory *self,
                                                 gboolean              forwards,
                                                 HexwireRecordState   *current);

gboolean hexwire_record_history_can_step (HexwireRecordHistory *self,
                                          gboolean              forwards);

/** hexwire_record_history_clear: forgets all steps. */
void hexwire_record_history_clear (HexwireRecordHistory *self);

G_END_DECLS
