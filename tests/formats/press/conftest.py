"""Letters of a batch: those of the formats, with other names and addresses."""

import random

import pytest

from appeals.formats.press.fields import list_texts, with_texts

# Invented, with what is hard to set: kerning pairs, ligatures, diacritics, apostrophes, figures, other alphabets.
WORDS = """
Àlvaro Tōyō Müller O’Neill Łódź Straße WAVE fjord office Affairs Ministry Vice-President 12 7b A. V. To Ty “Yes”
fi flow Ñandú Çelik Şirin 1000 AB Żółć Dr Prof. St. John's (Waffle) AVATAR 20999 GRÜNHAFEN Æsir Œuvre & ‘Tis
"""


@pytest.fixture
def vary():
    """Give a letter other texts in all its fields, the same for the same seed; mail stays mail, hyphens remain."""

    def change(letter, seed):
        chance = random.Random(seed)  # noqa: S311 -- no secret

        def replace(text):
            if "@" in text:
                return text.replace("@", f"{chance.randrange(99)}@")
            return " ".join(chance.choices(WORDS.split(), k=chance.randint(1, 3))) + "-12" * ("-" in text)

        return with_texts(letter, [replace(text) for text in list_texts(letter)])

    return change
