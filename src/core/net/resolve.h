/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/address.h"

G_BEGIN_DECLS

/**
 * hexwire_resolve_async:
 * @host: an address, a name, or nothing at all for every interface (servers); or what
 *   hexwire_unix_address_parse() takes
 * @family: which families to answer with; an @host that can be that of a UNIX socket alone is one
 *   under each of them
 *
 * Finds the socket addresses that @host and @port stand for, without blocking.
 */
void hexwire_resolve_async (const char          *host,
                            guint16              port,
                            HexwireFamily        family,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data);

/** hexwire_resolve_all_async: the same, with all addresses of a name, in the resolver's order. */
void hexwire_resolve_all_async (const char          *host,
                                guint16              port,
                                HexwireFamily        family,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);

/**
 * hexwire_resolve_finish:
 *
 * Returns: (transfer full) (nullable) (element-type GSocketAddress): at least one address; after
 *   hexwire_resolve_async() at most one of each family, IPv4 first; or %NULL with
 *   %HEXWIRE_NET_ERROR_ADDRESS, or with %G_IO_ERROR_CANCELLED
 */
GPtrArray *hexwire_resolve_finish (GAsyncResult  *result,
                                   GError       **error);

G_END_DECLS
