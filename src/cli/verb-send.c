/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "arguments.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "delivery.h"
#include "duration.h"
#include "net-address.h"
#include "net/stream-peer.h"
#include "payload-words.h"
#include "sender.h"
#include "session.h"

typedef struct
{
  HexwireNetWords net;
  HexwirePayloadWords payload;
  char *repeat;
  char *every;
  char *wait;
} SendWords;

/* What is being done. */
typedef struct
{
  HexwireSession *session;
  HexwireSenderSettings sending;
  HexwireSender *sender;
  HexwireDelivery *delivery;    /* of a stream, once everything is with the kernel */
  gboolean waits;           /* for replies */
  gint64 wait_us;           /* how long, -1 for ever */
  guint64 n_wanted;         /* how many replies, 0 for any number */
  gboolean is_complete;     /* so many came */
  guint source;
} Send;

static gboolean
close_cb (gpointer user_data)
{
  Send *self = user_data;

  self->source = 0;
  hexwire_session_close (self->session);
  return G_SOURCE_REMOVE;
}

static HexwirePeer *
dup_peer (Send *self)
{
  GListModel *peers = hexwire_endpoint_get_peers (hexwire_session_get_endpoint (self->session));

  return g_list_model_get_item (peers, 0);
}

/* Everything has arrived, and the peer knows that nothing follows. */
static void
confirmed_cb (gpointer user_data)
{
  Send *self = user_data;

  if (self->is_complete)
    self->source = g_idle_add (close_cb, self);
  else if (self->waits && self->wait_us >= 0)
    self->source = g_timeout_add ((guint) MIN ((self->wait_us + 999) / 1000, G_MAXUINT), close_cb,
                                  self);
}

static void
silent_cb (gpointer user_data)
{
  Send *self = user_data;

  if (!self->waits)
    hexwire_session_close (self->session);
}

static void
sent_cb (const GError *error,
         gpointer      user_data)
{
  Send *self = user_data;
  g_autoptr (HexwirePeer) peer = dup_peer (self);

  if (error != NULL)
    {
      /* Who was interrupted is told that, when it is closed. */
      if (!hexwire_session_is_interrupted (self->session))
        hexwire_session_fail (self->session, error->message);
      self->source = g_idle_add (close_cb, self);
    }
  else if (peer != NULL && HEXWIRE_IS_STREAM_PEER (peer))
    {
      g_object_set (hexwire_session_get_endpoint (self->session), "keep-half-closed", TRUE, NULL);
      self->delivery = hexwire_delivery_start (HEXWIRE_STREAM_PEER (peer), confirmed_cb, silent_cb,
                                               self);
    }
  else if (self->waits)
    confirmed_cb (self);
  else
    /* After what the sockets have to tell already: that nobody listens there, maybe. */
    self->source = g_idle_add_full (G_PRIORITY_LOW, close_cb, self, NULL);
}

/* Comes again when a client of datagrams goes on to another address of its host. */
static void
opened_cb (HexwireSession *session,
           gpointer        user_data)
{
  Send *self = user_data;
  HexwirePeer *peer = hexwire_endpoint_get_default_peer (hexwire_session_get_endpoint (session));

  if (self->sender == NULL)
    self->sender = hexwire_sender_start (peer, &self->sending, sent_cb, self);
  else
    hexwire_sender_set_peer (self->sender, peer);
}

static void
closed_cb (HexwireSession *session,
           gpointer        user_data)
{
  Send *self = user_data;
  gboolean is_interrupted = hexwire_session_is_interrupted (session);

  if (self->sender == NULL || !hexwire_sender_is_finished (self->sender))
    hexwire_session_fail (session, is_interrupted
                                     ? _("Interrupted before everything was sent")
                                     : _("The connection ended before everything was sent"));
  else if (self->delivery != NULL && !hexwire_delivery_is_confirmed (self->delivery))
    hexwire_session_fail (session, is_interrupted
                                     ? _("Interrupted before everything had arrived")
                                     : _("The connection ended before everything had arrived"));
}

static void
complete_cb (HexwireSession *session,
             gpointer        user_data)
{
  Send *self = user_data;

  self->is_complete = TRUE;
  if (self->delivery != NULL ? hexwire_delivery_is_confirmed (self->delivery)
                             : self->sender != NULL && hexwire_sender_is_finished (self->sender))
    hexwire_session_close (session);
}

static const HexwireSessionFuncs funcs = { opened_cb, closed_cb, complete_cb };

/* Who waits for replies, or counts them, wants them all. */
static HexwireExit
judge (Send        *self,
       HexwireExit  status)
{
  const HexwirePrinterCounts *counts = hexwire_session_get_counts (self->session);

  if (status == HEXWIRE_EXIT_DONE && self->n_wanted > counts->n_received
      && !hexwire_session_is_interrupted (self->session))
    {
      g_printerr ("%s: ", g_get_prgname ());
      /* Translators: how many replies came, and how many were wanted */
      g_printerr (_("%" PRIu64 " of %" PRIu64 " replies came"), counts->n_received,
                  self->n_wanted);
      g_printerr ("\n");
      return HEXWIRE_EXIT_FAILED;
    }
  return counts->n_errors > 0 ? HEXWIRE_EXIT_FAILED : status;
}

static gboolean
parse_times (const SendWords  *words,
             Send             *self,
             GError          **error)
{
  if (words->every != NULL
      && !hexwire_duration_parse (words->every, &self->sending.every_us, error))
    g_prefix_error (error, "--every: ");
  else if (words->wait != NULL && !hexwire_duration_parse (words->wait, &self->wait_us, error))
    g_prefix_error (error, "--wait: ");
  else if (hexwire_net_options_parse_number ("--repeat", words->repeat, &self->sending.n_repeats,
                                             error))
    return TRUE;
  return FALSE;
}

static HexwireEndpoint *
parse (SendWords          *words,
       char              **args,
       Send               *self,
       HexwireNetOptions  *options,
       GError            **error)
{
  gboolean is_stream = strcmp (args[0], "udp") != 0;

  if (!hexwire_net_options_parse (options, &words->net, is_stream, error)
      || !parse_times (words, self, error)
      || !hexwire_payload_words_check (&words->payload, args + 2, error))
    return NULL;
  self->n_wanted = options->printing.max_received;
  self->waits = words->wait != NULL || self->n_wanted > 0;
  return hexwire_net_address_new_endpoint (args[0], args[1], FALSE, options->family, error);
}

static HexwireExit
send_with (Send                     *self,
           HexwireEndpoint          *endpoint,
           const HexwireNetOptions  *options,
           GError                  **error)
{
  HexwireExit status = HEXWIRE_EXIT_FAILED;

  self->session = hexwire_session_new (endpoint, options, &funcs, self, error);
  if (self->session == NULL)
    return status;
  /* A peer that has only finished sending gets everything. What is typed it might wait for in vain,
   * and we with it: that ends when the peer does. */
  g_object_set (endpoint, "keep-half-closed",
                self->sending.input == NULL || !G_IS_UNIX_INPUT_STREAM (self->sending.input),
                NULL);
  status = judge (self, hexwire_session_run (self->session));
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->delivery, hexwire_delivery_free);
  g_clear_pointer (&self->sender, hexwire_sender_free);
  hexwire_session_free (self->session);
  return status;
}

static HexwireExit
prepare_and_send (SendWords  *words,
                  char      **args)
{
  Send self = { .sending = { .n_repeats = 1 }, .wait_us = -1 };
  HexwireNetOptions options;
  g_autoptr (HexwireEndpoint) endpoint = NULL;
  g_autoptr (GBytes) payload = NULL;
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GError) error = NULL;
  HexwireExit status = HEXWIRE_EXIT_USAGE;
  gboolean is_read;

  endpoint = parse (words, args, &self, &options, &error);
  if (endpoint != NULL)
    {
      is_read = hexwire_payload_words_read (&words->payload, args + 2,
                                            options.printing.is_lossless
                                              && self.sending.n_repeats == 1,
                                            &payload, &input, &error);
      self.sending.payload = payload;
      self.sending.input = input;
      if (is_read)
        status = send_with (&self, endpoint, &options, &error);
      else if (words->payload.file != NULL)
        status = HEXWIRE_EXIT_FAILED;
    }
  if (error != NULL)
    hexwire_arguments_fail (error);
  hexwire_net_options_clear (&options);
  return status;
}

static void
words_clear (SendWords *words)
{
  hexwire_net_words_clear (&words->net);
  hexwire_payload_words_clear (&words->payload);
  g_free (words->repeat);
  g_free (words->every);
  g_free (words->wait);
}

static HexwireExit
run (char **args)
{
  SendWords words = { 0 };
  const GOptionEntry own_options[] = {
    { "repeat", 0, 0, G_OPTION_ARG_STRING, &words.repeat, N_("Send it so many times"), N_("N") },
    { "every", 0, 0, G_OPTION_ARG_STRING, &words.every,
      N_("The time between repeats, as in 1ms or 0.5s"), N_("TIME") },
    { "wait", 'w', 0, G_OPTION_ARG_STRING, &words.wait,
      N_("Finish sending, and print replies for so long, or until the peer closes"),
      N_("TIME") },
  };
  g_autoptr (GArray) options = g_array_new (TRUE, FALSE, sizeof (GOptionEntry));
  g_auto (GStrv) rest = NULL;
  HexwireExit status = HEXWIRE_EXIT_USAGE;

  hexwire_payload_words_append_entries (&words.payload, options);
  g_array_append_vals (options, own_options, G_N_ELEMENTS (own_options));
  hexwire_net_words_append_entries (&words.net, options);
  rest = hexwire_arguments_parse (&hexwire_verb_send, args,
                                  (const GOptionEntry *) (gconstpointer) options->data, 2,
                                  G_MAXUINT);
  if (rest != NULL)
    status = prepare_and_send (&words, rest);
  words_clear (&words);
  return status;
}

const HexwireVerb hexwire_verb_send = {
  "send",
  "tcp|udp ADDRESS:PORT|unix:PATH (--text TEXT | --escaped TEXT | --hex HEX | "
  "--pack FORMAT VALUE… | --file FILE | -)",
  N_("Send bytes to an address, and print the replies"), run,
};
