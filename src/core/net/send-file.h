/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/send-source.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_SEND_FILE (hexwire_send_file_get_type ())

/**
 * HexwireSendFile:
 *
 * A file in chunks, read as they are sent, and a little ahead. What it held when it was opened is
 * what is sent: what is appended later is not, and a file that is cut short meanwhile is an error.
 */
G_DECLARE_FINAL_TYPE (HexwireSendFile, hexwire_send_file, HEXWIRE, SEND_FILE, HexwireSendSource)

/** hexwire_send_file_new: @chunk_size_bytes: of each message but the last; 1 at least */
HexwireSendSource *hexwire_send_file_new (GFile *file,
                                          gsize  chunk_size_bytes);

/** hexwire_send_file_get_size_bytes: how much there is to send; 0 while that is not known. */
guint64 hexwire_send_file_get_size_bytes (HexwireSendFile *self);

G_END_DECLS
