#!/bin/sh
# Breaks what surrounds a training, by hand of the system, and says PASS, FAIL or SKIP for each fault.
#
#   scripts/fault-test.sh [ENGINE]...      default: pytorch tensorflow
#
# For root on Linux: it mounts small file systems in a folder of its own, and removes them at the end.
# WHAT=volumes trains on volumes of two channels instead of slices.
# ICL names another launcher than ./icl.
set -u

[ $# -gt 0 ] || set -- pytorch tensorflow
home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
icl=${ICL:-$home/icl}
what=${WHAT:-slices}
settings=$home/scripts/small-$what.yaml
work=$(mktemp -d "${TMPDIR:-/tmp}/icl-faults.XXXXXX")
log=$work/log.txt
disk=$work/disk
run=$disk/run
failures=0
process=

clean_up() {
  [ -z "$process" ] || kill -KILL "$process" 2> /dev/null
  unmount
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

unmount() {
  for place in "$run/checkpoints" "$disk" "$work/elsewhere"; do
    while umount -l "$place" 2> /dev/null; do :; done
  done
}

"$icl" --version > /dev/null || exit 1 # builds what is missing

train() { # FOLDER MORE...
  # shellcheck disable=SC2086 # several words, or none
  exec $launch "$icl" train --config "$settings" --set engine="$engine" \
    --set train.iterations=40 --set train.validate_every=10 --set train.checkpoint_every=1 \
    --out "$@"
}
# In the background, a shell lets its children ignore Ctrl-C.
restore=
if env --default-signal=INT,HUP true 2> /dev/null; then
  restore="env --default-signal=INT,HUP"
fi
launch=$restore

start() { # MORE...
  (train "$run" "$@") > "$log" 2>&1 &
  process=$!
}

until_steps() { # STEPS
  for _ in $(seq 2400); do
    count=$(wc -l 2> /dev/null < "$run/metrics.jsonl") || count=0
    [ "$count" -lt "$1" ] || return 0
    kill -0 "$process" 2> /dev/null || return 0
    sleep 0.05
  done
}

# Whether the training ends with a code and a text, and leaves nothing half-written.
ends() { # CODE TEXT
  says "$1" "$2" && nothing_half_written
}

# Whether the training ends with a code and a text.
says() { # CODE TEXT
  wait "$process"
  code=$?
  process=
  [ "$code" -eq "$1" ] && { [ -z "$2" ] || grep -q -- "$2" "$log"; }
}

nothing_half_written() {
  for file in "$run"/.writing* "$run"/checkpoints/.writing* "$run"/checkpoints/next.safetensors; do
    [ ! -e "$file" ] || return 1
  done
}

# Whether a training that goes on ends as the undisturbed one did, to the last bit.
goes_on() { # MORE...
  (train "$run" "$@") > "$log" 2>&1 \
    && cmp "$whole/checkpoints/last.safetensors" "$run/checkpoints/last.safetensors" >> "$log" 2>&1 \
    && cmp "$whole/checkpoints/final.safetensors" "$run/checkpoints/final.safetensors" >> "$log" 2>&1 \
    && cmp "$whole/checkpoints/best.safetensors" "$run/checkpoints/best.safetensors" >> "$log" 2>&1
}

verdict() { # STATUS FAULT
  if [ "$1" -eq 0 ]; then
    echo "PASS $engine: $2"
  else
    failures=$((failures + 1))
    echo "FAIL $engine: $2"
    sed 's/^/     /' "$log"
  fi
  [ -z "$process" ] || { kill -KILL "$process"; wait "$process"; } 2> /dev/null
  process=
  unmount
  rm -rf "$disk"
}

skip() { # FAULT WHY
  echo "SKIP $engine: $1 ($2)"
}

small_disk() {
  mkdir -p "$disk"
  mount -t tmpfs -o size=16m tmpfs "$disk"
}

# Leaves a few kilobytes.
fill() {
  dd if=/dev/zero of="$disk/filler" bs=4096 2> /dev/null
  truncate -s -8192 "$disk/filler"
}

for engine in "$@"; do
  whole=$work/whole-$engine
  (train "$whole") > "$log" 2>&1 || { cat "$log" >&2; exit 1; }

  if small_disk; then
    start && until_steps 5 && fill && ends 2 "No space left on device" \
      && rm "$disk/filler" && goes_on --resume
    verdict $? "disk full while training; room is made and it goes on"

    small_disk && fill && start && ends 2 "No space left on device" && rm "$disk/filler" && goes_on
    verdict $? "disk full at the start; room is made and it is started again"

    small_disk && mount -o remount,ro "$disk" && start && ends 2 "Read-only file system" \
      && mount -o remount,rw "$disk" && goes_on
    verdict $? "disk read-only at the start"

    small_disk && start && until_steps 5 \
      && mount --bind "$run/checkpoints" "$run/checkpoints" \
      && mount -o remount,bind,ro "$run/checkpoints" \
      && says 2 "Read-only file system" && umount "$run/checkpoints" && goes_on --resume \
      && nothing_half_written # what was being written could only be removed now
    verdict $? "folder of checkpoints becomes read-only while training"

    mkdir -p "$work/elsewhere" && small_disk && mount --bind "$disk" "$work/elsewhere" \
      && start && until_steps 5 && umount -l "$disk" \
      && ends 2 "is gone" && [ ! -e "$run" ] \
      && mount --bind "$work/elsewhere" "$disk" && goes_on --resume
    verdict $? "disk unmounted while training; it comes back and it goes on"
  else
    skip "full, read-only and unmounted disks" "a file system cannot be mounted"
  fi

  start && until_steps 5
  (train "$run" --resume) > "$work/second.txt" 2>&1
  [ $? -eq 2 ] && grep -q "another training (process $process) writes to" "$work/second.txt" \
    && kill -KILL "$process" && { wait "$process" 2> /dev/null; process=; goes_on --resume; }
  verdict $? "two trainings at once"

  for signal in TERM INT HUP; do
    if [ $signal = TERM ] || [ -n "$restore" ]; then
      start && until_steps 5 && kill -$signal "$process" \
        && ends 1 "the state is saved. To continue: icl train --resume" && goes_on --resume
      verdict $? "SIG$signal while training"
    else
      skip "SIG$signal while training" "env knows no --default-signal"
    fi
  done

  mkdir -p "$disk" && start && sleep 0.7 && kill -TERM "$process" \
    && ends 143 "" && goes_on
  verdict $? "SIGTERM 0.7 s after the start"

  if strace -o /dev/null true 2> /dev/null; then
    mkdir -p "$run"
    launch="strace -f -qq -o /dev/null -P $run/.lock -e trace=fcntl -e inject=fcntl:error=ENOLCK"
    goes_on && grep -q "cannot be locked against a second training" "$log"
    verdict $? "file system without locks"
    launch=$restore
  else
    skip "file system without locks" "strace is missing or forbidden"
  fi

  if [ -e /dev/nvidia0 ]; then
    skip "GPU asked for and missing" "there is one"
  else
    start --set device=gpu && ends 2 "^device: gpu was asked for, but the engine finds no usable GPU"
    verdict $? "GPU asked for and missing"
  fi
done
[ "$failures" -eq 0 ]
