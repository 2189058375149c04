/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/message.h"

G_BEGIN_DECLS

/**
 * HexwireTimeFormat:
 * @HEXWIRE_TIME_CLOCK: the local time of day, `12:04:31.204 518`
 * @HEXWIRE_TIME_SINCE_START: since the log began, `12.345 678`
 * @HEXWIRE_TIME_SINCE_PREVIOUS: since the row before, `+0.000 051`
 * @HEXWIRE_TIME_SINCE_PEER_PREVIOUS: since the same peer's last row, `+0.000 051`
 * @HEXWIRE_TIME_UNIX: seconds since 1970 (UTC), `1700000000.123456`
 *
 * How the time of a row is told; each to the microsecond.
 */
typedef enum
{
  HEXWIRE_TIME_CLOCK,
  HEXWIRE_TIME_SINCE_START,
  HEXWIRE_TIME_SINCE_PREVIOUS,
  HEXWIRE_TIME_SINCE_PEER_PREVIOUS,
  HEXWIRE_TIME_UNIX,
} HexwireTimeFormat;

#define HEXWIRE_N_TIME_FORMATS (HEXWIRE_TIME_UNIX + 1)

/** hexwire_time_format_get_id: (transfer none): its name for settings, as in `since-start`. */
const char *hexwire_time_format_get_id (HexwireTimeFormat format);

/** hexwire_time_format_from_id: @id: (nullable). Returns: whether a format has this name. */
gboolean hexwire_time_format_from_id (const char        *id,
                                      HexwireTimeFormat *format);

/**
 * hexwire_message_time_append:
 * @text: where the time is appended
 * @info: whose time
 *
 * Writes the time of a row. Where that is not known, or what it is counted from, it is a dash;
 * where the row is earlier than that, it is negative: see hexwire_message_time_explain().
 */
void hexwire_message_time_append (GString                  *text,
                                  HexwireTimeFormat         format,
                                  const HexwireMessageInfo *info);

/**
 * hexwire_message_time_explain:
 * @info: whose time
 *
 * Rows stand in the order in which data was sent and read, and those received tell when the system
 * had them: what is sent meanwhile stands before them and is later. The time from there is
 * negative.
 *
 * Returns: (transfer none) (nullable): for a time that is negative, why, as a person reads it
 */
const char *hexwire_message_time_explain (HexwireTimeFormat         format,
                                          const HexwireMessageInfo *info);

G_END_DECLS
