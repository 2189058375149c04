/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/session-properties.h"

#include "net/session-value.h"
#include "net/socket-options.h"

/* Properties of endpoints that are no plain numbers in a file. */
static const char *const family_words[] = { "any", "ipv4", "ipv6", "unix", NULL };
static const char *const reply_words[] = { "nothing", "echo", "discard", "fixed", "rules", NULL };

static const char *const *
get_words (const char *property)
{
  if (g_str_equal (property, "family"))
    return family_words;
  return g_str_equal (property, "reply") ? reply_words : NULL;
}

/* Permissions are octal everywhere. */
static guint
get_base (const char *property)
{
  return g_str_equal (property, "socket-mode") ? 8 : 10;
}

static gboolean
read_uint_property (const HexwireSection  *section,
                    GObject               *object,
                    GParamSpec            *spec,
                    GError               **error)
{
  const char *const *words = get_words (spec->name);
  guint number;

  g_object_get (object, spec->name, &number, NULL);
  if (words != NULL
        ? !hexwire_session_read_word (section, spec->name, words, &number, error)
        : !hexwire_session_read_number (section, spec->name, get_base (spec->name),
                                        G_PARAM_SPEC_UINT (spec)->maximum, &number, error))
    return FALSE;
  g_object_set (object, spec->name, number, NULL);
  return TRUE;
}

static gboolean
read_boolean_property (const HexwireSection  *section,
                       GObject               *object,
                       GParamSpec            *spec,
                       GError               **error)
{
  gboolean value;

  g_object_get (object, spec->name, &value, NULL);
  if (!hexwire_session_read_boolean (section, spec->name, &value, error))
    return FALSE;
  g_object_set (object, spec->name, value, NULL);
  return TRUE;
}

static void
refused_cb (GObject     *object,
            const char  *reason,
            char       **refusal)
{
  g_free (*refusal);
  *refusal = g_strdup (reason);
}

/* Options refuse a text that means nothing to them, and say why. */
static gboolean
read_string_property (const HexwireSection  *section,
                      GObject               *object,
                      GParamSpec            *spec,
                      GError               **error)
{
  g_autofree char *text = hexwire_section_dup_value (section, spec->name, NULL);
  g_autofree char *refusal = NULL;
  gulong handler = 0;

  if (text == NULL)
    return TRUE;
  if (HEXWIRE_IS_SOCKET_OPTIONS (object))
    handler = g_signal_connect (object, "refused", G_CALLBACK (refused_cb), &refusal);
  g_object_set (object, spec->name, text, NULL);
  g_clear_signal_handler (&handler, object);
  return refusal == NULL || hexwire_session_value_fail (section, spec->name, refusal, error);
}

gboolean
hexwire_session_properties_read (const HexwireSection  *section,
                                 GObject               *object,
                                 GError               **error)
{
  guint n_specs;
  g_autofree GParamSpec **specs
    = g_object_class_list_properties (G_OBJECT_GET_CLASS (object), &n_specs);

  for (guint i = 0; i < n_specs; i++)
    {
      GParamSpec *spec = specs[i];

      if (!(spec->flags & G_PARAM_WRITABLE))
        continue;
      if (G_IS_PARAM_SPEC_BOOLEAN (spec) ? !read_boolean_property (section, object, spec, error)
          : G_IS_PARAM_SPEC_UINT (spec)  ? !read_uint_property (section, object, spec, error)
          : G_IS_PARAM_SPEC_STRING (spec) && !read_string_property (section, object, spec, error))
        return FALSE;
    }
  return TRUE;
}

static char *
dup_property_text (GParamSpec   *spec,
                   const GValue *value)
{
  const char *const *words = get_words (spec->name);

  if (G_IS_PARAM_SPEC_BOOLEAN (spec))
    return g_strdup (g_value_get_boolean (value) ? "true" : "false");
  if (G_IS_PARAM_SPEC_STRING (spec))
    return g_strdup (g_value_get_string (value));
  if (!G_IS_PARAM_SPEC_UINT (spec))
    return NULL;
  if (words != NULL)
    return g_strdup (words[g_value_get_uint (value)]);
  return g_strdup_printf (get_base (spec->name) == 8 ? "%04o" : "%u", g_value_get_uint (value));
}

static gboolean
is_always_told (GParamSpec *spec)
{
  return g_str_equal (spec->name, "host") || g_str_equal (spec->name, "port");
}

void
hexwire_session_properties_write (HexwireSection *section,
                                  GObject        *object,
                                  GObject        *start)
{
  guint n_specs;
  g_autofree GParamSpec **specs
    = g_object_class_list_properties (G_OBJECT_GET_CLASS (object), &n_specs);

  for (guint i = 0; i < n_specs; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      g_auto (GValue) start_value = G_VALUE_INIT;
      g_autofree char *text = NULL;

      if ((specs[i]->flags & G_PARAM_READWRITE) != G_PARAM_READWRITE)
        continue;
      g_object_get_property (object, specs[i]->name, &value);
      g_object_get_property (start, specs[i]->name, &start_value);
      if (is_always_told (specs[i]) || g_param_values_cmp (specs[i], &value, &start_value) != 0)
        text = dup_property_text (specs[i], &value);
      hexwire_section_set_value (section, specs[i]->name, text);
    }
}
