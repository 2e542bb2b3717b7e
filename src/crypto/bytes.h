/*
** bytes.h - byte order and base64. Pure: no allocation, no state, any thread.
*/
#ifndef WXC_BYTES_H
#define WXC_BYTES_H

#include <stddef.h>

/* Borrowed bytes; not terminated. */
typedef struct wxc_Slice {
  const char *data;
  size_t len;
} wxc_Slice;

/* <0, 0, >0 by bytes, a prefix first: what WeChat means by "sorted". */
int wxc_compare (const wxc_Slice *a, const wxc_Slice *b);

/* Length of the base64 text of n bytes, and room that surely holds what n characters decode to. */
size_t wxc_base64_size (size_t n);
size_t wxc_base64_room (size_t n);

/* Writes exactly wxc_base64_size(n) characters, no NUL. `out` must not overlap `data`. */
void wxc_base64_encode (const void *data, size_t n, char *out);

/* Strict: whole groups, padding where it belongs, no blanks, surplus bits zero.
** Returns WXC_OK and *outlen, or WXC_ERR; writes at most wxc_base64_room(n) bytes either way. */
int wxc_base64_decode (const char *text, size_t n, unsigned char *out, size_t *outlen);

/* The six bits of a character, -1 when it is none of the alphabet. */
int wxc_base64_value (char c);

#endif
