"""What case text and templates may call: words that records hold, printed as the records demand."""

import re
from dataclasses import dataclass, field

from markupsafe import Markup

from appeals.letters.claims import claim_words
from appeals.letters.people import person_words
from appeals.model.address import Appeal
from appeals.model.common import Words, read_day
from appeals.model.law import Citation
from appeals.model.wording import Matter
from appeals.phrases import Language, is_country
from appeals.problems import Loc, Problem, RecordError
from appeals.templating import Call, InlineText

OPENING = "person_opening"
CALL = r"\{\{\s*person\("
FIRST = re.compile(rf"^(?P<before>\s*[*_“„\"]*){CALL}")
LATER = re.compile(rf"(?P<before>[.!?…][”“’\"*_]*\s+[“„\"*_]*){CALL}")


@dataclass
class Speech:
    """The words of one case for one letter; it remembers which instruments it has already named in full."""

    matter: Matter | Appeal  # of which neither addressee nor sender is looked at
    language: Language
    inline: InlineText
    named: set[str] = field(default_factory=set)

    def say(self, words: Words, loc: Loc) -> Markup:
        """Turn a text of the case into HTML; raise RecordError at `loc` of the case's file when it cannot be said."""
        text = words.get(self.language.code)
        if text is None:
            raise self._fault(
                f"there are no words in the language “{self.language.code}” here",
                f"add “{self.language.code}: …”, or choose another language with --language",
                loc,
            )
        if not str(loc[0]).startswith("requests"):  # whose words go on from the letter's own
            text = FIRST.sub(rf"\g<before>{{{{ {OPENING}(", text)
        try:
            return self.inline.html(LATER.sub(rf"\g<before>{{{{ {OPENING}(", text), self.calls())
        except ValueError as error:
            raise self._fault(
                f"this text cannot be printed: {error}", "mend the text", (*loc, self.language.code)
            ) from error

    def _fault(self, sentence: str, mend: str, loc: Loc) -> RecordError:
        return RecordError(Problem(sentence, mend, loc=loc, code="TEXT"))

    def calls(self) -> dict[str, Call]:
        """Return the calls by name."""
        return {
            "claim": self.claim,
            "cite": self.cite,
            "bound": self.bound,
            "law": self.law,
            "person": self.person,
            OPENING: self.person_opening,
            "date": self.date,
            "country": self.country,
        }

    def claim(self, claim_id: str) -> Markup:
        """Print the figure of a claim."""
        return _marked(claim_words(self.matter.case, claim_id, self.language, self.matter.date), f"claim:{claim_id}")

    def person(self, person_id: str) -> Markup:
        """Print a person's name where it may be read, else what the record says in its place."""
        return _marked(self._person(person_id), f"person:{person_id}")

    def person_opening(self, person_id: str) -> Markup:
        """Print the same where a sentence begins: what stands in place of a name begins with a capital there."""
        words = self._person(person_id)
        return _marked(words[:1].upper() + words[1:], f"person:{person_id}")

    def _person(self, person_id: str) -> str:
        return person_words(self.matter.case, person_id, self.language, public=self.matter.public)

    def cite(self, key: str) -> Markup:
        """Name a provision: in full at first mention, short after."""
        citation = self._citation(key)
        return _marked(citation.short if self._was_named(citation) else citation.long, f"law:{citation.key}")

    def bound(self, key: str) -> Markup:
        """Say how and since when the state is bound."""
        citation = self._citation(key)
        return _marked(citation.bound, f"law:{citation.key}")

    def law(self, key: str) -> Markup:
        """Write the whole sentence that may be said of a provision and the state on that day."""
        citation = self._citation(key)
        sentence = citation.sentence_short if self._was_named(citation) else citation.sentence
        return _marked(" ".join(part for part in (sentence, citation.caveat) if part), f"law:{citation.key}")

    def date(self, day: str) -> Markup:
        """Write a day, a month or a year in words."""
        return Markup.escape(self.language.day(read_day(day)))

    def country(self, code: str) -> Markup:
        """Name a country as the language does."""
        if not is_country(code):
            raise ValueError(f"there is no country “{code}”; write its two letters of ISO 3166")
        return Markup.escape(self.language.country(code))

    def _citation(self, key: str) -> Citation:
        wanted = " ".join(key.split())
        found = next((c for c in self.matter.citations if c.key == wanted), None)
        if found is None:
            have = ", ".join(c.key for c in self.matter.citations) or "none"
            raise ValueError(f"the case does not rely on “{wanted}”, or it may not be cited; what may be: {have}")
        return found

    def _was_named(self, citation: Citation) -> bool:
        instrument = citation.key.split(" ")[0]
        known = instrument in self.named
        self.named.add(instrument)
        return known


def _marked(text: str, mark: str) -> Markup:
    """Wrap words with the record they come from."""
    return Markup('<span data-mark="{}">{}</span>').format(mark, text)
