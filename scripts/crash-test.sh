#!/bin/sh
# Kills a training at random moments, resumes it each time, and compares its end with that of a
# training that nothing disturbed.
#
#   scripts/crash-test.sh [KILLS] [SEED] [ENGINE]      default: 20 1 pytorch
#
# ICL names another launcher than ./icl; KEEP=1 keeps the folders of the trainings.
set -eu

kills=${1:-20}
seed=${2:-1}
engine=${3:-pytorch}
home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
icl=${ICL:-$home/icl}
work=$(mktemp -d "${TMPDIR:-/tmp}/icl-crash.XXXXXX")
[ -n "${KEEP:-}" ] || trap 'rm -rf "$work"' EXIT

"$icl" --version > /dev/null # builds what is missing, before anything is killed

# A checkpoint after every step, so that many kills meet one that is being written.
train() { # FOLDER [--resume]
  exec "$icl" train --out "$@" \
    --set engine="$engine" --set device=cpu --set threads=1 \
    --set method.heads='[2, 1]' \
    --set network='{channels: [2, 4, 8, 8], dropout: [0.1, 0.1, 0.1, 0.1]}' \
    --set data='{labeled: 1, phantom_patients: 2, phantom_validation: 1}' \
    --set train='{labeled_batch: 1, unlabeled_batch: 1, patch: [32, 32]}' \
    --set train.iterations=$((kills * 20 + 20)) \
    --set train.validate_every=10 --set train.checkpoint_every=1
}

lines() {
  if [ -f "$1" ]; then wc -l < "$1"; else echo 0; fi
}

# The n-th of the kills' random numbers below a bound.
random() { # N BOUND
  awk -v seed="$((seed * 100003 + $1))" -v bound="$2" \
    'BEGIN { srand(seed); rand(); print int(rand() * bound) }'
}

# Returns as soon as a checkpoint is being written, or the process has ended.
until_writing() { # PROCESS
  while :; do
    for file in "$run"/checkpoints/.writing*; do
      [ ! -e "$file" ] || return 0
    done
    kill -0 "$1" 2> /dev/null || return 0
  done
}

whole=$work/whole
run=$work/run
(train "$whole") > "$work/whole.txt" 2>&1 || { cat "$work/whole.txt" >&2; exit 1; }

in_write=0
n=0
while [ "$n" -lt "$kills" ]; do
  n=$((n + 1))
  resume=
  [ ! -f "$run/config.yaml" ] || resume=--resume
  # shellcheck disable=SC2086 # nothing where it is empty
  (train "$run" $resume) > "$work/run.txt" 2>&1 &
  process=$!
  # Of four kills one meets the start, one a checkpoint that is being written, where it can be
  # caught, and the others some steps and a fraction of one.
  if [ $((n % 4)) -ne 0 ]; then
    target=$(($(lines "$run/metrics.jsonl") + 1 + $(random "$n" 18)))
    while [ "$(lines "$run/metrics.jsonl")" -lt "$target" ] && kill -0 "$process" 2> /dev/null; do
      sleep 0.02
    done
    if [ $((n % 4)) -eq 2 ]; then
      until_writing "$process"
    else
      sleep "0.0$(random "$((n + 5000))" 90)"
    fi
  else
    sleep "$(random "$n" 4).$(random "$((n + 5000))" 10)"
  fi
  kill -KILL "$process" 2> /dev/null || {
    echo "the training ended before kill $n:" >&2
    cat "$work/run.txt" >&2
    exit 1
  }
  wait "$process" 2> /dev/null || true
  for file in "$run"/checkpoints/.writing* "$run"/checkpoints/next.safetensors; do
    [ ! -e "$file" ] || { in_write=$((in_write + 1)); break; }
  done
  echo "kill $n of $kills after $(lines "$run/metrics.jsonl") steps"
done

resume=
[ ! -f "$run/config.yaml" ] || resume=--resume
# shellcheck disable=SC2086
(train "$run" $resume) > "$work/run.txt" 2>&1 || { cat "$work/run.txt" >&2; exit 1; }

for file in last best; do
  cmp "$whole/checkpoints/$file.safetensors" "$run/checkpoints/$file.safetensors" || {
    echo "$file.safetensors differs from that of the undisturbed training" >&2
    exit 1
  }
done
echo "$kills kills, $in_write of them while a checkpoint was written: parameters equal to the last bit"
