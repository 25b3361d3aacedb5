"""What stands in a journal beside scans and answers: all that a replay must know.

Notes tell what no scan leads to (a start, another policy, a sign-out, a stop of the centre).
Beside a scan stands what the world said to it where no gate asks: whose badge it was, or that
the centre could not be asked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fulfilment.house import Actor
from procedure.ids import PersonId
from procedure.journal_codec import decode, encode
from procedure.policy import MACHINE_VERSION, StationPolicy
from procedure.verdicts import Verdict
from procedure.words import Post, Screen


class NoteKind(StrEnum):
    """What a note tells."""

    STARTED = "started"
    """The station was started: nobody signed in, nothing open."""
    POLICY = "policy"
    """Another policy holds from now on."""
    SIGNED_OUT = "signed_out"
    """Nobody is signed in any more, nothing is open."""
    STOPPED = "stopped"
    """The centre took back what had sounded good; the entry's screen and verdict say what."""
    CONFLICT = "conflict"
    """A scan came under a known id with other content, and was not taken."""


def policy_note(kind: NoteKind, policy: StationPolicy) -> dict[str, Any]:
    """A note with the policy that holds and the version of the machines."""
    return {"note": kind.value, "policy": encode(policy), "machine": MACHINE_VERSION}


def badge_of(actor: Actor | None) -> dict[str, Any]:
    """Whose badge was scanned, for the journal."""
    if actor is None:
        return {"badge": None}
    posts = sorted(post.value for post in actor.posts)
    return {"badge": {"person": actor.person_id, "name": actor.name, "posts": posts}}


@dataclass(frozen=True, slots=True)
class Badge:
    """Whose badge it was; None for nobody's."""

    actor: Actor | None


@dataclass(frozen=True, slots=True)
class Shut:
    """The centre could not be asked: this was told instead."""

    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Interrupted:
    """What waited was refused first: this screen stopped."""

    screen: Screen
    verdict: Verdict


World = Badge | Shut | Interrupted
"""What the world said to a scan, where no gate asked it."""


def encoded_world(world: World) -> dict[str, Any]:
    """What the world said, for the journal's payload."""
    match world:
        case Badge(actor):
            return badge_of(actor)
        case Shut(said):
            return {"shut": encode(said)}
        case Interrupted(screen, said):
            return {"stopped": screen.value, "shut": encode(said)}


def decoded_world(payload: Mapping[str, Any]) -> World | None:
    """What the world said to the scan with this payload; None where only a machine judged it.

    Raises:
        ValueError: A word in it is not known.
    """
    if "badge" in payload:
        badge = payload["badge"]
        if badge is None:
            return Badge(None)
        posts = frozenset(map(Post, badge["posts"]))
        return Badge(Actor(PersonId(badge["person"]), badge["name"], posts))
    if "shut" not in payload:
        return None
    said = decode(payload["shut"])
    if not isinstance(said, Verdict):
        raise ValueError("not a verdict")
    if "stopped" in payload:
        return Interrupted(Screen(payload["stopped"]), said)
    return Shut(said)


def dumped(value: Any) -> str:
    """JSON as a journal holds it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
