/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "codec/bytes-text.h"
#include "codec/envelope.h"

#define HELLO "68656c6c6f"

/* An envelope as the tables below write it. */
typedef struct
{
  char length_type;
  char length_byte_order;
  const char *counts;           /* (nullable): of "itself" and "checksum" */
  const char *checksum;         /* (nullable) */
  char checksum_byte_order;
  gboolean covers_prefix;
  gsize skips_first;
  gsize skips_last;
} Row;

/* The frames are what Python's struct, zlib, binascii and hashlib make. */
static const struct
{
  Row envelope;
  const char *payload;
  const char *frame;
} frames[] = {
  { { 0, 0, NULL, NULL, 0, FALSE, 0, 0 }, HELLO, HELLO },
  { { 0, 0, NULL, NULL, 0, FALSE, 0, 0 }, "", "" },
  { { 0, 0, NULL, "MODBUS", '<', FALSE, 0, 0 }, "01030000000a", "01030000000ac5cd" },
  { { 0, 0, NULL, "MODBUS", '<', FALSE, 0, 0 }, "", "ffff" },
  { { 0, 0, NULL, "XMODEM", '>', FALSE, 0, 0 }, HELLO, HELLO "c362" },
  { { 0, 0, NULL, "XMODEM", 0, FALSE, 0, 0 }, HELLO, HELLO "c362" },
  { { 0, 0, NULL, "width=16 poly=0x1021", '<', FALSE, 0, 0 }, HELLO, HELLO "62c3" },
  { { 'H', '>', NULL, NULL, 0, FALSE, 0, 0 }, HELLO, "0005" HELLO },
  { { 'H', 0, NULL, NULL, 0, FALSE, 0, 0 }, HELLO, "0005" HELLO },
  { { 'I', '<', "itself", NULL, 0, FALSE, 0, 0 }, HELLO, "09000000" HELLO },
  { { 'B', '>', "itself", NULL, 0, FALSE, 0, 0 }, HELLO, "06" HELLO },
  { { 'B', '<', "checksum", NULL, 0, FALSE, 0, 0 }, HELLO, "05" HELLO },
  { { 'H', '>', "itself checksum", "CRC-32", '>', TRUE, 0, 0 }, HELLO, "000b" HELLO "07997e26" },
  { { 'H', '<', NULL, "CRC-32", '<', FALSE, 0, 0 }, HELLO, "0500" HELLO "86a61036" },
  { { 'I', '>', "checksum", "ADLER-32", '>', FALSE, 0, 0 }, HELLO, "00000009" HELLO "062c0215" },
  { { 'B', '>', NULL, "MD5", '<', FALSE, 0, 0 },
    HELLO, "05" HELLO "5d41402abc4b2a76b9719d911017c592" },
  { { 'B', '>', NULL, "LRC", '>', TRUE, 0, 0 }, HELLO, "05" HELLO "e7" },
  { { 'H', '>', NULL, "CRC-32", '>', TRUE, 0, 0 }, "", "000041d912ff" },
  { { 0, 0, NULL, "XOR", '>', FALSE, 1, 1 }, "2447504747412c312a", "2447504747412c312a4b" },
  { { 'H', '>', "itself", "CRC-32", '>', TRUE, 1, 0 }, HELLO "58", "0008" HELLO "58ac1e3042" },
  { { 0, 0, NULL, "CRC-32", '>', FALSE, 4, 4 }, HELLO, HELLO "00000000" },
  { { 0, 0, NULL, "CRC-32", '>', FALSE, G_MAXSIZE, G_MAXSIZE }, HELLO, HELLO "00000000" },
};

/* Bytes that are not a frame, the whole frame or no more than it. */
static const struct
{
  Row envelope;
  const char *bytes;
  gsize payload_size;
  gssize n_left_over;
  HexwireEnvelopeState length;
  guint64 length_found;
  guint64 length_expected;
  HexwireEnvelopeState checksum;
  const char *found;
  const char *expected;
} oddities[] = {
  /* A flipped bit in the payload, in the checksum, and no checksum at all. */
  { { 0, 0, NULL, "MODBUS", '<', FALSE, 0, 0 }, "01030000000bc5cd", 6, 0,
    HEXWIRE_ENVELOPE_ABSENT, 0, 6, HEXWIRE_ENVELOPE_WRONG, "c5cd", "040d" },
  { { 0, 0, NULL, "MODBUS", '<', FALSE, 0, 0 }, "01030000000ac5cc", 6, 0,
    HEXWIRE_ENVELOPE_ABSENT, 0, 6, HEXWIRE_ENVELOPE_WRONG, "c5cc", "c5cd" },
  { { 0, 0, NULL, "MODBUS", '<', FALSE, 0, 0 }, "01", 1, -1,
    HEXWIRE_ENVELOPE_ABSENT, 0, 1, HEXWIRE_ENVELOPE_TOO_SHORT, "", "" },
  { { 0, 0, NULL, "MODBUS", '<', FALSE, 0, 0 }, "", 0, -2,
    HEXWIRE_ENVELOPE_ABSENT, 0, 0, HEXWIRE_ENVELOPE_TOO_SHORT, "", "" },
  /* Prefixes that are not whole. */
  { { 'H', '>', NULL, NULL, 0, FALSE, 0, 0 }, "", 0, -2,
    HEXWIRE_ENVELOPE_TOO_SHORT, 0, 0, HEXWIRE_ENVELOPE_ABSENT, "", "" },
  { { 'I', '>', "itself", "XOR", 0, FALSE, 0, 0 }, "000000", 0, -2,
    HEXWIRE_ENVELOPE_TOO_SHORT, 0, 4, HEXWIRE_ENVELOPE_TOO_SHORT, "", "" },
  /* A second frame behind the first, and a first that is not whole. */
  { { 'H', '>', NULL, NULL, 0, FALSE, 0, 0 }, "0005" HELLO "0005", 5, 2,
    HEXWIRE_ENVELOPE_OK, 5, 5, HEXWIRE_ENVELOPE_ABSENT, "", "" },
  { { 'H', '<', NULL, "CRC-32", '<', FALSE, 0, 0 }, "0500" HELLO "86a610360500", 5, 2,
    HEXWIRE_ENVELOPE_OK, 5, 5, HEXWIRE_ENVELOPE_OK, "86a61036", "86a61036" },
  { { 'H', '>', NULL, NULL, 0, FALSE, 0, 0 }, "000568", 1, -4,
    HEXWIRE_ENVELOPE_WRONG, 5, 1, HEXWIRE_ENVELOPE_ABSENT, "", "" },
  { { 'H', '<', NULL, "CRC-32", '<', FALSE, 0, 0 }, "0500" HELLO "86a6", 5, -2,
    HEXWIRE_ENVELOPE_WRONG, 5, 5, HEXWIRE_ENVELOPE_TOO_SHORT, "", "" },
  { { 'H', '<', NULL, "CRC-32", '<', FALSE, 0, 0 }, "0500" "6865", 2, -7,
    HEXWIRE_ENVELOPE_WRONG, 5, 2, HEXWIRE_ENVELOPE_TOO_SHORT, "", "" },
  { { 'I', '>', NULL, NULL, 0, FALSE, 0, 0 }, "ffffffff00", 1, -4294967294,
    HEXWIRE_ENVELOPE_WRONG, 4294967295, 1, HEXWIRE_ENVELOPE_ABSENT, "", "" },
  /* The checksum tells that the length is wrong: too small, too large, impossible. */
  { { 'H', '<', NULL, "CRC-32", '<', FALSE, 0, 0 }, "0400" HELLO "86a61036", 5, 0,
    HEXWIRE_ENVELOPE_WRONG, 4, 5, HEXWIRE_ENVELOPE_OK, "86a61036", "86a61036" },
  { { 'H', '<', NULL, "CRC-32", '<', FALSE, 0, 0 }, "0600" HELLO "86a61036", 5, 0,
    HEXWIRE_ENVELOPE_WRONG, 6, 5, HEXWIRE_ENVELOPE_OK, "86a61036", "86a61036" },
  { { 'H', '<', "itself", "CRC-32", '<', FALSE, 0, 0 }, "0100" HELLO "86a61036", 5, 0,
    HEXWIRE_ENVELOPE_WRONG, 1, 7, HEXWIRE_ENVELOPE_OK, "86a61036", "86a61036" },
  { { 'B', '>', "itself", NULL, 0, FALSE, 0, 0 }, "00" HELLO, 5, 0,
    HEXWIRE_ENVELOPE_WRONG, 0, 6, HEXWIRE_ENVELOPE_ABSENT, "", "" },
  /* Nothing is right behind a length that may be: it is believed. */
  { { 'H', '<', NULL, "XOR", '<', FALSE, 0, 0 }, "0300" HELLO "ff", 3, 2,
    HEXWIRE_ENVELOPE_OK, 3, 3, HEXWIRE_ENVELOPE_WRONG, "6c", "61" },
};

static HexwireEnvelope
make_envelope (const Row *row)
{
  HexwireEnvelope envelope = {
    .length_type = row->length_type,
    .length_byte_order = row->length_byte_order,
    .length_counts_itself = row->counts != NULL && strstr (row->counts, "itself") != NULL,
    .length_counts_checksum = row->counts != NULL && strstr (row->counts, "checksum") != NULL,
    .has_checksum = row->checksum != NULL,
    .checksum_byte_order = row->checksum_byte_order,
    .checksum_covers_prefix = row->covers_prefix,
    .checksum_skips_first = row->skips_first,
    .checksum_skips_last = row->skips_last,
  };

  if (row->checksum != NULL)
    g_assert_true (hexwire_checksum_parse (row->checksum, &envelope.checksum, NULL));
  return envelope;
}

static GBytes *
from_hex (const char *hex)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = hexwire_bytes_parse (HEXWIRE_NOTATION_HEX, hex, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
test_frames (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      HexwireEnvelope envelope = make_envelope (&frames[i].envelope);
      g_autoptr (GBytes) payload = from_hex (frames[i].payload);
      g_autoptr (GBytes) expected = from_hex (frames[i].frame);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) frame = hexwire_envelope_wrap (&envelope, payload, &error);
      g_autoptr (GBytes) found = NULL;
      HexwireEnvelopeCheck check;

      g_test_message ("frame %u", i);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (frame, expected));
      g_assert_true (hexwire_envelope_check (&envelope, frame, &check));
      found = g_bytes_new_from_bytes (frame, check.payload_offset_bytes, check.payload_size_bytes);
      g_assert_true (g_bytes_equal (found, payload));
      g_assert_cmpuint (check.length_found, ==,
                        check.length == HEXWIRE_ENVELOPE_ABSENT ? 0 : check.length_expected);
      g_assert_cmpstr (check.checksum_found, ==, check.checksum_expected);
    }
}

static void
test_oddities (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (oddities); i++)
    {
      HexwireEnvelope envelope = make_envelope (&oddities[i].envelope);
      g_autoptr (GBytes) bytes = from_hex (oddities[i].bytes);
      HexwireEnvelopeCheck check;
      gboolean is_fine = hexwire_envelope_check (&envelope, bytes, &check);

      g_test_message ("oddity %u", i);
      g_assert_false (is_fine);
      g_assert_cmpuint (check.payload_size_bytes, ==, oddities[i].payload_size);
      g_assert_cmpint (check.n_left_over, ==, oddities[i].n_left_over);
      g_assert_cmpint (check.length, ==, oddities[i].length);
      g_assert_cmpuint (check.length_found, ==, oddities[i].length_found);
      g_assert_cmpuint (check.length_expected, ==, oddities[i].length_expected);
      g_assert_cmpint (check.checksum, ==, oddities[i].checksum);
      g_assert_cmpstr (check.checksum_found, ==, oddities[i].found);
      g_assert_cmpstr (check.checksum_expected, ==, oddities[i].expected);
    }
}

/* Whatever is there, the parts lie within it, one behind the other. */
static void
test_parts_lie_within (void)
{
  guint8 data[24];

  for (guint round = 0; round < 20000; round++)
    {
      Row row = frames[g_test_rand_int_range (0, G_N_ELEMENTS (frames))].envelope;
      HexwireEnvelope envelope = make_envelope (&row);
      gsize size = (gsize) g_test_rand_int_range (0, sizeof data + 1);
      g_autoptr (GBytes) bytes = NULL;
      HexwireEnvelopeCheck check;

      for (gsize i = 0; i < size; i++)
        data[i] = (guint8) g_test_rand_int_range (0, i < 4 ? 12 : 256);
      bytes = g_bytes_new (data, size);
      hexwire_envelope_check (&envelope, bytes, &check);
      g_assert_cmpuint (check.payload_offset_bytes + check.payload_size_bytes, ==,
                        check.checksum_offset_bytes);
      g_assert_cmpuint (check.checksum_offset_bytes + check.checksum_size_bytes +
                        (gsize) MAX (check.n_left_over, 0), ==, size);
      g_assert_cmpuint (check.checksum_size_bytes, <=,
                        hexwire_envelope_get_checksum_size_bytes (&envelope));
    }
}

static void
test_lengths_that_do_not_fit (void)
{
  static const struct
  {
    Row envelope;
    gsize payload_size;
    const char *message;        /* (nullable): where it fits */
  } lengths[] = {
    { { 'B', 0, NULL, NULL, 0, FALSE, 0, 0 }, 255, NULL },
    { { 'B', 0, NULL, NULL, 0, FALSE, 0, 0 },
    256, "the length 256 does not fit the prefix B, 0 to 255" },
    { { 'B', '>', "itself", NULL, 0, FALSE, 0, 0 }, 254, NULL },
    { { 'B', '>', "itself", NULL, 0, FALSE, 0, 0 },
    255, "the length 256 does not fit the prefix B, 0 to 255" },
    { { 'B', '>', "itself checksum", "CRC-32", 0, FALSE, 0, 0 }, 250, NULL },
    { { 'B', '>', "itself checksum", "CRC-32", 0, FALSE, 0, 0 }, 251,
      "the length 256 does not fit the prefix B, 0 to 255" },
    { { 'H', '<', NULL, NULL, 0, FALSE, 0, 0 },
    65536, "the length 65536 does not fit the prefix H, 0 to 65535" },
    { { 'I', '<', NULL, NULL, 0, FALSE, 0, 0 }, 65536, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      HexwireEnvelope envelope = make_envelope (&lengths[i].envelope);
      g_autoptr (GBytes) payload = g_bytes_new_take (g_malloc0 (lengths[i].payload_size),
                                                     lengths[i].payload_size);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) frame = hexwire_envelope_wrap (&envelope, payload, &error);

      if (lengths[i].message == NULL)
        g_assert_nonnull (frame);
      else
        {
          g_assert_null (frame);
          g_assert_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_VALUE_RANGE);
          g_assert_cmpstr (error->message, ==, lengths[i].message);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/envelope/frames", test_frames);
  g_test_add_func ("/envelope/lengths-that-do-not-fit", test_lengths_that_do_not_fit);
  g_test_add_func ("/envelope/oddities", test_oddities);
  g_test_add_func ("/envelope/parts-lie-within", test_parts_lie_within);

  return g_test_run ();
}
