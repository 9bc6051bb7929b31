"""Shows things in the terminal: an article with its finds coloured, what changed between runs, what is in a run."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.article import Article
from extract.batch.diff import Diff, Tally
from extract.batch.stats import Stats
from extract.evaluate import COLUMNS, Error, Intervals, Score
from extract.grammar.trace import Trace
from extract.looks import LOOKS, counted
from extract.pipeline import Extractor
from extract.record import KINDS, Record

# Control characters could command the terminal, and rich drops them, which would move the offsets.
_VISIBLE = {code: "\N{REPLACEMENT CHARACTER}" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"}


def render(extractor: Extractor, article: Article, *, explain: bool, console: Console | None = None) -> None:
    """Print one article with its finds to `console`, by default the terminal."""
    console = console or Console(highlight=False)
    record = extractor(article)
    text = Text(article.text.translate(_VISIBLE))
    for kind, item in record.items():
        text.stylize(_style(kind), item.start, item.end)
    console.print(Text.assemble(*(part for kind in LOOKS for part in ((LOOKS[kind].label[0], _style(kind)), "  "))))
    console.print(text, soft_wrap=True)
    for table in _tables(record):
        if table.row_count:
            console.print(table)
    for warning in record.warnings:
        console.print(Text(f"warning: {warning}", style="yellow"))
    if explain:
        console.print(_explanations(extractor, article))


def _style(kind: str) -> str:
    """Black on the kind's own ground, which reads wherever the terminal's colours are few, and its strokes."""
    return f"{LOOKS[kind].strokes} black on {LOOKS[kind].light[1]}"


def show_diff(diff: Diff, console: Console | None = None) -> None:
    """Print what changed between two runs, by kind and by rule, and the changes that were kept."""
    console = console or Console(highlight=False)
    console.print(f"{counted(diff.articles, 'articles')} in both, {diff.changed_articles} of them with other items")
    for what, ids in (("only in the old run", diff.only_old), ("only in the new run", diff.only_new)):
        if ids:
            console.print(Text(f"{len(ids)} {what}: {', '.join(ids[:5])}{' …' if len(ids) > 5 else ''}"))
    console.print(_tallies("By kind", "kind", diff.kinds))
    moved = {rule: tally for rule, tally in diff.rules.items() if tally.gained or tally.lost or tally.changed}
    if moved:
        console.print(_tallies("By rule (those that changed)", "rule", moved))
    if diff.changes:
        table = _table("Changes", "article", "offset", "what", "kind", "text", "rule", "fields")
        for change in diff.changes:
            fields = "\n".join(f"{name}: {old!r} → {new!r}" for name, (old, new) in change.fields.items())
            row = (change.article, change.start, change.what, change.kind, change.text, change.rule, fields)
            table.add_row(*map(_cell, row))
        console.print(table)


def _tallies(title: str, of: str, tallies: dict[str, Tally]) -> Table:
    table = _table(title, of, "gained", "lost", "changed", "same")
    for name, tally in tallies.items():
        table.add_row(*map(_cell, (name, tally.gained, tally.lost, tally.changed, tally.same)))
    return table


def show_score(score: Score, intervals: Intervals, errors: Sequence[Error], console: Console | None = None) -> None:
    """Print the figures of a score, and some of its errors."""
    console = console or Console(highlight=False)
    console.print(f"{counted(score.articles, 'articles')}, macro F1 {score.macro:.3f}")
    if score.missing:
        ids = f"{', '.join(score.missing[:5])}{' …' if len(score.missing) > 5 else ''}"
        console.print(
            Text(f"{len(score.missing)} of them without a record, all in them is missed: {ids}", style="yellow")
        )
    table = _table("Measures", *COLUMNS)
    for row in score.shown(intervals):
        table.add_row(*map(_cell, row))
    console.print(table)
    for one in errors:
        found = f" | found: {one.found} ({one.rule})" if one.found is not None else ""
        gold = f" | gold: {one.gold}" if one.gold is not None else ""
        line = f"{one.article}:{one.start} {one.kind} {one.what} | {one.text}{gold}{found}"
        console.print(_cell(line), soft_wrap=True)


def show_stats(stats: Stats, most: int | None, console: Console | None = None) -> None:
    """Print counts over records: what is in most articles first; all there is, or the first `most` without rules."""
    console = console or Console(highlight=False)
    summary = stats.summary
    console.print(f"{counted(summary.articles, 'articles')}, {summary.duplicates} of them duplicates; {summary.told}")
    if stats.published:
        console.print(f"published from {stats.published[0]} to {stats.published[1]}")
    if stats.dateless:
        console.print(f"without a date of publication: {stats.dateless} ({stats.dateless / summary.articles:.0%})")
    for name, counts in stats.leading.items():
        _show_counts(console, f"{name.capitalize()} in most articles", ("name", "articles"), counts, most)
    _show_counts(console, f"Items ({len(stats.items)})", ("kind", "count"), stats.items, most)
    _show_counts(console, f"Warnings ({len(stats.warnings)})", ("warning", "count"), stats.warnings, most)
    if most is None:
        _show_counts(console, f"Rules ({len(stats.rules)})", ("rule", "count"), stats.rules, most)
    named = f": {', '.join(stats.silent)}" if most is None else "; --all names them, and how often the others did"
    console.print(Text(f"{len(stats.silent)} rules and entries never fired{named}"))


def _show_counts(
    console: Console, title: str, columns: tuple[str, str], counts: Mapping[str, int], most: int | None
) -> None:
    table = _table(title, *columns)
    for name, count in list(counts.items())[:most]:
        table.add_row(_cell(name), _cell(count))
    if counts:
        console.print(table)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", header_style="")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _cell(value: object) -> Text:
    return Text("" if value is None else str(value).translate(_VISIBLE))


def _tables(record: Record) -> Iterator[Table]:
    for kind in KINDS:
        table = _table(kind.name.capitalize(), *(heading for heading, _ in kind.shown))
        for find in getattr(record, kind.name):
            table.add_row(*(_cell(shown(record, find)) for _, shown in kind.shown))
        yield table


def _explanations(extractor: Extractor, article: Article) -> Table:
    table = _table("Why", "offset", "kind", "text", "rule", "where", "section")
    for why in extractor.explain(article):
        table.add_row(*map(_cell, (why.start, why.kind, why.text, why.rule, why.origin, why.section)))
    return table


def render_traces(traces: list[Trace]) -> None:
    """Print what grammars tried at a place: the tokens with their classes, and the productions that match."""
    console = Console(soft_wrap=True, highlight=False)
    if not traces:
        console.print("no grammar was asked there")
    for one in traces:
        console.print(f"grammar '{one.grammar}'", style="bold", markup=False)
        for token in one.tokens:
            console.print(f"  {token.text:<24} {' '.join(token.classes)}", markup=False)
        for tried in one.tried:
            more = f", continued by {', '.join(tried.more)}" if tried.more else ""
            console.print(f"  {tried.rule} ({tried.origin}): '{tried.text}': {tried.why}{more}", markup=False)
        if not one.tried:
            console.print("  no production matches", markup=False)
