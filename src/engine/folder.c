/*
** folder.c - see folder.h.
*/
#include "engine/folder.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* mkdir -p; what exists is left as it is. */
static int make_folders (char *path) {
  for (char *p = path + 1; *p != '\0'; p++) {
    if (*p != '/') continue;
    *p = '\0';
    if (mkdir(path, 0700) != 0 && errno != EEXIST) {
      int saved = errno;
      *p = '/';
      errno = saved;
      return WXC_ERR;
    }
    *p = '/';
  }
  return mkdir(path, 0700) == 0 || errno == EEXIST ? WXC_OK : WXC_ERR;
}

/* Tokens lie in it: a folder, ours, and nobody else's to write. */
static int check (const char *path, wxc_Error *err) {
  struct stat st;
  if (lstat(path, &st) != 0 || !S_ISDIR(st.st_mode))
    return wxc_error(err, "config", "cache_dir", NULL, "%s is not a folder", path);
  if (st.st_uid != geteuid())
    return wxc_error(err, "config", "cache_dir", "name another folder as cache_dir", "%s belongs to another user",
                     path);
  if (st.st_mode & 022)
    return wxc_error(err, "config", "cache_dir", "chmod 700 it, or name another folder as cache_dir",
                     "%s can be written by others", path);
  if (access(path, W_OK | X_OK) != 0) return wxc_error(err, "config", "cache_dir", NULL, "%s cannot be written", path);
  return WXC_OK;
}

static int try_folder (const char *base, const char *below, char *out, size_t room, wxc_Error *err) {
  int n = snprintf(out, room, "%s%s", base, below);
  if (n < 0 || (size_t)n >= room || n == 0) return wxc_error(err, "config", "cache_dir", NULL, "the path is too long");
  if (out[0] != '/') return wxc_error(err, "config", "cache_dir", "give an absolute path", "%s is not absolute", out);
  if (make_folders(out) != WXC_OK)
    return wxc_error(err, "config", "cache_dir", NULL, "cannot make %s: %s", out, strerror(errno));
  return check(out, err);
}

static const char *home_folder (void) {
  struct passwd *pw = getpwuid(geteuid());
  return pw != NULL && pw->pw_dir != NULL && pw->pw_dir[0] == '/' ? pw->pw_dir : NULL;
}

int wxc_cache_folder (const char *wanted, const char *xdg, char *out, size_t room, wxc_Error *err) {
  const char *home;
  char own[64];
  if (wanted != NULL) return try_folder(wanted, "", out, room, err);
  if (xdg != NULL && xdg[0] == '/' && try_folder(xdg, "/wxcard", out, room, err) == WXC_OK) return WXC_OK;
  home = home_folder();
  if (home != NULL && try_folder(home, "/.cache/wxcard", out, room, err) == WXC_OK) return WXC_OK;
  snprintf(own, sizeof(own), "/var/tmp/wxcard-%lu", (unsigned long)geteuid());
  return try_folder(own, "", out, room, err);
}
