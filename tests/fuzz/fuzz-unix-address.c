/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "net/address.h"
#include "net/unix-address.h"

#include <string.h>

/* What the kernel could fill in, whatever it is, has a text that stands for the same address. */
static void
check_native (const uint8_t *data,
              size_t         size)
{
  struct sockaddr_storage native = { .ss_family = AF_UNIX };
  HexwireUnixAddress first;
  HexwireUnixAddress second;
  g_autofree char *text = NULL;
  g_autoptr (GSocketAddress) address = NULL;

  size = MIN (size, HEXWIRE_UNIX_NAME_MAX_BYTES);
  if (size > 0)
    memcpy ((char *) &native + G_STRUCT_OFFSET (HexwireUnixAddress, name), data, size);
  hexwire_unix_address_init_native (&first, (struct sockaddr *) &native,
                                    (socklen_t) (sizeof (sa_family_t) + size));
  text = hexwire_unix_address_to_text (&first);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  /* A socket without a name has no text that could be typed; a relative path gets a folder. */
  if (first.size_bytes < 2 || (first.name[0] != '\0' && first.name[0] != '/'))
    return;
  address = hexwire_unix_address_parse (text, NULL, NULL);
  g_assert_nonnull (address);
  hexwire_unix_address_init (&second, address);
  g_assert_true (hexwire_address_equal (&first, &second));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *typed = fuzz_make_text (data, size);
  g_autoptr (GSocketAddress) address = hexwire_unix_address_parse (typed, "/folder", NULL);

  if (address != NULL)
    {
      g_autofree char *text = hexwire_socket_address_to_text (address);

      g_assert_true (hexwire_unix_address_is_typed (text));
    }
  check_native (data, size);
  return 0;
}
