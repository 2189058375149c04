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
                  HexwireMessageLog    *log)
{
  HexwireGate *self = g_new0 (HexwireGate, 1);

  self->options = g_object_ref (options);
  self->log = g_object_ref (log);
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

gboolean
hexwire_gate_admits (HexwireGate           *self,
                     const struct sockaddr *address)
{
  g_autofree char *who = NULL;
  g_autofree char *text = NULL;

  if (hexwire_allow_list_admits (hexwire_socket_options_get_allow_list (self->options), address))
    return TRUE;
  if (self->interval_source == 0)
    self->interval_source = g_timeout_add (INTERVAL_MS, interval_cb, self);
  if (++self->n_refused > MAX_TOLD)
    return FALSE;
  who = hexwire_address_to_text (address);
  /* Translators: an address that is not on the list of those who may connect */
  text = g_strdup_printf (_("Refused %s: not among those who may connect"), who);
  hexwire_message_log_append_text (self->log, HEXWIRE_MESSAGE_NOTE, 0, text);
  return FALSE;
}
