import io

from extract import Article, Record
from extract.batch.run import run
from extract.io.incoming import Arrival, Place, Reject
from extract.record import from_json


def arrival(text: str, line: int) -> Arrival:
    return Arrival(Place("a.jsonl", line), Article(text=text), text.encode())


def test_an_article_that_trips_the_extractor_is_set_aside_and_the_run_goes_on() -> None:
    def extractor(article: Article) -> Record:
        if article.text == "bad":
            raise RuntimeError("tripped")
        return Record(id=article.text)

    output, rejected = io.BytesIO(), []
    bad_line = Reject(Place("a.jsonl", 3), "broken JSON", b"{")
    summary = run(
        extractor, [arrival("one", 1), arrival("bad", 2), bad_line, arrival("two", 4)], output, rejected.append
    )
    assert [from_json(line).id for line in output.getvalue().splitlines()] == ["one", "two"]
    assert [(str(r.place), r.raw) for r in rejected] == [("a.jsonl:2", b"bad"), ("a.jsonl:3", b"{")]
    assert "RuntimeError: tripped" in rejected[0].reason
    assert (summary.articles, summary.rejected) == (2, 2)
