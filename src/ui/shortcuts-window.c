/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shortcuts-window.h"

#include "accelerators.h"

#include <glib/gi18n.h>

#define HEXWIRE_TYPE_SHORTCUTS_WINDOW (hexwire_shortcuts_window_get_type ())
G_DECLARE_FINAL_TYPE (HexwireShortcutsWindow, hexwire_shortcuts_window, HEXWIRE, SHORTCUTS_WINDOW,
                      GtkWindow)

struct _HexwireShortcutsWindow
{
  GtkWindow parent_instance;

  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (HexwireShortcutsWindow, hexwire_shortcuts_window, GTK_TYPE_WINDOW)

static void
add_label (HexwireShortcutsWindow *self,
           const char             *text,
           const char             *css_class,
           int                     column,
           int                     row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

static char *
dup_keys (const HexwireAccelerator *accelerator)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; accelerator->keys[i] != NULL; i++)
    {
      g_autofree char *label = NULL;
      GdkModifierType modifiers;
      guint keyval;

      gtk_accelerator_parse (accelerator->keys[i], &keyval, &modifiers);
      /* The same key on the keypad goes without saying. */
      if (keyval >= GDK_KEY_KP_Space && keyval <= GDK_KEY_KP_Equal)
        continue;
      label = gtk_accelerator_get_label (keyval, modifiers);
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", label);
    }
  return g_string_free (text, FALSE);
}

static void
hexwire_shortcuts_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEXWIRE_TYPE_SHORTCUTS_WINDOW);

  G_OBJECT_CLASS (hexwire_shortcuts_window_parent_class)->dispose (object);
}

static void
hexwire_shortcuts_window_class_init (HexwireShortcutsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_shortcuts_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/shortcuts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireShortcutsWindow, grid);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hexwire_shortcuts_window_init (HexwireShortcutsWindow *self)
{
  const char *section = NULL;
  int row = 0;

  gtk_widget_init_template (GTK_WIDGET (self));
  for (const HexwireAccelerator *a = hexwire_accelerators; a->title != NULL; a++)
    {
      g_autofree char *keys = dup_keys (a);

      if (g_strcmp0 (section, a->section) != 0)
        add_label (self, _(a->section), "pane-title", 0, row++);
      section = a->section;
      add_label (self, _(a->title), NULL, 0, row);
      add_label (self, keys, "dim-label", 1, row);
      row++;
    }
}

void
hexwire_shortcuts_window_present (GtkWindow *parent)
{
  gtk_window_present (g_object_new (HEXWIRE_TYPE_SHORTCUTS_WINDOW, "transient-for", parent, NULL));
}
