/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tab-label.h"

#include "endpoint-text.h"
#include "tooltip.h"

#include <glib/gi18n.h>

struct _HexwireTabLabel
{
  GtkBox parent_instance;

  HexwireEndpoint *endpoint;
  const char *css_class;

  GtkLabel *dot;
  GtkLabel *title;
  GtkLabel *unread;
  GtkButton *close_button;
};

enum
{
  CLOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireTabLabel, hexwire_tab_label, GTK_TYPE_BOX)

static void
set_title (HexwireTabLabel *self,
           const char      *title)
{
  /* Translators: %s is the title of a tab, such as "TCP Server" */
  g_autofree char *close_label = g_strdup_printf (_("Close %s"), title);

  gtk_label_set_label (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->close_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, close_label, -1);
}

static void
title_changed_cb (HexwireEndpoint *endpoint,
                  GParamSpec      *pspec,
                  HexwireTabLabel *self)
{
  g_autofree char *title = hexwire_endpoint_dup_title (endpoint);

  set_title (self, title);
}

static void
state_changed_cb (HexwireEndpoint *endpoint,
                  GParamSpec      *pspec,
                  gpointer         user_data)
{
  HexwireTabLabel *self = user_data;
  HexwireEndpointState state = hexwire_endpoint_get_state (endpoint);
  gboolean has_warning = hexwire_endpoint_get_warning (endpoint) != NULL;
  g_autofree char *status = hexwire_endpoint_dup_summary (endpoint);

  if (self->css_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->dot), self->css_class);
  self->css_class = has_warning ? "state-warned" : hexwire_endpoint_state_get_css_class (state);
  gtk_widget_add_css_class (GTK_WIDGET (self->dot), self->css_class);
  /* A hollow dot where nothing is open: the colour alone must not tell. */
  gtk_label_set_label (self->dot, has_warning                        ? "⚠"
                                  : state == HEXWIRE_ENDPOINT_CLOSED ? "○"
                                  : state == HEXWIRE_ENDPOINT_FAILED ? "✕"
                                                                     : "●");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->dot), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  has_warning ? hexwire_endpoint_get_warning (endpoint)
                                              : hexwire_endpoint_state_get_name (state),
                                  -1);
  hexwire_tooltip_set (GTK_WIDGET (self), status);
}

static void
close_clicked_cb (HexwireTabLabel *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

static void
hexwire_tab_label_dispose (GObject *object)
{
  HexwireTabLabel *self = HEXWIRE_TAB_LABEL (object);

  g_clear_object (&self->endpoint);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_TAB_LABEL);

  G_OBJECT_CLASS (hexwire_tab_label_parent_class)->dispose (object);
}

static void
hexwire_tab_label_class_init (HexwireTabLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_tab_label_dispose;

  signals[CLOSE] = g_signal_new ("close", HEXWIRE_TYPE_TAB_LABEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);

  g_type_ensure (HEXWIRE_TYPE_TOOLTIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hexwire/Hexwire/tab-label.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireTabLabel, dot);
  gtk_widget_class_bind_template_child (widget_class, HexwireTabLabel, title);
  gtk_widget_class_bind_template_child (widget_class, HexwireTabLabel, unread);
  gtk_widget_class_bind_template_child (widget_class, HexwireTabLabel, close_button);
  gtk_widget_class_bind_template_callback (widget_class, close_clicked_cb);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hexwire_tab_label_init (HexwireTabLabel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
hexwire_tab_label_new (const char      *title,
                       HexwireEndpoint *endpoint)
{
  HexwireTabLabel *self = g_object_new (HEXWIRE_TYPE_TAB_LABEL, NULL);

  set_title (self, title);
  gtk_widget_set_visible (GTK_WIDGET (self->dot), endpoint != NULL);
  if (endpoint != NULL)
    {
      self->endpoint = g_object_ref (endpoint);
      g_signal_connect_object (endpoint, "notify::state", G_CALLBACK (state_changed_cb), self, 0);
      g_signal_connect_object (endpoint, "notify::warning", G_CALLBACK (state_changed_cb), self, 0);
      g_signal_connect_object (endpoint, "notify::family", G_CALLBACK (title_changed_cb), self, 0);
      g_signal_connect_object (endpoint, "notify::host", G_CALLBACK (title_changed_cb), self, 0);
      state_changed_cb (endpoint, NULL, self);
    }
  return GTK_WIDGET (self);
}

void
hexwire_tab_label_set_n_unread (HexwireTabLabel *self,
                                guint64          n_unread)
{
  g_autofree char *text = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (HEXWIRE_IS_TAB_LABEL (self));

  text = n_unread > 999 ? g_strdup ("999+") : g_strdup_printf ("%" G_GUINT64_FORMAT, n_unread);
  label = g_strdup_printf (ngettext ("%s unread message", "%s unread messages", (gulong) n_unread),
                           text);
  gtk_label_set_label (self->unread, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->unread), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->unread), n_unread > 0);
}
