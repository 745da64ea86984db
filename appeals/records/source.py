"""YAML text in; plain data and the place of every value out.

Scalars stay text, so that `NO` stays Norway and `0123` a post code; only an empty value means “not known”.
The events of the parser are walked with a stack of our own, so that neither depth nor aliases can exhaust anything.

Most files have no fault, and nobody asks for a place in them. So they are read quickly for their data alone; where
anything is doubtful, or a place is asked for, they are walked again with care. Both ways read the same.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Any, Literal

import yaml

from appeals.model.name_redaction import HiddenName, NameSearch, hide_in_problem, search_for
from appeals.problems import Loc, Place, Problem, RecordError
from appeals.records.first import first_of
from appeals.records.quick import DEPTH, EMPTY, HIDDEN, LOADER, Data, Doubt, read_quickly
from appeals.records.shown import names_in, shown_key, shown_lines

__all__ = ["HIDDEN", "Data", "Places", "SourceText", "parse"]

CUT = re.compile(r"[ \t]+#[^\s#].*")
WIDTH = 100  # of an excerpt, in characters


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file of records as data, with where each key and value stands in its text."""

    file: str
    text: str
    data: Data
    values: Mapping[Loc, Place] = field(repr=False)
    keys: Mapping[Loc, Place] = field(repr=False)
    names: tuple[HiddenName, ...] = field(default=(), repr=False)  # of people; no message shows them
    others: tuple[str, ...] = field(default=(), repr=False)  # names of people who are known and may be named

    @property
    def search(self) -> NameSearch:
        """The search for the names that no message shows."""
        return search_for(self.names, self.others)

    def value_at(self, loc: Loc) -> Data:
        """Return what somebody wrote at a place, as it was read; nothing where there is no such place."""
        here: Any = self.data
        for step in loc:
            try:
                here = here[step]
            except (LookupError, TypeError):
                return None
        return here  # type: ignore[no-any-return]

    def place_of(self, loc: Loc, *, key: bool = False, words: str = "") -> Place:
        """Find the place of a value, its key, or words in it; steps that the file does not have are passed over."""
        place = self._place_of(loc, key=key)
        return self._words_from(place, words) if words else place

    def _words_from(self, place: Place, words: str) -> Place:
        """Find words in a text that begins at a place, wherever its lines are broken."""
        starts, spots = _line_starts(self.text), _spots(self.values)
        start = starts[place.line - 1] + place.column - 1
        later = bisect_right(spots, (place.line, place.column))
        end = starts[spots[later][0] - 1] + spots[later][1] - 1 if later < len(spots) else len(self.text)
        pattern = r"\s+".join(re.escape(word) for word in words.split())
        found = re.compile(pattern, re.IGNORECASE).search(self.text, start, max(start, end))
        if not found:
            return place
        line = bisect_right(starts, found.start())
        return Place(self.file, line, found.start() - starts[line - 1] + 1)

    def _place_of(self, loc: Loc, *, key: bool) -> Place:
        known: Loc = ()
        for step in loc:
            if (*known, step) in self.values:
                known = (*known, step)
        if key and known in self.keys:
            return self.keys[known]
        return self.values.get(known, Place(self.file, 1, 1))

    def excerpt(self, place: Place) -> str:
        """Return the line at a place, cut to what a screen shows; a line that may tell of a person stays unseen."""
        lines = shown_lines(self.text)
        return _cut(lines[place.line - 1], self.search) if 0 < place.line <= len(lines) else ""

    def discreet(self, problem: Problem) -> Problem:
        """Take the names of people out of everything that a problem says."""
        return hide_in_problem(problem, self.search)


@lru_cache(maxsize=16)
def _line_starts(text: str) -> tuple[int, ...]:
    """List where each line begins."""
    return tuple(accumulate(map(len, text.splitlines(keepends=True)), initial=0))


def _spots(values: Mapping[Loc, Place]) -> Sequence[tuple[int, int]]:
    """List where values stand, in their order."""
    if isinstance(values, Places):
        return values.spots
    return sorted((place.line, place.column) for place in values.values())


def _place(file: str, mark: Any) -> Place:  # noqa: ANN401 -- a mark of PyYAML's or of libyaml's
    """Count lines and columns from 1."""
    return Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)


class _Builder:
    """Builds data from the parser's events."""

    def __init__(self, file: str, lines: list[str]) -> None:
        self.file = file
        self.lines = lines
        self.root: Data = None
        self.stack: list[tuple[dict[str, Data] | list[Data], Loc]] = []
        self.pending: list[str | None] = []  # the key that waits for its value, one for each open collection
        self.values: dict[Loc, Place] = {}
        self.keys: dict[Loc, Place] = {}
        self.problems: list[Problem] = []

    def place(self, event: yaml.Event) -> Place:
        return _place(self.file, event.start_mark)

    def stop(self, event: yaml.Event, sentence: str, mend: str) -> RecordError:
        return RecordError(*self.problems, Problem(sentence, mend, self.place(event)))

    def take(self, event: yaml.Event) -> None:
        """Take in one event."""
        if isinstance(event, yaml.AliasEvent):
            raise self.stop(event, "an alias (*…) stands here", "write the value out; aliases are not read")
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self.open(event, {} if isinstance(event, yaml.MappingStartEvent) else [])
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
            self.pending.pop()

    def open(self, event: yaml.Event, collection: dict[str, Data] | list[Data]) -> None:
        if len(self.stack) >= DEPTH:
            raise RecordError(*self.problems, _depth_problem(self.place(event)))
        loc = self.put(event, collection)
        self.stack.append((collection, loc))
        self.pending.append(None)

    def scalar(self, event: yaml.ScalarEvent) -> None:
        if HIDDEN.search(event.value):
            self.problems.append(
                Problem("an invisible control character stands in this text", "write it anew", self.place(event))
            )
        if not event.style and CUT.match(self.rest(event.end_mark)):
            mend = "put the whole text between quotation marks; or, where it is a comment, a blank after “#”"
            place = _place(self.file, event.end_mark)
            self.problems.append(Problem("what stands after “ #” here is not read", mend, place, code="CUT-OFF"))
        in_mapping = bool(self.stack) and isinstance(self.stack[-1][0], dict)
        if in_mapping and self.pending[-1] is None:
            self.key(event)
        else:
            self.put(event, None if not event.style and event.value in EMPTY else event.value)

    def rest(self, mark: Any) -> str:  # noqa: ANN401 -- as above
        """Return what stands behind a mark of the parser on its line."""
        return self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""

    def key(self, event: yaml.ScalarEvent) -> None:
        mapping, loc = self.stack[-1]
        if event.value == "<<":
            raise self.stop(event, "a merge key (<<) stands here", "write the fields out; merge keys are not read")
        here = (*loc, event.value)
        if event.value in mapping:
            first = self.keys[here].line
            self.problems.append(
                Problem(
                    f"{shown_key(here)} is given twice",
                    f"keep one of the two; the first is in line {first}",
                    self.place(event),
                )
            )
        self.keys[here] = self.place(event)
        self.pending[-1] = event.value

    def no_key(self, event: yaml.Event) -> tuple[str, str]:
        """Say why there is no key: most often because a text begins with a call and has no quotation marks."""
        if f"{{{self.rest(event.start_mark)}".startswith("{{"):
            mend = "put the whole text between quotation marks, as in en: '{{ person(\"p1\") }} was detained.'"
            return "a text that begins with {{ has no quotation marks around it", mend
        return "a key that is not plain text", "write the key as a word followed by a colon"

    def put(self, event: yaml.Event, value: Data) -> Loc:
        """Set a value where it belongs, and remember where it stands."""
        if not self.stack:
            loc: Loc = ()
            self.root = value
        else:
            collection, parent = self.stack[-1]
            if isinstance(collection, dict):
                key = self.pending[-1]
                if key is None:
                    raise self.stop(event, *self.no_key(event))
                self.pending[-1] = None
                collection[key] = value
                loc = (*parent, key)
            else:
                collection.append(value)
                loc = (*parent, len(collection) - 1)
        self.values[loc] = self.place(event)
        return loc


def _events(text: str, file: str) -> Iterator[yaml.Event]:
    """Go through the parser's events; a fault of YAML itself becomes ours."""
    try:
        yield from yaml.parse(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        place = _place(file, error.problem_mark)
        if too_deep := _first_too_deep(text, error):
            raise RecordError(_depth_problem(_place(file, too_deep.start_mark))) from error
        if _begins_with_tab(text.splitlines(), place):
            raise RecordError(Problem("a tab stands where spaces belong", "indent with spaces", place)) from error
        mend = "check the indentation, close what is opened, and quote text that holds “: ” or “ #” or begins with "
        mend += "* & ! @ { [ or %"
        raise RecordError(Problem(f"this is not YAML: {error.problem or error.context}", mend, place)) from error
    except yaml.reader.ReaderError as error:
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)
        before = text[: found.start()] if found else ""
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise RecordError(
            Problem("a character that YAML does not allow", "delete it; it is probably invisible", place)
        ) from error


def _depth_problem(place: Place) -> Problem:
    return Problem(f"brackets or indents go deeper than {DEPTH} levels", "records are flat; remove the nesting", place)


def _first_too_deep(text: str, error: yaml.MarkedYAMLError) -> yaml.Event | None:
    """Find the first opening that goes too deep before a fault of YAML.

    The parser reads ahead of the events it gives. It may stop at a limit of its own, which differs from version to
    version, before our builder has seen how deep the text goes; so the text before the fault is walked once more.
    """
    depth = 0
    with suppress(yaml.YAMLError):
        for event in yaml.parse(text[: getattr(error.problem_mark, "index", 0)], Loader=LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEPTH:
                return event
    return None


@dataclass(frozen=True, slots=True)
class Folder:
    """What the files of a folder tell of people: names that no message shows, and names that anybody may read."""

    hidden: tuple[HiddenName, ...] = field(default=(), repr=False)
    public: tuple[HiddenName, ...] = field(default=(), repr=False)  # of people of cases whom anybody may name
    others: tuple[str, ...] = field(default=(), repr=False)


def parse(text: str, file: str, folder: Folder = Folder()) -> SourceText:
    """Read YAML text; raise RecordError with every fault that can be told without knowing the record.

    No message shows a name that the file itself or the other files of its folder keep back.
    """
    try:
        data = read_quickly(text)
    except (Doubt, yaml.YAMLError):
        return read_carefully(text, file, folder)
    walked = _Walked(text, file)
    names = (*names_in(text, data), *folder.hidden)
    return SourceText(file, text, data, Places(walked, "values"), Places(walked, "keys"), names, folder.others)


class _Walked:
    """A text that was read before, walked for the places in it when the first is asked for."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file

    @cached_property
    def builder(self) -> _Builder:
        builder = _Builder(self.file, self.text.splitlines())
        _build(self.text, builder)
        return builder


class Places(Mapping[Loc, Place]):
    """Where the values, or the keys, of a text stand."""

    def __init__(self, walked: _Walked, part: Literal["values", "keys"]) -> None:
        """Take a text that has no fault."""
        self._walked, self._part = walked, part

    @cached_property
    def spots(self) -> Sequence[tuple[int, int]]:
        """Where they stand, in the order of the text."""
        return sorted((place.line, place.column) for place in self.values())

    @property
    def _known(self) -> dict[Loc, Place]:
        return self._walked.builder.values if self._part == "values" else self._walked.builder.keys

    def __getitem__(self, loc: Loc) -> Place:
        """Find a place."""
        return self._known[loc]

    def __contains__(self, loc: object) -> bool:
        """Say whether the text has a value there."""
        return loc in self._known

    def __iter__(self) -> Iterator[Loc]:
        """Go through what the text has, in its order."""
        return iter(self._known)

    def __len__(self) -> int:
        """Count what the text has."""
        return len(self._known)


def read_carefully(text: str, file: str, folder: Folder = Folder()) -> SourceText:
    """Read a text with all its places, and tell every fault of it."""
    builder = _Builder(file, text.splitlines())
    try:
        _build(text, builder)
    except RecordError as error:
        source = SourceText(file, text, None, {}, {}, (*names_in(text), *folder.hidden), folder.others)
        shown = (replace(p, excerpt=source.excerpt(p.place) if p.place else "") for p in first_of(error.problems))
        raise RecordError(*map(source.discreet, shown)) from error
    names = (*names_in(text, builder.root), *folder.hidden)
    return SourceText(file, text, builder.root, builder.values, builder.keys, names, folder.others)


def _build(text: str, builder: _Builder) -> None:
    """Feed the events to the builder and refuse what is no record at all."""
    documents = 0
    for event in _events(text, builder.file):
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise builder.stop(event, "a second document begins here", "put it into a file of its own")
        builder.take(event)
    if not isinstance(builder.root, dict) and not builder.problems:
        mend = "begin with a field name and a colon; `appeals new` writes a file to start from"
        builder.problems.append(Problem("this file holds no fields", mend, Place(builder.file, 1, 1)))
    if builder.problems:
        raise RecordError(*builder.problems)


def _begins_with_tab(lines: list[str], place: Place) -> bool:
    """Say whether the line at a place is indented with a tab."""
    line = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
    return "\t" in line[: len(line) - len(line.lstrip())]


def _cut(line: str, search: NameSearch) -> str:
    """Write a line as a screen shows it."""
    line = HIDDEN.sub("\N{REPLACEMENT CHARACTER}", search.hide(line.strip()))
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"
