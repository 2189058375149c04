/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/framer.h"

#include <string.h>

/* So often the last byte of a delimiter may stand elsewhere before the search trusts in it less. */
#define MAX_TRIES 8

/* A frame begins. */
static void
reset (HexwireFramer *self)
{
  self->number = 0;
  self->n_header_bytes = 0;
  self->n_matching = 0;
  self->rest_bytes = self->rule->frame_size_bytes;
}

void
hexwire_framer_init (HexwireFramer          *self,
                     const HexwireFrameRule *rule)
{
  *self = (HexwireFramer) { .rule = rule };
  reset (self);
}

/* Goes on with a delimiter of which the last bytes may be the beginning. */
static void
match_byte (HexwireFramer *self,
            guint8         byte)
{
  const HexwireFrameRule *rule = self->rule;

  while (self->n_matching > 0 && byte != rule->delimiter[self->n_matching])
    self->n_matching = rule->borders[self->n_matching - 1];
  if (byte == rule->delimiter[self->n_matching])
    self->n_matching++;
}

/* As memmem(3), and several times faster for the usual delimiters: their last byte is rare. */
static const guint8 *
find_delimiter (const HexwireFrameRule *rule,
                const guint8           *data,
                gsize                   size_bytes)
{
  gsize n_before = rule->delimiter_size_bytes - 1;
  gsize at = 0;

  for (guint n_tries = 0; n_tries < MAX_TRIES && at + n_before < size_bytes; n_tries++)
    {
      const guint8 *last = memchr (data + at + n_before, rule->delimiter[n_before],
                                   size_bytes - at - n_before);

      if (last == NULL)
        return NULL;
      at = (gsize) (last - data) - n_before;
      if (memcmp (data + at, rule->delimiter, n_before) == 0)
        return data + at;
      at++;
    }
  return memmem (data + at, size_bytes - at, rule->delimiter, rule->delimiter_size_bytes);
}

/* Each of the functions that follow takes up to @size_bytes of a frame, tells whether they end it,
 * and returns how many it took: all, if they do not. */
static gsize
take_delimited (HexwireFramer *self,
                const guint8  *data,
                gsize          size_bytes,
                gboolean      *is_end)
{
  const HexwireFrameRule *rule = self->rule;
  gsize at = 0;
  const guint8 *found;

  /* Until the beginning of a delimiter that may be there stands in @data as a whole. */
  while (self->n_matching > at && at < size_bytes)
    {
      match_byte (self, data[at++]);
      *is_end = self->n_matching == rule->delimiter_size_bytes;
      if (*is_end)
        return at;
    }
  if (at == size_bytes)
    return at;

  at -= self->n_matching;
  found = find_delimiter (rule, data + at, size_bytes - at);
  *is_end = found != NULL;
  if (found != NULL)
    return (gsize) (found - data) + rule->delimiter_size_bytes;

  self->n_matching = 0;
  at = MAX (at, size_bytes - MIN (size_bytes, rule->delimiter_size_bytes - 1));
  while (at < size_bytes)
    match_byte (self, data[at++]);
  return size_bytes;
}

static gsize
take_counted (HexwireFramer *self,
              gsize          size_bytes,
              gboolean      *is_end)
{
  gsize n = MIN (size_bytes, self->rest_bytes);

  self->rest_bytes -= n;
  *is_end = self->rest_bytes == 0;
  return n;
}

/* How many bytes are to come behind the number; %FALSE where it claims less than there is. */
static gboolean
compute_rest (HexwireFramer *self)
{
  const HexwireLengthPrefix *prefix = &self->rule->prefix;
  guint64 rest_bytes = self->number;
  guint64 n_counted = 0;
  guint64 magnitude = (guint64) prefix->adjustment_bytes;

  if (prefix->counts != HEXWIRE_LENGTH_COUNTS_REST)
    n_counted += prefix->size_bytes;
  if (prefix->counts == HEXWIRE_LENGTH_COUNTS_ALL)
    n_counted += prefix->offset_bytes;
  if (prefix->adjustment_bytes < 0)
    n_counted += 0 - magnitude;
  else if (rest_bytes > G_MAXUINT64 - magnitude)
    rest_bytes = G_MAXUINT64;
  else
    rest_bytes += magnitude;

  if (rest_bytes < n_counted)
    return FALSE;
  self->rest_bytes = rest_bytes - n_counted;
  return TRUE;
}

/* Takes bytes up to the end of the number, and looks at it when it is there. */
static gsize
take_header (HexwireFramer *self,
             const guint8  *data,
             gsize          size_bytes,
             gboolean      *is_end,
             guint         *flags)
{
  const HexwireLengthPrefix *prefix = &self->rule->prefix;
  guint32 header_size = prefix->offset_bytes + prefix->size_bytes;
  gsize n = 0;

  if (self->n_header_bytes < prefix->offset_bytes)
    n = MIN (size_bytes, prefix->offset_bytes - self->n_header_bytes);
  self->n_header_bytes += (guint32) n;
  for (; n < size_bytes && self->n_header_bytes < header_size; n++)
    {
      guint place = self->n_header_bytes++ - prefix->offset_bytes;

      if (!prefix->is_little_endian)
        place = prefix->size_bytes - 1 - place;
      self->number |= (guint64) data[n] << (8 * place);
    }

  *is_end = FALSE;
  if (self->n_header_bytes < header_size)
    return n;
  if (!compute_rest (self))
    *flags |= HEXWIRE_RECORD_BAD_LENGTH;
  *is_end = self->rest_bytes == 0;
  return n;
}

static gboolean
has_header (const HexwireFramer *self)
{
  return self->rule->kind != HEXWIRE_FRAME_LENGTH_PREFIX || self->n_header_bytes >=
         self->rule->prefix.offset_bytes + self->rule->prefix.size_bytes;
}

static gsize
take (HexwireFramer *self,
      const guint8  *data,
      gsize          size_bytes,
      gboolean      *is_end,
      guint         *flags)
{
  switch (self->rule->kind)
    {
    case HEXWIRE_FRAME_LINES:
    case HEXWIRE_FRAME_DELIMITER:
      return take_delimited (self, data, size_bytes, is_end);
    case HEXWIRE_FRAME_LENGTH_PREFIX:
      if (!has_header (self))
        return take_header (self, data, size_bytes, is_end, flags);
      return take_counted (self, size_bytes, is_end);
    case HEXWIRE_FRAME_FIXED:
    case HEXWIRE_FRAME_FORMAT:
      return take_counted (self, size_bytes, is_end);
    case HEXWIRE_FRAME_NONE:
    case HEXWIRE_FRAME_IDLE_GAP:
    default:
      *is_end = FALSE;
      return size_bytes;
    }
}

static void
end_frame (HexwireFramer   *self,
           gsize            offset_bytes,
           guint            flags,
           HexwireFrameEnd *end)
{
  *end = (HexwireFrameEnd) { offset_bytes, self->n_pending_bytes, flags };
  self->n_pending_bytes = 0;
  if ((flags & HEXWIRE_RECORD_SPLIT) == 0)
    reset (self);
}

gsize
hexwire_framer_push (HexwireFramer   *self,
                     const guint8    *data,
                     gsize            size_bytes,
                     gint64           time_us,
                     HexwireFrameEnd *ends,
                     gsize            max_ends,
                     gsize           *n_ends)
{
  gsize n = 0, at = 0;

  *n_ends = 0;
  g_return_val_if_fail (max_ends > 0 && size_bytes <= G_MAXUINT32, size_bytes);

  if (self->rule->kind == HEXWIRE_FRAME_NONE)
    {
      ends[0] = (HexwireFrameEnd) { size_bytes, (guint32) size_bytes, 0 };
      *n_ends = 1;
      return size_bytes;
    }

  if (hexwire_framer_end_idle (self, time_us, &ends[n]))
    n++;
  self->last_time_us = time_us;
  while (at < size_bytes && n < max_ends)
    {
      gsize room_bytes = self->rule->limit_bytes - self->n_pending_bytes;
      gboolean is_end = FALSE;
      guint flags = 0;
      gsize taken = take (self, data + at, MIN (room_bytes, size_bytes - at), &is_end, &flags);

      at += taken;
      self->n_pending_bytes += (guint32) taken;
      if (!is_end && self->n_pending_bytes == self->rule->limit_bytes)
        flags |= HEXWIRE_RECORD_SPLIT;
      if (is_end || (flags & HEXWIRE_RECORD_SPLIT) != 0)
        end_frame (self, at, flags, &ends[n++]);
    }
  *n_ends = n;
  return at;
}

gboolean
hexwire_framer_finish (HexwireFramer   *self,
                       HexwireFrameEnd *end)
{
  gboolean is_whole = self->rule->kind == HEXWIRE_FRAME_IDLE_GAP;

  if (self->n_pending_bytes == 0)
    {
      reset (self);
      return FALSE;
    }
  end_frame (self, 0, is_whole ? 0 : HEXWIRE_RECORD_UNFINISHED, end);
  return TRUE;
}

gboolean
hexwire_framer_end_idle (HexwireFramer   *self,
                         gint64           now_us,
                         HexwireFrameEnd *end)
{
  if (self->rule->kind != HEXWIRE_FRAME_IDLE_GAP || self->n_pending_bytes == 0
      || now_us - self->last_time_us <= (gint64) self->rule->gap_ms * 1000)
    return FALSE;
  end_frame (self, 0, 0, end);
  return TRUE;
}

gsize
hexwire_framer_get_n_pending_bytes (const HexwireFramer *self)
{
  return self->n_pending_bytes;
}

gsize
hexwire_framer_get_expected_bytes (const HexwireFramer *self)
{
  if (self->n_pending_bytes == 0 || self->rest_bytes == 0)
    return 0;
  return MIN (self->n_pending_bytes + MIN (self->rest_bytes, G_MAXUINT32),
              self->rule->limit_bytes);
}
