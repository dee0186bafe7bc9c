#!/bin/sh
# Packs the built program, a Java run time and the engines' CUDA libraries for a Linux machine (x86_64) with an NVIDIA
# driver, but without a network, Java or CUDA: docs/gpu.md. Not yet run on a GPU.
#
#   scripts/gpu-pack.sh OUT [ENGINE]...      engines: pytorch (default), tensorflow
#
# OUT gets part-000, part-001, ..., sums.txt and unpack.sh. Over there: sh unpack.sh FOLDER, then FOLDER/icl engines.
# ICL_PART_MIB sets the size of a part (default: 1024). The libraries of CUDA and cuDNN are NVIDIA's, under NVIDIA's
# licences: what comes out is for machines of one's own.
set -eu

home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
die() {
  echo "gpu-pack: $*" >&2
  exit 2
}
[ $# -ge 1 ] || die "usage: scripts/gpu-pack.sh OUT [ENGINE]..."
out=$1
shift
[ $# -gt 0 ] || set -- pytorch
[ ! -e "$out" ] || die "$out exists; name another folder"
for tool in jlink tar gzip split sha256sum; do
  command -v "$tool" > /dev/null || die "$tool is needed"
done
options=
for engine in "$@"; do
  case $engine in
    pytorch | tensorflow) options="$options -Dicl.$engine=gpu" ;;
    *) die "there is no engine $engine; it is pytorch or tensorflow" ;;
  esac
done

# builds, and fetches the libraries
MAVEN_OPTS="${MAVEN_OPTS:-}$options" "$home/icl" engines >&2

mkdir -p -- "$out/icl-gpu/lib"
out=$(CDPATH='' cd -- "$out" && pwd -P)
program=$out/icl-gpu
trap 'rm -rf -- "$program"' EXIT

for jar in "$home"/icl-cli/target/icl-cli-*.jar; do
  case $jar in
    *-tests.jar | *-sources.jar | *-javadoc.jar) ;;
    *) cp -- "$jar" "$program/lib/" ;;
  esac
done
# The program's class path, without the engines' libraries for the processor: each of them computes there as well.
natives=
for engine in "$@"; do natives="$natives $home/icl-engine-$engine-cuda/target/classpath.txt"; done
# shellcheck disable=SC2086 # several files
for list in "$home/icl-cli/target/classpath.txt" $natives; do
  tr ':' '\n' < "$list"
  echo
done | while IFS= read -r jar; do
  case " $* ${jar##*/}" in
    *' ') ;;
    *pytorch*' 'pytorch-native-cpu-*) ;;
    *tensorflow*' 'tensorflow-core-native-*-linux-x86_64.jar) ;;
    *) cp -- "$jar" "$program/lib/" ;;
  esac
done
cp -R -- "$home/configs" "$program/configs"
cp -- "$home/NOTICE" "$home/LICENSE" "$program/"
cp -- "$home/icl-bench/src/test/resources/conformance/icl_unet2d_small.safetensors" "$program/"
jlink --add-modules java.se,jdk.unsupported,jdk.zipfs,jdk.management,jdk.crypto.ec --strip-java-debug-attributes \
  --no-header-files --no-man-pages --output "$program/jre"

# The launcher's settings, with the run time and the jars of this folder.
{
  cat << 'RUN'
#!/bin/sh
# Runs ICL for the JVM with the Java run time and the libraries beside this script. ICL_JAVA_OPTS: as with the launcher.
set -eu
home=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
export ICL_CACHE_DIR="${ICL_CACHE_DIR:-$home/cache}" DJL_CACHE_DIR="${DJL_CACHE_DIR:-$home/cache}"
RUN
  grep '^export [A-Z_]*="${' "$home/icl"
  cat << 'RUN'
# shellcheck disable=SC2086 # several options in one variable
exec "$home/jre/bin/java" -XX:+UseSerialGC -XX:MaxDirectMemorySize=8g ${ICL_JAVA_OPTS:--Xmx512m} \
  --enable-native-access=ALL-UNNAMED -Dfile.encoding=UTF-8 -Djava.awt.headless=true "-Dicl.home=$home" \
  -cp "$home/lib/*" dev.icl.cli.IclMain "$@"
RUN
} > "$program/icl"
chmod 755 "$program/icl"

cat > "$out/unpack.sh" << 'UNPACK'
#!/bin/sh
# Checks the parts beside this script and unpacks them: sh unpack.sh FOLDER
set -eu
parts=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
[ $# -eq 1 ] || { echo "usage: sh unpack.sh FOLDER" >&2; exit 2; }
[ ! -e "$1" ] || { echo "unpack: $1 exists; name another folder" >&2; exit 2; }
(cd "$parts" && sha256sum --quiet -c sums.txt) || { echo "unpack: parts are missing or damaged; bring them again" >&2; exit 2; }
mkdir -p -- "$1"
cat "$parts"/part-* | tar -xf - -C "$1" --strip-components=1
echo "unpack: done; $1/icl engines" >&2
UNPACK

# The jars are compressed already. Two jars of one name are one file: no two of these have the same.
(cd "$out" && tar --owner=0 --group=0 -cf - icl-gpu | split -b "${ICL_PART_MIB:-1024}m" -d -a 3 - part- && sha256sum part-* > sums.txt)
echo "gpu-pack: $(du -sh "$out" --exclude icl-gpu | cut -f1) in $out" >&2
