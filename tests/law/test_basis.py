"""What may be cited against a state on a day, and what may not."""

from datetime import date

import pytest
from asking import basis_of, codes_of
from hypothesis import given
from hypothesis import strategies as st

from appeals.law.basis import find_alternatives
from appeals.model.common import Source
from appeals.model.law import Cited, Confirmation
from appeals.reference import catalogue, find_state, states

KEYS = sorted(catalogue().provisions)
SOURCE = Source(title="Depositary notification", date="2018-12-20", by="United Nations")  # type: ignore[arg-type]


def confirmed(provision: str, **facts: object) -> Cited:
    """Cite a provision with a proof of the case's own."""
    return Cited(provision=provision, confirm=Confirmation(source=SOURCE, date="2024-01-01", **facts))  # type: ignore[arg-type]


def test_china_in_2003_is_bound_by_what_the_source_letter_meant() -> None:
    """Non-refoulement, co-operation with UNHCR, the ban on return to torture, the refugee child: all oblige China."""
    cited = ("REFUGEE-1951 33(1)", "REFUGEE-1951 35(1)", "CAT 3(1)", "CRC 22(1)")
    basis = basis_of("China", "2003-04-02", *cited)
    assert [ground.key for ground in basis.grounds] == [*cited[:2], "REFUGEE-1967 I(2)", *cited[2:]]
    assert all(ground.obliges for ground in basis.grounds)
    assert basis.findings == basis.refusals == ()


def test_the_convention_brings_the_protocol_once() -> None:
    """The Protocol is added to the Convention, unless the case cites it itself."""
    brought = basis_of("CN", "2003-04-02", "REFUGEE-1951 33(1)").grounds
    assert [(ground.key, ground.brought_by) for ground in brought] == [
        ("REFUGEE-1951 33(1)", ""),
        ("REFUGEE-1967 I(2)", "REFUGEE-1951 33(1)"),
    ]
    own = basis_of("CN", "2003-04-02", "REFUGEE-1951 33(1)", "REFUGEE-1967 I(1)").grounds
    assert [ground.key for ground in own] == ["REFUGEE-1951 33(1)", "REFUGEE-1967 I(1)"]


@pytest.mark.parametrize("state", ["US", "VE", "CV"])
def test_a_state_of_the_protocol_alone_is_cited_through_it(state: str) -> None:
    """Articles 2 to 34 reach the state by article I(1) of the Protocol, the definition by I(2)."""
    basis = basis_of(state, "2012-02-20", "REFUGEE-1951 33(1)", "REFUGEE-1951 1A(2)")
    assert [(ground.via and ground.via.key) for ground in basis.grounds] == ["REFUGEE-1967 I(1)", "REFUGEE-1967 I(2)"]
    assert [ground.standing and ground.standing.instrument for ground in basis.grounds] == ["REFUGEE-1967"] * 2
    assert basis.grounds[0].obliges


def test_what_the_protocol_does_not_take_over_is_refused_with_its_own_article() -> None:
    """Article 35 of the Convention does not bind the United States; article II of the Protocol does."""
    refusal = basis_of("US", "2012-02-20", "REFUGEE-1951 35(1)").refusals[0]
    assert (refusal.code, refusal.instead) == ("LAW-NOT-PARTY", ("REFUGEE-1967 II(1)",))


def test_what_the_protocol_does_not_take_over_waits_for_the_convention() -> None:
    """Between deposit and entry into force article 35 is cited as not yet in force."""
    ground = basis_of("CN", "1982-10-01", "REFUGEE-1951 35(1)").grounds[0]
    assert (ground.via, ground.obliges, ground.caveats) == (None, False, ("LAW-NOT-YET",))


def test_reservations_to_the_protocol_reach_the_convention() -> None:
    """Burundi's reservations, recorded with the Protocol, name articles of the Convention."""
    basis = basis_of("BI", "2012-02-20", "REFUGEE-1951 26", "REFUGEE-1951 33(1)")
    assert [ground.obliges for ground in basis.grounds[:2]] == [False, True]


def test_between_deposit_and_entry_into_force_the_protocol_already_binds() -> None:
    """China's accession to the Convention waited ninety days, that to the Protocol none."""
    ground = basis_of("CN", "1982-10-01", "REFUGEE-1951 33(1)").grounds[0]
    assert ground.via
    assert ground.obliges


@pytest.mark.parametrize("state", ["MG", "KN"])
def test_the_convention_alone_reaches_old_events_only(state: str) -> None:
    """A state without the Protocol is cited as a party, with a warning and without “obliges”."""
    basis = basis_of(state, "2012-02-20", "REFUGEE-1951 33(1)")
    assert [(ground.key, ground.obliges) for ground in basis.grounds] == [("REFUGEE-1951 33(1)", False)]
    assert codes_of(basis) == ["LAW-DATE-LIMIT"]


def test_a_declared_limit_is_told() -> None:
    """Türkiye applies the Convention to events in Europe only, so that it is not said to be obliged."""
    basis = basis_of("Turkey", "2012-02-20", "REFUGEE-1951 33(1)")
    assert "LAW-LIMITED" in codes_of(basis)
    assert not any(ground.obliges for ground in basis.grounds)


def test_a_signatory_is_cited_with_a_warning_that_names_better_law() -> None:
    """China signed the ICCPR: it may be cited as no more than that, and CAT 3(1) is named in its place."""
    basis = basis_of("CN", "2012-02-20", "ICCPR 7", "CAT 3(1)")
    assert [(g.key, g.standing and g.standing.standing, g.obliges) for g in basis.grounds] == [
        ("ICCPR 7", "signatory", False),
        ("CAT 3(1)", "party", True),
    ]
    assert codes_of(basis) == ["LAW-SIGNATORY"]
    assert "CAT 3(1)" in basis.findings[0].mend
    assert basis.findings[0].loc == ("law", 0, "provision")


@pytest.mark.parametrize(
    ("state", "day", "provision", "code"),
    [
        ("MY", "2012-02-20", "REFUGEE-1951 33(1)", "LAW-NOT-PARTY"),
        ("KP", "2012-02-20", "CAT 3(1)", "LAW-NOT-PARTY"),
        ("CN", "1984-12-09", "CAT 3(1)", "LAW-NOT-PARTY"),
        ("JM", "2003-04-02", "ICCPR-OP1 1", "LAW-WITHDRAWN"),
        ("US", "2012-02-20", "ECHR 3", "LAW-UNKNOWN"),
        ("DE", "2024-02-20", "ECHR 3", "LAW-UNVERIFIED"),
        ("SS", "2024-02-20", "REFUGEE-1951 33(1)", "LAW-UNVERIFIED"),
        ("SS", "2018-06-01", "REFUGEE-1951 33(1)", "LAW-UNKNOWN"),
        ("SS", "2019-02-01", "REFUGEE-1951 33(1)", "LAW-UNKNOWN"),  # nor is it cited through an unverified Protocol
        ("DZ", "2024-02-20", "ACHPR 5", "LAW-UNVERIFIED"),
        ("KP", "2003-04-02", "PRK-CRIMINAL-LAW-1999 117", "LAW-UNVERIFIED"),
        ("KP", "2003-04-02", "PRK-CRIMINAL-LAW-2012 63", "LAW-NOT-MADE"),
        ("KP", "2020-04-02", "PRK-CRIMINAL-LAW-2012 63", "LAW-SUPERSEDED"),
        ("CN", "1940-04-02", "UDHR 14(1)", "LAW-NOT-MADE"),
        ("CN", "2012-02-20", "UNHCR-HANDBOOK para 94", "LAW-UNVERIFIED"),
        ("CN", "2012-02-20", "UNHCR-CHN-1995 XVII(2)", "LAW-UNVERIFIED"),
        ("KR", "2012-02-20", "UNHCR-CHN-1995 III(5)", "LAW-NOT-PARTY"),
        ("CN", "2012-02-20", "CAT 22(1)", "LAW-COMPETENCE"),
        ("CN", "2012-02-20", "CAT 333", "LAW-NO-PROVISION"),
    ],
)
def test_what_may_not_be_said_is_refused(state: str, day: str, provision: str, code: str) -> None:
    """A refusal has its code, its reason, and is an error of `check` at its place."""
    basis = basis_of(state, day, provision)
    assert basis.grounds == ()
    assert [refusal.code for refusal in basis.refusals] == [code]
    assert basis.refusals[0].reason
    error = basis.findings[0]
    assert (error.code, error.level, error.loc) == (code, "error", ("law", 0, "provision"))


def test_a_refusal_names_what_does_bind() -> None:
    """In place of the Convention that Malaysia did not join stands custom."""
    assert "NON-REFOULEMENT-CUSTOM" in basis_of("MY", "2012-02-20", "REFUGEE-1951 33(1)").refusals[0].instead


@pytest.mark.parametrize(
    ("state", "provision", "code"),
    [
        ("CN", "CAT 20(1)", "LAW-RESERVED"),
        ("CN", "CRC 6(1)", "LAW-RESERVED"),
        ("KR", "ICCPR 22(1)", "LAW-RESERVED"),
        ("US", "ICCPR 7", "LAW-RESERVED-MAYBE"),
        ("TH", "CRC 22(1)", "LAW-RESERVED-EARLIER"),  # withdrawn later; the day is not recorded
        ("KR", "REFUGEE-1951 26", "LAW-RESERVED-EARLIER"),
        ("RW", "REFUGEE-1951 26", "LAW-RESERVED-UNLISTED"),
    ],
)
def test_a_reservation_warns_and_takes_the_duty_away(state: str, provision: str, code: str) -> None:
    """Where a reservation touches the article, or may touch it, the letter does not say that it obliges."""
    basis = basis_of(state, "2012-02-20", provision)
    assert code in codes_of(basis)
    assert not basis.grounds[0].obliges
    assert basis.findings[0].level == "warning"


@pytest.mark.parametrize(
    ("state", "provision"),
    [
        ("CN", "REFUGEE-1951 16(1)"),  # reserved is 16(3)
        ("CN", "CAT 3(1)"),  # reserved are 20 and 30(1)
        ("CN", "CRC 22(1)"),  # its text names 2 and 25 too, of another law
        ("UG", "REFUGEE-1951 33(1)"),  # no reservation is permitted
        ("VN", "CERD 5"),  # a declaration on 17 and 18
    ],
)
def test_a_reservation_on_another_article_changes_nothing(state: str, provision: str) -> None:
    """Reservations count for the article they touch, and not where the treaty permits none."""
    basis = basis_of(state, "2018-02-20", provision)
    assert basis.grounds[0].obliges
    assert not [code for code in codes_of(basis) if code.startswith("LAW-RESERVED")]


def test_a_withdrawn_reservation_is_forgotten_once_the_list_shows_it_gone() -> None:
    """Thailand's reservation to article 22 is gone from the list of 2026, and counts no more after it."""
    assert basis_of("TH", "2026-02-03", "CRC 22(1)").grounds[0].obliges is False
    assert basis_of("TH", "2026-02-04", "CRC 22(1)").grounds[0].obliges is True


def test_kinds_of_law_are_kept_apart() -> None:
    """Custom obliges; a declaration, guidance, a bilateral agreement and foreign law never do."""
    basis = basis_of(
        "CN",
        "2012-10-01",
        "NON-REFOULEMENT-CUSTOM",
        "UDHR 14(1)",
        "UNHCR-CHN-1995 III(5)",
        confirmed("UNHCR-HANDBOOK para 94"),
    )
    assert {ground.instrument.kind: ground.obliges for ground in basis.grounds} == {
        "custom": True,
        "declaration": False,
        "bilateral": False,
        "guidance": False,
    }


def test_foreign_law_is_a_fact_about_its_own_state() -> None:
    """The penal law of the DPRK is cited as that state's, whatever the case is about."""
    basis = basis_of("CN", "2014-02-20", "PRK-CRIMINAL-LAW-2012 63", "CAT 3(1)")
    assert [(ground.state.iso3, ground.obliges) for ground in basis.grounds] == [("PRK", False), ("CHN", True)]
    assert codes_of(basis) == ["LAW-FOREIGN"]


@pytest.mark.parametrize(
    ("cited", "soft"),
    [
        (["UDHR 14(1)"], True),
        (["ICCPR 7"], True),
        (["ICCPR 7", "UDHR 5"], True),
        (["ICCPR 7", "NON-REFOULEMENT-CUSTOM"], False),
        (["UDHR 14(1)", "CAT 3(1)"], False),
    ],
)
def test_a_case_on_soft_law_alone_is_warned_of(cited: list[str], soft: bool) -> None:
    """Where nothing cited binds the state, `check` says so."""
    assert ("LAW-SOFT-ONLY" in codes_of(basis_of("CN", "2012-02-20", *cited))) is soft


def test_a_confirmation_makes_a_doubtful_row_printable() -> None:
    """South Sudan's accession, known to the year, is cited with the day and the source that the case gives."""
    basis = basis_of(
        "SS", "2019-06-01", confirmed("REFUGEE-1951 33(1)", bound_since="2018-12-10"), "NON-REFOULEMENT-CUSTOM"
    )
    standing = basis.grounds[0].standing
    assert standing
    assert (standing.standing, str(standing.bound_since), standing.source) == ("party", "2018-12-10", str(SOURCE))
    assert codes_of(basis) == ["LAW-PAIR"]


def test_a_confirmation_without_a_day_lets_the_row_stand() -> None:
    """The case may confirm the fact without the day; then no day is printed."""
    ground = basis_of("DE", "2024-02-20", confirmed("ECHR 3")).grounds[0]
    assert ground.standing
    assert (ground.standing.standing, ground.standing.bound_since) == ("party", None)


def test_a_confirmation_can_supply_what_no_list_holds() -> None:
    """A treaty without any list of parties is cited on the case's own proof."""
    ground = basis_of("DE", "2024-02-20", confirmed("ECHR-P4 4", bound_since="1968-06-01", how="ratification")).grounds[
        0
    ]
    assert ground.standing
    assert ground.standing.how == "ratification"


def test_a_procedure_is_cited_where_the_state_accepted_it() -> None:
    """The Republic of Korea declared that its people may complain to the Committee against Torture."""
    assert basis_of("KR", "2012-02-20", "CAT 22(1)").refusals == ()


def test_a_confirmation_does_not_override_the_depositary() -> None:
    """Where our record may be printed it stands, and a different day is told."""
    basis = basis_of("CN", "2012-02-20", confirmed("CAT 3(1)", bound_since="1990-01-01"))
    assert str(basis.grounds[0].standing and basis.grounds[0].standing.bound_since) == "1988-10-04"
    assert codes_of(basis) == ["LAW-DIFFERS"]
    assert codes_of(basis_of("CN", "2012-02-20", confirmed("CAT 3(1)", bound_since="1988-10-04"))) == []


def test_a_confirmation_may_tell_what_came_after_the_list() -> None:
    """An accession of 2027 is no contradiction to a list of 2026; one that the list would show is."""
    news = confirmed("CAT 3(1)", bound_since="2027-01-04", how="accession")
    assert basis_of("MY", "2027-06-01", news).grounds[0].obliges
    waiting = basis_of("MY", "2027-01-20", news).grounds[0].standing
    assert waiting
    assert (waiting.standing, str(waiting.in_force_since)) == ("not-yet-in-force", "2027-02-03")
    ratified = confirmed("ICCPR 7", bound_since="2027-01-04", how="ratification")
    assert basis_of("CN", "2027-06-01", ratified).grounds[0].obliges
    missed = confirmed("CAT 3(1)", bound_since="2020-01-04", how="accession")
    assert basis_of("MY", "2027-06-01", missed).refusals[0].code == "LAW-NOT-PARTY"
    left = confirmed("CAT 3(1)", ended="2027-01-04")
    assert basis_of("CN", "2027-06-01", left).refusals[0].code == "LAW-WITHDRAWN"


def test_an_old_record_asks_to_be_looked_at() -> None:
    """A letter of 2026 on a list of 2015 is still written, with a warning that names the day of the list."""
    basis = basis_of("KR", "2026-11-01", "VCCR 36(1)(b)")
    assert basis.grounds[0].obliges
    assert codes_of(basis) == ["LAW-AS-OF"]
    assert "2015-03-14" in basis.findings[0].sentence
    assert codes_of(basis_of("KR", "2015-11-01", "VCCR 36(1)(b)")) == []


def test_another_state_may_be_named() -> None:
    """A provision may count for a state of its own."""
    ground = basis_of("CN", "2012-02-20", Cited(provision="ICCPR 12(2)", state="KP")).grounds[0]
    assert (ground.state.iso3, ground.standing and ground.standing.standing) == ("PRK", "party")


def test_a_letter_to_someone_else_rests_on_the_standing_of_the_state_concerned() -> None:
    """UNHCR is no state: the basis is China's, and says that China is not addressed."""
    basis = basis_of("CN", "2006-03-28", "REFUGEE-1951 33(1)", "REFUGEE-1951 35(1)", addressed=False)
    assert not basis.addressed
    assert [ground.state.iso2 for ground in basis.grounds] == ["CN"] * 3
    assert basis.grounds == basis_of("CN", "2006-03-28", "REFUGEE-1951 33(1)", "REFUGEE-1951 35(1)").grounds


@given(st.sampled_from(KEYS), st.sampled_from(states()), st.dates(date(1945, 1, 1), date(2030, 12, 31)))
def test_a_provision_is_either_cited_or_refused(key: str, state: object, day: date) -> None:
    """There is never both or neither, nothing cited is unprintable, and only hard law obliges."""
    basis = basis_of(state.iso3, day.isoformat(), key)  # type: ignore[attr-defined]
    own = [ground for ground in basis.grounds if not ground.brought_by]
    assert len(own) + len(basis.refusals) == 1
    for ground in basis.grounds:
        if ground.standing:
            assert ground.standing.standing in ("party", "not-yet-in-force", "signatory")
            assert ground.standing.is_printable
        if ground.obliges:
            assert ground.instrument.kind == "custom" or (ground.standing and ground.standing.standing == "party")
    assert bool(basis.refusals) == any(problem.level == "error" for problem in basis.findings)


@given(
    st.sampled_from(KEYS), st.sampled_from(["CN", "US", "MY", "KP", "DE"]), st.dates(date(1990, 1, 1), date(2030, 1, 1))
)
def test_alternatives_do_oblige(key: str, state: str, day: date) -> None:
    """What is named in a provision's place binds the state on that day."""
    for other in find_alternatives(catalogue(), catalogue().provisions[key], find_state(state), day):
        assert basis_of(state, day.isoformat(), other).grounds[0].obliges


@pytest.mark.parametrize("key", ["REFUGEE-1951 33(1)", "REFUGEE-1951 34"])
def test_the_protocol_takes_over_articles_to_the_34th(key: str) -> None:
    """A state that is bound by the Protocol alone is cited through it up to article 34."""
    (ground,) = basis_of("US", "2003-04-02", key).grounds
    assert ground.via is not None
    assert ground.via.key == "REFUGEE-1967 I(1)"


def test_the_protocol_takes_over_nothing_after_the_34th() -> None:
    """Article 35 stands in the Protocol in words of its own, and is not cited through it."""
    basis = basis_of("US", "2003-04-02", "REFUGEE-1951 35(1)")
    assert basis.grounds == ()
    assert basis.refusals[0].instead == ("REFUGEE-1967 II(1)",)


@pytest.mark.parametrize(
    ("facts", "differs"),
    [
        ({"in_force_since": "1988-11-03"}, False),  # as the data has it for China
        ({"in_force_since": "1988-11-04"}, True),
        ({"in_force_since": "1988-11-03", "bound_since": "1988-10-04"}, False),
        ({"in_force_since": "1990-01-01", "bound_since": "1988-10-04"}, True),
    ],
)
def test_an_entry_into_force_that_differs_from_the_data_is_told(facts: dict[str, str], *, differs: bool) -> None:
    """A case may confirm another day than the data has, and whoever checks it learns that the two differ."""
    codes = {problem.code for problem in basis_of("CN", "2024-02-01", confirmed("CAT 3(1)", **facts)).findings}
    assert ("LAW-DIFFERS" in codes) is differs
