"""The sandbox that templates run in: everything escaped, nothing undefined, only the edition's own files to include."""

from collections.abc import Callable

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.model import Design


def sandbox(design: Design, *, finalize: Callable[[object], object] | None = None) -> ImmutableSandboxedEnvironment:
    """An environment that knows the templates of a design by name; `finalize` sees whatever is printed."""
    return ImmutableSandboxedEnvironment(
        loader=DictLoader({template.name: template.text for template in design.templates}),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
