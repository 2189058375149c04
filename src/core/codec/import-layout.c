/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/import-layout.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/format.h"
#include "codec/format-type.h"

/* The format while it is written. */
typedef struct
{
  GString *text;
  char prefix;
  gboolean is_packed;
  gboolean has_padding;         /* to be written, where @ would not put it */
  gsize size_bytes;
  gsize alignment_bytes;
  char aligned_letter;          /* of the member that asks for most */
} Writer;

static void
member_clear (gpointer data)
{
  g_free (((HexwireImportMember *) data)->name);
}

HexwireImportLayout *
hexwire_import_layout_new (void)
{
  HexwireImportLayout *self = g_new0 (HexwireImportLayout, 1);

  self->members = g_array_new (FALSE, FALSE, sizeof (HexwireImportMember));
  g_array_set_clear_func (self->members, member_clear);
  return self;
}

void
hexwire_import_layout_free (HexwireImportLayout *self)
{
  g_array_unref (self->members);
  g_free (self);
}

/* Whether it is called so as to hold nothing, as in `uint8_t pad[3]`. */
static gboolean
is_padding (const HexwireImportMember *member)
{
  const char *name = member->name + strspn (member->name, "_");

  if (strchr ("cbBs", member->letter) == NULL || g_ascii_strncasecmp (name, "pad", 3) != 0)
    return FALSE;
  name += g_ascii_strncasecmp (name, "padding", 7) == 0 ? 7 : 3;
  return name[strspn (name, "_0123456789")] == '\0';
}

void
hexwire_import_layout_add (HexwireImportLayout *self,
                           HexwireImportMember  member)
{
  if (member.letter == 'c' && member.is_array)
    member.letter = 's';
  if (is_padding (&member))
    member.letter = 'x';
  g_array_append_val (self->members, member);
}

static const HexwireImportMember *
get_member (const HexwireImportLayout *self,
            guint                      index)
{
  return &g_array_index (self->members, HexwireImportMember, index);
}

/* A format has one byte order; bytes fit in any. */
static gboolean
find_byte_order (const HexwireImportLayout  *self,
                 const HexwireScanner       *scanner,
                 char                       *byte_order,
                 GError                    **error)
{
  const HexwireImportMember *first = NULL;

  *byte_order = self->byte_order;
  for (guint i = 0; i < self->members->len; i++)
    {
      const HexwireImportMember *member = get_member (self, i);
      char order = member->byte_order != 0 ? member->byte_order : self->byte_order;

      if (hexwire_format_type_find (member->letter)->native_size_bytes == 1)
        continue;
      if (first != NULL && order != *byte_order)
        return hexwire_scanner_fail (scanner, member->at, error,
                                     /* Translators: the names of two members */
                                     _("\"%.64s\" has another byte order than \"%.64s\""),
                                     member->name, first->name);
      first = member;
      *byte_order = order;
    }
  return TRUE;
}

/* With standard sizes, what only @ knows is written as an integer of the same size. */
static char
get_letter (const Writer *self,
            char          letter)
{
  const HexwireFormatType *type = hexwire_format_type_find (letter);

  if (self->prefix == '@' || type->standard_size_bytes == type->native_size_bytes)
    return letter;
  if (type->storage == HEXWIRE_STORAGE_SIGNED)
    return type->native_size_bytes == 8 ? 'q' : 'i';
  return type->native_size_bytes == 8 ? 'Q' : 'I';
}

static void
pad_to (Writer *self,
        gsize   alignment)
{
  gsize past = self->size_bytes % alignment;

  if (past == 0 || self->is_packed)
    return;
  self->size_bytes += alignment - past;
  if (self->has_padding)
    g_string_append_printf (self->text, " %zux", alignment - past);
}

static void
write_member (Writer                    *self,
              const HexwireImportMember *member)
{
  const HexwireFormatType *type = hexwire_format_type_find (member->letter);

  pad_to (self, type->native_alignment_bytes);
  if (type->native_alignment_bytes > self->alignment_bytes)
    {
      self->alignment_bytes = type->native_alignment_bytes;
      self->aligned_letter = member->letter;
    }
  if (self->text->len > 1)
    g_string_append_c (self->text, ' ');
  if (member->letter != 'x')
    g_string_append_printf (self->text, "%s:", member->name);
  if (member->count != 1 || member->letter == 's')
    g_string_append_printf (self->text, "%zu", member->count);
  g_string_append_c (self->text, get_letter (self, member->letter));
  /* What does not fit is refused when the format is parsed. */
  self->size_bytes += member->count * type->native_size_bytes;
}

static void
append_note (GString    *notes,
             const char *note)
{
  g_string_append_printf (notes, "%s%s", notes->len > 0 ? "\n" : "", note);
}

static void
write_end (Writer  *self,
           GString *notes)
{
  if (self->is_packed || self->size_bytes % self->alignment_bytes == 0)
    return;
  pad_to (self, self->alignment_bytes);
  if (self->has_padding)
    return;
  g_string_append_printf (self->text, " 0%c", self->aligned_letter);
  append_note (notes, _("The structure ends with padding: the last item aligns its size."));
}

static void
note_members (const HexwireImportLayout *self,
              char                       prefix,
              GString                   *notes)
{
  gboolean has_padding = FALSE, has_pointers = FALSE, has_open_ends = FALSE;

  for (guint i = 0; i < self->members->len; i++)
    {
      has_padding |= get_member (self, i)->letter == 'x';
      has_pointers |= get_member (self, i)->letter == 'P' && prefix != '@';
      has_open_ends |= get_member (self, i)->count == 0;
    }
  if (has_padding)
    append_note (notes, _("Members that are called pad or padding are taken for padding."));
  if (has_pointers)
    append_note (notes, _("Pointers are taken for integers of their size."));
  if (has_open_ends)
    append_note (notes, _("An array without a size is taken for one of no elements."));
}

char *
hexwire_import_layout_finish (HexwireImportLayout   *self,
                              const HexwireScanner  *scanner,
                              GString               *notes,
                              GError               **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (HexwireFormat) format = NULL;
  Writer writer = { .text = text, .is_packed = self->is_packed, .alignment_bytes = 1 };
  char byte_order;

  if (!find_byte_order (self, scanner, &byte_order, error))
    return NULL;
  writer.prefix = byte_order != 0 ? byte_order : self->is_packed ? '=' : '@';
  writer.has_padding = byte_order != 0;
  g_string_append_c (text, writer.prefix);
  for (guint i = 0; i < self->members->len; i++)
    write_member (&writer, get_member (self, i));
  write_end (&writer, notes);
  note_members (self, writer.prefix, notes);
  format = hexwire_format_parse (text->str, NULL, error);
  if (format == NULL)
    return NULL;
  return g_string_free (g_steal_pointer (&text), FALSE);
}
