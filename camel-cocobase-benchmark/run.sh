#!/usr/bin/env bash
# Runs the benchmarks and writes their tables and plots to docs/performance.md.
#
#   camel-cocobase-benchmark/run.sh short              in less than ten minutes
#   camel-cocobase-benchmark/run.sh all                everything
#   camel-cocobase-benchmark/run.sh all recovery       one part of it: throughput, latency, endpoints, recovery, ledger,
#                                                      restart, micro; report only writes the page anew
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/.." && pwd)
results="$here/results"
modules=camel-cocobase-benchmark,camel-cocobase-benchmark/vertx-websocket

plan=${1:-short}
shift || true

# COCOBASE_BENCHMARK_MVN: for a Maven that needs options of its own
cd "$root"
# shellcheck disable=SC2086
${COCOBASE_BENCHMARK_MVN:-mvn} -q -B -ntp package dependency:build-classpath -pl "$modules" -am -DskipTests \
  -Djacoco.skip -Dmaven.javadoc.skip -Dmaven.source.skip -Dmdep.outputFile=target/classpath.txt -Dmdep.includeScope=runtime

javascript=none
if command -v node >/dev/null && command -v npm >/dev/null; then
  javascript="$here/target/js"
  mkdir -p "$javascript"
  cp "$here/src/main/js/"{package.json,package-lock.json,.npmrc,contestant.mjs} "$javascript/"
  (cd "$javascript" && npm ci --ignore-scripts --no-progress --loglevel=error >/dev/null)
else
  echo "Without Node the JavaScript SDK is left out"
fi

java -cp "$here/target/classes:$(cat "$here/target/classpath.txt")" \
  io.github.camelcocobase.benchmark.run.BenchmarkMain "$plan" \
  "$here/vertx-websocket/target/classes:$(cat "$here/vertx-websocket/target/classpath.txt")" \
  "$javascript" "$results" "$root/docs/performance.md" "$@"
