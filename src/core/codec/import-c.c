/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/import-c.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/import-layout.h"

/* Types that one word names, beside those of the language itself. */
static const HexwireImportType types[] = {
  { "int8_t", 'b', 0 }, { "int16_t", 'h', 0 }, { "int32_t", 'i', 0 }, { "int64_t", 'q', 0 },
  { "uint8_t", 'B', 0 }, { "uint16_t", 'H', 0 }, { "uint32_t", 'I', 0 }, { "uint64_t", 'Q', 0 },
  { "u_int8_t", 'B', 0 }, { "u_int16_t", 'H', 0 }, { "u_int32_t", 'I', 0 },
  { "u_int64_t", 'Q', 0 },
  { "gint8", 'b', 0 }, { "gint16", 'h', 0 }, { "gint32", 'i', 0 }, { "gint64", 'q', 0 },
  { "guint8", 'B', 0 }, { "guint16", 'H', 0 }, { "guint32", 'I', 0 }, { "guint64", 'Q', 0 },
  { "s8", 'b', 0 }, { "s16", 'h', 0 }, { "s32", 'i', 0 }, { "s64", 'q', 0 },
  { "u8", 'B', 0 }, { "u16", 'H', 0 }, { "u32", 'I', 0 }, { "u64", 'Q', 0 },
  { "__s8", 'b', 0 }, { "__s16", 'h', 0 }, { "__s32", 'i', 0 }, { "__s64", 'q', 0 },
  { "__u8", 'B', 0 }, { "__u16", 'H', 0 }, { "__u32", 'I', 0 }, { "__u64", 'Q', 0 },
  { "__be16", 'H', '>' }, { "__be32", 'I', '>' }, { "__be64", 'Q', '>' },
  { "__le16", 'H', '<' }, { "__le32", 'I', '<' }, { "__le64", 'Q', '<' },
  { "BYTE", 'B', 0 }, { "WORD", 'H', 0 }, { "DWORD", 'I', 0 }, { "QWORD", 'Q', 0 },
  { "UCHAR", 'B', 0 }, { "USHORT", 'H', 0 }, { "ULONG", 'I', 0 }, { "UINT", 'I', 0 },
  { "u_char", 'B', 0 }, { "u_short", 'H', 0 }, { "u_int", 'I', 0 }, { "u_long", 'L', 0 },
  { "uchar", 'B', 0 }, { "ushort", 'H', 0 }, { "uint", 'I', 0 }, { "ulong", 'L', 0 },
  { "byte", 'B', 0 },
  { "size_t", 'N', 0 }, { "ssize_t", 'n', 0 }, { "gsize", 'N', 0 }, { "gssize", 'n', 0 },
  { "uintptr_t", 'N', 0 }, { "intptr_t", 'n', 0 }, { "ptrdiff_t", 'n', 0 },
  { "bool", '?', 0 }, { "_Bool", '?', 0 }, { "float", 'f', 0 },
  { "_Float16", 'e', 0 }, { "__fp16", 'e', 0 }, { "float32_t", 'f', 0 }, { "float64_t", 'd', 0 },
};

/* Words that say nothing about the layout. */
static const char *const qualifiers[] = {
  "const", "volatile", "restrict", "__restrict", "register", "extern", "static",
};

typedef struct
{
  HexwireScanner scanner;
  HexwireImportLayout *layout;
  const char *aligned_at;       /* (nullable): an attribute that no format can follow */
  GError **error;
} Reader;

/* The words before a declarator. */
typedef struct
{
  guint n_long, n_short, n_signed, n_unsigned, n_char, n_int, n_double, n_words;
  const HexwireImportType *type;
  gboolean is_enum;
  gboolean is_void;             /* fit for pointers alone, as is a structure */
  const char *start;
} Specifiers;

static gboolean
fail (Reader     *self,
      const char *reason)
{
  return hexwire_scanner_fail (&self->scanner, self->scanner.token.start, self->error, "%s",
                               reason);
}

static const HexwireImportType *
find_type (const HexwireScanner *scanner)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (hexwire_scanner_is (scanner, types[i].name))
      return &types[i];
  return NULL;
}

static gboolean
accept_qualifier (HexwireScanner *scanner)
{
  for (guint i = 0; i < G_N_ELEMENTS (qualifiers); i++)
    if (hexwire_scanner_accept (scanner, qualifiers[i]))
      return TRUE;
  return FALSE;
}

/* Skips attributes; returns whether one of them was there, and notices "packed". */
static gboolean
accept_attribute (Reader *self)
{
  HexwireScanner *scanner = &self->scanner;

  if (hexwire_scanner_accept (scanner, "__packed") || hexwire_scanner_accept (scanner, "PACKED") ||
      hexwire_scanner_accept (scanner, "G_GNUC_PACKED"))
    {
      self->layout->is_packed = TRUE;
      return TRUE;
    }
  if (hexwire_scanner_accept (scanner, "__attribute__") ||
      hexwire_scanner_accept (scanner, "__attribute"))
    {
      const char *start = scanner->token.start;

      if (scanner->token.kind == '(')
        hexwire_scanner_skip_group (scanner);
      if (g_strstr_len (start, scanner->token.start - start, "packed") != NULL)
        self->layout->is_packed = TRUE;
      if (g_strstr_len (start, scanner->token.start - start, "aligned") != NULL)
        self->aligned_at = start;
      return TRUE;
    }
  return FALSE;
}

static gboolean
count_word (Specifiers     *self,
            HexwireScanner *scanner)
{
  const struct
  {
    const char *word;
    guint *count;
  } words[] = {
    { "long", &self->n_long }, { "short", &self->n_short }, { "signed", &self->n_signed },
    { "__signed__", &self->n_signed }, { "unsigned", &self->n_unsigned },
    { "char", &self->n_char }, { "int", &self->n_int }, { "double", &self->n_double },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (hexwire_scanner_accept (scanner, words[i].word))
      {
        ++*words[i].count;
        self->n_words++;
        return TRUE;
      }
  return FALSE;
}

/* Reads what follows `struct`, `union` or `enum` in a member. */
static gboolean
read_tagged (Reader     *self,
             Specifiers *specifiers)
{
  HexwireScanner *scanner = &self->scanner;
  gboolean is_enum = hexwire_scanner_is (scanner, "enum");
  g_autofree char *keyword = hexwire_scanner_dup_token (scanner);
  const char *start = scanner->token.start;

  hexwire_scanner_next (scanner);
  if (scanner->token.kind == 'a')
    hexwire_scanner_next (scanner);
  if (is_enum && scanner->token.kind == '{')
    hexwire_scanner_skip_group (scanner);
  specifiers->is_enum = is_enum;
  specifiers->is_void = !is_enum;
  if (is_enum || scanner->token.kind == '*')
    return TRUE;
  return hexwire_scanner_fail (scanner, start, self->error,
                               /* Translators: the placeholder is "struct" or "union" */
                               _("a %s within a structure cannot be a field"), keyword);
}

static gboolean
read_specifiers (Reader     *self,
                 Specifiers *specifiers)
{
  HexwireScanner *scanner = &self->scanner;

  specifiers->start = scanner->token.start;
  for (;;)
    {
      if (accept_qualifier (scanner) || accept_attribute (self) ||
          count_word (specifiers, scanner))
        continue;
      if (specifiers->n_words > 0 || specifiers->type != NULL || specifiers->is_void ||
          specifiers->is_enum || scanner->token.kind != 'a')
        return TRUE;
      if (hexwire_scanner_is (scanner, "struct") || hexwire_scanner_is (scanner, "union") ||
          hexwire_scanner_is (scanner, "enum"))
        return read_tagged (self, specifiers);
      specifiers->type = find_type (scanner);
      specifiers->is_void = specifiers->type == NULL;
      hexwire_scanner_next (scanner);
    }
}

/* The letter of what the specifiers say, or 0. */
static char
get_letter (const Specifiers *self)
{
  gboolean is_unsigned = self->n_unsigned > 0;

  if (self->is_enum)
    return 'i';
  if (self->type != NULL)
    return self->n_words == 0 ? self->type->letter : 0;
  if (self->n_words == 0 || self->n_long > 2)
    return 0;
  if (self->n_double > 0)
    return self->n_words == 1 ? 'd' : 0;
  if (self->n_char > 0)
    return is_unsigned ? 'B' : self->n_signed > 0 ? 'b' : 'c';
  if (self->n_short > 0)
    return is_unsigned ? 'H' : 'h';
  if (self->n_long == 0)
    return is_unsigned ? 'I' : 'i';
  if (self->n_long == 1)
    return is_unsigned ? 'L' : 'l';
  return is_unsigned ? 'Q' : 'q';
}

/* Reads `[4][2]`. */
static gboolean
read_arrays (Reader              *self,
             HexwireImportMember *member)
{
  HexwireScanner *scanner = &self->scanner;

  while (hexwire_scanner_accept (scanner, "["))
    {
      gsize n = 0;

      if (!hexwire_scanner_is (scanner, "]") && !hexwire_scanner_read_number (scanner, &n))
        return hexwire_scanner_fail (scanner, scanner->token.start, self->error,
                                     /* Translators: the placeholder is a member's name */
                                     _("the size of \"%.64s\" must be a number"), member->name);
      if (!hexwire_scanner_expect (scanner, "]", self->error))
        return FALSE;
      if (n > 0 && member->count > G_MAXSSIZE / n)
        return fail (self, _("the array is too large"));
      member->count *= n;
      member->is_array = TRUE;
    }
  return TRUE;
}

/* Reads `(*name) (...)`, of which the first is here. */
static gboolean
read_function_pointer (Reader              *self,
                       HexwireImportMember *member)
{
  HexwireScanner *scanner = &self->scanner;

  hexwire_scanner_next (scanner);
  if (!hexwire_scanner_expect (scanner, "*", self->error))
    return FALSE;
  if (scanner->token.kind != 'a')
    return fail (self, _("the name of a member is expected"));
  member->name = hexwire_scanner_dup_token (scanner);
  hexwire_scanner_next (scanner);
  if (!hexwire_scanner_expect (scanner, ")", self->error))
    return FALSE;
  if (!hexwire_scanner_is (scanner, "("))
    return hexwire_scanner_expect (scanner, "(", self->error);
  hexwire_scanner_skip_group (scanner);
  member->letter = 'P';
  return TRUE;
}

static gboolean
read_name (Reader              *self,
           HexwireImportMember *member)
{
  HexwireScanner *scanner = &self->scanner;

  while (accept_qualifier (scanner) || accept_attribute (self))
    continue;
  if (scanner->token.kind == '(')
    return read_function_pointer (self, member);
  if (scanner->token.kind != 'a')
    return fail (self, _("the name of a member is expected"));
  member->name = hexwire_scanner_dup_token (scanner);
  hexwire_scanner_next (scanner);
  if (!read_arrays (self, member))
    return FALSE;
  while (accept_attribute (self))
    continue;
  if (scanner->token.kind == ':')
    return hexwire_scanner_fail (scanner, member->at, self->error,
                                 /* Translators: the placeholder is a member's name */
                                 _("the bit field \"%.64s\" cannot be a field"), member->name);
  return TRUE;
}

static gboolean
read_declarator (Reader           *self,
                 const Specifiers *specifiers)
{
  HexwireScanner *scanner = &self->scanner;
  HexwireImportMember member = { .at = scanner->token.start, .count = 1 };

  member.letter = get_letter (specifiers);
  member.byte_order = specifiers->type != NULL ? specifiers->type->byte_order : 0;
  while (hexwire_scanner_accept (scanner, "*") || accept_qualifier (scanner))
    {
      member.letter = 'P';
      member.byte_order = 0;
    }
  if (!read_name (self, &member))
    {
      g_free (member.name);
      return FALSE;
    }
  if (member.letter == 0)
    {
      g_autofree char *name = member.name;
      gsize size = (gsize) (member.at - specifiers->start);
      g_autofree char *type = g_strndup (specifiers->start, MIN (size, 64));

      return hexwire_scanner_fail (scanner, member.at, self->error,
                                   /* Translators: a member's name and its type in C */
                                   _("\"%.64s\" is of the type \"%.64s\", which no letter "
                                     "stands for"),
                                   name, g_strchomp (type));
    }
  hexwire_import_layout_add (self->layout, member);
  return TRUE;
}

static gboolean
read_member (Reader *self)
{
  Specifiers specifiers = { 0 };

  if (!read_specifiers (self, &specifiers))
    return FALSE;
  if (specifiers.n_words == 0 && specifiers.type == NULL && !specifiers.is_void &&
      !specifiers.is_enum)
    return fail (self, _("the type of a member is expected"));
  do
    if (!read_declarator (self, &specifiers))
      return FALSE;
  while (hexwire_scanner_accept (&self->scanner, ","));
  return hexwire_scanner_expect (&self->scanner, ";", self->error);
}

static gboolean
accept_tag (HexwireScanner *scanner)
{
  if (scanner->token.kind != 'a' || hexwire_scanner_is (scanner, "struct"))
    return FALSE;
  hexwire_scanner_next (scanner);
  return TRUE;
}

/* Moves to the brace of the first structure. */
static gboolean
find_members (Reader *self)
{
  HexwireScanner *scanner = &self->scanner;

  while (scanner->token.kind != '$')
    {
      if (!hexwire_scanner_accept (scanner, "struct"))
        {
          hexwire_scanner_next (scanner);
          continue;
        }
      self->layout->is_packed = FALSE;
      while (accept_attribute (self) || accept_tag (scanner))
        continue;
      if (hexwire_scanner_accept (scanner, "{"))
        return TRUE;
    }
  return fail (self, _("no structure with members was found"));
}

/* Looks for `#pragma pack`, which the scanner skips. */
static gboolean
read_pragmas (Reader     *self,
              const char *end)
{
  g_autoptr (GRegex) regex = g_regex_new ("^[ \\t]*#[ \\t]*pragma[ \\t]+pack[ \\t]*\\("
                                          "(?:[ \\t]*push[ \\t]*,)?[ \\t]*(\\d{0,9})",
                                          G_REGEX_MULTILINE | G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  gboolean is_found = g_regex_match_full (regex, self->scanner.text, end - self->scanner.text, 0,
                                          0, &match, NULL);

  for (; is_found; is_found = g_match_info_next (match, NULL))
    {
      g_autofree char *digits = g_match_info_fetch (match, 1);
      int start = 0, past = 0;
      guint64 alignment = g_ascii_strtoull (digits, NULL, 10);

      g_match_info_fetch_pos (match, 0, &start, &past);
      self->layout->is_packed = alignment == 1;
      if (alignment > 1 && alignment < 8)
        return hexwire_scanner_fail (&self->scanner, self->scanner.text + start, self->error,
                                     _("members can be packed to 1 byte, or not at all"));
    }
  return TRUE;
}

/* Reads what stands between the braces and the attributes behind them. */
static gboolean
read_members (Reader *self)
{
  HexwireImportLayout *layout = self->layout;
  gboolean is_packed, has_packed_member;

  self->aligned_at = NULL;
  if (!layout->is_packed && !read_pragmas (self, self->scanner.token.start))
    return FALSE;
  is_packed = layout->is_packed;
  layout->is_packed = FALSE;
  while (!hexwire_scanner_accept (&self->scanner, "}"))
    if (!read_member (self))
      return FALSE;
  has_packed_member = layout->is_packed;
  layout->is_packed = is_packed;
  while (accept_attribute (self))
    continue;
  if (has_packed_member && !layout->is_packed)
    return fail (self, _("either all members are packed, or none"));
  if (self->aligned_at == NULL)
    return TRUE;
  return hexwire_scanner_fail (&self->scanner, self->aligned_at, self->error,
                               _("no format has an alignment like this"));
}

char *
hexwire_import_c (const char  *text,
                  GString     *notes,
                  GError     **error)
{
  g_autoptr (HexwireImportLayout) layout = hexwire_import_layout_new ();
  Reader reader = { .layout = layout, .error = error };

  hexwire_scanner_init (&reader.scanner, text);
  if (!find_members (&reader) || !read_members (&reader))
    return NULL;
  return hexwire_import_layout_finish (layout, &reader.scanner, notes, error);
}
