"""What the numbers on screen are: their names, their formulas, the measures that they are summed from."""

from analytics.roi import Definition

NAMES = {Definition.ROI: "ROI", Definition.RETURN_ON_COST: "Return on cost"}
SOURCES = {
    Definition.ROI: ("revenue", "variable_cost", "investment"),
    Definition.RETURN_ON_COST: ("revenue", "variable_cost"),
}
MEANINGS = {
    "Contribution": "Contribution = revenue − variable cost.",
    "Revenue": "Revenue, as the finance sheets give it.",
    "Investment": "Money put into products: research, marketing, equipment.",
    "Variable cost": "What selling one more unit costs.",
}
BRIDGE = (
    "Mix: money moved towards products that return more, or less. Rate: products return more, or less, on the same "
    "money. Entered and left: products that only one of the two windows has. The steps sum exactly to the difference. "
    "No base: contribution of products on which nothing was spent."
)
WHALE = "Contribution added up product by product, the largest first; where it falls, products take back."
BUBBLES = (
    "Contribution = revenue − variable cost, against investment. On the dashed line a product earns its money back."
)
TREND = "Each month's ratio of sums; months are not averaged."
