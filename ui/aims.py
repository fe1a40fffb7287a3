"""What is said of a proposal: what was to be best, what the proposal does for it, and what proves it."""

from analytics.proposal import Aim, Proposal
from ui import counts, formats


def nothing(found: Proposal) -> str:
    """Why no move is proposed."""
    match found.aim:
        case Aim.CHANCE:
            return f"No plan found reaches the target with a chance above {formats.percent(found.chance)}."
        case Aim.LEAST:
            return "No lower budget reaches the target within the limits."
        case Aim.NPV:
            return "No further move adds net present value."
    return "No further move improves the result."


def sentence(found: Proposal, many: int) -> str:
    """What the proposal does, in how many moves."""
    sure = f"80 % range {formats.signed(found.range.p10)} to {formats.signed(found.range.p90)}"
    what = "net present value" if found.aim is Aim.NPV else "contribution"
    changes = f"{'adds' if found.gain >= 0 else 'costs'} {formats.short(abs(found.gain))} of {what} ({sure})"
    target, moves = formats.short(found.target or 0.0), f"in {counts.of(many, 'move')}"
    if found.aim is Aim.CHANCE:
        likely = f"reaches {target} in {formats.percent(found.chance)} of simulations"
        return f"The plan with the highest chance found {likely} and {changes}, {moves}."
    if found.aim is Aim.LEAST:
        spent = formats.short(float(found.budgets.sum()))
        return f"{spent} is the lowest budget found that reaches {target}; this plan {changes}, {moves}."
    return f"The best plan within the limits {changes}, {moves}."


def proof(found: Proposal) -> str:
    """What no other plan can do."""
    if found.aim is Aim.CHANCE:
        return _likeliest(found)
    if found.aim is Aim.LEAST:
        return f"Proven: no budget below {formats.short(found.least or 0.0)} reaches the target within the limits. "
    if found.gap is None or found.upper_bound is None:
        return "No proof: some transfers on the board start later, or their staff are still ramping up. "
    above = formats.short(found.upper_bound - found.value)
    if found.proven:
        return f"Proven: no plan within the limits can add more than {above} on top of this. "
    return f"Not proven optimal: another plan could add up to {above} more. "


def _likeliest(found: Proposal) -> str:
    """How likely any allocation reaches the target at most."""
    if found.chance_bound is None:
        return "No proof: some transfers on the board start later, or their staff are still ramping up. "
    if found.proven:
        return "Proven: no plan within the limits reaches the target in more simulations. "
    most = formats.percent(found.chance_bound)
    return f"Not proven optimal: another plan could reach the target in up to {most} of simulations. "


def left(found: Proposal) -> str:
    """What of the total is not allocated."""
    return f"Unallocated: {formats.short(found.left)} of the total. " if found.left >= 0.01 else ""
