/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "help-view.h"

#include "help-markdown.h"

#include <glib/gi18n.h>
#include <string.h>

/* A line of more is hard to read. */
#define MAX_LINE_CHARS 90

/* A picture of no more fits into every window of the help. */
#define MAX_SMALL_WIDTH_PX 480

struct _HexwireHelpView
{
  GtkBox parent_instance;

  char *link;           /* (nullable): the page that is to be opened */
  guint link_source;
};

enum
{
  LINK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireHelpView, hexwire_help_view, GTK_TYPE_BOX)

static gboolean
open_link_cb (gpointer user_data)
{
  HexwireHelpView *self = user_data;
  g_autofree char *link = g_steal_pointer (&self->link);

  self->link_source = 0;
  g_signal_emit (self, signals[LINK], 0, link);
  return G_SOURCE_REMOVE;
}

/* The label that has the link goes with its page, but not while it handles the key. */
static gboolean
activate_link_cb (GtkLabel        *label,
                  const char      *uri,
                  HexwireHelpView *self)
{
  if (strstr (uri, "://") != NULL)
    {
      g_app_info_launch_default_for_uri_async (uri, NULL, NULL, NULL, NULL);
      return GDK_EVENT_STOP;
    }
  g_free (self->link);
  self->link = g_strndup (uri, strcspn (uri, "#"));
  if (self->link_source == 0)
    self->link_source = g_idle_add (open_link_cb, self);
  return GDK_EVENT_STOP;
}

static GtkWidget *
new_text (HexwireHelpView *self,
          const char      *markup)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_LINE_CHARS);
  gtk_widget_set_hexpand (label, TRUE);
  g_signal_connect_object (label, "activate-link", G_CALLBACK (activate_link_cb), self, 0);
  return label;
}

static GtkWidget *
new_heading (HexwireHelpView        *self,
             const HexwireHelpBlock *block)
{
  GtkWidget *label = new_text (self, block->text);

  gtk_widget_add_css_class (label, block->level == 1 ? "help-title" : "help-heading");
  return label;
}

static GtkWidget *
new_item (HexwireHelpView        *self,
          const HexwireHelpBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *mark = block->level > 0 ? g_strdup_printf ("%u.", block->level)
                                           : g_strdup ("•");
  GtkWidget *label = gtk_label_new (mark);

  gtk_label_set_width_chars (GTK_LABEL (label), 3);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), new_text (self, block->text));
  return box;
}

static GtkWidget *
new_code (HexwireHelpView        *self,
          const HexwireHelpBlock *block)
{
  g_autofree char *escaped = g_markup_escape_text (block->text, -1);
  GtkWidget *label = new_text (self, escaped);

  /* Tab goes from link to link, and to what one may want to copy. */
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "help-code");
  return label;
}

/* A small picture has its size; a large one has the width of the page, and is never enlarged. */
static GtkWidget *
new_picture (HexwireHelpPage        *page,
             const HexwireHelpBlock *block)
{
  g_autoptr (GFile) file = hexwire_help_page_dup_file (page, block->target);
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_file (file, NULL);
  GtkWidget *picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));

  gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_SCALE_DOWN);
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), block->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  block->text, -1);
  if (texture != NULL && gdk_texture_get_width (texture) <= MAX_SMALL_WIDTH_PX)
    {
      gtk_picture_set_can_shrink (GTK_PICTURE (picture), FALSE);
      gtk_widget_set_halign (picture, GTK_ALIGN_START);
      gtk_widget_set_valign (picture, GTK_ALIGN_START);
    }
  gtk_widget_add_css_class (picture, "help-picture");
  return picture;
}

static GtkWidget *
new_block (HexwireHelpView        *self,
           HexwireHelpPage        *page,
           const HexwireHelpBlock *block)
{
  switch (block->kind)
    {
    case HEXWIRE_HELP_HEADING:
      return new_heading (self, block);
    case HEXWIRE_HELP_ITEM:
      return new_item (self, block);
    case HEXWIRE_HELP_CODE:
      return new_code (self, block);
    case HEXWIRE_HELP_PICTURE:
      return new_picture (page, block);
    case HEXWIRE_HELP_PARAGRAPH:
    default:
      return new_text (self, block->text);
    }
}

static void
hexwire_help_view_dispose (GObject *object)
{
  HexwireHelpView *self = HEXWIRE_HELP_VIEW (object);

  g_clear_handle_id (&self->link_source, g_source_remove);
  g_clear_pointer (&self->link, g_free);

  G_OBJECT_CLASS (hexwire_help_view_parent_class)->dispose (object);
}

static void
hexwire_help_view_class_init (HexwireHelpViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hexwire_help_view_dispose;

  signals[LINK] = g_signal_new ("link", HEXWIRE_TYPE_HELP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hexwire_help_view_init (HexwireHelpView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 10);
}

static void
clear (HexwireHelpView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
}

void
hexwire_help_view_show_page (HexwireHelpView *self,
                             HexwireHelpPage *page)
{
  GPtrArray *blocks = hexwire_help_page_get_blocks (page);

  g_return_if_fail (HEXWIRE_IS_HELP_VIEW (self));

  clear (self);
  for (guint i = 0; i < blocks->len; i++)
    gtk_box_append (GTK_BOX (self), new_block (self, page, g_ptr_array_index (blocks, i)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  hexwire_help_page_get_title (page), -1);
}

void
hexwire_help_view_show_problem (HexwireHelpView *self,
                                const char      *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_return_if_fail (HEXWIRE_IS_HELP_VIEW (self));

  clear (self);
  gtk_box_append (GTK_BOX (self), new_text (self, escaped));
}
