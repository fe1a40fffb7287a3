"""The patterns of Overview and Return, each with what the engine expects of it."""

from analytics.definition import FORMULAS
from tests.aloud.finance_pages import charts, findings, leaders, plan, spending
from tests.aloud.grammar import Sentence, constant
from ui import definitions

# Definitions and formulas: what they hold in digits are thresholds and indices, no figures.
MEANINGS = [each for each in vars(definitions).values() if isinstance(each, str) and " " in each]
CONSTANTS = [
    *MEANINGS,
    *definitions.MEANINGS.values(),
    *FORMULAS.values(),
    "What changed",
    "Who leads, who lags",
    "Does the ranking depend on the definition?",
    "Cash value and growth",
    "By line, segment and region",
    "Nothing invested",
    "Not in the files",
    "No market figures yet: what to upload, and in which format.",
    "No KPIs yet: what to upload, and in which format.",
]
NO_RETURN = "No return is known, because "
LACKS_REVENUE = f"{NO_RETURN}no revenue is reported. Add “Revenue” and “Variable cost” to the finance sheet."
LACKS_COST = (
    f"{NO_RETURN}no product has revenue and variable cost for the same month. Add “Variable cost” and “Investment” to "
    "the finance sheet."
)
UNKNOWN = [
    f"contribution is {{contribution:money}}. {NO_RETURN}the base of it is 0.",
    f"revenue is {{revenue:money}}. {LACKS_COST}",
    f"investment is {{investment:money}}. {LACKS_REVENUE}",
    f"n{LACKS_REVENUE[1:]}",
]
COUNTED = "{count:n} product⟦s⟧: "
MONTHS = "⟦ ({months:text})⟧"
GAP = "Not counted: {amount:money} of {what:text}"
WHOSE = "{names:list}⟦ and {more:n} more⟧"
WITHOUT_INVESTMENT = (
    "**Return on cost** = (revenue − variable cost) ÷ variable cost, because {why:text}. "
    "To see ROI, add a column “Investment”: the money put into each product (research, marketing, equipment)."
)
QUESTION = (
    "“{product:text}” has no investment for {months:n} month⟦s⟧. Was nothing invested, or is it not in the files? "
    "ROI: {roi:pct} without these months, {nothing:pct} if nothing was invested."
)
KPIS_MISSED = (
    "{red:n} of {count:n} KPI⟦s⟧ {are:be} off target, {amber:n} near target, {green:n} on target. "
    "Most severe: {kpi:text} ({product:text}) ⟦at {reached:pct} of target⟧⟦misses its target⟧."
)
ONE_KPI = (
    "The one KPI is {mark:text}.⟦ {kpi:text} ({product:text}) ⟦is at {reached:pct} of target⟧⟦misses its target⟧.⟧"
)
SLIDING = "⟦ {sliding:n} of those on target {these:be} likely to miss.⟧⟦ {more:text} no target or no direction.⟧"
SIDES = "⟦  \n▲ {leads:list}⟦ and {ahead:n} more⟧⟧⟦  \n▼ {lags:list}⟦ and {behind:n} more⟧⟧"
ALIKE = "  \nall products stand alike"


SHARED = [
    *map(constant, CONSTANTS),
    Sentence("As of {month:text} · currency not stated · version {version:n} · ✔ Reconciled", findings.opening),
    Sentence(f"{GAP}⟦, {{share:pct}} of all {{of:text}}⟧: {WHOSE}.", findings.gap),
    Sentence(f"{GAP} (⟦{{share:pct}}: ⟧{WHOSE})", findings.gap),
    *(Sentence(each[0].upper() + each[1:], findings.unknown) for each in UNKNOWN),
    *(Sentence(each, findings.best) for each in findings.BEST),
    Sentence("No product has a {name:text} in these months.", findings.without_return),
    Sentence("No finance figures here. Widen the window, or clear the filters.", findings.nothing),
    *charts.SENTENCES,
]
OVERVIEW = [
    *SHARED,
    Sentence(
        f"{COUNTED}portfolio {{name:text}} is {{roi:pct}}⟦, {{change:pp}} on the prior year{MONTHS}⟧.", findings.stands
    ),
    *(Sentence(COUNTED + each, findings.unknown) for each in UNKNOWN),
    Sentence(
        f"{{name:text}} {{way:way}} from {{old:text}} to {{now:text}}{MONTHS}; largest effects: {{effects:list}}.",
        findings.moved,
    ),
    Sentence(f"{{name:text}} is unchanged at {{now:text}}{MONTHS}.", findings.moved),
    Sentence("The latest upload ({file:text}, {day:text}) restated {count:n} earlier figure⟦s⟧.", findings.uploaded),
    Sentence(
        "Spend check: ⟦{moved:pct} of spend was reallocated between products over the year⟧⟦; ⟧"
        "⟦{product:text} looks underfunded: it earns {earned:pct} of contribution with {spent:pct} of spend⟧.",
        spending.spend,
    ),
    Sentence(f"{KPIS_MISSED}{SLIDING}", plan.headline),
    Sentence(f"All {{count:n}} KPIs are on target.{SLIDING}", plan.headline),
    Sentence(f"{ONE_KPI}{SLIDING}", plan.headline),
    Sentence("{count:n} KPI⟦s⟧, and no target with a direction to hold against.", plan.not_judged),
    Sentence(f"**KPIs on target**{SIDES}", plan.on_target),
    Sentence(f"**KPIs on target**{ALIKE}", plan.alike),
    Sentence(f"**{{name:text}}**{ALIKE}", leaders.alike),
    Sentence(f"**{{name:text}}**{SIDES}", leaders.leads),
    Sentence("change: {months:text}", findings.change_of),
    Sentence("({earned:money} − {base:money}) ÷ {again:money}", findings.arithmetic),
    Sentence("{earned:money} ÷ {base:money}", findings.arithmetic),
    Sentence("{amount:money}", findings.exact),
]
RETURNS = [
    *SHARED,
    Sentence(WITHOUT_INVESTMENT, findings.why),
    Sentence(QUESTION, findings.question),
    Sentence("{count:n} more products have no investment figure; answer them on the Data page.", findings.more),
    Sentence("Where investment is blank, {answer:text} for {names:list} (answered on Data).", findings.answered),
    Sentence(
        "Yes: {count:n} of {of:n} product⟦s⟧ move⟦s⟧ between the top and bottom half: {names:list}", findings.depends
    ),
    Sentence("No: the same products are in the top half under every definition.", findings.depends),
    Sentence("No ranking: no product's return, contribution or contribution margin is known.", findings.no_ranking),
    Sentence(
        "No {name:text} by {by:text}, because investment is not reported by {again:text}.", charts.no_return_by_group
    ),
]
SENTENCES = {"overview": OVERVIEW, "returns": RETURNS}
