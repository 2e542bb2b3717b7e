/*
** answer.h - the few members that the engine itself reads from WeChat's answers. Pure; any thread.
*/
#ifndef WXC_ANSWER_H
#define WXC_ANSWER_H

#include <stddef.h>

/* A member of the object at the top, read as an integer (a number, or a string of digits) or as text. */
typedef struct wxc_Wanted {
  const char *name;
  char *text; /* NULL, or where its text goes, cut to room - 1 bytes; "" when it is not there */
  size_t room;
  long long value; /* in: what to take when it is not there */
} wxc_Wanted;

/* WXC_OK when the text is JSON with an object at its top, wherever the members are. At most 4. */
int wxc_answer_read (const char *json, size_t len, wxc_Wanted *wanted, size_t n);

#endif
