from __future__ import annotations

import re
from typing import Any

import kubernetes_validate
import pytest
import yaml

from bot.broker.queues import GRADE
from tests.deploy.files import KUBERNETES, ROOT, instructions, manifest_files, objects, one, pods

VERSIONS = ("1.28", "1.37")
"""The oldest Kubernetes whose StatefulSets number their pods by a label, and the newest whose schemas we have."""
EXAMPLE = KUBERNETES / "secrets.example.yaml"
BUILT_IN = [document for document in objects(*manifest_files(), EXAMPLE) if not document["apiVersion"].startswith("keda.sh/")]


def _named(document: dict[str, Any]) -> str:
    return f"{document['kind']} {document['metadata']['name']}"


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("document", BUILT_IN, ids=_named)
def test_a_manifest_follows_the_schema_and_has_nothing_besides(document: dict[str, Any], version: str) -> None:
    kubernetes_validate.validate(document, version, strict=True)


def test_every_manifest_is_applied_and_the_example_of_secrets_is_not() -> None:
    assert sorted(_kustomization()["resources"]) == [path.name for path in manifest_files()]


def test_the_image_is_that_of_this_version() -> None:
    [image] = _kustomization()["images"]
    assert f"VERSION={image['newTag']}" in instructions("ARG")
    assert {container["image"] for _, pod in pods() for container in pod["containers"]} == {image["name"]}


@pytest.mark.parametrize(("name", "pod"), pods())
def test_pods_are_as_restricted_as_kubernetes_can_demand(name: str, pod: dict[str, Any]) -> None:
    assert one("Namespace", "mianjing")["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted", name
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["automountServiceAccountToken"] is False
    for container in pod["containers"]:
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert set(container["resources"]) == {"requests", "limits"}


@pytest.mark.parametrize(("name", "pod"), pods())
def test_pods_get_no_variables_of_services_which_would_pass_for_settings(name: str, pod: dict[str, Any]) -> None:
    assert pod["enableServiceLinks"] is False, name


@pytest.mark.parametrize(("name", "pod"), pods())
def test_pods_are_asked_for_their_health_at_the_address_that_is_set(name: str, pod: dict[str, Any]) -> None:
    [container] = pod["containers"]
    [port] = container["ports"]
    probes = {kind: container[f"{kind}Probe"]["httpGet"] for kind in ("startup", "liveness", "readiness")}
    assert {probe["port"] for probe in probes.values()} == {port["name"]}, name
    assert {kind: probe["path"] for kind, probe in probes.items()} == {
        "startup": "/healthz",
        "liveness": "/healthz",
        "readiness": "/readyz",
    }
    address = one("ConfigMap", "mianjing")["data"]["MIANJING_HEALTH_ADDRESS"]
    assert address.rpartition(":")[2] == str(port["containerPort"])


def test_every_replica_of_the_bot_has_its_own_shards_of_as_many_as_there_are() -> None:
    bot = one("StatefulSet", "mianjing-bot")["spec"]
    [container] = bot["template"]["spec"]["containers"]
    names = [variable["name"] for variable in container["env"]]
    shards = next(variable["value"] for variable in container["env"] if variable["name"] == "MIANJING_DISCORD_SHARDS")
    assert shards == f"$(POD_INDEX)/{bot['replicas']}"
    assert names.index("POD_INDEX") < names.index("MIANJING_DISCORD_SHARDS"), "only what stands above is filled in"


def test_where_strangers_code_runs_there_is_no_token_and_no_way_out() -> None:
    worker = one("Deployment", "mianjing-worker")["spec"]["template"]
    [container] = worker["spec"]["containers"]
    assert [next(iter(source.values()))["name"] for source in container["envFrom"]] == ["mianjing", "mianjing-addresses"]
    assert "env" not in container
    addresses = next(document for document in objects(EXAMPLE) if document["metadata"]["name"] == "mianjing-addresses")
    assert set(addresses["stringData"]) == {"MIANJING_DATABASE_URL", "MIANJING_BROKER_URL"}
    for policy in (document["spec"] for document in objects() if document["kind"] == "NetworkPolicy"):
        is_for_worker = policy["podSelector"].get("matchLabels", {}).items() <= worker["metadata"]["labels"].items()
        if is_for_worker:
            ports = {port["port"] for rule in policy.get("egress", []) for port in rule["ports"]}
            assert ports <= {53, 5432, 5672}
            assert all("namespaceSelector" in end for rule in policy.get("egress", []) for end in rule["to"])


def test_nothing_is_let_through_that_is_not_named() -> None:
    nobody = one("NetworkPolicy", "mianjing-nobody")["spec"]
    assert nobody == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}


def test_the_autoscaler_scales_the_workers_by_the_queue_and_nobody_else_does() -> None:
    scaler = one("ScaledObject", "mianjing-worker")["spec"]
    workers = one("Deployment", scaler["scaleTargetRef"]["name"])["spec"]
    assert "replicas" not in workers
    [trigger] = scaler["triggers"]
    assert trigger["type"] == "rabbitmq"
    assert trigger["metadata"]["queueName"] == GRADE.name
    assert all(isinstance(value, str) for value in trigger["metadata"].values())
    [reference] = one("TriggerAuthentication", trigger["authenticationRef"]["name"])["spec"]["secretTargetRef"]
    secrets = {document["metadata"]["name"]: document["stringData"] for document in objects(EXAMPLE)}
    assert reference["parameter"] == "host"
    assert reference["key"] in secrets[reference["name"]]


def test_selectors_and_budgets_mean_the_pods_that_there_are() -> None:
    running = (("StatefulSet", "mianjing-bot"), ("Deployment", "mianjing-worker"))
    labels = [one(*which)["spec"]["template"]["metadata"]["labels"] for which in running]
    for document in objects():
        selector = document.get("spec", {}).get("selector", {})
        wanted = selector.get("matchLabels", selector)
        if wanted:
            assert [wanted.items() <= each.items() for each in labels].count(True) == 1, _named(document)


def test_no_secret_is_written_down() -> None:
    for document in objects(EXAMPLE):
        for name, value in document["stringData"].items():
            assert value == "REPLACE_ME" or re.search("://mianjing:REPLACE_ME@", value), name


def _kustomization() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((ROOT / "deploy/kubernetes/kustomization.yaml").read_text("utf-8"))
    return content
