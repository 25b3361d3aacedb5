"""What people read when paper was not printed: what happened, and what to do."""

from __future__ import annotations

from fulfilment.paper.print_jobs import Printed
from printing.problems import SENTENCES, PrintProblem
from procedure.text import fields_of
from procedure.texts import sentence
from procedure.verdicts import Verdict, VerdictKind
from resources.catalogue import N_, Translator

NOT_PRINTED = N_("The paper was not printed. Press F5 to try again, or call the technician.")


def not_printed(printed: Printed, translator: Translator) -> str:
    """The sentence of a job that was not printed, or perhaps not."""
    if printed.problem in set(PrintProblem):
        msgid = SENTENCES[PrintProblem(printed.problem)]
        if fields_of(msgid) <= printed.params.keys():
            return translator.text(msgid, **printed.params)
    if printed.problem in set(VerdictKind):
        from desktop.stations.wording import worded

        said = Verdict(VerdictKind(printed.problem), dict(printed.params))
        return worded(translator, sentence(said))
    return translator.text(NOT_PRINTED)
