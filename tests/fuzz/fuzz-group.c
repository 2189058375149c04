/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "net/multicast-group.h"

/* What is a group is one also in the form that it is shown in; what is not has an error. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = fuzz_make_text (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (HexwireMulticastGroup) group = hexwire_multicast_group_parse (text, &error);

  g_assert_true ((group != NULL) == (error == NULL));
  if (group != NULL)
    {
      const char *shown = hexwire_multicast_group_get_text (group);
      g_autoptr (HexwireMulticastGroup) again = hexwire_multicast_group_parse (shown, NULL);

      g_assert_nonnull (again);
      g_assert_cmpstr (hexwire_multicast_group_get_text (again), ==, shown);
    }
  return 0;
}
