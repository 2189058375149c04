/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/byte-changes.h"

#include <string.h>

typedef struct
{
  const char *before;
  const char *data;
  const char *marks;      /* `^` below what has changed */
} Case;

static const Case cases[] = {
  { "", "", "" },
  { "abc", "abc", "   " },
  { "abc", "abd", "  ^" },
  { "abc", "xbc", "^  " },
  { "abcdef", "aXcYZf", " ^ ^^ " },
  { "", "abc", "^^^" },
  { "abc", "", "" },
  { "ab", "abcd", "  ^^" },
  { "ax", "abcd", " ^^^" },
  { "abcd", "ab", "  " },
  { "abcd", "aX", " ^" },
};

static void
test_find (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize size_bytes = strlen (cases[i].data);
      g_autofree char *marks = g_strnfill (size_bytes, ' ');
      gsize run_bytes;

      for (gsize offset = 0; hexwire_byte_changes_find ((const guint8 *) cases[i].before,
                                                        strlen (cases[i].before),
                                                        (const guint8 *) cases[i].data, size_bytes,
                                                        &offset, &run_bytes);
           offset += run_bytes)
        memset (marks + offset, '^', run_bytes);
      g_assert_cmpstr (marks, ==, cases[i].marks);
    }
}

static HexwireMessageLog *
new_log (void)
{
  HexwireMessageLog *log = hexwire_message_log_new ();

  hexwire_message_log_add_peer (log, &(HexwireLogPeer) { .address = "one" });
  hexwire_message_log_add_peer (log, &(HexwireLogPeer) { .address = "two" });
  return log;
}

static void
append (HexwireMessageLog  *log,
        HexwireMessageKind  kind,
        guint32             peer_id,
        const char         *text)
{
  hexwire_message_log_append (log, kind, peer_id, 1, text, strlen (text));
}

static void
assert_previous (HexwireLogView *view,
                 guint           position,
                 const char     *text)
{
  g_autoptr (HexwireMessage) message = g_list_model_get_item (G_LIST_MODEL (view), position);
  g_autoptr (GBytes) previous = hexwire_byte_changes_dup_previous (view, position, message);

  if (text == NULL)
    g_assert_null (previous);
  else
    g_assert_cmpmem (g_bytes_get_data (previous, NULL), g_bytes_get_size (previous), text,
                     strlen (text));
}

static void
test_previous_received (void)
{
  g_autoptr (HexwireMessageLog) log = new_log ();
  g_autoptr (HexwireLogView) view = hexwire_log_view_new (log);

  append (log, HEXWIRE_MESSAGE_RECEIVED, 1, "a");
  append (log, HEXWIRE_MESSAGE_SENT, 1, "b");
  append (log, HEXWIRE_MESSAGE_RECEIVED, 2, "c");
  append (log, HEXWIRE_MESSAGE_CLOSED, 1, "closed");
  append (log, HEXWIRE_MESSAGE_RECEIVED, 1, "d");
  append (log, HEXWIRE_MESSAGE_SENT, 1, "e");
  hexwire_message_log_publish (log);

  for (guint i = 0; i < 4; i++)
    assert_previous (view, i, NULL);
  assert_previous (view, 4, "a");
  assert_previous (view, 5, "b");
}

static void
test_previous_frame (void)
{
  g_autoptr (HexwireMessageLog) log = new_log ();
  g_autoptr (HexwireLogView) view = hexwire_log_view_new (log);
  g_autoptr (HexwireFrameRule) rule = hexwire_frame_rule_parse ("lines", NULL, NULL);

  hexwire_log_view_set_rule (view, rule);
  append (log, HEXWIRE_MESSAGE_RECEIVED, 1, "one\ntwo\nth");
  append (log, HEXWIRE_MESSAGE_RECEIVED, 2, "other\n");
  append (log, HEXWIRE_MESSAGE_RECEIVED, 1, "ree\n");
  hexwire_message_log_publish (log);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, 4);

  assert_previous (view, 0, NULL);
  assert_previous (view, 1, "one\n");
  assert_previous (view, 2, NULL);
  assert_previous (view, 3, "two\n");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/byte-changes/find", test_find);
  g_test_add_func ("/byte-changes/previous-frame", test_previous_frame);
  g_test_add_func ("/byte-changes/previous-received", test_previous_received);

  return g_test_run ();
}
