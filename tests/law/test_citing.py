"""A legal basis in words: what a sentence says follows from the standing."""

import re
from datetime import date
from itertools import chain

import pytest
from asking import basis_of, plain, tongue_of, words_of
from hypothesis import given
from hypothesis import strategies as st

from appeals.law.annex import annex_of_norms
from appeals.model.common import Source
from appeals.model.law import Citation, Cited, Confirmation, Quote
from appeals.model.letter import Table
from appeals.problems import TemplateError
from appeals.reference import catalogue, state_of, states

HARD = re.compile(r"\b(oblige[sd]?|bound|binds|binding|verpflichte[nt]?\w*|gebunden|bindet)\b", re.IGNORECASE)
GERMAN = sorted(key for key, language in catalogue().gists if language == "de")


def cited(state: str, day: str, provision: str, language: str = "en") -> Citation:
    """Word one provision."""
    basis = basis_of(state, day, provision)
    return words_of(basis, language)[basis.grounds[0].key]


LONG = [
    (
        "REFUGEE-1951 33(1)",
        "article 33, paragraph 1, of the Convention relating to the Status of Refugees, done at Geneva on 28 July 1951",
        "article 33, paragraph 1, of the 1951 Refugee Convention",
    ),
    (
        "CAT 13",
        (
            "article 13 of the Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or "
            "Punishment, adopted at New York on 10 December 1984"
        ),
        "article 13 of the Convention against Torture",
    ),
    (
        "CRC 37(b)",
        "article 37 (b) of the Convention on the Rights of the Child, adopted at New York on 20 November 1989",
        "article 37 (b) of the Convention on the Rights of the Child",
    ),
    (
        "VCCR 36(1)(b)",
        "article 36, paragraph 1 (b), of the Vienna Convention on Consular Relations, done at Vienna on 24 April 1963",
        "article 36, paragraph 1 (b), of the Vienna Convention on Consular Relations",
    ),
    (
        "UDHR 14(1)",
        "article 14, paragraph 1, of the Universal Declaration of Human Rights, adopted at Paris on 10 December 1948",
        "article 14, paragraph 1, of the Universal Declaration",
    ),
    (
        "NON-REFOULEMENT-CUSTOM",
        "the prohibition of return to persecution or torture (non-refoulement)",
        "the prohibition of return to persecution or torture (non-refoulement)",
    ),
]


@pytest.mark.parametrize(("key", "long", "short"), LONG)
def test_a_provision_is_named_in_the_form_of_the_field(key: str, long: str, short: str) -> None:
    """Article, paragraph, full title, where and when it was made; then the short title."""
    citation = cited("CN", "2012-02-20", key)
    assert (plain(citation.long), plain(citation.short)) == (long, short)


BOUND = [
    ("CN", "2003-04-02", "REFUGEE-1951 33(1)", "to which China acceded on 24 September 1982"),
    ("CN", "2003-04-02", "CAT 3(1)", "which China ratified on 4 October 1988"),
    ("CN", "2003-04-02", "ICCPR 7", "which China signed on 5 October 1998 but has not ratified"),
    ("CN", "2026-11-01", "ICCPR 7", "which China signed on 5 October 1998 but had not ratified by 3 February 2026"),
    ("CN", "2000-04-02", "ICESCR 11(1)", "which China signed on 27 October 1997 but has not ratified"),
    (
        "CN",
        "2001-04-02",
        "ICESCR 11(1)",
        "which China ratified on 27 March 2001 and which enters into force for China on 27 June 2001",
    ),
    ("HR", "2003-04-02", "REFUGEE-1951 33(1)", "to which Croatia succeeded on 12 October 1992"),
    ("US", "2003-04-02", "REFUGEE-1951 33(1)", "to which the United States of America acceded on 1 November 1968"),
    ("EU", "2012-02-20", "CRPD 15(1)", "which the European Union formally confirmed on 23 December 2010"),
    (
        "KP",
        "2012-02-20",
        "ICCPR 12(2)",
        "to which the Democratic People's Republic of Korea acceded on 14 September 1981",
    ),
    ("CN", "2012-02-20", "UDHR 14(1)", ""),
    ("CN", "2012-02-20", "NON-REFOULEMENT-CUSTOM", ""),
]


@pytest.mark.parametrize(("state", "day", "key", "bound"), BOUND)
def test_how_and_since_when_a_state_is_bound(state: str, day: str, key: str, bound: str) -> None:
    """The clause says acceded, ratified, succeeded or signed, with the day, and what is still to come."""
    assert plain(cited(state, day, key).bound) == bound


def test_the_sentence_that_the_source_letter_got_wrong() -> None:
    """China is not a signatory that is “obliged by signing”, but a party by accession."""
    sentence = plain(cited("CN", "2003-04-02", "REFUGEE-1951 33(1)").sentence)
    assert sentence == (
        "Article 33, paragraph 1, of the Convention relating to the Status of Refugees, done at Geneva on "
        "28 July 1951, to which China acceded on 24 September 1982, obliges China not to expel or return a refugee, "
        "in any manner, to a territory where life or freedom would be threatened on a ground named in the Convention."
    )


def test_after_the_first_mention_the_sentence_is_short() -> None:
    """The short sentence names neither place nor day nor bond again."""
    short = cited("CN", "2003-04-02", "CAT 3(1)").sentence_short
    assert short.startswith("Article 3, paragraph 1, of the Convention against Torture obliges China not to expel,")


@pytest.mark.parametrize(
    ("day", "words"), [("2003-04-02", "has not ratified"), ("2026-11-01", "had not ratified by 3 February 2026")]
)
def test_a_signature_is_told_in_every_sentence(day: str, words: str) -> None:
    """Neither the long nor the short sentence can be read as if the treaty were in force."""
    citation = cited("CN", day, "ICCPR 7")
    for sentence in (citation.sentence, citation.sentence_short):
        assert words in plain(sentence)
        assert "defeat its object and purpose" in sentence


def test_what_is_not_yet_in_force_is_told_in_every_sentence() -> None:
    """Between deposit and entry into force every sentence names the day to come."""
    citation = cited("CN", "2001-04-02", "ICESCR 11(1)")
    for sentence in (citation.sentence, citation.sentence_short):
        assert "enters into force for China on 27 June 2001" in plain(sentence)


def test_the_protocol_carries_the_convention() -> None:
    """A state of the Protocol alone is said to have acceded to the Protocol, never to the Convention."""
    sentence = plain(cited("US", "2003-04-02", "REFUGEE-1951 33(1)").sentence)
    assert (
        "as applied by article I, paragraph 1, of the Protocol relating to the Status of Refugees, done at New York on "
        "31 January 1967, to which the United States of America acceded on 1 November 1968, obliges" in sentence
    )


def test_kinds_of_law_have_their_own_sentences() -> None:
    """A declaration is called one, guidance guides, an agreement provides, foreign law is its state's own."""
    guidance = Cited(
        provision="UNHCR-HANDBOOK para 94",
        confirm=Confirmation(source=Source(title="The Handbook"), date="2024-01-01"),  # type: ignore[arg-type]
    )
    basis = basis_of(
        "CN",
        "2014-02-20",
        "UDHR 14(1)",
        "UNHCR-CHN-1995 III(5)",
        "PRK-CRIMINAL-LAW-2012 63",
        "NON-REFOULEMENT-CUSTOM",
        guidance,
    )
    told = {key: citation.sentence for key, citation in words_of(basis).items()}
    assert "a declaration and not a treaty" in told["UDHR 14(1)"]
    assert "provides: in consultation and co-operation with the Government" in told["UNHCR-CHN-1995 III(5)"]
    assert "the domestic law of the Democratic People's Republic of Korea" in told["PRK-CRIMINAL-LAW-2012 63"]
    assert "widely regarded as a rule of customary law" in told["NON-REFOULEMENT-CUSTOM"]
    assert "gives this guidance" in told["UNHCR-HANDBOOK para 94"]
    assert told["UNHCR-HANDBOOK para 94"].startswith("Paragraph 94 of the UNHCR Handbook")


@pytest.mark.parametrize(
    ("state", "key", "caveat"),
    [
        ("CN", "CRC 6(1)", "China has made a reservation or declaration that touches this article."),
        ("MG", "REFUGEE-1951 33(1)", "For Madagascar this Convention reaches events before 1 January 1951 only."),
        ("TR", "REFUGEE-1951 33(1)", "Türkiye applies the treaty within limits that it declared on joining."),
        ("CN", "CAT 3(1)", ""),
    ],
)
def test_a_caveat_goes_with_the_sentence(state: str, key: str, caveat: str) -> None:
    """What limits the bond is said, and then the sentence does not oblige."""
    citation = cited(state, "2012-02-20", key)
    assert citation.caveat == caveat
    assert bool(HARD.search(citation.sentence)) is not bool(caveat)


GERMAN_WORDS = [
    ("CN", "REFUGEE-1951 33(1)", "dem China am 24. September 1982 beigetreten ist"),
    ("CN", "CAT 3(1)", "das China am 4. Oktober 1988 ratifiziert hat"),
    ("CN", "ICCPR 7", "den China am 5. Oktober 1998 unterzeichnet, aber nicht ratifiziert hat"),
    ("US", "REFUGEE-1951 33(1)", "dem die Vereinigten Staaten von Amerika am 1. November 1968 beigetreten sind"),
    ("CH", "REFUGEE-1951 33(1)", "das die Schweiz am 21. Januar 1955 ratifiziert hat"),
]


@pytest.mark.parametrize(("state", "key", "bound"), GERMAN_WORDS)
def test_german_declines_and_agrees(state: str, key: str, bound: str) -> None:
    """Pronouns follow the title's gender, verbs the number of the state."""
    assert plain(cited(state, "2012-02-20", key, "de").bound) == bound


def test_german_names_the_official_title() -> None:
    """The title is the one of the Bundesgesetzblatt, in the genitive."""
    citation = cited("CN", "2003-04-02", "REFUGEE-1951 33(1)", "de")
    assert (
        plain(citation.long)
        == "Artikel 33 Absatz 1 des Abkommens über die Rechtsstellung der Flüchtlinge vom 28. Juli 1951"
    )
    assert citation.sentence_short.startswith(
        "Artikel 33 Absatz 1 der Genfer Flüchtlingskonvention verpflichtet China, keinen"
    )


@pytest.mark.parametrize(("key", "missing"), [("VCCR 36(1)(b)", "VCCR"), ("CAT 13", "CAT 13")])
def test_a_missing_german_title_or_gist_is_an_error_that_names_it(key: str, missing: str) -> None:
    """There is never an English word in a German letter."""
    with pytest.raises(TemplateError, match=missing):
        cited("CN", "2012-02-20", key, "de")


def test_a_missing_word_is_an_error_that_names_it() -> None:
    """A language without a fixed word says which."""
    with pytest.raises(TemplateError, match="no words for “nothing”"):
        tongue_of().word("nothing")


def test_a_quote_is_printed_in_its_own_language_only() -> None:
    """The verbatim words of a case appear in the language they are given in, and in no other."""
    quote = Quote.model_validate({"text": {"en": "invented words"}, "source": {"title": "The text"}})
    basis = basis_of("CN", "2012-02-20", Cited(provision="CAT 3(1)", quote=quote))
    assert words_of(basis)["CAT 3(1)"].quote == "invented words"
    assert words_of(basis, "de")["CAT 3(1)"].quote == ""


def test_everything_printed_can_be_traced() -> None:
    """The trace names provision, instrument, standing and reservations with their rows, sources and days."""
    trace = "\n".join(cited("CN", "2003-04-02", "REFUGEE-1951 33(1)").trace)
    for part in (
        "provisions.csv: REFUGEE-1951 33(1)",
        "instruments.csv: REFUGEE-1951",
        "treaty_status.csv: REFUGEE-1951 CHN",
        "UNTC V-2",
    ):
        assert part in trace
    assert "as of 2015-03-14" in trace
    assert "reservations.csv: REFUGEE-1951 CHN" in trace


def test_a_confirmation_is_traced() -> None:
    """What the case confirms is named with its source and the day it was read."""
    proof = Confirmation(source=Source(title="A treaty list"), date="2024-01-01")  # type: ignore[arg-type]
    basis = basis_of("DE", "2024-02-20", Cited(provision="ECHR 3", confirm=proof))
    citation = words_of(basis)["ECHR 3"]
    assert citation.bound == "to which Germany is a party"
    assert citation.source == "A treaty list"
    assert "the case confirms: A treaty list, read on 2024-01-01" in citation.trace


def test_the_annex_of_norms_has_a_row_for_every_ground() -> None:
    """Provision, gist, kind, standing, dates, text and source stand in one table, with the day it is of."""
    basis = basis_of("CN", "2003-04-02", "REFUGEE-1951 33(1)", "ICCPR 7", "NON-REFOULEMENT-CUSTOM")
    annex = annex_of_norms(basis, tongue_of())
    table = annex.blocks[0]
    assert isinstance(table, Table)
    assert len(table.rows) == len(basis.grounds) == 4
    assert {len(row) for row in table.rows} == {len(table.head)} == {4}
    first = ["".join(run.text for run in cell) for cell in table.rows[0]]
    assert [plain(cell) for cell in first] == [
        "Article 33, paragraph 1, of the Convention relating to the Status of Refugees, done at Geneva on 28 July 1951",
        (
            "No refugee may be expelled or returned, in any manner, to a territory where life or freedom would be "
            "threatened on a ground named in the Convention"
        ),
        "treaty; party; acceded 24 September 1982; in force 23 December 1982",
        "189 UNTS 137; United Nations Treaty Collection V-2, as of 14 March 2015",
    ]
    assert {run.mark for row in table.rows for cell in row for run in cell} == {
        f"law:{ground.key}" for ground in basis.grounds
    }


def test_the_annex_speaks_german() -> None:
    """The same table in the other language."""
    annex = annex_of_norms(basis_of("CN", "2003-04-02", "CAT 3(1)"), tongue_of("de"))
    assert annex.title == "Das herangezogene Recht"


DAYS = st.dates(date(1950, 1, 1), date(2030, 12, 31))


@given(st.sampled_from(sorted(catalogue().provisions)), st.sampled_from(states()), DAYS)
def test_only_a_party_or_custom_is_said_to_be_obliged(key: str, state: object, day: date) -> None:
    """No sentence, clause or caveat says “obliged” or “bound” of any other standing."""
    for citation in words_of(basis_of(state.iso3, day.isoformat(), key)).values():  # type: ignore[attr-defined]
        _check_hardness(citation)


@given(st.sampled_from(GERMAN), st.sampled_from(states()), DAYS)
def test_the_same_holds_in_german(key: str, state: object, day: date) -> None:
    """“Verpflichtet” and “gebunden” are kept for the same two."""
    for citation in words_of(basis_of(state.iso3, day.isoformat(), key), "de").values():  # type: ignore[attr-defined]
        _check_hardness(citation)


def _check_hardness(citation: Citation) -> None:
    told = (citation.sentence, citation.sentence_short, citation.bound, citation.long, citation.short, citation.caveat)
    hard = [text for text in told if HARD.search(text)]
    if citation.kind != "custom" and citation.standing != "party":
        assert not hard
    if not citation.obliges:
        assert not HARD.search(citation.sentence)
        assert not HARD.search(citation.sentence_short)
    assert "{" not in "".join(told)
    assert ",," not in "".join(told)
    assert " ," not in "".join(told)


def test_every_german_gist_can_be_printed() -> None:
    """Whatever has a German gist has a German title too, and words for every standing."""
    pairs = chain.from_iterable((("CN", key), ("US", key), ("MG", key)) for key in GERMAN)
    for state, key in pairs:
        basis = basis_of(state_of(state).iso3, "2012-02-20", key)
        assert len(words_of(basis, "de")) == len(basis.grounds)
