/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "log/frame-rule.h"

/* What is read can be written and read again; what is not has an error and a position within. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = fuzz_make_text (data, size);
  g_autofree char *written = NULL;
  g_autoptr (HexwireFrameRule) rule = NULL;
  g_autoptr (HexwireFrameRule) again = NULL;
  g_autoptr (GError) error = NULL;
  gsize position = G_MAXSIZE;

  rule = hexwire_frame_rule_parse (text, &position, &error);
  if (rule == NULL)
    {
      g_assert_nonnull (error);
      g_assert_cmpuint (position, <=, strlen (text));
      return 0;
    }
  g_assert_no_error (error);
  written = hexwire_frame_rule_to_text (rule);
  again = hexwire_frame_rule_parse (written, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (hexwire_frame_rule_equal (rule, again));
  return 0;
}
