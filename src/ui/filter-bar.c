/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "filter-bar.h"

#include "focus-return.h"
#include "tooltip.h"

#include <glib/gi18n.h>
#include <inttypes.h>

struct _HexwireFilterBar
{
  GtkBox parent_instance;

  HexwireLogView *log_view;
  HexwireFormat *format;    /* (nullable) */

  GtkWidget *entry_box;
  GtkEditable *entry;
  GtkLabel *problem;
  GtkWidget *chip;
  GtkLabel *chip_label;
};

G_DEFINE_FINAL_TYPE (HexwireFilterBar, hexwire_filter_bar, GTK_TYPE_BOX)

static void
show_problem (HexwireFilterBar *self,
              const char       *message)
{
  gtk_label_set_label (self->problem, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), message != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
update_visible (HexwireFilterBar *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_visible (self->entry_box)
                                               || gtk_widget_get_visible (self->chip));
}

/* What the chip tells of a filter. */
static char *
describe (HexwireFilterBar *self,
          HexwireRowFilter *filter)
{
  guint64 n_hidden = hexwire_log_view_get_n_hidden (self->log_view);
  guint n_given_up = hexwire_log_view_get_n_given_up (self->log_view);
  g_autofree char *hidden = g_strdup_printf (ngettext ("%" PRIu64 " row hidden",
                                                       "%" PRIu64 " rows hidden",
                                                       (gulong) n_hidden),
                                             n_hidden);
  g_autofree char *given_up = NULL;

  if (n_given_up > 0)
    /* Translators: rows for which the regular expression in the filter would take too long */
    given_up = g_strdup_printf (ngettext ("%u row too complicated for the expression",
                                          "%u rows too complicated for the expression",
                                          n_given_up),
                                n_given_up);
  return g_strjoin (" · ", hexwire_row_filter_get_text (filter), hidden, given_up, NULL);
}

void
hexwire_filter_bar_update (HexwireFilterBar *self)
{
  HexwireRowFilter *filter = hexwire_log_view_get_filter (self->log_view);

  if (filter != NULL)
    {
      g_autofree char *text = describe (self, filter);

      gtk_label_set_label (self->chip_label, text);
    }
  gtk_widget_set_visible (self->chip, filter != NULL);
  update_visible (self);
}

static gboolean
is_present (HexwireFilterBar *self,
            const char       *text)
{
  HexwireRowFilter *present = hexwire_log_view_get_filter (self->log_view);

  return g_str_equal (present != NULL ? hexwire_row_filter_get_text (present) : "", text);
}

static void
apply_anew (HexwireFilterBar *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  g_autoptr (GError) error = NULL;
  g_autoptr (HexwireRowFilter) filter
    = hexwire_row_filter_parse (text, self->format, NULL, &error);

  show_problem (self, error != NULL ? error->message : NULL);
  if (filter == NULL)
    return;
  hexwire_log_view_set_filter (self->log_view,
                               hexwire_row_filter_is_empty (filter) ? NULL : filter);
  hexwire_filter_bar_update (self);
}

static void
apply (HexwireFilterBar *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  if (is_present (self, text))
    show_problem (self, NULL);
  else
    apply_anew (self);
}

static void
clear_cb (HexwireFilterBar *self)
{
  gtk_editable_set_text (self->entry, "");
  apply (self);
}

static void
close_cb (HexwireFilterBar *self)
{
  hexwire_focus_return_give (GTK_WIDGET (self));
  gtk_widget_set_visible (self->entry_box, FALSE);
  show_problem (self, NULL);
  update_visible (self);
}

static void
hexwire_filter_bar_dispose (GObject *object)
{
  HexwireFilterBar *self = HEXWIRE_FILTER_BAR (object);

  g_clear_object (&self->log_view);
  g_clear_pointer (&self->format, hexwire_format_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_FILTER_BAR);

  G_OBJECT_CLASS (hexwire_filter_bar_parent_class)->dispose (object);
}

/* The chip is no entry to be closed. */
static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  HexwireFilterBar *self = HEXWIRE_FILTER_BAR (widget);

  if (!gtk_widget_get_visible (self->entry_box))
    return FALSE;
  close_cb (self);
  return TRUE;
}

static void
hexwire_filter_bar_class_init (HexwireFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_filter_bar_dispose;

  g_type_ensure (HEXWIRE_TYPE_TOOLTIP);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hexwire/Hexwire/filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireFilterBar, chip);
  gtk_widget_class_bind_template_child (widget_class, HexwireFilterBar, chip_label);
  gtk_widget_class_bind_template_child (widget_class, HexwireFilterBar, entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireFilterBar, entry_box);
  gtk_widget_class_bind_template_child (widget_class, HexwireFilterBar, problem);
  gtk_widget_class_bind_template_callback (widget_class, apply);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
hexwire_filter_bar_init (HexwireFilterBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
hexwire_filter_bar_set_log_view (HexwireFilterBar *self,
                                 HexwireLogView   *log_view)
{
  g_return_if_fail (HEXWIRE_IS_FILTER_BAR (self));
  g_return_if_fail (self->log_view == NULL);
  self->log_view = g_object_ref (log_view);
}

void
hexwire_filter_bar_set_format (HexwireFilterBar *self,
                               HexwireFormat    *format)
{
  HexwireRowFilter *filter;

  g_return_if_fail (HEXWIRE_IS_FILTER_BAR (self));

  g_clear_pointer (&self->format, hexwire_format_unref);
  self->format = format != NULL ? hexwire_format_ref (format) : NULL;
  filter = hexwire_log_view_get_filter (self->log_view);
  if (filter == NULL || hexwire_row_filter_has_fields (filter)
      || gtk_widget_get_visible (GTK_WIDGET (self->problem)))
    apply_anew (self);
}

void
hexwire_filter_bar_open (HexwireFilterBar *self)
{
  g_return_if_fail (HEXWIRE_IS_FILTER_BAR (self));

  hexwire_focus_return_remember (GTK_WIDGET (self));
  gtk_widget_set_visible (self->entry_box, TRUE);
  update_visible (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}
