"""The sentences around goods: products, codes, shelves, suppliers, opening stock, sheets of them.

Each kind has its wordings from the most telling to one without fields, which always fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from procedure.text import N_, Wording, say
from procedure.verdicts import VerdictKind

_K = VerdictKind

_CODES: dict[VerdictKind, tuple[Wording, ...]] = {
    _K.CODE_LEARNED: (
        say(N_("{code} is a code of {name} from now on. Scan the goods again.")),
        say(N_("The code is learned. Scan the goods again.")),
    ),
    _K.ASK_PRODUCT: (
        say(N_("Whose code is {code}? Scan a known code of that product within {seconds} s.")),
        say(N_("Whose code is it? Scan a known code of that product now.")),
    ),
    _K.ASK_WHICH: (
        say(
            N_(
                "{first} or {second}? This code is on both; nothing is counted. Scan another code "
                "of the one in your hand."
            )
        ),
        say(
            N_(
                "This code is on two products; nothing is counted. Scan another code of the one in "
                "your hand."
            )
        ),
    ),
    _K.NOTHING_TO_LEARN: (
        say(N_("No unknown code was scanned here. Scan the unknown code first, then this card.")),
    ),
    _K.CODE_REFUSED: (
        say(N_("There is no code. Give one, or leave its line out."), why="empty"),
        say(
            N_("{code} begins like a code of this house and cannot be a product's. Use another."),
            why="reserved",
        ),
        say(
            N_("The check digit of {code} is wrong, so it was misread. Scan or type it again."),
            why="check_digit",
        ),
        say(N_("{code} is too short or too long for a code. Use another one."), why="length"),
        say(N_("{code} has signs no scanner sends. Type it again."), why="characters"),
        say(N_("{code} names no article. Scan the article's own code."), why="no_article"),
        say(N_("{code} stands for 1 to {most} units. Correct the content."), why="units"),
        say(
            N_("{code} is given with two different contents. Keep the right one."),
            why="two_contents",
        ),
        say(N_("This cannot be the code of a product. Use another one.")),
    ),
    _K.CODE_TAKEN: (
        say(N_("{code} is the code of {sku} already. Take it away there first, or use another.")),
        say(N_("This is another product's code already. Use another one.")),
    ),
    _K.GOODS_NOT_FOUND: (
        say(N_("There is no product {code}. Check the number, or make it first."), what="product"),
        say(N_("There is no shelf {code}. Check its label, or make it first."), what="shelf"),
        say(N_("There is no supplier {code}. Check the code, or make it first."), what="supplier"),
        say(N_("This product is not there any more. Look at the list again."), what="product"),
        say(N_("This shelf is not there any more. Look at the list again."), what="shelf"),
        say(N_("This supplier is not there any more. Look at the list again."), what="supplier"),
        say(N_("This is not there any more. Look at the list again.")),
    ),
}

_PRODUCTS: dict[VerdictKind, tuple[Wording, ...]] = {
    _K.PRODUCT_REFUSED: (
        say(N_("The product has no SKU. Give it one."), why="sku_missing"),
        say(
            N_("There is a product {sku} already. Change that one, or choose another SKU."),
            why="sku_taken",
        ),
        say(
            N_("The SKU of {sku} cannot be changed: orders name it. Make a new product instead."),
            why="sku_fixed",
        ),
        say(N_("{sku} has no name. Give it one that people on the floor understand."), why="name"),
        say(N_("The name of {sku} is too long. Shorten it."), why="name_long"),
        say(N_("The weight of {sku} must be 1 g to 1000 kg. Correct it."), why="weight"),
        say(N_("Each side of {sku} must be 1 mm to 10 m. Correct the size."), why="size"),
        say(N_("The days before expiry of {sku} must be 0 to 3650. Correct them."), why="margin"),
        say(N_("The low-stock limit of {sku} must be 0 to 1000000. Correct it."), why="low_stock"),
        say(
            N_("{sku} has serial numbers, so every unit is scanned. Choose that rule."),
            why="count_serial",
        ),
        say(
            N_("There is stock of {sku}, so how it is tracked stays. Clear its stock first."),
            why="tracking",
        ),
        say(N_("The product cannot be saved so. Correct it.")),
    ),
    _K.PICTURE_REFUSED: (
        say(N_("The picture is larger than {kilobytes} KB. Choose a smaller one."), why="size"),
        say(N_("This is no PNG, JPEG or WebP picture. Choose another file."), why="kind"),
        say(N_("This picture cannot be used. Choose another file.")),
    ),
    _K.BUNDLE_REFUSED: (
        say(
            N_("There is stock of {bundle}, so it cannot be a bundle. Clear its stock first."),
            why="has_stock",
        ),
        say(
            N_("{bundle} is a part of a bundle, so it cannot be one. Make a new product for it."),
            why="is_part",
        ),
        say(N_("{bundle} cannot be a part of itself. Choose another part."), why="itself"),
        say(
            N_("{part} is a bundle itself. Put its parts into {bundle} instead."),
            why="part_is_bundle",
        ),
        say(
            N_("{bundle} can have 1 to {most} units of {part}. Correct the quantity."),
            why="quantity",
        ),
        say(N_("The bundle cannot be saved so. Correct its parts.")),
    ),
    _K.LINK_REFUSED: (
        say(
            N_("{sku} is a bundle and cannot be a gift. Give its parts instead."), why="gift_bundle"
        ),
        say(
            N_("The quantities of gift {sku} must be 1 to {most}. Correct them."),
            why="gift_quantity",
        ),
        say(N_("{sku} cannot stand in for itself. Choose another product."), why="itself"),
        say(N_("{sku} has the same product in its list twice. Keep one."), why="twice"),
        say(N_("{sku} has more than {most} in its list. Shorten it."), why="too_many"),
        say(N_("The list cannot be saved so. Correct it.")),
    ),
}

_PLACES: dict[VerdictKind, tuple[Wording, ...]] = {
    _K.SHELF_REFUSED: (
        say(
            N_("{shelf} is no shelf code. Write zone, aisle, bay and level like A-01-02-03."),
            why="code",
        ),
        say(
            N_("The code of shelf {shelf} cannot be changed: it is on its label. Make a new one."),
            why="code_fixed",
        ),
        say(N_("There is a shelf {shelf} already. Choose another code."), why="taken"),
        say(
            N_("The place of {shelf} on the way must be 0 to {most}. Correct it, or leave it out."),
            why="walk_key",
        ),
        say(
            N_("Goods stand on shelf {shelf}. Move them away before it is taken out of use."),
            why="occupied",
        ),
        say(
            N_("Goods stand on shelf {shelf}. Move them away before it becomes another kind."),
            why="kind",
        ),
        say(N_("Shelf {shelf} is being counted. Finish the count first."), why="counted"),
        say(
            N_("A zone has 1 to 3 capitals or digits, and {most} shelves at once. Correct it."),
            why="zone",
        ),
        say(N_("The shelf cannot be saved so. Correct it.")),
    ),
    _K.SUPPLIER_REFUSED: (
        say(N_("A supplier needs a code and a name. Give both."), why="name"),
        say(N_("A text of supplier {code} is too long. Shorten it."), why="long"),
        say(N_("The days of supplier {code} must be 0 to {most}. Correct them."), why="lead_days"),
        say(N_("The e-mail address of supplier {code} cannot be one. Correct it."), why="email"),
        say(N_("There is a supplier {code} already. Choose another code."), why="taken"),
        say(N_("The code of supplier {code} cannot be changed. Make a new one."), why="code_fixed"),
        say(N_("The supplier cannot be saved so. Correct it.")),
    ),
    _K.PACKAGING_REFUSED: (
        say(N_("The code of a material begins with MAT- and goes on. Correct it."), why="code"),
        say(N_("A material needs a short name. Give one."), why="name"),
        say(N_("Sizes, weights or pieces of {code} cannot be so. Correct them."), why="figures"),
        say(N_("There is a material {code} already. Choose another code."), why="taken"),
        say(N_("The code of {code} cannot be changed. Make a new material."), why="code_fixed"),
        say(N_("{code} was changed meanwhile. Open it again and change it."), why="changed"),
        say(N_("So many pieces of {code} cannot be booked. Correct the number."), why="pieces"),
        say(N_("The material cannot be saved so. Correct it.")),
    ),
    _K.OPENING_REFUSED: (
        say(
            N_(
                "{sku} on {shelf} was opened with {known} units already, not {quantity}. "
                "Count the shelf instead."
            ),
            why="known",
        ),
        say(N_("This stock cannot be booked in so. Correct it.")),
    ),
}

_SHEETS: dict[VerdictKind, tuple[Wording, ...]] = {
    _K.CELL_REFUSED: (
        say(N_("“{seen}” in {column} is no whole number. Write digits only."), why="number"),
        say(N_("“{seen}” in {column} is less than {least}. Correct it."), why="small"),
        say(N_("“{seen}” in {column} is more than {most}. Correct it."), why="large"),
        say(N_("“{seen}” in {column} is no date. Write it like 2026-11-27."), why="date"),
        say(
            N_("“{seen}” in {column} may be two days. Write it like 2026-11-27."), why="date_order"
        ),
        say(N_("“{seen}” in {column} is neither yes nor no. Write one of them."), why="yes_no"),
        say(N_("“{seen}” in {column} is not known. Write one of: {known}."), why="word"),
        say(
            N_("“{seen}” in {column} has a unit that does not fit. Write g or kg, mm or cm."),
            why="unit",
        ),
        say(
            N_("“{seen}” in {column} lost digits in a spreadsheet. Make the cell text, type anew."),
            why="mangled",
        ),
        say(N_("“{seen}” in {column} is a formula's fault. Put the value there."), why="formula"),
        say(N_("{column} is longer than {most} characters. Shorten it."), why="long"),
        say(N_("{column} has signs that cannot be printed. Type it again."), why="control"),
        say(N_("A cell cannot be read. Correct it.")),
    ),
    _K.ROW_REFUSED: (
        say(N_("{column} is empty. Fill it in."), why="missing"),
        say(N_("{what} stands in row {first} already. Keep one of both rows."), why="twice"),
        say(
            N_("The row has more cells than the header. Look for a separator in a text."),
            why="cells",
        ),
        say(N_("A quotation mark in this row is not closed. Correct it."), why="quote"),
        say(N_("The row cannot be taken. Correct it.")),
    ),
}

GOODS_SENTENCES: Mapping[VerdictKind, tuple[Wording, ...]] = MappingProxyType(
    {**_CODES, **_PRODUCTS, **_PLACES, **_SHEETS}
)
