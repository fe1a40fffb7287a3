"""The kinds of table that are loaded, and the fields of each, with the names finance departments give them.

A *fact* kind (finance, market, kpi) becomes one fact a measure cell. A *register* kind (product, objective, …) becomes
one record a row. Synonyms are compared without case, accents, white space and punctuation.
"""

from data.reading import fields
from data.reading.about_kpis import FIELDS as ABOUT_KPIS
from data.reading.about_kpis import SIDES as SIDES_OF_KPIS
from data.reading.times import TIME, WEEK

PRODUCT = fields.text("product", "Product", "product name", "sku name", "item", "offering", "brand", "product family")
LINE = fields.text("line", "Business line", "line", "business unit", "division", "product line", "category", "bu")
SEGMENT = fields.text("segment", "Segment", "customer segment", "market segment", "customer group", "channel")
REGION = fields.text("region", "Region", "country", "geography", "territory", "geo", "area", "market region")
CURRENCY = fields.text("currency", "Currency", "ccy", "currency code", "curr")
FINANCE = fields.Kind(
    "finance",
    "Finance",
    (
        PRODUCT,
        LINE,
        SEGMENT,
        REGION,
        *TIME,
        fields.text("basis", "Basis", "scenario", "version", "data type", "actual or budget", "plan actual"),
        CURRENCY,
        fields.money(
            "revenue",
            "Revenue",
            *("sales", "net sales", "net revenue", "turnover", "total revenue", "sales revenue", "sales net"),
            *(
                "revenues",
                "net revenues",
                "total revenues",
                "total net sales",
                "total sales",
                "sales total",
                "sales amount",
            ),
            *("sales value", "revenue amount", "line total", "extended price", "ext price", "takings", "proceeds"),
            *("recurring revenue", "monthly recurring revenue", "mrr"),
        ),
        fields.money(
            "variable_cost",
            "Variable cost",
            "cogs",
            "cost of goods sold",
            "cost of sales",
            "cost",
            "variable costs",
            "direct cost",
            "cost of revenue",
            "cost of revenues",
            "cost of products sold",
            "total product cost",
        ),
        fields.money(
            "investment",
            "Investment",
            "spend",
            "invested",
            "r d and marketing",
            "total investment",
            "capex",
            "budget spend",
            "product investment",
        ),
        fields.money(
            "shared_cost",
            "Shared cost",
            "overhead",
            "overheads",
            "allocated overhead",
            "allocated cost",
            "shared costs",
            "overhead allocation",
            "corporate allocation",
        ),
        fields.Field(
            "units",
            "Units",
            fields.Form.NUMBER,
            measure=True,
            synonyms=(
                *("units sold", "quantity sold", "quantity ordered", "quantity", "qty", "volume"),
                *("order quantity", "pieces", "pcs"),
            ),
        ),
        fields.Field(
            "fte",
            "People (FTE)",
            fields.Form.NUMBER,
            measure=True,
            synonyms=("fte", "people", "headcount", "full time equivalents", "staff", "ftes"),
        ),
        fields.Field(
            "contribution",
            "Contribution (as proof)",
            fields.Form.AMOUNT,
            proof=True,
            synonyms=("profit", "contribution margin", "gross profit", "margin", "contribution profit"),
        ),
        fields.text("measure", "Line item", "account", "measure", "metric", "p l line", "position", "p l item"),
        fields.money("amount", "Amount", "value", "total amount", "amt", "net amount", "amount net"),
    ),
    required=("product", "period"),
    any_of=("revenue", "variable_cost", "investment", "units", "fte", "amount"),
)

INSTALLED = ("install base", "installed units", "units installed", "units in use", "installed")
MARKET = fields.Kind(
    "market",
    "Market",
    (
        fields.text("market", "Market", "market name", "category market"),
        SEGMENT,
        REGION,
        fields.text("vendor", "Vendor", "competitor", "company", "manufacturer", "supplier", "publisher"),
        fields.Field("own", "Own", fields.Form.YES_NO, synonyms=("is own", "ours", "our company", "own vendor")),
        fields.Field("product", "Own product", synonyms=("product", "our product")),
        *TIME,
        fields.text("basis", "Basis", "scenario", "version", "data type"),
        CURRENCY,
        fields.money(
            *("size", "Market size", "market value", "tam", "total market"),
            *("total addressable market", "addressable market", "total available market"),
        ),
        fields.money(
            *("served", "Served market", "sam", "serviceable market", "serviceable addressable market"),
            *("serviceable available market", "served addressable market", "market that can be served"),
        ),
        fields.money(
            *("winnable", "Winnable market", "som", "obtainable market", "serviceable obtainable market"),
            *("market that can be won"),
        ),
        fields.money("sales", "Vendor sales", "vendor revenue", "sales value", "vendor value"),
        fields.Field("share", "Market share (%)", fields.Form.SHARE, measure=True, synonyms=("share", "market share")),
        fields.counted("installed", "Installed base", *INSTALLED),
    ),
    required=("market", "period"),
    any_of=("size", "sales", "share", "installed"),
)

KPI = fields.Kind(
    "kpi",
    "KPI results",
    (
        fields.text("kpi", "KPI", "indicator", "kpi name", "metric", "measure"),
        fields.Field("product", "Product", synonyms=PRODUCT.synonyms),
        SEGMENT,
        REGION,
        *TIME,
        WEEK,
        fields.Field(
            "actual",
            "Actual",
            fields.Form.NUMBER,
            measure=True,
            synonyms=("value", "result", "actual value", "kpi value"),
        ),
        fields.Field(
            "target",
            "Target",
            fields.Form.TARGET,
            measure=True,
            synonyms=("goal", "target value", "planned", "objective value", "plan"),
        ),
        fields.Field("aim", "Target of every period", fields.Form.TARGET, measure=True),
        *SIDES_OF_KPIS,
        fields.Field("amount", "Figure", fields.Form.NUMBER, measure=True),
        fields.text("measure", "Actual or target", "type", "value type", "type of value"),
        *ABOUT_KPIS,
    ),
    required=("kpi", "period"),
    any_of=("actual", "target", "denominator"),
)

KPI_DEFINITION = fields.Kind(
    "kpi_definition",
    "KPI definitions",
    (
        fields.text("kpi", "KPI", "indicator", "kpi name", "metric"),
        *ABOUT_KPIS,
    ),
    required=("kpi",),
    any_of=("direction",),
    register=True,
)

PRODUCT_REGISTER = fields.Kind(
    "product",
    "Products",
    (
        PRODUCT,
        LINE,
        fields.text("owner", "Owner", "product owner", "product manager", "responsible"),
        fields.text("description", "Description", "what it does", "summary"),
        fields.text("capabilities", "Capabilities", "capability tags", "tags", "features"),
        fields.text("stage", "Stage", "life cycle", "lifecycle stage", "status"),
        fields.date("launched", "Launched", "launch date", "shipped", "go live"),
    ),
    required=("product", "line"),
    register=True,
)

OBJECTIVE = fields.Kind(
    "objective",
    "Objectives",
    (
        fields.text("objective", "Objective", "strategic objective", "goal", "priority"),
        fields.text("description", "Description", "what it means", "detail"),
        fields.text("owner", "Owner", "sponsor", "responsible"),
        fields.number("target_share", "Target share of spend", "target share", "target weight", "share of spend"),
        fields.Field(
            "priority",
            "Priority objective",
            fields.Form.YES_NO,
            synonyms=("is priority", "top priority", "priority yes no"),
        ),
    ),
    required=("objective", "target_share"),
    register=True,
)

INITIATIVE = fields.Kind(
    "initiative",
    "Initiatives",
    (
        fields.text("initiative", "Initiative", "project", "programme", "program", "epic"),
        PRODUCT,
        fields.text("objective", "Objective", "strategic objective", "supports"),
        fields.text("owner", "Owner", "lead", "responsible"),
        fields.Field("spend", "Spend", fields.Form.AMOUNT, synonyms=("cost", "budget", "investment", "planned spend")),
        fields.date("started", "Started", "start", "start date", "kick off"),
        fields.date("planned", "Planned finish", "planned end", "due", "planned date", "planned launch"),
        fields.date("forecast", "Forecast finish", "forecast end", "forecast date", "expected finish"),
        fields.date("shipped", "Shipped", "finished", "delivered", "actual finish", "done"),
    ),
    required=("initiative", "product"),
    register=True,
)

RATING = fields.Kind(
    "rating",
    "Ratings",
    (
        PRODUCT,
        fields.text("criterion", "Criterion", "criteria", "dimension", "question"),
        fields.number("rating", "Rating", "score", "points", "stars"),
        fields.number("weight", "Weight", "criterion weight"),
        fields.text("rated_by", "Rated by", "rater", "reviewer", "author"),
    ),
    required=("product", "criterion", "rating"),
    register=True,
)

ACROSS = {"finance": "product", "market": "vendor", "kpi": "kpi"}  # what stands across where no period does

KINDS = {
    kind.name: kind for kind in (FINANCE, MARKET, KPI, KPI_DEFINITION, PRODUCT_REGISTER, OBJECTIVE, INITIATIVE, RATING)
}


def with_weeks(name: str | None) -> bool:
    """Whether figures of a kind may be of weeks; in others a week counts in the month that it belongs to."""
    return name is not None and WEEK.name in KINDS[name].by_name
