/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>

#include "codec/format.h"

#define N_RUNS 15
#define BLOCK_RECORDS ((gsize) 100)

/* Times what bench-codec.py times in Python: a file of records to values, to text, and packed
 * again. Prints the best of several runs of each, in nanoseconds for a record. */

typedef struct
{
  const HexwireFormat *format;
  const guint8 *data;
  gsize n_records;
  gsize record_size;
  HexwireValue *values;         /* of a block of records */
  FILE *sink;
} Bench;

/* Keeps the compiler from leaving out what nobody reads. */
static volatile gint64 kept;

static void
run_values (Bench *self)
{
  for (gsize i = 0; i < self->n_records; i += BLOCK_RECORDS)
    {
      hexwire_format_unpack_records (self->format, self->data + i * self->record_size,
                                     MIN (self->n_records - i, BLOCK_RECORDS), self->values);
      kept = self->values[0].int64;
    }
}

static void
append_record (const Bench        *self,
               const HexwireValue *values,
               GString            *text)
{
  for (gsize i = 0; i < hexwire_format_get_n_values (self->format); i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      hexwire_value_append_text (&values[i], text);
    }
  g_string_append_c (text, '\n');
}

static void
run_text (Bench *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize n_values = hexwire_format_get_n_values (self->format);

  for (gsize i = 0; i < self->n_records; i += BLOCK_RECORDS)
    {
      gsize n = MIN (self->n_records - i, BLOCK_RECORDS);

      hexwire_format_unpack_records (self->format, self->data + i * self->record_size, n,
                                     self->values);
      for (gsize j = 0; j < n; j++)
        append_record (self, self->values + j * n_values, text);
      fwrite (text->str, 1, text->len, self->sink);
      g_string_truncate (text, 0);
    }
}

static void
run_pack (Bench *self)
{
  guint8 buffer[256];

  hexwire_format_unpack (self->format, self->data, self->record_size, self->values, NULL);
  for (gsize i = 0; i < self->n_records; i++)
    {
      hexwire_format_pack_into (self->format, self->values,
                                hexwire_format_get_n_values (self->format), buffer, NULL, NULL);
      kept = buffer[0];
    }
}

static void
time_runs (Bench      *self,
           const char *name,
           void      (*run) (Bench *self))
{
  gint64 best_us = G_MAXINT64;

  for (int i = 0; i < N_RUNS; i++)
    {
      gint64 start_us = g_get_monotonic_time ();

      run (self);
      best_us = MIN (best_us, g_get_monotonic_time () - start_us);
    }
  printf ("%s %.1f\n", name, (double) best_us * 1000 / (double) self->n_records);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse (argv[1], NULL, NULL);
  g_autoptr (GMappedFile) file = g_mapped_file_new (argv[2], FALSE, NULL);
  g_autofree HexwireValue *values = NULL;
  Bench bench;

  g_assert (argc == 3 && format != NULL && file != NULL);

  values = g_new (HexwireValue, BLOCK_RECORDS * hexwire_format_get_n_values (format));
  bench.format = format;
  bench.record_size = hexwire_format_get_size_bytes (format);
  bench.data = (const guint8 *) g_mapped_file_get_contents (file);
  bench.n_records = g_mapped_file_get_length (file) / bench.record_size;
  bench.values = values;
  bench.sink = fopen ("/dev/null", "wb");
  time_runs (&bench, "values", run_values);
  time_runs (&bench, "text", run_text);
  time_runs (&bench, "pack", run_pack);
  fclose (bench.sink);
  return 0;
}
