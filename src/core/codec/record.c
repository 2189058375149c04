/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/record.h"

#include "codec/format-export.h"
#include "codec/record-format.h"
#include "codec/record-frame.h"
#include "codec/record-history.h"
#include "codec/record-values.h"

#include <glib/gi18n-lib.h>

struct _HexwireRecord
{
  GObject parent_instance;

  HexwireRecordFormat format;
  HexwireRecordValues *values;
  HexwireRecordFrame frame;
  guint64 counter;      /* what the macro of that name stands for */
  gboolean bytes_lead;  /* they were set last and are not NULL, and the values follow from them */

  HexwireRecordHistory *history;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireRecord, hexwire_record, G_TYPE_OBJECT)

static void
pack (HexwireRecord *self)
{
  HexwireMacroContext context = { .counter = self->counter, .time_us = g_get_real_time () };
  g_autoptr (GBytes) packed
    = hexwire_record_values_pack (self->values, self->format.format, &context);

  hexwire_record_frame_wrap (&self->frame, packed);
}

static void
unpack (HexwireRecord *self)
{
  gsize size_bytes;
  const guint8 *data
    = hexwire_record_frame_open (&self->frame, hexwire_format_get_size_bytes (self->format.format),
                                 &size_bytes);

  hexwire_record_values_unpack (self->values, self->format.format, data, size_bytes);
}

/* After the format or its values changed. */
static void
renew (HexwireRecord *self)
{
  if (self->bytes_lead)
    unpack (self);
  else
    {
      g_clear_pointer (&self->frame.tail, g_bytes_unref);
      pack (self);
    }
}

static HexwireRecordState *
new_state (HexwireRecord *self)
{
  HexwireRecordState *state = g_new0 (HexwireRecordState, 1);

  state->format = hexwire_format_ref (self->format.format);
  state->format_text = g_strdup (self->format.text);
  state->envelope = self->frame.envelope;
  if (self->bytes_lead)
    state->bytes = g_bytes_ref (self->frame.bytes);
  else
    {
      state->values = hexwire_record_values_dup_all (self->values);
      state->tail = self->frame.tail != NULL ? g_bytes_ref (self->frame.tail) : NULL;
    }
  return state;
}

/* Before each edit. */
static void
remember (HexwireRecord *self,
          gboolean       joins_last)
{
  hexwire_record_history_push (self->history, new_state (self), joins_last);
}

static void
restore (HexwireRecord      *self,
         HexwireRecordState *state)
{
  hexwire_record_format_restore (&self->format, state->format_text, state->format);
  self->frame.envelope = state->envelope;
  g_clear_pointer (&self->frame.tail, g_bytes_unref);
  self->bytes_lead = state->bytes != NULL;
  if (self->bytes_lead)
    {
      g_clear_pointer (&self->frame.bytes, g_bytes_unref);
      self->frame.bytes = g_bytes_ref (state->bytes);
      unpack (self);
    }
  else
    {
      self->frame.tail = g_steal_pointer (&state->tail);
      hexwire_record_values_set_all (self->values, state->values);
      pack (self);
    }
}

static gboolean
step (HexwireRecord *self,
      gboolean       forwards)
{
  g_autoptr (HexwireRecordState) state = NULL;

  if (!hexwire_record_history_can_step (self->history, forwards))
    return FALSE;
  state = hexwire_record_history_step (self->history, forwards, new_state (self));
  restore (self, state);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

static void
hexwire_record_finalize (GObject *object)
{
  HexwireRecord *self = HEXWIRE_RECORD (object);

  hexwire_record_format_clear (&self->format);
  g_clear_pointer (&self->values, hexwire_record_values_free);
  hexwire_record_frame_clear (&self->frame);
  g_clear_pointer (&self->history, hexwire_record_history_free);

  G_OBJECT_CLASS (hexwire_record_parent_class)->finalize (object);
}

static void
hexwire_record_class_init (HexwireRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_record_finalize;

  signals[CHANGED] = g_signal_new ("changed", HEXWIRE_TYPE_RECORD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
hexwire_record_init (HexwireRecord *self)
{
  self->values = hexwire_record_values_new ();
  self->history = hexwire_record_history_new ();
  hexwire_record_format_init (&self->format);
  self->frame.bytes = g_bytes_new (NULL, 0);
}

HexwireRecord *
hexwire_record_new (void)
{
  return g_object_new (HEXWIRE_TYPE_RECORD, NULL);
}

static void
change_format (HexwireRecord *self,
               const char    *text)
{
  g_autoptr (HexwireFormat) before = hexwire_format_ref (self->format.format);

  if (hexwire_record_format_set (&self->format, text))
    {
      hexwire_record_values_follow (self->values, before, self->format.format);
      renew (self);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

void
hexwire_record_set_format (HexwireRecord *self,
                           const char    *text)
{
  g_return_if_fail (HEXWIRE_IS_RECORD (self));

  if (g_str_equal (self->format.text, text))
    return;
  hexwire_record_history_push_text (self->history, new_state (self), HEXWIRE_RECORD_HISTORY_FORMAT,
                                    self->format.text, text);
  change_format (self, text);
}

const char *
hexwire_record_get_format_text (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);
  return self->format.text;
}

HexwireFormat *
hexwire_record_get_format (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);
  return self->format.format;
}

const char *
hexwire_record_get_format_error (HexwireRecord *self,
                                 gsize         *position)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);

  if (position != NULL)
    *position = self->format.error_position;
  return self->format.error;
}

char
hexwire_record_get_byte_order (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), '@');
  return hexwire_record_format_get_byte_order (&self->format);
}

void
hexwire_record_set_byte_order (HexwireRecord *self,
                               char           byte_order,
                               gboolean       keeps_bytes)
{
  g_autofree char *text = NULL;

  g_return_if_fail (HEXWIRE_IS_RECORD (self));

  if (hexwire_record_get_byte_order (self) == byte_order)
    return;
  text = hexwire_record_format_dup_with_byte_order (&self->format, byte_order);
  remember (self, FALSE);
  self->bytes_lead = keeps_bytes && self->frame.bytes != NULL;
  change_format (self, text);
}

GPtrArray *
hexwire_record_dup_values (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);
  return hexwire_record_values_dup (self->values,
                                    hexwire_format_get_n_fields (self->format.format));
}

static void
set_format_and_values (HexwireRecord *self,
                       const char    *text,
                       GPtrArray     *values,
                       gboolean       bytes_lead)
{
  remember (self, FALSE);
  self->bytes_lead = bytes_lead;
  if (hexwire_record_format_set (&self->format, text))
    {
      hexwire_record_values_set_all (self->values, values);
      hexwire_record_values_fill (self->values, self->format.format);
      renew (self);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

void
hexwire_record_set_format_and_values (HexwireRecord *self,
                                      const char    *text,
                                      GPtrArray     *values)
{
  g_return_if_fail (HEXWIRE_IS_RECORD (self));
  set_format_and_values (self, text, values, self->bytes_lead);
}

void
hexwire_record_load (HexwireRecord *self,
                     const char    *text,
                     GPtrArray     *values)
{
  g_return_if_fail (HEXWIRE_IS_RECORD (self));
  set_format_and_values (self, text, values, FALSE);
}

void
hexwire_record_fill_missing (HexwireRecord *self)
{
  g_return_if_fail (HEXWIRE_IS_RECORD (self));

  if (!self->bytes_lead || self->frame.n_left_over >= 0)
    return;
  remember (self, TRUE);
  /* Missing values have no text, and get the default of their type. */
  hexwire_record_values_fill (self->values, self->format.format);
  self->bytes_lead = FALSE;
  pack (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
hexwire_record_set_envelope (HexwireRecord         *self,
                             const HexwireEnvelope *envelope)
{
  g_return_if_fail (HEXWIRE_IS_RECORD (self));

  if (hexwire_envelope_equal (&self->frame.envelope, envelope))
    return;
  remember (self, FALSE);
  self->frame.envelope = *envelope;
  if (self->bytes_lead)
    unpack (self);
  else
    pack (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

const HexwireEnvelope *
hexwire_record_get_envelope (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);
  return &self->frame.envelope;
}

const HexwireEnvelopeCheck *
hexwire_record_get_check (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);
  return &self->frame.check;
}

const char *
hexwire_record_get_frame_error (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);
  return self->frame.error;
}

void
hexwire_record_set_value (HexwireRecord *self,
                          gsize          field,
                          const char    *text)
{
  g_return_if_fail (HEXWIRE_IS_RECORD (self));
  g_return_if_fail (field < hexwire_format_get_n_fields (self->format.format));

  if (g_strcmp0 (hexwire_record_values_get (self->values, field), text) == 0)
    return;
  hexwire_record_history_push_text (self->history, new_state (self), field,
                                    hexwire_record_values_get (self->values, field), text);
  if (self->bytes_lead && self->frame.n_left_over < 0)
    hexwire_record_values_fill (self->values, self->format.format);
  hexwire_record_values_set (self->values, field, text);
  self->bytes_lead = FALSE;
  pack (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
hexwire_record_get_value (HexwireRecord *self,
                          gsize          field)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);
  g_return_val_if_fail (field < hexwire_format_get_n_fields (self->format.format), NULL);

  return hexwire_record_values_get (self->values, field);
}

const char *
hexwire_record_get_value_error (HexwireRecord *self,
                                gsize          field)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);
  g_return_val_if_fail (field < hexwire_format_get_n_fields (self->format.format), NULL);

  return hexwire_record_values_get_error (self->values, field);
}

static void
set_bytes (HexwireRecord *self,
           GBytes        *bytes,
           gboolean       joins_last)
{
  if (self->frame.bytes != NULL && g_bytes_equal (self->frame.bytes, bytes))
    return;
  remember (self, joins_last);
  g_bytes_ref (bytes);
  g_clear_pointer (&self->frame.bytes, g_bytes_unref);
  self->frame.bytes = bytes;
  self->bytes_lead = TRUE;
  unpack (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
hexwire_record_set_bytes (HexwireRecord *self,
                          GBytes        *bytes)
{
  g_return_if_fail (HEXWIRE_IS_RECORD (self));
  set_bytes (self, bytes, FALSE);
}

void
hexwire_record_go_on_setting_bytes (HexwireRecord *self,
                                    GBytes        *bytes)
{
  g_return_if_fail (HEXWIRE_IS_RECORD (self));
  set_bytes (self, bytes, TRUE);
}

GBytes *
hexwire_record_get_bytes (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);
  return self->frame.bytes;
}

gboolean
hexwire_record_can_be_sent (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), FALSE);
  return self->frame.bytes != NULL && self->format.error == NULL;
}

gboolean
hexwire_record_has_macros (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), FALSE);
  return !self->bytes_lead && hexwire_record_values_have_macros (self->values, self->format.format);
}

void
hexwire_record_set_counter (HexwireRecord *self,
                            guint64        counter)
{
  g_return_if_fail (HEXWIRE_IS_RECORD (self));

  self->counter = counter;
  if (!hexwire_record_has_macros (self))
    return;
  pack (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

guint64
hexwire_record_get_counter (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), 0);
  return self->counter;
}

GBytes *
hexwire_record_make (HexwireRecord              *self,
                     const HexwireMacroContext  *context,
                     GError                    **error)
{
  HexwireRecordFrame frame = { 0 };
  g_autoptr (GBytes) packed = NULL;
  GBytes *bytes;

  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);

  if (self->format.error != NULL)
    {
      g_set_error_literal (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FORMAT,
                           self->format.error);
      return NULL;
    }
  if (!hexwire_record_has_macros (self) && self->frame.bytes != NULL)
    return g_bytes_ref (self->frame.bytes);
  frame.envelope = self->frame.envelope;
  frame.tail = self->frame.tail != NULL ? g_bytes_ref (self->frame.tail) : NULL;
  packed = hexwire_record_values_pack (self->values, self->format.format, context);
  hexwire_record_frame_wrap (&frame, packed);
  if (frame.bytes == NULL)
    g_set_error_literal (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_VALUE_SYNTAX,
                         frame.error != NULL ? frame.error : _("a value is wrong"));
  bytes = g_steal_pointer (&frame.bytes);
  hexwire_record_frame_clear (&frame);
  return bytes;
}

GArray *
hexwire_record_dup_places (HexwireRecord *self)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (gsize));
  const HexwireEnvelopeCheck *check;
  gsize place;

  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), places);

  check = &self->frame.check;
  for (gsize i = 0; i < hexwire_format_get_n_fields (self->format.format); i++)
    {
      place = check->payload_offset_bytes
              + hexwire_format_get_field (self->format.format, i)->offset_bytes;
      g_array_append_val (places, place);
    }
  place = check->payload_offset_bytes + hexwire_format_get_size_bytes (self->format.format);
  g_array_append_val (places, place);
  place = check->payload_offset_bytes + check->payload_size_bytes;
  g_array_append_val (places, place);
  return places;
}

HexwireRecord *
hexwire_record_copy (HexwireRecord *self)
{
  HexwireRecord *copy;
  g_autoptr (HexwireRecordState) state = NULL;

  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);

  copy = hexwire_record_new ();
  state = new_state (self);
  copy->counter = self->counter;
  restore (copy, state);
  return copy;
}

gssize
hexwire_record_get_n_left_over (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), 0);
  return self->frame.n_left_over;
}

char *
hexwire_record_to_python (HexwireRecord *self)
{
  g_autoptr (GPtrArray) values = NULL;

  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);

  values = hexwire_record_dup_values (self);
  return hexwire_format_export_pack (self->format.format, values);
}

gboolean
hexwire_record_can_undo (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), FALSE);
  return hexwire_record_history_can_step (self->history, FALSE);
}

gboolean
hexwire_record_can_redo (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), FALSE);
  return hexwire_record_history_can_step (self->history, TRUE);
}

gboolean
hexwire_record_undo (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), FALSE);
  return step (self, FALSE);
}

gboolean
hexwire_record_redo (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), FALSE);
  return step (self, TRUE);
}

void
hexwire_record_forget_history (HexwireRecord *self)
{
  g_return_if_fail (HEXWIRE_IS_RECORD (self));

  hexwire_record_history_clear (self->history);
  g_signal_emit (self, signals[CHANGED], 0);
}
