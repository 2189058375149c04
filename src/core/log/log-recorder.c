/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-recorder.h"

#include "log/record-queue.h"

/* How often the counters are told at most. */
#define TELL_INTERVAL_MS 100

struct _HexwireLogRecorder
{
  GObject parent_instance;

  HexwireMessageLog *log;       /* (nullable): until it is stopped */
  gulong grown_handler;
  guint64 next_row;
  GFile *file;
  HexwireRecordQueue *queue;
  HexwireRecorderState state;
  HexwireRecordStatus status;   /* as it was told last */
};

/* What the thread knows of a recorder that may be gone. */
typedef struct
{
  GWeakRef recorder;
  GMainContext *context;
  int is_told;                  /* atomic: a source is on its way */
} Teller;

enum
{
  PROP_ERROR = 1,
  PROP_N_BYTES,
  PROP_N_LOST,
  PROP_N_ROWS,
  PROP_STATE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HexwireLogRecorder, hexwire_log_recorder, G_TYPE_OBJECT)

static void
notify (HexwireLogRecorder *self,
        guint               property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
detach (HexwireLogRecorder *self)
{
  if (self->log != NULL)
    g_clear_signal_handler (&self->grown_handler, self->log);
  g_clear_object (&self->log);
}

static void
set_state (HexwireLogRecorder   *self,
           HexwireRecorderState  state)
{
  if (self->state == state)
    return;
  self->state = state;
  notify (self, PROP_STATE);
}

static void
update (HexwireLogRecorder *self)
{
  HexwireRecordStatus before = self->status;

  hexwire_record_queue_get_status (self->queue, &self->status);
  g_object_freeze_notify (G_OBJECT (self));
  if (self->status.n_rows != before.n_rows)
    notify (self, PROP_N_ROWS);
  if (self->status.n_bytes != before.n_bytes)
    notify (self, PROP_N_BYTES);
  if (self->status.n_lost != before.n_lost)
    notify (self, PROP_N_LOST);
  if (g_strcmp0 (self->status.error, before.error) != 0)
    notify (self, PROP_ERROR);
  if (self->status.is_finished)
    set_state (self, self->status.error != NULL ? HEXWIRE_RECORDER_FAILED
                                                : HEXWIRE_RECORDER_STOPPED);
  g_object_thaw_notify (G_OBJECT (self));
  g_free (before.error);
}

static void
teller_free (gpointer data)
{
  Teller *teller = data;

  g_weak_ref_clear (&teller->recorder);
  g_main_context_unref (teller->context);
  g_free (teller);
}

/* The queue holds the teller, and the source the queue. */
typedef struct
{
  HexwireRecordQueue *queue;
  Teller *teller;
} Telling;

static void
telling_free (gpointer data)
{
  Telling *telling = data;

  hexwire_record_queue_unref (telling->queue);
  g_free (telling);
}

static gboolean
tell_cb (gpointer user_data)
{
  Telling *telling = user_data;
  g_autoptr (HexwireLogRecorder) self = NULL;

  g_atomic_int_set (&telling->teller->is_told, FALSE);
  self = g_weak_ref_get (&telling->teller->recorder);
  if (self != NULL && self->queue != NULL)
    update (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (gpointer data,
            gpointer user_data)
{
  Teller *teller = user_data;
  g_autoptr (GSource) source = NULL;
  Telling *telling;

  if (!g_atomic_int_compare_and_exchange (&teller->is_told, FALSE, TRUE))
    return;
  telling = g_new0 (Telling, 1);
  telling->queue = hexwire_record_queue_ref (data);
  telling->teller = teller;
  source = g_timeout_source_new (TELL_INTERVAL_MS);
  g_source_set_callback (source, tell_cb, telling, telling_free);
  g_source_attach (source, teller->context);
}

static void
grown_cb (HexwireMessageLog  *log,
          HexwireLogRecorder *self)
{
  HexwireLogReader *reader = hexwire_message_log_get_reader (log);
  HexwireLogChunk *chunk;

  while ((chunk = hexwire_log_reader_find_chunk (reader, self->next_row)) != NULL)
    {
      guint first = (guint) (self->next_row - chunk->first_row);

      hexwire_record_queue_push (self->queue, chunk, first, chunk->n_entries - first,
                                 reader->peers);
      self->next_row = chunk->first_row + chunk->n_entries;
    }
  /* The thread that would tell of what a recording lacks that has failed is gone. */
  if (self->state == HEXWIRE_RECORDER_FAILED)
    update (self);
}

static guint64
find_end_row (HexwireMessageLog *log)
{
  const GPtrArray *chunks = hexwire_message_log_get_reader (log)->chunks;
  const HexwireLogChunk *newest = g_ptr_array_index (chunks, chunks->len - 1);

  return newest->first_row + newest->n_entries;
}

static void
hexwire_log_recorder_dispose (GObject *object)
{
  HexwireLogRecorder *self = HEXWIRE_LOG_RECORDER (object);

  if (self->log != NULL)
    hexwire_log_recorder_stop (self);

  G_OBJECT_CLASS (hexwire_log_recorder_parent_class)->dispose (object);
}

static void
hexwire_log_recorder_finalize (GObject *object)
{
  HexwireLogRecorder *self = HEXWIRE_LOG_RECORDER (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->queue, hexwire_record_queue_unref);
  g_free (self->status.error);

  G_OBJECT_CLASS (hexwire_log_recorder_parent_class)->finalize (object);
}

static void
hexwire_log_recorder_get_property (GObject    *object,
                                   guint       property_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  HexwireLogRecorder *self = HEXWIRE_LOG_RECORDER (object);

  switch (property_id)
    {
    case PROP_ERROR:
      g_value_set_string (value, self->status.error);
      break;
    case PROP_N_BYTES:
      g_value_set_uint64 (value, self->status.n_bytes);
      break;
    case PROP_N_LOST:
      g_value_set_uint64 (value, self->status.n_lost);
      break;
    case PROP_N_ROWS:
      g_value_set_uint64 (value, self->status.n_rows);
      break;
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
hexwire_log_recorder_class_init (HexwireLogRecorderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = hexwire_log_recorder_dispose;
  object_class->finalize = hexwire_log_recorder_finalize;
  object_class->get_property = hexwire_log_recorder_get_property;

  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);
  properties[PROP_N_BYTES] = g_param_spec_uint64 ("n-bytes", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_N_LOST] = g_param_spec_uint64 ("n-lost", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_N_ROWS] = g_param_spec_uint64 ("n-rows", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, HEXWIRE_RECORDER_RECORDING,
                                             HEXWIRE_RECORDER_FAILED, HEXWIRE_RECORDER_RECORDING,
                                             flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hexwire_log_recorder_init (HexwireLogRecorder *self)
{
}

HexwireLogRecorder *
hexwire_log_recorder_new (HexwireMessageLog    *log,
                          GFile                *file,
                          HexwireLogFormat      format,
                          const HexwireFormat  *decode,
                          guint64               max_file_size_bytes,
                          GError              **error)
{
  HexwireRecordFile *record_file;
  HexwireLogRecorder *self;
  Teller *teller;

  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_LOG (log), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  record_file = hexwire_record_file_new (file, format, decode, max_file_size_bytes, error);
  if (record_file == NULL)
    return NULL;

  self = g_object_new (HEXWIRE_TYPE_LOG_RECORDER, NULL);
  self->file = g_object_ref (file);
  self->log = g_object_ref (log);
  self->next_row = find_end_row (log);
  teller = g_new0 (Teller, 1);
  g_weak_ref_init (&teller->recorder, self);
  teller->context = g_main_context_ref_thread_default ();
  self->queue = hexwire_record_queue_new (record_file, HEXWIRE_RECORDER_MAX_WAITING_BYTES,
                                          changed_cb, teller, teller_free);
  self->grown_handler = g_signal_connect (log, "grown", G_CALLBACK (grown_cb), self);
  return self;
}

void
hexwire_log_recorder_set_max_waiting (HexwireLogRecorder *self,
                                      gsize               size_bytes)
{
  g_return_if_fail (HEXWIRE_IS_LOG_RECORDER (self));
  hexwire_record_queue_set_max_bytes (self->queue, size_bytes);
}

void
hexwire_log_recorder_stop (HexwireLogRecorder *self)
{
  g_return_if_fail (HEXWIRE_IS_LOG_RECORDER (self));

  if (self->log == NULL)
    return;
  grown_cb (self->log, self);
  detach (self);
  hexwire_record_queue_close (self->queue);
  if (self->state == HEXWIRE_RECORDER_RECORDING)
    set_state (self, HEXWIRE_RECORDER_STOPPING);
}

gboolean
hexwire_log_recorder_wait (HexwireLogRecorder *self,
                           guint               timeout_ms)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_RECORDER (self), FALSE);

  if (!hexwire_record_queue_wait (self->queue, timeout_ms))
    return FALSE;
  update (self);
  return TRUE;
}

HexwireRecorderState
hexwire_log_recorder_get_state (HexwireLogRecorder *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_RECORDER (self), HEXWIRE_RECORDER_FAILED);
  return self->state;
}

const char *
hexwire_log_recorder_get_error (HexwireLogRecorder *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_RECORDER (self), NULL);
  return self->status.error;
}

guint64
hexwire_log_recorder_get_n_rows (HexwireLogRecorder *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_RECORDER (self), 0);
  return self->status.n_rows;
}

guint64
hexwire_log_recorder_get_n_bytes (HexwireLogRecorder *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_RECORDER (self), 0);
  return self->status.n_bytes;
}

guint64
hexwire_log_recorder_get_n_lost (HexwireLogRecorder *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_RECORDER (self), 0);
  return self->status.n_lost;
}

GFile *
hexwire_log_recorder_get_file (HexwireLogRecorder *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_RECORDER (self), NULL);
  return self->file;
}
