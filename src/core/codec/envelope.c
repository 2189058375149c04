/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/envelope.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Bytes that are taken for one frame. */
typedef struct
{
  const HexwireEnvelope *envelope;
  const guint8 *data;
  gsize size_bytes;
} Frame;

static gboolean
is_little (char byte_order)
{
  return byte_order == '<';
}

static gboolean
is_number (const HexwireChecksum *checksum)
{
  return checksum->kind != HEXWIRE_CHECKSUM_MD5 && checksum->kind != HEXWIRE_CHECKSUM_SHA1 &&
         checksum->kind != HEXWIRE_CHECKSUM_SHA256;
}

static void
store_length (const HexwireEnvelope *self,
              guint64                length,
              guint8                *prefix)
{
  gsize size = hexwire_envelope_get_prefix_size_bytes (self);

  for (gsize i = 0; i < size; i++)
    {
      gsize place = is_little (self->length_byte_order) ? i : size - 1 - i;

      prefix[i] = (guint8) (length >> (8 * place));
    }
}

static guint64
load_length (const HexwireEnvelope *self,
             const guint8          *prefix)
{
  gsize size = hexwire_envelope_get_prefix_size_bytes (self);
  guint64 length = 0;

  for (gsize i = 0; i < size; i++)
    {
      gsize place = is_little (self->length_byte_order) ? i : size - 1 - i;

      length |= (guint64) prefix[i] << (8 * place);
    }
  return length;
}

/* What the length counts besides the payload. */
static gsize
get_counted_overhead (const HexwireEnvelope *self)
{
  gsize overhead = 0;

  if (self->length_counts_itself)
    overhead += hexwire_envelope_get_prefix_size_bytes (self);
  if (self->length_counts_checksum)
    overhead += hexwire_envelope_get_checksum_size_bytes (self);
  return overhead;
}

/* Computes the checksum that belongs behind @covered_size bytes of prefix and payload, as it stands
 * in the frame. */
static void
compute_checksum (const HexwireEnvelope *self,
                  const guint8          *data,
                  gsize                  covered_size,
                  guint8                *result)
{
  gsize size = hexwire_envelope_get_checksum_size_bytes (self);
  gsize first = self->checksum_covers_prefix ? 0 : hexwire_envelope_get_prefix_size_bytes (self);
  gsize end = covered_size;

  first += MIN (self->checksum_skips_first, end - first);
  end -= MIN (self->checksum_skips_last, end - first);
  hexwire_checksum_compute (&self->checksum, data + first, end - first, result);
  if (!is_little (self->checksum_byte_order) || !is_number (&self->checksum))
    return;
  for (gsize i = 0; i < size / 2; i++)
    {
      guint8 byte = result[i];

      result[i] = result[size - 1 - i];
      result[size - 1 - i] = byte;
    }
}

static void
write_hex (char         *text,
           const guint8 *data,
           gsize         size_bytes)
{
  static const char digits[] = "0123456789abcdef";

  for (gsize i = 0; i < size_bytes; i++)
    {
      *text++ = digits[data[i] >> 4];
      *text++ = digits[data[i] & 15];
    }
  *text = '\0';
}

/* Takes the frame for what it is; the length is looked at later. */
static void
check_checksum (const Frame          *frame,
                HexwireEnvelopeCheck *result)
{
  gsize size = hexwire_envelope_get_checksum_size_bytes (frame->envelope);
  gsize covered_size = frame->size_bytes;
  guint8 expected[HEXWIRE_CHECKSUM_MAX_SIZE_BYTES];

  result->checksum_found[0] = result->checksum_expected[0] = '\0';
  result->checksum = size == 0 ? HEXWIRE_ENVELOPE_ABSENT : HEXWIRE_ENVELOPE_TOO_SHORT;
  if (frame->size_bytes >= result->payload_offset_bytes + size)
    covered_size -= size;
  result->payload_size_bytes = covered_size - result->payload_offset_bytes;
  result->checksum_offset_bytes = covered_size;
  result->checksum_size_bytes = frame->size_bytes - covered_size;
  if (result->checksum_size_bytes == 0)
    return;

  compute_checksum (frame->envelope, frame->data, covered_size, expected);
  write_hex (result->checksum_found, frame->data + covered_size, size);
  write_hex (result->checksum_expected, expected, size);
  result->checksum = memcmp (frame->data + covered_size, expected, size) == 0
                       ? HEXWIRE_ENVELOPE_OK
                       : HEXWIRE_ENVELOPE_WRONG;
}

static gboolean
is_acceptable (const HexwireEnvelopeCheck *result)
{
  return result->checksum == HEXWIRE_ENVELOPE_OK || result->checksum == HEXWIRE_ENVELOPE_ABSENT;
}

/* How many bytes the frame has that the length speaks of; 0 where there can be no such frame. */
static guint64
get_told_size (const HexwireEnvelope *self,
               guint64                length)
{
  gsize overhead = get_counted_overhead (self);

  if (length < overhead)
    return 0;
  return length - overhead + hexwire_envelope_get_prefix_size_bytes (self) +
         hexwire_envelope_get_checksum_size_bytes (self);
}

/* Takes the bytes for the beginning of a frame of @told_size. */
static void
check_unfinished (const Frame          *frame,
                  guint64               told_size,
                  HexwireEnvelopeCheck *result)
{
  gsize checksum_size = hexwire_envelope_get_checksum_size_bytes (frame->envelope);
  gsize covered_size = (gsize) MIN (told_size - checksum_size, frame->size_bytes);

  if (checksum_size > 0)
    result->checksum = HEXWIRE_ENVELOPE_TOO_SHORT;
  result->checksum_found[0] = result->checksum_expected[0] = '\0';
  result->payload_size_bytes = covered_size - result->payload_offset_bytes;
  result->checksum_offset_bytes = covered_size;
  result->checksum_size_bytes = frame->size_bytes - covered_size;
  result->n_left_over = -(gssize) (told_size - frame->size_bytes);
}

/* Decides where the frame ends, as the header says, and checks it up to there. */
static void
find_end (const Frame          *whole,
          HexwireEnvelopeCheck *result)
{
  guint64 told_size = get_told_size (whole->envelope, result->length_found);
  Frame told = { whole->envelope, whole->data, (gsize) MIN (told_size, whole->size_bytes) };
  gboolean is_within = told_size > 0 && told_size <= whole->size_bytes;
  HexwireEnvelopeCheck as_told = *result;

  check_checksum (whole, result);
  result->length = HEXWIRE_ENVELOPE_WRONG;
  if (is_within)
    {
      check_checksum (&told, &as_told);
      if (!is_acceptable (&as_told) && result->checksum == HEXWIRE_ENVELOPE_OK)
        return;
      *result = as_told;
      result->length = HEXWIRE_ENVELOPE_OK;
      result->n_left_over = (gssize) (whole->size_bytes - told.size_bytes);
    }
  else if (told_size > 0 && result->checksum != HEXWIRE_ENVELOPE_OK)
    check_unfinished (whole, told_size, result);
}

/* Checks what has no prefix to say where it ends. */
static void
check_without_length (const Frame          *frame,
                      HexwireEnvelopeCheck *result)
{
  gsize prefix_size = hexwire_envelope_get_prefix_size_bytes (frame->envelope);
  gsize least_size = prefix_size + hexwire_envelope_get_checksum_size_bytes (frame->envelope);

  check_checksum (frame, result);
  result->length = prefix_size == 0 ? HEXWIRE_ENVELOPE_ABSENT : HEXWIRE_ENVELOPE_TOO_SHORT;
  if (frame->size_bytes < least_size)
    result->n_left_over = -(gssize) (least_size - frame->size_bytes);
}

gboolean
hexwire_envelope_equal (const HexwireEnvelope *a,
                        const HexwireEnvelope *b)
{
  return a->length_type == b->length_type
         && (a->length_byte_order == '<') == (b->length_byte_order == '<')
         && a->length_counts_itself == b->length_counts_itself
         && a->length_counts_checksum == b->length_counts_checksum
         && a->has_checksum == b->has_checksum
         && hexwire_checksum_equal (&a->checksum, &b->checksum)
         && (a->checksum_byte_order == '<') == (b->checksum_byte_order == '<')
         && a->checksum_covers_prefix == b->checksum_covers_prefix
         && a->checksum_skips_first == b->checksum_skips_first
         && a->checksum_skips_last == b->checksum_skips_last;
}

gsize
hexwire_envelope_get_prefix_size_bytes (const HexwireEnvelope *self)
{
  g_return_val_if_fail (self != NULL, 0);

  switch (self->length_type)
    {
    case 'B':
      return 1;
    case 'H':
      return 2;
    case 'I':
      return 4;
    default:
      return 0;
    }
}

gsize
hexwire_envelope_get_checksum_size_bytes (const HexwireEnvelope *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->has_checksum ? hexwire_checksum_get_size_bytes (&self->checksum) : 0;
}

static gboolean
check_length_fits (const HexwireEnvelope  *self,
                   guint64                 length,
                   GError                **error)
{
  gsize size = hexwire_envelope_get_prefix_size_bytes (self);
  guint64 largest = size == 0 ? G_MAXUINT64 : G_MAXUINT64 >> (64 - 8 * size);

  if (length <= largest)
    return TRUE;
  g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_VALUE_RANGE,
               /* Translators: a length in bytes, a type letter such as "B", the largest number that
                * such a prefix holds */
               _("the length %zu does not fit the prefix %c, 0 to %zu"),
               (gsize) length, self->length_type, (gsize) largest);
  return FALSE;
}

GBytes *
hexwire_envelope_wrap (const HexwireEnvelope  *self,
                       GBytes                 *payload,
                       GError                **error)
{
  gsize prefix_size, payload_size, checksum_size;
  const guint8 *payload_data;
  guint8 *data;

  g_return_val_if_fail (self != NULL && payload != NULL, NULL);

  payload_data = g_bytes_get_data (payload, &payload_size);
  prefix_size = hexwire_envelope_get_prefix_size_bytes (self);
  checksum_size = hexwire_envelope_get_checksum_size_bytes (self);
  if (!check_length_fits (self, payload_size + get_counted_overhead (self), error))
    return NULL;

  /* One byte more, so that there is an address for a checksum over nothing. */
  data = g_malloc (prefix_size + payload_size + checksum_size + 1);
  store_length (self, payload_size + get_counted_overhead (self), data);
  if (payload_size > 0)
    memcpy (data + prefix_size, payload_data, payload_size);
  if (checksum_size > 0)
    compute_checksum (self, data, prefix_size + payload_size, data + prefix_size + payload_size);
  return g_bytes_new_take (data, prefix_size + payload_size + checksum_size);
}

gboolean
hexwire_envelope_check (const HexwireEnvelope *self,
                        GBytes                *bytes,
                        HexwireEnvelopeCheck  *result)
{
  Frame frame = { .envelope = self };
  gsize prefix_size;

  g_return_val_if_fail (self != NULL && bytes != NULL && result != NULL, FALSE);

  *result = (HexwireEnvelopeCheck) { 0 };
  frame.data = g_bytes_get_data (bytes, &frame.size_bytes);
  if (frame.data == NULL)
    frame.data = (const guint8 *) "";
  prefix_size = hexwire_envelope_get_prefix_size_bytes (self);
  result->payload_offset_bytes = MIN (prefix_size, frame.size_bytes);
  if (prefix_size == 0 || frame.size_bytes < prefix_size)
    check_without_length (&frame, result);
  else
    {
      result->length_found = load_length (self, frame.data);
      find_end (&frame, result);
    }
  result->length_expected = result->payload_size_bytes + get_counted_overhead (self);
  return result->length <= HEXWIRE_ENVELOPE_OK && is_acceptable (result) &&
         result->n_left_over == 0;
}
