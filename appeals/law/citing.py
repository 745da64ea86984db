"""Puts a legal basis into the words of one language.

What a sentence may say follows from the standing alone: “obliges” is kept for a treaty in force without a
caveat on the article, and for custom.
"""

from collections.abc import Mapping

from appeals.law.naming import name_long, name_short
from appeals.law.tongue import Tongue
from appeals.law.tracing import trace
from appeals.model.law import Citation, Ground, LegalBasis, StandingOn

FORMAL = {"formal confirmation": "formal"}
HOWS = ("ratification", "accession", "succession", "acceptance", "approval", "signature")
CAVEATS = {
    "LAW-RESERVED": "caveat_reserved",
    "LAW-RESERVED-MAYBE": "caveat_maybe",
    "LAW-RESERVED-UNLISTED": "caveat_unlisted",
    "LAW-RESERVED-EARLIER": "caveat_earlier",
    "LAW-LIMITED": "caveat_limited",
    "LAW-DATE-LIMIT": "caveat_date",
}


def cite_all(basis: LegalBasis, tongue: Tongue) -> Mapping[str, Citation]:
    """Word every ground of a basis, by its key."""
    return {ground.key: cite(ground, tongue) for ground in basis.grounds}


def cite(ground: Ground, tongue: Tongue) -> Citation:
    """Word one ground: everything a template or an annex prints of it."""
    gist = tongue.gist(ground.provision)
    long, short, bound = name_long(ground, tongue), name_short(ground, tongue), bind(ground, tongue)
    standing = ground.standing
    return Citation(
        key=ground.key,
        kind=ground.instrument.kind,
        standing=standing.standing if standing else None,
        long=long,
        short=short,
        bound=bound,
        gist=gist.gist,
        sentence=_state_it(ground, tongue, long, _aside(ground, tongue, bound)),
        sentence_short=_state_it(ground, tongue, short, _aside_short(ground, tongue, bound)),
        obliges=ground.obliges,
        caveat=" ".join(filter(None, (_caveat(code, ground, tongue) for code in ground.caveats))),
        kind_name=tongue.word(f"kind_{ground.instrument.kind}", **tongue.state(ground.state)),
        standing_name=_name_standing(ground, tongue),
        dates=_list_dates(ground, tongue),
        reference=(ground.via_instrument or ground.instrument).unts,
        quote=(ground.quote.text.get(tongue.language.code) or "") if ground.quote else "",
        source=_source(ground),
        as_of=tongue.day(standing.as_of) if standing and standing.as_of else "",
        trace=trace(ground),
    )


def bind(ground: Ground, tongue: Tongue) -> str:
    """Say how and since when the state is bound, or what it did short of that; nothing where there are no parties."""
    standing = ground.standing
    if standing is None:
        return ""
    frame = _frame(ground, tongue)
    if standing.standing == "signatory":
        return _signed_only(ground, standing, tongue, frame)
    joined = _joined(standing, tongue, frame)
    if standing.standing == "not-yet-in-force":
        if standing.in_force_since:
            return tongue.word(
                "not_yet", **(frame | {"bound": joined, "date": tongue.language.date(standing.in_force_since)})
            )
        return tongue.word("not_yet_undated", **(frame | {"bound": joined}))
    return joined


def _frame(ground: Ground, tongue: Tongue) -> dict[str, object]:
    title = tongue.title(ground.via_instrument or ground.instrument)
    return {**tongue.state(ground.state), **tongue.pronouns(title)}


def _joined(standing: StandingOn, tongue: Tongue, frame: Mapping[str, object]) -> str:
    """Say what made the state a party."""
    how = FORMAL.get(standing.how, standing.how if standing.how in HOWS else "other")
    if standing.bound_since is None or not standing.bound_since.is_exact:
        return tongue.word("bound_other", **frame)
    key = f"bound_{how}" if how != "other" else "bound_other_since"
    return tongue.word(key, **frame, date=tongue.day(standing.bound_since))


def _signed_only(ground: Ground, standing: StandingOn, tongue: Tongue, frame: Mapping[str, object]) -> str:
    """Say that the state signed; what it has not done is said as of the day of the source."""
    date = tongue.day(standing.signed) if standing.signed else ""
    ratified_later = standing.bound_since is not None
    if standing.as_of and ground.day > standing.as_of.last and not ratified_later:
        return tongue.word("signed_only_as_of", **frame, date=date, as_of=tongue.day(standing.as_of))
    return tongue.word("signed_only", **frame, date=date)


def _aside(ground: Ground, tongue: Tongue, bound: str) -> str:
    """Set what stands between the provision and its verb: the bond, or the comma that closes the date."""
    if bound and ground.instrument.kind == "treaty":
        return f", {bound},"
    return tongue.word("close") if ground.instrument.made else ""


def _aside_short(ground: Ground, tongue: Tongue, bound: str) -> str:
    """Leave the bond out after the first mention, but never that a treaty is only signed or not yet in force."""
    if ground.standing and ground.standing.standing != "party":
        return f", {bound},"
    return tongue.word("close") if ground.via else ""


def _state_it(ground: Ground, tongue: Tongue, named: str, aside: str) -> str:
    """Write the sentence that the standing permits."""
    gist = tongue.gist(ground.provision)
    values = {
        **_frame(ground, tongue),
        "gist": gist.gist,
        "gist_capital": capitalise(gist.gist),
        "duty": gist.duty,
        "provision": named,
        "aside": aside,
    }
    return capitalise(tongue.word(_sentence_key(ground, gist.duty), **values))


def capitalise(text: str) -> str:
    """Open a text with a capital letter and leave the rest."""
    return text[:1].upper() + text[1:]


def _sentence_key(ground: Ground, duty: str) -> str:
    """Choose the sentence by kind of law and standing."""
    kind, standing = ground.instrument.kind, ground.standing
    plain = {"guidance": "advises", "declaration": "declares", "domestic": "domestic", "bilateral": "agreed"}
    if kind == "custom":
        return "obliges_custom"
    if kind in plain:
        return plain[kind]
    if standing and standing.standing == "signatory":
        return "has_signed"
    if standing and standing.standing == "not-yet-in-force":
        return "enters"
    return "obliges" if ground.obliges and duty else "lays_down"


def _caveat(code: str, ground: Ground, tongue: Tongue) -> str:
    if code not in CAVEATS:
        return ""
    return capitalise(tongue.word(CAVEATS[code], **tongue.state(ground.state)))


def _name_standing(ground: Ground, tongue: Tongue) -> str:
    if ground.instrument.kind == "custom":
        return tongue.word("standing_custom")
    if ground.standing is None:
        return tongue.word("standing_none")
    if ground.instrument.kind == "bilateral":
        return tongue.word("standing_agreement")
    return tongue.word(f"standing_{ground.standing.standing}")


def _list_dates(ground: Ground, tongue: Tongue) -> str:
    """List the dates that make the standing: acceded 24 September 1982; in force 23 December 1982."""
    standing = ground.standing
    if standing is None:
        made = ground.instrument.adopted
        return tongue.word("date_made", date=tongue.day(made)) if made else ""
    if standing.standing == "signatory":
        return tongue.word("date_signed", date=tongue.day(standing.signed)) if standing.signed else ""
    dates = []
    if standing.bound_since:
        how = FORMAL.get(standing.how, standing.how if standing.how in HOWS else "other")
        dates.append(tongue.word(f"date_{how}", date=tongue.day(standing.bound_since)))
    if standing.in_force_since:
        dates.append(tongue.word("date_in_force", date=tongue.language.date(standing.in_force_since)))
    return "; ".join(dates)


def _source(ground: Ground) -> str:
    """Name the source that decides the citation: the case's own, the depositary's list, or the text's."""
    if ground.confirmed:
        return str(ground.confirmed.source)
    if ground.standing:
        return ground.standing.source.replace("UNTC ", "United Nations Treaty Collection ")
    return ground.provision.checked if ground.instrument.kind == "domestic" else ground.instrument.source
