#!/bin/sh
# Runs the specs under each Lua named in $LUAS and ends with `N passed, N failed`.
# usage: tools/spec.sh [FILE...]; nothing given means every spec.
set -u
cd "$(dirname "$0")/.." || exit 1
counts=$(mktemp) || exit 1
trap 'rm -f "$counts"' EXIT
[ $# -gt 0 ] || set -- $(find spec -name '*_spec.lua' | sort)
status=0
for lua in ${LUAS:-lua5.4 luajit}; do
  echo "== $lua"
  before=$(wc -l <"$counts")
  "$lua" ./spec/run.lua "$counts" "$@" || status=1
  # a run that died before it could count is a failure of its own
  [ "$(wc -l <"$counts")" -gt "$before" ] || echo "0 1" >>"$counts"
done
awk '{ p += $1; f += $2 } END { printf "%d passed, %d failed\n", p, f; exit (f > 0 || p == 0) }' "$counts" || status=1
exit $status
