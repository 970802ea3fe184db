#!/usr/bin/env bash
# Prepares the checkout, once the container has been made: .env, and everything that is pinned.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -e .env ] || cp .env.sample .env
# One that was made outside of the container has programs for another system.
if [ -e .venv ] && ! .venv/bin/python -c '' 2>/dev/null; then
  echo "set-up: .venv is of another system, and is made anew"
  rm -rf .venv
fi
make --no-print-directory .venv/.development
