/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/format.h"

G_BEGIN_DECLS

/**
 * HexwireFrameKind:
 * @HEXWIRE_FRAME_NONE: as received: what one read brought, or one write sent, is a frame
 * @HEXWIRE_FRAME_LINES: up to a line feed; a carriage return before it belongs to the line's end
 * @HEXWIRE_FRAME_DELIMITER: up to certain bytes
 * @HEXWIRE_FRAME_FIXED: all of one size
 * @HEXWIRE_FRAME_LENGTH_PREFIX: a number at the start of each tells its size
 * @HEXWIRE_FRAME_FORMAT: each is one record of a packed format
 * @HEXWIRE_FRAME_IDLE_GAP: up to a silence
 *
 * How a received stream falls into frames.
 */
typedef enum
{
  HEXWIRE_FRAME_NONE,
  HEXWIRE_FRAME_LINES,
  HEXWIRE_FRAME_DELIMITER,
  HEXWIRE_FRAME_FIXED,
  HEXWIRE_FRAME_LENGTH_PREFIX,
  HEXWIRE_FRAME_FORMAT,
  HEXWIRE_FRAME_IDLE_GAP,
} HexwireFrameKind;

/**
 * HexwireLengthCounts:
 * @HEXWIRE_LENGTH_COUNTS_REST: the bytes behind the number (DNS, TLS, Modbus)
 * @HEXWIRE_LENGTH_COUNTS_ITSELF: those and the number's own bytes, but none before (PostgreSQL)
 * @HEXWIRE_LENGTH_COUNTS_ALL: the whole frame, from its first byte (TPKT, BGP)
 *
 * What the number of a length prefix counts, before anything is added to it.
 */
typedef enum
{
  HEXWIRE_LENGTH_COUNTS_REST,
  HEXWIRE_LENGTH_COUNTS_ITSELF,
  HEXWIRE_LENGTH_COUNTS_ALL,
} HexwireLengthCounts;

/**
 * HexwireLengthPrefix:
 * @offset_bytes: how many bytes of the frame stand before the number
 * @size_bytes: the size of the number: 1, 2, 3, 4 or 8
 * @is_little_endian: whether its lowest byte comes first
 * @adjustment_bytes: added to the number; may be negative
 * @counts: what the number counts
 *
 * Where a frame's length stands in it. Unsigned numbers alone: a frame has no negative size.
 */
typedef struct
{
  guint32 offset_bytes;
  guint size_bytes;
  gboolean is_little_endian;
  gint64 adjustment_bytes;
  HexwireLengthCounts counts;
} HexwireLengthPrefix;

/** The limit of frames where a rule says nothing else. */
#define HEXWIRE_FRAME_DEFAULT_LIMIT_BYTES (1024 * 1024)

/** The largest limit, and so the largest frame: 1 GiB. */
#define HEXWIRE_FRAME_MAX_LIMIT_BYTES (1024 * 1024 * 1024)

#define HEXWIRE_FRAME_MAX_DELIMITER_BYTES 256
#define HEXWIRE_FRAME_MAX_GAP_MS (24 * 60 * 60 * 1000)

/**
 * HexwireFrameRule:
 * @kind: how frames are found
 * @strips_delimiter: whether a reader is shown lines, or what stands between delimiters, without
 *   their end
 * @limit_bytes: a longer frame is shown in parts of so many bytes; of no meaning for
 *   %HEXWIRE_FRAME_NONE
 * @delimiter: (array length=delimiter_size_bytes): for %HEXWIRE_FRAME_DELIMITER, and the line feed
 *   for %HEXWIRE_FRAME_LINES
 * @borders: how many of the delimiter's first bytes are also the last ones of its first n, for each
 *   n less one: where the search goes on when a byte does not fit
 * @frame_size_bytes: for %HEXWIRE_FRAME_FIXED and %HEXWIRE_FRAME_FORMAT
 * @prefix: for %HEXWIRE_FRAME_LENGTH_PREFIX
 * @format: for %HEXWIRE_FRAME_FORMAT
 * @gap_ms: for %HEXWIRE_FRAME_IDLE_GAP
 *
 * Where the frames of a stream end. Reference-counted, and never changed once made: the fields are
 * there to be read. May be used from any thread.
 */
typedef struct
{
  gatomicrefcount ref_count;
  HexwireFrameKind kind;
  gboolean strips_delimiter;
  guint32 limit_bytes;
  guint8 *delimiter;
  guint16 *borders;
  guint delimiter_size_bytes;
  guint32 frame_size_bytes;
  HexwireLengthPrefix prefix;
  HexwireFormat *format;
  guint gap_ms;
} HexwireFrameRule;

/**
 * HexwireFrameRuleError:
 * @HEXWIRE_FRAME_RULE_ERROR_SYNTAX: a text is no rule
 * @HEXWIRE_FRAME_RULE_ERROR_DELIMITER: a delimiter is empty or too long, or cannot be read
 * @HEXWIRE_FRAME_RULE_ERROR_SIZE: frames cannot have that size
 * @HEXWIRE_FRAME_RULE_ERROR_LENGTH_PREFIX: a length cannot stand there, or in so many bytes
 * @HEXWIRE_FRAME_RULE_ERROR_FORMAT: a format is none, or its records have no or too many bytes
 * @HEXWIRE_FRAME_RULE_ERROR_GAP: not a silence that can be waited for
 * @HEXWIRE_FRAME_RULE_ERROR_LIMIT: frames cannot have that limit
 *
 * Which parameter of a rule is wrong; the message says why.
 */
typedef enum
{
  HEXWIRE_FRAME_RULE_ERROR_SYNTAX,
  HEXWIRE_FRAME_RULE_ERROR_DELIMITER,
  HEXWIRE_FRAME_RULE_ERROR_SIZE,
  HEXWIRE_FRAME_RULE_ERROR_LENGTH_PREFIX,
  HEXWIRE_FRAME_RULE_ERROR_FORMAT,
  HEXWIRE_FRAME_RULE_ERROR_GAP,
  HEXWIRE_FRAME_RULE_ERROR_LIMIT,
} HexwireFrameRuleError;

#define HEXWIRE_FRAME_RULE_ERROR (hexwire_frame_rule_error_quark ())
GQuark hexwire_frame_rule_error_quark (void);

/** hexwire_frame_rule_new_none: (transfer full): as received. */
HexwireFrameRule *hexwire_frame_rule_new_none (void);

/** hexwire_frame_rule_new_lines: (transfer full): lines, shown without their end if @strips. */
HexwireFrameRule *hexwire_frame_rule_new_lines (gboolean strips);

/**
 * hexwire_frame_rule_new_delimiter:
 * @delimiter: (nullable) (array length=size_bytes): what a frame ends with
 * @size_bytes: 1 to %HEXWIRE_FRAME_MAX_DELIMITER_BYTES
 * @strips: whether a frame is shown without it
 *
 * Returns: (transfer full) (nullable): a rule, %NULL with %HEXWIRE_FRAME_RULE_ERROR_DELIMITER
 */
HexwireFrameRule *hexwire_frame_rule_new_delimiter (const guint8  *delimiter,
                                                    gsize          size_bytes,
                                                    gboolean       strips,
                                                    GError       **error);

/**
 * hexwire_frame_rule_new_fixed:
 * @size_bytes: the size of every frame, 1 to %HEXWIRE_FRAME_MAX_LIMIT_BYTES; the limit of the rule
 *   is at least that
 *
 * Returns: (transfer full) (nullable): a rule, %NULL with %HEXWIRE_FRAME_RULE_ERROR_SIZE
 */
HexwireFrameRule *hexwire_frame_rule_new_fixed (guint64   size_bytes,
                                                GError  **error);

/**
 * hexwire_frame_rule_new_length_prefix:
 * @prefix: where the length stands; the limit of the rule is at least what goes up to its end
 *
 * Returns: (transfer full) (nullable): a rule, %NULL with %HEXWIRE_FRAME_RULE_ERROR_LENGTH_PREFIX
 */
HexwireFrameRule *hexwire_frame_rule_new_length_prefix (const HexwireLengthPrefix  *prefix,
                                                        GError                    **error);

/**
 * hexwire_frame_rule_new_format:
 * @format: a packed format, as of hexwire_format_parse()
 * @error_position: (out) (optional): on failure, the offset in @format of what is wrong, in bytes
 *
 * Returns: (transfer full) (nullable): a rule, %NULL with %HEXWIRE_FRAME_RULE_ERROR_FORMAT
 */
HexwireFrameRule *hexwire_frame_rule_new_format (const char  *format,
                                                 gsize       *error_position,
                                                 GError     **error);

/**
 * hexwire_frame_rule_new_idle_gap:
 * @gap_ms: a frame ends where nothing comes for longer, 1 to %HEXWIRE_FRAME_MAX_GAP_MS
 *
 * Returns: (transfer full) (nullable): a rule, %NULL with %HEXWIRE_FRAME_RULE_ERROR_GAP
 */
HexwireFrameRule *hexwire_frame_rule_new_idle_gap (guint64   gap_ms,
                                                   GError  **error);

/**
 * hexwire_frame_rule_with_limit:
 * @limit_bytes: as long as the delimiter, the fixed size or the length prefix with what stands
 *   before it, or longer, up to %HEXWIRE_FRAME_MAX_LIMIT_BYTES
 *
 * Returns: (transfer full) (nullable): @self with another limit, %NULL with
 *   %HEXWIRE_FRAME_RULE_ERROR_LIMIT, also for %HEXWIRE_FRAME_NONE
 */
HexwireFrameRule *hexwire_frame_rule_with_limit (const HexwireFrameRule  *self,
                                                 guint64                  limit_bytes,
                                                 GError                 **error);

HexwireFrameRule *hexwire_frame_rule_ref   (HexwireFrameRule *self);
void              hexwire_frame_rule_unref (HexwireFrameRule *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireFrameRule, hexwire_frame_rule_unref)

/** hexwire_frame_rule_equal: whether hexwire_frame_rule_to_text() writes both alike. */
gboolean hexwire_frame_rule_equal (const HexwireFrameRule *self,
                                   const HexwireFrameRule *other);

/** hexwire_frame_rule_get_default_limit_bytes: the limit of @self unless another was asked for. */
guint32 hexwire_frame_rule_get_default_limit_bytes (const HexwireFrameRule *self);

/**
 * hexwire_frame_rule_measure_shown:
 * @data: (nullable) (array length=size_bytes): a whole frame
 *
 * Returns: how many bytes of the frame a reader is shown: all, but the delimiter at the end where
 *   the rule strips it; of a line a carriage return before it, too
 */
gsize hexwire_frame_rule_measure_shown (const HexwireFrameRule *self,
                                        const guint8           *data,
                                        gsize                   size_bytes);

/**
 * hexwire_frame_rule_parse:
 * @text: a rule as hexwire_frame_rule_to_text() writes it, one of
 *
 *     none
 *     lines [strip]
 *     delimiter "\r\n" [strip]
 *     delimiter hex 0d 0a [strip]
 *     fixed 16
 *     length u16be [at 2] [add -4] [counts-itself | counts-all]
 *     format >HHI
 *     gap 50 ms
 *
 *   all but the first with `limit 65536` behind it where the default will not do. The quoted bytes
 *   are a literal of Python; numbers have types u8 and u16 u24 u32 u64 with `be` or `le`.
 * @error_position: (out) (optional): on failure, the offset in @text of what is wrong, in bytes
 * @error: return location for a #HexwireFrameRuleError
 *
 * Returns: (transfer full) (nullable): the rule, or %NULL with an error that tells the position
 */
HexwireFrameRule *hexwire_frame_rule_parse (const char  *text,
                                            gsize       *error_position,
                                            GError     **error);

/** hexwire_frame_rule_to_text: (transfer full): what hexwire_frame_rule_parse() reads as @self. */
char *hexwire_frame_rule_to_text (const HexwireFrameRule *self);

G_END_DECLS
