#!/bin/sh
# Kills a training at random moments, resumes it each time, and compares its end with that of a
# training that nothing disturbed.
#
#   scripts/crash-test.sh [KILLS] [SEED] [ENGINE]      default: 20 1 pytorch
#
# WHAT=volumes trains on volumes of two channels instead of slices.
# ICL names another launcher than ./icl; KEEP=1 keeps the folders of the trainings.
set -eu

kills=${1:-20}
seed=${2:-1}
engine=${3:-pytorch}
what=${WHAT:-slices}
home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
icl=${ICL:-$home/icl}
settings=$home/scripts/small-$what.yaml
work=$(mktemp -d "${TMPDIR:-/tmp}/icl-crash.XXXXXX")
[ -n "${KEEP:-}" ] || trap 'rm -rf "$work"' EXIT

"$icl" --version > /dev/null # builds what is missing, before anything is killed

# A checkpoint after every step, so that many kills meet one that is being written.
train() { # FOLDER [--resume]
  exec "$icl" train --out "$@" --config "$settings" --set engine="$engine" \
    --set train.iterations=$((kills * 12 + 40)) \
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

until_steps() { # PROCESS STEPS
  while [ "$(lines "$run/metrics.jsonl")" -lt "$2" ] && kill -0 "$1" 2> /dev/null; do
    sleep 0.01
  done
}

# For a number of twentieths of a second, but not once there are so many steps.
until_time() { # PROCESS TWENTIETHS STEPS
  left=$2
  while [ "$left" -gt 0 ] && [ "$(lines "$run/metrics.jsonl")" -lt "$3" ] \
    && kill -0 "$1" 2> /dev/null; do
    sleep 0.05
    left=$((left - 1))
  done
}

# The number of steps after which the next one brings a validation, from a number of steps on.
before_validation() { # STEPS
  echo $((($1 + 10) / 10 * 10 - 1))
}

whole=$work/whole
run=$work/run
(train "$whole") > "$work/whole.txt" 2>&1 || { cat "$work/whole.txt" >&2; exit 1; }

starts=0
in_write=0
n=0
while [ "$n" -lt "$kills" ]; do
  n=$((n + 1))
  resume=
  [ ! -f "$run/config.yaml" ] || resume=--resume
  before=$(lines "$run/metrics.jsonl")
  # shellcheck disable=SC2086 # nothing where it is empty
  (train "$run" $resume) > "$work/run.txt" 2>&1 &
  process=$!
  some=$((before + 1 + $(random "$n" 14)))
  fraction=$(random "$((n + 5000))" 90)
  # Of five kills one meets the start, one a step or what follows it, one a validation and the two
  # checkpoints after it, and two a checkpoint that is being written: as soon as it is seen, and a
  # few milliseconds later, when it takes the place of the one before.
  case $((n % 5)) in
    0) until_time "$process" "$(random "$n" 60)" "$((before + 1))" ;;
    1)
      until_steps "$process" "$some"
      sleep "0.0$fraction"
      ;;
    2)
      until_steps "$process" "$some"
      until_writing "$process"
      ;;
    3)
      until_steps "$process" "$some"
      until_writing "$process"
      sleep "0.00$((fraction / 10))"
      ;;
    4)
      until_steps "$process" "$(before_validation "$some")"
      sleep "0.0$fraction"
      ;;
  esac
  kill -KILL "$process" 2> /dev/null || {
    echo "the training ended before kill $n:" >&2
    cat "$work/run.txt" >&2
    exit 1
  }
  wait "$process" 2> /dev/null || true
  for file in "$run"/checkpoints/.writing* "$run"/checkpoints/next.safetensors; do
    [ ! -e "$file" ] || { in_write=$((in_write + 1)); break; }
  done
  after=$(lines "$run/metrics.jsonl")
  [ "$after" -gt "$before" ] || starts=$((starts + 1))
  echo "kill $n of $kills after $after steps"
done

resume=
[ ! -f "$run/config.yaml" ] || resume=--resume
# shellcheck disable=SC2086
(train "$run" $resume) > "$work/run.txt" 2>&1 || { cat "$work/run.txt" >&2; exit 1; }

for file in last final best; do
  cmp "$whole/checkpoints/$file.safetensors" "$run/checkpoints/$file.safetensors" || {
    echo "$file.safetensors differs from that of the undisturbed training" >&2
    exit 1
  }
done
echo "$engine, $what, $kills kills, $starts of them before the first step after a start, $in_write while a" \
  "checkpoint was written: parameters equal to the last bit"
