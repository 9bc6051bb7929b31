"""Shows an article in the terminal: its text with the finds coloured, and tables of them below."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.article import Article
from extract.pipeline import Extractor
from extract.record import Record, Statistic

STYLES = {
    "title": "bold cyan",
    "mention": "bold green",
    "date": "bold magenta",
    "statistic": "bold yellow",
    "award": "bold red",
}

# Control characters could command the terminal, and rich drops them, which would move the offsets.
_VISIBLE = {code: "\N{REPLACEMENT CHARACTER}" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"}


def render(extractor: Extractor, article: Article, *, explain: bool, console: Console | None = None) -> None:
    """Print one article with its finds to `console`, by default the terminal."""
    console = console or Console(highlight=False)
    record = extractor(article)
    text = Text(article.text.translate(_VISIBLE))
    for kind, item in record.items():
        text.stylize(STYLES[kind], item.start, item.end)
    console.print(Text.assemble(*((f" {kind} ", f"{style} reverse") for kind, style in STYLES.items())))
    console.print(text, soft_wrap=True)
    for table in _tables(record):
        if table.row_count:
            console.print(table)
    for warning in record.warnings:
        console.print(Text(f"warning: {warning}", style="yellow"))
    if explain:
        console.print(_explanations(extractor, article))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", header_style="")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _cell(value: object) -> Text:
    return Text("" if value is None else str(value))


def _value(figure: Statistic) -> str:
    if figure.total is not None:
        return f"{figure.value}/{figure.total}"
    return f"{figure.value}" if figure.value_max is None else f"{figure.value} - {figure.value_max}"


def _tables(record: Record) -> list[Table]:
    officials = _table("Officials", "id", "name", "titles", "mentions")
    for official in record.officials:
        titles = "\n".join(title.text for title in official.titles)
        officials.add_row(*map(_cell, (official.id, official.name, titles, len(official.mentions))))
    dates = _table("Dates", "text", "type", "value", "begin", "finish")
    for date in record.dates:
        dates.add_row(*map(_cell, (date.text, date.type, date.value, date.begin, date.finish)))
    statistics = _table("Statistics", "text", "kind", "value", "unit", "modifier", "change", "subject")
    for figure in record.statistics:
        change = (figure.modifier, figure.change, figure.subject)
        statistics.add_row(*map(_cell, (figure.text, figure.kind, _value(figure), figure.unit, *change)))
    awards = _table("Awards", "name", "grade", "giver", "presenter", "recipients", "quantity")
    for award in record.awards:
        parties = (award.giver, award.presenter, "\n".join(award.recipients))
        awards.add_row(*map(_cell, (award.name, award.grade, *parties, award.quantity)))
    return [officials, dates, statistics, awards]


def _explanations(extractor: Extractor, article: Article) -> Table:
    table = _table("Why", "offset", "kind", "text", "rule", "where", "section")
    for why in extractor.explain(article):
        table.add_row(*map(_cell, (why.start, why.kind, why.text, why.rule, why.origin, why.section)))
    return table
