#!/bin/sh
# Trains for thousands of steps, with validations and checkpoints, and watches from outside what the
# process holds: resident memory, open files, threads. Linux only.
#
#   scripts/soak-test.sh [STEPS] [ENGINE]      default: 5000 pytorch
#
# Prints twenty looks at the process, then what grew after the first quarter, and fails if resident
# memory (median of a half) grew by more than 3 %, or open files or threads by more than 1.
# WHAT=volumes trains on volumes of two channels instead of slices.
# ICL names another launcher than ./icl.
set -eu

steps=${1:-5000}
engine=${2:-pytorch}
home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
icl=${ICL:-$home/icl}
what=${WHAT:-slices}
settings=$home/scripts/small-$what.yaml
work=$(mktemp -d "${TMPDIR:-/tmp}/icl-soak.XXXXXX")
process=
trap '[ -z "$process" ] || kill -KILL "$process" 2> /dev/null; rm -rf "$work"' EXIT

"$icl" --version > /dev/null # builds what is missing

run=$work/run
case $what in
  slices)
    set -- --set method.heads='[4, 4, 2]' --set network='{channels: [4, 8, 16, 16, 16]}' \
      --set network.dropout='[0.05, 0.1, 0.2, 0.3, 0.5]' \
      --set data='{labeled: 2, phantom_patients: 4, phantom_validation: 2}' \
      --set train='{labeled_batch: 2, unlabeled_batch: 2}'
    ;;
  *) set -- --set data='{labeled: 2, phantom_patients: 4, phantom_validation: 2}' ;;
esac
(exec "$icl" train --out "$run" --config "$settings" --set engine="$engine" "$@" \
  --set train.iterations="$steps" \
  --set train.validate_every=50 --set train.checkpoint_every=25) > "$work/run.txt" 2>&1 &
process=$!

status() { # FIELD
  awk -v field="$1:" '$1 == field { print $2 }' "/proc/$process/status"
}

n=0
while kill -0 "$process" 2> /dev/null; do
  done=$(wc -l 2> /dev/null < "$run/metrics.jsonl") || done=0
  if [ "$done" -ge $(((n + 1) * steps / 20)) ] && [ "$done" -lt "$steps" ]; then
    n=$((done * 20 / steps))
    resident=$(status VmRSS) && threads=$(status Threads) \
      && files=$(find "/proc/$process/fd" -mindepth 1 2> /dev/null | wc -l) || break
    printf '%8d steps %8d KiB resident %5d open files %5d threads\n' \
      "$done" "$resident" "$files" "$threads" | tee -a "$work/looks.txt"
  fi
  sleep 0.2
done
wait "$process" || {
  cat "$work/run.txt" >&2
  exit 1
}
process=

# The median of a column in the looks of the second half of what follows the first quarter, and of
# its first half.
median() { # COLUMN FIRST LAST
  awk -v column="$1" -v first="$2" -v last="$3" -v steps="$steps" \
    '$1 >= first * steps && $1 < last * steps { print $column }' "$work/looks.txt" \
    | sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'
}

before=$(median 3 0.25 0.625)
after=$(median 3 0.625 1)
files=$(($(median 6 0.625 1) - $(median 6 0.25 0.625)))
threads=$(($(median 9 0.625 1) - $(median 9 0.25 0.625)))
growth=$(awk -v before="$before" -v after="$after" \
  'BEGIN { printf "%.2f", (after - before) * 100 / before }')
echo "$engine, $what, $steps steps: resident memory from $before to $after KiB ($growth %)," \
  "open files by $files, threads by $threads"
awk -v growth="$growth" 'BEGIN { exit growth > 3 }' && [ "$files" -le 1 ] && [ "$threads" -le 1 ] || {
  echo "something grows" >&2
  exit 1
}
