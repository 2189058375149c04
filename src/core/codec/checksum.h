/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/codec-error.h"

G_BEGIN_DECLS

/** HEXWIRE_CHECKSUM_MAX_SIZE_BYTES: the size of the longest checksum, SHA-256's. */
#define HEXWIRE_CHECKSUM_MAX_SIZE_BYTES 32

/**
 * HexwireChecksumKind:
 * @HEXWIRE_CHECKSUM_CRC: a cyclic redundancy check, with the parameters of #HexwireChecksum
 * @HEXWIRE_CHECKSUM_SUM: the sum of the bytes
 * @HEXWIRE_CHECKSUM_XOR: the bytes, combined by exclusive or
 * @HEXWIRE_CHECKSUM_LRC: what makes the sum of the bytes 0 (two's complement), as in Modbus ASCII
 * @HEXWIRE_CHECKSUM_FLETCHER: Fletcher's, over bytes (16 bits) or little-endian words (32 bits)
 * @HEXWIRE_CHECKSUM_ADLER: Adler's (RFC 1950)
 * @HEXWIRE_CHECKSUM_INTERNET: the one of IP, UDP and TCP (RFC 1071)
 * @HEXWIRE_CHECKSUM_MD5: RFC 1321
 * @HEXWIRE_CHECKSUM_SHA1: FIPS 180
 * @HEXWIRE_CHECKSUM_SHA256: FIPS 180
 *
 * A family of checksums.
 */
typedef enum
{
  HEXWIRE_CHECKSUM_CRC,
  HEXWIRE_CHECKSUM_SUM,
  HEXWIRE_CHECKSUM_XOR,
  HEXWIRE_CHECKSUM_LRC,
  HEXWIRE_CHECKSUM_FLETCHER,
  HEXWIRE_CHECKSUM_ADLER,
  HEXWIRE_CHECKSUM_INTERNET,
  HEXWIRE_CHECKSUM_MD5,
  HEXWIRE_CHECKSUM_SHA1,
  HEXWIRE_CHECKSUM_SHA256,
} HexwireChecksumKind;

/**
 * HexwireChecksum:
 * @name: (nullable): its name, for a CRC the one of the catalogue of parametrised CRC algorithms
 * @aliases: (nullable): other names, with a space between them
 * @kind: how it is computed
 * @width_bits: its width; 1 to 64 for a CRC
 * @poly: the CRC's polynomial, without the highest term and not reflected
 * @init: what the CRC's register begins with
 * @refin: whether each byte enters with its least significant bit first
 * @refout: whether the register is reflected at the end
 * @xorout: what is combined with the result by exclusive or
 *
 * One checksum and its parameters; those from @poly on are a CRC's.
 */
typedef struct
{
  const char *name;
  const char *aliases;
  HexwireChecksumKind kind;
  guint width_bits;
  guint64 poly;
  guint64 init;
  gboolean refin;
  gboolean refout;
  guint64 xorout;
} HexwireChecksum;

/**
 * hexwire_checksum_get_all:
 * @n_checksums: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_checksums): every checksum that has a name
 */
const HexwireChecksum *hexwire_checksum_get_all (gsize *n_checksums);

/**
 * hexwire_checksum_parse:
 * @text: a name or one of its aliases, of which only letters and digits count, in either case; or
 *   a CRC's parameters, as in `width=16 poly=0x1021 init=0xffff refin=false refout=false xorout=0`,
 *   of which only `width` and `poly` must be given
 * @checksum: (out caller-allocates): the checksum; its name belongs to nobody
 * @error: return location for a #HexwireCodecError
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_CODEC_ERROR_CHECKSUM
 */
gboolean hexwire_checksum_parse (const char       *text,
                                 HexwireChecksum  *checksum,
                                 GError          **error);

/** hexwire_checksum_equal: whether both always give the same result. */
gboolean hexwire_checksum_equal (const HexwireChecksum *a,
                                 const HexwireChecksum *b);

/** hexwire_checksum_get_size_bytes: the size of the result, its width rounded up to bytes. */
gsize hexwire_checksum_get_size_bytes (const HexwireChecksum *self);

/**
 * hexwire_checksum_compute:
 * @data: (array length=size_bytes) (nullable): bytes
 * @result: (out caller-allocates): room for hexwire_checksum_get_size_bytes() bytes, of which the
 *   most significant is the first
 */
void hexwire_checksum_compute (const HexwireChecksum *self,
                               const guint8          *data,
                               gsize                  size_bytes,
                               guint8                *result);

G_END_DECLS
