#!/usr/bin/env bash
# Checks the emulator against the official JavaScript SDK: starts the emulator's main on a free port for each profile
# that the SDK understands, and drives it with the SDK. Needs the module compiled (mvn package); skips without Node.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
module=$(cd "$here/../../.." && pwd)
work="$module/target/js-check"

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "JavaScript SDK check skipped: node and npm are not installed"
  exit 0
fi
if [ ! -d "$module/target/classes" ]; then
  echo "JavaScript SDK check: compile the module first (mvn -pl camel-cocobase-emulator package)" >&2
  exit 1
fi

mkdir -p "$work"
cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$here/check.mjs" "$work/"
(cd "$work" && npm ci --ignore-scripts --no-progress --loglevel=error)

classpath="$work/classpath.txt"
(cd "$module/.." && mvn -q -B -pl "$(basename "$module")" dependency:build-classpath \
  -Dmdep.outputFile="$classpath" -Dmdep.includeScope=runtime)

emulator=
stop_emulator() {
  if [ -n "$emulator" ]; then
    kill "$emulator" 2>/dev/null || true
    wait "$emulator" 2>/dev/null || true
    emulator=
  fi
}
trap stop_emulator EXIT

for profile in sdk document; do
  log="$work/emulator-$profile.log"
  java -cp "$module/target/classes:$(cat "$classpath")" io.github.camelcocobase.emulator.EmulatorMain \
    --port 0 --api-key js-check --profile "$profile" --collection users >"$log" 2>&1 &
  emulator=$!
  url=
  for _ in $(seq 150); do
    url=$(sed -n 's/.* listening on \(http:.*\)$/\1/p' "$log")
    [ -n "$url" ] && break
    kill -0 "$emulator" 2>/dev/null || break
    sleep 0.2
  done
  if [ -z "$url" ]; then
    echo "The emulator did not start:" >&2
    cat "$log" >&2
    exit 1
  fi
  echo "JavaScript SDK against profile $profile at $url"
  (cd "$work" && COCOBASE_BASE_URL="$url" COCOBASE_API_KEY=js-check node --test --test-reporter=spec check.mjs)
  stop_emulator
done
