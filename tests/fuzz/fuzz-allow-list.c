/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "net/address.h"
#include "net/allow-list.h"

/* What is a list can be asked; what is not has an error. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const char *const hosts[] = { "127.0.0.1", "::1", "::ffff:10.0.0.1" };
  g_autofree char *text = fuzz_make_text (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (HexwireAllowList) list = hexwire_allow_list_parse (text, &error);

  g_assert_true ((list != NULL) == (error == NULL));
  for (guint i = 0; list != NULL && i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (GSocketAddress) address = hexwire_address_parse_literal (hosts[i], 7);
      struct sockaddr_storage native = { 0 };

      g_socket_address_to_native (address, &native, sizeof native, NULL);
      hexwire_allow_list_admits (list, (struct sockaddr *) &native);
    }
  return 0;
}
