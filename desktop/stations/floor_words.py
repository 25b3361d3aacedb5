"""Why a station has nothing open and what to do about it."""

from __future__ import annotations

from typing import NamedTuple

from db.views.floor import FloorCounts
from desktop.stations.idle_card import FlowStep
from procedure.parcel_words import SamplingPlan
from procedure.policy import InspectionPolicy
from procedure.text import NP_
from procedure.words import Screen
from resources.catalogue import N_, Translator

_STEPS = (
    (Screen.PICK, N_("To pick")),
    (None, N_("Being picked")),
    (Screen.PACK, N_("To pack")),
    (Screen.INSPECT, N_("To inspect")),
    (None, N_("Check label")),
    (Screen.SHIP, N_("To hand over")),
)


class IdleWords(NamedTuple):
    """Headline and sentence of an idle station."""

    headline: str
    sentence: str


def flow_of(
    translator: Translator, counts: FloorCounts | None, here: Screen
) -> tuple[FlowStep, ...]:
    """The steps of the work with how much stands at each; "–" before anybody counted.

    Inspection is a step where parcels wait for it, and at its own bench; it takes the room of
    what is being picked.
    """
    inspects = here is Screen.INSPECT or bool(counts is not None and counts.to_inspect)
    left_out = (None, N_("Being picked")) if inspects else (Screen.INSPECT, N_("To inspect"))
    numbers: tuple[int | None, ...] = (None,) * len(_STEPS)
    if counts is not None:
        numbers = (
            counts.to_pick,
            counts.picking,
            counts.to_pack,
            counts.to_inspect,
            counts.to_bind,
            counts.to_hand_over,
        )
    return tuple(
        FlowStep("–" if number is None else f"{number:,}", translator.text(caption), screen is here)
        for (screen, caption), number in zip(_STEPS, numbers, strict=True)
        if (screen, caption) != left_out
    )


def pick_idle(translator: Translator, counts: FloorCounts | None) -> IdleWords:
    """What an idle picker reads."""
    text = translator.text
    open_one = text(N_("Scan a pick sheet, or the Confirm card for the next one."))
    if counts is None:
        return IdleWords(text(N_("No task is open")), open_one)
    if counts.to_pick:
        one, many = NP_("{n} task waits", "{n} tasks wait")
        return IdleWords(translator.plural(one, many, counts.to_pick), open_one)
    return IdleWords(
        text(N_("No task waits")),
        text(
            N_("Everything is picked or in somebody's hands. New tasks appear here by themselves.")
        ),
    )


def pick_begun(translator: Translator, sheet: str) -> IdleWords:
    """What a picker reads where the station has begun a task and lost sight of it."""
    return IdleWords(
        translator.text(N_("A task is begun here")),
        translator.text(N_("Scan sheet {sheet} again to go on with it."), sheet=sheet),
    )


def sort_idle(translator: Translator) -> IdleWords:
    """What somebody at the put wall reads while no wave is open."""
    text = translator.text
    return IdleWords(
        text(N_("No wave is open")),
        text(N_("Scan a wave that was picked, or one of its pick sheets.")),
    )


def pack_idle(translator: Translator, counts: FloorCounts | None) -> IdleWords:
    """What an idle packer reads."""
    text = translator.text
    open_one = text(N_("Scan a pick sheet, a tote or an order number."))
    if counts is None:
        return IdleWords(text(N_("No parcel is open")), open_one)
    if counts.to_pack:
        one, many = NP_("{n} parcel waits", "{n} parcels wait")
        return IdleWords(translator.plural(one, many, counts.to_pack), open_one)
    if counts.to_bind:
        return IdleWords(
            text(N_("Nothing to pack")),
            text(
                N_(
                    "Some packed boxes still need their label checked. Scan the box, then its "
                    "label."
                )
            ),
        )
    if counts.packing:
        one, many = NP_(
            "{n} parcel is in somebody's hands at another bench. The next ones come from picking.",
            "{n} parcels are in somebody's hands at other benches. The next ones come from "
            "picking.",
        )
        return IdleWords(text(N_("Nothing to pack")), translator.plural(one, many, counts.packing))
    if counts.held:
        one, many = NP_(
            "{n} parcel is held. Customer service lets it go on; it appears here then.",
            "{n} parcels are held. Customer service lets them go on; they appear here then.",
        )
        return IdleWords(text(N_("Nothing to pack")), translator.plural(one, many, counts.held))
    return IdleWords(
        text(N_("Nothing to pack")),
        text(N_("Every picked order is packed. The next ones come from picking by themselves.")),
    )


def inspect_idle(
    translator: Translator, counts: FloorCounts | None, plan: InspectionPolicy | None
) -> IdleWords:
    """What an idle inspector reads: why nothing waits, and what to do."""
    text = translator.text
    if plan is None:
        return IdleWords(text(N_("No parcel is open")), text(N_("Scan a box that was drawn.")))
    if plan.sampling is SamplingPlan.NONE:
        return IdleWords(
            text(N_("No plan draws parcels")),
            text(N_("Every parcel goes straight to shipping. A supervisor chooses a plan.")),
        )
    coming = counts is not None and counts.to_pack
    return IdleWords(
        text(N_("Nothing to inspect")),
        text(
            N_("Drawn parcels appear here once they are packed.")
            if coming
            else N_("Every drawn parcel is inspected. The next ones appear here by themselves.")
        ),
    )


def ship_idle(translator: Translator, counts: FloorCounts | None) -> IdleWords:
    """What the shipping desk reads when no parcel stands there."""
    text = translator.text
    if counts is not None and counts.to_pack:
        return IdleWords(
            text(N_("No parcel waits here")),
            text(N_("Parcels appear here once they are packed and labelled.")),
        )
    return IdleWords(
        text(N_("No parcel waits here")),
        text(N_("Everything packed has left. New parcels appear here by themselves.")),
    )
