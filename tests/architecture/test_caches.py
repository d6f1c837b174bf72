"""What is remembered from one check to the next does not grow with what is checked."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "compliance"
FEW = {
    "_width": "characters",
    "_texts_in": "classes of ours",
    "planned": "stages, each as the rules ask for it",
    "stage_text": "stages",
}
"""What caches without a bound are asked for, where it is not for one thing."""


def test_a_cache_without_a_bound_is_asked_for_few_things() -> None:
    """Another has a bound: a process that checks ledgers all day must not keep something of each."""
    unbounded = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.args.args:
                said = {ast.unparse(decorator).replace(" ", "") for decorator in node.decorator_list}
                if said & {"cache", "functools.cache", "lru_cache(None)", "lru_cache(maxsize=None)"}:
                    unbounded.add(node.name)
    assert unbounded == set(FEW)
