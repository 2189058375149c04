/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/error-tally.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#define INTERVAL_MS 1000

/* So many different errors are told of in an interval; of others, only how many. */
#define MAX_KINDS 20

/* What was told of in the present interval, or in the one before and then counted. */
typedef struct
{
  HexwirePeer *peer;    /* (nullable) */
  int error_number;
  guint8 type;
  guint8 code;
  char *text;
  guint64 n_more;       /* since there was a row */
} Kind;

struct _HexwireErrorTally
{
  HexwireMessageLog *log;
  GPtrArray *kinds;     /* (element-type Kind) */
  guint64 n_others;
  guint source;
};

static void
kind_free (gpointer data)
{
  Kind *self = data;

  g_clear_object (&self->peer);
  g_free (self->text);
  g_free (self);
}

HexwireErrorTally *
hexwire_error_tally_new (HexwireMessageLog *log)
{
  HexwireErrorTally *self = g_new0 (HexwireErrorTally, 1);

  self->log = g_object_ref (log);
  self->kinds = g_ptr_array_new_with_free_func (kind_free);
  return self;
}

void
hexwire_error_tally_free (HexwireErrorTally *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_ptr_array_unref (self->kinds);
  g_object_unref (self->log);
  g_free (self);
}

static void
log_error (HexwireErrorTally *self,
           HexwirePeer       *peer,
           const char        *text)
{
  hexwire_message_log_append_text (self->log, HEXWIRE_MESSAGE_ERROR,
                                   peer != NULL ? hexwire_peer_get_id (peer) : 0, text);
}

static void
tell_more (HexwireErrorTally *self,
           Kind              *kind)
{
  g_autofree char *text
    /* Translators: an error, and how often it was met again in the last second */
    = g_strdup_printf (ngettext ("%s · %" PRIu64 " more time",
                                 "%s · %" PRIu64 " more times", (gulong) kind->n_more),
                       kind->text, kind->n_more);

  log_error (self, kind->peer, text);
  kind->n_more = 0;
}

static void
tell_others (HexwireErrorTally *self)
{
  g_autofree char *text
    = g_strdup_printf (ngettext ("%" PRIu64 " more datagram met with an error",
                                 "%" PRIu64 " more datagrams met with errors",
                                 (gulong) self->n_others),
                       self->n_others);

  log_error (self, NULL, text);
  self->n_others = 0;
}

void
hexwire_error_tally_flush (HexwireErrorTally *self)
{
  for (guint i = self->kinds->len; i-- > 0;)
    {
      Kind *kind = g_ptr_array_index (self->kinds, i);

      if (kind->n_more > 0)
        tell_more (self, kind);
      else
        g_ptr_array_remove_index (self->kinds, i);
    }
  if (self->n_others > 0)
    tell_others (self);
}

/* What was counted stays known for one interval more, so that what goes on is a row a second. */
static gboolean
interval_cb (gpointer user_data)
{
  HexwireErrorTally *self = user_data;

  hexwire_error_tally_flush (self);
  if (self->kinds->len > 0)
    return G_SOURCE_CONTINUE;
  self->source = 0;
  return G_SOURCE_REMOVE;
}

static Kind *
find_kind (HexwireErrorTally        *self,
           HexwirePeer              *peer,
           const HexwireSocketError *error)
{
  for (guint i = 0; i < self->kinds->len; i++)
    {
      Kind *kind = g_ptr_array_index (self->kinds, i);

      if (kind->peer == peer && kind->error_number == error->error_number
          && kind->type == error->type && kind->code == error->code)
        return kind;
    }
  return NULL;
}

static void
add_kind (HexwireErrorTally        *self,
          HexwirePeer              *peer,
          const HexwireSocketError *error)
{
  Kind *kind = g_new0 (Kind, 1);

  kind->peer = peer != NULL ? g_object_ref (peer) : NULL;
  kind->error_number = error->error_number;
  kind->type = error->type;
  kind->code = error->code;
  kind->text = hexwire_socket_error_to_text (error, peer != NULL ? hexwire_peer_get_address (peer)
                                                                 : NULL);
  g_ptr_array_add (self->kinds, kind);
  log_error (self, peer, kind->text);
}

void
hexwire_error_tally_add (HexwireErrorTally        *self,
                         HexwirePeer              *peer,
                         const HexwireSocketError *error)
{
  Kind *kind = find_kind (self, peer, error);

  if (kind != NULL)
    kind->n_more++;
  else if (self->kinds->len < MAX_KINDS)
    add_kind (self, peer, error);
  else
    self->n_others++;
  if (self->source == 0)
    self->source = g_timeout_add (INTERVAL_MS, interval_cb, self);
}
