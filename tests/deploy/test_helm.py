"""The chart, rendered by Helm's own library, and its manifests against Kubernetes' own schemas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

helm = pytest.importorskip("helm_python.chart", reason="no wheel of Helm's library for this machine")
errors = pytest.importorskip("helm_python.errors")

CHART = Path(__file__).parents[2] / "deploy" / "helm" / "filmgate"
EVERYTHING: dict[str, Any] = {
    "autoscaling": {"enabled": True},
    "ingress": {"enabled": True, "className": "nginx", "tlsSecret": "tls", "annotations": {"a": "b"}},
    "podMonitor": {"enabled": True},
    "storage": {"endpoint": "https://s3.example.com", "region": "eu-1", "accessKeyId": "films"},
    "settings": {"FILMGATE_LIMITS__REQUESTS_PER_MINUTE": "600"},
    "imagePullSecrets": [{"name": "registry"}],
    "tolerations": [{"key": "films", "operator": "Exists"}],
    "nodeSelector": {"disk": "fast"},
    "podAnnotations": {"x": "y"},
}
OTHERS_KINDS = {"ScaledObject", "TriggerAuthentication", "PodMonitor"}
"""Of KEDA and the Prometheus operator, whose schemas Kubernetes does not have."""
VERSIONS = ("1.29", "1.33")


def manifests(values: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What Helm makes of the chart, by kind and name."""
    rendered = helm.Chart.load(CHART).render(values, name="films", namespace="video")
    documents = [
        document
        for file in sorted(rendered)
        if file.endswith(".yaml")
        for document in yaml.safe_load_all(rendered[file])
        if document
    ]
    return {f"{document['kind']}/{document['metadata']['name']}": document for document in documents}


@pytest.mark.parametrize("values", [{}, EVERYTHING])
def test_helm_lint_finds_no_fault(values: dict[str, Any]) -> None:
    told = helm.lint(CHART, values, strict=True)
    assert told["errors"] == []
    assert [message["error"] for message in told["messages"]] == ["icon is recommended"]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("values", [{}, EVERYTHING])
def test_kubernetes_knows_every_manifest(values: dict[str, Any], version: str) -> None:
    made = manifests(values)
    assert {
        "Deployment/films-filmgate-api",
        "Deployment/films-filmgate-worker",
        "Job/films-filmgate-migrate",
    } <= set(made)
    for name, manifest in made.items():
        if manifest["kind"] not in OTHERS_KINDS:
            kubernetes_validate.validate(manifest, version, strict=True)
        else:
            assert values, name


def test_a_wrong_manifest_would_be_noticed() -> None:
    manifest = manifests({})["Deployment/films-filmgate-api"]
    manifest["spec"]["replica"] = 2
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(manifest, VERSIONS[0], strict=True)


def test_every_pod_is_without_rights() -> None:
    pods = [
        made["spec"]["template"]["spec"]
        for made in manifests({}).values()
        if made["kind"] in ("Deployment", "Job")
    ]
    assert len(pods) == 3
    for pod in pods:
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["automountServiceAccountToken"] is False
        for container in pod["containers"]:
            assert container["securityContext"]["readOnlyRootFilesystem"] is True
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
            assert container["resources"]["limits"]["memory"]


def test_the_scaler_asks_what_the_database_can_answer() -> None:
    """Its query runs in tests/deploy/test_scaler.py."""
    made = manifests(EVERYTHING)
    scaler = made["ScaledObject/films-filmgate-worker"]["spec"]
    assert scaler["scaleTargetRef"] == {"name": "films-filmgate-worker"}
    assert "replicas" not in made["Deployment/films-filmgate-worker"]["spec"]
    (trigger,) = scaler["triggers"]
    assert trigger["metadata"]["targetQueryValue"] == "2"
    assert f"TriggerAuthentication/{trigger['authenticationRef']['name']}" in made


def test_the_scaler_can_ask_prometheus() -> None:
    values = {
        "autoscaling": {
            "enabled": True,
            "trigger": "prometheus",
            "prometheusAddress": "http://prometheus:9090",
        }
    }
    (trigger,) = manifests(values)["ScaledObject/films-filmgate-worker"]["spec"]["triggers"]
    assert trigger["metadata"]["serverAddress"] == "http://prometheus:9090"
    assert 'filmgate_queue_tasks{namespace="video"}' in trigger["metadata"]["query"]


@pytest.mark.parametrize(
    "values",
    [
        {"publicUrl": "video.example.com"},
        {"storage": {"url": "/folder"}},
        {"api": {"replicas": 0}},
        {"settings": {"LOG_LEVEL": "debug"}},
        {"autoscaling": {"enabled": True, "trigger": "cpu"}},
        {"repicas": 3},
    ],
)
def test_wrong_values_are_refused(values: dict[str, Any]) -> None:
    assert helm.lint(CHART, values)["errors"]


def test_a_scaler_that_asks_a_prometheus_needs_its_address() -> None:
    with pytest.raises(errors.HelmError, match="prometheusAddress is needed"):
        manifests({"autoscaling": {"enabled": True, "trigger": "prometheus"}})
