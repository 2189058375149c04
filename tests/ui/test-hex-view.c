/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hex-view-private.h"
#include "on-screen.h"

#include "codec/bytes-text.h"

typedef struct
{
  HexwireHexView *view;
  guint n_edits;
  char *edited;     /* the bytes of the last edit, in hex */
  gboolean joins_last;
} Fixture;

static void
edited_cb (HexwireHexView *view,
           GBytes         *bytes,
           gboolean        joins_last,
           Fixture        *fixture)
{
  g_free (fixture->edited);
  fixture->joins_last = joins_last;
  fixture->edited = hexwire_bytes_to_text (HEXWIRE_NOTATION_HEX, g_bytes_get_data (bytes, NULL),
                                           g_bytes_get_size (bytes));
  fixture->n_edits++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  hex)
{
  g_autoptr (GBytes) bytes = hexwire_bytes_parse (HEXWIRE_NOTATION_HEX, hex, NULL, NULL);

  fixture->view = g_object_ref_sink (g_object_new (HEXWIRE_TYPE_HEX_VIEW, NULL));
  g_signal_connect (fixture->view, "edited", G_CALLBACK (edited_cb), fixture);
  hexwire_hex_view_set_editable (fixture->view, TRUE);
  hexwire_hex_view_set_bytes (fixture->view, bytes);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  hex)
{
  g_free (fixture->edited);
  g_assert_finalize_object (fixture->view);
}

static void
type (Fixture    *fixture,
      const char *keys)
{
  for (; *keys != '\0'; keys++)
    hexwire_hex_view_type (fixture->view, gdk_unicode_to_keyval ((guint32) *keys));
}

static void
test_overwrite (Fixture       *fixture,
                gconstpointer  hex)
{
  type (fixture, "f");
  g_assert_cmpstr (fixture->edited, ==, "f1 22 33");
  g_assert_false (fixture->joins_last);
  type (fixture, "e");
  g_assert_true (fixture->joins_last);
  g_assert_cmpstr (fixture->edited, ==, "fe 22 33");
  /* A first digit that changes nothing is no step that the second could join. */
  type (fixture, "2");
  type (fixture, "1");
  g_assert_cmpstr (fixture->edited, ==, "fe 21 33");
  g_assert_false (fixture->joins_last);
  hexwire_hex_view_move_caret (fixture->view, 1, FALSE);
  type (fixture, "0g1");
  g_assert_cmpstr (fixture->edited, ==, "fe 01 33");
  /* At the end it appends. */
  type (fixture, "4455");
  g_assert_cmpstr (fixture->edited, ==, "fe 01 44 55");
}

static void
test_insert (Fixture       *fixture,
             gconstpointer  hex)
{
  fixture->view->is_inserting = TRUE;
  hexwire_hex_view_move_caret (fixture->view, 1, FALSE);
  type (fixture, "ab");
  g_assert_cmpstr (fixture->edited, ==, "11 ab 22 33");
}

static void
test_text (Fixture       *fixture,
           gconstpointer  hex)
{
  fixture->view->is_in_text = TRUE;
  type (fixture, "Hi");
  g_assert_cmpstr (fixture->edited, ==, "48 69 33");
}

static void
test_selection_is_replaced (Fixture       *fixture,
                            gconstpointer  hex)
{
  gsize offset;
  gsize size_bytes;

  hexwire_hex_view_select (fixture->view, 0, 2);
  g_assert_true (hexwire_hex_view_get_selection (fixture->view, &offset, &size_bytes));
  g_assert_cmpuint (offset, ==, 0);
  g_assert_cmpuint (size_bytes, ==, 2);
  /* Overwriting keeps the bytes behind the selection where they are. */
  type (fixture, "0a");
  g_assert_cmpstr (fixture->edited, ==, "0a 22 33");
  g_assert_false (hexwire_hex_view_get_selection (fixture->view, &offset, &size_bytes));

  fixture->view->is_inserting = TRUE;
  hexwire_hex_view_select (fixture->view, 0, 2);
  type (fixture, "0b");
  g_assert_cmpstr (fixture->edited, ==, "0b 33");
}

static void
test_not_editable (Fixture       *fixture,
                   gconstpointer  hex)
{
  hexwire_hex_view_set_editable (fixture->view, FALSE);
  type (fixture, "ff");
  g_assert_cmpuint (fixture->n_edits, ==, 0);
}

/* What the model says from outside is no edit of the user's, and ends the byte being typed. */
static void
test_update (Fixture       *fixture,
             gconstpointer  hex)
{
  g_autoptr (GBytes) bytes = hexwire_bytes_parse (HEXWIRE_NOTATION_HEX, "11 99 33", NULL, NULL);

  type (fixture, "1");
  hexwire_hex_view_update_bytes (fixture->view, bytes);
  g_assert_cmpuint (fixture->n_edits, ==, 1);
  g_assert_cmpuint (fixture->view->flash_offset, ==, 1);
  g_assert_cmpuint (fixture->view->flash_size, ==, 1);
  type (fixture, "a");
  g_assert_cmpstr (fixture->edited, ==, "a1 99 33");
  g_assert_false (fixture->joins_last);
}

static void
test_caret_stays_inside (Fixture       *fixture,
                         gconstpointer  hex)
{
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);

  hexwire_hex_view_select (fixture->view, 0, 3);
  hexwire_hex_view_update_bytes (fixture->view, none);
  g_assert_cmpuint (fixture->view->caret, ==, 0);
  g_assert_cmpuint (fixture->view->anchor, ==, 0);
  type (fixture, "7");
  g_assert_cmpstr (fixture->edited, ==, "70");
}

/* How many rectangles of a colour are drawn. */
static guint
count_color (GskRenderNode *node,
             const GdkRGBA *color)
{
  guint n = 0;

  switch ((int) gsk_render_node_get_node_type (node))
    {
    case GSK_COLOR_NODE:
      return gdk_rgba_equal (gsk_color_node_get_color (node), color);
    case GSK_CONTAINER_NODE:
      for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
        n += count_color (gsk_container_node_get_child (node, i), color);
      return n;
    case GSK_TRANSFORM_NODE:
      return count_color (gsk_transform_node_get_child (node), color);
    default:
      return 0;
    }
}

static guint
count_drawn (Fixture       *fixture,
             const GdkRGBA *color)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  gtk_widget_size_allocate (GTK_WIDGET (fixture->view), &(GtkAllocation) { 0, 0, 600, 100 }, -1);
  GTK_WIDGET_GET_CLASS (fixture->view)->snapshot (GTK_WIDGET (fixture->view), snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  return node != NULL ? count_color (node, color) : 0;
}

/* The colours of fields give way to that of a selection, which was hardly seen among them. */
static void
test_selection_is_seen (Fixture       *fixture,
                        gconstpointer  hex)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (HexwireHexSpan));
  const HexwireHexSpan span = { .offset_bytes = 0, .size_bytes = 3, .color = 1 };
  const GdkRGBA orange = { 1.00f, 0.47f, 0.00f, 0.38f };

  g_array_append_val (spans, span);
  hexwire_hex_view_set_spans (fixture->view, spans, 3);
  /* In hex, and in text. */
  g_assert_cmpuint (count_drawn (fixture, &orange), ==, 2);
  hexwire_hex_view_select (fixture->view, 1, 1);
  g_assert_cmpuint (count_drawn (fixture, &orange), ==, 4);
  hexwire_hex_view_select (fixture->view, 0, 3);
  g_assert_cmpuint (count_drawn (fixture, &orange), ==, 0);
}

/* Wherever the caret stands: what is copied where nothing is selected is everything. */
static void
test_copy (Fixture       *fixture,
           gconstpointer  hex)
{
  static const struct
  {
    gsize caret;
    gsize anchor;
    const char *text;
  } copies[] = {
    { 0, 0, "11 22 33" }, { 1, 1, "11 22 33" }, { 3, 3, "11 22 33" }, { 3, 1, "22 33" },
  };
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->view));

  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      hexwire_hex_view_move_caret (fixture->view, copies[i].anchor, FALSE);
      hexwire_hex_view_move_caret (fixture->view, copies[i].caret, TRUE);
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), "bytes.copy-as", "s",
                                                 "hex"));
      g_value_init (&value, G_TYPE_STRING);
      g_assert_true (gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value,
                                                     NULL));
      g_assert_cmpstr (g_value_get_string (&value), ==, copies[i].text);
    }
}

#define add(path, func) \
  g_test_add ("/hex-view/" path, Fixture, "11 22 33", set_up, func, tear_down)

/* In every language digits and letters are of one font, and stand where they are drawn upon. */
static void
test_font (Fixture       *fixture,
           gconstpointer  hex)
{
  g_autoptr (PangoLayout) layout = hexwire_hex_view_create_layout (fixture->view);
  PangoLayoutIter *iter;
  PangoFont *font = NULL;

  pango_context_set_language (pango_layout_get_context (layout), pango_language_from_string ("ja"));
  pango_layout_set_text (layout, "0010  00 12 fe  .a.", -1);
  iter = pango_layout_get_iter (layout);
  do
    {
      PangoLayoutRun *run = pango_layout_iter_get_run_readonly (iter);

      if (run == NULL)
        continue;
      g_assert_true (font == NULL || run->item->analysis.font == font);
      g_assert_cmpstr (pango_language_to_string (run->item->analysis.language), ==, "en");
      font = run->item->analysis.font;
    }
  while (pango_layout_iter_next_run (iter));
  g_assert_nonnull (font);
  pango_layout_iter_free (iter);
}

int
main (int   argc,
      char *argv[])
{
  if (!on_screen_test_init (&argc, &argv))
    return 0;

  add ("caret-stays-inside", test_caret_stays_inside);
  add ("copy", test_copy);
  add ("font", test_font);
  add ("insert", test_insert);
  add ("not-editable", test_not_editable);
  add ("overwrite", test_overwrite);
  add ("selection-is-replaced", test_selection_is_replaced);
  add ("selection-is-seen", test_selection_is_seen);
  add ("text", test_text);
  add ("update", test_update);

  return g_test_run ();
}
