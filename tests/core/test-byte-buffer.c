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
         const char        *text,
         gboolean           joins_last)
{
  hexwire_byte_buffer_replace (buffer, offset, n_removed, (const guint8 *) text, strlen (text),
                               joins_last);
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
  replace (buffer, 0, 0, "hello", FALSE);
  assert_text (buffer, "hello");
  replace (buffer, 5, 0, " world", FALSE);
  assert_text (buffer, "hello world");
  replace (buffer, 0, 1, "H", FALSE);
  assert_text (buffer, "Hello world");
  replace (buffer, 5, 6, "", FALSE);
  assert_text (buffer, "Hello");
  replace (buffer, 1, 3, "ipp", FALSE);
  g_assert_cmpuint (hexwire_byte_buffer_get (buffer, 4), ==, 'o');
  assert_text (buffer, "Hippo");
  g_assert_cmpuint (n_changes, ==, 5);
}

static void
test_undo (void)
{
  g_autoptr (HexwireByteBuffer) buffer = hexwire_byte_buffer_new ();
  gsize offset = 99;

  g_assert_false (hexwire_byte_buffer_undo (buffer, NULL));
  g_assert_false (hexwire_byte_buffer_redo (buffer, NULL));
  replace (buffer, 0, 0, "abc", FALSE);
  replace (buffer, 1, 1, "XY", FALSE);
  assert_text (buffer, "aXYc");
  g_assert_true (hexwire_byte_buffer_undo (buffer, &offset));
  g_assert_cmpuint (offset, ==, 1);
  assert_text (buffer, "abc");
  g_assert_true (hexwire_byte_buffer_undo (buffer, NULL));
  assert_text (buffer, "");
  g_assert_true (hexwire_byte_buffer_redo (buffer, NULL));
  g_assert_true (hexwire_byte_buffer_redo (buffer, &offset));
  g_assert_cmpuint (offset, ==, 1);
  assert_text (buffer, "aXYc");
  g_assert_false (hexwire_byte_buffer_redo (buffer, NULL));

  /* A new edit ends what could be redone. */
  hexwire_byte_buffer_undo (buffer, NULL);
  replace (buffer, 3, 0, "d", FALSE);
  g_assert_false (hexwire_byte_buffer_redo (buffer, NULL));
  assert_text (buffer, "abcd");
}

static void
test_joined_steps (void)
{
  g_autoptr (HexwireByteBuffer) buffer = hexwire_byte_buffer_new ();

  replace (buffer, 0, 0, "ab", FALSE);
  replace (buffer, 0, 1, "1", FALSE);
  replace (buffer, 0, 1, "2", TRUE);
  replace (buffer, 0, 1, "3", TRUE);
  hexwire_byte_buffer_undo (buffer, NULL);
  assert_text (buffer, "ab");
  hexwire_byte_buffer_redo (buffer, NULL);
  assert_text (buffer, "3b");
  hexwire_byte_buffer_undo (buffer, NULL);
  hexwire_byte_buffer_undo (buffer, NULL);
  assert_text (buffer, "");
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

      replace (buffer, 0, 0, cases[i].before, FALSE);
      g_signal_connect (buffer, "changed", G_CALLBACK (count_cb), &n_changes);
      hexwire_byte_buffer_set_bytes (buffer, after, &offset, &n_changed);
      assert_text (buffer, cases[i].after);
      g_assert_cmpuint (offset, ==, cases[i].offset);
      g_assert_cmpuint (n_changed, ==, cases[i].n_changed);
      g_assert_cmpuint (n_changes, ==, cases[i].n_signals);
      if (n_changes > 0)
        {
          hexwire_byte_buffer_undo (buffer, NULL);
          assert_text (buffer, cases[i].before);
        }
    }
}

static void
test_steps_are_bounded (void)
{
  g_autoptr (HexwireByteBuffer) buffer = hexwire_byte_buffer_new ();
  guint n_undone = 0;

  for (guint i = 0; i < 3 * HEXWIRE_BYTE_BUFFER_MAX_STEPS; i++)
    replace (buffer, 0, 0, "x", FALSE);
  while (hexwire_byte_buffer_undo (buffer, NULL))
    n_undone++;
  g_assert_cmpuint (n_undone, ==, HEXWIRE_BYTE_BUFFER_MAX_STEPS);
}

/* Whatever is done, undoing all of it gives the beginning back, and redoing the end. */
static void
test_random_edits (void)
{
  for (guint round = 0; round < 50; round++)
    {
      g_autoptr (HexwireByteBuffer) buffer = hexwire_byte_buffer_new ();
      g_autoptr (GBytes) end = NULL;

      for (guint i = 0; i < 100; i++)
        {
          gsize size_bytes = hexwire_byte_buffer_get_size_bytes (buffer);
          gsize offset = (gsize) g_test_rand_int_range (0, (gint32) size_bytes + 1);
          gsize n_removed = (gsize) g_test_rand_int_range (0, (gint32) (size_bytes - offset) + 1);
          guint8 data[8] = { (guint8) i, (guint8) round, 1, 2, 3, 4, 5, 6 };

          hexwire_byte_buffer_replace (buffer, offset, n_removed, data,
                                       (gsize) g_test_rand_int_range (0, 9), g_test_rand_bit ());
        }
      end = g_bytes_ref (hexwire_byte_buffer_get_bytes (buffer));
      while (hexwire_byte_buffer_undo (buffer, NULL))
        ;
      g_assert_cmpuint (hexwire_byte_buffer_get_size_bytes (buffer), ==, 0);
      while (hexwire_byte_buffer_redo (buffer, NULL))
        ;
      g_assert_true (g_bytes_equal (end, hexwire_byte_buffer_get_bytes (buffer)));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/byte-buffer/joined-steps", test_joined_steps);
  g_test_add_func ("/byte-buffer/random-edits", test_random_edits);
  g_test_add_func ("/byte-buffer/replace", test_replace);
  g_test_add_func ("/byte-buffer/set-bytes", test_set_bytes);
  g_test_add_func ("/byte-buffer/steps-are-bounded", test_steps_are_bounded);
  g_test_add_func ("/byte-buffer/undo", test_undo);

  return g_test_run ();
}
