/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net-options.h"
#include "net/endpoint.h"
#include "verb.h"

G_BEGIN_DECLS

typedef struct _HexwireSession HexwireSession;

/**
 * HexwireSessionFuncs:
 * @opened: the endpoint is open
 * @closed: it is closed, whoever closed it; the session ends when this returns
 * @complete: as many messages as were wanted are printed
 *
 * What a verb has to do. A session that could not be opened ends by itself, as does one whose
 * output is closed.
 */
typedef struct
{
  void (*opened)   (HexwireSession *session,
                    gpointer        user_data);
  void (*closed)   (HexwireSession *session,
                    gpointer        user_data);
  void (*complete) (HexwireSession *session,
                    gpointer        user_data);
} HexwireSessionFuncs;

/**
 * HexwireSession:
 *
 * An endpoint in a main loop, its messages being printed, until it is closed, or SIGINT or SIGTERM
 * comes: the first closes it, the second ends the program as it is.
 */

/**
 * hexwire_session_new:
 * @endpoint: (transfer none): closed
 * @error: return location for a #GIOErrorEnum: the file to record to cannot be opened
 */
HexwireSession *hexwire_session_new  (HexwireEndpoint            *endpoint,
                                      const HexwireNetOptions    *options,
                                      const HexwireSessionFuncs  *funcs,
                                      gpointer                    user_data,
                                      GError                    **error);
void            hexwire_session_free (HexwireSession             *self);

/**
 * hexwire_session_run:
 *
 * Opens the endpoint and returns when all is over: printed, recorded and summed up.
 */
HexwireExit hexwire_session_run (HexwireSession *self);

/** hexwire_session_close: closes the endpoint, which lets the other side finish for a second. */
void hexwire_session_close (HexwireSession *self);

/** hexwire_session_fail: @message: (nullable): why; told at the end, with the exit status 1. */
void hexwire_session_fail (HexwireSession *self,
                           const char     *message);

HexwireEndpoint            *hexwire_session_get_endpoint   (HexwireSession *self);
const HexwirePrinterCounts *hexwire_session_get_counts     (HexwireSession *self);
gboolean                    hexwire_session_is_interrupted (HexwireSession *self);

G_END_DECLS
