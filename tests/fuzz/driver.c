/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>

#include "fuzz.h"

/* Runs a fuzzing target over the files of a folder, and over each of them cut short, where there is
 * no libFuzzer. */

static void
run_file (const char *path)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);
  for (gsize cut = 0; cut <= size; cut++)
    {
      /* A copy of exactly that size, so that a sanitizer sees a byte too far. */
      g_autofree guint8 *copy = g_memdup2 (contents, size - cut);

      LLVMFuzzerTestOneInput (copy, size - cut);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = NULL;
  const char *name;
  guint n_files = 0;

  g_assert (argc == 2);
  folder = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);

      run_file (path);
      n_files++;
    }
  printf ("%u files\n", n_files);
  return n_files > 0 ? 0 : 1;
}
