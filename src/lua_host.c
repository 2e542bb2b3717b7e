/*
** lua_host.c - core.host: what Lua's own io and os cannot say or do about files, limits and the terminal.
** Lua's own thread only.
*/
#include "crypto/secret.h"
#include "engine/folder.h"
#include "lua_wxcard.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#define LOCK "wxcard.lock"

typedef struct {
  int fd; /* the file's, and with it the lock; -1 once given back */
} Lock;

static int fail_errno (lua_State *L, const char *path) {
  wxc_Error err;
  wxc_error(&err, "config", NULL, NULL, "%s: %s", path, strerror(errno));
  return wxc_fail(L, &err);
}

/* stat(path) -> { kind = "file"|"folder"|"other", mode = permission bits, mtime = Unix s, size =, ours = bool } | nil, err */
static int host_stat (lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  struct stat st;
  if (stat(path, &st) != 0) return fail_errno(L, path);
  lua_createtable(L, 0, 5);
  lua_pushstring(L, S_ISREG(st.st_mode) ? "file" : S_ISDIR(st.st_mode) ? "folder" : "other");
  lua_setfield(L, -2, "kind");
  lua_pushinteger(L, (lua_Integer)(st.st_mode & 07777));
  lua_setfield(L, -2, "mode");
  lua_pushinteger(L, (lua_Integer)st.st_mtime);
  lua_setfield(L, -2, "mtime");
  lua_pushnumber(L, (lua_Number)st.st_size);
  lua_setfield(L, -2, "size");
  lua_pushboolean(L, st.st_uid == geteuid());
  lua_setfield(L, -2, "ours");
  return 1;
}

/* open_files() -> how many descriptors this process may have | nil, when there is no limit */
static int host_open_files (lua_State *L) {
  struct rlimit lim;
  if (getrlimit(RLIMIT_NOFILE, &lim) != 0 || lim.rlim_cur == RLIM_INFINITY) return 0;
  lua_pushnumber(L, (lua_Number)lim.rlim_cur);
  return 1;
}

/* cache_folder([wanted [, xdg_cache_home]]) -> path | nil, err: the folder that a client would share its tokens in */
static int host_cache_folder (lua_State *L) {
  const char *wanted = luaL_optstring(L, 1, NULL), *xdg = luaL_optstring(L, 2, NULL);
  char path[PATH_MAX];
  wxc_Error err;
  if (wxc_cache_folder(wanted, xdg, path, sizeof(path), &err) != WXC_OK) return wxc_fail(L, &err);
  lua_pushstring(L, path);
  return 1;
}

static int write_all (int fd, const char *data, size_t n) {
  while (n > 0) {
    ssize_t done = write(fd, data, n);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return WXC_ERR;
    data += done, n -= (size_t)done;
  }
  return fsync(fd);
}

/* Keeps errno for the caller. */
static void discard (const char *path) {
  int saved = errno;
  unlink(path);
  errno = saved;
}

/* A file that is new, whole or not there, and that nobody else can read at any moment. */
static int create_private (const char *path, const char *text, size_t n) {
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  int rc;
  if (fd < 0) return WXC_ERR;
  rc = write_all(fd, text, n);
  if (close(fd) != 0) rc = WXC_ERR;
  if (rc != WXC_OK) discard(path);
  return rc;
}

/* write_private(path, text, replace) -> true | nil, err: mode 0600; without `replace` never over a file that is there
** (err.exists) */
static int host_write_private (lua_State *L) {
  size_t n;
  const char *path = luaL_checkstring(L, 1), *text = luaL_checklstring(L, 2, &n);
  int replace = lua_toboolean(L, 3), exists;
  const char *made = replace ? lua_pushfstring(L, "%s.%d.new", path, (int)getpid()) : path;
  int rc = create_private(made, text, n);
  if (rc == WXC_OK && replace && (rc = rename(made, path)) != 0) discard(made);
  if (rc == WXC_OK) {
    lua_pushboolean(L, 1);
    return 1;
  }
  exists = errno == EEXIST;
  fail_errno(L, path); /* nil err */
  lua_pushboolean(L, exists);
  lua_setfield(L, -2, "exists");
  return 2;
}

static int lock_close (lua_State *L) {
  Lock *lock = luaL_checkudata(L, 1, LOCK);
  if (lock->fd >= 0) close(lock->fd);
  lock->fd = -1;
  return 0;
}

/* lock(path) -> lock | nil, err (err.held where another process has it): a file made with mode 0600, locked until the
** lock is closed, collected, or its process has ended in whatever way. Forks share it, programs that they start do not. */
static int host_lock (lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  Lock *lock = wxc_newobject(L, sizeof(*lock), LOCK);
  int held;
  lock->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (lock->fd < 0) return fail_errno(L, path);
  if (flock(lock->fd, LOCK_EX | LOCK_NB) == 0) return 1;
  held = errno == EWOULDBLOCK;
  fail_errno(L, path); /* nil err */
  lua_pushboolean(L, held);
  lua_setfield(L, -2, "held");
  return 2;
}

/* One line from a terminal, without echo. A signal ends it at once: Lua's handler for Ctrl-C then has its turn.
** Returns its length, or -1. */
static ssize_t read_hidden (int fd, char *line, size_t room) {
  struct termios before, quiet;
  struct pollfd ready = {fd, POLLIN, 0};
  ssize_t n = -1;
  if (tcgetattr(fd, &before) != 0) return -1;
  quiet = before;
  quiet.c_lflag &= ~(tcflag_t)ECHO;
  quiet.c_lflag |= ICANON | ECHONL;
  if (tcsetattr(fd, TCSAFLUSH, &quiet) != 0) return -1;
  if (poll(&ready, 1, -1) == 1) n = read(fd, line, room);
  tcsetattr(fd, TCSAFLUSH, &before);
  return n;
}

/* read_hidden() -> line | nil: from the terminal on standard input; nil when it is none, or nothing was said */
static int host_read_hidden (lua_State *L) {
  char line[512];
  ssize_t n = isatty(STDIN_FILENO) ? read_hidden(STDIN_FILENO, line, sizeof(line)) : -1;
  while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r')) n--;
  if (n <= 0) return 0;
  lua_pushlstring(L, line, (size_t)n);
  wxc_wipe(line, sizeof(line));
  return 1;
}

static int host_is_terminal (lua_State *L) {
  lua_pushboolean(L, isatty(STDIN_FILENO));
  return 1;
}

static const luaL_Reg functions[] = {{"stat", host_stat},
                                     {"open_files", host_open_files},
                                     {"cache_folder", host_cache_folder},
                                     {"write_private", host_write_private},
                                     {"lock", host_lock},
                                     {"read_hidden", host_read_hidden},
                                     {"is_terminal", host_is_terminal},
                                     {NULL, NULL}};

static const luaL_Reg lock_methods[] = {{"close", lock_close}, {NULL, NULL}};
static const luaL_Reg lock_metamethods[] = {{"__gc", lock_close}, {"__close", lock_close}, {NULL, NULL}};

int wxc_open_host (lua_State *L) {
  wxc_newclass(L, LOCK, lock_methods, lock_metamethods);
  luaL_newlib(L, functions);
  return 1;
}
