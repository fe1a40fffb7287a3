"""What each product earns and costs before chance is added, and three of the stories that its figures tell.

- Tremora is a star starved of money: high growth, high return, and hardly more investment than a year ago.
- Ostra Control is a cash cow overfed: flat revenue, investment up by 30 % a year, so a falling return.
- Switchyard Twin has lost money in each of the three years and is given more every year.

Some products were given more in one quarter and less in another, and their revenue answered two months later: what
their history says of money can be measured. The others' money only ever followed its trend.
"""

from dataclasses import dataclass

from data.sample import company

Weights = tuple[float, float, float]


@dataclass(frozen=True)
class Economics:
    """The last 12 months of one product in EUR m, and how it got there, by year."""

    revenue: float
    growth: float
    margin: float  # contribution / revenue, today
    margin_drift: float
    investment: float
    investment_growth: float
    price: float  # EUR a unit
    segments: Weights  # of revenue, in the order of `company.SEGMENTS`; 0 where it is not sold
    regions: Weights = (0.52, 0.30, 0.18)

    def weights(self, product: str) -> dict[tuple[str, str], float]:
        """The share of revenue by segment and region; a cell where it is not sold is left out."""
        cells = {
            (segment, region): a * b
            for segment, a in zip(company.SEGMENTS, self.segments, strict=True)
            for region, b in zip(company.REGIONS, self.regions, strict=True)
            if a * b > 0 and (segment, region) not in NOT_SOLD.get(product, ())
        }
        total = sum(cells.values())
        return {cell: weight / total for cell, weight in cells.items()}


BALANCED, EUROPEAN = (0.45, 0.33, 0.22), (0.74, 0.26, 0.0)
ATLANTIC = (0.60, 0.40, 0.0)

ECONOMICS = {
    "Ostra Control": Economics(78.0, 0.005, 0.41, -0.006, 15.0, 0.30, 23_000, (0.58, 0.24, 0.18)),
    "Ostra Edge": Economics(16.0, 0.14, 0.40, 0.005, 3.6, 0.15, 3_900, (0.40, 0.46, 0.14)),
    "Linefold MES": Economics(31.0, 0.07, 0.38, 0.002, 6.0, 0.05, 8_600, (0.30, 0.62, 0.08)),
    "Batchwright": Economics(22.0, 0.03, 0.36, 0.0, 3.8, 0.02, 7_100, (0.82, 0.18, 0.0)),
    "Signalhaus Historian": Economics(14.0, 0.01, 0.58, -0.004, 1.7, 0.0, 6_400, (0.42, 0.22, 0.36)),
    "Lotpath": Economics(8.5, 0.02, 0.36, -0.008, 2.2, 0.08, 9_200, (0.22, 0.78, 0.0)),
    "Tremora": Economics(26.0, 0.34, 0.52, 0.010, 2.2, 0.01, 5_200, (0.46, 0.36, 0.18), BALANCED),
    "Hollin Monitor": Economics(24.0, 0.06, 0.37, 0.0, 4.4, 0.06, 7_700, (0.44, 0.34, 0.22)),
    "Wearline Predict": Economics(12.0, 0.11, 0.36, 0.010, 3.2, 0.12, 8_600, (0.48, 0.40, 0.12)),
    "Fieldkeep Mobile": Economics(11.0, 0.05, 0.34, 0.003, 2.5, 0.04, 640, (0.30, 0.26, 0.44)),
    "Sparewell": Economics(17.0, 0.02, 0.27, -0.003, 1.6, 0.02, 310, (0.40, 0.40, 0.20)),
    "Torvane Inspect": Economics(5.5, 0.45, 0.30, 0.030, 3.4, 0.20, 12_400, (0.50, 0.0, 0.50), ATLANTIC),
    "Gridmere": Economics(29.0, 0.09, 0.34, 0.004, 5.6, 0.10, 12_500, (0.14, 0.0, 0.86), BALANCED),
    "Loadlark": Economics(21.0, 0.15, 0.37, 0.003, 4.0, 0.12, 11_300, (0.70, 0.0, 0.30), BALANCED),
    "Emberway Metering": Economics(27.0, -0.02, 0.28, -0.006, 2.9, -0.05, 190, (0.18, 0.16, 0.66)),
    "Carbonfold Ledger": Economics(6.0, 0.28, 0.45, 0.020, 3.3, 0.25, 4_700, (0.40, 0.36, 0.24)),
    "Switchyard Twin": Economics(4.2, 0.03, 0.30, -0.010, 4.6, 0.12, 16_000, (0.0, 0.20, 0.80), EUROPEAN),
    "Fluxmere Storage": Economics(13.0, 0.21, 0.26, 0.015, 2.9, 0.22, 7_500, (0.26, 0.16, 0.58)),
    "Vantry Vision": Economics(19.0, 0.12, 0.41, 0.004, 4.1, 0.14, 14_200, (0.24, 0.76, 0.0), BALANCED),
    "Calibrant Desk": Economics(9.0, -0.01, 0.44, 0.0, 0.9, -0.06, 1_450, (0.46, 0.36, 0.18)),
    "Tracewell": Economics(15.0, 0.05, 0.38, 0.0, 3.0, 0.06, 9_800, (0.26, 0.74, 0.0)),
    "Safehold Permit": Economics(12.0, 0.08, 0.37, 0.004, 2.5, 0.07, 3_300, (0.52, 0.18, 0.30)),
    "Auditry": Economics(7.0, -0.06, 0.36, -0.010, 1.7, -0.08, 2_100, (0.48, 0.52, 0.0), EUROPEAN),
    "Hazmere": Economics(10.0, 0.04, 0.30, 0.002, 2.1, 0.03, 5_900, (0.70, 0.14, 0.16)),
}

NOT_SOLD: dict[str, tuple[tuple[str, str], ...]] = {
    "Ostra Edge": ((company.UTILITIES, company.ASIA),),
    "Linefold MES": ((company.UTILITIES, company.AMERICAS), (company.UTILITIES, company.ASIA)),
    "Wearline Predict": ((company.UTILITIES, company.ASIA), (company.UTILITIES, company.AMERICAS)),
    "Fieldkeep Mobile": ((company.DISCRETE, company.ASIA),),
    "Emberway Metering": ((company.DISCRETE, company.ASIA), (company.PROCESS, company.ASIA)),
    "Carbonfold Ledger": ((company.UTILITIES, company.ASIA),),
    "Fluxmere Storage": ((company.DISCRETE, company.AMERICAS), (company.DISCRETE, company.ASIA)),
    "Safehold Permit": ((company.DISCRETE, company.ASIA),),
    "Hazmere": ((company.UTILITIES, company.ASIA), (company.DISCRETE, company.ASIA)),
}

# Loadlark wins share in both of its segments and loses it in total: its weak segment is the one that grows.
SEGMENT_GROWTH = {"Loadlark": {company.UTILITIES: 0.60, company.PROCESS: 0.035}}

# How much revenue answers investment, in per cent for one per cent; only of products whose money was pushed.
ANSWERS = {
    "Tremora": 0.42,
    "Ostra Control": 0.08,
    "Linefold MES": 0.22,
    "Loadlark": 0.34,
    "Emberway Metering": 0.10,
    "Vantry Vision": 0.30,
    "Switchyard Twin": 0.12,
    "Signalhaus Historian": 0.05,
    "Wearline Predict": 0.26,
    "Tracewell": 0.18,
}
ANSWERS_AFTER = 2  # months
PUSH = 0.28  # how far a quarter's investment lies from its path at most

HOME_REGION = {"Tremora": company.AMERICAS, "Vantry Vision": company.AMERICAS, "Sparewell": company.AMERICAS}


def home_region(product: str) -> str:
    """The region whose rows carry the product's investment."""
    return HOME_REGION.get(product, company.EUROPE)
