/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/socket-options.h"

#include "net/address.h"
#include "net/interfaces.h"
#include "net/kernel-option.h"
#include "net/net-error.h"

#include <glib/gi18n-lib.h>

enum
{
  PROP_CONNECT_TIMEOUT_S = 1,
  PROP_DSCP,
  PROP_DUAL_STACK,
  PROP_KEEP_ALIVE,
  PROP_KEEP_ALIVE_COUNT,
  PROP_KEEP_ALIVE_IDLE_S,
  PROP_KEEP_ALIVE_INTERVAL_S,
  PROP_MULTICAST_LOOP,
  PROP_MULTICAST_TTL,
  PROP_NO_DELAY,
  PROP_RECEIVE_BUFFER_BYTES,
  PROP_RECONNECT,
  PROP_RESET_ON_CLOSE,
  PROP_REUSE_ADDRESS,
  PROP_SEND_BUFFER_BYTES,
  PROP_SOURCE_PORT,
  PROP_TTL,
  N_NUMBERS,                /* those above are numbers or booleans */
  PROP_ALLOW_LIST = N_NUMBERS,
  PROP_MULTICAST_INTERFACE,
  PROP_SOURCE_ADDRESS,
  N_SETTINGS,               /* those above are set by the user */
  PROP_GRANTED_RECEIVE_BUFFER_BYTES = N_SETTINGS,
  PROP_GRANTED_SEND_BUFFER_BYTES,
  N_PROPS
};

struct _HexwireSocketOptions
{
  GObject parent_instance;

  guint numbers[N_NUMBERS];
  char *texts[N_SETTINGS];  /* those below N_NUMBERS are unused */
  HexwireAllowList *allow_list;
  GHashTable *sockets;      /* those that follow the options, without a reference */
  guint granted_receive_bytes;
  guint granted_send_bytes;
  guint told_bytes[N_NUMBERS];    /* of a buffer that was limited: how much was asked for then */
};

typedef struct
{
  const char *name;
  guint max;                /* 1 for a boolean */
  guint start;
  gboolean counts_at_once;
} Number;

static const Number numbers[N_NUMBERS] = {
  [PROP_CONNECT_TIMEOUT_S] = { "connect-timeout-s", 3600, HEXWIRE_CONNECT_TIMEOUT_S, FALSE },
  [PROP_DSCP] = { "dscp", 63, 0, TRUE },
  [PROP_DUAL_STACK] = { "dual-stack", 1, FALSE, FALSE },
  [PROP_KEEP_ALIVE] = { "keep-alive", 1, FALSE, TRUE },
  [PROP_KEEP_ALIVE_COUNT] = { "keep-alive-count", 127, 9, TRUE },
  [PROP_KEEP_ALIVE_IDLE_S] = { "keep-alive-idle-s", 32767, 7200, TRUE },
  [PROP_KEEP_ALIVE_INTERVAL_S] = { "keep-alive-interval-s", 32767, 75, TRUE },
  [PROP_MULTICAST_LOOP] = { "multicast-loop", 1, TRUE, TRUE },
  [PROP_MULTICAST_TTL] = { "multicast-ttl", 255, 1, TRUE },
  [PROP_NO_DELAY] = { "no-delay", 1, FALSE, TRUE },
  [PROP_RECEIVE_BUFFER_BYTES] = { "receive-buffer-bytes", G_MAXINT / 2, 0, TRUE },
  [PROP_RECONNECT] = { "reconnect", 1, FALSE, TRUE },
  [PROP_RESET_ON_CLOSE] = { "reset-on-close", 1, FALSE, TRUE },
  [PROP_REUSE_ADDRESS] = { "reuse-address", 1, TRUE, FALSE },
  [PROP_SEND_BUFFER_BYTES] = { "send-buffer-bytes", G_MAXINT / 2, 0, TRUE },
  [PROP_SOURCE_PORT] = { "source-port", G_MAXUINT16, 0, FALSE },
  [PROP_TTL] = { "ttl", 255, 0, TRUE },
};

enum
{
  LIMITED,
  REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HexwireSocketOptions, hexwire_socket_options, G_TYPE_OBJECT)

static void
refused_cb (const char *property,
            int         error_number,
            gpointer    user_data)
{
  HexwireSocketOptions *self = user_data;
  g_autofree char *text = NULL;

  /* Translators: an option's technical name, such as "ttl", then the system's reason */
  text = g_strdup_printf (_("The system refuses the option %s: %s"), property,
                          g_strerror (error_number));
  g_signal_emit (self, signals[REFUSED], 0, text);
}

static void
set_multicast_interface (HexwireSocketOptions *self,
                         GSocket              *socket)
{
  const char *name = self->texts[PROP_MULTICAST_INTERFACE];
  g_autoptr (GError) error = NULL;
  guint index = 0;

  if (g_socket_get_socket_type (socket) != G_SOCKET_TYPE_DATAGRAM)
    return;
  if (name[0] != '\0' && !hexwire_interface_find (name, &index, &error))
    {
      g_signal_emit (self, signals[REFUSED], 0, error->message);
      return;
    }
  hexwire_kernel_option_set_multicast_interface (socket, index);
}

/* Once for each size that is asked for: a client that connects again and again asks as often. */
static void
tell_limit (HexwireSocketOptions *self,
            guint                 prop,
            guint                 granted_bytes)
{
  guint asked_bytes = self->numbers[prop];
  g_autofree char *text = NULL;

  if (granted_bytes >= asked_bytes || self->told_bytes[prop] == asked_bytes)
    return;
  self->told_bytes[prop] = asked_bytes;
  if (prop == PROP_RECEIVE_BUFFER_BYTES)
    /* Translators: two numbers of bytes; net.core.rmem_max is a setting of the kernel */
    text = g_strdup_printf (_("Receive buffer: the system gave %u bytes of %u asked for; "
                              "net.core.rmem_max is the limit"),
                            granted_bytes, asked_bytes);
  else
    /* Translators: two numbers of bytes; net.core.wmem_max is a setting of the kernel */
    text = g_strdup_printf (_("Send buffer: the system gave %u bytes of %u asked for; "
                              "net.core.wmem_max is the limit"),
                            granted_bytes, asked_bytes);
  g_signal_emit (self, signals[LIMITED], 0, text);
}

static void
read_granted (HexwireSocketOptions *self,
              GSocket              *socket)
{
  self->granted_receive_bytes = hexwire_kernel_option_get_buffer_bytes (socket, TRUE);
  self->granted_send_bytes = hexwire_kernel_option_get_buffer_bytes (socket, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GRANTED_RECEIVE_BUFFER_BYTES]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GRANTED_SEND_BUFFER_BYTES]);
  tell_limit (self, PROP_RECEIVE_BUFFER_BYTES, self->granted_receive_bytes);
  tell_limit (self, PROP_SEND_BUFFER_BYTES, self->granted_send_bytes);
}

/* Sets what depends on @prop on a socket; 0 stands for what differs from a new socket. */
static void
set_on_socket (HexwireSocketOptions *self,
               guint                 prop,
               GSocket              *socket)
{
  for (guint i = 1; i < N_NUMBERS; i++)
    {
      gboolean is_changed = self->numbers[i] != numbers[i].start || i == PROP_REUSE_ADDRESS;

      if (prop == 0 ? is_changed : i == prop)
        hexwire_kernel_option_set (socket, numbers[i].name, self->numbers[i], refused_cb, self);
    }
  if (prop == PROP_MULTICAST_INTERFACE
      || (prop == 0 && self->texts[PROP_MULTICAST_INTERFACE][0] != '\0'))
    set_multicast_interface (self, socket);
  if (prop == 0 || prop == PROP_RECEIVE_BUFFER_BYTES || prop == PROP_SEND_BUFFER_BYTES)
    read_granted (self, socket);
}

static void
set_on_all_sockets (HexwireSocketOptions *self,
                    guint                 prop)
{
  GHashTableIter iter;
  gpointer socket;

  g_hash_table_iter_init (&iter, self->sockets);
  while (g_hash_table_iter_next (&iter, &socket, NULL))
    if (!g_socket_is_closed (socket))
      set_on_socket (self, prop, socket);
}

static gboolean
set_allow_list (HexwireSocketOptions *self,
                const char           *text)
{
  g_autoptr (GError) error = NULL;
  HexwireAllowList *list = hexwire_allow_list_parse (text, &error);

  if (list == NULL)
    {
      /* Translators: what is wrong with the list of those who may */
      g_autofree char *reason = g_strdup_printf (_("Who may connect: %s"), error->message);

      g_signal_emit (self, signals[REFUSED], 0, reason);
      return FALSE;
    }
  hexwire_allow_list_free (self->allow_list);
  self->allow_list = list;
  return TRUE;
}

static void
hexwire_socket_options_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  HexwireSocketOptions *self = HEXWIRE_SOCKET_OPTIONS (object);

  if (prop_id == PROP_GRANTED_RECEIVE_BUFFER_BYTES)
    g_value_set_uint (value, self->granted_receive_bytes);
  else if (prop_id == PROP_GRANTED_SEND_BUFFER_BYTES)
    g_value_set_uint (value, self->granted_send_bytes);
  else if (prop_id >= N_NUMBERS)
    g_value_set_string (value, self->texts[prop_id]);
  else if (G_VALUE_HOLDS_BOOLEAN (value))
    g_value_set_boolean (value, self->numbers[prop_id] != 0);
  else
    g_value_set_uint (value, self->numbers[prop_id]);
}

static void
hexwire_socket_options_set_property (GObject      *object,
                                     guint         prop_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  HexwireSocketOptions *self = HEXWIRE_SOCKET_OPTIONS (object);

  if (prop_id >= N_NUMBERS)
    {
      g_autofree char *text = g_strdup (g_value_get_string (value));

      if (text == NULL)
        text = g_strdup ("");
      g_strstrip (text);
      if (g_str_equal (text, self->texts[prop_id])
          || (prop_id == PROP_ALLOW_LIST && !set_allow_list (self, text)))
        return;
      g_free (self->texts[prop_id]);
      self->texts[prop_id] = g_steal_pointer (&text);
    }
  else
    {
      guint number = G_VALUE_HOLDS_BOOLEAN (value) ? (guint) g_value_get_boolean (value)
                                                   : g_value_get_uint (value);

      if (number == self->numbers[prop_id])
        return;
      self->numbers[prop_id] = number;
    }
  if (prop_id >= N_NUMBERS || numbers[prop_id].counts_at_once)
    set_on_all_sockets (self, prop_id);
  g_object_notify_by_pspec (object, pspec);
}

static void
socket_gone_cb (gpointer  user_data,
                GObject  *socket)
{
  g_hash_table_remove (HEXWIRE_SOCKET_OPTIONS (user_data)->sockets, socket);
}

static void
hexwire_socket_options_finalize (GObject *object)
{
  HexwireSocketOptions *self = HEXWIRE_SOCKET_OPTIONS (object);
  GHashTableIter iter;
  gpointer socket;

  g_hash_table_iter_init (&iter, self->sockets);
  while (g_hash_table_iter_next (&iter, &socket, NULL))
    g_object_weak_unref (socket, socket_gone_cb, self);
  g_hash_table_unref (self->sockets);
  hexwire_allow_list_free (self->allow_list);
  for (guint i = N_NUMBERS; i < N_SETTINGS; i++)
    g_free (self->texts[i]);

  G_OBJECT_CLASS (hexwire_socket_options_parent_class)->finalize (object);
}

static GParamSpec *
new_granted_spec (const char *name)
{
  return g_param_spec_uint (name, NULL, NULL, 0, G_MAXUINT, 0,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
}

static void
hexwire_socket_options_class_init (HexwireSocketOptionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = hexwire_socket_options_get_property;
  object_class->set_property = hexwire_socket_options_set_property;
  object_class->finalize = hexwire_socket_options_finalize;

  for (guint i = 1; i < N_NUMBERS; i++)
    properties[i] = numbers[i].max == 1
                      ? g_param_spec_boolean (numbers[i].name, NULL, NULL,
                                              (gboolean) numbers[i].start, flags)
                      : g_param_spec_uint (numbers[i].name, NULL, NULL, 0, numbers[i].max,
                                           numbers[i].start, flags);
  properties[PROP_ALLOW_LIST] = g_param_spec_string ("allow-list", NULL, NULL, "", flags);
  properties[PROP_MULTICAST_INTERFACE] = g_param_spec_string ("multicast-interface", NULL, NULL, "",
                                                              flags);
  properties[PROP_SOURCE_ADDRESS] = g_param_spec_string ("source-address", NULL, NULL, "", flags);
  properties[PROP_GRANTED_RECEIVE_BUFFER_BYTES] = new_granted_spec ("granted-receive-buffer-bytes");
  properties[PROP_GRANTED_SEND_BUFFER_BYTES] = new_granted_spec ("granted-send-buffer-bytes");
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[LIMITED] = g_signal_new ("limited", HEXWIRE_TYPE_SOCKET_OPTIONS, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REFUSED] = g_signal_new ("refused", HEXWIRE_TYPE_SOCKET_OPTIONS, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hexwire_socket_options_init (HexwireSocketOptions *self)
{
  for (guint i = 1; i < N_NUMBERS; i++)
    self->numbers[i] = numbers[i].start;
  for (guint i = N_NUMBERS; i < N_SETTINGS; i++)
    self->texts[i] = g_strdup ("");
  self->allow_list = hexwire_allow_list_parse ("", NULL);
  self->sockets = g_hash_table_new (NULL, NULL);
}

HexwireSocketOptions *
hexwire_socket_options_new (void)
{
  return g_object_new (HEXWIRE_TYPE_SOCKET_OPTIONS, NULL);
}

static gboolean
check_source (const char  *host,
              GError     **error)
{
  g_autoptr (GSocketAddress) source = NULL;

  if (!hexwire_zone_check (host, error))
    return FALSE;
  source = hexwire_address_parse_literal (host, 0);
  if (source == NULL)
    g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                 _("The source “%s” is not an address of this machine in digits"), host);
  return source != NULL;
}

gboolean
hexwire_socket_options_check_text (const char  *property,
                                   const char  *text,
                                   GError     **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (HexwireAllowList) list = NULL;
  guint index;

  if (stripped[0] == '\0')
    return TRUE;
  if (g_str_equal (property, "source-address"))
    return check_source (stripped, error);
  if (g_str_equal (property, "multicast-interface"))
    return hexwire_interface_find (stripped, &index, error);
  /* As it was typed: an error tells a position. */
  list = hexwire_allow_list_parse (text, error);
  return list != NULL;
}

gboolean
hexwire_socket_options_counts_at_once (const char *property)
{
  for (guint i = 1; i < N_NUMBERS; i++)
    if (g_str_equal (numbers[i].name, property))
      return numbers[i].counts_at_once;
  return !g_str_equal (property, "source-address");
}

void
hexwire_socket_options_apply (HexwireSocketOptions *self,
                              GSocket              *socket)
{
  g_return_if_fail (HEXWIRE_IS_SOCKET_OPTIONS (self));

  set_on_socket (self, 0, socket);
  hexwire_socket_options_follow (self, socket);
}

void
hexwire_socket_options_follow (HexwireSocketOptions *self,
                               GSocket              *socket)
{
  g_return_if_fail (HEXWIRE_IS_SOCKET_OPTIONS (self));

  if (g_hash_table_add (self->sockets, socket))
    g_object_weak_ref (G_OBJECT (socket), socket_gone_cb, self);
}

gboolean
hexwire_socket_options_has_source (HexwireSocketOptions *self)
{
  g_return_val_if_fail (HEXWIRE_IS_SOCKET_OPTIONS (self), FALSE);
  return self->texts[PROP_SOURCE_ADDRESS][0] != '\0' || self->numbers[PROP_SOURCE_PORT] != 0;
}

GSocketAddress *
hexwire_socket_options_get_source (HexwireSocketOptions  *self,
                                   GSocketAddress        *remote,
                                   GError               **error)
{
  const char *host = self->texts[PROP_SOURCE_ADDRESS];
  guint16 port = (guint16) self->numbers[PROP_SOURCE_PORT];
  GSocketFamily family = g_socket_address_get_family (remote);
  g_autoptr (GSocketAddress) source = NULL;

  if (host[0] == '\0')
    {
      g_autoptr (GInetAddress) any = g_inet_address_new_any (family);

      return g_inet_socket_address_new (any, port);
    }
  if (!check_source (host, error))
    return NULL;
  source = hexwire_address_parse_literal (host, port);
  if (g_socket_address_get_family (source) != family)
    {
      g_autofree char *target = hexwire_socket_address_to_text (remote);

      g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                   /* Translators: two addresses of which one is IPv4 and the other IPv6 */
                   _("The source %s and the target %s are of different address families"), host,
                   target);
    }
  else
    return g_steal_pointer (&source);
  return NULL;
}

const HexwireAllowList *
hexwire_socket_options_get_allow_list (HexwireSocketOptions *self)
{
  g_return_val_if_fail (HEXWIRE_IS_SOCKET_OPTIONS (self), NULL);
  return self->allow_list;
}

gboolean
hexwire_socket_options_get_boolean (HexwireSocketOptions *self,
                                    const char           *property)
{
  gboolean value;

  g_object_get (self, property, &value, NULL);
  return value;
}

guint
hexwire_socket_options_get_uint (HexwireSocketOptions *self,
                                 const char           *property)
{
  guint value;

  g_object_get (self, property, &value, NULL);
  return value;
}
