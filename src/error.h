/*
** error.h - a failure as plain data, built where it happens, turned into a Lua table by wxc_fail.
** Owns nothing; may be copied. Never holds a secret, a token or a member's data.
*/
#ifndef WXC_ERROR_H
#define WXC_ERROR_H

enum { WXC_OK = 0, WXC_ERR = -1 };

typedef struct wxc_Error {
  const char *kind; /* static: "config", "validation", "token", "transport", "api", "signature",
                        "crypto", "timeout", "busy", "cancelled" */
  long code;        /* WeChat's errcode, 0 when there is none */
  char path[160];   /* of the field or endpoint */
  char message[320];
  char hint[240]; /* what to do about it */
} wxc_Error;

/* Fills err (may be NULL) and returns WXC_ERR, so that a failing line reads `return wxc_error(...)`. */
int wxc_error (wxc_Error *err, const char *kind, const char *path, const char *hint, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

#endif
