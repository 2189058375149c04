/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/sequence.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/kept-file.h"
#include "net/net-error.h"

#define HEADER "hexwire-sequence "
#define VERSION 1

struct _HexwireSequence
{
  GObject parent_instance;

  GPtrArray *steps;             /* (element-type HexwireSequenceStep) */
  char *tail;                   /* (nullable): the comments behind the last step */
};

static GType
hexwire_sequence_get_item_type (GListModel *model)
{
  return HEXWIRE_TYPE_SEQUENCE_STEP;
}

static guint
hexwire_sequence_get_n_items (GListModel *model)
{
  return HEXWIRE_SEQUENCE (model)->steps->len;
}

static gpointer
hexwire_sequence_get_item (GListModel *model,
                           guint       position)
{
  HexwireSequence *self = HEXWIRE_SEQUENCE (model);

  if (position >= self->steps->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->steps, position));
}

static void
hexwire_sequence_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = hexwire_sequence_get_item_type;
  iface->get_n_items = hexwire_sequence_get_n_items;
  iface->get_item = hexwire_sequence_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HexwireSequence, hexwire_sequence, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      hexwire_sequence_list_model_init))

static void
hexwire_sequence_finalize (GObject *object)
{
  HexwireSequence *self = HEXWIRE_SEQUENCE (object);

  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->tail, g_free);

  G_OBJECT_CLASS (hexwire_sequence_parent_class)->finalize (object);
}

static void
hexwire_sequence_class_init (HexwireSequenceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_sequence_finalize;
}

static void
hexwire_sequence_init (HexwireSequence *self)
{
  self->steps = g_ptr_array_new_with_free_func (g_object_unref);
}

HexwireSequence *
hexwire_sequence_new (void)
{
  return g_object_new (HEXWIRE_TYPE_SEQUENCE, NULL);
}

static HexwireSequence *
fail (GError     **error,
      guint        line,
      const char  *reason)
{
  /* Translators: the number of a line in a file, and what is wrong there */
  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SEQUENCE, _("line %u: %s"), line,
               reason);
  return NULL;
}

/* Reads the first line. */
static gboolean
check_header (const char  *line,
              GError     **error)
{
  guint64 version = 0;

  if (g_str_has_prefix (line, HEADER)
      && !g_ascii_string_to_unsigned (line + strlen (HEADER), 10, 1, G_MAXUINT, &version, NULL))
    version = 0;
  if (version == 0)
    fail (error, 1, _("this is no sequence: its first line is “hexwire-sequence 1”"));
  else if (version > VERSION)
    fail (error, 1, _("the sequence is of a newer version of the program"));
  return version == VERSION;
}

/* Adds the step of a line, or keeps the comment that it is. */
static gboolean
add_line (HexwireSequence  *self,
          const char       *line,
          GString          *note,
          gsize            *position,
          GError          **error)
{
  g_autoptr (HexwireSequenceStep) step = NULL;
  const char *start = line + strspn (line, " \t");

  if (*start == '\0' || *start == '#')
    {
      g_string_append_printf (note, "%s%s", line, "\n");
      return TRUE;
    }
  if (self->steps->len >= HEXWIRE_SEQUENCE_MAX_STEPS)
    {
      g_set_error_literal (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SEQUENCE,
                           _("a sequence has 10000 steps at most"));
      return FALSE;
    }
  step = hexwire_sequence_step_parse (line, position, error);
  if (step == NULL)
    return FALSE;
  g_ptr_array_add (self->steps, note->len > 0
                                  ? hexwire_sequence_step_with_note (step, note->str)
                                  : g_object_ref (step));
  g_string_truncate (note, 0);
  return TRUE;
}

HexwireSequence *
hexwire_sequence_parse (const char  *text,
                        gsize       *error_position,
                        GError     **error)
{
  g_autoptr (HexwireSequence) self = hexwire_sequence_new ();
  g_autoptr (GString) note = g_string_new (NULL);
  const char *at = text;

  for (guint n = 1; n == 1 || *at != '\0'; n++)
    {
      gsize size = strcspn (at, "\n");
      g_autofree char *line = g_strndup (at, size > 0 && at[size - 1] == '\r' ? size - 1 : size);
      g_autoptr (GError) reason = NULL;
      gsize position = 0;

      if (n == 1 ? !check_header (g_strchomp (line), error)
                 : !add_line (self, line, note, &position, &reason))
        {
          if (error_position != NULL)
            *error_position = (gsize) (at - text) + position;
          return n == 1 ? NULL : fail (error, n, reason->message);
        }
      at += size + (at[size] == '\n' ? 1 : 0);
    }
  self->tail = note->len > 0 ? g_strdup (note->str) : NULL;
  return g_steal_pointer (&self);
}

char *
hexwire_sequence_to_text (HexwireSequence *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (HEXWIRE_IS_SEQUENCE (self), NULL);

  g_string_append_printf (text, HEADER "%d\n", VERSION);
  for (guint i = 0; i < self->steps->len; i++)
    {
      HexwireSequenceStep *step = g_ptr_array_index (self->steps, i);
      const char *note = hexwire_sequence_step_get_info (step)->note;
      g_autofree char *line = hexwire_sequence_step_to_line (step);

      g_string_append_printf (text, "%s%s\n", note != NULL ? note : "", line);
    }
  if (self->tail != NULL)
    g_string_append (text, self->tail);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

HexwireSequence *
hexwire_sequence_load (GFile   *file,
                       GError **error)
{
  gsize size_bytes;
  g_autofree char *text = hexwire_kept_file_read (file, &size_bytes, error);

  if (text == NULL)
    return NULL;
  if (!g_utf8_validate_len (text, size_bytes, NULL))
    return fail (error, 1, _("this is no sequence, but bytes that are no text"));
  return hexwire_sequence_parse (text, NULL, error);
}

gboolean
hexwire_sequence_save (HexwireSequence  *self,
                       GFile            *file,
                       GError          **error)
{
  g_autofree char *text = hexwire_sequence_to_text (self);

  return text != NULL && hexwire_kept_file_write (file, text, TRUE, error);
}

guint
hexwire_sequence_get_n_steps (HexwireSequence *self)
{
  g_return_val_if_fail (HEXWIRE_IS_SEQUENCE (self), 0);
  return self->steps->len;
}

HexwireSequenceStep *
hexwire_sequence_get_step (HexwireSequence *self,
                           guint            index)
{
  g_return_val_if_fail (HEXWIRE_IS_SEQUENCE (self), NULL);
  g_return_val_if_fail (index < self->steps->len, NULL);
  return g_ptr_array_index (self->steps, index);
}

/* Has each repeat name the step that it named before: the one at @from has gone to @to, and those
 * between have made room. A place behind all the others is that of a step which comes or goes. */
static void
renumber (HexwireSequence *self,
          guint            from,
          guint            to)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      HexwireSequenceStep *step = g_ptr_array_index (self->steps, i);
      const HexwireStepInfo *info = hexwire_sequence_step_get_info (step);
      guint first = info->first - 1;

      if (info->kind != HEXWIRE_STEP_REPEAT)
        continue;
      if (first == from && to != G_MAXUINT)
        first = to;
      else if (from < first && first <= to)
        first--;
      else if (to <= first && first < from)
        first++;
      if (first == info->first - 1)
        continue;
      g_ptr_array_index (self->steps, i) = hexwire_sequence_step_with_first (step, first + 1);
      g_object_unref (step);
    }
}

/* A repeat elsewhere may have changed, too. */
static void
tell_all (HexwireSequence *self,
          guint            n_before)
{
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->steps->len);
}

void
hexwire_sequence_insert (HexwireSequence     *self,
                         guint                index,
                         HexwireSequenceStep *step)
{
  guint n_before;

  g_return_if_fail (HEXWIRE_IS_SEQUENCE (self));
  g_return_if_fail (HEXWIRE_IS_SEQUENCE_STEP (step));

  n_before = self->steps->len;
  index = MIN (index, n_before);
  renumber (self, G_MAXUINT, index);
  g_ptr_array_insert (self->steps, (int) index, g_object_ref (step));
  tell_all (self, n_before);
}

void
hexwire_sequence_replace (HexwireSequence     *self,
                          guint                index,
                          HexwireSequenceStep *step)
{
  g_return_if_fail (HEXWIRE_IS_SEQUENCE (self));
  g_return_if_fail (index < self->steps->len);

  g_object_ref (step);
  g_object_unref (g_ptr_array_index (self->steps, index));
  g_ptr_array_index (self->steps, index) = step;
  g_list_model_items_changed (G_LIST_MODEL (self), index, 1, 1);
}

void
hexwire_sequence_remove (HexwireSequence *self,
                         guint            index)
{
  guint n_before;

  g_return_if_fail (HEXWIRE_IS_SEQUENCE (self));
  g_return_if_fail (index < self->steps->len);

  n_before = self->steps->len;
  g_ptr_array_remove_index (self->steps, index);
  renumber (self, index, G_MAXUINT);
  tell_all (self, n_before);
}

void
hexwire_sequence_move (HexwireSequence *self,
                       guint            source,
                       guint            target)
{
  gpointer step;

  g_return_if_fail (HEXWIRE_IS_SEQUENCE (self));
  g_return_if_fail (source < self->steps->len && target < self->steps->len);

  if (source == target)
    return;
  step = g_ptr_array_steal_index (self->steps, source);
  g_ptr_array_insert (self->steps, (int) target, step);
  renumber (self, source, target);
  tell_all (self, self->steps->len);
}

gboolean
hexwire_sequence_check (HexwireSequence  *self,
                        guint             index,
                        GError          **error)
{
  const HexwireStepInfo *info
    = hexwire_sequence_step_get_info (hexwire_sequence_get_step (self, index));

  if (info->kind != HEXWIRE_STEP_REPEAT || info->first <= index)
    return TRUE;
  g_set_error_literal (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SEQUENCE,
                       _("A repeat goes back to an earlier step"));
  return FALSE;
}
