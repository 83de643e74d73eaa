"""The files in `deploy/` fit the program: extras, settings, options, ports and paths that they name exist.

No container can be built by these tests; what can be told from the files is.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ostrakon.cli.serve import command as serve

yaml = pytest.importorskip("yaml")  # comes with mkdocs
ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def instructions() -> list[tuple[str, str]]:
    """Those of the container file, in order, each with its argument on one line."""
    text = re.sub(r"^#.*\n", "", (DEPLOY / "Containerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", " ", text).splitlines()
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines if line.strip())]


def of(word: str) -> list[str]:
    """The arguments of all instructions of a kind."""
    return [rest for name, rest in instructions() if name == word]


def everything(value: Any) -> list[str]:
    """Every text in a parsed file."""
    if isinstance(value, dict):
        return [text for pair in value.items() for part in pair for text in everything(part)]
    return [text for part in value for text in everything(part)] if isinstance(value, list) else [str(value)]


def test_the_image_has_a_named_base_no_root_and_a_health_check() -> None:
    (base,) = of("ARG")
    assert re.fullmatch(r"BASE=docker\.io/library/python:3\.\d+-slim-\w+", base)
    assert all(one.startswith("${BASE}") for one in of("FROM"))
    assert of("USER")[-1] == "10001"
    order = [word for word, _ in instructions()]
    assert order.index("USER") < order.index("ENTRYPOINT")
    (health,) = of("HEALTHCHECK")
    assert "127.0.0.1:8000/readyz" in health
    assert of("EXPOSE") == ["8000"]


def test_the_image_starts_what_the_wheel_installs_with_options_that_exist() -> None:
    assert json.loads(of("ENTRYPOINT")[-1]) == ["ostrakon"]
    assert "ostrakon" in PROJECT["scripts"]
    name, *options = json.loads(of("CMD")[-1])
    assert name == "serve"
    known = {option for parameter in serve.params for option in parameter.opts}
    assert {option for option in options if option.startswith("--")} <= known


def test_the_image_holds_every_extra_that_its_settings_can_ask_for() -> None:
    (named,) = re.findall(r'"\.\[([\w,]+)\]"', " ".join(of("RUN")))
    extras = set(named.split(","))
    assert extras <= set(PROJECT["optional-dependencies"])
    composed = (DEPLOY / "compose-two-hosts.yaml").read_text(encoding="utf-8")
    for scheme, extra in (("redis://", "redis"), ("postgresql://", "postgres")):
        assert scheme in composed
        assert extra in extras
    assert {"fast", "documents", "oidc", "mcp", "otel", "rabbitmq"} <= extras
    compiled = next(rest for rest in of("RUN") if "ostrakon.app.compiling" in rest)
    assert "NUMBA_CACHE_DIR=/opt/compiled" in compiled
    assert "NUMBA_CACHE_DIR=/opt/compiled" in of("ENV")[-1]
    assert any(rest.endswith("/opt/compiled /opt/compiled") for rest in of("COPY"))


def test_only_what_the_wheel_is_built_from_goes_into_the_build() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in lines
    needed = {"src", "pyproject.toml", PROJECT["readme"], *PROJECT["license-files"]}
    assert {line[1:] for line in lines if line.startswith("!")} == needed


@pytest.mark.parametrize("name", ["compose.yaml", "compose-two-hosts.yaml", "kubernetes.yaml"])
def test_settings_and_images_of_the_examples_exist_and_nothing_runs_as_root(name: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8")
    parsed = list(yaml.safe_load_all(text))
    known = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    settings = set(re.findall(r"\bOSTRAKON_[A-Z_]+\b", text))
    assert settings
    assert {setting for setting in settings if f"`{setting}`" not in known} == set()
    assert not [value for value in everything(parsed) if value.endswith(":latest")]
    if name == "kubernetes.yaml":
        pods = [parsed[0]["spec"]["template"]["spec"], parsed[1]["spec"]["jobTemplate"]["spec"]["template"]["spec"]]
        for pod in pods:
            assert pod["securityContext"]["runAsNonRoot"] is True
            assert all(one["securityContext"]["readOnlyRootFilesystem"] for one in pod["containers"])
    else:
        assert parsed[0]["services"]
