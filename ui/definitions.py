"""What the numbers on screen are: their names, their formulas, the measures that they are summed from."""

from analytics.definition import Definition

NAMES = {
    Definition.ROI: "ROI",
    Definition.LOADED: "Fully loaded ROI",
    Definition.RETURN_ON_COST: "Return on cost",
}
SOURCES = {
    Definition.ROI: ("revenue", "variable_cost", "investment"),
    Definition.LOADED: ("revenue", "variable_cost", "investment", "shared_cost"),
    Definition.RETURN_ON_COST: ("revenue", "variable_cost"),
}
MEANINGS = {
    "Contribution": "Contribution = revenue − variable cost, of the revenue whose cost is known.",
    "Revenue": "Revenue, as the finance sheets give it.",
    "Investment": "Money put into products: research, marketing, equipment.",
    "Variable cost": "What selling one more unit costs.",
}
BRIDGE = (
    "Mix effect: investment (for return on cost: variable cost) shifted towards products with a higher or lower "
    "return. Rate effect: products earned a higher or lower return themselves. New and discontinued products: those in "
    "only one of the two periods. Products without investment: their contribution. The steps add up exactly to the "
    "change."
)
PROFIT_BRIDGE = (
    "Products with units sold: price (p₁ − p₀)·q₁, unit cost −(c₁ − c₀)·q₁, volume (V₁ − V₀) at the earlier average "
    "unit margin, and mix effect: units shifted towards products with a higher or lower unit margin. Products without "
    "units: revenue effect (change in revenue at the earlier margin) and margin effect. New products, discontinued "
    "products and investment are separate steps. The steps add up exactly to the change."
)
CASH = (
    "Cash flow = contribution − investment by month, from a product's first month on. NPV discounts each month's cash "
    "flow by (1 + rate)^(months ÷ 12), the first month's not at all. IRR: the rate at which NPV is 0; where there are "
    "several, all are listed. Payback: the first month from which cumulative cash flow stays at or above 0. CAGR: "
    "growth a year from the first to the last 12 months. Rule of 40: growth on prior year + contribution margin."
)
WHALE = "Cumulative contribution, the largest product first; the curve falls where products have negative contribution."
BUBBLES = (
    "Contribution = revenue − variable cost, against investment. On the dashed line contribution equals investment."
)
TREND = "Each month's ratio of sums; months are not averaged."
SHARE = (
    "Share = own sales ÷ market size, or the share that a sheet gives; the size is the sheet's own total where it has "
    "one, else what sales and shares of some vendors make it, else the sum of its vendors. "
    "It is known where every vendor is reported then. A share takes the months in which both sides are known. Relative "
    "share = own share ÷ the largest competitor's. What no vendor sold is “Others”; both are of the months in which "
    "every vendor is known."
)
GROWTH_SHARE = (
    "Growth of the market over the months that both years have, against the own share ÷ the largest rival's (Boston "
    "Consulting Group, 1970). The growth cut begins at the size-weighted growth of the markets you sell in; both cuts "
    "move."
)
SHARE_SHIFT = (
    "In money: mean share × growth of the market, and mean size × change of the share. In points: segments that weigh "
    "more or less than before (mix), and share won or lost in them (competitive). Both sum exactly to the change, over "
    "the months in which both years report size and own sales."
)
GAINS = (
    "Share now − share a year before, over the months that both have. A vendor that one of the two years does not "
    "report has no change."
)
HEADROOM = (
    "max(0, share within reach − own share) × size, over the months in which both are known, times 1 + growth of the "
    "market where that is known. Within reach: the median own share "
    "of the cells you sell in, the best own share in the same market, or a share you type. White space: a market "
    "without any product of yours."
)
HHI = (
    "Herfindahl–Hirschman index: 10,000 × the sum of squared shares, from “Others” as very many firms to one firm. "
    "Above 1,000 moderately, above 1,800 highly concentrated; a merger adds 2 × both shares (U.S. guidelines, 2023)."
)
LAGGING = (
    "Severity = weight × shortfall × (1 + months in a row off target ÷ 12). Shortfall = 1 − attainment; of a target of "
    "0, the miss as a part of the worst of the last 12 periods. Months behind: how long ago the "
    "plan stood where the actual is now; a dash where it never did. Chance: of meeting the target at the end of the "
    "year, by what the same forecasts missed by before; it says no more than under 5 % or over 95 %."
)
ATTAINMENT = (
    "Attainment = 1 + d × (actual − target) ÷ |target|, d = +1 where higher is better and −1 where lower is; of a "
    "range 1 inside it. Green from 100 %, amber from 90 % or the KPI's own threshold, red below."
)
PROJECTION = (
    "Four simple forecasts (last value, line and mean of the last 12 periods, last year's season), each with a share "
    "by how little it missed by before. The range is meant to hold 80 % of what comes; it is as wide as their misses, "
    "and wider further ahead and after a year that went one way. On real monthly series that had no part in choosing "
    "the method it held 78 to 83 % at every distance (docs/projections.md). Of a sum the year is projected."
)
DRIVERS = (
    "Of a sum: each product's actual − target. Of a ratio: mix, because products weigh otherwise than planned, and "
    "rate, because their own ratio is another. The parts sum exactly to the gap."
)
LEAD_LAG = (
    "Correlation of changes from month to month, all products together, at the lag at which it is strongest; the "
    "p-value is that of so strong a correlation at any lag, by turning months and exchanging products. A KPI is "
    "named where it stays clear of chance although several were tried (Holm): where nothing leads, one review in "
    "twenty names one."
)
