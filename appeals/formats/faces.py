"""The faces of the letter within a style sheet, for a page that asks for no file.

Each face is whole, and every table in it unchanged: WOFF 1.0 only packs them. So it is no modified version and may keep
its reserved name (FAQ of the SIL Open Font License, 2.2.1); its own table of names bears notice and licence. Nothing is
cut away either, because nobody knows beforehand which letters are in a sender's name.
"""

import re
from base64 import b64encode
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont

from appeals.formats.glyphs import SHEET
from appeals.templating import Templates

RULE = re.compile(r"@font-face\s*\{[^}]*\}")
FILE = re.compile(r'url\("(?P<file>[^"]+)"\)')
FAX_ALONE = re.compile(r"font-weight:\s*500")  # the medium weight is for fax machines
LICENCE = "/* {notice} SIL Open Font License 1.1, https://openfontlicense.org */"


def embed_faces(templates: Templates) -> str:
    """Write the letter's @font-face rules with the fonts in them as `data:` addresses."""
    rules = (rule[0] for rule in RULE.finditer(templates.text(SHEET)) if not FAX_ALONE.search(rule[0]))
    notices: dict[str, None] = {}

    def embed(found: re.Match[str]) -> str:
        packed, notice = pack(templates.path(f"letterhead/{found['file']}"))
        notices[notice] = None
        return f'url("data:font/woff;base64,{packed}") format("woff")'

    embedded = [FILE.sub(embed, rule) for rule in rules]
    return "\n".join((*(LICENCE.format(notice=notice) for notice in notices), *embedded))


@lru_cache(maxsize=8)
def pack(file: Path) -> tuple[str, str]:
    """Pack a font as WOFF 1.0; return it in base64, with the notice of its makers."""
    with TTFont(file, lazy=True) as font:
        notice = " ".join(str(font["name"].getDebugName(0) or "").replace("*/", "").split())
    with TTFont(
        file, lazy=True, recalcTimestamp=False, recalcBBoxes=False
    ) as font:  # no table is read, so none changes
        font.flavor = "woff"
        packed = BytesIO()
        font.save(packed, reorderTables=False)
    return b64encode(packed.getvalue()).decode("ascii"), notice
