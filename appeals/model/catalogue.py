"""The catalogue of law: every instrument, provision, standing and reservation that can be cited."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from appeals.model.law import Instrument, Provision, Reservation, StatusRow

Gender = Literal["m", "f", "n", "pl"]


@dataclass(frozen=True, slots=True)
class Title:
    """An instrument's title in one language, with the forms its grammar needs."""

    title: str
    genitive: str  # with its article: des Abkommens über die Rechtsstellung der Flüchtlinge
    short: str
    short_genitive: str
    gender: Gender = "n"
    short_gender: Gender = "n"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Gist:
    """A provision's gist, and the duty it lays on a state, in one language and in our own words."""

    gist: str
    duty: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """The law that can be cited; titles and gists are keyed by (code or key, language)."""

    instruments: Mapping[str, Instrument]
    provisions: Mapping[str, Provision]
    rows: Mapping[tuple[str, str], tuple[StatusRow, ...]]
    reservations: Mapping[tuple[str, str], tuple[Reservation, ...]]
    titles: Mapping[tuple[str, str], Title] = field(default_factory=dict)
    gists: Mapping[tuple[str, str], Gist] = field(default_factory=dict)

    def with_parties(self) -> tuple[Instrument, ...]:
        """List the instruments that states join and of which some state has a row."""
        known = {code for code, _ in self.rows}
        return tuple(i for i in self.instruments.values() if i.code in known)
