/*
** rfc3339.h - points in time as WeChat Pay writes them. Pure.
*/
#ifndef WXC_RFC3339_H
#define WXC_RFC3339_H

#include <stddef.h>
#include <stdint.h>

/* "2018-06-08T10:34:56+08:00", with a fraction or without, Z or an offset: WXC_OK and seconds since 1970 (may be NULL). */
int wxc_rfc3339_read (const char *text, size_t len, int64_t *seconds);

#endif
