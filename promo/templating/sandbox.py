"""Where expressions of a template are evaluated: the immutable sandbox over plain data."""

from __future__ import annotations

from typing import Any

from jinja2.sandbox import ImmutableSandboxedEnvironment


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's immutable sandbox, in which a dot reaches the values of a mapping and no method."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`row.items` is what the packet calls items, not the method of a mapping."""
        if isinstance(obj, dict):
            found = obj.get(attribute, _ABSENT)
            return self.undefined(obj=obj, name=attribute) if found is _ABSENT else found
        return super().getattr(obj, attribute)


_ABSENT = object()
