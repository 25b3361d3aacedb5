"""What to do next: values that the screens word and paint, see `procedure.texts`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from procedure.verdicts import Param


class PromptKind(StrEnum):
    """Everything a station can ask for."""

    SIGN_IN = "sign_in"
    """No operator yet; asked by the station, not by a machine."""
    OPEN_TASK = "open_task"
    SCAN_SHELF = "scan_shelf"
    SCAN_PRODUCT = "scan_product"
    SCAN_LOT = "scan_lot"
    SCAN_REASON = "scan_reason"
    CHECK_EMPTY = "check_empty"
    FINISH_TASK = "finish_task"
    OPEN_WALL = "open_wall"
    PUT_UNIT = "put_unit"
    FINISH_WALL = "finish_wall"
    OPEN_PARCEL = "open_parcel"
    SCAN_SERIAL = "scan_serial"
    ADD_MATERIAL = "add_material"
    CONFIRM_BY_HAND = "confirm_by_hand"
    SCAN_SUPERVISOR = "scan_supervisor"
    REOPEN_WHICH = "reopen_which"
    REOPEN_WHY = "reopen_why"
    SCAN_UNIT = "scan_unit"
    CLOSE_PARCEL = "close_parcel"
    ONE_OR_TWO = "one_or_two"
    WEIGH_PARCEL = "weigh_parcel"
    WEIGH_AGAIN = "weigh_again"
    APPROVE_WEIGHT = "approve_weight"
    SCAN_LABEL = "scan_label"
    OPEN_INSPECTION = "open_inspection"
    FETCH_BOX = "fetch_box"
    FIND_UNIT = "find_unit"
    CONFIRM_FAIL = "confirm_fail"
    CONFIRM_PASS = "confirm_pass"
    SCAN_PARCEL = "scan_parcel"
    COUNT_PARCELS = "count_parcels"
    WAIT = "wait"
    CONFIRM_STOP = "confirm_stop"


@dataclass(frozen=True, slots=True)
class Prompt:
    """What to do next, and what its words are filled with. Never personal data."""

    kind: PromptKind
    params: Mapping[str, Param] = field(default_factory=dict)


def prompt(kind: PromptKind, **params: Param) -> Prompt:
    """A prompt with its parameters written as keywords."""
    return Prompt(kind, params)
