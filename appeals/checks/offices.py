"""Judges how offices are reached, and who is called by an office's title."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from appeals.checks.codes import find
from appeals.checks.lists import Lists
from appeals.checks.sentences import Typed, typed_texts
from appeals.model.case import Case
from appeals.model.common import Dated
from appeals.model.recipient import Email, Recipient
from appeals.problems import Loc, Problem

ADDRESS_LASTS, CHANNEL_LASTS = timedelta(days=3 * 366), timedelta(days=2 * 366)
# Providers that give a mailbox to anybody; an office's own domain is none of these.
FREE_MAIL = frozenset(
    {
        "126.com", "139.com", "163.com", "aol.com", "bk.ru", "daum.net", "debitel.net", "email.com", "fastmail.com",
        "free.fr", "gmail.com", "gmx.at", "gmx.ch", "gmx.com", "gmx.de", "gmx.net", "googlemail.com", "hanmail.net",
        "hotmail.com", "hotmail.fr", "icloud.com", "inbox.ru", "laposte.net", "list.ru", "live.com", "mail.com",
        "mail.ru", "msn.com", "naver.com", "orange.fr", "outlook.com", "proton.me", "protonmail.com", "qq.com",
        "rambler.ru", "rediffmail.com", "sina.cn", "sina.com", "sohu.com", "t-online.de", "ukr.net", "wanadoo.fr",
        "web.de", "yahoo.ca", "yahoo.co.in", "yahoo.co.jp", "yahoo.co.uk", "yahoo.com", "yahoo.de", "yahoo.fr",
        "yandex.ru", "yeah.net", "ymail.com", "zoho.com",
    }
)  # fmt: skip


def find_reach(recipient: Recipient, day: date) -> Iterator[Problem]:
    """Judge the address and channels that a letter of a day would use; locs are within the recipient."""
    for part, lasts in (("addresses", ADDRESS_LASTS), ("channels", CHANNEL_LASTS)):
        for index, record in enumerate(getattr(recipient, part)):
            if record.holds_on(day):
                yield from _find_stale(record, day, lasts, (part, index))
                if isinstance(record, Email):
                    yield from _find_free_mail(record, (part, index, "address"))


def _find_free_mail(record: Email, loc: Loc) -> Iterator[Problem]:
    domain = record.address.rpartition("@")[2].casefold()
    if domain in FREE_MAIL:
        said = f"{domain} gives a mailbox to anybody: nobody can tell that this one is the office's"
        yield find(
            "EMAIL-FREE", loc, said, "look for an address at the office's own domain; send nothing that could harm"
        )


def _find_stale(record: Dated, day: date, lasts: timedelta, loc: Loc) -> Iterator[Problem]:
    """Find what has no end and was last seen long before the day; a period that has both ends is known as it is."""
    days = [record.verified.on] if record.verified else []
    days += [record.source.date.last] if record.source.date else []
    seen = max(days, default=None)
    if record.until is None and seen and day - seen > lasts:
        said = f"this was last seen to be right on {seen}, {(day - seen).days // 365} years before the letter of {day}"
        yield find(
            "STALE", loc, said, "verify it, and write “verified: {on: …, how: …}”; or give it a last day (“to: …”)"
        )


def find_named_holders(
    case: Case, recipients: Iterable[Recipient], day: date, lists: Mapping[str, Lists]
) -> Iterator[Problem]:
    """Find holders who are called by a title of their office on a day on which another held it."""
    called = [(text, found) for text in typed_texts(case) for found in _titles(text, lists.get(text.language))]
    if called:
        gone = dict(_gone(recipients, day))
        for text, found in called:
            yield from _judge_title(text, found, gone, day)


def _titles(text: Typed, lists: Lists | None) -> Iterator[re.Match[str]]:
    """Find titles that a name may follow, but for those that the words before make past ones."""
    if not lists or not lists.entries("titles"):
        return
    titles, courtesy = "|".join(lists.entries("titles")), "|".join(lists.entries("courtesy"))
    former = "|".join(lists.entries("former"))
    for found in re.finditer(rf"(?<!\w)(?:{titles})\s+(?:(?:{courtesy})\.?\s+)?(?=\w)", text.text, re.IGNORECASE):
        if not re.search(rf"(?:^|\s)(?:{former})\s+$", text.text[: found.start()], re.IGNORECASE):
            yield found


def _gone(recipients: Iterable[Recipient], day: date) -> Iterator[tuple[str, str]]:
    """List the names of holders of other days than this, each with who held the office on this one."""
    for recipient in recipients:
        then = [holder for holder in recipient.holders if holder.holds_on(day)]
        right = {name for holder in then for name in (holder.name, holder.family)}
        now = next((holder.name for holder in then if holder.name), "nobody we know of")
        for holder in recipient.holders:
            if holder not in then:
                yield from ((name, now) for name in (holder.name, holder.family) if name and name not in right)


def _judge_title(text: Typed, found: re.Match[str], gone: Mapping[str, str], day: date) -> Iterator[Problem]:
    """Judge one title by the name that follows it."""
    follows = text.text[found.end() :]
    for name in sorted(gone, key=len, reverse=True):
        if re.match(rf"{re.escape(name)}(?!\w)", follows):
            words = found[0] + name
            said = f"“{words}”: on {day} the office was held by {gone[name]}"
            mend = "leave the name to the records, or write “then” or “former” where that is meant"
            yield find("HOLDER-NAMED", text.loc, said, mend, words)
            return
