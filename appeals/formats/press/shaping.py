"""Shapes a line of Latin script with HarfBuzz alone, as Pango does: some ten times faster than through Pango.

Pango cuts a line into runs of one script, one font and one language, and has HarfBuzz shape each run. A line of Latin
letters, figures and plain punctuation, all of them in the first font of its style, is one such run. For those lines
alone, the font that Pango holds is handed to the very HarfBuzz that Pango has loaded. Tests compare the two ways.
"""

import re
from array import array
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from importlib import import_module
from typing import Any

# Letters of the blocks of Latin up to Extended-B and Extended Additional, and what stands between them.
LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]")
PLAIN = re.compile("[ -~\u00a0À-ÖØ-öø-ɏḀ-ỿ–—‘’“”„·…]+")
LANGUAGES = frozenset({"de", "en", "es", "fr", "it", "nl", "pt"})  # written in Latin script, as Pango knows them
BUFFER_ENDS = 3  # HB_BUFFER_FLAG_BOT and HB_BUFFER_FLAG_EOT: the line is all of its paragraph
LEFT_TO_RIGHT = 4
RECORD = 5  # 32-bit numbers in the record of a glyph, and in that of its position
LIBRARIES = ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll", "harfbuzz")
DECLARATIONS = """
typedef struct hb_buffer_t hb_buffer_t;
typedef struct hb_font_t hb_font_t;
typedef struct hb_face_t hb_face_t;
typedef struct hb_language_impl_t *hb_language_t;
typedef struct {
  int direction; uint32_t script; hb_language_t language; void *reserved1; void *reserved2;
} hb_segment_properties_t;
typedef struct { uint32_t tag; uint32_t value; unsigned int start; unsigned int end; } hb_feature_t;
hb_buffer_t *hb_buffer_create(void);
void hb_buffer_destroy(hb_buffer_t *);
void hb_buffer_clear_contents(hb_buffer_t *);
void hb_buffer_add_utf32(hb_buffer_t *, const char *, int, unsigned int, int);
void hb_buffer_set_segment_properties(hb_buffer_t *, const hb_segment_properties_t *);
void hb_buffer_set_flags(hb_buffer_t *, int);
hb_language_t hb_language_from_string(const char *, int);
void hb_shape(hb_font_t *, hb_buffer_t *, const hb_feature_t *, unsigned int);
void *hb_buffer_get_glyph_infos(hb_buffer_t *, unsigned int *);
void *hb_buffer_get_glyph_positions(hb_buffer_t *, unsigned int *);
hb_font_t *hb_font_create(hb_face_t *);
void hb_font_destroy(hb_font_t *);
int32_t hb_font_get_glyph_h_advance(hb_font_t *, uint32_t);
"""


def is_all_plain(text: str) -> bool:
    """Say whether a text is made of Latin letters, figures and plain punctuation."""
    return PLAIN.fullmatch(text) is not None


def is_plain(text: str, language: str) -> bool:
    """Say whether Pango makes one run of Latin script of a text."""
    return (
        language.partition("-")[0] in LANGUAGES and PLAIN.fullmatch(text) is not None and LATIN.search(text) is not None
    )


@lru_cache(maxsize=1)
def load() -> tuple[Any, Any]:
    """Load the HarfBuzz that Pango has loaded, with what the press calls of it."""
    ffi = import_module("cffi").FFI()  # it comes with WeasyPrint, which is loaded late
    ffi.cdef(DECLARATIONS)
    for name in LIBRARIES[:-1]:
        with suppress(OSError):
            return ffi, ffi.dlopen(name)
    return ffi, ffi.dlopen(LIBRARIES[-1])


def tag(name: str) -> int:
    """Write a name of four letters as HarfBuzz counts it."""
    return int.from_bytes(name.encode(), "big")


class Shaper:
    """Shapes lines in one font, with one set of features, in one language."""

    def __init__(self, font: int, features: Mapping[str, int], language: str) -> None:
        """Take the address of Pango's font."""
        self.ffi, self.harfbuzz = load()
        self.font = self.ffi.cast("hb_font_t *", font)
        chosen = [(tag(name), int(value), 0, 2**32 - 1) for name, value in features.items()]
        self.features = self.ffi.new("hb_feature_t[]", chosen)
        self.count = len(chosen)
        spoken = self.harfbuzz.hb_language_from_string(language.encode(), -1)
        self.run = self.ffi.new("hb_segment_properties_t *", (LEFT_TO_RIGHT, tag("Latn"), spoken))
        self.buffer = self.ffi.gc(self.harfbuzz.hb_buffer_create(), self.harfbuzz.hb_buffer_destroy)
        self.length = self.ffi.new("unsigned int *")

    def shape(self, text: str) -> tuple["array[int]", "array[int]", "array[int]"] | None:
        """Return the glyphs, their clusters and their advances; None where a glyph is moved from its place."""
        harfbuzz, buffer = self.harfbuzz, self.buffer
        harfbuzz.hb_buffer_clear_contents(buffer)
        harfbuzz.hb_buffer_add_utf32(buffer, text.encode("utf-32-le"), len(text), 0, len(text))
        harfbuzz.hb_buffer_set_segment_properties(buffer, self.run)
        harfbuzz.hb_buffer_set_flags(buffer, BUFFER_ENDS)
        harfbuzz.hb_shape(self.font, buffer, self.features, self.count)
        infos, positions = array("I"), array("i")
        found = harfbuzz.hb_buffer_get_glyph_infos(buffer, self.length)
        size = 4 * RECORD * self.length[0]
        infos.frombytes(self.ffi.buffer(found, size))
        positions.frombytes(self.ffi.buffer(harfbuzz.hb_buffer_get_glyph_positions(buffer, self.length), size))
        if any(positions[2::RECORD]) or any(positions[3::RECORD]):
            return None
        return infos[0::RECORD], infos[2::RECORD], positions[0::RECORD]


def measure_advance(face: int, glyph: int) -> int:
    """Return the advance of a glyph in the units of its font, whose face is at an address."""
    ffi, harfbuzz = load()
    font = ffi.gc(harfbuzz.hb_font_create(ffi.cast("hb_face_t *", face)), harfbuzz.hb_font_destroy)
    return int(harfbuzz.hb_font_get_glyph_h_advance(font, glyph))
