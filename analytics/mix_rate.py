"""Why a ratio of sums changed: its parts weigh otherwise (mix), or are themselves otherwise (rate)."""

import pandas as pd


def parts(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Each part's effect on a weighted mean, exactly: `mix`, `rate`, `entered`, `left`, by the frames' index.

    With weight w and ratio r of each part (columns `w`, which sums to 1, and `r`), and R₀ the mean before:
    stayed: mix (w₁ − w₀)(r₀ − R₀) and rate w₁ (r₁ − r₀); entered: w₁ (r₁ − R₀); left: −w₀ (r₀ − R₀).

    >>> was = pd.DataFrame({"w": [0.5, 0.5], "r": [0.2, 0.4]}, index=["A", "B"])
    >>> parts(was, pd.DataFrame({"w": [0.8, 0.2], "r": [0.3, 0.4]}, index=["A", "B"])).sum().round(3).to_dict()
    {'mix': -0.06, 'rate': 0.08, 'entered': 0.0, 'left': 0.0}
    """
    level = float((before["w"] * before["r"]).sum())
    pair = before.add_suffix("0").join(now.add_suffix("1"), how="outer")
    stayed = pair["w0"].notna() & pair["w1"].notna()
    return pd.DataFrame(
        {
            "mix": ((pair["w1"] - pair["w0"]) * (pair["r0"] - level)).where(stayed, 0.0),
            "rate": (pair["w1"] * (pair["r1"] - pair["r0"])).where(stayed, 0.0),
            "entered": (pair["w1"] * (pair["r1"] - level)).where(pair["w0"].isna(), 0.0),
            "left": (-pair["w0"] * (pair["r0"] - level)).where(pair["w1"].isna(), 0.0),
        }
    )


def weights(above: pd.Series, below: pd.Series) -> pd.DataFrame:
    """Weight `w` = below ÷ Σ below and ratio `r` = above ÷ below of each part that has both, by the series' index."""
    ratio = above / below.mask(below == 0)
    kept = below[ratio.notna()]
    return pd.DataFrame({"w": kept / kept.sum(), "r": ratio.dropna()})
