/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "on-screen.h"
#include "rule-editor.h"

#include "../core/wait.h"
#include "net/reply-rules-text.h"

typedef struct
{
  HexwireReplyRule *rule;
  GtkWidget *editor;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->rule = hexwire_reply_rule_new ();
  fixture->editor = g_object_ref_sink (g_object_new (HEXWIRE_TYPE_RULE_EDITOR, NULL));
  hexwire_rule_editor_set_rule (HEXWIRE_RULE_EDITOR (fixture->editor), fixture->rule);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->editor);
  g_assert_finalize_object (fixture->rule);
}

static gpointer
get_child (Fixture    *fixture,
           const char *name)
{
  return gtk_widget_get_template_child (fixture->editor, HEXWIRE_TYPE_RULE_EDITOR, name);
}

/* The entry of bytes behind the drop-down of their notation. */
static GtkWidget *
get_reply_entry (Fixture *fixture)
{
  return gtk_widget_get_last_child (get_child (fixture, "reply_entry"));
}

static GtkDropDown *
get_reply_drop (Fixture *fixture)
{
  return GTK_DROP_DOWN (gtk_widget_get_first_child (get_child (fixture, "reply_entry")));
}

static void
paste_at (GtkWidget  *entry,
          int         position,
          const char *text)
{
  GtkEditable *editable = gtk_editable_get_delegate (GTK_EDITABLE (entry));
  g_autofree char *before = g_strdup (gtk_editable_get_text (editable));

  gtk_editable_set_position (editable, position);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (entry), text);
  g_signal_emit_by_name (editable, "paste-clipboard");
  wait_until (!g_str_equal (gtk_editable_get_text (editable), before));
}

static void
paste (GtkWidget  *entry,
       const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  paste_at (entry, 0, text);
}

/* Rules are kept as lines: what is not told to be wrong must come back as it is. */
static void
assert_kept (Fixture *fixture)
{
  const HexwireReplyRuleSettings *settings = hexwire_reply_rule_get (fixture->rule);
  g_autoptr (GListStore) rules = g_list_store_new (HEXWIRE_TYPE_REPLY_RULE);
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const HexwireReplyRuleSettings *kept;

  g_assert_cmpstr (hexwire_reply_rule_get_error (fixture->rule, NULL, NULL), ==, NULL);
  g_list_store_append (rules, fixture->rule);
  text = hexwire_reply_rules_to_text (G_LIST_MODEL (rules), &error);
  g_assert_no_error (error);
  read = hexwire_reply_rules_parse (text, &error);
  g_assert_no_error (error);
  kept = hexwire_reply_rule_get (g_ptr_array_index (read, 0));
  g_assert_cmpstr (kept->reply, ==, settings->reply);
  g_assert_cmpstr (kept->fields, ==, settings->fields);
  g_assert_cmpstr (kept->peer, ==, settings->peer);
}

/* Several lines become what they mean in one, by the notation, the third of which is hex. */
static void
test_reply (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct
  {
    guint notation;
    const char *pasted;
    const char *written;
  } rows[] = {
    { 1, "a\r\nb\n", "a\\r\\nb\\n" },
    { 1, "\n", "\\n" },
    { 2, "0a 0b\n0c 0d\r\n", "0a 0b 0c 0d" },
    { 3, "b'''a\nb'''\n", "b'''a\\nb'''" },
    { 3, "b'a\\''\n\r\nb\"it's\"\n", "b'a\\'' b\"it's\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gtk_drop_down_set_selected (get_reply_drop (fixture), rows[i].notation);
      paste (get_reply_entry (fixture), rows[i].pasted);
      g_assert_cmpstr (hexwire_reply_rule_get (fixture->rule)->reply, ==, rows[i].written);
      assert_kept (fixture);
    }
}

/* A plain text has no way to write them: that is said, and another notation has one. */
static void
test_plain_reply (Fixture       *fixture,
                  gconstpointer  data)
{
  HexwireReplyPart part;
  gsize position;

  gtk_drop_down_set_selected (get_reply_drop (fixture), 0);
  paste (get_reply_entry (fixture), "first\nsecond");
  g_assert_cmpstr (hexwire_reply_rule_get (fixture->rule)->reply, ==, "first\nsecond");
  g_assert_nonnull (hexwire_reply_rule_get_error (fixture->rule, &part, &position));
  g_assert_cmpuint (part, ==, HEXWIRE_REPLY_PART_REPLY);
  g_assert_cmpuint (position, ==, 5);
  g_assert_true (gtk_widget_has_css_class (get_reply_entry (fixture), "error"));
  gtk_drop_down_set_selected (get_reply_drop (fixture), 1);
  g_assert_cmpstr (hexwire_reply_rule_get (fixture->rule)->reply, ==, "first\\nsecond");
  assert_kept (fixture);
}

static void
test_others (Fixture       *fixture,
             gconstpointer  data)
{
  gtk_drop_down_set_selected (get_child (fixture, "kind_drop"), HEXWIRE_BYTE_MATCH_REGEX);
  paste (get_child (fixture, "match_entry"), "^a\nb$");
  g_assert_cmpstr (hexwire_reply_rule_get (fixture->rule)->match, ==, "^a\\nb$");
  paste (get_child (fixture, "fields_entry"), ">op:B\n seq:H\n");
  g_assert_cmpstr (hexwire_reply_rule_get (fixture->rule)->fields, ==, ">op:B  seq:H");
  paste (get_child (fixture, "peer_entry"), "127.0.0.1\n");
  g_assert_cmpstr (hexwire_reply_rule_get (fixture->rule)->peer, ==, "127.0.0.1");
  assert_kept (fixture);
}

/* What is pasted stays apart from what follows it, as the lines were. */
static void
test_followed (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *entry = get_child (fixture, "fields_entry");

  gtk_editable_set_text (GTK_EDITABLE (entry), "seq:H");
  paste_at (entry, 0, ">op:B\r\n");
  g_assert_cmpstr (hexwire_reply_rule_get (fixture->rule)->fields, ==, ">op:B seq:H");
  assert_kept (fixture);
  gtk_drop_down_set_selected (get_reply_drop (fixture), 2);
  gtk_editable_set_text (GTK_EDITABLE (get_reply_entry (fixture)), "0a0c");
  paste_at (get_reply_entry (fixture), 2, "\n0b\n");
  g_assert_cmpstr (hexwire_reply_rule_get (fixture->rule)->reply, ==, "0a 0b 0c");
  assert_kept (fixture);
}

#define add(path, func) g_test_add ("/rule-editor/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  if (!on_screen_test_init (&argc, &argv))
    return 0;

  add ("followed", test_followed);
  add ("others", test_others);
  add ("plain-reply", test_plain_reply);
  add ("reply", test_reply);

  return g_test_run ();
}
