/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/endpoint-kind.h"
#include "net/udp-endpoint.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Opens an endpoint and tells its log, a line a row: KIND TAB PEER TAB ARRIVAL TAB DATA.
 *
 * Usage: inet-driver KIND HOST PORT [PROPERTY=VALUE…], the properties being those of the endpoint
 * and of its options. Lines of standard input: "send TEXT", "set PROPERTY=VALUE", "join GROUP",
 * "leave GROUP", "quit". */

typedef struct
{
  HexwireEndpoint *endpoint;
  GMainLoop *loop;
  guint n_rows;
} Driver;

static GObject *
find_owner (Driver     *self,
            const char *property)
{
  GObject *options = G_OBJECT (hexwire_endpoint_get_options (self->endpoint));

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (options), property) != NULL)
    return options;
  return G_OBJECT (self->endpoint);
}

static void
set (Driver     *self,
     const char *assignment)
{
  g_auto (GStrv) parts = g_strsplit (assignment, "=", 2);
  GObject *owner = find_owner (self, parts[0]);
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (owner), parts[0]);

  g_assert_nonnull (pspec);
  if (G_IS_PARAM_SPEC_STRING (pspec))
    g_object_set (owner, parts[0], parts[1], NULL);
  else
    g_object_set (owner, parts[0], (guint) g_ascii_strtoull (parts[1], NULL, 10), NULL);
}

static HexwireGroupList *
get_groups (Driver *self)
{
  return hexwire_udp_endpoint_get_groups (HEXWIRE_UDP_ENDPOINT (self->endpoint));
}

static void
join (Driver     *self,
      const char *group)
{
  g_autoptr (GError) error = NULL;

  if (hexwire_group_list_add (get_groups (self), group, &error))
    printf ("joined\t\t\t%s\n", group);
  else
    printf ("not joined\t\t\t%s\n", error->message);
}

static void
leave (Driver     *self,
       const char *text)
{
  GListModel *model = hexwire_group_list_get_model (get_groups (self));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (HexwireMulticastGroup) group = g_list_model_get_item (model, i);

      if (!g_str_equal (hexwire_multicast_group_get_text (group), text))
        continue;
      hexwire_group_list_remove (get_groups (self), group);
      printf ("left\t\t\t%s\n", text);
      return;
    }
}

static const char *const kinds[] = {
  [HEXWIRE_MESSAGE_RECEIVED] = "received", [HEXWIRE_MESSAGE_SENT] = "sent",
  [HEXWIRE_MESSAGE_OPENED] = "opened",     [HEXWIRE_MESSAGE_CLOSED] = "closed",
  [HEXWIRE_MESSAGE_ERROR] = "error",       [HEXWIRE_MESSAGE_NOTE] = "note",
};

static void
rows_changed_cb (GListModel *rows,
                 guint       position,
                 guint       n_removed,
                 guint       n_added,
                 gpointer    user_data)
{
  Driver *self = user_data;

  for (; self->n_rows < g_list_model_get_n_items (rows); self->n_rows++)
    {
      g_autoptr (HexwireMessage) message = g_list_model_get_item (rows, self->n_rows);
      const HexwireLogPeer *peer = hexwire_message_get_info (message)->peer;
      gsize size;
      const char *data = g_bytes_get_data (hexwire_message_get_payload (message), &size);

      printf ("%s\t%s\t%s\t%.*s\n", kinds[hexwire_message_get_kind (message)],
              peer != NULL ? peer->address : "",
              peer != NULL && peer->arrival != NULL ? peer->arrival : "", (int) size, data);
    }
}

static void
state_changed_cb (Driver *self)
{
  g_autofree char *local = g_strjoinv (
    " ", (char **) hexwire_endpoint_get_local_addresses (self->endpoint));

  if (hexwire_endpoint_get_state (self->endpoint) == HEXWIRE_ENDPOINT_OPEN)
    printf ("open\t\t\t%s\n", local);
  else if (hexwire_endpoint_get_state (self->endpoint) == HEXWIRE_ENDPOINT_FAILED)
    printf ("failed\t\t\t%s\n", hexwire_endpoint_get_error (self->endpoint));
}

static gboolean
command_cb (GIOChannel   *channel,
            GIOCondition  condition,
            gpointer      user_data)
{
  Driver *self = user_data;
  g_autofree char *line = NULL;

  if (g_io_channel_read_line (channel, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL
      || g_str_has_prefix (line, "quit"))
    {
      g_main_loop_quit (self->loop);
      return G_SOURCE_REMOVE;
    }
  g_strchomp (line);
  if (g_str_has_prefix (line, "send "))
    {
      g_autoptr (GBytes) payload = g_bytes_new (line + 5, strlen (line + 5));

      hexwire_endpoint_send (self->endpoint, NULL, payload, NULL);
    }
  else if (g_str_has_prefix (line, "set "))
    set (self, line + 4);
  else if (g_str_has_prefix (line, "join "))
    join (self, line + 5);
  else if (g_str_has_prefix (line, "leave "))
    leave (self, line + 6);
  return G_SOURCE_CONTINUE;
}

static HexwireEndpointKind
find_kind (const char *id)
{
  for (guint kind = 0; kind < HEXWIRE_ENDPOINT_N_KINDS; kind++)
    if (g_str_equal (hexwire_endpoint_kind_get_id (kind), id))
      return kind;
  g_assert_not_reached ();
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (STDIN_FILENO);
  Driver self = { .endpoint = NULL };

  g_assert_cmpint (argc, >=, 4);
  setvbuf (stdout, NULL, _IOLBF, 0);
  self.endpoint = hexwire_endpoint_new (find_kind (argv[1]));
  self.loop = g_main_loop_new (NULL, FALSE);
  g_object_set (self.endpoint, "host", argv[2],
                "port", (guint) g_ascii_strtoull (argv[3], NULL, 10), NULL);
  for (int i = 4; i < argc; i++)
    {
      if (g_str_has_prefix (argv[i], "join="))
        join (&self, argv[i] + 5);
      else
        set (&self, argv[i]);
    }
  g_signal_connect (hexwire_endpoint_get_log (self.endpoint), "items-changed",
                    G_CALLBACK (rows_changed_cb), &self);
  g_signal_connect_swapped (self.endpoint, "notify::state", G_CALLBACK (state_changed_cb), &self);
  g_io_add_watch (input, G_IO_IN | G_IO_HUP, command_cb, &self);
  hexwire_endpoint_open (self.endpoint);
  g_main_loop_run (self.loop);

  hexwire_endpoint_close (self.endpoint);
  while (hexwire_endpoint_is_active (self.endpoint))
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (self.endpoint);
  g_main_loop_unref (self.loop);
  return 0;
}
