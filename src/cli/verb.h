/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What a verb's function returns, which is the program's exit status. */
typedef enum
{
  HEXWIRE_EXIT_DONE = 0,
  HEXWIRE_EXIT_FAILED = 1,
  HEXWIRE_EXIT_USAGE = 2,
} HexwireExit;

/**
 * HexwireVerb:
 * @name: the word on the command line
 * @usage: what follows it, for the help
 * @summary: (translated): what it does, in one line, without a full stop
 * @run: does it; @args are the words after the verb, %NULL-terminated
 *
 * A verb of the command line. To add one, write its file and name it in main.c's table.
 */
typedef struct
{
  const char *name;
  const char *usage;
  const char *summary;
  HexwireExit (*run) (char **args);
} HexwireVerb;

extern const HexwireVerb hexwire_verb_bytes;
extern const HexwireVerb hexwire_verb_checksum;
extern const HexwireVerb hexwire_verb_convert;
extern const HexwireVerb hexwire_verb_int;
extern const HexwireVerb hexwire_verb_listen;
extern const HexwireVerb hexwire_verb_pack;
extern const HexwireVerb hexwire_verb_send;
extern const HexwireVerb hexwire_verb_size;
extern const HexwireVerb hexwire_verb_unpack;

G_END_DECLS
