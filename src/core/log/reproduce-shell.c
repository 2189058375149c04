/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/reproduce-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The shell writes into a pipe in pieces of this size, and each would be a datagram. */
#define PIPE_PIECE_SIZE_BYTES 4096

/* What both tools read at once, unless told otherwise; ncat cannot be told. */
#define TOOL_PIECE_SIZE_BYTES 8192

#define MAX_DATAGRAM_SIZE_BYTES 65536

/* Quotes a word where the shell would read anything into it. */
static void
append_word (GString    *command,
             const char *word)
{
  static const char safe[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_.,:/=+@";
  g_autofree char *quoted = strspn (word, safe) < strlen (word) ? g_shell_quote (word) : NULL;

  g_string_append_c (command, ' ');
  g_string_append (command, quoted != NULL ? quoted : word);
}

static gboolean
is_plain (guint8 byte)
{
  return byte >= 0x20 && byte < 0x7f && byte != '\\' && byte != '%' && byte != '\'';
}

/* The format of a printf: it has no argument, and cannot end its quotes or be an option. */
static void
append_printf (GString           *command,
               const HexwirePlan *plan)
{
  static const char letters[] = "nrt";
  static const char meanings[] = "\n\r\t";

  g_string_append (command, "printf '");
  for (gsize i = 0; i < plan->size_bytes; i++)
    {
      guint8 byte = plan->data[i];
      const char *meaning = byte != '\0' ? strchr (meanings, byte) : NULL;

      if (is_plain (byte) && !(i == 0 && byte == '-'))
        g_string_append_c (command, (char) byte);
      else if (meaning != NULL)
        g_string_append_printf (command, "\\%c", letters[meaning - meanings]);
      else
        g_string_append_printf (command, "\\x%02x", byte);
    }
  g_string_append_c (command, '\'');
  if (!plan->is_stream && plan->size_bytes > PIPE_PIECE_SIZE_BYTES)
    g_string_append_printf (command, " | dd obs=%d 2>/dev/null", MAX_DATAGRAM_SIZE_BYTES);
}

static gboolean
refuse (GError     **error,
        const char  *reason)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, reason);
  return FALSE;
}

static gboolean
check_ncat (const HexwirePlan  *plan,
            GError            **error)
{
  if (plan->target.is_abstract || plan->source.is_abstract)
    return refuse (error, _("ncat cannot use abstract sockets; socat and Python can"));
  if (!plan->is_stream && plan->size_bytes == 0)
    return refuse (error, _("ncat cannot send an empty datagram; socat and Python can"));
  if (!plan->is_stream && plan->size_bytes > TOOL_PIECE_SIZE_BYTES)
    return refuse (error, _("ncat cuts datagrams above 8192 bytes; socat and Python do not"));
  return TRUE;
}

static void
append_ncat_place (GString            *command,
                   const HexwirePlace *place)
{
  append_word (command, place->host != NULL ? place->host : place->path);
  if (place->host != NULL)
    append_word (command, place->port);
}

/* With datagrams it ends as soon as its input does: a pause leaves time for an answer. */
char *
hexwire_reproduce_ncat (const HexwirePlan  *plan,
                        GError            **error)
{
  GString *command;

  if (!check_ncat (plan, error))
    return NULL;
  command = g_string_new (plan->is_stream ? "" : "(");
  append_printf (command, plan);
  g_string_append (command, plan->is_stream ? " | ncat" : "; sleep 1) | ncat");
  if (plan->listens)
    g_string_append (command, " -l");
  if (!plan->is_stream)
    g_string_append (command, " -u");
  if (plan->target.host == NULL)
    g_string_append (command, " -U");
  if (plan->source.host != NULL)
    {
      g_string_append (command, " -s");
      append_word (command, plan->source.host);
      g_string_append_printf (command, " -p %s", plan->source.port);
    }
  else if (plan->source.path != NULL)
    {
      g_string_append (command, " -s");
      append_word (command, plan->source.path);
    }
  append_ncat_place (command, &plan->target);
  g_string_append_c (command, '\n');
  return g_string_free (command, FALSE);
}

static void
append_socat_path (GString    *address,
                   const char *path)
{
  for (const char *at = path; *at != '\0'; at++)
    {
      if (strchr (",:!\"'\\(){}[]", *at) != NULL)
        g_string_append_c (address, '\\');
      g_string_append_c (address, *at);
    }
}

static void
append_socat_ip (GString           *address,
                 const HexwirePlan *plan)
{
  const HexwirePlace *target = &plan->target;
  const HexwirePlace *source = &plan->source;
  const char *open = target->is_ipv6 ? "[" : "";
  const char *close = target->is_ipv6 ? "]" : "";

  g_string_append_printf (address, "%s%s", plan->is_stream ? "TCP" : "UDP",
                          target->is_ipv6 ? "6" : "4");
  if (plan->listens)
    {
      g_string_append_printf (address, "-LISTEN:%s,bind=%s%s%s,reuseaddr", target->port, open,
                              target->host, close);
      return;
    }
  g_string_append_printf (address, "%s:%s%s%s:%s", plan->is_broadcast ? "-DATAGRAM" : "", open,
                          target->host, close, target->port);
  if (plan->is_broadcast)
    g_string_append (address, ",broadcast");
  if (source->host != NULL)
    g_string_append_printf (address, ",bind=%s%s%s:%s", open, source->host, close, source->port);
}

static void
append_socat_unix (GString           *address,
                   const HexwirePlan *plan)
{
  g_string_append (address, plan->target.is_abstract ? "ABSTRACT-" : "UNIX-");
  g_string_append (address, plan->listens     ? "LISTEN:"
                            : plan->is_stream ? "CONNECT:"
                                              : "SENDTO:");
  append_socat_path (address, plan->target.path);
  if (plan->source.path != NULL)
    {
      g_string_append (address, ",bind=");
      append_socat_path (address, plan->source.path);
    }
}

char *
hexwire_reproduce_socat (const HexwirePlan  *plan,
                         GError            **error)
{
  GString *command = g_string_new (NULL);
  g_autoptr (GString) address = g_string_new (NULL);

  append_printf (command, plan);
  g_string_append (command, " | socat -t 2");
  if (!plan->is_stream && plan->size_bytes > TOOL_PIECE_SIZE_BYTES)
    g_string_append_printf (command, " -b %d", MAX_DATAGRAM_SIZE_BYTES);
  g_string_append (command, " -");
  if (plan->target.host != NULL)
    append_socat_ip (address, plan);
  else
    append_socat_unix (address, plan);
  if (!plan->is_stream && plan->size_bytes == 0)
    g_string_append (address, ",shut-null");
  append_word (command, address->str);
  g_string_append_c (command, '\n');
  return g_string_free (command, FALSE);
}
