/*
** error.c - see error.h.
*/
#include "error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int wxc_error (wxc_Error *err, const char *kind, const char *path, const char *hint, const char *fmt, ...) {
  if (err != NULL) {
    va_list ap;
    memset(err, 0, sizeof(*err));
    err->kind = kind;
    snprintf(err->path, sizeof(err->path), "%s", path ? path : "");
    snprintf(err->hint, sizeof(err->hint), "%s", hint ? hint : "");
    va_start(ap, fmt);
    vsnprintf(err->message, sizeof(err->message), fmt, ap);
    va_end(ap);
  }
  return WXC_ERR;
}
