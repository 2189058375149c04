/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interrupt.h"

#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <unistd.h>

static int fds[2] = { -1, -1 };
static volatile sig_atomic_t n_signals;

static void
signal_cb (int number)
{
  int saved_errno = errno;
  gssize n G_GNUC_UNUSED;

  n_signals++;
  n = write (fds[1], "", 1);
  errno = saved_errno;
}

int
hexwire_interrupt_init (void)
{
  struct sigaction action = { .sa_handler = signal_cb };
  g_autoptr (GError) error = NULL;

  if (!g_unix_open_pipe (fds, FD_CLOEXEC, &error)
      || !g_unix_set_fd_nonblocking (fds[0], TRUE, &error)
      || !g_unix_set_fd_nonblocking (fds[1], TRUE, &error))
    g_error ("Cannot make a pipe: %s", error->message);
  sigaction (SIGINT, &action, NULL);
  sigaction (SIGTERM, &action, NULL);
  signal (SIGPIPE, SIG_IGN);
  return fds[0];
}

guint
hexwire_interrupt_get_n (void)
{
  return (guint) n_signals;
}
