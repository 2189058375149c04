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

static Network
network_new (GInetAddressMask *mask)
{
  GInetAddress *address = g_inet_address_mask_get_address (mask);
  Network self = { .n_bytes = (guint) g_inet_address_get_native_size (address),
                   .prefix_bits = g_inet_address_mask_get_length (mask) };

  memcpy (self.bytes, g_inet_address_to_bytes (address), self.n_bytes);
  return self;
}

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

/* GLib takes a negative number of bits for one, and complains on the way. */
static gboolean
has_good_length (const char *item)
{
  const char *slash = strchr (item, '/');

  return slash == NULL || g_ascii_string_to_unsigned (slash + 1, 10, 0, 128, NULL, NULL);
}

static gboolean
add_item (HexwireAllowList  *self,
          const char        *item,
          glong              position,
          GError           **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GInetAddressMask) mask = NULL;
  Network network;

  if (item[0] == '\0')
    {
      g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                   /* Translators: a position in characters, from 1 */
                   _("position %ld: an address is missing"), position);
      return FALSE;
    }
  if (has_good_length (item))
    mask = g_inet_address_mask_new_from_string (item, &cause);
  if (mask == NULL)
    {
      g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                   /* Translators: a position in characters, from 1, then what was typed */
                   _("position %ld: “%s” is not an address, and not a network such as "
                     "192.168.1.0/24, whose bits after the 24th are 0"),
                   position, item);
      return FALSE;
    }
  network = network_new (mask);
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
