#!/usr/bin/env bash
# Judges the workflows by actionlint. Where it can't be built, one line says so; in CI that fails.
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! built=$(bash tests/workflows/build.sh 2>&1); then
  echo "actionlint can't be built, so the workflows were not linted: ${built##*$'\n'}" >&2
  [ -z "${CI:-}" ]
  exit
fi
"${built##*$'\n'}" -no-color
