"""The law with what the user adds to it, and the errands of `appeals law` and `appeals reference`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from appeals.law.extend import extend_catalogue, law_problems
from appeals.law.importing import Import, compare_page, write_law_file
from appeals.law.standing import find_standing
from appeals.model.catalogue import Catalogue
from appeals.model.document import Document
from appeals.model.law import StandingOn, State
from appeals.model.lawfile import LawFile
from appeals.problems import AppealsError, Problem, RecordError, UsageError
from appeals.records import check, did_you_mean, parse
from appeals.reference import catalogue, find_state
from appeals.reference.untc import read_page
from appeals.workspace import LAW, Workspace


def load_law(workspace: Workspace) -> Catalogue:
    """Read the packaged law and every file of `law/`; raise RecordError with every fault."""
    law = catalogue()
    wrong: list[Problem] = []
    for path in workspace.law_files():
        try:
            source = parse(workspace.read(path), str(path))
            file = check(source, LawFile)
        except AppealsError as error:
            wrong.extend(error.problems)
            continue
        found = [
            replace(problem, place=place, excerpt=source.excerpt(place))
            for problem in law_problems(law, file)
            for place in (source.place_of(problem.loc),)
        ]
        wrong.extend(found)
        law = law if found else extend_catalogue(law, [file])
    if wrong:
        raise RecordError(*wrong)
    return law


@dataclass(frozen=True, slots=True)
class Standings:
    """A state and its standings under instruments on a day."""

    state: State
    day: date
    standings: tuple[StandingOn, ...]


def list_standings(workspace: Workspace, name: str, codes: Sequence[str], day: date) -> Standings:
    """Tell the standing of a state under the instruments named, or under all that states join."""
    law, state = load_law(workspace), find_state(name)
    instruments = law.with_parties()
    if codes:
        wanted = [code.upper() for code in codes]
        known = {instrument.code: instrument for instrument in law.instruments.values()}
        for code in wanted:
            if code not in known:
                raise UsageError.of(
                    f"there is no instrument “{code}”",
                    did_you_mean(code, list(known), f"use one of: {', '.join(known)}"),
                )
        instruments = tuple(known[code] for code in wanted)
    found = (
        find_standing(
            one,
            state.iso3,
            law.rows.get((one.code, state.iso3), ()),
            day,
            law.reservations.get((one.code, state.iso3), ()),
        )
        for one in instruments
    )
    return Standings(state, day, tuple(found))


def compare_saved_page(workspace: Workspace, path: Path, code: str) -> Import:
    """Read a saved page of the UN Treaty Collection and compare it with the law as it stands."""
    return compare_page(load_law(workspace), read_page(workspace.read(path)), code.upper())


def keep_import(workspace: Workspace, made: Import) -> Path:
    """Write an import into the user's law, in the place of the last one for the same instrument."""
    name = f"untc-{made.instrument.code.lower()}.yaml"
    document = Document(name, "application/yaml", write_law_file(made).encode())
    return workspace.write([document], workspace.folder / LAW)[0]
