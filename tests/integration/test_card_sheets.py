"""Cards and labels of a house: all there, every code reads back, badges are shown once."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import insert, select

from db.schema.packaging import Packaging
from db.schema.people import Badge
from fulfilment.cards.badges import (
    BadgeHolder,
    IssuedBadge,
    badge_card,
    badge_holders,
    issue_badge,
)
from fulfilment.cards.card_files import CardsOut, print_cards, write_cards
from fulfilment.cards.card_order import A4_DPI, ROLL_DPI, CardOrder, CardsDrawn, draw_order
from fulfilment.cards.card_sheets import (
    STICKER_KINDS,
    CardKind,
    ShelfRange,
    card_sheet,
    command_cards,
    defect_cards,
    quantity_cards,
    reason_cards,
    zones_with_shelves,
)
from fulfilment.people import actor_of_badge
from printing.bitmap import bitmaps
from printing.cards import draw_cards
from printing.documents import CardSheet
from printing.media import A4, DPIS, STICKERS
from printing.paper import Printed
from printing.preflight import read_code
from printing.printers import Sent
from printing.printers.file import FilePrinter
from printing.problems import CannotPrint, PrintProblem
from printing.stickers import draw_stickers
from procedure.effects import Refused
from procedure.ids import PersonId
from procedure.parcel_words import DefectCode, PackagingKind
from procedure.verdicts import VerdictKind
from procedure.words import Command, Post, Screen, ShortReason
from resources.catalogue import LANGUAGES, load
from tests.plugins.everything import nothing_written
from tests.plugins.houses import SmallHouse
from tests.plugins.journey import verdict_of

EN = load("en")


def codes_read(printed: Printed) -> list[tuple[str, ...]]:
    """What a scanner reads off a document, code by code."""
    pages = bitmaps(printed.pdf, printed.dpi)
    return [read_code(pages[code.page], code) for code in printed.codes]


def materials(at: SmallHouse) -> None:
    """Two packaging materials, one of them no longer in use."""
    rows = [
        {
            "id": at.house.ids(),
            "warehouse_id": at.house.place.warehouse_id,
            "code": code,
            "name": name,
            "kind": PackagingKind.WRAP,
            "weight_g": 5,
            "active": active,
        }
        for code, name, active in (
            ("MAT-WRAP", "气泡膜 Bubble wrap", True),
            ("MAT-OLD", "x", False),
        )
    ]
    with at.house.database.write() as connection:
        connection.execute(insert(Packaging), rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_reason_and_quantity_has_a_card_that_reads(language: str) -> None:
    tr = load(language)
    cards = (*command_cards(tr), *reason_cards(tr), *quantity_cards(tr))
    codes = [card.code for card in cards]
    assert len(set(codes)) == len(codes)
    assert {*Command, *ShortReason} <= set(codes)
    assert {"QTY-02", "QTY-48"} <= set(codes)
    assert next(card.note for card in cards if card.code == Command.UNDO) == "F3"
    assert codes_read(draw_cards(CardSheet("命令卡 Cards", cards), A4, 203)) == [
        (code,) for code in codes
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_defect_has_a_card_with_its_class_that_reads(language: str) -> None:
    tr = load(language)
    cards = defect_cards(tr)
    assert {card.code for card in cards} == set(DefectCode)
    notes = [tr.text(word) for word in ("Critical", "Major", "Minor")]
    assert [notes.index(card.note) for card in cards] == sorted(
        notes.index(card.note) for card in cards
    )
    assert codes_read(draw_cards(CardSheet("缺陷卡 Defects", cards), A4, 203)) == [
        (card.code,) for card in cards
    ]


def test_materials_in_use_have_cards(at: SmallHouse) -> None:
    assert card_sheet(at.house, CardKind.MATERIALS, EN).cards == ()
    materials(at)
    sheet = card_sheet(at.house, CardKind.MATERIALS, EN)
    assert [card.code for card in sheet.cards] == ["MAT-WRAP"]
    assert codes_read(draw_cards(sheet)) == [("MAT-WRAP",)]


@pytest.mark.parametrize("media", STICKERS)
def test_shelves_and_totes_have_stickers_that_read(at: SmallHouse, media: str) -> None:
    assert zones_with_shelves(at.house) == ("-", "A")
    shelves = card_sheet(at.house, CardKind.SHELVES, EN, ShelfRange("A"))
    totes = card_sheet(at.house, CardKind.TOTES, EN, first=99, count=2)
    codes = [card.code for card in (*shelves.cards, *totes.cards)]
    assert codes[0] == "LOC-A-01-01-01"
    assert codes[-2:] == ["TOTE-0099", "TOTE-0100"]
    sheet = CardSheet("Labels", (*shelves.cards, *totes.cards))
    printed = draw_stickers(sheet, STICKERS[media], 203)
    assert printed.pages == len(codes)
    assert codes_read(printed) == [(code,) for code in codes]
    assert STICKERS[media].matches(*_size(printed))


def _size(printed: Printed) -> tuple[float, float]:
    page = bitmaps(printed.pdf, printed.dpi)[0]
    return page.width_mm, page.height_mm


def test_no_stickers_are_refused() -> None:
    with pytest.raises(CannotPrint) as refused:
        draw_stickers(CardSheet("x", ()))
    assert refused.value.problem is PrintProblem.NOTHING_TO_PRINT


# badges -------------------------------------------------------------------------------


def holder(at: SmallHouse, post: Post) -> BadgeHolder:
    """Who has this post."""
    return next(each for each in badge_holders(at.house) if each.posts == {post})


def test_a_new_badge_opens_stations_and_the_old_one_does_not(at: SmallHouse) -> None:
    picker, station = holder(at, Post.PICKER), at.stations[Screen.PICK]
    boss = at.people[Post.ADMINISTRATOR]
    issued = issue_badge(at.house, boss, picker.person_id)
    assert isinstance(issued, IssuedBadge)
    assert (issued.revoked, issued.holder.badges) == (1, 1)
    found = actor_of_badge(at.house, issued.secret, station)
    assert found is not None
    assert found.person_id == picker.person_id
    assert actor_of_badge(at.house, at.badges[Post.PICKER], station) is None
    with at.house.database.read() as connection:
        assert issued.secret not in connection.scalars(select(Badge.digest)).all()
    second = issue_badge(at.house, boss, picker.person_id, keep_old=True)
    assert isinstance(second, IssuedBadge)
    assert (second.revoked, second.holder.badges) == (0, 2)
    assert actor_of_badge(at.house, issued.secret, station) is not None


def test_a_badge_s_card_hides_its_code_in_letters_and_reads(at: SmallHouse) -> None:
    picker = holder(at, Post.PICKER)
    issued = issue_badge(at.house, at.people[Post.ADMINISTRATOR], picker.person_id)
    assert isinstance(issued, IssuedBadge)
    card = badge_card(EN, issued)
    assert (card.caption, card.note, card.code_readable) == ("picker", "Picker", False)
    assert codes_read(draw_cards(CardSheet("Badges", (card,)))) == [(issued.secret,)]


def test_who_may_not_issues_no_badge_and_nobody_gets_none(at: SmallHouse) -> None:
    person = holder(at, Post.PICKER).person_id
    with nothing_written(at.house.database):
        refused = issue_badge(at.house, at.people[Post.SUPERVISOR], person)
        assert verdict_of(refused).kind is VerdictKind.NOT_ALLOWED
        gone = issue_badge(at.house, at.people[Post.ADMINISTRATOR], PersonId(7))
        assert isinstance(gone, Refused)
        assert gone.verdict.kind is VerdictKind.PERSON_UNKNOWN


# files --------------------------------------------------------------------------------


def person(at: SmallHouse, post: Post) -> PersonId:
    """The id of who has this post."""
    return holder(at, post).person_id


def opens(at: SmallHouse, badge: str) -> bool:
    """Whether a badge opens a station."""
    return actor_of_badge(at.house, badge, at.stations[Screen.PICK]) is not None


def test_a_file_holds_what_was_wished_for(at: SmallHouse, tmp_path: Path) -> None:
    out = tmp_path / "new" / "cards.pdf"
    kinds = (CardKind.COMMANDS, CardKind.SHELVES)
    order = CardOrder(kinds, ShelfRange("A"), people=(person(at, Post.PICKER),))
    told = write_cards(at.house, at.people[Post.ADMINISTRATOR], order, out, EN)
    assert told == CardsOut(f"{len(Command) + 5} cards are in {out}.", complete=True)
    assert len(bitmaps(out.read_bytes(), 72)) == 2
    assert list(out.parent.iterdir()) == [out]
    assert not opens(at, at.badges[Post.PICKER]), "the old badge is revoked"


def test_the_cards_speak_one_language_and_the_sentence_another(
    at: SmallHouse, tmp_path: Path
) -> None:
    out = tmp_path / "cards.pdf"
    boss, order = at.people[Post.SUPERVISOR], CardOrder((CardKind.COMMANDS,))
    told = write_cards(at.house, boss, order, out, load("zh_CN"), EN)
    assert told.sentence.endswith(f"cards are in {out}.")
    drawn = draw_order(at.house, boss, order, load("zh_CN"))
    assert isinstance(drawn, CardsDrawn)
    assert drawn.title == "指令卡"
    assert "撤销" in [card.caption for card in drawn.cards]


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (CardOrder((CardKind.SHELVES,), ShelfRange("Q")), "Shelf labels Q: there are none here."),
        (
            CardOrder((CardKind.SHELVES,), ShelfRange("A", "A-09")),
            "Shelf labels A: there are none here.",
        ),
        (CardOrder(), "Badges: there are none here."),
        (CardOrder((CardKind.COMMANDS,), media="A3"), "There is no paper A3."),
        (CardOrder(people=(PersonId(7),)), "This person does not work here any more."),
    ],
    ids=["zone", "aisle", "nothing", "paper", "person"],
)
def test_what_cannot_be_printed_is_said_and_nothing_is_written(
    at: SmallHouse, tmp_path: Path, order: CardOrder, said: str
) -> None:
    out = tmp_path / "cards.pdf"
    with nothing_written(at.house.database):
        told = write_cards(at.house, at.people[Post.ADMINISTRATOR], order, out, EN)
    assert not told.complete
    assert told.sentence.startswith(said)
    assert not list(tmp_path.glob("cards*"))


@pytest.mark.parametrize("post", [Post.PACKER, Post.SUPERVISOR])
def test_cards_and_badges_have_their_own_permissions(
    at: SmallHouse, tmp_path: Path, post: Post
) -> None:
    badge = CardOrder((CardKind.COMMANDS,), people=(person(at, Post.PICKER),))
    out = tmp_path / "cards.pdf"
    with nothing_written(at.house.database):
        refused = draw_order(at.house, at.people[post], badge, EN)
        assert verdict_of(refused).kind is VerdictKind.NOT_ALLOWED
        assert not write_cards(at.house, at.people[post], badge, out, EN).complete
    assert not out.exists()
    alone = draw_order(at.house, at.people[post], CardOrder((CardKind.COMMANDS,)), EN)
    assert isinstance(alone, CardsDrawn) == (post is Post.SUPERVISOR)


def test_an_aisle_is_a_range_of_shelves(at: SmallHouse) -> None:
    boss = at.people[Post.SUPERVISOR]

    def codes(shelves: ShelfRange) -> list[str]:
        drawn = draw_order(at.house, boss, CardOrder((CardKind.SHELVES,), shelves), EN)
        return [card.code for card in drawn.cards] if isinstance(drawn, CardsDrawn) else []

    whole = codes(ShelfRange("A"))
    assert len(whole) > 2
    assert codes(ShelfRange("A", whole[0], whole[1].removeprefix("LOC-").lower())) == whole[:2]
    assert codes(ShelfRange("A", whole[-1])) == whole[-1:]
    assert codes(ShelfRange("-", last="B")) == []


def test_a_file_that_cannot_be_written_costs_nobody_a_badge(at: SmallHouse, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder", encoding="utf-8")
    out = tmp_path / "taken" / "cards.pdf"
    order = CardOrder(people=(person(at, Post.PICKER),))
    with nothing_written(at.house.database):
        told = write_cards(at.house, at.people[Post.ADMINISTRATOR], order, out, EN)
    assert not told.complete
    assert "cannot be written there" in told.sentence


def test_a_preview_of_badges_opens_nothing_and_issues_none(at: SmallHouse) -> None:
    order = CardOrder(people=(person(at, Post.PICKER), person(at, Post.PACKER)))
    with nothing_written(at.house.database):
        drawn = draw_order(at.house, at.people[Post.ADMINISTRATOR], order, EN)
    assert isinstance(drawn, CardsDrawn)
    assert drawn.count == 2
    assert not any(opens(at, code) for codes in codes_read(drawn.printed) for code in codes)
    assert opens(at, at.badges[Post.PICKER])


# printers -----------------------------------------------------------------------------


class NoPaper(FilePrinter):
    """A printer that was switched off after it was chosen."""

    def send(self, pdf: bytes, title: str) -> Sent:
        """Refuse everything."""
        raise CannotPrint(PrintProblem.PRINTER_AWAY, printer="Desk")


def test_cards_go_to_a_printer_once(at: SmallHouse, tmp_path: Path) -> None:
    printer, boss = FilePrinter(tmp_path), at.people[Post.ADMINISTRATOR]
    order = CardOrder(people=(person(at, Post.PICKER),), keep_old=True)
    told = print_cards(at.house, boss, order, printer, EN)
    files = list(tmp_path.glob("*.pdf"))
    assert told == CardsOut(f"1 card went to the printer {files[0]}.", complete=True)
    assert len(files) == 1
    assert opens(at, at.badges[Post.PICKER])
    assert holder(at, Post.PICKER).badges == 2


def test_a_printer_that_is_away_says_that_badges_are_not_on_paper(
    at: SmallHouse, tmp_path: Path
) -> None:
    boss, away = at.people[Post.ADMINISTRATOR], NoPaper(tmp_path)
    order = CardOrder(people=(person(at, Post.PICKER),))
    told = print_cards(at.house, boss, order, away, EN)
    assert not told.complete
    assert told.sentence.startswith("The printer Desk does not answer, so nothing was printed.")
    assert told.sentence.endswith("The new badges are not on paper: print them again.")
    told = print_cards(at.house, boss, CardOrder((CardKind.QUANTITIES,)), away, EN)
    assert "badges" not in told.sentence


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dpi", DPIS)
def test_every_kind_of_card_reads_in_every_language_at_every_resolution(
    at: SmallHouse, language: str, dpi: int
) -> None:
    materials(at)
    boss = at.people[Post.ADMINISTRATOR]
    for media in ("A4", *STICKERS):
        kinds = tuple(CardKind) if media == "A4" else tuple(STICKER_KINDS)
        order = CardOrder(kinds, ShelfRange("A"), 9998, 2, (person(at, Post.PICKER),), media=media)
        drawn = draw_order(at.house, boss, order, load(language))
        assert isinstance(drawn, CardsDrawn)
        sheet = CardSheet(drawn.title, drawn.cards)
        draw = draw_cards if media == "A4" else draw_stickers
        paper = A4 if media == "A4" else STICKERS[media]
        codes = [(card.code,) for card in drawn.cards]
        assert codes_read(draw(sheet, paper, dpi)) == codes
    assert {A4_DPI, ROLL_DPI} == set(DPIS)
