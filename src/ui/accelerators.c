/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "accelerators.h"

#include <glib/gi18n.h>

#define TABS N_ ("Tabs")
#define CONNECTION N_ ("Connection")
#define MESSAGES N_ ("Messages")
#define PROGRAM N_ ("Program")

const HexwireAccelerator hexwire_accelerators[] = {
  { TABS, N_ ("New TCP server"), "win.new-tab::tcp-server", { "<Ctrl>t" } },
  { TABS, N_ ("New TCP client"), "win.new-tab::tcp-client", { "<Ctrl><Shift>t" } },
  { TABS, N_ ("New UDP server"), "win.new-tab::udp-server", { "<Ctrl>u" } },
  { TABS, N_ ("New UDP client"), "win.new-tab::udp-client", { "<Ctrl><Shift>u" } },
  { TABS, N_ ("New window"), "win.new-window", { "<Ctrl>n" } },
  { TABS, N_ ("Open a capture"), "win.open-capture", { "<Ctrl>o" } },
  { TABS, N_ ("Close the tab"), "win.close-tab", { "<Ctrl>w" } },
  { TABS, N_ ("Next tab"), "win.next-tab", { "<Ctrl>Page_Down" } },
  { TABS, N_ ("Previous tab"), "win.previous-tab", { "<Ctrl>Page_Up" } },
  { TABS, N_ ("First to eighth, and last, tab"), NULL, { "<Ctrl>1", "<Ctrl>9" } },
  { CONNECTION, N_ ("Start or stop, connect or disconnect"), "win.toggle-open", { "F5" } },
  { CONNECTION, N_ ("Go to the address"), "win.focus-address", { "<Ctrl>l" } },
  { CONNECTION, N_ ("Go to the message"), "win.focus-composer", { "<Ctrl>m" } },
  { CONNECTION, N_ ("Send the message"), "win.send", { "<Ctrl>Return", "<Ctrl>KP_Enter" } },
  { CONNECTION, N_ ("Saved messages"), "win.saved-messages", { "<Ctrl><Shift>m" } },
  { CONNECTION, N_ ("Save the message"), "win.save-composed", { "<Ctrl>s" } },
  { CONNECTION, N_ ("Send the first to the ninth saved message"), NULL, { "<Alt>1", "<Alt>9" } },
  { CONNECTION, N_ ("Sequence"), "win.sequence", { "<Ctrl><Shift>s" } },
  { CONNECTION, N_ ("Earlier or later sent message"), NULL, { "Up", "Down" } },
  { CONNECTION, N_ ("Details of the selected peer"), NULL, { "Return" } },
  { CONNECTION, N_ ("Disconnect the selected peer"), NULL, { "Delete" } },
  { CONNECTION, N_ ("Reset the selected peer"), NULL, { "<Shift>Delete" } },
  { MESSAGES, N_ ("Find"), "win.find", { "<Ctrl>f" } },
  { MESSAGES, N_ ("Next match"), "win.find-next", { "F3", "<Ctrl>g" } },
  { MESSAGES, N_ ("Previous match"), "win.find-previous", { "<Shift>F3", "<Ctrl><Shift>g" } },
  { MESSAGES, N_ ("Filter"), "win.filter", { "<Ctrl><Shift>f" } },
  { MESSAGES, N_ ("Pause the list or go on"), "win.pause", { "<Ctrl>p", "Pause" } },
  { MESSAGES, N_ ("Go to the newest message"), "win.follow", { "<Ctrl>j" } },
  { MESSAGES, N_ ("Mark or unmark the selected messages"), NULL, { "m" } },
  { MESSAGES, N_ ("Next or previous mark"), NULL, { "n", "<Shift>n" } },
  { MESSAGES, N_ ("Copy the selected messages"), NULL, { "<Ctrl>c" } },
  { MESSAGES, N_ ("Select all messages"), NULL, { "<Ctrl>a" } },
  { MESSAGES, N_ ("Menu of the selected messages"), NULL, { "Menu", "<Shift>F10" } },
  { MESSAGES, N_ ("Clear the log"), "win.clear-log", { "<Ctrl><Shift>l" } },
  { PROGRAM, N_ ("Show or hide the payload panel"), "win.show-panel", { "F9" } },
  { PROGRAM, N_ ("Decode the selected message"), "win.decode", { "<Ctrl>d" } },
  { PROGRAM, N_ ("Decode every message of the tab"), "win.decode-all", { "<Ctrl><Shift>d" } },
  { PROGRAM, N_ ("Undo or redo an edit of the payload"), NULL,
    { "<Ctrl>z", "<Ctrl><Shift>z" } },
  { PROGRAM, N_ ("Send the payload"), "win.send-payload", { "<Ctrl><Shift>Return" } },
  { PROGRAM, N_ ("Help"), "win.help", { "F1" } },
  { PROGRAM, N_ ("Preferences"), "win.preferences", { "<Ctrl>comma" } },
  { PROGRAM, N_ ("Keyboard shortcuts"), "win.show-shortcuts", { "<Ctrl>question" } },
  { PROGRAM, N_ ("Main menu"), "win.open-menu", { "F10" } },
  { PROGRAM, N_ ("Quit"), "app.quit", { "<Ctrl>q" } },
  { NULL },
};

void
hexwire_accelerators_bind (GtkApplication *application)
{
  for (const HexwireAccelerator *a = hexwire_accelerators; a->title != NULL; a++)
    if (a->action != NULL)
      gtk_application_set_accels_for_action (application, a->action,
                                             (const char *const *) a->keys);
}
