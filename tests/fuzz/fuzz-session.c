/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "net/session-file.h"

/* What is read can be written, and the same text comes of it when it is read again. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HexwireSessionFile) file
    = hexwire_session_file_parse ((const char *) data, size, &error);
  g_autoptr (HexwireSessionFile) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;

  if (file == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  g_assert_no_error (error);
  text = hexwire_session_file_to_text (file);
  again = hexwire_session_file_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  text_again = hexwire_session_file_to_text (again);
  g_assert_cmpstr (text, ==, text_again);
  return 0;
}
