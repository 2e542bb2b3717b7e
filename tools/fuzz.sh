#!/bin/sh
# Builds each fuzz/NAME.c with libFuzzer over the plain C objects and runs it for FUZZ_SECONDS, starting from
# fuzz/corpus/NAME. What it finds new stays in build/fuzz/corpus, what it breaks in build/fuzz.
# usage: tools/fuzz.sh [fuzz/NAME.c...]
set -u
cd "$(dirname "$0")/.." || exit 1
[ $# -gt 0 ] || set -- fuzz/*.c
build=build/fuzz
san="-fsanitize=address,undefined -fno-sanitize-recover=undefined"
make -s --no-print-directory -j"$(getconf _NPROCESSORS_ONLN)" CC=clang BUILD=$build OPT="-O1 -g" \
  SAN="$san -fsanitize=fuzzer-no-link" plain.a || exit 1
status=0
for source; do
  name=$(basename "$source" .c)
  corpus=$build/corpus/$name
  mkdir -p "$corpus"
  clang -std=c11 -g -O1 -D_GNU_SOURCE -Isrc $san -fsanitize=fuzzer "$source" $build/plain.a \
    $(pkg-config --libs libcurl libcrypto) -pthread -o "$build/$name" || exit 1
  seeds=
  [ -d "fuzz/corpus/$name" ] && seeds=fuzz/corpus/$name
  if "$build/$name" -max_total_time="${FUZZ_SECONDS:-20}" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$build/$name-" "$corpus" $seeds >"$build/$name.log" 2>&1; then
    echo "$name: $(awk '/number_of_executed_units/ { print $2 }' "$build/$name.log") inputs, nothing found"
  else
    status=1
    tail -40 "$build/$name.log"
    echo "$name: failed, see $build/$name-*"
  fi
done
exit $status
