/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/frame-rule.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (hexwire-frame-rule-error-quark, hexwire_frame_rule_error)

/* What a frame has at least, whatever its bytes are: a lower limit would cut through that. */
static guint32
get_least_limit_bytes (const HexwireFrameRule *self)
{
  switch (self->kind)
    {
    case HEXWIRE_FRAME_DELIMITER:
      return self->delimiter_size_bytes;
    case HEXWIRE_FRAME_FIXED:
    case HEXWIRE_FRAME_FORMAT:
      return self->frame_size_bytes;
    case HEXWIRE_FRAME_LENGTH_PREFIX:
      return self->prefix.offset_bytes + self->prefix.size_bytes;
    case HEXWIRE_FRAME_NONE:
    case HEXWIRE_FRAME_LINES:
    case HEXWIRE_FRAME_IDLE_GAP:
    default:
      return 1;
    }
}

/* The table of Knuth, Morris and Pratt. */
static guint16 *
find_borders (const guint8 *delimiter,
              guint         size_bytes)
{
  guint16 *borders = g_new0 (guint16, size_bytes);
  guint16 n = 0;

  for (guint i = 1; i < size_bytes; i++)
    {
      while (n > 0 && delimiter[i] != delimiter[n])
        n = borders[n - 1];
      if (delimiter[i] == delimiter[n])
        n++;
      borders[i] = n;
    }
  return borders;
}

static void
set_delimiter (HexwireFrameRule *self,
               const guint8     *delimiter,
               gsize             size_bytes)
{
  self->delimiter = g_memdup2 (delimiter, size_bytes);
  self->delimiter_size_bytes = (guint) size_bytes;
  self->borders = find_borders (self->delimiter, self->delimiter_size_bytes);
}

/* A rule with nothing but a kind; its maker sets the rest, and the limit by that. */
static HexwireFrameRule *
make_rule (HexwireFrameKind kind)
{
  HexwireFrameRule *self = g_new0 (HexwireFrameRule, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->limit_bytes = HEXWIRE_FRAME_DEFAULT_LIMIT_BYTES;
  return self;
}

HexwireFrameRule *
hexwire_frame_rule_new_none (void)
{
  return make_rule (HEXWIRE_FRAME_NONE);
}

HexwireFrameRule *
hexwire_frame_rule_new_lines (gboolean strips)
{
  HexwireFrameRule *self = make_rule (HEXWIRE_FRAME_LINES);

  self->strips_delimiter = !!strips;
  set_delimiter (self, (const guint8 *) "\n", 1);
  return self;
}

HexwireFrameRule *
hexwire_frame_rule_new_delimiter (const guint8  *delimiter,
                                  gsize          size_bytes,
                                  gboolean       strips,
                                  GError       **error)
{
  HexwireFrameRule *self;

  if (size_bytes < 1 || size_bytes > HEXWIRE_FRAME_MAX_DELIMITER_BYTES)
    {
      g_set_error (error, HEXWIRE_FRAME_RULE_ERROR, HEXWIRE_FRAME_RULE_ERROR_DELIMITER,
                   /* Translators: the size that somebody asked for, and the largest */
                   _("the delimiter has %zu bytes, it can have 1 to %d"),
                   size_bytes, HEXWIRE_FRAME_MAX_DELIMITER_BYTES);
      return NULL;
    }
  self = make_rule (HEXWIRE_FRAME_DELIMITER);
  self->strips_delimiter = !!strips;
  set_delimiter (self, delimiter, size_bytes);
  return self;
}

HexwireFrameRule *
hexwire_frame_rule_new_fixed (guint64   size_bytes,
                              GError  **error)
{
  HexwireFrameRule *self;

  if (size_bytes < 1 || size_bytes > HEXWIRE_FRAME_MAX_LIMIT_BYTES)
    {
      g_set_error (error, HEXWIRE_FRAME_RULE_ERROR, HEXWIRE_FRAME_RULE_ERROR_SIZE,
                   /* Translators: the size that somebody asked for, and the largest */
                   _("the size of frames is %zu bytes, it can be 1 to %d"),
                   (gsize) size_bytes, HEXWIRE_FRAME_MAX_LIMIT_BYTES);
      return NULL;
    }
  self = make_rule (HEXWIRE_FRAME_FIXED);
  self->frame_size_bytes = (guint32) size_bytes;
  self->limit_bytes = hexwire_frame_rule_get_default_limit_bytes (self);
  return self;
}

HexwireFrameRule *
hexwire_frame_rule_new_length_prefix (const HexwireLengthPrefix  *prefix,
                                      GError                    **error)
{
  HexwireFrameRule *self;

  g_return_val_if_fail (prefix != NULL, NULL);

  if (prefix->size_bytes != 8 && (prefix->size_bytes < 1 || prefix->size_bytes > 4))
    {
      g_set_error (error, HEXWIRE_FRAME_RULE_ERROR, HEXWIRE_FRAME_RULE_ERROR_LENGTH_PREFIX,
                   /* Translators: the size of a number that somebody asked for */
                   _("the length prefix has %u bytes, it can have 1, 2, 3, 4 or 8"),
                   prefix->size_bytes);
      return NULL;
    }
  if (prefix->offset_bytes > HEXWIRE_FRAME_MAX_LIMIT_BYTES - prefix->size_bytes)
    {
      g_set_error (error, HEXWIRE_FRAME_RULE_ERROR, HEXWIRE_FRAME_RULE_ERROR_LENGTH_PREFIX,
                   /* Translators: an offset that somebody asked for, and the largest */
                   _("the length prefix stands at byte %u, it can stand at 0 to %u"),
                   prefix->offset_bytes, HEXWIRE_FRAME_MAX_LIMIT_BYTES - prefix->size_bytes);
      return NULL;
    }
  self = make_rule (HEXWIRE_FRAME_LENGTH_PREFIX);
  self->prefix = *prefix;
  self->limit_bytes = hexwire_frame_rule_get_default_limit_bytes (self);
  return self;
}

HexwireFrameRule *
hexwire_frame_rule_new_format (const char  *format,
                               gsize       *error_position,
                               GError     **error)
{
  g_autoptr (HexwireFormat) parsed = NULL;
  g_autoptr (GError) reason = NULL;
  HexwireFrameRule *self;
  gsize size_bytes;

  g_return_val_if_fail (format != NULL, NULL);

  parsed = hexwire_format_parse (format, error_position, &reason);
  if (parsed == NULL)
    {
      g_set_error (error, HEXWIRE_FRAME_RULE_ERROR, HEXWIRE_FRAME_RULE_ERROR_FORMAT,
                   /* Translators: the placeholder is a message about a format such as ">HI" */
                   _("the format of frames: %s"), reason->message);
      return NULL;
    }
  size_bytes = hexwire_format_get_size_bytes (parsed);
  if (size_bytes < 1 || size_bytes > HEXWIRE_FRAME_MAX_LIMIT_BYTES)
    {
      if (error_position != NULL)
        *error_position = 0;
      g_set_error (error, HEXWIRE_FRAME_RULE_ERROR, HEXWIRE_FRAME_RULE_ERROR_FORMAT,
                   /* Translators: the size of what a format packs, and the largest */
                   _("the format of frames packs %zu bytes, it can be 1 to %d"),
                   size_bytes, HEXWIRE_FRAME_MAX_LIMIT_BYTES);
      return NULL;
    }
  self = make_rule (HEXWIRE_FRAME_FORMAT);
  self->format = g_steal_pointer (&parsed);
  self->frame_size_bytes = (guint32) size_bytes;
  self->limit_bytes = hexwire_frame_rule_get_default_limit_bytes (self);
  return self;
}

HexwireFrameRule *
hexwire_frame_rule_new_idle_gap (guint64   gap_ms,
                                 GError  **error)
{
  HexwireFrameRule *self;

  if (gap_ms < 1 || gap_ms > HEXWIRE_FRAME_MAX_GAP_MS)
    {
      g_set_error (error, HEXWIRE_FRAME_RULE_ERROR, HEXWIRE_FRAME_RULE_ERROR_GAP,
                   /* Translators: the time that somebody asked for, and the longest */
                   _("the gap is %zu milliseconds, it can be 1 to %d"),
                   (gsize) gap_ms, HEXWIRE_FRAME_MAX_GAP_MS);
      return NULL;
    }
  self = make_rule (HEXWIRE_FRAME_IDLE_GAP);
  self->gap_ms = (guint) gap_ms;
  return self;
}

HexwireFrameRule *
hexwire_frame_rule_with_limit (const HexwireFrameRule  *self,
                               guint64                  limit_bytes,
                               GError                 **error)
{
  HexwireFrameRule *rule;
  guint32 least;

  g_return_val_if_fail (self != NULL, NULL);

  least = get_least_limit_bytes (self);
  if (self->kind == HEXWIRE_FRAME_NONE)
    {
      g_set_error_literal (error, HEXWIRE_FRAME_RULE_ERROR, HEXWIRE_FRAME_RULE_ERROR_LIMIT,
                           _("what is shown as received has no limit"));
      return NULL;
    }
  if (limit_bytes < least || limit_bytes > HEXWIRE_FRAME_MAX_LIMIT_BYTES)
    {
      g_set_error (error, HEXWIRE_FRAME_RULE_ERROR, HEXWIRE_FRAME_RULE_ERROR_LIMIT,
                   /* Translators: the limit that somebody asked for, and what it can be */
                   _("the limit of frames is %zu bytes, here it can be %u to %d"),
                   (gsize) limit_bytes, least, HEXWIRE_FRAME_MAX_LIMIT_BYTES);
      return NULL;
    }

  rule = make_rule (self->kind);
  rule->strips_delimiter = self->strips_delimiter;
  rule->limit_bytes = (guint32) limit_bytes;
  if (self->delimiter != NULL)
    set_delimiter (rule, self->delimiter, self->delimiter_size_bytes);
  rule->frame_size_bytes = self->frame_size_bytes;
  rule->prefix = self->prefix;
  rule->format = self->format != NULL ? hexwire_format_ref (self->format) : NULL;
  rule->gap_ms = self->gap_ms;
  return rule;
}

HexwireFrameRule *
hexwire_frame_rule_ref (HexwireFrameRule *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hexwire_frame_rule_unref (HexwireFrameRule *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->format, hexwire_format_unref);
  g_free (self->delimiter);
  g_free (self->borders);
  g_free (self);
}

gboolean
hexwire_frame_rule_equal (const HexwireFrameRule *self,
                          const HexwireFrameRule *other)
{
  g_autofree char *text = hexwire_frame_rule_to_text (self);
  g_autofree char *other_text = hexwire_frame_rule_to_text (other);

  return strcmp (text, other_text) == 0;
}

guint32
hexwire_frame_rule_get_default_limit_bytes (const HexwireFrameRule *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return MAX (HEXWIRE_FRAME_DEFAULT_LIMIT_BYTES, get_least_limit_bytes (self));
}

gsize
hexwire_frame_rule_measure_shown (const HexwireFrameRule *self,
                                  const guint8           *data,
                                  gsize                   size_bytes)
{
  gsize shown;

  g_return_val_if_fail (self != NULL, size_bytes);

  if (!self->strips_delimiter || size_bytes < self->delimiter_size_bytes)
    return size_bytes;
  shown = size_bytes - self->delimiter_size_bytes;
  if (memcmp (data + shown, self->delimiter, self->delimiter_size_bytes) != 0)
    return size_bytes;
  if (self->kind == HEXWIRE_FRAME_LINES && shown > 0 && data[shown - 1] == '\r')
    shown--;
  return shown;
}
