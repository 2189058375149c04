/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "endpoint-page.h"
#include "on-screen.h"
#include "tcp-load.h"

/* How fast one sender's bytes get into the log of a TCP server while a tab shows it and follows,
 * against a loop that calls recv(): sent in large blocks, and in small messages. And how the tab
 * is drawn meanwhile. */

#define N_ROUNDS 3
#define LIMIT_S 170
/* Seconds of it: a list makes its first rows once in the life of a tab. */
#define BULK_BYTES (G_GUINT64_CONSTANT (8) * 1024 * 1024 * 1024)
#define SMALL_MESSAGE_BYTES 64
#define SMALL_BYTES (G_GUINT64_CONSTANT (4000000) * SMALL_MESSAGE_BYTES)

typedef struct
{
  GtkWidget *window;
  HexwireEndpoint *server;
  double frame_begin_s;
  double painted_at_s;
  double frames_s;          /* how long all frames took together */
  double max_gap_s;
  guint n_painted;
} Tab;

static void
before_paint_cb (GdkFrameClock *clock,
                 Tab           *tab)
{
  tab->frame_begin_s = bench_now_s ();
}

static void
after_paint_cb (GdkFrameClock *clock,
                Tab           *tab)
{
  double now_s = bench_now_s ();

  tab->max_gap_s = MAX (tab->max_gap_s, now_s - tab->painted_at_s);
  tab->painted_at_s = now_s;
  tab->frames_s += now_s - tab->frame_begin_s;
  tab->n_painted++;
}

static void
show (Tab *tab)
{
  GtkWidget *page;

  *tab = (Tab) { .server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0) };
  wire_open (tab->server);
  tab->window = gtk_window_new ();
  page = hexwire_endpoint_page_new (tab->server);
  gtk_window_set_default_size (GTK_WINDOW (tab->window), 1200, 800);
  gtk_window_set_child (GTK_WINDOW (tab->window), page);
  gtk_window_present (GTK_WINDOW (tab->window));
  g_signal_connect (gtk_widget_get_frame_clock (tab->window), "before-paint",
                    G_CALLBACK (before_paint_cb), tab);
  g_signal_connect (gtk_widget_get_frame_clock (tab->window), "after-paint",
                    G_CALLBACK (after_paint_cb), tab);
  wait_until (tab->n_painted > 0);
}

static void
hide (Tab *tab)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (tab->window), tab);
  gtk_window_destroy (GTK_WINDOW (tab->window));
  wire_close (tab->server);
  g_object_unref (tab->server);
}

static void
compare (const char *what,
         guint64     size_bytes,
         gsize       block_bytes)
{
  static guint8 buffer[TCP_LOAD_BUFFER_BYTES];
  BenchSeries hexwire = { 0 };
  BenchSeries plain = { 0 };
  BenchSeries rate_hz = { 0 };
  BenchSeries frames_share = { 0 };
  double max_gap_s = 0;
  double ours;
  double theirs;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      Tab tab;
      double begin_s;
      double took_s;

      bench_series_add (&plain, tcp_load_measure_plain (size_bytes, block_bytes, buffer,
                                                        sizeof buffer));
      show (&tab);
      tab.n_painted = 0;
      tab.frames_s = 0;
      tab.max_gap_s = 0;
      tab.painted_at_s = begin_s = bench_now_s ();
      bench_series_add (&hexwire, tcp_load_measure_hexwire (tab.server, size_bytes, block_bytes));
      took_s = bench_now_s () - begin_s;
      bench_series_add (&rate_hz, tab.n_painted / took_s);
      bench_series_add (&frames_share, tab.frames_s / took_s);
      max_gap_s = MAX (max_gap_s, tab.max_gap_s);
      hide (&tab);
    }
  ours = bench_series_get_median (&hexwire);
  theirs = bench_series_get_median (&plain);
  g_print ("tcp-window, %s: Hexwire %.3f GB/s, plain recv() %.3f GB/s, ratio %.2f (aim 0.8); "
           "%.0f frames/s, which take %.0f %% of the time, at most %.0f ms apart\n",
           what, ours, theirs, ours / theirs, bench_series_get_median (&rate_hz),
           100 * bench_series_get_median (&frames_share), max_gap_s * 1000);
}

int
main (void)
{
  bench_init ();
  alarm (LIMIT_S);
  if (!on_screen_init ())
    {
      g_print ("No display\n");
      return 77;
    }
  compare ("bulk", BULK_BYTES, TCP_LOAD_BULK_BLOCK_BYTES);
  compare ("messages of 64 bytes", SMALL_BYTES, SMALL_MESSAGE_BYTES);
  return EXIT_SUCCESS;
}
