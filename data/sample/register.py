"""The 24 products of the made-up company, six a line, as its product register describes them.

Lotpath and Tracewell, of two lines, do the same thing for the same segment: the duplicate to find.
"""

from dataclasses import dataclass
from datetime import date

from data.sample.company import ASSETS, ENERGY, PLANT, QUALITY

CHAMPION = "Dr. Helene Aarvik (Chief Technology Officer)"


@dataclass(frozen=True)
class Product:
    """One row of the product register."""

    name: str
    line: str
    owner: str
    stage: str
    launched: date
    capabilities: str
    description: str


PRODUCTS = (
    Product(
        "Ostra Control",
        PLANT,
        "Matthias Oberdorf",
        "Mature",
        date(2009, 5, 1),
        "process control, operator screens, alarms, redundancy",
        "Distributed control system for continuous plants, from the single unit to the whole site.",
    ),
    Product(
        "Ostra Edge",
        PLANT,
        "Priya Raghunath",
        "Growth",
        date(2021, 3, 1),
        "edge computing, protocol conversion, remote access",
        "Hardened computer at the machine that runs analytics where the network is slow or absent.",
    ),
    Product(
        "Linefold MES",
        PLANT,
        "Carla Benincasa",
        "Mature",
        date(2014, 9, 1),
        "order dispatch, work instructions, downtime tracking, scheduling",
        "Manufacturing execution for assembly lines: what to build next, by whom, and what stopped it.",
    ),
    Product(
        "Batchwright",
        PLANT,
        "Jonas Ekdahl",
        "Mature",
        date(2012, 2, 1),
        "recipe management, batch control, electronic signatures",
        "Recipes and batch control for chemistry and food, with signatures that inspectors accept.",
    ),
    Product(
        "Signalhaus Historian",
        PLANT,
        "Matthias Oberdorf",
        "Mature",
        date(2011, 11, 1),
        "time series storage, trends, data export",
        "Archive of every signal of a plant, compressed, and fast to search over twenty years.",
    ),
    Product(
        "Lotpath",
        PLANT,
        "Carla Benincasa",
        "Mature",
        date(2018, 6, 1),
        "lot genealogy, serial tracking, recall search, label printing, supplier lots",
        "Traces each lot and serial number from supplier to customer, so that a recall finds every part.",
    ),
    Product(
        "Tremora",
        ASSETS,
        "Daniel Okonjo",
        "Growth",
        date(2019, 10, 1),
        "vibration sensing, bearing diagnostics, fault alerts",
        "Wireless vibration sensors and diagnostics that name the failing bearing weeks ahead.",
    ),
    Product(
        "Hollin Monitor",
        ASSETS,
        "Saskia Verhoeven",
        "Mature",
        date(2013, 4, 1),
        "condition dashboards, thermal sensing, oil analysis",
        "Condition of rotating and static equipment on one screen, fed by heat and oil readings.",
    ),
    Product(
        "Wearline Predict",
        ASSETS,
        "Daniel Okonjo",
        "Growth",
        date(2020, 1, 1),
        "remaining life, failure models, maintenance planning",
        "Estimates the remaining life of wear parts and proposes the week to replace them.",
    ),
    Product(
        "Fieldkeep Mobile",
        ASSETS,
        "Saskia Verhoeven",
        "Mature",
        date(2016, 8, 1),
        "work orders, mobile forms, offline mode",
        "Work orders on the technician's telephone, with photographs and no need of a signal.",
    ),
    Product(
        "Sparewell",
        ASSETS,
        "Rafael Quintela",
        "Mature",
        date(2010, 3, 1),
        "spare parts catalogue, stock planning, web shop",
        "Spare parts shop with stock planning for customers' own warehouses.",
    ),
    Product(
        "Torvane Inspect",
        ASSETS,
        "Priya Raghunath",
        "Launch",
        date(2024, 2, 1),
        "drone flights, corrosion detection, inspection reports",
        "Drone inspection of tanks and flare stacks; finds corrosion in the pictures.",
    ),
    Product(
        "Gridmere",
        ENERGY,
        "Anneke Brouwersma",
        "Mature",
        date(2015, 1, 1),
        "network operation, outage management, switching plans",
        "Control room for distribution networks: outages, switching and crews.",
    ),
    Product(
        "Loadlark",
        ENERGY,
        "Tomasz Wielgosz",
        "Growth",
        date(2018, 3, 1),
        "demand response, load forecasting, price optimisation",
        "Moves a site's electricity use to cheap hours and sells the flexibility to the grid.",
    ),
    Product(
        "Emberway Metering",
        ENERGY,
        "Anneke Brouwersma",
        "Decline",
        date(2010, 10, 1),
        "meter reading, billing data, meter rollout",
        "Meters for heat and power, with reading and billing data for suppliers.",
    ),
    Product(
        "Carbonfold Ledger",
        ENERGY,
        "Lucie Marchetti",
        "Launch",
        date(2022, 9, 1),
        "carbon accounting, supplier footprints, audit trail",
        "Carbon accounts from plant data and purchase orders, ready for the auditor.",
    ),
    Product(
        "Switchyard Twin",
        ENERGY,
        CHAMPION,
        "Launch",
        date(2022, 4, 1),
        "digital twin, substation design, augmented reality",
        "Walk-through twin of a substation, to rehearse switching before anyone is on site.",
    ),
    Product(
        "Fluxmere Storage",
        ENERGY,
        "Tomasz Wielgosz",
        "Growth",
        date(2021, 6, 1),
        "battery control, charge optimisation, site controller",
        "Controller for battery parks that decides when to charge and how gently.",
    ),
    Product(
        "Vantry Vision",
        QUALITY,
        "Miriam Castellanos",
        "Growth",
        date(2019, 2, 1),
        "defect detection, camera stations, image labelling",
        "Camera stations that find scratches and missing parts at line speed.",
    ),
    Product(
        "Calibrant Desk",
        QUALITY,
        "Gustav Lindqvarn",
        "Mature",
        date(2008, 7, 1),
        "calibration schedules, instrument certificates, tolerance checks",
        "Calibration of gauges and instruments: due dates, certificates and tolerances.",
    ),
    Product(
        "Tracewell",
        QUALITY,
        "Miriam Castellanos",
        "Mature",
        date(2016, 5, 1),
        "lot genealogy, serial tracking, recall search, label printing, audit reports",
        "Traces each serial number and lot from supplier to customer and finds every part of a recall.",
    ),
    Product(
        "Safehold Permit",
        QUALITY,
        "Ewa Stachurska",
        "Mature",
        date(2017, 9, 1),
        "work permits, isolation plans, contractor access",
        "Permits to work and isolation plans, so that nobody opens a live pipe.",
    ),
    Product(
        "Auditry",
        QUALITY,
        "Gustav Lindqvarn",
        "Decline",
        date(2013, 12, 1),
        "audit checklists, corrective actions, supplier audits",
        "Checklists and corrective actions for internal and supplier audits.",
    ),
    Product(
        "Hazmere",
        QUALITY,
        "Ewa Stachurska",
        "Mature",
        date(2015, 6, 1),
        "gas detection, evacuation plans, lone worker alarms",
        "Gas detectors and alarms, with the evacuation plan on every screen.",
    ),
)

NAMES = tuple(product.name for product in PRODUCTS)
