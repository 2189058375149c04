/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "log/log-record.h"

G_BEGIN_DECLS

/**
 * HexwireReproduceTool:
 * @HEXWIRE_REPRODUCE_PYTHON: a Python 3 script without anything beside its standard library
 * @HEXWIRE_REPRODUCE_NCAT: a command for bash with Nmap's `ncat`
 * @HEXWIRE_REPRODUCE_SOCAT: a command for bash with `socat`
 *
 * What a message is sent with once more.
 */
typedef enum
{
  HEXWIRE_REPRODUCE_PYTHON,
  HEXWIRE_REPRODUCE_NCAT,
  HEXWIRE_REPRODUCE_SOCAT,
} HexwireReproduceTool;

/** HEXWIRE_REPRODUCE_MAX_SIZE_BYTES: larger messages are no matter for a command line. */
#define HEXWIRE_REPRODUCE_MAX_SIZE_BYTES ((gsize) 1 << 20)

/**
 * hexwire_reproduce_tool_from_id:
 * @id: `python`, `ncat` or `socat`
 * @tool: (out): the tool
 *
 * Returns: %FALSE where there is no such tool
 */
gboolean hexwire_reproduce_tool_from_id (const char           *id,
                                         HexwireReproduceTool *tool);

/**
 * hexwire_reproduce:
 * @record: a message, received or sent
 * @error: return location for %G_IO_ERROR_INVALID_ARGUMENT where the message does not tell where to
 *   send it, %G_IO_ERROR_NOT_SUPPORTED where @tool cannot send it, %G_IO_ERROR_MESSAGE_TOO_LARGE
 *
 * Writes a command that plays the part of whoever sent the message: it sends the same bytes to
 * where they went, and prints what comes back. Who sends over a stream that the other side opened
 * listens where it did, and sends to the first one that connects. So that the command runs on this
 * machine and on the peer's, an address that stands for all of a machine's is replaced by its
 * loopback address where it is a target, and a peer's address that is not on loopback by all
 * addresses where it is to be bound.
 *
 * Returns: (transfer full) (nullable): the command, which ends with a newline
 */
char *hexwire_reproduce (HexwireReproduceTool     tool,
                         const HexwireLogRecord  *record,
                         GError                 **error);

G_END_DECLS
