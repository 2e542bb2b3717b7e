#!/usr/bin/env bash
# Builds with a sanitizer into build/KIND and runs the specs with its runtime preloaded into both Luas.
# Fails when a spec fails or when a Lua process left a report.
# usage: tools/sanitize.sh asan|tsan [SPEC...]
set -u -o pipefail
cd "$(dirname "$0")/.." || exit 1
kind=$1
shift
build=$PWD/build/$kind
reports=$build/reports
case $kind in
asan)
  flags="-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer"
  runtimes="libasan.so libubsan.so"
  ;;
tsan)
  flags="-fsanitize=thread"
  runtimes=libtsan.so
  ;;
*) echo "usage: tools/sanitize.sh asan|tsan [SPEC...]" >&2; exit 2 ;;
esac
make -s --no-print-directory -j"$(getconf _NPROCESSORS_ONLN)" \
  CC=gcc BUILD="build/$kind" OPT="-O1 -g" SAN="$flags" all spec-programs || exit 1
rm -rf "$reports"
mkdir -p "$reports"

# packaging_spec builds and runs what was not built here: nothing in it for a sanitizer.
[ $# -gt 0 ] || set -- $(find spec -name '*_spec.lua' ! -name packaging_spec.lua | sort)
preload=
for name in $runtimes; do
  preload="$preload${preload:+ }$(readlink -f "$(gcc -print-file-name="$name")")"
done
# Stand-ins for both Luas, first on PATH. The loader preloads the runtime into them alone: LD_PRELOAD would reach
# each sh, curl and openssl that a spec starts, and curl does not survive it.
rm -rf "$build/lua"
mkdir -p "$build/lua"
for lua in lua5.4 luajit; do
  file=$(command -v $lua) || continue
  loader=$(readelf -l "$file" | sed -n 's/.*program interpreter: \(.*\)]/\1/p')
  printf '#!/bin/sh\nexec %s --argv0 "$0" --preload "%s" %s "$@"\n' "$loader" "$preload" "$file" >"$build/lua/$lua"
  chmod 755 "$build/lua/$lua"
done

# A report goes to a file of its own. The exit code of a process with leaks stays what it was.
export ASAN_OPTIONS="log_path=$reports/asan:detect_leaks=1"
export LSAN_OPTIONS="suppressions=$PWD/tools/lsan.supp:print_suppressions=0:exitcode=0"
# Beside asan's runtime ubsan's has no file of its own: it ends the process, and what it says is looked for
# in the output.
export UBSAN_OPTIONS="print_stacktrace=1:abort_on_error=1"
# Specs fork with the engine's thread alive, and so does any server that uses it.
export TSAN_OPTIONS="log_path=$reports/tsan:suppressions=$PWD/tools/tsan.supp:exitcode=0"
TSAN_OPTIONS="$TSAN_OPTIONS:die_after_fork=0:ignore_noninstrumented_modules=1"
export WXCARD_BUILD="$build" WXCARD_SANITIZER="$kind" PATH="$build/lua:$PATH"

# tsan's shadow memory has no room for a wide address space randomisation
wide=
[ "$kind" = tsan ] && [ "$(cat /proc/sys/vm/mmap_rnd_bits 2>/dev/null || echo 28)" -gt 28 ] && wide="setarch -R"
$wide tools/spec.sh "$@" 2>&1 | tee "$build/output"
status=$?

count=0
for report in "$reports"/*; do
  [ -e "$report" ] || continue
  count=$((count + 1))
  [ $count -le 3 ] && { echo "-- $report"; sed -n 1,60p "$report"; }
done
count=$((count + $(grep -c 'runtime error:' "$build/output")))
echo "$kind: $count reports"
[ $count -eq 0 ] && exit $status
exit 1
