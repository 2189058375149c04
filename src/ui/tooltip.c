/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tooltip.h"

#define TEXT_KEY "hexwire-tooltip"

struct _HexwireTooltip
{
  GObject parent_instance;

  GtkWidget *widget;
  char *text;
};

enum
{
  PROP_0,
  PROP_WIDGET,
  PROP_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HexwireTooltip, hexwire_tooltip, G_TYPE_OBJECT)

static gboolean
query_cb (GtkWidget  *widget,
          int         x,
          int         y,
          gboolean    is_keyboard,
          GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, g_object_get_data (G_OBJECT (widget), TEXT_KEY));
  return TRUE;
}

void
hexwire_tooltip_set (GtkWidget  *widget,
                     const char *text)
{
  const char *former;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  former = g_object_get_data (G_OBJECT (widget), TEXT_KEY);
  if (g_strcmp0 (former, text) == 0)
    return;
  if (former == NULL)
    g_signal_connect (widget, "query-tooltip", G_CALLBACK (query_cb), NULL);
  else if (text == NULL)
    g_signal_handlers_disconnect_by_func (widget, query_cb, NULL);
  g_object_set_data_full (G_OBJECT (widget), TEXT_KEY, g_strdup (text), g_free);
  gtk_widget_set_has_tooltip (widget, text != NULL);
  if (text == NULL)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    text, -1);
}

static void
hexwire_tooltip_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  HexwireTooltip *self = HEXWIRE_TOOLTIP (object);

  switch (prop_id)
    {
    case PROP_WIDGET:
      self->widget = g_value_dup_object (value);
      break;
    case PROP_TEXT:
      self->text = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hexwire_tooltip_constructed (GObject *object)
{
  HexwireTooltip *self = HEXWIRE_TOOLTIP (object);

  G_OBJECT_CLASS (hexwire_tooltip_parent_class)->constructed (object);
  hexwire_tooltip_set (self->widget, self->text);
}

static void
hexwire_tooltip_finalize (GObject *object)
{
  HexwireTooltip *self = HEXWIRE_TOOLTIP (object);

  g_clear_object (&self->widget);
  g_free (self->text);

  G_OBJECT_CLASS (hexwire_tooltip_parent_class)->finalize (object);
}

static void
hexwire_tooltip_class_init (HexwireTooltipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = hexwire_tooltip_constructed;
  object_class->finalize = hexwire_tooltip_finalize;
  object_class->set_property = hexwire_tooltip_set_property;

  properties[PROP_WIDGET] = g_param_spec_object ("widget", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hexwire_tooltip_init (HexwireTooltip *self)
{
}
