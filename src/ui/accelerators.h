/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * HexwireAccelerator:
 * @section: the heading under which it is listed, not yet translated
 * @title: what it does, not yet translated
 * @action: the detailed name of the action; %NULL where a widget handles the key by itself
 * @keys: (array zero-terminated=1): its keys, as gtk_accelerator_parse() reads them
 */
typedef struct
{
  const char *section;
  const char *title;
  const char *action;
  const char *keys[3];
} HexwireAccelerator;

/**
 * hexwire_accelerators:
 *
 * Every key of the program in one table: the application binds them, and the shortcuts window lists
 * them, so that what is listed works. Ends with an entry without a title.
 */
extern const HexwireAccelerator hexwire_accelerators[];

/** hexwire_accelerators_bind: gives the actions of the table their keys. */
void hexwire_accelerators_bind (GtkApplication *application);

G_END_DECLS
