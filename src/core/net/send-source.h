/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "codec/macro-text.h"
#include "codec/record.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_SEND_SOURCE (hexwire_send_source_get_type ())

/**
 * HexwireSendSource:
 *
 * Where messages come from that are sent: they are numbered from 0, and each is made when it is
 * about to go. The signal `ready` tells that there is one which there was not when it was asked
 * for, or that there never will be.
 */
G_DECLARE_DERIVABLE_TYPE (HexwireSendSource, hexwire_send_source, HEXWIRE, SEND_SOURCE, GObject)

/**
 * HexwireSendSourceClass:
 * @make: see hexwire_send_source_make()
 * @count: (nullable): see hexwire_send_source_count(); %NULL for as many as are asked for
 * @release: (nullable): see hexwire_send_source_release()
 */
struct _HexwireSendSourceClass
{
  GObjectClass parent_class;

  GBytes  *(*make)    (HexwireSendSource  *self,
                       guint64             index,
                       const char         *peer,
                       GError            **error);
  guint64  (*count)   (HexwireSendSource  *self,
                       const char         *peer);
  void     (*release) (HexwireSendSource  *self,
                       guint64             index);
};

/**
 * hexwire_send_source_make:
 * @index: the number of the message
 * @peer: (nullable): the address of whom it goes to
 *
 * Returns: (transfer full) (nullable): the message; %NULL without an error when there is none yet
 */
GBytes *hexwire_send_source_make (HexwireSendSource  *self,
                                  guint64             index,
                                  const char         *peer,
                                  GError            **error);

/** hexwire_send_source_count: how many messages there are for @peer; %G_MAXUINT64 for no end. */
guint64 hexwire_send_source_count (HexwireSendSource *self,
                                   const char        *peer);

/** hexwire_send_source_release: nobody will ask for messages before @index any more. */
void hexwire_send_source_release (HexwireSendSource *self,
                                  guint64            index);

/**
 * hexwire_send_source_new_bytes:
 *
 * Returns: (transfer full): a source of the same message again and again
 */
HexwireSendSource *hexwire_send_source_new_bytes (GBytes *bytes);

/**
 * hexwire_send_source_new_text:
 * @counter: what `${counter}` stands for in the first message
 *
 * Returns: (transfer full): a source of a text with macros
 */
HexwireSendSource *hexwire_send_source_new_text (HexwireMacroText *text,
                                                 guint64           counter);

/**
 * hexwire_send_source_new_record:
 * @record: what is packed; a copy is kept, so that it may change. Its counter is that of the first
 *   message.
 *
 * Returns: (transfer full): a source of a packed record with macros
 */
HexwireSendSource *hexwire_send_source_new_record (HexwireRecord *record);

/*< protected >*/

/** hexwire_send_source_tell_ready: emits `ready`. */
void hexwire_send_source_tell_ready (HexwireSendSource *self);

G_END_DECLS
