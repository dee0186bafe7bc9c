#!/bin/sh
# Runs ICL for the JVM; builds it first where that was not done yet or the sources have changed.
# Settings: JAVA_HOME, ICL_JAVA_OPTS for the JVM's memory (default: -Xmx512m), and ICL_CLASS_PATH for
# plugins, which --class-path names too. With -Dicl.pytorch=gpu or -Dicl.tensorflow=gpu in MAVEN_OPTS the
# engine's library for CUDA GPUs is there as well: docs/gpu.md.
set -eu

self=$0
while [ -h "$self" ]; do
  target=$(readlink -- "$self")
  case $target in
    /*) self=$target ;;
    *) self=$(dirname -- "$self")/$target ;;
  esac
done
home=$(CDPATH='' cd -- "$(dirname -- "$self")" && pwd -P)
case $home in
  *:*)
    echo "icl: the folder $home has a colon in its path, which parts the entries of Java's class path: move the project to a folder without one." >&2
    exit 2
    ;;
esac
target=$home/icl-cli/target
stamp=$target/launcher.stamp

java=java
if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
fi
command -v "$java" >/dev/null || {
  echo "icl: Java 17 or newer is needed: put java on the PATH, or set JAVA_HOME to its folder." >&2
  exit 1
}

# Whether all jars of a class path are there.
has_all() {
  set -f
  IFS=:
  for jar in $1; do
    [ -e "$jar" ] || { unset IFS; set +f; return 1; }
  done
  unset IFS
  set +f
}

# What runs is older than the sources, was never built, or lacks a jar that was cleaned away.
is_stale() {
  [ -f "$stamp" ] && [ -s "$target/classpath.txt" ] || return 0
  for module in "$home"/icl-*/; do
    # nothing that runs here depends on it
    [ "$module" != "$home/icl-spark/" ] || continue
    newer=$(find "$module/src/main" "$module/pom.xml" -newer "$stamp" 2>/dev/null | head -n 1)
    [ -z "$newer" ] || return 0
  done
  [ -z "$(find "$home/pom.xml" -newer "$stamp")" ] || return 0
  class_path
  ! has_all "$class_path"
}

class_path() {
  main=
  for jar in "$target"/icl-cli-*.jar; do
    case $jar in
      *-tests.jar | *-sources.jar | *-javadoc.jar) ;;
      *) main=$jar ;;
    esac
  done
  # Maven wrote where the modules' jars were then: in a copy, or after a move, those below this folder run
  class_path=$main
  set -f
  IFS=:
  for jar in $(cat "$target/classpath.txt"); do
    case $jar in
      */icl-*/target/*.jar) jar=$home${jar#"${jar%/icl-*/target/*.jar}"} ;;
    esac
    class_path=$class_path:$jar
  done
  unset IFS
  set +f
}

if is_stale; then
  echo "icl: building (the first time takes a few minutes)" >&2
  before=$(mktemp "${TMPDIR:-/tmp}/icl.XXXXXX")
  trap 'rm -f "$before"' EXIT
  trap 'exit 130' INT TERM
  # without jansi.noreset Maven ends with escape codes, also where it shows no colours
  (cd "$home" && MAVEN_OPTS="${MAVEN_OPTS:-} -Djansi.noreset=true" \
    ./mvnw -q -B -ntp -Dstyle.color=never -Dfast -DskipTests -pl icl-cli -am package) >&2 || {
    echo "icl: the build failed; its messages are above." >&2
    exit 1
  }
  # as old as the start of the build: what was edited meanwhile is built next time
  touch -r "$before" "$stamp"
  rm -f "$before"
  trap - EXIT INT TERM
fi
class_path

# Libraries for GPUs, which nothing else depends on: without the switch they are not there.
natives=
add_natives() {
  case $(uname -s)-$(uname -m) in
    Linux-x86_64) ;;
    *)
      echo "icl: -Dicl.$1=gpu is for Linux on x86_64; take it out of MAVEN_OPTS." >&2
      exit 2
      ;;
  esac
  module=icl-engine-$1-cuda
  list=$home/$module/target/classpath.txt
  if [ ! -s "$list" ] || [ -n "$(find "$home/$module/pom.xml" "$home/pom.xml" -newer "$list")" ] || ! has_all "$(cat "$list")"; then
    echo "icl: $2 for GPUs: $3 to download where Maven does not have it yet, and $4 more to unpack when it first runs" >&2
    rm -f "$list"
    quiet='-B -ntp'
    [ ! -t 2 ] || quiet=
    # shellcheck disable=SC2086 # two options, or none
    (cd "$home" && ./mvnw $quiet -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -pl "$module" dependency:build-classpath) >&2 || {
      echo "icl: that failed; its messages are above. Without -Dicl.$1=gpu in MAVEN_OPTS the processor computes." >&2
      exit 1
    }
  fi
  natives=$natives:$(cat "$list")
}
case " ${MAVEN_OPTS:-} " in
  *" -Dicl.pytorch=gpu "*) add_natives pytorch PyTorch '3.0 GB' '3.6 GB' ;;
esac
case " ${MAVEN_OPTS:-} " in
  *" -Dicl.tensorflow=gpu "*) add_natives tensorflow TensorFlow '2.5 GB' '3.3 GB' ;;
esac
class_path=$class_path$natives

# Plugins are on Java's own class path, behind the program's entries, so that the JVMs that it starts
# have them too. The program is told which they are, and checks them.
plugins=
add_plugins() {
  set -f
  IFS=:
  for entry in $1; do
    # Java would take an empty entry for the working directory
    [ -z "$entry" ] || plugins=$plugins${plugins:+:}$entry
  done
  unset IFS
  set +f
}
last=
for argument in "$@"; do
  case $argument in
    --class-path=*) add_plugins "${argument#*=}" ;;
    *) [ "$last" != --class-path ] || add_plugins "$argument" ;;
  esac
  last=$argument
done
add_plugins "${ICL_CLASS_PATH:-}"

# An updating progress line needs a terminal and its width.
terminal=
if [ -t 2 ]; then
  size=$(stty size <&2 2>/dev/null) || size=
  columns=${size#* }
  case $columns in
    '' | *[!0-9]*) columns=80 ;;
  esac
  terminal=-Dicl.columns=$columns
fi

# Java decodes names of files as the locale says. In one that knows ASCII alone, 'ä' is no name: take
# the same letters as everywhere else, and leave the language.
letters=$(locale charmap 2>/dev/null) || letters=${LC_ALL:-${LC_CTYPE:-${LANG:-}}}
jnu=
case $letters in
  *[Uu][Tt][Ff]-8* | *[Uu][Tt][Ff]8*) ;;
  *)
    utf8=
    for wanted in 'C\.' '.*\.'; do
      [ -n "$utf8" ] || utf8=$(locale -a 2>/dev/null | grep -i "^${wanted}utf-\{0,1\}8\$" | head -n 1) || utf8=
    done
    if [ -n "${LC_ALL:-}" ]; then
      # it goes before all the others
      for name in LC_COLLATE LC_MESSAGES LC_MONETARY LC_NUMERIC LC_TIME; do
        export "$name=$LC_ALL"
      done
      unset LC_ALL
    fi
    export LC_CTYPE="${utf8:-C.UTF-8}"
    [ -n "$utf8" ] || jnu=-Dsun.jnu.encoding=UTF-8
    ;;
esac

# No telemetry. Native memory (glibc): what a step frees stays with the process for the next step, in
# one heap that Java's threads share and in huge pages. Asking the system for large blocks again at
# every step would cost more than many of the operations that fill them.
export OPT_OUT_TRACKING="${OPT_OUT_TRACKING:-true}"
export MALLOC_MMAP_MAX_="${MALLOC_MMAP_MAX_:-0}"
export MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-8589934592}"
export MALLOC_TOP_PAD_="${MALLOC_TOP_PAD_:-67108864}"
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}"
export GLIBC_TUNABLES="${GLIBC_TUNABLES:-glibc.malloc.hugetlb=1}"
# Native threads that wait for each other soon go to sleep: where others want the processor too,
# long spinning makes a step many times slower.
export GOMP_SPINCOUNT="${GOMP_SPINCOUNT:-10000}"

# shellcheck disable=SC2086 # several options in one variable
exec "$java" -XX:+UseSerialGC -XX:MaxDirectMemorySize=8g ${ICL_JAVA_OPTS:--Xmx512m} \
  --enable-native-access=ALL-UNNAMED -Dfile.encoding=UTF-8 -Djava.awt.headless=true \
  $jnu "-Dicl.home=$home" ${plugins:+"-Dicl.class.path=$plugins"} $terminal \
  -cp "$class_path${plugins:+:$plugins}" dev.icl.cli.IclMain "$@"
