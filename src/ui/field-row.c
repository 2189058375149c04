/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "field-row.h"

#include "hex-view.h"

#include <glib/gi18n.h>

struct _HexwireFieldRow
{
  GtkBox parent_instance;

  HexwireRecord *record;
  gsize index;
  gboolean is_updating;     /* the entry is being told, and must not answer */

  GtkWidget *swatch;
  GtkLabel *offset;
  GtkLabel *type;
  GtkEntry *value;
  GtkLabel *error;
};

enum
{
  POINTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireFieldRow, hexwire_field_row, GTK_TYPE_BOX)

static const HexwireField *
get_field (HexwireFieldRow *self)
{
  return hexwire_format_get_field (hexwire_record_get_format (self->record), self->index);
}

static gboolean
is_padding (const HexwireField *field)
{
  return field->type == 0 || field->type == 'x';
}

/* The letter and what C calls it, so that the letters are learnt by using them. */
static const char *
describe_type (const HexwireField *field)
{
  switch (field->type)
    {
    case 'c':
      return "c char";
    case '?':
      return "? bool";
    case 's':
      return "s bytes";
    case 'p':
      return "p Pascal";
    case 'e':
      return "e float16";
    case 'f':
      return "f float32";
    case 'd':
      return "d float64";
    case 'P':
      return "P pointer";
    case 'n':
      return "n ssize_t";
    case 'N':
      return "N size_t";
    default:
      break;
    }
  switch (field->element_size_bytes)
    {
    case 1:
      return g_ascii_islower (field->type) ? "b int8" : "B uint8";
    case 2:
      return g_ascii_islower (field->type) ? "h int16" : "H uint16";
    case 4:
      return field->type == 'l' ? "l int32" : field->type == 'L' ? "L uint32"
             : field->type == 'i' ? "i int32" : "I uint32";
    default:
      return field->type == 'l' ? "l int64" : field->type == 'L' ? "L uint64"
             : field->type == 'q' ? "q int64" : "Q uint64";
    }
}

static char *
dup_type_text (const HexwireField *field)
{
  gsize size_bytes = field->count * field->element_size_bytes;

  if (is_padding (field))
    return g_strdup_printf (ngettext ("padding, %zu byte",
                                      "padding, %zu bytes", (gulong) size_bytes),
                            size_bytes);
  if (field->type == 's' || field->type == 'p')
    return g_strdup_printf ("%s × %" G_GSIZE_FORMAT, describe_type (field), size_bytes);
  if (field->count != 1)
    return g_strdup_printf ("%s × %" G_GSIZE_FORMAT, describe_type (field), field->count);
  return g_strdup (describe_type (field));
}

static void
value_changed_cb (HexwireFieldRow *self)
{
  const HexwireField *field;

  /* A format that shrank leaves its last rows behind until they are taken away. */
  if (self->record == NULL || self->is_updating
      || self->index >= hexwire_format_get_n_fields (hexwire_record_get_format (self->record)))
    return;
  field = get_field (self);
  if (!is_padding (field))
    hexwire_record_set_value (self->record, self->index,
                              gtk_editable_get_text (GTK_EDITABLE (self->value)));
}

static void
enter_cb (HexwireFieldRow *self)
{
  g_signal_emit (self, signals[POINTED], 0, TRUE);
}

static void
leave_cb (HexwireFieldRow *self)
{
  g_signal_emit (self, signals[POINTED], 0, FALSE);
}

static void
hexwire_field_row_dispose (GObject *object)
{
  HexwireFieldRow *self = HEXWIRE_FIELD_ROW (object);

  g_clear_object (&self->record);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_FIELD_ROW);

  G_OBJECT_CLASS (hexwire_field_row_parent_class)->dispose (object);
}

static void
hexwire_field_row_class_init (HexwireFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_field_row_dispose;

  signals[POINTED] = g_signal_new ("pointed", HEXWIRE_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/hexwire/Hexwire/field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireFieldRow, error);
  gtk_widget_class_bind_template_child (widget_class, HexwireFieldRow, offset);
  gtk_widget_class_bind_template_child (widget_class, HexwireFieldRow, swatch);
  gtk_widget_class_bind_template_child (widget_class, HexwireFieldRow, type);
  gtk_widget_class_bind_template_child (widget_class, HexwireFieldRow, value);
  gtk_widget_class_bind_template_callback (widget_class, enter_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
}

static void
hexwire_field_row_init (HexwireFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
hexwire_field_row_new (HexwireRecord *record,
                       gsize          index)
{
  HexwireFieldRow *self = g_object_new (HEXWIRE_TYPE_FIELD_ROW, NULL);

  self->record = g_object_ref (record);
  self->index = index;
  return GTK_WIDGET (self);
}

static void
update_swatch (HexwireFieldRow *self,
               gboolean         padding,
               guint            color)
{
  g_autofree char *css_class
    = padding ? g_strdup ("swatch-padding") : g_strdup_printf ("swatch-%u", color);
  const char *classes[] = { "swatch", css_class, NULL };

  gtk_widget_set_css_classes (self->swatch, classes);
}

static void
update_value (HexwireFieldRow *self,
              gboolean         padding)
{
  const char *error = hexwire_record_get_value_error (self->record, self->index);
  const char *value = hexwire_record_get_value (self->record, self->index);

  gtk_widget_set_visible (GTK_WIDGET (self->value), !padding);
  if (!padding && g_strcmp0 (value, gtk_editable_get_text (GTK_EDITABLE (self->value))) != 0)
    {
      self->is_updating = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (self->value), value);
      self->is_updating = FALSE;
    }
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->value), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->value), "error");
  gtk_label_set_label (self->error, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), error != NULL);
}

void
hexwire_field_row_update (HexwireFieldRow *self,
                          guint            color)
{
  const HexwireField *field = get_field (self);
  g_autofree char *type = dup_type_text (field);
  g_autofree char *offset = g_strdup_printf ("%" G_GSIZE_FORMAT, field->offset_bytes);
  g_autofree char *named = NULL;

  g_return_if_fail (HEXWIRE_IS_FIELD_ROW (self));

  if (field->name != NULL)
    named = g_strdup_printf ("%s: %s", field->name, type);
  gtk_label_set_label (self->offset, offset);
  gtk_label_set_label (self->type, named != NULL ? named : type);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->type), named != NULL ? named : type);
  {
    /* Translators: the offset of a field in bytes, then its type */
    g_autofree char *label = g_strdup_printf (_("Value at %s, %s"), offset,
                                              named != NULL ? named : type);

    gtk_accessible_update_property (GTK_ACCESSIBLE (self->value), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    label, -1);
  }
  update_swatch (self, is_padding (field), color);
  update_value (self, is_padding (field));
}
