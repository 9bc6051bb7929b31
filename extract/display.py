"""How values show themselves in notebooks, without knowing by what: who can render them says so here."""

from collections.abc import Callable

Renderer = Callable[[object], str]

_renderer: Renderer | None = None


def render_with(renderer: Renderer) -> None:
    """Show values by `renderer` from now on."""
    global _renderer
    _renderer = renderer


def html(value: object) -> str | None:
    """The value as HTML; None, for which a notebook shows the text, where nothing renders it."""
    return _renderer(value) if _renderer else None
