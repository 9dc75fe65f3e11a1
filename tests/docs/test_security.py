"""SECURITY.md names a test for each defence, and that test is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "SECURITY.md").read_text(encoding="utf-8").partition("## Threats")[2].splitlines()
    if line.startswith("|") and not line.startswith(("| threat", "|---", "| **"))
]
TEST = re.compile(r"`(?P<file>tests/[a-z_/]+\.py)::(?P<name>test_[a-z0-9_]+)`")


def test_the_table_is_read() -> None:
    assert len(TABLE) >= 40
    assert all(len(row) == 3 and all(row) for row in TABLE)


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_its_test_is_there(row: list[str]) -> None:
    named = TEST.fullmatch(row[2])
    assert named is not None, row[2]
    tree = ast.parse((ROOT / named["file"]).read_text(encoding="utf-8"))
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    assert named["name"] in functions
