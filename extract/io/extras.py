"""The parts that are installed only where they are wanted, and what to say when one is missing."""

from importlib import import_module
from typing import Any


class MissingExtraError(ImportError):
    """A format or database needs a package that is not installed; the message says how to install it."""


def load(module: str, extra: str) -> Any:
    """The module, which the package's extra `extra` brings.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError(
            f"this needs the package '{module.partition('.')[0]}', which is not installed: "
            f"pip install 'vn-extract[{extra}]' ({error})"
        ) from error
