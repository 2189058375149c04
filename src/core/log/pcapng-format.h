/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The numbers of pcapng, and of what we put into it. Numbers are in the byte order of the machine
 * that writes; everything is padded to 4 bytes. */

/* Types of blocks, each of which is type, size, body, size. */
#define HEXWIRE_PCAPNG_SECTION 0x0a0d0d0a
#define HEXWIRE_PCAPNG_INTERFACE 1
#define HEXWIRE_PCAPNG_OLD_PACKET 2
#define HEXWIRE_PCAPNG_SIMPLE_PACKET 3
#define HEXWIRE_PCAPNG_ENHANCED_PACKET 6

/* How a section tells the order of its bytes. */
#define HEXWIRE_PCAPNG_BYTE_ORDER 0x1a2b3c4d

/* What stands before the bytes of an enhanced packet, the block's type and size included. */
#define HEXWIRE_PCAPNG_PACKET_BYTES 28

/* Options: of any block, */
#define HEXWIRE_PCAPNG_END 0
#define HEXWIRE_PCAPNG_COMMENT 1
/* of a section, */
#define HEXWIRE_PCAPNG_APPLICATION 4
/* of an interface, */
#define HEXWIRE_PCAPNG_INTERFACE_NAME 2
#define HEXWIRE_PCAPNG_RESOLUTION 9
#define HEXWIRE_PCAPNG_OFFSET 14
/* and of a packet. */
#define HEXWIRE_PCAPNG_FLAGS 2
#define HEXWIRE_PCAPNG_INBOUND 1
#define HEXWIRE_PCAPNG_OUTBOUND 2

/* Types of links. */
#define HEXWIRE_LINK_NULL 0
#define HEXWIRE_LINK_ETHERNET 1
#define HEXWIRE_LINK_RAW 101
#define HEXWIRE_LINK_LOOP 108
#define HEXWIRE_LINK_SLL 113
#define HEXWIRE_LINK_IPV4 228
#define HEXWIRE_LINK_IPV6 229
#define HEXWIRE_LINK_SLL2 276

/* A comment that tells who a peer is begins so, `Peer: unix-stream /run/a.sock`; one that tells
 * what fields the bytes hold, `Fields: id=7`; and a frame that is a row of ours,
 * `Hexwire: error tcp 127.0.0.1:5000`. The same in every language. */
#define HEXWIRE_PCAPNG_PEER_COMMENT "Peer: "
#define HEXWIRE_PCAPNG_FIELDS_COMMENT "Fields: "
#define HEXWIRE_PCAPNG_NOTE "Hexwire: "
