"""How one language speaks of law: its fixed words, its titles and gists, the grammar of titles and states."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from appeals.model.catalogue import Catalogue, Gist, Title
from appeals.model.common import Day
from appeals.model.law import Instrument, Provision, State
from appeals.phrases import Language
from appeals.problems import Place, TemplateError

SOURCE_LANGUAGE = "en"  # the packaged titles and gists are English
PRONOUNS = ("the", "which", "to_which", "which_subject")
VERBS = ("is", "has", "had", "belongs")


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language for citations; `table` is what `templates/words/law.<language>.toml` holds."""

    language: Language
    table: Mapping[str, Any]
    catalogue: Catalogue

    def word(self, key: str, **values: object) -> str:
        """Return fixed words of the law; a missing one is an error that names it."""
        words = self.table.get("words", {})
        if key not in words:
            file = f"templates/words/law.{self.language.code}.toml"
            raise TemplateError.of(
                f"the language “{self.language.code}” has no words for “{key}”", f'add {key} = "…"', Place(file)
            )
        return str(words[key]).format(**values)

    def title(self, instrument: Instrument) -> Title:
        """Return the title of an instrument; one without a title in this language cannot be cited in it."""
        found = self.catalogue.titles.get((instrument.code, self.language.code))
        if found:
            return found
        if self.language.code != SOURCE_LANGUAGE:
            raise self._missing(
                f"no title of {instrument.code}", f"add the official title to law/*.yaml: {instrument.code}"
            )
        article = "" if instrument.title.startswith("Protocol No.") else "the "
        long, short = article + instrument.title, article + instrument.short_title
        return Title(instrument.title, long, instrument.short_title, short)

    def gist(self, provision: Provision) -> Gist:
        """Return the gist and the duty of a provision in this language."""
        found = self.catalogue.gists.get((provision.key, self.language.code))
        if found:
            return found
        if self.language.code != SOURCE_LANGUAGE:
            raise self._missing(f"no gist of {provision.key}", f"add it to law/*.yaml: {provision.key}")
        return Gist(provision.gist, provision.duty)

    def state(self, state: State) -> Mapping[str, str]:
        """Name a state as subject and as object, with the verbs that agree with it."""
        own = self.table.get("states", {}).get(state.iso2)
        if own:
            subject, target, number = own
        else:
            subject = state.name if self.language.code == SOURCE_LANGUAGE else self.language.country(state.iso2)
            target, number = subject, "one"
        words = self.table.get("words", {})
        return {"state": subject, "state_object": target} | {
            verb: str(words.get(f"{verb}_{number}", "")) for verb in VERBS
        }

    def pronouns(self, title: Title) -> Mapping[str, str]:
        """Return the relative pronouns that fit the title's gender."""
        words = self.table.get("words", {})
        return {pronoun: str(words.get(f"{pronoun}_{title.gender}", "")) for pronoun in PRONOUNS}

    def day(self, day: Day) -> str:
        """Write a day, or as much of it as is known."""
        if day.is_exact:
            return self.language.date(day.first)
        return self.language.month(day.first) if day.first.month == day.last.month else str(day.first.year)

    def _missing(self, what: str, mend: str) -> TemplateError:
        return TemplateError.of(f"the language “{self.language.code}” has {what}", mend, Place("law/*.yaml"))
