"""The dashboard and the docs name the metrics that there are."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import as_text

ROOT = Path(__file__).parents[2]


def names_of(is_ours: Callable[[str], bool]) -> set[str]:
    """Return the names under which Prometheus knows our metrics, as expressions write them."""
    endings = {"histogram": ("_bucket", "_count", "_sum"), "counter": ("_total",), "gauge": ("",)}
    return {
        f"{family.name}{ending}"
        for family in text_string_to_metric_families(as_text().decode())
        if is_ours(family.name)
        for ending in endings.get(family.type, ("",))
    }


def family_of(name: str) -> str:
    return re.sub(r"_(bucket|count|sum)$", "", name)


def expressions(dashboard: Any) -> list[str]:  # noqa: ANN401
    return [target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", ())]


@pytest.fixture
def dashboard() -> Any:  # noqa: ANN401
    return json.loads((ROOT / "deploy/grafana/mianjing.json").read_text("utf-8"))


def test_every_expression_of_the_dashboard_names_metrics_that_there_are(dashboard: Any) -> None:  # noqa: ANN401
    there_are = names_of(lambda _: True)
    for expression in expressions(dashboard):
        named = set(re.findall(r"[a-z_]+(?=\{)", expression))
        assert named, expression
        assert named <= there_are, expression


def test_the_dashboard_draws_each_of_our_metrics(dashboard: Any) -> None:  # noqa: ANN401
    drawn = {family_of(name) for expression in expressions(dashboard) for name in re.findall(r"mianjing_[a-z_]+", expression)}
    assert drawn == set(map(family_of, names_of(lambda name: name.startswith("mianjing_"))))


def test_the_dashboard_can_be_imported(dashboard: Any) -> None:  # noqa: ANN401
    assert dashboard["schemaVersion"] >= 36
    assert dashboard["id"] is None
    variables = {variable["name"]: variable for variable in dashboard["templating"]["list"]}
    assert variables["datasource"]["type"] == "datasource"
    panels = dashboard["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    cells = [
        (x, y)
        for place in (panel["gridPos"] for panel in panels)
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(set(cells)) == len(cells), "no panel lies on another"
    assert all(panel["datasource"]["uid"] == "${datasource}" for panel in panels if panel["type"] != "row")
    assert all(panel["fieldConfig"]["defaults"]["unit"] and panel["description"] for panel in panels if panel["type"] != "row")


def test_the_docs_list_each_of_our_metrics_and_no_other() -> None:
    listed = re.findall(r"^\| `(mianjing_[a-z_]+)", (ROOT / "docs/metrics.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(set(map(family_of, names_of(lambda name: name.startswith("mianjing_")))))
