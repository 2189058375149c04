/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/allow-list.h"

#include "net/net-error.h"

#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <string.h>

typedef struct
{
  guint8 bytes[16];
  guint n_bytes;          /* 4 or 16 */
  guint prefix_bits;
} Network;

struct _HexwireAllowList
{
  GArray *networks;       /* of Network */
};

static gboolean
network_has (const Network *self,
             const guint8  *bytes,
             guint          n_bytes)
{
  guint n_whole = self->prefix_bits / 8;
  guint n_rest = self->prefix_bits % 8;

  return self->n_bytes == n_bytes && memcmp (self->bytes, bytes, n_whole) == 0
         && (n_rest == 0 || ((self->bytes[n_whole] ^ bytes[n_whole]) >> (8 - n_rest)) == 0);
}

static void G_GNUC_PRINTF (3, 4)
set_error (GError     **error,
           glong        position,
           const char  *format,
           ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
               /* Translators: a position in characters, from 1; what is wrong there */
               _("position %ld: %s"), position, text);
}

/* Something that a resolver would be asked for. */
static gboolean
is_name (const char *text)
{
  gboolean has_letter = FALSE;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (!g_unichar_isalnum (c) && c != '-' && c != '.' && c != '_')
        return FALSE;
      has_letter |= g_unichar_isalpha (c);
    }
  return has_letter;
}

static void
set_address_error (GError     **error,
                   glong        position,
                   const char  *address)
{
  const char *zone = strchr (address, '%');

  if (g_str_equal (address, "localhost"))
    set_error (error, position,
               /* Translators: %s is "localhost" */
               _("“%s” is a name, and names are not looked up here: write 127.0.0.1, ::1"),
               address);
  else if (zone != NULL)
    set_error (error, position,
               /* Translators: a "%" and an interface */
               _("an address counts on every interface here: leave out “%s”"), zone);
  else if (is_name (address))
    set_error (error, position,
               _("“%s” is a name, and names are not looked up here: write an address, such as "
                 "192.168.1.7"),
               address);
  else
    set_error (error, position,
               _("“%s” is neither an address, such as 192.168.1.7, nor a network, such as "
                 "192.168.1.0/24"),
               address);
}

static gboolean
parse_address (const char  *text,
               glong        position,
               Network     *network,
               GError     **error)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  if (address == NULL)
    {
      set_address_error (error, position, text);
      return FALSE;
    }
  network->n_bytes = (guint) g_inet_address_get_native_size (address);
  network->prefix_bits = network->n_bytes * 8;
  memcpy (network->bytes, g_inet_address_to_bytes (address), network->n_bytes);
  return TRUE;
}

static gboolean
parse_bits (const char  *text,
            glong        position,
            Network     *network,
            GError     **error)
{
  guint64 n_bits;

  if (!g_ascii_string_to_unsigned (text, 10, 0, network->prefix_bits, &n_bits, NULL))
    {
      set_error (error, position,
                 /* Translators: what was typed after a slash, "IPv4" or "IPv6", a number */
                 _("“/%s” is not the length of an %s network, which is from /0 to /%u"), text,
                 network->n_bytes == 4 ? "IPv4" : "IPv6", network->prefix_bits);
      return FALSE;
    }
  network->prefix_bits = (guint) n_bits;
  return TRUE;
}

/* The address with nothing but zeros after the bits of the network. */
static void
mask (Network *network)
{
  for (guint i = 0; i < network->n_bytes; i++)
    {
      guint n_bits = CLAMP ((int) network->prefix_bits - (int) i * 8, 0, 8);

      network->bytes[i] &= (guint8) (0xff00u >> n_bits);
    }
}

static gboolean
check_masked (const Network  *network,
              const char     *item,
              glong           position,
              GError        **error)
{
  Network masked = *network;
  g_autoptr (GInetAddress) address = NULL;
  g_autofree char *text = NULL;

  mask (&masked);
  if (memcmp (masked.bytes, network->bytes, network->n_bytes) == 0)
    return TRUE;
  address = g_inet_address_new_from_bytes (masked.bytes, network->n_bytes == 4
                                                           ? G_SOCKET_FAMILY_IPV4
                                                           : G_SOCKET_FAMILY_IPV6);
  text = g_inet_address_to_string (address);
  set_error (error, position,
             /* Translators: what was typed, then the network that was meant, as in 10.0.0.0/8 */
             _("“%s” is an address within a network: the network itself is %s/%u"), item, text,
             network->prefix_bits);
  return FALSE;
}

/* Who comes over IPv4 counts as such, however he is written. */
static void
unmap (Network *network)
{
  struct in6_addr address;

  if (network->n_bytes != sizeof address || network->prefix_bits < 96)
    return;
  memcpy (&address, network->bytes, sizeof address);
  if (!IN6_IS_ADDR_V4MAPPED (&address))
    return;
  memmove (network->bytes, network->bytes + 12, 4);
  network->n_bytes = 4;
  network->prefix_bits -= 96;
}

static gboolean
add_item (HexwireAllowList  *self,
          const char        *item,
          glong              position,
          GError           **error)
{
  const char *slash = strchr (item, '/');
  g_autofree char *address = slash != NULL ? g_strndup (item, (gsize) (slash - item))
                                           : g_strdup (item);
  Network network = { .n_bytes = 0 };

  if (address[0] == '\0')
    {
      set_error (error, position, _("an address is missing"));
      return FALSE;
    }
  if (!parse_address (address, position, &network, error)
      || (slash != NULL
          && !parse_bits (slash + 1, position + g_utf8_strlen (address, -1), &network, error))
      || !check_masked (&network, item, position, error))
    return FALSE;
  unmap (&network);
  g_array_append_val (self->networks, network);
  return TRUE;
}

HexwireAllowList *
hexwire_allow_list_parse (const char  *text,
                          GError     **error)
{
  g_autoptr (HexwireAllowList) self = g_new0 (HexwireAllowList, 1);
  const char *start = text;

  self->networks = g_array_new (FALSE, FALSE, sizeof (Network));
  if (text[strspn (text, " \t")] == '\0')
    return g_steal_pointer (&self);
  for (;;)
    {
      const char *item = start + strspn (start, " \t");
      gsize length = strcspn (item, ",");
      g_autofree char *trimmed = g_strchomp (g_strndup (item, length));

      if (!add_item (self, trimmed, g_utf8_pointer_to_offset (text, item) + 1, error))
        return NULL;
      if (item[length] == '\0')
        return g_steal_pointer (&self);
      start = item + length + 1;
    }
}

void
hexwire_allow_list_free (HexwireAllowList *self)
{
  g_clear_pointer (&self->networks, g_array_unref);
  g_free (self);
}

gboolean
hexwire_allow_list_admits (const HexwireAllowList *self,
                           const struct sockaddr  *address)
{
  const struct sockaddr_in *inet = (gconstpointer) address;
  const struct sockaddr_in6 *inet6 = (gconstpointer) address;
  const guint8 *bytes = (gconstpointer) &inet->sin_addr;
  guint n_bytes = 4;

  /* Of a UNIX socket, the permissions of its path decide. */
  if (self->networks->len == 0 || address->sa_family == AF_UNIX)
    return TRUE;
  if (address->sa_family == AF_INET6)
    {
      gboolean is_mapped = IN6_IS_ADDR_V4MAPPED (&inet6->sin6_addr);

      bytes = inet6->sin6_addr.s6_addr + (is_mapped ? 12 : 0);
      n_bytes = is_mapped ? 4 : 16;
    }
  for (guint i = 0; i < self->networks->len; i++)
    if (network_has (&g_array_index (self->networks, Network, i), bytes, n_bytes))
      return TRUE;
  return FALSE;
}
