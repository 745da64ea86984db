#!/usr/bin/env bash
# Renew requirements/*.txt: the newest versions that pyproject.toml allows, for every Python and system that it names,
# each with the hash of every file it may be installed from. Written by uv; installed by pip alone.
set -euo pipefail
cd "$(dirname "$0")/.."

PYTHON="${PYTHON:-python3}"
TOOL=build/locking

[ -x "$TOOL/bin/pip" ] || "$PYTHON" -m venv --clear "$TOOL"
"$TOOL/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade uv

# Files are built without a network of their own, so what builds this project is locked too.
wanted_to_build() {
  "$PYTHON" -c 'import tomllib
with open("pyproject.toml", "rb") as file:
    print(*tomllib.load(file)["build-system"]["requires"], sep="\n")'
}

# lock NAME OPTION...: write requirements/NAME.txt
lock() {
  local name="$1"; shift
  wanted_to_build | "$TOOL/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" \
    --output-file "requirements/$name.txt" "$@" pyproject.toml -
}

mkdir -p requirements
lock bench --upgrade --extra test --extra bench
lock test --upgrade --extra test --constraint requirements/bench.txt
lock letters --upgrade --constraint requirements/bench.txt
