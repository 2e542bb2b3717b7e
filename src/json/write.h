/*
** write.h - JSON scalars, and query values, into a buffer. Same bytes in every locale.
*/
#ifndef WXC_WRITE_H
#define WXC_WRITE_H

#include "json/buf.h"

#define WXC_EXACT 9007199254740992.0 /* 2^53: up to here a double holds every integer */

/* Quoted and escaped. WXC_ERR when the bytes are not UTF-8; nothing is written then. */
int wxc_json_string (wxc_Buf *b, const char *s, size_t n);
void wxc_json_integer (wxc_Buf *b, long long n);
/* Integral ones up to 2^53 as integers, others in few digits that read back the same. WXC_ERR for NaN and inf. */
int wxc_json_double (wxc_Buf *b, double d);
/* RFC 3986: all but letters, digits and -._~ as %XX. */
void wxc_query_escape (wxc_Buf *b, const char *s, size_t n);

#endif
