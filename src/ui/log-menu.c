/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-menu.h"

#define MENU_KEY "hexwire-log-menu"
#define MODEL_KEY "hexwire-log-menu-model"

/* The row that holds @widget, NULL where it is none: the heading, or the space below the rows. */
static GtkWidget *
find_row (HexwireLogList *list,
          GtkWidget      *widget)
{
  while (widget != NULL && widget != GTK_WIDGET (list)
         && !g_str_equal (gtk_widget_get_css_name (widget), "row"))
    widget = gtk_widget_get_parent (widget);
  return widget != GTK_WIDGET (list) ? widget : NULL;
}

/* A popover that closes leaves the focus somewhere; the next key is meant for the rows. */
static void
closed_cb (HexwireLogList *list)
{
  GtkWidget *columns = GTK_WIDGET (hexwire_log_list_get_columns (list));

  gtk_widget_grab_focus (gtk_widget_get_last_child (columns));
}

static GtkWidget *
new_menu (HexwireLogList *list)
{
  GMenuModel *model = g_object_get_data (G_OBJECT (list), MODEL_KEY);
  GtkWidget *menu = gtk_popover_menu_new_from_model_full (model, GTK_POPOVER_MENU_NESTED);

  gtk_popover_set_has_arrow (GTK_POPOVER (menu), FALSE);
  gtk_widget_set_halign (menu, GTK_ALIGN_START);
  gtk_widget_set_parent (menu, GTK_WIDGET (list));
  g_signal_connect_object (menu, "closed", G_CALLBACK (closed_cb), list, G_CONNECT_SWAPPED);
  return menu;
}

static void
open_menu_at (HexwireLogList     *list,
              const GdkRectangle *place)
{
  GtkWidget *menu = g_object_get_data (G_OBJECT (list), MENU_KEY);

  if (menu == NULL)
    {
      menu = new_menu (list);
      g_object_set_data (G_OBJECT (list), MENU_KEY, menu);
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (menu), place);
  gtk_popover_popup (GTK_POPOVER (menu));
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            HexwireLogList  *list)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (list), x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = find_row (list, picked);

  if (row == NULL)
    return;
  if ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) == 0)
    gtk_widget_activate_action (row, "listitem.select", "(bb)", FALSE, FALSE);
  gtk_widget_grab_focus (row);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  open_menu_at (list, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
}

/* The key opens the menu at the row that has the focus, below its time. */
static gboolean
key_cb (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   user_data)
{
  HexwireLogList *list = HEXWIRE_LOG_LIST (widget);
  GtkWidget *row = find_row (list, gtk_root_get_focus (gtk_widget_get_root (widget)));
  graphene_rect_t bounds;

  if (row == NULL || !gtk_widget_compute_bounds (row, widget, &bounds))
    return GDK_EVENT_PROPAGATE;
  if (hexwire_log_list_get_n_selected (list) == 0)
    gtk_widget_activate_action (row, "listitem.select", "(bb)", FALSE, FALSE);
  open_menu_at (list, &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                        1, (int) bounds.size.height });
  return GDK_EVENT_STOP;
}

void
hexwire_log_menu_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, key_cb, NULL);
}

void
hexwire_log_menu_add (HexwireLogList *list,
                      GMenuModel     *model)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_object_set_data_full (G_OBJECT (list), MODEL_KEY, g_object_ref (model), g_object_unref);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), list);
  gtk_widget_add_controller (GTK_WIDGET (list), GTK_EVENT_CONTROLLER (click));
}

void
hexwire_log_menu_remove (HexwireLogList *list)
{
  GtkWidget *menu = g_object_steal_data (G_OBJECT (list), MENU_KEY);

  if (menu != NULL)
    gtk_widget_unparent (menu);
}
