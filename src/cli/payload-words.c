/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload-words.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "codec/bytes-text.h"

void
hexwire_payload_words_clear (HexwirePayloadWords *self)
{
  g_free (self->text);
  g_free (self->escaped);
  g_free (self->hex);
  g_free (self->pack);
  g_free (self->file);
}

void
hexwire_payload_words_append_entries (HexwirePayloadWords *self,
                                      GArray              *entries)
{
  /* The ellipsis has a number behind it taken for a value, not for an option. */
  const GOptionEntry options[] = {
    { "text", 't', 0, G_OPTION_ARG_FILENAME, &self->text, N_("Send this text"), N_("TEXT") },
    { "escaped", 'e', 0, G_OPTION_ARG_STRING, &self->escaped,
      N_("Send text with escapes such as \\n, \\0 and \\xff"), N_("TEXT") },
    { "hex", 'x', 0, G_OPTION_ARG_STRING, &self->hex, N_("Send these bytes"), N_("HEX") },
    { "pack", 'p', 0, G_OPTION_ARG_STRING, &self->pack,
      N_("Send the values behind the address, packed"), "FORMAT VALUE…" },
    { "file", 0, 0, G_OPTION_ARG_FILENAME, &self->file,
      N_("Send what is in a file; - for standard input"), N_("FILE") },
  };

  g_array_append_vals (entries, options, G_N_ELEMENTS (options));
}

gboolean
hexwire_payload_words_check (HexwirePayloadWords  *self,
                             char                **values,
                             GError              **error)
{
  gboolean is_stdin = values[0] != NULL && self->pack == NULL && strcmp (values[0], "-") == 0;
  guint n_payloads = (self->text != NULL ? 1 : 0) + (self->escaped != NULL ? 1 : 0)
                     + (self->hex != NULL ? 1 : 0) + (self->pack != NULL ? 1 : 0)
                     + (self->file != NULL ? 1 : 0) + (is_stdin ? 1 : 0);

  if (self->pack == NULL && values[is_stdin ? 1 : 0] != NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 /* Translators: the first placeholder is what was typed */
                 _("“%s” belongs to nothing: values follow --pack"), values[is_stdin ? 1 : 0]);
  else if (n_payloads != 1)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         n_payloads == 0
                           ? _("Nothing to send: give --text, --escaped, --hex, --pack, --file or "
                               "- for standard input")
                           : _("More than one thing to send: give one of --text, --escaped, "
                               "--hex, --pack, --file and -"));
  else
    {
      if (is_stdin)
        self->file = g_strdup ("-");
      return TRUE;
    }
  return FALSE;
}

static GInputStream *
open_input (const char  *path,
            GError     **error)
{
  g_autoptr (GFile) file = NULL;

  if (strcmp (path, "-") == 0)
    return g_unix_input_stream_new (STDIN_FILENO, FALSE);
  file = g_file_new_for_path (path);
  return G_INPUT_STREAM (g_file_read (file, NULL, error));
}

static GBytes *
read_notation (HexwireNotation   notation,
               const char       *option,
               const char       *text,
               GError          **error)
{
  GBytes *bytes = hexwire_bytes_parse (notation, text, NULL, error);

  if (bytes == NULL)
    g_prefix_error (error, "%s: ", option);
  return bytes;
}

gboolean
hexwire_payload_words_read (const HexwirePayloadWords  *self,
                            char                      **values,
                            gboolean                    is_stream,
                            GBytes                    **payload,
                            GInputStream              **input,
                            GError                    **error)
{
  *payload = NULL;
  *input = NULL;
  if (self->text != NULL)
    *payload = g_bytes_new (self->text, strlen (self->text));
  else if (self->escaped != NULL)
    *payload = read_notation (HEXWIRE_NOTATION_ESCAPED, "--escaped", self->escaped, error);
  else if (self->hex != NULL)
    *payload = read_notation (HEXWIRE_NOTATION_HEX, "--hex", self->hex, error);
  else if (self->pack != NULL)
    {
      *payload = hexwire_arguments_pack (self->pack, values, error);
      if (*payload == NULL)
        g_prefix_error (error, "--pack: ");
    }
  else if (is_stream)
    *input = open_input (self->file, error);
  else
    *payload = hexwire_arguments_read_file (self->file, error);
  return *payload != NULL || *input != NULL;
}
