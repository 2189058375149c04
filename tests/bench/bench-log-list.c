/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench.h"
#include "log-list.h"
#include "on-screen.h"

/* What a frame of the list costs, over a log of a thousand messages and one of ten million: the
 * work before it (telling of new rows, scrolling, selecting) and the frame itself. */

#define N_ROUNDS 3
#define N_STEPS 50
#define N_FEW 1000
#define N_MANY 10000000
#define MAX_FRAMES 4096
#define LIMIT_S 280

/* The log tells its listeners so often; the list realises some 200 rows, so that more new ones than
 * that are all that it can have to do. */
#define PUBLISH_INTERVAL_MS 50
#define N_NEW_ROWS 250

#define WHEEL_PX 60
#define N_PAGE_ROWS 30

typedef struct
{
  double ms[MAX_FRAMES];
  guint n;
} Frames;

typedef struct
{
  HexwireMessageLog *log;
  HexwireLogView *view;
  GtkWidget *window;
  HexwireLogList *list;
  GtkAdjustment *adjustment;

  Frames *frames;           /* what is measured now */
  double between_s;         /* what was done before the frame */
  double frame_begin_s;
  guint n_painted;
  guint n_changes;          /* items-changed since the frame before */
  guint max_changes;
} Bench;

typedef struct
{
  const char *name;
  gboolean follows;
  void (*step) (Bench *bench,
                guint  i);
} Operation;

static void
append_messages (HexwireMessageLog *log,
                 guint              n)
{
  static const char payload[] = "a line of text 16";

  for (guint i = 0; i < n; i++)
    hexwire_message_log_append (log, HEXWIRE_MESSAGE_RECEIVED, 1, 1700000000000000 + i, payload,
                                16);
}

static HexwireMessageLog *
new_log (guint n_messages)
{
  HexwireMessageLog *log = hexwire_message_log_new ();
  const HexwireLogPeer peer = { .transport = HEXWIRE_TRANSPORT_UDP, .address = "127.0.0.1:50007" };

  hexwire_message_log_set_limits (log, G_MAXSIZE, G_MAXUINT);
  hexwire_message_log_add_peer (log, &peer);
  append_messages (log, n_messages);
  hexwire_message_log_publish (log);
  return log;
}

static guint
count_rows (Bench *bench)
{
  return g_list_model_get_n_items (G_LIST_MODEL (bench->view));
}

static void
scroll_to_row (Bench *bench,
               guint  position)
{
  GtkWidget *columns = GTK_WIDGET (hexwire_log_list_get_columns (bench->list));

  gtk_widget_activate_action (gtk_widget_get_last_child (columns), "list.scroll-to-item", "u",
                              position);
}

static void
follow_step (Bench *bench,
             guint  i)
{
  hexwire_message_log_publish (bench->log);
}

static void
wheel_step (Bench *bench,
            guint  i)
{
  gtk_adjustment_set_value (bench->adjustment,
                            gtk_adjustment_get_value (bench->adjustment) - WHEEL_PX);
}

static void
page_up_step (Bench *bench,
              guint  i)
{
  scroll_to_row (bench, count_rows (bench) - 1 - i % 25 * N_PAGE_ROWS);
}

static void
home_end_step (Bench *bench,
               guint  i)
{
  scroll_to_row (bench, i % 2 == 0 ? 0 : count_rows (bench) - 1);
}

static void
drag_step (Bench *bench,
           guint  i)
{
  double range = gtk_adjustment_get_upper (bench->adjustment)
                 - gtk_adjustment_get_page_size (bench->adjustment);

  gtk_adjustment_set_value (bench->adjustment, range * ((i * 37) % 100) / 100);
}

static void
select_step (Bench *bench,
             guint  i)
{
  hexwire_log_list_select (bench->list, (guint) ((guint64) count_rows (bench) * (i * 37 % 100)
                                                 / 100));
}

static const Operation operations[] = {
  { "following, 20 times/s", TRUE, follow_step },
  { "wheel", FALSE, wheel_step },
  { "Page Up", FALSE, page_up_step },
  { "Home and End", FALSE, home_end_step },
  { "slider dragged", FALSE, drag_step },
  { "selecting", FALSE, select_step },
};

static void
before_paint_cb (GdkFrameClock *clock,
                 Bench         *bench)
{
  bench->frame_begin_s = bench_now_s ();
}

static void
after_paint_cb (GdkFrameClock *clock,
                Bench         *bench)
{
  double frame_s = bench_now_s () - bench->frame_begin_s;

  if (bench->frames != NULL && bench->frames->n < MAX_FRAMES)
    bench->frames->ms[bench->frames->n++] = (bench->between_s + frame_s) * 1000;
  bench->between_s = 0;
  bench->max_changes = MAX (bench->max_changes, bench->n_changes);
  bench->n_changes = 0;
  bench->n_painted++;
}

static void
items_changed_cb (Bench *bench)
{
  bench->n_changes++;
}

static void
wait_s (double seconds)
{
  double end_s = bench_now_s () + seconds;
  guint tick = g_timeout_add (5, wait_tick_cb, NULL);

  while (bench_now_s () < end_s)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
}

static void
show (Bench             *bench,
      HexwireMessageLog *log)
{
  GtkScrolledWindow *scroller;
  GdkFrameClock *clock;

  *bench = (Bench) { .log = log, .view = hexwire_log_view_new (log) };
  bench->window = gtk_window_new ();
  bench->list = g_object_new (HEXWIRE_TYPE_LOG_LIST, NULL);
  scroller = GTK_SCROLLED_WINDOW (gtk_widget_get_parent (
    GTK_WIDGET (hexwire_log_list_get_columns (bench->list))));
  bench->adjustment = gtk_scrolled_window_get_vadjustment (scroller);
  hexwire_log_list_set_log_view (bench->list, bench->view);
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 1000, 700);
  gtk_window_set_child (GTK_WINDOW (bench->window), GTK_WIDGET (bench->list));
  gtk_window_present (GTK_WINDOW (bench->window));
  clock = gtk_widget_get_frame_clock (bench->window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), bench);
  g_signal_connect_swapped (bench->view, "items-changed", G_CALLBACK (items_changed_cb), bench);
  wait_until (bench->n_painted > 0 && gtk_adjustment_get_value (bench->adjustment) > 0);
}

static void
hide (Bench *bench)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (bench->window);

  g_signal_handlers_disconnect_by_data (clock, bench);
  g_signal_handlers_disconnect_by_data (bench->view, bench);
  gtk_window_destroy (GTK_WINDOW (bench->window));
  g_object_unref (bench->view);
}

static void
do_operation (Bench           *bench,
              const Operation *operation,
              Frames          *frames)
{
  hexwire_log_list_follow (bench->list);
  wait_s (0.2);
  hexwire_log_view_set_held (bench->view, !operation->follows);
  for (guint i = 0; i < N_STEPS; i++)
    {
      guint n_painted = bench->n_painted;
      double begin_s;

      if (operation->follows)
        append_messages (bench->log, N_NEW_ROWS);
      begin_s = bench_now_s ();
      operation->step (bench, i);
      bench->between_s = bench_now_s () - begin_s;
      bench->frames = frames;
      gtk_widget_queue_draw (GTK_WIDGET (bench->list));
      wait_until (bench->n_painted > n_painted);
      bench->frames = NULL;
      if (operation->follows)
        wait_s (PUBLISH_INTERVAL_MS / 1000.0);
    }
}

/* All operations on one log; @first_show_ms: what it took to show the filled list. */
static void
measure (HexwireMessageLog *log,
         Frames            *frames,
         BenchSeries       *first_show_ms,
         guint             *max_changes)
{
  Bench bench;
  double begin_s = bench_now_s ();

  show (&bench, log);
  bench_series_add (first_show_ms, (bench_now_s () - begin_s) * 1000);
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    do_operation (&bench, &operations[i], &frames[i]);
  *max_changes = MAX (*max_changes, bench.max_changes);
  hide (&bench);
}

static double
get_quantile (Frames *frames,
              double  quantile)
{
  qsort (frames->ms, frames->n, sizeof frames->ms[0], bench_compare_doubles);
  return frames->ms[(guint) (quantile * (frames->n - 1))];
}

static void
compare (const char *name,
         Frames     *few,
         Frames     *many)
{
  double median_few = get_quantile (few, 0.5);
  double median_many = get_quantile (many, 0.5);

  g_print ("log-list, %s: median %.2f ms, p99 %.2f ms at %d rows; %.2f and %.2f ms at %d rows; "
           "ratio of medians %.2f (aim 1.2)\n",
           name, median_few, get_quantile (few, 0.99), N_FEW, median_many,
           get_quantile (many, 0.99), N_MANY, median_many / median_few);
}

int
main (void)
{
  static Frames few[G_N_ELEMENTS (operations)];
  static Frames many[G_N_ELEMENTS (operations)];
  g_autoptr (HexwireMessageLog) many_log = NULL;
  BenchSeries show_few = { 0 };
  BenchSeries show_many = { 0 };
  guint max_changes = 0;

  bench_init ();
  alarm (LIMIT_S);
  if (!on_screen_init ())
    {
      g_print ("No display\n");
      return 77;
    }
  many_log = new_log (N_MANY);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (HexwireMessageLog) few_log = new_log (N_FEW);

      measure (few_log, few, &show_few, &max_changes);
      measure (many_log, many, &show_many, &max_changes);
    }
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    compare (operations[i].name, &few[i], &many[i]);
  g_print ("log-list, first shown: %.0f ms and %.0f ms, ratio %.2f; at most %u items-changed in a "
           "frame\n",
           bench_series_get_median (&show_few), bench_series_get_median (&show_many),
           bench_series_get_median (&show_many) / bench_series_get_median (&show_few), max_changes);
  return EXIT_SUCCESS;
}
