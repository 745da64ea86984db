#!/usr/bin/env bash
# Make .venv ready to work: the locked versions of requirements/NAME.txt, this project, and Pango for the PDF.
# `setup.sh` alone readies it for letters, `setup.sh test` for the tests, `setup.sh bench` for measuring too.
# VERSIONS=newest takes the newest versions that pyproject.toml allows instead; VENV names another folder.
# What the system lacks is installed by apt where that may be done without asking; else the line to type is shown.
# Stamps in the folder say that all is there; while Pango is missing there is none, and the next run looks again.
set -euo pipefail
cd "$(dirname "$0")/.."

PYTHON="${PYTHON:-python3}"
FOR="${1:-letters}"
VENV="${VENV:-.venv}"
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

# Exactly the files whose hashes are locked, and nothing chosen on the day; hatchling, which builds us, is among them.
install_locked() {
  pip install --require-hashes --no-deps --requirement "requirements/$FOR.txt" &&
    pip install --no-deps --no-build-isolation --editable . &&
    quietly "$VENV/bin/python" -m pip check
}

install_newest() {
  local extras
  case "$FOR" in letters) extras="" ;; bench) extras="[test,bench]" ;; *) extras="[$FOR]" ;; esac
  pip install --upgrade --upgrade-strategy eager --editable ".$extras"
}

pip() { "$VENV/bin/python" -m pip --quiet --disable-pip-version-check "$@"; }

say "Setting up $VENV (once, a minute or two) ..."
[ -x "$VENV/bin/pip" ] || "$PYTHON" -m venv --clear "$VENV"
if [ "${VERSIONS:-locked}" = newest ]; then install_newest; else install_locked; fi

if [ "$FOR" != letters ] && ! has_fax_tools && ! provide "What some tests of the fax need" "${FAX[@]}"; then
  say "Until then those tests are skipped."
  [ "${CI:-}" != true ] || exit 1
fi

if [ "$FOR" != letters ] && ! has_browser && ! provide "The browser that some tests drive" "${BROWSER[@]}"; then
  say "Until then those tests are skipped."
  [ "${CI:-}" != true ] || exit 1
fi

if "$VENV/bin/python" tools/pango.py || { provide "Pango, which draws the PDF," "${PANGO[@]}" && "$VENV/bin/python" tools/pango.py; }; then
  touch "$VENV/ready"
  [ "$FOR" = letters ] || touch "$VENV/ready-to-test"
else
  say "Until then letters can be written as text and HTML:  --as text,html"
  [ "${CI:-}" != true ] || exit 1
fi
