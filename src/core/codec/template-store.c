/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/template-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/kept-file.h"

struct _HexwireTemplateStore
{
  GObject parent_instance;

  GPtrArray *templates;         /* (element-type HexwireTemplate): sorted by name */
};

static GType
hexwire_template_store_get_item_type (GListModel *model)
{
  return HEXWIRE_TYPE_TEMPLATE;
}

static guint
hexwire_template_store_get_n_items (GListModel *model)
{
  return HEXWIRE_TEMPLATE_STORE (model)->templates->len;
}

static gpointer
hexwire_template_store_get_item (GListModel *model,
                                 guint       position)
{
  HexwireTemplateStore *self = HEXWIRE_TEMPLATE_STORE (model);

  if (position >= self->templates->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->templates, position));
}

static void
hexwire_template_store_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = hexwire_template_store_get_item_type;
  iface->get_n_items = hexwire_template_store_get_n_items;
  iface->get_item = hexwire_template_store_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HexwireTemplateStore, hexwire_template_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      hexwire_template_store_list_model_init))

/* By name in either case; by the exact name where that is all the difference. The order is that of
 * the file, so it does not depend on the language. */
static int
compare_names (const char *a,
               const char *b)
{
  g_autofree char *folded_a = g_utf8_casefold (a, -1);
  g_autofree char *folded_b = g_utf8_casefold (b, -1);
  int order = strcmp (folded_a, folded_b);

  return order != 0 ? order : strcmp (a, b);
}

static int
compare_templates (gconstpointer a,
                   gconstpointer b)
{
  return compare_names (hexwire_template_get_name (*(HexwireTemplate *const *) a),
                        hexwire_template_get_name (*(HexwireTemplate *const *) b));
}

static HexwireTemplate *
get_template (HexwireTemplateStore *self,
              guint                 position)
{
  return g_ptr_array_index (self->templates, position);
}

/* Finds the template of that name, or the place where it would stand. */
static gboolean
find_position (HexwireTemplateStore *self,
               const char           *name,
               guint                *position)
{
  guint low = 0, high = self->templates->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = compare_names (name, hexwire_template_get_name (get_template (self, middle)));

      if (order == 0)
        {
          *position = middle;
          return TRUE;
        }
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  *position = low;
  return FALSE;
}

static void
hexwire_template_store_finalize (GObject *object)
{
  HexwireTemplateStore *self = HEXWIRE_TEMPLATE_STORE (object);

  g_clear_pointer (&self->templates, g_ptr_array_unref);

  G_OBJECT_CLASS (hexwire_template_store_parent_class)->finalize (object);
}

static void
hexwire_template_store_class_init (HexwireTemplateStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_template_store_finalize;
}

static void
hexwire_template_store_init (HexwireTemplateStore *self)
{
  self->templates = g_ptr_array_new_with_free_func (g_object_unref);
}

HexwireTemplateStore *
hexwire_template_store_new (void)
{
  return g_object_new (HEXWIRE_TYPE_TEMPLATE_STORE, NULL);
}

static GPtrArray *
read_file (GFile   *file,
           GError **error)
{
  gsize size_bytes;
  g_autofree char *text = hexwire_kept_file_read (file, &size_bytes, error);
  g_autoptr (GPtrArray) templates = NULL;

  if (text == NULL)
    return NULL;
  templates = hexwire_template_file_read (text, size_bytes, error);
  if (templates != NULL)
    g_ptr_array_sort (templates, compare_templates);
  return g_steal_pointer (&templates);
}

/* Reads a file that need not be there. */
static GPtrArray *
read_own_file (GFile   *file,
               GError **error)
{
  g_autoptr (GError) own_error = NULL;
  GPtrArray *templates = read_file (file, &own_error);

  if (templates != NULL)
    return templates;
  if (g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return g_ptr_array_new_with_free_func (g_object_unref);
  g_propagate_error (error, g_steal_pointer (&own_error));
  return NULL;
}

gboolean
hexwire_template_store_load (HexwireTemplateStore  *self,
                             GFile                 *file,
                             GError               **error)
{
  GPtrArray *templates;
  guint n_before;

  g_return_val_if_fail (HEXWIRE_IS_TEMPLATE_STORE (self), FALSE);

  templates = read_own_file (file, error);
  if (templates == NULL)
    return FALSE;
  n_before = self->templates->len;
  g_ptr_array_unref (self->templates);
  self->templates = templates;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, templates->len);
  return TRUE;
}

gboolean
hexwire_template_store_save (HexwireTemplateStore  *self,
                             GFile                 *file,
                             GError               **error)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (HEXWIRE_IS_TEMPLATE_STORE (self), FALSE);

  before = read_own_file (file, error);
  text = hexwire_template_file_write (self->templates);
  return before != NULL && hexwire_kept_file_write (file, text, TRUE, error);
}

HexwireTemplate *
hexwire_template_store_find (HexwireTemplateStore *self,
                             const char           *name)
{
  guint position;

  g_return_val_if_fail (HEXWIRE_IS_TEMPLATE_STORE (self), NULL);

  return find_position (self, name, &position) ? get_template (self, position) : NULL;
}

gboolean
hexwire_template_store_add (HexwireTemplateStore  *self,
                            HexwireTemplate       *template,
                            gboolean               overwrite,
                            GError               **error)
{
  const char *name;
  gboolean is_there;
  guint position;

  g_return_val_if_fail (HEXWIRE_IS_TEMPLATE_STORE (self), FALSE);
  g_return_val_if_fail (HEXWIRE_IS_TEMPLATE (template), FALSE);

  name = hexwire_template_get_name (template);
  if (!hexwire_template_file_check_name (name, error))
    return FALSE;
  is_there = find_position (self, name, &position);
  if (is_there && !overwrite)
    {
      g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_EXISTS,
                   /* Translators: the placeholder is the name of a template */
                   _("a template is called \"%s\" already"), name);
      return FALSE;
    }
  g_object_ref (template);      /* first, as it may be the one that it replaces */
  if (is_there)
    g_ptr_array_remove_index (self->templates, position);
  g_ptr_array_insert (self->templates, (int) position, template);
  g_list_model_items_changed (G_LIST_MODEL (self), position, is_there ? 1 : 0, 1);
  return TRUE;
}

gboolean
hexwire_template_store_remove (HexwireTemplateStore *self,
                               const char           *name)
{
  guint position;

  g_return_val_if_fail (HEXWIRE_IS_TEMPLATE_STORE (self), FALSE);

  if (!find_position (self, name, &position))
    return FALSE;
  g_ptr_array_remove_index (self->templates, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  return TRUE;
}

static gboolean
is_equal (HexwireTemplate *a,
          HexwireTemplate *b)
{
  return g_str_equal (hexwire_template_get_format (a), hexwire_template_get_format (b)) &&
         g_str_equal (hexwire_template_get_note (a), hexwire_template_get_note (b)) &&
         g_strv_equal (hexwire_template_get_values (a), hexwire_template_get_values (b));
}

/* Adds a copy under the first name with a number that is free. */
static void
add_renamed (HexwireTemplateStore *self,
             HexwireTemplate      *template)
{
  for (guint i = 2;; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s (%u)", hexwire_template_get_name (template), i);
      g_autoptr (HexwireTemplate) copy = NULL;

      if (hexwire_template_store_find (self, name) != NULL)
        continue;
      copy = hexwire_template_new (name, hexwire_template_get_format (template),
                                   hexwire_template_get_values (template),
                                   hexwire_template_get_note (template));
      hexwire_template_store_add (self, copy, FALSE, NULL);
      return;
    }
}

/* Returns whether the template came in. */
static gboolean
import_template (HexwireTemplateStore    *self,
                 HexwireTemplate         *template,
                 HexwireTemplateConflict  conflict)
{
  const char *name = hexwire_template_get_name (template);
  HexwireTemplate *other = hexwire_template_store_find (self, name);

  if (other != NULL && (conflict == HEXWIRE_TEMPLATE_KEEP || is_equal (other, template)))
    return FALSE;
  if (other != NULL && conflict == HEXWIRE_TEMPLATE_RENAME)
    add_renamed (self, template);
  else
    hexwire_template_store_add (self, template, TRUE, NULL);
  return TRUE;
}

gboolean
hexwire_template_store_import (HexwireTemplateStore     *self,
                               GFile                    *file,
                               HexwireTemplateConflict   conflict,
                               guint                    *n_imported,
                               GError                  **error)
{
  g_autoptr (GPtrArray) templates = NULL;
  guint n = 0;

  g_return_val_if_fail (HEXWIRE_IS_TEMPLATE_STORE (self), FALSE);

  templates = read_file (file, error);
  for (guint i = 0; templates != NULL && i < templates->len; i++)
    if (import_template (self, g_ptr_array_index (templates, i), conflict))
      n++;
  if (n_imported != NULL)
    *n_imported = n;
  return templates != NULL;
}

gboolean
hexwire_template_store_export (HexwireTemplateStore  *self,
                               GPtrArray             *templates,
                               GFile                 *file,
                               GError               **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (HEXWIRE_IS_TEMPLATE_STORE (self), FALSE);

  text = hexwire_template_file_write (templates != NULL ? templates : self->templates);
  return hexwire_kept_file_write (file, text, FALSE, error);
}
