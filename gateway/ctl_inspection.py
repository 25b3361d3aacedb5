"""`packbenchctl inspection`: which plan draws parcels, the lots, and their draws once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from gateway.ctl_goods import DatabaseOption, language
from procedure.parcel_words import InspectionLotStatus, SamplingPlan

if TYPE_CHECKING:
    from procedure.policy import InspectionPolicy
    from procedure.verdicts import Verdict

inspection_app = typer.Typer(help="Parcels drawn for inspection.", no_args_is_help=True)

MOST_LOTS = 1_000
"""Lots that one command lists or draws again."""


@inspection_app.command("show")
def inspection_show(db: DatabaseOption = None) -> None:
    """Say which plan draws parcels now, and who changed it when."""
    from db.views.drawn_parcels import count_drawn
    from fulfilment.house import open_house
    from fulfilment.quality.plans import inspection_policy, plan_changes
    from gateway.places import opened

    with opened(db) as database:
        house = open_house(database, "inspection")
        try:
            with database.read() as connection:
                warehouse = house.place.warehouse_id
                plan = inspection_policy(connection, warehouse)
                changes = plan_changes(connection, warehouse)
                waiting = count_drawn(connection, warehouse)
        finally:
            house.close()
    say = _said()
    typer.echo(say(plan))
    typer.echo(f"{waiting} parcels wait for an inspector.")
    for change in changes:
        before = "no plan" if change.before is None else say(change.before)
        typer.echo(f"{change.at:%Y-%m-%d %H:%M} UTC  {change.who}: {before} → {say(change.after)}")


def _said() -> Callable[[InspectionPolicy], str]:
    """What says a plan in the account's language."""
    from fulfilment.quality.plan_words import plan_words
    from resources.catalogue import load

    translator = load(language())
    return lambda plan: plan_words(translator, plan)


@inspection_app.command("set")
def inspection_set(
    plan: Annotated[SamplingPlan, typer.Argument(help="What draws parcels from now on.")],
    badge: Annotated[
        str, typer.Option(prompt="Your badge", hide_input=True, help="Scan it when asked.")
    ],
    nth: Annotated[
        int | None, typer.Option(help="With every_nth: every how many; kept where not given.")
    ] = None,
    new_packer: Annotated[
        int | None,
        typer.Option(help="So many first parcels of a packer are all inspected; 0 is none."),
    ] = None,
    db: DatabaseOption = None,
) -> None:
    """Choose the plan, as the person whose badge is scanned."""
    from dataclasses import replace

    from fulfilment.house import open_house
    from fulfilment.people import actor_of_badge
    from fulfilment.quality.plans import choose_plan, inspection_policy
    from gateway.places import opened
    from procedure.effects import Refused
    from procedure.verdicts import VerdictKind, verdict

    with opened(db) as database:
        house = open_house(database, "inspection")
        try:
            actor = actor_of_badge(house, badge.strip().upper(), None)
            with database.read() as connection:
                now = inspection_policy(connection, house.place.warehouse_id)
            wanted = replace(
                now,
                sampling=plan,
                every_nth=now.every_nth if nth is None else nth,
                new_packer_parcels=now.new_packer_parcels if new_packer is None else new_packer,
            )
            if actor is None:
                _refuse(verdict(VerdictKind.UNKNOWN_BADGE))
            chosen = choose_plan(house, actor, wanted)
        finally:
            house.close()
    if isinstance(chosen, Refused):
        _refuse(chosen.verdict)
    typer.echo(_said()(chosen))


def _refuse(said: Verdict) -> NoReturn:
    """Say why, and end the command.

    Raises:
        Exit: Always; exit code 1.
    """
    from procedure.texts import sentence
    from procedure.worded import worded
    from resources.catalogue import load

    typer.echo(worded(load(language()), sentence(said)))
    raise typer.Exit(1)


@inspection_app.command("lots")
def inspection_lots(
    status: Annotated[
        InspectionLotStatus | None, typer.Option(help="Only lots of this status.")
    ] = None,
    most: Annotated[int, typer.Option(min=1, max=MOST_LOTS, help="At most so many.")] = 50,
    db: DatabaseOption = None,
) -> None:
    """List lots, the newest first."""
    from db.views.inspection_lots import lot_page
    from fulfilment.house import open_house
    from gateway.places import opened

    with opened(db) as database:
        house = open_house(database, "inspection")
        try:
            with database.read() as connection:
                page = lot_page(connection, house.place.warehouse_id, status, "", None, most)
        finally:
            house.close()
    for row in page.rows:
        typer.echo(
            f"{row.lot_no}  {row.status.value:<9} {row.sampling.value:<9} {row.severity.value:<9} "
            f"{row.taken}/{row.planned} parcels  sample {row.sample_size}  "
            f"{row.inspected} inspected  {row.failed} failed  {row.whose} {row.wave_no}".rstrip()
        )
    more = "" if page.following is None else " There are more."
    typer.echo(f"{len(page.rows)} lots.{more}")


@inspection_app.command("verify")
def inspection_verify(
    lot: Annotated[str, typer.Argument(help="A lot's number; the newest lots where empty.")] = "",
    db: DatabaseOption = None,
) -> None:
    """Draw samples again from their stored seeds; exit code 1 where one differs."""
    from db.views.inspection_lots import lot_of, lot_page
    from fulfilment.house import open_house
    from fulfilment.quality.redrawing import draw_again
    from gateway.places import opened

    with opened(db) as database:
        house = open_house(database, "inspection")
        try:
            warehouse = house.place.warehouse_id
            with database.read() as connection:
                if lot:
                    one = lot_of(connection, warehouse, lot)
                    rows = tuple(filter(None, (one,)))
                else:
                    rows = lot_page(connection, warehouse, None, "", None, MOST_LOTS).rows
                drawn = [draw_again(connection, row) for row in rows]
        finally:
            house.close()
    if lot and not drawn:
        typer.echo(f"There is no lot {lot}. List them with: packbenchctl inspection lots")
        raise typer.Exit(1)
    if not drawn:
        typer.echo("There are no lots yet, so there is nothing to verify.")
        return
    for each in drawn:
        if lot or not each.is_same:
            typer.echo(f"{each.lot_no}  stored {_listed(each.stored)}  again {_listed(each.again)}")
            if each.topped_up:
                typer.echo(f"  added later, in the order of the seed: {_listed(each.topped_up)}")
    differ = sum(not each.is_same for each in drawn)
    if differ:
        typer.echo(f"{differ} of {len(drawn)} samples are not what their seed draws.")
        raise typer.Exit(1)
    typer.echo(f"{len(drawn)} samples are what their seeds draw.")


def _listed(positions: tuple[int, ...]) -> str:
    return ", ".join(map(str, positions)) or "none"
