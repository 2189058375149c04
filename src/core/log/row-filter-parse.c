/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/row-filter-private.h"

#include <glib/gi18n-lib.h>

/* A filter is typed; this bounds the depth of the recursion over its terms. */
#define MAX_NODES 500

typedef struct
{
  HexwireFilterScanner scanner;
  guint n_nodes;
} Parser;

static HexwireFilterNode *parse_or (Parser *self);

static HexwireFilterNode *
fail (Parser     *self,
      const char *at,
      const char *reason)
{
  hexwire_filter_scanner_fail (&self->scanner, at, reason);
  return NULL;
}

static gboolean
take (Parser     *self,
      const char *sign)
{
  return hexwire_filter_scanner_take (&self->scanner, sign);
}

static HexwireFilterNode *
node_new_joined (HexwireFilterNodeType  type,
                 HexwireFilterNode     *left,
                 HexwireFilterNode     *right)
{
  HexwireFilterNode *node = hexwire_filter_node_new (type);

  node->left = left;
  node->right = right;
  return node;
}

static HexwireFilterNode *
parse_unary (Parser *self)
{
  HexwireFilterNode *node;
  const char *opening;

  hexwire_filter_scanner_skip_spaces (&self->scanner);
  opening = self->scanner.at;
  if (++self->n_nodes > MAX_NODES)
    return fail (self, opening, _("the filter has too many terms"));
  if (take (self, "not") || take (self, "!"))
    {
      node = parse_unary (self);
      return node != NULL ? node_new_joined (HEXWIRE_FILTER_NOT, node, NULL) : NULL;
    }
  if (!take (self, "("))
    return hexwire_filter_node_parse_term (&self->scanner);

  node = parse_or (self);
  if (node == NULL || take (self, ")"))
    return node;
  hexwire_filter_node_free (node);
  return fail (self, opening, _("the closing parenthesis is missing"));
}

static gboolean
is_at_end_of_and (Parser *self)
{
  const char *start = self->scanner.at;
  gboolean is_at_end = take (self, ")") || take (self, "or") || take (self, "||")
                       || *self->scanner.at == '\0';

  self->scanner.at = start;
  return is_at_end;
}

static HexwireFilterNode *
parse_and (Parser *self)
{
  g_autoptr (HexwireFilterNode) left = parse_unary (self);

  while (left != NULL && !is_at_end_of_and (self))
    {
      HexwireFilterNode *right;

      if (!take (self, "and"))
        take (self, "&&");
      right = parse_unary (self);
      if (right == NULL)
        return NULL;
      left = node_new_joined (HEXWIRE_FILTER_AND, g_steal_pointer (&left), right);
    }
  return g_steal_pointer (&left);
}

static HexwireFilterNode *
parse_or (Parser *self)
{
  g_autoptr (HexwireFilterNode) left = parse_and (self);

  while (left != NULL && (take (self, "or") || take (self, "||")))
    {
      HexwireFilterNode *right = parse_and (self);

      if (right == NULL)
        return NULL;
      left = node_new_joined (HEXWIRE_FILTER_OR, g_steal_pointer (&left), right);
    }
  return g_steal_pointer (&left);
}

HexwireFilterNode *
hexwire_filter_node_parse (const char           *text,
                           const HexwireFormat  *format,
                           gsize                *error_position,
                           GError              **error)
{
  Parser parser = { { text, text, format, error_position, error }, 0 };
  g_autoptr (HexwireFilterNode) root = parse_or (&parser);

  if (root != NULL && *parser.scanner.at != '\0')
    return fail (&parser, parser.scanner.at, _("a parenthesis is closed that was not opened"));
  return g_steal_pointer (&root);
}
