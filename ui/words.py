"""The command line's reports in words."""

from collections.abc import Callable
from datetime import date
from typing import Any

from analytics import steps
from ui import counts, formats, market_words

Report = dict[str, Any]
MOST_NAMED = 3
CENT = 0.01


def of(report: Report) -> list[str]:
    """The lines of a report, whatever command it is of."""
    if "status" in report:
        return [line for upload in report.get("uploads", [report]) for line in _load(upload)]
    by_key: dict[str, Callable[[Report], list[str]]] = {
        "portfolio": _returns,
        "markets": market_words.of,
        "kpis": _kpis,
        "optimum": _reallocation,
        "faults": _faults,
        "aliases": _names,
        "blanks": _blanks,
        "changes": _changes,
        "upload": _done,
        "data_version": _history,
    }
    return next((words(report) for key, words in by_key.items() if key in report), [])


def _faults(report: Report) -> list[str]:
    return report["faults"] or [f"Version {report['data_version']}: no problems found."]


def _blanks(report: Report) -> list[str]:
    means = {"nothing": "nothing was invested", "unknown": "investment is not in the files"}
    answered = [f"{product}: where it is blank, {means[answer]}." for product, answer in report["blanks"].items()]
    asked = [
        f"{row['product']}: no investment for {row['months']} mo. Was nothing invested, or is it not in the files? "
        f"ROI is {formats.percent(row['roi'])} without them, {formats.percent(row['roi_if_nothing'])} if nothing."
        for row in report["asked"]
    ]
    return [*answered, *asked] or ["No product's blank investment changes the return by 1 % or more."]


def _done(report: Report) -> list[str]:
    return [f"Upload {report['upload']} ({report['feed']}): done. Version {report['data_version']}."]


def _history(report: Report) -> list[str]:
    return [_upload(upload) for upload in report["uploads"]] or ["No uploads yet."]


def _returns(report: Report) -> list[str]:
    heading = f"{report['definition']}, {report['basis']}, {report['from']} to {report['to']}"
    rows = [{"product": "Portfolio", **report["portfolio"]}, *report["products"]]
    width = max(len(row["product"]) for row in rows)
    columns = ("revenue", "cost", "investment", "contribution")
    lines = [heading, " ".join([" " * width, *(f"{name:>18}" for name in (*columns, "return"))])]
    for row in rows:
        money = (f"{formats.exact(row[name]):>18}" for name in columns)
        lines.append(" ".join([f"{row['product']:<{width}}", *money, f"{formats.percent(row['roi']):>18}"]))
    return [*lines, *map(_not_counted, report["left_out"]), *_prior_year(report.get("year_before"))]


def _not_counted(gap: Report) -> str:
    """What a contribution or a return leaves out, and whose."""
    named = [f"{row['product']} ({row['months']} mo)" for row in gap["products"][:MOST_NAMED]]
    more = len(gap["products"]) - len(named)
    rest = f" and {more:,} more" if more else ""
    return f"Not counted: {formats.exact(gap['amount'])} of {gap['what']}: {', '.join(named)}{rest}"


def _prior_year(before: Report | None) -> list[str]:
    """The same product-months of the prior year."""
    if before is None:
        return []
    return [
        f"Prior year, {before['now']} against {before['before']}, product-months that both know:",
        f"  revenue {formats.exact(before['revenue'])} to {formats.exact(before['revenue_now'])} "
        f"({formats.change(before['revenue_growth'])})",
        f"  contribution {formats.exact(before['contribution'])} to {formats.exact(before['contribution_now'])}",
        f"  {before['definition']} {formats.percent(before['roi'])} to {formats.percent(before['roi_now'])}",
    ]


def _reallocation(report: Report) -> list[str]:
    best = report["optimum"]
    lines = [*_today(report["today"]), *(each["sentence"] for each in report["asked"])]
    if best is None:
        return [*lines, report["conflict"]["sentence"]]
    lines += [_objective(report, best), *_proof(report, best), *_left(best)]
    spent = best["allocation"]
    for name, brings in best["projects"].items():
        lines += [f"  Project {name}: costs {formats.exact(spent[name])}, adds {formats.exact(brings)} of contribution"]
    for name, kept in best["ended"].items():
        keeps = f"keeps {formats.exact(kept)} of its contribution"
        lines += [f"  Discontinue {name}: costs {formats.exact(spent[name])}, {keeps}"]
    for move in report["moves"]:
        sides = f"{move['from'] or 'new funding'} to {move['to'] or 'unallocated'}"
        span = f"80 % range {formats.exact(move['p10'])} to {formats.exact(move['p90'])}"
        lines += [f"  {formats.exact(move['amount'])} from {sides}: {formats.exact(move['gain'])} ({span})"]
    return lines


def _today(today: Report) -> list[str]:
    """What is known of today; a product whose contribution is not known is in neither amount."""
    known, earned = formats.exact(today["known_total"]), formats.exact(today["contribution"])
    lines = [f"Today's budget of {known} earns {earned} of contribution, ROI {formats.percent(today['roi'])}."]
    if today["return_unknown"]:
        rest = formats.exact(today["total"] - today["known_total"])
        lines += [f"Not included: {', '.join(today['return_unknown'])}, whose ROI is unknown, with a budget of {rest}."]
    return lines


def _objective(report: Report, best: Report) -> str:
    """What was to be best, and what the proposal does for it."""
    sure = f"80 % range {formats.exact(best['range']['p10'])} to {formats.exact(best['range']['p90'])}"
    verb, gain = ("adds" if best["gain"] >= 0 else "costs"), formats.exact(abs(best["gain"]))
    target = "" if report["target"] is None else formats.exact(report["target"])
    changes = f"{verb} {gain} of contribution ({sure})"
    spent = formats.exact(sum(best["allocation"].values()))
    return {
        "contribution": f"Highest contribution: the best plan found {changes}.",
        "npv": f"Highest NPV: the best plan found {verb} {gain} of net present value ({sure}).",
        "chance": f"Highest chance of {target}: {formats.percent(best['chance'])} of simulations reach it; the plan "
        f"found {changes}.",
        "least": f"Lowest budget for {target}: {spent} reaches it; against today, that {changes}.",
    }[report["objective"]]


def _proof(report: Report, best: Report) -> list[str]:
    """What no other plan can do."""
    if report["objective"] == "chance":
        if best["proven"]:
            return ["Proven: no plan within the limits reaches the target in more simulations."]
        bound = formats.percent(best["chance_bound"])
        return [f"Not proven optimal: no plan can reach the target in more than {bound} of simulations."]
    if report["objective"] == "least":
        return [f"Proven: no budget below {formats.exact(best['least_total'])} reaches the target within the limits."]
    what = "net present value" if report["objective"] == "npv" else "contribution"
    bound, gap = f"{formats.exact(best['upper_bound'])} of {what}", f"{formats.percent(best['gap'])} above this plan"
    if best["proven"]:
        return [f"Proven: no plan within the limits can earn more than {bound}, {gap}."]
    return [f"Not proven optimal: the upper bound is {bound}, {gap}."]


def _left(best: Report) -> list[str]:
    if best["left"] < CENT:
        return []
    return [f"Unallocated: {formats.exact(best['left'])} of the total."]


def _period(row: Report) -> str:
    """The period of a KPI: a quarter and a year by their names, not by their first months."""
    if row["grain"] not in {"quarter", "year"}:
        return str(row["period"])
    return formats.period(date.fromisoformat(f"{row['period']}-01"), steps.STEPS[row["grain"]])


def _kpis(report: Report) -> list[str]:
    lines = []
    for row in report["kpis"]:
        of = ", ".join(filter(None, (row["kpi"], row["product"], row["segment"])))
        against = f"{formats.exact(row['actual'])} against {formats.exact(row['target'])}"
        status = f"{row['status'] or 'no status'} ({formats.percent(row['attainment'])})"
        lines.append(f"{of}, {_period(row)}: {against}, {status}, {row['streak']} in a row off target")
    return lines


def _names(report: Report) -> list[str]:
    lines = [f"“{name}” → “{product}”" for name, product in report["aliases"].items()]
    for group in report["proposed"]:
        names = " or ".join(f"“{each['product']}” ({counts.of(each['cells'], 'cell')})" for each in group)
        lines.append(f"Same product? {names}")
    return lines or ["No merged or similar names."]


def _changes(report: Report) -> list[str]:
    lines = [f"Version {report['before']} to {report['after']}: {counts.of(len(report['changes']), 'figure')} changed"]
    for row in report["changes"]:
        what = " ".join(filter(None, (row["measure"], row["basis"], row["period"])))
        lines.append(f"  {row['subject']}, {what}: was {_grouped(row['was'])}, is {_grouped(row['now'])}")
    return lines


def _upload(upload: Report) -> str:
    state = "withdrawn" if upload["withdrawn_at"] else "active" if upload["counts"] else "replaced"
    sample = ", SAMPLE" if upload["sample"] else ""
    rows = f"{counts.part(upload['loaded_rows'], upload['rows'], 'row')}"
    where = f"{upload['file_name']} → {upload['feed']}"
    return f"{upload['upload_id']:>4}  {upload['loaded_at'][:16]}  {where}: {rows}, {state}{sample}"


def _load(upload: Report) -> list[str]:
    if upload["status"] != "loaded":
        return []  # what is wrong stands on stderr
    if upload["unchanged"]:
        return [f"{upload['file']} is loaded already (upload {upload['upload']}); nothing changed."]
    into = f"feed “{upload['feed']}”, upload {upload['upload']}, version {upload['data_version']}"
    lines = [f"{upload['file']} → {into}"]
    if upload["withdrawn_sample"]:
        lines.append("  The sample portfolio was removed: sample and real data are never combined.")
    if upload["instead_of"]:
        lines.append(f"  The feed “{upload['instead_of']}” now belongs to a file of another layout.")
    lines += [line for sheet in upload["sheets"] for line in _sheet(sheet)]
    lines += [f"  replaced: {_replaced(row)}" for row in upload["replaced"]]
    lines += [f"  {problem['severity']}: {problem['sentence']}" for problem in upload["problems"]]
    lines += [f"  {notes(len(upload['notes']))}; --json lists them"] if upload["notes"] else []
    for row in upload["restated"]:
        change = f"was {_grouped(row['was'])}, is {_grouped(row['now'])}"
        lines.append(f"  restated: {row['measure']} ({row['basis']}), {counts.of(row['figures'], 'figure')}, {change}")
    return lines


def ways_to_answer(report: Report) -> list[str]:
    """How each question of a file is answered on the command line, the likely choice first.

    >>> ways_to_answer({"questions": [{"id": "repeated", "code": "ask_repeated", "choices": ["both", "first"]}]})
    ['Answer with --answer "repeated=CHOICE": both (likely) or first.']
    """
    asked = [question for question in report["questions"] if question["code"] != "ask_difference"]
    return [f'Answer with --answer "{each["id"]}=CHOICE": {_or(each["choices"])}.' for each in asked]


def _or(choices: list[str]) -> str:
    likely, *others = choices
    *first, last = [f"{likely} (likely)", *others]
    return f"{', '.join(first)} or {last}" if first else last


def notes(count: int) -> str:
    """How many notes there are.

    >>> notes(1), notes(12)
    ('1 note on how values were read', '12 notes on how values were read')
    """
    return f"{counts.of(count, 'note')} on how values were read"


def _replaced(row: Report) -> str:
    """The figures of one measure whose place a load took, with their sums before and after."""
    if row["measure"] is None:
        return f"{counts.of(row['figures'], 'row')} ({row['kind']}) by {row['figures_now']:,}"
    what = f"{row['measure']} ({row['basis'] or row['kind']}), {row['first_period'][:7]} to {row['last_period'][:7]}"
    figures = f"{counts.of(row['figures'], 'figure')} by {row['figures_now']:,}, {row['changed']:,} of them changed"
    return f"{what}, {figures}, was {_grouped(row['was'])}, is {_grouped(row['now'])}"


def _sheet(sheet: Report) -> list[str]:
    lines = [f"  {sheet['sheet']} ({sheet['kind']}): {counts.part(sheet['rows_loaded'], sheet['rows_read'], 'row')}"]
    for total in sheet["control_totals"]:
        amounts = (f"{name} {_grouped(total[f'{name}_total'])}" for name in ("sheet", "loaded"))
        lines.append(f"  {total['column']}: {', '.join(amounts)}, difference {_grouped(total['difference'])}")
    return lines + [f"  left out: row {row['rows']}: {row['why']}" for row in sheet["left_out"]]


def _grouped(digits: str | None) -> str:
    return formats.stored(digits)
