/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/macro.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/codec-private.h"
#include "codec/literal.h"

#define MAX_WIDTH 20
#define NUMBER_SIZE_BYTES 8

static const char *const names[] = { "counter", "time",      "time.ms",   "time.us", "random",
                                     "peer",    "peer.host", "peer.port" };

static gboolean
is_text (HexwireMacroName name)
{
  return name == HEXWIRE_MACRO_PEER || name == HEXWIRE_MACRO_PEER_HOST;
}

static gboolean
parse_name (const char       *text,
            HexwireMacroName *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (text, names[i]))
      {
        *name = i;
        return TRUE;
      }
  return FALSE;
}

/* "32be" behind "u", "i" or "unix". */
static gboolean
parse_bits (const char   *text,
            HexwireMacro *macro)
{
  char *end;
  guint64 n_bits = g_ascii_isdigit (text[0]) ? g_ascii_strtoull (text, &end, 10) : 0;

  if (n_bits == 0 || n_bits % 8 != 0 || n_bits > 8 * NUMBER_SIZE_BYTES)
    return FALSE;
  macro->form = HEXWIRE_MACRO_FORM_BINARY;
  macro->width = (guint) n_bits / 8;
  macro->is_little = g_str_equal (end, "le");
  return end[0] == '\0' || macro->is_little || g_str_equal (end, "be");
}

/* "unix" in decimal, "unix32" and "unix64" in bytes. */
static gboolean
parse_time_form (const char   *text,
                 HexwireMacro *macro)
{
  if (g_str_equal (text, "iso"))
    return TRUE;
  if (!g_str_has_prefix (text, "unix"))
    return FALSE;
  macro->form = HEXWIRE_MACRO_FORM_DECIMAL;
  return text[4] == '\0' || (parse_bits (text + 4, macro) && macro->width >= 4);
}

static gboolean
parse_range (const char   *text,
             HexwireMacro *macro)
{
  g_auto (GStrv) ends = g_strsplit (text, "..", 2);
  guint64 low, high;

  if (g_strv_length (ends) != 2
      || !g_ascii_string_to_unsigned (ends[0], 10, 0, G_MAXUINT32, &low, NULL)
      || !g_ascii_string_to_unsigned (ends[1], 10, low, G_MAXUINT32, &high, NULL))
    return FALSE;
  macro->form = HEXWIRE_MACRO_FORM_RANGE;
  macro->low = (guint32) low;
  macro->high = (guint32) high;
  return TRUE;
}

static gboolean
parse_random_form (const char   *text,
                   HexwireMacro *macro)
{
  guint64 n_bytes;

  if (strchr (text, '.') != NULL)
    return parse_range (text, macro);
  if (!g_ascii_string_to_unsigned (text, 10, 1, HEXWIRE_MACRO_MAX_RANDOM_BYTES, &n_bytes, NULL))
    return FALSE;
  macro->form = HEXWIRE_MACRO_FORM_BYTES;
  macro->width = (guint) n_bytes;
  return TRUE;
}

/* "d", "05", "05d", "x", "04x". */
static gboolean
parse_digits_form (const char   *text,
                   HexwireMacro *macro)
{
  gsize n_digits = strspn (text, "0123456789");
  const char *rest = text + n_digits;

  if (n_digits > 2 || (n_digits > 0 && text[0] != '0'))
    return FALSE;
  macro->width = (guint) g_ascii_strtoull (text, NULL, 10);
  macro->form = g_str_equal (rest, "x") ? HEXWIRE_MACRO_FORM_HEX : HEXWIRE_MACRO_FORM_DECIMAL;
  return macro->width <= MAX_WIDTH
         && (macro->form == HEXWIRE_MACRO_FORM_HEX || g_str_equal (rest, "d")
             || (rest[0] == '\0' && n_digits == 2));
}

static gboolean
parse_form (const char   *text,
            HexwireMacro *macro)
{
  if (is_text (macro->name))
    return FALSE;
  if (macro->name == HEXWIRE_MACRO_TIME && parse_time_form (text, macro))
    return TRUE;
  if (macro->name == HEXWIRE_MACRO_RANDOM && parse_random_form (text, macro))
    return TRUE;
  if ((text[0] == 'u' || text[0] == 'i') && parse_bits (text + 1, macro))
    return TRUE;
  return parse_digits_form (text, macro);
}

gboolean
hexwire_macro_parse (const char    *text,
                     gsize         *position,
                     HexwireMacro  *macro,
                     gsize         *error_position,
                     GError       **error)
{
  HexwireCodecSource source = { text, error_position, error };
  const char *start = text + *position + 2;
  const char *end = start + strcspn (start, "{}:$");
  g_autofree char *name = g_strndup (start, (gsize) (end - start));
  g_autofree char *form = NULL;

  memset (macro, 0, sizeof *macro);
  if (!parse_name (name, &macro->name))
    return hexwire_codec_source_fail (&source, start, HEXWIRE_CODEC_ERROR_NOTATION,
                                      /* Translators: the words after the colon stay as they are */
                                      _("a macro is one of counter, time, time.ms, time.us, "
                                        "random, peer, peer.host, peer.port"));
  if (*end == ':')
    {
      start = end + 1;
      end = start + strcspn (start, "{}$");
      form = g_strndup (start, (gsize) (end - start));
    }
  if (*end != '}')
    return hexwire_codec_source_fail (&source, end, HEXWIRE_CODEC_ERROR_NOTATION,
                                      _("a macro ends with }"));
  if (form != NULL && !parse_form (form, macro))
    return hexwire_codec_source_fail (&source, start, HEXWIRE_CODEC_ERROR_NOTATION,
                                      _("this macro has no such form"));
  *position = (gsize) (end + 1 - text);
  return TRUE;
}

static guint64
random_number (void)
{
  return (guint64) g_random_int () << 32 | g_random_int ();
}

/* The colon before a port is the last one, and a zone or a path has none behind. */
static const char *
find_port (const char *peer)
{
  const char *colon = strrchr (peer, ':');

  return colon != NULL && colon[1] != '\0' && strspn (colon + 1, "0123456789") == strlen (colon + 1)
           ? colon + 1
           : NULL;
}

static void
append_peer (HexwireMacroName  name,
             const char       *peer,
             GString          *text)
{
  const char *port = name == HEXWIRE_MACRO_PEER_HOST ? find_port (peer) : NULL;
  gsize length = port != NULL ? (gsize) (port - 1 - peer) : strlen (peer);
  gboolean has_brackets = port != NULL && length > 2 && peer[0] == '[';

  g_string_append_len (text, peer + (has_brackets ? 1 : 0),
                       (gssize) length - (has_brackets ? 2 : 0));
}

static guint64
get_number (const HexwireMacro        *self,
            const HexwireMacroContext *context)
{
  const char *port = context->peer != NULL ? find_port (context->peer) : NULL;
  guint64 n_numbers = (guint64) self->high - self->low + 1;

  switch (self->name)
    {
    case HEXWIRE_MACRO_COUNTER:
      return context->counter;
    case HEXWIRE_MACRO_TIME:
      return (guint64) (context->time_us / G_USEC_PER_SEC);
    case HEXWIRE_MACRO_TIME_MS:
      return (guint64) (context->time_us / 1000);
    case HEXWIRE_MACRO_TIME_US:
      return (guint64) context->time_us;
    case HEXWIRE_MACRO_RANDOM:
      if (self->form == HEXWIRE_MACRO_FORM_RANGE)
        return self->low + random_number () % n_numbers;
      return self->form == HEXWIRE_MACRO_FORM_BINARY ? random_number () : g_random_int ();
    case HEXWIRE_MACRO_PEER_PORT:
      return port != NULL ? g_ascii_strtoull (port, NULL, 10) : 0;
    case HEXWIRE_MACRO_PEER:
    case HEXWIRE_MACRO_PEER_HOST:
    default:
      g_return_val_if_reached (0);
    }
}

static void
append_iso_time (gint64   time_us,
                 GString *text)
{
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  g_autofree char *date = g_date_time_format (seconds, "%Y-%m-%dT%H:%M:%S");

  g_string_append_printf (text, "%s.%06dZ", date, (int) (time_us % G_USEC_PER_SEC));
}

static void
append_text (const HexwireMacro        *self,
             const HexwireMacroContext *context,
             GString                   *text)
{
  if (is_text (self->name))
    append_peer (self->name, context->peer != NULL ? context->peer : "", text);
  else if (self->name == HEXWIRE_MACRO_TIME && self->form == HEXWIRE_MACRO_FORM_DEFAULT)
    append_iso_time (context->time_us, text);
  else if (self->form == HEXWIRE_MACRO_FORM_HEX)
    g_string_append_printf (text, "%0*" G_GINT64_MODIFIER "x", (int) self->width,
                            get_number (self, context));
  else
    g_string_append_printf (text, "%0*" G_GUINT64_FORMAT, (int) self->width,
                            get_number (self, context));
}

static void
append_integer (const HexwireMacro        *self,
                const HexwireMacroContext *context,
                GByteArray                *bytes)
{
  guint64 number = self->is_little ? GUINT64_TO_LE (get_number (self, context))
                                   : GUINT64_TO_BE (get_number (self, context));
  const guint8 *data = (const guint8 *) &number;

  g_byte_array_append (bytes, self->is_little ? data : data + NUMBER_SIZE_BYTES - self->width,
                       self->width);
}

void
hexwire_macro_append (const HexwireMacro        *self,
                      const HexwireMacroContext *context,
                      GByteArray                *bytes)
{
  if (self->form == HEXWIRE_MACRO_FORM_BINARY)
    append_integer (self, context, bytes);
  else if (self->form == HEXWIRE_MACRO_FORM_BYTES)
    for (guint i = 0; i < self->width; i++)
      {
        guint8 byte = (guint8) g_random_int ();

        g_byte_array_append (bytes, &byte, 1);
      }
  else
    {
      g_autoptr (GString) text = g_string_new (NULL);

      append_text (self, context, text);
      g_byte_array_append (bytes, (const guint8 *) text->str, (guint) text->len);
    }
}

/* As C would put a number into an integer of that many bytes. */
static void
append_wrapped (guint64   number,
                gsize     size_bytes,
                gboolean  is_signed,
                GString  *text)
{
  guint n_spare_bits = (guint) (8 * (sizeof number - size_bytes));

  if (is_signed)
    g_string_append_printf (text, "%" G_GINT64_FORMAT,
                            (gint64) (number << n_spare_bits) >> n_spare_bits);
  else
    g_string_append_printf (text, "%" G_GUINT64_FORMAT,
                            number << n_spare_bits >> n_spare_bits);
}

static void
append_float (const HexwireMacro        *self,
              const HexwireMacroContext *context,
              GString                   *text)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  double value = (double) get_number (self, context);

  if (self->name == HEXWIRE_MACRO_TIME)
    value = (double) context->time_us / G_USEC_PER_SEC;
  else if (self->name == HEXWIRE_MACRO_RANDOM && self->form != HEXWIRE_MACRO_FORM_RANGE)
    value = g_random_double ();
  g_string_append (text, g_ascii_dtostr (number, sizeof number, value));
}

static void
append_bytes_literal (const HexwireMacro        *self,
                      const HexwireMacroContext *context,
                      GString                   *text)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  hexwire_macro_append (self, context, bytes);
  hexwire_literal_append (bytes->data, bytes->len, text);
}

gboolean
hexwire_macro_append_literal (const HexwireMacro         *self,
                              const HexwireMacroContext  *context,
                              const HexwireField         *field,
                              GString                    *text,
                              GError                    **error)
{
  HexwireMacro number = *self;

  if (strchr ("csp", field->type) != NULL)
    {
      append_bytes_literal (self, context, text);
      return TRUE;
    }
  if (is_text (self->name)
      || (self->form != HEXWIRE_MACRO_FORM_DEFAULT && self->form != HEXWIRE_MACRO_FORM_RANGE))
    {
      g_set_error_literal (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_VALUE_TYPE,
                           is_text (self->name) ? _("this macro is not a number")
                                                : _("a macro has no form in a number’s field"));
      return FALSE;
    }
  if (self->form == HEXWIRE_MACRO_FORM_DEFAULT)
    number.form = HEXWIRE_MACRO_FORM_BINARY;    /* a random number of all the bits there are */
  if (strchr ("efd", field->type) != NULL)
    append_float (self, context, text);
  else if (field->type == '?')
    g_string_append (text, (get_number (&number, context) & 1) != 0 ? "True" : "False");
  else
    append_wrapped (get_number (&number, context), field->element_size_bytes,
                    g_ascii_islower (field->type), text);
  return TRUE;
}
