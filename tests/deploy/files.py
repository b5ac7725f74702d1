"""The files that say how the program is put into containers, read."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
KUBERNETES = ROOT / "deploy" / "kubernetes"
DOCKERFILE = ROOT / "Dockerfile"
COMPOSE = ROOT / "compose.yaml"
ENV_EXAMPLE = ROOT / ".env.example"
_NOT_APPLIED = ("kustomization.yaml", "secrets.example.yaml")


def compose() -> dict[str, Any]:
    """Return compose.yaml, its anchors resolved."""
    content: dict[str, Any] = yaml.safe_load(COMPOSE.read_text("utf-8"))
    return content


def manifest_files() -> list[Path]:
    """Return the files of Kubernetes that kustomize is to apply."""
    return sorted(path for path in KUBERNETES.glob("*.yaml") if path.name not in _NOT_APPLIED)


def objects(*files: Path) -> list[dict[str, Any]]:
    """Return the Kubernetes objects in files; in those that are applied where none is named."""
    return [document for file in files or manifest_files() for document in yaml.safe_load_all(file.read_text("utf-8"))]


def one(kind: str, name: str) -> dict[str, Any]:
    """Return the Kubernetes object of a kind and name."""
    [found] = [document for document in objects() if (document["kind"], document["metadata"]["name"]) == (kind, name)]
    return found


def pods() -> list[tuple[str, dict[str, Any]]]:
    """Return name and pod specification of whatever runs pods."""
    running = [document for document in objects() if document["kind"] in ("Deployment", "StatefulSet")]
    return [(document["metadata"]["name"], document["spec"]["template"]["spec"]) for document in running]


def instructions(name: str) -> list[str]:
    """Return the arguments of each such instruction of the Dockerfile, without comments and on one line."""
    lines = [line for line in DOCKERFILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return re.findall(rf"^{name} +(.*)$", joined, re.MULTILINE)


def health_check() -> list[str]:
    """Return the command by which the image tells its health."""
    [check] = instructions("HEALTHCHECK")
    command: list[str] = json.loads(check.partition(" CMD ")[2])
    return command
