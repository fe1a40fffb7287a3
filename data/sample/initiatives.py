"""The initiatives under way or finished: what they are by hand, when and for how much by chance."""

from dataclasses import dataclass
from datetime import date, timedelta

from data.sample import chance, company
from data.sample.economics import ECONOMICS
from data.sample.portfolio import AMERICAS, EFFICIENCY, ENERGY, PLATFORM, SERVICE, Objective
from data.sample.register import PRODUCTS

FIRST_START, LAST_START = date(2024, 1, 8), date(2026, 7, 6)
OWNERS = {product.name: product.owner.partition(" (")[0] for product in PRODUCTS}
LAUNCHES = {product.name: product.launched for product in PRODUCTS}


@dataclass(frozen=True)
class Initiative:
    """One piece of work on a product; `forecast` while it runs, `shipped` once it is done."""

    title: str
    product: str
    objective: str
    owner: str
    spend: float  # EUR, from start to finish
    started: date
    planned: date
    forecast: date | None
    shipped: date | None


TITLES: tuple[tuple[str, str, Objective], ...] = (
    ("Ostra Control 9 release", "Ostra Control", PLATFORM),
    ("New operator screens", "Ostra Control", SERVICE),
    ("Controller hardware refresh", "Ostra Control", EFFICIENCY),
    ("Edge sign-on", "Ostra Edge", PLATFORM),
    ("Edge subscription", "Ostra Edge", SERVICE),
    ("Scheduling without paper", "Linefold MES", SERVICE),
    ("Linefold in Spanish and Portuguese", "Linefold MES", AMERICAS),
    ("Batch records for food", "Batchwright", AMERICAS),
    ("Recipe editor in the browser", "Batchwright", PLATFORM),
    ("Historian in the cloud", "Signalhaus Historian", SERVICE),
    ("Supplier lot portal", "Lotpath", SERVICE),
    ("Label printing rewrite", "Lotpath", EFFICIENCY),
    ("Second-generation vibration sensor", "Tremora", SERVICE),
    ("One dashboard for assets", "Hollin Monitor", PLATFORM),
    ("Oil analysis laboratory link", "Hollin Monitor", SERVICE),
    ("Failure models for pumps", "Wearline Predict", SERVICE),
    ("Planning link to maintenance systems", "Wearline Predict", PLATFORM),
    ("Offline mode for tablets", "Fieldkeep Mobile", SERVICE),
    ("Web shop move", "Sparewell", EFFICIENCY),
    ("Flight permits in the United States", "Torvane Inspect", AMERICAS),
    ("Corrosion model 2", "Torvane Inspect", SERVICE),
    ("Outage map for customers", "Gridmere", ENERGY),
    ("Switching plans on paperless tablets", "Gridmere", ENERGY),
    ("Gridmere sign-on", "Gridmere", PLATFORM),
    ("Intraday price optimiser", "Loadlark", ENERGY),
    ("Loadlark for utilities", "Loadlark", ENERGY),
    ("Meter head-end renewal", "Emberway Metering", EFFICIENCY),
    ("Supplier footprint exchange", "Carbonfold Ledger", ENERGY),
    ("Auditor's workspace", "Carbonfold Ledger", SERVICE),
    ("Substation twin in augmented reality", "Switchyard Twin", ENERGY),
    ("Twin studio", "Switchyard Twin", PLATFORM),
    ("Gentle charging", "Fluxmere Storage", ENERGY),
    ("Park controller for the Americas", "Fluxmere Storage", AMERICAS),
    ("Self-labelling pictures", "Vantry Vision", SERVICE),
    ("Camera station 4", "Vantry Vision", AMERICAS),
    ("Certificates by electronic mail", "Calibrant Desk", EFFICIENCY),
    ("Recall search in seconds", "Tracewell", SERVICE),
    ("Tracewell sign-on", "Tracewell", PLATFORM),
    ("Contractor access by telephone", "Safehold Permit", SERVICE),
    ("Audit templates clean-up", "Auditry", EFFICIENCY),
    ("Lone worker alarm over satellite", "Hazmere", AMERICAS),
)


def initiatives() -> list[Initiative]:
    """All of them, by product."""
    return [_initiative(*entry) for entry in TITLES]


def _initiative(title: str, product: str, objective: Objective) -> Initiative:
    rng = chance.stream("initiative", title)
    first = max(FIRST_START, LAUNCHES[product])
    started = first + timedelta(days=7 * rng.randrange((LAST_START - first).days // 7))
    planned = started + timedelta(days=rng.randrange(150, 480))
    finish = planned + timedelta(days=round(30 + chance.noise(rng, 55)))
    done = finish <= company.AS_OF
    finish = finish if done else max(finish, company.AS_OF + timedelta(days=14))
    spend = round(ECONOMICS[product].investment * 1e6 * chance.between(rng, 0.12, 0.35), -4)
    owner = OWNERS[product]
    outcome = (None, finish) if done else (finish, None)
    return Initiative(title, product, objective.objective, owner, spend, started, planned, *outcome)
