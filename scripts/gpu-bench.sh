#!/bin/sh
# Holds both engines against the reference numbers on a CUDA GPU, then times ICL at 256x256 there against the
# processor (configs/bench-gpu.yaml). Not yet run on a GPU: see docs/gpu.md.
#
#   scripts/gpu-bench.sh [FOLDER] [OPTION OF icl bench]...      default: runs/gpu
#
# For PyTorch it wants PYTORCH_LIBRARY_PATH, PYTORCH_VERSION and PYTORCH_FLAVOR, as docs/gpu.md says. For TensorFlow it
# builds with the CUDA library, which Maven downloads, and which needs CUDA 12 and cuDNN 8.9 on LD_LIBRARY_PATH.
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

command -v nvidia-smi > /dev/null && nvidia-smi --query-gpu=name,memory.total,driver_version --format=csv \
  || echo "gpu-bench: no nvidia-smi here; GPU cells will fail and say why" >&2
[ -n "${PYTORCH_LIBRARY_PATH:-}" ] || echo "gpu-bench: PYTORCH_LIBRARY_PATH is not set; PyTorch will see the processor only" >&2

MAVEN_OPTS="${MAVEN_OPTS:-} -Dicl.tensorflow=gpu"
export MAVEN_OPTS
touch "$home/pom.xml" # so that the launcher builds again, with that library
echo "gpu-bench: builds with TensorFlow's CUDA library from here on; to go back: touch pom.xml, and build without -Dicl.tensorflow=gpu" >&2
"$home/icl" engines

fixture=$home/icl-bench/src/test/resources/conformance/icl_unet2d_small.safetensors
for engine in pytorch tensorflow; do
  "$home/icl" conformance --fixture "$fixture" --engine "$engine" --device gpu || echo "gpu-bench: $engine did not pass on the GPU" >&2
done

exec "$home/icl" bench --config "$home/configs/bench-gpu.yaml" --out "$out" "$@"
