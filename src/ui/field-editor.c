/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "field-editor.h"

#include "codec/format-edit.h"
#include "codec/format-type.h"
#include "undo-keys.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#define HEXWIRE_TYPE_FIELD_EDITOR (hexwire_field_editor_get_type ())
G_DECLARE_FINAL_TYPE (HexwireFieldEditor, hexwire_field_editor, HEXWIRE, FIELD_EDITOR, GtkPopover)

struct _HexwireFieldEditor
{
  GtkPopover parent_instance;

  HexwireRecord *record;
  gsize index;
  GString *letters;         /* of the types in the list, in its order */
  gboolean is_native;       /* the sizes in the list are those of this machine */
  gboolean is_filling;      /* the widgets are being told, and must not answer */

  GtkEntry *name_entry;
  GtkDropDown *type_drop;
  GtkLabel *count_label;
  GtkSpinButton *count_spin;
  GtkLabel *error;
};

G_DEFINE_FINAL_TYPE (HexwireFieldEditor, hexwire_field_editor, GTK_TYPE_POPOVER)

static const char *
get_format_text (HexwireRecord *record)
{
  return hexwire_format_get_text (hexwire_record_get_format (record));
}

static const HexwireField *
get_field (HexwireFieldEditor *self)
{
  HexwireFormat *format = hexwire_record_get_format (self->record);

  g_return_val_if_fail (self->index < hexwire_format_get_n_fields (format), NULL);
  return hexwire_format_get_field (format, self->index);
}

static void
show_error (HexwireFieldEditor *self,
            const GError       *error)
{
  gtk_label_set_label (self->error, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), error != NULL);
}

/* Puts an edited format in force; takes @text, which is NULL where the edit failed. */
static gboolean
take_edit (HexwireFieldEditor *self,
           char               *text,
           GPtrArray          *values,
           GError             *error)
{
  g_autofree char *owned_text = text;
  g_autoptr (GPtrArray) owned_values = values;
  g_autoptr (GError) owned_error = error;

  show_error (self, owned_error);
  if (owned_text == NULL)
    return FALSE;
  hexwire_record_set_format_and_values (self->record, owned_text, owned_values);
  return TRUE;
}

static void
name_changed_cb (HexwireFieldEditor *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name_entry));
  GPtrArray *values;
  GError *error = NULL;
  char *text;

  if (self->is_filling)
    return;
  values = hexwire_record_dup_values (self->record);
  text = hexwire_format_edit_set_name (get_format_text (self->record), self->index, name, values,
                                       &error);
  take_edit (self, text, values, error);
}

static void
type_selected_cb (HexwireFieldEditor *self)
{
  guint selected = gtk_drop_down_get_selected (self->type_drop);
  GPtrArray *values;
  GError *error = NULL;
  char *text;

  if (self->is_filling || selected >= self->letters->len)
    return;
  values = hexwire_record_dup_values (self->record);
  text = hexwire_format_edit_set_type (get_format_text (self->record), self->index,
                                       self->letters->str[selected], values, &error);
  take_edit (self, text, values, error);
}

static void
count_changed_cb (HexwireFieldEditor *self)
{
  GPtrArray *values;
  GError *error = NULL;
  char *text;

  if (self->is_filling)
    return;
  values = hexwire_record_dup_values (self->record);
  text = hexwire_format_edit_set_count (get_format_text (self->record), self->index,
                                        (gsize) gtk_spin_button_get_value_as_int (self->count_spin),
                                        values, &error);
  take_edit (self, text, values, error);
}

static void
add_clicked_cb (HexwireFieldEditor *self)
{
  GPtrArray *values = hexwire_record_dup_values (self->record);
  GError *error = NULL;
  char *text = hexwire_format_edit_add (get_format_text (self->record), self->index,
                                        get_field (self)->type, 1, NULL, values, &error);

  if (take_edit (self, text, values, error))
    gtk_popover_popdown (GTK_POPOVER (self));
}

static void
duplicate_clicked_cb (HexwireFieldEditor *self)
{
  GPtrArray *values = hexwire_record_dup_values (self->record);
  GError *error = NULL;
  char *text = hexwire_format_edit_duplicate (get_format_text (self->record), self->index, values,
                                              &error);

  if (take_edit (self, text, values, error))
    gtk_popover_popdown (GTK_POPOVER (self));
}

static void
up_clicked_cb (HexwireFieldEditor *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "field.move", "b", FALSE);
}

static void
down_clicked_cb (HexwireFieldEditor *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "field.move", "b", TRUE);
}

static void
remove_clicked_cb (HexwireFieldEditor *self)
{
  GPtrArray *values = hexwire_record_dup_values (self->record);
  GError *error = NULL;
  char *text = hexwire_format_edit_remove (get_format_text (self->record), self->index, values,
                                           &error);

  /* The row and this popover with it may be gone after that. */
  g_object_ref (self);
  gtk_popover_popdown (GTK_POPOVER (self));
  take_edit (self, text, values, error);
  g_object_unref (self);
}

static void
hexwire_field_editor_dispose (GObject *object)
{
  HexwireFieldEditor *self = HEXWIRE_FIELD_EDITOR (object);

  self->is_filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_FIELD_EDITOR);
  g_clear_object (&self->record);

  G_OBJECT_CLASS (hexwire_field_editor_parent_class)->dispose (object);
}

static void
hexwire_field_editor_finalize (GObject *object)
{
  g_string_free (HEXWIRE_FIELD_EDITOR (object)->letters, TRUE);

  G_OBJECT_CLASS (hexwire_field_editor_parent_class)->finalize (object);
}

static void
hexwire_field_editor_class_init (HexwireFieldEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_field_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = hexwire_field_editor_finalize;

  /* Keys that are pressed in a popover do not come to the row that it belongs to. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "field.move", "b",
                                       FALSE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "field.move", "b",
                                       TRUE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/field-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireFieldEditor, count_label);
  gtk_widget_class_bind_template_child (widget_class, HexwireFieldEditor, count_spin);
  gtk_widget_class_bind_template_child (widget_class, HexwireFieldEditor, error);
  gtk_widget_class_bind_template_child (widget_class, HexwireFieldEditor, name_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireFieldEditor, type_drop);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, count_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, down_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, duplicate_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_popover_popdown);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, type_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, up_clicked_cb);
}

static void
hexwire_field_editor_init (HexwireFieldEditor *self)
{
  self->letters = g_string_new (NULL);
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  hexwire_undo_keys_add (GTK_WIDGET (self));
}

/* "h  short · 2 bytes · -32768 to 32767" */
static char *
describe_type (const HexwireFormatType *type,
               gsize                    size_bytes)
{
  g_autofree char *range = NULL;
  gint64 smallest;
  guint64 largest;

  if (hexwire_format_type_get_range (type, size_bytes, &smallest, &largest))
    /* Translators: the smallest and the largest number that a type takes */
    range = g_strdup_printf (_(" · %" PRId64 " to %" PRIu64), smallest, largest);
  if (size_bytes == 0)
    return g_strdup_printf ("%c  %s", type->letter, type->c_name);
  /* Translators: a type letter, its name in C, its size, and maybe its range */
  return g_strdup_printf (ngettext ("%c  %s · %zu byte%s", "%c  %s · %zu bytes%s",
                                    (gulong) size_bytes),
                          type->letter, type->c_name, size_bytes, range != NULL ? range : "");
}

static void
fill_types (HexwireFieldEditor *self,
            gboolean            is_native)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  gsize n_types;
  const HexwireFormatType *types = hexwire_format_type_get_all (&n_types);

  g_string_truncate (self->letters, 0);
  for (gsize i = 0; i < n_types; i++)
    {
      gsize size_bytes = is_native ? types[i].native_size_bytes : types[i].standard_size_bytes;
      g_autofree char *text = NULL;

      if (!is_native && types[i].standard_size_bytes == 0
          && strchr ("nNP", types[i].letter) != NULL)
        continue;
      text = describe_type (&types[i], size_bytes);
      gtk_string_list_append (list, text);
      g_string_append_c (self->letters, types[i].letter);
    }
  self->is_native = is_native;
  gtk_drop_down_set_model (self->type_drop, G_LIST_MODEL (list));
}

/* The count of these is a length in bytes. */
static gboolean
is_run (const HexwireField *field)
{
  return strchr ("spx", field->type) != NULL;
}

static gsize
get_count (const HexwireField *field)
{
  return is_run (field) ? field->count * field->element_size_bytes : field->count;
}

static void
fill (HexwireFieldEditor *self,
      const HexwireField *field)
{
  const char *name = field->name != NULL ? field->name : "";
  gboolean is_native
    = hexwire_format_get_byte_order (hexwire_record_get_format (self->record)) == '@';
  const char *letter;

  self->is_filling = TRUE;
  if (self->letters->len == 0 || is_native != self->is_native)
    fill_types (self, is_native);
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->name_entry)), name))
    gtk_editable_set_text (GTK_EDITABLE (self->name_entry), name);
  letter = strchr (self->letters->str, field->type);
  if (letter != NULL)
    gtk_drop_down_set_selected (self->type_drop, (guint) (letter - self->letters->str));
  gtk_label_set_label (self->count_label, is_run (field) ? _("_Length") : _("_Count"));
  gtk_spin_button_set_value (self->count_spin, (double) get_count (field));
  show_error (self, NULL);
  self->is_filling = FALSE;
}

GtkWidget *
hexwire_field_editor_new (HexwireRecord *record,
                          gsize          index)
{
  HexwireFieldEditor *self = g_object_new (HEXWIRE_TYPE_FIELD_EDITOR, NULL);

  self->record = g_object_ref (record);
  hexwire_field_editor_update (GTK_WIDGET (self), index);
  return GTK_WIDGET (self);
}

void
hexwire_field_editor_update (GtkWidget *editor,
                             gsize      index)
{
  HexwireFieldEditor *self = HEXWIRE_FIELD_EDITOR (editor);
  const HexwireField *field;

  self->index = index;
  field = get_field (self);
  if (field->type == 0)
    gtk_popover_popdown (GTK_POPOVER (self));
  else
    fill (self, field);
}
