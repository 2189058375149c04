/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/endpoint.h"

#include "net/bind-error.h"
#include "net/bind.h"
#include "net/net-error.h"
#include "net/peer-store.h"
#include "net/responder.h"
#include "net/unix-address.h"
#include "net/unix-file.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_PORT 50007

typedef struct
{
  HexwireEndpointState state;
  char *host;
  guint16 port;
  HexwireFamily family;
  guint socket_mode;

  char *error;
  char *warning;
  gint64 retry_us;
  char **local_addresses;
  GCancellable *cancellable;    /* of the opening that is under way */
  HexwireTraffic *traffic;
  HexwirePeerStore *peers;
} HexwireEndpointPrivate;

enum
{
  PROP_FAMILY = 1,
  PROP_HOST,
  PROP_KEEP_HALF_CLOSED,
  PROP_PORT,
  PROP_REPLY,
  PROP_SOCKET_MODE,
  PROP_STATE,
  PROP_WARNING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (HexwireEndpoint, hexwire_endpoint, G_TYPE_OBJECT)

static HexwireEndpointPrivate *
get_private (HexwireEndpoint *self)
{
  return hexwire_endpoint_get_instance_private (self);
}

static void
set_state (HexwireEndpoint      *self,
           HexwireEndpointState  state)
{
  HexwireEndpointPrivate *priv = get_private (self);

  priv->state = state;
  if (state != HEXWIRE_ENDPOINT_OPENING)
    priv->retry_us = 0;
  if (state != HEXWIRE_ENDPOINT_OPEN)
    hexwire_endpoint_set_warning (self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
option_refused_cb (HexwireEndpoint *self,
                   const char      *text)
{
  hexwire_endpoint_log_text (self, HEXWIRE_MESSAGE_ERROR, text);
}

static void
option_limited_cb (HexwireEndpoint *self,
                   const char      *text)
{
  hexwire_endpoint_log_text (self, HEXWIRE_MESSAGE_NOTE, text);
}

static void
hexwire_endpoint_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  HexwireEndpointPrivate *priv = get_private (HEXWIRE_ENDPOINT (object));

  switch (prop_id)
    {
    case PROP_FAMILY:
      g_value_set_uint (value, priv->family);
      break;
    case PROP_HOST:
      g_value_set_string (value, priv->host);
      break;
    case PROP_KEEP_HALF_CLOSED:
      g_value_set_boolean (value, priv->traffic->keep_half_closed);
      break;
    case PROP_PORT:
      g_value_set_uint (value, priv->port);
      break;
    case PROP_REPLY:
      g_value_set_uint (value, priv->traffic->reply);
      break;
    case PROP_SOCKET_MODE:
      g_value_set_uint (value, priv->socket_mode);
      break;
    case PROP_STATE:
      g_value_set_uint (value, priv->state);
      break;
    case PROP_WARNING:
      g_value_set_string (value, priv->warning);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hexwire_endpoint_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  HexwireEndpointPrivate *priv = get_private (HEXWIRE_ENDPOINT (object));

  switch (prop_id)
    {
    case PROP_FAMILY:
      priv->family = g_value_get_uint (value);
      break;
    case PROP_HOST:
      g_free (priv->host);
      priv->host = g_value_dup_string (value);
      break;
    case PROP_KEEP_HALF_CLOSED:
      priv->traffic->keep_half_closed = g_value_get_boolean (value);
      break;
    case PROP_PORT:
      priv->port = (guint16) g_value_get_uint (value);
      break;
    case PROP_REPLY:
      priv->traffic->reply = g_value_get_uint (value);
      hexwire_responder_restart (priv->traffic->responder);
      break;
    case PROP_SOCKET_MODE:
      priv->socket_mode = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
hexwire_endpoint_dispose (GObject *object)
{
  HexwireEndpointPrivate *priv = get_private (HEXWIRE_ENDPOINT (object));

  g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);
  g_clear_object (&priv->peers);
  g_clear_object (&priv->traffic);

  G_OBJECT_CLASS (hexwire_endpoint_parent_class)->dispose (object);
}

static void
hexwire_endpoint_finalize (GObject *object)
{
  HexwireEndpointPrivate *priv = get_private (HEXWIRE_ENDPOINT (object));

  g_clear_pointer (&priv->host, g_free);
  g_clear_pointer (&priv->error, g_free);
  g_clear_pointer (&priv->warning, g_free);
  g_clear_pointer (&priv->local_addresses, g_strfreev);

  G_OBJECT_CLASS (hexwire_endpoint_parent_class)->finalize (object);
}

static void
hexwire_endpoint_class_init (HexwireEndpointClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = hexwire_endpoint_get_property;
  object_class->set_property = hexwire_endpoint_set_property;
  object_class->dispose = hexwire_endpoint_dispose;
  object_class->finalize = hexwire_endpoint_finalize;

  properties[PROP_FAMILY] = g_param_spec_uint ("family", NULL, NULL, 0, HEXWIRE_FAMILY_UNIX, 0,
                                               flags);
  properties[PROP_HOST] = g_param_spec_string ("host", NULL, NULL, "", flags);
  properties[PROP_KEEP_HALF_CLOSED] = g_param_spec_boolean ("keep-half-closed", NULL, NULL, FALSE,
                                                            flags);
  properties[PROP_PORT] = g_param_spec_uint ("port", NULL, NULL, 0, G_MAXUINT16, DEFAULT_PORT,
                                             flags);
  properties[PROP_REPLY] = g_param_spec_uint ("reply", NULL, NULL, 0, HEXWIRE_REPLY_RULES, 0,
                                              flags);
  properties[PROP_SOCKET_MODE] = g_param_spec_uint ("socket-mode", NULL, NULL, 0, 0777,
                                                    HEXWIRE_UNIX_DEFAULT_MODE, flags);
  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, HEXWIRE_ENDPOINT_FAILED, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS
                                                | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_WARNING] = g_param_spec_string ("warning", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS
                                                    | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hexwire_endpoint_init (HexwireEndpoint *self)
{
  HexwireEndpointPrivate *priv = get_private (self);

  priv->host = g_strdup ("");
  priv->port = DEFAULT_PORT;
  priv->socket_mode = HEXWIRE_UNIX_DEFAULT_MODE;
  priv->local_addresses = g_new0 (char *, 1);
  priv->traffic = hexwire_traffic_new ();
  g_signal_connect_object (priv->traffic->options, "refused", G_CALLBACK (option_refused_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->traffic->options, "limited", G_CALLBACK (option_limited_cb), self,
                           G_CONNECT_SWAPPED);
  priv->peers = hexwire_peer_store_new ();
}

void
hexwire_endpoint_open (HexwireEndpoint *self)
{
  HexwireEndpointPrivate *priv = get_private (self);

  g_return_if_fail (HEXWIRE_IS_ENDPOINT (self));

  if (hexwire_endpoint_is_active (self))
    return;
  g_clear_pointer (&priv->error, g_free);
  g_clear_object (&priv->cancellable);
  priv->cancellable = g_cancellable_new ();
  set_state (self, HEXWIRE_ENDPOINT_OPENING);
  HEXWIRE_ENDPOINT_GET_CLASS (self)->open (self, priv->cancellable);
}

void
hexwire_endpoint_close (HexwireEndpoint *self)
{
  HexwireEndpointPrivate *priv = get_private (self);

  g_return_if_fail (HEXWIRE_IS_ENDPOINT (self));

  g_cancellable_cancel (priv->cancellable);
  if (priv->state == HEXWIRE_ENDPOINT_OPENING)
    hexwire_endpoint_closed (self);
  else if (priv->state == HEXWIRE_ENDPOINT_OPEN)
    {
      set_state (self, HEXWIRE_ENDPOINT_CLOSING);
      HEXWIRE_ENDPOINT_GET_CLASS (self)->close (self);
    }
}

HexwireEndpointState
hexwire_endpoint_get_state (HexwireEndpoint *self)
{
  g_return_val_if_fail (HEXWIRE_IS_ENDPOINT (self), HEXWIRE_ENDPOINT_CLOSED);
  return get_private (self)->state;
}

gboolean
hexwire_endpoint_is_active (HexwireEndpoint *self)
{
  HexwireEndpointState state = hexwire_endpoint_get_state (self);

  return state != HEXWIRE_ENDPOINT_CLOSED && state != HEXWIRE_ENDPOINT_FAILED;
}

const char *
hexwire_endpoint_get_error (HexwireEndpoint *self)
{
  g_return_val_if_fail (HEXWIRE_IS_ENDPOINT (self), NULL);
  return get_private (self)->error;
}

const char *
hexwire_endpoint_get_warning (HexwireEndpoint *self)
{
  g_return_val_if_fail (HEXWIRE_IS_ENDPOINT (self), NULL);
  return get_private (self)->warning;
}

gint64
hexwire_endpoint_get_retry_us (HexwireEndpoint *self)
{
  g_return_val_if_fail (HEXWIRE_IS_ENDPOINT (self), 0);
  return get_private (self)->retry_us;
}

const char *const *
hexwire_endpoint_get_local_addresses (HexwireEndpoint *self)
{
  g_return_val_if_fail (HEXWIRE_IS_ENDPOINT (self), NULL);
  return (const char *const *) get_private (self)->local_addresses;
}

const char *
hexwire_endpoint_get_host (HexwireEndpoint *self)
{
  g_return_val_if_fail (HEXWIRE_IS_ENDPOINT (self), NULL);
  return get_private (self)->host;
}

guint16
hexwire_endpoint_get_port (HexwireEndpoint *self)
{
  g_return_val_if_fail (HEXWIRE_IS_ENDPOINT (self), 0);
  return get_private (self)->port;
}

HexwireFamily
hexwire_endpoint_get_family (HexwireEndpoint *self)
{
  g_return_val_if_fail (HEXWIRE_IS_ENDPOINT (self), HEXWIRE_FAMILY_ANY);
  return get_private (self)->family;
}

gboolean
hexwire_endpoint_is_unix (HexwireEndpoint *self)
{
  return hexwire_endpoint_get_family (self) == HEXWIRE_FAMILY_UNIX
         || hexwire_unix_address_is_typed (get_private (self)->host);
}

guint
hexwire_endpoint_get_socket_mode (HexwireEndpoint *self)
{
  g_return_val_if_fail (HEXWIRE_IS_ENDPOINT (self), 0);
  return get_private (self)->socket_mode;
}

GListModel *
hexwire_endpoint_get_peers (HexwireEndpoint *self)
{
  g_return_val_if_fail (HEXWIRE_IS_ENDPOINT (self), NULL);
  return hexwire_peer_store_get_model (get_private (self)->peers);
}

guint
hexwire_endpoint_get_n_connected (HexwireEndpoint *self)
{
  g_return_val_if_fail (HEXWIRE_IS_ENDPOINT (self), 0);
  return hexwire_peer_store_get_n_connected (get_private (self)->peers);
}

void
hexwire_endpoint_disconnect_peers (HexwireEndpoint *self)
{
  g_autoptr (GPtrArray) peers = NULL;

  g_return_if_fail (HEXWIRE_IS_ENDPOINT (self));

  /* Those who leave may be forgotten on the way. */
  peers = hexwire_peer_store_list (get_private (self)->peers);
  for (guint i = 0; i < peers->len; i++)
    if (hexwire_peer_get_state (g_ptr_array_index (peers, i)) <= HEXWIRE_PEER_FINISHED)
      hexwire_peer_disconnect (g_ptr_array_index (peers, i));
}

void
hexwire_endpoint_forget_left_peers (HexwireEndpoint *self)
{
  g_return_if_fail (HEXWIRE_IS_ENDPOINT (self));

  hexwire_peer_store_forget_left (get_private (self)->peers);
  hexwire_traffic_mark_changed (get_private (self)->traffic, NULL);
}

HexwireMessageLog *
hexwire_endpoint_get_log (HexwireEndpoint *self)
{
  return hexwire_endpoint_get_traffic (self)->log;
}

HexwireTraffic *
hexwire_endpoint_get_traffic (HexwireEndpoint *self)
{
  g_return_val_if_fail (HEXWIRE_IS_ENDPOINT (self), NULL);
  return get_private (self)->traffic;
}

HexwireSocketOptions *
hexwire_endpoint_get_options (HexwireEndpoint *self)
{
  return hexwire_endpoint_get_traffic (self)->options;
}

HexwireResponder *
hexwire_endpoint_get_responder (HexwireEndpoint *self)
{
  return hexwire_endpoint_get_traffic (self)->responder;
}

guint64
hexwire_endpoint_count_dropped (HexwireEndpoint *self)
{
  HexwireEndpointClass *klass = HEXWIRE_ENDPOINT_GET_CLASS (self);

  return klass->count_dropped != NULL ? klass->count_dropped (self) : 0;
}

GCancellable *
hexwire_endpoint_get_cancellable (HexwireEndpoint *self)
{
  return get_private (self)->cancellable;
}

void
hexwire_endpoint_opened (HexwireEndpoint *self,
                         GPtrArray       *local_addresses)
{
  HexwireEndpointPrivate *priv = get_private (self);

  g_strfreev (priv->local_addresses);
  priv->local_addresses = g_new0 (char *, local_addresses->len + 1);
  for (guint i = 0; i < local_addresses->len; i++)
    priv->local_addresses[i] = g_strdup (g_ptr_array_index (local_addresses, i));
  set_state (self, HEXWIRE_ENDPOINT_OPEN);
}

void
hexwire_endpoint_listening (HexwireEndpoint *self,
                            GPtrArray       *sockets,
                            const char      *note)
{
  g_autoptr (GPtrArray) texts = hexwire_sockets_to_texts (sockets);
  g_autofree char *joined = NULL;
  g_autofree char *text = NULL;

  hexwire_endpoint_opened (self, texts);
  joined = hexwire_join_addresses (hexwire_endpoint_get_local_addresses (self));
  /* Translators: %s is one address or two */
  text = g_strdup_printf (_("Listening on %s"), joined);
  hexwire_endpoint_log_text (self, HEXWIRE_MESSAGE_OPENED, text);
  if (note != NULL)
    hexwire_endpoint_log_text (self, HEXWIRE_MESSAGE_NOTE, note);
}

static void
fail (HexwireEndpoint *self,
      const GError    *error)
{
  HexwireEndpointPrivate *priv = get_private (self);

  g_free (priv->error);
  priv->error = g_strdup (error->message);
  hexwire_endpoint_log_text (self, HEXWIRE_MESSAGE_ERROR, error->message);
  set_state (self, HEXWIRE_ENDPOINT_FAILED);
}

static void
owner_found_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (HexwireEndpoint) self = user_data;
  g_autoptr (GError) error = hexwire_bind_error_find_owner_finish (result);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fail (self, error);
}

void
hexwire_endpoint_failed (HexwireEndpoint *self,
                         const GError    *error)
{
  if (hexwire_bind_error_has_owner (error))
    hexwire_bind_error_find_owner_async (error, get_private (self)->cancellable, owner_found_cb,
                                         g_object_ref (self));
  else
    fail (self, error);
}

void
hexwire_endpoint_retrying (HexwireEndpoint *self,
                           const char      *reason,
                           gint64           retry_us)
{
  HexwireEndpointPrivate *priv = get_private (self);

  g_free (priv->error);
  priv->error = g_strdup (reason);
  priv->retry_us = retry_us;
  set_state (self, HEXWIRE_ENDPOINT_OPENING);
}

void
hexwire_endpoint_set_warning (HexwireEndpoint *self,
                              const char      *warning)
{
  HexwireEndpointPrivate *priv = get_private (self);

  if (g_strcmp0 (warning, priv->warning) == 0)
    return;
  g_free (priv->warning);
  priv->warning = g_strdup (warning);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WARNING]);
}

void
hexwire_endpoint_closed (HexwireEndpoint *self)
{
  set_state (self, HEXWIRE_ENDPOINT_CLOSED);
}

void
hexwire_endpoint_add_peer (HexwireEndpoint *self,
                           HexwirePeer     *peer)
{
  hexwire_peer_store_add (get_private (self)->peers, peer);
  hexwire_traffic_mark_changed (get_private (self)->traffic, NULL);
}

void
hexwire_endpoint_disconnect_all (HexwireEndpoint *self)
{
  g_autoptr (GPtrArray) peers = hexwire_peer_store_list (get_private (self)->peers);

  /* A copy: disconnecting may shorten the list. */
  for (guint i = 0; i < peers->len; i++)
    hexwire_peer_disconnect (g_ptr_array_index (peers, i));
}

void
hexwire_endpoint_log_text (HexwireEndpoint    *self,
                           HexwireMessageKind  kind,
                           const char         *text)
{
  hexwire_message_log_append_text (hexwire_endpoint_get_log (self), kind, 0, text);
}
