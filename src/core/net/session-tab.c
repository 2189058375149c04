/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/session-tab.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/group-list.h"
#include "net/net-error.h"
#include "net/reply-rules-text.h"
#include "net/responder.h"
#include "net/udp-endpoint.h"

#define KIND_KEY "kind"
#define CAPTURE_KIND "capture"
#define MAX_PANE_PX 32767

/* Properties of endpoints that are no plain numbers in a file. */
static const char *const family_words[] = { "any", "ipv4", "ipv6", "unix", NULL };
static const char *const reply_words[] = { "nothing", "echo", "discard", "fixed", "rules", NULL };

static const char *const style_ids[] = { "text-and-hex", "text", "hex", "decoded" };

const char *
hexwire_session_style_get_id (HexwireSessionStyle style)
{
  return style < HEXWIRE_SESSION_N_STYLES ? style_ids[style] : NULL;
}

gboolean
hexwire_session_style_from_id (const char          *id,
                               HexwireSessionStyle *style)
{
  for (guint i = 0; i < HEXWIRE_SESSION_N_STYLES; i++)
    if (g_strcmp0 (id, style_ids[i]) == 0)
      {
        *style = i;
        return TRUE;
      }
  return FALSE;
}

void
hexwire_session_look_init (HexwireSessionLook *self)
{
  *self = (HexwireSessionLook) { .style = HEXWIRE_SESSION_STYLE_DEFAULT };
}

void
hexwire_session_look_clear (HexwireSessionLook *self)
{
  g_clear_pointer (&self->rule, hexwire_frame_rule_unref);
  g_free (self->format);
  g_free (self->time_format);
  hexwire_session_look_init (self);
}

void
hexwire_session_look_copy (HexwireSessionLook       *self,
                           const HexwireSessionLook *other)
{
  *self = *other;
  self->rule = other->rule != NULL ? hexwire_frame_rule_ref (other->rule) : NULL;
  self->format = g_strdup (other->format);
  self->time_format = g_strdup (other->time_format);
}

HexwireSessionTab *
hexwire_session_tab_new (HexwireEndpoint *endpoint,
                         const char      *capture)
{
  HexwireSessionTab *self = g_new0 (HexwireSessionTab, 1);

  self->endpoint = endpoint != NULL ? g_object_ref (endpoint) : NULL;
  self->capture = g_strdup (capture);
  hexwire_session_look_init (&self->look);
  self->section = hexwire_section_new (HEXWIRE_SESSION_TAB_NAME);
  return self;
}

void
hexwire_session_tab_free (HexwireSessionTab *self)
{
  g_clear_object (&self->endpoint);
  g_free (self->capture);
  hexwire_session_look_clear (&self->look);
  hexwire_section_free (self->section);
  g_free (self);
}

/* @reason: what is wrong in the value of @key. */
static gboolean
fail (GError               **error,
      const HexwireSection  *section,
      const char            *key,
      const char            *reason)
{
  guint line = hexwire_section_get_line (section);
  g_autofree char *value G_GNUC_UNUSED = hexwire_section_dup_value (section, key, &line);

  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SESSION,
               /* Translators: the number of a line, a word in it, and what is wrong with that */
               _("line %u: %s: %s"), line, key, reason);
  return FALSE;
}

static gboolean
fail_word (GError               **error,
           const HexwireSection  *section,
           const char            *key,
           const char *const     *words)
{
  g_autofree char *list = g_strjoinv (", ", (char **) words);
  /* Translators: the placeholder is a list of words with commas between them */
  g_autofree char *reason = g_strdup_printf (_("one of %s is expected"), list);

  return fail (error, section, key, reason);
}

gboolean
hexwire_session_read_boolean (const HexwireSection  *section,
                              const char            *key,
                              gboolean              *value,
                              GError               **error)
{
  static const char *const words[] = { "true", "false", NULL };
  g_autofree char *text = hexwire_section_dup_value (section, key, NULL);

  if (text == NULL)
    return TRUE;
  g_strstrip (text);
  if (!g_strv_contains (words, text))
    return fail_word (error, section, key, words);
  *value = g_str_equal (text, "true");
  return TRUE;
}

static gboolean
read_number (const HexwireSection  *section,
             const char            *key,
             guint                  base,
             guint                  max,
             guint                 *number,
             GError               **error)
{
  g_autofree char *text = hexwire_section_dup_value (section, key, NULL);
  g_autofree char *reason = NULL;
  guint64 value;

  if (text == NULL)
    return TRUE;
  if (g_ascii_string_to_unsigned (g_strstrip (text), base, 0, max, &value, NULL))
    {
      *number = (guint) value;
      return TRUE;
    }
  reason = base == 8 ? g_strdup_printf (_("an octal number from 0 to %o is expected"), max)
                     : g_strdup_printf (_("a number from 0 to %u is expected"), max);
  return fail (error, section, key, reason);
}

gboolean
hexwire_session_read_uint (const HexwireSection  *section,
                           const char            *key,
                           guint                  max,
                           guint                 *number,
                           GError               **error)
{
  return read_number (section, key, 10, max, number, error);
}

static gboolean
read_word (const HexwireSection  *section,
           const char            *key,
           const char *const     *words,
           guint                 *index,
           GError               **error)
{
  g_autofree char *text = hexwire_section_dup_value (section, key, NULL);

  if (text == NULL)
    return TRUE;
  g_strstrip (text);
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], text))
      {
        *index = i;
        return TRUE;
      }
  return fail_word (error, section, key, words);
}

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
  if (words != NULL ? !read_word (section, spec->name, words, &number, error)
                    : !read_number (section, spec->name, get_base (spec->name),
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
  return refusal == NULL || fail (error, section, spec->name, refusal);
}

/* Whatever can be set, whoever adds to it. */
static gboolean
read_properties (const HexwireSection  *section,
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

/* @start: one as it is at first; the kinds differ in that. */
static void
write_properties (HexwireSection *section,
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

/* %NULL in @payload where nothing is said. */
static gboolean
read_payload (const HexwireSection  *section,
              const char            *key,
              HexwireReplyPayload  **payload,
              GError               **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *text = hexwire_section_dup_value (section, key, NULL);

  *payload = text != NULL ? hexwire_reply_payload_parse (text, NULL, NULL, &reason) : NULL;
  return reason == NULL || fail (error, section, key, reason->message);
}

static gboolean
read_rules (const HexwireSection  *section,
            GListStore            *rules,
            GError               **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *text = hexwire_section_dup_value (section, "rules", NULL);
  g_autoptr (GPtrArray) read = NULL;

  if (text == NULL)
    return TRUE;
  read = hexwire_reply_rules_parse (text, &reason);
  if (read == NULL)
    return fail (error, section, "rules", reason->message);
  for (guint i = 0; i < read->len; i++)
    g_list_store_append (rules, g_ptr_array_index (read, i));
  return TRUE;
}

static gboolean
read_groups (const HexwireSection  *section,
             HexwireEndpoint       *endpoint,
             GError               **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *text = hexwire_section_dup_value (section, "groups", NULL);
  g_auto (GStrv) groups = NULL;

  if (text == NULL || !HEXWIRE_IS_UDP_ENDPOINT (endpoint))
    return TRUE;
  groups = g_strsplit (text, "\n", -1);
  for (guint i = 0; groups[i] != NULL; i++)
    if (!hexwire_group_list_add (hexwire_udp_endpoint_get_groups (HEXWIRE_UDP_ENDPOINT (endpoint)),
                                 groups[i], &reason))
      return fail (error, section, "groups", reason->message);
  return TRUE;
}

static gboolean
read_look (const HexwireSection  *section,
           HexwireSessionLook    *look,
           GError               **error)
{
  g_autofree char *rule = hexwire_section_dup_value (section, "framing", NULL);
  g_autofree char *style = hexwire_section_dup_value (section, "style", NULL);
  g_autoptr (GError) reason = NULL;
  HexwireTimeFormat time_format;

  look->format = hexwire_section_dup_value (section, "format", NULL);
  look->time_format = hexwire_section_dup_value (section, "time", NULL);
  if (rule != NULL && (look->rule = hexwire_frame_rule_parse (rule, NULL, &reason)) == NULL)
    return fail (error, section, "framing", reason->message);
  if (look->rule != NULL && look->rule->kind == HEXWIRE_FRAME_NONE)
    g_clear_pointer (&look->rule, hexwire_frame_rule_unref);
  if (style != NULL && !hexwire_session_style_from_id (style, &look->style))
    return fail (error, section, "style", _("there is no such style"));
  if (look->time_format != NULL && !hexwire_time_format_from_id (look->time_format, &time_format))
    return fail (error, section, "time", _("times are not told so"));
  return hexwire_session_read_uint (section, "peers-width", MAX_PANE_PX, &look->peers_width_px,
                                    error)
         && hexwire_session_read_uint (section, "detail-height", MAX_PANE_PX,
                                       &look->detail_height_px, error);
}

static gboolean
read_endpoint (const HexwireSection  *section,
               HexwireEndpoint       *endpoint,
               GError               **error)
{
  HexwireResponder *responder = hexwire_endpoint_get_responder (endpoint);
  g_autoptr (HexwireReplyPayload) fixed = NULL;
  g_autoptr (HexwireReplyPayload) greeting = NULL;

  if (!read_properties (section, G_OBJECT (endpoint), error)
      || !read_properties (section, G_OBJECT (hexwire_endpoint_get_options (endpoint)), error)
      || !read_groups (section, endpoint, error)
      || !read_payload (section, "fixed", &fixed, error)
      || !read_payload (section, "greeting", &greeting, error)
      || !read_rules (section, hexwire_responder_get_rules (responder), error))
    return FALSE;
  hexwire_responder_set_fixed (responder, fixed);
  hexwire_responder_set_greeting (responder, greeting);
  return TRUE;
}

static gboolean
find_kind (const HexwireSection *section,
           HexwireEndpointKind  *kind)
{
  g_autofree char *id = hexwire_section_dup_value (section, KIND_KEY, NULL);

  for (guint i = 0; id != NULL && i < HEXWIRE_ENDPOINT_N_KINDS; i++)
    if (g_str_equal (g_strstrip (id), hexwire_endpoint_kind_get_id (i)))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_capture (const HexwireSection *section)
{
  g_autofree char *kind = hexwire_section_dup_value (section, KIND_KEY, NULL);

  return kind != NULL && g_str_equal (g_strstrip (kind), CAPTURE_KIND);
}

gboolean
hexwire_session_tab_is_known (const HexwireSection *section)
{
  HexwireEndpointKind kind;

  return g_str_equal (hexwire_section_get_name (section), HEXWIRE_SESSION_TAB_NAME)
         && (is_capture (section) || find_kind (section, &kind));
}

HexwireSessionTab *
hexwire_session_tab_read (HexwireSection  *section,
                          GError         **error)
{
  g_autoptr (HexwireSessionTab) self = g_new0 (HexwireSessionTab, 1);
  HexwireEndpointKind kind;

  hexwire_session_look_init (&self->look);
  self->section = section;
  if (is_capture (section))
    {
      self->capture = hexwire_section_dup_value (section, "file", NULL);
      if (self->capture == NULL)
        return fail (error, section, "file", _("a capture has the path of a file")), NULL;
    }
  else if (find_kind (section, &kind))
    {
      self->endpoint = hexwire_endpoint_new (kind);
      if (!read_endpoint (section, self->endpoint, error))
        return NULL;
    }
  if (!read_look (section, &self->look, error)
      || !hexwire_session_read_boolean (section, "running", &self->is_running, error))
    return NULL;
  if (self->endpoint != NULL)
    hexwire_responder_set_frame_rule (hexwire_endpoint_get_responder (self->endpoint),
                                      self->look.rule);
  return g_steal_pointer (&self);
}

static void
write_payload (HexwireSection            *section,
               const char                *key,
               const HexwireReplyPayload *payload)
{
  g_autofree char *text = payload != NULL ? hexwire_reply_payload_to_text (payload) : NULL;

  hexwire_section_set_value (section, key, text);
}

/* What a file of rules says about itself means nothing here. */
static const char *
skip_comments (const char *text)
{
  const char *end;

  while ((*text == '#' || *text == '\n') && (end = strchr (text, '\n')) != NULL)
    text = end + 1;
  return text;
}

/* Rules that are being written, and wrong as yet, leave those that were right. */
static void
write_rules (HexwireSection *section,
             GListModel     *rules)
{
  g_autofree char *text = NULL;

  if (g_list_model_get_n_items (rules) == 0)
    hexwire_section_set_value (section, "rules", NULL);
  else if ((text = hexwire_reply_rules_to_text (rules, NULL)) != NULL)
    hexwire_section_set_value (section, "rules", g_strchomp ((char *) skip_comments (text)));
}

static void
write_groups (HexwireSection  *section,
              HexwireEndpoint *endpoint)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GListModel *groups;

  if (!HEXWIRE_IS_UDP_ENDPOINT (endpoint))
    return;
  groups = hexwire_group_list_get_model (
    hexwire_udp_endpoint_get_groups (HEXWIRE_UDP_ENDPOINT (endpoint)));
  for (guint i = 0; i < g_list_model_get_n_items (groups); i++)
    {
      g_autoptr (HexwireMulticastGroup) group = g_list_model_get_item (groups, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                              hexwire_multicast_group_get_text (group));
    }
  hexwire_section_set_value (section, "groups", text->len > 0 ? text->str : NULL);
}

/* Kind, address and port are always told: they are what a reader looks for. */
static void
write_endpoint (HexwireSection  *section,
                HexwireEndpoint *endpoint)
{
  HexwireEndpointKind kind = hexwire_endpoint_get_kind (endpoint);
  HexwireResponder *responder = hexwire_endpoint_get_responder (endpoint);
  g_autofree char *port = g_strdup_printf ("%u", hexwire_endpoint_get_port (endpoint));
  g_autoptr (HexwireEndpoint) start = hexwire_endpoint_new (kind);

  hexwire_section_set_value (section, KIND_KEY, hexwire_endpoint_kind_get_id (kind));
  hexwire_section_set_value (section, "host", hexwire_endpoint_get_host (endpoint));
  hexwire_section_set_value (section, "port", port);
  write_properties (section, G_OBJECT (endpoint), G_OBJECT (start));
  write_properties (section, G_OBJECT (hexwire_endpoint_get_options (endpoint)),
                    G_OBJECT (hexwire_endpoint_get_options (start)));
  write_groups (section, endpoint);
  write_payload (section, "fixed", hexwire_responder_get_fixed (responder));
  write_payload (section, "greeting", hexwire_responder_get_greeting (responder));
  write_rules (section, G_LIST_MODEL (hexwire_responder_get_rules (responder)));
}

void
hexwire_session_write_uint (HexwireSection *section,
                            const char     *key,
                            guint           number)
{
  g_autofree char *text = number != 0 ? g_strdup_printf ("%u", number) : NULL;

  hexwire_section_set_value (section, key, text);
}

static void
write_look (HexwireSection           *section,
            const HexwireSessionLook *look)
{
  g_autofree char *rule = look->rule != NULL ? hexwire_frame_rule_to_text (look->rule) : NULL;

  hexwire_section_set_value (section, "framing", rule);
  hexwire_section_set_value (section, "style", hexwire_session_style_get_id (look->style));
  hexwire_section_set_value (section, "format", look->format);
  hexwire_section_set_value (section, "time", look->time_format);
  hexwire_session_write_uint (section, "peers-width", look->peers_width_px);
  hexwire_session_write_uint (section, "detail-height", look->detail_height_px);
}

void
hexwire_session_tab_append (HexwireSessionTab *self,
                            GString           *text)
{
  if (self->endpoint != NULL)
    write_endpoint (self->section, self->endpoint);
  else
    {
      hexwire_section_set_value (self->section, KIND_KEY, CAPTURE_KIND);
      hexwire_section_set_value (self->section, "file", self->capture);
    }
  write_look (self->section, &self->look);
  hexwire_section_set_value (self->section, "running", self->is_running ? "true" : NULL);
  hexwire_section_append (self->section, text);
}
