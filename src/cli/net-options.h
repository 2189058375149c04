/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-writer.h"
#include "net/address.h"
#include "printer.h"

G_BEGIN_DECLS

/**
 * HexwireNetWords:
 *
 * What the user typed for the options that listening and sending have in common.
 */
typedef struct
{
  gboolean is_ipv4;
  gboolean is_ipv6;
  gboolean is_text;
  gboolean is_hex;
  gboolean is_json;
  gboolean is_raw;
  gboolean is_quiet;
  char *show;
  char *decode;
  char *framing;
  char *record;
  char *count;
} HexwireNetWords;

void hexwire_net_words_clear (HexwireNetWords *self);

/**
 * hexwire_net_words_append_entries:
 * @entries: (element-type GOptionEntry): where the options are appended
 */
void hexwire_net_words_append_entries (HexwireNetWords *self,
                                       GArray          *entries);

/**
 * HexwireNetOptions:
 * @family: which addresses may be used
 * @printing: how messages are printed
 * @record: (nullable): a file that they are recorded to
 * @record_format: in which format
 *
 * What they mean.
 */
typedef struct
{
  HexwireFamily family;
  HexwirePrinterSettings printing;
  GFile *record;
  HexwireLogFormat record_format;
} HexwireNetOptions;

/**
 * hexwire_net_options_parse:
 * @self: (out caller-allocates): for hexwire_net_options_clear() in any case
 * @is_stream: whether what is received may be cut into messages
 * @error: return location for an error that says which option is wrong
 */
gboolean hexwire_net_options_parse (HexwireNetOptions      *self,
                                    const HexwireNetWords  *words,
                                    gboolean                is_stream,
                                    GError                **error);
void     hexwire_net_options_clear (HexwireNetOptions      *self);

/**
 * hexwire_net_options_parse_number:
 * @name: the option, for the error
 * @text: (nullable): a number of 1 or more; %NULL leaves @number as it is
 */
gboolean hexwire_net_options_parse_number (const char  *name,
                                           const char  *text,
                                           guint64     *number,
                                           GError     **error);

G_END_DECLS
