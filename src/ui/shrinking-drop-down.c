/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shrinking-drop-down.h"

#define MIN_CHARS 4

/* Of characters that are twice as wide, so that one is left before the ellipsis. */
#define MIN_WIDE_CHARS 5

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  hexwire_shrinking_label_set (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

void
hexwire_drop_down_let_shrink (GtkDropDown *drop_down)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  /* The factory that a drop-down has by itself marks the chosen item of the list. */
  gtk_drop_down_set_list_factory (drop_down, gtk_drop_down_get_factory (drop_down));
  gtk_drop_down_set_factory (drop_down, factory);
}

void
hexwire_shrinking_label_set (GtkLabel   *label,
                             const char *text)
{
  g_return_if_fail (GTK_IS_LABEL (label));
  g_return_if_fail (text != NULL);

  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (label, g_unichar_iswide (g_utf8_get_char (text)) ? MIN_WIDE_CHARS
                                                                              : MIN_CHARS);
  gtk_label_set_label (label, text);
}
