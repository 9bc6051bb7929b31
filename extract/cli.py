"""The command line: `vn-extract run`, `show`, `schema` and `rules`."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
import msgspec

from extract.batch.run import Summary, run
from extract.io.incoming import Reject
from extract.io.readers import READERS, read
from extract.io.rejects import RejectsFile
from extract.io.streams import STANDARD, format_of, writing
from extract.lexicon import Lexicon, LexiconError
from extract.pipeline import Extractor
from extract.record import json_schema

if TYPE_CHECKING:
    from rich.progress import Progress

FAILED, REJECTED = 1, 3
SHOWN_REJECTS = 10

rules_option = click.option(
    "--rules",
    "rules",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Rule files of your own, merged over the package's: added, replaced or switched off by id.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="vn-extract", prog_name="vn-extract")
def main() -> None:
    """Read Vietnamese news articles into structured JSON.

    Exit status: 0 all went well, 1 failed, 2 wrong usage, 3 finished with some input rejected.
    """


@main.command("run")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", required=True, metavar="OUT", help="Records: .jsonl, .jsonl.gz, .jsonl.zst, or '-'.")
@click.option("--rejects", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="What was not read.")
@click.option(
    "--format",
    "standard_format",
    type=click.Choice([ending[1:] for ending in READERS]),
    default="jsonl",
    show_default=True,
    help="Format of standard input.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress, no summary; errors only.")
@rules_option
def run_command(
    inputs: tuple[str, ...],
    output: str,
    rejects: Path | None,
    standard_format: str,
    quiet: bool,
    rules: tuple[Path, ...],
) -> None:
    """Extract the articles of INPUT... into OUT.

    INPUT is a .txt, .jsonl, .csv or .tsv file, also with .gz or .zst, a directory of them, or '-' for standard input.
    What cannot be read is named on standard error and kept, with its reason, in the rejects file.
    """
    if output != STANDARD and format_of(output) != ".jsonl":
        raise click.UsageError(f"cannot write '{output}': OUT has to end in .jsonl, .jsonl.gz or .jsonl.zst, or be '-'")
    if output != STANDARD and any(name != STANDARD and _same_file(name, output) for name in inputs):
        raise click.UsageError(f"'{output}' is also an INPUT; give another OUT")
    extractor = Extractor(lexicon=_lexicon(rules))
    beside = Path("vn-extract") if output == STANDARD else Path(output)
    rejects_file = RejectsFile(rejects or beside.with_name(f"{beside.name}.rejects.jsonl"))
    incoming = read(inputs, f".{standard_format}")
    began = time.monotonic()
    try:
        with writing(output) as sink, rejects_file, _progress(quiet) as progress:

            def reject(rejected: Reject) -> None:
                rejects_file.add(rejected)
                if rejects_file.count <= SHOWN_REJECTS:
                    _say(f"{rejected.place}: {rejected.reason}", progress)

            task = progress.add_task("extracting", total=None) if progress else None

            def advance(summary: Summary) -> None:
                if progress and task is not None:
                    progress.update(task, completed=summary.articles + summary.rejected)

            summary = run(extractor, incoming, sink, reject, advance)
    except BrokenPipeError:
        sys.exit(FAILED)
    except OSError as error:
        _fail(f"cannot write {error.filename or output}: {error.strerror or error}")
    if rejects_file.count:
        more = rejects_file.count - SHOWN_REJECTS
        _say(
            (f"… and {more} more; " if more > 0 else "") + f"{rejects_file.count} rejected, kept in {rejects_file.path}"
        )
    if not quiet and output != STANDARD:
        _say(_summary_line(summary, output, time.monotonic() - began))
    if summary.rejected:
        sys.exit(REJECTED if summary.articles else FAILED)


@main.command()
@click.argument("input", metavar="FILE")
@click.option("--id", "wanted", metavar="ID", help="The article to show, where FILE holds several; else the first.")
@click.option("--explain", is_flag=True, help="Also name the rule and the section behind each item.")
@rules_option
def show(input: str, wanted: str | None, explain: bool, rules: tuple[Path, ...]) -> None:
    """Show an article of FILE ('-' for standard input) with its finds coloured, and a table of them."""
    from extract.terminal import render

    extractor = Extractor(lexicon=_lexicon(rules))
    for incoming in read([input], ".txt"):
        if isinstance(incoming, Reject):
            _fail(f"{incoming.place}: {incoming.reason}")
        if wanted is None or incoming.article.identifier() == wanted:
            render(extractor, incoming.article, explain=explain)
            return
    _fail(f"{input}: no article with the id '{wanted}' there" if wanted else f"{input}: no article there")


@main.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    click.echo(msgspec.json.format(msgspec.json.encode(json_schema()), indent=2))


@main.command("rules")
@click.argument("words", nargs=-1, metavar="[WORD...]")
@click.option("--group", help="Only entries of this group (titles, awards, units, patterns ...).")
@rules_option
def rules_command(words: tuple[str, ...], group: str | None, rules: tuple[Path, ...]) -> None:
    """List the rules and lexicon entries that hold all WORDs in id, forms or comment, with file and line.

    One entry a line, fields parted by tabs: id, group, forms or pattern, where, comment.
    """
    from extract.text.fold import fold_key

    lexicon = _lexicon(rules)
    wanted = [fold_key(word) for word in words]
    found = 0
    for entry in lexicon:
        if group not in (None, entry.group):
            continue
        origin = lexicon.origin(entry.id)
        shown = ", ".join(entry.forms) or str(getattr(entry, "pattern", ""))
        row = (entry.id, entry.group, shown, str(origin), origin.comment)
        text = fold_key("\t".join(row))
        if all(word in text for word in wanted):
            found += 1
            click.echo("\t".join(row))
    if not found:
        _fail("no such rule; try fewer words, or none to list all")


def _lexicon(directories: tuple[Path, ...]) -> Lexicon:
    try:
        return Lexicon.load(*directories)
    except LexiconError as error:
        _fail(str(error))


def _same_file(one: str, other: str) -> bool:
    return Path(one).exists() and Path(other).exists() and Path(one).samefile(other)


@contextmanager
def _progress(quiet: bool) -> "Iterator[Progress | None]":
    """A progress line on a terminal, nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield progress


def _summary_line(summary: Summary, output: str, seconds: float) -> str:
    rate = (summary.articles + summary.rejected) / seconds if seconds else 0.0
    return (
        f"{output}: {summary.articles} articles ({summary.officials} officials, {summary.dates} dates, "
        f"{summary.statistics} statistics, {summary.awards} awards; {summary.warnings} warnings) "
        f"in {seconds:.1f} s, {rate:.0f} articles/s"
    )


def _say(message: str, progress: "Progress | None" = None) -> None:
    if progress:
        progress.console.print(message, markup=False, highlight=False, soft_wrap=True)
    else:
        click.echo(message, err=True)


def _fail(message: str) -> NoReturn:
    click.echo(f"vn-extract: {message}", err=True)
    sys.exit(FAILED)


if __name__ == "__main__":
    main()
