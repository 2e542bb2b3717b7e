#!/bin/sh
# Installs from Debian what the groups named need and the machine lacks; elsewhere prints the list.
# usage: tools/deps.sh GROUP...   groups: build test lint bench
set -eu
build="gcc libc6-dev make pkg-config lua5.4 liblua5.4-dev luajit2 libluajit2-5.1-dev libcurl4-openssl-dev libssl-dev
  libmicrohttpd-dev libqrencode-dev libpng-dev libhiredis-dev lua-expat lua-argparse ca-certificates"
test="lua-busted lua-socket luarocks zbar-tools curl openssl git"
lint="lua-check clang clang-tidy clang-format libclang-rt-dev"
bench="nginx-light lua-cjson lua-socket openssl curl"

wanted=
for group; do eval "wanted=\"\$wanted \$$group\""; done
[ -n "$wanted" ] || { echo "usage: tools/deps.sh GROUP..." >&2; exit 2; }

if ! command -v dpkg-query >/dev/null; then
  # Not Debian: what can be seen without a package manager is looked for by name.
  missing=
  for tool in lua5.4 luajit pkg-config; do command -v "$tool" >/dev/null || missing="$missing $tool"; done
  for lib in libcurl libcrypto; do pkg-config --exists "$lib" 2>/dev/null || missing="$missing $lib"; done
  [ -z "$missing" ] && exit 0
  echo "Missing:$missing. By Debian's names wxcard needs:" $wanted >&2
  exit 1
fi

installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null || :)
missing=
for package in $wanted; do
  case "
$installed
" in *"
installed $package
"*) ;; *) missing="$missing $package" ;; esac
done
[ -z "$missing" ] && exit 0

echo "Installing from Debian:$missing"
as_root=
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "This needs root or sudo: apt-get install$missing" >&2; exit 1; }
  as_root=sudo
fi
# The benchmark starts its own nginx; the package must not start one on port 80.
policy=/usr/sbin/policy-rc.d
case $missing in *nginx*)
  if [ ! -e $policy ]; then
    trap '$as_root rm -f $policy' EXIT
    printf '#!/bin/sh\nexit 101\n' | $as_root tee $policy >/dev/null
    $as_root chmod 755 $policy
  fi
esac
$as_root apt-get update -q
# --no-remove: rather fail than replace a LuaJIT that somebody else's program uses
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-remove --no-install-recommends $missing
