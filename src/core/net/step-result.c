/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/step-result.h"

#include <glib/gi18n-lib.h>

void
hexwire_step_result_clear (HexwireStepResult *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->reason, g_free);
}

void
hexwire_step_result_set (HexwireStepResult *self,
                         HexwireStepState   state,
                         GBytes            *bytes,
                         const char        *reason)
{
  hexwire_step_result_clear (self);
  self->state = state;
  self->bytes = bytes;
  self->reason = g_strdup (reason);
  if (state == HEXWIRE_STEP_STATE_OK)
    self->n_ok++;
  if (state == HEXWIRE_STEP_STATE_MISSED)
    self->n_missed++;
}

void
hexwire_step_result_set_latency (HexwireStepResult *self,
                                 gint64             latency_us)
{
  gboolean is_first = self->n_ok <= 1;

  self->latency_us = latency_us;
  self->min_latency_us = is_first ? latency_us : MIN (self->min_latency_us, latency_us);
  self->max_latency_us = is_first ? latency_us : MAX (self->max_latency_us, latency_us);
}

void
hexwire_step_result_leave (HexwireStepResult *self)
{
  if (self->state != HEXWIRE_STEP_STATE_BUSY)
    return;
  if (self->reason != NULL)
    self->state = HEXWIRE_STEP_STATE_MISSED;
  else
    self->state = self->n_ok > 0 ? HEXWIRE_STEP_STATE_OK : HEXWIRE_STEP_STATE_NONE;
}

static char *
dup_ok_text (const HexwireStepResult *self)
{
  double ms = (double) self->latency_us / 1000;

  if (self->latency_us < 0)
    return self->n_ok > 1 ? g_strdup_printf (_("OK × %u"), self->n_ok) : g_strdup (_("OK"));
  if (self->n_ok == 1)
    /* Translators: a time in milliseconds */
    return g_strdup_printf (_("OK after %.2f ms"), ms);
  /* Translators: how often; then the shortest, the longest and the last of the times */
  return g_strdup_printf (_("OK × %u, %.2f–%.2f ms, last %.2f ms"), self->n_ok,
                          (double) self->min_latency_us / 1000,
                          (double) self->max_latency_us / 1000, ms);
}

char *
hexwire_step_result_dup_text (const HexwireStepResult *self)
{
  switch (self->state)
    {
    case HEXWIRE_STEP_STATE_BUSY:
      return self->reason != NULL ? g_strdup (self->reason) : g_strdup ("…");
    case HEXWIRE_STEP_STATE_OK:
      return self->reason != NULL ? g_strdup (self->reason) : dup_ok_text (self);
    case HEXWIRE_STEP_STATE_MISSED:
      /* Translators: why what was expected is not there; the sequence goes on */
      return g_strdup_printf (_("%s, went on"), self->reason);
    case HEXWIRE_STEP_STATE_FAILED:
      return g_strdup (self->reason);
    case HEXWIRE_STEP_STATE_NONE:
    default:
      return g_strdup ("");
    }
}
