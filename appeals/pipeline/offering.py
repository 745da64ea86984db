"""Searches what a new record may name: law that binds a state, recipients, countries; and offers ids and references."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from appeals.law.basis import lay_basis
from appeals.law.citing import cite
from appeals.law.searching import search_provisions
from appeals.law.tongue import SOURCE_LANGUAGE
from appeals.model.law import Cited, Provision, State
from appeals.model.recipient import Recipient
from appeals.phrases import Language, is_country
from appeals.pipeline.arranging import make_id
from appeals.pipeline.loading import Records
from appeals.problems import TemplateError, UsageError
from appeals.reference import find_state, state_of, states
from appeals.reference.states import is_state

LIKE = 0.75  # how much of a name must be right for the rest to be taken for a slip
MOST = 24  # provisions of one answer


@dataclass(frozen=True, slots=True)
class FoundProvision:
    """A provision that was searched for, and what a letter could say of it."""

    key: str  # REFUGEE-1951 33(1): what an answer `law` takes
    title: str  # article 33, paragraph 1, of the 1951 Refugee Convention
    gist: str  # what it lays down, in our words
    sentence: str  # what the letter would say of the state; else why it cannot be cited
    citable: bool  # a letter may cite it
    obliges: bool  # the letter may say that it obliges the state: in force without a caveat, or custom
    cautions: tuple[str, ...]  # what `check` would warn of


@dataclass(frozen=True, slots=True)
class FoundRecipient:
    """A recipient that was searched for."""

    id: str
    title: str  # Premier of the State Council
    body: str
    state: str  # alpha-2, or nothing


def find_provisions(
    records: Records, words: str, state: str, day: date, language: str = SOURCE_LANGUAGE
) -> tuple[FoundProvision, ...]:
    """Search the law by words, topic, instrument or number: “33”, “non-refoulement”, “torture”, “CAT 3”.

    `state` is the code or name of the state whose conduct is in question; what is said holds for it on `day`, in a
    letter of `language`. What obliges the state comes first, what cannot be cited last, 24 at most. Without words:
    what obliges the state. Raises UsageError for a state or a language that there is not.
    """
    concerned = find_state(state)
    found = [
        _tell(records, provision, concerned, day, language)
        for provision in search_provisions(records.law, words, language)
    ]
    if not words.strip():
        found = [one for one in found if one.obliges]
    return tuple(sorted(found, key=lambda one: (not one.obliges, not one.citable))[:MOST])


def _tell(records: Records, provision: Provision, state: State, day: date, language: str) -> FoundProvision:
    """Tell what a letter could say of a provision."""
    basis = lay_basis(records.law, (Cited(provision=provision.key),), state, day)
    own = [ground for ground in basis.grounds if not ground.brought_by]
    if not own:
        return _refused(records, provision, basis.refusals[0].reason if basis.refusals else "it cannot be cited")
    try:
        citation = cite(own[0], records.tongue(records.language(language)))
    except TemplateError as error:  # the law has no words of it in this language
        return _refused(records, provision, error.problems[0].sentence)
    cautions = tuple(p.sentence for p in basis.findings if p.level != "error" and p.code != "LAW-SOFT-ONLY")
    return FoundProvision(
        provision.key,
        citation.short,
        citation.gist,
        citation.sentence,
        citable=True,
        obliges=own[0].obliges,
        cautions=cautions,
    )


def _refused(records: Records, provision: Provision, reason: str) -> FoundProvision:
    title = records.law.instruments[provision.instrument].short_title
    clause = f"{title}, article {provision.clause}" if provision.clause else title
    return FoundProvision(provision.key, clause, provision.gist, reason, citable=False, obliges=False, cautions=())


def find_recipients(records: Records, words: str = "", state: str = "") -> tuple[FoundRecipient, ...]:
    """Search the folder's recipients by id, office, body or country; those of `state` come first, obsolete ones never.

    Every word must be found in the record; without words, all are listed.
    """
    wanted = words.casefold().split()
    found = [
        recipient
        for recipient in records.recipients.values()
        if not recipient.obsolete and all(word in _text_of(recipient) for word in wanted)
    ]
    found.sort(key=lambda one: not state or state not in (one.office.state, one.office.host))
    return tuple(
        FoundRecipient(
            one.id,
            _shown(one.office.title.words.pairs),
            _shown(one.office.body.words.pairs),
            one.office.state or "",
        )
        for one in found
    )


def _text_of(recipient: Recipient) -> str:
    """Gather what a recipient may be searched by."""
    office = recipient.office
    names = [text for name in (office.title, office.body) for _, text in name.words.pairs]
    places = [state_of(code).name for code in (office.state, office.host) if code and is_state(code)]
    return " ".join((recipient.id, *names, *places, *recipient.tags)).casefold()


def _shown(pairs: tuple[tuple[str, str], ...]) -> str:
    return " ".join(dict(pairs).get("en", pairs[0][1]).split())


def find_country(text: str, *languages: Language) -> str:
    """Find a country by its code, or by its name in one of the languages or as the United Nations say it, as alpha-2.

    Raises UsageError that says what was meant.
    """
    wanted = text.strip()
    if is_country(wanted.upper()):
        return wanted.upper()
    names = {name.casefold(): code for language in languages for code, name in _territories(language)}
    if wanted.casefold() in names:
        return names[wanted.casefold()]
    try:
        return find_state(wanted).iso2
    except UsageError as error:
        near = get_close_matches(wanted.casefold(), names, 1, LIKE)
        if not near:
            raise
        shown = next(name for language in languages for _, name in _territories(language) if name.casefold() == near[0])
        raise UsageError.of(f"there is no country “{wanted}”", f"did you mean “{shown}”?") from error


def list_countries(language: Language) -> tuple[tuple[str, str], ...]:
    """List every state with its alpha-2 code and its name in a language, in the order of the names."""
    named = [(state.iso2, language.country(state.iso2)) for state in states() if is_country(state.iso2)]
    return tuple(sorted(named, key=lambda pair: pair[1].casefold()))


def _territories(language: Language) -> tuple[tuple[str, str], ...]:
    """List everything that has a code of two letters: states, and territories such as Greenland or Hong Kong."""
    named = language.locale.territories.items()
    return tuple((code, str(name)) for code, name in named if len(code) == len("CN") and is_country(code))


def offer_id(words: str, taken: Collection[str] = ()) -> str:
    """Make an id of some words, `Letters from Tumen` -> `letters-from-tumen`, which is not taken yet."""
    return make_id(words, taken)


def offer_reference(records: Records, state: str, day: date) -> str:
    """Make the next reference for a state, as CHN 2026-02; raise UsageError for a state that there is not."""
    stem = f"{find_state(state).iso3} {day.year}-"
    used = [case.reference.removeprefix(stem) for case in records.cases.values() if case.reference.startswith(stem)]
    number = max((int(end) for end in used if end.isdecimal()), default=0) + 1
    return f"{stem}{number:02}"
