/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/process.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <pwd.h>
#include <unistd.h>

#define MAX_USER_RECORD_BYTES 16384

char *
hexwire_process_dup_program (gint64 pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%" PRId64 "/comm", pid);
  g_autofree char *name = NULL;

  if (pid <= 0 || !g_file_get_contents (path, &name, NULL, NULL))
    return NULL;
  g_strchomp (name);
  if (name[0] == '\0')
    return NULL;
  /* A process names itself, with any bytes. */
  for (char *at = name; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = '?';
  return g_utf8_make_valid (name, -1);
}

/* Asking for a user's name may read a file or ask a server, and a connection tells it each time. */
static const char *
get_user_name (gint64 uid)
{
  static GHashTable *names;
  const char *known;
  struct passwd record;
  struct passwd *found = NULL;
  g_autofree char *buffer = NULL;
  char *name;

  if (names == NULL)
    names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  known = g_hash_table_lookup (names, &uid);
  if (known != NULL)
    return known;
  buffer = g_malloc (MAX_USER_RECORD_BYTES);
  getpwuid_r ((uid_t) uid, &record, buffer, MAX_USER_RECORD_BYTES, &found);
  name = found != NULL ? g_utf8_make_valid (found->pw_name, -1)
                       : g_strdup_printf ("%" PRId64, uid);
  g_hash_table_insert (names, g_memdup2 (&uid, sizeof uid), name);
  return name;
}

char *
hexwire_process_dup_tag (const HexwireProcess *self)
{
  g_autofree char *program = hexwire_process_dup_program (self->pid);

  if (self->pid <= 0)
    return NULL;
  return g_strdup_printf ("%s[%" PRId64 "]", program != NULL ? program : "", self->pid);
}

char *
hexwire_process_dup_text (const HexwireProcess *self)
{
  g_autofree char *program = hexwire_process_dup_program (self->pid);
  const char *user = self->uid >= 0 ? get_user_name (self->uid) : NULL;

  if (self->pid == (gint64) getpid ())
    return g_strdup (_("Hexwire itself"));
  if (self->pid <= 0)
    /* Translators: %s is the name of a user; the program itself is not known */
    return user != NULL ? g_strdup_printf (_("a program of user %s"), user) : NULL;
  if (program == NULL)
    program = g_strdup (_("a program"));
  if (user == NULL)
    /* Translators: a program's name and the number of its process */
    return g_strdup_printf (_("%s (pid %" PRId64 ")"), program, self->pid);
  /* Translators: a program's name, the number of its process, and the user whom it belongs to */
  return g_strdup_printf (_("%s (pid %" PRId64 ", user %s)"), program, self->pid, user);
}
