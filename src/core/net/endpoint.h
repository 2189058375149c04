/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/address.h"
#include "net/peer.h"

G_BEGIN_DECLS

/**
 * HexwireEndpointState:
 * @HEXWIRE_ENDPOINT_CLOSED: nothing is open
 * @HEXWIRE_ENDPOINT_OPENING: a name is being looked up, or a connection made
 * @HEXWIRE_ENDPOINT_OPEN: listening, connected, or ready for datagrams
 * @HEXWIRE_ENDPOINT_CLOSING: closed here, waiting for peers to finish
 * @HEXWIRE_ENDPOINT_FAILED: closed, because it could not be opened
 */
typedef enum
{
  HEXWIRE_ENDPOINT_CLOSED,
  HEXWIRE_ENDPOINT_OPENING,
  HEXWIRE_ENDPOINT_OPEN,
  HEXWIRE_ENDPOINT_CLOSING,
  HEXWIRE_ENDPOINT_FAILED,
} HexwireEndpointState;

#define HEXWIRE_TYPE_ENDPOINT (hexwire_endpoint_get_type ())

/**
 * HexwireEndpoint:
 *
 * One side of a conversation, what a tab of the window shows: settings, a state, peers and a log.
 * Opening never blocks. Settings that are changed while it is open count from the next opening, but
 * for the reply and for keep-half-closed, which count at once.
 *
 * Properties: `state`, `host`, `port`, `family`, `reply`, `keep-half-closed`, `socket-mode` (the
 * permissions of the path that a UNIX server makes, from 0 to 0777), `warning` (read-only).
 */
G_DECLARE_DERIVABLE_TYPE (HexwireEndpoint, hexwire_endpoint, HEXWIRE, ENDPOINT, GObject)

/**
 * HexwireEndpointClass:
 * @open: begins to open; ends with hexwire_endpoint_opened() or hexwire_endpoint_failed(), or with
 *   neither when @cancellable was cancelled
 * @close: closes what is open; ends, maybe later, with hexwire_endpoint_closed()
 * @get_default_peer: (nullable): who gets what is sent to no peer in particular; may be %NULL, for
 *   all of them
 * @count_dropped: (nullable): datagrams that the kernel dropped
 * @get_recipient: (nullable): see hexwire_endpoint_get_recipient()
 * @count_recipients: (nullable): see hexwire_endpoint_count_recipients()
 */
struct _HexwireEndpointClass
{
  GObjectClass parent_class;

  void         (*open)             (HexwireEndpoint *self,
                                    GCancellable    *cancellable);
  void         (*close)            (HexwireEndpoint *self);
  HexwirePeer *(*get_default_peer) (HexwireEndpoint *self);
  guint64      (*count_dropped)    (HexwireEndpoint *self);
  HexwirePeer *(*get_recipient)    (HexwireEndpoint *self,
                                    HexwirePeer     *peer);
  guint        (*count_recipients) (HexwireEndpoint *self);
};

/** hexwire_endpoint_open: opens with the present settings; does nothing while it is open. */
void hexwire_endpoint_open (HexwireEndpoint *self);

/** hexwire_endpoint_close: closes, or gives up opening. */
void hexwire_endpoint_close (HexwireEndpoint *self);

HexwireEndpointState hexwire_endpoint_get_state (HexwireEndpoint *self);

/** hexwire_endpoint_is_active: whether it is opening, open or closing. */
gboolean hexwire_endpoint_is_active (HexwireEndpoint *self);

/** hexwire_endpoint_get_error: (nullable): why it failed, in plain words. */
const char *hexwire_endpoint_get_error (HexwireEndpoint *self);

/**
 * hexwire_endpoint_get_warning: (nullable): what it cannot do at present though it is open, in
 *   plain words, as a part of a line.
 */
const char *hexwire_endpoint_get_warning (HexwireEndpoint *self);

/**
 * hexwire_endpoint_get_retry_us:
 *
 * While it is opening: when it tries again after it failed or lost its connection, with the reason
 * in hexwire_endpoint_get_error().
 *
 * Returns: a time of g_get_monotonic_time(), 0 while it does not wait
 */
gint64 hexwire_endpoint_get_retry_us (HexwireEndpoint *self);

/** hexwire_endpoint_get_local_addresses: (array zero-terminated=1): the addresses that it has. */
const char *const *hexwire_endpoint_get_local_addresses (HexwireEndpoint *self);

const char   *hexwire_endpoint_get_host   (HexwireEndpoint *self);
guint16       hexwire_endpoint_get_port   (HexwireEndpoint *self);
HexwireFamily hexwire_endpoint_get_family (HexwireEndpoint *self);

/**
 * hexwire_endpoint_is_unix: whether its host is a path or an abstract name: the family says so, or
 * the host is one that nothing else can be. See hexwire_unix_address_is_typed().
 */
gboolean hexwire_endpoint_is_unix (HexwireEndpoint *self);

/** hexwire_endpoint_get_socket_mode: the property. */
guint hexwire_endpoint_get_socket_mode (HexwireEndpoint *self);

/** hexwire_endpoint_get_peers: (transfer none): of #HexwirePeer, in the order of their coming. */
GListModel *hexwire_endpoint_get_peers (HexwireEndpoint *self);

/** hexwire_endpoint_get_n_connected: how many of the peers have not left. */
guint hexwire_endpoint_get_n_connected (HexwireEndpoint *self);

/**
 * hexwire_endpoint_disconnect_peers:
 *
 * Disconnects each of the peers, as hexwire_peer_disconnect() does; a server goes on listening.
 */
void hexwire_endpoint_disconnect_peers (HexwireEndpoint *self);

/**
 * hexwire_endpoint_forget_left_peers:
 *
 * Takes the peers that have left out of the list. Their rows stay in the log, and what they sent
 * and got stays in the endpoint's counters.
 */
void hexwire_endpoint_forget_left_peers (HexwireEndpoint *self);

/**
 * hexwire_endpoint_is_recipient:
 *
 * Returns: whether what is sent to all goes to @peer: it can be sent to, and is the first of those
 *   that have its address. Who sends to several addresses of ours is several peers.
 */
gboolean hexwire_endpoint_is_recipient (HexwireEndpoint *self,
                                        HexwirePeer     *peer);

/**
 * hexwire_endpoint_get_recipient:
 * @peer: anybody, also somebody who has left
 *
 * Returns: (nullable): who of those that have @peer's address gets what is sent to all
 */
HexwirePeer *hexwire_endpoint_get_recipient (HexwireEndpoint *self,
                                             HexwirePeer     *peer);

/** hexwire_endpoint_count_recipients: how many addresses get what is sent to all. */
guint hexwire_endpoint_count_recipients (HexwireEndpoint *self);

HexwireMessageLog *hexwire_endpoint_get_log     (HexwireEndpoint *self);
HexwireTraffic    *hexwire_endpoint_get_traffic (HexwireEndpoint *self);

/** hexwire_endpoint_get_options: (transfer none): how its sockets behave. */
HexwireSocketOptions *hexwire_endpoint_get_options (HexwireEndpoint *self);
/** hexwire_endpoint_get_responder: (transfer none): what it answers by itself. */
HexwireResponder *hexwire_endpoint_get_responder (HexwireEndpoint *self);

/** hexwire_endpoint_count_dropped: datagrams that the kernel dropped, by its own exact count. */
guint64 hexwire_endpoint_count_dropped (HexwireEndpoint *self);

/**
 * hexwire_endpoint_get_default_peer:
 *
 * Returns: (transfer none) (nullable): the one that a client talks to; %NULL for a server, and
 *   while there is nobody
 */
HexwirePeer *hexwire_endpoint_get_default_peer (HexwireEndpoint *self);

/**
 * hexwire_endpoint_send:
 * @peer: (nullable): to whom; %NULL stands for the one that a client talks to, and for all the
 *   peers of a server
 *
 * Sends @payload. See hexwire_peer_send().
 *
 * Returns: %TRUE, or %FALSE with a #HexwireNetError when some peer did not get it; what went wrong
 *   is a row of the log, too
 */
gboolean hexwire_endpoint_send (HexwireEndpoint  *self,
                                HexwirePeer      *peer,
                                GBytes           *payload,
                                GError          **error);

/**
 * hexwire_endpoint_new_nobody_error:
 *
 * Returns: (transfer full): why what is sent goes to nobody: it is not open, or nobody came yet
 */
GError *hexwire_endpoint_new_nobody_error (HexwireEndpoint *self);

/*< protected >*/

/** hexwire_endpoint_get_cancellable: (transfer none): of the opening that is under way. */
GCancellable *hexwire_endpoint_get_cancellable (HexwireEndpoint *self);

/** hexwire_endpoint_opened: @local_addresses: (element-type utf8) (transfer none) */
void hexwire_endpoint_opened (HexwireEndpoint *self,
                              GPtrArray       *local_addresses);

/**
 * hexwire_endpoint_listening:
 * @sockets: (element-type GSocket) (transfer none): bound sockets that are read from now on
 * @note: (nullable): what the user should know besides
 *
 * Opens a server: as hexwire_endpoint_opened(), with a row that tells the addresses.
 */
void hexwire_endpoint_listening (HexwireEndpoint *self,
                                 GPtrArray       *sockets,
                                 const char      *note);

/**
 * hexwire_endpoint_failed:
 * @error: (transfer none): why it cannot be opened; its message is shown to the user
 *
 * Closes it; where somebody else has the address, as soon as it is known who.
 */
void hexwire_endpoint_failed (HexwireEndpoint *self,
                              const GError    *error);

/**
 * hexwire_endpoint_retrying:
 * @reason: why it is not open
 * @retry_us: when it tries again, by g_get_monotonic_time(); 0 while it does
 *
 * Opening goes on, or begins again where a connection was lost.
 */
void hexwire_endpoint_retrying (HexwireEndpoint *self,
                                const char      *reason,
                                gint64           retry_us);

/** hexwire_endpoint_set_warning: @warning: (nullable): holds until it is set anew, or closed. */
void hexwire_endpoint_set_warning (HexwireEndpoint *self,
                                   const char      *warning);

void hexwire_endpoint_closed (HexwireEndpoint *self);

/** hexwire_endpoint_add_peer: @peer: (transfer full) */
void hexwire_endpoint_add_peer (HexwireEndpoint *self,
                                HexwirePeer     *peer);

/** hexwire_endpoint_disconnect_all: disconnects every peer that is still there. */
void hexwire_endpoint_disconnect_all (HexwireEndpoint *self);

/** hexwire_endpoint_log_text: adds a row that tells what happened, and to nobody in particular. */
void hexwire_endpoint_log_text (HexwireEndpoint    *self,
                                HexwireMessageKind  kind,
                                const char         *text);

G_END_DECLS
