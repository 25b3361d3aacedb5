"""Badges: a new one for a person, whose code is shown once and never again.

The database keeps a keyed digest, so a lost badge cannot be printed a second time: a new one is
issued, and the old ones are revoked unless somebody carries two on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from sqlalchemy import func, insert, select, update

from db.schema.house import DatabaseIdentity
from db.schema.people import Badge, Person, PersonPost
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.people import badge_digest, new_badge_secret
from printing.documents import Card
from procedure.effects import Refused
from procedure.ids import PersonId
from procedure.permissions import UseCase
from procedure.texts import status_word
from procedure.verdicts import VerdictKind
from procedure.worded import worded
from procedure.words import Post
from resources.catalogue import Translator


@dataclass(frozen=True, slots=True)
class BadgeHolder:
    """Somebody who works here.

    Attributes:
        badges: How many of theirs open a station now.
    """

    person_id: PersonId
    name: str
    posts: frozenset[Post]
    badges: int


@dataclass(frozen=True, slots=True)
class IssuedBadge:
    """A new badge.

    Attributes:
        secret: Its code; nothing keeps it after this.
        revoked: How many older badges of the person open nothing any more.
    """

    holder: BadgeHolder
    secret: str
    revoked: int


def badge_holders(house: House) -> tuple[BadgeHolder, ...]:
    """Everybody who works here, by name.

    Raises:
        CannotNow: The database is away.
    """
    counted = (
        select(Badge.person_id, func.count().label("badges"))
        .where(Badge.revoked_at.is_(None))
        .group_by(Badge.person_id)
        .subquery()
    )
    with house.database.read() as connection:
        rows = connection.execute(
            select(Person.id, Person.name, func.coalesce(counted.c.badges, 0).label("badges"))
            .outerjoin(counted, counted.c.person_id == Person.id)
            .where(Person.active)
            .order_by(Person.name, Person.id)
        ).all()
        posts: dict[int, set[Post]] = {}
        for person_id, post in connection.execute(select(PersonPost.person_id, PersonPost.post)):
            posts.setdefault(person_id, set()).add(post)
    return tuple(
        BadgeHolder(PersonId(row.id), row.name, frozenset(posts.get(row.id, ())), row.badges)
        for row in rows
    )


def issue_badge(
    house: House, actor: Actor, person_id: PersonId, keep_old: bool = False
) -> IssuedBadge | Refused:
    """Give a person a new badge.

    Args:
        keep_old: Whether the badges they have go on opening stations.

    Refused with `PERSON_UNKNOWN` where there is no such person, or they left.
    """
    issue = partial(_issue, person_id=person_id, keep_old=keep_old)
    return house.run(actor, UseCase.MANAGE_PEOPLE, issue)


def badge_card(translator: Translator, badge: IssuedBadge) -> Card:
    """The badge as a card: name and posts in letters, the code in bars only."""
    posts = ", ".join(worded(translator, status_word(post)) for post in sorted(badge.holder.posts))
    return Card(badge.holder.name, badge.secret, posts, code_readable=False)


def _issue(work: Work, person_id: PersonId, keep_old: bool) -> IssuedBadge:
    name = work.connection.scalar(
        select(Person.name).where(Person.id == person_id, Person.active).with_for_update()
    )
    if name is None:
        raise Refuse(VerdictKind.PERSON_UNKNOWN)
    old = 0 if keep_old else _revoke(work, person_id)
    database_id = work.connection.execute(select(DatabaseIdentity.database_id)).scalar_one()
    secret = new_badge_secret()
    work.connection.execute(
        insert(Badge).values(
            id=work.new_id(),
            person_id=person_id,
            digest=badge_digest(secret, database_id),
            issued_at=work.now,
        )
    )
    posts = work.connection.scalars(
        select(PersonPost.post).where(PersonPost.person_id == person_id)
    ).all()
    badges = work.connection.scalar(
        select(func.count()).where(Badge.person_id == person_id, Badge.revoked_at.is_(None))
    )
    holder = BadgeHolder(person_id, name, frozenset(posts), int(badges or 0))
    return IssuedBadge(holder, secret, old)


def _revoke(work: Work, person_id: PersonId) -> int:
    """Revoke every badge of a person; gives how many."""
    revoked = work.connection.execute(
        update(Badge)
        .where(Badge.person_id == person_id, Badge.revoked_at.is_(None))
        .values(revoked_at=work.now)
    )
    return revoked.rowcount


def badge_without_code(translator: Translator, holder: BadgeHolder) -> Card:
    """A card as a new badge would be, with a code that opens nothing.

    Whether it can be printed is tried with this: an issued code is never shown again.
    """
    return badge_card(translator, IssuedBadge(holder, f"USR-{'A' * 11}", 0))
