/*
** tokenfile.h - the host's level of the token cache: one small file a record, and beside it a lock that says who fetches.
** All of it blocks: pool threads only.
**
** The file is one line of JSON {v, token, fetched_at, expires_at, generation}, mode 0600, replaced by rename. The lock file is
** never unlinked; it is taken by flock (dropped by the kernel when its holder dies), always without waiting.
*/
#ifndef WXC_TOKENFILE_H
#define WXC_TOKENFILE_H

#include "engine/token.h"

typedef enum wxc_FileState {
  WXC_FILE_FOUND,   /* *out holds a value to use */
  WXC_FILE_LOCKED,  /* nothing usable, and *lock_fd makes it the caller's turn to fetch */
  WXC_FILE_BUSY,    /* nothing usable, and somebody else is fetching */
  WXC_FILE_UNUSABLE /* no file and no lock to be had here */
} wxc_FileState;

/* `not_this` is a value that does not count (the one that failed, or the one to be replaced), "" for none; `now` in wall ms.
** `lock` 0 only looks. */
wxc_FileState wxc_tokenfile_load (const char *dir, const char *name, const char *not_this, int64_t now, int lock,
                                  int *lock_fd, wxc_TokenValue *out);

/* WXC_OK, or WXC_ERR: then the old file is as it was. */
int wxc_tokenfile_save (const char *dir, const char *name, const wxc_TokenValue *value);

/* Gives the turn back; -1 is fine. Does not block: any thread. */
void wxc_tokenfile_unlock (int lock_fd);

/* In a forked child: closes its copy; the turn stays the parent's. */
void wxc_tokenfile_forget (int lock_fd);

#endif
