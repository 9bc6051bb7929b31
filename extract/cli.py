"""The command line: `vn-extract run`, `show`, `diff`, `stats`, `register`, `report`, `serve`, `schema` and `rules`."""

import errno
import math
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click
import msgspec

from extract.batch.diff import compare
from extract.batch.journal import JournalError
from extract.batch.pool import SetupError
from extract.batch.run import Options, run
from extract.batch.summary import Summary
from extract.io.annotations import FORMS, Form
from extract.io.extras import MissingExtraError
from extract.io.fields import Fields, Mapper
from extract.io.incoming import Page, Reject
from extract.io.lock import LockedError
from extract.io.readers import InputError, files, measure, read
from extract.io.records import RecordsError
from extract.io.restored import stored_records
from extract.io.streams import STANDARD
from extract.io.writers import OUTPUTS, BrokenOffError, OutputError
from extract.record import json_schema
from extract.registry import CORRECTIONS
from extract.registry.stores import OUTPUTS as REGISTERS

# What extracts is loaded by the commands that extract: `run` leaves that to its workers.
if TYPE_CHECKING:
    from rich.progress import Progress

    from extract.article import Article
    from extract.lexicon import Lexicon
    from extract.pipeline import Extractor

F = TypeVar("F", bound=Callable[..., Any])

FAILED, REJECTED, INTERRUPTED = 1, 3, 130
LINE_SECONDS = 60.0
"""How often a run says how far it is where there is no terminal."""
MOST_SECONDS, MOST_MEBIBYTES = 1e7, 1 << 24
"""Limits above these (four months, 16 TiB) are slips, and more than the system's clocks and counters take."""
SHOWN_REJECTS = 10
SHOWN_ROWS = 10

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

    Exit status: 0 all went well, 1 failed, 2 wrong usage, 3 finished with some input rejected, 130 interrupted.
    """


def _finite(context: click.Context, option: click.Parameter, value: float) -> float:
    """No number is larger or smaller than "nan", so that a range lets it through."""
    if not math.isfinite(value):
        raise click.BadParameter(f"{value} is no number of seconds")
    return value


def _field_option(name: str, own: str | None = None, more: str = "") -> Callable[[F], F]:
    told = f"The input's field or column for '{own or name}'; by default found by its usual names.{more}"
    return click.option(f"--{name}-field", metavar="NAME", help=told)


@main.command("run")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    "outputs",
    required=True,
    multiple=True,
    metavar="OUT",
    help=f"Where the records go: {OUTPUTS}. May be given several times.",
)
@click.option("--rejects", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="What was not read.")
@click.option(
    "--format",
    "standard_format",
    default="jsonl",
    show_default=True,
    metavar="FORMAT",
    help="Format of standard input, with compressions: jsonl, csv.gz, tar.zst ...",
)
@_field_option("text")
@_field_option("title")
@_field_option("date", "published", " 'file' is the day in a text file's name.")
@_field_option("id")
@_field_option("url")
@_field_option("author")
@_field_option("lead")
@click.option(
    "--date-format", metavar="FORMAT", help="How dates of publication are written, as for strptime: '%m/%d/%Y'."
)
@click.option("--delimiter", metavar="SIGN", help="What parts the cells of CSV; by default found out. 'tab' is a tab.")
@click.option("--record-tag", metavar="NAME", help="The element of XML that is one article; by default found out.")
@click.option(
    "--split", metavar="LINE", help="The line that parts the articles of a .txt file; 'line' where each line is one."
)
@click.option("--skip-lists", is_flag=True, help="Set front pages and lists of articles aside, among the rejects.")
@click.option("--with-text", is_flag=True, help="Carry each article's text in its record.")
@click.option(
    "-w", "--workers", type=click.IntRange(1, 1024), help="Processes that read articles; by default all cores."
)
@click.option(
    "--chunk-size",
    type=click.IntRange(1, 100_000),
    default=40,
    show_default=True,
    help="Articles a worker gets at once.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(0, MOST_SECONDS),
    callback=_finite,
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="What one article may take before it is set aside; 0 for no limit.",
)
@click.option(
    "--memory-limit",
    type=click.IntRange(0, MOST_MEBIBYTES),
    default=2048,
    show_default=True,
    metavar="MIB",
    help="What a worker may take before its article is set aside; 0 for no limit.",
)
@click.option("--resume", is_flag=True, help="Go on with a run that was stopped or killed.")
@click.option("--force", is_flag=True, help="Write also over a file that vn-extract did not write.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, no summary; errors only.")
@rules_option
def run_command(
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    rejects: Path | None,
    standard_format: str,
    text_field: str | None,
    title_field: str | None,
    date_field: str | None,
    id_field: str | None,
    url_field: str | None,
    author_field: str | None,
    lead_field: str | None,
    date_format: str | None,
    delimiter: str | None,
    record_tag: str | None,
    split: str | None,
    skip_lists: bool,
    with_text: bool,
    workers: int | None,
    chunk_size: int,
    time_limit: float,
    memory_limit: int,
    resume: bool,
    force: bool,
    quiet: bool,
    rules: tuple[Path, ...],
) -> None:
    """Extract the articles of INPUT... into OUT.

    INPUT is a file (.txt, .md, .jsonl, .json, .csv, .tsv, .xlsx, .xls, .ods, .xml, .rss, .parquet, .html, .mhtml,
    .warc, in .zip or .tar or packed with .gz, .zst, .bz2 or .xz), a directory of such files, a quoted pattern
    ('dumps/**/*.jsonl.gz'), or '-' for standard input.

    What cannot be read is named on standard error and kept, with its reason, in the rejects file.
    """
    options = Options(
        inputs=inputs,
        output=outputs[0],
        also=outputs[1:],
        rejects=rejects,
        standard_format=f".{standard_format.lstrip('.')}",
        fields=Fields(
            text=text_field,
            id=id_field,
            title=title_field,
            published=date_field,
            url=url_field,
            author=author_field,
            lead=lead_field,
            date_format=date_format,
            delimiter=_delimiter(delimiter),
            record_tag=record_tag,
            split=split,
            skip_lists=skip_lists,
        ),
        rules=tuple(map(str, rules)),
        workers=workers or os.cpu_count() or 1,
        chunk=chunk_size,
        seconds=time_limit or None,
        memory=memory_limit << 20 or None,
        carry_text=with_text,
        resume=resume,
        force=force,
    )
    began = time.monotonic()
    told = began
    shown = 0
    passed_over: Counter[str] = Counter()
    mapper = Mapper(options.fields)
    with _told(options), _progress(quiet) as progress:
        meter = measure(inputs, options.own()) if progress else None
        task = progress.add_task("extracting", total=meter.total) if progress and meter else None

        def reject(rejected: Reject) -> None:
            nonlocal shown
            shown += 1
            if shown <= SHOWN_REJECTS:
                _say(f"{rejected.place}: {rejected.reason}", progress)

        def advance(summary: Summary) -> None:
            nonlocal told
            done, now = summary.articles + summary.rejected, time.monotonic()
            line = f"{done} articles, {done / max(now - began, 0.001):.0f}/s"
            if progress and meter and task is not None:
                progress.update(task, completed=meter.done, description=line)
            elif not quiet and now - told >= LINE_SECONDS:
                told = now
                _say(line)

        summary = run(options, rejected=reject, advanced=advance, meter=meter, mapper=mapper, passed_over=passed_over)
    if summary.rejected:
        more = shown - SHOWN_REJECTS
        also = f"… and {more} more; " if more > 0 else ""
        _say(f"{also}{summary.rejected} rejected, kept in {options.kept_in(summary)}")
    if not summary.articles and summary.rejected:
        _say("nothing could be read, so nothing was written")
        sys.exit(FAILED)
    if not quiet and STANDARD not in outputs:
        _say(_summary_line(summary, ", ".join(outputs), time.monotonic() - began))
        if passed_over:
            named = ", ".join(f"{count} {ending or 'without an ending'}" for ending, count in passed_over.most_common())
            _say(f"{passed_over.total()} files of other kinds were passed over: {named}")
        if mapper.taken:
            _say(mapper.told())
        if summary.dateless:
            _say(_dateless(summary.dateless, {theirs for own, theirs in mapper.taken if own == "published"}))
        if summary.undated:
            _say(
                f"{summary.undated} dates of publication could not be read, such as {summary.undated_as!r}: "
                "--date-format says how they are written, --date-field where they are"
            )
    if summary.rejected:
        sys.exit(REJECTED)


def _dateless(count: int, known: set[str]) -> str:
    """What to do about articles without a date of publication; `known` are the fields that others have it in."""
    have = "1 article has" if count == 1 else f"{count} articles have"
    if known:
        return f"{have} no date of publication: {' and '.join(map(repr, sorted(known)))} says nothing there"
    return (
        f"{have} no date of publication: --date-field says which field has it, 'file' that the names of text files have"
    )


def _delimiter(given: str | None) -> str | None:
    named = {"tab": "\t", "\\t": "\t"}.get(given or "", given)
    if named is not None and len(named) != 1:
        raise click.BadParameter("it has to be one sign, or 'tab'", param_hint="--delimiter")
    return named


@contextmanager
def _told(options: Options) -> Iterator[None]:
    """Turns what goes wrong in a run into an exit status and a message."""
    journal = None
    try:
        journal = options.journal_path()
        there = journal is not None and journal.exists()
        if there and not options.resume:
            _say(f"{journal} is of a run that did not finish; beginning anew (--resume goes on with it)")
        if options.resume and not there:
            _say(f"no run into {options.output} broke off here: nothing to resume, beginning anew")
        yield
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or Python would complain when it flushes at the end
        sys.exit(FAILED)
    except KeyboardInterrupt:
        _fail(f"interrupted{_GOES_ON if _is_kept(journal) else ', nothing was written yet'}", INTERRUPTED)
    except BrokenOffError as error:
        _fail(f"{error}{_GOES_ON if _is_kept(journal) else ''}")
    except (InputError, OutputError, MissingExtraError, JournalError, LockedError, SetupError) as error:
        _fail(str(error))
    except OSError as error:
        own = error.filename is None or Path(str(error.filename)).resolve() in options.own()
        name = options.output if own else error.filename
        goes_on = _GOES_ON if error.errno == errno.ENOSPC and _is_kept(journal) else ""
        _fail(f"cannot write {name}: {error.strerror or error}{goes_on}")


def _is_kept(journal: Path | None) -> bool:
    return journal is not None and journal.exists()


_GOES_ON = "; the same command with --resume goes on"


@main.command()
@click.argument("input", metavar="FILE")
@click.option("--id", "wanted", metavar="ID", help="The article to show, where FILE holds several; else the first.")
@click.option("--explain", is_flag=True, help="Also name the rule and the section behind each item.")
@rules_option
def show(input: str, wanted: str | None, explain: bool, rules: tuple[Path, ...]) -> None:
    """Show an article of FILE ('-' for standard input) with its finds coloured, and a table of them."""
    from extract.terminal import render

    extractor = _extractor(rules)
    article = _wanted(input, wanted)
    with _rules_told():
        render(extractor, article, explain=explain)


@main.command()
@click.argument("input", metavar="FILE")
@click.argument("offset", type=click.IntRange(0))
@click.option("--id", "wanted", help="The article with this id instead of the first.")
@rules_option
def why(input: str, offset: int, wanted: str | None, rules: tuple[Path, ...]) -> None:
    """Say which productions were tried at character OFFSET of an article of FILE, and why one was chosen.

    Offsets count characters of the article's text, as `start` and `end` in its record do.
    """
    from extract.terminal import render_traces

    extractor = _extractor(rules)
    article = _wanted(input, wanted)
    if offset >= len(article.text):
        _fail(f"{input}: the article has {len(article.text)} characters; OFFSET has to be below that")
    with _rules_told():
        render_traces(extractor.why(article, offset))


def _wanted(input: str, wanted: str | None) -> "Article":
    """The article of a file with an id, or the first."""
    from extract.io import html

    for incoming in read([input], ".txt"):
        found = html.parse(incoming) if isinstance(incoming, Page) else incoming
        if isinstance(found, Reject):
            _fail(f"{found.place}: {found.reason}")
        if wanted is None or found.article.identifier() == wanted:
            return found.article
    return _fail(f"{input}: no article with the id '{wanted}' there" if wanted else f"{input}: no article there")


@main.command()
@click.argument("old")
@click.argument("new")
@click.option("--list", "listed", type=click.IntRange(0), default=0, metavar="N", help="Also list the first N changes.")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
def diff(old: str, new: str, listed: int, as_json: bool) -> None:
    """Say what changed between two runs, whose records are in OLD and NEW (whatever a run wrote but .csv and .xlsx).

    Items are compared by article, kind and span: gained, lost, or changed in some field; counted by kind and by rule.
    """
    try:
        found = compare(stored_records(old), stored_records(new), listed)
    except (RecordsError, MissingExtraError) as error:
        _fail(str(error))
    if as_json:
        click.echo(msgspec.json.encode(found))
        return
    from extract.terminal import show_diff

    show_diff(found)


@main.command()
@click.argument("sources", nargs=-1, required=True, metavar="RECORDS...")
@click.option(
    "-o", "--output", "outputs", multiple=True, required=True, metavar="OUT", help=f"{OUTPUTS}; may be repeated."
)
@click.option("--to", type=click.Choice(FORMS), help="For people to annotate: OUT is a folder for brat, else a file.")
@click.option("--force", is_flag=True, help="Write also over what vn-extract did not write.")
def convert(sources: tuple[str, ...], outputs: tuple[str, ...], to: Form | None, force: bool) -> None:
    """Write RECORDS (whatever a run wrote but .csv and .xlsx) into OUT, in the form that its name asks for.

    A database takes them beside those that are there. What is wrong with RECORDS is said before OUT is touched.
    RECORDS may also be what people annotated: a folder of brat's, a .json export of Label Studio, a .conll file.
    """
    from extract.batch.convert import convert as write_again

    try:
        count = write_again(sources, outputs, to, force=force)
    except ValueError as error:
        meant = {".json": "label-studio", ".conll": "conll"}.get(Path(outputs[0]).suffix) if to is None else None
        raise click.UsageError(f"{error}; for people to annotate: --to {meant}" if meant else str(error)) from error
    except (RecordsError, OutputError, MissingExtraError, LockedError) as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"cannot write {' and '.join(outputs)}: {error.strerror or error}")
    _say(f"{' and '.join(outputs)}: {count} records")


@main.command()
@click.argument("gold", metavar="GOLD")
@click.argument("found", metavar="RECORDS")
@click.option("--list", "listed", type=click.IntRange(0), default=0, metavar="N", help="Also list the first N errors.")
@click.option("--measure", help="Of these errors only those of a measure: officials, dates.type, awards.giver …")
@click.option("--html", "page", type=click.Path(dir_okay=False, path_type=Path), metavar="PAGE", help="Also a page.")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
def score(gold: str, found: str, listed: int, measure: str | None, page: Path | None, as_json: bool) -> None:
    """Say how well RECORDS (whatever a run wrote but .csv and .xlsx) agree with GOLD, made by hand.

    GOLD is a folder of .json files, one an article, or a .jsonl file: corrected records, or {"id", "text", "gold": …};
    or what people annotated: a folder of brat's, a .json export of Label Studio, a .conll file.
    Fields that it does not state are not scored. Articles are paired by their ids; the intervals are by bootstrap.
    """
    from extract import evaluate
    from extract.io.annotations import annotations, form_of
    from extract.io.gold import gold as read_gold

    try:
        form = form_of(gold)
        wanted = list(annotations(gold, form) if form else read_gold(gold))
        made = list(stored_records(found))
    except (RecordsError, MissingExtraError) as error:
        _fail(str(error))
    ids = {one.record.id for one in wanted}
    if ids.isdisjoint(record.id for record in made):
        shown = f"'{min(ids)}' there, '{made[0].id}' here" if ids and made else "one of them is empty"
        _fail(f"{gold} and {found} have no article in common: {shown}; records take their ids from the field 'id'")
    stated = frozenset[str]().union(*(one.stated for one in wanted))
    result = evaluate.score((one.record for one in wanted), made)
    result = result.without(evaluate.unstated(stated))
    intervals = result.intervals()
    if measure is not None and measure not in result.kinds:
        raise click.UsageError(f"no measure '{measure}' here; there are {', '.join(result.kinds)}")
    if page is not None:
        from extract.report.errors import write_errors

        texts = {one.record.id: one.record.text for one in wanted if one.record.text}
        try:
            with page.open("wb") as out:
                write_errors(out, result, intervals, texts)
        except OSError as error:
            _fail(f"cannot write {page}: {error.strerror or error}")
    if as_json:
        click.echo(
            msgspec.json.encode({**msgspec.structs.asdict(result), "macro": result.macro, "intervals": intervals})
        )
        return
    from extract.terminal import show_score

    errors = [error for error in result.errors if measure in (None, error.kind)]
    show_score(result, intervals, errors[:listed])


@main.command()
@click.argument("out")
@click.option("--all", "everything", is_flag=True, help=f"All rules too, and more than {SHOWN_ROWS} of each.")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
@rules_option
def stats(out: str, everything: bool, as_json: bool, rules: tuple[Path, ...]) -> None:
    """Count what is in OUT (no .csv, no .xlsx): days, who and what is in most articles, items by kind, warnings.

    With --all also the rules behind the items, and those that never fired.
    """
    from extract.batch.stats import count, count_tables
    from extract.io.stored import holds_tables, tables

    try:
        lexicon = _lexicon(rules)
        found = count_tables(tables(out), lexicon) if holds_tables(out) else count(stored_records(out), lexicon)
    except (RecordsError, MissingExtraError) as error:
        _fail(str(error))
    if as_json:
        click.echo(msgspec.json.encode(found))
        return
    from extract.terminal import show_stats

    show_stats(found, None if everything else SHOWN_ROWS)


@main.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("-o", "--output", metavar="OUT", help=f"Where the register goes, if not into SOURCE: {REGISTERS}.")
@click.option(
    "--people",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=f"Who is the same and who is not; by default OUT{CORRECTIONS}, if there is one.",
)
@click.option("-q", "--quiet", is_flag=True, help="No summary; errors only.")
def register(sources: tuple[str, ...], output: str | None, people: Path | None, quiet: bool) -> None:
    """Join people, offices, organisations, places and awards across the articles of SOURCE... (docs/register.md).

    SOURCE is a database or folder that a run wrote, which gets the register's tables itself, or with -o a .jsonl file
    of records. OUT remembers its articles: those of SOURCE are added, or replaced where they have changed.
    """
    from extract.registry.corrections import CorrectionsError
    from extract.registry.run import register as make_register

    try:
        found = make_register(sources, output, people)
    except ValueError as error:
        if isinstance(error, CorrectionsError):
            _fail(str(error))
        raise click.UsageError(str(error)) from error
    except (RecordsError, OutputError, MissingExtraError, LockedError) as error:
        _fail(str(error))
    for name in found.unknown:
        _say(f"no article has '{name}', which the corrections name; persons are called 'ARTICLE/P1'")
    if not quiet:
        _say(
            f"{output or sources[0]}: {found.articles} articles, {found.read} of them read now; {found.people} people, "
            f"{found.seen} times in articles; {found.organizations} organisations, {found.awards} awards"
        )


@main.command()
@click.argument("records", nargs=-1, required=True, metavar="RECORDS...")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="PAGE",
    help="An .html file.",
)
@click.option("--articles", multiple=True, metavar="INPUT", help="What the run read, for records that carry no text.")
@click.option("--title", default="vn-extract report", show_default=True, help="The page's heading.")
@rules_option
def report(
    records: tuple[str, ...], output: Path, articles: tuple[str, ...], title: str, rules: tuple[Path, ...]
) -> None:
    """Make one self-contained HTML page of RECORDS (whatever a run wrote but .csv and .xlsx) to search and look at.

    The texts come from the records (`run --with-text`) or from --articles; without them, the page shows tables only.
    """
    from extract.report import write_report
    from extract.report.sources import Views

    views = Views(records, read(articles))
    unfinished = output.with_name(output.name + ".part")
    for name in (*records, *(name for name in files(articles) if isinstance(name, str))):
        if name != STANDARD and Path(name).resolve() in (output.resolve(), unfinished.resolve()):
            raise click.UsageError(f"'{name}' is read for the page and would be written over; give another PAGE")
    try:
        with unfinished.open("wb") as out:
            written = write_report(out, views, title=title, lexicon=_lexicon(rules))
        unfinished.replace(output)
    except RecordsError as error:
        unfinished.unlink(missing_ok=True)
        _fail(str(error))
    except OSError as error:
        _fail(f"cannot write {output}: {error.strerror or error}")
    _say(f"{output}: {written} articles, {output.stat().st_size / 1e6:.1f} MB")
    if views.rejected:
        _say(f"{views.rejected} pieces of what --articles names could not be read")
    if views.misfits:
        _say(f"{views.misfits} texts are not what their records were read from, and are left out")
    if views.without_text:
        _say(
            f"{views.without_text} of {written} articles are shown as tables only, since their text is not in RECORDS: "
            "run with --with-text, or name what the run read with --articles"
        )


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes a free one.")
@click.option(
    "--gold",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where articles that you correct in the app are kept, as gold for 'score'.",
)
@rules_option
def serve(port: int, gold: Path | None, rules: tuple[Path, ...]) -> None:
    """Open a small local app: paste an article, or drop whatever 'run' reads or wrote, and see what is found.

    It answers on this computer only.
    """
    try:
        from extract import serve as server
    except ImportError as error:
        _fail(f"this needs {error.name}, which is not installed: pip install 'vn-extract[app]'")
    try:
        sock = server.listen(port)
    except server.PortError as error:
        _fail(str(error))
    extractor = _extractor(rules)
    _say(f"Open http://{server.LOOPBACK}:{sock.getsockname()[1]}/ in a browser; Ctrl+C ends it")
    server.serve(extractor, sock, tuple(map(str, rules)), gold=gold)


@main.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    click.echo(msgspec.json.format(msgspec.json.encode(json_schema()), indent=2))


@main.command("rules")
@click.argument("words", nargs=-1, metavar="[WORD...]")
@click.option("--group", help="Only entries of this group (titles, awards, units ...).")
@click.option(
    "--check",
    "checked",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Check the rule files of DIR, and the examples of all productions with them.",
)
@rules_option
def rules_command(words: tuple[str, ...], group: str | None, checked: Path | None, rules: tuple[Path, ...]) -> None:
    """List the rules and lexicon entries that hold all WORDs in id, forms or comment, with file and line.

    One entry a line, fields parted by tabs: id, group, forms or pattern, where, comment.
    """
    if checked is not None:
        _check((*rules, checked))
        return
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


def _check(directories: tuple[Path, ...]) -> None:
    """Say which examples of productions and of entries about runs are not as they say."""
    from extract.check import problems
    from extract.entries import ProductionEntry, RunEntry

    extractor = _extractor(directories)
    with _rules_told():
        found = list(problems(extractor))
    for problem in found:
        _say(str(problem))
    if found:
        _fail(f"{len(found)} examples are not as they say")
    productions, runs = extractor.lexicon.entries(ProductionEntry), extractor.lexicon.entries(RunEntry)
    examples = sum(len(rule.yes) + len(rule.no) for rules in (productions, runs) for rule in rules)
    told = f"{examples} examples of {len(productions)} productions and {len(runs)} entries about runs are right"
    click.echo(f"{len(extractor.lexicon)} entries; {told}")


def _lexicon(directories: tuple[Path, ...]) -> "Lexicon":
    from extract.lexicon import Lexicon

    with _rules_told():
        return Lexicon.load(*directories)


def _extractor(directories: tuple[Path, ...]) -> "Extractor":
    from extract.pipeline import Extractor

    with _rules_told():
        return Extractor(directories)


@contextmanager
def _rules_told() -> Iterator[None]:
    """Turns what is wrong with a rule into an exit status and a message with its file and line."""
    from extract.lexicon import LexiconError

    try:
        yield
    except LexiconError as error:
        _fail(str(error))


@contextmanager
def _progress(quiet: bool) -> "Iterator[Progress | None]":
    """A progress line on a terminal, nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield progress


def _summary_line(summary: Summary, output: str, seconds: float) -> str:
    rate = (summary.articles + summary.rejected) / seconds if seconds else 0.0
    duplicates = f", {summary.duplicates} of them duplicates" if summary.duplicates else ""
    return (
        f"{output}: {summary.articles} articles{duplicates} ({summary.told}; {summary.warnings} warnings) "
        f"in {seconds:.1f} s, {rate:.0f} articles/s"
    )


def _say(message: str, progress: "Progress | None" = None) -> None:
    if progress:
        progress.console.print(message, markup=False, highlight=False, soft_wrap=True)
    else:
        click.echo(message, err=True)


def _fail(message: str, status: int = FAILED) -> NoReturn:
    click.echo(f"vn-extract: {message}", err=True)
    sys.exit(status)


if __name__ == "__main__":
    main()
