"""The Reallocate page: what it says of today, of moves taken and refused, of scenarios kept and reopened."""

import pytest

from console import reallocation
from console.reallocation import Asked
from data import scenarios
from data.store import Store
from data.workspace import Workspace
from tests.conftest import write_workbook
from tests.data import factories
from tests.data.factories import JANUARY, workbook
from tests.pages.conftest import headline
from ui import formats


def said(app) -> list[str]:
    return [each.value.replace("\\", "") for each in [*app.markdown, *app.caption, *app.info, *app.warning, *app.error]]


def beside(app, view):
    """The page with another view beside the board."""
    return app.segmented_control(key="beside").set_value(view).run()


def answer(app, *amounts):
    """The page after an owner's four answers."""
    for field, amount in zip(app.number_input[-4:], amounts, strict=True):
        field.set_value(amount)
    return next(button for button in app.button if button.label == "Use these answers").click().run()


def press(app, key):
    app = app.button(key=key).click().run()
    assert not app.exception
    return app


def test_today_is_what_the_command_line_prints(visit, own_sample):
    today = reallocation.report(Store(own_sample), Asked({}))["today"]
    earned, budget = formats.consistent(today["contribution"], today["total"])
    wanted = f"Today&#x27;s budgets of {budget} earn {earned} of contribution, ROI {formats.percent(today['roi'])}"
    assert headline(visit(own_sample, "reallocation")).startswith(wanted)


def test_opening_the_page_writes_nothing(visit, own_sample):
    visit(own_sample, "reallocation")
    assert scenarios.kept(Workspace(own_sample), scenarios.DRAFT) == []


def test_all_moves_taken_bring_the_optimum_that_the_command_line_prints(visit, own_sample):
    best = reallocation.report(Store(own_sample), Asked({}))["optimum"]
    app = press(beside(visit(own_sample, "reallocation"), "Moves"), "take-all")
    assert f"adds {formats.short(best['gain'])} of contribution" in headline(app)
    assert any("No further move improves the result" in each for each in said(app))


def drafted(store, content):
    """The state of a visit that opens a draft of some content."""
    draft = scenarios.write(Workspace(store), scenarios.new(Store(store).version, content))
    return {"scenario on the board": draft.id}


CHOICES = {
    "projects": {"New screens": {"cost": 2e6, "value": 5e6}, "Old screens": {"cost": 2e6, "value": 1e5}},
    "products": {"Auditry": {"sunset": {"exit_cost": 1e5, "kept": 0.9}}},
}


@pytest.mark.slow
def test_projects_and_endings_are_taken_whole_where_they_are_worth_it(visit, own_sample):
    best = reallocation.report(Store(own_sample), Asked(CHOICES))["optimum"]
    assert (list(best["projects"]), list(best["ended"])) == (["New screens"], ["Auditry"])
    app = beside(visit(own_sample, "reallocation", **drafted(own_sample, {"limits": CHOICES})), "Moves")
    assert any(each.startswith("**Project New screens**: costs 2.00 m") for each in said(app))
    assert any(each.startswith("**Discontinue Auditry**") for each in said(app))
    app = press(app, "take-all")
    assert f"adds {formats.short(best['gain'])} of contribution" in headline(app)
    assert any("No further move improves the result" in each for each in said(app))


@pytest.mark.slow
def test_a_project_is_offered_on_the_page_and_withdrawn(visit, own_sample):
    app = beside(visit(own_sample, "reallocation"), "Other actions")
    app = app.segmented_control(key="further").set_value("Project").run()
    app.text_input[-1].set_value("New screens")
    for field, amount in zip(app.number_input[-2:], (2e6, 5e6), strict=True):
        field.set_value(amount)
    app = next(button for button in app.button if button.label == "Offer project").click().run()
    assert any(each == "**New screens** costs 2.00 m, adds 5.00 m of contribution" for each in said(app))
    app = press(app, "withdraw-New screens")
    assert not any("New screens" in each for each in said(app))


def test_an_ended_product_gets_no_money_back_and_its_exit_is_paid_from_the_total(visit, own_sample):
    sunset = {"kind": "sunset", "name": "Sunset Auditry", "cost": 3e5, "brings": 0.0, "products": ["Auditry"]}
    known = whatif_today(own_sample)
    gone = [[{"giver": "Auditry", "taker": None, "cents": round(known["Auditry"] * 100)}]]
    state = drafted(own_sample, {"edits": gone, "ventures": [sunset]})
    app = beside(visit(own_sample, "reallocation", **state), "Moves")
    moves = [each for each in said(app) if " → " in each]
    assert moves
    assert not any("→ Auditry" in each for each in moves)
    app = press(app, "take-all")
    assert "new funding" not in headline(app)
    (draft,) = [
        each for each in scenarios.kept(Workspace(own_sample), scenarios.DRAFT) if each.content["edits"] != gone
    ]
    given = sum(
        each["cents"] * ((each["taker"] is not None) - (each["giver"] is not None))
        for edit in draft.content["edits"]
        for each in edit
    )
    assert given <= -3e5 * 100  # at least the exit cost is left in the pool


def whatif_today(store):
    """What each product has today, by the command line."""
    return reallocation.report(Store(store), Asked({}))["today"]["allocation"]


def test_a_refused_giver_gives_nothing_in_the_moves_that_are_left(visit, own_sample):
    app = beside(visit(own_sample, "reallocation"), "Moves")
    giver = next(each for each in said(app) if " → " in each).split("** ")[1].split(" → ")[0]
    app = press(app, "keep-0")
    moves = [each for each in said(app) if " → " in each]
    assert not [each for each in moves if f"** {giver} → " in each]
    assert any(f"Rejected: {giver} as a source" in each for each in said(app))
    assert any(f"** {giver} → " in each for each in said(press(app, "take-back")))


def test_a_kept_scenario_is_reopened_by_its_link_exactly(visit, own_sample):
    app = press(beside(visit(own_sample, "reallocation"), "Moves"), "take-0")
    wanted = headline(app)
    for key, text in {"save-name": "Bold", "save-author": "Ada", "save-why": "Because"}.items():
        field = app.text_area(key=key) if key == "save-why" else app.text_input(key=key)
        field.set_value(text)
    press(app, "save-it")
    (kept,) = scenarios.kept(Workspace(own_sample))
    again = visit(own_sample, "reallocation", **{"scenario on the board": kept.id})
    assert headline(again) == wanted
    assert any("Bold" in each and "Ada" in each for each in said(again))
    assert (kept.name, kept.author, kept.why) == ("Bold", "Ada", "Because")


@pytest.mark.slow
def test_a_kept_scenario_stays_when_the_board_goes_on(visit, own_sample):
    app = press(beside(visit(own_sample, "reallocation"), "Moves"), "take-0")
    app.text_input(key="save-name").set_value("Bold")
    app.text_input(key="save-author").set_value("Ada")
    app = press(app, "save-it")
    before = scenarios.kept(Workspace(own_sample))
    press(beside(app, "Moves"), "take-0")
    assert scenarios.kept(Workspace(own_sample)) == before
    assert len(scenarios.kept(Workspace(own_sample), scenarios.DRAFT)) == 1


@pytest.mark.slow
def test_scenarios_stand_side_by_side(visit, own_sample):
    app = press(beside(visit(own_sample, "reallocation"), "Moves"), "take-0")
    for name in ("One", "*Two*"):
        app.text_input(key="save-name").set_value(name)
        app.text_input(key="save-author").set_value("Ada")
        app = press(app, "save-it")
    outcomes, regrets = (table.value for table in beside(app, "Scenarios").table[:2])
    starred = r"\*Two\*"  # a table reads Markdown
    assert list(outcomes.columns) == [starred, "One"]
    assert list(regrets.index) == [starred, "One", "Today"]
    assert outcomes.loc["Impact", "One"] == outcomes.loc["Impact", starred]


def test_a_scenario_of_older_data_says_so(visit, own_sample):
    kept = scenarios.new(1, {"outcome": {"gain": 5.0}})
    scenarios.write(Workspace(own_sample), scenarios.Scenario(**{**vars(kept), "state": "kept", "name": "Old"}))
    app = visit(own_sample, "reallocation", **{"scenario on the board": kept.id})
    assert any(
        each.startswith("Made on version 1 of the data; you see version 6. Its impact was +5") for each in said(app)
    )


def test_a_link_to_no_scenario_shows_today_and_says_so(visit, own_sample, monkeypatch):
    app = visit(own_sample, "reallocation")
    app.query_params["scenario"] = "absent"
    app.run()
    assert any("is not in this store" in each for each in said(app))


def test_answers_of_an_owner_make_the_curve_judged(visit, own_sample):
    app = beside(visit(own_sample, "reallocation"), "Curves")
    app = answer(app, 1e6, 2e6, 2.3e6, 3e6)
    assert any("Owner's estimate (four answers)" in each for each in said(app))


@pytest.mark.slow
def test_answers_that_fall_are_refused_with_a_sentence(visit, own_sample):
    app = beside(visit(own_sample, "reallocation"), "Curves")
    app = answer(app, 4.0, 3.0, 2.0, 1.0)
    assert any("The answers must increase" in each for each in said(app))


def test_without_investment_the_page_says_which_column_it_needs(visit, store, tmp_path):
    rows = [["Product", "Month", "Revenue", "Variable cost"], ["A", JANUARY, 300, 100]]
    factories.load(store, write_workbook(tmp_path / "f.xlsx", {"Sheet": rows}))
    app = visit(store.folder, "reallocation")
    assert headline(app) == (
        "Reallocate needs each product&#x27;s contribution and investment: no investment is reported"
    )


def test_one_product_alone_has_nobody_to_give(visit, store, tmp_path):
    factories.load(store, workbook(tmp_path, "f.xlsx", ["A", JANUARY, 300, 100, 50]))
    app = beside(visit(store.folder, "reallocation"), "Moves")
    assert any("No further move improves the result" in each for each in said(app))


def test_three_products_are_ended_and_their_hours_told(visit, own_sample):
    app = beside(visit(own_sample, "reallocation"), "Other actions")
    app.multiselect(key="sunset-products").set_value(["Auditry", "Lotpath", "Torvane Inspect"]).run()
    assert any(each.startswith("**Sunset three, reallocate EUR ") for each in said(app))
    app = press(app, "sunset-add")
    assert headline(app).startswith("Moving 7.3")
    assert any("Sunset Auditry, Lotpath, Torvane Inspect" in each for each in said(app))


@pytest.mark.slow
def test_an_ending_that_is_undone_does_not_count(visit, own_sample):
    app = beside(visit(own_sample, "reallocation"), "Other actions")
    app.multiselect(key="sunset-products").set_value(["Auditry"]).run()
    press(app, "sunset-add")
    (draft,) = scenarios.kept(Workspace(own_sample), scenarios.DRAFT)
    content = {**draft.content, "edits": [], "undone": draft.content["edits"]}
    scenarios.write(Workspace(own_sample), scenarios.Scenario(**{**vars(draft), "content": content}))
    again = beside(visit(own_sample, "reallocation", **{"scenario on the board": draft.id}), "Other actions")
    assert headline(again).startswith("Today")
    assert any("not counted" in each for each in said(again))


@pytest.mark.slow
def test_three_platforms_become_one(visit, own_sample):
    app = beside(visit(own_sample, "reallocation"), "Other actions")
    app.segmented_control(key="further").set_value("Consolidate").run()
    app.multiselect(key="unify-products").set_value(["Auditry", "Lotpath", "Torvane Inspect"]).run()
    spent = sum(
        field.value
        for field in app.number_input
        if field.label.endswith("per year") and "new platform" not in field.label
    )
    app.number_input(key="unify-after").set_value(spent - 3e6).run()
    app.number_input(key="unify-migration").set_value(2e6).run()
    assert any(each.startswith("**Three platforms into one, saving 3.00 m a year") for each in said(app))
    assert "Consolidate Auditry" in headline(press(app, "unify-add"))


def test_a_target_of_an_acquisition_shows_where_it_meets_you(visit, own_sample):
    app = beside(visit(own_sample, "reallocation"), "Other actions")
    app.segmented_control(key="further").set_value("Acquire").run()
    assert not app.exception
    assert any("overlaps with you in" in each for each in said(app))


@pytest.mark.slow
def test_a_new_product_counts_with_its_chance(visit, own_sample):
    app = beside(visit(own_sample, "reallocation"), "Other actions")
    app.segmented_control(key="further").set_value("New product").run()
    app.number_input(key="new-cost").set_value(1e6).run()
    app.number_input(key="new-brings").set_value(3e6).run()
    assert any("Expected contribution: 1.50 m at a cost of 1.00 m" in each for each in said(app))
    assert "New product adds 1.50 m of contribution" in headline(press(app, "new-add"))


def test_risk_says_where_the_board_stands_and_what_a_sorted_list_leaves(visit, own_sample):
    app = beside(visit(own_sample, "reallocation"), "Risk")
    assert not app.exception
    assert any(each.startswith("Ranking by ROI alone would forgo ") for each in said(app))


@pytest.mark.slow
def test_regret_is_nothing_for_the_best_of_the_compared(visit, own_sample):
    app = press(beside(visit(own_sample, "reallocation"), "Moves"), "take-all")
    app.text_input(key="save-name").set_value("Bold")
    app.text_input(key="save-author").set_value("Ada")
    regrets = beside(press(app, "save-it"), "Scenarios").table[1].value
    assert regrets.loc["Bold", "As measured"] == "0"
    assert regrets.loc["Today", "As measured"] != "0"


@pytest.mark.slow
def test_assumptions_of_ones_own_stand_beside_the_ends_of_the_ranges(visit, own_sample):
    best = reallocation.report(Store(own_sample), Asked({}))["moves"]
    edits = [[{"giver": m["from"], "taker": m["to"], "cents": round(m["amount"] * 100)}] for m in best[:3]]
    kept = scenarios.new(1, {"edits": edits})
    named = {"name": "Bold", "author": "Ada", "state": scenarios.KEPT}
    scenarios.write(Workspace(own_sample), scenarios.Scenario(**{**vars(kept), **named}))
    sets = {"Ours": 1.0, "Sales'": 1.5}
    app = beside(visit(own_sample, "reallocation", **drafted(own_sample, {"sets": sets})), "Scenarios")
    assert not app.exception
    regrets = app.table[1].value.loc["Today"]
    assert list(regrets.index) == ["Finance (low end)", "As measured", "Product (high end)", "Ours", "Sales'"]
    assert regrets["Ours"] == regrets["As measured"]
    assert regrets["Sales'"] != regrets["As measured"]


@pytest.mark.slow
def test_a_typed_elasticity_is_used_and_forgotten(visit, own_sample):
    app = beside(visit(own_sample, "reallocation"), "Curves")
    name = app.selectbox(key="curve-of").value
    app.number_input(key=f"typed-{name}").set_value(0.5)
    app = press(app, f"type-{name}")
    assert any("1 % more budget adds 0.50 % contribution. Entered manually." in each for each in said(app))
    app = press(app, f"untype-{name}")
    assert not any("typed by hand" in each for each in said(app))


@pytest.mark.slow
def test_a_limit_of_a_line_holds_in_the_moves_that_are_proposed(visit, own_sample):
    app = visit(own_sample, "reallocation")
    app.number_input(key="ceiling of line Asset Care").set_value(17_000_000.0)
    app = beside(press(app, "use-limits"), "Moves")
    app = press(app, "take-all")
    (draft,) = scenarios.kept(Workspace(own_sample), scenarios.DRAFT)
    found = reallocation.report(Store(own_sample), Asked(draft.content["limits"]))["optimum"]
    lines = reallocation.portfolio(Store(own_sample), reallocation.brief.parsed({})).table.set_index("product")["line"]
    spent = sum(amount for name, amount in found["allocation"].items() if lines[name] == "Asset Care")
    assert spent == pytest.approx(17_000_000, abs=1)
    assert f"adds {formats.short(found['gain'])} of contribution" in headline(app)


def test_limits_that_cannot_hold_are_named_where_moves_would_stand(visit, own_sample):
    app = visit(own_sample, "reallocation")
    app.number_input(key="floor of line Asset Care").set_value(90_000_000.0)
    app = beside(press(app, "use-limits"), "Moves")
    assert any("These limits conflict" in each and "Asset Care" in each for each in said(app))


@pytest.mark.slow
def test_another_aim_proposes_what_the_command_line_does(visit, own_sample):
    worth = reallocation.report(Store(own_sample), Asked({}, aim="npv"))["optimum"]
    app = beside(visit(own_sample, "reallocation"), "Moves")
    app.selectbox(key="aim").set_value("npv").run()
    assert any(f"adds {formats.short(worth['gain'])} of net present value" in each for each in said(app))
    app.selectbox(key="aim").set_value("chance").run()
    assert any("The plan with the highest chance found " in each or "in more simulations" in each for each in said(app))
    app.selectbox(key="aim").set_value("least").run()
    app.number_input(key="target").set_value(9e9).run()
    assert any("the highest contribution that they allow is" in each for each in said(app))
