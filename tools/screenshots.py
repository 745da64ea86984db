"""Takes the README's two pictures of the form: at a desk in English, on a telephone in German.

    python tools/screenshots.py        # writes pictures/form.png and pictures/telephone.png

It starts `appeals serve` with the shipped records and drives the system's Chromium; nothing is fetched from elsewhere.
"""

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parents[1]
sys.path.insert(0, str(HOUSE / "tests" / "browsing"))

from driving import QUIET, find_chromium  # noqa: E402 -- shared with the tests

PICTURES = HOUSE / "pictures"
CASE = "forced-returns-2003"
# Nobody of these names exists.
DESK = {
    "name": "Jane Example",
    "address": "4 Mill Lane\nBristol BS1 9XX",
    "words": "I teach at a school. Among my pupils are children who fled, and who were let in.",
}
TELEPHONE = {"name": "Erika Beispiel", "address": "Lindenweg 4\n10117 Berlin"}
SETTINGS: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "form": ({"locale": "en-GB", "viewport": {"width": 1280, "height": 980}}, DESK),
    "telephone": ({"locale": "de-DE", "viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}, TELEPHONE),
}


def take(browser: Any, address: str, setting: dict[str, Any], typed: dict[str, str]) -> bytes:  # noqa: ANN401
    """Fill in the form, wait for the letter, and take a picture of what is seen."""
    context = browser.new_context(**setting, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}/letters/{CASE}")
    page.wait_for_selector("#pages img")
    for name, text in typed.items():
        page.fill(f"#{name}", text)
        page.wait_for_timeout(200)
    page.wait_for_selector("#letter[data-state=shown]")
    page.wait_for_timeout(4000)  # a slow machine may still be drawing
    page.evaluate("() => { document.activeElement.blur(); window.scrollTo(0, 0); }")
    page.evaluate("() => document.getElementById('pages').scrollTo(0, 0)")
    taken: bytes = page.screenshot()
    context.close()
    return taken


def save(picture: bytes, path: Path) -> None:
    """Write a picture in a palette of 255 colours, which is a third of its size and looks the same."""
    from PIL import Image  # noqa: PLC0415 -- not for --help

    path.parent.mkdir(exist_ok=True)
    Image.open(BytesIO(picture)).convert("RGB").quantize(255, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(HOUSE)}: {path.stat().st_size // 1000} kB")


def main() -> None:
    """Start the server and the browser, and take the pictures."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- a tool of the tests

    words = (sys.executable, "-m", "appeals", "-C", str(HOUSE), "serve", "--port", "0", "--workers", "1")
    with subprocess.Popen(words, cwd=HOUSE, stdout=subprocess.PIPE, text=True) as server, sync_playwright() as driver:
        address = (server.stdout.readline() if server.stdout else "").strip().rstrip("/")
        try:
            browser = driver.chromium.launch(executable_path=find_chromium(), args=list(QUIET))
            for name, (setting, typed) in SETTINGS.items():
                save(take(browser, address, setting, typed), PICTURES / f"{name}.png")
            browser.close()
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
