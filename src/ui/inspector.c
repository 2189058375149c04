/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "inspector.h"

#include "codec/format.h"
#include "codec/integer.h"
#include "log/message-text.h"

#include <glib/gi18n.h>

/* A wider integer is more digits than anybody reads. */
#define MAX_INTEGER_BYTES 64
#define MAX_TEXT_BYTES 48

typedef enum
{
  ROW_UNSIGNED,
  ROW_SIGNED,
  ROW_FLOAT,
  ROW_TEXT,
  N_ROWS
} Row;

static const char *const row_titles[N_ROWS] = {
  [ROW_UNSIGNED] = N_ ("Unsigned"),
  [ROW_SIGNED] = N_ ("Signed"),
  [ROW_FLOAT] = N_ ("Float"),
  [ROW_TEXT] = N_ ("Text"),
};

struct _HexwireInspector
{
  GtkBox parent_instance;

  GtkLabel *values[N_ROWS][2];    /* by byte order: big, little */

  GtkLabel *title;
  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (HexwireInspector, hexwire_inspector, GTK_TYPE_BOX)

static char *
dup_integer (const guint8 *data,
             gsize         size_bytes,
             gboolean      is_little,
             gboolean      is_signed)
{
  HexwireIntegerFlags flags = (is_little ? HEXWIRE_INTEGER_LITTLE : 0)
                              | (is_signed ? HEXWIRE_INTEGER_SIGNED : 0);

  if (size_bytes == 0 || size_bytes > MAX_INTEGER_BYTES)
    return g_strdup ("–");
  return hexwire_integer_to_text (data, size_bytes, flags, NULL);
}

static char *
dup_float (const guint8 *data,
           gsize         size_bytes,
           gboolean      is_little)
{
  const char *letter = size_bytes == 2 ? "e" : size_bytes == 4 ? "f" : size_bytes == 8 ? "d" : NULL;
  g_autofree char *text = NULL;
  g_autoptr (HexwireFormat) format = NULL;
  g_autoptr (GString) number = g_string_new (NULL);
  HexwireValue value;

  if (letter == NULL)
    return g_strdup ("–");
  text = g_strconcat (is_little ? "<" : ">", letter, NULL);
  format = hexwire_format_parse (text, NULL, NULL);
  hexwire_format_unpack (format, data, size_bytes, &value, NULL);
  hexwire_value_append_text (&value, number);
  return g_string_free (g_steal_pointer (&number), FALSE);
}

static char *
dup_text (const guint8 *data,
          gsize         size_bytes)
{
  g_autoptr (GString) text = g_string_new (NULL);

  hexwire_message_text_append_line (text, HEXWIRE_MESSAGE_STYLE_TEXT, data, size_bytes,
                                    MAX_TEXT_BYTES);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkLabel *
add_label (HexwireInspector *self,
           const char       *text,
           const char       *css_class,
           int               column,
           int               row,
           int               width)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->grid, label, column, row, width, 1);
  return GTK_LABEL (label);
}

static GtkLabel *
add_value (HexwireInspector *self,
           Row               row,
           int               column,
           int               width)
{
  GtkLabel *label = add_label (self, "", "bytes", column, (int) row + 1, width);

  gtk_label_set_selectable (label, TRUE);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (label), TRUE);
  return label;
}

static void
hexwire_inspector_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEXWIRE_TYPE_INSPECTOR);

  G_OBJECT_CLASS (hexwire_inspector_parent_class)->dispose (object);
}

static void
hexwire_inspector_class_init (HexwireInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_inspector_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/hexwire/Hexwire/inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireInspector, grid);
  gtk_widget_class_bind_template_child (widget_class, HexwireInspector, title);
}

static void
hexwire_inspector_init (HexwireInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  add_label (self, _("Big-endian"), "dim-label", 1, 0, 1);
  add_label (self, _("Little-endian"), "dim-label", 2, 0, 1);
  for (guint row = 0; row < N_ROWS; row++)
    {
      add_label (self, _(row_titles[row]), "dim-label", 0, (int) row + 1, 1);
      self->values[row][0] = add_value (self, row, 1, row == ROW_TEXT ? 2 : 1);
      if (row != ROW_TEXT)
        self->values[row][1] = add_value (self, row, 2, 1);
    }
}

static char *
dup_title (gsize    offset_bytes,
           gsize    size_bytes,
           gboolean is_all)
{
  if (is_all || size_bytes == 0)
    return g_strdup_printf (ngettext ("All %zu byte", "All %zu bytes", (gulong) size_bytes),
                            size_bytes);
  if (size_bytes == 1)
    return g_strdup_printf (_("Selected byte %zu"), offset_bytes);
  /* Translators: the first and the last offset of a selection */
  return g_strdup_printf (_("Selected bytes %zu–%zu"), offset_bytes,
                          offset_bytes + size_bytes - 1);
}

static void
set_value (HexwireInspector *self,
           Row               row,
           int               order,
           char             *text)
{
  g_autofree char *owned = text;
  g_autofree char *label = NULL;

  gtk_label_set_label (self->values[row][order], owned);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->values[row][order]), owned);
  /* Translators: what a value is, its byte order, the value: "Signed, little-endian: -7" */
  label = g_strdup_printf (_("%s, %s: %s"), _(row_titles[row]),
                           order == 0 ? _("big-endian") : _("little-endian"), owned);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->values[row][order]),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, label, -1);
}

void
hexwire_inspector_set_bytes (HexwireInspector *self,
                             GBytes           *bytes,
                             gsize             offset_bytes,
                             gboolean          is_all)
{
  gsize size_bytes;
  const guint8 *data = g_bytes_get_data (bytes, &size_bytes);
  g_autofree char *title = dup_title (offset_bytes, size_bytes, is_all);

  g_return_if_fail (HEXWIRE_IS_INSPECTOR (self));

  gtk_label_set_label (self->title, title);
  for (int order = 0; order < 2; order++)
    {
      set_value (self, ROW_UNSIGNED, order, dup_integer (data, size_bytes, order == 1, FALSE));
      set_value (self, ROW_SIGNED, order, dup_integer (data, size_bytes, order == 1, TRUE));
      set_value (self, ROW_FLOAT, order, dup_float (data, size_bytes, order == 1));
    }
  set_value (self, ROW_TEXT, 0, dup_text (data, size_bytes));
}
