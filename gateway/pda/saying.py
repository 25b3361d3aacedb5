"""The verdict in large words, or what is asked for, with the sentence under it."""

from __future__ import annotations

from gateway.pda.face import Face
from gateway.pda.page import Saying
from procedure.prompts import Prompt, PromptKind
from procedure.texts import place, place_caption, prompt_text, sentence, word
from procedure.verdicts import Verdict, VerdictKind
from procedure.worded import worded
from procedure.words import Signal
from resources.catalogue import N_, Translator

GROWS = (Signal.WRONG, Signal.STOP)
"""Verdicts that take the room of what comes after."""

_GOES_ON = frozenset(
    {
        VerdictKind.TASK_OPENED,
        VerdictKind.SHELF_RIGHT,
        VerdictKind.UNIT_COUNTED,
        VerdictKind.LINE_DONE,
    }
)
"""Right scans after which only the next one matters: their sentence is that."""


def asks_badge(tr: Translator) -> Saying:
    """Nobody is signed in."""
    said = N_("Nobody is signed in at this station. Your badge opens it.")
    return Saying("waiting", tr.text(N_("Scan your badge")), tr.text(said))


def saying_of(tr: Translator, face: Face, prompt: Prompt) -> Saying:
    """The verdict to be seen, else what is asked for."""
    if face.stop is not None:
        prompt = Prompt(PromptKind.CONFIRM_STOP)
    headline, detail = prompt_text(prompt)
    said = face.stop or face.visible
    if said is None:
        return Saying("waiting", worded(tr, headline), "" if detail is None else worded(tr, detail))
    following = worded(tr, headline)
    large, small = _words_of(tr, said)
    if said.kind in _GOES_ON:
        return Saying(said.signal.value, large, following)
    where, caption = place(said), place_caption(said)
    if said.signal not in GROWS or where is None or caption is None:
        return Saying(said.signal.value, large, small, following=following)
    return Saying(
        said.signal.value, large, small, worded(tr, caption), worded(tr, where), following
    )


def _words_of(tr: Translator, said: Verdict) -> tuple[str, str]:
    """A counted unit's large words are its count, its sentence the name."""
    head, body = worded(tr, word(said)), worded(tr, sentence(said))
    if said.kind is VerdictKind.UNIT_COUNTED and "of" in said.params:
        return head, str(said.params.get("name", "")) or body
    return head, body
