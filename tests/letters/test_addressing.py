"""Envelope, salutation, country and channels of a letter's day."""

from collections.abc import Callable
from datetime import date

import pytest

from appeals.letters.addressing import Origin, address
from appeals.letters.forms import title
from appeals.model.address import Addressee
from appeals.model.recipient import Recipient
from appeals.model.sender import Sender
from appeals.phrases import Language
from appeals.pipeline import Records
from appeals.problems import RecordError, TemplateError

Office = Callable[..., Recipient]
DAY = date(2003, 4, 2)
KIM = {"name": "Kim Example", "family": "Kim", "gender": "female", "honorific": "Dr", "from": "2001", "to": "2005"}
PLACE = {"lines": ["Ministry", "1 Street", "100032 BEIJING"], "country": "CN", "from": "2003", "to": "2006"}


@pytest.fixture
def to(sender: Sender, english: Language) -> Callable[..., Addressee]:
    """Address a recipient in English on 2 April 2003, or another day, from Berlin."""
    return lambda recipient, day=DAY, language=english: address(
        recipient, Origin(sender.address.country, english), day, language
    )


def because(addressee: Addressee, topic: str) -> list[str]:
    """List what was chosen about a topic, and why."""
    return [f"{choice.chosen}: {choice.because}" for choice in addressee.choices if choice.topic == topic]


def test_the_premier_in_april_2003(to: Callable[..., Addressee], shipped: Records) -> None:
    """The envelope of the letter that this project began with."""
    premier = to(shipped.recipients["cn-premier"])
    assert premier.envelope == (
        "His Excellency Mr Wen Jiabao",
        "Premier of the State Council",
        "(Guowuyuan Zongli)",
        "State Council (Guowuyuan)",
        "9 Xihuangchenggenbeijie",
        "100032 BEIJING",
        "CHINA",
    )
    assert premier.salutation == "Your Excellency,"
    assert because(premier, "country") == ["CHINA: the mail leaves DE; written in the sender's language"]
    assert len(because(premier, "fax")) == 2
    assert because(premier, "fax")[0].endswith(
        "c/o Ministry of Communications: known from 2003 to 2003; never verified since"
    )


def test_address_and_numbers_are_those_of_the_day(to: Callable[..., Addressee], shipped: Records) -> None:
    """In 2012 the Premier has another address and one other number."""
    later = to(shipped.recipients["cn-premier"], date(2012, 2, 22))
    assert "100017 BEIJING" in later.envelope
    assert because(later, "fax") == [
        "+86 10 6596 1109 c/o Ministry of Foreign Affairs: known from 2011 to 2012; never verified since"
    ]


def test_mail_that_stays_in_the_country_has_no_country_line(to: Callable[..., Addressee], shipped: Records) -> None:
    """A letter from Berlin to the embassy in Berlin bears no country."""
    embassy = to(shipped.recipients["cn-embassy-berlin"])
    assert embassy.country == ""
    assert embassy.envelope[-1] == "10179 BERLIN"
    assert because(embassy, "country") == ["none: the mail stays in DE"]


def test_an_office_of_which_nothing_is_known(to: Callable[..., Addressee], office: Office) -> None:
    """Without holder, address and number the letter names the office, and each gap is told."""
    bare = to(office())
    assert bare.envelope == ("The Minister",)
    assert because(bare, "address") == ["none: no address is known for 2003-04-02; the letter names the office only"]
    assert because(bare, "country") == ["none: no address, no country"]
    assert because(bare, "channel") == ["none: no number or mailbox is known for 2003-04-02"]


def test_addresses_and_channels_end(to: Callable[..., Addressee], office: Office) -> None:
    """What was not so on the letter's day is not used."""
    fax = {"channel": "fax", "number": "+86 10 6529 2345", "to": "2001"}
    addressed = to(office(addresses=[PLACE], channels=[fax]), date(2007, 1, 1))
    assert addressed.postal == ()
    assert addressed.channels == ()


def test_every_channel_is_told_as_one_uses_it(to: Callable[..., Addressee], office: Office) -> None:
    """Numbers are written for reading; a via without words in the language is left out."""
    verified = {"verified": {"on": "2003-01-01", "how": "called"}}
    channels = [
        {"channel": "fax", "number": "0086 10 6529 2345", "via": {"de": "Verkehrsministerium"}, **verified},
        {"channel": "phone", "number": "+86 10 6529 2346"},
        {"channel": "email", "address": "a@example.org"},
        {"channel": "web", "url": "https://example.org/form"},
    ]
    told = to(office(channels=channels))
    assert because(told, "fax") == [
        (
            "+86 10 6529 2345: known since an unknown day, no end known when last seen on 2003-01-01; "
            "verified on 2003-01-01 (called)"
        )
    ]
    assert because(told, "phone")[0].startswith("+86 10 6529 2346: ")
    assert because(told, "email")[0].startswith("a@example.org: ")
    assert because(told, "web")[0].startswith("https://example.org/form: ")


def test_a_woman_in_office(to: Callable[..., Addressee], office: Office, german: Language) -> None:
    """A woman is addressed as one, by the feminine title where the record has it."""
    words = {"words": {"en": "Minister", "de": "Minister"}, "female": {"de": "Ministerin"}}
    woman = office(holders=[KIM], title=words)
    assert to(woman).form == ("Her Excellency Dr Kim Example", "Minister")
    assert to(woman, language=german).form == ("Ihrer Exzellenz Frau Dr. Kim Example", "Ministerin")


def test_a_gender_that_is_not_known_is_not_guessed(to: Callable[..., Addressee], office: Office) -> None:
    """Without gender no courtesy title is used; without a family name the name stands for it."""
    judge = office(holders=[{"name": "Kim Example", "from": "2001", "to": "2005"}], rank="judge")
    assert to(judge).form == ("Kim Example", "Minister")
    assert to(judge).salutation == "Dear Judge Kim Example,"


def test_the_record_s_own_form_goes_first(to: Callable[..., Addressee], office: Office) -> None:
    """A recipient may have its own lines, salutation and close; what it leaves out comes from the table."""
    form = {"language": "en", "address": ["{name}", "{body}"], "salutation": "Dear {family},", "reason": "asked for"}
    own = to(office(holders=[KIM], forms=[form, form | {"language": "de"}]))
    assert own.form == ("Dr Kim Example", "Ministry")
    assert own.salutation == "Dear Kim,"
    assert own.close == "Yours respectfully,"
    assert because(own, "form of address") == ["Dear Kim,: the record's own: asked for"]


def test_an_own_form_that_asks_for_a_name_gives_way_where_there_is_none(
    to: Callable[..., Addressee], office: Office
) -> None:
    """In a vacancy no salutation is printed with a hole in it."""
    form = {"language": "en", "address": ["{name}"], "salutation": "Dear {family},", "reason": "asked for"}
    vacant = to(office(forms=[form]))
    assert vacant.form == ("The Minister",)
    assert vacant.salutation == "Your Excellency,"


def test_a_title_of_two_lines_is_one_in_running_text(
    to: Callable[..., Addressee], office: Office, english: Language
) -> None:
    """A title that its record breaks is broken on the envelope only."""
    broken = office(title={"words": {"en": "Ambassador of the\nRepublic"}})
    assert to(broken).form == ("The Ambassador of the", "Republic")
    assert title(broken, None, english) == "Ambassador of the Republic"


def test_markup_in_a_name_stays_text(to: Callable[..., Addressee], office: Office) -> None:
    """Braces and angle brackets in a name are neither filled nor read."""
    odd = office(holders=[KIM | {"name": "{title} <b>", "honorific": None}])
    assert to(odd).form[0] == "Her Excellency Ms {title} <b>"


def test_words_in_another_language_never_stand_in(
    to: Callable[..., Addressee], office: Office, german: Language
) -> None:
    """A title that is missing in the letter's language names the record."""
    english_only = office(title={"words": {"en": "Minister"}})
    with pytest.raises(RecordError) as error:
        to(english_only, language=german)
    assert str(error.value) == (
        "the recipient “x” has no title in the language “de”\n    mend: add it under office, title, words: “de: …”"
    )


def test_a_table_row_that_asks_for_what_there_is_not(to: Callable[..., Addressee], office: Office) -> None:
    """A row of the user's own table that names an unknown word, or one that nobody knows, is the table's fault."""
    row = {"classes": ["minister"], "holder": "nobody", "lines": ["The {title}"], "close": "Yours", "source": "x"}
    for salutation, reason in (("Dear {nmae},", r"asks for \{nmae\}"), ("Dear {name},", "nobody knows what")):
        table = Language("xx", {"forms": [row | {"salutation": salutation}], "locale": "en"})
        broken = office(title={"words": {"xx": "Minister"}}).model_copy()
        body = broken.office.body.model_copy(update={"words": broken.office.title.words})
        broken = broken.model_copy(update={"office": broken.office.model_copy(update={"body": body})})
        with pytest.raises(
            TemplateError, match=rf"^templates/words/xx\.toml: a row of \[\[forms\]\] cannot be used: .*{reason}"
        ):
            to(broken, language=table)


@pytest.mark.parametrize(
    ("gender", "salutation"), [("male", "Sehr geehrter Herr Beispiel,"), ("female", "Sehr geehrte Frau Beispiel,")]
)
def test_an_office_of_the_senders_own_state_is_no_excellency(
    gender: str, salutation: str, office: Office, german: Language
) -> None:
    """In German the predicate is for foreign offices: the same record is addressed in two ways from two countries."""
    holder = {"name": "Kim Beispiel", "family": "Beispiel", "gender": gender, "from": "2001", "to": "2005"}
    minister = office(state="CH", holders=[holder])
    own, abroad = (address(minister, Origin(country, german), DAY, german) for country in ("CH", "AT"))
    assert own.salutation == salutation
    assert "Exzellenz" not in " ".join((*own.form, own.salutation))
    assert "Exzellenz" in abroad.salutation
    assert own.close != abroad.close
