/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tooltip.h"

#define TEXT_KEY "hexwire-tooltip"

static gboolean
query_cb (GtkWidget  *widget,
          int         x,
          int         y,
          gboolean    is_keyboard,
          GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, g_object_get_data (G_OBJECT (widget), TEXT_KEY));
  return TRUE;
}

void
hexwire_tooltip_set (GtkWidget  *widget,
                     const char *text)
{
  const char *former;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  former = g_object_get_data (G_OBJECT (widget), TEXT_KEY);
  if (g_strcmp0 (former, text) == 0)
    return;
  if (former == NULL)
    g_signal_connect (widget, "query-tooltip", G_CALLBACK (query_cb), NULL);
  else if (text == NULL)
    g_signal_handlers_disconnect_by_func (widget, query_cb, NULL);
  g_object_set_data_full (G_OBJECT (widget), TEXT_KEY, g_strdup (text), g_free);
  gtk_widget_set_has_tooltip (widget, text != NULL);
  if (text == NULL)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    text, -1);
}
