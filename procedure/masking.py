"""The two maskers: what a label may show of a person, and what a screen may.

A label is read by everybody the parcel passes, so it hides more (GB/T 41833-2022); the full
data goes to the carrier electronically. A screen hides just enough that nobody copies a list.
Masking never lengthens a text and never invents one: an empty field stays empty.

References:
    GB/T 41833-2022; FIELD "Labels and waybills" (privacy); clause 4.2.1b.
"""

from __future__ import annotations

import re

HIDDEN = "****"
"""What stands for a cut part of an address."""

_STAR = "*"

# --- names -----------------------------------------------------------------------------------

_COMPOUND = (
    "欧阳 歐陽 太史 端木 上官 司马 司馬 东方 東方 独孤 獨孤 南宫 南宮 万俟 闻人 聞人 夏侯 "
    "诸葛 諸葛 尉迟 尉遲 公羊 赫连 赫連 澹台 澹臺 皇甫 宗政 濮阳 濮陽 公冶 太叔 申屠 公孙 "
    "公孫 慕容 仲孙 仲孫 钟离 鍾離 长孙 長孫 宇文 司徒 鲜于 鮮于 司空 闾丘 閭丘 子车 子車 "
    "亓官 司寇 巫马 巫馬 公西 颛孙 顓孫 壤驷 壤駟 公良 漆雕 乐正 樂正 宰父 谷梁 穀梁 拓跋 "
    "夹谷 夾谷 轩辕 軒轅 令狐 段干 百里 呼延 东郭 東郭 南门 南門 羊舌 微生 公户 公戶 梁丘 "
    "左丘 西门 西門 第五 南荣 南榮"
)
COMPOUND_SURNAMES = frozenset(_COMPOUND.split())
"""Surnames of two characters: 欧阳修 is 欧阳*, never 欧*修."""

_LATIN_LETTER = re.compile(r"[A-Za-z]")


def mask_name(name: str) -> str:
    """The name with at least one character hidden; the surname and a last character stay.

    Used on labels and on screens alike. Latin names keep the initial of each word.

    References:
        GB/T 41833-2022: at least one character of the name is hidden.

    Examples:
        >>> mask_name("陈文静"), mask_name("赵磊"), mask_name("欧阳修"), mask_name("欧阳娜娜")
        ('陈*静', '赵*', '欧阳*', '欧阳*娜')
        >>> mask_name("李"), mask_name("买买提·艾力"), mask_name("John Smith"), mask_name("")
        ('*', '买**·*力', 'J*** S****', '')
    """
    name = " ".join(name.split())
    if name.isascii() and _LATIN_LETTER.search(name):
        return _mask_latin_name(name)
    return _mask_han_name(name)


def _mask_han_name(name: str) -> str:
    if len(name) <= 1:
        return _STAR * len(name)
    shown_first = 2 if len(name) >= 3 and name[:2] in COMPOUND_SURNAMES else 1
    shown_last = 1 if len(name) >= shown_first + 2 else 0
    end = len(name) - shown_last
    middle = "".join(char if char in "·• " else _STAR for char in name[shown_first:end])
    if _STAR not in middle:
        return name[:shown_first] + middle + _STAR if shown_last else _STAR * len(name)
    return name[:shown_first] + middle + name[end:]


def _mask_latin_name(name: str) -> str:
    masked = " ".join(word[0] + _STAR * (len(word) - 1) for word in name.split(" "))
    return masked if _STAR in masked else masked[:-1] + _STAR


# --- phones ----------------------------------------------------------------------------------

_MOST_DIGITS = 15
"""ITU-T E.164: a longer run of digits is several numbers written together."""

_SEVERAL = re.compile(r"([/,;、，；|]+)")
_COUNTRY = re.compile(r"^\s*(?:\+|00)\s*86[-\s]*")
_EXTENSION = re.compile(r"(?:[-－—#*xX]|转|轉|分机|分機|ext\.?)\s*\d{1,6}\s*$", re.IGNORECASE)
_MAIN_BEFORE_EXTENSION = 10


def mask_phone_for_label(phone: str) -> str:
    """The phone as a label shows it: six digits hidden before the last two.

    Several numbers in one field are masked each for itself. The extension of a virtual number
    stays (the number it belongs to is broken already); a number too short to hide six digits
    is hidden whole.

    References:
        GB/T 41833-2022: at least six digits of the phone are hidden.

    Examples:
        >>> mask_phone_for_label("13800138034"), mask_phone_for_label("0579-85551221")
        ('138******34', '0579-******21')
        >>> mask_phone_for_label("17012345678-1234"), mask_phone_for_label("+86 138 0013 8034")
        ('170******78-1234', '+86 138 **** **34')
        >>> mask_phone_for_label("95338"), mask_phone_for_label("")
        ('*****', '')
    """
    return _each_number(phone, hidden=6, shown_last=2)


def mask_phone_for_screen(phone: str) -> str:
    """The phone as a screen shows it: four digits hidden before the last four.

    References:
        FIELD "Labels and waybills": `138****1234`.

    Examples:
        >>> mask_phone_for_screen("13800131234"), mask_phone_for_screen("0571-88881234")
        ('138****1234', '0571-****1234')
        >>> mask_phone_for_screen("17012345678转1234"), mask_phone_for_screen("95338")
        ('170****5678转1234', '****8')
    """
    return _each_number(phone, hidden=4, shown_last=4)


def _each_number(phone: str, *, hidden: int, shown_last: int) -> str:
    parts = _SEVERAL.split(phone)
    return "".join(
        part if index % 2 else _mask_number(part, hidden, shown_last)
        for index, part in enumerate(parts)
    )


def _mask_number(number: str, hidden: int, shown_last: int) -> str:
    start = country.end() if (country := _COUNTRY.match(number)) else 0
    end = _start_of_extension(number, start)
    digits = [i for i in range(start, end) if number[i].isdecimal()]
    if len(digits) > _MOST_DIGITS:
        stars = digits[:-2]
    elif len(digits) >= hidden + shown_last:
        stars = digits[-hidden - shown_last : len(digits) - shown_last]
    elif len(digits) >= hidden:
        stars = digits[:hidden]
    else:
        # Too short to hide enough in the number itself: hide all there is.
        stars = [i for i, char in enumerate(number) if char.isdecimal()]
    masked = list(number)
    for index in stars:
        masked[index] = _STAR
    return "".join(masked)


def _start_of_extension(number: str, start: int) -> int:
    """Where the extension begins, or the end of the text where there is none.

    A hyphen alone may also group one number (400-123-4567), so it counts only after ten digits.
    """
    found = _EXTENSION.search(number, start)
    if found is None:
        return len(number)
    before = sum(char.isdecimal() for char in number[start : found.start()])
    plain_hyphen = found.group()[0] in "-－—"
    if before >= _MAIN_BEFORE_EXTENSION or (before and not plain_hyphen):
        return found.start()
    return len(number)


# --- addresses -------------------------------------------------------------------------------

_SMALL_NUMBER = "0-9０-９一二三四五六七八九十百甲乙丙丁A-Za-zＡ-Ｚ"
_UNIT = re.compile(
    rf"第?[{_SMALL_NUMBER}]{{1,5}}(?:[-－—#/][{_SMALL_NUMBER}]{{1,5}})*"
    r"\s*(?:号楼|號樓|号院楼|栋|棟|幢|座|单元|單元|梯|层|層|楼(?!盘)|樓|室|房|户|戶)(?![村镇鎮乡鄉路街巷庄莊])"
    r"|[0-9０-９]{1,4}\s*[#＃]"
    r"|[0-9０-９A-Za-z]{1,5}(?:[-－—][0-9０-９A-Za-z]{1,5})+(?!\s*[号號弄])(?![0-9A-Za-z])"
    r"|(?<![0-9０-９])[A-Za-z]?[0-9０-９]{1,5}\s*$"
)
_LATIN_UNIT = re.compile(
    r"[,\s]*(?:\b(?:apartment|apt|unit|suite|ste|room|rm|flat|floor|fl)\b\.?\s*|#\s*)[\w-]+",
    re.IGNORECASE,
)
_DOOR = re.compile(r"[0-9０-９一二三四五六七八九十百]+(?:[-－—之][0-9０-９]+)*\s*[号號弄]")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_WORD_WITH_DIGIT = re.compile(r"\w*\d[\w-]*")


def mask_address_for_label(address: str) -> str:
    """The address without building, unit and room; the street and its door number stay.

    References:
        GB/T 41833-2022: unit and room are hidden.

    Examples:
        >>> mask_address_for_label("文三路478号华星时代广场A座1203室")
        '文三路478号华星时代广场****'
        >>> mask_address_for_label("桃源小区3-2-501"), mask_address_for_label("新店镇李家村")
        ('桃源小区****', '新店镇李家村')
        >>> mask_address_for_label("12 Baker Street, Flat 4B, London")
        '12 Baker Street ****, London'
    """
    address = " ".join(address.split())
    if not _HAN.search(address):
        return _LATIN_UNIT.sub(f" {HIDDEN}", address).strip()
    return _cut_at(address, _UNIT.search(address))


def mask_address_for_screen(address: str) -> str:
    """The address detail without door number and what follows; the street stays.

    References:
        FIELD "Labels and waybills": address detail without door and room.

    Examples:
        >>> mask_address_for_screen("文三路478号华星时代广场A座1203室")
        '文三路****'
        >>> mask_address_for_screen("桃源小区3-2-501"), mask_address_for_screen("")
        ('桃源小区****', '')
        >>> mask_address_for_screen("12 Baker Street, Flat 4B, London")
        '**** Baker Street, Flat ****, London'
    """
    address = " ".join(address.split())
    if not _HAN.search(address):
        return _WORD_WITH_DIGIT.sub(HIDDEN, address)
    found = [match for pattern in (_DOOR, _UNIT) if (match := pattern.search(address))]
    return _cut_at(address, min(found, key=lambda match: match.start(), default=None))


def _cut_at(address: str, found: re.Match[str] | None) -> str:
    if found is None:
        return address
    return address[: found.start()].rstrip(" ,，-") + HIDDEN
