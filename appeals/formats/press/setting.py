"""Sets pieces of text: by WeasyPrint's own engine, or faster where the outcome is the same."""

from typing import Any

from appeals.formats.drawn import as_read, read_letter
from appeals.formats.press.shaping import Shaper, is_plain
from appeals.formats.press.typesetting import Face, Painter, Setting

TRIED = 8  # pieces of each style that are set both ways, and must come out the same


class Setter:
    """Sets pieces of text in the styles of a document."""

    def __init__(self, painter: Painter) -> None:
        """Take the painter of the document."""
        self.painter = painter
        self.done: dict[tuple[int, str], Setting | None] = {}
        self.presses: dict[int, Press | None] = {}
        self.tried: dict[int, int] = {}

    def set(self, box: Any, text: str) -> Setting | None:  # noqa: ANN401
        """Set a text in the style of a box; None where it would not be read back as it was written."""
        style = self.painter.style(box)
        setting = self.set_fast(box, text, style)
        if setting is not None:
            return setting
        if (style, text) not in self.done:
            self.done[style, text] = self.set_slow(box, text)
        return self.done[style, text]

    def set_slow(self, box: Any, text: str) -> Setting | None:  # noqa: ANN401
        """Set a text by WeasyPrint's engine."""
        setting = self.painter.set(box, text)
        if setting is None or not setting.drawn:
            return setting
        return setting if read_letter(setting.drawn, self.painter.tables()) == as_read(text) else None

    def set_fast(self, box: Any, text: str, style: int) -> Setting | None:  # noqa: ANN401
        """Set a text by HarfBuzz; None where that is not known to come out the same."""
        if style not in self.presses:
            face = self.painter.find_face(box)
            self.presses[style] = Press(face) if face else None
        press = self.presses[style]
        if press is None or not is_plain(text, press.face.language):
            return None
        setting = press.set(text)
        if setting is not None and self.tried.setdefault(style, 0) < TRIED:
            self.tried[style] += 1
            if setting != self.set_slow(box, text):
                self.presses[style] = None
                return None
        return setting


class Press:
    """Sets lines in one style with HarfBuzz, and writes them as WeasyPrint does."""

    def __init__(self, face: Face) -> None:
        """Take the font of the style."""
        self.face = face
        self.shaper = Shaper(face.font, face.features, face.language)
        self.words: dict[tuple[int, int], str] = {}
        self.texts = face.texts

    def set(self, text: str) -> Setting | None:
        """Set a text; None where a glyph is moved from its place, or reads as something else."""
        shaped = self.shaper.shape(text)
        if shaped is None:
            return None
        glyphs, clusters, advances = shaped
        words = self.words
        pairs = list(zip(glyphs, advances, strict=True))
        try:
            drawn = "".join([words[pair] for pair in pairs])
        except KeyError:
            for pair in pairs:
                if pair not in words:
                    words[pair] = self.face.write(*pair)
            drawn = "".join([words[pair] for pair in pairs])
        texts = self.texts
        try:
            read = "".join([texts[glyph] for glyph in glyphs])
        except KeyError:
            self.learn(text, glyphs.tolist(), clusters.tolist())
            read = "".join([texts[glyph] for glyph in glyphs])
        if read != text and as_read(read) != as_read(text):
            return None
        drawn = drawn[:-1] if drawn.endswith("<") else f"{drawn}>"
        return Setting(b"%b[<%b] TJ" % (self.face.opening, drawn.encode()), sum(advances) * self.face.unit)

    def learn(self, text: str, glyphs: list[int], clusters: list[int]) -> None:
        """Learn what new glyphs stand for, as WeasyPrint does: the first text that they are drawn for."""
        for glyph, begin, end in zip(glyphs, clusters, [*clusters[1:], len(text)], strict=True):
            self.texts.setdefault(glyph, text[begin:end])
