/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "peer-list.h"

#include "late-list.h"
#include "late-menu.h"
#include "peer-row.h"
#include "tooltip.h"

#include "net/endpoint-kind.h"

#include <glib/gi18n.h>

struct _HexwirePeerList
{
  GtkBox parent_instance;

  GtkMultiSelection *selection;
  guint reselect_source;        /* an idle */
  HexwireEndpoint *endpoint;
  GtkWidget *popover;

  GMenuModel *peer_menu;
  GtkMenuButton *menu_button;
  GtkLabel *title;
  GtkListView *view;
};

enum
{
  PROP_SELECTED_PEER = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HexwirePeerList, hexwire_peer_list, GTK_TYPE_BOX)

/* Whether the menu has something to do, whoever is selected. */
static gboolean
has_menu (HexwirePeerList *self)
{
  GListModel *peers = hexwire_endpoint_get_peers (self->endpoint);

  return (hexwire_endpoint_kind_is_stream (hexwire_endpoint_get_kind (self->endpoint))
          && hexwire_endpoint_is_active (self->endpoint))
         || g_list_model_get_n_items (peers) > 0;
}

static void
update_actions (HexwirePeerList *self)
{
  g_autoptr (GPtrArray) peers = hexwire_peer_list_dup_selected (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "peers.copy-address", peers != NULL);
  hexwire_late_menu_set_useful (self->menu_button, peers != NULL || has_menu (self));
}

static gboolean
reselect_cb (gpointer user_data)
{
  HexwirePeerList *self = user_data;
  g_autoptr (GtkBitset) selected
    = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  self->reselect_source = 0;
  if (gtk_bitset_is_empty (selected))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), 0, TRUE);
  return G_SOURCE_REMOVE;
}

/* Nobody selected is everybody, and the row says so; but not before the list has followed its
 * model. A peer that is forgotten leaves the selection without being told of. */
static void
selected_cb (HexwirePeerList *self)
{
  g_autoptr (GtkBitset) selected
    = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  if (gtk_bitset_is_empty (selected) && self->reselect_source == 0)
    self->reselect_source = g_idle_add (reselect_cb, self);
  update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_PEER]);
}

static void
items_changed_cb (HexwirePeerList *self,
                  guint            position,
                  guint            n_removed)
{
  if (n_removed > 0)
    selected_cb (self);
}

/* By a key, selected peers can be ended; all of them only from the menu. */
static gboolean
end_cb (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   user_data)
{
  g_autoptr (GPtrArray) peers = hexwire_peer_list_dup_selected (HEXWIRE_PEER_LIST (widget));
  const char *action_name;

  g_variant_get (arguments, "(&s)", &action_name);
  return peers != NULL && gtk_widget_activate_action (widget, action_name, NULL);
}

static void
activate_cb (HexwirePeerList *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "connection.details", NULL);
}

static void
copy_address_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  g_autoptr (GPtrArray) peers = hexwire_peer_list_dup_selected (HEXWIRE_PEER_LIST (widget));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; peers != NULL && i < peers->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            hexwire_peer_get_address (g_ptr_array_index (peers, i)));
  if (peers != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
}

/* Not before it is asked for, which most windows are not. */
static void
make_popover (HexwirePeerList *self)
{
  self->popover = gtk_popover_menu_new_from_model (self->peer_menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
}

static void
pop_up_at (HexwirePeerList *self,
           GtkWidget       *row,
           double           x,
           double           y)
{
  graphene_point_t point;

  if (!gtk_widget_compute_point (row, GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return;
  update_actions (self);
  if (self->popover == NULL)
    make_popover (self);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle) { (int) point.x, (int) point.y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/* The menu, by a key: where the selected row is. */
static gboolean
menu_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   user_data)
{
  HexwirePeerList *self = HEXWIRE_PEER_LIST (widget);
  GtkWidget *anchor = hexwire_peer_list_get_anchor (self);

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->menu_button)))
    return FALSE;
  pop_up_at (self, anchor, gtk_widget_get_width (anchor) / 2.0,
             gtk_widget_get_height (anchor) / 2.0);
  return TRUE;
}

static void
right_pressed_cb (GtkGestureClick *gesture,
                  int              n_press,
                  double           x,
                  double           y,
                  GtkListItem     *list_item)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  HexwirePeerList *self
    = HEXWIRE_PEER_LIST (gtk_widget_get_ancestor (row, HEXWIRE_TYPE_PEER_LIST));

  if (!gtk_list_item_get_selected (list_item))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection),
                                     gtk_list_item_get_position (list_item), TRUE);
  if (gtk_widget_get_sensitive (GTK_WIDGET (self->menu_button)))
    pop_up_at (self, row, x, y);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  GtkWidget *row = hexwire_peer_row_new ();
  GtkGesture *gesture = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  g_signal_connect (gesture, "pressed", G_CALLBACK (right_pressed_cb), list_item);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (gesture));
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  hexwire_peer_row_set_item (HEXWIRE_PEER_ROW (gtk_list_item_get_child (list_item)),
                             gtk_list_item_get_item (list_item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item)
{
  hexwire_peer_row_set_item (HEXWIRE_PEER_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
hexwire_peer_list_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SELECTED_PEER:
      g_value_set_object (value, hexwire_peer_list_get_selected (HEXWIRE_PEER_LIST (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hexwire_peer_list_dispose (GObject *object)
{
  HexwirePeerList *self = HEXWIRE_PEER_LIST (object);

  g_clear_handle_id (&self->reselect_source, g_source_remove);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->endpoint);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_PEER_LIST);

  G_OBJECT_CLASS (hexwire_peer_list_parent_class)->dispose (object);
}

/* GTK goes from row to row by Tab, and would not leave a list of 10 000 peers for long. */
static gboolean
hexwire_peer_list_focus (GtkWidget        *widget,
                         GtkDirectionType  direction)
{
  HexwirePeerList *self = HEXWIRE_PEER_LIST (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    {
      if (direction == GTK_DIR_TAB_FORWARD)
        return FALSE;
      if (direction == GTK_DIR_TAB_BACKWARD)
        return gtk_widget_grab_focus (GTK_WIDGET (self->menu_button));
    }
  return GTK_WIDGET_CLASS (hexwire_peer_list_parent_class)->focus (widget, direction);
}

static void
hexwire_peer_list_class_init (HexwirePeerListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hexwire_peer_list_get_property;
  object_class->dispose = hexwire_peer_list_dispose;
  widget_class->focus = hexwire_peer_list_focus;

  properties[PROP_SELECTED_PEER] = g_param_spec_object ("selected-peer", NULL, NULL,
                                                        HEXWIRE_TYPE_PEER,
                                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS
                                                          | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (HEXWIRE_TYPE_TOOLTIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hexwire/Hexwire/peer-list.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwirePeerList, menu_button);
  gtk_widget_class_bind_template_child (widget_class, HexwirePeerList, peer_menu);
  gtk_widget_class_bind_template_child (widget_class, HexwirePeerList, title);
  gtk_widget_class_bind_template_child (widget_class, HexwirePeerList, view);

  gtk_widget_class_install_action (widget_class, "peers.copy-address", NULL, copy_address_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, end_cb, "(s)",
                                "connection.disconnect");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, GDK_SHIFT_MASK, end_cb, "(s)",
                                "connection.reset");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_cb, NULL);
}

static void
hexwire_peer_list_init (HexwirePeerList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);

  hexwire_late_menu_set (self->menu_button, self->peer_menu);
}

/* Datagrams connect nobody. */
static void
show_datagram_words (HexwirePeerList *self)
{
  /* Translators: the title of a list of addresses that datagrams came from */
  const char *title = _("Heard from");

  gtk_label_set_label (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
}

void
hexwire_peer_list_set_endpoint (HexwirePeerList *self,
                                HexwireEndpoint *endpoint)
{
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (HexwireLateList) peers
    = hexwire_late_list_new (hexwire_endpoint_get_peers (endpoint));
  g_autoptr (GListStore) all = g_list_store_new (G_TYPE_OBJECT);
  GtkFlattenListModel *model;

  g_return_if_fail (HEXWIRE_IS_PEER_LIST (self));
  g_return_if_fail (self->selection == NULL);

  self->endpoint = g_object_ref (endpoint);
  if (!hexwire_endpoint_kind_is_stream (hexwire_endpoint_get_kind (endpoint)))
    show_datagram_words (self);
  g_list_store_append (all, endpoint);
  g_list_store_append (parts, all);
  g_list_store_append (parts, peers);
  model = gtk_flatten_list_model_new (G_LIST_MODEL (parts));

  self->selection = gtk_multi_selection_new (G_LIST_MODEL (model));
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), 0, TRUE);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (hexwire_endpoint_get_traffic (endpoint), "changed",
                           G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (endpoint, "notify::state", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  update_actions (self);
}

HexwirePeer *
hexwire_peer_list_get_selected (HexwirePeerList *self)
{
  g_autoptr (GPtrArray) peers = NULL;

  g_return_val_if_fail (HEXWIRE_IS_PEER_LIST (self), NULL);

  peers = hexwire_peer_list_dup_selected (self);
  return peers != NULL && peers->len == 1 ? g_ptr_array_index (peers, 0) : NULL;
}

GPtrArray *
hexwire_peer_list_dup_selected (HexwirePeerList *self)
{
  g_autoptr (GtkBitset) selected = NULL;
  g_autoptr (GPtrArray) peers = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (HEXWIRE_IS_PEER_LIST (self), NULL);

  if (self->selection == NULL)
    return NULL;
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (GObject) item
        = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

      /* "All peers" are all, whoever is selected beside them. */
      if (!HEXWIRE_IS_PEER (item))
        return NULL;
      g_ptr_array_add (peers, g_steal_pointer (&item));
    }
  return peers->len > 0 ? g_steal_pointer (&peers) : NULL;
}

GtkWidget *
hexwire_peer_list_get_anchor (HexwirePeerList *self)
{
  GtkWidget *view;

  g_return_val_if_fail (HEXWIRE_IS_PEER_LIST (self), NULL);

  view = GTK_WIDGET (self->view);
  for (GtkWidget *row = gtk_widget_get_first_child (view); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      graphene_rect_t bounds;

      if ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) != 0
          && gtk_widget_compute_bounds (row, view, &bounds)
          && graphene_rect_get_y (&bounds) >= 0
          && graphene_rect_get_y (&bounds) < (float) gtk_widget_get_height (view))
        return row;
    }
  return GTK_WIDGET (self->menu_button);
}
