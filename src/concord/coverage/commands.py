"""`concord coverage …`"""

import csv
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from concord.coverage import queries
from concord.coverage.exports import Row, balance_rows, double_rows, gap_rows, matrix_rows, overlap_row
from concord.coverage.terms import Question
from concord.parties.models import Organisation
from concord.policy import Actor
from concord.sharing.queries import admitted
from concord.ui.tables.export import safe_text

OPERATOR = "operator at the command line"
_WIDEST = 48
YEAR = click.IntRange(1, 9999)
Door = Callable[..., None]


@click.group()
def group() -> None:
    """Who does what, where, with whose money; what is missing; what may be done or counted twice."""


def asking(command: Door) -> Door:
    """The options that every question here has."""
    shapes = click.Choice(["table", "csv", "json"])
    options: tuple[Callable[[Door], Door], ...] = (
        click.option("--format", "shape", type=shapes, default="table", show_default=True),
        click.option("--as-organisation", "code", default="", help="Read as this organisation; else as the public."),
        click.option("--provider", default="", help="Only projects of this organisation, in any role."),
        click.option("--theme", default="", help="Only measures of this theme."),
        click.option("--year-to", type=YEAR, default=None, help="Last year that counts."),
        click.option("--year-from", type=YEAR, default=None, help="First year that counts."),
        click.option("--framework", default="", help="Code of a strategy or plan; else the one with most measures."),
    )
    for option in options:
        command = option(command)
    return command


def narrowing(command: Door) -> Door:
    command = click.option("--measure", default="", help="Only this measure, such as GCTS:II.12.")(command)
    return click.option("--country", default="", help="Only this State, by its ISO code.")(command)


@group.command()
@narrowing
@asking
def matrix(*, country: str, measure: str, shape: str, code: str, **asked: Any) -> None:
    """Projects and money by measure and country; in a table, cells without a project are left out."""
    actor, question = _asked(code, asked)
    seen = queries.matrix(actor=actor, question=question)
    rows = matrix_rows(seen, country=country, measure=measure)
    _write([row for row in rows if row["projects"]] if shape == "table" else rows, shape)
    if shape == "table":
        click.echo("\nWhere the money is:")
        _write(balance_rows(seen), shape)


@group.command()
@narrowing
@asking
def gaps(*, country: str, measure: str, shape: str, code: str, **asked: Any) -> None:
    """Measures without a project in a State."""
    actor, question = _asked(code, asked)
    _write(gap_rows(queries.gaps(actor=actor, question=question, country=country, measure=measure)), shape)


@group.command()
@narrowing
@asking
def overlaps(*, country: str, measure: str, shape: str, code: str, **asked: Any) -> None:
    """Hints: different implementers, the same State, measure, people and time."""
    actor, question = _asked(code, asked)
    seen = queries.overlaps(actor=actor, question=question, country=country, measure=measure)
    _write([overlap_row(overlap) for overlap in seen.shown], shape)
    click.echo(f"{seen.found} found, {seen.compared} projects compared, {seen.left_out} could not be.", err=True)


@group.command()
@asking
def doubles(*, shape: str, code: str, **asked: Any) -> None:
    """Hints: reports that may be of the same work or money, and both totals."""
    actor, question = _asked(code, asked)
    seen = queries.doubles(actor=actor, question=question)
    _write(double_rows(seen), shape)
    for basis in ("budget", "commitment", "spending"):
        published, once = seen.published.money(basis), seen.once.money(basis)
        click.echo(f"{basis}: USD {published or 0:,.2f} as published, USD {once or 0:,.2f} counted once", err=True)


def _asked(code: str, asked: dict[str, Any]) -> tuple[Actor, Question]:
    """Fails on a framework or theme that does not exist: a script must not be answered another question."""
    actor = admitted(actor=_actor(code), taking_out=True)
    question = Question(
        framework=asked["framework"],
        since=asked["year_from"],
        until=asked["year_to"],
        party=asked["provider"],
        theme=asked["theme"],
    )
    answered = queries.answered(actor=actor, question=question)
    if question.framework not in ("", answered.framework):
        raise click.ClickException(f"There is no framework {question.framework}.")
    if question.theme != answered.theme:
        raise click.ClickException(f"There is no theme {question.theme}.")
    return actor, question


def _actor(code: str) -> Actor:
    if not code:
        return Actor.anonymous()
    organisation = Organisation.objects.filter(code=code).first()
    if organisation is None:
        raise click.ClickException(f"There is no organisation {code}.")
    return Actor.system(OPERATOR, organisation_id=organisation.pk)


def _write(rows: Sequence[Row], shape: str) -> None:
    if shape == "json":
        click.echo(json.dumps(list(rows), ensure_ascii=False, indent=1))
    elif rows and shape == "csv":
        writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: safe_text(v) if isinstance(v, str) else v for name, v in row.items()} for row in rows)
    elif rows:
        _table(rows)
    elif shape == "table":
        click.echo("Nothing.")


def _table(rows: Sequence[Row]) -> None:
    """Columns as wide as their widest cell; numbers to the right; columns without any value left out."""
    names = [name for name in rows[0] if any(row[name] not in (None, "") for row in rows)]
    cells = [[_said(row[name]) for name in names] for row in rows]
    widths = [max(len(name), *(len(line[place]) for line in cells)) for place, name in enumerate(names)]
    numeric = [all(isinstance(row[name], int | float | None) for row in rows) for name in names]
    for line in (names, *cells):
        parts = (c.rjust(w) if right else c.ljust(w) for c, w, right in zip(line, widths, numeric, strict=True))
        click.echo("  ".join(parts).rstrip())


def _said(value: str | float | None) -> str:
    if value is None:
        return ""
    words = f"{round(value):,}" if isinstance(value, float) else str(value)
    return words if len(words) <= _WIDEST else words[: _WIDEST - 1] + "…"
