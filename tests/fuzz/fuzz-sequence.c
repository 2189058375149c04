/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "net/sequence.h"

/* What is read can be written, and the same text comes of it when it is read again. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *input = fuzz_make_text (data, size);
  g_autoptr (HexwireSequence) sequence = NULL;
  g_autoptr (HexwireSequence) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;
  g_autoptr (GError) error = NULL;
  gsize position = G_MAXSIZE;

  sequence = hexwire_sequence_parse (input, &position, &error);
  if (sequence == NULL)
    {
      g_assert_nonnull (error);
      g_assert_cmpuint (position, <=, strlen (input));
      return 0;
    }
  text = hexwire_sequence_to_text (sequence);
  again = hexwire_sequence_parse (text, NULL, &error);
  g_assert_no_error (error);
  text_again = hexwire_sequence_to_text (again);
  g_assert_cmpstr (text, ==, text_again);
  return 0;
}
