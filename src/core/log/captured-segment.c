/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/captured-segment.h"

#include <arpa/inet.h>
#include <string.h>

#include "log/pcapng-format.h"

#define ETHERTYPE_IPV4 0x0800
#define ETHERTYPE_IPV6 0x86dd
#define ETHERTYPE_VLAN 0x8100
#define ETHERTYPE_VLAN_OUTER 0x88a8
#define ETHERTYPE_EXPERIMENT 0x88b5

#define SLL_OUTGOING 4

#define IPV6_HOP_BY_HOP 0
#define IPV6_ROUTING 43
#define IPV6_FRAGMENT 44
#define IPV6_AUTHENTICATION 51
#define IPV6_DESTINATION 60
#define IPV6_MAX_HEADERS 8

/* The bytes that are left to read. */
typedef struct
{
  const guint8 *at;
  gsize size_bytes;
  gsize n_cut_bytes;            /* what follows, but was not captured */
} Rest;

static guint16
get16 (const guint8 *at)
{
  return (guint16) (at[0] << 8 | at[1]);
}

static guint32
get32 (const guint8 *at)
{
  return (guint32) get16 (at) << 16 | get16 (at + 2);
}

static gboolean
skip (Rest  *rest,
      gsize  n_bytes)
{
  if (rest->size_bytes < n_bytes)
    return FALSE;
  rest->at += n_bytes;
  rest->size_bytes -= n_bytes;
  return TRUE;
}

/* Of what is left, @n_bytes belong to the packet; the rest is padding, or was not captured. */
static void
limit (Rest  *rest,
       gsize  n_bytes)
{
  if (n_bytes > rest->size_bytes)
    rest->n_cut_bytes = n_bytes - rest->size_bytes;
  rest->size_bytes = MIN (rest->size_bytes, n_bytes);
}

static HexwireCapturedKind
read_tcp (Rest                   *rest,
          HexwireCapturedSegment *segment)
{
  gsize header_size;

  if (rest->size_bytes < 20)
    return HEXWIRE_CAPTURED_DAMAGED;
  header_size = (gsize) (rest->at[12] >> 4) * 4;
  segment->transport = HEXWIRE_TRANSPORT_TCP;
  segment->seq = get32 (rest->at + 4);
  segment->flags = rest->at[13];
  if (header_size < 20 || !skip (rest, header_size))
    return HEXWIRE_CAPTURED_DAMAGED;
  segment->data = rest->at;
  segment->size_bytes = rest->size_bytes;
  segment->n_cut_bytes = rest->n_cut_bytes;
  return HEXWIRE_CAPTURED_SEGMENT;
}

static HexwireCapturedKind
read_udp (Rest                   *rest,
          HexwireCapturedSegment *segment)
{
  guint16 size_bytes;

  if (rest->size_bytes < 8)
    return HEXWIRE_CAPTURED_DAMAGED;
  size_bytes = get16 (rest->at + 4);
  if (size_bytes < 8)
    return HEXWIRE_CAPTURED_DAMAGED;
  skip (rest, 8);
  rest->n_cut_bytes = 0;
  limit (rest, size_bytes - 8U);
  segment->transport = HEXWIRE_TRANSPORT_UDP;
  segment->data = rest->at;
  segment->size_bytes = rest->size_bytes;
  segment->n_cut_bytes = rest->n_cut_bytes;
  return HEXWIRE_CAPTURED_SEGMENT;
}

static HexwireCapturedKind
read_transport (Rest                   *rest,
                guint8                  protocol,
                HexwireCapturedSegment *segment)
{
  if (protocol != IPPROTO_TCP && protocol != IPPROTO_UDP)
    return HEXWIRE_CAPTURED_OTHER;
  if (rest->size_bytes < 4)
    return HEXWIRE_CAPTURED_DAMAGED;
  segment->from.port = get16 (rest->at);
  segment->to.port = get16 (rest->at + 2);
  return protocol == IPPROTO_TCP ? read_tcp (rest, segment) : read_udp (rest, segment);
}

static HexwireCapturedKind
read_ipv4 (Rest                   *rest,
           HexwireCapturedSegment *segment)
{
  const guint8 *header = rest->at;
  gsize header_size;
  gsize total_size;

  if (rest->size_bytes < 20 || header[0] >> 4 != 4)
    return HEXWIRE_CAPTURED_DAMAGED;
  header_size = (gsize) (header[0] & 15) * 4;
  total_size = get16 (header + 2);
  if (total_size == 0)          /* a network card that cuts segments itself leaves it open */
    total_size = rest->size_bytes;
  if (header_size < 20 || total_size < header_size)
    return HEXWIRE_CAPTURED_DAMAGED;
  limit (rest, total_size);
  if ((get16 (header + 6) & 0x3fff) != 0)
    return HEXWIRE_CAPTURED_FRAGMENT;
  memcpy (segment->from.address, header + 12, 4);
  memcpy (segment->to.address, header + 16, 4);
  if (!skip (rest, header_size))
    return HEXWIRE_CAPTURED_DAMAGED;
  return read_transport (rest, header[9], segment);
}

/* Goes over the headers that may stand between that of IPv6 and the transport's. */
static HexwireCapturedKind
read_ipv6_headers (Rest                   *rest,
                   guint8                  next,
                   HexwireCapturedSegment *segment)
{
  for (guint i = 0; i < IPV6_MAX_HEADERS; i++)
    {
      gsize size_bytes;

      if (next == IPV6_FRAGMENT)
        return HEXWIRE_CAPTURED_FRAGMENT;
      if (next != IPV6_HOP_BY_HOP && next != IPV6_ROUTING && next != IPV6_AUTHENTICATION
          && next != IPV6_DESTINATION)
        return read_transport (rest, next, segment);
      if (rest->size_bytes < 8)
        return HEXWIRE_CAPTURED_DAMAGED;
      size_bytes = next == IPV6_AUTHENTICATION ? ((gsize) rest->at[1] + 2) * 4
                                               : ((gsize) rest->at[1] + 1) * 8;
      next = rest->at[0];
      if (!skip (rest, size_bytes))
        return HEXWIRE_CAPTURED_DAMAGED;
    }
  return HEXWIRE_CAPTURED_OTHER;
}

static HexwireCapturedKind
read_ipv6 (Rest                   *rest,
           HexwireCapturedSegment *segment)
{
  const guint8 *header = rest->at;
  gsize size_bytes;

  if (rest->size_bytes < 40 || header[0] >> 4 != 6)
    return HEXWIRE_CAPTURED_DAMAGED;
  segment->is_ipv6 = TRUE;
  memcpy (segment->from.address, header + 8, 16);
  memcpy (segment->to.address, header + 24, 16);
  size_bytes = get16 (header + 4);
  skip (rest, 40);
  if (size_bytes > 0)
    limit (rest, size_bytes);
  return read_ipv6_headers (rest, header[6], segment);
}

static HexwireCapturedKind
read_ip (Rest                   *rest,
         HexwireCapturedSegment *segment)
{
  if (rest->size_bytes == 0)
    return HEXWIRE_CAPTURED_DAMAGED;
  switch (rest->at[0] >> 4)
    {
    case 4:
      return read_ipv4 (rest, segment);
    case 6:
      return read_ipv6 (rest, segment);
    default:
      return HEXWIRE_CAPTURED_OTHER;
    }
}

/* What follows a link's header that tells the type of its content. */
static HexwireCapturedKind
read_by_type (Rest                   *rest,
              guint16                 type,
              HexwireCapturedSegment *segment)
{
  while (type == ETHERTYPE_VLAN || type == ETHERTYPE_VLAN_OUTER)
    {
      if (!skip (rest, 4))
        return HEXWIRE_CAPTURED_DAMAGED;
      type = get16 (rest->at - 2);
    }
  if (type == ETHERTYPE_IPV4)
    return read_ipv4 (rest, segment);
  if (type == ETHERTYPE_IPV6)
    return read_ipv6 (rest, segment);
  if (type != ETHERTYPE_EXPERIMENT || rest->size_bytes < strlen (HEXWIRE_PCAPNG_NOTE)
      || memcmp (rest->at, HEXWIRE_PCAPNG_NOTE, strlen (HEXWIRE_PCAPNG_NOTE)) != 0)
    return HEXWIRE_CAPTURED_OTHER;
  segment->data = rest->at;
  segment->size_bytes = rest->size_bytes;
  return HEXWIRE_CAPTURED_NOTE;
}

static HexwireCapturedKind
read_sll (Rest                   *rest,
          gsize                   header_size,
          HexwireCapturedSegment *segment)
{
  const guint8 *header = rest->at;

  if (!skip (rest, header_size))
    return HEXWIRE_CAPTURED_DAMAGED;
  if (header_size == 16)
    {
      segment->is_outgoing = get16 (header) == SLL_OUTGOING;
      return read_by_type (rest, get16 (header + 14), segment);
    }
  segment->is_outgoing = header[10] == SLL_OUTGOING;
  return read_by_type (rest, get16 (header), segment);
}

HexwireCapturedKind
hexwire_captured_segment_read (const HexwireCapturePacket *packet,
                               HexwireCapturedSegment     *segment)
{
  Rest rest = { .at = packet->data, .size_bytes = packet->size_bytes };

  *segment = (HexwireCapturedSegment) { 0 };
  switch (packet->link)
    {
    case HEXWIRE_LINK_ETHERNET:
      return skip (&rest, 14) ? read_by_type (&rest, get16 (rest.at - 2), segment)
                              : HEXWIRE_CAPTURED_DAMAGED;
    case HEXWIRE_LINK_NULL:
    case HEXWIRE_LINK_LOOP:
      return skip (&rest, 4) ? read_ip (&rest, segment) : HEXWIRE_CAPTURED_DAMAGED;
    case HEXWIRE_LINK_RAW:
    case HEXWIRE_LINK_IPV4:
    case HEXWIRE_LINK_IPV6:
      return read_ip (&rest, segment);
    case HEXWIRE_LINK_SLL:
      return read_sll (&rest, 16, segment);
    case HEXWIRE_LINK_SLL2:
      return read_sll (&rest, 20, segment);
    default:
      return HEXWIRE_CAPTURED_LINK;
    }
}

char *
hexwire_captured_end_to_text (const HexwireCapturedEnd *self,
                              gboolean                  is_ipv6)
{
  char host[INET6_ADDRSTRLEN];

  inet_ntop (is_ipv6 ? AF_INET6 : AF_INET, self->address, host, sizeof host);
  return g_strdup_printf (is_ipv6 ? "[%s]:%u" : "%s:%u", host, self->port);
}
