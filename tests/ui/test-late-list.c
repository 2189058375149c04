/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "late-list.h"

#include "../core/wait.h"

typedef struct
{
  guint n_changes;
  guint position;
  guint n_removed;
  guint n_added;
} Change;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       n_removed,
                  guint       n_added,
                  Change     *change)
{
  *change = (Change) { change->n_changes + 1, position, n_removed, n_added };
}

static void
append (GListStore *store,
        guint       n_items)
{
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (GObject) item = g_object_new (G_TYPE_OBJECT, NULL);

      g_list_store_append (store, item);
    }
}

static void
assert_same (GListModel *list,
             GListStore *store)
{
  guint n_items = g_list_model_get_n_items (list);

  g_assert_cmpuint (n_items, ==, g_list_model_get_n_items (G_LIST_MODEL (store)));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (GObject) shown = g_list_model_get_item (list, i);
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (store), i);

      g_assert_true (shown == item);
    }
  g_assert_null (g_list_model_get_item (list, n_items));
}

static void
test_late_list (void)
{
  GListStore *store = g_list_store_new (G_TYPE_OBJECT);
  HexwireLateList *late;
  GListModel *list;
  Change change = { 0 };

  append (store, 2);
  late = hexwire_late_list_new (G_LIST_MODEL (store));
  list = G_LIST_MODEL (late);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &change);
  assert_same (list, store);

  /* What is appended is told together. */
  append (store, 1000);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
  wait_until (change.n_changes > 0);
  g_assert_cmpuint (change.n_changes, ==, 1);
  g_assert_cmpuint (change.position, ==, 2);
  g_assert_cmpuint (change.n_removed, ==, 0);
  g_assert_cmpuint (change.n_added, ==, 1000);
  assert_same (list, store);

  /* What changes elsewhere is told at once. */
  append (store, 3);
  g_list_store_remove (store, 1000);
  g_assert_cmpuint (change.n_changes, ==, 2);
  g_assert_cmpuint (change.position, ==, 1000);
  g_assert_cmpuint (change.n_removed, ==, 1);
  g_assert_cmpuint (change.n_added, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1001);

  /* Where it reaches into what was not told yet, that is told, too. */
  g_list_store_splice (store, 1000, 2, NULL, 0);
  g_assert_cmpuint (change.n_changes, ==, 3);
  g_assert_cmpuint (change.position, ==, 1000);
  g_assert_cmpuint (change.n_removed, ==, 1);
  g_assert_cmpuint (change.n_added, ==, 2);
  assert_same (list, store);

  /* What came and went before it was told was never there. */
  append (store, 1);
  g_list_store_remove (store, 1002);
  g_list_store_remove_all (store);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
  append (store, 1);
  g_assert_finalize_object (late);
  g_assert_finalize_object (store);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/late-list", test_late_list);

  return g_test_run ();
}
