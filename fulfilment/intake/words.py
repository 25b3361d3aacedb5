"""What intake says to people: for every code one English sentence, to be translated and filled.

A msgid's placeholders are the finding's parameters; a row's sentence also knows `{row_no}`.
"""

from __future__ import annotations

from collections.abc import Mapping

from fulfilment.intake.files import FileProblem, RowKind
from procedure.address import Part
from procedure.completeness import FindingCode
from procedure.phone import PhoneProblem


def N_(msgid: str) -> str:
    """Marks a sentence for the message catalogue and gives it back."""
    return msgid


FILE_WORDS: Mapping[FileProblem, str] = {
    FileProblem.EMPTY: N_("The file is empty. Export the orders again, then import that file."),
    FileProblem.TOO_LARGE: N_(
        "The file has {size} bytes; at most {limit} can be read. Split it into smaller files."
    ),
    FileProblem.NOT_A_TABLE: N_(
        "This is not a CSV file but of the kind {what}. Save the orders as “CSV UTF-8” and "
        "import that file."
    ),
    FileProblem.UNDECODABLE: N_(
        "The file's characters cannot be read: byte {byte} at position {offset} (line {line}) is "
        "neither UTF-8 nor GB18030. Save the file as “CSV UTF-8” and import it again."
    ),
    FileProblem.NO_HEADER: N_(
        "No row with column names was found. Add a first row that names the columns, at least: "
        "{expected}."
    ),
    FileProblem.MISSING_COLUMN: N_(
        "Needed columns are missing: {columns}. Add them to the file; nothing was imported."
    ),
    FileProblem.UNKNOWN_COLUMN: N_(
        "These columns are not known: {columns}. Rename or remove them, or confirm that they "
        "shall be left out; nothing was imported."
    ),
    FileProblem.COLUMN_TWICE: N_(
        "The column {column} stands in the file twice. Remove the one that is not meant."
    ),
    FileProblem.COLUMN_WITHOUT_NAME: N_(
        "Column number {position} has no name. Name it, or remove it from the file."
    ),
    FileProblem.NO_ROWS: N_(
        "The file names its columns but has no rows. Export the orders again, then import that "
        "file."
    ),
}

COLUMN_SUGGESTION = N_("Perhaps “{suggestion}” is meant.")
"""Said behind `MISSING_COLUMN` and `UNKNOWN_COLUMN` where there is a suggestion."""

SKIPPED_WORDS: Mapping[RowKind, str] = {
    RowKind.BLANK: N_("Row {row_no} is blank and was skipped."),
    RowKind.ABOVE_HEADER: N_("Row {row_no} stands above the column names and was skipped."),
    RowKind.CANCELLATION: N_("Row {row_no} is a cancellation; nothing is sent for it."),
    RowKind.NON_GOODS: N_(
        "Row {row_no} is postage, a fee, a discount or a voucher; nothing is sent for it."
    ),
    RowKind.STOCK_CORRECTION: N_(
        "Row {row_no} corrects stock and was sold to nobody; nothing is sent for it."
    ),
    RowKind.REPEATED_ORDER: N_(
        "Row {row_no} repeats order {order_no} word for word; the order was taken once."
    ),
}

BROKEN_WORDS: Mapping[RowKind, str] = {
    RowKind.BROKEN_QUOTE: N_(
        "Row {row_no} has a quotation mark that is not closed, or text behind one. Correct the "
        "quotation marks and import the file again."
    ),
    RowKind.CELL_TOO_LONG: N_(
        "Row {row_no} has a cell that does not end. Look for a missing quotation mark and import "
        "the file again."
    ),
    RowKind.TOO_FEW_CELLS: N_(
        "Row {row_no} has {cells} cells instead of {expected}. Complete it and import the file "
        "again."
    ),
    RowKind.TOO_MANY_CELLS: N_(
        "Row {row_no} has {cells} cells instead of {expected}. Put text that contains the "
        "separator into quotation marks and import the file again."
    ),
    RowKind.CONTROL_CHARACTER: N_(
        "Row {row_no} has an invisible control character in column {column}. Type that cell "
        "anew and import the file again."
    ),
    RowKind.TEXT_TOO_LONG: N_(
        "Row {row_no}: column {column} is longer than {limit} characters. Shorten it and import "
        "the file again."
    ),
    RowKind.ORDER_NO_MISSING: N_(
        "Row {row_no} has no order number. Fill it in and import the file again."
    ),
    RowKind.ORDER_NO_MANGLED: N_(
        "Row {row_no}: a spreadsheet shortened the number to {seen} and lost digits. Export the "
        "orders again and format that column as text."
    ),
    RowKind.PRODUCT_MISSING: N_(
        "Row {row_no} names no product. Fill in the SKU and import the file again."
    ),
    RowKind.SKU_RESERVED: N_(
        "Row {row_no}: {seen} begins like one of our command codes and cannot be a SKU. Correct "
        "the SKU and import the file again."
    ),
    RowKind.QUANTITY_MISSING: N_(
        "Row {row_no} has no quantity. Fill it in and import the file again."
    ),
    RowKind.QUANTITY_NOT_INTEGER: N_(
        "Row {row_no}: the quantity “{seen}” is not a whole number. Correct it and import the "
        "file again."
    ),
    RowKind.QUANTITY_ZERO: N_(
        "Row {row_no}: the quantity is 0. Correct it or remove the row, then import the file again."
    ),
    RowKind.QUANTITY_NEGATIVE: N_(
        "Row {row_no}: the quantity {seen} is negative. Correct it or remove the row, then "
        "import the file again."
    ),
    RowKind.QUANTITY_ABSURD: N_(
        "Row {row_no}: the quantity {seen} is more than {limit}. Correct it, or split the order "
        "if it is meant."
    ),
    RowKind.PRICE_MISSING: N_(
        "Row {row_no} has no price. Fill it in, 0 where it is free of charge, and import the "
        "file again."
    ),
    RowKind.PRICE_UNREADABLE: N_(
        "Row {row_no}: the amount “{seen}” cannot be read. Write it as 1234.50 and import the "
        "file again."
    ),
    RowKind.PRICE_NEGATIVE: N_(
        "Row {row_no}: the amount {seen} is negative. Correct it or remove the row, then import "
        "the file again."
    ),
    RowKind.PRICE_ABSURD: N_(
        "Row {row_no}: the amount {seen} is too large to be right. Correct it and import the "
        "file again."
    ),
    RowKind.PRICE_CURRENCY: N_(
        "Row {row_no}: the amount “{seen}” is not in {currency}, the currency of the order. "
        "Correct the amount or the currency and import the file again."
    ),
    RowKind.CURRENCY_UNKNOWN: N_(
        "Row {row_no}: “{seen}” is no currency. Write its three letters, for example CNY, and "
        "import the file again."
    ),
    RowKind.DATE_UNREADABLE: N_(
        "Row {row_no}: the time “{seen}” cannot be read. Write it as 2026-11-23 08:30 and import "
        "the file again."
    ),
    RowKind.DATE_AMBIGUOUS: N_(
        "Row {row_no}: in “{seen}” day and month could be exchanged. Write it as 2026-11-23 "
        "08:30 and import the file again."
    ),
    RowKind.SERVICE_UNKNOWN: N_(
        "Row {row_no}: the service “{seen}” is not known. Write standard or express and import "
        "the file again."
    ),
    RowKind.ORDER_FIELDS_DIFFER: N_(
        "Row {row_no}: the rows of this order say different things in column {column}. Correct "
        "them and import the file again; the order was not taken."
    ),
    RowKind.ORDER_TWICE: N_(
        "Row {row_no}: order {order_no} stands in the file more than once with different "
        "content. Remove the wrong one and import the file again; neither was taken."
    ),
    RowKind.ORDER_INCOMPLETE: N_(
        "Row {row_no} is good, but another row of order {order_no} is not. Correct that one and "
        "import the file again; the order was not taken."
    ),
}

NOTED_WORDS: Mapping[RowKind, str] = {
    RowKind.SKU_CASE: N_("Row {row_no}: the SKU {seen} was read as {key}."),
    RowKind.NAME_MISSING: N_("Row {row_no}: product {key} has no name in the file."),
    RowKind.FREE_OF_CHARGE: N_("Row {row_no}: product {key} is free of charge."),
    RowKind.DATE_DIFFERS: N_(
        "Row {row_no}: order {order_no} has rows of different times; the first one counts."
    ),
}

HOLD_WORDS: Mapping[FindingCode, str] = {
    FindingCode.MISSING_ORDER_NO: N_("The order has no number. Ask the channel for it."),
    FindingCode.MISSING_PRODUCT: N_(
        "Line {line} does not say which product. Ask the customer which one is meant."
    ),
    FindingCode.MISSING_QUANTITY: N_(
        "Line {line} does not say how many. Ask the customer for the quantity."
    ),
    FindingCode.MISSING_RECEIVER: N_("The receiver's name is missing. Ask the customer for it."),
    FindingCode.MASKED_RECEIVER: N_(
        "The receiver's name is masked. Get the full name from the channel or the customer."
    ),
    FindingCode.MISSING_PHONE: N_("The phone number is missing. Ask the customer for it."),
    FindingCode.MASKED_PHONE: N_(
        "The phone number is masked. Get the full number from the channel or the customer."
    ),
    FindingCode.UNUSABLE_PHONE: N_(
        "The phone number cannot be called. Ask the customer for a good one."
    ),
    FindingCode.MISSING_ADDRESS: N_("The address is missing. Ask the customer for it."),
    FindingCode.MISSING_COUNTRY: N_("The country is missing. Ask the customer for it."),
    FindingCode.UNKNOWN_COUNTRY: N_(
        "“{seen}” is no country code. Choose the country of the address."
    ),
    FindingCode.MISSING_PROVINCE: N_("The province is missing. Ask the customer for it."),
    FindingCode.UNKNOWN_PROVINCE: N_("The province “{seen}” is not in our table. Look at it."),
    FindingCode.MISSING_CITY: N_("The city is missing. Ask the customer for it."),
    FindingCode.UNKNOWN_CITY: N_("The city “{seen}” is not in our table. Look at it."),
    FindingCode.CITY_ELSEWHERE: N_(
        "{seen} lies in {hint}, not in the province given. Ask the customer which is right."
    ),
    FindingCode.MISSING_DISTRICT: N_("The district is missing. Ask the customer for it."),
    FindingCode.MISSING_STREET: N_(
        "The street or estate is missing. Ask the customer for the full address."
    ),
    FindingCode.NAMELESS_STREET: N_(
        "“{seen}” is a road or estate without a name. Ask the customer for the full address."
    ),
    FindingCode.MISSING_DOOR: N_("The door number is missing. Ask the customer for it."),
    FindingCode.MASKED_ADDRESS: N_(
        "The address is masked. Get the full address from the channel or the customer."
    ),
    FindingCode.MISSING_CONTACT: N_(
        "A guest order without phone and e-mail: nobody can be asked. Get a contact from the "
        "channel, or cancel the order."
    ),
}

PHONE_WORDS: Mapping[PhoneProblem, str] = {
    PhoneProblem.MISSING: HOLD_WORDS[FindingCode.MISSING_PHONE],
    PhoneProblem.MASKED: HOLD_WORDS[FindingCode.MASKED_PHONE],
    PhoneProblem.MANGLED: N_(
        "A spreadsheet shortened the phone number and lost digits. Get the full number from the "
        "channel or the customer."
    ),
    PhoneProblem.SEVERAL: N_(
        "There are several phone numbers in one field. Choose the one the carrier shall call."
    ),
    PhoneProblem.LETTERS: N_("The phone number contains letters. Keep only the number."),
    PhoneProblem.NO_AREA_CODE: N_("The landline number has no area code. Ask the customer for it."),
    PhoneProblem.NO_SUCH_NUMBER: N_(
        "There is no such phone number. Ask the customer for the right one."
    ),
}
"""Said instead of `UNUSABLE_PHONE`'s own words, by its parameter `problem`."""

PART_NAMES: Mapping[Part, str] = {
    Part.COUNTRY: N_("country"),
    Part.PROVINCE: N_("province"),
    Part.CITY: N_("city"),
    Part.DISTRICT: N_("district"),
    Part.TOWN: N_("town"),
    Part.STREET: N_("street"),
    Part.DOOR: N_("door number"),
}
"""Names of address parts, for marks beside a field."""


def hold_words(code: str, params: Mapping[str, object]) -> str:
    """The msgid for a stored hold: its finding's code and parameters.

    Raises:
        ValueError: There is no such code.

    Examples:
        >>> hold_words("unusable_phone", {"problem": "no_area_code"})
        'The landline number has no area code. Ask the customer for it.'
    """
    finding = FindingCode(code)
    if finding is FindingCode.UNUSABLE_PHONE and "problem" in params:
        return PHONE_WORDS[PhoneProblem(str(params["problem"]))]
    return HOLD_WORDS[finding]


def row_words(kind: RowKind) -> str:
    """The msgid for something found about a row of a file."""
    for table in (BROKEN_WORDS, SKIPPED_WORDS, NOTED_WORDS):
        if kind in table:
            return table[kind]
    raise KeyError(kind)
