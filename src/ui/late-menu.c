/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "late-menu.h"

/* Each time anew: GTK 4.8 leaves the focus in the submenu that was used last, where it is not seen
 * and the arrows do not lead out of. */
static void
create_cb (GtkMenuButton *button,
           gpointer       user_data)
{
  gtk_menu_button_set_menu_model (button, user_data);
}

void
hexwire_late_menu_set (GtkMenuButton *button,
                       GMenuModel    *model)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  g_return_if_fail (G_IS_MENU_MODEL (model));

  gtk_menu_button_set_create_popup_func (button, create_cb, g_object_ref (model), g_object_unref);
}

void
hexwire_late_menu_set_useful (GtkMenuButton *button,
                              gboolean       is_useful)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  if (!is_useful)
    gtk_menu_button_popdown (button);
  gtk_widget_set_sensitive (GTK_WIDGET (button), is_useful);
}
