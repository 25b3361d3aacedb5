"""People: who a badge belongs to, and as whom they act."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from sqlalchemy import insert, select

from db.schema.house import DatabaseIdentity
from db.schema.people import Badge, Person, PersonPost
from fulfilment.house import Actor, House, Work
from procedure.effects import Refused
from procedure.ids import PersonId, StationId
from procedure.permissions import UseCase, may
from procedure.words import Post

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Badge characters: none that a person reads as another."""


def new_badge_secret() -> str:
    """A new badge code: `USR-`, ten random characters and a check character.

    References:
        FIELD "Command codes" (USR-).
    """
    body = "".join(secrets.choice(ALPHABET) for _ in range(10))
    return f"USR-{body}{check_character(body)}"


def check_character(body: str) -> str:
    """The check character of a badge's ten characters: a sum weighted by place, modulo 32.

    The weights 1, 3, 5 … have no factor in common with 32, so one wrong character is always
    found; an even weight would let some through.

    Examples:
        >>> check_character("ABCDEFGHJK")
        'H'
    """
    weights = range(1, 2 * len(body), 2)
    total = sum(w * ALPHABET.index(c) for w, c in zip(weights, body, strict=True))
    return ALPHABET[total % len(ALPHABET)]


def badge_digest(secret: str, database_id: str) -> str:
    """What the database keeps of a badge: a digest keyed with the database's own id."""
    return hmac.new(database_id.encode(), secret.encode(), hashlib.sha256).hexdigest()


def add_person(
    house: House, actor: Actor, name: str, posts: frozenset[Post]
) -> tuple[PersonId, str] | Refused:
    """Add a person with a badge; their id and the badge's secret, which is shown only now."""

    def add(work: Work) -> tuple[PersonId, str]:
        person_id = PersonId(work.new_id())
        work.connection.execute(
            insert(Person).values(id=person_id, name=name, active=True, created_at=work.now)
        )
        work.connection.execute(
            insert(PersonPost), [{"person_id": person_id, "post": post} for post in sorted(posts)]
        )
        secret = new_badge_secret()
        database_id = work.connection.execute(select(DatabaseIdentity.database_id)).scalar_one()
        work.connection.execute(
            insert(Badge).values(
                id=work.new_id(),
                person_id=person_id,
                digest=badge_digest(secret, database_id),
                issued_at=work.now,
            )
        )
        return person_id, secret

    return house.run(actor, UseCase.MANAGE_PEOPLE, add)


def actor_of_badge(house: House, secret: str, station_id: StationId | None) -> Actor | None:
    """Whom a scanned badge belongs to, or None where it is unknown, revoked or its owner left."""
    with house.database.read() as connection:
        database_id = connection.execute(select(DatabaseIdentity.database_id)).scalar_one()
        person_id = connection.scalar(
            select(Badge.person_id).where(
                Badge.digest == badge_digest(secret, database_id), Badge.revoked_at.is_(None)
            )
        )
    return None if person_id is None else actor_of(house, PersonId(person_id), station_id)


def actor_of(house: House, person_id: PersonId, station_id: StationId | None) -> Actor | None:
    """A person as an actor at a station, or None where they left."""
    with house.database.read() as connection:
        name = connection.scalar(select(Person.name).where(Person.id == person_id, Person.active))
        posts = connection.scalars(
            select(PersonPost.post).where(PersonPost.person_id == person_id)
        ).all()
    if name is None:
        return None
    return Actor(person_id, name, frozenset(posts), station_id)


def person_may(work: Work, person_id: PersonId | None, use_case: UseCase) -> bool:
    """Whether this person works here and may do this, by the books as they are now."""
    if person_id is None:
        return False
    posts = work.connection.scalars(
        select(PersonPost.post)
        .join(Person, Person.id == PersonPost.person_id)
        .where(Person.id == person_id, Person.active)
    ).all()
    return may(posts, use_case)
