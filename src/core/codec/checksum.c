/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/checksum.h"

#include <string.h>

/* From this size on a table of 256 entries is worth its making, in bytes. */
#define TABLE_MIN_SIZE_BYTES 512

/* The register of a CRC: a reflected one stands at the low end of its 64 bits and is shifted right,
 * the others stand at the high end and are shifted left, so that any width works alike. */
typedef struct
{
  guint64 bits;
  guint64 poly;
  gboolean is_reflected;
} CrcRegister;

static guint64
reflect (guint64 bits,
         guint   width_bits)
{
  guint64 reflected = 0;

  for (guint i = 0; i < width_bits; i++)
    reflected |= (bits >> i & 1) << (width_bits - 1 - i);
  return reflected;
}

static guint64
step_right (guint64 bits,
            guint64 poly)
{
  for (int i = 0; i < 8; i++)
    bits = (bits & 1) != 0 ? bits >> 1 ^ poly : bits >> 1;
  return bits;
}

static guint64
step_left (guint64 bits,
           guint64 poly)
{
  for (int i = 0; i < 8; i++)
    bits = bits >> 63 != 0 ? bits << 1 ^ poly : bits << 1;
  return bits;
}

static void
crc_update (CrcRegister  *self,
            const guint8 *data,
            gsize         size_bytes)
{
  for (gsize i = 0; i < size_bytes; i++)
    if (self->is_reflected)
      self->bits = step_right (self->bits ^ data[i], self->poly);
    else
      self->bits = step_left (self->bits ^ (guint64) data[i] << 56, self->poly);
}

static void
crc_update_by_table (CrcRegister  *self,
                     const guint8 *data,
                     gsize         size_bytes)
{
  guint64 table[256];

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    table[i] = self->is_reflected ? step_right (i, self->poly)
                                  : step_left ((guint64) i << 56, self->poly);
  for (gsize i = 0; i < size_bytes; i++)
    if (self->is_reflected)
      self->bits = self->bits >> 8 ^ table[(guint8) self->bits ^ data[i]];
    else
      self->bits = self->bits << 8 ^ table[(guint8) (self->bits >> 56) ^ data[i]];
}

static guint64
compute_crc (const HexwireChecksum *self,
             const guint8          *data,
             gsize                  size_bytes)
{
  guint width = self->width_bits;
  guint shift = self->refin ? 0 : 64 - width;
  CrcRegister crc = {
    .bits = (self->refin ? reflect (self->init, width) : self->init) << shift,
    .poly = (self->refin ? reflect (self->poly, width) : self->poly) << shift,
    .is_reflected = self->refin,
  };

  if (size_bytes < TABLE_MIN_SIZE_BYTES)
    crc_update (&crc, data, size_bytes);
  else
    crc_update_by_table (&crc, data, size_bytes);

  crc.bits >>= shift;
  if (self->refin != self->refout)
    crc.bits = reflect (crc.bits, width);
  return crc.bits ^ self->xorout;
}

static guint64
compute_sum (const guint8 *data,
             gsize         size_bytes)
{
  guint64 sum = 0;

  for (gsize i = 0; i < size_bytes; i++)
    sum += data[i];
  return sum;
}

static guint64
compute_xor (const guint8 *data,
             gsize         size_bytes)
{
  guint8 sum = 0;

  for (gsize i = 0; i < size_bytes; i++)
    sum ^= data[i];
  return sum;
}

/* Two sums, modulo what a half of the result holds, over bytes or over little-endian words of which
 * the last is filled up with 0. */
static guint64
compute_fletcher (guint         width_bits,
                  const guint8 *data,
                  gsize         size_bytes)
{
  gsize block_size = width_bits / 16;
  guint64 modulus = width_bits == 16 ? 255 : 65535;
  guint64 low = 0, high = 0;

  for (gsize i = 0; i < size_bytes; i += block_size)
    {
      guint64 block = data[i];

      if (block_size == 2 && i + 1 < size_bytes)
        block |= (guint64) data[i + 1] << 8;
      low = (low + block) % modulus;
      high = (high + low) % modulus;
    }
  return high << (width_bits / 2) | low;
}

static guint64
compute_adler (const guint8 *data,
               gsize         size_bytes)
{
  guint32 low = 1, high = 0;

  for (gsize i = 0; i < size_bytes; i++)
    {
      low = (low + data[i]) % 65521;
      high = (high + low) % 65521;
    }
  return (guint64) high << 16 | low;
}

static guint64
compute_internet (const guint8 *data,
                  gsize         size_bytes)
{
  guint64 sum = 0;

  for (gsize i = 0; i < size_bytes; i++)
    sum += i % 2 == 0 ? (guint64) data[i] << 8 : data[i];
  while (sum > G_MAXUINT16)
    sum = (sum & G_MAXUINT16) + (sum >> 16);
  return sum ^ G_MAXUINT16;
}

static void
compute_digest (GChecksumType  type,
                const guint8  *data,
                gsize          size_bytes,
                guint8        *result)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (type);
  gsize result_size = HEXWIRE_CHECKSUM_MAX_SIZE_BYTES;

  while (size_bytes > 0)
    {
      gsize part_size = MIN (size_bytes, (gsize) G_MAXINT32);

      g_checksum_update (checksum, data, (gssize) part_size);
      data += part_size;
      size_bytes -= part_size;
    }
  g_checksum_get_digest (checksum, result, &result_size);
}

static void
store_number (const HexwireChecksum *self,
              guint64                number,
              guint8                *result)
{
  gsize n = hexwire_checksum_get_size_bytes (self);

  for (gsize i = 0; i < n; i++)
    result[i] = (guint8) (number >> (8 * (n - 1 - i)));
}

gboolean
hexwire_checksum_equal (const HexwireChecksum *a,
                        const HexwireChecksum *b)
{
  return a->kind == b->kind && a->width_bits == b->width_bits && a->poly == b->poly
         && a->init == b->init && a->refin == b->refin && a->refout == b->refout
         && a->xorout == b->xorout;
}

gsize
hexwire_checksum_get_size_bytes (const HexwireChecksum *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (self->width_bits + 7) / 8;
}

void
hexwire_checksum_compute (const HexwireChecksum *self,
                          const guint8          *data,
                          gsize                  size_bytes,
                          guint8                *result)
{
  g_return_if_fail (self != NULL && result != NULL);
  g_return_if_fail (data != NULL || size_bytes == 0);

  switch (self->kind)
    {
    case HEXWIRE_CHECKSUM_CRC:
      store_number (self, compute_crc (self, data, size_bytes), result);
      break;
    case HEXWIRE_CHECKSUM_SUM:
      store_number (self, compute_sum (data, size_bytes), result);
      break;
    case HEXWIRE_CHECKSUM_XOR:
      store_number (self, compute_xor (data, size_bytes), result);
      break;
    case HEXWIRE_CHECKSUM_LRC:
      store_number (self, 0 - compute_sum (data, size_bytes), result);
      break;
    case HEXWIRE_CHECKSUM_FLETCHER:
      store_number (self, compute_fletcher (self->width_bits, data, size_bytes), result);
      break;
    case HEXWIRE_CHECKSUM_ADLER:
      store_number (self, compute_adler (data, size_bytes), result);
      break;
    case HEXWIRE_CHECKSUM_INTERNET:
      store_number (self, compute_internet (data, size_bytes), result);
      break;
    case HEXWIRE_CHECKSUM_MD5:
      compute_digest (G_CHECKSUM_MD5, data, size_bytes, result);
      break;
    case HEXWIRE_CHECKSUM_SHA1:
      compute_digest (G_CHECKSUM_SHA1, data, size_bytes, result);
      break;
    case HEXWIRE_CHECKSUM_SHA256:
      compute_digest (G_CHECKSUM_SHA256, data, size_bytes, result);
      break;
    default:
      g_return_if_reached ();
    }
}
