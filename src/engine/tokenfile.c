/*
** tokenfile.c - see tokenfile.h.
*/
#include "engine/tokenfile.h"

#include "crypto/secret.h"
#include "engine/answer.h"
#include "error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define VERSION 1
#define MAX_FILE (WXC_MAX_TOKEN + 512)
#define MAX_LIFE_MS INT64_C(7260000) /* WeChat promises two hours at most; more is a wrong clock */

static int path_of (char *out, size_t room, const char *dir, const char *name, const char *suffix) {
  int n = snprintf(out, room, "%s/%s%s", dir, name, suffix);
  return n > 0 && (size_t)n < room ? WXC_OK : WXC_ERR;
}

static int parse (const char *text, size_t len, wxc_TokenValue *out) {
  wxc_Wanted wanted[] = {{.name = "token", .text = out->text, .room = sizeof(out->text)},
                         {.name = "fetched_at"},
                         {.name = "expires_at"},
                         {.name = "v"}};
  memset(out, 0, sizeof(*out));
  if (wxc_answer_read(text, len, wanted, 4) != WXC_OK) return WXC_ERR;
  out->len = strlen(out->text);
  out->fetched_at = wanted[1].value;
  out->expires_at = wanted[2].value;
  /* a full buffer may hold a part only */
  return out->len > 0 && out->len < WXC_MAX_TOKEN && wanted[3].value == VERSION ? WXC_OK : WXC_ERR;
}

/* Reads the file and says whether its value may be used. */
static int read_usable (const char *path, const char *not_this, int64_t now, wxc_TokenValue *out) {
  char text[MAX_FILE];
  struct stat st;
  ssize_t n = -1;
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  int usable = 0;
  if (fd < 0) return 0;
  if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() && (st.st_mode & 077) == 0)
    n = read(fd, text, sizeof(text));
  close(fd);
  if (n > 0 && parse(text, (size_t)n, out) == WXC_OK)
    usable = wxc_token_usable(out, now) && out->expires_at - now <= MAX_LIFE_MS && out->fetched_at < out->expires_at &&
             strcmp(out->text, not_this) != 0;
  wxc_wipe(text, sizeof(text));
  return usable;
}

wxc_FileState wxc_tokenfile_load (const char *dir, const char *name, const char *not_this, int64_t now, int lock,
                                  int *lock_fd, wxc_TokenValue *out) {
  char path[1024], lock_path[1024];
  int fd;
  *lock_fd = -1;
  if (path_of(path, sizeof(path), dir, name, ".json") != WXC_OK ||
      path_of(lock_path, sizeof(lock_path), dir, name, ".lock") != WXC_OK)
    return WXC_FILE_UNUSABLE;
  if (read_usable(path, not_this, now, out)) return WXC_FILE_FOUND;
  if (!lock) return WXC_FILE_BUSY;
  fd = open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) return WXC_FILE_UNUSABLE;
  if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    int held = errno == EWOULDBLOCK || errno == EINTR;
    close(fd);
    return held ? WXC_FILE_BUSY : WXC_FILE_UNUSABLE;
  }
  if (read_usable(path, not_this, now, out)) { /* its holder finished between our two looks */
    close(fd);
    return WXC_FILE_FOUND;
  }
  *lock_fd = fd;
  return WXC_FILE_LOCKED;
}

static int write_all (int fd, const char *text, size_t len) {
  while (len > 0) {
    ssize_t n = write(fd, text, len);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return WXC_ERR;
    text += n;
    len -= (size_t)n;
  }
  return WXC_OK;
}

/* A token that would need escapes is none of WeChat's: not written. */
static int is_plain (const char *text) {
  for (; *text != '\0'; text++)
    if ((unsigned char)*text < 0x21 || (unsigned char)*text > 0x7e || *text == '"' || *text == '\\') return 0;
  return 1;
}

int wxc_tokenfile_save (const char *dir, const char *name, const wxc_TokenValue *value) {
  char path[1024], temp[1024], text[MAX_FILE];
  int fd = -1, n, rc = WXC_ERR;
  if (path_of(path, sizeof(path), dir, name, ".json") != WXC_OK ||
      path_of(temp, sizeof(temp), dir, name, ".XXXXXX") != WXC_OK || !is_plain(value->text))
    return WXC_ERR;
  n = snprintf(text, sizeof(text),
               "{\"v\":%d,\"token\":\"%s\",\"fetched_at\":%lld,\"expires_at\":%lld,\"generation\":%lld}\n", VERSION,
               value->text, (long long)value->fetched_at, (long long)value->expires_at, (long long)value->generation);
  if ((fd = mkostemp(temp, O_CLOEXEC)) < 0) goto done; /* 0600 */
  if (write_all(fd, text, (size_t)n) == WXC_OK && rename(temp, path) == 0)
    rc = WXC_OK;
  else
    unlink(temp);
done:
  if (fd >= 0) close(fd);
  wxc_wipe(text, sizeof(text));
  return rc;
}

void wxc_tokenfile_unlock (int lock_fd) {
  if (lock_fd < 0) return;
  flock(lock_fd, LOCK_UN); /* closing would not do while a forked child still has a copy */
  close(lock_fd);
}

void wxc_tokenfile_forget (int lock_fd) {
  if (lock_fd >= 0) close(lock_fd);
}
