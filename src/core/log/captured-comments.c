/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/captured-comments.h"

#include <string.h>

#include "log/pcapng-block.h"
#include "log/pcapng-format.h"

/* A comment of somebody's, or the text of a row: what we did not make up for the reader's sake. */
static gboolean
is_own_text (const char *comment)
{
  return !g_str_has_prefix (comment, HEXWIRE_PCAPNG_PEER_COMMENT)
         && !g_str_has_prefix (comment, HEXWIRE_PCAPNG_FIELDS_COMMENT);
}

const char *
hexwire_captured_comments_find_text (const HexwireCapturePacket *packet)
{
  for (guint i = 0; packet->comments != NULL && i < packet->comments->len; i++)
    if (is_own_text (g_ptr_array_index (packet->comments, i)))
      return g_ptr_array_index (packet->comments, i);
  return NULL;
}

/* Reads "unix-stream /run/a.sock\nlocal /run/b.sock", which becomes the memory of @peer. */
static gboolean
parse_peer (char           *text,
            HexwireLogPeer *peer)
{
  char *space = strchr (text, ' ');
  char *local = strstr (text, "\nlocal ");

  if (space == NULL)
    return FALSE;
  *space = '\0';
  peer->address = space + 1;
  peer->local_address = NULL;
  if (local != NULL)
    {
      *local = '\0';
      peer->local_address = local + strlen ("\nlocal ");
    }
  for (HexwireTransport i = HEXWIRE_TRANSPORT_TCP; i <= HEXWIRE_TRANSPORT_UNIX_DATAGRAM; i++)
    if (g_str_equal (text, hexwire_pcapng_get_transport_word (i)))
      {
        peer->transport = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
hexwire_captured_comments_find_peer (const HexwireCapturePacket  *packet,
                                     char                       **text,
                                     HexwireLogPeer              *peer)
{
  for (guint i = 0; packet->comments != NULL && i < packet->comments->len; i++)
    {
      const char *comment = g_ptr_array_index (packet->comments, i);

      if (!g_str_has_prefix (comment, HEXWIRE_PCAPNG_PEER_COMMENT))
        continue;
      g_free (*text);
      *text = g_strdup (comment + strlen (HEXWIRE_PCAPNG_PEER_COMMENT));
      if (parse_peer (*text, peer))
        return TRUE;
    }
  return FALSE;
}

void
hexwire_captured_comments_log (const HexwireCapturePacket *packet,
                               HexwireMessageLog          *log,
                               guint32                     peer_id,
                               gboolean                    is_first_told)
{
  const char *told = is_first_told ? hexwire_captured_comments_find_text (packet) : NULL;

  for (guint i = 0; packet->comments != NULL && i < packet->comments->len; i++)
    {
      const char *comment = g_ptr_array_index (packet->comments, i);

      if (comment != told && is_own_text (comment))
        hexwire_message_log_append (log, HEXWIRE_MESSAGE_NOTE, peer_id, packet->time_us, comment,
                                    strlen (comment));
    }
}
