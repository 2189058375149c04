/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "inspector.h"

#include "tooltip.h"

#include "codec/format.h"
#include "codec/integer.h"
#include "log/message-text.h"

#include <glib/gi18n.h>

/* A wider integer is more digits than anybody reads. */
#define MAX_INTEGER_BYTES 64
#define MAX_TEXT_BYTES 48
#define MAX_BINARY_BYTES 4

/* As many stand in one of the two columns, or in both, in the usual size. */
#define MAX_COLUMN_CHARS 16
#define MAX_LINE_CHARS 30

/* Later than this, a number is hardly meant as a time: 2106, where 32 bits end. */
#define MAX_TIME_S G_GINT64_CONSTANT (4294967295)

typedef enum
{
  ROW_UNSIGNED,
  ROW_SIGNED,
  ROW_FLOAT,
  ROW_UNIX_TIME,
  ROW_BINARY,
  ROW_TEXT,
  N_ROWS
} Row;

static const char *const row_titles[N_ROWS] = {
  [ROW_UNSIGNED] = N_ ("Unsigned"),
  [ROW_SIGNED] = N_ ("Signed"),
  [ROW_FLOAT] = N_ ("Float"),
  [ROW_UNIX_TIME] = N_ ("Unix time"),
  [ROW_BINARY] = N_ ("Binary"),
  [ROW_TEXT] = N_ ("Text"),
};

struct _HexwireInspector
{
  GtkBox parent_instance;

  GtkLabel *values[N_ROWS][2];    /* by byte order: big, little; the last rows have one alone */
  GtkBox *letters;
  gsize n_letter_bytes;           /* for how many bytes the letters are */

  GtkLabel *title;
  GtkGrid *grid;
};

enum
{
  ITEM_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

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

/* Seconds in 4 bytes; seconds, or thousandths or millionths of them, in 8. */
static char *
dup_unix_time (const guint8 *data,
               gsize         size_bytes,
               gboolean      is_little)
{
  g_autoptr (GDateTime) time = NULL;
  guint64 number = 0;
  gint64 units_per_s = 1;

  if (size_bytes != 4 && size_bytes != 8)
    return g_strdup ("–");
  for (gsize i = 0; i < size_bytes; i++)
    number = number << 8 | data[is_little ? size_bytes - 1 - i : i];
  while (number / (guint64) units_per_s > (guint64) MAX_TIME_S && units_per_s < G_USEC_PER_SEC)
    units_per_s *= 1000;
  if (number == 0 || number / (guint64) units_per_s > (guint64) MAX_TIME_S)
    return g_strdup ("–");
  time = g_date_time_new_from_unix_utc ((gint64) number / units_per_s);
  return g_date_time_format (time, "%Y-%m-%d %H:%M:%SZ");
}

static char *
dup_binary (const guint8 *data,
            gsize         size_bytes)
{
  GString *text = g_string_new (NULL);

  if (size_bytes == 0 || size_bytes > MAX_BINARY_BYTES)
    g_string_append (text, "–");
  for (gsize i = 0; i < size_bytes && size_bytes <= MAX_BINARY_BYTES; i++)
    for (int bit = 7; bit >= 0; bit--)
      g_string_append_printf (text, "%s%u", bit == 7 && i > 0 ? " " : "", data[i] >> bit & 1u);
  return g_string_free (text, FALSE);
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
  /* A sign stands before its number in every language. */
  gtk_widget_set_direction (GTK_WIDGET (label), GTK_TEXT_DIR_LTR);
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

  signals[ITEM_CHOSEN] = g_signal_new ("item-chosen", HEXWIRE_TYPE_INSPECTOR, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

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
      self->values[row][0] = add_value (self, row, 1, row >= ROW_BINARY ? 2 : 1);
      if (row < ROW_BINARY)
        self->values[row][1] = add_value (self, row, 2, 1);
    }
  add_label (self, _("Add as"), "dim-label", 0, N_ROWS + 1, 1);
  self->letters = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2));
  gtk_grid_attach (self->grid, GTK_WIDGET (self->letters), 1, N_ROWS + 1, 2, 1);
}

static void
letter_clicked_cb (GtkButton        *button,
                   HexwireInspector *self)
{
  g_signal_emit (self, signals[ITEM_CHOSEN], 0, gtk_button_get_label (button));
}

static void
add_letter (HexwireInspector *self,
            const char       *item)
{
  GtkWidget *button = gtk_button_new_with_label (item);
  /* Translators: %s is an item of a struct format, such as H or 4s */
  g_autofree char *tooltip = g_strdup_printf (_("Add a field %s to the format"), item);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "letter");
  hexwire_tooltip_set (button, tooltip);
  g_signal_connect (button, "clicked", G_CALLBACK (letter_clicked_cb), self);
  gtk_box_append (self->letters, button);
}

/* The items of a format that take as many bytes as are looked at. */
static void
update_letters (HexwireInspector *self,
                gsize             size_bytes)
{
  const char *letters = size_bytes == 1   ? "bB?c"
                        : size_bytes == 2 ? "hHe"
                        : size_bytes == 4 ? "iIf"
                        : size_bytes == 8 ? "qQd"
                                          : "";
  GtkWidget *child;

  if (self->n_letter_bytes == size_bytes)
    return;
  self->n_letter_bytes = size_bytes;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->letters))) != NULL)
    gtk_box_remove (self->letters, child);
  for (; *letters != '\0'; letters++)
    add_letter (self, (const char[]) { *letters, '\0' });
  if (size_bytes > 0)
    {
      g_autofree char *item = g_strdup_printf ("%" G_GSIZE_FORMAT "s", size_bytes);

      add_letter (self, item);
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

/* A time or a float is a little too long for half of the panel's usual width. */
static void
fit_value (GtkWidget  *value,
           const char *text,
           glong       max_chars)
{
  if (g_utf8_strlen (text, -1) > max_chars)
    gtk_widget_add_css_class (value, "long-value");
  else
    gtk_widget_remove_css_class (value, "long-value");
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
  /* What is selected has the focus: Tab need not stop where there is nothing. */
  gtk_label_set_selectable (self->values[row][order], !g_str_equal (owned, "–"));
  fit_value (GTK_WIDGET (self->values[row][order]), owned,
             row < ROW_BINARY ? MAX_COLUMN_CHARS : MAX_LINE_CHARS);
  hexwire_tooltip_set (GTK_WIDGET (self->values[row][order]), owned);
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
      set_value (self, ROW_UNIX_TIME, order, dup_unix_time (data, size_bytes, order == 1));
    }
  set_value (self, ROW_BINARY, 0, dup_binary (data, size_bytes));
  set_value (self, ROW_TEXT, 0, dup_text (data, size_bytes));
  update_letters (self, size_bytes);
}
