#!/usr/bin/env bash
# Compiles what docs/migration.md shows of the official SDKs: Go against declarations of the SDK's API, JavaScript by
# Node's parser. What is not installed is skipped.
set -euo pipefail
cd "$(dirname "$0")"

if command -v go >/dev/null; then
  unformatted=$(gofmt -l go)
  if [ -n "$unformatted" ]; then
    echo "Not formatted by gofmt: $unformatted" >&2
    exit 1
  fi
  (cd go && GOFLAGS=-mod=mod GOPROXY=off go vet ./...)
else
  echo "Go examples skipped: go is not installed"
fi
if command -v node >/dev/null; then
  node --check js/migration.mjs
else
  echo "JavaScript examples skipped: node is not installed"
fi
