/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/sequence-step.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/net-error.h"

#define MESSAGE_WORD "message "

struct _HexwireSequenceStep
{
  GObject parent_instance;

  HexwireStepInfo info;
};

G_DEFINE_FINAL_TYPE (HexwireSequenceStep, hexwire_sequence_step, G_TYPE_OBJECT)

typedef struct
{
  const char *line;
  const char *at;
  gsize *error_position;
  GError **error;
} Reader;

static void
hexwire_sequence_step_finalize (GObject *object)
{
  HexwireSequenceStep *self = HEXWIRE_SEQUENCE_STEP (object);

  hexwire_writing_clear (&self->info.writing);
  g_clear_pointer ((char **) &self->info.message, g_free);
  g_clear_pointer ((char **) &self->info.note, g_free);
  g_clear_pointer (&self->info.match, hexwire_byte_match_unref);

  G_OBJECT_CLASS (hexwire_sequence_step_parent_class)->finalize (object);
}

static void
hexwire_sequence_step_class_init (HexwireSequenceStepClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_sequence_step_finalize;
}

static void
hexwire_sequence_step_init (HexwireSequenceStep *self)
{
}

HexwireSequenceStep *
hexwire_sequence_step_new (const HexwireStepInfo *info)
{
  HexwireSequenceStep *self;
  const HexwireWriting *writing = &info->writing;

  g_return_val_if_fail (info->kind < HEXWIRE_STEP_N_KINDS, NULL);
  g_return_val_if_fail (info->kind != HEXWIRE_STEP_EXPECT || info->match != NULL, NULL);

  self = g_object_new (HEXWIRE_TYPE_SEQUENCE_STEP, NULL);
  self->info = *info;
  self->info.message = g_strdup (info->kind == HEXWIRE_STEP_SEND ? info->message : NULL);
  self->info.note = g_strdup (info->note);
  hexwire_writing_init (&self->info.writing, writing->kind, writing->text, writing->format);
  if (info->match != NULL)
    hexwire_byte_match_ref (info->match);
  return self;
}

static HexwireSequenceStep *
fail (Reader     *self,
      const char *at,
      const char *reason)
{
  gsize position = (gsize) (at - self->line);

  if (self->error_position != NULL)
    *self->error_position = position;
  /* Translators: a place in a line, counted from 1, and what is wrong there */
  g_set_error (self->error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SEQUENCE,
               _("position %zu: %s"), position + 1, reason);
  return NULL;
}

/* Tells what is wrong in the rest of the line, which was read by itself. */
static HexwireSequenceStep *
fail_in_rest (Reader *self,
              GError *reason,
              gsize   position)
{
  g_autofree char *prefix = g_strdup_printf (_("position %zu: "), position + 1);
  const char *message = reason->message;

  if (g_str_has_prefix (message, prefix))
    message += strlen (prefix);
  fail (self, self->at + position, message);
  g_error_free (reason);
  return NULL;
}

/* Takes @words and the spaces behind them, however many spaces are between them. */
static gboolean
take (Reader     *self,
      const char *words)
{
  const char *at = self->at;

  for (const char *c = words; *c != '\0'; c++)
    {
      if (*at != *c)
        return FALSE;
      at++;
      if (*c == ' ')
        at += strspn (at, " ");
    }
  if (*at != '\0' && *at != ' ')
    return FALSE;
  self->at = at + strspn (at, " ");
  return TRUE;
}

static gboolean
take_number (Reader *self,
             guint   max,
             guint  *number)
{
  guint64 value = 0;
  const char *at = self->at;

  for (; g_ascii_isdigit (*at) && value <= max; at++)
    value = value * 10 + (guint64) (*at - '0');
  if (at == self->at || value > max || (*at != ' ' && *at != '\0'))
    return FALSE;
  *number = (guint) value;
  self->at = at + strspn (at, " ");
  return TRUE;
}

static HexwireSequenceStep *
parse_send (Reader *self)
{
  HexwireStepInfo info = { .kind = HEXWIRE_STEP_SEND };
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = NULL;
  HexwireSequenceStep *step;
  GError *reason = NULL;
  gsize position = 0;

  if (g_str_has_prefix (self->at, MESSAGE_WORD))
    {
      name = g_strstrip (g_strdup (self->at + strlen (MESSAGE_WORD)));
      if (*name == '\0')
        return fail (self, self->at + strlen (MESSAGE_WORD), _("the name of a message is missing"));
      info.message = name;
      return hexwire_sequence_step_new (&info);
    }
  if (!hexwire_writing_parse_line (self->at, &info.writing, &position, &reason))
    return fail_in_rest (self, reason, position);
  step = hexwire_sequence_step_new (&info);
  bytes = hexwire_writing_to_bytes (&info.writing, &position, &reason);
  if (bytes == NULL)
    {
      /* The text is at the end of the line. */
      self->at += strlen (self->at) - strlen (info.writing.text);
      g_clear_object (&step);
      fail_in_rest (self, reason, position);
    }
  hexwire_writing_clear (&info.writing);
  return step;
}

static HexwireSequenceStep *
parse_wait (Reader *self)
{
  HexwireStepInfo info = { .kind = HEXWIRE_STEP_WAIT };

  if (!take_number (self, HEXWIRE_STEP_MAX_MS, &info.wait_ms))
    return fail (self, self->at, _("a number of milliseconds is expected, one day at most"));
  if (!take (self, "ms") || *self->at != '\0')
    return fail (self, self->at, _("“ms” is expected, and nothing behind it"));
  return hexwire_sequence_step_new (&info);
}

static HexwireSequenceStep *
parse_expect (Reader *self)
{
  HexwireStepInfo info = { .kind = HEXWIRE_STEP_EXPECT };
  g_autoptr (HexwireByteMatch) match = NULL;
  GError *reason = NULL;
  gsize position = 0;

  if (!take (self, "within"))
    return fail (self, self->at, _("“within” is expected"));
  if (!take_number (self, HEXWIRE_STEP_MAX_MS, &info.timeout_ms))
    return fail (self, self->at, _("a number of milliseconds is expected, one day at most"));
  if (!take (self, "ms"))
    return fail (self, self->at, _("“ms” is expected"));
  info.goes_on = take (self, "or go on");
  match = hexwire_byte_match_parse (self->at, &position, &reason);
  if (match == NULL)
    return fail_in_rest (self, reason, position);
  info.match = match;
  return hexwire_sequence_step_new (&info);
}

static HexwireSequenceStep *
parse_repeat (Reader *self)
{
  HexwireStepInfo info = { .kind = HEXWIRE_STEP_REPEAT, .first = 1 };
  const char *start = self->at;

  if (!take_number (self, HEXWIRE_STEP_MAX_TIMES, &info.n_times) || info.n_times == 0)
    return fail (self, start, _("how many times is expected, from 1 to 1000000000"));
  if (!take (self, "times"))
    return fail (self, self->at, _("“times” is expected"));
  if (*self->at == '\0')
    return hexwire_sequence_step_new (&info);
  if (!take (self, "from step"))
    return fail (self, self->at, _("“from step” is expected, or nothing"));
  start = self->at;
  if (!take_number (self, HEXWIRE_STEP_MAX_NUMBER, &info.first) || info.first == 0)
    return fail (self, start, _("the number of a step is expected, from 1"));
  if (*self->at != '\0')
    return fail (self, self->at, _("nothing can follow here"));
  return hexwire_sequence_step_new (&info);
}

HexwireSequenceStep *
hexwire_sequence_step_parse (const char  *line,
                             gsize       *error_position,
                             GError     **error)
{
  Reader reader = { line, line + strspn (line, " \t"), error_position, error };

  if (take (&reader, "send"))
    return parse_send (&reader);
  if (take (&reader, "wait"))
    return parse_wait (&reader);
  if (take (&reader, "expect"))
    return parse_expect (&reader);
  if (take (&reader, "repeat"))
    return parse_repeat (&reader);
  return fail (&reader, reader.at, _("one of send, wait, expect and repeat is expected"));
}

char *
hexwire_sequence_step_to_line (HexwireSequenceStep *self)
{
  const HexwireStepInfo *info = &self->info;
  g_autofree char *text = NULL;

  g_return_val_if_fail (HEXWIRE_IS_SEQUENCE_STEP (self), NULL);

  switch (info->kind)
    {
    case HEXWIRE_STEP_SEND:
      if (info->message != NULL)
        return g_strconcat ("send " MESSAGE_WORD, info->message, NULL);
      text = hexwire_writing_to_line (&info->writing);
      return g_strconcat ("send ", text, NULL);
    case HEXWIRE_STEP_WAIT:
      return g_strdup_printf ("wait %u ms", info->wait_ms);
    case HEXWIRE_STEP_EXPECT:
      text = hexwire_byte_match_to_text (info->match);
      return g_strdup_printf ("expect within %u ms %s%s", info->timeout_ms,
                              info->goes_on ? "or go on " : "", text);
    case HEXWIRE_STEP_REPEAT:
    case HEXWIRE_STEP_N_KINDS:
    default:
      return g_strdup_printf ("repeat %u times from step %u", info->n_times, info->first);
    }
}

const HexwireStepInfo *
hexwire_sequence_step_get_info (HexwireSequenceStep *self)
{
  g_return_val_if_fail (HEXWIRE_IS_SEQUENCE_STEP (self), NULL);
  return &self->info;
}

HexwireSequenceStep *
hexwire_sequence_step_with_first (HexwireSequenceStep *self,
                                  guint                first)
{
  HexwireStepInfo info;

  g_return_val_if_fail (HEXWIRE_IS_SEQUENCE_STEP (self), NULL);

  info = self->info;
  info.first = first;
  return hexwire_sequence_step_new (&info);
}

HexwireSequenceStep *
hexwire_sequence_step_with_note (HexwireSequenceStep *self,
                                 const char          *note)
{
  HexwireStepInfo info;

  g_return_val_if_fail (HEXWIRE_IS_SEQUENCE_STEP (self), NULL);

  info = self->info;
  info.note = note;
  return hexwire_sequence_step_new (&info);
}
