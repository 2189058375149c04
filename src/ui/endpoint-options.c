/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "endpoint-options.h"

#include "group-editor.h"
#include "option-entry.h"
#include "tooltip.h"

#include "net/udp-endpoint.h"

#include <glib/gi18n.h>

/* The bars of the window above the options, and the borders round them. */
#define ROOM_ABOVE_PX 170
#define MIN_HEIGHT_PX 300

/* What an option concerns. */
enum
{
  TCP_SERVER = 1 << HEXWIRE_ENDPOINT_TCP_SERVER,
  TCP_CLIENT = 1 << HEXWIRE_ENDPOINT_TCP_CLIENT,
  UDP_SERVER = 1 << HEXWIRE_ENDPOINT_UDP_SERVER,
  UDP_CLIENT = 1 << HEXWIRE_ENDPOINT_UDP_CLIENT,
  TCP = TCP_SERVER | TCP_CLIENT,
  UDP = UDP_SERVER | UDP_CLIENT,
  SERVER = TCP_SERVER | UDP_SERVER,
  CLIENT = TCP_CLIENT | UDP_CLIENT,
  EVERY = TCP | UDP,
};

typedef struct
{
  const char *property;     /* of HexwireSocketOptions; or %NULL for a heading */
  const char *label;
  const char *tooltip;
  guint kinds;
} Option;

/* Headings show where an option below them does. */
static const Option options[] = {
  { NULL, N_ ("Connecting"), NULL, CLIENT },
  { "source-address", N_ ("Source address"),
    N_ ("The address of this machine to connect from; empty: the system chooses"), CLIENT },
  { "source-port", N_ ("Source port"), N_ ("0: a free one"), CLIENT },
  { "connect-timeout-s", N_ ("Time-out, seconds"),
    N_ ("How long an answer is waited for; 0: as long as the system does"), TCP_CLIENT },
  { "reconnect", N_ ("Connect again after a loss"),
    N_ ("After a refusal or a loss tries again, first after half a second, then with pauses that "
        "grow to 30 seconds, until it is stopped"),
    TCP_CLIENT },

  { NULL, N_ ("Listening"), NULL, SERVER },
  { "allow-list", N_ ("Who may connect"),
    N_ ("Addresses and networks with commas between them: 192.168.1.0/24, 10.0.0.7; empty: "
        "everybody"),
    SERVER },
  { "dual-stack", N_ ("One socket for IPv4 and IPv6"),
    N_ ("Where all interfaces of both families are listened on: one socket instead of two "
        "(IPV6_V6ONLY off)"),
    SERVER },

  { NULL, N_ ("Multicast and broadcast"), NULL, UDP },
  { "multicast-interface", N_ ("Send by interface"),
    N_ ("The interface for what is sent to groups, such as eth0; empty: the system chooses"), UDP },
  { "multicast-ttl", N_ ("TTL of groups"),
    N_ ("How many routers what is sent to a group may pass; 1 is this network, 0 this machine "
        "alone (IP_MULTICAST_TTL)"),
    UDP },
  { "multicast-loop", N_ ("Groups reach this machine, too"), N_ ("IP_MULTICAST_LOOP"), UDP },

  { NULL, N_ ("TCP"), NULL, TCP },
  { "no-delay", N_ ("Send small messages at once"), N_ ("TCP_NODELAY: without Nagle’s algorithm"),
    TCP },
  { "reset-on-close", N_ ("Close by a reset"),
    N_ ("SO_LINGER of 0: RST instead of FIN, and what was not sent is lost"), TCP },
  { "keep-alive", N_ ("Keep-alive"), N_ ("SO_KEEPALIVE: ask a silent peer whether it is there"),
    TCP },
  { "keep-alive-idle-s", N_ ("Silent for, seconds"), N_ ("TCP_KEEPIDLE: before it is asked"), TCP },
  { "keep-alive-interval-s", N_ ("Ask every, seconds"), N_ ("TCP_KEEPINTVL"), TCP },
  { "keep-alive-count", N_ ("Times without answer"), N_ ("TCP_KEEPCNT: then it is gone"), TCP },

  { NULL, N_ ("Packets and buffers"), NULL, EVERY },
  { "ttl", N_ ("TTL"), N_ ("How many routers a packet may pass; 0: the system’s (IP_TTL)"), EVERY },
  { "dscp", N_ ("DSCP"), N_ ("The class of the traffic, 0 to 63; 46 is expedited forwarding"),
    EVERY },
  { "send-buffer-bytes", N_ ("Send buffer, bytes"), N_ ("SO_SNDBUF; 0: the system’s"), EVERY },
  { "receive-buffer-bytes", N_ ("Receive buffer, bytes"), N_ ("SO_RCVBUF; 0: the default"),
    EVERY },
  { "reuse-address", N_ ("Take a port that is in use"),
    N_ ("SO_REUSEADDR: with TCP a port whose old connections still end; with UDP one that another "
        "program has, for groups"),
    EVERY },
};

/* How far below its top an entry has its text, about. */
#define ENTRY_TEXT_TOP_PX 8

struct _HexwireEndpointOptions
{
  GtkBox parent_instance;

  HexwireEndpoint *endpoint;
  GPtrArray *later;         /* (element-type GtkWidget): say "from the next start" */
  GPtrArray *entries;       /* (element-type HexwireOptionEntry): of the options that are texts */
  GPtrArray *notes;         /* (element-type GtkLabel): what the system gave of a buffer */
  int n_rows;

  GtkGrid *grid;
  GtkScrolledWindow *scroller;
};

G_DEFINE_FINAL_TYPE (HexwireEndpointOptions, hexwire_endpoint_options, GTK_TYPE_BOX)

static HexwireSocketOptions *
get_options (HexwireEndpointOptions *self)
{
  return hexwire_endpoint_get_options (self->endpoint);
}

static void
name (GtkWidget    *widget,
      const Option *option)
{
  gtk_widget_set_tooltip_text (widget, option->tooltip != NULL ? _(option->tooltip) : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(option->label), -1);
}

static GtkLabel *
add_wide_label (HexwireEndpointOptions *self,
                const char             *text,
                const char             *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->grid, label, 0, self->n_rows++, 3, 1);
  return GTK_LABEL (label);
}

static GtkWidget *
create_check (HexwireEndpointOptions *self,
              const Option           *option)
{
  GtkWidget *check = gtk_check_button_new_with_label (_(option->label));

  g_object_bind_property (get_options (self), option->property, check, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  gtk_widget_set_tooltip_text (check, _(option->tooltip));
  return check;
}

static GtkWidget *
create_spin (HexwireEndpointOptions *self,
             const Option           *option,
             GParamSpecUInt         *pspec)
{
  gboolean is_bytes = pspec->maximum > G_MAXUINT16;
  GtkWidget *spin = gtk_spin_button_new_with_range (pspec->minimum, pspec->maximum,
                                                    is_bytes ? 65536 : 1);

  gtk_editable_set_width_chars (GTK_EDITABLE (spin), is_bytes ? 9 : 5);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  g_object_bind_property (get_options (self), option->property, spin, "value",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  if (g_str_has_prefix (option->property, "keep-alive-"))
    g_object_bind_property (get_options (self), "keep-alive", spin, "sensitive",
                            G_BINDING_SYNC_CREATE);
  gtk_widget_set_halign (spin, GTK_ALIGN_START);
  return spin;
}

static void
add_later_label (HexwireEndpointOptions *self,
                 const Option           *option)
{
  GtkWidget *label;

  if (hexwire_socket_options_counts_at_once (option->property))
    return;
  label = gtk_label_new (_("from the next start"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (self->grid, label, 2, self->n_rows, 1, 1);
  g_ptr_array_add (self->later, g_object_ref (label));
}

/* The setting of the kernel that bounds an option; %NULL where there is none. */
static const char *
find_limit (const char *property)
{
  if (g_str_equal (property, "send-buffer-bytes"))
    return "net.core.wmem_max";
  return g_str_equal (property, "receive-buffer-bytes") ? "net.core.rmem_max" : NULL;
}

/* What the system gave of a buffer, beside what was asked for: its own choice may change. */
static void
add_note (HexwireEndpointOptions *self,
          const char             *property)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  g_object_set_data (G_OBJECT (label), "property", (gpointer) property);
  gtk_grid_attach (self->grid, label, 2, self->n_rows, 1, 1);
  g_ptr_array_add (self->notes, g_object_ref (label));
}

static void
add_option (HexwireEndpointOptions *self,
            const Option           *option)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (get_options (self)),
                                                    option->property);
  GtkWidget *label;
  GtkWidget *widget;

  add_later_label (self, option);
  if (G_IS_PARAM_SPEC_BOOLEAN (pspec))
    {
      gtk_grid_attach (self->grid, create_check (self, option), 0, self->n_rows++, 2, 1);
      return;
    }
  if (G_IS_PARAM_SPEC_UINT (pspec))
    {
      widget = create_spin (self, option, G_PARAM_SPEC_UINT (pspec));
      name (widget, option);
    }
  else
    {
      widget = hexwire_option_entry_new (get_options (self), option->property, _(option->label),
                                         option->tooltip != NULL ? _(option->tooltip) : NULL);
      g_object_set_data (G_OBJECT (widget), "option", (gpointer) option);
      g_ptr_array_add (self->entries, widget);
    }
  label = gtk_label_new (_(option->label));
  /* Beside the entry, also when a problem stands below that. */
  if (HEXWIRE_IS_OPTION_ENTRY (widget))
    {
      gtk_widget_set_valign (label, GTK_ALIGN_START);
      gtk_widget_set_margin_top (label, ENTRY_TEXT_TOP_PX);
    }
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_grid_attach (self->grid, label, 0, self->n_rows, 1, 1);
  gtk_grid_attach (self->grid, widget, 1, self->n_rows, 1, 1);
  if (find_limit (option->property) != NULL)
    add_note (self, option->property);
  self->n_rows++;
}

static void
add_heading (HexwireEndpointOptions *self,
             const char             *text)
{
  GtkLabel *label = add_wide_label (self, text, "pane-title");

  if (self->n_rows > 1)
    gtk_widget_set_margin_top (GTK_WIDGET (label), 8);
}

static void
add_groups (HexwireEndpointOptions *self)
{
  GtkWidget *editor = g_object_new (HEXWIRE_TYPE_GROUP_EDITOR, NULL);

  hexwire_group_editor_set_groups (
    HEXWIRE_GROUP_EDITOR (editor),
    hexwire_udp_endpoint_get_groups (HEXWIRE_UDP_ENDPOINT (self->endpoint)));
  gtk_grid_attach (self->grid, editor, 0, self->n_rows++, 3, 1);
}

static void
add_half_closed (HexwireEndpointOptions *self)
{
  GtkWidget *check = gtk_check_button_new_with_label (
    _("Stay open when the other side has finished sending"));

  g_object_bind_property (self->endpoint, "keep-half-closed", check, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  gtk_grid_attach (self->grid, check, 0, self->n_rows++, 3, 1);
}

static void
update_note (HexwireEndpointOptions *self,
             GtkLabel               *note)
{
  const char *property = g_object_get_data (G_OBJECT (note), "property");
  g_autofree char *granted_property = g_strconcat ("granted-", property, NULL);
  guint asked = hexwire_socket_options_get_uint (get_options (self), property);
  guint granted = hexwire_socket_options_get_uint (get_options (self), granted_property);
  g_autofree char *text = NULL;
  g_autofree char *tooltip = NULL;

  if (granted < asked)
    {
      /* Translators: a number of bytes; beside an entry for how large a buffer is to be */
      text = g_strdup_printf (_("⚠ granted %u"), granted);
      /* Translators: two numbers of bytes, and the name of a setting of the kernel */
      tooltip = g_strdup_printf (_("The system gave %u bytes of %u asked for; %s is the limit"),
                                 granted, asked, find_limit (property));
    }
  else
    {
      /* Translators: a number of bytes; beside an entry for how large a buffer is to be */
      text = g_strdup_printf (_("granted %u"), granted);
      /* Translators: a number of bytes */
      tooltip = g_strdup_printf (_("The system gave %u bytes"), granted);
    }
  gtk_label_set_label (note, text);
  hexwire_tooltip_set (GTK_WIDGET (note), tooltip);
  gtk_widget_set_visible (GTK_WIDGET (note), granted > 0 && asked > 0);
  if (granted < asked)
    gtk_widget_remove_css_class (GTK_WIDGET (note), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (note), "dim-label");
}

static void
update_notes (HexwireEndpointOptions *self)
{
  for (guint i = 0; i < self->notes->len; i++)
    update_note (self, g_ptr_array_index (self->notes, i));
}

static void
update_later (HexwireEndpointOptions *self)
{
  gboolean is_active = hexwire_endpoint_is_active (self->endpoint);

  for (guint i = 0; i < self->later->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->later, i), is_active);
}

static void
hexwire_endpoint_options_dispose (GObject *object)
{
  HexwireEndpointOptions *self = HEXWIRE_ENDPOINT_OPTIONS (object);

  g_clear_pointer (&self->later, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_object (&self->endpoint);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_ENDPOINT_OPTIONS);

  G_OBJECT_CLASS (hexwire_endpoint_options_parent_class)->dispose (object);
}

/* As tall as the window has room for below the button. */
static void
hexwire_endpoint_options_map (GtkWidget *widget)
{
  int room_px = gtk_widget_get_height (GTK_WIDGET (gtk_widget_get_root (widget))) - ROOM_ABOVE_PX;

  gtk_scrolled_window_set_max_content_height (HEXWIRE_ENDPOINT_OPTIONS (widget)->scroller,
                                              MAX (room_px, MIN_HEIGHT_PX));
  GTK_WIDGET_CLASS (hexwire_endpoint_options_parent_class)->map (widget);
}

static void
hexwire_endpoint_options_class_init (HexwireEndpointOptionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_endpoint_options_dispose;
  widget_class->map = hexwire_endpoint_options_map;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/endpoint-options.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireEndpointOptions, grid);
  gtk_widget_class_bind_template_child (widget_class, HexwireEndpointOptions, scroller);
}

static void
hexwire_endpoint_options_init (HexwireEndpointOptions *self)
{
  self->later = g_ptr_array_new_with_free_func (g_object_unref);
  self->notes = g_ptr_array_new_with_free_func (g_object_unref);
  self->entries = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
hexwire_endpoint_options_set_endpoint (HexwireEndpointOptions *self,
                                       HexwireEndpoint        *endpoint)
{
  guint kind = 1u << hexwire_endpoint_get_kind (endpoint);

  g_return_if_fail (HEXWIRE_IS_ENDPOINT_OPTIONS (self));
  g_return_if_fail (self->endpoint == NULL);

  self->endpoint = g_object_ref (endpoint);
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      const Option *option = &options[i];

      if ((option->kinds & kind) == 0)
        continue;
      if (option->property != NULL)
        add_option (self, option);
      else
        add_heading (self, _(option->label));
      if (option->property == NULL && option->kinds == UDP && kind == UDP_SERVER)
        add_groups (self);
      if (option->property == NULL && option->kinds == TCP)
        add_half_closed (self);
    }
  g_signal_connect_object (endpoint, "notify::state", G_CALLBACK (update_later), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_options (self), "notify", G_CALLBACK (update_notes), self,
                           G_CONNECT_SWAPPED);
  update_later (self);
  update_notes (self);
}

GtkWidget *
hexwire_endpoint_options_find_problem (HexwireEndpointOptions  *self,
                                       GError                 **error)
{
  g_return_val_if_fail (HEXWIRE_IS_ENDPOINT_OPTIONS (self), NULL);

  /* What is typed into them counts when the focus leaves, or now. */
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_SPIN_BUTTON (child))
      gtk_spin_button_update (GTK_SPIN_BUTTON (child));
  for (guint i = 0; i < self->entries->len; i++)
    {
      HexwireOptionEntry *entry = g_ptr_array_index (self->entries, i);
      const Option *option = g_object_get_data (G_OBJECT (entry), "option");

      if (!hexwire_option_entry_check (entry, error))
        {
          g_prefix_error (error, "%s: ", _(option->label));
          return GTK_WIDGET (entry);
        }
    }
  return NULL;
}
