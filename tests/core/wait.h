/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Runs the main loop until @condition holds; fails the test when that takes longer than 5 s, or 50
 * under a checker that slows everything down. */
#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 wait_deadline_us = g_get_monotonic_time () + wait_limit_us ();                          \
    guint wait_tick = g_timeout_add (20, wait_tick_cb, NULL);                                      \
                                                                                                   \
    while (!(condition) && g_get_monotonic_time () < wait_deadline_us)                             \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (wait_tick);                                                                   \
    if (!(condition))                                                                              \
      g_error ("%s:%d: waited in vain for %s", __FILE__, __LINE__, #condition);                    \
  }                                                                                                \
  G_STMT_END

static inline gint64
wait_limit_us (void)
{
  return (g_getenv ("HEXWIRE_TEST_SLOW") != NULL ? 50 : 5) * G_USEC_PER_SEC;
}

static inline gboolean
wait_tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}
