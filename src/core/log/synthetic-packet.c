/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/synthetic-packet.h"

#include <arpa/inet.h>
#include <string.h>

#define ETHERTYPE_IPV4 0x0800
#define ETHERTYPE_IPV6 0x86dd
#define ETHERTYPE_EXPERIMENT 0x88b5

#define TCP_HEADER_BYTES 20
#define TCP_OPTIONS_BYTES 8
#define UDP_HEADER_BYTES 8

/* Made-up ends have ports that belong to no protocol, lest somebody reads one into the bytes. */
#define MADE_UP_PORT 61001

/* Locally administered addresses, ours and theirs. */
static const guint8 mac_here[6] = { 2, 0, 0, 0, 0, 1 };
static const guint8 mac_there[6] = { 2, 0, 0, 0, 0, 2 };

static gboolean
parse_end (const char          *text,
           int                  family,
           HexwireSyntheticEnd *end)
{
  const char *colon = text != NULL ? strrchr (text, ':') : NULL;
  gsize length = colon != NULL ? (gsize) (colon - text) : 0;
  g_autofree char *host = NULL;
  guint64 port;

  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    return FALSE;
  if (family == AF_INET6)
    {
      if (length < 2 || text[0] != '[' || text[length - 1] != ']')
        return FALSE;
      host = g_strndup (text + 1, length - 2);
      host[strcspn (host, "%")] = '\0';
    }
  else
    host = g_strndup (text, length);
  end->port = (guint16) port;
  return inet_pton (family, host, end->address) == 1;
}

static void
set_loopback (HexwireSyntheticEnd *end,
              gboolean             is_ipv6)
{
  static const guint8 loopback[4] = { 127, 0, 0, 1 };

  memset (end->address, 0, sizeof end->address);
  if (is_ipv6)
    end->address[15] = 1;
  else
    memcpy (end->address, loopback, sizeof loopback);
}

static gboolean
is_unspecified (const HexwireSyntheticEnd *end,
                gboolean                   is_ipv6)
{
  static const guint8 zeros[16];

  return memcmp (end->address, zeros, is_ipv6 ? 16 : 4) == 0;
}

/* The peer's number is the end of its address, so that no two share one. */
static void
make_up (HexwireSyntheticFlow *self,
         guint32               peer_id)
{
  set_loopback (&self->here, FALSE);
  set_loopback (&self->there, FALSE);
  self->here.port = MADE_UP_PORT;
  self->there.port = MADE_UP_PORT + 1;
  self->there.address[1] = 128 | (guint8) (peer_id >> 16);
  self->there.address[2] = (guint8) (peer_id >> 8);
  self->there.address[3] = (guint8) peer_id;
}

void
hexwire_synthetic_flow_init (HexwireSyntheticFlow *self,
                             const HexwireLogPeer *peer,
                             guint32               peer_id)
{
  gboolean is_ip = peer != NULL && (peer->transport == HEXWIRE_TRANSPORT_TCP
                                    || peer->transport == HEXWIRE_TRANSPORT_UDP);
  const char *local = is_ip ? peer->local_address : NULL;
  const char *colon = local != NULL ? strrchr (local, ':') : NULL;
  int family;

  *self = (HexwireSyntheticFlow) { 0 };
  if (is_ip)
    self->is_ipv6 = parse_end (peer->address, AF_INET6, &self->there);
  if (!self->is_ipv6 && !(is_ip && parse_end (peer->address, AF_INET, &self->there)))
    {
      make_up (self, peer_id);
      return;
    }

  family = self->is_ipv6 ? AF_INET6 : AF_INET;
  self->is_exact = parse_end (local, family, &self->here)
                   && !is_unspecified (&self->here, self->is_ipv6);
  if (self->is_exact)
    return;
  self->here.port = colon != NULL ? (guint16) g_ascii_strtoull (colon + 1, NULL, 10) : 0;
  if (self->here.port == 0)
    self->here.port = (guint16) (MADE_UP_PORT + peer_id % (G_MAXUINT16 - MADE_UP_PORT));
  set_loopback (&self->here, self->is_ipv6);
}

static void
append_uint16 (GString *packet,
               guint16  number)
{
  guint16 bytes = GUINT16_TO_BE (number);

  g_string_append_len (packet, (const char *) &bytes, sizeof bytes);
}

static void
append_uint32 (GString *packet,
               guint32  number)
{
  guint32 bytes = GUINT32_TO_BE (number);

  g_string_append_len (packet, (const char *) &bytes, sizeof bytes);
}

/* The sum of big-endian 16-bit words, carries and all. The order of the bytes within a word does
 * not matter before the end (RFC 1071), so the machine's own words are summed. */
static guint64
sum_words (guint64     sum,
           const char *data,
           gsize       size_bytes)
{
  guint64 other_sum = 0;
  gsize i = 0;
  guint16 last = 0;

  for (; i + 8 <= size_bytes; i += 8)
    {
      guint64 words;

      memcpy (&words, data + i, sizeof words);
      sum += words & G_MAXUINT32;
      other_sum += words >> 32;
    }
  sum += other_sum;
  for (; i + 2 <= size_bytes; i += 2)
    {
      memcpy (&last, data + i, sizeof last);
      sum += last;
    }
  last = 0;
  memcpy (&last, data + i, size_bytes - i);
  return sum + last;
}

static guint16
finish_sum (guint64 sum)
{
  while (sum >> 16 != 0)
    sum = (sum & 0xffff) + (sum >> 16);
  return (guint16) ~sum;
}

static void
put_sum (GString *packet,
         gsize    position,
         guint16  sum)
{
  memcpy (packet->str + position, &sum, sizeof sum);
}

static void
append_ethernet (GString *packet,
                 gboolean is_sent,
                 guint16  type)
{
  g_string_append_len (packet, (const char *) (is_sent ? mac_there : mac_here), 6);
  g_string_append_len (packet, (const char *) (is_sent ? mac_here : mac_there), 6);
  append_uint16 (packet, type);
}

static void
append_ipv4 (GString                   *packet,
             const HexwireSyntheticEnd *from,
             const HexwireSyntheticEnd *to,
             guint8                     protocol,
             gsize                      size_bytes)
{
  gsize start = packet->len;

  append_uint16 (packet, 0x4500);
  append_uint16 (packet, (guint16) (20 + size_bytes));
  append_uint32 (packet, 0x00004000);                   /* one piece, never to be cut */
  append_uint16 (packet, (guint16) (64 << 8 | protocol));
  append_uint16 (packet, 0);
  g_string_append_len (packet, (const char *) from->address, 4);
  g_string_append_len (packet, (const char *) to->address, 4);
  put_sum (packet, start + 10, finish_sum (sum_words (0, packet->str + start, 20)));
}

static void
append_ipv6 (GString                   *packet,
             const HexwireSyntheticEnd *from,
             const HexwireSyntheticEnd *to,
             guint8                     protocol,
             gsize                      size_bytes)
{
  append_uint32 (packet, 0x60000000);
  append_uint16 (packet, (guint16) size_bytes);
  append_uint16 (packet, (guint16) (protocol << 8 | 64));
  g_string_append_len (packet, (const char *) from->address, 16);
  g_string_append_len (packet, (const char *) to->address, 16);
}

/* Everything below the transport's header. Returns the sum of what its checksum also covers. */
static guint64
append_network (const HexwireSyntheticFlow *self,
                gboolean                    is_sent,
                guint8                      protocol,
                gsize                       size_bytes,
                GString                    *packet)
{
  const HexwireSyntheticEnd *from = is_sent ? &self->here : &self->there;
  const HexwireSyntheticEnd *to = is_sent ? &self->there : &self->here;
  gsize address_size = self->is_ipv6 ? 16 : 4;
  guint64 sum = (guint64) g_htons (protocol) + g_htons ((guint16) size_bytes);

  append_ethernet (packet, is_sent, self->is_ipv6 ? ETHERTYPE_IPV6 : ETHERTYPE_IPV4);
  if (self->is_ipv6)
    append_ipv6 (packet, from, to, protocol, size_bytes);
  else
    append_ipv4 (packet, from, to, protocol, size_bytes);
  sum = sum_words (sum, (const char *) from->address, address_size);
  sum = sum_words (sum, (const char *) to->address, address_size);
  append_uint16 (packet, from->port);
  append_uint16 (packet, to->port);
  return sum;
}

void
hexwire_synthetic_append_tcp (const HexwireSyntheticFlow *self,
                              gboolean                    is_sent,
                              const HexwireSyntheticTcp  *tcp,
                              const guint8               *data,
                              gsize                       size_bytes,
                              GString                    *packet)
{
  gboolean is_syn = (tcp->flags & HEXWIRE_TCP_SYN) != 0;
  gsize header_size = TCP_HEADER_BYTES + (is_syn ? TCP_OPTIONS_BYTES : 0);
  guint64 sum = append_network (self, is_sent, IPPROTO_TCP, header_size + size_bytes, packet);
  gsize start = packet->len - 4;

  append_uint32 (packet, tcp->seq);
  append_uint32 (packet, tcp->ack);
  append_uint16 (packet, (guint16) (header_size / 4 << 12 | tcp->flags));
  append_uint16 (packet, (tcp->flags & HEXWIRE_TCP_RST) != 0 ? 0 : G_MAXUINT16);
  append_uint32 (packet, 0);
  if (is_syn)
    {
      append_uint32 (packet, 0x02040000 | HEXWIRE_SYNTHETIC_TCP_MAX_BYTES);     /* segment size */
      append_uint32 (packet, 0x0103030e);                                       /* window × 2^14 */
    }
  if (size_bytes > 0)
    g_string_append_len (packet, (const char *) data, (gssize) size_bytes);
  put_sum (packet, start + 16,
           finish_sum (sum_words (sum, packet->str + start, header_size + size_bytes)));
}

void
hexwire_synthetic_append_udp (const HexwireSyntheticFlow *self,
                              gboolean                    is_sent,
                              const guint8               *data,
                              gsize                       size_bytes,
                              GString                    *packet)
{
  gsize segment_size = UDP_HEADER_BYTES + size_bytes;
  guint64 sum = append_network (self, is_sent, IPPROTO_UDP, segment_size, packet);
  gsize start = packet->len - 4;
  guint16 checksum;

  append_uint16 (packet, (guint16) segment_size);
  append_uint16 (packet, 0);
  if (size_bytes > 0)
    g_string_append_len (packet, (const char *) data, (gssize) size_bytes);
  checksum = finish_sum (sum_words (sum, packet->str + start, segment_size));
  put_sum (packet, start + 6, checksum != 0 ? checksum : G_MAXUINT16);       /* 0 would mean none */
}

void
hexwire_synthetic_append_note (const char *text,
                               gsize       size_bytes,
                               GString    *packet)
{
  append_ethernet (packet, FALSE, ETHERTYPE_EXPERIMENT);
  g_string_append_len (packet, text, (gssize) size_bytes);
}
