/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench.h"

/* What a log of many small messages takes, as the system counts it, against the payload and 40
 * bytes of bookkeeping for each message. */

#define N_MESSAGES 1000000
#define PAYLOAD_SIZE_BYTES 32
#define BOOKKEEPING_BYTES 40

/* The second field of /proc/self/statm: the pages that are in memory. */
static gsize
get_resident_bytes (void)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  const char *field;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, &error))
    g_error ("%s", error->message);
  field = strchr (text, ' ');
  g_assert (field != NULL);
  return (gsize) g_ascii_strtoull (field, NULL, 10) * (gsize) sysconf (_SC_PAGESIZE);
}

int
main (void)
{
  g_autoptr (HexwireMessageLog) log = hexwire_message_log_new ();
  const gsize allowed_bytes = (gsize) N_MESSAGES * (PAYLOAD_SIZE_BYTES + BOOKKEEPING_BYTES);
  guint8 payload[PAYLOAD_SIZE_BYTES] = { 0 };
  gsize before_bytes;
  gsize taken_bytes;

  bench_init ();
  hexwire_message_log_set_limits (log, G_MAXSIZE, G_MAXUINT);
  before_bytes = get_resident_bytes ();
  for (guint i = 0; i < N_MESSAGES; i++)
    hexwire_message_log_append (log, HEXWIRE_MESSAGE_RECEIVED, 0, i, payload, sizeof payload);
  taken_bytes = get_resident_bytes () - before_bytes;
  g_print ("log-memory, %d messages of %d bytes: %.1f MB taken, payload and %d bytes each %.1f MB, "
           "ratio %.2f (aim 1.0)\n",
           N_MESSAGES, PAYLOAD_SIZE_BYTES, (double) taken_bytes / 1e6, BOOKKEEPING_BYTES,
           (double) allowed_bytes / 1e6, (double) taken_bytes / (double) allowed_bytes);
  return EXIT_SUCCESS;
}
