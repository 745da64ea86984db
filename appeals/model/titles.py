"""What stands before a person's name: predicates, courtesy titles, academic titles; and the name without them."""

import re
from dataclasses import dataclass

PREDICATES = (
    r"H\.E\.", r"S\.E\.(?:\s?M\.)?", r"S\.\s?Exc\.", r"(?:His |Her |Your )?Excellency", r"Son Excellence",
    r"(?:Seiner? |Ihrer? )?Exzellenz", r"Excelent[íi]sim[oa]", r"Excm[oa]\.?", r"Su Excelencia", r"Sua Excelência",
    r"(?:The )?Hon(?:ou?rable|\.)", r"(?:The )?Rt\.? Hon(?:ou?rable|\.)?",
)  # fmt: skip
MALE = (
    r"Mr\.?", r"Herrn?", r"Monsieur", r"M\.(?=\s+(?:le|Dr|Prof))", r"Señor", r"Sr\.", r"Senhor", r"Signor", r"Sig\.",
    r"Dhr\.", r"Г-н", r"Господин",
)  # fmt: skip
FEMALE = (
    r"Mrs\.?", r"Ms\.?", r"Miss", r"Frau", r"Madame", r"Mme\.?", r"Mlle\.?", r"Mademoiselle", r"Señora", r"Señorita",
    r"Sra\.", r"Srta\.", r"Senhora", r"Signora", r"Sig\.ra", r"Mevr\.", r"Г-жа", r"Госпожа",
)  # fmt: skip
ACADEMIC = (
    r"Dr\.?(?:\s?(?:h\.\s?c\.|med\.|jur\.|iur\.|phil\.|rer\.\s?(?:nat|pol)\.|-?Ing\.|habil\.))*", r"Dra\.", r"Prof\.?",
    r"Professor(?:in)?", r"Mag\.", r"Dipl\.-[A-Z][a-z]+\.", r"Ing\.",
)  # fmt: skip
CAPITALS = re.compile(r"HE(?=\s+(?:Mr|Ms|Mrs|Dr|Prof)\b)")  # before another title; alone it may be the name He


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words)})(?=[\s,]|$)", re.IGNORECASE)


KINDS = {
    "predicate": _pattern(PREDICATES),
    "female": _pattern(FEMALE),
    "male": _pattern(MALE),
    "either": _pattern((r"Mx\.?",)),
    "academic": _pattern(ACADEMIC),
}
WHOSE = {"his": "male", "seine": "male", "seiner": "male", "her": "female", "ihre": "female", "ihrer": "female"}


@dataclass(frozen=True, slots=True)
class Titled:
    """A name, and the titles that stood before it."""

    name: str
    titles: str = ""  # all of them, as they were written
    academic: str = ""
    genders: frozenset[str] = frozenset()


def split_name(text: str) -> Titled:
    """Part a name from the titles before it: “H.E. Mr. José Núñez” is José Núñez."""
    whole = text.strip()
    rest, academic, genders = whole, list[str](), set[str]()
    while found := _title(rest):
        kind, word = found
        following = rest[len(word) :].strip(" ,")
        if not following:
            break
        rest = following
        if kind == "academic":
            academic.append(word)
        elif kind in {"male", "female"}:
            genders.add(kind)
        elif whose := WHOSE.get(word.split()[0].casefold()):
            genders.add(whose)
    titles = whole[: len(whole) - len(rest)].strip(" ,")
    return Titled(rest, titles, " ".join(academic), frozenset(genders))


def _title(text: str) -> tuple[str, str] | None:
    """Find the title that a text begins with, and its kind."""
    if found := CAPITALS.match(text):
        return "predicate", found[0]
    return next(((kind, found[0]) for kind, pattern in KINDS.items() if (found := pattern.match(text))), None)


def kinds_of(honorific: str) -> tuple[str, ...]:
    """Tell which academic titles an honorific holds: `prof` and `dr`, the higher first; none for any other."""
    words = {word.strip(".").casefold() for word in re.split(r"[\s,]+", honorific)}
    held = (("prof", {"prof", "professor", "professorin"}), ("dr", {"dr", "dra", "doctor", "doktor"}))
    return tuple(kind for kind, names in held if words & names)
