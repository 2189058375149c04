/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "codec/format-edit.h"

typedef enum
{
  ADD,
  REMOVE,
  DUPLICATE,
  UP,
  DOWN,
  TYPE,
  COUNT,
  NAME,
  N_EDITS
} Edit;

typedef struct
{
  Edit edit;
  gsize field;
  char type;
  gsize count;
  const char *name;
} Action;

#define END HEXWIRE_FORMAT_EDIT_END

static const struct
{
  const char *before;
  Action action;
  const char *after;            /* (nullable): where there is an error */
  const char *message;          /* (nullable) */
} edits[] = {
  { "", { ADD, END, 'h', 1, NULL }, "h", NULL },
  { ">", { ADD, END, 'h', 1, "id" }, ">id:h", NULL },
  { "> ", { ADD, END, 'h', 3, "" }, "> 3h", NULL },
  { ">hi", { ADD, END, 'q', 1, NULL }, ">hiq", NULL },
  { ">hi", { ADD, 0, 'q', 2, NULL }, ">h2qi", NULL },
  { ">hi", { ADD, 1, 'q', 0, NULL }, ">hi0q", NULL },
  { ">hi", { ADD, 9, 's', 16, "text" }, ">hi text:16s", NULL },
  { ">h i", { ADD, END, 'q', 1, NULL }, ">h i q", NULL },
  { ">h i\n", { ADD, END, 'q', 1, NULL }, ">h i q\n", NULL },
  { ">h  i", { ADD, 0, 'q', 1, NULL }, ">h q  i", NULL },
  { ">id:h", { ADD, 0, 'i', 1, NULL }, ">id:h i", NULL },
  { "?id:h", { ADD, 0, 'i', 1, NULL }, "? i id:h", NULL },
  { "hi", { ADD, 1, 'b', 1, NULL }, "hbi", NULL },           /* behind the padding */
  { "hi", { ADD, END, 'P', 1, NULL }, "hiP", NULL },
  { "=hi", { ADD, END, 'P', 1, NULL }, NULL, "n, N and P have only native sizes, with @" },
  { "hi", { ADD, END, 'z', 1, NULL }, NULL, "\"z\" is not a type letter" },
  { "hi", { ADD, END, ' ', 1, NULL }, NULL, "\" \" is not a type letter" },
  { "hi", { ADD, END, ':', 1, NULL }, NULL, "\":\" is not a type letter" },
  { "id:h", { ADD, END, 'h', 1, "id" }, NULL, "another field is called \"id\"" },
  { "id:h", { ADD, END, 'h', 1, "i d" }, NULL,
    "a name has letters a to z, digits and _, and does not begin with a digit" },
  { "id:h", { ADD, END, 'h', 1, "2d" }, NULL,
    "a name has letters a to z, digits and _, and does not begin with a digit" },
  { "h", { ADD, END, 's', G_MAXSIZE, NULL }, NULL, "position 2: total struct size too long" },
  { "h&", { ADD, END, 's', 1, NULL }, NULL, "position 2: \"&\" is not a type letter" },

  { ">hiq", { REMOVE, 0, 0, 0, NULL }, ">iq", NULL },
  { ">hiq", { REMOVE, 1, 0, 0, NULL }, ">hq", NULL },
  { ">hiq", { REMOVE, 2, 0, 0, NULL }, ">hi", NULL },
  { ">h i q", { REMOVE, 1, 0, 0, NULL }, ">h q", NULL },
  { ">h i q", { REMOVE, 2, 0, 0, NULL }, ">h i", NULL },
  { "> h i", { REMOVE, 0, 0, 0, NULL }, "> i", NULL },
  { "> h ", { REMOVE, 0, 0, 0, NULL }, "> ", NULL },
  { "hi\n", { REMOVE, 2, 0, 0, NULL }, "h\n", NULL },
  { "h?id:i", { REMOVE, 1, 0, 0, NULL }, "h id:i", NULL },
  { "h?3xid:i", { REMOVE, 1, 0, 0, NULL }, "h 3xid:i", NULL },
  { "hb i", { REMOVE, 1, 0, 0, NULL }, "h i", NULL },
  { "id: 3h x", { REMOVE, 0, 0, 0, NULL }, "x", NULL },
  { "hi", { REMOVE, 1, 0, 0, NULL }, NULL,
    "alignment puts this padding here, it is not written in the format" },
  { "hi", { REMOVE, 3, 0, 0, NULL }, NULL, "there is no field 4" },

  { ">hi", { DUPLICATE, 0, 0, 0, NULL }, ">hhi", NULL },
  { ">3h i", { DUPLICATE, 0, 0, 0, NULL }, ">3h 3h i", NULL },
  { "id:h", { DUPLICATE, 0, 0, 0, NULL }, "id:h id_2:h", NULL },
  { "id: 2h id_2:h", { DUPLICATE, 0, 0, 0, NULL }, "id: 2h id_3: 2h id_2:h", NULL },
  { "id_2:h", { DUPLICATE, 0, 0, 0, NULL }, "id_2:h id_3:h", NULL },
  { "id_2:h id_3:h", { DUPLICATE, 0, 0, 0, NULL }, "id_2:h id_4:h id_3:h", NULL },
  { "_2:h", { DUPLICATE, 0, 0, 0, NULL }, "_2:h _2_2:h", NULL },
  { "a_:h", { DUPLICATE, 0, 0, 0, NULL }, "a_:h a__2:h", NULL },

  { ">h i  q", { UP, 1, 0, 0, NULL }, ">i h  q", NULL },
  { ">h i  q", { DOWN, 1, 0, 0, NULL }, ">h q  i", NULL },
  { ">h i", { UP, 0, 0, 0, NULL }, ">h i", NULL },
  { ">h i", { DOWN, 1, 0, 0, NULL }, ">h i", NULL },
  { "hi", { UP, 2, 0, 0, NULL }, "ih", NULL },
  { "?id:h", { DOWN, 0, 0, 0, NULL }, "id:h?", NULL },
  { "h?id:i", { DOWN, 0, 0, 0, NULL }, "?h id:i", NULL },
  { "h?id:i", { UP, 3, 0, 0, NULL }, "h id:i?", NULL },

  { ">3h i", { TYPE, 0, 'B', 0, NULL }, ">3B i", NULL },
  { ">id:3h", { TYPE, 0, 's', 0, NULL }, ">id:3s", NULL },
  { "h?3xid:i", { TYPE, 1, 'b', 0, NULL }, "hb 3xid:i", NULL },
  { "?id:i", { TYPE, 0, 'b', 0, NULL }, "b id:i", NULL },
  { "bi", { TYPE, 2, 'q', 0, NULL }, "bq", NULL },
  { "<h", { TYPE, 0, 'n', 0, NULL }, NULL, "n, N and P have only native sizes, with @" },
  { "<h", { TYPE, 0, '\0', 0, NULL }, NULL, "\"\\x00\" is not a type letter" },
  { "999999999999999999x", { TYPE, 0, 'q', 0, NULL }, "999999999999999999q", NULL },
  { "9199999999999999999x", { TYPE, 0, 'q', 0, NULL }, NULL,
    "position 1: total struct size too long" },

  { ">3h i", { COUNT, 0, 0, 12, NULL }, ">12h i", NULL },
  { ">3h i", { COUNT, 0, 0, 1, NULL }, ">h i", NULL },
  { ">h0i", { COUNT, 1, 0, 4, NULL }, ">h4i", NULL },
  { ">a1: 007s", { COUNT, 0, 0, 0, NULL }, ">a1: 0s", NULL },
  { ">a1:?", { COUNT, 0, 0, 2, NULL }, ">a1:2?", NULL },

  { ">hi", { NAME, 0, 0, 0, "id" }, ">id:h i", NULL },
  { ">hi", { NAME, 1, 0, 0, "id" }, ">h id:i", NULL },
  { ">id: 3h i", { NAME, 0, 0, 0, "_x9" }, ">_x9: 3h i", NULL },
  { ">id: 3h i", { NAME, 0, 0, 0, NULL }, ">3h i", NULL },
  { ">id:\t?a:i", { NAME, 0, 0, 0, "" }, ">?a:i", NULL },
  { ">?a:ib:i", { NAME, 0, 0, 0, "" }, ">?a:ib:i", NULL },
  { ">id:h", { NAME, 0, 0, 0, "id" }, ">id:h", NULL },
  { ">h?i", { NAME, 1, 0, 0, "flag" }, ">h flag:? i", NULL },
  { ">id:h n:h", { NAME, 0, 0, 0, "n" }, NULL, "another field is called \"n\"" },
  { ">id:h", { NAME, 0, 0, 0, "n:" }, NULL,
    "a name has letters a to z, digits and _, and does not begin with a digit" },
  { ">id:h", { NAME, 0, 0, 0, "Maß" }, NULL,
    "a name has letters a to z, digits and _, and does not begin with a digit" },
};

/* Past alignment, which is no neighbour. */
static gsize
find_neighbour (const char *text,
                gsize       field,
                Edit        edit)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse (text, NULL, NULL);
  gsize n_fields = hexwire_format_get_n_fields (format);
  gsize step = edit == UP ? (gsize) -1 : 1;
  gsize neighbour = field + step;

  while (neighbour < n_fields && hexwire_format_get_field (format, neighbour)->type == 0)
    neighbour += step;
  return edit == UP && neighbour >= n_fields ? 0 : neighbour;
}

static char *
apply (const char    *text,
       const Action  *action,
       GPtrArray     *values,
       GError       **error)
{
  gsize field = action->field;

  switch (action->edit)
    {
    case ADD:
      return hexwire_format_edit_add (text, field, action->type, action->count, action->name,
                                      values, error);
    case REMOVE:
      return hexwire_format_edit_remove (text, field, values, error);
    case DUPLICATE:
      return hexwire_format_edit_duplicate (text, field, values, error);
    case UP:
    case DOWN:
      return hexwire_format_edit_move (text, field, find_neighbour (text, field, action->edit),
                                       values, NULL, error);
    case TYPE:
      return hexwire_format_edit_set_type (text, field, action->type, values, error);
    case COUNT:
      return hexwire_format_edit_set_count (text, field, action->count, values, error);
    case NAME:
      return hexwire_format_edit_set_name (text, field, action->name, values, error);
    case N_EDITS:
    default:
      g_assert_not_reached ();
    }
}

static void
test_edits (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *after = apply (edits[i].before, &edits[i].action, NULL, &error);

      g_test_message ("%u: \"%s\"", i, edits[i].before);
      g_assert_cmpstr (after, ==, edits[i].after);
      g_assert_cmpstr (error != NULL ? error->message : NULL, ==, edits[i].message);
      if (after == NULL)
        g_assert_true (error->domain == HEXWIRE_CODEC_ERROR);
    }
}

static char *
join_values (GPtrArray *values)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < values->len; i++)
    {
      const char *value = g_ptr_array_index (values, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", value != NULL ? value : "-");
    }
  return g_string_free (text, FALSE);
}

/* The values of "b i h": one, alignment, two, three. */
static void
test_values_follow (void)
{
  static const struct
  {
    Action action;
    const char *values;
  } rows[] = {
    { { ADD, 0, 'b', 1, NULL }, "1 - - 2 3" },
    { { ADD, END, 'q', 1, NULL }, "1 - 2 3 - -" },
    { { REMOVE, 0, 0, 0, NULL }, "2 3" },
    { { REMOVE, 2, 0, 0, NULL }, "1 - 3" },
    { { DUPLICATE, 2, 0, 0, NULL }, "1 - 2 2 3" },
    { { UP, 3, 0, 0, NULL }, "1 - 3 2" },
    { { DOWN, 0, 0, 0, NULL }, "2 1 - 3" },
    { { TYPE, 0, 'i', 0, NULL }, "1 2 3" },
    { { COUNT, 0, 0, 4, NULL }, "1 2 3" },
    { { NAME, 0, 0, 0, "a" }, "1 - 2 3" },
    { { TYPE, 1, 'i', 0, NULL }, "1 - 2 3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *after = NULL;
      g_autofree char *joined = NULL;

      g_ptr_array_add (values, g_strdup ("1"));
      g_ptr_array_add (values, NULL);
      g_ptr_array_add (values, g_strdup ("2"));
      g_ptr_array_add (values, g_strdup ("3"));
      after = apply ("b i h", &rows[i].action, values, NULL);
      joined = join_values (values);
      g_assert_cmpstr (joined, ==, rows[i].values);
    }
}

/* What a random format should be read as. */
typedef struct
{
  char type;
  gsize count;
  char name[8];
} Item;

typedef struct
{
  Item items[16];
  gsize n;
} Model;

static char
random_type (void)
{
  static const char letters[] = "xcbB?hHiIlLqQefdsp";

  return letters[g_test_rand_int_range (0, sizeof letters - 1)];
}

static gboolean
model_has_name (const Model *model,
                const char  *name)
{
  for (gsize i = 0; i < model->n; i++)
    if (strcmp (model->items[i].name, name) == 0)
      return TRUE;
  return FALSE;
}

static void
random_name (const Model *model,
             char        *name)
{
  do
    g_snprintf (name, 8, "%c%d", "hix"[g_test_rand_int_range (0, 3)],
                g_test_rand_int_range (0, 99));
  while (model_has_name (model, name));
  if (g_test_rand_bit ())
    name[0] = '\0';
}

static void
random_item (const Model *model,
             Item        *item)
{
  item->type = random_type ();
  item->count = (gsize) g_test_rand_int_range (0, 4);
  random_name (model, item->name);
}

/* Writes the model without more spaces than it takes, or with some. */
static char *
random_format (Model *model)
{
  GString *text = g_string_new (g_test_rand_bit () ? "" : ">");
  gboolean is_dense = g_test_rand_bit ();

  *model = (Model) { .n = 0 };
  for (int left = g_test_rand_int_range (1, 7); left > 0; left--)
    {
      Item item;

      random_item (model, &item);
      if (model->n > 0 && (!is_dense || (item.name[0] != '\0' &&
                                         model->items[model->n - 1].type != '?')))
        g_string_append (text, g_test_rand_bit () ? " " : "\n ");
      if (item.name[0] != '\0')
        g_string_append_printf (text, "%s:%s", item.name, g_test_rand_bit () ? "" : " ");
      if (item.count != 1)
        g_string_append_printf (text, "%zu", item.count);
      g_string_append_c (text, item.type);
      model->items[model->n++] = item;
    }
  return g_string_free (text, FALSE);
}

static void
insert_item (Model      *model,
             gsize       index,
             const Item *item)
{
  memmove (&model->items[index + 1], &model->items[index], (model->n - index) * sizeof *item);
  model->items[index] = *item;
  model->n++;
}

static void
swap_items (Model *model,
            gsize  a,
            gsize  b)
{
  Item item = model->items[a];

  if (b >= model->n)
    return;
  model->items[a] = model->items[b];
  model->items[b] = item;
}

/* Does to the model what the edit should do to the format. */
static void
apply_to_model (Model        *model,
                const Action *action,
                gsize         index)
{
  Item item = { action->type, action->count, "" };

  if (action->name != NULL)
    g_strlcpy (item.name, action->name, sizeof item.name);
  if (action->edit == ADD)
    insert_item (model, index + 1, &item);
  else if (action->edit == REMOVE)
    {
      memmove (&model->items[index], &model->items[index + 1],
               (model->n - index - 1) * sizeof item);
      model->n--;
    }
  else if (action->edit == DUPLICATE)
    {
      item = model->items[index];
      if (item.name[0] != '\0')
        g_strlcat (item.name, "_2", sizeof item.name);
      insert_item (model, index + 1, &item);
    }
  else if (action->edit == UP || action->edit == DOWN)
    swap_items (model, index, action->edit == UP ? index - 1 : index + 1);
  else if (action->edit == TYPE)
    model->items[index].type = item.type;
  else if (action->edit == COUNT)
    model->items[index].count = item.count;
  else
    g_strlcpy (model->items[index].name, item.name, sizeof item.name);
}

static gsize
find_field (const HexwireFormat *format,
            gsize                index)
{
  gsize field = 0;

  for (;; field++)
    if (hexwire_format_get_field (format, field)->type != 0 && index-- == 0)
      return field;
}

static void
check_model (const Model *model,
             const char  *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HexwireFormat) format = hexwire_format_parse (text, NULL, &error);
  gsize index = 0;

  g_assert_no_error (error);
  for (gsize i = 0; i < hexwire_format_get_n_fields (format); i++)
    {
      const HexwireField *field = hexwire_format_get_field (format, i);
      const Item *item = &model->items[index];
      gboolean is_one = strchr ("xsp", field->type) != NULL;

      if (field->type == 0)
        continue;
      g_assert_cmpuint (index++, <, model->n);
      g_assert_cmpint (field->type, ==, item->type);
      g_assert_cmpstr (field->name, ==, item->name[0] != '\0' ? item->name : NULL);
      g_assert_cmpuint (is_one ? field->element_size_bytes : field->count, ==, item->count);
    }
  g_assert_cmpuint (index, ==, model->n);
}

static void
test_moves (void)
{
  static const struct
  {
    const char *text;
    gsize field;
    gsize target;
    const char *expected;
    gsize new_field;
  } cases[] = {
    { ">a:h b:i c:q", 0, 2, ">b:i c:q a:h", 2 },
    { ">a:h b:i c:q", 0, END, ">b:i c:q a:h", 2 },
    { ">a:h b:i c:q", 2, 0, ">c:q a:h b:i", 0 },
    { ">a:h b:i c:q", 1, 1, ">a:h b:i c:q", 1 },
    { "@bhi", 3, 0, "@ibh", 0 },     /* fields: b, padding, h, i; then i, b, padding, h */
    { "@ibh", 3, 0, "@hib", 0 },     /* and h, padding, i, b */
    { "@ibh", 0, 3, "@bhi", 3 },
    { "@b3xi", 0, 1, "@3xbi", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize new_field = 99;
      g_autofree char *moved = hexwire_format_edit_move (
        cases[i].text, cases[i].field, cases[i].target, NULL, &new_field, NULL);

      g_assert_cmpstr (moved, ==, cases[i].expected);
      g_assert_cmpuint (new_field, ==, cases[i].new_field);
    }
}

static void
test_random_edits (void)
{
  for (guint round = 0; round < 50000; round++)
    {
      Model model;
      g_autofree char *before = random_format (&model);
      g_autoptr (HexwireFormat) format = hexwire_format_parse (before, NULL, NULL);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;
      gsize index = (gsize) g_test_rand_int_range (0, (int) model.n);
      Item item;
      Action action = { .edit = (Edit) g_test_rand_int_range (0, N_EDITS) };

      check_model (&model, before);
      random_item (&model, &item);
      action.field = find_field (format, index);
      action.type = item.type;
      action.count = item.count;
      action.name = item.name;
      after = apply (before, &action, NULL, &error);
      g_assert_no_error (error);
      apply_to_model (&model, &action, index);
      g_test_message ("%d of %zu: \"%s\", \"%s\"", action.edit, index, before, after);
      check_model (&model, after);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/format-edit/edits", test_edits);
  g_test_add_func ("/format-edit/moves", test_moves);
  g_test_add_func ("/format-edit/random-edits", test_random_edits);
  g_test_add_func ("/format-edit/values-follow", test_values_follow);

  return g_test_run ();
}
