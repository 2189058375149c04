/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/message-store.h"

#include <glib/gi18n-lib.h>

#include "codec/kept-file.h"
#include "codec/message-file.h"

#define MAX_UNDO 200

struct _HexwireMessageStore
{
  GObject parent_instance;

  GPtrArray *messages;          /* (element-type HexwireSavedMessage) */
  GPtrArray *undo;              /* (element-type GPtrArray): what @messages was, the oldest first */
  GPtrArray *redo;
};

static GType
hexwire_message_store_get_item_type (GListModel *model)
{
  return HEXWIRE_TYPE_SAVED_MESSAGE;
}

static guint
hexwire_message_store_get_n_items (GListModel *model)
{
  return HEXWIRE_MESSAGE_STORE (model)->messages->len;
}

static gpointer
hexwire_message_store_get_item (GListModel *model,
                                guint       position)
{
  HexwireMessageStore *self = HEXWIRE_MESSAGE_STORE (model);

  if (position >= self->messages->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->messages, position));
}

static void
hexwire_message_store_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = hexwire_message_store_get_item_type;
  iface->get_n_items = hexwire_message_store_get_n_items;
  iface->get_item = hexwire_message_store_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HexwireMessageStore, hexwire_message_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      hexwire_message_store_list_model_init))

static HexwireSavedMessage *
get_message (HexwireMessageStore *self,
             guint                position)
{
  return g_ptr_array_index (self->messages, position);
}

static gpointer
ref_cb (gconstpointer object,
        gpointer      user_data)
{
  return g_object_ref ((gpointer) object);
}

static GPtrArray *
copy_messages (HexwireMessageStore *self)
{
  GPtrArray *copy = g_ptr_array_copy (self->messages, ref_cb, NULL);

  g_ptr_array_set_free_func (copy, g_object_unref);
  return copy;
}

/* Puts @messages in the place of those that are here; tells of what lies between those at the
 * beginning and at the end that stay. */
static void
set_messages (HexwireMessageStore *self,
              GPtrArray           *messages)
{
  GPtrArray *before = self->messages;
  guint n = MIN (before->len, messages->len);
  guint n_first = 0, n_last = 0;

  while (n_first < n && before->pdata[n_first] == messages->pdata[n_first])
    n_first++;
  while (n_last < n - n_first
         && before->pdata[before->len - 1 - n_last] == messages->pdata[messages->len - 1 - n_last])
    n_last++;
  self->messages = messages;
  if (before->len - n_first - n_last > 0 || messages->len - n_first - n_last > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), n_first, before->len - n_first - n_last,
                                messages->len - n_first - n_last);
  g_ptr_array_unref (before);
}

/* Makes @messages what is here, as a step. */
static void
change (HexwireMessageStore *self,
        GPtrArray           *messages)
{
  g_ptr_array_add (self->undo, copy_messages (self));
  if (self->undo->len > MAX_UNDO)
    g_ptr_array_remove_index (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
  set_messages (self, messages);
}

static void
hexwire_message_store_finalize (GObject *object)
{
  HexwireMessageStore *self = HEXWIRE_MESSAGE_STORE (object);

  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_clear_pointer (&self->undo, g_ptr_array_unref);
  g_clear_pointer (&self->redo, g_ptr_array_unref);

  G_OBJECT_CLASS (hexwire_message_store_parent_class)->finalize (object);
}

static void
hexwire_message_store_class_init (HexwireMessageStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_message_store_finalize;
}

static void
hexwire_message_store_init (HexwireMessageStore *self)
{
  self->messages = g_ptr_array_new_with_free_func (g_object_unref);
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
}

HexwireMessageStore *
hexwire_message_store_new (void)
{
  return g_object_new (HEXWIRE_TYPE_MESSAGE_STORE, NULL);
}

GPtrArray *
hexwire_message_store_read (GFile   *file,
                            GError **error)
{
  gsize size_bytes;
  g_autofree char *text = hexwire_kept_file_read (file, &size_bytes, error);

  return text != NULL ? hexwire_message_file_read (text, size_bytes, error) : NULL;
}

/* Reads a file that need not be there. */
static GPtrArray *
read_own_file (GFile   *file,
               GError **error)
{
  g_autoptr (GError) own_error = NULL;
  GPtrArray *messages = hexwire_message_store_read (file, &own_error);

  if (messages != NULL)
    return messages;
  if (g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return g_ptr_array_new_with_free_func (g_object_unref);
  g_propagate_error (error, g_steal_pointer (&own_error));
  return NULL;
}

gboolean
hexwire_message_store_load (HexwireMessageStore  *self,
                            GFile                *file,
                            GError              **error)
{
  GPtrArray *messages;

  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_STORE (self), FALSE);

  messages = read_own_file (file, error);
  if (messages == NULL)
    return FALSE;
  g_ptr_array_set_size (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
  set_messages (self, messages);
  return TRUE;
}

gboolean
hexwire_message_store_save (HexwireMessageStore  *self,
                            GFile                *file,
                            GError              **error)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_STORE (self), FALSE);

  before = read_own_file (file, error);
  text = hexwire_message_file_write (self->messages);
  return before != NULL && hexwire_kept_file_write (file, text, TRUE, error);
}

gboolean
hexwire_message_store_export (HexwireMessageStore  *self,
                              GFile                *file,
                              GError              **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_STORE (self), FALSE);

  text = hexwire_message_file_write (self->messages);
  return hexwire_kept_file_write (file, text, FALSE, error);
}

static HexwireSavedMessage *
find_in (GPtrArray  *messages,
         const char *name,
         guint      *position)
{
  for (guint i = 0; i < messages->len; i++)
    if (g_str_equal (hexwire_saved_message_get_name (g_ptr_array_index (messages, i)), name))
      {
        if (position != NULL)
          *position = i;
        return g_ptr_array_index (messages, i);
      }
  return NULL;
}

HexwireSavedMessage *
hexwire_message_store_find (HexwireMessageStore *self,
                            const char          *name,
                            guint               *position)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_STORE (self), NULL);

  return find_in (self->messages, name, position);
}

guint
hexwire_message_store_get_key (HexwireMessageStore *self,
                               guint                position)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_STORE (self), 0);

  for (guint key = 1; key <= HEXWIRE_SAVED_MESSAGE_N_KEYS; key++)
    if (position < self->messages->len
        && hexwire_message_store_find_key (self, key) == get_message (self, position))
      return key;
  return 0;
}

HexwireSavedMessage *
hexwire_message_store_find_key (HexwireMessageStore *self,
                                guint                key)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_STORE (self), NULL);
  g_return_val_if_fail (key > 0, NULL);

  for (guint i = 0; i < self->messages->len; i++)
    if (hexwire_saved_message_get_key (get_message (self, i)) == key)
      return get_message (self, i);
  if (key <= self->messages->len
      && hexwire_saved_message_get_key (get_message (self, key - 1)) == 0)
    return get_message (self, key - 1);
  return NULL;
}

static char *
dup_free_name (GPtrArray  *messages,
               const char *name)
{
  char *free_name = g_strstrip (g_strdup (name));

  for (guint i = 2; find_in (messages, free_name, NULL) != NULL; i++)
    {
      g_free (free_name);
      free_name = g_strdup_printf ("%s (%u)", name, i);
    }
  return free_name;
}

char *
hexwire_message_store_dup_free_name (HexwireMessageStore *self,
                                     const char          *name)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_STORE (self), NULL);

  return dup_free_name (self->messages, name);
}

guint
hexwire_message_store_count_taken (HexwireMessageStore *self,
                                   GPtrArray           *messages)
{
  guint n = 0;

  for (guint i = 0; i < messages->len; i++)
    {
      HexwireSavedMessage *message = g_ptr_array_index (messages, i);
      HexwireSavedMessage *other
        = find_in (self->messages, hexwire_saved_message_get_name (message), NULL);

      n += other != NULL && !hexwire_saved_message_equal (other, message) ? 1 : 0;
    }
  return n;
}

/* Returns whether the message came in. */
static gboolean
add_one (GPtrArray              *messages,
         HexwireSavedMessage    *message,
         HexwireMessageConflict  conflict)
{
  g_autofree char *name = NULL;
  HexwireSavedMessage *other;
  guint position;

  other = find_in (messages, hexwire_saved_message_get_name (message), &position);
  if (other == NULL)
    g_ptr_array_add (messages, g_object_ref (message));
  else if (conflict == HEXWIRE_MESSAGE_KEEP || hexwire_saved_message_equal (other, message))
    return FALSE;
  else if (conflict == HEXWIRE_MESSAGE_REPLACE)
    {
      g_ptr_array_index (messages, position) = g_object_ref (message);
      g_object_unref (other);
    }
  else
    {
      name = dup_free_name (messages, hexwire_saved_message_get_name (message));
      g_ptr_array_add (messages, hexwire_saved_message_with_name (message, name));
    }
  return TRUE;
}

guint
hexwire_message_store_add_all (HexwireMessageStore    *self,
                               GPtrArray              *messages,
                               HexwireMessageConflict  conflict)
{
  g_autoptr (GPtrArray) all = NULL;
  guint n = 0;

  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_STORE (self), 0);

  all = copy_messages (self);
  for (guint i = 0; i < messages->len; i++)
    n += add_one (all, g_ptr_array_index (messages, i), conflict) ? 1 : 0;
  if (n > 0)
    change (self, g_steal_pointer (&all));
  return n;
}

/* Whether @message may have its name in the place @own. */
static gboolean
check_name (HexwireMessageStore  *self,
            HexwireSavedMessage  *message,
            guint                 own,
            GError              **error)
{
  const char *name = hexwire_saved_message_get_name (message);
  guint position;

  if (*name == '\0')
    g_set_error_literal (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_NAME,
                         _("a message needs a name"));
  else if (find_in (self->messages, name, &position) != NULL && position != own)
    g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_EXISTS,
                 /* Translators: the placeholder is the name of a message */
                 _("a message is called “%s” already"), name);
  else
    return TRUE;
  return FALSE;
}

gboolean
hexwire_message_store_insert (HexwireMessageStore  *self,
                              guint                 position,
                              HexwireSavedMessage  *message,
                              GError              **error)
{
  GPtrArray *messages;

  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_STORE (self), FALSE);
  g_return_val_if_fail (HEXWIRE_IS_SAVED_MESSAGE (message), FALSE);

  if (!check_name (self, message, G_MAXUINT, error))
    return FALSE;
  messages = copy_messages (self);
  g_ptr_array_insert (messages, (int) MIN (position, messages->len), g_object_ref (message));
  change (self, messages);
  return TRUE;
}

gboolean
hexwire_message_store_replace (HexwireMessageStore  *self,
                               guint                 position,
                               HexwireSavedMessage  *message,
                               GError              **error)
{
  GPtrArray *messages;

  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_STORE (self), FALSE);
  g_return_val_if_fail (position < self->messages->len, FALSE);

  if (!check_name (self, message, position, error))
    return FALSE;
  if (hexwire_saved_message_equal (get_message (self, position), message))
    return TRUE;
  messages = copy_messages (self);
  g_object_unref (g_ptr_array_index (messages, position));
  g_ptr_array_index (messages, position) = g_object_ref (message);
  change (self, messages);
  return TRUE;
}

void
hexwire_message_store_remove (HexwireMessageStore *self,
                              guint                position)
{
  GPtrArray *messages;

  g_return_if_fail (HEXWIRE_IS_MESSAGE_STORE (self));
  g_return_if_fail (position < self->messages->len);

  messages = copy_messages (self);
  g_ptr_array_remove_index (messages, position);
  change (self, messages);
}

void
hexwire_message_store_move (HexwireMessageStore *self,
                            guint                source,
                            guint                target)
{
  GPtrArray *messages;
  gpointer moved;

  g_return_if_fail (HEXWIRE_IS_MESSAGE_STORE (self));
  g_return_if_fail (source < self->messages->len && target < self->messages->len);

  if (source == target)
    return;
  messages = copy_messages (self);
  moved = g_ptr_array_steal_index (messages, source);
  g_ptr_array_insert (messages, (int) target, moved);
  change (self, messages);
}

gboolean
hexwire_message_store_can_undo (HexwireMessageStore *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_STORE (self), FALSE);
  return self->undo->len > 0;
}

gboolean
hexwire_message_store_can_redo (HexwireMessageStore *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_STORE (self), FALSE);
  return self->redo->len > 0;
}

static gboolean
step (HexwireMessageStore *self,
      GPtrArray           *from,
      GPtrArray           *to)
{
  if (from->len == 0)
    return FALSE;
  g_ptr_array_add (to, copy_messages (self));
  set_messages (self, g_ptr_array_steal_index (from, from->len - 1));
  return TRUE;
}

gboolean
hexwire_message_store_undo (HexwireMessageStore *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_STORE (self), FALSE);
  return step (self, self->undo, self->redo);
}

gboolean
hexwire_message_store_redo (HexwireMessageStore *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_STORE (self), FALSE);
  return step (self, self->redo, self->undo);
}
