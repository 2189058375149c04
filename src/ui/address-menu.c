/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "address-menu.h"

#include "net/address.h"
#include "net/interfaces.h"

#include <glib/gi18n.h>

static void
append (GMenu      *menu,
        const char *action,
        const char *label,
        const char *address)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
  /* An underscore would be the mark of a mnemonic. */
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *escaped = g_strjoinv ("__", parts);

  g_menu_item_set_label (item, escaped);
  g_menu_item_set_action_and_target (item, action, "s", address);
  g_menu_append_item (menu, item);
}

static GMenuModel *
create_general_section (HexwireEndpointKind  kind,
                        const char          *action)
{
  GMenu *section = g_menu_new ();

  if (hexwire_endpoint_kind_is_server (kind))
    append (section, action, _("All interfaces"), "");
  append (section, action, _("This machine, 127.0.0.1"), "127.0.0.1");
  append (section, action, _("This machine, ::1"), "::1");
  if (kind == HEXWIRE_ENDPOINT_UDP_CLIENT)
    append (section, action, _("Everybody near, 255.255.255.255"), "255.255.255.255");
  return G_MENU_MODEL (section);
}

/* The two that stand at the top. */
static gboolean
is_usual (const char *address)
{
  return g_str_equal (address, "127.0.0.1") || g_str_equal (address, "::1");
}

static GMenuModel *
create_interface_section (const HexwireInterface *interface,
                          HexwireEndpointKind     kind,
                          const char             *action)
{
  GMenu *section = g_menu_new ();

  for (guint i = 0; i < interface->addresses->len; i++)
    {
      const char *address = g_ptr_array_index (interface->addresses, i);

      if (!is_usual (address))
        append (section, action, address, address);
    }
  for (guint i = 0; i < interface->broadcasts->len && kind == HEXWIRE_ENDPOINT_UDP_CLIENT; i++)
    {
      const char *address = g_ptr_array_index (interface->broadcasts, i);
      /* Translators: %s is an address that reaches all machines of a network */
      g_autofree char *label = g_strdup_printf (_("%s, broadcast"), address);

      append (section, action, label, address);
    }
  return G_MENU_MODEL (section);
}

GMenuModel *
hexwire_address_menu_new (HexwireEndpointKind  kind,
                          const char          *action)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuModel) general = create_general_section (kind, action);
  g_autoptr (GPtrArray) interfaces = hexwire_interface_list ();

  g_menu_append_section (menu, NULL, general);
  for (guint i = 0; i < interfaces->len; i++)
    {
      HexwireInterface *interface = g_ptr_array_index (interfaces, i);
      g_autoptr (GMenuModel) section = create_interface_section (interface, kind, action);
      /* Translators: %s is the name of an interface that is switched off */
      g_autofree char *down = g_strdup_printf (_("%s (down)"), interface->name);

      if (g_menu_model_get_n_items (section) == 0)
        continue;
      g_menu_append_section (menu, interface->is_up ? interface->name : down, section);
    }
  return G_MENU_MODEL (menu);
}
