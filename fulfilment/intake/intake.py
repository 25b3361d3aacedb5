"""Intake: drafts become orders, checked, numbered and logged; the same order twice is one order.

References:
    Clauses 2.1.1b, 2.1.3b, 2.2.1a, 2.2.1b, 3.1.1a, 3.1.2a.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import select

from db.schema.orders import Channel, Order
from fulfilment.house import Actor, House, Work
from fulfilment.intake.drafts import OrderDraft, source_digest
from fulfilment.intake.lines import lines_of, products_by_sku
from fulfilment.intake.numbers import take_numbers
from fulfilment.intake.rows import NewOrders, carriers_by_service, write_orders
from fulfilment.overtaken import run_again
from procedure.effects import Refused
from procedure.ids import OrderId
from procedure.permissions import UseCase

CHUNK = 200


class UnknownChannel(Exception):
    """A draft names a channel this database does not have: a mistake of the set-up."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What an intake did.

    Attributes:
        orders: Taken now, in the order of their numbers.
        held: Of these, how many carry a hold.
        known: External numbers that were here already, unchanged.
        conflicts: External numbers that were here already with other content; nothing of these
            was taken, a person must look.
    """

    orders: tuple[OrderId, ...] = ()
    held: int = 0
    known: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(slots=True)
class _Sorted:
    new: list[OrderDraft] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)


def take_orders(house: House, actor: Actor, drafts: Sequence[OrderDraft]) -> Taken | Refused:
    """Take drafts in as orders.

    Raises:
        CannotNow: The database cannot be written now; orders of earlier chunks stay taken, and
            giving the same drafts again takes the rest.
        UnknownChannel: A draft names a channel that is not set up.
    """
    total = Taken()
    for start in range(0, len(drafts), CHUNK):
        result = _take_chunk(house, actor, drafts[start : start + CHUNK])
        if isinstance(result, Refused):
            return result
        total = Taken(
            total.orders + result.orders,
            total.held + result.held,
            total.known + result.known,
            total.conflicts + result.conflicts,
        )
    return total


def _take_chunk(house: House, actor: Actor, drafts: Sequence[OrderDraft]) -> Taken | Refused:
    return run_again(house, actor, UseCase.TAKE_ORDERS, partial(_take, drafts=drafts))


def _take(work: Work, drafts: Sequence[OrderDraft]) -> Taken:
    channels = _channels(work, {draft.channel for draft in drafts})
    sorted_drafts = _sort_out(work, channels, drafts)
    if not sorted_drafts.new:
        return Taken((), 0, tuple(sorted_drafts.known), tuple(sorted_drafts.conflicts))
    products = products_by_sku(work, sorted_drafts.new)
    new = NewOrders(
        drafts=sorted_drafts.new,
        ids=[OrderId(id_) for id_ in work.new_ids(len(sorted_drafts.new))],
        numbers=take_numbers(work, len(sorted_drafts.new)),
        channels=channels,
        products=products,
        lines=[lines_of(draft, products) for draft in sorted_drafts.new],
        carriers=carriers_by_service(work),
    )
    held = write_orders(work, new)
    return Taken(tuple(new.ids), held, tuple(sorted_drafts.known), tuple(sorted_drafts.conflicts))


def _channels(work: Work, codes: set[str]) -> dict[str, int]:
    rows = work.connection.execute(
        select(Channel.code, Channel.id).where(Channel.code.in_(sorted(codes)))
    )
    found = {key: value for key, value in rows}  # noqa: C416 - a result is no mapping
    if missing := codes - set(found):
        raise UnknownChannel(", ".join(sorted(missing)))
    return found


def _sort_out(work: Work, channels: dict[str, int], drafts: Sequence[OrderDraft]) -> _Sorted:
    rows = work.connection.execute(
        select(Order.channel_id, Order.external_no, Order.source_digest).where(
            Order.channel_id.in_(sorted(channels.values())),
            Order.external_no.in_(sorted({draft.external_no for draft in drafts})),
        )
    )
    here = {(channel, number): digest for channel, number, digest in rows}
    result = _Sorted()
    for draft in drafts:
        key = (channels[draft.channel], draft.external_no)
        digest = source_digest(draft)
        if key not in here:
            here[key] = digest
            result.new.append(draft)
        elif here[key] == digest:
            result.known.append(draft.external_no)
        else:
            result.conflicts.append(draft.external_no)
    return result
