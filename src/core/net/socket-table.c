/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/socket-table.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* States in the tables of TCP and UDP: a socket that others may connect or send to. */
#define STATE_UNCONNECTED 0x07
#define STATE_LISTENING 0x0a

/* In the table of UNIX sockets: the state of a stream that is not a connection, and the type of
 * those for datagrams, where the state tells whether somebody has ever connected to it. */
#define UNIX_STATE_UNCONNECTED 1
#define UNIX_TYPE_DATAGRAM 2

/* More than the numbers of a line take. */
#define MAX_NUMBERS_BYTES 256

/* An address of either family: IPv4 stands mapped into IPv6, and "all addresses" are zeros. */
typedef struct
{
  guint8 bytes[16];
  guint port;
} End;

typedef struct
{
  End local;
  End remote;
  guint state;
  HexwireSocketEntry entry;
} Row;

static void
set_inet (End          *self,
          const guint8 *bytes)
{
  static const guint8 all[4];

  memset (self->bytes, 0, sizeof self->bytes);
  if (memcmp (bytes, all, sizeof all) == 0)
    return;
  memset (self->bytes + 10, 0xff, 2);
  memcpy (self->bytes + 12, bytes, 4);
}

static void
end_init (End                *self,
          GInetSocketAddress *address)
{
  GInetAddress *inet = g_inet_socket_address_get_address (address);

  self->port = g_inet_socket_address_get_port (address);
  if (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV4)
    set_inet (self, g_inet_address_to_bytes (inet));
  else
    memcpy (self->bytes, g_inet_address_to_bytes (inet), sizeof self->bytes);
}

/* Reads "0100007F:C2D4": words as the machine has them in memory, and a port. */
static gboolean
end_parse (End        *self,
           const char *text,
           gboolean    is_ipv6)
{
  guint n_words = is_ipv6 ? 4 : 1;
  guint32 words[4];

  for (guint i = 0; i < n_words; i++, text += 8)
    if (sscanf (text, "%8x", &words[i]) != 1 || strlen (text) < 8)
      return FALSE;
  if (is_ipv6)
    memcpy (self->bytes, words, sizeof words);
  else
    set_inet (self, (const guint8 *) words);
  return sscanf (text, ":%4x", &self->port) == 1;
}

static gboolean
end_is_all (const End *self)
{
  static const guint8 all[16];

  return memcmp (self->bytes, all, sizeof all) == 0;
}

static gboolean
end_equal (const End *a,
           const End *b)
{
  return a->port == b->port && memcmp (a->bytes, b->bytes, sizeof a->bytes) == 0;
}

/* The numbers at the beginning of a line, alone: sscanf() measures all that it is given, and tables
 * are long. */
static void
copy_numbers (const char *line,
              char        numbers[MAX_NUMBERS_BYTES])
{
  gsize n = strcspn (line, "\n");

  n = MIN (n, MAX_NUMBERS_BYTES - 1);
  memcpy (numbers, line, n);
  numbers[n] = '\0';
}

static gboolean
row_parse (Row        *self,
           const char *line,
           gboolean    is_ipv6)
{
  char local[40];
  char remote[40];
  char numbers[MAX_NUMBERS_BYTES];

  copy_numbers (line, numbers);
  return sscanf (numbers, "%*u: %39s %39s %x %*x:%*x %*x:%*x %*x %" SCNd64 " %*u %" SCNu64, local,
                 remote, &self->state, &self->entry.uid, &self->entry.inode)
           == 5
         && end_parse (&self->local, local, is_ipv6) && end_parse (&self->remote, remote, is_ipv6);
}

static gboolean
row_matches (const Row *self,
             const End *local,
             const End *remote)
{
  if (remote != NULL)
    return end_equal (&self->local, local) && end_equal (&self->remote, remote);
  return (self->state == STATE_LISTENING || self->state == STATE_UNCONNECTED)
         && self->local.port == local->port
         && (end_is_all (&self->local) || end_is_all (local) || end_equal (&self->local, local));
}

static const char *
next_line (const char *line)
{
  line = strchr (line, '\n');
  return line != NULL ? line + 1 : NULL;
}

gboolean
hexwire_socket_table_find_inet (const char         *table,
                                gboolean            is_ipv6,
                                GInetSocketAddress *local,
                                GInetSocketAddress *remote,
                                HexwireSocketEntry *entry)
{
  End here;
  End there;

  end_init (&here, local);
  if (remote != NULL)
    end_init (&there, remote);
  /* The first line is a heading. */
  for (const char *line = next_line (table); line != NULL; line = next_line (line))
    {
      Row row;

      if (row_parse (&row, line, is_ipv6)
          && row_matches (&row, &here, remote != NULL ? &there : NULL))
        {
          *entry = row.entry;
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
hexwire_socket_table_find_unix (const char         *table,
                                const char         *name,
                                HexwireSocketEntry *entry)
{
  gsize length = strlen (name);

  for (const char *line = next_line (table); line != NULL; line = next_line (line))
    {
      guint type;
      guint state;
      int n_read = 0;
      char numbers[MAX_NUMBERS_BYTES];

      copy_numbers (line, numbers);
      if (sscanf (numbers, "%*s %*x %*x %*x %x %x %" SCNu64 "%n", &type, &state, &entry->inode,
                  &n_read)
            != 3
          || (type != UNIX_TYPE_DATAGRAM && state != UNIX_STATE_UNCONNECTED)
          || line[n_read] != ' ')
        continue;
      if (strncmp (line + n_read + 1, name, length) == 0
          && (line[n_read + 1 + length] == '\n' || line[n_read + 1 + length] == '\0'))
        {
          entry->uid = -1;
          return TRUE;
        }
    }
  return FALSE;
}
