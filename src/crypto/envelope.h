/*
** envelope.h - WeChat's sealed messages: base64 of AES-256-CBC over
**   16 random bytes, the message's length (4 bytes, big-endian), the message, the receiver's appid,
** padded to blocks of 32 (not 16). Pure but for OpenSSL; no allocation of ours; any thread.
*/
#ifndef WXC_ENVELOPE_H
#define WXC_ENVELOPE_H

#include "crypto/bytes.h"

enum {
  WXC_ENVELOPE_KEY = 32,       /* bytes of the key, of which the first half is the IV as well */
  WXC_ENVELOPE_KEY_TEXT = 43,  /* characters of an EncodingAESKey */
  WXC_ENVELOPE_RANDOM = 16,    /* bytes in front */
  WXC_ENVELOPE_MAX = 16 << 20, /* bytes of a message or of a sealed text */
};

typedef enum wxc_EnvelopeFault {
  WXC_ENVELOPE_OK,
  WXC_ENVELOPE_ILLEGAL_KEY,    /* not 43 letters and digits */
  WXC_ENVELOPE_BAD_BASE64,     /* the text is not base64 */
  WXC_ENVELOPE_BAD_CIPHER,     /* nothing, or no whole cipher blocks */
  WXC_ENVELOPE_ILLEGAL_BUFFER, /* padding or length do not fit: another key, or damage */
  WXC_ENVELOPE_OTHER_APPID,    /* sealed for somebody else */
  WXC_ENVELOPE_TOO_LARGE,
  WXC_ENVELOPE_NO_OPENSSL /* OpenSSL failed: no memory, or no AES */
} wxc_EnvelopeFault;

/* 43 characters hold 258 bits; the two surplus ones are dropped whatever they are, as WeChat does. */
wxc_EnvelopeFault wxc_envelope_key (wxc_Slice text, unsigned char key[WXC_ENVELOPE_KEY]);

/* Room that opening a sealed text of n characters needs. */
size_t wxc_envelope_open_room (size_t n);

/* Opens `sealed` inside `room` (wxc_envelope_open_room(sealed.len) bytes); *message then points into it.
** The caller wipes the room when it is done; after a fault it is wiped already. */
wxc_EnvelopeFault wxc_envelope_open (wxc_Slice key, wxc_Slice appid, wxc_Slice sealed, unsigned char *room,
                                     wxc_Slice *message);

/* Room that sealing needs; 0 when message and appid are too large. */
size_t wxc_envelope_seal_room (size_t message, size_t appid);

/* Seals inside `room` (wxc_envelope_seal_room bytes); *sealed then points into it. */
wxc_EnvelopeFault wxc_envelope_seal (wxc_Slice key, wxc_Slice appid, wxc_Slice message,
                                     const unsigned char random[WXC_ENVELOPE_RANDOM], unsigned char *room,
                                     wxc_Slice *sealed);

#endif
