/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/reproduce-private.h"

#include <string.h>

#include "codec/literal.h"

/* How long it waits for an answer. */
#define ANSWER_TIMEOUT_S 2

static const char *
get_kind (const HexwirePlan *plan)
{
  return plan->is_stream ? "SOCK_STREAM" : "SOCK_DGRAM";
}

static void
append_path (GString            *script,
             const HexwirePlace *place)
{
  g_autofree char *path = g_strconcat (place->is_abstract ? "@" : "", place->path, NULL);
  gsize length = strlen (path);

  if (place->is_abstract)
    path[0] = '\0';
  hexwire_literal_append ((const guint8 *) path, length, script);
}

/* Resolved, an address knows its family and its zone. */
static void
append_address (GString            *script,
                const HexwirePlan  *plan,
                const HexwirePlace *place,
                const char         *name)
{
  if (place->host != NULL)
    {
      g_string_append_printf (script,
                              "%s = socket.getaddrinfo('%s', %s, type=socket.%s)[0][4]\n", name,
                              place->host, place->port, get_kind (plan));
      return;
    }
  g_string_append_printf (script, "%s = ", name);
  append_path (script, place);
  g_string_append_c (script, '\n');
}

static void
append_listener (GString           *script,
                 const HexwirePlan *plan)
{
  g_string_append_printf (script,
                          "with socket.socket(socket.%s, socket.SOCK_STREAM) as listener:\n",
                          plan->target.host == NULL ? "AF_UNIX"
                          : plan->target.is_ipv6    ? "AF_INET6"
                                                    : "AF_INET");
  if (plan->target.host != NULL)
    g_string_append (script,
                     "    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)\n");
  g_string_append (script, "    listener.bind(address)\n"
                           "    listener.listen()\n"
                           "    connection, _ = listener.accept()\n"
                           "with connection:\n");
}

static void
append_socket (GString           *script,
               const HexwirePlan *plan)
{
  g_string_append_printf (script, "with socket.socket(socket.%s, socket.%s) as connection:\n",
                          plan->target.host == NULL ? "AF_UNIX"
                          : plan->target.is_ipv6    ? "AF_INET6"
                                                    : "AF_INET",
                          get_kind (plan));
  if (plan->is_broadcast)
    g_string_append (script,
                     "    connection.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)\n");
  if (plan->source.host != NULL || plan->source.path != NULL)
    g_string_append (script, "    connection.bind(source)\n");
  else if (!plan->is_stream && plan->target.host == NULL)
    g_string_append (script, "    connection.bind('')  # a name of its own, for the answer\n");
  if (plan->is_stream)
    g_string_append (script, "    connection.connect(address)\n");
}

static void
append_talk (GString           *script,
             const HexwirePlan *plan)
{
  g_string_append_printf (script, "    connection.settimeout(%d)\n", ANSWER_TIMEOUT_S);
  if (plan->is_stream)
    g_string_append (script, "    connection.sendall(DATA)\n"
                             "    try:\n"
                             "        while answer := connection.recv(65536):\n"
                             "            print(answer, flush=True)\n");
  else
    g_string_append (script, "    connection.sendto(DATA, address)\n"
                             "    try:\n"
                             "        while True:\n"
                             "            print(connection.recv(65536), flush=True)\n");
  g_string_append (script, "    except socket.timeout:\n"
                           "        pass\n");
}

char *
hexwire_reproduce_python (const HexwirePlan  *plan,
                          GError            **error)
{
  GString *script = g_string_new ("#!/usr/bin/env python3\n"
                                  "# Sends a message once more, and prints what comes back.\n"
                                  "import socket\n"
                                  "\n"
                                  "DATA = ");

  hexwire_literal_append (plan->data, plan->size_bytes, script);
  g_string_append (script, "\n\n");
  append_address (script, plan, &plan->target, "address");
  if (plan->source.host != NULL || plan->source.path != NULL)
    append_address (script, plan, &plan->source, "source");
  if (plan->listens)
    append_listener (script, plan);
  else
    append_socket (script, plan);
  append_talk (script, plan);
  return g_string_free (script, FALSE);
}
