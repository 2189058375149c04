/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/message-time.h"

#include "log/message-text.h"

#include <glib/gi18n-lib.h>
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

/* What a row's time is counted from; 0 where that is not known, or it is not counted. */
static gint64
get_from_us (HexwireTimeFormat         format,
             const HexwireMessageInfo *info)
{
  switch (format)
    {
    case HEXWIRE_TIME_SINCE_START:
      return info->context.start_us;
    case HEXWIRE_TIME_SINCE_PREVIOUS:
      return info->context.previous_us;
    case HEXWIRE_TIME_SINCE_PEER_PREVIOUS:
      return info->peer_previous_us;
    case HEXWIRE_TIME_CLOCK:
    case HEXWIRE_TIME_UNIX:
    default:
      return 0;
    }
}

static void
append_since (GString                  *text,
              HexwireTimeFormat         format,
              const HexwireMessageInfo *info)
{
  gint64 from_us = get_from_us (format, info);

  if (from_us == 0)
    g_string_append (text, UNKNOWN);
  else
    append_duration (text, info->time_us - from_us, format == HEXWIRE_TIME_SINCE_START ? "" : "+");
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
    case HEXWIRE_TIME_SINCE_PREVIOUS:
    case HEXWIRE_TIME_SINCE_PEER_PREVIOUS:
      append_since (text, format, info);
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

const char *
hexwire_message_time_explain (HexwireTimeFormat         format,
                              const HexwireMessageInfo *info)
{
  if (info->time_us == 0 || info->time_us >= get_from_us (format, info))
    return NULL;
  if (info->kind == HEXWIRE_MESSAGE_RECEIVED)
    return _("Earlier than what it is counted from: it arrived before that and was read after it, "
             "or the rows are sorted");
  return _("Earlier than what it is counted from: the rows are sorted, or the clock was set back");
}
