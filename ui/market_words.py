"""What the command line says of markets, in words."""

from typing import Any

from ui import counts, formats, given_shares

Report = dict[str, Any]


def of(report: Report) -> list[str]:
    """Each market with its vendors, what can be served and won, and what finance gives and asks."""
    entries = [line for entry in report["markets"] for line in _market(entry)]
    return [
        *report["notes"],
        *entries,
        *map(_reach, report["reach"]),
        *map(_forecast, report["forecast"]),
        *map(_installed, report["installed"]),
        *_of_finance(report["finance"]),
        *map(_difference, report["differences"]),
    ]


def _named(entry: Report, *more: str) -> str:
    """What an entry is of: its market, segment, region and period, and what more it names."""
    return ", ".join(filter(None, (entry[name] for name in ("market", "segment", "region", "period", *more))))


def _difference(entry: Report) -> str:
    """A share that is given otherwise than it is computed."""
    of = _named(entry, "vendor")
    cells = [(each["of"], given_shares.address(each["file"], each["sheet"], each["cell"])) for each in entry["cells"]]
    return given_shares.sentence(of, entry["given"], entry["computed"], cells)


def _forecast(entry: Report) -> str:
    of = _named(entry)
    return f"{of}: size {formats.exact(entry['size'])} ({entry['basis']})"


def _installed(entry: Report) -> str:
    of = _named(entry, "vendor")
    held = f"{of}{' (own)' if entry['own'] else ''}: installed base {formats.count(entry['installed'])} {entry['unit']}"
    share = entry["share"]
    return held if share is None else f"{held}, {formats.percent(share)} of the installed base in units"


def _of_finance(found: Report) -> list[str]:
    """Where finance and the sheet differ, and of which products it is asked where they sell."""
    lines = [
        f"{row['of']}: own sales {formats.exact(row['sheet'])} in the market sheet, revenue "
        f"{formats.exact(row['finance'])} in finance, over {counts.named(row['months'], 'month')}"
        for row in found["differences"]
    ]
    for row in found["asked"]:
        market = f" Perhaps {row['proposed']}?" if row["proposed"] else ""
        lines.append(f'Which market does “{row["product"]}” sell in?{market} Say --sells "{row["product"]}=MARKET"')
    return lines


def _reach(entry: Report) -> str:
    """What can be served and won of a market, and what contradicts itself in it."""
    of = ", ".join(filter(None, (entry["market"], entry["segment"], entry["region"], entry["as_of"])))
    names = {"size": "total", "served": "can be served", "winnable": "can be won"}
    amounts = [f"{words} {formats.exact(entry[name])}" for name, words in names.items() if entry[name] is not None]
    return f"{of}: {', '.join(amounts)}{''.join(f'. {note}' for note in entry['notes'])}"


def _market(entry: Report) -> list[str]:
    index = [formats.count(value) for value in dict.fromkeys(entry["hhi"] or ())]
    parts = [f"{entry['market']}, {entry['period']}"]
    parts += [f"size {formats.exact(entry['size'])}"] if entry["size"] is not None else []
    parts += [_growth(entry)] if entry["growth"] is not None else []
    parts += [f"HHI {' to '.join(index)}"] if index else []
    months = max(entry["months"], *(v["months"] for v in entry["vendors"]), 0)
    vendors = (f"  {formats.percent(v['share']):>8}  {_vendor(v, months)}" for v in entry["vendors"])
    return [", ".join(parts), *vendors, *(f"  {note}" for note in entry["notes"])]


def _vendor(row: Report, months: int) -> str:
    """A vendor, and of how many months its share is where that is not all of them."""
    whole = row["share"] is None or row["months"] == months
    return f"{row['vendor']}{' (own)' if row['own'] else ''}" + (
        "" if whole else f" over {counts.named(row['months'], 'month')}"
    )


def _growth(entry: Report) -> str:
    """The growth, and of how many months of the period it is."""
    of = counts.of_months(entry["growth_months"], entry["period_months"])
    return f"growth {formats.change(entry['growth'])} ({of})"
