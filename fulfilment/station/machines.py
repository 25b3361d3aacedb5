"""The station machines by screen, in one shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from procedure.effects import Gate
from procedure.machines import inspect, pack, pick, ship, sort
from procedure.machines.inspect_state import InspectState
from procedure.machines.pack_state import PackState
from procedure.machines.pick_state import PickState
from procedure.machines.ship import ShipState
from procedure.machines.sort_state import SortState
from procedure.machines.step import Event, Step
from procedure.permissions import UseCase
from procedure.policy import StationPolicy
from procedure.prompts import Prompt
from procedure.verdicts import Verdict
from procedure.words import Screen

AnyState = PickState | SortState | PackState | InspectState | ShipState


@dataclass(frozen=True, slots=True)
class Machine:
    """One screen's machine.

    Attributes:
        initial: The state with nothing open.
        step: One pure step.
        prompt: What to do next.
        stopped: The state in which a stop waits to be confirmed, nothing open.
        parking: The gate that gives open work back, or None where nothing is open.
        asks_approval: What the next badge is to allow, and then signs nobody in; None where it
            signs in.
        awaits_weight: Whether a load that comes to lie still on the scale says something.
    """

    initial: Callable[[], AnyState]
    step: Callable[[Any, Event, StationPolicy], Step[Any]]
    prompt: Callable[[Any], Prompt]
    stopped: Callable[[Verdict], AnyState]
    parking: Callable[[Any], Gate | None]
    asks_approval: Callable[[Any], UseCase | None] = lambda _: None
    awaits_weight: Callable[[Any], bool] = lambda _: False


MACHINES: Mapping[Screen, Machine] = MappingProxyType(
    {
        Screen.PICK: Machine(
            pick.initial,
            pick.step,
            pick.prompt,
            pick.stopped,
            pick.parking,
            pick.asks_approval,
        ),
        Screen.SORT: Machine(sort.initial, sort.step, sort.prompt, sort.stopped, sort.parking),
        Screen.PACK: Machine(
            pack.initial,
            pack.step,
            pack.prompt,
            pack.stopped,
            pack.parking,
            pack.asks_approval,
            pack.awaits_weight,
        ),
        Screen.INSPECT: Machine(
            inspect.initial, inspect.step, inspect.prompt, inspect.stopped, inspect.parking
        ),
        Screen.SHIP: Machine(ship.initial, ship.step, ship.prompt, ship.stopped, ship.parking),
    }
)
"""Every screen's machine."""
