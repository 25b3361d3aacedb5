"""Orders as a channel delivers them: values on their way in, nothing checked, nothing stored.

Every reader of orders (file, shop, telephone) gives drafts; intake alone turns them into
orders.

References:
    Clauses 2.1.1b, 2.1.3b, 2.2.1a, 2.2.1b.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass
from datetime import datetime

from procedure.address import Address
from procedure.completeness import OrderedItem, OrderFacts
from procedure.words import ServiceLevel


@dataclass(frozen=True, slots=True)
class LineDraft:
    """One line as it was ordered.

    Attributes:
        sku: Key of the product, see `sku_key`; "" where only a name was given.
        quantity: Units, at least 1.
        unit_price_minor: Price of one unit in the order's minor units; 0 is free of charge.
        customization: Wording of an engraving or logo (3.1.2a), or None.
    """

    sku: str
    name: str
    quantity: int
    unit_price_minor: int
    customization: str | None = None


@dataclass(frozen=True, slots=True)
class ReceiverDraft:
    """Who gets the goods, word for word; "" where nothing was given.

    Attributes:
        country: ISO 3166-1 alpha-2 where the channel said one.
        raw_address: The buyer's own text, kept as it is (2.2.1b).
    """

    name: str = ""
    phone: str = ""
    country: str = ""
    province: str = ""
    city: str = ""
    district: str = ""
    town: str = ""
    detail: str = ""
    postcode: str = ""
    raw_address: str = ""

    @property
    def address(self) -> Address:
        """The parts as the completeness check reads them."""
        return Address(
            country=self.country,
            province=self.province,
            city=self.city,
            district=self.district,
            town=self.town,
            detail=self.detail,
            postcode=self.postcode,
        )


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """An order as it came in.

    Attributes:
        channel: Code of the channel.
        external_no: The channel's own number; once per channel (2.1.3b).
        placed_at: Aware UTC, or None where the channel does not say.
        buyer_logged_in: False is a guest, who must leave a contact (2.1.1b).
        buyer_id: The channel's number of the buyer, or None.
        buyer_contact: E-mail address, or None.
        paid_minor: What was paid so far, or None where the channel does not say.
        currency: ISO 4217; all money of the order is in its minor units.
        remark: The buyer's remark, or None.
    """

    channel: str
    external_no: str
    placed_at: datetime | None
    buyer_logged_in: bool
    buyer_id: str | None
    buyer_contact: str | None
    receiver: ReceiverDraft
    service: ServiceLevel
    paid_minor: int | None
    currency: str
    lines: tuple[LineDraft, ...]
    remark: str | None = None

    @property
    def total_minor(self) -> int:
        """Price of all lines in minor units."""
        return sum(line.quantity * line.unit_price_minor for line in self.lines)

    @property
    def pieces(self) -> int:
        """Units of all lines."""
        return sum(line.quantity for line in self.lines)


def sku_key(text: str) -> str:
    """The key under which a product is known: full width and case make no difference.

    Examples:
        >>> sku_key(" 85123a "), sku_key("８５１２３Ａ")
        ('85123A', '85123A')
    """
    return unicodedata.normalize("NFKC", text).strip().upper()


def source_digest(draft: OrderDraft) -> str:
    """SHA-256 of everything in the draft, in hex: the same order twice has the same.

    References:
        Clause 2.1.3b: importing the same feed twice changes nothing and says so.
    """
    content = asdict(draft)
    content["placed_at"] = draft.placed_at.isoformat() if draft.placed_at else None
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def facts_of(draft: OrderDraft, order_no: str = "") -> OrderFacts:
    """What the completeness check asks about the draft.

    Args:
        order_no: Our number where one was given; else the channel's is meant.
    """
    return OrderFacts(
        order_no=order_no or draft.external_no,
        items=tuple(OrderedItem(line.sku, line.name, line.quantity) for line in draft.lines),
        receiver=draft.receiver.name,
        phone=draft.receiver.phone,
        email=draft.buyer_contact or "",
        buyer_logged_in=draft.buyer_logged_in,
        address=draft.receiver.address,
    )
