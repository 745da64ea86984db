"""What several commands ask for: days, lists of ids."""

from datetime import date

import click

from appeals.model.common import read_date
from appeals.problems import UsageError


class DayType(click.ParamType[date]):
    """A day as 2003-04-02."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        try:
            return read_date(value)
        except ValueError:
            self.fail(f"“{value}” is not a day; write it as 2003-04-02", param, ctx)


def split(values: tuple[str, ...]) -> tuple[str, ...]:
    """Split values given several times or with commas, `--to a,b --to c`; refuse a value that names nothing."""
    parts = [part.strip() for value in values for part in value.split(",")]
    if not all(parts):
        raise UsageError.of("an option is given without a value", "name what you mean, or leave the option out")
    return tuple(dict.fromkeys(parts))


def today() -> date:
    """Ask the clock; only the doors may."""
    return date.today()  # noqa: DTZ011 -- a letter bears the day of the place where it is written
