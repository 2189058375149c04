/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/reproduce.h"

#include <string.h>

#define SENT HEXWIRE_MESSAGE_SENT
#define RECEIVED HEXWIRE_MESSAGE_RECEIVED

/* What the commands do is tested by running them; here is what they look like. */
static const struct
{
  const char *tool;
  HexwireLogPeer peer;
  HexwireMessageKind kind;
  const char *data;
  gsize size_bytes;
  const char *command;
} cases[] = {
  { "ncat", { HEXWIRE_TRANSPORT_TCP, "127.0.0.1:7", "127.0.0.1:50000", TRUE }, SENT, "hi\r\n", 4,
    "printf 'hi\\r\\n' | ncat 127.0.0.1 7\n" },
  { "ncat", { HEXWIRE_TRANSPORT_TCP, "[fe80::1%eth0]:7", "[fe80::2%eth0]:50000", TRUE }, SENT,
    "-%'\0", 4, "printf '\\x2d\\x25\\x27\\x00' | ncat 'fe80::1%eth0' 7\n" },
  { "socat", { HEXWIRE_TRANSPORT_TCP, "[fe80::1%eth0]:7", "[fe80::2%eth0]:50000", TRUE }, SENT,
    "-", 1, "printf '\\x2d' | socat -t 2 - 'TCP6:[fe80::1%eth0]:7'\n" },
  { "ncat", { HEXWIRE_TRANSPORT_TCP, "10.0.0.9:7", "10.0.0.1:50000", TRUE }, RECEIVED, "x", 1,
    "printf 'x' | ncat -l 0.0.0.0 7\n" },
  { "ncat", { HEXWIRE_TRANSPORT_TCP, "10.0.0.9:50000", "10.0.0.1:7", FALSE }, RECEIVED, "x", 1,
    "printf 'x' | ncat 10.0.0.1 7\n" },
  { "socat", { HEXWIRE_TRANSPORT_TCP, "10.0.0.9:50000", "10.0.0.1:7", FALSE }, SENT, "x", 1,
    "printf 'x' | socat -t 2 - TCP4-LISTEN:7,bind=10.0.0.1,reuseaddr\n" },
  { "ncat", { HEXWIRE_TRANSPORT_UDP, "10.0.0.9:50000", "[::]:7", FALSE }, RECEIVED, "x", 1,
    "(printf 'x'; sleep 1) | ncat -u 127.0.0.1 7\n" },
  { "ncat", { HEXWIRE_TRANSPORT_UDP, "[2001:db8::1]:9", "[::]:7", FALSE }, RECEIVED, "x", 1,
    "(printf 'x'; sleep 1) | ncat -u ::1 7\n" },
  { "ncat", { HEXWIRE_TRANSPORT_UDP, "10.0.0.9:9", "10.0.0.1:5000", TRUE }, RECEIVED, "x", 1,
    "(printf 'x'; sleep 1) | ncat -u -s 0.0.0.0 -p 9 10.0.0.1 5000\n" },
  { "socat", { HEXWIRE_TRANSPORT_UDP, "127.0.0.1:9", "127.0.0.1:5000", TRUE }, RECEIVED, "x", 1,
    "printf 'x' | socat -t 2 - UDP4:127.0.0.1:5000,bind=127.0.0.1:9\n" },
  { "socat", { HEXWIRE_TRANSPORT_UDP, "255.255.255.255:9", "0.0.0.0:5000", FALSE }, SENT, "", 0,
    "printf '' | socat -t 2 - UDP4-DATAGRAM:255.255.255.255:9,broadcast,shut-null\n" },
  { "ncat", { HEXWIRE_TRANSPORT_UNIX_STREAM, "-it's", NULL, TRUE }, SENT, "x", 1,
    "printf 'x' | ncat -U './-it'\\''s'\n" },
  { "socat", { HEXWIRE_TRANSPORT_UNIX_DATAGRAM, "@a,b", NULL, TRUE }, SENT, "x", 1,
    "printf 'x' | socat -t 2 - 'ABSTRACT-SENDTO:a\\,b'\n" },
  { "python", { HEXWIRE_TRANSPORT_TCP, "127.0.0.1:7", "127.0.0.1:50000", TRUE }, SENT, "a\0'", 3,
    "#!/usr/bin/env python3\n"
    "# Sends a message once more, and prints what comes back.\n"
    "import socket\n"
    "\n"
    "DATA = b\"a\\x00'\"\n"
    "\n"
    "address = socket.getaddrinfo('127.0.0.1', 7, type=socket.SOCK_STREAM)[0][4]\n"
    "with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as connection:\n"
    "    connection.connect(address)\n"
    "    connection.settimeout(2)\n"
    "    connection.sendall(DATA)\n"
    "    try:\n"
    "        while answer := connection.recv(65536):\n"
    "            print(answer, flush=True)\n"
    "    except socket.timeout:\n"
    "        pass\n" },
};

static char *
reproduce (const char            *id,
           const HexwireLogPeer  *peer,
           HexwireMessageKind     kind,
           const char            *data,
           gsize                  size_bytes,
           GError               **error)
{
  HexwireLogRecord record = { .kind = kind, .peer = peer, .data = (const guint8 *) data,
                              .size_bytes = size_bytes };
  HexwireReproduceTool tool;

  g_assert_true (hexwire_reproduce_tool_from_id (id, &tool));
  return hexwire_reproduce (tool, &record, error);
}

static void
test_exact (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *command = reproduce (cases[i].tool, &cases[i].peer, cases[i].kind,
                                            cases[i].data, cases[i].size_bytes, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (command, ==, cases[i].command);
    }
}

static const struct
{
  HexwireLogPeer peer;
  HexwireMessageKind kind;
  gsize size_bytes;
  GIOErrorEnum code;
} refusals[] = {
  { { HEXWIRE_TRANSPORT_TCP, "127.0.0.1:7", "?", TRUE }, HEXWIRE_MESSAGE_OPENED, 1,
    G_IO_ERROR_INVALID_ARGUMENT },
  { { HEXWIRE_TRANSPORT_TCP, "127.0.0.1:7", NULL, TRUE }, SENT,
    HEXWIRE_REPRODUCE_MAX_SIZE_BYTES + 1, G_IO_ERROR_MESSAGE_TOO_LARGE },
  { { HEXWIRE_TRANSPORT_TCP, "127.0.0.1:7", NULL, FALSE }, RECEIVED, 1,
    G_IO_ERROR_INVALID_ARGUMENT },
  { { HEXWIRE_TRANSPORT_TCP, "?", NULL, TRUE }, SENT, 1, G_IO_ERROR_INVALID_ARGUMENT },
  { { HEXWIRE_TRANSPORT_TCP, "127.0.0.1:", NULL, TRUE }, SENT, 1, G_IO_ERROR_INVALID_ARGUMENT },
  { { HEXWIRE_TRANSPORT_TCP, "1.2.3.4;ls:7", NULL, TRUE }, SENT, 1, G_IO_ERROR_INVALID_ARGUMENT },
  { { HEXWIRE_TRANSPORT_TCP, "1.2.3.4:7;ls", NULL, TRUE }, SENT, 1, G_IO_ERROR_INVALID_ARGUMENT },
  { { HEXWIRE_TRANSPORT_UNIX_STREAM, "@", NULL, TRUE }, SENT, 1, G_IO_ERROR_INVALID_ARGUMENT },
  { { HEXWIRE_TRANSPORT_UNIX_STREAM, "@a\\x00b", NULL, TRUE }, SENT, 1,
    G_IO_ERROR_INVALID_ARGUMENT },
  { { HEXWIRE_TRANSPORT_UNIX_STREAM, "", NULL, TRUE }, SENT, 1, G_IO_ERROR_INVALID_ARGUMENT },
  { { HEXWIRE_TRANSPORT_UNIX_STREAM, "@a", NULL, TRUE }, SENT, 1, G_IO_ERROR_NOT_SUPPORTED },
  { { HEXWIRE_TRANSPORT_UDP, "127.0.0.1:7", NULL, TRUE }, SENT, 0, G_IO_ERROR_NOT_SUPPORTED },
  { { HEXWIRE_TRANSPORT_UDP, "127.0.0.1:7", NULL, TRUE }, SENT, 8193, G_IO_ERROR_NOT_SUPPORTED },
};

static void
test_refusals (void)
{
  g_autofree char *data = g_malloc0 (HEXWIRE_REPRODUCE_MAX_SIZE_BYTES + 1);
  HexwireReproduceTool tool;

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (reproduce ("ncat", &refusals[i].peer, refusals[i].kind, data,
                                refusals[i].size_bytes, &error));
      g_assert_error (error, G_IO_ERROR, (int) refusals[i].code);
    }
  g_assert_false (hexwire_reproduce_tool_from_id ("telnet", &tool));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reproduce/exact", test_exact);
  g_test_add_func ("/reproduce/refusals", test_refusals);
  return g_test_run ();
}
