/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "net/socket-table.h"

/* The table is the input; what is looked for is in the corpus. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *table = fuzz_make_text (data, size);
  g_autoptr (GSocketAddress) local = g_inet_socket_address_new_from_string ("127.0.0.1", 8080);
  g_autoptr (GSocketAddress) remote = g_inet_socket_address_new_from_string ("::1", 53);
  HexwireSocketEntry entry;

  for (guint is_ipv6 = 0; is_ipv6 < 2; is_ipv6++)
    {
      hexwire_socket_table_find_inet (table, is_ipv6, G_INET_SOCKET_ADDRESS (local), NULL, &entry);
      hexwire_socket_table_find_inet (table, is_ipv6, G_INET_SOCKET_ADDRESS (remote),
                                      G_INET_SOCKET_ADDRESS (local), &entry);
    }
  hexwire_socket_table_find_unix (table, "/run/x", &entry);
  return 0;
}
