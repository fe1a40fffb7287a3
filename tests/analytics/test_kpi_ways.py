"""What a person says of a KPI's direction, where no sheet does."""

import pandas as pd

from analytics import kpi_ways


def said(*rows):
    return pd.DataFrame(rows, columns=["kpi", "direction", "direction_from"])


def ways(found):
    return {row.kpi: (row.direction, row.direction_from) for row in found.itertuples()}


def test_an_assumed_direction_is_confirmed_or_turned():
    of = said(("Churn", "lower is better", "name"), ("Orders", "higher is better", "name"))
    found = ways(kpi_ways.applied(of, {"Churn": "lower", "Orders": "lower"}))
    assert found == {"Churn": ("lower is better", "answer"), "Orders": ("lower is better", "answer")}


def test_what_a_sheet_says_holds():
    of = said(("Churn", "lower is better", "definition"), ("Haze", None, "definition"))
    assert ways(kpi_ways.applied(of, {"Churn": "higher", "Haze": "higher"})) == ways(of)


def test_a_kpi_of_which_no_sheet_tells_anything_gets_its_direction():
    found = kpi_ways.applied(said(("Churn", "lower is better", "target")), {"Haze": "higher"})
    assert ways(found)["Haze"] == ("higher is better", "answer")
    assert ways(found)["Churn"] == ("lower is better", "target")


def test_without_an_answer_nothing_changes():
    of = said(("Churn", "lower is better", "name"))
    assert ways(kpi_ways.applied(of, {})) == ways(of)
