/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "command-line.h"

#include "net/address.h"
#include "net/reply-setting.h"
#include "net/responder.h"
#include "net/unix-address.h"

#include <glib/gi18n.h>
#include <string.h>

static const GOptionEntry entries[] = {
  { "tcp-server", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Open a TCP server and start it"),
    N_ ("[ADDRESS:]PORT|unix:PATH") },
  { "tcp-client", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Open a TCP client and connect it"),
    N_ ("[ADDRESS:]PORT|unix:PATH") },
  { "udp-server", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Open a UDP server and start it"),
    N_ ("[ADDRESS:]PORT|unix:PATH") },
  { "udp-client", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Open a UDP client"),
    N_ ("[ADDRESS:]PORT|unix:PATH") },
  { "reply", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_ ("What the servers answer: nothing, echo, discard, fixed:TEXT, rules:FILE"), N_ ("REPLY") },
  { "greeting", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_ ("What TCP servers send to who connects, with escapes such as \\n"), N_ ("TEXT") },
  { "new-window", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open another window"), NULL },
  { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show servers and clients that talk"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version"), NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL,
    N_ ("[SESSION or CAPTURE…]") },
  { NULL },
};

void
hexwire_command_line_add_options (GApplication *application)
{
  g_application_add_main_option_entries (application, entries);
}

/* A path begins at the folder of whoever gave the command: the program may run elsewhere. */
static HexwireEndpoint *
parse_unix_endpoint (HexwireEndpointKind   kind,
                     const char           *text,
                     const char           *folder,
                     GError              **error)
{
  g_autoptr (GSocketAddress) address = hexwire_unix_address_parse (text, folder, error);
  g_autofree char *host = NULL;
  HexwireEndpoint *endpoint;

  if (address == NULL)
    {
      g_prefix_error (error, "--%s: ", hexwire_endpoint_kind_get_id (kind));
      return NULL;
    }
  host = hexwire_socket_address_to_text (address);
  endpoint = hexwire_endpoint_new (kind);
  g_object_set (endpoint, "host", host, "family", HEXWIRE_FAMILY_UNIX, NULL);
  return endpoint;
}

/* Splits at the last colon, so that an IPv6 address in brackets may come first. */
static HexwireEndpoint *
parse_endpoint (HexwireEndpointKind   kind,
                const char           *text,
                const char           *folder,
                GError              **error)
{
  HexwireEndpoint *endpoint;
  const char *colon = strrchr (text, ':');
  guint16 port;

  if (hexwire_unix_address_is_typed (text))
    return parse_unix_endpoint (kind, text, folder, error);
  if (!hexwire_port_parse (colon != NULL ? colon + 1 : text, &port, error))
    {
      g_prefix_error (error, "--%s: ", hexwire_endpoint_kind_get_id (kind));
      return NULL;
    }
  endpoint = hexwire_endpoint_new (kind);
  g_object_set (endpoint, "port", (guint) port, NULL);
  if (colon != NULL)
    {
      g_autofree char *host = g_strndup (text, (gsize) (colon - text));

      g_object_set (endpoint, "host", host, NULL);
    }
  return endpoint;
}

static HexwireReplySetting *
parse_reply (GVariantDict  *options,
             GError       **error)
{
  const char *text = "nothing";
  HexwireReplySetting *setting;

  g_variant_dict_lookup (options, "reply", "&s", &text);
  setting = hexwire_reply_setting_parse (text, error);
  if (setting == NULL)
    g_prefix_error (error, "--reply: ");
  return setting;
}

/* Nothing where no greeting was asked for. */
static gboolean
parse_greeting (GVariantDict         *options,
                HexwireReplyPayload **greeting,
                GError              **error)
{
  const char *text;

  *greeting = NULL;
  if (!g_variant_dict_lookup (options, "greeting", "&s", &text))
    return TRUE;
  *greeting = hexwire_reply_payload_new (HEXWIRE_NOTATION_ESCAPED, NULL, text, NULL, NULL, error);
  if (*greeting == NULL)
    g_prefix_error (error, "--greeting: ");
  return *greeting != NULL;
}

GPtrArray *
hexwire_command_line_get_endpoints (GVariantDict  *options,
                                    const char    *folder,
                                    GError       **error)
{
  g_autoptr (GPtrArray) endpoints = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (HexwireReplySetting) reply = parse_reply (options, error);

  g_autoptr (HexwireReplyPayload) greeting = NULL;

  if (reply == NULL || !parse_greeting (options, &greeting, error))
    return NULL;
  for (guint kind = 0; kind < HEXWIRE_ENDPOINT_N_KINDS; kind++)
    {
      g_autofree const char **texts = NULL;

      g_variant_dict_lookup (options, hexwire_endpoint_kind_get_id (kind), "^a&s", &texts);
      for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
        {
          HexwireEndpoint *endpoint = parse_endpoint (kind, texts[i], folder, error);

          if (endpoint == NULL)
            return NULL;
          if (hexwire_endpoint_kind_is_server (kind))
            {
              hexwire_reply_setting_apply (reply, endpoint);
              hexwire_responder_set_greeting (hexwire_endpoint_get_responder (endpoint), greeting);
            }
          g_ptr_array_add (endpoints, endpoint);
        }
    }
  return g_steal_pointer (&endpoints);
}

gboolean
hexwire_command_line_wants_demo (GVariantDict *options)
{
  return g_variant_dict_contains (options, "demo");
}

gboolean
hexwire_command_line_wants_new_window (GVariantDict *options)
{
  return g_variant_dict_contains (options, "new-window");
}

GPtrArray *
hexwire_command_line_get_files (GVariantDict            *options,
                                GApplicationCommandLine *command_line)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree const char **names = NULL;

  g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &names);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_ptr_array_add (files, g_application_command_line_create_file_for_arg (command_line,
                                                                            names[i]));
  return files;
}
