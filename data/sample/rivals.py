"""The markets that the company watches: its products in them, its share and their growth, and its rivals.

In energy flexibility the company is strong where nothing grows and weak where everything does. Plant
cybersecurity is white space: no product of its own; so is every region of a market where none is sold.
"""

from dataclasses import dataclass

from data.sample.company import AMERICAS, DISCRETE, EUROPE, PROCESS, REGIONS, UTILITIES


@dataclass(frozen=True)
class Outlook:
    """One segment of a market: the own share today where the company sells, and its growth by year."""

    own_share: float
    growth: float


@dataclass(frozen=True)
class Market:
    """One market; each rival's part is of what the company leaves, and the parts add up to less than 1."""

    name: str
    products: tuple[str, ...]
    outlooks: dict[str, Outlook]
    rivals: dict[str, float]
    regions: tuple[str, ...] = REGIONS
    typical_size: float = 0.0  # EUR m by year, segment and region, where no own sales tell it


MARKETS = (
    Market(
        "Process control systems",
        ("Ostra Control", "Batchwright"),
        {PROCESS: Outlook(0.19, 0.025), DISCRETE: Outlook(0.11, 0.02), UTILITIES: Outlook(0.13, 0.015)},
        {"Kordwell Automation": 0.34, "Sanmori Electric": 0.24, "Pellworth Controls": 0.16, "Ivarsen": 0.09},
    ),
    Market(
        "Manufacturing execution",
        ("Linefold MES", "Lotpath", "Tracewell"),
        {PROCESS: Outlook(0.12, 0.05), DISCRETE: Outlook(0.16, 0.09)},
        {"Fabricore": 0.29, "Kordwell Automation": 0.21, "Millgate Software": 0.17},
    ),
    Market(
        "Vibration diagnostics",
        ("Tremora",),
        {PROCESS: Outlook(0.33, 0.18), DISCRETE: Outlook(0.30, 0.21), UTILITIES: Outlook(0.27, 0.16)},
        {"Brunnet Sensing": 0.30, "Sanmori Electric": 0.20, "Oscilla Labs": 0.16},
    ),
    Market(
        "Maintenance software",
        ("Hollin Monitor", "Wearline Predict", "Fieldkeep Mobile"),
        {PROCESS: Outlook(0.14, 0.04), DISCRETE: Outlook(0.11, 0.03), UTILITIES: Outlook(0.10, 0.08)},
        {"Upkeepers Guild": 0.26, "Millgate Software": 0.22, "Dunmarrow": 0.14},
        regions=(EUROPE, AMERICAS),
    ),
    Market(
        "Energy flexibility",
        ("Loadlark",),
        {PROCESS: Outlook(0.43, 0.0), UTILITIES: Outlook(0.155, 0.45)},
        {"Peakshift Energy": 0.38, "Voltrane Grid Services": 0.24, "Tidewick": 0.15},
    ),
    Market(
        "Grid operation software",
        ("Gridmere", "Fluxmere Storage", "Switchyard Twin"),
        {UTILITIES: Outlook(0.15, 0.10)},
        {
            "Voltrane Grid Services": 0.27,
            "Sanmori Electric": 0.21,
            "Northlode": 0.16,
            "Circuit & Vale": 0.10,
            "Halden Netz": 0.07,
            "Tidewick": 0.05,
        },
    ),
    Market(
        "Machine vision inspection",
        ("Vantry Vision",),
        {DISCRETE: Outlook(0.14, 0.19), PROCESS: Outlook(0.09, 0.09)},
        {"Okulara": 0.31, "Keenpixel": 0.22, "Brunnet Sensing": 0.15, "Fabricore": 0.08},
    ),
    Market(
        "Plant cybersecurity",
        (),
        {PROCESS: Outlook(0.0, 0.22), UTILITIES: Outlook(0.0, 0.26)},
        {"Wardenlink": 0.33, "Palisade Nine": 0.25, "Pellworth Controls": 0.12},
        typical_size=38.0,
    ),
)
