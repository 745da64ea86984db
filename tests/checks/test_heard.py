"""What many letters share is searched once, and what is found is what a search of each whole letter finds."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from appeals.checks import hidden_people
from appeals.checks.letters import Heard, listen, tell_heard
from appeals.checks.tone import may_hold_placeholder, placeholders_in
from appeals.model.case import Case
from appeals.model.name_redaction import search_for

TEXTS = st.lists(
    st.lists(
        st.sampled_from(
            [
                *(
                    "[name]",
                    "[",
                    "]",
                    "“",
                    "”",
                    "[sic]",
                    "XX",
                    "X",
                    "XXL",
                    "___",
                    "__",
                    "TODO",
                    "todo",
                    "TBDs",
                    "FIXME",
                ),
                *("??", "?", "{name}", "{", "Lorem ipsum", "lorem", "IPSUM", "Kestrel", "Nightjar", "kestrel-nightjar"),
                *("The  Harbour", "road", "the harbour road", "ROAD", " ", "\n", "ſ", "İ"),
            ]
        ),
        max_size=4,
    ).map(" ".join),
    max_size=4,
)
PERSON = {
    "id": "kestrel", "name": "Kestrel Nightjar", "described": {"en": "a teacher"}, "visibility": "withheld",
    "invented": True,
}  # fmt: skip


@given(TEXTS)
def test_a_quick_look_passes_over_no_placeholder(texts: list[str]) -> None:
    """Texts that hold none of the signs of a placeholder hold no placeholder."""
    if any(placeholder for text in texts for placeholder in placeholders_in(text)):
        assert may_hold_placeholder("\n".join(texts))


@given(TEXTS)
def test_texts_are_searched_apart(case: Callable[..., Case], texts: list[str]) -> None:
    """What is found in texts together is what is found in each: nothing is made, or missed, by joining them."""
    subject = case(people=[PERSON], never_say=["the harbour road"])
    search = search_for(hidden_people(subject, public=False))
    together = listen(subject, texts, search)
    apart = [listen(subject, [text], search) for text in texts]
    assert set(together.never_said) == {index for one in apart for index in one.never_said}
    assert together.placeholders == tuple(words for one in apart for words in one.placeholders)
    assert set(together.people) >= {index for one in apart for index in one.people}
    said = [(problem.code, problem.sentence) for problem in tell_heard(subject, "x", [together])]
    assert said == [(problem.code, problem.sentence) for problem in tell_heard(subject, "x", [*apart, Heard()])]


def test_a_public_version_hides_more(case: Callable[..., Case]) -> None:
    """A name that the recipient may read is found in the version for everyone, and it is told whose it is."""
    consent = {"given": True, "by": "the person", "on": "2003-01-20", "for": "to-recipient"}
    known = {**PERSON, "id": "driver", "name": "Heron Example", "visibility": "to-recipient", "consent": consent}
    subject = case(people=[PERSON, known])
    for public, people in ((False, []), (True, ["driver"])):
        search = search_for(hidden_people(subject, public=public))
        heard = listen(subject, ["To Heron Example"], search, of_records=True)
        assert [named.person for named in heard.people] == people
