/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "field-row.h"

#include "codec/format-type.h"
#include "data-entry.h"
#include "field-editor.h"
#include "hex-view.h"
#include "long-text.h"
#include "tooltip.h"

#include <glib/gi18n.h>
#include <string.h>

/* Longer values cannot be edited as a line; so much of them is shown. */
#define MAX_VALUE_CHARS 8192
#define MAX_SHOWN_CHARS 200

/* A value of more does not stand in an entry of its usual width, and is told by a tooltip. */
#define MAX_WIDTH_CHARS 12

struct _HexwireFieldRow
{
  GtkBox parent_instance;

  HexwireRecord *record;
  gsize index;
  gboolean is_updating;     /* the entry is being told, and must not answer */

  GtkWidget *handle;
  GtkWidget *swatch;
  GtkLabel *offset;
  GtkMenuButton *type;
  GtkLabel *type_label;
  GtkLabel *padding;
  GtkEntry *value;
  GtkLabel *error;
};

enum
{
  MOVE,
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

/* The letter, and what it holds in as many bits: "h int16". */
static char *
describe_type (const HexwireField *field)
{
  const HexwireFormatType *type = hexwire_format_type_find (field->type);
  gsize n_bits = field->element_size_bytes * 8;

  switch (type->storage)
    {
    case HEXWIRE_STORAGE_SIGNED:
      return g_strdup_printf ("%c int%zu", field->type, n_bits);
    case HEXWIRE_STORAGE_UNSIGNED:
      return g_strdup_printf ("%c uint%zu", field->type, n_bits);
    case HEXWIRE_STORAGE_FLOAT:
      return g_strdup_printf ("%c float%zu", field->type, n_bits);
    case HEXWIRE_STORAGE_BOOL:
      return g_strdup_printf ("%c bool", field->type);
    case HEXWIRE_STORAGE_STRING:
      return g_strdup_printf ("%c bytes", field->type);
    case HEXWIRE_STORAGE_PASCAL:
    case HEXWIRE_STORAGE_CHAR:
    case HEXWIRE_STORAGE_PADDING:
    default:
      return g_strdup_printf ("%c %s", field->type, type->c_name);
    }
}

static char *
dup_type_text (const HexwireField *field)
{
  gsize size_bytes = field->count * field->element_size_bytes;
  g_autofree char *type = NULL;

  if (is_padding (field))
    return g_strdup_printf (ngettext ("padding, %zu byte", "padding, %zu bytes",
                                      (gulong) size_bytes),
                            size_bytes);
  type = describe_type (field);
  /* The count of these is a length, and stands where it stands in the format: "8s bytes". */
  if (field->type == 's' || field->type == 'p')
    return g_strdup_printf ("%zu%s", size_bytes, type);
  if (field->count != 1)
    return g_strdup_printf ("%s × %zu", type, field->count);
  return g_steal_pointer (&type);
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
                              hexwire_data_entry_get_text (self->value));
}

static void
create_editor_cb (GtkMenuButton *button,
                  gpointer       user_data)
{
  HexwireFieldRow *self = user_data;

  gtk_menu_button_set_popover (button, hexwire_field_editor_new (self->record, self->index));
}

static void
move_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  HexwireFieldRow *self = HEXWIRE_FIELD_ROW (widget);
  gboolean is_down = g_variant_get_boolean (parameter);
  HexwireFormat *format = hexwire_record_get_format (self->record);
  gsize target = self->index;

  /* Past alignment, which is no neighbour. */
  do
    target += is_down ? 1 : (gsize) -1;
  while (target < hexwire_format_get_n_fields (format)
         && hexwire_format_get_field (format, target)->type == 0);
  if (target < hexwire_format_get_n_fields (format))
    g_signal_emit (self, signals[MOVE], 0, (guint) self->index, (guint) target);
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource   *source,
                 double           x,
                 double           y,
                 HexwireFieldRow *self)
{
  if (get_field (self)->type == 0)
    return NULL;
  return gdk_content_provider_new_typed (G_TYPE_UINT, (guint) self->index);
}

/* What is dragged is the row itself. */
static void
drag_begin_cb (GtkDragSource   *source,
               GdkDrag         *drag,
               HexwireFieldRow *self)
{
  g_autoptr (GdkPaintable) row = gtk_widget_paintable_new (GTK_WIDGET (self));
  g_autoptr (GdkPaintable) image = gdk_paintable_get_current_image (row);

  gtk_drag_source_set_icon (source, image, 0, 0);
}

static gboolean
drop_cb (GtkDropTarget   *target,
         const GValue    *value,
         double           x,
         double           y,
         HexwireFieldRow *self)
{
  guint index = g_value_get_uint (value);

  if (index >= hexwire_format_get_n_fields (hexwire_record_get_format (self->record))
      || get_field (self)->type == 0)
    return FALSE;
  g_signal_emit (self, signals[MOVE], 0, index, (guint) self->index);
  return TRUE;
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

  signals[MOVE] = g_signal_new ("move", HEXWIRE_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[POINTED] = g_signal_new ("pointed", HEXWIRE_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_install_action (widget_class, "field.move", "b", move_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "field.move", "b",
                                       FALSE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "field.move", "b",
                                       TRUE);
  g_type_ensure (HEXWIRE_TYPE_TOOLTIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hexwire/Hexwire/field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireFieldRow, error);
  gtk_widget_class_bind_template_child (widget_class, HexwireFieldRow, handle);
  gtk_widget_class_bind_template_child (widget_class, HexwireFieldRow, offset);
  gtk_widget_class_bind_template_child (widget_class, HexwireFieldRow, swatch);
  gtk_widget_class_bind_template_child (widget_class, HexwireFieldRow, padding);
  gtk_widget_class_bind_template_child (widget_class, HexwireFieldRow, type);
  gtk_widget_class_bind_template_child (widget_class, HexwireFieldRow, type_label);
  gtk_widget_class_bind_template_child (widget_class, HexwireFieldRow, value);
  gtk_widget_class_bind_template_callback (widget_class, enter_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
}

static void
hexwire_field_row_init (HexwireFieldRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_UINT, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  hexwire_data_entry_init (self->value);
  /* A sign stands before its number in every language. */
  gtk_widget_set_direction (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->value))),
                            GTK_TEXT_DIR_LTR);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (self->handle, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

GtkWidget *
hexwire_field_row_new (HexwireRecord *record)
{
  HexwireFieldRow *self = g_object_new (HEXWIRE_TYPE_FIELD_ROW, NULL);

  self->record = g_object_ref (record);
  /* The button centers what it holds; names are easier to read below each other. */
  gtk_widget_set_halign (gtk_widget_get_parent (GTK_WIDGET (self->type_label)), GTK_ALIGN_FILL);
  gtk_menu_button_set_create_popup_func (self->type, create_editor_cb, self, NULL);
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

/* An array of thousands of values would take seconds to be laid out: its beginning is shown, and it
 * is edited in the bytes. */
static void
show_value (HexwireFieldRow *self,
            const char      *value)
{
  gboolean is_long = strlen (value) > MAX_VALUE_CHARS;
  g_autofree char *cut = NULL;

  if (is_long)
    cut = hexwire_long_text_dup_start (value, MAX_SHOWN_CHARS);
  self->is_updating = TRUE;
  if (!g_str_equal (is_long ? cut : value, gtk_editable_get_text (GTK_EDITABLE (self->value))))
    gtk_editable_set_text (GTK_EDITABLE (self->value), is_long ? cut : value);
  gtk_editable_set_editable (GTK_EDITABLE (self->value), !is_long);
  hexwire_tooltip_set (GTK_WIDGET (self->value),
                       is_long ? _("Too long for a line: edit it in the bytes below")
                       : strlen (value) > MAX_WIDTH_CHARS ? value
                                                          : NULL);
  self->is_updating = FALSE;
}

static void
update_value (HexwireFieldRow *self,
              gboolean         padding)
{
  const char *error = hexwire_record_get_value_error (self->record, self->index);
  const char *value = hexwire_record_get_value (self->record, self->index);

  gtk_widget_set_visible (GTK_WIDGET (self->value), !padding);
  if (!padding)
    show_value (self, value);
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->value), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->value), "error");
  gtk_label_set_label (self->error, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), error != NULL);
}

static void
update_type (HexwireFieldRow    *self,
             const HexwireField *field)
{
  g_autofree char *type = dup_type_text (field);
  g_autofree char *named
    = field->name != NULL ? g_strdup_printf ("%s: %s", field->name, type) : g_strdup (type);
  /* Translators: the offset of a field in bytes, then its type */
  g_autofree char *value_label
    = g_strdup_printf (_("Value at %zu, %s"), field->offset_bytes, named);
  g_autofree char *type_label = g_strdup_printf (_("Field at %zu, %s"), field->offset_bytes, named);

  gtk_label_set_label (self->type_label, named);
  gtk_label_set_label (self->padding, named);
  hexwire_tooltip_set (GTK_WIDGET (self->type), named);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->type), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  type_label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->value), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  value_label, -1);
  /* What alignment puts in is nobody's to edit. */
  gtk_widget_set_cursor_from_name (self->handle, field->type != 0 ? "grab" : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->type), field->type != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->padding), field->type == 0);
}

void
hexwire_field_row_update (HexwireFieldRow *self,
                          gsize            index,
                          guint            color)
{
  const HexwireField *field;
  g_autofree char *offset = NULL;
  GtkPopover *editor;

  g_return_if_fail (HEXWIRE_IS_FIELD_ROW (self));

  self->index = index;
  field = get_field (self);
  offset = g_strdup_printf ("%zu", field->offset_bytes);
  gtk_label_set_label (self->offset, offset);
  update_type (self, field);
  update_swatch (self, is_padding (field), color);
  update_value (self, is_padding (field));
  editor = gtk_menu_button_get_popover (self->type);
  if (editor != NULL)
    hexwire_field_editor_update (GTK_WIDGET (editor), index);
}

gboolean
hexwire_field_row_is_edited (HexwireFieldRow *self)
{
  GtkPopover *editor;

  g_return_val_if_fail (HEXWIRE_IS_FIELD_ROW (self), FALSE);

  editor = gtk_menu_button_get_popover (self->type);
  return editor != NULL && gtk_widget_get_visible (GTK_WIDGET (editor));
}

void
hexwire_field_row_align (HexwireFieldRow *self,
                         GtkSizeGroup    *group)
{
  g_return_if_fail (HEXWIRE_IS_FIELD_ROW (self));
  gtk_size_group_add_widget (group, GTK_WIDGET (self->type));
}
