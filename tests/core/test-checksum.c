/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "codec/checksum.h"

/* Each checksum of "123456789": the check values that the catalogue of CRCs publishes, and what
 * Python's zlib and hashlib say. */
static const struct
{
  const char *name;
  const char *result;
} checks[] = {
  { "SUM-8", "dd" },
  { "SUM-16", "01dd" },
  { "SUM-32", "000001dd" },
  { "XOR-8", "31" },
  { "LRC", "23" },
  { "FLETCHER-16", "1ede" },
  { "FLETCHER-32", "df09d509" },
  { "ADLER-32", "091e01de" },
  { "INTERNET", "f62a" },
  { "MD5", "25f9e794323b453885f5181f1b624d0b" },
  { "SHA-1", "f7c3bc1d808e04732adf679965ccc34ca7ae3441" },
  { "SHA-256", "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225" },
  { "CRC-3/GSM", "04" },
  { "CRC-4/G-704", "07" },
  { "CRC-5/USB", "19" },
  { "CRC-6/G-704", "06" },
  { "CRC-7/MMC", "75" },
  { "CRC-8/SMBUS", "f4" },
  { "CRC-8/AUTOSAR", "df" },
  { "CRC-8/BLUETOOTH", "26" },
  { "CRC-8/CDMA2000", "da" },
  { "CRC-8/DARC", "15" },
  { "CRC-8/DVB-S2", "bc" },
  { "CRC-8/GSM-A", "37" },
  { "CRC-8/GSM-B", "94" },
  { "CRC-8/HITAG", "b4" },
  { "CRC-8/I-432-1", "a1" },
  { "CRC-8/I-CODE", "7e" },
  { "CRC-8/LTE", "ea" },
  { "CRC-8/MAXIM-DOW", "a1" },
  { "CRC-8/MIFARE-MAD", "99" },
  { "CRC-8/NRSC-5", "f7" },
  { "CRC-8/OPENSAFETY", "3e" },
  { "CRC-8/ROHC", "d0" },
  { "CRC-8/SAE-J1850", "4b" },
  { "CRC-8/TECH-3250", "97" },
  { "CRC-8/WCDMA", "25" },
  { "CRC-10/ATM", "0199" },
  { "CRC-11/FLEXRAY", "05a3" },
  { "CRC-12/DECT", "0f5b" },
  { "CRC-15/CAN", "059e" },
  { "CRC-16/ARC", "bb3d" },
  { "CRC-16/CDMA2000", "4c06" },
  { "CRC-16/CMS", "aee7" },
  { "CRC-16/DDS-110", "9ecf" },
  { "CRC-16/DECT-R", "007e" },
  { "CRC-16/DECT-X", "007f" },
  { "CRC-16/DNP", "ea82" },
  { "CRC-16/EN-13757", "c2b7" },
  { "CRC-16/GENIBUS", "d64e" },
  { "CRC-16/GSM", "ce3c" },
  { "CRC-16/IBM-3740", "29b1" },
  { "CRC-16/IBM-SDLC", "906e" },
  { "CRC-16/ISO-IEC-14443-3-A", "bf05" },
  { "CRC-16/KERMIT", "2189" },
  { "CRC-16/LJ1200", "bdf4" },
  { "CRC-16/MAXIM-DOW", "44c2" },
  { "CRC-16/MCRF4XX", "6f91" },
  { "CRC-16/MODBUS", "4b37" },
  { "CRC-16/NRSC-5", "a066" },
  { "CRC-16/OPENSAFETY-A", "5d38" },
  { "CRC-16/OPENSAFETY-B", "20fe" },
  { "CRC-16/PROFIBUS", "a819" },
  { "CRC-16/RIELLO", "63d0" },
  { "CRC-16/SPI-FUJITSU", "e5cc" },
  { "CRC-16/T10-DIF", "d0db" },
  { "CRC-16/TELEDISK", "0fb3" },
  { "CRC-16/TMS37157", "26b1" },
  { "CRC-16/UMTS", "fee8" },
  { "CRC-16/USB", "b4c8" },
  { "CRC-16/XMODEM", "31c3" },
  { "CRC-24/BLE", "c25a56" },
  { "CRC-24/FLEXRAY-A", "7979bd" },
  { "CRC-24/FLEXRAY-B", "1f23b8" },
  { "CRC-24/INTERLAKEN", "b4f3e6" },
  { "CRC-24/LTE-A", "cde703" },
  { "CRC-24/LTE-B", "23ef52" },
  { "CRC-24/OPENPGP", "21cf02" },
  { "CRC-32/AIXM", "3010bf7f" },
  { "CRC-32/AUTOSAR", "1697d06a" },
  { "CRC-32/BASE91-D", "87315576" },
  { "CRC-32/BZIP2", "fc891918" },
  { "CRC-32/CD-ROM-EDC", "6ec2edc4" },
  { "CRC-32/CKSUM", "765e7680" },
  { "CRC-32/ISCSI", "e3069283" },
  { "CRC-32/ISO-HDLC", "cbf43926" },
  { "CRC-32/JAMCRC", "340bc6d9" },
  { "CRC-32/MEF", "d2c22f51" },
  { "CRC-32/MPEG-2", "0376e6e7" },
  { "CRC-32/XFER", "bd0be338" },
  { "CRC-40/GSM", "d4164fc646" },
  { "CRC-64/ECMA-182", "6c40df5f0b497347" },
  { "CRC-64/GO-ISO", "b90956c775a41001" },
  { "CRC-64/MS", "75d4b74f024eceea" },
  { "CRC-64/NVME", "ae8b14860a799888" },
  { "CRC-64/REDIS", "e9c6d914c4b8d9ca" },
  { "CRC-64/WE", "62ec59e3f1a4f00a" },
  { "CRC-64/XZ", "995dc9bbdf1939fa" },
};

/* Other published examples. */
static const struct
{
  const char *name;
  const char *data;
  const char *result;
} examples[] = {
  { "FLETCHER-16", "abcde", "c8f0" },
  { "FLETCHER-16", "abcdefgh", "0627" },
  { "FLETCHER-32", "abcde", "f04fc729" },
  { "FLETCHER-32", "abcdef", "56502d2a" },
  { "FLETCHER-32", "abcdefgh", "ebe19591" },
  { "ADLER-32", "Wikipedia", "11e60398" },
  { "ADLER-32", "", "00000001" },
  { "INTERNET", "", "ffff" },
  { "CRC-32", "", "00000000" },
  { "CRC-32", "The quick brown fox jumps over the lazy dog", "414fa339" },
  { "MD5", "", "d41d8cd98f00b204e9800998ecf8427e" },
};

static const struct
{
  const char *text;
  const char *name;
} aliases[] = {
  { "crc32", "CRC-32/ISO-HDLC" },
  { "CRC-32C", "CRC-32/ISCSI" },
  { "crc16_modbus", "CRC-16/MODBUS" },
  { "modbus", "CRC-16/MODBUS" },
  { "CCITT-FALSE", "CRC-16/IBM-3740" },
  { "X-25", "CRC-16/IBM-SDLC" },
  { "Kermit", "CRC-16/KERMIT" },
  { "xmodem", "CRC-16/XMODEM" },
  { "sha256", "SHA-256" },
};

static const char *const mistakes[] = {
  "", "CRC", "CRC-99", "MODBU", "MODBUSS", "width=16", "width=0 poly=1", "width=65 poly=1",
  "poly=0x1021", "width=16 poly=0x1020", "width=8 poly=0x107", "width=16 poly=x",
  "width=16 poly=-1", "width=16 poly=0x1021 refin=maybe", "width=16 poly=0x1021 colour=red",
  "width=16 poly=0x1021 init", "width=16 poly=0x1021 init=0x10000", "width=8 poly=b'a'",
};

static char *
compute (const char *name,
         const char *data,
         gsize       size_bytes)
{
  g_autoptr (GError) error = NULL;
  HexwireChecksum checksum;
  guint8 result[HEXWIRE_CHECKSUM_MAX_SIZE_BYTES];
  GString *text = g_string_new (NULL);

  hexwire_checksum_parse (name, &checksum, &error);
  g_assert_no_error (error);
  hexwire_checksum_compute (&checksum, (const guint8 *) data, size_bytes, result);
  for (gsize i = 0; i < hexwire_checksum_get_size_bytes (&checksum); i++)
    g_string_append_printf (text, "%02x", result[i]);
  return g_string_free (text, FALSE);
}

static void
test_checks (void)
{
  gsize n_checksums;

  hexwire_checksum_get_all (&n_checksums);
  g_assert_cmpuint (n_checksums, ==, G_N_ELEMENTS (checks));
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_autofree char *result = compute (checks[i].name, "123456789", 9);

      g_test_message ("%s", checks[i].name);
      g_assert_cmpstr (result, ==, checks[i].result);
    }
}

static void
test_examples (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *result = compute (examples[i].name, examples[i].data,
                                         strlen (examples[i].data));

      g_assert_cmpstr (result, ==, examples[i].result);
    }
}

/* RFC 1071, section 3. */
static void
test_internet (void)
{
  static const char data[] = { 0x00, 0x01, '\xf2', 0x03, '\xf4', '\xf5', '\xf6', '\xf7' };
  g_autofree char *result = compute ("INTERNET", data, sizeof data);

  g_assert_cmpstr (result, ==, "220d");
}

static void
test_names (void)
{
  HexwireChecksum checksum;
  gsize n_checksums;
  const HexwireChecksum *all = hexwire_checksum_get_all (&n_checksums);

  for (gsize i = 0; i < n_checksums; i++)
    {
      g_assert_true (hexwire_checksum_parse (all[i].name, &checksum, NULL));
      g_assert_cmpstr (checksum.name, ==, all[i].name);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (aliases); i++)
    {
      g_assert_true (hexwire_checksum_parse (aliases[i].text, &checksum, NULL));
      g_assert_cmpstr (checksum.name, ==, aliases[i].name);
    }
}

static void
test_mistakes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (GError) error = NULL;
      HexwireChecksum checksum;

      g_test_message ("%s", mistakes[i]);
      g_assert_false (hexwire_checksum_parse (mistakes[i], &checksum, &error));
      g_assert_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_CHECKSUM);
    }
}

static void
test_parameters (void)
{
  g_autofree char *modbus = NULL, *mixed = NULL, *narrow = NULL;

  modbus = compute ("width=16 poly=0x8005 init=0xffff refin=true refout=true xorout=0x0000",
                    "123456789", 9);
  g_assert_cmpstr (modbus, ==, "4b37");
  mixed = compute ("width=12,poly=0x80f,refout=true", "123456789", 9);
  g_assert_cmpstr (mixed, ==, "0daf");
  narrow = compute ("width=1 poly=1", "\x01", 1);
  g_assert_cmpstr (narrow, ==, "01");
}

/* What a CRC's register has to begin with to go on from a result. */
static guint64
get_register (const HexwireChecksum *checksum,
              const guint8          *result)
{
  guint64 bits = 0, reflected = 0;

  for (gsize i = 0; i < hexwire_checksum_get_size_bytes (checksum); i++)
    bits = bits << 8 | result[i];
  bits ^= checksum->xorout;
  for (guint i = 0; i < checksum->width_bits; i++)
    reflected |= (bits >> i & 1) << (checksum->width_bits - 1 - i);
  return checksum->refout ? reflected : bits;
}

/* A table is made for long data; it must say the same. */
static void
test_long (void)
{
  gsize n_checksums;
  const HexwireChecksum *all = hexwire_checksum_get_all (&n_checksums);
  guint8 data[1000] = { 0 };

  memset (data + 400, 0x5a, 600);
  for (gsize i = 0; i < n_checksums; i++)
    {
      HexwireChecksum rest = all[i];
      guint8 whole[HEXWIRE_CHECKSUM_MAX_SIZE_BYTES], parts[HEXWIRE_CHECKSUM_MAX_SIZE_BYTES];
      gsize size_bytes = hexwire_checksum_get_size_bytes (&rest);

      if (rest.kind != HEXWIRE_CHECKSUM_CRC)
        continue;
      hexwire_checksum_compute (&rest, data, sizeof data, whole);
      for (gsize at = 0; at < sizeof data; at += 250)
        {
          hexwire_checksum_compute (&rest, data + at, 250, parts);
          rest.init = get_register (&rest, parts);
        }
      g_assert_cmpmem (whole, size_bytes, parts, size_bytes);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/checksum/checks", test_checks);
  g_test_add_func ("/checksum/examples", test_examples);
  g_test_add_func ("/checksum/internet", test_internet);
  g_test_add_func ("/checksum/names", test_names);
  g_test_add_func ("/checksum/mistakes", test_mistakes);
  g_test_add_func ("/checksum/parameters", test_parameters);
  g_test_add_func ("/checksum/long", test_long);
  return g_test_run ();
}
