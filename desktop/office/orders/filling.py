"""Puts an order's words into the sections of its detail."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from db.views.order_detail import OrderDetail as Order
from desktop.office.orders.actions import Action
from desktop.office.orders.address import PHONE, RECEIVER, address_boxes, person_doubts
from desktop.office.orders.line_rows import line_rows
from desktop.office.orders.parts import ParcelRow, RemarkBox
from desktop.office.orders.sections import Goods, Head, Holds, Log, Parcels, Receiver, Remarks
from desktop.office.orders.shortage import Shortage
from desktop.office.orders.words import (
    PARCEL_STATES,
    age_words,
    hold_sentence,
    in_words,
    log_sentence,
    moment,
    money,
    status_tag,
)
from desktop.widgets.states import State
from desktop.widgets.timeline import LogRow
from fulfilment.privacy import FullReceiver
from procedure.texts import status_word
from procedure.words import RemarkKind
from resources.catalogue import N_, Translator

_PRIMARY = {Action.CONFIRM: N_("Confirm"), Action.RELEASE: N_("Release")}


class Sections(Protocol):
    """What holds the sections."""

    head: Head
    holds: Holds
    shortage: Shortage
    receiver: Receiver
    goods: Goods
    remarks: Remarks
    parcels: Parcels
    log: Log


class Filling:
    """Fills sections; where nothing changed, nothing is painted.

    Attributes:
        primary: What the main button does now, or None.
    """

    def __init__(self, sections: Sections) -> None:
        self._at = sections
        self.primary: Action | None = None

    def fill(
        self,
        order: Order,
        full: FullReceiver | None,
        actions: Set[Action],
        translator: Translator,
        zone: ZoneInfo,
        now: datetime,
    ) -> None:
        """Show the order, the receiver in full where given, and buttons for the actions."""
        self._fill_head(order, actions, translator, zone, now)
        self._fill_holds(order, actions, translator)
        self._at.shortage.show_options(order.shortage, actions, translator)
        self._fill_receiver(order, full, actions, translator)
        self._fill_goods(order, translator)
        self._fill_remarks(order, actions, translator, zone, now)
        self._fill_parcels(order, translator)
        self._fill_log(order, translator, zone, now)

    def _fill_head(
        self,
        order: Order,
        actions: Set[Action],
        translator: Translator,
        zone: ZoneInfo,
        now: datetime,
    ) -> None:
        head, text = self._at.head, translator.text
        head.number.setText(order.order_no)
        head.status.set_tag(*status_tag(order.status, len(order.holds), translator))
        service = in_words(translator, status_word(order.service))
        head.service.set_tag(" · ".join(filter(None, (order.carrier, service))), State.ENDED)
        came = text(N_("just now"))
        if now - order.received_at >= timedelta(minutes=1):
            came = text(N_("{age} ago"), age=age_words(order.received_at, now, translator))
        head.origin.setText(" · ".join(filter(None, (order.channel, order.external_no, came))))
        self.primary = next((action for action in _PRIMARY if action in actions), None)
        head.primary.setVisible(self.primary is not None)
        if self.primary is not None:
            head.primary.setText(text(_PRIMARY[self.primary]))
        head.hold.setText(text(N_("Hold")))
        head.hold.setVisible(Action.HOLD in actions)

    def _fill_holds(self, order: Order, actions: Set[Action], translator: Translator) -> None:
        lift = translator.text(N_("Lift hold")) if Action.LIFT_HOLD in actions else ""
        self._at.holds.set_holds(
            (
                hold.hold_id,
                in_words(translator, status_word(hold.kind)),
                hold_sentence(hold, translator),
                lift,
            )
            for hold in order.holds
        )

    def _fill_receiver(
        self, order: Order, full: FullReceiver | None, actions: Set[Action], translator: Translator
    ) -> None:
        at, text = self._at.receiver, translator.text
        shown = order.address if full is None else full
        doubts = person_doubts(order.holds, translator)
        at.heading.setText(text(N_("Receiver")))
        at.name.setText(shown.receiver)
        at.phone.setText(shown.phone)
        at.phone.setVisible(bool(shown.phone))
        at.name.setVisible(bool(shown.receiver))
        at.mark.set_tag(
            " · ".join(doubts[key] for key in (RECEIVER, PHONE) if key in doubts), State.ATTENTION
        )
        at.mark.setVisible(bool(doubts))
        at.note.setText(text(N_("every look is logged")) if Action.REVEAL in actions else "")
        at.address.set_boxes(address_boxes(shown, order.holds, translator))
        at.reveal.setText(text(N_("Reveal") if full is None else N_("Mask again")))
        at.reveal.setVisible(Action.REVEAL in actions)

    def _fill_goods(self, order: Order, translator: Translator) -> None:
        at, text = self._at.goods, translator.text
        at.heading.setText(text(N_("Lines")))
        at.aside.setText(
            text(
                N_("Paid {paid} of {total}"),
                paid=money(order.paid_minor, order.currency),
                total=money(order.total_minor, order.currency),
            )
            if order.paid_minor < order.total_minor
            else text(N_("Paid {paid}"), paid=money(order.paid_minor, order.currency))
        )
        at.lines.set_rows(line_rows(order, translator))

    def _fill_remarks(
        self,
        order: Order,
        actions: Set[Action],
        translator: Translator,
        zone: ZoneInfo,
        now: datetime,
    ) -> None:
        at, text = self._at.remarks, translator.text
        at.heading.setText(text(N_("Remarks")))
        hint = text(N_("Add a remark for picking and packing"))
        at.line.setPlaceholderText(hint)
        at.line.setAccessibleName(hint)
        at.add.setText(text(N_("Add")))
        boxes = tuple(
            RemarkBox(
                " · ".join(
                    filter(
                        None,
                        (
                            in_words(translator, status_word(remark.kind)),
                            remark.by,
                            moment(remark.at, zone, now),
                        ),
                    )
                ),
                remark.body,
                remark.kind is RemarkKind.BUYER,
            )
            for remark in order.remarks
        )
        at.set_remarks(boxes, Action.REMARK in actions)

    def _fill_parcels(self, order: Order, translator: Translator) -> None:
        self._at.parcels.heading.setText(translator.text(N_("Parcels")))
        self._at.parcels.set_parcels(
            tuple(
                ParcelRow(
                    parcel.number or "—",
                    " · ".join(filter(None, (parcel.carrier, parcel.box_code))),
                    in_words(translator, status_word(parcel.status)),
                    PARCEL_STATES[parcel.status],
                )
                for parcel in order.parcels
            )
        )

    def _fill_log(
        self, order: Order, translator: Translator, zone: ZoneInfo, now: datetime
    ) -> None:
        at, text = self._at.log, translator.text
        at.heading.setText(text(N_("Log")))
        at.aside.setText(f"{now.astimezone(zone):%Y-%m-%d}")
        rows = []
        for row in order.log:
            sentence, state = log_sentence(row, order.channel, translator)
            by = " · ".join(filter(None, (row.by, row.station))) or text(N_("System"))
            rows.append(LogRow(moment(row.at, zone, now), sentence, by, state))
        at.set_rows(tuple(rows))
