/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "payload-panel.h"

#include "bytes-pane.h"
#include "codec/bytes-text.h"
#include "codec/format-export.h"
#include "codec/record.h"
#include "data-entry.h"
#include "envelope-editor.h"
#include "field-table.h"
#include "import-window.h"
#include "late-drop-down.h"
#include "late-menu.h"
#include "long-text.h"
#include "templates-window.h"
#include "tooltip.h"
#include "undo-keys.h"

#include <glib/gi18n.h>
#include <string.h>

static const char byte_orders[] = "@=<>!";

/* A longer line is not read on the screen, and laying it out would be felt; copied it is whole. */
#define MAX_PYTHON_CHARS 400

struct _HexwirePayloadPanel
{
  GtkBox parent_instance;

  HexwireRecord *record;
  gboolean is_built;
  gboolean keeps_bytes;     /* when the byte order changes; otherwise the values stay */
  gboolean is_updating;     /* widgets are being told, and must not answer */

  GtkLabel *size;
  GtkMenuButton *menu_button;
  GMenuModel *panel_menu;
  HexwireLateDropDown *order_drop;
  GtkEntry *format;
  GtkLabel *format_error;
  HexwireFieldTable *fields;
  HexwireEnvelopeEditor *envelope;
  HexwireBytesPane *bytes;
  GtkWidget *python_row;
  GtkLabel *python;
  GtkWidget *send_button;
};

enum
{
  PROP_KEEPS_BYTES = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HexwirePayloadPanel, hexwire_payload_panel, GTK_TYPE_BOX)

static void
update_format (HexwirePayloadPanel *self)
{
  const char *text = hexwire_record_get_format_text (self->record);
  gsize position = 0;
  const char *error = hexwire_record_get_format_error (self->record, &position);
  const char *order = strchr (byte_orders, hexwire_record_get_byte_order (self->record));
  g_autoptr (PangoAttrList) attributes = NULL;

  if (!g_str_equal (hexwire_data_entry_get_text (self->format), text))
    gtk_editable_set_text (GTK_EDITABLE (self->format), text);
  hexwire_late_drop_down_set_selected (self->order_drop, (guint) (order - byte_orders));

  if (error != NULL)
    {
      /* The dots that newer versions of GTK draw for an error are too faint to be seen. */
      PangoAttribute *underline = pango_attr_underline_new (PANGO_UNDERLINE_LOW);

      underline->start_index = (guint) position;
      attributes = pango_attr_list_new ();
      pango_attr_list_insert (attributes, underline);
      gtk_widget_add_css_class (GTK_WIDGET (self->format), "error");
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->format), "error");
  gtk_entry_set_attributes (self->format, attributes);
  gtk_label_set_label (self->format_error, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->format_error), error != NULL);
}

static void
update_size (HexwirePayloadPanel *self)
{
  GBytes *bytes = hexwire_record_get_bytes (self->record);
  gsize size_bytes = bytes != NULL
                       ? g_bytes_get_size (bytes)
                       : hexwire_format_get_size_bytes (hexwire_record_get_format (self->record));
  g_autofree char *size
    = g_strdup_printf (ngettext ("%zu byte", "%zu bytes", (gulong) size_bytes),
                       size_bytes);

  gtk_label_set_label (self->size, size);
}

static void
send_clicked_cb (HexwirePayloadPanel *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.send-payload", NULL);
}

/* The call that makes the bytes, or nothing where no call would. */
static char *
dup_python (HexwirePayloadPanel *self)
{
  const HexwireEnvelope *envelope = hexwire_record_get_envelope (self->record);
  g_autofree char *call = NULL;

  if (!hexwire_record_can_be_sent (self->record) || hexwire_record_has_macros (self->record)
      || hexwire_record_get_n_left_over (self->record) != 0)
    return g_strdup ("");
  call = hexwire_record_to_python (self->record);
  if (envelope->length_type == 0 && !envelope->has_checksum)
    return g_steal_pointer (&call);
  /* Translators: a comment behind a line of Python */
  return g_strdup_printf ("%s  # %s", call, _("without length and checksum"));
}

static void
show_python (HexwirePayloadPanel *self)
{
  g_autofree char *python = dup_python (self);
  g_autofree char *shown = hexwire_long_text_dup_start (python, MAX_PYTHON_CHARS);

  gtk_widget_set_visible (self->python_row, python[0] != '\0');
  gtk_label_set_label (self->python, shown);
}

static void
record_changed_cb (HexwirePayloadPanel *self)
{
  self->is_updating = TRUE;
  update_format (self);
  update_size (self);
  show_python (self);
  gtk_widget_set_sensitive (self->send_button, hexwire_record_can_be_sent (self->record));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "payload.undo",
                                 hexwire_record_can_undo (self->record));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "payload.redo",
                                 hexwire_record_can_redo (self->record));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "payload.reset-counter",
                                 hexwire_record_has_macros (self->record));
  self->is_updating = FALSE;
}

static void
format_changed_cb (HexwirePayloadPanel *self)
{
  if (self->record != NULL && !self->is_updating)
    hexwire_record_set_format (self->record, hexwire_data_entry_get_text (self->format));
}

static void
order_selected_cb (HexwirePayloadPanel *self)
{
  guint place = hexwire_late_drop_down_get_selected (self->order_drop);

  if (self->record != NULL && !self->is_updating)
    hexwire_record_set_byte_order (self->record, byte_orders[place], self->keeps_bytes);
}

static void
row_pointed_cb (HexwirePayloadPanel *self,
                int                  field)
{
  hexwire_bytes_pane_highlight_field (self->bytes, field);
}

static void
byte_pointed_cb (HexwirePayloadPanel *self,
                 int                  field)
{
  hexwire_field_table_highlight (self->fields, field);
}

static char *
dup_copy (HexwirePayloadPanel *self,
          const char          *what)
{
  static const struct
  {
    const char *word;
    HexwireNotation notation;
  } notations[] = {
    { "hex", HEXWIRE_NOTATION_HEX },
    { "c", HEXWIRE_NOTATION_C },
    { "python", HEXWIRE_NOTATION_PYTHON },
    { "base64", HEXWIRE_NOTATION_BASE64 },
  };
  GBytes *bytes = hexwire_record_get_bytes (self->record);

  for (guint i = 0; i < G_N_ELEMENTS (notations); i++)
    if (g_str_equal (notations[i].word, what))
      return bytes != NULL ? hexwire_bytes_to_text (notations[i].notation,
                                                    g_bytes_get_data (bytes, NULL),
                                                    g_bytes_get_size (bytes))
                           : NULL;
  if (g_str_equal (what, "unpack"))
    return hexwire_format_export_unpack (hexwire_record_get_format (self->record));
  if (g_str_equal (what, "struct"))
    return hexwire_format_export_c (hexwire_record_get_format (self->record), NULL);
  return dup_python (self);
}

static void
templates_cb (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  hexwire_templates_window_present (GTK_WINDOW (gtk_widget_get_root (widget)),
                                    HEXWIRE_PAYLOAD_PANEL (widget)->record);
}

static void
import_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  hexwire_import_window_present (GTK_WINDOW (gtk_widget_get_root (widget)),
                                 HEXWIRE_PAYLOAD_PANEL (widget)->record);
}

static void
undo_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  hexwire_record_undo (HEXWIRE_PAYLOAD_PANEL (widget)->record);
}

static void
redo_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  hexwire_record_redo (HEXWIRE_PAYLOAD_PANEL (widget)->record);
}

static void
reset_counter_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  hexwire_record_set_counter (HEXWIRE_PAYLOAD_PANEL (widget)->record, 0);
}

static void
copy_as_cb (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  g_autofree char *text
    = dup_copy (HEXWIRE_PAYLOAD_PANEL (widget), g_variant_get_string (parameter, NULL));

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
hexwire_payload_panel_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_KEEPS_BYTES:
      g_value_set_boolean (value, HEXWIRE_PAYLOAD_PANEL (object)->keeps_bytes);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hexwire_payload_panel_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_KEEPS_BYTES:
      HEXWIRE_PAYLOAD_PANEL (object)->keeps_bytes = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* What is on the panel is made when it is first shown. */
static void
build (HexwirePayloadPanel *self)
{
  if (self->is_built || self->record == NULL)
    return;
  gtk_widget_init_template (GTK_WIDGET (self));
  hexwire_data_entry_init (self->format);
  self->is_built = TRUE;
  hexwire_late_menu_set (self->menu_button, self->panel_menu);
  hexwire_field_table_set_record (self->fields, self->record);
  hexwire_envelope_editor_set_record (self->envelope, self->record);
  hexwire_bytes_pane_set_record (self->bytes, self->record);
  g_signal_connect_object (self->record, "changed", G_CALLBACK (record_changed_cb), self,
                           G_CONNECT_SWAPPED);
  record_changed_cb (self);
}

static gboolean
build_idle_cb (gpointer user_data)
{
  build (user_data);
  return G_SOURCE_REMOVE;
}

static void
painted_cb (GdkFrameClock       *frame_clock,
            HexwirePayloadPanel *self)
{
  g_signal_handlers_disconnect_by_func (frame_clock, painted_cb, self);
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, build_idle_cb, g_object_ref (self), g_object_unref);
}

/* While the window opens, its place stays empty for one frame: the page beside it, which is looked
 * at first, is seen a third sooner. */
static void
hexwire_payload_panel_map (GtkWidget *widget)
{
  HexwirePayloadPanel *self = HEXWIRE_PAYLOAD_PANEL (widget);
  GdkFrameClock *frame_clock = gtk_widget_get_frame_clock (widget);

  if (gdk_frame_clock_get_frame_counter (frame_clock) > 0)
    build (self);
  else if (!self->is_built)
    g_signal_connect_object (frame_clock, "after-paint", G_CALLBACK (painted_cb), self, 0);
  GTK_WIDGET_CLASS (hexwire_payload_panel_parent_class)->map (widget);
}

static void
hexwire_payload_panel_dispose (GObject *object)
{
  HexwirePayloadPanel *self = HEXWIRE_PAYLOAD_PANEL (object);

  g_clear_object (&self->record);
  if (self->is_built)
    gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_PAYLOAD_PANEL);

  G_OBJECT_CLASS (hexwire_payload_panel_parent_class)->dispose (object);
}

static void
hexwire_payload_panel_class_init (HexwirePayloadPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hexwire_payload_panel_dispose;
  object_class->get_property = hexwire_payload_panel_get_property;
  object_class->set_property = hexwire_payload_panel_set_property;
  widget_class->map = hexwire_payload_panel_map;

  properties[PROP_KEEPS_BYTES] = g_param_spec_boolean ("keeps-bytes", NULL, NULL, FALSE,
                                                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_action (widget_class, "payload.copy-as", "s", copy_as_cb);
  gtk_widget_class_install_action (widget_class, "payload.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "payload.redo", NULL, redo_cb);
  gtk_widget_class_install_action (widget_class, "payload.reset-counter", NULL, reset_counter_cb);
  gtk_widget_class_install_action (widget_class, "payload.templates", NULL, templates_cb);
  gtk_widget_class_install_action (widget_class, "payload.undo", NULL, undo_cb);
  gtk_widget_class_install_property_action (widget_class, "payload.keep-bytes", "keeps-bytes");

  g_type_ensure (HEXWIRE_TYPE_BYTES_PANE);
  g_type_ensure (HEXWIRE_TYPE_ENVELOPE_EDITOR);
  g_type_ensure (HEXWIRE_TYPE_FIELD_TABLE);
  g_type_ensure (HEXWIRE_TYPE_LATE_DROP_DOWN);
  g_type_ensure (HEXWIRE_TYPE_TOOLTIP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/payload-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, bytes);
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, envelope);
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, fields);
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, format);
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, format_error);
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, menu_button);
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, order_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, panel_menu);
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, python);
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, python_row);
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, send_button);
  gtk_widget_class_bind_template_child (widget_class, HexwirePayloadPanel, size);
  gtk_widget_class_bind_template_callback (widget_class, byte_pointed_cb);
  gtk_widget_class_bind_template_callback (widget_class, format_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, order_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_pointed_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_clicked_cb);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hexwire_payload_panel_init (HexwirePayloadPanel *self)
{
  self->record = hexwire_record_new ();
  hexwire_record_set_format (self->record, ">hiq");
  hexwire_record_forget_history (self->record);
  hexwire_undo_keys_add (GTK_WIDGET (self));
}

void
hexwire_payload_panel_set_format (HexwirePayloadPanel *self,
                                  const char          *format)
{
  g_return_if_fail (HEXWIRE_IS_PAYLOAD_PANEL (self));
  hexwire_record_set_format (self->record, format);
}

void
hexwire_payload_panel_set_bytes (HexwirePayloadPanel *self,
                                 GBytes              *bytes)
{
  g_return_if_fail (HEXWIRE_IS_PAYLOAD_PANEL (self));
  hexwire_record_set_bytes (self->record, bytes);
}

GBytes *
hexwire_payload_panel_get_bytes (HexwirePayloadPanel *self)
{
  g_return_val_if_fail (HEXWIRE_IS_PAYLOAD_PANEL (self), NULL);
  return hexwire_record_get_bytes (self->record);
}

HexwireRecord *
hexwire_payload_panel_get_record (HexwirePayloadPanel *self)
{
  g_return_val_if_fail (HEXWIRE_IS_PAYLOAD_PANEL (self), NULL);
  return self->record;
}

const char *
hexwire_payload_panel_get_format (HexwirePayloadPanel *self)
{
  g_return_val_if_fail (HEXWIRE_IS_PAYLOAD_PANEL (self), NULL);
  return hexwire_format_get_text (hexwire_record_get_format (self->record));
}
