"""The fields that say of when figures are."""

from data.reading import fields

PERIOD = fields.Field(
    "period",
    "Period",
    fields.Form.PERIOD,
    synonyms=(
        "date",
        "month",
        "quarter",
        "quartal",
        "trimestre",
        "kwartaal",
        "period end",
        "posting date",
        "order date",
        "invoice date",
        "transaction date",
        "sale date",
        "day",
        "fiscal period",
        "reporting month",
        *("week", "week ending", "week commencing", "week beginning", "week starting"),
    ),
)
YEAR = fields.Field("year", "Year", fields.Form.YEAR, synonyms=("fiscal year", "fy", "calendar year"))
MONTH = fields.Field(
    "month",
    "Month of the year",
    fields.Form.MONTH,
    synonyms=("month", "month number", "month name", "month no", "mm"),
)
QUARTER = fields.Field(
    "quarter",
    "Quarter of the year",
    fields.Form.QUARTER,
    synonyms=("quarter", "quartal", "trimestre", "kwartaal", "kvartal", "qtr", "fiscal quarter"),
)
WEEK = fields.Field(
    "week",
    "Week of the year",
    fields.Form.WEEK,
    synonyms=(
        *("week", "week number", "week no", "calendar week", "wk", "cw", "kw", "kalenderwoche", "woche", "semaine"),
        *("semana", "settimana", "vecka"),
    ),
)
TIME = (PERIOD, YEAR, MONTH, QUARTER)
TIMED = tuple(field.name for field in (*TIME, WEEK))
