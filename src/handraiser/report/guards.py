"""Whether a running pilot has reached one of its guard rails."""

from handraiser.process.models import Pilot
from handraiser.process.piloting import Cohort, Guard, nobody_left
from handraiser.report.arms import compare
from handraiser.staff.queries import Staff


def reason_to_stop(pilot: Pilot, *, staff: Staff) -> str | None:
    """Why the pilot must stop now, in a sentence; None while it may go on."""
    nobody = nobody_left(Cohort(pilot.share, pilot.condition, pilot.team, tuple(pilot.people)), staff=staff)
    if nobody is not None:
        return nobody
    guards = [Guard(**told) for told in pilot.guards]
    if not guards:
        return None
    arms = {one.measure.key: one for one in compare(pilot.id, sample=pilot.sample)}
    for guard in guards:
        measured = arms[guard.measure]
        share = measured.pilot.share
        if share is None or measured.pilot.leads < guard.leads:
            continue
        if share > guard.share if guard.side == "above" else share < guard.share:
            return (
                f"{measured.measure.title} is {share:.1%} of {measured.pilot.leads} leads in the pilot, "
                f"{guard.side} the guard rail of {guard.share:.1%}."
            )
    return None
