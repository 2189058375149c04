/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/session-tab.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/group-list.h"
#include "net/reply-rules-text.h"
#include "net/responder.h"
#include "net/session-properties.h"
#include "net/session-value.h"
#include "net/udp-endpoint.h"

#define KIND_KEY "kind"
#define CAPTURE_KIND "capture"

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
  return reason == NULL || hexwire_session_value_fail (section, key, reason->message, error);
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
    return hexwire_session_value_fail (section, "rules", reason->message, error);
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
      return hexwire_session_value_fail (section, "groups", reason->message, error);
  return TRUE;
}

static gboolean
read_endpoint (const HexwireSection  *section,
               HexwireEndpoint       *endpoint,
               GError               **error)
{
  HexwireResponder *responder = hexwire_endpoint_get_responder (endpoint);
  g_autoptr (HexwireReplyPayload) fixed = NULL;
  g_autoptr (HexwireReplyPayload) greeting = NULL;

  if (!hexwire_session_properties_read (section, G_OBJECT (endpoint), error)
      || !hexwire_session_properties_read (
        section, G_OBJECT (hexwire_endpoint_get_options (endpoint)), error)
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
        {
          hexwire_session_value_fail (section, "file", _("a capture has the path of a file"),
                                      error);
          return NULL;
        }
    }
  else if (find_kind (section, &kind))
    {
      self->endpoint = hexwire_endpoint_new (kind);
      if (!read_endpoint (section, self->endpoint, error))
        return NULL;
    }
  if (!hexwire_session_look_read (&self->look, section, error)
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
  hexwire_session_properties_write (section, G_OBJECT (endpoint), G_OBJECT (start));
  hexwire_session_properties_write (section, G_OBJECT (hexwire_endpoint_get_options (endpoint)),
                                    G_OBJECT (hexwire_endpoint_get_options (start)));
  write_groups (section, endpoint);
  write_payload (section, "fixed", hexwire_responder_get_fixed (responder));
  write_payload (section, "greeting", hexwire_responder_get_greeting (responder));
  write_rules (section, G_LIST_MODEL (hexwire_responder_get_rules (responder)));
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
  hexwire_session_look_write (&self->look, self->section);
  hexwire_section_set_value (self->section, "running", self->is_running ? "true" : NULL);
  hexwire_section_append (self->section, text);
}
