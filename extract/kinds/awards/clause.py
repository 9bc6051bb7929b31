"""Who does what in the sentence of an award: the verb of giving or receiving, its subject, its agent."""

from collections.abc import Iterator, Sequence

import msgspec
import regex

from extract.document import Document
from extract.kinds.awards.cues import Cues
from extract.kinds.awards.finding import Found
from extract.kinds.awards.phrases import Phrases
from extract.patterns import compiled
from extract.text.spans import Span


class Clause(msgspec.Struct):
    """A list of awards under one verb.

    Attributes:
        awards: the awards, in text order.
        start, end: from the end of the clause before it in the sentence, or the sentence's start, to where the next
            clause's awards begin, or the sentence's end.
        verb: the span of the verb of giving or receiving before the awards, None if there is none.
        active: the subject gives.
        subject: the span of the verb's subject.
        region: where the subject stands.
        agent: the span of who gives in a passive clause ("được ... tặng").
        revoked: the award is taken back.
        before: the clause before it in the sentence.
        continues: it has no verb of its own and goes on with the list of the clause before it.
    """

    awards: list[Found]
    start: int
    end: int
    sentence: Span
    verb: Span | None = None
    region: Span = (0, 0)
    active: bool = False
    subject: Span | None = None
    agent: Span | None = None
    revoked: bool = False
    before: "Clause | None" = None
    continues: bool = False


class ClauseReader:
    """Groups the awards of a document into clauses and reads their verbs."""

    def __init__(self, cues: Cues, phrases: Phrases) -> None:
        self._phrases = phrases
        self._giving = cues.giving
        self._object = cues.anywhere("object")
        self._revoke = cues.anywhere("revoke")

    def read(self, document: Document, found: Sequence[Found]) -> list[Clause]:
        """The clauses of the awards, in text order; every award is in one of them."""
        clauses: list[Clause] = []
        for run in self._runs(document, found):
            sentence = document.sentence_at(run[0].start)
            last = clauses[-1] if clauses and clauses[-1].sentence == sentence else None
            start = last.awards[-1].end if last else sentence[0]
            if last:
                last.end = run[0].start
            clause = Clause(awards=run, start=start, end=max(sentence[1], run[-1].end), sentence=sentence, before=last)
            self._find_verb(document, clause, last)
            clauses.append(clause)
        return clauses

    def _runs(self, document: Document, found: Sequence[Found]) -> Iterator[list[Found]]:
        run: list[Found] = []
        for award in found:
            if run and not self._joined(document, run[-1], award):
                yield run
                run = []
            run.append(award)
        if run:
            yield run

    def _joined(self, document: Document, one: Found, other: Found) -> bool:
        """Whether nothing but a list's joints, authorities, years and asides stands between two awards."""
        if other.shares:
            return True
        gap = document.folded[one.end : other.start]
        if len(gap) > 110 or document.sentence_index(one.start) != document.sentence_index(other.start):
            return False
        return not (self._giving.search(gap) or self._object.search(gap) or _VERBAL.search(gap))

    def _find_verb(self, document: Document, clause: Clause, last: Clause | None) -> None:
        folded, first = document.folded, clause.awards[0].start
        verb = None
        start = 0
        for match in self._giving.finditer(folded, max(clause.start, first - 260), first):
            start = start if verb is not None and match.start() - verb.end() <= 1 else match.start()
            verb = match
        if verb is not None and last is not None and ";" in folded[verb.end() : first]:
            verb = None
        clause.revoked = bool(
            self._revoke.search(folded, clause.start, first) or _DENIED.search(folded, clause.start, first)
        )
        if verb is None or first - verb.end() > 120 or self._elsewhere(folded, verb.end(), first):
            owning = _HAS.search(folded, clause.start, first)
            if owning and clause.awards[0].entry.kind not in ("title", "emulation"):
                clause.verb = owning.span()
                # Who has a letter of praise has written it.
                clause.active = clause.awards[0].entry.kind == "letter"
                clause.region = (clause.start, owning.start())
                clause.subject = self._phrases.subject(document.text, folded, *clause.region, not clause.active)
                return
            if last is not None and (last.active or last.subject) and self._continues(folded, clause, last):
                clause.continues = True
                clause.verb, clause.active, clause.region = last.verb, last.active, last.region
                clause.subject, clause.agent = last.subject, last.agent
            return
        if folded[verb.end() : first].strip(" \"'") in ("cho", "tới", "đến"):
            return
        clause.verb = (start, verb.end())
        subject_end = start
        if verb["give"]:
            passive = self._passive(folded, clause.start, start, verb)
            clause.active = passive is None
            if passive is not None:
                subject_end = passive[0]
                if passive[1] < start:
                    clause.agent = (passive[1], start)
        begin = clause.start
        if last is not None:
            begin = self._behind_last(folded, clause.start, subject_end)
        clause.region = (begin, subject_end)
        clause.subject = self._subject(document, clause)
        if clause.subject is None and last is not None:
            if last.verb is None:
                clause.region = (clause.sentence[0], last.awards[0].start)
                clause.subject = self._phrases.subject(document.text, folded, *clause.region, not clause.active)
            elif last.active == clause.active or not clause.active:
                clause.region, clause.subject = last.region, None if last.active and not clause.active else last.subject

    def _continues(self, folded: str, clause: Clause, last: Clause) -> bool:
        """Whether a clause without a verb goes on with the awards of `last`; a list behind a colon has semicolons."""
        between = folded[clause.start : clause.awards[0].start]
        if last.active:
            return ";" not in between
        listed = last.continues or ":" in folded[last.start : last.awards[0].start]
        return listed and not _OTHER_SUBJECT.search(between)

    def _subject(self, document: Document, clause: Clause) -> Span | None:
        """The subject of the clause's verb; of a noun made of one ("tổ chức lễ trao ...") who holds that."""
        folded, end = document.folded, clause.region[1]
        ceremony = None if clause.active else _CEREMONY.search(folded, clause.region[0], end)
        if ceremony:
            # "xã làm lễ đón nhận": who holds it receives; who attends does not.
            if not ceremony["held"]:
                return None
            end = ceremony.start()
        nominal = _NOMINAL.search(folded, clause.region[0], end) if clause.active else None
        if nominal:
            if not nominal["held"]:
                return None
            end = nominal.start()
        return self._phrases.subject(document.text, folded, clause.region[0], end, not clause.active)

    def _elsewhere(self, folded: str, start: int, end: int) -> bool:
        """Whether the verb that ends at `start` is of another clause than the award at `end`."""
        other = _OTHER_CLAUSE.search(folded, _being(folded, start), end)
        return other is not None and not (other.group() == "trong đó" and _AWARDS.search(folded, start, other.start()))

    def _behind_last(self, folded: str, start: int, end: int) -> int:
        """Where the words that belong to the clause before end: at the last semicolon, or the first comma or joint."""
        semicolon = folded.rfind(";", start, end)
        if semicolon >= 0:
            return semicolon
        closed = folded.find(")", start, end)
        opened = folded.find("(", start, closed) if closed >= 0 else -1
        joint = _JOINT.search(folded, start, opened if opened >= 0 else end) or (
            _JOINT.search(folded, closed, end) if opened >= 0 else None
        )
        return joint.start() if joint else end

    def _passive(self, folded: str, start: int, at: int, verb: regex.Match[str]) -> Span | None:
        """The start of the "được" or "bị" that makes the verb at `at` passive, and where its agent begins."""
        if verb.group().startswith("được"):
            return at, at
        matches = list(_PASSIVE.finditer(folded, max(start, at - 110), at))
        if not matches:
            return None
        match = matches[-1]
        between = folded[match.end() : at]
        if self._giving.search(_COUNCIL.sub("", between)) or _CLAUSE_BREAK.search(between):
            return None
        return match.start(), match.end() if between.strip() else at


def _being(folded: str, position: int) -> int:
    """The end of a "là" that belongs to the verb ("được bầu chọn là ...")."""
    return position + 3 if folded.startswith(" là", position) else position


_OTHER_CLAUSE = compiled(
    r"(?<!\p{L})(?:(?<!giải thưởng |danh hiệu |giải )là(?! (?:tấm|chiếc|giải|danh|một|hai|ba))"
    r"|được(?! (?:tặng|trao))|đã|sẽ|bị|trong đó|lần đầu tiên"
    r"|có(?! \p{N}))(?!\p{L})"
)
_NOMINAL = compiled(
    r"(?:(?<!\p{L})(?P<held>(?:đã |vừa |sẽ )?(?:phối hợp |long trọng )?(?:tổ chức|công bố|ban hành|ra|kí|có))"
    r" (?:\p{N}+ |các )?)?"
    r"(?<!\p{L})(?:lễ|buổi|buổi lễ|việc|quyết định|chương trình|đêm|danh sách|tờ trình|văn bản)"
    r"(?: [\p{L}\p{N}/]+){0,4}? ?"
    r"(?:(?:về )?(?:việc )?|và )$"
)
_DENIED = compiled(r"(?<!\p{L})(?:không|chưa) (?:được )?(?:công nhận|trao|tặng|phong|xét)(?!\p{L})")
_CEREMONY = compiled(
    r"(?<!\p{L})(?P<held>(?:đã |vừa |sẽ )?(?:long trọng |trọng thể )?(?:làm"
    r"|tổ chức) )?(?:buổi )?lễ(?: [\p{L}\p{N}]+){0,2}? ?(?:và )?$"
)
_AWARDS = compiled(r"(?<!\p{L})(?:huân chương|huy chương|danh hiệu|phần thưởng|giải)(?!\p{L})")
_HAS = compiled(r"(?<!\p{L})(?:từng |đã |hiện |còn )?có (?:\p{N}+ |một |hai |ba |nhiều |tấm |các )*$")
_OTHER_SUBJECT = compiled(r"(?<!\p{L})(?:thuộc về|trao cho|được|là)(?!\p{L})")
_JOINT = compiled(r",| và (?!\p{N})|(?<!\p{L})(?:trong khi|còn|nhưng|thì)(?!\p{L})")
# The councils' name holds a word of giving.
_COUNCIL = compiled(r"thi đua(?:,| -)? khen thưởng")
_PASSIVE = compiled(r"(?<!\p{L})(?<!đạt |nhận |giành |đoạt |có |thu )(?:được|bị)(?!\p{L})")
_CLAUSE_BREAK = compiled(
    r"[;:]|(?<!\p{L})(?:đã|sẽ|tại (?:buổi|lễ))(?!\p{L})|, (?!nhà nước|chính phủ|quốc hội|ubnd|bộ|hội|đảng|tỉnh|sở|ban)"
)
_VERBAL = compiled(r"(?<!\p{L})(?:được|bị|đã|sẽ|đang|gồm|là|trong khi|còn (?!được)|do ban)(?!\p{L})")
