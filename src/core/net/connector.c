/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/connector.h"

#include "net/address.h"
#include "net/bind.h"
#include "net/net-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <netinet/in.h>

/* What RFC 8305 recommends. */
#define NEXT_ATTEMPT_MS 250

typedef struct
{
  GTask *task;                  /* (nullable): while it has not returned */
  GPtrArray *addresses;         /* (element-type GSocketAddress) */
  guint n_tried;
  HexwireSocketOptions *options;
  HexwireMessageLog *log;       /* (nullable) */
  GPtrArray *attempts;          /* (element-type GSource): those that are under way */
  GSource *next_source;         /* begins the next attempt */
  GSource *timeout_source;
  GSource *cancel_source;
  GError *error;                /* of the first address that failed */
} Connector;

typedef struct
{
  Connector *connector;
  GSource *source;              /* unowned: it owns this */
  GSocketAddress *address;
} Attempt;

static void
attempt_free (gpointer data)
{
  Attempt *self = data;

  g_object_unref (self->address);
  g_free (self);
}

static void
source_free (gpointer data)
{
  g_source_destroy (data);
  g_source_unref (data);
}

static void
stop (Connector *self)
{
  g_ptr_array_set_size (self->attempts, 0);
  g_clear_pointer (&self->next_source, source_free);
  g_clear_pointer (&self->timeout_source, source_free);
  g_clear_pointer (&self->cancel_source, source_free);
}

static void
connector_free (gpointer data)
{
  Connector *self = data;

  stop (self);
  g_ptr_array_unref (self->attempts);
  g_ptr_array_unref (self->addresses);
  g_object_unref (self->options);
  g_clear_object (&self->log);
  g_clear_error (&self->error);
  g_free (self);
}

/* @connection: (transfer full) (nullable): without one, the error of the first address is told */
static void
finish (Connector         *self,
        GSocketConnection *connection)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  stop (self);
  if (connection != NULL)
    g_task_return_pointer (task, connection, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&self->error));
}

/* Says what an address did, where there are several. @text: (transfer full) */
static void
tell (Connector *self,
      char      *text)
{
  g_autofree char *owned = text;

  if (self->log != NULL && self->addresses->len > 1)
    hexwire_message_log_append_text (self->log, HEXWIRE_MESSAGE_NOTE, 0, owned);
}

/* @error: (transfer full) */
static void
note_failure (Connector      *self,
              GSocketAddress *address,
              GError         *error)
{
  g_autofree char *who = hexwire_socket_address_to_text (address);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    tell (self, g_strdup_printf (_("%s refused the connection"), who));
  else
    /* Translators: an address, and the reason */
    tell (self, g_strdup_printf (_("%s cannot be connected to: %s"), who, error->message));
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
}

static GSocket *
new_unix_socket (GError **error)
{
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM,
                                  G_SOCKET_PROTOCOL_DEFAULT, error);

  if (socket != NULL)
    g_socket_set_blocking (socket, FALSE);
  return socket;
}

static GSocket *
new_socket (Connector       *self,
            GSocketAddress  *address,
            GError         **error)
{
  GSocketFamily family = g_socket_address_get_family (address);
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketAddress) source = NULL;

  if (family == G_SOCKET_FAMILY_UNIX)
    return new_unix_socket (error);
  socket = hexwire_socket_new (family, G_SOCKET_TYPE_STREAM, error);
  if (socket == NULL)
    return NULL;
  /* A client may connect to an IPv4 address that is written as one of IPv6. */
  if (family == G_SOCKET_FAMILY_IPV6)
    g_socket_set_option (socket, IPPROTO_IPV6, IPV6_V6ONLY, FALSE, NULL);
  hexwire_socket_options_apply (self->options, socket);
  if (!hexwire_socket_options_has_source (self->options))
    return g_steal_pointer (&socket);

  source = hexwire_socket_options_get_source (self->options, address, error);
  if (source == NULL || !hexwire_socket_bind (socket, source, error))
    return NULL;
  return g_steal_pointer (&socket);
}

static void start_next (Connector *self);

static gboolean
attempt_ready_cb (GSocket      *socket,
                  GIOCondition  condition,
                  gpointer      user_data)
{
  Attempt *attempt = user_data;
  Connector *self = attempt->connector;
  g_autoptr (GSocketAddress) address = g_object_ref (attempt->address);
  g_autoptr (GSocket) guard = g_object_ref (socket);
  GError *error = NULL;

  if (g_socket_check_connect_result (socket, &error))
    {
      g_autofree char *who = hexwire_socket_address_to_text (address);

      tell (self, g_strdup_printf (_("%s answered"), who));
      finish (self, g_socket_connection_factory_create_connection (guard));
      return G_SOURCE_REMOVE;
    }
  g_ptr_array_remove_fast (self->attempts, attempt->source);
  note_failure (self, address, error);
  start_next (self);
  return G_SOURCE_REMOVE;
}

static gboolean
try_address (Connector       *self,
             GSocketAddress  *address,
             GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GSocket) socket = new_socket (self, address, error);
  Attempt *attempt;

  if (socket == NULL)
    return FALSE;
  if (!g_socket_connect (socket, address, NULL, &local_error)
      && !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_PENDING))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  attempt = g_new0 (Attempt, 1);
  attempt->connector = self;
  attempt->address = g_object_ref (address);
  attempt->source = g_socket_create_source (socket, G_IO_OUT, NULL);
  g_source_set_callback (attempt->source, G_SOURCE_FUNC (attempt_ready_cb), attempt, attempt_free);
  g_source_attach (attempt->source, g_main_context_get_thread_default ());
  g_ptr_array_add (self->attempts, attempt->source);
  return TRUE;
}

static GSource *
add_source (GSource     *source,
            GSourceFunc  func,
            Connector   *self)
{
  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
  return source;
}

static gboolean
next_cb (gpointer user_data)
{
  start_next (user_data);
  return G_SOURCE_REMOVE;
}

static void
start_next (Connector *self)
{
  g_clear_pointer (&self->next_source, source_free);
  while (self->n_tried < self->addresses->len)
    {
      GSocketAddress *address = g_ptr_array_index (self->addresses, self->n_tried++);
      GError *error = NULL;

      if (try_address (self, address, &error))
        {
          if (self->n_tried < self->addresses->len)
            self->next_source = add_source (g_timeout_source_new (NEXT_ATTEMPT_MS), next_cb, self);
          return;
        }
      note_failure (self, address, error);
    }
  if (self->attempts->len == 0)
    finish (self, NULL);
}

static gboolean
timeout_cb (gpointer user_data)
{
  Connector *self = user_data;

  tell (self, g_strdup (_("No other address answered in time")));
  g_clear_error (&self->error);
  self->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, g_strerror (ETIMEDOUT));
  finish (self, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Connector *self = user_data;

  g_clear_error (&self->error);
  g_cancellable_set_error_if_cancelled (cancellable, &self->error);
  finish (self, NULL);
  return G_SOURCE_REMOVE;
}

void
hexwire_connect_async (GPtrArray            *addresses,
                       HexwireSocketOptions *options,
                       HexwireMessageLog    *log,
                       GCancellable         *cancellable,
                       GAsyncReadyCallback   callback,
                       gpointer              user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Connector *self = g_new0 (Connector, 1);
  guint timeout_s = hexwire_socket_options_get_uint (options, "connect-timeout-s");

  g_task_set_source_tag (task, hexwire_connect_async);
  g_task_set_task_data (task, self, connector_free);
  self->task = task;
  self->addresses = g_ptr_array_ref (addresses);
  self->options = g_object_ref (options);
  self->log = log != NULL ? g_object_ref (log) : NULL;
  self->attempts = g_ptr_array_new_with_free_func (source_free);
  if (timeout_s > 0)
    self->timeout_source
      = add_source (g_timeout_source_new (timeout_s * 1000), timeout_cb, self);
  if (cancellable != NULL)
    self->cancel_source = add_source (g_cancellable_source_new (cancellable),
                                      G_SOURCE_FUNC (cancelled_cb), self);
  start_next (self);
}

GSocketConnection *
hexwire_connect_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, hexwire_connect_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
