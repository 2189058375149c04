/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/saved-message.h"

#include <string.h>

struct _HexwireSavedMessage
{
  GObject parent_instance;

  char *name;
  char *note;
  HexwireWriting writing;
  guint key;
  char *folded;                 /* what is searched */
};

G_DEFINE_FINAL_TYPE (HexwireSavedMessage, hexwire_saved_message, G_TYPE_OBJECT)

static void
hexwire_saved_message_finalize (GObject *object)
{
  HexwireSavedMessage *self = HEXWIRE_SAVED_MESSAGE (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->folded, g_free);
  hexwire_writing_clear (&self->writing);

  G_OBJECT_CLASS (hexwire_saved_message_parent_class)->finalize (object);
}

static void
hexwire_saved_message_class_init (HexwireSavedMessageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_saved_message_finalize;
}

static void
hexwire_saved_message_init (HexwireSavedMessage *self)
{
}

HexwireSavedMessage *
hexwire_saved_message_new (const char           *name,
                           const HexwireWriting *writing,
                           guint                 key,
                           const char           *note)
{
  HexwireSavedMessage *self = g_object_new (HEXWIRE_TYPE_SAVED_MESSAGE, NULL);
  g_autofree char *searched = NULL;

  self->name = g_strstrip (g_utf8_make_valid (name, -1));
  self->note = g_utf8_make_valid (note != NULL ? note : "", -1);
  hexwire_writing_init (&self->writing, writing->kind, writing->text, writing->format);
  self->key = key <= HEXWIRE_SAVED_MESSAGE_N_KEYS ? key : 0;
  searched = g_strjoin ("\n", self->name, self->writing.format, self->writing.text, self->note,
                        NULL);
  self->folded = g_utf8_casefold (searched, -1);
  return self;
}

HexwireSavedMessage *
hexwire_saved_message_with_name (HexwireSavedMessage *self,
                                 const char          *name)
{
  g_return_val_if_fail (HEXWIRE_IS_SAVED_MESSAGE (self), NULL);

  return hexwire_saved_message_new (name, &self->writing, 0, self->note);
}

const char *
hexwire_saved_message_get_name (HexwireSavedMessage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_SAVED_MESSAGE (self), NULL);
  return self->name;
}

const HexwireWriting *
hexwire_saved_message_get_writing (HexwireSavedMessage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_SAVED_MESSAGE (self), NULL);
  return &self->writing;
}

guint
hexwire_saved_message_get_key (HexwireSavedMessage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_SAVED_MESSAGE (self), 0);
  return self->key;
}

const char *
hexwire_saved_message_get_note (HexwireSavedMessage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_SAVED_MESSAGE (self), NULL);
  return self->note;
}

gboolean
hexwire_saved_message_equal (HexwireSavedMessage *self,
                             HexwireSavedMessage *other)
{
  return g_str_equal (self->name, other->name) && self->key == other->key
         && g_str_equal (self->note, other->note)
         && hexwire_writing_equal (&self->writing, &other->writing);
}

gboolean
hexwire_saved_message_matches (HexwireSavedMessage *self,
                               const char          *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *folded = g_utf8_casefold (valid, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);

  g_return_val_if_fail (HEXWIRE_IS_SAVED_MESSAGE (self), FALSE);

  for (gsize i = 0; words[i] != NULL; i++)
    if (strstr (self->folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}
