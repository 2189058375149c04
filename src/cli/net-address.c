/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-address.h"

#include <glib/gi18n.h>
#include <string.h>

#include "net/net-error.h"
#include "net/unix-address.h"

static gboolean
parse_transport (const char  *word,
                 gboolean    *is_stream,
                 GError     **error)
{
  *is_stream = strcmp (word, "tcp") == 0;
  if (*is_stream || strcmp (word, "udp") == 0)
    return TRUE;
  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
               /* Translators: the placeholder is what was typed; tcp and udp stay as they are */
               _("“%s” is neither tcp nor udp"), word);
  return FALSE;
}

/* An IPv6 address without brackets could end before its last group, or with it. */
static gboolean
check_host (const char  *host,
            const char  *text,
            GError     **error)
{
  gsize length = strlen (host);

  if (strchr (host, ':') == NULL
      || (length > 2 && host[0] == '[' && host[length - 1] == ']'))
    return TRUE;
  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
               /* Translators: the placeholder is what was typed */
               _("“%s”: an IPv6 address stands in brackets, as in [::1]:50007"), text);
  return FALSE;
}

/* Splits at the last colon, so that an IPv6 address in brackets may come first. */
static gboolean
parse_host_and_port (const char  *text,
                     gboolean     is_server,
                     char       **host,
                     guint16     *port,
                     GError     **error)
{
  const char *colon = strrchr (text, ':');

  *host = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : g_strdup ("");
  if (!check_host (*host, text, error)
      || !hexwire_port_parse (colon != NULL ? colon + 1 : text, port, error))
    return FALSE;
  if (is_server || **host != '\0')
    return TRUE;
  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
               /* Translators: the placeholder is what was typed */
               _("“%s”: an address is missing, as in 127.0.0.1:50007"), text);
  return FALSE;
}

static gboolean
check_family (const char     *text,
              HexwireFamily   family,
              GError        **error)
{
  if (family == HEXWIRE_FAMILY_ANY)
    return TRUE;
  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
               /* Translators: the placeholder is what was typed */
               _("“%s” is a UNIX socket, neither IPv4 nor IPv6"), text);
  return FALSE;
}

/* A path begins at the present folder. */
static char *
make_unix_host (const char  *text,
                GError     **error)
{
  g_autofree char *folder = g_get_current_dir ();
  g_autoptr (GSocketAddress) address = hexwire_unix_address_parse (text, folder, error);

  return address != NULL ? hexwire_socket_address_to_text (address) : NULL;
}

HexwireEndpoint *
hexwire_net_address_new_endpoint (const char     *transport,
                                  const char     *text,
                                  gboolean        is_server,
                                  HexwireFamily   family,
                                  GError        **error)
{
  g_autofree char *host = NULL;
  HexwireEndpoint *endpoint;
  gboolean is_stream;
  guint16 port = 0;

  if (!parse_transport (transport, &is_stream, error))
    return NULL;
  if (hexwire_unix_address_is_typed (text))
    {
      host = check_family (text, family, error) ? make_unix_host (text, error) : NULL;
      if (host == NULL)
        return NULL;
    }
  else if (!parse_host_and_port (text, is_server, &host, &port, error))
    return NULL;
  if (is_stream)
    endpoint = hexwire_endpoint_new (is_server ? HEXWIRE_ENDPOINT_TCP_SERVER
                                               : HEXWIRE_ENDPOINT_TCP_CLIENT);
  else
    endpoint = hexwire_endpoint_new (is_server ? HEXWIRE_ENDPOINT_UDP_SERVER
                                               : HEXWIRE_ENDPOINT_UDP_CLIENT);
  g_object_set (endpoint, "host", host, "port", (guint) port, "family", (guint) family, NULL);
  return endpoint;
}
