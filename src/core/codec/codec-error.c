/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/codec-error.h"

G_DEFINE_QUARK (hexwire-codec-error-quark, hexwire_codec_error)
