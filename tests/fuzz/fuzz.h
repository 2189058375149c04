/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "codec/bytes-text.h"

/**
 * LLVMFuzzerTestOneInput:
 * @data: (array length=size): anything
 *
 * Feeds one input to the parser under test. Aborts where a promise of its header is broken.
 *
 * Returns: 0
 */
int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

/**
 * fuzz_make_text:
 *
 * Returns: (transfer full): the input up to its first NUL, as a string
 */
char *fuzz_make_text (const uint8_t *data,
                      size_t         size);

/**
 * fuzz_notation:
 * @notation: how to read the input
 *
 * What is read can be written and read again; what is not has an error and a position within.
 */
void fuzz_notation (HexwireNotation  notation,
                    const uint8_t   *data,
                    size_t           size);
