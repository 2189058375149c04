/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preferences.h"

#include "log/message-log.h"

#define MIB_BYTES (1024 * 1024)

enum
{
  PROP_COLOR_SCHEME = 1,
  PROP_CONFIRM_CLOSE,
  PROP_DATA_STYLE,
  PROP_FONT_SIZE,
  PROP_LOG_MAX_MESSAGES,
  PROP_LOG_MAX_MIB,
  PROP_RESTORE_TABS,
  PROP_START_RUNNING,
  PROP_TIME_FORMAT,
  N_PROPS
};

struct _HexwirePreferences
{
  GObject parent_instance;

  GSettings *settings;      /* (nullable) */
  GValue values[N_PROPS];
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HexwirePreferences, hexwire_preferences, G_TYPE_OBJECT)

static void
hexwire_preferences_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  g_value_copy (&HEXWIRE_PREFERENCES (object)->values[prop_id], value);
}

static void
hexwire_preferences_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  HexwirePreferences *self = HEXWIRE_PREFERENCES (object);

  if (g_param_values_cmp (pspec, &self->values[prop_id], value) == 0)
    return;
  g_value_copy (value, &self->values[prop_id]);
  g_object_notify_by_pspec (object, pspec);
}

static void
hexwire_preferences_finalize (GObject *object)
{
  HexwirePreferences *self = HEXWIRE_PREFERENCES (object);

  g_clear_object (&self->settings);
  for (guint i = 1; i < N_PROPS; i++)
    g_value_unset (&self->values[i]);

  G_OBJECT_CLASS (hexwire_preferences_parent_class)->finalize (object);
}

/* The defaults are those of the schema. */
static void
hexwire_preferences_class_init (HexwirePreferencesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = hexwire_preferences_get_property;
  object_class->set_property = hexwire_preferences_set_property;
  object_class->finalize = hexwire_preferences_finalize;

  properties[PROP_COLOR_SCHEME] = g_param_spec_string ("color-scheme", NULL, NULL, "follow-system",
                                                       flags);
  properties[PROP_CONFIRM_CLOSE] = g_param_spec_boolean ("confirm-close", NULL, NULL, TRUE, flags);
  properties[PROP_DATA_STYLE] = g_param_spec_string ("data-style", NULL, NULL, "text-and-hex",
                                                     flags);
  properties[PROP_FONT_SIZE] = g_param_spec_uint ("font-size", NULL, NULL, 0, 40, 0, flags);
  properties[PROP_LOG_MAX_MESSAGES]
    = g_param_spec_uint ("log-max-messages", NULL, NULL, 1000, 100000000,
                         HEXWIRE_MESSAGE_LOG_MAX_MESSAGES, flags);
  properties[PROP_LOG_MAX_MIB] = g_param_spec_uint ("log-max-mib", NULL, NULL, 4, 65536,
                                                    HEXWIRE_MESSAGE_LOG_MAX_BYTES / MIB_BYTES,
                                                    flags);
  properties[PROP_RESTORE_TABS] = g_param_spec_boolean ("restore-tabs", NULL, NULL, TRUE, flags);
  properties[PROP_START_RUNNING] = g_param_spec_boolean ("start-running", NULL, NULL, FALSE, flags);
  properties[PROP_TIME_FORMAT] = g_param_spec_string ("time-format", NULL, NULL, "clock", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/* A program that is not installed has no schema, and GSettings would end it for that. */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APP_ID, TRUE);
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/* A schema of another version may lack what this one has. */
static void
bind (HexwirePreferences *self)
{
  g_autoptr (GSettingsSchema) schema = NULL;

  g_object_get (self->settings, "settings-schema", &schema, NULL);
  for (guint i = 1; i < N_PROPS; i++)
    if (g_settings_schema_has_key (schema, properties[i]->name))
      g_settings_bind (self->settings, properties[i]->name, self, properties[i]->name,
                       G_SETTINGS_BIND_DEFAULT);
}

static void
hexwire_preferences_init (HexwirePreferences *self)
{
  for (guint i = 1; i < N_PROPS; i++)
    g_value_copy (g_param_spec_get_default_value (properties[i]),
                  g_value_init (&self->values[i], properties[i]->value_type));
  self->settings = open_settings ();
  if (self->settings != NULL)
    bind (self);
}

HexwirePreferences *
hexwire_preferences_get (void)
{
  static HexwirePreferences *preferences;

  if (preferences == NULL)
    preferences = g_object_new (HEXWIRE_TYPE_PREFERENCES, NULL);
  return preferences;
}

gboolean
hexwire_preferences_get_boolean (const char *property)
{
  gboolean value;

  g_object_get (hexwire_preferences_get (), property, &value, NULL);
  return value;
}

guint
hexwire_preferences_get_uint (const char *property)
{
  guint value;

  g_object_get (hexwire_preferences_get (), property, &value, NULL);
  return value;
}

char *
hexwire_preferences_dup_string (const char *property)
{
  char *value;

  g_object_get (hexwire_preferences_get (), property, &value, NULL);
  return value;
}
