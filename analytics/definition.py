"""How a return is measured."""

from enum import StrEnum


class Definition(StrEnum):
    """How return is measured, by its name on screen."""

    ROI = "ROI"
    LOADED = "fully loaded ROI"
    RETURN_ON_COST = "return on cost"


FORMULAS = {
    Definition.ROI: "(Σ contribution − Σ investment) ÷ Σ investment, contribution = revenue − variable cost",
    Definition.LOADED: "(Σ contribution − Σ investment − Σ shared cost) ÷ (Σ investment + Σ shared cost)",
    Definition.RETURN_ON_COST: "(Σ revenue − Σ variable cost) ÷ Σ variable cost",
}
