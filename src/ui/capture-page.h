/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "page.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_CAPTURE_PAGE (hexwire_capture_page_get_type ())

/**
 * HexwireCapturePage:
 *
 * A tab that shows the messages of a capture, pcapng or pcap, to be read alone.
 */
G_DECLARE_FINAL_TYPE (HexwireCapturePage, hexwire_capture_page, HEXWIRE, CAPTURE_PAGE, HexwirePage)

/** hexwire_capture_page_new: @file: the capture, which is read from now on. */
GtkWidget *hexwire_capture_page_new (GFile *file);

/** hexwire_capture_page_get_file: (transfer none) */
GFile *hexwire_capture_page_get_file (HexwireCapturePage *self);

G_END_DECLS
