/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/integer.h"
#include "verb.h"

G_BEGIN_DECLS

/**
 * hexwire_arguments_parse:
 * @verb: the verb that is being run; gives the help its text
 * @args: the words after the verb
 * @options: (nullable) (array zero-terminated=1): the verb's options
 * @min: how many words there must be besides options
 * @max: how many there may be
 *
 * Takes the options out of @args. A word that begins a negative number is none, and ends them, as
 * `--` does; but for the value of an option, and for an option that is a digit, which may not stand
 * behind an option whose @arg_description ends with an ellipsis: values follow it. Reports what is
 * wrong on stderr. `--help` is answered here and ends the program.
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the words that are no options, or
 *   %NULL where the caller has to end with %HEXWIRE_EXIT_USAGE
 */
char **hexwire_arguments_parse (const HexwireVerb   *verb,
                                char               **args,
                                const GOptionEntry  *options,
                                guint                min,
                                guint                max);

/**
 * hexwire_arguments_parse_integer:
 * @flags: (out): what `--little` and `--signed` say
 *
 * Parses as hexwire_arguments_parse() for the verbs that convert integers.
 */
char **hexwire_arguments_parse_integer (const HexwireVerb    *verb,
                                        char                **args,
                                        guint                 min,
                                        guint                 max,
                                        HexwireIntegerFlags  *flags);

/**
 * hexwire_arguments_read_hex:
 * @words: (array zero-terminated=1): hex digits; none, or one that is `-`, stands for stdin
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the bytes, or %NULL with a #HexwireCodecError or #GFileError
 */
GBytes *hexwire_arguments_read_hex (char   **words,
                                    GError **error);

/**
 * hexwire_arguments_read_file:
 * @path: (nullable): a file; %NULL or `-` for stdin
 * @error: return location for a #GFileError
 *
 * Returns: (transfer full) (nullable): all that is in the file
 */
GBytes *hexwire_arguments_read_file (const char  *path,
                                     GError     **error);

/**
 * hexwire_arguments_read_text:
 * @path: (nullable): a file; %NULL or `-` for stdin
 * @error: return location for a #HexwireCodecError or #GFileError
 *
 * Returns: (transfer full) (nullable): all that is in the file, or %NULL also with
 *   %HEXWIRE_CODEC_ERROR_NOTATION where it holds zero bytes
 */
char *hexwire_arguments_read_text (const char  *path,
                                   GError     **error);

/**
 * hexwire_arguments_pack:
 * @text: a format
 * @words: (array zero-terminated=1): its values, as Python writes them
 * @error: return location for a #HexwireCodecError, which says which value is wrong
 *
 * Returns: (transfer full) (nullable): the bytes
 */
GBytes *hexwire_arguments_pack (const char  *text,
                                char       **words,
                                GError     **error);

/** hexwire_arguments_fail: tells the reason on stderr; returns %HEXWIRE_EXIT_FAILED. */
HexwireExit hexwire_arguments_fail (const GError *error);

/** hexwire_arguments_print_hex: prints bytes as hex digits, without spaces, and a newline. */
void hexwire_arguments_print_hex (const guint8 *data,
                                  gsize         size_bytes);

G_END_DECLS
