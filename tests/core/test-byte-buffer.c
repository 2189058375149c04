/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/byte-buffer.h"

#include <string.h>

static void
assert_text (HexwireByteBuffer *buffer,
             const char        *text)
{
  GBytes *bytes = hexwire_byte_buffer_get_bytes (buffer);

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text));
  g_assert_cmpuint (hexwire_byte_buffer_get_size_bytes (buffer), ==, strlen (text));
}

static void
replace (HexwireByteBuffer *buffer,
         gsize              offset,
         gsize              n_removed,
         const char        *text)
{
  hexwire_byte_buffer_replace (buffer, offset, n_removed, (const guint8 *) text, strlen (text));
}

static void
count_cb (HexwireByteBuffer *buffer,
          guint             *n)
{
  (*n)++;
}

static void
test_replace (void)
{
  g_autoptr (HexwireByteBuffer) buffer = hexwire_byte_buffer_new ();
  guint n_changes = 0;

  g_signal_connect (buffer, "changed", G_CALLBACK (count_cb), &n_changes);
  assert_text (buffer, "");
  replace (buffer, 0, 0, "hello");
  assert_text (buffer, "hello");
  replace (buffer, 5, 0, " world");
  assert_text (buffer, "hello world");
  replace (buffer, 0, 1, "H");
  assert_text (buffer, "Hello world");
  replace (buffer, 5, 6, "");
  assert_text (buffer, "Hello");
  replace (buffer, 1, 3, "ipp");
  g_assert_cmpuint (hexwire_byte_buffer_get (buffer, 4), ==, 'o');
  assert_text (buffer, "Hippo");
  g_assert_cmpuint (n_changes, ==, 5);
}

static void
test_set_bytes (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    gsize offset;
    gsize n_changed;
    guint n_signals;
  } cases[] = {
    { "", "", 0, 0, 0 },          { "abc", "abc", 3, 0, 0 },   { "abc", "aXc", 1, 1, 1 },
    { "abc", "abcd", 3, 1, 1 },   { "abc", "", 0, 0, 1 },      { "abcabc", "abc", 3, 0, 1 },
    { "aaa", "aaaa", 3, 1, 1 },   { "abc", "xyz", 0, 3, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HexwireByteBuffer) buffer = hexwire_byte_buffer_new ();
      g_autoptr (GBytes) after = g_bytes_new_static (cases[i].after, strlen (cases[i].after));
      guint n_changes = 0;
      gsize offset;
      gsize n_changed;

      replace (buffer, 0, 0, cases[i].before);
      g_signal_connect (buffer, "changed", G_CALLBACK (count_cb), &n_changes);
      hexwire_byte_buffer_set_bytes (buffer, after, &offset, &n_changed);
      assert_text (buffer, cases[i].after);
      g_assert_cmpuint (offset, ==, cases[i].offset);
      g_assert_cmpuint (n_changed, ==, cases[i].n_changed);
      g_assert_cmpuint (n_changes, ==, cases[i].n_signals);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/byte-buffer/replace", test_replace);
  g_test_add_func ("/byte-buffer/set-bytes", test_set_bytes);

  return g_test_run ();
}
