"""The lists of words of one language that texts are judged by: `templates/words/checks.<language>.toml`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from appeals.problems import Place, TemplateError

NOTHING = re.compile(r"(?!)")
QUOTED = re.compile(r"[“„«‹\"][^”“»›\"]{1,300}[”“»›\"]")


@dataclass(frozen=True)
class Lists:
    """The lists of a language, each made into one pattern when it is asked for."""

    language: str
    table: Mapping[str, Any]
    formal: Mapping[str, str]  # long name of a state -> its code, ISO 3166

    def pattern(self, name: str) -> re.Pattern[str]:
        """Make a pattern that finds any entry of a list as whole words; raise TemplateError for one that cannot be."""
        try:
            return whole_words(self.entries(name))
        except re.error as error:
            raise TemplateError.of(
                f"the list “{name}” cannot be read: {error}", "mend that regular expression", Place(self.file)
            ) from error

    def entries(self, name: str) -> tuple[str, ...]:
        """Return the entries of a list; one that the language lacks is empty."""
        return tuple(self.table.get(name, ()))

    @property
    def file(self) -> str:
        """The file that holds the lists."""
        return f"templates/words/checks.{self.language}.toml"

    @cached_property
    def long_names(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """The long names of states, found as well where an “of” or “the” was forgotten, with their codes."""
        names = dict(self.table.get("long_names", {})) or self.formal
        return tuple((_loosely(name), code) for name, code in names.items())


@lru_cache
def whole_words(entries: tuple[str, ...]) -> re.Pattern[str]:
    """Make a pattern that finds any of some expressions as whole words; of none, one that finds nothing."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(entries)})(?!\w)", re.IGNORECASE) if entries else NOTHING


def _loosely(name: str) -> re.Pattern[str]:
    words = [word for word in re.sub("['’]", "'", name).split() if word not in ("the", "of")]
    apart = r"\s+(?:of\s+)?(?:the\s+)?"
    return re.compile(
        rf"(?<!\w){apart.join(re.escape(word).replace(chr(39), '[' + chr(39) + '’]') for word in words)}(?!\w)"
    )


def unquoted(text: str) -> str:
    """Blank out what stands between quotation marks: it is somebody else's."""
    return QUOTED.sub(lambda found: " " * len(found[0]), text)


def matches(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """Yield each stretch of a text that a pattern finds, once."""
    yield from dict.fromkeys(found[0] for found in pattern.finditer(text))
