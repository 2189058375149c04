/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-sink.h"

void
hexwire_log_sink_init (HexwireLogSink *self,
                       GOutputStream  *stream,
                       GCancellable   *cancellable)
{
  *self = (HexwireLogSink) {
    .text = g_string_sized_new (HEXWIRE_LOG_SINK_SIZE_BYTES + HEXWIRE_LOG_SINK_SIZE_BYTES / 2),
    .stream = g_object_ref (stream),
    .cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL,
  };
}

void
hexwire_log_sink_clear (HexwireLogSink *self)
{
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  self->text = NULL;
  g_clear_object (&self->stream);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
}

gboolean
hexwire_log_sink_flush (HexwireLogSink *self)
{
  gsize n_written = 0;

  if (self->error == NULL && self->text->len > 0)
    g_output_stream_write_all (self->stream, self->text->str, self->text->len, &n_written,
                               self->cancellable, &self->error);
  self->n_written_bytes += n_written;
  g_string_truncate (self->text, 0);
  return self->error == NULL;
}

gboolean
hexwire_log_sink_flush_if_full (HexwireLogSink *self)
{
  if (self->text->len >= HEXWIRE_LOG_SINK_SIZE_BYTES)
    return hexwire_log_sink_flush (self);
  return self->error == NULL;
}
