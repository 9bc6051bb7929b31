"""In whose name an award is given."""

import regex

from extract.document import Document
from extract.kinds.awards.clause import Clause
from extract.kinds.awards.cues import Cues
from extract.kinds.awards.finding import Found
from extract.kinds.awards.phrases import Phrases
from extract.patterns import compiled
from extract.text.fold import fold

_SKIP = (
    r"[\"']?(?: (?:đột xuất|tuyên dương|biểu dương|xuất sắc|tiên tiến|danh dự))?"
    r"(?:,? (?:năm \d{4}|lần thứ [\p{L}\p{N}]+ liên tiếp|lần thứ [\p{L}\p{N}]+|lần \p{N}+|giai đoạn [\d -]+"
    r"|\d{4})| ?\([^()\n]{1,80}\))*"
    r"(?:(?:,| và| cùng| kèm) (?:tiền|phần) thưởng(?: [^,.;\n]{1,24}?)?)?"
)
_OF = compiled(rf"{_SKIP},? (?P<word>của|do|từ|bởi)(?= )")
_IS_OF = compiled(
    r"[^.;\n]{0,20} (?:là|-) (?:một |những )?(?:giải thưởng|danh hiệu|phần thưởng|huân chương)[^.;,\n]{0,50}?"
    r" (?P<word>của|do)(?= )"
)
_LATER = compiled(r"(?<!\p{L})được (?P<who>[^,.;:\n]{3,70}?) (?:kí|trao|tặng|phê duyệt|phong|truy tặng)(?!\p{L})")
_ACTING = compiled(r", (?=chủ tịch|thủ tướng|bộ trưởng|giám đốc|tổng |thống đốc|tư lệnh)")
_PLAIN = frozenset(["certificate", "flag", "commemorative", "badge", "letter"])
_SIGNED = compiled(r"kí|quyết định|tặng")
_ALONE = compiled(r" ?(?:,|và|;|, và|cùng)? ?(?:các |nhiều |\p{N}+ )?$")


class GiverReader:
    """Reads the giver of an award from behind it, from an authorisation, from the agent or the subject."""

    def __init__(self, cues: Cues, phrases: Phrases) -> None:
        self._phrases = phrases
        self._delegate = compiled(rf"{cues.words('delegate')}(?: cho)?(?: của)?(?= )")
        self._state = compiled(cues.words("state-authority"))
        bodies = r"các (?:cấp|đơn vị|bộ|ngành|cơ quan|tổ chức|ban)(?!\p{L})"
        self._no_giver = compiled(rf" (?!{bodies})(?:{cues.words('no-giver')})")
        self._role = compiled(cues.words("person-role"))

    def read(self, document: Document, clause: Clause) -> list[str | None]:
        """The giver of every award of the clause."""
        givers = [self._behind(document, award) for award in clause.awards]
        for index in range(len(givers) - 2, -1, -1):
            if givers[index] is None and givers[index + 1] is not None and self._share(document, clause, index):
                givers[index] = givers[index + 1]
        if clause.revoked:
            return givers
        delegated = self._delegated(document, clause)
        return [
            giver or self._of_clause(document, clause, award, delegated)
            for giver, award in zip(givers, clause.awards, strict=True)
        ]

    def _behind(self, document: Document, award: Found) -> str | None:
        """The authority that stands behind the award: "của ...", "do ... trao", or with no word between."""
        text, folded = document.text, document.folded
        match = _OF.match(folded, award.end) or _IS_OF.match(folded, award.end)
        if match:
            start = match.end()
            if self._no_giver.match(folded, start) or self._phrases.person_called(text, folded, start):
                return None
            end = self._phrases.authority_at(text, folded, start)
            # "Huân chương ... của Công ty A": a holder, for the state gives it.
            if award.entry.authority == "state" and not self._state_gives(folded, start + 1):
                return None
            return self._phrases.authority_name(text[start:end]) if end else None
        if award.entry.kind not in _PLAIN or award.entry.kind == "letter" or folded[award.end : award.end + 1] != " ":
            return None
        end = (
            self._phrases.authority_at(text, folded, award.end)
            if self._phrases.authority.match(folded, award.end)
            else None
        )
        return self._phrases.authority_name(text[award.end : end]) if end else None

    def _state_gives(self, folded: str, start: int) -> bool:
        return bool(self._state.match(folded, start)) or folded.startswith(("thủ tướng", "bộ "), start)

    def _share(self, document: Document, clause: Clause, index: int) -> bool:
        """Whether an award shares the giver of the next: "cờ thi đua, bằng khen của ..."."""
        one, other = clause.awards[index], clause.awards[index + 1]
        if other.shares:
            return True
        alike = one.entry.kind in _PLAIN and other.entry.kind in _PLAIN
        return alike and bool(_ALONE.fullmatch(document.folded, one.end, other.start))

    def _delegated(self, document: Document, clause: Clause) -> list[str]:
        """The authorities in whose name somebody acts in the clause ("thừa ủy quyền của ... và ...")."""
        folded = document.folded
        first = clause.awards[0].start
        matches = list(self._delegate.finditer(folded, max(clause.sentence[0], first - 600), first))
        if not matches:
            return []
        start = matches[-1].end()
        end = self._phrases.authority_at(document.text, folded, start)
        if end is None and folded.startswith(" lãnh đạo ", start):
            start += len(" lãnh đạo")
            end = self._phrases.authority_at(document.text, folded, start)
        if end is None:
            return []
        acting = _ACTING.search(folded, start, end)
        end = acting.start() if acting else end
        return [self._phrases.authority_name(part) for part in regex.split(r" và ", document.text[start:end])]

    def _of_clause(self, document: Document, clause: Clause, award: Found, delegated: list[str]) -> str | None:
        state = award.entry.authority == "state"
        if delegated and (clause.active or clause.agent or not _WINS.search(document.folded, *(clause.verb or (0, 0)))):
            fitting = [giver for giver in delegated if bool(self._state.match(fold(giver))) == state]
            return (fitting or delegated)[0] if len(delegated) == 1 or fitting else None
        if clause.agent:
            return self._agent(document, *clause.agent)
        decided = _DECISION_OF.search(document.folded, clause.sentence[0], clause.awards[0].start)
        if decided:
            end = self._phrases.authority_at(document.text, document.folded, decided.end() - 1)
            if end:
                return self._phrases.authority_name(document.text[decided.end() : end])
        deciding = clause.active or not clause.verb
        later = _LATER.search(document.folded, clause.awards[-1].end, clause.end) if deciding else None
        if later and (clause.end == clause.sentence[1] or clause.end - later.end() > 12):
            return self._agent(document, *later.span("who"))
        if clause.active and clause.subject and clause.verb:
            giver = self._subject(document, clause, state)
            return None if giver and self._hands_over(award, fold(giver)) else giver
        return None

    def _hands_over(self, award: Found, giver: str) -> bool:
        """Whether the subject hands over what is not in its gift: a contest's prize, what the Prime Minister gives."""
        if award.entry.authority == "government":
            return not (self._state.match(giver) or giver.startswith("thủ tướng"))
        contest = award.entry.kind in ("prize", "cup") or (award.entry.kind == "medal" and award.grade is not None)
        return contest and bool(self._role.match(giver))

    def _agent(self, document: Document, start: int, end: int) -> str | None:
        text, folded = document.text, document.folded
        while start < end and text[start] == " ":
            start += 1
        if self._phrases.deputy.match(folded, start) and not self._phrases.authority.match(folded, start):
            return None
        phrase = text[start:end].strip(" ,")
        if not (self._phrases.authority.match(folded, start) or phrase[:1].isupper()):
            return None
        return self._phrases.authority_name(_TRAILING.sub("", phrase)) or None

    def _parts(self, folded: str, start: int, end: int) -> list[tuple[int, int]]:
        """The segment cut before an "và" that brings another subject ("136 cá nhân và Cục ...")."""
        cut = folded.rfind(" và ", start, end)
        if cut < 0 or self._phrases.authority.match(folded, start):
            return [(start, end)]
        return [(start, cut), (cut + 4, end)]

    def _foreign(self, document: Document, clause: Clause, segments: list[tuple[int, int]]) -> str | None:
        """A magazine or company with a foreign name that gives a prize or title ("BankReview đã trao ...")."""
        if clause.awards[0].entry.kind not in ("prize", "title") or not segments:
            return None
        named = _FOREIGN.fullmatch(document.text, *segments[-1])
        return named["who"] if named else None

    def _subject(self, document: Document, clause: Clause, state: bool) -> str | None:
        """The subject of a verb of giving, if it is an authority that gives in its own name."""
        assert clause.subject and clause.verb
        text, folded = document.text, document.folded
        segments = [
            span
            for first, last in self._phrases.segments(text, folded, *clause.region)
            for span in self._parts(folded, first, last)
        ]
        spans: list[str] = []
        for start, end in reversed(segments):
            represented = _REPRESENTS.match(folded, start)
            begin = represented.end() if represented else start
            if not self._phrases.authority.match(folded, begin):
                if spans:
                    break
                continue
            found = self._phrases.subject(text, folded, begin, end, receives=False)
            if found:
                spans.insert(0, text[found[0] : found[1]])
        if not spans:
            return self._foreign(document, clause, segments) if not state else None
        giver = self._phrases.authority_name(", ".join(self._phrases.clean(span) for span in spans))
        if state and not self._state.match(fold(giver)):
            verb = folded[clause.verb[0] : clause.verb[1]]
            decides = fold(giver).startswith("thủ tướng") and _SIGNED.search(verb) and "trao" not in verb
            return giver if decides else None
        return giver or None


_WINS = compiled(r"(?<!\p{L})(?:đoạt|giành|đạt|thắng|ẵm|có)(?!\p{L})")
_DECISION_OF = compiled(
    r"quyết định (?:số [^ ]{1,20} )?của (?=[^,.;:\n]{4,60}? (?:về việc|về|v/v|tặng|trao|phong|công nhận) )"
)
_FOREIGN = compiled(
    r" *(?P<who>[A-Z][A-Za-z]*[a-z][A-Z][A-Za-z]*|(?:Forbes|Time|Euromoney"
    r"|Global Finance)(?: [A-Z][a-z]+)*)(?: (?:đã|chỉ|vừa|cũng|sẽ))* *"
)
_REPRESENTS = compiled(r"(?:đại diện|đoàn công tác|lãnh đạo (?=hội|báo|công ty|ubnd|bộ|sở)) ?")
_TRAILING = compiled(r" (?:đã|vừa|kí|quyết định|trực tiếp|kí quyết định|chính thức|xét|cùng|thống nhất|đề nghị).*$")
