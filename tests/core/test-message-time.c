/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/message-text.h"
#include "log/message-time.h"

#define START_US G_GINT64_CONSTANT (1700000000123456)

typedef struct
{
  HexwireTimeFormat format;
  gint64 time_us;       /* all of them since the start */
  gint64 previous_us;
  gint64 peer_previous_us;
  const char *text;
} Time;

#define UNKNOWN G_MININT64

static const Time times[] = {
  { HEXWIRE_TIME_SINCE_START, 0, UNKNOWN, UNKNOWN, "0.000 000" },
  { HEXWIRE_TIME_SINCE_START, 12345678, UNKNOWN, UNKNOWN, "12.345 678" },
  { HEXWIRE_TIME_SINCE_START, G_GINT64_CONSTANT (86400000001), UNKNOWN, UNKNOWN, "86400.000 001" },
  { HEXWIRE_TIME_SINCE_START, -51, UNKNOWN, UNKNOWN, "−0.000 051" },
  { HEXWIRE_TIME_SINCE_PREVIOUS, 100, 49, 0, "+0.000 051" },
  { HEXWIRE_TIME_SINCE_PREVIOUS, 100, 100, 0, "+0.000 000" },
  { HEXWIRE_TIME_SINCE_PREVIOUS, 0, 1500000, 0, "−1.500 000" },
  { HEXWIRE_TIME_SINCE_PREVIOUS, 100, UNKNOWN, 0, "—" },
  { HEXWIRE_TIME_SINCE_PEER_PREVIOUS, 61000000, 1, 0, "+61.000 000" },
  { HEXWIRE_TIME_SINCE_PEER_PREVIOUS, 100, 1, UNKNOWN, "—" },
  { HEXWIRE_TIME_UNIX, 0, UNKNOWN, UNKNOWN, "1700000000.123456" },
  { HEXWIRE_TIME_UNIX, 900000, UNKNOWN, UNKNOWN, "1700000001.023456" },
};

static gint64
to_absolute_us (gint64 time_us)
{
  return time_us == UNKNOWN ? 0 : START_US + time_us;
}

static void
test_formats (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      HexwireMessageInfo info = {
        .time_us = to_absolute_us (times[i].time_us),
        .peer_previous_us = to_absolute_us (times[i].peer_previous_us),
        .context = { .start_us = START_US,
                     .previous_us = to_absolute_us (times[i].previous_us) },
      };
      g_autoptr (GString) text = g_string_new ("at ");

      hexwire_message_time_append (text, times[i].format, &info);
      g_assert_true (g_str_has_prefix (text->str, "at "));
      g_assert_cmpstr (text->str + 3, ==, times[i].text);
    }
}

typedef struct
{
  HexwireTimeFormat format;
  HexwireMessageKind kind;
  gint64 from_us;
  const char *text;     /* part of what is told, NULL where there is nothing to tell */
} Explanation;

/* Of a row at 100. */
static const Explanation explanations[] = {
  { HEXWIRE_TIME_SINCE_PREVIOUS, HEXWIRE_MESSAGE_RECEIVED, 101, "arrived before" },
  { HEXWIRE_TIME_SINCE_PEER_PREVIOUS, HEXWIRE_MESSAGE_RECEIVED, 101, "arrived before" },
  { HEXWIRE_TIME_SINCE_START, HEXWIRE_MESSAGE_RECEIVED, 101, "arrived before" },
  { HEXWIRE_TIME_SINCE_PREVIOUS, HEXWIRE_MESSAGE_SENT, 101, "set back" },
  { HEXWIRE_TIME_SINCE_PREVIOUS, HEXWIRE_MESSAGE_RECEIVED, 100, NULL },
  { HEXWIRE_TIME_SINCE_PREVIOUS, HEXWIRE_MESSAGE_SENT, 99, NULL },
  { HEXWIRE_TIME_SINCE_PREVIOUS, HEXWIRE_MESSAGE_RECEIVED, UNKNOWN, NULL },
  { HEXWIRE_TIME_CLOCK, HEXWIRE_MESSAGE_RECEIVED, 101, NULL },
  { HEXWIRE_TIME_UNIX, HEXWIRE_MESSAGE_RECEIVED, 101, NULL },
};

static void
test_explanations (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (explanations); i++)
    {
      const Explanation *expected = &explanations[i];
      gint64 from_us = to_absolute_us (expected->from_us);
      HexwireMessageInfo info = {
        .kind = expected->kind,
        .time_us = to_absolute_us (100),
        .peer_previous_us = from_us,
        .context = { .start_us = from_us, .previous_us = from_us },
      };
      const char *text = hexwire_message_time_explain (expected->format, &info);

      g_assert_true ((text != NULL) == (expected->text != NULL));
      if (text != NULL)
        g_assert_nonnull (strstr (text, expected->text));
      /* Nothing is told of a row that was dropped. */
      info.time_us = 0;
      g_assert_null (hexwire_message_time_explain (expected->format, &info));
    }
}

static void
test_without_start (void)
{
  HexwireMessageInfo info = { .time_us = START_US };
  g_autoptr (GString) text = g_string_new (NULL);

  hexwire_message_time_append (text, HEXWIRE_TIME_SINCE_START, &info);
  g_assert_cmpstr (text->str, ==, "—");
}

static void
test_dropped (void)
{
  HexwireMessageInfo info = { .context = { .start_us = START_US } };

  for (guint i = 0; i < HEXWIRE_N_TIME_FORMATS; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      hexwire_message_time_append (text, i, &info);
      g_assert_cmpstr (text->str, ==, "—");
    }
}

static void
test_clock (void)
{
  HexwireMessageInfo info = { .time_us = START_US };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) clock = g_string_new (NULL);

  hexwire_message_time_append (text, HEXWIRE_TIME_CLOCK, &info);
  hexwire_message_text_append_time (clock, START_US);
  g_assert_cmpstr (text->str, ==, clock->str);
}

static void
test_ids (void)
{
  HexwireTimeFormat format = HEXWIRE_TIME_UNIX;

  for (guint i = 0; i < HEXWIRE_N_TIME_FORMATS; i++)
    {
      g_assert_true (hexwire_time_format_from_id (hexwire_time_format_get_id (i), &format));
      g_assert_cmpint (format, ==, i);
    }
  g_assert_false (hexwire_time_format_from_id ("sundial", &format));
  g_assert_false (hexwire_time_format_from_id (NULL, &format));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message-time/clock", test_clock);
  g_test_add_func ("/message-time/dropped", test_dropped);
  g_test_add_func ("/message-time/explanations", test_explanations);
  g_test_add_func ("/message-time/formats", test_formats);
  g_test_add_func ("/message-time/ids", test_ids);
  g_test_add_func ("/message-time/without-start", test_without_start);

  return g_test_run ();
}
