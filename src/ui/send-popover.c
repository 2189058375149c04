/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "send-popover.h"

#include "compat-file.h"
#include "net/send-file.h"

#include <glib/gi18n.h>

#define NS_PER_MS G_GINT64_CONSTANT (1000000)
#define NS_PER_S G_GINT64_CONSTANT (1000000000)

/* What an Ethernet frame holds of a datagram over IPv4, and what a datagram holds at all. */
#define FRAME_PAYLOAD_BYTES 1472
#define MAX_DATAGRAM_BYTES 65507

enum
{
  CUT_AT,
  CUT_EACH_BYTE,
  CUT_FIELDS,
};

enum
{
  PACE_NONE,
  PACE_BYTES_PER_S,
  PACE_MS,
};

struct _HexwireSendPopover
{
  GtkPopover parent_instance;

  gboolean is_built;
  gboolean is_datagrams;
  gboolean can_start;

  GtkWidget *what_row;
  GtkDropDown *what_drop;
  GtkStack *stack;
  GtkSpinButton *interval_spin;
  GtkDropDown *unit_drop;
  GtkCheckButton *times_check;
  GtkSpinButton *times_spin;
  GtkDropDown *full_drop;
  GtkDropDown *cut_drop;
  GtkSpinButton *cut_spin;
  GtkSpinButton *gap_spin;
  GtkEntry *file_entry;
  GtkSpinButton *chunk_spin;
  GtkDropDown *pace_drop;
  GtkSpinButton *pace_spin;
  GtkLabel *note;
  GtkButton *start_button;
};

enum
{
  START,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireSendPopover, hexwire_send_popover, GTK_TYPE_POPOVER)

static const char *
get_file_note (HexwireSendPopover *self)
{
  double chunk_size_bytes = gtk_spin_button_get_value (self->chunk_spin);

  if (!self->is_datagrams)
    return NULL;
  if (chunk_size_bytes > MAX_DATAGRAM_BYTES)
    return _("A datagram holds 65507 bytes at most.");
  if (chunk_size_bytes > FRAME_PAYLOAD_BYTES)
    return _("Each chunk is a datagram. Above 1472 bytes most networks send it in fragments, and "
             "lose it when one is lost.");
  return _("Each chunk is a datagram.");
}

static const char *
get_note (HexwireSendPopover *self,
          HexwireSendWay      way)
{
  if (way == HEXWIRE_SEND_WAY_FILE)
    return get_file_note (self);
  if (way == HEXWIRE_SEND_WAY_REPEAT)
    return NULL;
  return self->is_datagrams ? _("Each piece is a datagram of its own.")
                            : _("Each piece leaves by itself (TCP_NODELAY).");
}

static void
update (HexwireSendPopover *self)
{
  HexwireSendWay way;
  const char *note;
  gboolean is_file;
  gboolean is_possible;

  /* The template's parts tell of themselves while it is still being built. */
  if (!self->is_built)
    return;
  way = hexwire_send_popover_get_way (self);
  is_file = way == HEXWIRE_SEND_WAY_FILE;
  note = get_note (self, way);
  is_possible = !is_file
                || (gtk_entry_get_text_length (self->file_entry) > 0
                    && (!self->is_datagrams
                        || gtk_spin_button_get_value (self->chunk_spin) <= MAX_DATAGRAM_BYTES));
  gtk_widget_set_visible (self->what_row, !is_file);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->cut_spin),
                            gtk_drop_down_get_selected (self->cut_drop) == CUT_AT);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pace_spin),
                            gtk_drop_down_get_selected (self->pace_drop) != PACE_NONE);
  gtk_button_set_label (self->start_button, is_file                         ? _("Send the file")
                                            : way == HEXWIRE_SEND_WAY_REPEAT ? _("Start repeating")
                                                                            : _("Send in pieces"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->start_button), self->can_start && is_possible);
}

static void
start_clicked_cb (HexwireSendPopover *self)
{
  GtkSpinButton *spins[] = { self->interval_spin, self->times_spin, self->cut_spin, self->gap_spin,
                             self->chunk_spin,    self->pace_spin };

  /* What is typed counts when the focus leaves, or now. */
  for (guint i = 0; i < G_N_ELEMENTS (spins); i++)
    gtk_spin_button_update (spins[i]);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[START], 0);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HexwireSendPopover) self = user_data;
  g_autoptr (GFile) file = hexwire_compat_choose_file_finish (result);
  g_autofree char *path = file != NULL ? g_file_get_parse_name (file) : NULL;

  if (path != NULL && self->file_entry != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->file_entry), path);
}

static void
choose_cb (HexwireSendPopover *self)
{
  hexwire_compat_choose_file_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                    _("Send a file"), FALSE, NULL, chosen_cb, g_object_ref (self));
}

static void
show_chunk_size (HexwireSendPopover *self)
{
  gtk_spin_button_set_value (self->chunk_spin, self->is_datagrams ? FRAME_PAYLOAD_BYTES : 65536);
}

/* The many choices are made when they are first looked at, not while the window opens. */
static void
hexwire_send_popover_show (GtkWidget *widget)
{
  HexwireSendPopover *self = HEXWIRE_SEND_POPOVER (widget);

  if (!self->is_built)
    {
      gtk_widget_init_template (widget);
      show_chunk_size (self);
      self->is_built = TRUE;
      update (self);
    }
  GTK_WIDGET_CLASS (hexwire_send_popover_parent_class)->show (widget);
}

static void
hexwire_send_popover_dispose (GObject *object)
{
  if (HEXWIRE_SEND_POPOVER (object)->is_built)
    gtk_widget_dispose_template (GTK_WIDGET (object), HEXWIRE_TYPE_SEND_POPOVER);

  G_OBJECT_CLASS (hexwire_send_popover_parent_class)->dispose (object);
}

static void
hexwire_send_popover_class_init (HexwireSendPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_send_popover_dispose;
  widget_class->show = hexwire_send_popover_show;

  signals[START] = g_signal_new ("start", HEXWIRE_TYPE_SEND_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/send-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireSendPopover, chunk_spin);
  gtk_widget_class_bind_template_child (widget_class, HexwireSendPopover, cut_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireSendPopover, cut_spin);
  gtk_widget_class_bind_template_child (widget_class, HexwireSendPopover, file_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireSendPopover, full_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireSendPopover, gap_spin);
  gtk_widget_class_bind_template_child (widget_class, HexwireSendPopover, interval_spin);
  gtk_widget_class_bind_template_child (widget_class, HexwireSendPopover, note);
  gtk_widget_class_bind_template_child (widget_class, HexwireSendPopover, pace_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireSendPopover, pace_spin);
  gtk_widget_class_bind_template_child (widget_class, HexwireSendPopover, stack);
  gtk_widget_class_bind_template_child (widget_class, HexwireSendPopover, start_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireSendPopover, times_check);
  gtk_widget_class_bind_template_child (widget_class, HexwireSendPopover, times_spin);
  gtk_widget_class_bind_template_child (widget_class, HexwireSendPopover, unit_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireSendPopover, what_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireSendPopover, what_row);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
hexwire_send_popover_init (HexwireSendPopover *self)
{
}

HexwireSendWay
hexwire_send_popover_get_way (HexwireSendPopover *self)
{
  const char *name;

  g_return_val_if_fail (HEXWIRE_IS_SEND_POPOVER (self), HEXWIRE_SEND_WAY_REPEAT);

  name = gtk_stack_get_visible_child_name (self->stack);
  if (g_strcmp0 (name, "pieces") == 0)
    return HEXWIRE_SEND_WAY_PIECES;
  return g_strcmp0 (name, "file") == 0 ? HEXWIRE_SEND_WAY_FILE : HEXWIRE_SEND_WAY_REPEAT;
}

gboolean
hexwire_send_popover_sends_payload (HexwireSendPopover *self)
{
  g_return_val_if_fail (HEXWIRE_IS_SEND_POPOVER (self), FALSE);
  return gtk_drop_down_get_selected (self->what_drop) == 1;
}

void
hexwire_send_popover_set_is_datagrams (HexwireSendPopover *self,
                                       gboolean            is_datagrams)
{
  g_return_if_fail (HEXWIRE_IS_SEND_POPOVER (self));

  self->is_datagrams = is_datagrams;
  if (!self->is_built)
    return;
  show_chunk_size (self);
  update (self);
}

void
hexwire_send_popover_set_can_start (HexwireSendPopover *self,
                                    gboolean            can_start)
{
  g_return_if_fail (HEXWIRE_IS_SEND_POPOVER (self));

  self->can_start = can_start;
  update (self);
}

static HexwireSendSource *
make_repeated (HexwireSendPopover *self,
               HexwireSendSource  *message,
               HexwireSendPlan    *plan)
{
  static const gint64 units_ns[] = { 1000, NS_PER_MS, NS_PER_S };
  gint64 unit_ns = units_ns[gtk_drop_down_get_selected (self->unit_drop)];

  plan->interval_ns = (gint64) gtk_spin_button_get_value (self->interval_spin) * unit_ns;
  plan->waits = gtk_drop_down_get_selected (self->full_drop) == 1;
  plan->takes_new_peers = TRUE;
  if (gtk_check_button_get_active (self->times_check))
    plan->n_messages = (guint64) gtk_spin_button_get_value (self->times_spin);
  return g_object_ref (message);
}

static HexwireSendSource *
make_pieces (HexwireSendPopover *self,
             HexwireSendSource  *message,
             GArray             *places,
             HexwireSendPlan    *plan)
{
  plan->interval_ns = (gint64) gtk_spin_button_get_value (self->gap_spin) * NS_PER_MS;
  plan->waits = TRUE;
  plan->is_apart = TRUE;
  switch (gtk_drop_down_get_selected (self->cut_drop))
    {
    case CUT_EACH_BYTE:
      return hexwire_send_pieces_new (message, HEXWIRE_SEND_CUT_EVERY, 1, NULL);
    case CUT_FIELDS:
      return hexwire_send_pieces_new (message, HEXWIRE_SEND_CUT_PLACES, 0, places);
    case CUT_AT:
    default:
      return hexwire_send_pieces_new (message, HEXWIRE_SEND_CUT_AT,
                                      (gsize) gtk_spin_button_get_value (self->cut_spin), NULL);
    }
}

static HexwireSendSource *
make_file (HexwireSendPopover *self,
           HexwireSendPlan    *plan)
{
  g_autoptr (GFile) file
    = g_file_parse_name (gtk_editable_get_text (GTK_EDITABLE (self->file_entry)));
  double chunk_size_bytes = gtk_spin_button_get_value (self->chunk_spin);
  double pace = gtk_spin_button_get_value (self->pace_spin);
  guint kind = gtk_drop_down_get_selected (self->pace_drop);

  plan->waits = TRUE;
  if (kind == PACE_BYTES_PER_S)
    plan->interval_ns = MAX (1, (gint64) (chunk_size_bytes * (double) NS_PER_S / pace));
  else if (kind == PACE_MS)
    plan->interval_ns = (gint64) pace * NS_PER_MS;
  return hexwire_send_file_new (file, (gsize) chunk_size_bytes);
}

HexwireSendSource *
hexwire_send_popover_make_source (HexwireSendPopover *self,
                                  HexwireSendSource  *message,
                                  GArray             *places,
                                  HexwireSendPlan    *plan)
{
  HexwireSendWay way = hexwire_send_popover_get_way (self);

  g_return_val_if_fail (HEXWIRE_IS_SEND_POPOVER (self), NULL);
  g_return_val_if_fail (message != NULL || way == HEXWIRE_SEND_WAY_FILE, NULL);

  *plan = (HexwireSendPlan) { 0 };
  if (way == HEXWIRE_SEND_WAY_FILE)
    return make_file (self, plan);
  if (way == HEXWIRE_SEND_WAY_PIECES)
    return make_pieces (self, message, places, plan);
  return make_repeated (self, message, plan);
}
