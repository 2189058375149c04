/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/bytes-text.h"
#include "codec/format-edit.h"
#include "codec/record-history.h"
#include "codec/record.h"

#include <string.h>

static char *
to_hex (HexwireRecord *record)
{
  GBytes *bytes = hexwire_record_get_bytes (record);

  if (bytes == NULL)
    return g_strdup ("none");
  return hexwire_bytes_to_text (HEXWIRE_NOTATION_HEX, g_bytes_get_data (bytes, NULL),
                                g_bytes_get_size (bytes));
}

static void
set_hex (HexwireRecord *record,
         const char    *hex)
{
  g_autoptr (GBytes) bytes = hexwire_bytes_parse (HEXWIRE_NOTATION_HEX, hex, NULL, NULL);

  g_assert_nonnull (bytes);
  hexwire_record_set_bytes (record, bytes);
}

#define assert_hex(record, expected)                \
  G_STMT_START                                      \
  {                                                 \
    g_autofree char *actual = to_hex (record);      \
                                                    \
    g_assert_cmpstr (actual, ==, expected);         \
  }                                                 \
  G_STMT_END

static void
count_cb (HexwireRecord *record,
          guint         *n)
{
  (*n)++;
}

static void
test_values_make_bytes (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();
  g_autofree char *python = NULL;
  guint n_changes = 0;

  g_signal_connect (record, "changed", G_CALLBACK (count_cb), &n_changes);
  hexwire_record_set_format (record, "hiq");
  g_assert_cmpuint (n_changes, ==, 1);
  /* A padding field stands between h and i. */
  g_assert_cmpuint (hexwire_format_get_n_fields (hexwire_record_get_format (record)), ==, 4);
  hexwire_record_set_value (record, 0, "12");
  hexwire_record_set_value (record, 2, "23");
  hexwire_record_set_value (record, 3, "451312");
  g_assert_cmpuint (n_changes, ==, 4);
  assert_hex (record, "0c 00 00 00 17 00 00 00 f0 e2 06 00 00 00 00 00");
  python = hexwire_record_to_python (record);
  g_assert_cmpstr (python, ==, "struct.pack('hiq', 12, 23, 451312)");

  hexwire_record_set_value (record, 3, "451312");
  g_assert_cmpuint (n_changes, ==, 4);
}

static void
test_bytes_make_values (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();

  hexwire_record_set_format (record, ">hiq");
  set_hex (record, "ff f9 00 12 d6 86 ff ff ff ff ff ff ff ff");
  g_assert_cmpstr (hexwire_record_get_value (record, 0), ==, "-7");
  g_assert_cmpstr (hexwire_record_get_value (record, 1), ==, "1234566");
  g_assert_cmpstr (hexwire_record_get_value (record, 2), ==, "-1");
  g_assert_cmpint (hexwire_record_get_n_left_over (record), ==, 0);

  /* Too short: what is there is decoded, and the rest is said to be missing. */
  set_hex (record, "00 01 00 00");
  g_assert_cmpstr (hexwire_record_get_value (record, 0), ==, "1");
  g_assert_cmpstr (hexwire_record_get_value (record, 1), ==, "");
  g_assert_nonnull (hexwire_record_get_value_error (record, 1));
  g_assert_cmpint (hexwire_record_get_n_left_over (record), ==, -10);

  /* Too long. */
  set_hex (record, "00 02 00 00 00 03 00 00 00 00 00 00 00 04 aa bb");
  g_assert_cmpstr (hexwire_record_get_value (record, 2), ==, "4");
  g_assert_cmpint (hexwire_record_get_n_left_over (record), ==, 2);
}

static void
test_byte_order (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();

  hexwire_record_set_format (record, "h");
  g_assert_cmpint (hexwire_record_get_byte_order (record), ==, '@');
  hexwire_record_set_value (record, 0, "1");
  hexwire_record_set_byte_order (record, '>', FALSE);
  g_assert_cmpstr (hexwire_record_get_format_text (record), ==, ">h");
  assert_hex (record, "00 01");
  hexwire_record_set_byte_order (record, '<', FALSE);
  g_assert_cmpstr (hexwire_record_get_format_text (record), ==, "<h");
  assert_hex (record, "01 00");
  g_assert_cmpstr (hexwire_record_get_value (record, 0), ==, "1");
  set_hex (record, "01 00");
  hexwire_record_set_byte_order (record, '!', TRUE);
  g_assert_cmpstr (hexwire_record_get_format_text (record), ==, "!h");
  assert_hex (record, "01 00");
  g_assert_cmpstr (hexwire_record_get_value (record, 0), ==, "256");
}

static void
test_envelope (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();
  HexwireEnvelope envelope = { .length_type = 'B',
                               .has_checksum = TRUE,
                               .checksum_byte_order = '<' };

  g_assert_true (hexwire_checksum_parse ("CRC-16/MODBUS", &envelope.checksum, NULL));
  hexwire_record_set_format (record, ">BBHH");
  hexwire_record_set_envelope (record, &envelope);
  hexwire_record_set_value (record, 0, "1");
  hexwire_record_set_value (record, 1, "3");
  hexwire_record_set_value (record, 3, "10");
  assert_hex (record, "06 01 03 00 00 00 0a c5 cd");
  g_assert_cmpint (hexwire_record_get_check (record)->checksum, ==, HEXWIRE_ENVELOPE_OK);

  /* A wrong checksum is told, and stays as it came. */
  set_hex (record, "06 01 03 00 01 00 0a c5 cd");
  g_assert_cmpstr (hexwire_record_get_value (record, 2), ==, "1");
  g_assert_cmpint (hexwire_record_get_check (record)->checksum, ==, HEXWIRE_ENVELOPE_WRONG);
  assert_hex (record, "06 01 03 00 01 00 0a c5 cd");

  /* A length that does not fit its prefix. */
  hexwire_record_set_value (record, 0, "2");
  hexwire_record_set_format (record, "300s");
  g_assert_null (hexwire_record_get_bytes (record));
  hexwire_record_set_value (record, 0, "b''");
  g_assert_nonnull (hexwire_record_get_frame_error (record));
  hexwire_record_set_format (record, "10s");
  g_assert_null (hexwire_record_get_frame_error (record));
}

/* What was set last stays when the format changes. */
static void
test_the_last_side_leads (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();

  hexwire_record_set_format (record, ">H");
  set_hex (record, "00 01 00 02 00 03");
  hexwire_record_set_format (record, ">HH");
  g_assert_cmpstr (hexwire_record_get_value (record, 1), ==, "2");
  assert_hex (record, "00 01 00 02 00 03");
  g_assert_cmpint (hexwire_record_get_n_left_over (record), ==, 2);

  /* A value that is mended leaves the rest of the bytes alone. */
  hexwire_record_set_value (record, 0, "9");
  assert_hex (record, "00 09 00 02 00 03");
  g_assert_cmpint (hexwire_record_get_n_left_over (record), ==, 2);

  /* From now on the values lead. */
  hexwire_record_set_format (record, "<HH");
  assert_hex (record, "09 00 02 00");
  g_assert_cmpint (hexwire_record_get_n_left_over (record), ==, 0);
}

/* An envelope reads decoded bytes anew, and leaves them as they are. */
static void
test_envelope_of_decoded_bytes (void)
{
  static const char *const hexes[] = { "02 00 07", "09 00 07", "02", "" };
  HexwireEnvelope none = { 0 };
  HexwireEnvelope envelope = { .length_type = 'B', .has_checksum = TRUE };

  g_assert_true (hexwire_checksum_parse ("SUM-8", &envelope.checksum, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (hexes); i++)
    {
      g_autoptr (HexwireRecord) record = hexwire_record_new ();

      hexwire_record_set_format (record, ">H");
      set_hex (record, hexes[i]);
      hexwire_record_set_envelope (record, &envelope);
      assert_hex (record, hexes[i]);
      hexwire_record_set_format (record, ">HH");
      assert_hex (record, hexes[i]);
      hexwire_record_set_envelope (record, &none);
      assert_hex (record, hexes[i]);
    }
}

static void
test_fill_missing (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();

  hexwire_record_set_format (record, ">HI");
  set_hex (record, "00 07 01");
  hexwire_record_fill_missing (record);
  assert_hex (record, "00 07 00 00 00 00");
  g_assert_cmpstr (hexwire_record_get_value (record, 1), ==, "0");

  /* A value that is typed fills in the others, and is itself as it was typed. */
  set_hex (record, "00");
  hexwire_record_set_value (record, 0, "5");
  hexwire_record_set_value (record, 0, "");
  g_assert_cmpstr (hexwire_record_get_value (record, 0), ==, "");
  hexwire_record_set_value (record, 0, "6");
  assert_hex (record, "00 06 00 00 00 00");
}

static void
test_format_and_values (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();
  g_autoptr (GPtrArray) values = NULL;
  g_autofree char *text = NULL;

  hexwire_record_set_format (record, ">a:B b:H");
  hexwire_record_set_value (record, 0, "1");
  hexwire_record_set_value (record, 1, "2");
  values = hexwire_record_dup_values (record);
  text = hexwire_format_edit_move (">a:B b:H", 0, 1, values, NULL, NULL);
  hexwire_record_set_format_and_values (record, text, values);
  assert_hex (record, "00 02 01");

  /* Decoded bytes stay, unless the values are what is wanted. */
  set_hex (record, "00 05 07 08");
  hexwire_record_set_format_and_values (record, ">a:B b:H", values);
  assert_hex (record, "00 05 07 08");
  hexwire_record_load (record, ">b:H a:B", values);
  assert_hex (record, "00 02 01");
}

static void
test_bad_format_keeps_the_good_one (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();
  gsize position = 0;

  hexwire_record_set_format (record, ">hi");
  hexwire_record_set_value (record, 1, "5");
  hexwire_record_set_format (record, ">h&");
  g_assert_nonnull (hexwire_record_get_format_error (record, &position));
  g_assert_cmpuint (position, ==, 2);
  g_assert_cmpstr (hexwire_record_get_format_text (record), ==, ">h&");
  assert_hex (record, "00 00 00 00 00 05");
  hexwire_record_set_format (record, ">h");
  g_assert_null (hexwire_record_get_format_error (record, NULL));
  assert_hex (record, "00 00");
  /* What was typed for the second field comes back with it. */
  hexwire_record_set_format (record, ">hi");
  assert_hex (record, "00 00 00 00 00 05");
}

static void
test_bad_value (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();

  hexwire_record_set_format (record, ">hB");
  hexwire_record_set_value (record, 0, "70000");
  g_assert_null (hexwire_record_get_bytes (record));
  g_assert_nonnull (hexwire_record_get_value_error (record, 0));
  g_assert_null (hexwire_record_get_value_error (record, 1));
  g_assert_cmpstr (hexwire_record_get_value (record, 0), ==, "70000");
  hexwire_record_set_value (record, 1, "b'");
  g_assert_nonnull (hexwire_record_get_value_error (record, 1));
  hexwire_record_set_value (record, 1, "");
  g_assert_nonnull (hexwire_record_get_value_error (record, 1));
  hexwire_record_set_value (record, 0, "-1");
  hexwire_record_set_value (record, 1, "256");
  g_assert_null (hexwire_record_get_value_error (record, 0));
  g_assert_nonnull (hexwire_record_get_value_error (record, 1));
  hexwire_record_set_value (record, 1, "255");
  g_assert_null (hexwire_record_get_value_error (record, 0));
  g_assert_null (hexwire_record_get_value_error (record, 1));
  assert_hex (record, "ff ff ff");
}

static void
test_arrays (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();

  hexwire_record_set_format (record, ">3H2c4s");
  g_assert_cmpstr (hexwire_record_get_value (record, 0), ==, "0, 0, 0");
  hexwire_record_set_value (record, 0, "1,2 , 0x3");
  hexwire_record_set_value (record, 1, "b',', b'\\''");
  hexwire_record_set_value (record, 2, "b'a,b'");
  assert_hex (record, "00 01 00 02 00 03 2c 27 61 2c 62 00");
  hexwire_record_set_value (record, 0, "1, 2");
  g_assert_nonnull (hexwire_record_get_value_error (record, 0));
}

static void
test_untyped_values_follow_the_type (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();

  hexwire_record_set_format (record, "4s");
  g_assert_cmpstr (hexwire_record_get_value (record, 0), ==, "b''");
  hexwire_record_set_format (record, "d");
  g_assert_cmpstr (hexwire_record_get_value (record, 0), ==, "0.0");
  hexwire_record_set_format (record, "2I");
  g_assert_cmpstr (hexwire_record_get_value (record, 0), ==, "0, 0");
  /* Also where the format was none in between, as when another is typed over it. */
  hexwire_record_set_format (record, "");
  hexwire_record_set_format (record, "4s");
  g_assert_cmpstr (hexwire_record_get_value (record, 0), ==, "b''");
}

/* An entry whose text is typed over is empty between the old text and the new one. */
static void
test_an_emptied_value_stays_empty (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();

  hexwire_record_set_format (record, ">hiq");
  set_hex (record, "00 01");
  hexwire_record_set_value (record, 0, "");
  g_assert_cmpstr (hexwire_record_get_value (record, 0), ==, "");
  hexwire_record_set_value (record, 0, "12");
  assert_hex (record, "00 0c 00 00 00 00 00 00 00 00 00 00 00 00");
}

/* Padding that comes and goes must not take the values of the fields around it. */
static void
test_values_stay_with_their_fields (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();

  hexwire_record_set_format (record, "hiq");
  hexwire_record_set_value (record, 0, "12");
  hexwire_record_set_value (record, 2, "23");
  hexwire_record_set_value (record, 3, "451312");
  hexwire_record_set_byte_order (record, '>', FALSE);
  assert_hex (record, "00 0c 00 00 00 17 00 00 00 00 00 06 e2 f0");
  hexwire_record_set_format (record, ">h");
  hexwire_record_set_format (record, "@hiq");
  assert_hex (record, "0c 00 00 00 17 00 00 00 f0 e2 06 00 00 00 00 00");
  hexwire_record_set_format (record, "@hdq");
  hexwire_record_set_value (record, 2, "0.5");
  hexwire_record_set_format (record, "<hiqs");
  g_assert_cmpstr (hexwire_record_get_value (record, 1), ==, "0.5");
  g_assert_cmpstr (hexwire_record_get_value (record, 3), ==, "b''");
}

static void
test_huge_formats_are_refused (void)
{
  static const char *const formats[] = { "99999999999i", "1000001s", "70000B", "9999999999x" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (HexwireRecord) record = hexwire_record_new ();

      hexwire_record_set_format (record, "h");
      hexwire_record_set_format (record, formats[i]);
      if (g_str_equal (formats[i], "1000001s"))
        g_assert_null (hexwire_record_get_format_error (record, NULL));
      else
        g_assert_nonnull (hexwire_record_get_format_error (record, NULL));
    }
}

static void
test_names (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();
  g_autofree char *python = NULL;

  hexwire_record_set_format (record, ">id:h count:i 3x total:q");
  hexwire_record_set_value (record, 0, "-7");
  python = hexwire_record_to_python (record);
  g_assert_cmpstr (python, ==, "struct.pack('>h i 3x q', -7, 0, 0)");
}

static void
assert_state (HexwireRecord *record,
              const char    *format,
              const char    *first_value,
              const char    *hex)
{
  g_assert_cmpstr (hexwire_record_get_format_text (record), ==, format);
  g_assert_cmpstr (hexwire_record_get_value (record, 0), ==, first_value);
  assert_hex (record, hex);
}

/* Whichever side was edited: one history, and the three sides agree after each step. */
static void
test_undo (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();
  guint n_changes = 0;

  g_assert_false (hexwire_record_undo (record));
  g_assert_false (hexwire_record_redo (record));
  hexwire_record_set_format (record, ">H");
  hexwire_record_forget_history (record);
  g_assert_false (hexwire_record_can_undo (record));

  hexwire_record_set_value (record, 0, "258");
  hexwire_record_set_format (record, "<H");
  set_hex (record, "07 00 09");
  hexwire_record_set_format (record, "<B");
  hexwire_record_set_value (record, 0, "300");
  assert_state (record, "<B", "300", "none");

  g_signal_connect (record, "changed", G_CALLBACK (count_cb), &n_changes);
  g_assert_true (hexwire_record_undo (record));
  assert_state (record, "<B", "7", "07 00 09");
  g_assert_true (hexwire_record_undo (record));
  assert_state (record, "<H", "7", "07 00 09");
  g_assert_cmpint (hexwire_record_get_n_left_over (record), ==, 1);
  g_assert_true (hexwire_record_undo (record));
  assert_state (record, "<H", "258", "02 01");
  g_assert_true (hexwire_record_undo (record));
  assert_state (record, ">H", "258", "01 02");
  g_assert_true (hexwire_record_undo (record));
  assert_state (record, ">H", "0", "00 00");
  g_assert_false (hexwire_record_undo (record));

  while (hexwire_record_redo (record))
    ;
  assert_state (record, "<B", "300", "none");
  g_assert_cmpuint (n_changes, ==, 10);

  /* A new edit ends what could be redone. */
  hexwire_record_undo (record);
  hexwire_record_set_value (record, 0, "8");
  g_assert_false (hexwire_record_can_redo (record));
  assert_state (record, "<B", "8", "08 00 09");
  hexwire_record_undo (record);
  assert_state (record, "<B", "7", "07 00 09");
}

/* A text that is no format is a step as well, and leaves the last good one in force. */
static void
test_undo_of_bad_formats (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();

  hexwire_record_set_format (record, ">H");
  hexwire_record_set_format (record, ">H&&&");
  hexwire_record_set_format (record, ">B");
  hexwire_record_undo (record);
  assert_state (record, ">H&&&", "0", "00 00");
  g_assert_nonnull (hexwire_record_get_format_error (record, NULL));
  hexwire_record_undo (record);
  assert_state (record, ">H", "0", "00 00");
  g_assert_null (hexwire_record_get_format_error (record, NULL));
}

static void
type_value (HexwireRecord *record,
            const char    *text)
{
  g_autofree char *start = NULL;

  for (gsize i = 1; i <= strlen (text); i++)
    {
      g_free (start);
      start = g_strndup (text, i);
      hexwire_record_set_value (record, 0, start);
    }
}

static void
test_undo_of_typing (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();

  hexwire_record_set_format (record, ">H");
  hexwire_record_forget_history (record);
  hexwire_record_set_value (record, 0, "");
  type_value (record, "1234");
  hexwire_record_set_value (record, 0, "123");
  hexwire_record_set_value (record, 0, "12");
  hexwire_record_undo (record);
  g_assert_cmpstr (hexwire_record_get_value (record, 0), ==, "1234");
  hexwire_record_undo (record);
  g_assert_cmpstr (hexwire_record_get_value (record, 0), ==, "0");
  g_assert_false (hexwire_record_can_undo (record));

  /* The two digits of a byte are one step; two bytes are two. */
  {
    static const char *const hexes[] = { "f0 00", "fe 00", "fe a0", "fe ab" };

    for (guint i = 0; i < G_N_ELEMENTS (hexes); i++)
      {
        g_autoptr (GBytes) bytes
          = hexwire_bytes_parse (HEXWIRE_NOTATION_HEX, hexes[i], NULL, NULL);

        if (i % 2 == 0)
          hexwire_record_set_bytes (record, bytes);
        else
          hexwire_record_go_on_setting_bytes (record, bytes);
      }
  }
  hexwire_record_undo (record);
  assert_hex (record, "fe 00");
  hexwire_record_undo (record);
  assert_hex (record, "00 00");
  g_assert_false (hexwire_record_can_undo (record));
}

static void
test_undo_of_an_envelope (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();
  HexwireEnvelope envelope = { .length_type = 'B' };

  hexwire_record_set_format (record, ">B");
  hexwire_record_set_envelope (record, &envelope);
  hexwire_record_set_envelope (record, &envelope);
  assert_hex (record, "01 00");
  hexwire_record_undo (record);
  assert_hex (record, "00");
  g_assert_cmpint (hexwire_record_get_envelope (record)->length_type, ==, 0);
  hexwire_record_redo (record);
  assert_hex (record, "01 00");
}

static void
test_history_is_bounded (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();
  guint8 data[4] = { 0 };
  guint n_undone = 0;

  for (guint i = 0; i < 3 * HEXWIRE_RECORD_HISTORY_MAX_STEPS; i++)
    {
      g_autoptr (GBytes) bytes = NULL;

      data[i % 4]++;
      bytes = g_bytes_new (data, sizeof data);
      hexwire_record_set_bytes (record, bytes);
    }
  while (hexwire_record_undo (record))
    n_undone++;
  g_assert_cmpuint (n_undone, ==, HEXWIRE_RECORD_HISTORY_MAX_STEPS);
}

static void
edit_at_random (HexwireRecord *record)
{
  static const char *const formats[] = { ">HB", "@bi", "<4s", ">H&", "" };
  g_autoptr (GBytes) bytes = NULL;
  guint8 data[12];
  gint32 n_fields = (gint32) hexwire_format_get_n_fields (hexwire_record_get_format (record));

  for (guint i = 0; i < sizeof data; i++)
    data[i] = (guint8) g_test_rand_int_range (0, 3);
  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      hexwire_record_set_format (record,
                                 formats[g_test_rand_int_range (0, G_N_ELEMENTS (formats))]);
      break;
    case 1:
      if (n_fields > 0)
        hexwire_record_set_value (record, (gsize) g_test_rand_int_range (0, n_fields),
                                  g_test_rand_bit () ? "5" : "b'x'");
      break;
    default:
      bytes = g_bytes_new (data, (gsize) g_test_rand_int_range (0, sizeof data + 1));
      if (g_test_rand_bit ())
        hexwire_record_set_bytes (record, bytes);
      else
        hexwire_record_go_on_setting_bytes (record, bytes);
    }
}

/* Undoing all of it gives the beginning back, and redoing the end. */
static void
test_undo_of_random_edits (void)
{
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (HexwireRecord) record = hexwire_record_new ();
      g_autofree char *end_format = NULL;
      g_autofree char *end_hex = NULL;

      for (guint i = 0; i < 50; i++)
        {
          edit_at_random (record);
          if (g_test_rand_int_range (0, 8) == 0)
            hexwire_record_undo (record);
          if (g_test_rand_int_range (0, 8) == 0)
            hexwire_record_redo (record);
        }
      while (hexwire_record_redo (record))
        ;
      end_format = g_strdup (hexwire_record_get_format_text (record));
      end_hex = to_hex (record);
      while (hexwire_record_undo (record))
        ;
      assert_hex (record, "");
      g_assert_cmpstr (hexwire_record_get_format_text (record), ==, "");
      while (hexwire_record_redo (record))
        ;
      g_assert_cmpstr (hexwire_record_get_format_text (record), ==, end_format);
      assert_hex (record, end_hex);
    }
}

/* Bytes that would be sent with that counter. */
static char *
make_hex (HexwireRecord *record,
          guint64        counter)
{
  const gint64 time_us = G_GINT64_CONSTANT (1700000000000000);
  HexwireMacroContext context = { .counter = counter, .time_us = time_us };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = hexwire_record_make (record, &context, &error);

  g_assert_no_error (error);
  return hexwire_bytes_to_text (HEXWIRE_NOTATION_HEX, g_bytes_get_data (bytes, NULL),
                                g_bytes_get_size (bytes));
}

/* The last good format stays in force, but nobody asked to send what it gives. */
static void
test_wrong_format_is_not_sent (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();
  g_autoptr (GError) error = NULL;

  hexwire_record_set_format (record, ">h");
  g_assert_true (hexwire_record_can_be_sent (record));
  hexwire_record_set_format (record, ">h&");
  g_assert_false (hexwire_record_can_be_sent (record));
  g_assert_null (hexwire_record_make (record, &(HexwireMacroContext) { 0 }, &error));
  g_assert_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "position 3"));
  assert_hex (record, "00 00");

  hexwire_record_set_format (record, ">hB");
  g_assert_true (hexwire_record_can_be_sent (record));
  hexwire_record_set_value (record, 0, "99999");
  g_assert_false (hexwire_record_can_be_sent (record));
}

static void
test_macros (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();
  g_autoptr (HexwireRecord) copy = NULL;
  HexwireEnvelope envelope = *hexwire_record_get_envelope (record);
  g_autofree char *made = NULL;
  g_autofree char *wrapped = NULL;
  g_autofree char *copied = NULL;

  hexwire_record_set_format (record, ">HI2s");
  g_assert_false (hexwire_record_has_macros (record));
  hexwire_record_set_value (record, 0, "${counter}");
  hexwire_record_set_value (record, 1, "${time}");
  hexwire_record_set_value (record, 2, "b'${'");
  g_assert_true (hexwire_record_has_macros (record));
  made = make_hex (record, 0x10005);
  g_assert_cmpstr (made, ==, "00 05 65 53 f1 00 24 7b");

  envelope.length_type = 'B';
  hexwire_record_set_envelope (record, &envelope);
  copy = hexwire_record_copy (record);
  hexwire_record_set_value (record, 0, "1");
  copied = make_hex (copy, 6);
  g_assert_cmpstr (copied, ==, "08 00 06 65 53 f1 00 24 7b");
  wrapped = make_hex (record, 6);
  g_assert_cmpstr (wrapped, ==, "08 00 01 65 53 f1 00 24 7b");
}

static void
test_places (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();
  HexwireEnvelope envelope = *hexwire_record_get_envelope (record);
  g_autoptr (GArray) places = NULL;
  static const gsize expected[] = { 2, 4, 6, 10, 10 };

  hexwire_record_set_format (record, "=hHi");
  envelope.length_type = 'H';
  hexwire_record_set_envelope (record, &envelope);
  places = hexwire_record_dup_places (record);
  g_assert_cmpmem (places->data, places->len * sizeof (gsize), expected, sizeof expected);
}

static void
test_macro_counter (void)
{
  g_autoptr (HexwireRecord) record = hexwire_record_new ();
  guint n_changes = 0;

  hexwire_record_set_format (record, ">H");
  hexwire_record_set_counter (record, 1);
  assert_hex (record, "00 00");
  hexwire_record_set_value (record, 0, "${counter}");
  assert_hex (record, "00 01");
  g_signal_connect (record, "changed", G_CALLBACK (count_cb), &n_changes);
  hexwire_record_set_counter (record, 2);
  g_assert_cmpuint (hexwire_record_get_counter (record), ==, 2);
  g_assert_cmpuint (n_changes, ==, 1);
  assert_hex (record, "00 02");

  hexwire_record_set_value (record, 0, "${nothing}");
  assert_hex (record, "none");
  g_assert_nonnull (strstr (hexwire_record_get_value_error (record, 0), "position 3"));
  g_assert_null (hexwire_record_make (record, &(HexwireMacroContext) { 0 }, NULL));

  /* What was decoded has no macros. */
  set_hex (record, "01 02");
  g_assert_false (hexwire_record_has_macros (record));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/an-emptied-value-stays-empty", test_an_emptied_value_stays_empty);
  g_test_add_func ("/record/arrays", test_arrays);
  g_test_add_func ("/record/bad-format-keeps-the-good-one", test_bad_format_keeps_the_good_one);
  g_test_add_func ("/record/bad-value", test_bad_value);
  g_test_add_func ("/record/byte-order", test_byte_order);
  g_test_add_func ("/record/bytes-make-values", test_bytes_make_values);
  g_test_add_func ("/record/envelope", test_envelope);
  g_test_add_func ("/record/envelope-of-decoded-bytes", test_envelope_of_decoded_bytes);
  g_test_add_func ("/record/fill-missing", test_fill_missing);
  g_test_add_func ("/record/format-and-values", test_format_and_values);
  g_test_add_func ("/record/history-is-bounded", test_history_is_bounded);
  g_test_add_func ("/record/huge-formats-are-refused", test_huge_formats_are_refused);
  g_test_add_func ("/record/names", test_names);
  g_test_add_func ("/record/the-last-side-leads", test_the_last_side_leads);
  g_test_add_func ("/record/undo", test_undo);
  g_test_add_func ("/record/undo-of-an-envelope", test_undo_of_an_envelope);
  g_test_add_func ("/record/undo-of-bad-formats", test_undo_of_bad_formats);
  g_test_add_func ("/record/undo-of-random-edits", test_undo_of_random_edits);
  g_test_add_func ("/record/macro-counter", test_macro_counter);
  g_test_add_func ("/record/macros", test_macros);
  g_test_add_func ("/record/places", test_places);
  g_test_add_func ("/record/undo-of-typing", test_undo_of_typing);
  g_test_add_func ("/record/untyped-values-follow-the-type", test_untyped_values_follow_the_type);
  g_test_add_func ("/record/values-make-bytes", test_values_make_bytes);
  g_test_add_func ("/record/wrong-format-is-not-sent", test_wrong_format_is_not_sent);
  g_test_add_func ("/record/values-stay-with-their-fields", test_values_stay_with_their_fields);

  return g_test_run ();
}
