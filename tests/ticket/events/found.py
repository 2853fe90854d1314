"""Finds every service that changes something by reading the code, so that a new one cannot be forgotten."""

import ast
import importlib
import inspect
import pkgutil
import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import apps

# The calls by which rows are written; `send` announces an act to those who write more.
WRITES = {
    "save", "create", "bulk_create", "update", "bulk_update", "get_or_create", "update_or_create", "delete", "set",
    "clear", "add", "remove", "send",
}  # fmt: skip
# SQL of a module's own that writes; a module that only asks has none of it.
SQL = re.compile(r"\b(INSERT INTO|UPDATE [a-z]|DELETE FROM)")


def changing_services() -> set[str]:
    """Return the dotted names of all public functions of services that write, by themselves or by what they call."""
    return {
        f"{module.__name__}.{name}"
        for module in _service_modules()
        for name, function in vars(module).items()
        if _is_public(module, name, function) and (hasattr(function, "__wrapped__") or changes(function))
    }


def changing_commands() -> set[str]:
    """Return the dotted names of the apps' management commands that write."""
    found = set()
    for info in pkgutil.walk_packages(apps.__path__, "apps."):
        if ".management.commands." in info.name:
            module = importlib.import_module(info.name)
            if changes(module.Command.handle):
                found.add(info.name)
    return found


def changes(function: Callable[..., Any], seen: frozenset[object] = frozenset()) -> bool:
    """Tell whether the function writes, or calls one of ours that does."""
    function = inspect.unwrap(function)
    if function in seen:
        return False
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    methods = {node.attr for node in called if isinstance(node, ast.Attribute)}
    if methods & WRITES or ("execute" in methods and SQL.search(Path(inspect.getfile(function)).read_text())):
        return True
    return any(changes(other, seen | {function}) for other in _ours(function, tree))


def _ours(function: Any, tree: ast.AST) -> Iterator[Callable[..., Any]]:
    """Yield the functions of the apps that it names."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for name in names:
        named = function.__globals__.get(name)
        if callable(named) and isinstance(inspect.unwrap(named), FunctionType) and named.__module__.startswith("apps."):
            yield named


def _service_modules() -> list[ModuleType]:
    names = [info.name for info in pkgutil.walk_packages(apps.__path__, "apps.")]
    return [importlib.import_module(name) for name in names if re.match(r"apps\.\w+\.services(\.|$)", name)]


def _is_public(module: ModuleType, name: str, function: Any) -> bool:
    return inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
