#!/bin/sh
# luacheck, clang-format and clang-tidy over what git knows or could know; says little when all is well.
set -u
cd "$(dirname "$0")/.." || exit 1
status=0
files() {
  git ls-files --cached --others --exclude-standard -- "$@" | while read -r f; do [ -f "$f" ] && echo "$f"; done
}

files '*.lua' '*.rockspec' | xargs luacheck -q --no-color || status=1
files '*.c' '*.h' | xargs clang-format --dry-run -Werror || status=1

# One clang-tidy a processor; each prints only its findings. Lua's headers do not say that luaL_error never returns.
raises='-DluaL_error(...)=((luaL_error)(__VA_ARGS__),__builtin_unreachable(),0)'
absent='-DABSENT="qr" -DABSENT_OPEN=luaopen_wxcard_qr -DABSENT_NEEDS=""'
flags="-std=c11 -D_GNU_SOURCE -Isrc -DWXC_VERSION=\"lint\" $raises $absent $(pkg-config --cflags lua5.4 libcurl libcrypto)"
files 'src/*.c' 'fuzz/*.c' 'bench/*.c' | xargs -P "$(getconf _NPROCESSORS_ONLN)" -n 4 sh -c '
  flags=$0; clang-tidy --quiet "$@" -- $flags 2>/dev/null' "$flags" || status=1

grep -nE '#include *[<"](lua|lauxlib|lualib)\.h' $(files src fuzz bench | grep -E '\.[ch]$' |
  grep -vE '^src/(lua_[^/]*\.[ch]|httpd\.c|qr\.c|compat\.h)$') /dev/null && {
  echo "lua.h belongs to src/lua_*.c, httpd.c and qr.c alone"
  status=1
}
[ $status -eq 0 ] && echo "lint: clean"
exit $status
