/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/message-time.h"

#include "log/message-text.h"

#include <inttypes.h>

#define UNKNOWN "—"

static const char *const ids[HEXWIRE_N_TIME_FORMATS] = {
  [HEXWIRE_TIME_CLOCK] = "clock",
  [HEXWIRE_TIME_SINCE_START] = "since-start",
  [HEXWIRE_TIME_SINCE_PREVIOUS] = "since-previous",
  [HEXWIRE_TIME_SINCE_PEER_PREVIOUS] = "since-peer-previous",
  [HEXWIRE_TIME_UNIX] = "unix",
};

const char *
hexwire_time_format_get_id (HexwireTimeFormat format)
{
  g_return_val_if_fail (format < HEXWIRE_N_TIME_FORMATS, ids[0]);
  return ids[format];
}

gboolean
hexwire_time_format_from_id (const char        *id,
                             HexwireTimeFormat *format)
{
  for (guint i = 0; i < HEXWIRE_N_TIME_FORMATS; i++)
    if (g_strcmp0 (ids[i], id) == 0)
      {
        *format = (HexwireTimeFormat) i;
        return TRUE;
      }
  return FALSE;
}

/* The sign stands before the whole, so that half a second back is not +0.5. */
static void
append_duration (GString    *text,
                 gint64      duration_us,
                 const char *plus)
{
  guint64 size_us = duration_us < 0 ? -(guint64) duration_us : (guint64) duration_us;
  guint fraction_us = (guint) (size_us % G_USEC_PER_SEC);

  g_string_append_printf (text, "%s%" PRIu64 ".%03u %03u", duration_us < 0 ? "−" : plus,
                          size_us / G_USEC_PER_SEC, fraction_us / 1000, fraction_us % 1000);
}

static void
append_since (GString    *text,
              gint64      time_us,
              gint64      from_us,
              const char *plus)
{
  if (from_us == 0)
    g_string_append (text, UNKNOWN);
  else
    append_duration (text, time_us - from_us, plus);
}

void
hexwire_message_time_append (GString                  *text,
                             HexwireTimeFormat         format,
                             const HexwireMessageInfo *info)
{
  if (info->time_us == 0)
    {
      g_string_append (text, UNKNOWN);
      return;
    }
  switch (format)
    {
    case HEXWIRE_TIME_SINCE_START:
      append_since (text, info->time_us, info->context.start_us, "");
      break;
    case HEXWIRE_TIME_SINCE_PREVIOUS:
      append_since (text, info->time_us, info->context.previous_us, "+");
      break;
    case HEXWIRE_TIME_SINCE_PEER_PREVIOUS:
      append_since (text, info->time_us, info->peer_previous_us, "+");
      break;
    case HEXWIRE_TIME_UNIX:
      g_string_append_printf (text, "%" PRId64 ".%06d", info->time_us / G_USEC_PER_SEC,
                              (int) (info->time_us % G_USEC_PER_SEC));
      break;
    case HEXWIRE_TIME_CLOCK:
    default:
      hexwire_message_text_append_time (text, info->time_us);
    }
}
