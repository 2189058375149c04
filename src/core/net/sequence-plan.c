/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/sequence-plan.h"

#include <glib/gi18n-lib.h>

#include "net/net-error.h"

struct _HexwireSequencePlan
{
  GPtrArray *steps;         /* (element-type HexwireSequenceStep) */
  GPtrArray *payloads;      /* (element-type GBytes): what each step sends, %NULL for nothing */
};

/* The bytes that a step sends. */
static GBytes *
make_payload (HexwireMessageStore    *store,
              const HexwireStepInfo  *info,
              GError                **error)
{
  HexwireSavedMessage *message;

  if (info->message == NULL)
    return hexwire_writing_to_bytes (&info->writing, NULL, error);
  message = store != NULL ? hexwire_message_store_find (store, info->message, NULL) : NULL;
  if (message != NULL)
    return hexwire_writing_to_bytes (hexwire_saved_message_get_writing (message), NULL, error);
  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SEQUENCE,
               /* Translators: the placeholder is the name of a message */
               _("No saved message is called “%s”"), info->message);
  return NULL;
}

static void
free_payload (gpointer payload)
{
  if (payload != NULL)
    g_bytes_unref (payload);
}

/* @payload: (out) (transfer full) (nullable): what the step sends */
static gboolean
check_step (HexwireSequence        *sequence,
            HexwireMessageStore    *store,
            guint                   index,
            GBytes                **payload,
            GError                **error)
{
  const HexwireStepInfo *info
    = hexwire_sequence_step_get_info (hexwire_sequence_get_step (sequence, index));

  *payload = info->kind == HEXWIRE_STEP_SEND ? make_payload (store, info, error) : NULL;
  if (info->kind == HEXWIRE_STEP_SEND && *payload == NULL)
    return FALSE;
  return hexwire_sequence_check (sequence, index, error);
}

gboolean
hexwire_sequence_plan_check (HexwireSequence      *sequence,
                             HexwireMessageStore  *store,
                             guint                 index,
                             GError              **error)
{
  g_autoptr (GBytes) payload = NULL;

  return check_step (sequence, store, index, &payload, error);
}

HexwireSequencePlan *
hexwire_sequence_plan_new (HexwireSequence      *sequence,
                           HexwireMessageStore  *store,
                           guint                *failed,
                           GError              **error)
{
  g_autoptr (HexwireSequencePlan) self = g_new0 (HexwireSequencePlan, 1);
  guint n = hexwire_sequence_get_n_steps (sequence);

  self->steps = g_ptr_array_new_full (n, g_object_unref);
  self->payloads = g_ptr_array_new_full (n, free_payload);
  for (guint i = 0; i < n; i++)
    {
      GBytes *payload = NULL;

      g_ptr_array_add (self->steps, g_object_ref (hexwire_sequence_get_step (sequence, i)));
      if (!check_step (sequence, store, i, &payload, error))
        {
          *failed = i;
          return NULL;
        }
      g_ptr_array_add (self->payloads, payload);
    }
  return g_steal_pointer (&self);
}

void
hexwire_sequence_plan_free (HexwireSequencePlan *self)
{
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->payloads);
  g_free (self);
}

guint
hexwire_sequence_plan_get_n_steps (const HexwireSequencePlan *self)
{
  return self->steps->len;
}

const HexwireStepInfo *
hexwire_sequence_plan_get_info (const HexwireSequencePlan *self,
                                guint                      index)
{
  return hexwire_sequence_step_get_info (g_ptr_array_index (self->steps, index));
}

GBytes *
hexwire_sequence_plan_get_payload (const HexwireSequencePlan *self,
                                   guint                      index)
{
  return g_ptr_array_index (self->payloads, index);
}
