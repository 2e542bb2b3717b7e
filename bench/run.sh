#!/usr/bin/env bash
# Starts an nginx of its own and puts our numbers beside the bare ones; see bench/README.md.
# usage: bench/run.sh [soak]   BENCH_CALLS (10000), BENCH_ROUNDS (9), SOAK_CALLS (200000), LUAS
set -euo pipefail
cd "$(dirname "$0")/.."
build=${WXCARD_BUILD:-build}
calls=${BENCH_CALLS:-10000} rounds=${BENCH_ROUNDS:-9} soak=${SOAK_CALLS:-200000} luas=${LUAS:-lua5.4 luajit}
dir=$(mktemp -d)
nginx=
cleanup() {
  [ -z "$nginx" ] || { kill "$nginx" 2>/dev/null && wait "$nginx"; } || true
  rm -rf "$dir"
}
trap cleanup EXIT

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj "/CN=wxcard bench" \
  -addext "subjectAltName=IP:127.0.0.1" -keyout "$dir/key.pem" -out "$dir/cert.pem" 2>/dev/null
ports=($(lua5.4 -e 'local bind = require("socket").bind
  local a, b = assert(bind("127.0.0.1", 0)), assert(bind("127.0.0.1", 0))
  print((select(2, a:getsockname())), (select(2, b:getsockname())))'))
token=93_$(printf 'benchToken%.0s' {1..15})
sed -e "s|@DIR@|$dir|g; s|@HTTP@|${ports[0]}|; s|@HTTPS@|${ports[1]}|; s|@TOKEN@|$token|" \
  -e "s|@TICKET@|$(printf 'benchTicket%.0s' {1..8})|" \
  bench/nginx.conf.in >"$dir/nginx.conf"
nginx -p "$dir" -c "$dir/nginx.conf" -e "$dir/error.log" -g 'daemon off;' &
nginx=$!
http=http://127.0.0.1:${ports[0]} https=https://127.0.0.1:${ports[1]}
for _ in {1..100}; do curl -s -o /dev/null "$http/" && break; sleep 0.05; done

# lua NAME FILE ARGUMENT...: with this build's modules and no other's
run_lua() {
  local lua=$1 abi=5.4
  shift
  case $lua in *luajit*) abi=5.1 ;; esac
  env -u LUA_PATH_5_4 -u LUA_CPATH_5_4 LUA_PATH="lua/?.lua;lua/?/init.lua;bench/?.lua;;" \
    LUA_CPATH="$build/lib/lua/$abi/?.so;;" "$lua" "$@"
}

soak() {
  local lua line
  echo "Resident memory after calls, 32 in flight, http"
  for lua in $luas; do
    run_lua "$lua" bench/calls.lua "$http" "$dir/cert.pem" "$dir/cache" "$soak" $((soak / 10)) | tee "$dir/soak" |
      while read -r line; do printf '  %-7s %9d calls %8d KiB\n' "$lua" $line; done
    # the first tenth is the warm-up; from there on at most 1 MiB
    awk -v lua="$lua" 'NR == 1 { from = $2 } { to = $2 }
      END { grown = to - from; printf "  %-7s growth %d KiB: %s\n", lua, grown, grown <= 1024 ? "ok" : "TOO MUCH"
            exit grown > 1024 }
    ' "$dir/soak"
  done
}

# best FILE: of the rounds the one with the least CPU
best() { sort -k2,2n "$1" | sed -n 1p; }

# median FILE: of the ratios to the bare program's CPU in the same round
median() {
  paste -d' ' "$dir/round-floor" "$1" | awk '{ print $5 / $2 }' | sort -n |
    awk '{ r[NR] = $1 } END { print (r[int((NR + 1) / 2)] + r[int(NR / 2) + 1]) / 2 }'
}

compare() {
  local what=$1 url=$2 probe agent round lua floor ours
  probe=$(run_lua lua5.4 bench/calls.lua "$url" "$dir/cert.pem" "$dir/cache" 1)
  agent=$(echo "$probe" | cut -d' ' -f4-)
  rm -f "$dir"/round-*
  for ((round = 0; round < rounds; round++)); do
    "$dir/floor" "$url" "$dir/cert.pem" "$token" "$agent" "$calls" >>"$dir/round-floor"
    for lua in $luas; do
      run_lua "$lua" bench/calls.lua "$url" "$dir/cert.pem" "$dir/cache" "$calls" >>"$dir/round-$lua"
    done
  done
  floor=$(best "$dir/round-floor")
  printf '%-22s %9s %12s %8s %8s %14s\n' "$what" calls/s "CPU/call µs" ratio median "request bytes"
  printf '  %-20s %9d %12.2f %8s %8s %14d\n' "bare libcurl" $(echo "$floor" | awk '{ print $1, $2, "1.00", "1.00", $3 }')
  for lua in $luas; do
    ours=$(best "$dir/round-$lua")
    printf '  %-20s %9d %12.2f %8.2f %8.2f %14d\n' "wxcard, $lua" \
      $(echo "$ours" "$floor" "$(median "$dir/round-$lua")" | awk '{ print $1, $2, $2 / $6, $NF, $3 }')
  done
}

[ "${1:-}" = soak ] && { soak; exit; }

make -s --no-print-directory BUILD="$build" plain.a
flags="-std=c11 -O2 -D_GNU_SOURCE -Isrc -pthread"
libs=$(pkg-config --libs libcurl libcrypto)
${CC:-cc} $flags bench/floor.c $libs -o "$dir/floor"
${CC:-cc} $flags bench/token.c "$build/plain.a" $libs -o "$dir/token"

echo "$calls calls, 32 in flight, best of $rounds rounds, against nginx on this machine"
compare "http/1.1" "$http"
compare "https, http/2" "$https"
echo
printf '%-22s %9s %12s %8s %14s\n' "marshal the rich card" "ours µs" "lua-cjson µs" ratio bytes
for lua in $luas; do
  printf '  %-20s %9.2f %12.2f %8.2f %14d\n' "$lua" \
    $(run_lua "$lua" bench/marshal.lua | awk '{ print $1, $2, $1 / $2, $3 }')
done
echo
printf 'warm token read        %9.1f ns alone, %.1f ns with two threads\n' $("$dir/token")
echo
printf '%-22s %9s\n' "card_ext, warm ticket" "a second"
for lua in $luas; do
  printf '  %-20s %9d\n' "$lua" $(run_lua "$lua" bench/card_ext.lua "$http" "$dir/cert.pem" "$dir/cache")
done
