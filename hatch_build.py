"""Puts the example corpus inside the wheel, so that `riwaya demo` works from an installed package.

An editable install reads `examples/` where it lies; force-include in pyproject.toml would leave it a stale copy.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Examples(BuildHookInterface[Any]):
    """Adds `examples/` as `riwaya/examples/` to wheels that are not editable."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            build_data["force_include"]["examples"] = "riwaya/examples"
