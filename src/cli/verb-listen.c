/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "arguments.h"

#include <glib/gi18n.h>
#include <string.h>

#include "net-address.h"
#include "net/reply-setting.h"
#include "session.h"

/* For scripts: the same in every language. */
static void
opened_cb (HexwireSession *session,
           gpointer        user_data)
{
  const char *const *addresses
    = hexwire_endpoint_get_local_addresses (hexwire_session_get_endpoint (session));

  for (; *addresses != NULL; addresses++)
    g_printerr ("listening on %s\n", *addresses);
}

static void
closed_cb (HexwireSession *session,
           gpointer        user_data)
{
}

static void
complete_cb (HexwireSession *session,
             gpointer        user_data)
{
  hexwire_session_close (session);
}

static const HexwireSessionFuncs funcs = { opened_cb, closed_cb, complete_cb };

static gboolean
set_reply (HexwireEndpoint  *endpoint,
           const char       *text,
           GError          **error)
{
  g_autoptr (HexwireReplySetting) setting
    = hexwire_reply_setting_parse (text != NULL ? text : "nothing", error);

  if (setting == NULL)
    g_prefix_error (error, "--reply: ");
  else
    hexwire_reply_setting_apply (setting, endpoint);
  return setting != NULL;
}

static HexwireExit
listen_with (const HexwireNetWords *net_words,
             const char            *reply,
             char                 **words)
{
  g_autoptr (HexwireEndpoint) endpoint = NULL;
  g_autoptr (GError) error = NULL;
  HexwireNetOptions options;
  HexwireSession *session = NULL;
  HexwireExit status = HEXWIRE_EXIT_USAGE;

  if (hexwire_net_options_parse (&options, net_words, strcmp (words[0], "udp") != 0, &error))
    endpoint = hexwire_net_address_new_endpoint (words[0], words[1], TRUE, options.family, &error);
  options.printing.shows_sent = TRUE;
  if (endpoint != NULL && set_reply (endpoint, reply, &error))
    {
      status = HEXWIRE_EXIT_FAILED;
      session = hexwire_session_new (endpoint, &options, &funcs, NULL, &error);
    }
  if (session != NULL)
    {
      status = hexwire_session_run (session);
      hexwire_session_free (session);
    }
  else
    hexwire_arguments_fail (error);
  hexwire_net_options_clear (&options);
  return status;
}

static HexwireExit
run (char **args)
{
  HexwireNetWords net_words = { 0 };
  g_autofree char *reply = NULL;
  const GOptionEntry own_options[] = {
    { "reply", 0, 0, G_OPTION_ARG_STRING, &reply,
      N_("What to answer: nothing, echo, discard, fixed:TEXT"), N_("REPLY") },
    { "text", 0, 0, G_OPTION_ARG_NONE, &net_words.is_text,
      N_("Print messages as text, with escapes; the default"), NULL },
    { "hex", 0, 0, G_OPTION_ARG_NONE, &net_words.is_hex, N_("Print messages in hex"), NULL },
  };
  g_autoptr (GArray) options = g_array_new (TRUE, FALSE, sizeof (GOptionEntry));
  g_auto (GStrv) words = NULL;
  HexwireExit status = HEXWIRE_EXIT_USAGE;

  g_array_append_vals (options, own_options, G_N_ELEMENTS (own_options));
  hexwire_net_words_append_entries (&net_words, options);
  words = hexwire_arguments_parse (&hexwire_verb_listen, args,
                                   (const GOptionEntry *) (gconstpointer) options->data, 2, 2);
  if (words != NULL)
    status = listen_with (&net_words, reply, words);
  hexwire_net_words_clear (&net_words);
  return status;
}

const HexwireVerb hexwire_verb_listen = {
  "listen", "tcp|udp [ADDRESS:]PORT|unix:PATH", N_("Print what arrives at a port, and answer it"),
  run,
};
