"""Provisions are found however people write them, and what is meant is said where they are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals.law.provisions import find_provision
from appeals.model.law import Provision
from appeals.problems import Problem
from appeals.reference import catalogue

LAW = catalogue()


@given(st.sampled_from(sorted(LAW.provisions)))
def test_every_key_finds_its_provision(key: str) -> None:
    """The key that we print is read back, in any case and with any blanks."""
    for text in (key, key.lower(), f"  {key} ", key.replace("(", " (")):
        assert find_provision(LAW, text) == LAW.provisions[key]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("REFUGEE-1951 art. 33(1)", "REFUGEE-1951 33(1)"),
        ("REFUGEE-1951 article 33 para 1", "REFUGEE-1951 33(1)"),
        ("refugee-1951 Art. 33 § 1", "REFUGEE-1951 33(1)"),
        ("REFUGEE-1951 1 A (2)", "REFUGEE-1951 1A(2)"),
        ("VCCR 36(1)(b)", "VCCR 36(1)(b)"),
        ("CRC 37 (b)", "CRC 37(b)"),
        ("UNHCR-HANDBOOK para 94", "UNHCR-HANDBOOK para 94"),
        ("UNHCR-HANDBOOK paragraph 94", "UNHCR-HANDBOOK para 94"),
        ("NON-REFOULEMENT-CUSTOM", "NON-REFOULEMENT-CUSTOM"),
    ],
)
def test_spellings_of_the_field_are_read(text: str, key: str) -> None:
    """Lawyers write articles in several ways."""
    found = find_provision(LAW, text)
    assert isinstance(found, Provision)
    assert found.key == key


@pytest.mark.parametrize(
    ("text", "code", "mend"),
    [
        ("REFUGE-1951 33(1)", "LAW-NO-INSTRUMENT", "did you mean “REFUGEE-1951”?"),
        ("GDPR 1", "LAW-NO-INSTRUMENT", "write the instrument's code first"),
        ("CAT 3", "LAW-NO-PROVISION", "did you mean “CAT 3(1)” or “CAT 3(2)”?"),
        ("CAT", "LAW-NO-PROVISION", "choose one of 1(1), 2(1)"),
        ("CAT 99", "LAW-NO-PROVISION", "choose one of 1(1), 2(1)"),
        ("REFUGEE-1951 33(3)", "LAW-NO-PROVISION", "did you mean “REFUGEE-1951 3"),
        ("GC-I 3", "LAW-NO-PROVISION", "add the provision to law/*.yaml with its source"),
    ],
)
def test_what_is_not_found_comes_with_a_mend(text: str, code: str, mend: str) -> None:
    """The mend names what may have been meant, never an article that only looks alike."""
    found = find_provision(LAW, text)
    assert isinstance(found, Problem)
    assert found.code == code
    assert mend in found.mend
