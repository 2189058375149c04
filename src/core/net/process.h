/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HexwireProcess:
 * @pid: its number; 0 where it is not known, as for a process of another user
 * @uid: the number of the user whom it belongs to, -1 where it is not known
 *
 * Who holds a socket, as far as the system tells.
 */
typedef struct
{
  gint64 pid;
  gint64 uid;
} HexwireProcess;

/** HEXWIRE_PROCESS_UNKNOWN: an initializer: nobody that is known. */
#define HEXWIRE_PROCESS_UNKNOWN { .pid = 0, .uid = -1 }

/**
 * hexwire_process_dup_program:
 * @pid: a process's number
 *
 * Returns: (transfer full) (nullable): the program's name as the kernel keeps it, at most 15 bytes
 *   of printable UTF-8; %NULL where there is no such process any more
 */
char *hexwire_process_dup_program (gint64 pid);

/**
 * hexwire_process_dup_tag:
 *
 * Returns: (transfer full) (nullable): program and number as logs write them, `python3[4711]`;
 *   %NULL where not even the number is known
 */
char *hexwire_process_dup_tag (const HexwireProcess *self);

/**
 * hexwire_process_dup_text:
 *
 * Says who it is: program, number and user, as far as they are known, as in "python3 (pid 4711,
 * user alice)". A process of this program is called "Hexwire itself".
 *
 * Returns: (transfer full) (nullable): the text; %NULL where nothing is known
 */
char *hexwire_process_dup_text (const HexwireProcess *self);

G_END_DECLS
