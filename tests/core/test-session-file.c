/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/session-file.h"

#include "net/net-error.h"
#include "net/responder.h"
#include "net/udp-endpoint.h"

#include <glib/gstdio.h>
#include <string.h>

#define START "[Hexwire session]\nVersion=1\n"

static HexwireSessionFile *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  HexwireSessionFile *file = hexwire_session_file_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return file;
}

static const HexwireSessionTab *
get_tab (HexwireSessionFile *file,
         guint               index)
{
  g_assert_cmpuint (index, <, file->tabs->len);
  return g_ptr_array_index (file->tabs, index);
}

/* What is there stays as it is written, but for what follows; see the second column. */
static const char *const kept[][2] = {
  { START "\n[Window]\n", NULL },
  { START "\n[Window]\nwidth=900\nheight=600\nmaximized=true\npanel=false\npanel-width=400\n"
    "front=1\npayload-format=>HB\n", NULL },
  { START "\n[Window]\n\n[Tab]\nkind=tcp-server\nhost=\nport=0\n", NULL },
  { START "\n[Window]\n\n[Tab]\nkind=tcp-client\nhost=::1\nport=7\nfamily=ipv6\n"
    "allow-list=10.0.0.0/8\nkeep-alive=true\nttl=3\n", NULL },
  { START "\n[Window]\n\n[Tab]\nkind=udp-server\nhost=\nport=5\nreply=fixed\n"
    "groups=239.1.2.3\ngroups=ff02::1%lo\nfixed=escaped OK\\r\\n\n", NULL },
  { START "\n[Window]\n\n[Tab]\nkind=tcp-server\nhost=/run/x.sock\nport=50007\nfamily=unix\n"
    "socket-mode=0700\ngreeting=escaped hi\\n\nframing=delimiter b'|'\nstyle=decoded\n"
    "format=>HH\ntime=since-start\npeers-width=300\ndetail-height=120\nrunning=true\n", NULL },
  { START "\n[Window]\n\n[Tab]\nkind=tcp-server\nhost=\nport=1\nreply=rules\n"
    "rules=rule\nrules=match begins text PING\nrules=reply escaped PONG\\r\\n\n", NULL },
  { START "\n[Window]\n\n[Tab]\nkind=capture\nfile=/tmp/a b.pcapng\n", NULL },
  /* Comments, order and spaces of a person. */
  { "# Mine.\n\n# Really.\n" START "# here\n\n[Window]\nfront = 1\n\n# The server.\n[Tab]\n"
    "# its kind\nkind = tcp-server\n\nhost=a=b\nport = 80\n# end\n", NULL },
  /* What a newer version of the format's first version may add. */
  { START "Author=x\n\n[Window]\nfuture=1\n\n[Tab]\nkind=udp-client\nhost=h\nport=1\n"
    "future-option=a\nfuture-option=b\n\n[Macro]\na=b\n\n[Tab]\nkind=serial\nbaud=9600\n", NULL },
  /* Defaults go, and what is always told comes. */
  { START "[Tab]\nkind=tcp-client\nttl=0\nreconnect=false\nframing=none\npeers-width=0\n",
    START "\n[Window]\n\n[Tab]\nkind=tcp-client\nhost=127.0.0.1\nport=50007\n" },
  { START "\r\n[Window]\r\nwidth=7\r\n", START "\n[Window]\nwidth=7\n" },
  { "[Hexwire session]  \nVersion=1\n[Tab]\nkind=serial\n[Window]",
    "[Hexwire session]\nVersion=1\n\n[Window]\n\n[Tab]\nkind=serial\n" },
};

static void
test_kept (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autoptr (HexwireSessionFile) file = parse (kept[i][0]);
      g_autofree char *text = hexwire_session_file_to_text (file);

      g_assert_cmpstr (text, ==, kept[i][kept[i][1] != NULL]);
    }
}

static const struct
{
  const char *text;
  const char *message;    /* how it begins */
} broken[] = {
  { "", "this is not a session" },
  { "\n# nothing\n", "this is not a session" },
  { "[Hexwire messages]\nVersion=1\n", "this is not a session" },
  { "[Hexwire session]\n", "this is not a session" },
  { "[Hexwire session]\nVersion=0\n", "this is not a session" },
  { "[Hexwire session]\nVersion=2\n[Tab]\nkind=?\n", "the session is of a newer version" },
  { "[Hexwire session]\nVersion=one\n", "line 2: Version: a number from 0 to" },
  { "Version=1\n", "line 1: a section is expected" },
  { "\xff\n", "the file is not UTF-8" },
  { START "[Tab\n", "line 3: the name of a section" },
  { START "[]\n", "line 3: the name of a section" },
  { START "\n<<<<<<< HEAD\n", "line 4: “key=value” is expected" },
  { START "=3\n", "line 3: nothing stands before the “=”" },
  { START "a=1\nb=2\na=3\n", "line 5: “a” is there twice" },
  { START "[Window]\n[Window]\n", "line 4: “[Window]” is there twice" },
  { START START, "line 3: “[Hexwire session]” is there twice" },
  { START "[Window]\nwidth=wide\n", "line 4: width: a number from 0 to 32767" },
  { START "[Window]\nmaximized=yes\n", "line 4: maximized: one of true, false" },
  { START "[Tab]\nkind=tcp-server\nport=65536\n", "line 5: port: a number from 0 to 65535" },
  { START "[Tab]\nkind=tcp-server\nport=1\nport=2\n", "line 5: port: a number" },
  { START "[Tab]\nkind=tcp-server\nfamily=ipx\n", "line 5: family: one of any, ipv4, ipv6, unix" },
  { START "[Tab]\nkind=tcp-server\nreply=loud\n", "line 5: reply: one of nothing, echo" },
  { START "[Tab]\nkind=tcp-server\nsocket-mode=888\n", "line 5: socket-mode: an octal number" },
  { START "[Tab]\nkind=tcp-server\nttl=256\n", "line 5: ttl: a number from 0 to 255" },
  { START "[Tab]\nkind=tcp-server\nno-delay=1\n", "line 5: no-delay: one of true, false" },
  { START "[Tab]\nkind=tcp-server\nallow-list=nobody\n", "line 5: allow-list: " },
  { START "[Tab]\nkind=tcp-server\nfixed=loud\n", "line 5: fixed: " },
  { START "[Tab]\nkind=tcp-server\nrules=rule\nrules=reply\n", "line 5: rules: line 2: " },
  { START "[Tab]\nkind=udp-server\ngroups=1.2.3.4\n", "line 5: groups: " },
  { START "[Tab]\nkind=tcp-server\nframing=never\n", "line 5: framing: " },
  { START "[Tab]\nkind=tcp-server\nstyle=bold\n", "line 5: style: " },
  { START "[Tab]\nkind=tcp-server\ntime=late\n", "line 5: time: " },
  { START "[Tab]\nkind=tcp-server\nrunning=\n", "line 5: running: one of true" },
  { START "[Tab]\nkind=capture\n", "line 3: file: " },
};

static void
test_broken (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hexwire_session_file_parse (broken[i].text, strlen (broken[i].text), &error));
      g_assert_nonnull (error);
      if (!g_str_has_prefix (error->message, broken[i].message))
        g_error ("“%s” says “%s”", broken[i].text, error->message);
    }
}

static void
test_settings (void)
{
  g_autoptr (HexwireSessionFile) file
    = parse (START "[Window]\nwidth=900\npanel=false\n"
                   "[Tab]\nkind=udp-server\nhost=::\nport=9\nfamily=ipv6\nreply=rules\n"
                   "rules=rule\nrules=reply text hi\nttl=9\ngroups=ff02::1%lo\nframing=lines\n"
                   "style=hex\nrunning=true\n"
                   "[Tab]\nkind=capture\nfile=x.pcap\n");
  const HexwireSessionTab *tab = get_tab (file, 0);
  HexwireResponder *responder = hexwire_endpoint_get_responder (tab->endpoint);
  HexwireGroupList *groups = hexwire_udp_endpoint_get_groups (HEXWIRE_UDP_ENDPOINT (tab->endpoint));

  g_assert_cmpuint (file->window.width_px, ==, 900);
  g_assert_true (file->window.hides_panel);
  g_assert_cmpint (hexwire_endpoint_get_kind (tab->endpoint), ==, HEXWIRE_ENDPOINT_UDP_SERVER);
  g_assert_cmpstr (hexwire_endpoint_get_host (tab->endpoint), ==, "::");
  g_assert_cmpuint (hexwire_endpoint_get_port (tab->endpoint), ==, 9);
  g_assert_cmpint (hexwire_endpoint_get_family (tab->endpoint), ==, HEXWIRE_FAMILY_IPV6);
  g_assert_cmpint (hexwire_endpoint_get_traffic (tab->endpoint)->reply, ==, HEXWIRE_REPLY_RULES);
  g_assert_cmpuint (hexwire_socket_options_get_uint (hexwire_endpoint_get_options (tab->endpoint),
                                                     "ttl"), ==, 9);
  g_assert_cmpuint (g_list_model_get_n_items (
                      G_LIST_MODEL (hexwire_responder_get_rules (responder))), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (hexwire_group_list_get_model (groups)), ==, 1);
  g_assert_cmpint (hexwire_responder_get_frame_rule (responder)->kind, ==, HEXWIRE_FRAME_LINES);
  g_assert_cmpint (tab->look.style, ==, HEXWIRE_SESSION_STYLE_HEX);
  g_assert_true (tab->is_running);
  g_assert_cmpint (hexwire_endpoint_get_state (tab->endpoint), ==, HEXWIRE_ENDPOINT_CLOSED);
  g_assert_cmpstr (get_tab (file, 1)->capture, ==, "x.pcap");
}

/* What changes is written, and the comment stays beside it. */
static void
test_changed (void)
{
  g_autoptr (HexwireSessionFile) file
    = parse (START "\n[Window]\n\n# first\n[Tab]\nkind=tcp-client\nhost=a\nport=1\n# note\nttl=7\n"
                   "\n# second\n[Tab]\nkind=udp-client\nhost=b\nport=2\n");
  HexwireEndpoint *endpoint = get_tab (file, 0)->endpoint;
  g_autofree char *text = NULL;

  g_object_set (endpoint, "host", "c", NULL);
  g_object_set (hexwire_endpoint_get_options (endpoint), "ttl", 0, "no-delay", TRUE, NULL);
  g_ptr_array_add (file->tabs, g_ptr_array_steal_index (file->tabs, 0));
  text = hexwire_session_file_to_text (file);
  g_assert_cmpstr (text, ==,
                   START "\n[Window]\n\n# second\n[Tab]\nkind=udp-client\nhost=b\nport=2\n"
                         "\n# first\n[Tab]\nkind=tcp-client\nhost=c\nport=1\n# note\n"
                         "no-delay=true\n\n");
}

static void
test_saved (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hexwire-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "new", "a" HEXWIRE_SESSION_SUFFIX, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GFile) place = g_file_new_for_path (path);
  g_autoptr (HexwireSessionFile) file = hexwire_session_file_new ();
  g_autofree char *text = hexwire_session_file_to_text (file);
  g_autoptr (HexwireSessionFile) loaded = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (hexwire_session_file_save_text (place, text, &error));
  g_assert_true (hexwire_session_file_save_text (place, text, &error));
  loaded = hexwire_session_file_load (place, &error);
  g_assert_no_error (error);
  g_assert_nonnull (loaded);

  g_assert_true (g_file_set_contents (path, "[Hexwire session]\nVersion=2\n", -1, NULL));
  g_assert_false (hexwire_session_file_save_text (place, text, &error));
  g_assert_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SESSION);
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "[Hexwire session]\nVersion=2\n");

  g_unlink (path);
  g_rmdir (parent);
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-file/broken", test_broken);
  g_test_add_func ("/session-file/changed", test_changed);
  g_test_add_func ("/session-file/kept", test_kept);
  g_test_add_func ("/session-file/saved", test_saved);
  g_test_add_func ("/session-file/settings", test_settings);
  return g_test_run ();
}
