/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/reply-session.h"

#include <glib/gi18n-lib.h>

#include "log/message-text.h"
#include "net/frame-assembler.h"

#define SECOND_MS 1000

/* The first row about what is thrown away comes soon, others once a second. */
#define FIRST_DISCARDED_MS 200

/* What goes at once, and rows for the log, in their order: while the frames of a read are looked
 * at, they stand in the log's memory, and nothing may be added to it. */
typedef struct
{
  GBytes *payload;        /* (nullable) */
  guint origin;
  HexwireMessageKind kind;
  char *text;             /* (nullable) */
} Step;

struct _HexwireReplySession
{
  HexwireResponder *responder;
  HexwirePeer *peer;      /* which keeps this */

  HexwireFrameAssembler assembler;
  guint generation;       /* of the responder when the assembler began */
  HexwireReplyFunc func;
  GArray *steps;          /* (element-type Step) */
  guint gap_source;
  guint n_waiting;

  gint64 second_us;       /* when the present second began, on the monotonic clock */
  guint n_in_second;
  gsize n_refused;        /* since the answers were first too many */
  gsize n_told;           /* of them, when that was last looked at */
  guint guard_source;

  gsize n_unsent;         /* answers after we had finished sending */

  gsize n_discarded;
  guint64 n_discarded_bytes;
  guint discard_source;
};

static G_DEFINE_QUARK (hexwire-reply-session, session)

static void
step_clear (gpointer data)
{
  Step *self = data;

  g_clear_pointer (&self->payload, g_bytes_unref);
  g_clear_pointer (&self->text, g_free);
}

static void
tell_refused (HexwireReplySession *self)
{
  g_autofree char *text = NULL;

  if (self->n_refused == 0)
    return;
  /* Translators: a number of messages, and how many answers somebody gets in a second */
  text = g_strdup_printf (ngettext ("%zu message was not answered: more than %u in a second",
                                    "%zu messages were not answered: more than %u in a second",
                                    (gulong) self->n_refused),
                          self->n_refused, HEXWIRE_RESPONDER_MAX_PER_SECOND);
  hexwire_peer_log_text (self->peer, HEXWIRE_MESSAGE_NOTE, text);
  self->n_refused = self->n_told = 0;
}

static void
tell_discarded (HexwireReplySession *self)
{
  g_autoptr (GString) size = g_string_new (NULL);
  g_autofree char *text = NULL;

  if (self->n_discarded == 0)
    return;
  hexwire_message_text_append_size (size, self->n_discarded_bytes);
  /* Translators: a number of messages, and their size, as in "Discarded 3 messages, 1.2 kB" */
  text = g_strdup_printf (ngettext ("Discarded %zu message, %s", "Discarded %zu messages, %s",
                                    (gulong) self->n_discarded),
                          self->n_discarded, size->str);
  hexwire_peer_log_text (self->peer, HEXWIRE_MESSAGE_NOTE, text);
  self->n_discarded = 0;
  self->n_discarded_bytes = 0;
}

/* The first was told when it was due. */
static void
tell_unsent (HexwireReplySession *self)
{
  g_autofree char *text = NULL;

  if (self->n_unsent < 2)
    return;
  text = g_strdup_printf (ngettext ("%zu answer in all was not sent after the end of sending",
                                    "%zu answers in all were not sent after the end of sending",
                                    (gulong) self->n_unsent),
                          self->n_unsent);
  hexwire_peer_log_text (self->peer, HEXWIRE_MESSAGE_NOTE, text);
}

static void
stop_waiting (HexwireReplySession *self)
{
  if (self->n_waiting > 0)
    hexwire_reply_queue_remove (hexwire_responder_get_queue (self->responder), self);
  self->n_waiting = 0;
  g_clear_handle_id (&self->gap_source, g_source_remove);
  g_clear_handle_id (&self->guard_source, g_source_remove);
  g_clear_handle_id (&self->discard_source, g_source_remove);
}

/* Nothing goes to a peer that has left. */
static void
left_cb (HexwirePeer         *peer,
         HexwireReplySession *self)
{
  guint n_waiting = self->n_waiting;
  g_autofree char *text = NULL;

  stop_waiting (self);
  tell_refused (self);
  tell_discarded (self);
  tell_unsent (self);
  if (n_waiting == 0)
    return;
  text = g_strdup_printf (ngettext ("%u delayed answer was not sent any more",
                                    "%u delayed answers were not sent any more", n_waiting),
                          n_waiting);
  hexwire_peer_log_text (peer, HEXWIRE_MESSAGE_NOTE, text);
}

static void
session_free (gpointer data)
{
  HexwireReplySession *self = data;

  stop_waiting (self);
  hexwire_frame_assembler_clear (&self->assembler);
  g_array_unref (self->steps);
  g_object_unref (self->responder);
  g_free (self);
}

HexwireReplySession *
hexwire_reply_session_find (HexwirePeer *peer)
{
  return g_object_get_qdata (G_OBJECT (peer), session_quark ());
}

HexwireReplySession *
hexwire_reply_session_get (HexwireResponder *responder,
                           HexwirePeer      *peer)
{
  HexwireReplySession *self = hexwire_reply_session_find (peer);

  if (self != NULL)
    return self;
  self = g_new0 (HexwireReplySession, 1);
  self->responder = g_object_ref (responder);
  self->peer = peer;
  self->generation = hexwire_responder_get_generation (responder) - 1;
  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (self->steps, step_clear);
  g_object_set_qdata_full (G_OBJECT (peer), session_quark (), self, session_free);
  g_signal_connect (peer, "left", G_CALLBACK (left_cb), self);
  return self;
}

HexwirePeer *
hexwire_reply_session_get_peer (HexwireReplySession *self)
{
  return self->peer;
}

gboolean
hexwire_reply_session_is_waiting (HexwireReplySession *self)
{
  return self->n_waiting > 0;
}

static void
frame_cb (const guint8 *data,
          gsize         size_bytes,
          gpointer      user_data)
{
  HexwireReplySession *self = user_data;

  if (data != NULL)
    self->func (self->responder, self, data, size_bytes);
  else if (hexwire_reply_session_may_answer (self))
    hexwire_reply_session_tell (self, HEXWIRE_MESSAGE_NOTE,
                                g_strdup (_("Not answered: the message is longer than the limit "
                                            "of frames")));
}

static void
ignore_frame_cb (const guint8 *data,
                 gsize         size_bytes,
                 gpointer      user_data)
{
}

/* The rows of what the peer sent before the one that came last, the newest first. */
static GArray *
list_earlier_rows (HexwireReplySession *self)
{
  HexwireMessageLog *log = hexwire_peer_get_traffic (self->peer)->log;
  HexwireLogReader *reader = hexwire_message_log_get_reader (log);
  guint64 row = hexwire_message_log_get_peer_end_row (log, hexwire_peer_get_id (self->peer));
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint64));
  const HexwireLogEntry *entry = row > 0 ? hexwire_log_reader_find_entry (reader, --row) : NULL;

  while (entry != NULL && entry->kind != HEXWIRE_MESSAGE_RECEIVED && entry->peer_back_rows != 0)
    entry = hexwire_log_reader_find_entry (reader, row -= entry->peer_back_rows);
  while (entry != NULL && entry->stream_back_rows != 0)
    {
      row -= entry->stream_back_rows;
      entry = hexwire_log_reader_find_entry (reader, row);
      if (entry != NULL)
        g_array_append_val (rows, row);
    }
  return rows;
}

/* A frame may have begun before anything was to be answered: what the log has of the stream tells
 * where it stands now. */
static void
catch_up (HexwireReplySession *self)
{
  HexwireLogReader *reader
    = hexwire_message_log_get_reader (hexwire_peer_get_traffic (self->peer)->log);
  g_autoptr (GArray) rows = list_earlier_rows (self);

  for (guint i = rows->len; i-- > 0;)
    {
      HexwireFrame frame;
      HexwireLogRecord record;

      if (hexwire_log_reader_get_row (reader, g_array_index (rows, guint64, i), &frame)
          && hexwire_log_reader_read (reader, &frame, &record))
        hexwire_frame_assembler_push (&self->assembler, record.data, record.size_bytes,
                                      record.time_us, ignore_frame_cb, self);
    }
}

static void
check_generation (HexwireReplySession *self)
{
  guint generation = hexwire_responder_get_generation (self->responder);

  if (self->generation == generation)
    return;
  self->generation = generation;
  hexwire_frame_assembler_clear (&self->assembler);
  hexwire_frame_assembler_init (&self->assembler,
                                hexwire_responder_get_frame_rule (self->responder));
  if (self->assembler.rule->kind != HEXWIRE_FRAME_NONE)
    catch_up (self);
}

static void
send_answer (HexwireReplySession *self,
             guint                origin,
             GBytes              *payload)
{
  g_autoptr (GError) error = NULL;

  if (hexwire_peer_get_state (self->peer) > HEXWIRE_PEER_HALF_CLOSED)
    {
      if (self->n_unsent++ == 0)
        hexwire_peer_log_text (self->peer, HEXWIRE_MESSAGE_NOTE,
                               _("Not answered: sending to this peer has ended"));
      return;
    }
  if (!hexwire_peer_send_as (self->peer, origin, payload, &error))
    hexwire_peer_log_text (self->peer, HEXWIRE_MESSAGE_ERROR, error->message);
}

static void
take_steps (HexwireReplySession *self)
{
  g_autoptr (HexwirePeer) guard G_GNUC_UNUSED = g_object_ref (self->peer);
  g_autoptr (GArray) steps = NULL;

  if (self->steps->len == 0)
    return;
  steps = g_array_ref (self->steps);
  for (guint i = 0; i < steps->len; i++)
    {
      Step *step = &g_array_index (steps, Step, i);

      if (step->payload != NULL)
        send_answer (self, step->origin, step->payload);
      else
        hexwire_peer_log_text (self->peer, step->kind, step->text);
    }
  g_array_set_size (self->steps, 0);
}

static gboolean gap_cb (gpointer user_data);

/* A silence ends a frame that no read will end. */
static void
watch_for_silence (HexwireReplySession *self)
{
  HexwireFrameRule *rule = self->assembler.rule;

  g_clear_handle_id (&self->gap_source, g_source_remove);
  if (rule->kind == HEXWIRE_FRAME_IDLE_GAP
      && hexwire_frame_assembler_get_n_pending_bytes (&self->assembler) > 0)
    self->gap_source = g_timeout_add (rule->gap_ms + 1, gap_cb, self);
}

static gboolean
gap_cb (gpointer user_data)
{
  HexwireReplySession *self = user_data;

  self->gap_source = 0;
  if (self->generation != hexwire_responder_get_generation (self->responder))
    return G_SOURCE_REMOVE;
  hexwire_frame_assembler_end_idle (&self->assembler, g_get_real_time (), frame_cb, self);
  watch_for_silence (self);
  take_steps (self);
  return G_SOURCE_REMOVE;
}

void
hexwire_reply_session_receive (HexwireReplySession *self,
                               const guint8        *data,
                               gsize                size_bytes,
                               gint64               time_us,
                               HexwireReplyFunc     func)
{
  self->func = func;
  check_generation (self);
  hexwire_frame_assembler_push (&self->assembler, data, size_bytes, time_us, frame_cb, self);
  watch_for_silence (self);
  take_steps (self);
}

void
hexwire_reply_session_end (HexwireReplySession *self,
                           HexwireReplyFunc     func)
{
  self->func = func;
  check_generation (self);
  hexwire_frame_assembler_finish (&self->assembler, frame_cb, self);
  g_clear_handle_id (&self->gap_source, g_source_remove);
  take_steps (self);
}

static gboolean
discard_cb (gpointer user_data)
{
  HexwireReplySession *self = user_data;

  self->discard_source = 0;
  if (self->n_discarded > 0)
    self->discard_source = g_timeout_add (SECOND_MS, discard_cb, self);
  tell_discarded (self);
  return G_SOURCE_REMOVE;
}

void
hexwire_reply_session_count_discarded (HexwireReplySession *self,
                                       gsize                size_bytes)
{
  self->n_discarded++;
  self->n_discarded_bytes += size_bytes;
  if (self->discard_source == 0)
    self->discard_source = g_timeout_add (FIRST_DISCARDED_MS, discard_cb, self);
}

static gboolean
guard_cb (gpointer user_data)
{
  HexwireReplySession *self = user_data;

  if (self->n_refused > self->n_told)
    {
      self->n_told = self->n_refused;
      return G_SOURCE_CONTINUE;
    }
  self->guard_source = 0;
  tell_refused (self);
  return G_SOURCE_REMOVE;
}

gboolean
hexwire_reply_session_may_answer (HexwireReplySession *self)
{
  gint64 now_us = g_get_monotonic_time ();

  if (now_us - self->second_us >= G_USEC_PER_SEC)
    {
      self->second_us = now_us;
      self->n_in_second = 0;
    }
  if (self->n_in_second < HEXWIRE_RESPONDER_MAX_PER_SECOND)
    {
      self->n_in_second++;
      return TRUE;
    }
  self->n_refused++;
  if (self->guard_source == 0)
    {
      self->guard_source = g_timeout_add (SECOND_MS, guard_cb, self);
      /* Translators: how many answers somebody gets in a second */
      hexwire_reply_session_tell (self, HEXWIRE_MESSAGE_NOTE,
                                  g_strdup_printf (_("More than %u answers in a second: the rest "
                                                     "is not sent"),
                                                   HEXWIRE_RESPONDER_MAX_PER_SECOND));
    }
  return FALSE;
}

void
hexwire_reply_session_answer (HexwireReplySession *self,
                              guint                origin,
                              guint                delay_ms,
                              GBytes              *payload)
{
  Step step = { .payload = payload, .origin = origin };

  if (delay_ms == 0)
    {
      g_bytes_ref (payload);
      g_array_append_val (self->steps, step);
    }
  else if (hexwire_reply_queue_add (hexwire_responder_get_queue (self->responder), delay_ms, self,
                                    origin, payload))
    self->n_waiting++;
  else
    hexwire_reply_session_tell (self, HEXWIRE_MESSAGE_ERROR,
                                g_strdup (_("Not answered: too many delayed answers wait "
                                            "already")));
}

void
hexwire_reply_session_tell (HexwireReplySession *self,
                            HexwireMessageKind   kind,
                            char                *text)
{
  Step step = { .kind = kind, .text = text };

  g_array_append_val (self->steps, step);
}

void
hexwire_reply_session_send_due (gpointer  owner,
                                guint     origin,
                                GBytes   *payload)
{
  HexwireReplySession *self = owner;
  g_autoptr (HexwirePeer) guard G_GNUC_UNUSED = g_object_ref (self->peer);

  self->n_waiting--;
  send_answer (self, origin, payload);
}
