/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-options.h"

#include <glib/gi18n.h>
#include <string.h>

void
hexwire_net_words_clear (HexwireNetWords *self)
{
  g_free (self->show);
  g_free (self->decode);
  g_free (self->framing);
  g_free (self->record);
  g_free (self->count);
}

void
hexwire_net_words_append_entries (HexwireNetWords *self,
                                  GArray          *entries)
{
  const GOptionEntry options[] = {
    { "ipv4", '4', 0, G_OPTION_ARG_NONE, &self->is_ipv4, N_("Use IPv4 alone"), NULL },
    { "ipv6", '6', 0, G_OPTION_ARG_NONE, &self->is_ipv6, N_("Use IPv6 alone"), NULL },
    { "count", 'n', 0, G_OPTION_ARG_STRING, &self->count,
      N_("End after so many received messages"), N_("N") },
    { "show", 0, 0, G_OPTION_ARG_STRING, &self->show,
      N_("How to print messages: text (with escapes), hex or both"), N_("HOW") },
    { "decode", 'd', 0, G_OPTION_ARG_STRING, &self->decode,
      N_("Print the fields of this format; with --json, print them as well"), N_("FORMAT") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &self->is_json,
      N_("Print an object of JSON for each message, on a line"), NULL },
    { "raw", 'r', 0, G_OPTION_ARG_NONE, &self->is_raw,
      N_("Print the received bytes and nothing else"), NULL },
    { "framing", 'f', 0, G_OPTION_ARG_STRING, &self->framing,
      N_("How a stream falls into messages, as in “lines strip”, “fixed 16” or “length u16be”"),
      N_("RULE") },
    { "record", 0, 0, G_OPTION_ARG_FILENAME, &self->record,
      N_("Record to a file, in the format that its name ends with: pcapng, txt, csv, jsonl, hex "
         "or bin"),
      N_("FILE") },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &self->is_quiet,
      N_("Do not tell who comes and goes"), NULL },
  };

  g_array_append_vals (entries, options, G_N_ELEMENTS (options));
}

static gboolean
fail (GError     **error,
      const char  *message)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, message);
  return FALSE;
}

static gboolean
parse_show_word (const char   *word,
                 HexwireShow  *show,
                 GError      **error)
{
  static const char *const names[] = { "text", "hex", "both" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (word, names[i]) == 0)
      {
        *show = HEXWIRE_SHOW_TEXT + i;
        return TRUE;
      }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               /* Translators: the placeholder is what was typed; the rest stays as it is */
               _("--show: “%s” is neither text nor hex nor both"), word);
  return FALSE;
}

static gboolean
parse_show (const HexwireNetWords  *words,
            HexwireShow            *show,
            GError                **error)
{
  guint n_chosen = (words->is_text ? 1 : 0) + (words->is_hex ? 1 : 0) + (words->is_json ? 1 : 0)
                   + (words->is_raw ? 1 : 0) + (words->show != NULL ? 1 : 0)
                   + (words->decode != NULL && !words->is_json ? 1 : 0);

  if (n_chosen > 1)
    return fail (error, _("Messages are printed in one way: as text, in hex, as fields, as JSON "
                          "or raw"));
  if (words->show != NULL)
    return parse_show_word (words->show, show, error);
  *show = words->is_json          ? HEXWIRE_SHOW_JSON
          : words->is_raw         ? HEXWIRE_SHOW_RAW
          : words->is_hex         ? HEXWIRE_SHOW_HEX
          : words->decode != NULL ? HEXWIRE_SHOW_FIELDS
                                  : HEXWIRE_SHOW_TEXT;
  return TRUE;
}

static gboolean
parse_rule (const char        *text,
            gboolean           is_stream,
            HexwireFrameRule **rule,
            GError           **error)
{
  if (text == NULL)
    *rule = hexwire_frame_rule_new_none ();
  else if (!is_stream)
    return fail (error, _("--framing: datagrams are messages already"));
  else
    *rule = hexwire_frame_rule_parse (text, NULL, error);
  if (*rule == NULL)
    g_prefix_error (error, "--framing: ");
  return *rule != NULL;
}

static gboolean
parse_record (const char         *path,
              GFile             **file,
              HexwireLogFormat   *format,
              GError            **error)
{
  const char *dot = path != NULL ? strrchr (path, '.') : NULL;

  if (path == NULL)
    return TRUE;
  for (guint i = 0; dot != NULL && i < HEXWIRE_LOG_FORMAT_N; i++)
    if (strcmp (dot + 1, hexwire_log_format_get_suffix (i)) == 0)
      {
        *file = g_file_new_for_commandline_arg (path);
        *format = i;
        return TRUE;
      }
  return fail (error, _("--record: the file’s name has to end with .pcapng, .txt, .csv, .jsonl, "
                        ".hex or .bin"));
}

gboolean
hexwire_net_options_parse_number (const char  *name,
                                  const char  *text,
                                  guint64     *number,
                                  GError     **error)
{
  if (text == NULL || g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, number, NULL))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               /* Translators: an option, as in --count, and what was typed */
               _("%s: “%s” is not a number of 1 or more"), name, text);
  return FALSE;
}

gboolean
hexwire_net_options_parse (HexwireNetOptions      *self,
                           const HexwireNetWords  *words,
                           gboolean                is_stream,
                           GError                **error)
{
  *self = (HexwireNetOptions) { .printing = { .is_quiet = words->is_quiet,
                                              .is_lossless = is_stream } };
  if (words->is_ipv4 && words->is_ipv6)
    return fail (error, _("--ipv4 and --ipv6 leave no address: use one of them, or none for "
                          "both"));
  if (words->is_ipv4 || words->is_ipv6)
    self->family = words->is_ipv4 ? HEXWIRE_FAMILY_IPV4 : HEXWIRE_FAMILY_IPV6;
  if (!parse_show (words, &self->printing.show, error)
      || !parse_rule (words->framing, is_stream, &self->printing.rule, error)
      || !parse_record (words->record, &self->record, &self->record_format, error)
      || !hexwire_net_options_parse_number ("--count", words->count, &self->printing.max_received,
                                            error))
    return FALSE;
  if (words->decode != NULL)
    {
      self->printing.decode = hexwire_format_parse (words->decode, NULL, error);
      if (self->printing.decode == NULL)
        g_prefix_error (error, "--decode: ");
    }
  return words->decode == NULL || self->printing.decode != NULL;
}

void
hexwire_net_options_clear (HexwireNetOptions *self)
{
  g_clear_pointer (&self->printing.decode, hexwire_format_unref);
  g_clear_pointer (&self->printing.rule, hexwire_frame_rule_unref);
  g_clear_object (&self->record);
}
