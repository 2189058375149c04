/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/group-list.h"

#include "net/net-error.h"

#include <glib/gi18n-lib.h>

struct _HexwireGroupList
{
  GObject parent_instance;

  GListStore *groups;
  GPtrArray *sockets;       /* (element-type GSocket) (nullable): while they are open */
};

enum
{
  JOINED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireGroupList, hexwire_group_list, G_TYPE_OBJECT)

static void
hexwire_group_list_dispose (GObject *object)
{
  HexwireGroupList *self = HEXWIRE_GROUP_LIST (object);

  g_clear_pointer (&self->sockets, g_ptr_array_unref);
  g_clear_object (&self->groups);

  G_OBJECT_CLASS (hexwire_group_list_parent_class)->dispose (object);
}

static void
hexwire_group_list_class_init (HexwireGroupListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hexwire_group_list_dispose;

  signals[JOINED] = g_signal_new ("joined", HEXWIRE_TYPE_GROUP_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, HEXWIRE_TYPE_MULTICAST_GROUP);
  signals[LEFT] = g_signal_new ("left", HEXWIRE_TYPE_GROUP_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, HEXWIRE_TYPE_MULTICAST_GROUP);
}

static void
hexwire_group_list_init (HexwireGroupList *self)
{
  self->groups = g_list_store_new (HEXWIRE_TYPE_MULTICAST_GROUP);
}

HexwireGroupList *
hexwire_group_list_new (void)
{
  return g_object_new (HEXWIRE_TYPE_GROUP_LIST, NULL);
}

GListModel *
hexwire_group_list_get_model (HexwireGroupList *self)
{
  g_return_val_if_fail (HEXWIRE_IS_GROUP_LIST (self), NULL);
  return G_LIST_MODEL (self->groups);
}

static GSocket *
find_socket (HexwireGroupList *self,
             GSocketFamily     family)
{
  for (guint i = 0; i < self->sockets->len; i++)
    {
      GSocket *socket = g_ptr_array_index (self->sockets, i);

      if (g_socket_get_family (socket) == family
          || (family == G_SOCKET_FAMILY_IPV4 && g_socket_speaks_ipv4 (socket)))
        return socket;
    }
  return NULL;
}

/* What goes to a group is not delivered to a socket that is bound to an address of this machine. */
static gboolean
check_bound_address (HexwireMulticastGroup  *group,
                     GSocket                *socket,
                     GError                **error)
{
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (socket, NULL);
  g_autofree char *text = NULL;
  GInetAddress *address;

  if (local == NULL)
    return TRUE;
  address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (local));
  if (g_inet_address_get_is_any (address) || g_inet_address_get_is_multicast (address))
    return TRUE;
  text = g_inet_address_to_string (address);
  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
               /* Translators: a group, and our own address */
               _("Nothing that is sent to %s would arrive at %s alone: listen on all interfaces"),
               hexwire_multicast_group_get_text (group), text);
  return FALSE;
}

static gboolean
join (HexwireGroupList       *self,
      HexwireMulticastGroup  *group,
      GError                **error)
{
  GSocketFamily family = hexwire_multicast_group_get_family (group);
  GSocket *socket = find_socket (self, family);

  if (socket == NULL)
    {
      g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                   /* Translators: a group, then IPv4 or IPv6 */
                   _("Cannot join %s: nothing is open for %s"),
                   hexwire_multicast_group_get_text (group),
                   family == G_SOCKET_FAMILY_IPV4 ? "IPv4" : "IPv6");
      return FALSE;
    }
  return check_bound_address (group, socket, error)
         && hexwire_multicast_group_join (group, socket, error);
}

static gboolean
check_is_new (HexwireGroupList       *self,
              HexwireMulticastGroup  *group,
              GError                **error)
{
  const char *text = hexwire_multicast_group_get_text (group);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->groups)); i++)
    {
      g_autoptr (HexwireMulticastGroup) other
        = g_list_model_get_item (G_LIST_MODEL (self->groups), i);

      if (g_str_equal (hexwire_multicast_group_get_text (other), text))
        {
          g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                       _("%s is in the list already"), text);
          return FALSE;
        }
      if (hexwire_multicast_group_excludes (other, group))
        {
          g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                       /* Translators: two groups, one of them with a source */
                       _("Cannot join %s: %s is joined already, and leaves out or takes in the "
                         "source"),
                       text, hexwire_multicast_group_get_text (other));
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
hexwire_group_list_add (HexwireGroupList  *self,
                        const char        *text,
                        GError           **error)
{
  g_autoptr (HexwireMulticastGroup) group = hexwire_multicast_group_parse (text, error);

  g_return_val_if_fail (HEXWIRE_IS_GROUP_LIST (self), FALSE);

  if (group == NULL || !check_is_new (self, group, error)
      || (self->sockets != NULL && !join (self, group, error)))
    return FALSE;
  g_list_store_append (self->groups, group);
  if (self->sockets != NULL)
    g_signal_emit (self, signals[JOINED], 0, group);
  return TRUE;
}

void
hexwire_group_list_remove (HexwireGroupList      *self,
                           HexwireMulticastGroup *group)
{
  g_autoptr (HexwireMulticastGroup) removed = g_object_ref (group);
  guint position;

  g_return_if_fail (HEXWIRE_IS_GROUP_LIST (self));

  if (!g_list_store_find (self->groups, group, &position))
    return;
  if (self->sockets != NULL)
    hexwire_multicast_group_leave (
      group, find_socket (self, hexwire_multicast_group_get_family (group)));
  g_list_store_remove (self->groups, position);
  if (self->sockets != NULL)
    g_signal_emit (self, signals[LEFT], 0, removed);
}

gboolean
hexwire_group_list_open (HexwireGroupList  *self,
                         GPtrArray         *sockets,
                         GError           **error)
{
  g_return_val_if_fail (HEXWIRE_IS_GROUP_LIST (self), FALSE);

  hexwire_group_list_close (self);
  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < sockets->len; i++)
    g_ptr_array_add (self->sockets, g_object_ref (g_ptr_array_index (sockets, i)));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->groups)); i++)
    {
      g_autoptr (HexwireMulticastGroup) group
        = g_list_model_get_item (G_LIST_MODEL (self->groups), i);

      if (!join (self, group, error))
        {
          hexwire_group_list_close (self);
          return FALSE;
        }
    }
  return TRUE;
}

void
hexwire_group_list_close (HexwireGroupList *self)
{
  g_return_if_fail (HEXWIRE_IS_GROUP_LIST (self));
  g_clear_pointer (&self->sockets, g_ptr_array_unref);
}
