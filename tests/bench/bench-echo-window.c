/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "echo-load.h"
#include "endpoint-page.h"
#include "on-screen.h"

#include <glib-unix.h>

/* Round trips per second through a TCP server that echoes while a tab shows it with its peers and
 * follows, with 10 000 peers of whom 64 are active, against a plain epoll program. And how the tab
 * is drawn meanwhile. */

#define LIMIT_S 170

typedef struct
{
  double painted_at_s;
  double max_gap_s;
  guint n_painted;
  guint n_peers;
} Painting;

static Painting painting;

static void
after_paint_cb (GdkFrameClock *clock,
                gpointer       user_data)
{
  double now_s = bench_now_s ();

  painting.max_gap_s = MAX (painting.max_gap_s, now_s - painting.painted_at_s);
  painting.painted_at_s = now_s;
  painting.n_painted++;
}

/* Tells how it was drawn since the last time. */
static gboolean
asked_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  char byte;

  bench_read (fd, &byte, 1);
  painting.n_peers = hexwire_endpoint_get_n_connected (user_data);
  bench_write (fd, &painting, sizeof painting);
  painting = (Painting) { .painted_at_s = bench_now_s () };
  return G_SOURCE_CONTINUE;
}

static void
serve_window (int      pipe_fd,
              gpointer user_data)
{
  HexwireEndpoint *server;
  GtkWidget *window;
  guint16 port = 0;

  if (!on_screen_init ())
    {
      bench_write (pipe_fd, &port, sizeof port);
      return;
    }
  server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_object_set (server, "reply", HEXWIRE_REPLY_ECHO, NULL);
  wire_open (server);
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 800);
  gtk_window_set_child (GTK_WINDOW (window), hexwire_endpoint_page_new (server));
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint",
                    G_CALLBACK (after_paint_cb), NULL);
  wait_until (painting.n_painted > 0);
  g_unix_fd_add (pipe_fd, G_IO_IN, asked_cb, server);
  port = wire_get_port (server);
  bench_write (pipe_fd, &port, sizeof port);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

static Painting
ask (Case *self)
{
  Painting answer;

  bench_write (self->server_pipe, "?", 1);
  bench_read (self->server_pipe, &answer, sizeof answer);
  return answer;
}

static void
connect_all (Case  *self,
             guint  n_many)
{
  gint64 memory_bytes = case_get_memory_bytes (self);
  double begin_s = bench_now_s ();
  Painting answer;

  case_order (self, n_many, 0);
  do
    {
      g_usleep (10 * 1000);
      answer = ask (self);
    }
  while (answer.n_peers < n_many);
  g_print ("echo-window: %u peers listed in %.2f s, %.1f kB of memory for each; "
           "frames at most %.0f ms apart\n",
           n_many, bench_now_s () - begin_s,
           (double) (case_get_memory_bytes (self) - memory_bytes) / n_many / 1000,
           answer.max_gap_s * 1000);
}

static void
compare (Case  *cases,
         guint  n_many)
{
  BenchSeries series[2] = { 0 };
  BenchSeries frames_hz = { 0 };
  double max_gap_s = 0;
  double ours, theirs;

  for (guint round = 0; round < ECHO_ROUNDS; round++)
    {
      double begin_s;
      Painting answer;

      bench_series_add (&series[1], case_order (&cases[1], n_many, ECHO_N_ACTIVE));
      ask (&cases[0]);
      begin_s = bench_now_s ();
      bench_series_add (&series[0], case_order (&cases[0], n_many, ECHO_N_ACTIVE));
      answer = ask (&cases[0]);
      bench_series_add (&frames_hz, answer.n_painted / (bench_now_s () - begin_s));
      max_gap_s = MAX (max_gap_s, answer.max_gap_s);
    }
  ours = bench_series_get_median (&series[0]);
  theirs = bench_series_get_median (&series[1]);
  g_print ("echo-window, %u of %u active: Hexwire %.0f round trips/s, plain epoll %.0f, "
           "ratio %.2f (aim 0.8); %.0f frames/s, at most %.0f ms apart\n",
           ECHO_N_ACTIVE, n_many, ours, theirs, ours / theirs,
           bench_series_get_median (&frames_hz), max_gap_s * 1000);
}

int
main (void)
{
  Case cases[2] = { { .name = "Hexwire", .serve = serve_window },
                    { .name = "plain epoll", .serve = serve_plain } };
  guint limit = raise_descriptor_limit ();
  guint n_many = MIN (ECHO_N_MANY, limit - ECHO_RESERVED_DESCRIPTORS);

  bench_init ();
  alarm (LIMIT_S);
  for (guint i = 0; i < 2; i++)
    {
      case_start (&cases[i]);
      if (cases[i].port == 0)
        {
          g_print ("No display\n");
          return 77;
        }
    }
  connect_all (&cases[0], n_many);
  case_order (&cases[1], n_many, 0);
  compare (cases, n_many);
  for (guint i = 0; i < 2; i++)
    case_stop (&cases[i]);
  return EXIT_SUCCESS;
}
