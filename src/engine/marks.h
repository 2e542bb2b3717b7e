/*
** marks.h - which members of an answer are ciphertexts for the one who asked; they are opened text to text. Counted,
** constant after they were made. Any thread.
*/
#ifndef WXC_MARKS_H
#define WXC_MARKS_H

#include "crypto/key.h"
#include "json/buf.h"

#include <stdatomic.h>

typedef struct wxc_Marks {
  _Atomic int refs;
  size_t n;
  char **paths; /* owned: "data[].phone_number" */
} wxc_Marks;

wxc_Marks *wxc_marks_new (size_t n);         /* n paths, all NULL */
wxc_Marks *wxc_marks_ref (wxc_Marks *marks); /* also NULL */
void wxc_marks_unref (wxc_Marks *marks);     /* also NULL */

/* Replaces the ciphertexts in a JSON text. What is no ciphertext for this key stays as it is; one that should be and does
** not open counts in *failed. WXC_ERR, and the text as it was, when it is no JSON or memory is short. Blocks. */
int wxc_marks_open (const wxc_Marks *marks, const wxc_Key *key, wxc_Buf *json, int *failed);

#endif
