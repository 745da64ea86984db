"""`appeals plan`."""

from pathlib import Path
from time import perf_counter
from typing import Any

import click

from appeals.cli.asking import today
from appeals.cli.ordering import ABOUT, BY_WHOM, ON_WHAT, TO_WHOM, asks, take_by
from appeals.cli.progress import progress


@click.command("plan")
@click.argument("cases", nargs=-1, required=True, metavar="CASE...")
@asks(*TO_WHOM, *ABOUT, *ON_WHAT, *BY_WHOM)
@click.pass_obj
def plan_command(folder: Path, /, **asked: Any) -> None:  # noqa: ANN401 -- the fields of an Order
    r"""Tell what `appeals write` would make, what is missing, how long it takes and what it costs.

    Every letter is composed, checked and laid out as `appeals write` does it, so that both tell of the same faults.
    Nothing is written. What faxes and stamps cost is reckoned by the tariff.yaml in your folder.

    \b
    Examples:
      appeals plan forced-returns-2003 --missions
      appeals plan seeds/*.yaml --office ambassador --from all
    """
    import appeals  # noqa: PLC0415 -- help comes without it

    by = take_by(asked)
    order = appeals.Order(**{name: value for name, value in asked.items() if value is not None})
    opened = appeals.open_room(appeals.Workspace(folder), order, today(), keep_going=by.keep_going)
    with progress(quiet=by.quiet) as tell:
        plan = appeals.plan(opened.room, by, perf_counter, tell=tell)
    for problem in opened.left_out:
        click.echo(str(problem), err=True)
    for line in appeals.tell_plan(plan):
        click.echo(line)
    if plan.refused or opened.left_out:
        raise SystemExit(1)
