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
  CC=gcc BUILD="build/$kind" OPT="-O1 -g" SAN="$flags" all || exit 1
rm -rf "$reports"
mkdir -p "$reports"

# packaging_spec builds and runs what was not built here: nothing in it for a sanitizer.
[ $# -gt 0 ] || set -- $(find spec -name '*_spec.lua' ! -name packaging_spec.lua | sort)
preload=
for name in $runtimes; do
  file=$(gcc -print-file-name=$name)
  preload="$preload${preload:+:}$(readlink -f "$file")"
done

# A report goes to a file named after the program and its pid. The exit code of a process with leaks
# stays its own, so that a leaking sh or openssl of the system does not change what a spec sees.
export ASAN_OPTIONS="log_exe_name=1:log_path=$reports/asan:detect_leaks=1"
export LSAN_OPTIONS="suppressions=$PWD/tools/lsan.supp:print_suppressions=0:exitcode=0"
# Beside asan's runtime ubsan's has no file of its own: it ends the process, and what it says is looked for
# in the output.
export UBSAN_OPTIONS="print_stacktrace=1:abort_on_error=1"
# Specs fork with the engine's thread alive, and so does any server that uses it.
export TSAN_OPTIONS="log_exe_name=1:log_path=$reports/tsan:suppressions=$PWD/tools/tsan.supp:exitcode=0"
TSAN_OPTIONS="$TSAN_OPTIONS:die_after_fork=0:ignore_noninstrumented_modules=1"
export WXCARD_BUILD="$build" WXCARD_SANITIZER="$kind" SPEC_PRELOAD="$preload"

# tsan's shadow memory has no room for a wide address space randomisation
wide=
[ "$kind" = tsan ] && [ "$(cat /proc/sys/vm/mmap_rnd_bits 2>/dev/null || echo 28)" -gt 28 ] && wide="setarch -R"
$wide tools/spec.sh "$@" 2>&1 | tee "$build/output"
status=$?
unset SPEC_PRELOAD

count=0
for report in "$reports"/*; do
  case ${report##*/} in *.lua5.4.* | *.luajit*.*) ;; *) continue ;; esac
  count=$((count + 1))
  [ $count -le 3 ] && { echo "-- $report"; sed -n 1,60p "$report"; }
done
count=$((count + $(grep -c 'runtime error:' "$build/output")))
echo "$kind: $count reports"
[ $count -eq 0 ] && exit $status
exit 1
