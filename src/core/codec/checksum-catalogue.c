/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/checksum.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/value.h"

#define ALL_ONES G_MAXUINT64

/* Every CRC of the table takes its bytes in as it gives its result out: the least significant bit
 * first (reflected), or the most. */
#define REFLECTED(name, aliases, width, poly, init, xorout) \
  { name, aliases, HEXWIRE_CHECKSUM_CRC, width, poly, init, TRUE, TRUE, xorout }
#define STRAIGHT(name, aliases, width, poly, init, xorout) \
  { name, aliases, HEXWIRE_CHECKSUM_CRC, width, poly, init, FALSE, FALSE, xorout }
#define OTHER(name, aliases, kind, width) \
  { name, aliases, HEXWIRE_CHECKSUM_##kind, width, 0, 0, FALSE, FALSE, 0 }

/* Names and parameters are those of the "Catalogue of parametrised CRC algorithms". */
static const HexwireChecksum catalogue[] = {
  OTHER ("SUM-8", "CHECKSUM-8", SUM, 8),
  OTHER ("SUM-16", "CHECKSUM-16", SUM, 16),
  OTHER ("SUM-32", "CHECKSUM-32", SUM, 32),
  OTHER ("XOR-8", "XOR BCC", XOR, 8),
  OTHER ("LRC", "LRC-8", LRC, 8),
  OTHER ("FLETCHER-16", "FLETCHER", FLETCHER, 16),
  OTHER ("FLETCHER-32", NULL, FLETCHER, 32),
  OTHER ("ADLER-32", "ADLER", ADLER, 32),
  OTHER ("INTERNET", "IP RFC1071", INTERNET, 16),
  OTHER ("MD5", NULL, MD5, 128),
  OTHER ("SHA-1", NULL, SHA1, 160),
  OTHER ("SHA-256", NULL, SHA256, 256),
  STRAIGHT ("CRC-3/GSM", NULL, 3, 0x3, 0, 0x7),
  REFLECTED ("CRC-4/G-704", NULL, 4, 0x3, 0, 0),
  REFLECTED ("CRC-5/USB", NULL, 5, 0x5, 0x1f, 0x1f),
  REFLECTED ("CRC-6/G-704", NULL, 6, 0x3, 0, 0),
  STRAIGHT ("CRC-7/MMC", NULL, 7, 0x9, 0, 0),
  STRAIGHT ("CRC-8/SMBUS", "CRC-8", 8, 0x7, 0, 0),
  STRAIGHT ("CRC-8/AUTOSAR", NULL, 8, 0x2f, 0xff, 0xff),
  REFLECTED ("CRC-8/BLUETOOTH", NULL, 8, 0xa7, 0, 0),
  STRAIGHT ("CRC-8/CDMA2000", NULL, 8, 0x9b, 0xff, 0),
  REFLECTED ("CRC-8/DARC", NULL, 8, 0x39, 0, 0),
  STRAIGHT ("CRC-8/DVB-S2", NULL, 8, 0xd5, 0, 0),
  STRAIGHT ("CRC-8/GSM-A", NULL, 8, 0x1d, 0, 0),
  STRAIGHT ("CRC-8/GSM-B", NULL, 8, 0x49, 0, 0xff),
  STRAIGHT ("CRC-8/HITAG", NULL, 8, 0x1d, 0xff, 0),
  STRAIGHT ("CRC-8/I-432-1", "CRC-8/ITU", 8, 0x7, 0, 0x55),
  STRAIGHT ("CRC-8/I-CODE", NULL, 8, 0x1d, 0xfd, 0),
  STRAIGHT ("CRC-8/LTE", NULL, 8, 0x9b, 0, 0),
  REFLECTED ("CRC-8/MAXIM-DOW", "CRC-8/MAXIM DOW-CRC 1-WIRE", 8, 0x31, 0, 0),
  STRAIGHT ("CRC-8/MIFARE-MAD", NULL, 8, 0x1d, 0xc7, 0),
  STRAIGHT ("CRC-8/NRSC-5", NULL, 8, 0x31, 0xff, 0),
  STRAIGHT ("CRC-8/OPENSAFETY", NULL, 8, 0x2f, 0, 0),
  REFLECTED ("CRC-8/ROHC", NULL, 8, 0x7, 0xff, 0),
  STRAIGHT ("CRC-8/SAE-J1850", NULL, 8, 0x1d, 0xff, 0xff),
  REFLECTED ("CRC-8/TECH-3250", "CRC-8/EBU CRC-8/AES", 8, 0x1d, 0xff, 0),
  REFLECTED ("CRC-8/WCDMA", NULL, 8, 0x9b, 0, 0),
  STRAIGHT ("CRC-10/ATM", "CRC-10", 10, 0x233, 0, 0),
  STRAIGHT ("CRC-11/FLEXRAY", "CRC-11", 11, 0x385, 0x1a, 0),
  STRAIGHT ("CRC-12/DECT", NULL, 12, 0x80f, 0, 0),
  STRAIGHT ("CRC-15/CAN", "CRC-15", 15, 0x4599, 0, 0),
  REFLECTED ("CRC-16/ARC", "CRC-16 ARC CRC-IBM CRC-16/LHA", 16, 0x8005, 0, 0),
  STRAIGHT ("CRC-16/CDMA2000", NULL, 16, 0xc867, 0xffff, 0),
  STRAIGHT ("CRC-16/CMS", NULL, 16, 0x8005, 0xffff, 0),
  STRAIGHT ("CRC-16/DDS-110", NULL, 16, 0x8005, 0x800d, 0),
  STRAIGHT ("CRC-16/DECT-R", NULL, 16, 0x589, 0, 0x1),
  STRAIGHT ("CRC-16/DECT-X", NULL, 16, 0x589, 0, 0),
  REFLECTED ("CRC-16/DNP", NULL, 16, 0x3d65, 0, 0xffff),
  STRAIGHT ("CRC-16/EN-13757", NULL, 16, 0x3d65, 0, 0xffff),
  STRAIGHT ("CRC-16/GENIBUS", "CRC-16/EPC CRC-16/DARC CRC-16/I-CODE", 16, 0x1021, 0xffff, 0xffff),
  STRAIGHT ("CRC-16/GSM", NULL, 16, 0x1021, 0, 0xffff),
  STRAIGHT ("CRC-16/IBM-3740",
            "IBM-3740 CRC-16/CCITT-FALSE CCITT-FALSE CRC-16/AUTOSAR",
            16, 0x1021, 0xffff, 0),
  REFLECTED ("CRC-16/IBM-SDLC",
             "CRC-16/X-25 X-25 IBM-SDLC CRC-16/ISO-HDLC CRC-16/ISO-IEC-14443-3-B CRC-B",
             16, 0x1021, 0xffff, 0xffff),
  REFLECTED ("CRC-16/ISO-IEC-14443-3-A", "CRC-A", 16, 0x1021, 0xc6c6, 0),
  REFLECTED ("CRC-16/KERMIT",
             "KERMIT CRC-CCITT CRC-16/CCITT CRC-16/CCITT-TRUE CRC-16/V-41-LSB",
             16, 0x1021, 0, 0),
  STRAIGHT ("CRC-16/LJ1200", NULL, 16, 0x6f63, 0, 0),
  REFLECTED ("CRC-16/MAXIM-DOW", "CRC-16/MAXIM", 16, 0x8005, 0, 0xffff),
  REFLECTED ("CRC-16/MCRF4XX", NULL, 16, 0x1021, 0xffff, 0),
  REFLECTED ("CRC-16/MODBUS", "MODBUS", 16, 0x8005, 0xffff, 0),
  REFLECTED ("CRC-16/NRSC-5", NULL, 16, 0x80b, 0xffff, 0),
  STRAIGHT ("CRC-16/OPENSAFETY-A", NULL, 16, 0x5935, 0, 0),
  STRAIGHT ("CRC-16/OPENSAFETY-B", NULL, 16, 0x755b, 0, 0),
  STRAIGHT ("CRC-16/PROFIBUS", NULL, 16, 0x1dcf, 0xffff, 0xffff),
  REFLECTED ("CRC-16/RIELLO", NULL, 16, 0x1021, 0xb2aa, 0),
  STRAIGHT ("CRC-16/SPI-FUJITSU", "CRC-16/AUG-CCITT", 16, 0x1021, 0x1d0f, 0),
  STRAIGHT ("CRC-16/T10-DIF", NULL, 16, 0x8bb7, 0, 0),
  STRAIGHT ("CRC-16/TELEDISK", NULL, 16, 0xa097, 0, 0),
  REFLECTED ("CRC-16/TMS37157", NULL, 16, 0x1021, 0x89ec, 0),
  STRAIGHT ("CRC-16/UMTS", "CRC-16/BUYPASS CRC-16/VERIFONE", 16, 0x8005, 0, 0),
  REFLECTED ("CRC-16/USB", NULL, 16, 0x8005, 0xffff, 0xffff),
  STRAIGHT ("CRC-16/XMODEM",
            "XMODEM ZMODEM CRC-16/ACORN CRC-16/LTE CRC-16/V-41-MSB",
            16, 0x1021, 0, 0),
  REFLECTED ("CRC-24/BLE", NULL, 24, 0x65b, 0x555555, 0),
  STRAIGHT ("CRC-24/FLEXRAY-A", NULL, 24, 0x5d6dcb, 0xfedcba, 0),
  STRAIGHT ("CRC-24/FLEXRAY-B", NULL, 24, 0x5d6dcb, 0xabcdef, 0),
  STRAIGHT ("CRC-24/INTERLAKEN", NULL, 24, 0x328b63, 0xffffff, 0xffffff),
  STRAIGHT ("CRC-24/LTE-A", NULL, 24, 0x864cfb, 0, 0),
  STRAIGHT ("CRC-24/LTE-B", NULL, 24, 0x800063, 0, 0),
  STRAIGHT ("CRC-24/OPENPGP", "CRC-24", 24, 0x864cfb, 0xb704ce, 0),
  STRAIGHT ("CRC-32/AIXM", "CRC-32Q", 32, 0x814141ab, 0, 0),
  REFLECTED ("CRC-32/AUTOSAR", NULL, 32, 0xf4acfb13, 0xffffffff, 0xffffffff),
  REFLECTED ("CRC-32/BASE91-D", "CRC-32D", 32, 0xa833982b, 0xffffffff, 0xffffffff),
  STRAIGHT ("CRC-32/BZIP2", "CRC-32/AAL5 CRC-32/DECT-B", 32, 0x4c11db7, 0xffffffff, 0xffffffff),
  REFLECTED ("CRC-32/CD-ROM-EDC", NULL, 32, 0x8001801b, 0, 0),
  STRAIGHT ("CRC-32/CKSUM", "CRC-32/POSIX", 32, 0x4c11db7, 0, 0xffffffff),
  REFLECTED ("CRC-32/ISCSI",
             "CRC-32C CRC-32/CASTAGNOLI CRC-32/INTERLAKEN",
             32, 0x1edc6f41, 0xffffffff, 0xffffffff),
  REFLECTED ("CRC-32/ISO-HDLC",
             "CRC-32 ISO-HDLC PKZIP CRC-32/ADCCP CRC-32/V-42 CRC-32/XZ",
             32, 0x4c11db7, 0xffffffff, 0xffffffff),
  REFLECTED ("CRC-32/JAMCRC", "JAMCRC", 32, 0x4c11db7, 0xffffffff, 0),
  REFLECTED ("CRC-32/MEF", NULL, 32, 0x741b8cd7, 0xffffffff, 0),
  STRAIGHT ("CRC-32/MPEG-2", NULL, 32, 0x4c11db7, 0xffffffff, 0),
  STRAIGHT ("CRC-32/XFER", NULL, 32, 0xaf, 0, 0),
  STRAIGHT ("CRC-40/GSM", NULL, 40, 0x4820009, 0, G_GUINT64_CONSTANT (0xffffffffff)),
  STRAIGHT ("CRC-64/ECMA-182", "CRC-64", 64, G_GUINT64_CONSTANT (0x42f0e1eba9ea3693), 0, 0),
  REFLECTED ("CRC-64/GO-ISO", NULL, 64, 0x1b, ALL_ONES, ALL_ONES),
  REFLECTED ("CRC-64/MS", NULL, 64, G_GUINT64_CONSTANT (0x259c84cba6426349), ALL_ONES, 0),
  REFLECTED ("CRC-64/NVME", NULL, 64, G_GUINT64_CONSTANT (0xad93d23594c93659), ALL_ONES, ALL_ONES),
  REFLECTED ("CRC-64/REDIS", NULL, 64, G_GUINT64_CONSTANT (0xad93d23594c935a9), 0, 0),
  STRAIGHT ("CRC-64/WE", NULL, 64, G_GUINT64_CONSTANT (0x42f0e1eba9ea3693), ALL_ONES, ALL_ONES),
  REFLECTED ("CRC-64/XZ",
             "CRC-64/GO-ECMA",
             64, G_GUINT64_CONSTANT (0x42f0e1eba9ea3693), ALL_ONES, ALL_ONES),
};

/* Compares the letters and digits of @name with those of @text up to @size. */
static gboolean
name_matches (const char *name,
              const char *text,
              gsize       size)
{
  const char *end = text + size;

  for (;; name++, text++)
    {
      while (*name != '\0' && !g_ascii_isalnum (*name))
        name++;
      while (text < end && !g_ascii_isalnum (*text))
        text++;
      if (*name == '\0' || text == end)
        return *name == '\0' && text == end;
      if (g_ascii_tolower (*name) != g_ascii_tolower (*text))
        return FALSE;
    }
}

static gboolean
is_called (const HexwireChecksum *self,
           const char            *name)
{
  const char *alias = self->aliases != NULL ? self->aliases : "";

  if (name_matches (name, self->name, strlen (self->name)))
    return TRUE;
  while (*alias != '\0')
    {
      gsize size = strcspn (alias, " ");

      if (name_matches (name, alias, size))
        return TRUE;
      alias += size + strspn (alias + size, " ");
    }
  return FALSE;
}

static gboolean
parse_flag (const char *text,
            gboolean   *flag)
{
  *flag = g_ascii_strcasecmp (text, "true") == 0 || strcmp (text, "1") == 0;
  return *flag || g_ascii_strcasecmp (text, "false") == 0 || strcmp (text, "0") == 0;
}

static gboolean
parse_number (const char *text,
              guint64    *number)
{
  HexwireValue value;
  gboolean is_number;

  if (!hexwire_value_parse (text, &value, NULL, NULL))
    return FALSE;
  is_number = value.kind == HEXWIRE_VALUE_UINT ||
              (value.kind == HEXWIRE_VALUE_INT && value.int64 >= 0);
  *number = value.uint64;
  hexwire_value_clear (&value);
  return is_number;
}

static gboolean
parse_parameter (const char      *key,
                 const char      *text,
                 HexwireChecksum *checksum)
{
  guint64 width;

  if (strcmp (key, "refin") == 0)
    return parse_flag (text, &checksum->refin);
  if (strcmp (key, "refout") == 0)
    return parse_flag (text, &checksum->refout);
  if (strcmp (key, "poly") == 0)
    return parse_number (text, &checksum->poly);
  if (strcmp (key, "init") == 0)
    return parse_number (text, &checksum->init);
  if (strcmp (key, "xorout") == 0)
    return parse_number (text, &checksum->xorout);
  if (strcmp (key, "width") != 0 || !parse_number (text, &width) || width < 1 || width > 64)
    return FALSE;
  checksum->width_bits = (guint) width;
  return TRUE;
}

/* Every number must fit the width, and a polynomial without its lowest term is a mistake. */
static gboolean
is_complete (const HexwireChecksum *checksum)
{
  guint64 mask;

  if (checksum->width_bits == 0)
    return FALSE;
  mask = G_MAXUINT64 >> (64 - checksum->width_bits);
  return checksum->poly % 2 == 1 && checksum->poly <= mask && checksum->init <= mask &&
         checksum->xorout <= mask;
}

static gboolean
parse_parameters (const char       *text,
                  HexwireChecksum  *checksum,
                  GError          **error)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,\t\n", -1);

  *checksum = (HexwireChecksum) { .kind = HEXWIRE_CHECKSUM_CRC };
  for (gsize i = 0; words[i] != NULL; i++)
    {
      char *equals = strchr (words[i], '=');

      if (*words[i] == '\0')
        continue;
      if (equals != NULL)
        *equals = '\0';
      if (equals == NULL || !parse_parameter (words[i], equals + 1, checksum))
        {
          g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_CHECKSUM,
                       /* Translators: the placeholder is a name such as "poly" */
                       _("a CRC takes width, poly, init, refin, refout and xorout, "
                         "\"%.32s\" is wrong"), words[i]);
          return FALSE;
        }
    }
  if (is_complete (checksum))
    return TRUE;
  g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_CHECKSUM,
               _("a CRC needs a width of 1 to 64, an odd poly, and numbers that fit the width"));
  return FALSE;
}

const HexwireChecksum *
hexwire_checksum_get_all (gsize *n_checksums)
{
  *n_checksums = G_N_ELEMENTS (catalogue);
  return catalogue;
}

gboolean
hexwire_checksum_parse (const char       *text,
                        HexwireChecksum  *checksum,
                        GError          **error)
{
  g_return_val_if_fail (text != NULL && checksum != NULL, FALSE);

  if (strchr (text, '=') != NULL)
    return parse_parameters (text, checksum, error);

  for (gsize i = 0; i < G_N_ELEMENTS (catalogue); i++)
    if (is_called (&catalogue[i], text))
      {
        *checksum = catalogue[i];
        return TRUE;
      }
  g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_CHECKSUM,
               /* Translators: the placeholder is what the user typed */
               _("no checksum is called \"%.64s\""), text);
  return FALSE;
}
