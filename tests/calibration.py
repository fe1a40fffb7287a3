"""Whether projections hold on real series, beside the simplest rival.

    python -m tests.calibration FOLDER [chosen] [quarters]

FOLDER holds csv files with the columns series, kind (level, percent or count), month (2024-01) and value; of each file
200 series at most are taken. Every series is cut at ten places that leave a year to come, and cut short to a history of
8 to 84 months before. The rival says the last value, with its own past changes over as many months as the forecast
goes ahead: their 10 % and 90 % quantiles, and the part of them that would meet a target. Both are scored on the same
cuts. Half of the series, by the hash of their names, chose the method; the other half is reported, unless `chosen`.
With `quarters` the months are put together: of counts summed, of others the last one.
"""

import csv
import hashlib
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analytics.projection import project

MOST, CUTS, LONGEST, MONTHS = 200, 10, 84, 12
HISTORIES = (8, 10, 12, 18, 24, 30, 36, 48, 60, 84)
KINDS = ("level", "percent", "count")
LONGER = {
    12: ((1, False), (3, False), (6, False), (12, False), (6, True), (12, True)),
    4: ((1, False), (2, False), (4, False), (2, True), (4, True)),
}
KNOWN = ((7, 12), (13, 18), (19, 24), (25, 36), (37, 48), (49, 84))
WORST_SCORE = 200.0  # of an interval score, in usual changes from month to month: one jump decides nothing


@dataclass(frozen=True)
class Cuts:
    """One row a cut: the months known, right-aligned; the year that came; a target for it; what it is a cut of."""

    known: np.ndarray
    came: np.ndarray
    kind: np.ndarray
    source: np.ndarray
    series: int
    year: int  # periods

    @property
    def periods(self):
        return np.isfinite(self.known).sum(axis=1)


@dataclass(frozen=True)
class Scores:
    """What was said of each cut that both could say something of, and what came; `unit` is its usual change."""

    cuts: Cuts
    chosen: np.ndarray
    inside: np.ndarray
    interval: np.ndarray
    chance: np.ndarray
    met: np.ndarray

    def brier(self, chosen=slice(None)):
        return float(((self.chance - self.met) ** 2)[chosen].mean())


def hashed(name):
    return int(hashlib.md5(name.encode()).hexdigest(), 16)


def read(path):
    """Every series of a file: its name, its kind and its values, month after month."""
    found, kinds = defaultdict(dict), {}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            year, month = map(int, row["month"].split("-"))
            found[row["series"]][year * MONTHS + month] = float(row["value"])
            kinds[row["series"]] = row["kind"]
    for name, values in found.items():
        first, last = min(values), max(values)
        yield name, kinds[name], np.array([values.get(month, np.nan) for month in range(first, last + 1)])


def cuts(folder, half, year=MONTHS):
    """The cuts of every series of one half: 0 chose the method, 1 did not; by quarter where a year has four periods."""
    rows, series = [], 0
    for path in sorted(folder.glob("*.csv")):
        taken = sorted(read(path), key=lambda each: hashed(each[0]))[:MOST]
        for name, kind, values in taken:
            if hashed(name) % 2 == half:
                own = list(
                    cut(together(values, kind, MONTHS // year), year, np.random.default_rng(hashed(name) % 2**32))
                )
                series += bool(own)
                rows += [(*each, kind, path.stem) for each in own]
    known, came, kinds, sources = zip(*rows, strict=True)
    return Cuts(np.array(known), np.array(came), np.array(kinds), np.array(sources), series, year)


def together(values, kind, months):
    """The values of so many months at a time, up to the last one."""
    groups = values[len(values) % months :].reshape(-1, months)
    return groups.sum(axis=1) if kind == "count" else groups[:, -1]


def cut(values, year, rng):
    """A history and the year after it, ten times; none where the last month is unknown or nothing ever changed."""
    if len(values) < MONTHS + year:
        return
    for _ in range(CUTS):
        now, length = int(rng.integers(MONTHS, len(values) - year + 1)), int(rng.choice(HISTORIES))
        known = np.full(LONGEST, np.nan)
        taken = values[max(0, now - length) : now]
        known[-len(taken) :] = taken
        enough = np.isfinite(known).sum() > 6
        if enough and np.isfinite(known[-1]) and np.nanmax(known) > np.nanmin(known):
            yield known, values[now : now + year]


def targets(of, ahead, is_sum, rng):
    """Targets as people set them: around the last value, the mean or last year's month, or a plan up to 20 % off."""
    known, year, times = of.known, of.year, ahead if is_sum else 1
    last, mean = known[:, -1] * times, np.nanmean(known[:, -year:], axis=1) * times
    before = known[:, -year : known.shape[1] - year + ahead] if is_sum else known[:, [ahead - year - 1]]
    before = before.sum(axis=1)
    before = np.where(np.isfinite(before), before, mean)
    usual = np.nanstd(np.diff(known, axis=1), axis=1) * np.sqrt(ahead) * times**0.7
    way = rng.integers(0, 4, len(known))
    around = np.choose(np.minimum(way, 2), [last, mean, before]) + rng.normal(0, 1, len(known)) * usual
    return np.where(way == 3, mean * (1 + rng.uniform(-0.2, 0.2, len(known))), around)


def scored(of, ahead, is_sum):
    """Ours and the rival's scores of every cut of which both can say something."""
    rng = np.random.default_rng(ahead)
    known = of.known
    came = of.came[:, :ahead].sum(axis=1) if is_sum else of.came[:, ahead - 1]
    goal, upwards = targets(of, ahead, is_sum, rng), rng.random(len(known)) < 0.5
    projected, _ = project(known, ahead, is_sum, of.year)
    none = np.full(len(known), np.nan)
    ours = projected.low, projected.high, projected.chance(goal, none)
    chosen = np.isfinite(projected.low) & np.isfinite(came) & ((of.kind == "count") | ~np.array(is_sum))
    theirs = rival(known, ahead, is_sum, goal)
    chosen &= np.isfinite(theirs[0])
    unit = np.nanmean(np.abs(np.diff(known, axis=1)), axis=1) * (ahead if is_sum else 1)
    met = came >= goal
    return [score(of, chosen, each, (came, met, upwards, unit)) for each in (ours, theirs)]


def rival(known, ahead, is_sum, goal):
    """The last value, with its own past changes; where fewer than 6 are known it says nothing."""
    times = ahead if is_sum else 1
    later = [known[:, n : known.shape[1] - ahead + n] for n in range(1 if is_sum else ahead, ahead + 1)]
    changes = np.sum(later, axis=0) - known[:, : known.shape[1] - ahead] * times
    count = np.isfinite(changes).sum(axis=1)
    changes[count < 6] = np.nan
    last = known[:, -1] * times
    low, high = np.full((2, len(known)), np.nan)
    low[count >= 6], high[count >= 6] = np.nanquantile(changes[count >= 6], [0.1, 0.9], axis=1)
    meets = (last[:, None] + changes >= goal[:, None]).sum(axis=1)
    return last + low, last + high, (meets + 0.5) / (count + 1)


def score(of, chosen, said, then):
    """One side's scores; of half of the targets, lower is better."""
    low, high, chance = (each[chosen] for each in said)
    came, met, upwards, unit = (each[chosen] for each in then)
    outside = np.maximum(low - came, 0) + np.maximum(came - high, 0)
    interval = np.minimum((high - low + 10 * outside) / unit, WORST_SCORE)
    cut_off = Cuts(of.known[chosen], of.came[chosen], of.kind[chosen], of.source[chosen], of.series, of.year)
    held = (came >= low) & (came <= high)
    return Scores(cut_off, chosen, held, interval, np.where(upwards, chance, 1 - chance), np.where(upwards, met, ~met))


def horizons(by_horizon):
    return sorted({ahead for ahead, _ in by_horizon})


def beside(own, other):
    return f"{own.mean() / other.mean():.2f}" if len(own) else "–"


def part(values):
    return f"{100 * values.mean():.1f}" if len(values) >= 30 else "–"


def table(title, heads, rows):
    print(f"\n{title}\n")
    print(f"| {' | '.join(heads)} |\n|{'---:|' * len(heads)}")
    for row in rows:
        print(f"| {' | '.join(map(str, row))} |")


def bands(by_horizon):
    """How many values lay inside the 80 % band, by months ahead and kind; and how sharp it was beside the rival's."""
    heads = ["ahead", "cuts", "in band %", *KINDS, "rival", "interval score ÷ rival's", *KINDS]
    for is_sum in (False, True):
        kinds = ("count",) if is_sum else KINDS
        rows = []
        for ahead in horizons(by_horizon):
            own, other = by_horizon[ahead, is_sum]
            of_kind = [own.cuts.kind == kind for kind in kinds]
            ratio = [beside(own.interval[each], other.interval[each]) for each in (slice(None), *of_kind)]
            held = [part(own.inside), *[part(own.inside[each]) for each in of_kind], part(other.inside)]
            rows.append([ahead, f"{len(own.inside):,}", *held, *ratio])
        shown = [head for n, head in enumerate(heads) if not is_sum or n not in (3, 4, 5, 8, 9, 10)]
        rows = [[row[n] for n in (0, 1, 2, 4, 5)] for row in rows] if is_sum else rows
        table("Sums of the periods to come" if is_sum else "Values of one period", shown, rows)


def briers(by_horizon):
    rows = []
    for ahead in horizons(by_horizon):
        row = [ahead]
        for is_sum in (False, True):
            own, other = by_horizon[ahead, is_sum]
            rate = own.met.mean()
            worse = [
                k
                for k in KINDS
                if (own.cuts.kind == k).any() and own.brier(own.cuts.kind == k) > other.brier(other.cuts.kind == k)
            ]
            row += [
                f"{own.brier():.3f}",
                f"{other.brier():.3f}",
                f"{rate * (1 - rate):.3f}",
                ", ".join(worse) or "none",
            ]
        rows.append(row)
    one = ["ours", "rival", "base rate", "worse of"]
    table("Brier score of the chances", ["ahead", *one, *[f"sums: {each}" for each in one]], rows)


def tenths(by_horizon):
    """Each tenth of chances: what was said on average and what came true, over all horizons."""
    rows = []
    for tenth in range(10):
        row = [f"{tenth * 10}–{tenth * 10 + 10} %"]
        for is_sum in (False, True):
            for side in (0, 1):
                every = [by_horizon[ahead, is_sum][side] for ahead in horizons(by_horizon)]
                chance, met = (np.concatenate([getattr(each, name) for each in every]) for name in ("chance", "met"))
                within = np.minimum((chance * 10).astype(int), 9) == tenth
                row += [f"{100 * each[within].mean():.0f}" if within.any() else "–" for each in (chance, met)]
        rows.append(row)
    one = ["said", "came true", "rival said", "came true"]
    table("Chances by tenths", ["chance", *one, *[f"sums: {each}" for each in one]], rows)
    away = [abs(gap) for pair in by_horizon.values() for gap in gaps(pair[0])]
    print(f"\nOf {len(away)} tenths of single horizons {sum(each > 0.05 for each in away)} are more than 5 points off.")


def gaps(own):
    within = np.minimum((own.chance * 10).astype(int), 9)
    return [own.met[within == n].mean() - own.chance[within == n].mean() for n in range(10) if (within == n).any()]


def histories(by_horizon):
    rows = []
    for first, last in KNOWN:
        row = [f"{first}–{last}"]
        for ahead, is_sum in LONGER[max(horizons(by_horizon))]:
            own, _ = by_horizon[ahead, is_sum]
            row.append(part(own.inside[(own.cuts.periods >= first) & (own.cuts.periods <= last)]))
        rows.append(row)
    shown = LONGER[max(horizons(by_horizon))]
    heads = ["known", *[f"{'sum of ' if is_sum else ''}{ahead} ahead" for ahead, is_sum in shown]]
    table("In band, % by the length of the history", heads, rows)


def sources(by_horizon):
    rows, ends = [], [1, max(horizons(by_horizon)) // 2, max(horizons(by_horizon))]
    for source in np.unique(by_horizon[1, False][0].cuts.source):
        row = [source]
        for ahead in ends:
            own, other = by_horizon[ahead, False]
            of = own.cuts.source == source
            row += [part(own.inside[of]), part(other.inside[of])]
        rows.append(row)
    heads = ["source", *[head for ahead in ends for head in (f"{ahead} ahead", "rival")]]
    table("In band, % by source", heads, rows)


def main(folder, half, year):
    of = cuts(Path(folder), half, year)
    print(f"{of.series} series, {len(of.known):,} cuts; the half that {'is reported' if half else 'chose the method'}.")
    by_horizon = {
        (ahead, is_sum): scored(of, ahead, is_sum) for ahead in range(1, year + 1) for is_sum in (False, True)
    }
    for shown in (bands, briers, tenths, histories, sources):
        shown(by_horizon)


if __name__ == "__main__":
    main(sys.argv[1], half=int("chosen" not in sys.argv[2:]), year=4 if "quarters" in sys.argv[2:] else MONTHS)
