#!/usr/bin/env bash
# Make .venv ready to work: an editable install with the extras named (`setup.sh test`), and Pango for the PDF.
# What the system lacks is installed by apt where that may be done without asking; else the line to type is shown.
# Stamps in .venv say that all is there; while Pango is missing there is none, and the next run looks again.
set -euo pipefail
cd "$(dirname "$0")/.."

PYTHON="${PYTHON:-python3}"
EXTRAS="${1:+[$1]}"
PANGO=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
# What the tests try faxes with: a fax server and its tools, a reader of pictures, another maker of faxes.
FAX=(hylafax-server hylafax-client libtiff-tools tesseract-ocr tesseract-ocr-deu ghostscript)
# The browser that tests drive as a volunteer would; Playwright uses this one and downloads none.
BROWSER=(chromium)

say() { echo "$*" >&2; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

may_use_apt() { command -v apt-get >/dev/null && as_root true 2>/dev/null; }

# quietly COMMAND...: show what it prints only when it fails
quietly() {
  local printed
  printed="$("$@" 2>&1)" || { say "$printed"; return 1; }
}

# provide WHAT PACKAGE...: by apt, or by telling how
provide() {
  local what="$1"; shift
  if may_use_apt; then
    say "Installing $what by apt: $*"
    quietly as_root apt-get update -q &&
      quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" && return
  fi
  say "$what is missing. On Debian and Ubuntu type:  sudo apt-get install $*"
  return 1
}

has_fax_tools() {
  local tool
  for tool in sendfax /usr/lib/hylafax/bin/tiffcheck tiffinfo gs tesseract; do
    command -v "$tool" >/dev/null || return 1
  done
  grep -qx deu < <(tesseract --list-langs 2>/dev/null)
}

has_browser() {
  local name
  for name in chromium chromium-browser google-chrome-stable google-chrome; do
    command -v "$name" >/dev/null && return
  done
  return 1
}

if ! command -v "$PYTHON" >/dev/null || ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  say "Python 3.11 or newer is needed; $PYTHON is $("$PYTHON" --version 2>/dev/null || echo missing)."
  say "If another one is installed, name it:  make PYTHON=python3.12 ..."
  exit 1
fi

"$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || provide "Python's venv" python3-venv || exit 1

say "Setting up .venv (once, a minute or two) ..."
[ -x .venv/bin/pip ] || "$PYTHON" -m venv --clear .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".$EXTRAS"

if [ -n "$EXTRAS" ] && ! has_fax_tools && ! provide "What some tests of the fax need" "${FAX[@]}"; then
  say "Until then those tests are skipped."
  [ "${CI:-}" != true ] || exit 1
fi

if [ -n "$EXTRAS" ] && ! has_browser && ! provide "The browser that some tests drive" "${BROWSER[@]}"; then
  say "Until then those tests are skipped."
  [ "${CI:-}" != true ] || exit 1
fi

if .venv/bin/python tools/pango.py || { provide "Pango, which draws the PDF," "${PANGO[@]}" && .venv/bin/python tools/pango.py; }; then
  touch .venv/ready
  [ -z "$EXTRAS" ] || touch .venv/ready-to-test
else
  say "Until then letters can be written as text and HTML:  --as text,html"
  [ "${CI:-}" != true ] || exit 1
fi
