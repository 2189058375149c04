/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/reproduce.h"

#include "log/reproduce-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *id;
  char *(*write) (const HexwirePlan  *plan,
                  GError            **error);
} tools[] = {
  [HEXWIRE_REPRODUCE_PYTHON] = { "python", hexwire_reproduce_python },
  [HEXWIRE_REPRODUCE_NCAT] = { "ncat", hexwire_reproduce_ncat },
  [HEXWIRE_REPRODUCE_SOCAT] = { "socat", hexwire_reproduce_socat },
};

gboolean
hexwire_reproduce_tool_from_id (const char           *id,
                                HexwireReproduceTool *tool)
{
  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    if (g_str_equal (tools[i].id, id))
      {
        *tool = i;
        return TRUE;
      }
  return FALSE;
}

static void
place_clear (HexwirePlace *self)
{
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->port, g_free);
  g_clear_pointer (&self->path, g_free);
}

static gboolean
refuse_address (const char  *text,
                GError     **error)
{
  /* Translators: %s is an address */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _("The address %s does not tell where to send the message"), text);
  return FALSE;
}

static gboolean
place_init_path (HexwirePlace  *self,
                 const char    *text,
                 GError       **error)
{
  self->is_abstract = text[0] == '@';
  /* Bytes that cannot be shown, NULs among them, are no matter for a command line. */
  if (text[self->is_abstract ? 1 : 0] == '\0' || strstr (text, "\\x") != NULL)
    return refuse_address (text, error);
  /* What begins with a dash would be taken for an option. */
  self->path = g_strconcat (text[0] == '-' ? "./" : "", text + (self->is_abstract ? 1 : 0), NULL);
  return TRUE;
}

/* Takes `127.0.0.1:5000` or `[fe80::1%eth0]:5000` apart. */
static gboolean
place_init_ip (HexwirePlace  *self,
               const char    *text,
               GError       **error)
{
  const char *colon = strrchr (text, ':');
  gsize length = colon != NULL ? (gsize) (colon - text) : 0;
  g_autoptr (GInetAddress) address = NULL;
  g_autofree char *plain = NULL;

  self->is_ipv6 = length > 2 && text[0] == '[' && text[length - 1] == ']';
  self->host = self->is_ipv6 ? g_strndup (text + 1, length - 2) : g_strndup (text, length);
  self->port = g_strdup (colon != NULL ? colon + 1 : "");
  plain = g_strndup (self->host, strcspn (self->host, "%"));
  address = g_inet_address_new_from_string (plain);
  if (address == NULL || self->port[0] == '\0'
      || strspn (self->port, G_CSET_DIGITS) < strlen (self->port))
    return refuse_address (text, error);
  return TRUE;
}

static gboolean
place_init (HexwirePlace      *self,
            HexwireTransport   transport,
            const char        *text,
            GError           **error)
{
  if (text == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _("It is not known where the message was received"));
      return FALSE;
    }
  if (transport == HEXWIRE_TRANSPORT_UNIX_STREAM || transport == HEXWIRE_TRANSPORT_UNIX_DATAGRAM)
    return place_init_path (self, text, error);
  return place_init_ip (self, text, error);
}

static gboolean
place_is (const HexwirePlace *self,
          gboolean            (*test) (GInetAddress *address))
{
  g_autofree char *plain = NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (self->host == NULL)
    return FALSE;
  plain = g_strndup (self->host, strcspn (self->host, "%"));
  address = g_inet_address_new_from_string (plain);
  return address != NULL && test (address);
}

static void
place_set_host (HexwirePlace *self,
                const char   *host,
                gboolean      is_ipv6)
{
  g_free (self->host);
  self->host = g_strdup (host);
  self->is_ipv6 = is_ipv6;
}

/* Bound to all addresses, it was received on one of them; a socket of IPv6 has those of IPv4. */
static void
place_make_reachable (HexwirePlace *self,
                      const char   *other_address)
{
  gboolean is_ipv6 = self->is_ipv6 && other_address != NULL && other_address[0] == '[';

  if (place_is (self, g_inet_address_get_is_any))
    place_set_host (self, is_ipv6 ? "::1" : "127.0.0.1", is_ipv6);
}

/* The peer's address can be bound on its own machine alone. */
static void
place_make_bindable (HexwirePlace *self)
{
  if (self->host != NULL && !place_is (self, g_inet_address_get_is_loopback))
    place_set_host (self, self->is_ipv6 ? "::" : "0.0.0.0", self->is_ipv6);
}

static gboolean
plan_init (HexwirePlan             *self,
           const HexwireLogRecord  *record,
           GError                 **error)
{
  const HexwireLogPeer *peer = record->peer;
  gboolean is_sent = record->kind == HEXWIRE_MESSAGE_SENT;
  const char *sender = is_sent ? peer->local_address : peer->address;
  const char *receiver = is_sent ? peer->address : peer->local_address;

  self->data = record->data;
  self->size_bytes = record->size_bytes;
  self->is_stream = hexwire_transport_is_stream (peer->transport);
  self->listens = self->is_stream && is_sent != !!peer->opened_here;
  if (!place_init (&self->target, peer->transport, self->listens ? sender : receiver, error))
    return FALSE;
  if (self->listens && !is_sent)
    place_make_bindable (&self->target);
  else if (!self->listens)
    place_make_reachable (&self->target, sender);

  /* Only what comes from its peer reaches the socket of a client. */
  if (!self->is_stream && !is_sent && peer->opened_here)
    {
      if (!place_init (&self->source, peer->transport, sender, error))
        return FALSE;
      place_make_bindable (&self->source);
    }
  self->is_broadcast = peer->transport == HEXWIRE_TRANSPORT_UDP && !self->target.is_ipv6
                       && g_str_has_suffix (self->target.host, ".255");
  return TRUE;
}

char *
hexwire_reproduce (HexwireReproduceTool     tool,
                   const HexwireLogRecord  *record,
                   GError                 **error)
{
  HexwirePlan plan = { 0 };
  char *command = NULL;

  g_return_val_if_fail (tool < G_N_ELEMENTS (tools), NULL);

  if (record->peer == NULL || !hexwire_message_kind_is_data (record->kind))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _("Only a message that was received or sent can be sent again"));
      return NULL;
    }
  if (record->size_bytes > HEXWIRE_REPRODUCE_MAX_SIZE_BYTES)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                           _("The message is too large for a command: 1 MiB is the limit"));
      return NULL;
    }
  if (plan_init (&plan, record, error))
    command = tools[tool].write (&plan, error);
  place_clear (&plan.target);
  place_clear (&plan.source);
  return command;
}
