"""An inspection plan in one sentence, for the window and the command line alike."""

from __future__ import annotations

from procedure.parcel_words import SamplingPlan
from procedure.policy import InspectionPolicy
from resources.catalogue import N_, Translator

_PLANS = {
    SamplingPlan.NONE: N_("No parcel is inspected."),
    SamplingPlan.LEVEL_II: N_(
        "Samples by ISO 2859-1, level II: AQL {major} for major, {minor} for minor defects."
    ),
    SamplingPlan.EVERY_NTH: N_("One parcel in {nth} of a lot is inspected."),
    SamplingPlan.ALL: N_("Every parcel is inspected."),
}
_NEW = N_("Of a new packer the first {count} parcels are all inspected.")


def plan_words(translator: Translator, plan: InspectionPolicy) -> str:
    """What a plan does, in words."""
    said = translator.text(
        _PLANS[plan.sampling], nth=plan.every_nth, major=plan.aql_major, minor=plan.aql_minor
    )
    if plan.sampling in (SamplingPlan.NONE, SamplingPlan.ALL) or not plan.new_packer_parcels:
        return said
    return f"{said} {translator.text(_NEW, count=plan.new_packer_parcels)}"
