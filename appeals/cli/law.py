"""`appeals law` and `appeals reference`."""

import json
from datetime import date
from pathlib import Path

import click

from appeals.cli.asking import DayType, today
from appeals.model.law import Reservation, StandingOn


@click.command("law")
@click.argument("state")
@click.argument("instruments", nargs=-1, metavar="[INSTRUMENT]...")
@click.option("--on", "day", type=DayType(), help="The day that counts; without it, today.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Print for people, or for programs.",
)
@click.pass_obj
def law_command(folder: Path, state: str, instruments: tuple[str, ...], day: date | None, form: str) -> None:
    r"""Tell which treaties bind a state on a day.

    STATE is its two or three letters or its name; INSTRUMENT a code such as REFUGEE-1951. A standing is one of
    party, not-yet-in-force, signatory, withdrawn, not-party, unknown. This is a record of facts with their
    sources, not legal advice.

    \b
    Example:
      appeals law CN REFUGEE-1951 CAT ICCPR --on 2003-04-02
    """
    from appeals.pipeline.norms import list_standings  # noqa: PLC0415 -- help comes without it
    from appeals.workspace import Workspace  # noqa: PLC0415 -- the same

    told = list_standings(Workspace(folder), state, instruments, day or today())
    if form == "json":
        click.echo(json.dumps([as_json(one) for one in told.standings], ensure_ascii=False, indent=2))
        return
    click.echo(f"{told.state.formal_name}, on {told.day}")
    for one in told.standings:
        for line in lines_of(one):
            click.echo(line)


def as_json(one: StandingOn) -> dict[str, object]:
    """Lay out a standing for programs; what is not known is null."""
    return {
        "instrument": one.instrument,
        "state": one.state,
        "standing": one.standing,
        "signed": str(one.signed) if one.signed else None,
        "bound_since": str(one.bound_since) if one.bound_since else None,
        "how": one.how or None,
        "in_force_since": one.in_force_since.isoformat() if one.in_force_since else None,
        "ended": str(one.ended) if one.ended else None,
        "reservations": [_reservation(reservation) for reservation in one.reservations],
        "source": one.source or None,
        "as_of": str(one.as_of) if one.as_of else None,
    }


def _reservation(one: Reservation) -> dict[str, object]:
    return {
        "kinds": list(one.kinds),
        "articles": list(one.articles),
        "read": one.checked,
        "source": one.source,
        "as_of": str(one.as_of),
    }


def lines_of(one: StandingOn) -> list[str]:
    """Lay out a standing for people."""
    as_of = f", as of {one.as_of}" if one.as_of else ", undated"
    lines = [f"  {one.instrument:<18} {one.standing:<17} {one.why}", f"{'':<21}{one.source}{as_of}"]
    if one.unprintable and one.standing != "unknown":
        lines.append(f"{'':<21}not printed unless the case confirms it: {one.unprintable}")
    if one.note:
        lines.append(f"{'':<21}{one.note}")
    lines += [f"{'':<21}{_say(reservation)}" for reservation in one.reservations]
    return lines


def _say(one: Reservation) -> str:
    """Say of a reservation what is known."""
    articles = ", ".join(one.articles) or "articles not recorded"
    known = "read" if one.checked else "articles mentioned in the text, not read"
    return f"{', '.join(one.kinds)}: {articles} ({one.remark or known})"


@click.group("reference")
def reference_command() -> None:
    """Check the packaged facts, or read newer ones."""


@reference_command.command("check")
def check_reference() -> None:
    r"""Check the packaged tables: keys, dates, rules, totals.

    \b
    Example:
      appeals reference check
    """
    from appeals.reference.check import check_tables, read_tables  # noqa: PLC0415 -- help comes without it

    checked = check_tables(read_tables())
    for name, count in checked.counts:
        click.echo(f"{count:>6} rows  {name}.csv")
    for problem in checked.problems:
        click.echo(str(problem), err=True)
    click.echo(f"{len(checked.problems) or 'no'} faults")
    if checked.problems:
        raise SystemExit(1)


@reference_command.group("import")
def import_reference() -> None:
    """Read newer facts into your folder's law/."""


@import_reference.command("untc")
@click.argument("page", type=click.Path(path_type=Path), metavar="FILE.html")
@click.option("--as", "code", default="", metavar="CODE", help="The instrument, where the page's title does not tell.")
@click.option("--replace", is_flag=True, help="Write law/untc-CODE.yaml; without it, only show what would change.")
@click.pass_obj
def import_untc(folder: Path, page: Path, code: str, replace: bool) -> None:
    r"""Read a saved status page of the UN Treaty Collection.

    The page's table must add up to the totals it prints, and every participant must be known. What changes
    is shown first; nothing is written without --replace.

    \b
    Example:
      appeals reference import untc cat.html
    """
    from appeals.pipeline.norms import compare_saved_page, keep_import  # noqa: PLC0415 -- help comes without it
    from appeals.workspace import Workspace  # noqa: PLC0415 -- the same

    workspace = Workspace(folder)
    made = compare_saved_page(workspace, page, code)
    click.echo(f"{made.instrument.code}: {len(made.rows)} rows as of {made.as_of}; the totals agree")
    for change in made.changes:
        click.echo(f"  {change.sentence}")
    click.echo(f"{len(made.changes) or 'no'} changes")
    for note in made.notes:
        click.echo(f"  read {note}", err=True)
    if replace:
        click.echo(f"written: {keep_import(workspace, made)}")
    elif made.changes:
        click.echo("nothing written; add --replace to write it")
