/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/capture-parser.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "log/pcapng-format.h"

#define PCAP_MICROSECONDS 0xa1b2c3d4
#define PCAP_NANOSECONDS 0xa1b23c4d
#define PCAP_HEADER_BYTES 24
#define PCAP_RECORD_BYTES 16

#define MAX_INTERFACES 4096

/* The end of the year 9999: what is later cannot be written with four digits. */
#define MAX_TIME_US (G_GINT64_CONSTANT (253402300799) * 1000000)

typedef struct
{
  guint link;
  guint32 snap_bytes;           /* 0 for no limit */
  double units_per_s;
  gint64 offset_s;
} Interface;

typedef enum
{
  KIND_UNKNOWN,
  KIND_PCAPNG,
  KIND_PCAP,
} Kind;

struct _HexwireCaptureParser
{
  HexwireCaptureFunc func;
  gpointer user_data;
  Kind kind;
  gboolean is_swapped;
  GArray *interfaces;           /* (element-type Interface) */
  GByteArray *waiting;          /* the beginning of a block */
  guint64 offset_bytes;         /* where it stands in the file */
};

static guint16
get16 (const HexwireCaptureParser *self,
       const guint8               *at)
{
  guint16 number;

  memcpy (&number, at, sizeof number);
  return self->is_swapped ? GUINT16_SWAP_LE_BE (number) : number;
}

static guint32
get32 (const HexwireCaptureParser *self,
       const guint8               *at)
{
  guint32 number;

  memcpy (&number, at, sizeof number);
  return self->is_swapped ? GUINT32_SWAP_LE_BE (number) : number;
}

static guint64
get64 (const HexwireCaptureParser *self,
       const guint8               *at)
{
  guint64 number;

  memcpy (&number, at, sizeof number);
  return self->is_swapped ? GUINT64_SWAP_LE_BE (number) : number;
}

static gboolean
fail (HexwireCaptureParser  *self,
      const char            *reason,
      GError               **error)
{
  /* Translators: %1$s is an offset in a file, in bytes, and %2$s what is wrong there */
  g_autofree char *offset = g_strdup_printf ("%" G_GUINT64_FORMAT, self->offset_bytes);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("At byte %1$s: %2$s"), offset,
               reason);
  return FALSE;
}

static gint64
to_time_us (const Interface *interface,
            guint64          units)
{
  double units_per_s = interface->units_per_s;
  double seconds = floor ((double) units / units_per_s) + (double) interface->offset_s;
  gint64 time_us;

  if (!(seconds >= 0) || seconds > (double) (MAX_TIME_US / G_USEC_PER_SEC) - 1)
    return 0;
  if (units_per_s < (double) G_GINT64_CONSTANT (10000000000000))
    {
      guint64 whole = (guint64) units_per_s;

      /* No float here: every microsecond counts. */
      time_us = (gint64) (units / whole * G_USEC_PER_SEC + units % whole * G_USEC_PER_SEC / whole);
      time_us += interface->offset_s * G_USEC_PER_SEC;
    }
  else
    time_us = (gint64) (((double) units / units_per_s + (double) interface->offset_s) * 1e6);
  return CLAMP (time_us, 0, MAX_TIME_US);
}

typedef struct
{
  const guint8 *at;
  const guint8 *end;
  guint16 code;
  guint16 size_bytes;
  const guint8 *data;
} Option;

/* Goes to the next option; what is cut off is none. */
static gboolean
option_next (const HexwireCaptureParser *self,
             Option                     *option)
{
  gsize n_left = (gsize) (option->end - option->at);

  if (n_left < 4)
    return FALSE;
  option->code = get16 (self, option->at);
  option->size_bytes = get16 (self, option->at + 2);
  option->data = option->at + 4;
  if (option->code == HEXWIRE_PCAPNG_END || option->size_bytes > n_left - 4)
    return FALSE;
  option->at = option->data + MIN (((gsize) option->size_bytes + 3) & ~(gsize) 3, n_left - 4);
  return TRUE;
}

static gboolean
read_section (HexwireCaptureParser  *self,
              const guint8          *block,
              guint32                size_bytes,
              GError               **error)
{
  if (size_bytes < 28)
    return fail (self, _("the section is too short"), error);
  if (get16 (self, block + 12) != 1)
    return fail (self, _("this version of pcapng is not known"), error);
  g_array_set_size (self->interfaces, 0);
  return TRUE;
}

static gboolean
read_interface (HexwireCaptureParser  *self,
                const guint8          *block,
                guint32                size_bytes,
                GError               **error)
{
  Interface interface = { .units_per_s = 1e6 };
  Option option = { .at = block + 16, .end = block + size_bytes - 4 };

  if (size_bytes < 20)
    return fail (self, _("the interface is too short"), error);
  if (self->interfaces->len == MAX_INTERFACES)
    return fail (self, _("there are too many interfaces"), error);
  interface.link = get16 (self, block + 8);
  interface.snap_bytes = get32 (self, block + 12);
  while (option_next (self, &option))
    if (option.code == HEXWIRE_PCAPNG_RESOLUTION && option.size_bytes >= 1)
      interface.units_per_s = pow ((*option.data & 0x80) != 0 ? 2 : 10, *option.data & 0x7f);
    else if (option.code == HEXWIRE_PCAPNG_OFFSET && option.size_bytes >= 8)
      interface.offset_s = (gint64) get64 (self, option.data);
  interface.offset_s = CLAMP (interface.offset_s, -MAX_TIME_US / G_USEC_PER_SEC,
                              MAX_TIME_US / G_USEC_PER_SEC);
  g_array_append_val (self->interfaces, interface);
  return TRUE;
}

static void
add_comment (HexwireCapturePacket *packet,
             const Option         *option)
{
  g_autofree char *text = g_strndup ((const char *) option->data, option->size_bytes);

  if (packet->comments == NULL)
    packet->comments = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (packet->comments, g_utf8_make_valid (text, -1));
}

static void
read_packet_options (HexwireCaptureParser *self,
                     const guint8         *options,
                     const guint8         *end,
                     HexwireCapturePacket *packet)
{
  Option option = { .at = options, .end = end };

  while (option_next (self, &option))
    if (option.code == HEXWIRE_PCAPNG_COMMENT)
      add_comment (packet, &option);
    else if (option.code == HEXWIRE_PCAPNG_FLAGS && option.size_bytes >= 4)
      {
        guint32 direction = get32 (self, option.data) & 3;

        packet->direction = direction == HEXWIRE_PCAPNG_INBOUND ? HEXWIRE_CAPTURE_INBOUND
                            : direction == HEXWIRE_PCAPNG_OUTBOUND ? HEXWIRE_CAPTURE_OUTBOUND
                                                                   : HEXWIRE_CAPTURE_UNKNOWN;
      }
}

/* A packet with the number of an interface, enhanced or as it was before that. */
static gboolean
read_packet (HexwireCaptureParser  *self,
             const guint8          *block,
             guint32                size_bytes,
             guint32                number,
             GError               **error)
{
  HexwireCapturePacket packet = { .data = block + HEXWIRE_PCAPNG_PACKET_BYTES };
  const Interface *interface;
  gsize room;

  if (size_bytes < HEXWIRE_PCAPNG_PACKET_BYTES + 4)
    return fail (self, _("the packet is too short"), error);
  if (number >= self->interfaces->len)
    return fail (self, _("the packet is of an interface that there is not"), error);
  interface = &g_array_index (self->interfaces, Interface, number);
  room = size_bytes - HEXWIRE_PCAPNG_PACKET_BYTES - 4;
  packet.size_bytes = get32 (self, block + 20);
  if (packet.size_bytes > room)
    return fail (self, _("the packet is larger than its block"), error);

  packet.link = interface->link;
  packet.time_us = to_time_us (interface, (guint64) get32 (self, block + 12) << 32
                                          | get32 (self, block + 16));
  read_packet_options (self, packet.data + MIN ((packet.size_bytes + 3) & ~(gsize) 3, room),
                       block + size_bytes - 4, &packet);
  self->func (&packet, self->user_data);
  g_clear_pointer (&packet.comments, g_ptr_array_unref);
  return TRUE;
}

static gboolean
read_simple_packet (HexwireCaptureParser  *self,
                    const guint8          *block,
                    guint32                size_bytes,
                    GError               **error)
{
  HexwireCapturePacket packet = { .data = block + 12 };
  const Interface *interface;

  if (size_bytes < 16)
    return fail (self, _("the packet is too short"), error);
  if (self->interfaces->len == 0)
    return fail (self, _("the packet is of an interface that there is not"), error);
  interface = &g_array_index (self->interfaces, Interface, 0);
  packet.link = interface->link;
  packet.size_bytes = MIN (get32 (self, block + 8), size_bytes - 16);
  if (interface->snap_bytes > 0)
    packet.size_bytes = MIN (packet.size_bytes, interface->snap_bytes);
  self->func (&packet, self->user_data);
  return TRUE;
}

static gboolean
read_block (HexwireCaptureParser  *self,
            const guint8          *block,
            guint32                size_bytes,
            GError               **error)
{
  switch (get32 (self, block))
    {
    case HEXWIRE_PCAPNG_SECTION:
      return read_section (self, block, size_bytes, error);
    case HEXWIRE_PCAPNG_INTERFACE:
      return read_interface (self, block, size_bytes, error);
    case HEXWIRE_PCAPNG_ENHANCED_PACKET:
      return read_packet (self, block, size_bytes, size_bytes >= 16 ? get32 (self, block + 8) : 0,
                          error);
    case HEXWIRE_PCAPNG_OLD_PACKET:
      return read_packet (self, block, size_bytes, size_bytes >= 16 ? get16 (self, block + 8) : 0,
                          error);
    case HEXWIRE_PCAPNG_SIMPLE_PACKET:
      return read_simple_packet (self, block, size_bytes, error);
    default:
      return TRUE;
    }
}

/* Each of the following takes what @data begins with: returns how much that is, 0 where more must
 * come first, and -1 on failure. */

static gssize
take_block (HexwireCaptureParser  *self,
            const guint8          *data,
            gsize                  size_bytes,
            GError               **error)
{
  guint32 block_size;

  if (size_bytes < 12)
    return 0;
  if (get32 (self, data) == HEXWIRE_PCAPNG_SECTION)
    {
      self->is_swapped = FALSE;
      if (get32 (self, data + 8) != HEXWIRE_PCAPNG_BYTE_ORDER)
        self->is_swapped = TRUE;
      if (get32 (self, data + 8) != HEXWIRE_PCAPNG_BYTE_ORDER)
        {
          fail (self, _("the section does not tell its byte order"), error);
          return -1;
        }
    }
  block_size = get32 (self, data + 4);
  if (block_size < 12 || block_size % 4 != 0 || block_size > HEXWIRE_CAPTURE_MAX_BLOCK_BYTES)
    {
      fail (self, _("no block can have such a size"), error);
      return -1;
    }
  if (size_bytes < block_size)
    return 0;
  if (get32 (self, data + block_size - 4) != block_size)
    {
      fail (self, _("the block has two sizes"), error);
      return -1;
    }
  return read_block (self, data, block_size, error) ? (gssize) block_size : -1;
}

static gssize
take_record (HexwireCaptureParser  *self,
             const guint8          *data,
             gsize                  size_bytes,
             GError               **error)
{
  const Interface *interface = &g_array_index (self->interfaces, Interface, 0);
  HexwireCapturePacket packet = { .link = interface->link, .data = data + PCAP_RECORD_BYTES };
  guint64 units;

  if (size_bytes < PCAP_RECORD_BYTES)
    return 0;
  packet.size_bytes = get32 (self, data + 8);
  if (packet.size_bytes > HEXWIRE_CAPTURE_MAX_BLOCK_BYTES)
    {
      fail (self, _("no packet can have such a size"), error);
      return -1;
    }
  if (size_bytes - PCAP_RECORD_BYTES < packet.size_bytes)
    return 0;
  units = get32 (self, data) * (guint64) interface->units_per_s + get32 (self, data + 4);
  packet.time_us = to_time_us (interface, units);
  self->func (&packet, self->user_data);
  return (gssize) (PCAP_RECORD_BYTES + packet.size_bytes);
}

static gboolean
is_pcap (HexwireCaptureParser *self,
         guint32               magic)
{
  guint32 swapped = GUINT32_SWAP_LE_BE (magic);

  self->is_swapped = swapped == PCAP_MICROSECONDS || swapped == PCAP_NANOSECONDS;
  return self->is_swapped || magic == PCAP_MICROSECONDS || magic == PCAP_NANOSECONDS;
}

/* The first bytes tell what file it is. */
static gssize
take_beginning (HexwireCaptureParser  *self,
                const guint8          *data,
                gsize                  size_bytes,
                GError               **error)
{
  Interface interface = { 0 };
  guint32 magic;

  if (size_bytes < 4)
    return 0;
  memcpy (&magic, data, sizeof magic);
  if (magic == HEXWIRE_PCAPNG_SECTION)          /* the same in either order */
    {
      self->kind = KIND_PCAPNG;
      return take_block (self, data, size_bytes, error);
    }
  if (!is_pcap (self, magic))
    {
      fail (self, _("this is no capture: neither pcapng nor pcap"), error);
      return -1;
    }
  if (size_bytes < PCAP_HEADER_BYTES)
    return 0;
  self->kind = KIND_PCAP;
  interface.link = get32 (self, data + 20) & 0xffff;
  interface.units_per_s = get32 (self, data) == PCAP_NANOSECONDS ? 1e9 : 1e6;
  g_array_append_val (self->interfaces, interface);
  return PCAP_HEADER_BYTES;
}

static gssize
take (HexwireCaptureParser  *self,
      const guint8          *data,
      gsize                  size_bytes,
      GError               **error)
{
  switch (self->kind)
    {
    case KIND_PCAPNG:
      return take_block (self, data, size_bytes, error);
    case KIND_PCAP:
      return take_record (self, data, size_bytes, error);
    case KIND_UNKNOWN:
    default:
      return take_beginning (self, data, size_bytes, error);
    }
}

HexwireCaptureParser *
hexwire_capture_parser_new (HexwireCaptureFunc func,
                            gpointer           user_data)
{
  HexwireCaptureParser *self = g_new0 (HexwireCaptureParser, 1);

  self->func = func;
  self->user_data = user_data;
  self->interfaces = g_array_new (FALSE, FALSE, sizeof (Interface));
  self->waiting = g_byte_array_new ();
  return self;
}

void
hexwire_capture_parser_free (HexwireCaptureParser *self)
{
  g_array_unref (self->interfaces);
  g_byte_array_unref (self->waiting);
  g_free (self);
}

gboolean
hexwire_capture_parser_feed (HexwireCaptureParser  *self,
                             const guint8          *data,
                             gsize                  size_bytes,
                             GError               **error)
{
  gsize n_taken = 0;
  gssize n;

  g_byte_array_append (self->waiting, data, (guint) size_bytes);
  while ((n = take (self, self->waiting->data + n_taken, self->waiting->len - n_taken, error)) > 0)
    {
      n_taken += (gsize) n;
      self->offset_bytes += (guint64) n;
    }
  g_byte_array_remove_range (self->waiting, 0, (guint) n_taken);
  return n == 0;
}

gboolean
hexwire_capture_parser_finish (HexwireCaptureParser  *self,
                               GError               **error)
{
  g_autofree char *offset = NULL;

  if (self->kind == KIND_UNKNOWN)
    return fail (self, _("this is no capture: neither pcapng nor pcap"), error);
  if (self->waiting->len == 0)
    return TRUE;
  offset = g_strdup_printf ("%" G_GUINT64_FORMAT, self->offset_bytes);
  /* Translators: %s is an offset in a file, in bytes */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT,
               _("The file ends within what begins at byte %s"), offset);
  return FALSE;
}
