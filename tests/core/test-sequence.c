/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/net-error.h"
#include "net/sequence.h"

#include <string.h>

#define HEADER "hexwire-sequence 1\n"

static HexwireSequence *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  HexwireSequence *sequence = hexwire_sequence_parse (text, NULL, &error);

  g_assert_no_error (error);
  return sequence;
}

static void
assert_text (HexwireSequence *sequence,
             const char      *expected)
{
  g_autofree char *text = hexwire_sequence_to_text (sequence);

  g_assert_cmpstr (text, ==, expected);
}

/* What is written is what was read, and it is read with more freedom. */
static void
test_text (void)
{
  static const struct
  {
    const char *text;
    const char *written;        /* NULL for the same */
  } texts[] = {
    { HEADER, NULL },
    { "hexwire-sequence 1", HEADER },
    { HEADER "send text  two\n", NULL },
    { HEADER "send escaped HELLO\\r\\n\nsend hex 01 02\nsend python b'a'\n", NULL },
    { HEADER "send pack [>BH] 1, 0x2000\n", NULL },
    { HEADER "send message Log in\nwait 100 ms\n", NULL },
    { HEADER "expect within 2000 ms begins text OK\n", NULL },
    { HEADER "expect within 0 ms or go on regex ^OK (\\d+)\n", NULL },
    { HEADER "expect within 9 ms any\nrepeat 5 times from step 1\n", NULL },
    { HEADER "wait 1 ms\nrepeat 3 times\n", HEADER "wait 1 ms\nrepeat 3 times from step 1\n" },
    { HEADER "  wait  1  ms  \n", HEADER "wait 1 ms\n" },
    { HEADER "wait 1 ms\r\n", HEADER "wait 1 ms\n" },
    { HEADER "# first\n\n#second\nwait 1 ms\n# last\n", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (HexwireSequence) sequence = parse (texts[i].text);

      assert_text (sequence, texts[i].written != NULL ? texts[i].written : texts[i].text);
    }
}

static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    gsize position;             /* in what follows the header, which some lack */
    const char *message;        /* how it begins */
  } texts[] = {
    { HEADER "jump 3\n", 0, "line 2: position 1: " },
    { HEADER "\n  jump\n", 3, "line 3: position 3: " },
    { HEADER "send\n", 4, "line 2: position 5: " },
    { HEADER "send morse abc\n", 5, "line 2: position 6: " },
    { HEADER "send hex 12 3g\n", 13, "line 2: position 14: " },
    { HEADER "send pack >B 1\n", 10, "line 2: position 11: " },
    { HEADER "send pack [>B] x\n", 15, "line 2: position 16: " },
    { HEADER "send message \n", 13, "line 2: position " },
    { HEADER "wait\n", 4, "line 2: position 5: " },
    { HEADER "wait 5 s\n", 7, "line 2: position 8: " },
    { HEADER "wait 86400001 ms\n", 5, "line 2: position 6: " },
    { HEADER "wait 99999999999999999999 ms\n", 5, "line 2: position 6: " },
    { HEADER "wait 5 ms more\n", 10, "line 2: position 11: " },
    { HEADER "expect text OK\n", 7, "line 2: position 8: " },
    { HEADER "expect within x\n", 14, "line 2: position 15: " },
    { HEADER "expect within 5 begins text OK\n", 16, "line 2: position 17: " },
    { HEADER "expect within 5 ms starts\n", 19, "line 2: position 20: " },
    { HEADER "expect within 5 ms regex a(\n", 27, "line 2: position 28: " },
    { HEADER "repeat 0 times\n", 7, "line 2: position 8: " },
    { HEADER "repeat 2 times from step 0\n", 25, "line 2: position 26: " },
    { HEADER "repeat 2 times step 1\n", 15, "line 2: position 16: " },
    { HEADER "repeat 2 times from step 1 2\n", 27, "line 2: position 28: " },
    { "", 0, "line 1: " },
    { "wait 1 ms\n", 0, "line 1: this is no sequence" },
    { "hexwire-sequence 2\n", 0, "line 1: the sequence is of a newer" },
    { "hexwire-sequence x\n", 0, "line 1: this is no sequence" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize start = g_str_has_prefix (texts[i].text, HEADER) ? strlen (HEADER) : 0;
      gsize position = 999;

      g_test_message ("%s", texts[i].text);
      g_assert_null (hexwire_sequence_parse (texts[i].text, &position, &error));
      g_assert_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SEQUENCE);
      g_assert_cmpuint (position, ==, start + texts[i].position);
      if (!g_str_has_prefix (error->message, texts[i].message))
        g_error ("“%s” does not begin with “%s”", error->message, texts[i].message);
    }
}

/* A repeat goes on naming the step that it named. */
static void
test_edit (void)
{
  g_autoptr (HexwireSequence) sequence
    = parse (HEADER "wait 1 ms\nwait 2 ms\nwait 3 ms\nrepeat 2 times from step 2\n");
  g_autoptr (HexwireSequenceStep) step = hexwire_sequence_step_parse ("wait 9 ms", NULL, NULL);

  hexwire_sequence_insert (sequence, 0, step);
  assert_text (sequence, HEADER "wait 9 ms\nwait 1 ms\nwait 2 ms\nwait 3 ms\n"
                         "repeat 2 times from step 3\n");
  hexwire_sequence_insert (sequence, G_MAXUINT, step);
  hexwire_sequence_remove (sequence, 5);
  hexwire_sequence_move (sequence, 2, 1);
  assert_text (sequence, HEADER "wait 9 ms\nwait 2 ms\nwait 1 ms\nwait 3 ms\n"
                         "repeat 2 times from step 2\n");
  hexwire_sequence_move (sequence, 0, 3);
  assert_text (sequence, HEADER "wait 2 ms\nwait 1 ms\nwait 3 ms\nwait 9 ms\n"
                         "repeat 2 times from step 1\n");
  hexwire_sequence_move (sequence, 4, 0);
  assert_text (sequence, HEADER "repeat 2 times from step 2\nwait 2 ms\nwait 1 ms\nwait 3 ms\n"
                         "wait 9 ms\n");
  g_assert_false (hexwire_sequence_check (sequence, 0, NULL));
  hexwire_sequence_move (sequence, 0, 4);
  g_assert_true (hexwire_sequence_check (sequence, 4, NULL));
  hexwire_sequence_remove (sequence, 0);
  hexwire_sequence_replace (sequence, 0, step);
  assert_text (sequence, HEADER "wait 9 ms\nwait 3 ms\nwait 9 ms\nrepeat 2 times from step 1\n");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (sequence)), ==, 4);
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hexwire-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.sequence", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) parent = g_file_get_parent (file);
  g_autoptr (HexwireSequence) sequence = parse (HEADER "wait 1 ms\n");
  g_autoptr (HexwireSequence) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (hexwire_sequence_load (file, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (hexwire_sequence_save (sequence, file, NULL));
  again = hexwire_sequence_load (file, NULL);
  assert_text (again, HEADER "wait 1 ms\n");
  g_assert_true (g_file_set_contents (path, HEADER "\xff", -1, NULL));
  g_assert_null (hexwire_sequence_load (file, &error));
  g_assert_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SEQUENCE);
  g_assert_true (g_file_delete (file, NULL, NULL));
  g_assert_true (g_file_delete (parent, NULL, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sequence/edit", test_edit);
  g_test_add_func ("/sequence/errors", test_errors);
  g_test_add_func ("/sequence/file", test_file);
  g_test_add_func ("/sequence/text", test_text);

  return g_test_run ();
}
