"""Products of the demo, from what was ordered: names made readable, the rest by plain rules.

Everything follows from the SKU alone, so a product is the same in every demo.

References:
    GS1 General Specifications, section 7.9 (check digit), section 1.4.2: prefixes 20 to 29 are
    for use inside a company, so these numbers are nobody's.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from fulfilment.demo.values import DemoBundle, DemoCode, DemoProduct, DemoSupplier
from fulfilment.intake.drafts import LineDraft
from procedure.words import CountRule, DangerClass

_PREFIX = "290"
_SMALL_WORDS = frozenset({"a", "and", "for", "in", "of", "on", "the", "to", "with"})
_FRAGILE = re.compile(
    r"\b(GLASS|CERAMIC|MUGS?|T-LIGHTS?|PORCELAIN|CHINA|VASE|BOTTLE|MIRROR|CUPS?|TEACUP|SAUCER|"
    r"PLATES?|BOWLS?|JAR|EGG CUP|LIGHT BULB|TEAPOT|CRYSTAL)\b"
)
_PERISHABLE = re.compile(
    r"\b(CANDLES?|SOAP|INCENSE|BATH|CHOCOLATES?|TISSUES|PLASTERS|TEA|SWEETS?|PERFUME|OIL|"
    r"HAND WARMER|LAVENDER|CAKE CASES|LIP BALM|SEEDS|JAM)\b"
)
_CUSTOMISABLE = re.compile(r"\b(FRAME|JEWEL\w*|TRINKET|NOTEBOOK|PURSE|MUGS?|CLOCK|SIGN)\b")
_LOT_TRACKED_OTHERS = 0.05
_NOT_WEIGHED = 0.02
_CARTONED = 0.15
_HEAVY_G = 1500
_COUNTED_BELOW_MINOR = 900
_WEIGHTS: tuple[tuple[str, int], ...] = (
    (r"DOORMAT", 1900),
    (r"KNOB|MAGNET|KEY|CHARM|STRAWS", 45),
    (r"GLASS|CERAMIC|PORCELAIN|MUG|BOWL|PLATE", 330),
    (r"METAL|IRON|ZINC|ENAMEL|STEEL", 380),
    (r"CLOCK|SCALES|LANTERN|DRAWER|CABINET", 850),
    (r"WOOD|WICKER|SLATE", 420),
    (r"TIN|BOX|JAR|BOTTLE", 220),
    (r"CUSHION|TOWEL|APRON|DOLL|BAG|WARMER", 150),
    (r"PAPER|CARD|TISSUES|NAPKINS|STICKER|WRAP|RIBBON|CASES|PENCIL|NOTEBOOK", 70),
)
_USUAL_G = 160
_MM3_PER_GRAM = 2_500
_MOST_ALTERNATIVES = 3
_BUNDLES = 3
_BATTERY = re.compile(r"\b(LED|CLOCK|SCALES|TORCH|LAMP|FAIRY LIGHTS|CALCULATOR)\b")
_DANGEROUS = re.compile(r"\b(LIGHTER|PERFUME|MATCHES)\b")

SUPPLIERS = (
    DemoSupplier("YW-JIAJU", "义乌市演示家居用品厂", "黄伟", "0579-85550101", 5),
    DemoSupplier("DH-CIQI", "德化演示陶瓷有限公司", "林芳", "0595-23550102", 12),
    DemoSupplier("CZ-BUYI", "潮州演示布艺商行", "何静", "0768-22550103", 8),
)


def products_of(lines: Iterable[LineDraft], price_factor: int, seed: int) -> dict[str, DemoProduct]:
    """A product for every SKU that was ordered, by SKU in order.

    Args:
        price_factor: Multiplies the drafts' minor units.
    """
    names: dict[str, Counter[str]] = {}
    prices: dict[str, Counter[int]] = {}
    for line in lines:
        names.setdefault(line.sku, Counter())[line.name] += 1
        prices.setdefault(line.sku, Counter())[line.unit_price_minor] += 1
    return {
        sku: _product(
            sku, number, _usual(names[sku]), _usual_price(prices[sku]) * price_factor, seed
        )
        for number, sku in enumerate(sorted(names), start=1)
    }


def _usual(names: Mapping[str, int]) -> str:
    """The name written most often; the longest of equals, so that "" never wins."""
    return max(names, key=lambda name: (bool(name), names[name], len(name), name))


def _usual_price(prices: Mapping[int, int]) -> int:
    """The price asked most often; the lowest of equals."""
    return max(prices, key=lambda price: (prices[price], -price))


def _product(sku: str, number: int, name: str, price_minor: int, seed: int) -> DemoProduct:
    chance = random.Random(f"{seed}:{sku}")
    perishable = _PERISHABLE.search(name) is not None
    lot_tracked = perishable or chance.random() < _LOT_TRACKED_OTHERS
    fragile = _FRAGILE.search(name) is not None
    weight_g = _weight(name, price_minor, chance)
    counted = price_minor < _COUNTED_BELOW_MINOR and not (lot_tracked or fragile)
    codes = [_unit_code(number)]
    if chance.random() < _CARTONED:
        codes.append(_carton_code(number, chance.choice((6, 12, 24))))
    return DemoProduct(
        sku=sku,
        name=readable(name) or sku,
        codes=tuple(codes),
        price_minor=price_minor,
        weight_g=None if chance.random() < _NOT_WEIGHED else weight_g,
        fragile=fragile,
        heavy=weight_g >= _HEAVY_G,
        lot_tracked=lot_tracked,
        customisable=_CUSTOMISABLE.search(name) is not None,
        count_rule=CountRule.COUNT if counted else CountRule.SCAN_EVERY_UNIT,
        size_mm=_size(weight_g, random.Random(f"{seed}:{sku}:size")),
        danger=_danger(name),
        supplier=SUPPLIERS[number % len(SUPPLIERS)].code,
    )


def readable(name: str) -> str:
    """A name in capitals as people would write it.

    Examples:
        >>> readable("WHITE HANGING HEART T-LIGHT HOLDER")
        'White Hanging Heart T-Light Holder'
        >>> readable("SET OF 3 CHILD'S BOXES, 12CM")
        "Set of 3 Child's Boxes, 12cm"
    """
    words = []
    for place, word in enumerate(name.lower().split()):
        if place and word in _SMALL_WORDS:
            words.append(word)
        else:
            words.append(re.sub(r"(?<![a-z0-9'])[a-z]", lambda match: match[0].upper(), word))
    return " ".join(words)


def check_digit(digits: str) -> str:
    """The GS1 check digit for the digits before it.

    References:
        GS1 General Specifications, section 7.9.1.

    Examples:
        >>> check_digit("400638133393")
        '1'
    """
    weighted = sum(
        int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits))
    )
    return str(-weighted % 10)


def _size(weight_g: int, chance: random.Random) -> tuple[int, int, int]:
    """Length, width and height of a box in which so many grams of such goods come."""
    side = (weight_g * _MM3_PER_GRAM) ** (1 / 3)
    around = (round(side * chance.uniform(0.7, 1.5)) for _ in range(3))
    long, wide, high = sorted((max(5, size) for size in around), reverse=True)
    return long, wide, high


def _danger(name: str) -> DangerClass:
    if _DANGEROUS.search(name):
        return DangerClass.DANGEROUS
    return DangerClass.BATTERY if _BATTERY.search(name) else DangerClass.NONE


def alternatives_of(products: Mapping[str, DemoProduct]) -> tuple[tuple[str, str], ...]:
    """Pairs of a product and what may stand in for it, best first: the same thing otherwise.

    Names that end alike are the same kind of goods in another colour or pattern.
    """
    kinds: dict[str, list[str]] = {}
    for product in products.values():
        kinds.setdefault(" ".join(product.name.split()[-2:]), []).append(product.sku)
    return tuple(
        (sku, other)
        for alike in kinds.values()
        for sku in alike
        for other in [each for each in alike if each != sku][:_MOST_ALTERNATIVES]
    )


def bundles_of(
    products: Mapping[str, DemoProduct], demand: Mapping[str, int]
) -> tuple[DemoBundle, ...]:
    """A few gift sets of what sells best, two products in each."""
    best = sorted(products, key=lambda sku: (-demand.get(sku, 0), sku))[: 2 * _BUNDLES]
    pairs = [
        (products[one], products[two]) for one, two in zip(best[::2], best[1::2], strict=False)
    ]
    return tuple(
        DemoBundle(f"SET-{number:02d}", f"{one.name} + {two.name}", ((one.sku, 1), (two.sku, 2)))
        for number, (one, two) in enumerate(pairs, start=1)
    )


def _unit_code(number: int) -> DemoCode:
    body = _body(number)
    ean13 = body + check_digit(body)
    return DemoCode(key=f"0{ean13}", shown=ean13, units=1)


def _carton_code(number: int, units: int) -> DemoCode:
    body = "1" + _body(number)
    gtin14 = body + check_digit(body)
    return DemoCode(key=gtin14, shown=gtin14, units=units)


def _body(number: int) -> str:
    """Twelve digits; neighbours differ in many of them, as numbers of real goods do."""
    return f"{_PREFIX}{number * 7_368_787 % 1_000_000_000:09d}"


def _weight(name: str, price_minor: int, chance: random.Random) -> int:
    """Grams by material and price, give or take a tenth, to the next five."""
    base = next((grams for words, grams in _WEIGHTS if re.search(words, name)), _USUAL_G)
    factor = 0.5 if re.search(r"\b(MINI|SMALL)\b", name) else 1.0
    factor *= 1.6 if re.search(r"\b(JUMBO|LARGE|GIANT)\b", name) else 1.0
    grams = (base * factor + price_minor / 50) * chance.uniform(0.9, 1.1)
    return max(5, round(grams / 5) * 5)
