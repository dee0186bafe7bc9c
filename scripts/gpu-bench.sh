#!/bin/sh
# Holds both engines against the reference numbers on a CUDA GPU, then times ICL at 256x256 there against the
# processor (configs/bench-gpu.yaml). Not yet run on a GPU: see docs/gpu.md.
#
#   scripts/gpu-bench.sh [FOLDER] [OPTION OF icl bench]...      default: runs/gpu
#
# Both engines' CUDA libraries come from Maven Central, 5.5 GB to download. A machine with a driver alone is enough.
# An engine that finds no GPU does not end it: its cells are rows with the reason.
set -eu

home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
out=runs/gpu
case ${1:-} in
  '' | -*) ;;
  *)
    out=$1
    shift
    ;;
esac
if [ -e "$out" ]; then
  echo "gpu-bench: $out exists; name another folder, or go on with: $home/icl bench --resume --out $out" >&2
  exit 2
fi

MAVEN_OPTS="${MAVEN_OPTS:-} -Dicl.pytorch=gpu -Dicl.tensorflow=gpu"
export MAVEN_OPTS
"$home/icl" engines

fixture=$home/icl-bench/src/test/resources/conformance/icl_unet2d_small.safetensors
for engine in pytorch tensorflow; do
  "$home/icl" conformance --fixture "$fixture" --engine "$engine" --device gpu || echo "gpu-bench: $engine did not pass on the GPU" >&2
done

exec "$home/icl" bench --config "$home/configs/bench-gpu.yaml" --out "$out" "$@"
