/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/send-schedule.h"

static const struct
{
  gint64 start_ns;
  gint64 interval_ns;
  guint64 n_limit;
  gint64 now_ns;
  guint64 n_due;
} due[] = {
  { 1000, 100, G_MAXUINT64, 999, 0 },
  { 1000, 100, G_MAXUINT64, 1000, 1 },
  { 1000, 100, G_MAXUINT64, 1099, 1 },
  { 1000, 100, G_MAXUINT64, 1100, 2 },
  { 1000, 100, G_MAXUINT64, 11000, 101 },
  { 1000, 100, 7, 11000, 7 },
  { 1000, 100, 1, 1000, 1 },
  { 1000, 0, 7, 999, 0 },
  { 1000, 0, 7, 1000, 7 },
  { 1000, 0, G_MAXUINT64, 1000, G_MAXUINT64 },
};

static const struct
{
  gint64 interval_ns;
  guint64 n_limit;
  guint64 index;
  gint64 due_ns;
} moments[] = {
  { 100, G_MAXUINT64, 0, 1000 },
  { 100, G_MAXUINT64, 1, 1100 },
  { 100, 2, 2, G_MAXINT64 },
  { 100, G_MAXUINT64, G_MAXUINT64, G_MAXINT64 },
  { 1, G_MAXUINT64, G_MAXINT64, G_MAXINT64 },
  { 100000, G_MAXUINT64, 36000000, 3600000001000 },
  { 0, 3, 2, 1000 },
  { 0, 3, 3, G_MAXINT64 },
};

static void
test_count_due (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (due); i++)
    {
      HexwireSendSchedule schedule = { due[i].start_ns, due[i].interval_ns, due[i].n_limit };

      g_assert_cmpuint (hexwire_send_schedule_count_due (&schedule, due[i].now_ns), ==,
                        due[i].n_due);
    }
}

static void
test_due_ns (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      HexwireSendSchedule schedule = { 1000, moments[i].interval_ns, moments[i].n_limit };

      g_assert_cmpint (hexwire_send_schedule_get_due_ns (&schedule, moments[i].index), ==,
                       moments[i].due_ns);
    }
}

/* What is due at the moment of a message is that message, and those before. */
static void
test_agree (void)
{
  HexwireSendSchedule schedule = { 12345, 33333, G_MAXUINT64 };

  for (guint64 i = 0; i < 1000; i++)
    {
      gint64 due_ns = hexwire_send_schedule_get_due_ns (&schedule, i);

      g_assert_cmpuint (hexwire_send_schedule_count_due (&schedule, due_ns), ==, i + 1);
      g_assert_cmpuint (hexwire_send_schedule_count_due (&schedule, due_ns - 1), ==, i);
    }
}

static void
test_rate (void)
{
  HexwireRateMeter meter = { 0 };

  g_assert_cmpfloat (hexwire_rate_meter_get_hz (&meter), ==, 0);
  hexwire_rate_meter_read (&meter, 1000000000, 0);
  g_assert_cmpfloat (hexwire_rate_meter_get_hz (&meter), ==, 0);
  hexwire_rate_meter_read (&meter, 1100000000, 100);
  g_assert_cmpfloat (hexwire_rate_meter_get_hz (&meter), ==, 1000);
  hexwire_rate_meter_read (&meter, 1200000000, 300);
  g_assert_cmpfloat (hexwire_rate_meter_get_hz (&meter), ==, 1500);
  /* What is longer ago than the last readings does not count any more. */
  for (guint i = 1; i <= 20; i++)
    hexwire_rate_meter_read (&meter, 1200000000 + 100000000 * (gint64) i, 300);
  g_assert_cmpfloat (hexwire_rate_meter_get_hz (&meter), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/send-schedule/agree", test_agree);
  g_test_add_func ("/send-schedule/count-due", test_count_due);
  g_test_add_func ("/send-schedule/due-ns", test_due_ns);
  g_test_add_func ("/send-schedule/rate", test_rate);
  return g_test_run ();
}
