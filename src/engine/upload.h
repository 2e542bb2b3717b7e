/*
** upload.h - a multipart/form-data body with one file: opened, checked and read ahead on the pool,
** streamed by libcurl. One owner at a time: the call, or the pool job that reads for it once the call is gone.
** While a job reads, nobody else may touch it.
*/
#ifndef WXC_UPLOAD_H
#define WXC_UPLOAD_H

#include "engine/pool.h"
#include "error.h"

#include <stddef.h>
#include <stdint.h>

typedef struct wxc_Upload wxc_Upload;

/* Takes copies. `path` or `bytes`, not both. `field` is the part's name, `filename` may be NULL (the path's last segment,
** or "upload"). `kinds` is a list such as "jpeg,png" (NULL: any), `max_size` in bytes (0: no limit of ours). */
wxc_Upload *wxc_upload_new (const char *field, const char *path, const char *bytes, size_t size, const char *filename,
                            const char *kinds, size_t max_size);
/* A text part before the file. WXC_OK or WXC_ERR (out of memory). */
int wxc_upload_add_text (wxc_Upload *up, const char *name, const char *text, size_t len);
/* A JSON part before the file, without a filename: {"filename":"…",digest:"<SHA-256 of the file>"}; made by
** wxc_upload_open, which reads the file once for it. */
int wxc_upload_set_meta (wxc_Upload *up, const char *name, const char *digest);
/* Its text, after wxc_upload_open; NULL when there is none. */
const char *wxc_upload_meta (const wxc_Upload *up, size_t *len);
void wxc_upload_free (wxc_Upload *up); /* also NULL */

/* Blocks: opens a regular file, looks at its size and first bytes, builds the parts. Once. Pool threads. */
int wxc_upload_open (wxc_Upload *up, wxc_Error *err);
int wxc_upload_is_open (const wxc_Upload *up);

/* "multipart/form-data; boundary=…", after wxc_upload_open. */
const char *wxc_upload_content_type (const wxc_Upload *up);
/* Bytes of the whole body. */
uint64_t wxc_upload_size (const wxc_Upload *up);
void wxc_upload_rewind (wxc_Upload *up);

/* Copies up to `room` bytes of the body to `out`. Returns how many, 0 at the end, -1 when the next piece of the file must
** be fetched first (wxc_upload_fetch), -2 when the file got shorter or cannot be read. Never blocks. */
long wxc_upload_read (wxc_Upload *up, char *out, size_t room);
/* Blocks: reads the next piece. Pool threads, while nobody reads. */
void wxc_upload_fetch (wxc_Upload *up);

#endif
