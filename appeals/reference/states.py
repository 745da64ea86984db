"""The names of states and of the few other entities that join treaties."""

import re
from difflib import get_close_matches
from functools import cache

from appeals.model.law import State
from appeals.problems import UsageError
from appeals.reference.tables import read_table
from appeals.reference.territories import find_territory, no_law_of

# Names that people and older lists use beside those of UNTERM.
ALIASES = {
    "bahamas (the)": "BHS",
    "bolivia": "BOL",
    "britain": "GBR",
    "brunei": "BRN",
    "burma": "MMR",
    "cape verde": "CPV",
    "eu": "EUU",
    "former yugoslav republic of macedonia": "MKD",
    "iran": "IRN",
    "ivory coast": "CIV",
    "laos": "LAO",
    "micronesia": "FSM",
    "moldova": "MDA",
    "netherlands (kingdom of the)": "NLD",
    "north korea": "PRK",
    "palestine": "PSE",
    "russia": "RUS",
    "south korea": "KOR",
    "swaziland": "SWZ",
    "syria": "SYR",
    "tanzania": "TZA",
    "turkey": "TUR",
    "uk": "GBR",
    "united kingdom": "GBR",
    "united states": "USA",
    "vatican": "VAT",
    "venezuela": "VEN",
    "vietnam": "VNM",
}


@cache
def states() -> tuple[State, ...]:
    """List all states in the order of their alpha-3 codes; names are those of UNTERM."""
    return tuple(
        State(row["iso2"], row["iso3"], row["prose_en"], row["formal_en"]) for row in read_table("state_names.csv")
    )


@cache
def _names() -> dict[str, State]:
    names: dict[str, State] = {}
    for row, state in zip(read_table("state_names.csv"), states(), strict=True):
        for name in (row["short_en"], state.name, state.formal_name, state.iso2, state.iso3):
            names[_fold(name)] = state
    return names | {name: state_of(code) for name, code in ALIASES.items()}


def _fold(name: str) -> str:
    folded = " ".join(name.casefold().replace("’", "'").split())
    return re.sub(r"^st\. ", "saint ", folded.removeprefix("the "))


def find_state(text: str) -> State:
    """Find a state by alpha-2, alpha-3, short or formal English name; raise UsageError that says what was meant."""
    names = _names()
    folded = _fold(text)
    if folded in names:
        return names[folded]
    if territory := find_territory(text):
        raise UsageError.of(*no_law_of(territory))
    near = _near(folded)
    meant = (
        f"did you mean {' or '.join(f'“{name}”' for name in near)}?"
        if near
        else "give its two or three letters (CN, CHN) or its English name"
    )
    raise UsageError.of(f"there is no state “{text}”", meant)


def _near(folded: str) -> list[str]:
    """Name the states whose name holds the word, or else the one that is written most alike."""
    names = {name: state for name, state in _names().items() if len(name) > len("xxx")}
    holding = [state.name for name, state in names.items() if len(folded) > len("xxx") and folded in name.split()]
    alike = [names[name].name for name in get_close_matches(folded, list(names), n=1)]
    return sorted(set(holding or alike))[:4]


@cache
def _codes() -> dict[str, State]:
    return {code: state for state in states() for code in (state.iso2, state.iso3)}


def state_of(code: str) -> State:
    """Return the state of an alpha-2 or alpha-3 code that is known to be right."""
    return _codes()[code]


def is_state(code: str) -> bool:
    """Say whether a code is a state's alpha-2 or alpha-3."""
    return code in _codes()
