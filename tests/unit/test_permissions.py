"""Who may do what: the table, read as sentences."""

from __future__ import annotations

import pytest

from procedure.permissions import PERMISSIONS, SCREEN_USE_CASES, UseCase, may
from procedure.words import Post, Screen

FLOOR = (Post.PICKER, Post.PACKER, Post.INSPECTOR, Post.SHIPPER)
OFFICE = {
    UseCase.TAKE_ORDERS,
    UseCase.CONFIRM_ORDERS,
    UseCase.RELEASE_ORDERS,
    UseCase.LIFT_HOLD,
    UseCase.REVEAL_PERSONAL_DATA,
    UseCase.SET_UP_HOUSE,
    UseCase.MANAGE_PEOPLE,
    UseCase.VERIFY_LOG,
    UseCase.CANCEL_ORDER,
    UseCase.DECIDE_SHORTAGE,
    UseCase.MANAGE_GOODS,
    UseCase.LEARN_CODE,
    UseCase.ADJUST_STOCK,
    UseCase.SCRAP_STOCK,
    UseCase.PURCHASE,
    UseCase.BUILD_WAVES,
    UseCase.ASSIGN_TASKS,
    UseCase.SET_UP_DEVICES,
}


def test_every_use_case_has_posts() -> None:
    assert set(PERMISSIONS) == set(UseCase)
    assert all(posts and posts <= set(Post) for posts in PERMISSIONS.values())


def test_every_post_may_do_something() -> None:
    assert {post for posts in PERMISSIONS.values() for post in posts} == set(Post)


@pytest.mark.parametrize("post", FLOOR)
def test_nobody_on_the_floor_sees_personal_data_or_does_office_work(post: Post) -> None:
    assert {use_case for use_case in OFFICE if may({post}, use_case)} == set()


def test_all_posts_of_the_floor_together_still_reveal_nothing() -> None:
    assert not may(FLOOR, UseCase.REVEAL_PERSONAL_DATA)


@pytest.mark.parametrize(
    ("post", "screens"),
    [
        (Post.PICKER, {Screen.PICK, Screen.SORT}),
        (Post.PACKER, {Screen.PACK, Screen.SORT}),
        (Post.INSPECTOR, {Screen.INSPECT}),
        (Post.SHIPPER, {Screen.SHIP}),
        (Post.SERVICE_REP, set()),
        (Post.PURCHASING, set()),
        (Post.TECHNICIAN, set()),
        (Post.SUPERVISOR, set(Screen)),
        (Post.ADMINISTRATOR, set(Screen)),
    ],
)
def test_a_post_works_at_its_own_screen(post: Post, screens: set[Screen]) -> None:
    assert {screen for screen, needed in SCREEN_USE_CASES.items() if may({post}, needed)} == screens


def test_every_screen_asks_for_its_use_case() -> None:
    assert set(SCREEN_USE_CASES) == set(Screen)
    assert len(set(SCREEN_USE_CASES.values())) == len(Screen)


def test_only_the_administrator_manages_people_and_the_house() -> None:
    for use_case in (UseCase.MANAGE_PEOPLE, UseCase.SET_UP_HOUSE):
        assert [post for post in Post if may({post}, use_case)] == [Post.ADMINISTRATOR]


def test_without_a_post_nothing_may_be_done() -> None:
    assert not any(may((), use_case) for use_case in UseCase)


def test_two_posts_may_do_what_either_may() -> None:
    both = {Post.PICKER, Post.SHIPPER}
    assert may(both, UseCase.PICK)
    assert may(both, UseCase.SHIP)
    assert not may(both, UseCase.PACK)
