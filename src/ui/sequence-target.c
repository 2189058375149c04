/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sequence-target.h"

#include <glib/gi18n.h>

char *
hexwire_sequence_target_dup_title (HexwireWindow *window)
{
  HexwireEndpointPage *page = hexwire_window_get_endpoint_page (window);
  g_autofree char *name = NULL;

  if (page == NULL)
    return g_strdup (_("Sequence"));
  name = hexwire_page_dup_title (HEXWIRE_PAGE (page));
  /* Translators: %s is what is on the tab, such as "TCP Server" */
  return g_strdup_printf (_("Sequence – %s"), name);
}

char *
hexwire_sequence_target_dup_text (HexwireWindow *window)
{
  HexwireEndpointPage *page = hexwire_window_get_endpoint_page (window);
  g_autofree char *name = NULL;
  g_autofree char *state = NULL;

  if (page == NULL)
    return g_strdup (_("The tab in front has no connection to run on"));
  name = hexwire_page_dup_title (HEXWIRE_PAGE (page));
  state = hexwire_page_dup_subtitle (HEXWIRE_PAGE (page));
  /* Translators: what is on the tab, and what it does: "TCP Client", "Connected to [::1]:5000" */
  return g_strdup_printf (_("Runs on %s: %s"), name, state);
}

char *
hexwire_sequence_target_dup_status (HexwireSequenceRunner *runner)
{
  guint position = hexwire_sequence_runner_get_position (runner) + 1;

  switch (hexwire_sequence_runner_get_state (runner))
    {
    case HEXWIRE_RUN_RUNNING:
      return g_strdup_printf (_("Step %u is being done"), position);
    case HEXWIRE_RUN_PAUSED:
      return g_strdup_printf (_("Step %u is next"), position);
    case HEXWIRE_RUN_DONE:
      return g_strdup (_("All steps are done"));
    case HEXWIRE_RUN_FAILED:
      return g_strdup_printf (_("Step %u failed"), position);
    case HEXWIRE_RUN_STOPPED:
      return g_strdup (_("Stopped"));
    case HEXWIRE_RUN_IDLE:
    default:
      return NULL;
    }
}

gboolean
hexwire_sequence_target_start (HexwireWindow         *window,
                               HexwireSequenceRunner *runner,
                               HexwireSequence       *sequence,
                               gboolean               pauses)
{
  HexwireEndpointPage *page = hexwire_window_get_endpoint_page (window);
  HexwireLogView *log_view;

  if (page == NULL)
    return FALSE;
  log_view = hexwire_log_pane_get_log_view (hexwire_page_get_log_pane (HEXWIRE_PAGE (page)));
  hexwire_sequence_runner_start (runner, sequence, hexwire_endpoint_page_get_endpoint (page),
                                 hexwire_endpoint_page_get_peer (page),
                                 hexwire_log_view_get_rule (log_view), pauses);
  return TRUE;
}
