/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/reply-payload.h"

#include <string.h>

#include "net/net-error.h"
#include "net/reply-setting.h"

/* The frame that all is taken from: op 3, seq 0x0102, two bytes, "ab". */
static const guint8 frame_data[] = { 3, 1, 2, 0xff, 7, 'a', 'b' };
#define FRAME_FORMAT ">op:B seq:H low:b n:B tag:2s"

typedef struct
{
  const char *line;
  const char *expression;   /* (nullable): with groups, over @text */
  const char *text;         /* (nullable): what is answered instead of the frame */
  const char *answer;       /* in hex */
} BuildCase;

static const BuildCase build_cases[] = {
  { "text Hello, $1", NULL, NULL, "48 65 6c 6c 6f 2c 20 24 31" },
  { "escaped a\\r\\n", NULL, NULL, "61 0d 0a" },
  { "escaped $$1\\\\1", NULL, NULL, "24 31 5c 31" },
  { "escaped op ${op} seq ${seq}", NULL, NULL,
    "6f 70 20 33 20 73 65 71 20 32 35 38" },
  { "escaped ${op + 1},${low},${tag}", NULL, NULL, "34 2c 2d 31 2c 61 62" },
  { "escaped $0!", NULL, NULL, "03 01 02 ff 07 61 62 21" },
  { "hex 83 ${seq} 0d", NULL, NULL, "83 01 02 0d" },
  { "hex ${op | 0x80}${seq - 3}${tag}", NULL, NULL, "83 00 ff 61 62" },
  { "hex ${n + 250}", NULL, NULL, "01" },
  { "python b'\\x01$1'", NULL, NULL, "01 24 31" },
  { "pack [>BH] op + 0x80, ${seq}", NULL, NULL, "83 01 02" },
  { "pack [>BhH] op | 128, ${low}, 0xffff", NULL, NULL, "83 ff ff ff ff" },
  { "pack [<H2sB] seq ^ 0xff, tag, ${op & 1}", NULL, NULL, "fd 01 61 62 01" },
  { "pack [>Hf] seq + 65535, 1.0", NULL, NULL, "01 01 3f 80 00 00" },
  { "pack [>B] n - 8", NULL, NULL, "ff" },
  { "pack []", NULL, NULL, "" },
  { "escaped Hi $1", "I am (\\w+)", "I am Bo", "48 69 20 42 6f" },
  { "escaped \\2-\\1", "(\\d+) (\\d+)", "x 12 34", "33 34 2d 31 32" },
  { "escaped ${who}=${1}", "(?<who>\\w+)", "Bo", "42 6f 3d 42 6f" },
  { "escaped ${1 + 1}", "n=(\\d+)", "n=41", "34 32" },
  { "escaped [$1]", "a(b)?c", "ac", "5b 5d" },
  { "pack [>H4s] $1, $1", "n=(\\d+)", "n=41", "00 29 34 31 00 00" },
  { "pack [>H] $1 + 1", "n=(\\w+)", "n=0x10", "00 11" },
  { "hex 01 $1", "n=(.*)", "n=ab", "01 61 62" },
};

static GBytes *
build (const BuildCase  *c,
       GError          **error)
{
  g_autoptr (HexwireFormat) fields = hexwire_format_parse (FRAME_FORMAT, NULL, NULL);
  g_autoptr (HexwireByteCaptures) captures = NULL;
  g_autoptr (HexwireReplyPayload) payload = NULL;
  HexwireByteSpan spans[HEXWIRE_BYTE_CAPTURES_MAX + 1] = { { 0, sizeof frame_data } };
  HexwireReplyFrame frame = { frame_data, sizeof frame_data, spans };
  HexwireReplyNames names = { NULL, fields };
  g_autofree char *text = NULL;

  if (c->expression != NULL)
    {
      gsize size_bytes = strlen (c->text);

      captures = hexwire_byte_captures_new_regex (c->expression, FALSE, error);
      g_assert_no_error (*error);
      hexwire_byte_captures_collect (captures, (const guint8 *) c->text, size_bytes, 0, size_bytes,
                                     spans);
      frame = (HexwireReplyFrame) { (const guint8 *) c->text, size_bytes, spans };
      names = (HexwireReplyNames) { captures, NULL };
    }
  payload = hexwire_reply_payload_parse (c->line, &names, NULL, error);
  if (payload == NULL)
    return NULL;
  text = hexwire_reply_payload_to_text (payload);
  if (!g_str_equal (c->line, "pack []"))
    g_assert_cmpstr (text, ==, c->line);
  return hexwire_reply_payload_build (payload, &frame, error);
}

static void
test_build (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (build_cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = build (&build_cases[i], &error);
      g_autofree char *hex = NULL;

      g_test_message ("%s", build_cases[i].line);
      g_assert_no_error (error);
      hex = hexwire_bytes_to_text (HEXWIRE_NOTATION_HEX, g_bytes_get_data (bytes, NULL),
                                   g_bytes_get_size (bytes));
      g_assert_cmpstr (hex, ==, build_cases[i].answer);
    }
}

static const struct
{
  const char *line;
  gsize position;
  const char *message;
} bad_lines[] = {
  { "", 0, "position 1: a payload begins with text, escaped, hex, python or pack" },
  { "base64 aaaa", 0, "position 1: a payload begins" },
  { "hex 0g", 5, "position 6: " },
  { "escaped ab\\q", 10, "position 11: an escape is one of" },
  { "escaped a$", 9, "position 10: behind $ stand a digit, a name in braces or another $" },
  { "escaped a$1", 9, "position 10: there is no part 1: what is looked for has 0" },
  { "escaped a\\1", 9, "position 10: there is no part 1" },
  { "escaped ${op", 8, "position 9: the closing } is missing" },
  { "escaped ${opp}", 13, "position 14: no field and no part of what matched is called “opp”" },
  { "escaped ${op * 2}", 13, "position 14: the closing } is missing" },
  { "escaped ${op + x}", 15, "position 16: a number is expected" },
  { "escaped ${op + 9223372036854775808}", 15,
    "position 16: the number is too large: 9223372036854775807 is the largest" },
  { "escaped ${op + 1}\n", 17, "position 18: the text has more than one line" },
  { "pack >B 1", 5, "position 6: a format in brackets is expected" },
  { "pack [>Z] 1", 10, "position 11: " },
  { "pack [>BB] 1", 12, "position 13: 2 values wanted, 1 given" },
  { "pack [>B] 1, 2", 14, "position 15: 1 values wanted, 2 given" },
  { "pack [>B] 300", 10, "position 11: " },
  { "pack [>B] op op", 13, "position 14: a comma is expected" },
  { "pack [>B] ${op + 1} + 2", 20, "position 21: one operation is all that can stand here" },
  { "pack [>B] 1,", 12, "position 13: " },
};

static void
test_bad_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_lines); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HexwireFormat) fields = hexwire_format_parse (FRAME_FORMAT, NULL, NULL);
      HexwireReplyNames names = { NULL, fields };
      gsize position = G_MAXSIZE;

      g_test_message ("%s", bad_lines[i].line);
      g_assert_null (hexwire_reply_payload_parse (bad_lines[i].line, &names, &position, &error));
      g_assert_error (error, HEXWIRE_SEARCH_ERROR, HEXWIRE_SEARCH_ERROR_PATTERN);
      if (!g_str_has_prefix (error->message, bad_lines[i].message))
        g_assert_cmpstr (error->message, ==, bad_lines[i].message);
      g_assert_cmpuint (position, ==, bad_lines[i].position);
    }
}

/* What only a frame tells: it is too short, or what is in it does not fit. */
static void
test_unanswerable (void)
{
  static const BuildCase cases[] = {
    { "pack [>H] $1", "n=(\\w+)", "n=abc", "what matched is no number" },
    { "escaped ${1 + 1}", "n=(\\w+)", "n=abc", "what matched is no number" },
    { "pack [>B] $1", "n=(\\w+)", "n=300", "300" },
    { "escaped ${tag + 1}", NULL, NULL, "only with whole numbers can be calculated" },
    { "pack [>B] tag", NULL, NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (build (&cases[i], &error));
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, cases[i].answer));
    }
}

static void
test_short_frame (void)
{
  g_autoptr (HexwireFormat) fields = hexwire_format_parse (FRAME_FORMAT, NULL, NULL);
  HexwireReplyNames names = { NULL, fields };
  g_autoptr (HexwireReplyPayload) payload
    = hexwire_reply_payload_parse ("pack [>H] seq", &names, NULL, NULL);
  HexwireReplyFrame frame = { frame_data, 2, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (hexwire_reply_payload_build (payload, &frame, &error));
  g_assert_cmpstr (error->message, ==, "the message is too short for the field “seq”");
}

static void
test_hex_captures (void)
{
  g_autoptr (HexwireByteCaptures) captures
    = hexwire_byte_captures_new_hex ("01 ?? ??, 0x04 f?:06 ?");
  const guint8 data[] = { 0, 1, 2, 3, 4, 0xf5, 6, 7 };
  HexwireByteSpan spans[4];
  HexwireReplyNames names = { captures, NULL };
  HexwireReplyFrame frame = { data, sizeof data, spans };
  g_autoptr (HexwireReplyPayload) payload
    = hexwire_reply_payload_parse ("hex $3 $2 $1", &names, NULL, NULL);
  g_autoptr (HexwireReplyPayload) packed
    = hexwire_reply_payload_parse ("pack [<H] $1 + 1", &names, NULL, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) packed_bytes = NULL;

  g_assert_cmpuint (hexwire_byte_captures_get_n (captures), ==, 3);
  hexwire_byte_captures_collect (captures, data, sizeof data, 1, 7, spans);
  bytes = hexwire_reply_payload_build (payload, &frame, NULL);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "\x07\xf5\x02\x03", 4);
  packed_bytes = hexwire_reply_payload_build (packed, &frame, NULL);
  g_assert_cmpmem (g_bytes_get_data (packed_bytes, NULL), g_bytes_get_size (packed_bytes),
                   "\x04\x02", 2);
}

static void
test_setting (void)
{
  static const struct
  {
    const char *text;
    HexwireReply reply;
    const char *payload;
  } cases[] = {
    { "nothing", HEXWIRE_REPLY_NOTHING, NULL },
    { "echo", HEXWIRE_REPLY_ECHO, NULL },
    { "discard", HEXWIRE_REPLY_DISCARD, NULL },
    { "fixed:$1 a:b\\n", HEXWIRE_REPLY_FIXED, "escaped $1 a:b\\n" },
    { "fixed-hex:01 02", HEXWIRE_REPLY_FIXED, "hex 01 02" },
    { "fixed-pack:[>BH] 1, 2", HEXWIRE_REPLY_FIXED, "pack [>BH] 1, 2" },
  };
  static const char *const bad[][2] = {
    { "loud", "“loud” is none of " },
    { "", "“” is none of " },
    { "fixed:ab\\q", "position 9: " },
    { "fixed-pack:[>B] 300", "position 17: " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HexwireReplySetting) setting
        = hexwire_reply_setting_parse (cases[i].text, &error);
      g_autofree char *payload = NULL;

      g_assert_no_error (error);
      g_assert_cmpint (setting->reply, ==, cases[i].reply);
      if (setting->payload != NULL)
        payload = hexwire_reply_payload_to_text (setting->payload);
      g_assert_cmpstr (payload, ==, cases[i].payload);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hexwire_reply_setting_parse (bad[i][0], &error));
      g_assert_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_REPLY);
      g_assert_true (g_str_has_prefix (error->message, bad[i][1]));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reply-payload/build", test_build);
  g_test_add_func ("/reply-payload/bad-lines", test_bad_lines);
  g_test_add_func ("/reply-payload/unanswerable", test_unanswerable);
  g_test_add_func ("/reply-payload/short-frame", test_short_frame);
  g_test_add_func ("/reply-payload/hex-captures", test_hex_captures);
  g_test_add_func ("/reply-payload/setting", test_setting);
  return g_test_run ();
}
