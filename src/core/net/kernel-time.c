/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/kernel-time.h"

#include <string.h>
#include <time.h>

G_STATIC_ASSERT (sizeof (struct timespec) <= 2 * sizeof (gint64));

void
hexwire_kernel_time_enable (int fd)
{
#ifdef SO_TIMESTAMPNS
  int on = 1;

  /* Where it is refused, the time of reading serves. */
  setsockopt (fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
#endif
}

gint64
hexwire_kernel_time_get_us (struct msghdr *header)
{
#ifdef SO_TIMESTAMPNS
  for (struct cmsghdr *control = CMSG_FIRSTHDR (header); control != NULL;
       control = CMSG_NXTHDR (header, control))
    if (control->cmsg_level == SOL_SOCKET && control->cmsg_type == SCM_TIMESTAMPNS)
      {
        struct timespec time;

        memcpy (&time, CMSG_DATA (control), sizeof time);
        return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
      }
#endif
  return g_get_real_time ();
}
