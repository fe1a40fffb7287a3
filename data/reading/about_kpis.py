"""What is said of a KPI as a whole, in a list of definitions or beside its results; its numerator and denominator."""

from data.reading import fields

FIELDS = (
    fields.of_kpi(
        "direction",
        "Direction",
        fields.Form.TEXT,
        *("polarity", "better", "good is", "desired direction", "good direction", "desired trend", "is better"),
        *(
            "which is better",
            "better when",
            "better if",
            "good when",
            "direction of good",
            "target direction",
            "aim for",
        ),
    ),
    fields.of_kpi("unit", "Unit", fields.Form.TEXT, "unit of measure", "uom", "units of measure", "measured in"),
    fields.of_kpi("low", "Low", fields.Form.NUMBER, "range low", "lower limit", "minimum"),
    fields.of_kpi("high", "High", fields.Form.NUMBER, "range high", "upper limit", "maximum"),
    fields.of_kpi("amber", "Amber from", fields.Form.NUMBER, "amber threshold", "warning threshold"),
    fields.of_kpi("tolerance", "Tolerance", fields.Form.NUMBER, "allowed deviation", "absolute tolerance"),
    fields.of_kpi("weight", "Weight", fields.Form.NUMBER, "importance"),
    fields.of_kpi(
        "adds_up",
        "Sum or mean",
        fields.Form.TEXT,
        *("aggregation", "aggregation method", "aggregate by", "roll up", "rollup", "roll up method", "consolidation"),
    ),
    fields.of_kpi("description", "Description", fields.Form.TEXT, "definition", "meaning"),
)

NAMES = frozenset(field.name for field in FIELDS)

SIDES = tuple(
    fields.Field(name, title, fields.Form.NUMBER, measure=True, synonyms=synonyms)
    for name, title, synonyms in (
        ("numerator", "Numerator", ("actual numerator", "numerator value", "num")),
        ("denominator", "Denominator", ("actual denominator", "denominator value", "denom", "out of")),
        ("planned_numerator", "Target numerator", ("planned numerator", "numerator target")),
        ("planned_denominator", "Target denominator", ("planned denominator", "denominator target")),
    )
)
