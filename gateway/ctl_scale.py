"""`packbenchctl scale` and `weights`: a scale tried out, and what products really weigh."""

from __future__ import annotations

import queue
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.ctl_goods import DatabaseOption, language
from resources.catalogue import load

if TYPE_CHECKING:
    from fulfilment.goods.learned_weights import LearnedWeight
    from fulfilment.house import House
    from scanner.scale_choice import ScaleChoice

scale_app = typer.Typer(help="The scale of this machine.", no_args_is_help=True)
weights_app = typer.Typer(help="What products weigh, learned from parcels.", no_args_is_help=True)

Named = Annotated[str, typer.Argument(metavar="PORT[:PROTOCOL]", help="The scale's port.")]
WAIT_S = 0.5
"""How often a silent scale is looked after."""


@scale_app.command("list")
def scale_list() -> None:
    """List the protocols; those with a star rest on one report: check their weights."""
    from scanner.scale_protocols import PROTOCOLS

    for each in PROTOCOLS.values():
        asked = "asked" if each.request else "speaks by itself"
        typer.echo(f"{'*' if each.weak else ' '} {each.name:<18}{asked:<18}{each.scales}")


@scale_app.command("read")
def scale_read(
    scale: Named,
    count: Annotated[int, typer.Option(min=0, help="Loads to tell; 0 until Ctrl-C.")] = 0,
    seconds: Annotated[int, typer.Option(min=1, help="Give up after so long.")] = 3600,
    zero: Annotated[bool, typer.Option("--zero", help="Set it to zero first.")] = False,
    tare: Annotated[bool, typer.Option("--tare", help="Tare it first.")] = False,
) -> None:
    """Read a scale and print each load that comes to lie still; exit code 1 where none does."""
    from scanner.discovery import PortIdentity
    from scanner.link import LinkState
    from scanner.reception import MachineClock
    from scanner.scale import ScaleSettings, ScaleView, SerialScale
    from scanner.scale_link import scale_sentence
    from scanner.scale_loads import Loads

    choice = _named(scale)
    heard: queue.Queue[ScaleView | LinkState] = queue.Queue()
    settings = ScaleSettings(choice.rule)
    port = PortIdentity(path=choice.port)
    reader = SerialScale(port, choice.spoken, heard.put, heard.put, settings=settings)
    loads, told, clock = Loads(choice.rule.within_g), 0, MachineClock()
    end = clock.tick_ms() + seconds * 1000
    reader.start()
    try:
        _say_orders(reader, zero, tare)
        while clock.tick_ms() < end and (not count or told < count):
            try:
                item = heard.get(timeout=WAIT_S)
            except queue.Empty:
                continue
            if not isinstance(item, ScaleView):
                typer.echo(scale_sentence(item, load(language()).text))
                continue
            grams = loads.take(item)
            if grams is not None:
                told += 1
                typer.echo(f"{grams} g")
    except KeyboardInterrupt:
        pass
    finally:
        reader.stop()
    raise typer.Exit(0 if told else 1)


def _named(scale: str) -> ScaleChoice:
    """The scale that was named.

    Raises:
        Exit: None was, or none that can be used; exit code 2.
    """
    from scanner.scale_choice import BadScaleChoice, scale_choice

    try:
        return scale_choice(scale)
    except BadScaleChoice as bad:
        typer.echo(load(language()).text(bad.msgid, **bad.params), err=True)
        raise typer.Exit(2) from bad


def _say_orders(reader: object, zero: bool, tare: bool) -> None:
    from scanner.scale import SerialScale

    assert isinstance(reader, SerialScale)
    if zero and not reader.zero():
        typer.echo("This protocol cannot set a scale to zero. Do it at the scale.")
    if tare and not reader.tare():
        typer.echo("This protocol cannot tare a scale. Do it at the scale.")


@scale_app.command("use")
def scale_use(scale: Named) -> None:
    """Remember the scale of this machine; the window reads it from its next start on."""
    from gateway.places import data_folder
    from scanner.scale_choice import write_choice

    choice = _named(scale)
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    write_choice(folder, choice)
    typer.echo(f"The scale of this machine is {choice.protocol} at {choice.port}.")


@scale_app.command("forget")
def scale_forget() -> None:
    """Forget the scale of this machine."""
    from gateway.places import data_folder
    from scanner.scale_choice import write_choice

    write_choice(data_folder(), None)
    typer.echo("This machine has no scale any more.")


@weights_app.command("learned")
def weights_learned(
    least: Annotated[int, typer.Option(min=1, help="Fewest parcels of a product.")] = 5,
    take: Annotated[bool, typer.Option("--take", help="Write them into the books.")] = False,
    badge: Annotated[
        str | None, typer.Option(help="With --take: your badge; scan it when asked.")
    ] = None,
    db: DatabaseOption = None,
) -> None:
    """List products that weigh something else than the books say, by parcels of them alone.

    They are written by the person whose badge is scanned.
    """
    from fulfilment.goods.learned_weights import learned_weights
    from fulfilment.house import SYSTEM, open_house
    from gateway.places import opened
    from procedure.effects import Refused

    with opened(db) as database:
        house = open_house(database, "weights")
        try:
            learned = learned_weights(house, SYSTEM, least)
            assert not isinstance(learned, Refused)
            for each in learned:
                known = "unknown" if each.known_g is None else f"{each.known_g} g"
                typer.echo(
                    f"{each.sku:<20}{known:>10} -> {each.learned_g} g  "
                    f"({each.parcels} parcels)  {each.name}"
                )
            if not learned:
                typer.echo("No product weighs something else than the books say.")
            elif take:
                _take(house, learned, badge)
            elif len(learned) == 1:
                typer.echo("1 weight differs. Write it with --take.")
            else:
                typer.echo(f"{len(learned)} weights differ. Write them with --take.")
        finally:
            house.close()


def _take(house: House, learned: Sequence[LearnedWeight], badge: str | None) -> None:
    """Write weights into the books as the person whose badge is scanned.

    Raises:
        Exit: The badge is unknown, or its owner may not; nothing was written, exit code 1.
    """
    from fulfilment.goods.learned_weights import take_weights
    from fulfilment.people import actor_of_badge
    from procedure.effects import Refused
    from procedure.texts import sentence
    from procedure.verdicts import VerdictKind, verdict
    from procedure.worded import worded

    secret = typer.prompt("Your badge", hide_input=True) if badge is None else badge
    actor = actor_of_badge(house, secret.strip().upper(), None)
    written: int | Refused = Refused(verdict(VerdictKind.UNKNOWN_BADGE))
    if actor is not None:
        written = take_weights(house, actor, learned)
    if isinstance(written, Refused):
        typer.echo(worded(load(language()), sentence(written.verdict)))
        raise typer.Exit(1)
    typer.echo("1 weight was written." if written == 1 else f"{written} weights were written.")
