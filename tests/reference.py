"""Makes the reference of the Python API, `docs/api.md`, from docstrings: `python -m tests.reference`.

Signatures are those of the source, so that the page is the same whatever Python makes it. A test sees that it is up to
date.
"""

import ast
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from textwrap import dedent

PAGE = Path(__file__).parents[1] / "docs" / "api.md"

_RECORD = ("Record", "Item", "Official", "Title", "Mention", "Date", "Statistic", "Award")
_RECORD += ("to_json", "from_json", "json_schema")
_NOTES = ("read_annotations", "write_annotations")
_PLOTS = ("timeline", "offices", "awards", "series", "provinces", "NothingToShowError")
SECTIONS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("Reading articles", "extract", "", ("Extractor", "Article", "Rejected", "ArticleError", "why", "Explanation")),
    ("Records", "extract", "What the fields mean: [The record](record.md).", _RECORD),
    ("Rules", "extract", "What they look like: [Your own rules](rules.md).", ("Lexicon", "LexiconError")),
    ("Tables", "extract", "With examples: [pandas and notebooks](pandas.md).", ("frames", "register")),
    ("Annotations", "extract", "With examples: [brat, Label Studio, CoNLL](annotations.md).", _NOTES),
    ("Evaluation", "extract", "With examples: [Evaluation](evaluation.md).", ("score",)),
    ("", "extract.evaluate", "", ("Score", "Counts", "Error")),
    ("", "extract.batch.diff", "", ("compare", "Diff", "Tally", "Change")),
    ("Pictures", "extract.plots", "`pip install 'vn-extract[plots]'`.", _PLOTS),
    ("spaCy", "extract.integrations.components", "With examples: [spaCy](spacy.md).", ("annotate",)),
    ("", "extract.integrations.training", "", ("docs", "examples", "doc_bin")),
    ("Spark", "extract.batch.spark", "With examples: [Batches](batch.md).", ("records", "tables")),
)  # fmt: skip
"""Heading, module, what is said below the heading, and the names in order. `extract.plots` is a section."""

_PART = re.compile(r"^(Args|Attributes|Raises):$", re.MULTILINE)
_ENTRY = re.compile(r"^ {4}(\S[^:]*): (.+(?:\n {5,}\S.*)*)", re.MULTILINE)
_HEADS = {"Args": "argument", "Attributes": "attribute", "Raises": "raised"}


def page() -> str:
    """The page."""
    lines = [
        "# The Python API",
        "",
        "Everything that the other pages name, from the docstrings. `import extract` loads none that is not asked for.",
    ]
    for heading, module, told, names in SECTIONS:
        lines += ["", f"## {heading}"] if heading else []
        lines += ["", told] if told else []
        for name in names:
            lines += ["", *_entry(module, name)]
    return "\n".join(lines) + "\n"


def _entry(module: str, name: str) -> Iterator[str]:
    found = getattr(import_module(module), name)
    node = _node(found.__module__, found.__name__)
    yield f"### {module}.{name}"
    yield ""
    if isinstance(node, ast.FunctionDef):
        yield from _function(node, name)
        return
    yield from _fenced(_class(node))
    yield from _told(node)
    for part in node.body:
        if isinstance(part, ast.FunctionDef) and not part.name.startswith("_") and not _is_overload(part):
            yield ""
            yield f"#### {name}.{part.name}"
            yield ""
            if any(ast.unparse(one) == "property" for one in part.decorator_list):
                yield from _fenced(f"{part.name}: {ast.unparse(part.returns)}" if part.returns else part.name)
                yield from _told(part)
            else:
                yield from _function(part, part.name)
        elif isinstance(part, ast.FunctionDef) and part.name == "__call__":
            yield ""
            yield f"#### {name}()"
            yield ""
            yield from _function(part, "extractor")


def _node(module: str, name: str) -> ast.FunctionDef | ast.ClassDef:
    tree = ast.parse(inspect.getsource(import_module(module)))
    return next(one for one in tree.body if isinstance(one, ast.FunctionDef | ast.ClassDef) and one.name == name)


def _is_overload(node: ast.FunctionDef) -> bool:
    return any(ast.unparse(one) == "overload" for one in node.decorator_list)


def _class(node: ast.ClassDef) -> str:
    """How one is made: the arguments of `__init__`, or what it is of and its fields."""
    for part in node.body:
        if isinstance(part, ast.FunctionDef) and part.name == "__init__":
            return f"class {node.name}{_arguments(part)}"
    bases = ", ".join(map(ast.unparse, node.bases))
    fields = [f"    {ast.unparse(part)}" for part in node.body if isinstance(part, ast.AnnAssign)]
    return "\n".join((f"class {node.name}({bases})" + ":" * bool(fields), *fields)).replace("'", '"')


def _arguments(node: ast.FunctionDef) -> str:
    arguments = node.args
    if arguments.args and arguments.args[0].arg in ("self", "cls"):
        arguments.args = arguments.args[1:]
    told = re.sub(r"(?<=[\w\]])=(?=\S)", " = ", ast.unparse(arguments).replace("'", '"'))
    return f"({told})"


def _function(node: ast.FunctionDef, name: str) -> Iterator[str]:
    gives = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    yield from _fenced(f"{name}{_arguments(node)}{gives}")
    yield from _told(node)


def _fenced(signature: str) -> Iterator[str]:
    yield "```python"
    yield re.sub(r"""-> (['"])(.+)\1""", r"-> \2", signature)
    yield "```"


def _told(node: ast.FunctionDef | ast.ClassDef) -> Iterator[str]:
    """A docstring: its paragraphs, and a table for what it lists."""
    text = ast.get_docstring(node) or ""
    first, *parts = _PART.split(text)
    yield ""
    yield first.strip()
    for head, part in zip(parts[::2], parts[1::2], strict=True):
        body, _, after = part.partition("\n\n")
        rows = [(name, " ".join(told.split())) for name, told in _ENTRY.findall(body)]
        yield from ("", f"| {_HEADS[head]} | |", "| --- | --- |")
        yield from (f"| `{name}` | {told.replace('|', chr(92) + '|')} |" for name, told in rows)
        if after.strip():
            yield ""
            yield dedent(after).strip()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
