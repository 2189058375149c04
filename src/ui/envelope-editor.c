/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "envelope-editor.h"

#include "compat-drop-down.h"
#include "shrinking-drop-down.h"
#include "tooltip.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

static const char length_types[] = { 0, 'B', 'H', 'I' };

struct _HexwireEnvelopeEditor
{
  GtkBox parent_instance;

  HexwireRecord *record;
  gsize n_checksums;
  gboolean is_filling;      /* the widgets are being told, and must not answer */

  GtkDropDown *length_drop;
  GtkDropDown *length_order_drop;
  GtkCheckButton *counts_itself_check;
  GtkCheckButton *counts_checksum_check;
  GtkDropDown *checksum_drop;
  GtkDropDown *checksum_order_drop;
  GtkEntry *custom_entry;
  GtkCheckButton *covers_prefix_check;
  GtkSpinButton *skips_first_spin;
  GtkSpinButton *skips_last_spin;
  GtkLabel *status;
};

G_DEFINE_FINAL_TYPE (HexwireEnvelopeEditor, hexwire_envelope_editor, GTK_TYPE_BOX)

static char
get_order (GtkDropDown *drop)
{
  return gtk_drop_down_get_selected (drop) == 1 ? '<' : '>';
}

static void
mark_custom (HexwireEnvelopeEditor *self,
             const GError          *error)
{
  GtkWidget *entry = GTK_WIDGET (self->custom_entry);

  if (error != NULL)
    gtk_widget_add_css_class (entry, "error");
  else
    gtk_widget_remove_css_class (entry, "error");
  hexwire_tooltip_set (entry, error != NULL
                                ? error->message
                                : _("A CRC’s width, poly, init, refin, refout and xorout"));
}

/* The list is "none", the catalogue, and parameters of the user's own. */
static gboolean
is_custom (HexwireEnvelopeEditor *self)
{
  return gtk_drop_down_get_selected (self->checksum_drop) == self->n_checksums + 1;
}

static void
read_checksum (HexwireEnvelopeEditor  *self,
               HexwireEnvelope        *envelope,
               GError                **error)
{
  guint selected = gtk_drop_down_get_selected (self->checksum_drop);
  gsize n_checksums;
  const HexwireChecksum *checksums = hexwire_checksum_get_all (&n_checksums);

  if (is_custom (self))
    envelope->has_checksum
      = hexwire_checksum_parse (gtk_editable_get_text (GTK_EDITABLE (self->custom_entry)),
                                &envelope->checksum, error);
  else if (selected > 0 && selected <= n_checksums)
    {
      envelope->has_checksum = TRUE;
      envelope->checksum = checksums[selected - 1];
    }
  if (!envelope->has_checksum)
    envelope->checksum = (HexwireChecksum) { 0 };
}

static HexwireEnvelope
read_widgets (HexwireEnvelopeEditor  *self,
              GError                **error)
{
  HexwireEnvelope envelope = { 0 };

  read_checksum (self, &envelope, error);
  envelope.length_type = length_types[gtk_drop_down_get_selected (self->length_drop)];
  envelope.length_byte_order = get_order (self->length_order_drop);
  envelope.length_counts_itself = gtk_check_button_get_active (self->counts_itself_check);
  envelope.length_counts_checksum = gtk_check_button_get_active (self->counts_checksum_check);
  envelope.checksum_byte_order = get_order (self->checksum_order_drop);
  envelope.checksum_covers_prefix = gtk_check_button_get_active (self->covers_prefix_check);
  envelope.checksum_skips_first = (gsize) gtk_spin_button_get_value_as_int (self->skips_first_spin);
  envelope.checksum_skips_last = (gsize) gtk_spin_button_get_value_as_int (self->skips_last_spin);
  return envelope;
}

static void
changed_cb (HexwireEnvelopeEditor *self)
{
  g_autoptr (GError) error = NULL;
  HexwireEnvelope envelope;

  /* The template's widgets tell of their first state while it is still being built. */
  if (self->record == NULL || self->is_filling)
    return;
  envelope = read_widgets (self, &error);
  gtk_widget_set_visible (GTK_WIDGET (self->custom_entry), is_custom (self));
  mark_custom (self, error);
  hexwire_record_set_envelope (self->record, &envelope);
}

/* A reflected CRC is sent with its low byte first, by custom. */
static void
checksum_selected_cb (HexwireEnvelopeEditor *self)
{
  guint selected = gtk_drop_down_get_selected (self->checksum_drop);
  gsize n_checksums;
  const HexwireChecksum *checksums = hexwire_checksum_get_all (&n_checksums);

  if (self->record == NULL || self->is_filling)
    return;
  if (selected > 0 && selected <= n_checksums)
    gtk_drop_down_set_selected (self->checksum_order_drop, checksums[selected - 1].refout ? 1 : 0);
  changed_cb (self);
}

static char *
dup_parameters (const HexwireChecksum *checksum)
{
  return g_strdup_printf ("width=%u poly=0x%" PRIx64 " init=0x%" PRIx64
                          " refin=%s refout=%s xorout=0x%" PRIx64,
                          checksum->width_bits, checksum->poly, checksum->init,
                          checksum->refin ? "true" : "false", checksum->refout ? "true" : "false",
                          checksum->xorout);
}

static void
show_checksum (HexwireEnvelopeEditor *self,
               const HexwireEnvelope *envelope)
{
  gsize n_checksums;
  const HexwireChecksum *checksums = hexwire_checksum_get_all (&n_checksums);
  guint selected = 0;

  if (envelope->has_checksum)
    while (selected < n_checksums
           && !hexwire_checksum_equal (&checksums[selected], &envelope->checksum))
      selected++;
  if (envelope->has_checksum && selected == n_checksums)
    {
      g_autofree char *parameters = dup_parameters (&envelope->checksum);

      gtk_editable_set_text (GTK_EDITABLE (self->custom_entry), parameters);
    }
  gtk_drop_down_set_selected (self->checksum_drop, selected + (envelope->has_checksum ? 1 : 0));
  gtk_widget_set_visible (GTK_WIDGET (self->custom_entry), is_custom (self));
  mark_custom (self, NULL);
}

/* The record has got another envelope than the one that was chosen here, as when that is undone. */
static void
fill_widgets (HexwireEnvelopeEditor *self,
              const HexwireEnvelope *envelope)
{
  guint length = 0;

  self->is_filling = TRUE;
  while (length + 1 < G_N_ELEMENTS (length_types) && length_types[length] != envelope->length_type)
    length++;
  gtk_drop_down_set_selected (self->length_drop, length);
  gtk_drop_down_set_selected (self->length_order_drop, envelope->length_byte_order == '<' ? 1 : 0);
  gtk_check_button_set_active (self->counts_itself_check, envelope->length_counts_itself);
  gtk_check_button_set_active (self->counts_checksum_check, envelope->length_counts_checksum);
  show_checksum (self, envelope);
  gtk_drop_down_set_selected (self->checksum_order_drop,
                              envelope->checksum_byte_order == '<' ? 1 : 0);
  gtk_check_button_set_active (self->covers_prefix_check, envelope->checksum_covers_prefix);
  gtk_spin_button_set_value (self->skips_first_spin, (double) envelope->checksum_skips_first);
  gtk_spin_button_set_value (self->skips_last_spin, (double) envelope->checksum_skips_last);
  self->is_filling = FALSE;
}

static char *
dup_length_status (const HexwireEnvelopeCheck *check)
{
  switch (check->length)
    {
    case HEXWIRE_ENVELOPE_OK:
      return g_strdup_printf (_("✓ length %" PRIu64), check->length_found);
    case HEXWIRE_ENVELOPE_WRONG:
      return g_strdup_printf (_("✗ length %" PRIu64 ", should be %" PRIu64), check->length_found,
                              check->length_expected);
    case HEXWIRE_ENVELOPE_TOO_SHORT:
      return g_strdup (_("✗ the length is cut off"));
    case HEXWIRE_ENVELOPE_ABSENT:
    default:
      return NULL;
    }
}

static char *
dup_checksum_status (const HexwireEnvelopeCheck *check)
{
  switch (check->checksum)
    {
    case HEXWIRE_ENVELOPE_OK:
      return g_strdup_printf (_("✓ checksum %s"), check->checksum_found);
    case HEXWIRE_ENVELOPE_WRONG:
      return g_strdup_printf (_("✗ checksum %s, should be %s"), check->checksum_found,
                              check->checksum_expected);
    case HEXWIRE_ENVELOPE_TOO_SHORT:
      return g_strdup (_("✗ the checksum is cut off"));
    case HEXWIRE_ENVELOPE_ABSENT:
    default:
      return NULL;
    }
}

static void
record_changed_cb (HexwireEnvelopeEditor *self)
{
  const HexwireEnvelopeCheck *check = hexwire_record_get_check (self->record);
  const char *error = hexwire_record_get_frame_error (self->record);
  g_autofree char *length = dup_length_status (check);
  g_autofree char *checksum = dup_checksum_status (check);
  g_autofree char *text = NULL;
  gboolean is_wrong = error != NULL || check->length > HEXWIRE_ENVELOPE_OK
                      || check->checksum > HEXWIRE_ENVELOPE_OK;
  const HexwireEnvelope *envelope = hexwire_record_get_envelope (self->record);
  HexwireEnvelope shown = read_widgets (self, NULL);

  if (!hexwire_envelope_equal (&shown, envelope))
    fill_widgets (self, envelope);
  if (error != NULL)
    text = g_strdup (error);
  else if (hexwire_record_get_bytes (self->record) != NULL)
    text = g_strjoin ("   ", length != NULL ? length : "", checksum, NULL);
  gtk_label_set_label (self->status, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->status), text != NULL && text[0] != '\0');
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->status), "error-text");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status), "error-text");
}

static void
hexwire_envelope_editor_dispose (GObject *object)
{
  HexwireEnvelopeEditor *self = HEXWIRE_ENVELOPE_EDITOR (object);

  g_clear_object (&self->record);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_ENVELOPE_EDITOR);

  G_OBJECT_CLASS (hexwire_envelope_editor_parent_class)->dispose (object);
}

static void
hexwire_envelope_editor_class_init (HexwireEnvelopeEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_envelope_editor_dispose;

  g_type_ensure (HEXWIRE_TYPE_TOOLTIP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/envelope-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireEnvelopeEditor, checksum_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireEnvelopeEditor, checksum_order_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireEnvelopeEditor, counts_checksum_check);
  gtk_widget_class_bind_template_child (widget_class, HexwireEnvelopeEditor, counts_itself_check);
  gtk_widget_class_bind_template_child (widget_class, HexwireEnvelopeEditor, covers_prefix_check);
  gtk_widget_class_bind_template_child (widget_class, HexwireEnvelopeEditor, custom_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireEnvelopeEditor, length_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireEnvelopeEditor, length_order_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireEnvelopeEditor, skips_first_spin);
  gtk_widget_class_bind_template_child (widget_class, HexwireEnvelopeEditor, skips_last_spin);
  gtk_widget_class_bind_template_child (widget_class, HexwireEnvelopeEditor, status);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, checksum_selected_cb);
}

/* What the search looks through: a checksum is also found by its other names. */
static char *
dup_search_text (GtkStringObject *item,
                 gpointer         user_data)
{
  const char *name = gtk_string_object_get_string (item);
  gsize n_checksums;
  const HexwireChecksum *checksums = hexwire_checksum_get_all (&n_checksums);

  for (gsize i = 0; i < n_checksums; i++)
    if (g_str_equal (checksums[i].name, name) && checksums[i].aliases != NULL)
      return g_strdup_printf ("%s %s", name, checksums[i].aliases);
  return g_strdup (name);
}

static void
setup_checksum_cb (GtkSignalListItemFactory *factory,
                   GtkListItem              *list_item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (list_item, label);
}

static void
bind_checksum_cb (GtkSignalListItemFactory *factory,
                  GtkListItem              *list_item)
{
  GtkStringObject *item = gtk_list_item_get_item (list_item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (list_item)),
                       gtk_string_object_get_string (item));
}

static void
set_up_checksums (HexwireEnvelopeEditor *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkExpression) expression
    = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (dup_search_text), NULL,
                                   NULL);
  const HexwireChecksum *checksums = hexwire_checksum_get_all (&self->n_checksums);

  gtk_string_list_append (names, _("No checksum"));
  for (gsize i = 0; i < self->n_checksums; i++)
    gtk_string_list_append (names, checksums[i].name);
  gtk_string_list_append (names, _("Own CRC…"));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_checksum_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_checksum_cb), NULL);
  /* In this order: newer versions of GTK put a factory of their own in place of ours when there is
     an expression. */
  gtk_drop_down_set_expression (self->checksum_drop, expression);
  gtk_drop_down_set_factory (self->checksum_drop, factory);
  gtk_drop_down_set_model (self->checksum_drop, G_LIST_MODEL (names));
  hexwire_compat_drop_down_search_anywhere (self->checksum_drop);
  hexwire_drop_down_let_shrink (self->checksum_drop);
}

static void
let_wrap (GtkCheckButton *check)
{
  GtkWidget *label = gtk_widget_get_last_child (GTK_WIDGET (check));

  g_return_if_fail (GTK_IS_LABEL (label));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
}

static void
hexwire_envelope_editor_init (HexwireEnvelopeEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_up_checksums (self);
  hexwire_drop_down_let_shrink (self->length_drop);
  let_wrap (self->counts_checksum_check);
  let_wrap (self->counts_itself_check);
  let_wrap (self->covers_prefix_check);
}

void
hexwire_envelope_editor_set_record (HexwireEnvelopeEditor *self,
                                    HexwireRecord         *record)
{
  g_return_if_fail (HEXWIRE_IS_ENVELOPE_EDITOR (self));
  g_return_if_fail (self->record == NULL);

  self->record = g_object_ref (record);
  g_signal_connect_object (record, "changed", G_CALLBACK (record_changed_cb), self,
                           G_CONNECT_SWAPPED);
  record_changed_cb (self);
}
