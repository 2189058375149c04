/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/template.h"

#include <string.h>

struct _HexwireTemplate
{
  GObject parent_instance;

  char *name;
  char *format;
  char *note;
  GStrv values;
  char *folded;                 /* what is searched */
};

G_DEFINE_FINAL_TYPE (HexwireTemplate, hexwire_template, G_TYPE_OBJECT)

enum
{
  PROP_FORMAT = 1,
  PROP_NAME,
  PROP_NOTE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
hexwire_template_finalize (GObject *object)
{
  HexwireTemplate *self = HEXWIRE_TEMPLATE (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->format, g_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->values, g_strfreev);
  g_clear_pointer (&self->folded, g_free);

  G_OBJECT_CLASS (hexwire_template_parent_class)->finalize (object);
}

static void
hexwire_template_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  HexwireTemplate *self = HEXWIRE_TEMPLATE (object);

  switch (prop_id)
    {
    case PROP_FORMAT:
      g_value_set_string (value, self->format);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_NOTE:
      g_value_set_string (value, self->note);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hexwire_template_class_init (HexwireTemplateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = hexwire_template_finalize;
  object_class->get_property = hexwire_template_get_property;

  properties[PROP_FORMAT] = g_param_spec_string ("format", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hexwire_template_init (HexwireTemplate *self)
{
}

static char *
make_valid (const char *text)
{
  return g_utf8_make_valid (text != NULL ? text : "", -1);
}

HexwireTemplate *
hexwire_template_new (const char        *name,
                      const char        *format,
                      const char *const *values,
                      const char        *note)
{
  HexwireTemplate *self = g_object_new (HEXWIRE_TYPE_TEMPLATE, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *searched = NULL;

  self->name = g_strstrip (make_valid (name));
  self->format = make_valid (format);
  self->note = make_valid (note);
  for (gsize i = 0; values != NULL && values[i] != NULL; i++)
    {
      g_autofree char *value = make_valid (values[i]);

      g_strv_builder_add (builder, value);
    }
  self->values = g_strv_builder_end (builder);
  searched = g_strjoin ("\n", self->name, self->format, self->note, NULL);
  self->folded = g_utf8_casefold (searched, -1);
  return self;
}

const char *
hexwire_template_get_name (HexwireTemplate *self)
{
  g_return_val_if_fail (HEXWIRE_IS_TEMPLATE (self), NULL);

  return self->name;
}

const char *
hexwire_template_get_format (HexwireTemplate *self)
{
  g_return_val_if_fail (HEXWIRE_IS_TEMPLATE (self), NULL);

  return self->format;
}

const char *
hexwire_template_get_note (HexwireTemplate *self)
{
  g_return_val_if_fail (HEXWIRE_IS_TEMPLATE (self), NULL);

  return self->note;
}

const char *const *
hexwire_template_get_values (HexwireTemplate *self)
{
  g_return_val_if_fail (HEXWIRE_IS_TEMPLATE (self), NULL);

  return (const char *const *) self->values;
}

gboolean
hexwire_template_matches (HexwireTemplate *self,
                          const char      *text)
{
  g_autofree char *valid = make_valid (text);
  g_autofree char *folded = g_utf8_casefold (valid, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);

  g_return_val_if_fail (HEXWIRE_IS_TEMPLATE (self), FALSE);

  for (gsize i = 0; words[i] != NULL; i++)
    if (strstr (self->folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}
