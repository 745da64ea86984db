"""Bytes of a table -> text: UTF-8, UTF-16 and Windows-1252, and what each of them may be taken for is refused."""

import codecs
import re

from appeals.problems import Place, Problem, RecordError, UsageError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
WESTERN = "Windows-1252"
# Signs of Windows-1252 that stand inside no word: letters of another code page were taken for them (“Stra§e”, “£ódŸ”).
SIGN = r"[¹²³¼½¾¿¡¢£¤¥¦§¨©¬®¯±¶¸×÷†‡…‰‹›™˜ˆ]"
STRANGE_WORD = re.compile(rf"[^\W\d_]*(?:(?<=[^\W\d_]){SIGN}(?=[^\W\d_])|(?<!\w)[¹³£¥¿](?=[^\W\d_]))[^\W\d_]*")
ALL_ACCENTS = re.compile(r"(?<!\w)[À-ÿ]{4,}(?!\w)")  # Cyrillic or Greek, read as Western: “Ïîñîëüñòâî”
SAVE = "save it as “CSV UTF-8”, or name its encoding, as in --encoding windows-1250"


def decode(content: bytes, file: str, encoding: str = "") -> tuple[str, str]:
    """Return the text of a table and the name of its encoding.

    Raises RecordError where it cannot be told, with what looks wrong, and UsageError for an encoding that there is not.
    """
    if encoding:
        return _as_told(content, file, encoding)
    for mark, codec, name in MARKS:
        if content.startswith(mark):
            return _decoded(content, file, codec, name), name
    if b"\0" in content:
        odd, even = content[1::2].count(0), content[::2].count(0)
        codec = "utf-16-le" if odd >= even else "utf-16-be"
        return _decoded(content, file, codec, "UTF-16"), "UTF-16"
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _western(content, file), WESTERN


def _as_told(content: bytes, file: str, encoding: str) -> tuple[str, str]:
    """Decode with the encoding that was asked for."""
    try:
        codec = codecs.lookup(encoding).name
        "".encode(codec)  # a codec of texts, not of bytes
    except LookupError as error:
        raise UsageError.of(f"there is no encoding “{encoding}”", "write one as utf-8 or windows-1250") from error
    text = _decoded(content, file, codec, encoding)
    return text.removeprefix("\ufeff"), encoding


def _decoded(content: bytes, file: str, codec: str, name: str) -> str:
    """Decode strictly, and tell the line of the first fault."""
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        line = content[: error.start].decode(codec, "replace").count("\n") + 1
        raise RecordError(Problem(f"this is not {name} text", SAVE, Place(file, line))) from error


def _western(content: bytes, file: str) -> str:
    """Read what Excel for Windows writes in Western Europe; refuse what is more likely another code page."""
    text = _decoded(content, file, "cp1252", f"text in UTF-8 or {WESTERN}")
    if found := STRANGE_WORD.search(text) or ALL_ACCENTS.search(text):
        line = text.count("\n", 0, found.start()) + 1
        sentence = f"this is not UTF-8, and read as {WESTERN} it has the word “{found[0]}”"
        raise RecordError(Problem(sentence, SAVE, Place(file, line)))
    return text
