/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/pcapng-block.h"

#include <string.h>

#include "log/pcapng-format.h"

const char *
hexwire_pcapng_get_transport_word (HexwireTransport transport)
{
  switch (transport)
    {
    case HEXWIRE_TRANSPORT_UDP:
      return "udp";
    case HEXWIRE_TRANSPORT_UNIX_STREAM:
      return "unix-stream";
    case HEXWIRE_TRANSPORT_UNIX_DATAGRAM:
      return "unix-datagram";
    case HEXWIRE_TRANSPORT_TCP:
    default:
      return "tcp";
    }
}

static void
append_uint16 (GString *text,
               guint16  number)
{
  g_string_append_len (text, (const char *) &number, sizeof number);
}

static void
append_uint32 (GString *text,
               guint32  number)
{
  g_string_append_len (text, (const char *) &number, sizeof number);
}

static void
pad (GString *text)
{
  while (text->len % 4 != 0)
    g_string_append_c (text, '\0');
}

static void
append_option (GString    *text,
               guint16     code,
               const void *data,
               gsize       size_bytes)
{
  append_uint16 (text, code);
  append_uint16 (text, (guint16) size_bytes);
  g_string_append_len (text, data, (gssize) size_bytes);
  for (gsize i = size_bytes; i % 4 != 0; i++)
    g_string_append_c (text, '\0');
}

void
hexwire_pcapng_append_comment (GString    *text,
                               const char *comment)
{
  g_autofree char *valid = g_utf8_make_valid (comment, -1);
  gsize size_bytes = strlen (valid);

  if (size_bytes > HEXWIRE_PCAPNG_MAX_TEXT_BYTES)
    size_bytes = (gsize) (g_utf8_find_prev_char (valid, valid + HEXWIRE_PCAPNG_MAX_TEXT_BYTES)
                          - valid);
  append_option (text, HEXWIRE_PCAPNG_COMMENT, valid, size_bytes);
}

static gsize
begin_block (GString *text,
             guint32  type)
{
  gsize start = text->len;

  append_uint32 (text, type);
  append_uint32 (text, 0);
  return start;
}

static void
end_block (GString *text,
           gsize    start)
{
  guint32 size_bytes = (guint32) (text->len + 4 - start);

  append_uint32 (text, size_bytes);
  memcpy (text->str + start + 4, &size_bytes, sizeof size_bytes);
}

static void
append_section_header (GString *text)
{
  static const char application[] = "Hexwire " PACKAGE_VERSION;
  gsize start = begin_block (text, HEXWIRE_PCAPNG_SECTION);

  append_uint32 (text, HEXWIRE_PCAPNG_BYTE_ORDER);
  append_uint16 (text, 1);
  append_uint16 (text, 0);
  append_uint32 (text, G_MAXUINT32);
  append_uint32 (text, G_MAXUINT32);
  append_option (text, HEXWIRE_PCAPNG_APPLICATION, application, sizeof application - 1);
  append_option (text, HEXWIRE_PCAPNG_END, "", 0);
  end_block (text, start);
}

static void
append_interface (GString *text)
{
  static const guint8 microseconds = 6;
  gsize start = begin_block (text, HEXWIRE_PCAPNG_INTERFACE);

  append_uint16 (text, HEXWIRE_LINK_ETHERNET);
  append_uint16 (text, 0);
  append_uint32 (text, 0);
  append_option (text, HEXWIRE_PCAPNG_INTERFACE_NAME, "hexwire", strlen ("hexwire"));
  append_option (text, HEXWIRE_PCAPNG_RESOLUTION, &microseconds, 1);
  append_option (text, HEXWIRE_PCAPNG_END, "", 0);
  end_block (text, start);
}

void
hexwire_pcapng_append_beginning (GString *text)
{
  append_section_header (text);
  append_interface (text);
}

gsize
hexwire_pcapng_begin_packet (GString *text,
                             gint64   time_us)
{
  guint64 stamp_us = (guint64) MAX (time_us, 0);
  gsize start = begin_block (text, HEXWIRE_PCAPNG_ENHANCED_PACKET);

  append_uint32 (text, 0);
  append_uint32 (text, (guint32) (stamp_us >> 32));
  append_uint32 (text, (guint32) stamp_us);
  append_uint32 (text, 0);
  append_uint32 (text, 0);
  return start;
}

void
hexwire_pcapng_end_bytes (GString  *text,
                          gsize     start,
                          gboolean  is_sent)
{
  guint32 size_bytes = (guint32) (text->len - start - HEXWIRE_PCAPNG_PACKET_BYTES);
  guint32 flags = is_sent ? HEXWIRE_PCAPNG_OUTBOUND : HEXWIRE_PCAPNG_INBOUND;

  memcpy (text->str + start + HEXWIRE_PCAPNG_PACKET_BYTES - 8, &size_bytes, 4);
  memcpy (text->str + start + HEXWIRE_PCAPNG_PACKET_BYTES - 4, &size_bytes, 4);
  pad (text);
  append_option (text, HEXWIRE_PCAPNG_FLAGS, &flags, sizeof flags);
}

void
hexwire_pcapng_end_packet (GString *text,
                           gsize    start)
{
  append_option (text, HEXWIRE_PCAPNG_END, "", 0);
  end_block (text, start);
}
