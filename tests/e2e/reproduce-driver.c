/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/reproduce.h"

#include <stdlib.h>
#include <unistd.h>

/* Usage: reproduce-driver TOOL tcp|udp|unix|unixgram sent|received opened|accepted ADDRESS
 * LOCAL-ADDRESS < BYTES, and writes the command, or why there is none to the standard error. */
int
main (int    argc,
      char **argv)
{
  static const char *const transports[] = { "tcp", "udp", "unix", "unixgram", NULL };
  static guint8 data[HEXWIRE_REPRODUCE_MAX_SIZE_BYTES];
  g_autoptr (GError) error = NULL;
  g_autofree char *command = NULL;
  HexwireReproduceTool tool;
  HexwireLogPeer peer;
  HexwireLogRecord record;
  gssize n_read;

  g_assert_true (argc == 7 && hexwire_reproduce_tool_from_id (argv[1], &tool));
  peer = (HexwireLogPeer) { .address = argv[5], .local_address = argv[6] };
  while (!g_str_equal (transports[peer.transport], argv[2]))
    peer.transport++;
  peer.opened_here = g_str_equal (argv[4], "opened");
  record = (HexwireLogRecord) { .peer = &peer, .data = data };
  record.kind = g_str_equal (argv[3], "sent") ? HEXWIRE_MESSAGE_SENT : HEXWIRE_MESSAGE_RECEIVED;
  while ((n_read = read (STDIN_FILENO, data + record.size_bytes,
                         sizeof data - record.size_bytes)) > 0)
    record.size_bytes += (gsize) n_read;

  command = hexwire_reproduce (tool, &record, &error);
  if (command == NULL)
    g_printerr ("%s\n", error->message);
  else
    g_print ("%s", command);
  return command != NULL ? EXIT_SUCCESS : EXIT_FAILURE;
}
