"""What is said of a proposal: what was to be best, what the proposal does for it, and what proves it."""

from analytics.proposal import Aim, Proposal
from ui import counts, formats


def nothing(found: Proposal) -> str:
    """Why no move is proposed."""
    match found.aim:
        case Aim.CHANCE:
            return f"No allocation was found that reaches the target more likely than {formats.percent(found.chance)}."
        case Aim.LEAST:
            return "No less money brings the target within the limits."
        case Aim.NPV:
            return "Nothing within the limits brings more net present value."
    return "Nothing within the limits brings more."


def sentence(found: Proposal, many: int) -> str:
    """What the proposal does, in how many moves."""
    sure = f"80 % range {formats.signed(found.range.p10)} to {formats.signed(found.range.p90)}"
    what = "net present value" if found.aim is Aim.NPV else "contribution"
    changes = f"{'adds' if found.gain >= 0 else 'costs'} {formats.short(abs(found.gain))} of {what} ({sure})"
    target, moves = formats.short(found.target or 0.0), f"in {counts.of(many, 'move')}"
    if found.aim is Aim.CHANCE:
        likely = f"reaches {target} in {formats.percent(found.chance)} of draws"
        return f"The likeliest allocation found {likely} and {changes}, {moves}."
    if found.aim is Aim.LEAST:
        spent = formats.short(float(found.budgets.sum()))
        return f"{spent} is the least money found that brings {target}; it {changes}, {moves}."
    return f"The best within the limits {changes}, {moves}."


def proof(found: Proposal) -> str:
    """What no other allocation can do."""
    if found.aim is Aim.CHANCE:
        return _likeliest(found)
    if found.aim is Aim.LEAST:
        return f"Proof: no total below {formats.short(found.least or 0.0)} brings the target within the limits. "
    if found.gap is None or found.upper_bound is None:
        return "There is no proof here: some transfers on the board start later, or their people still settle in. "
    above = formats.short(found.upper_bound - found.value)
    if found.proven:
        return f"Proof: no allocation within the limits brings more than {above} beyond this. "
    return f"Not proven: others might bring up to {above} more. "


def _likeliest(found: Proposal) -> str:
    """How likely any allocation reaches the target at most."""
    if found.chance_bound is None:
        return "There is no proof here: some transfers on the board start later, or their people still settle in. "
    if found.proven:
        return "Proof: no allocation within the limits reaches it in more draws. "
    return f"Not proven: another allocation might reach it in up to {formats.percent(found.chance_bound)} of draws. "


def left(found: Proposal) -> str:
    """What of the total is not allocated."""
    return f"Unallocated: {formats.short(found.left)} of the total. " if found.left >= 0.01 else ""
