/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "endpoint-text.h"

#include "net/bind.h"
#include "net/unix-address.h"

#include <glib/gi18n.h>
#include <string.h>

static G_DEFINE_QUARK (hexwire-endpoint-number, number)

char *
hexwire_endpoint_dup_target (HexwireEndpoint *self)
{
  const char *host = hexwire_endpoint_get_host (self);
  gboolean is_inet6 = strchr (host, ':') != NULL && host[0] != '[';

  if (hexwire_endpoint_is_unix (self))
    {
      g_autoptr (GSocketAddress) address = hexwire_unix_address_parse (host, NULL, NULL);

      return address != NULL ? hexwire_socket_address_to_text (address) : g_strdup (host);
    }
  return g_strdup_printf (is_inet6 ? "[%s]:%u" : "%s:%u", host, hexwire_endpoint_get_port (self));
}

static char *
dup_open_text (HexwireEndpoint *self)
{
  HexwireEndpointKind kind = hexwire_endpoint_get_kind (self);
  g_autofree char *local = hexwire_join_addresses (hexwire_endpoint_get_local_addresses (self));
  g_autofree char *target = hexwire_endpoint_dup_target (self);
  HexwirePeer *peer = hexwire_endpoint_get_default_peer (self);

  if (hexwire_endpoint_kind_is_server (kind))
    /* Translators: %s is one address or two */
    return g_strdup_printf (_("Listening on %s"), local);
  /* A UNIX socket that connects has no address. */
  if (hexwire_endpoint_kind_is_stream (kind) && hexwire_endpoint_is_unix (self))
    /* Translators: %s is the other side's address */
    return g_strdup_printf (_("Connected to %s"), target);
  if (hexwire_endpoint_kind_is_stream (kind))
    /* Translators: the other side's address, then our own */
    return g_strdup_printf (_("Connected to %s from %s"), target, local);
  /* Which of the addresses of a name it is. */
  if (peer != NULL && g_strcmp0 (hexwire_peer_get_address (peer), target) != 0)
    /* Translators: where datagrams go to: a name, then its address; and our own address */
    return g_strdup_printf (_("Sending to %s (%s) from %s"), target,
                            hexwire_peer_get_address (peer), local);
  /* Translators: where datagrams go to, and our own address */
  return g_strdup_printf (_("Sending to %s from %s"), target, local);
}

static char *
dup_open_status (HexwireEndpoint *self)
{
  const char *warning = hexwire_endpoint_get_warning (self);
  g_autofree char *text = dup_open_text (self);

  return warning == NULL ? g_steal_pointer (&text) : g_strdup_printf ("%s · ⚠ %s", text, warning);
}

static char *
dup_waiting_status (HexwireEndpoint *self)
{
  gint64 left_us = hexwire_endpoint_get_retry_us (self) - g_get_monotonic_time ();
  guint left_s = (guint) (MAX (left_us, 0) + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;

  /* Translators: why there is no connection, and in how many seconds one is tried again */
  return g_strdup_printf (ngettext ("%s · trying again in %u second",
                                    "%s · trying again in %u seconds", left_s),
                          hexwire_endpoint_get_error (self), left_s);
}

char *
hexwire_endpoint_dup_status (HexwireEndpoint *self)
{
  gboolean is_server = hexwire_endpoint_kind_is_server (hexwire_endpoint_get_kind (self));
  g_autofree char *target = hexwire_endpoint_dup_target (self);

  switch (hexwire_endpoint_get_state (self))
    {
    case HEXWIRE_ENDPOINT_OPENING:
      if (is_server)
        return g_strdup (_("Starting…"));
      if (hexwire_endpoint_get_retry_us (self) > 0)
        return dup_waiting_status (self);
      return g_strdup_printf (_("Connecting to %s…"), target);
    case HEXWIRE_ENDPOINT_OPEN:
      return dup_open_status (self);
    case HEXWIRE_ENDPOINT_CLOSING:
      return g_strdup (_("Closing…"));
    case HEXWIRE_ENDPOINT_FAILED:
      return g_strdup (hexwire_endpoint_get_error (self));
    case HEXWIRE_ENDPOINT_CLOSED:
    default:
      return g_strdup (is_server ? _("Not listening") : _("Not connected"));
    }
}

char *
hexwire_endpoint_dup_summary (HexwireEndpoint *self)
{
  if (hexwire_endpoint_get_retry_us (self) > 0)
    /* Translators: %s is why there is no connection */
    return g_strdup_printf (_("%s · trying again"), hexwire_endpoint_get_error (self));
  return hexwire_endpoint_dup_status (self);
}

static gboolean
has_family (HexwireEndpoint *self,
            const char      *any_address)
{
  const char *const *local = hexwire_endpoint_get_local_addresses (self);

  for (guint i = 0; local[i] != NULL; i++)
    if (g_str_has_prefix (local[i], any_address))
      return TRUE;
  return FALSE;
}

char *
hexwire_endpoint_dup_reachable (HexwireEndpoint *self)
{
  gboolean inet = has_family (self, "0.0.0.0:");
  gboolean inet6 = has_family (self, "[::]:");
  g_autoptr (GPtrArray) addresses = NULL;
  g_autofree char *joined = NULL;

  if (hexwire_endpoint_get_state (self) != HEXWIRE_ENDPOINT_OPEN || (!inet && !inet6)
      || !hexwire_endpoint_kind_is_server (hexwire_endpoint_get_kind (self)))
    return g_strdup ("");
  addresses = hexwire_address_list_reachable (!inet    ? HEXWIRE_FAMILY_IPV6
                                              : !inet6 ? HEXWIRE_FAMILY_IPV4
                                                       : HEXWIRE_FAMILY_ANY);
  if (addresses->len == 0)
    return g_strdup (_("reachable from this machine alone"));
  g_ptr_array_add (addresses, NULL);
  joined = g_strjoinv (", ", (char **) addresses->pdata);
  /* Translators: %s is one address or several */
  return g_strdup_printf (_("reachable as %s"), joined);
}

static const char *
get_kind_title (HexwireEndpoint *self)
{
  HexwireEndpointKind kind = hexwire_endpoint_get_kind (self);
  gboolean is_server = hexwire_endpoint_kind_is_server (kind);

  if (!hexwire_endpoint_is_unix (self))
    return hexwire_endpoint_kind_get_title (kind);
  if (hexwire_endpoint_kind_is_stream (kind))
    return is_server ? _("UNIX Stream Server") : _("UNIX Stream Client");
  return is_server ? _("UNIX Datagram Server") : _("UNIX Datagram Client");
}

char *
hexwire_endpoint_dup_title (HexwireEndpoint *self)
{
  guint number = hexwire_endpoint_get_number (self);

  if (number <= 1)
    return g_strdup (get_kind_title (self));
  /* Translators: "TCP Server" or the like, and a number that tells it from others */
  return g_strdup_printf (_("%s %u"), get_kind_title (self), number);
}

guint
hexwire_endpoint_get_number (HexwireEndpoint *self)
{
  return GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (self), number_quark ()));
}

void
hexwire_endpoint_set_number (HexwireEndpoint *self,
                             guint            number)
{
  g_object_set_qdata (G_OBJECT (self), number_quark (), GUINT_TO_POINTER (number));
}

const char *
hexwire_endpoint_state_get_name (HexwireEndpointState state)
{
  static const char *const names[] = {
    [HEXWIRE_ENDPOINT_CLOSED] = N_ ("closed"),   [HEXWIRE_ENDPOINT_OPENING] = N_ ("opening"),
    [HEXWIRE_ENDPOINT_OPEN] = N_ ("open"),       [HEXWIRE_ENDPOINT_CLOSING] = N_ ("closing"),
    [HEXWIRE_ENDPOINT_FAILED] = N_ ("failed"),
  };

  return _(names[state]);
}

const char *
hexwire_endpoint_state_get_css_class (HexwireEndpointState state)
{
  static const char *const classes[] = {
    [HEXWIRE_ENDPOINT_CLOSED] = "state-closed",   [HEXWIRE_ENDPOINT_OPENING] = "state-opening",
    [HEXWIRE_ENDPOINT_OPEN] = "state-open",       [HEXWIRE_ENDPOINT_CLOSING] = "state-closing",
    [HEXWIRE_ENDPOINT_FAILED] = "state-failed",
  };

  return classes[state];
}

const char *
hexwire_peer_state_get_name (HexwirePeerState state)
{
  static const char *const names[] = {
    [HEXWIRE_PEER_CONNECTED] = N_ ("Connected"),
    [HEXWIRE_PEER_HALF_CLOSED] = N_ ("Half-closed"),
    /* Translators: we told the peer that nothing follows; it can still send */
    [HEXWIRE_PEER_FINISHED] = N_ ("Finished sending"),
    [HEXWIRE_PEER_CLOSING] = N_ ("Closing"),
    /* Translators: the peer has gone; not the side */
    [HEXWIRE_PEER_LEFT] = N_ ("Left"),
  };

  return _(names[state]);
}
