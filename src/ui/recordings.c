/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "recordings.h"

static GPtrArray *ending;     /* (element-type HexwireLogRecorder) (nullable) */

static void
state_cb (HexwireLogRecorder *recorder)
{
  HexwireRecorderState state = hexwire_log_recorder_get_state (recorder);

  if (state != HEXWIRE_RECORDER_STOPPED && state != HEXWIRE_RECORDER_FAILED)
    return;
  g_signal_handlers_disconnect_by_func (recorder, state_cb, NULL);
  g_ptr_array_remove_fast (ending, recorder);
}

void
hexwire_recordings_end (HexwireLogRecorder *recorder)
{
  if (ending == NULL)
    ending = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (ending, g_object_ref (recorder));
  g_signal_connect (recorder, "notify::state", G_CALLBACK (state_cb), NULL);
  hexwire_log_recorder_stop (recorder);
  state_cb (recorder);
}

void
hexwire_recordings_wait (guint timeout_ms)
{
  gint64 deadline_us = g_get_monotonic_time () + (gint64) timeout_ms * 1000;

  for (guint i = 0; ending != NULL && i < ending->len; i++)
    {
      gint64 left_ms = (deadline_us - g_get_monotonic_time ()) / 1000;

      hexwire_log_recorder_wait (g_ptr_array_index (ending, i), (guint) MAX (left_ms, 0));
    }
  g_clear_pointer (&ending, g_ptr_array_unref);
}
