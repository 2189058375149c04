/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/format.h"
#include "log/byte-pattern.h"
#include "log/log-record.h"
#include "log/row-filter.h"

G_BEGIN_DECLS

typedef enum
{
  HEXWIRE_FILTER_AND,
  HEXWIRE_FILTER_OR,
  HEXWIRE_FILTER_NOT,
  HEXWIRE_FILTER_PEER_CONTAINS,
  HEXWIRE_FILTER_PEER_IS,
  HEXWIRE_FILTER_KIND,
  HEXWIRE_FILTER_LENGTH,
  HEXWIRE_FILTER_PAYLOAD,
  HEXWIRE_FILTER_MARKED,
  HEXWIRE_FILTER_FIELD,
} HexwireFilterNodeType;

typedef enum
{
  HEXWIRE_COMPARISON_NONE,
  HEXWIRE_COMPARISON_EQUAL,
  HEXWIRE_COMPARISON_NOT_EQUAL,
  HEXWIRE_COMPARISON_LESS,
  HEXWIRE_COMPARISON_AT_MOST,
  HEXWIRE_COMPARISON_GREATER,
  HEXWIRE_COMPARISON_AT_LEAST,
} HexwireComparison;

/* One operation of a filter, or one of its terms; each type uses the members it needs. */
typedef struct _HexwireFilterNode HexwireFilterNode;

struct _HexwireFilterNode
{
  HexwireFilterNodeType type;
  HexwireFilterNode *left;      /* and, or, not */
  HexwireFilterNode *right;     /* and, or */
  HexwireComparison comparison; /* length, field */
  char *peer;
  guint kinds;                  /* a bit for each #HexwireMessageKind */
  HexwireBytePattern *pattern;
  GPtrArray *fields;            /* (element-type HexwireField): of the filter's format */
  HexwireValue value;           /* length, field */
};

HexwireFilterNode *hexwire_filter_node_new  (HexwireFilterNodeType  type);
void               hexwire_filter_node_free (HexwireFilterNode     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireFilterNode, hexwire_filter_node_free)

/**
 * hexwire_filter_node_parse:
 * @text: a filter that is not empty
 *
 * Returns: (transfer full) (nullable): its terms, %NULL with an error
 */
HexwireFilterNode *hexwire_filter_node_parse (const char           *text,
                                              const HexwireFormat  *format,
                                              gsize                *error_position,
                                              GError              **error);

/** hexwire_filter_compare_values: whether @a stands to @b as @comparison says. */
gboolean hexwire_filter_compare_values (const HexwireValue *a,
                                        HexwireComparison   comparison,
                                        const HexwireValue *b);

/** hexwire_filter_match_field: whether a field of the record does. */
gboolean hexwire_filter_match_field (const HexwireFilterNode *node,
                                     const HexwireFormat     *format,
                                     const HexwireLogRecord  *record);

/**
 * hexwire_filter_find_fields:
 * @name: a field's name, or the letter of fields without one
 *
 * Returns: (transfer full) (nullable): the fields called so, %NULL where there is none
 */
GPtrArray *hexwire_filter_find_fields (const HexwireFormat *format,
                                       const char          *name);

/** hexwire_filter_list_fields: (transfer full): what the fields are called, for a message. */
char *hexwire_filter_list_fields (const HexwireFormat *format);

/**
 * HexwireFilterScanner:
 * @text: the whole filter, for positions
 * @at: what is read next
 * @format: (nullable): what payloads are decoded by
 *
 * Reads the words of a filter.
 */
typedef struct
{
  const char *text;
  const char *at;
  const HexwireFormat *format;
  gsize *error_position;
  GError **error;
} HexwireFilterScanner;

/** hexwire_filter_scanner_fail: sets an error at @at and returns %FALSE. */
gboolean hexwire_filter_scanner_fail (HexwireFilterScanner *self,
                                      const char           *at,
                                      const char           *reason);

void hexwire_filter_scanner_skip_spaces (HexwireFilterScanner *self);

/** hexwire_filter_scanner_take: moves behind @sign, a sign or a keyword, where it is next. */
gboolean hexwire_filter_scanner_take (HexwireFilterScanner *self,
                                      const char           *sign);

/** hexwire_filter_scanner_take_word: (nullable): the word that is next: letters, digits, `_` and
 * `.`. */
char *hexwire_filter_scanner_take_word (HexwireFilterScanner *self);

/** hexwire_filter_scanner_take_bare: everything up to a space or a closing parenthesis. */
char *hexwire_filter_scanner_take_bare (HexwireFilterScanner *self);

HexwireComparison hexwire_filter_scanner_take_comparison (HexwireFilterScanner *self);

/** hexwire_filter_scanner_is_at_quote: whether a quoted text is next. */
gboolean hexwire_filter_scanner_is_at_quote (HexwireFilterScanner *self);

/**
 * hexwire_filter_scanner_take_delimited:
 * @start: (out): where the text begins
 *
 * Returns: (transfer full) (nullable): what stands between the sign that is next and the same sign
 *   again, with all backslashes; %NULL with an error where it does not end
 */
char *hexwire_filter_scanner_take_delimited (HexwireFilterScanner  *self,
                                             const char           **start);

/** hexwire_filter_scanner_take_quoted: (nullable): a quoted text's bytes, %NULL with an error. */
GBytes *hexwire_filter_scanner_take_quoted (HexwireFilterScanner *self);

/** hexwire_filter_node_parse_term: (nullable): the term that is next, %NULL with an error. */
HexwireFilterNode *hexwire_filter_node_parse_term (HexwireFilterScanner *scanner);

G_END_DECLS
