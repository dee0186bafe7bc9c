#!/bin/sh
# A cluster of Apache Spark on this machine, for tests and trials: a standalone master and workers on
# loopback, each a process of its own, made of the jars that Maven has.
#
#   scripts/spark-cluster.sh start FOLDER [WORKERS [CORES]]   starts them and prints the master's URL
#   scripts/spark-cluster.sh stop FOLDER                      ends them
#   scripts/spark-cluster.sh run FOLDER [WORKERS [CORES]]     starts, and stops at the end of its input
#
# FOLDER gets home/ (the SPARK_HOME), url, and of every process NAME.pid and NAME.log. Settings: JAVA_HOME,
# and WORKER_MEMORY (default 1g). A worker has one core unless CORES says otherwise.
set -eu

home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
list=$home/icl-spark/target/spark-home.txt
java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java

usage() {
  sed -n 's/^#   //p' "$0" >&2
  exit 2
}

# Starts a class of Spark: its name here, the heap of its process, the class, its arguments.
launch() {
  name=$1
  heap=$2
  class=$3
  shift 3
  SPARK_HOME=$folder/home SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1 \
    "$java" "-Xmx$heap" -XX:+UseSerialGC -cp "$folder/home/jars/*" "$class" "$@" \
    </dev/null >"$folder/$name.log" 2>&1 &
  echo $! >"$folder/$name.pid"
}

# Waits until a log has a line, of which it prints the part that a sed expression gives.
await() {
  tries=0
  while :; do
    found=$(sed -n "$2" "$folder/$1.log" | head -n 1)
    [ -z "$found" ] || break
    if ! kill -0 "$(cat "$folder/$1.pid")" 2>/dev/null || [ $tries -ge 600 ]; then
      echo "spark-cluster: $1 does not start; $folder/$1.log says why." >&2
      stop
      exit 1
    fi
    tries=$((tries + 1))
    sleep 0.1
  done
  echo "$found"
}

start() {
  [ -s "$list" ] || {
    echo "spark-cluster: $list is missing; build first: ./mvnw -Dfast -DskipTests package -pl icl-spark -am" >&2
    exit 1
  }
  if [ -e "$folder/master.pid" ]; then
    echo "spark-cluster: a cluster was started in $folder; stop it first." >&2
    exit 1
  fi
  mkdir -p "$folder/home/jars"
  echo "Spark for ICL" >"$folder/home/RELEASE"
  set -f
  IFS=:
  for jar in $(cat "$list"); do
    ln -sf "$jar" "$folder/home/jars/"
  done
  unset IFS
  set +f

  launch master 256m org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 0 --webui-port 0
  url=$(await master 's/.*Starting Spark master at \(spark:[^ ]*\).*/\1/p')
  number=1
  while [ $number -le "$workers" ]; do
    launch "worker-$number" 256m org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --webui-port 0 \
      --cores "$cores" --memory "${WORKER_MEMORY:-1g}" --work-dir "$folder/work-$number" "$url"
    number=$((number + 1))
  done
  number=1
  while [ $number -le "$workers" ]; do
    await "worker-$number" 's/.*Successfully registered with master.*/yes/p' >/dev/null
    number=$((number + 1))
  done
  echo "$url" >"$folder/url"
  echo "$url"
}

stop() {
  for pid in "$folder"/worker-*.pid "$folder"/master.pid; do
    [ -e "$pid" ] || continue
    process=$(cat "$pid")
    kill "$process" 2>/dev/null || true
    tries=0
    while kill -0 "$process" 2>/dev/null; do
      [ $tries -lt 50 ] || kill -9 "$process" 2>/dev/null || true
      tries=$((tries + 1))
      sleep 0.1
    done
    rm -f "$pid"
  done
  rm -f "$folder/url"
}

[ $# -ge 2 ] || usage
command=$1
workers=${3:-2}
cores=${4:-1}
case $command in
  start | run)
    mkdir -p "$2"
    folder=$(CDPATH='' cd -- "$2" && pwd -P)
    if [ "$command" = start ]; then
      start
    else
      trap stop EXIT
      trap 'exit 130' INT TERM
      start
      while read -r line; do :; done
    fi
    ;;
  stop)
    folder=$(CDPATH='' cd -- "$2" && pwd -P)
    stop
    ;;
  *) usage ;;
esac
