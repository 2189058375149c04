/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "codec/message-file.h"

/* What is read can be written, and the same text comes of it when it is read again. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages = hexwire_message_file_read ((const char *) data, size, &error);
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;

  if (messages == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  g_assert_no_error (error);
  text = hexwire_message_file_write (messages);
  again = hexwire_message_file_read (text, strlen (text), &error);
  g_assert_no_error (error);
  text_again = hexwire_message_file_write (again);
  g_assert_cmpstr (text, ==, text_again);
  return 0;
}
