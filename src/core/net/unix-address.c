/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/unix-address.h"

#include "net/net-error.h"
#include "net/process.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <stddef.h>
#include <string.h>
#include <sys/un.h>

G_STATIC_ASSERT (offsetof (HexwireUnixAddress, name) == offsetof (struct sockaddr_un, sun_path));
G_STATIC_ASSERT (sizeof (HexwireUnixAddress) <= sizeof (struct sockaddr_storage));

#define SCHEME "unix:"

gboolean
hexwire_unix_address_is_typed (const char *text)
{
  static const char *const starts[] = { "/", "@", SCHEME, "./", "../", "~/" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (g_str_has_prefix (text, starts[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_escape (const char *text)
{
  return text[0] == '\\' && text[1] == 'x' && g_ascii_isxdigit (text[2])
         && g_ascii_isxdigit (text[3]);
}

/* Bytes that were written as \xNN are those bytes again. */
static GString *
unescape (const char *text)
{
  GString *bytes = g_string_new (NULL);

  while (*text != '\0')
    if (is_escape (text))
      {
        g_string_append_c (bytes, (char) (g_ascii_xdigit_value (text[2]) * 16
                                          + g_ascii_xdigit_value (text[3])));
        text += 4;
      }
    else
      g_string_append_c (bytes, *text++);
  return bytes;
}

/* A backslash that would read as an escape is one, too, so that the text has one meaning. */
static char *
escape (const char *bytes,
        gsize       size_bytes)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *end = bytes + size_bytes;

  while (bytes < end)
    {
      gunichar c = g_utf8_get_char_validated (bytes, end - bytes);
      gboolean is_good = c != (gunichar) -1 && c != (gunichar) -2 && g_unichar_isprint (c);

      if (is_good && !(end - bytes >= 4 && is_escape (bytes)))
        {
          g_string_append_unichar (text, c);
          bytes = g_utf8_next_char (bytes);
        }
      else
        g_string_append_printf (text, "\\x%02x", (guint8) *bytes++);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
hexwire_unix_path_to_text (const char *path)
{
  return escape (path, strlen (path));
}

static char *
make_absolute (const char  *path,
               const char  *folder,
               GError     **error)
{
  g_autofree char *text = NULL;

  if (path[0] == '/')
    return g_strdup (path);
  if (g_str_has_prefix (path, "~/"))
    return g_build_filename (g_get_home_dir (), path + 2, NULL);
  if (folder != NULL)
    return g_canonicalize_filename (path, folder);
  text = hexwire_unix_path_to_text (path);
  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
               /* Translators: %s is what was typed */
               _("“%s” is not a whole path, which begins with / or ~/, as in /tmp/x.sock"), text);
  return NULL;
}

static gboolean
check_name (const char  *name,
            gsize        length,
            gboolean     is_abstract,
            GError     **error)
{
  g_autofree char *text = escape (name, length);

  if (length == 0 || (!is_abstract && memchr (name, '\0', length) != NULL))
    g_set_error_literal (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                         _("The path of a UNIX socket is missing, such as /tmp/x.sock or @name"));
  else if (length > HEXWIRE_UNIX_NAME_MAX_BYTES)
    g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                 /* Translators: a path, two numbers */
                 is_abstract
                   ? _("@%s is too long for a UNIX socket: it has %zu bytes, and %d are the limit")
                   : _("%s is too long for a UNIX socket: it has %zu bytes, and %d are the limit"),
                 text, length, HEXWIRE_UNIX_NAME_MAX_BYTES);
  else
    return TRUE;
  return FALSE;
}

GSocketAddress *
hexwire_unix_address_parse (const char  *text,
                            const char  *folder,
                            GError     **error)
{
  const char *written = g_str_has_prefix (text, SCHEME) ? text + strlen (SCHEME) : text;
  gboolean is_abstract = written[0] == '@';
  g_autoptr (GString) name = unescape (is_abstract ? written + 1 : written);

  if (!is_abstract && name->len > 0 && memchr (name->str, '\0', name->len) == NULL)
    {
      g_autofree char *path = make_absolute (name->str, folder, error);

      if (path == NULL)
        return NULL;
      g_string_assign (name, path);
    }
  if (!check_name (name->str, name->len, is_abstract, error))
    return NULL;
  return g_unix_socket_address_new_with_type (name->str, (int) name->len,
                                              is_abstract ? G_UNIX_SOCKET_ADDRESS_ABSTRACT
                                                          : G_UNIX_SOCKET_ADDRESS_PATH);
}

void
hexwire_unix_address_init (HexwireUnixAddress *self,
                           GSocketAddress     *address)
{
  GUnixSocketAddress *gio = G_UNIX_SOCKET_ADDRESS (address);
  gboolean is_abstract
    = g_unix_socket_address_get_address_type (gio) == G_UNIX_SOCKET_ADDRESS_ABSTRACT;
  gsize length = g_unix_socket_address_get_path_len (gio);

  memset (self, 0, sizeof *self);
  self->family = AF_UNIX;
  self->size_bytes = (guint16) (length + (is_abstract ? 1 : 0));
  g_assert (self->size_bytes <= sizeof self->name);
  memcpy (self->name + (is_abstract ? 1 : 0), g_unix_socket_address_get_path (gio), length);
}

void
hexwire_unix_address_init_native (HexwireUnixAddress    *self,
                                  const struct sockaddr *address,
                                  socklen_t              size_bytes)
{
  const gsize start = offsetof (HexwireUnixAddress, name);
  gsize length = size_bytes > start ? MIN (size_bytes - start, sizeof self->name) : 0;
  HexwireUnixAddress read = { .family = AF_UNIX };

  memcpy (read.name, (const char *) address + start, length);
  if (length > 0 && read.name[0] != '\0')
    length = strnlen (read.name, length);
  read.size_bytes = (guint16) length;
  memset (read.name + length, 0, sizeof read.name - length);
  *self = read;
}

socklen_t
hexwire_unix_address_get_native_size (const HexwireUnixAddress *self)
{
  gboolean has_end = hexwire_unix_address_is_path (self) && self->size_bytes < sizeof self->name;

  return (socklen_t) (offsetof (HexwireUnixAddress, name) + self->size_bytes + (has_end ? 1 : 0));
}

gboolean
hexwire_unix_address_is_path (const HexwireUnixAddress *self)
{
  return self->size_bytes > 0 && self->name[0] != '\0';
}

char *
hexwire_unix_address_to_text (const HexwireUnixAddress *self)
{
  const HexwireProcess process = { .pid = self->pid, .uid = -1 };
  g_autofree char *text = NULL;

  if (self->size_bytes == 0)
    {
      text = hexwire_process_dup_tag (&process);
      return text != NULL ? g_steal_pointer (&text) : g_strdup ("?");
    }
  if (hexwire_unix_address_is_path (self))
    return escape (self->name, self->size_bytes);
  text = escape (self->name + 1, self->size_bytes - 1u);
  return g_strconcat ("@", text, NULL);
}
