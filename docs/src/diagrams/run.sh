#!/usr/bin/env bash
# Lets mermaid itself read the diagrams of all pages; needs Node, and skips without.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
work="$root/docs/target/diagrams"

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "Diagram check skipped: node and npm are not installed"
  exit 0
fi
mkdir -p "$work"
cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$here/check.mjs" "$work/"
(cd "$work" && npm ci --ignore-scripts --no-progress --loglevel=error)
cd "$root"
git ls-files -z '*.md' | xargs -0 node "$work/check.mjs"
