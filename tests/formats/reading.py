"""Reads finished PDFs as a machine of the post would: where the words stand, and where there is ink."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageChops
from structure import find_structure_faults

MM = 25.4 / 72


def read(content):
    """Read the stretches of text of every page as (text, left, top, right, bottom), and the drawn lines."""
    document = pypdfium2.PdfDocument(content)
    pages = []
    for page in document:
        height = page.get_height()
        text = page.get_textpage()
        texts = []
        for number in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(number)
            words = text.get_text_bounded(left, bottom, right, top).strip()
            texts.append((words, left * MM, (height - top) * MM, right * MM, (height - bottom) * MM))
        paths = [
            (o.get_bounds()[0] * MM, (height - o.get_bounds()[3]) * MM, o.get_bounds()[2] * MM)
            for o in page.get_objects(filter=[2])
        ]
        pages.append((texts, paths))
        text.close()
        page.close()
    document.close()
    return pages


def find(texts, words):
    """Find the stretch of text that begins with these words."""
    return next(entry for entry in texts if entry[0].startswith(words))


SCALE = 10  # pixels in a millimetre


def photograph(content, page=0):
    """Take a picture of a page, white for ink and black for paper."""
    document = pypdfium2.PdfDocument(content)
    picture = document[page].render(scale=SCALE * MM, grayscale=True).to_pil()
    document.close()
    return ImageChops.invert(picture)


def crop(picture, frame):
    """Cut a frame in millimetres out of a picture."""
    return picture.crop(tuple(round(side * SCALE) for side in frame))


def ink(picture):
    """Return the frame around all ink of a picture in millimetres, or None."""
    box = picture.point(lambda shade: 255 if shade > 64 else 0).getbbox()
    return box and tuple(side / SCALE for side in box)


def audit(file, content):
    """Return what checkers of PDF/A-3a and PDF/UA-1 find, two of the latter, and what disturbs reading aloud."""
    outloud = shutil.which("outloud", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if not outloud:
        pytest.skip("pip install outloud==0.2.1")
    found = validate(file, content)
    heard = subprocess.run([outloud, "--fail-on", "warning", file], capture_output=True, text=True, check=False)
    return found + [("outloud", heard.stdout)] * bool(heard.returncode)


def validate(file, content):
    """Return what checkers of PDF/A-3a and PDF/UA-1 find, two of the latter."""
    page = pytest.importorskip("page", reason="pip install page-validation==0.11.0")
    file.write_bytes(content)
    results = [page.validate_pdf(str(file), profile=profile) for profile in ("3a", "ua1")]
    found = [(failure.rule_id, failure.message) for result in results for failure in result.failures]
    found += [("not compliant", "")] * sum(not result.is_compliant for result in results)
    return found + list_findings(file) + [("structure", fault) for fault in find_structure_faults(content)]


def list_findings(file):
    """List what a second checker of PDF/UA-1 finds, which shares no code with the first."""
    pdfua = pytest.importorskip("pdfua", reason="pip install pdfua==0.1.3")
    return [(finding.rule_id, finding.message) for finding in pdfua.validate(str(file)).findings]
