/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hex-view-private.h"

#include <glib/gi18n.h>

typedef enum
{
  MOVE_BYTES,
  MOVE_LINES,
  MOVE_PAGES,
  MOVE_LINE_EDGE,
  MOVE_EDGE,
} Movement;

static void
bring_into_sight (HexwireHexView *self,
                  gsize           offset)
{
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];
  double y = (double) (offset / self->n_bytes_per_line) * self->line_height_px;

  gtk_adjustment_clamp_page (adjustment, y, y + self->line_height_px);
}

void
hexwire_hex_view_move_caret (HexwireHexView *self,
                             gsize           caret,
                             gboolean        extend)
{
  self->caret = MIN (caret, hexwire_hex_view_get_size_bytes (self));
  self->is_low_nibble = FALSE;
  if (!extend)
    self->anchor = self->caret;
  hexwire_hex_view_caret_moved (self);
  bring_into_sight (self, self->caret);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit_by_name (self, "selection-changed");
  hexwire_hex_view_point (self, self->caret);
}

static gsize
add_clamped (gsize  offset,
             gint64 step,
             gsize  max)
{
  if (step < 0)
    return offset >= (gsize) -step ? offset - (gsize) -step : 0;
  return MIN (offset + (gsize) step, max);
}

static gsize
find_target (HexwireHexView *self,
             Movement        movement,
             int             step)
{
  gsize size_bytes = hexwire_hex_view_get_size_bytes (self);
  gsize line_start = self->caret - self->caret % self->n_bytes_per_line;
  int n_page_lines = gtk_widget_get_height (GTK_WIDGET (self)) / self->line_height_px;

  switch (movement)
    {
    case MOVE_BYTES:
      return add_clamped (self->caret, step, size_bytes);
    case MOVE_LINES:
      return add_clamped (self->caret, (gint64) step * self->n_bytes_per_line, size_bytes);
    case MOVE_PAGES:
      return add_clamped (self->caret,
                          (gint64) step * MAX (n_page_lines - 1, 1) * self->n_bytes_per_line,
                          size_bytes);
    case MOVE_LINE_EDGE:
      return step < 0 ? line_start : MIN (line_start + self->n_bytes_per_line - 1, size_bytes);
    case MOVE_EDGE:
    default:
      return step < 0 ? 0 : size_bytes;
    }
}

static gboolean
move_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   user_data)
{
  HexwireHexView *self = HEXWIRE_HEX_VIEW (widget);
  int movement;
  int step;
  gboolean extend;

  g_variant_get (arguments, "(iib)", &movement, &step, &extend);
  hexwire_hex_view_move_caret (self, find_target (self, (Movement) movement, step), extend);
  return GDK_EVENT_STOP;
}

static gboolean
select_all_cb (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   user_data)
{
  HexwireHexView *self = HEXWIRE_HEX_VIEW (widget);

  hexwire_hex_view_select (self, 0, hexwire_hex_view_get_size_bytes (self));
  return GDK_EVENT_STOP;
}

/* The byte under a point; FALSE where there is none. */
static gboolean
find_byte_at (HexwireHexView *self,
              double          x,
              double          y,
              gsize          *offset,
              gboolean       *is_in_text)
{
  double top = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);
  int column = (int) (x - HEXWIRE_HEX_VIEW_MARGIN_PX) / self->char_width_px;
  gsize line = (gsize) MAX ((y + top) / self->line_height_px, 0);
  int hex_column = (int) hexwire_hex_view_get_hex_column (self, 0);
  int text_column = (int) hexwire_hex_view_get_text_column (self, 0);
  int last = (int) self->n_bytes_per_line - 1;
  int index;

  *is_in_text = column >= text_column;
  index = *is_in_text ? column - text_column : (column - hex_column) / 3;
  index = CLAMP (index, 0, last);
  *offset = line * self->n_bytes_per_line + (gsize) index;
  return *offset < hexwire_hex_view_get_size_bytes (self);
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               HexwireHexView *self)
{
  gsize offset;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  find_byte_at (self, x, y, &offset, &self->is_in_text);
  hexwire_hex_view_move_caret (self, offset, FALSE);
}

/* The byte where the drag began and the one under the pointer both belong to the selection. */
static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                HexwireHexView *self)
{
  gsize size_bytes = hexwire_hex_view_get_size_bytes (self);
  gboolean ignored;
  double x;
  double y;
  gsize first;
  gsize last;

  if (ABS (dx) < self->char_width_px && ABS (dy) < self->line_height_px / 2)
    return;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  find_byte_at (self, x, y, &first, &ignored);
  find_byte_at (self, x + dx, y + dy, &last, &ignored);
  self->anchor = MIN (last >= first ? first : first + 1, size_bytes);
  hexwire_hex_view_move_caret (self, last >= first ? last + 1 : last, TRUE);
}

static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           HexwireHexView           *self)
{
  gboolean ignored;
  gsize offset;
  gboolean is_over_byte = find_byte_at (self, x, y, &offset, &ignored);

  hexwire_hex_view_point (self, is_over_byte ? offset : G_MAXUINT64);
}

static void
leave_cb (GtkEventControllerMotion *controller,
          HexwireHexView           *self)
{
  hexwire_hex_view_point (self, G_MAXUINT64);
}

static GMenuModel *
new_copy_menu (void)
{
  static const struct
  {
    const char *title;
    const char *notation;
  } items[] = {
    { N_ ("Copy as hex"), "hex" },         { N_ ("Copy as text"), "escaped" },
    { N_ ("Copy as C array"), "c" },       { N_ ("Copy as Python literal"), "python" },
    { N_ ("Copy as base64"), "base64" },   { N_ ("Copy as hex dump"), "dump" },
  };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autofree char *action = g_strconcat ("bytes.copy-as::", items[i].notation, NULL);

      g_menu_append (menu, _(items[i].title), action);
    }
  return G_MENU_MODEL (menu);
}

/* Made when it is first opened. */
static GtkPopover *
get_menu (HexwireHexView *self)
{
  g_autoptr (GMenuModel) menu = NULL;

  if (self->menu == NULL)
    {
      menu = new_copy_menu ();
      self->menu = gtk_popover_menu_new_from_model (menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  return GTK_POPOVER (self->menu);
}

static void
menu_pressed_cb (GtkGestureClick *gesture,
                 int              n_press,
                 double           x,
                 double           y,
                 HexwireHexView  *self)
{
  gtk_popover_set_pointing_to (get_menu (self), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (get_menu (self));
}

static gboolean
open_menu_cb (GtkWidget *widget,
              GVariant  *arguments,
              gpointer   user_data)
{
  HexwireHexView *self = HEXWIRE_HEX_VIEW (widget);
  double top = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);
  gsize line = self->caret / self->n_bytes_per_line;
  guint column = hexwire_hex_view_get_hex_column (self,
                                                  (guint) (self->caret % self->n_bytes_per_line));

  menu_pressed_cb (NULL, 1, HEXWIRE_HEX_VIEW_MARGIN_PX + (double) column * self->char_width_px,
                   (double) line * self->line_height_px - top, self);
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                HexwireHexView        *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  return hexwire_hex_view_type (self, keyval);
}

void
hexwire_hex_view_class_add_movements (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint keyval;
    guint keypad_keyval;
    GdkModifierType modifiers;
    Movement movement;
    int step;
  } keys[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, 0, MOVE_BYTES, -1 },
    { GDK_KEY_Right, GDK_KEY_KP_Right, 0, MOVE_BYTES, 1 },
    { GDK_KEY_Up, GDK_KEY_KP_Up, 0, MOVE_LINES, -1 },
    { GDK_KEY_Down, GDK_KEY_KP_Down, 0, MOVE_LINES, 1 },
    { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, MOVE_PAGES, -1 },
    { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, MOVE_PAGES, 1 },
    { GDK_KEY_Home, GDK_KEY_KP_Home, 0, MOVE_LINE_EDGE, -1 },
    { GDK_KEY_End, GDK_KEY_KP_End, 0, MOVE_LINE_EDGE, 1 },
    { GDK_KEY_Home, GDK_KEY_KP_Home, GDK_CONTROL_MASK, MOVE_EDGE, -1 },
    { GDK_KEY_End, GDK_KEY_KP_End, GDK_CONTROL_MASK, MOVE_EDGE, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    for (guint extend = 0; extend < 2; extend++)
      {
        GdkModifierType modifiers = keys[i].modifiers | (extend != 0 ? GDK_SHIFT_MASK : 0);

        gtk_widget_class_add_binding (widget_class, keys[i].keyval, modifiers, move_cb, "(iib)",
                                      keys[i].movement, keys[i].step, extend != 0);
        gtk_widget_class_add_binding (widget_class, keys[i].keypad_keyval, modifiers, move_cb,
                                      "(iib)", keys[i].movement, keys[i].step, extend != 0);
      }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, open_menu_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, open_menu_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, select_all_cb, NULL);
}

void
hexwire_hex_view_add_controllers (HexwireHexView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (menu, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (menu));
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (widget, keys);
}
