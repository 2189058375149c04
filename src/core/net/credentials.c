/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/credentials.h"

#include <string.h>
#include <unistd.h>

G_STATIC_ASSERT (sizeof (struct ucred) <= 3 * sizeof (gint32));

static void
set_process (HexwireProcess     *process,
             const struct ucred *credentials)
{
  process->pid = credentials->pid;
  process->uid = (gint64) credentials->uid;
}

static void
close_files (struct cmsghdr *control)
{
  gsize n = (control->cmsg_len - CMSG_LEN (0)) / sizeof (int);

  for (gsize i = 0; i < n; i++)
    {
      int fd;

      memcpy (&fd, CMSG_DATA (control) + i * sizeof fd, sizeof fd);
      close (fd);
    }
}

void
hexwire_credentials_take (struct msghdr  *header,
                          HexwireProcess *process)
{
  *process = (HexwireProcess) HEXWIRE_PROCESS_UNKNOWN;
  for (struct cmsghdr *control = CMSG_FIRSTHDR (header); control != NULL;
       control = CMSG_NXTHDR (header, control))
    {
      if (control->cmsg_level != SOL_SOCKET)
        continue;
      if (control->cmsg_type == SCM_RIGHTS)
        close_files (control);
      if (control->cmsg_type == SCM_CREDENTIALS)
        {
          struct ucred credentials;

          memcpy (&credentials, CMSG_DATA (control), sizeof credentials);
          set_process (process, &credentials);
        }
    }
}

void
hexwire_credentials_of_peer (int             fd,
                             HexwireProcess *process)
{
  struct ucred credentials;
  socklen_t size = sizeof credentials;

  *process = (HexwireProcess) HEXWIRE_PROCESS_UNKNOWN;
  if (getsockopt (fd, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0)
    set_process (process, &credentials);
}
