"""Make the lists of everyday words that a volunteer's own paragraph may hold: `appeals/reference/everyday.*.txt.gz`.

    apt-get download wamerican wbritish    # SCOWL; unpack with dpkg-deb -x
    pip install --no-deps --target unpacked pyspellchecker faker    # they are read, and not run
    python tools/make_everyday_words.py unpacked american-english british-english

Words in small letters are of the language; those with a capital (countries, languages, towns, months, faiths) may be
written with it in the middle of a sentence. Given and family names are left out, unless they are among the commonest
words of the language (“will”, “young”), for the lists are there to tell a name from other words. `SOURCES.md` beside
the lists has their sources and licences.
"""

import ast
import gzip
import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel import Locale

from appeals.reference.tables import read_table

REFERENCE = Path(__file__).parents[1] / "appeals" / "reference"
COMMON = {"en": 100_000, "de": 2_000}  # times in the subtitles that the frequencies are of: kept although a name
KEPT = {
    "en": """fair field art ball glass cross foot killer low sad judge floor star innocent wild roll cash cop price
        grand captain church wash summer guard lies general add tiny faith wall per lawyer north tea sky moon cook
        bright park male bite jail gay river harm bird beer flowers block mountain cares spring page storm
        bury camp cousin parts hung fate precious trace stone post joke cases silver bell powers heaven
        golden journey wise justice bridge bill rush hunt walls odd fed west snow lord asks stock noble
        winter bones mile victory nail treasure chase lips hall forest comfort loyal shine suits marks
        unique priest miracle mercy media sharp link unknown woods odds glasses pleasant wood loan rice
        orange tank bath mayor minor sales constant council junior bail martial dawn toy horn charity lean
        wing bond bare banks tore pages burns hill tone divine foster petty penny bills governor fields
        liberty ties gates arts comment branch greet sang parent sole waters palm hammer patience raid bent
        blessing brick silk hills singer senator sunshine flood harsh blank ward shields era spies elder
        farmer author fee roots swords savage herd marine urban essence booth sincere hence pace shade
        bitten monk vain freely cousins monks oral echo sane convey merchant autumn ally carrier wage valid
        villa lane harmony bishop ban chambers storms infant camps richer graves halls bridges parks
        shepherd riddle ridge roar purity stern pier mist pastor contractor canal mentor tailor tours edit
        haven sparks sands blaze garrison reader rust canyon peer ivory bliss wells frost hearty rim marvel
        gravel carpenter meadow moody rails prince royal south east farmers authors peers""",
    "de": """bauer bauern bett bischof bischöfe blick bruder brüder bürger christ christen doktor fern freitag general
        golden grund hand held herbst job kaiser kind kinder kirche kopf kraft könig lage land lande list
        meister mist monat park park post richter ritter schneider schüler schule sommer sommern star stern
        stock tag tage tod tor volk wall wald winter wirt wolf wort baum berg berge bach feld garten haus
        hof holz kloster markt stein wagen mann mutter vater lehrer arbeiter müller fischer jäger koch
        schäfer weber gärtner kaufmann""",
}
PROPER = {
    "en": """Bible Buddhism Buddhist Buddhists Catholic Catholics Christian Christianity Christians Christmas Church
        Easter God Gospel Hindu Hindus Islam Islamic Jew Jewish Jews Judaism Lord Lutheran Methodist Muslim
        Muslims Orthodox Passover Protestant Protestants Quaker Quakers Quran Ramadan Sikh Sikhs Sunday
        Torah African Africans American Americans Arab Arabs Asian Asians Australian Australians British
        Canadian Canadians Chinese English Human Rights Right Prime Court Council Article
        Assembly High Commissioner Commission Refugees Refugee Foreign Affairs Supreme Committee Secretary People Party
        Olympic Games Nobel Prize Constitution Covenant Protocol University School College Red Cross Crescent World
        War Street European Europeans Indian Indians Western Africa America Asia
        Europe Oceania Ambassador Convention Declaration Embassy Excellency Government Madam Minister
        Ministry Parliament President Premier Republic Sir State States Amnesty Nam Viet Nations Union United
        Internet English Kingdom I EU NGO NGOs UK UN UNHCR UNICEF US USA OK TV DNA HIV""",
    "de": """EU USA UN UNO UNHCR UNICEF NGO NGOs DDR BRD TV DNA HIV""",
}
SHORT, ANYWHERE = 2, 6_000  # letters of a word that is taken only where it is common: it may be a name's syllable
CHECKER, NAMES = "spellchecker/resources", "faker/providers/person"
BEGIN = 4  # letters
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def main(unpacked: Path, files: list[str]) -> None:
    """Write both lists."""
    names = frozenset(list_names(unpacked))
    english = {line.strip() for file in files for line in Path(file).read_text("utf-8").splitlines()}
    words = {"en": {word for word in english if not word.endswith("'s")}, "de": set(frequencies(unpacked, "de"))}
    capitals = frozenset(w for w in words["en"] if w.istitle() and w.isalpha() and w.lower() not in names)
    for language, found in words.items():
        often, kept = frequencies(unpacked, language), KEPT[language].split()
        plain = {
            w for w in found if w.islower() and WORD.fullmatch(w) and (len(w) > SHORT or often.get(w, 0) > ANYWHERE)
        }
        named = {w for w in plain & names if often.get(w, 0) < COMMON[language]}
        proper = {
            w
            for text in list_proper(language, capitals)
            for w in WORD.findall(text)
            if w[0].isupper() and len(w) > SHORT
        }
        proper |= set(PROPER[language].split())
        content = "\n".join(sorted((plain - named) | {w for w in kept if w in plain} | proper)) + "\n"
        packed = gzip.compress(unicodedata.normalize("NFC", content).encode(), mtime=0)
        (REFERENCE / f"everyday.{language}.txt.gz").write_bytes(packed)
        print(language, content.count("\n"), "words,", len(named), "names left out,", len(packed), "bytes")


def frequencies(unpacked: Path, language: str) -> Mapping[str, int]:
    """Tell how often words stand in subtitles, as the spell checker has it."""
    told: Mapping[str, int] = json.loads(gzip.decompress((unpacked / f"{CHECKER}/{language}.json.gz").read_bytes()))
    return told


def list_names(unpacked: Path) -> Iterator[str]:
    """Yield the words of given and family names of every country that Faker knows."""
    for file in sorted((unpacked / NAMES).glob("*/__init__.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            if any(isinstance(one, ast.Name) and re.search("first_name|last_name", one.id) for one in targets):
                values = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
                for name in (value for value in values if isinstance(value, str)):
                    yield from WORD.findall(unicodedata.normalize("NFC", name).casefold())


def inhabitants(locale: Locale, capitals: frozenset[str]) -> Iterator[str]:
    """Yield the words that begin as the name of a country or a language does: Syrian, Iraqis."""
    named = {name[:BEGIN] for table in (locale.territories, locale.languages) for name in table.values()}
    yield from (word for word in capitals if word[:BEGIN] in named)


def list_proper(language: str, capitals: frozenset[str]) -> Iterator[str]:
    """Yield names that are nobody's: of countries, languages, days, months, towns with a mission or a time zone."""
    locale = Locale(language)
    yield from locale.territories.values()
    yield from locale.languages.values()
    yield from locale.months["format"]["wide"].values()
    yield from locale.days["format"]["wide"].values()
    yield from (
        named.get("city") or zone.rpartition("/")[2].replace("_", " ") for zone, named in locale.time_zones.items()
    )
    yield from inhabitants(locale, capitals) if locale.language == "en" else ()
    yield from (row["city"] for row in read_table("missions.csv"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
