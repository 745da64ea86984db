"""What the tests of the law ask for: a basis, and its words in a language."""

from collections.abc import Mapping
from datetime import date

from appeals.law.basis import lay_basis
from appeals.law.citing import cite_all
from appeals.law.tongue import Tongue
from appeals.model.catalogue import Catalogue
from appeals.model.law import Citation, Cited, LegalBasis
from appeals.phrases import Language
from appeals.reference import catalogue, find_state
from appeals.templating import Templates, shelf

TEMPLATES = Templates((shelf(),))


def tongue_of(code: str = "en", law: Catalogue | None = None) -> Tongue:
    """Speak a shipped language."""
    language = Language(code, TEMPLATES.words(f"words/{code}.toml"))
    return Tongue(language, TEMPLATES.words(f"words/law.{code}.toml"), law or catalogue())


def basis_of(
    state: str, day: str, *cited: str | Cited, law: Catalogue | None = None, addressed: bool = True
) -> LegalBasis:
    """Lay the basis of provisions for a state on a day."""
    whole = [one if isinstance(one, Cited) else Cited(provision=one) for one in cited]
    return lay_basis(law or catalogue(), whole, find_state(state), date.fromisoformat(day), addressed=addressed)


def words_of(basis: LegalBasis, code: str = "en", law: Catalogue | None = None) -> Mapping[str, Citation]:
    """Word a basis, with plain spaces in its dates."""
    return cite_all(basis, tongue_of(code, law))


def plain(text: str) -> str:
    """Write no-break spaces as spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def codes_of(basis: LegalBasis) -> list[str]:
    """List the codes of what was found."""
    return [problem.code for problem in basis.findings]
