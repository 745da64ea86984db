"""Headings of tables: how they are compared, and which words say the same as a field."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence

UNSEEN = frozenset({"Cf", "Cc"})  # joiners, marks of direction, byte order marks
END = re.compile(r"[\s:*]+$")

# field -> other headings for it. Only what can mean nothing else: “Land” is the sender's state in one list, and in
# another that of the address; “Name” is a mission's in one and a person's in another. Those are for --map.
WORDS: Mapping[str, tuple[str, ...]] = {
    "body": (
        "embassy", "mission", "embassy or mission", "botschaft", "vertretung", "auslandsvertretung", "ambassade",
        "embajada", "ambasciata", "embaixada", "посольство", "大使馆",
    ),
    "state": ("sending state", "sending country", "entsendestaat", "staat", "état", "estado", "stato"),
    "name": ("ambassador", "botschafter", "botschafterin", "botschafter/in", "botschafter/-in", "ambassadeur"),
    "gender": ("sex", "anrede", "geschlecht", "sexe", "sexo", "civilité", "salutation", "form of address"),
    "honorific": ("academic title", "akademischer titel", "akad. titel"),
    "address": ("anschrift", "adresse", "postal address", "postanschrift", "dirección", "indirizzo", "endereço"),
    "line1": ("street", "straße", "strasse", "rue", "calle", "via", "straße und hausnummer", "strasse/nr.", "straat"),
    "line2": ("town", "city", "ort", "stadt", "ville", "ciudad", "città", "cidade", "plaats", "plz/ort", "plz ort"),
    "postcode": (
        "plz", "postleitzahl", "postal code", "post code", "zip", "zip code", "code postal", "código postal", "cap",
    ),
    "phone": ("telephone", "tel", "tel.", "telefon", "téléphone", "teléfono", "telefono", "telefone", "phone number"),
    "fax": ("telefax", "fax number", "faxnummer", "fax-nr.", "fax no.", "télécopie", "факс"),
    "email": ("e-mail", "mail", "e-mail address", "email address", "e-mail-adresse", "courriel", "correo electrónico"),
    "web": ("website", "web site", "homepage", "internet", "url", "webseite", "site web"),
    "languages": ("language", "sprachen", "sprache", "langues", "idiomas"),
    "source": ("quelle", "fuente"),
    "source_date": ("as of", "stand", "date of source"),
}  # fmt: skip


def fold(heading: str) -> str:
    """Write a heading as it is compared: composed, in small letters, without what nobody sees."""
    return END.sub("", unicodedata.normalize("NFKC", seen(heading)).casefold())


def seen(heading: str) -> str:
    """Write a heading in one line, without what nobody sees."""
    return " ".join("".join(c for c in heading if unicodedata.category(c) not in UNSEEN or c.isspace()).split())


FIELD_OF = {fold(word): field for field, words in WORDS.items() for word in words}


def recognise(columns: Sequence[str], fields: Collection[str], taken: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield fields and the columns that say the same in other words; a field once, and its own name before others."""
    used = set(taken) | {name for name in columns if name in fields}
    for name in columns:
        field = FIELD_OF.get(name, "")
        if name not in taken and name not in fields and field and field not in used:
            used.add(field)
            yield field, name
