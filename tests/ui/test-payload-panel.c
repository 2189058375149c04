/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "on-screen.h"
#include "payload-panel.h"

#include <string.h>

typedef struct
{
  GtkWidget *window;
  HexwirePayloadPanel *panel;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->window = gtk_window_new ();
  fixture->panel = g_object_new (HEXWIRE_TYPE_PAYLOAD_PANEL, NULL);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->panel));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
set_bytes (Fixture    *fixture,
           const void *data,
           gsize       size_bytes)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size_bytes);

  hexwire_payload_panel_set_bytes (fixture->panel, bytes);
}

static void
draw_frames (guint n_frames)
{
  gint64 deadline_us = g_get_monotonic_time () + n_frames * 20000;

  while (g_get_monotonic_time () < deadline_us)
    g_main_context_iteration (NULL, FALSE);
}

static void
test_bytes (Fixture       *fixture,
            gconstpointer  data)
{
  GBytes *bytes;

  hexwire_payload_panel_set_format (fixture->panel, ">id:h count:i");
  set_bytes (fixture, "\xff\xf9\x00\x12\xd6\x86", 6);
  bytes = hexwire_payload_panel_get_bytes (fixture->panel);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                   "\xff\xf9\x00\x12\xd6\x86", 6);
  g_assert_cmpstr (hexwire_payload_panel_get_format (fixture->panel), ==, ">id:h count:i");
}

/* A format that cannot be read says nothing of the bytes. */
static void
test_left_over (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWidget *panel = GTK_WIDGET (fixture->panel);

  draw_frames (5);
  hexwire_payload_panel_set_format (fixture->panel, ">h");
  set_bytes (fixture, "abc", 3);
  g_assert_nonnull (on_screen_find (panel, GTK_TYPE_LABEL, "1 byte is left over"));
  hexwire_payload_panel_set_format (fixture->panel, ">hz");
  g_assert_null (on_screen_find (panel, GTK_TYPE_LABEL, "1 byte is left over"));
  g_assert_null (on_screen_find (panel, GTK_TYPE_LABEL, "3 bytes are left over"));
}

/* A megabyte, with formats from none to one of very many records, is drawn. */
static void
test_large (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const formats[] = { "", "B", ">HI", "1000s", "65000B", ">hiq" };
  g_autofree guint8 *payload = g_malloc (1024 * 1024);

  for (guint i = 0; i < 1024 * 1024; i++)
    payload[i] = (guint8) i;
  set_bytes (fixture, payload, 1024 * 1024);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      GBytes *bytes;

      hexwire_payload_panel_set_format (fixture->panel, formats[i]);
      draw_frames (3);
      bytes = hexwire_payload_panel_get_bytes (fixture->panel);
      g_assert_cmpuint (g_bytes_get_size (bytes), ==, 1024 * 1024);
    }
}

/* Every text that comes while a format is typed, and many that should not. */
static void
test_formats_while_typed (Fixture       *fixture,
                          gconstpointer  data)
{
  static const char *const formats[] = { ">",            ">i",   ">id",     ">id:",     ">id:h",
                                         ">id:h ",       "&",    "@bi",     "@b",       "n",
                                         "99999999999i", "0q",   ">n",      "5p",       "0s",
                                         "4x",           "@bq0q", ">a:B a:B", "\xc3\xbc", "1000B" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      hexwire_payload_panel_set_format (fixture->panel, formats[i]);
      draw_frames (1);
    }
}

#define add(path, func) g_test_add ("/payload-panel/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  if (!on_screen_test_init (&argc, &argv))
    return 0;

  add ("bytes", test_bytes);
  add ("formats-while-typed", test_formats_while_typed);
  add ("left-over", test_left_over);
  add ("large", test_large);

  return g_test_run ();
}
