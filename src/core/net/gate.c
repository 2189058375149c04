/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/gate.h"

#include "net/address.h"

#include <glib/gi18n-lib.h>

/* So many are told one by one within an interval, the rest as a number at its end. */
#define MAX_TOLD 5
#define INTERVAL_MS 1000

struct _HexwireGate
{
  HexwireSocketOptions *options;
  HexwireMessageLog *log;
  HexwireTransport transport;
  guint n_refused;          /* in the present interval */
  guint interval_source;
};

static void
tell_rest (HexwireGate *self)
{
  guint n_rest = self->n_refused > MAX_TOLD ? self->n_refused - MAX_TOLD : 0;
  g_autofree char *text = NULL;

  self->n_refused = 0;
  if (n_rest == 0)
    return;
  /* Translators: after rows that tell of addresses that may not connect */
  text = g_strdup_printf (ngettext ("Refused %u more time within a second",
                                    "Refused %u more times within a second", n_rest),
                          n_rest);
  hexwire_message_log_append_text (self->log, HEXWIRE_MESSAGE_NOTE, 0, text);
}

static gboolean
interval_cb (gpointer user_data)
{
  HexwireGate *self = user_data;

  self->interval_source = 0;
  tell_rest (self);
  return G_SOURCE_REMOVE;
}

HexwireGate *
hexwire_gate_new (HexwireSocketOptions *options,
                  HexwireMessageLog    *log,
                  HexwireTransport      transport)
{
  HexwireGate *self = g_new0 (HexwireGate, 1);

  self->options = g_object_ref (options);
  self->log = g_object_ref (log);
  self->transport = transport;
  return self;
}

void
hexwire_gate_free (HexwireGate *self)
{
  g_clear_handle_id (&self->interval_source, g_source_remove);
  tell_rest (self);
  g_clear_object (&self->options);
  g_clear_object (&self->log);
  g_free (self);
}

/* Who is refused is nobody's peer, but the log's, as long as it has the row. */
static void
tell_refused (HexwireGate           *self,
              const struct sockaddr *address)
{
  g_autofree char *who = hexwire_address_to_text (address);
  HexwireLogPeer peer = { .transport = self->transport, .address = who };
  guint32 peer_id = hexwire_message_log_add_peer (self->log, &peer);

  hexwire_message_log_append_text (self->log, HEXWIRE_MESSAGE_NOTE, peer_id,
                                   /* Translators: somebody wanted to connect */
                                   _("Refused: not among those who may connect"));
  hexwire_message_log_release_peer (self->log, peer_id);
}

gboolean
hexwire_gate_admits (HexwireGate           *self,
                     const struct sockaddr *address)
{
  if (hexwire_allow_list_admits (hexwire_socket_options_get_allow_list (self->options), address))
    return TRUE;
  if (self->interval_source == 0)
    self->interval_source = g_timeout_add (INTERVAL_MS, interval_cb, self);
  if (++self->n_refused <= MAX_TOLD)
    tell_refused (self, address);
  return FALSE;
}
