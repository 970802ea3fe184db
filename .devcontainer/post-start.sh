#!/usr/bin/env bash
# Says what to do next, whenever the container starts.
set -euo pipefail
cat <<'NEXT'

PostgreSQL runs at localhost:5432.
  make local     runs the whole system on it; that is started now, in a terminal of its own
  make reset     clears what the local run keeps in this folder, not the databases
  psql           asks the database: psql "$PG_SERVER"
The Flask example: examples/flask_app/README.md. What is where: docs/dev-container.md

NEXT
