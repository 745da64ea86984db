"""Finds the provision that people mean when they write `REFUGEE-1951 33(1)`."""

import re
from difflib import get_close_matches

from appeals.model.catalogue import Catalogue
from appeals.model.law import Provision
from appeals.problems import Problem

ARTICLE_WORD = re.compile(r"\b(articles?|art|no)\b\.?", re.IGNORECASE)
PARAGRAPH_WORD = re.compile(r"\b(paragraph|para|par|§)\b\.?", re.IGNORECASE)


def find_provision(catalogue: Catalogue, text: str) -> Provision | Problem:
    """Find a provision by its key, written with or without blanks and “art.”; otherwise say what was meant."""
    code, _, rest = text.strip().partition(" ")
    code = code.upper()
    if code not in catalogue.instruments:
        return _unknown_instrument(catalogue, text, code)
    wanted = _fold(rest)
    own = [provision for provision in catalogue.provisions.values() if provision.instrument == code]
    for provision in own:
        if _fold(provision.clause) == wanted:
            return provision
    return _unknown_clause(code, rest, own)


def _fold(clause: str) -> str:
    """Reduce spellings to one: `art. 33 (1)`, `33(1)` and `33 para 1` are the same."""
    text = PARAGRAPH_WORD.sub("§", ARTICLE_WORD.sub("", clause))
    text = re.sub(r"(?<=\w)\s*[§,]+\s*(\w+)$", r"(\1)", text.strip())
    return text.replace(" ", "").replace("§", "para").casefold()


def _unknown_instrument(catalogue: Catalogue, text: str, code: str) -> Problem:
    near = get_close_matches(code, list(catalogue.instruments), n=1, cutoff=0.6)
    hint = (
        f"did you mean “{near[0]}”?"
        if near
        else f"write the instrument's code first: {', '.join(list(catalogue.instruments)[:4])}, …"
    )
    return Problem(f"there is no instrument “{code}” in “{text}”", hint, code="LAW-NO-INSTRUMENT")


def _unknown_clause(code: str, rest: str, own: list[Provision]) -> Problem:
    keys = [provision.clause for provision in own if provision.clause]
    wanted = _fold(rest)
    within = [clause for clause in keys if wanted and re.match(rf"{re.escape(wanted)}(?![0-9ivx])", _fold(clause))]
    near = within or (get_close_matches(rest.strip(), keys, n=1, cutoff=0.6) if rest.strip() else [])
    sentence = (
        f"{code} has no provision “{rest.strip()}” that we know"
        if rest.strip()
        else f"which provision of {code} is meant?"
    )
    if near:
        hint = f"did you mean {' or '.join(f'“{code} {clause}”' for clause in near[:4])}?"
    elif keys:
        hint = f"choose one of {', '.join(keys[:12])}, or add it to law/*.yaml with its source"
    else:
        hint = "add the provision to law/*.yaml with its source"
    return Problem(sentence, hint, code="LAW-NO-PROVISION")
