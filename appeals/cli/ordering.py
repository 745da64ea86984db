"""What `appeals write` and `appeals plan` ask alike: the fields of an Order."""

from collections.abc import Callable
from os import cpu_count
from typing import Any, TypeVar, get_args

import click

from appeals.cli.asking import DayType, split
from appeals.formats import ALL_FORMATS
from appeals.formats.sizes import ENVELOPES, LABEL_SHEETS
from appeals.formats.windows import NAMES
from appeals.model.document import PAPERS
from appeals.model.fax import CODINGS, RESOLUTIONS
from appeals.model.recipient import Rank

F = TypeVar("F", bound=Callable[..., Any])


def several(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Read an option that may be given several times or with commas."""
    return split(values)


def _list(name: str, field: str, metavar: str, words: str, **more: Any) -> Callable[[F], F]:  # noqa: ANN401 -- click's own options
    return click.option(name, field, multiple=True, callback=several, metavar=metavar, help=words, **more)


TO_WHOM = (
    _list("--to", "to", "ID", "Write to these recipients instead of the case's own."),
    _list("--tag", "tags", "TAG", "Write to those with these tags."),
    _list("--group", "groups", "ID", "Write to those of these groups."),
    _list("--state", "states", "CODE", "Write to offices of these states, as CN."),
    _list("--office", "ranks", "KIND", f"Write to these kinds of office: {', '.join(get_args(Rank))}."),
    click.option("--missions", is_flag=True, help="Write to every mission accredited to the sender's country."),
    _list("--from", "senders", "ID", "Write from these senders, or from “all”, instead of the first."),
)
ABOUT = (
    click.option("--date", "day", type=DayType(), help="Date the letters; otherwise the case's date, else today."),
    click.option(
        "--language",
        default="",
        metavar="CODE",
        help="Write in this language, as en; “own”: as each office reads.",
    ),
    click.option("--kind", default="", metavar="KIND", help="Make this kind of letter instead of the case's own."),
    _list("--annex", "annexes", "NAME", "Add these annexes: law, sources."),
    click.option("--personal", default="", metavar="TEXT", help="Add a paragraph in your own words."),
    click.option("--public", is_flag=True, help="Make the version that anyone may read: fewer names."),
    click.option("--examples", is_flag=True, help="Let invented senders and recipients be used, to try things out."),
    click.option("--late", is_flag=True, help="Write after the case's deadline all the same."),
)
ON_WHAT = (
    _list("--as", "formats", "FORMAT", f"Make these: {', '.join(ALL_FORMATS)}.", default=("pdf",)),
    click.option(
        "--paper",
        type=click.Choice(PAPERS),
        help="Lay the pages out for this paper; otherwise A4, and US Letter for faxes from or to the USA.",
    ),
    click.option(
        "--window",
        type=click.Choice(NAMES),
        help="Put the address where this window shows it; otherwise din-b on A4, none on US Letter.",
    ),
    click.option(
        "--envelope",
        type=click.Choice(tuple(ENVELOPES)),
        help="Print --as envelope on this one; otherwise dl, or us-10 with US Letter.",
    ),
    click.option(
        "--labels",
        type=click.Choice(tuple(LABEL_SHEETS)),
        help="Print --as labels on these of Avery; otherwise l7163, or 5163 with US Letter.",
    ),
    click.option(
        "--fax-coding",
        type=click.Choice(CODINGS),
        default="mh",
        help="Code --as fax like this: mh, which every machine takes, or mmr, which is smaller.",
    ),
    click.option(
        "--fax-resolution",
        type=click.Choice(RESOLUTIONS),
        default="fine",
        help="Draw --as fax with 196 rows an inch, or with 98 in about half the time.",
    ),
    click.option("--cover", is_flag=True, help="Put a cover sheet before each fax."),
)
BY_WHOM = (
    click.option("--keep-going", is_flag=True, help="Make the rest where something is faulty, and list that."),
    click.option(
        "--jobs",
        type=click.IntRange(1, 256),
        default=None,
        metavar="N",
        help="Use N processes; otherwise one for each core.",
    ),
    click.option("--scheduler", default="", metavar="URL", help="Let a Dask cluster make them, as tcp://host:8786."),
    click.option("--quiet", is_flag=True, help="Say nothing but what went wrong."),
)


def asks(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Give a command several options, in their order."""

    def give(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return give


def take_by(asked: dict[str, Any]) -> Any:  # noqa: ANN401 -- a By, imported late
    """Take out of what was asked by whom it is to be made."""
    from appeals import By  # noqa: PLC0415 -- help comes without it

    jobs = asked.pop("jobs") or cpu_count() or 1
    return By(jobs=jobs, **{name: asked.pop(name) for name in ("scheduler", "keep_going", "quiet")})
