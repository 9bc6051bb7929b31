"""Who receives an award."""

import regex

from extract.document import Document
from extract.kinds.awards.clause import Clause
from extract.kinds.awards.cues import Cues
from extract.kinds.awards.finding import Found
from extract.kinds.awards.phrases import Phrases
from extract.patterns import compiled
from extract.text.fold import fold

_NAME = r"\p{Lu}[\p{L}']+(?:[ -]\p{Lu}[\p{L}'.]*){1,5}"
_RELATIVE = compiled(r" mà (?P<who>[^,.;:\n]{2,80}?) (?:vừa |đã )?được ")
_LIST = compiled(r"[^.;:\n]{0,60}?(?:gồm|là|bao gồm|trở lên|sau đây|sau|tên)? ?: ?(?=[\p{L}])")
_NAMED = compiled(r"(?: ?[:-] ?| )(?P<name>\p{Lu}[\p{Ll}']+(?: \p{Lu}[\p{Ll}']+){0,4})")
_HOLDER = compiled(
    r"[^,.;:\n]{0,30}? của (?P<who>(?:ông|bà|anh|chị|em|cô|thầy|cụ|đội|nghệ sĩ|ca sĩ|thí sinh) \p{Lu}[\p{L} ]{1,40}?)"
    r"(?= (?:là|được|đã|vì|do|và|bị)|[,.;:\n(]|$)"
)
_IS = compiled(
    r"(?: (?!và |mới )[^,.;:\n]{0,30})? (?:là|thuộc) "
    r"(?=em|anh|chị|ông|bà|thí sinh|nhóm|đội|tác giả|học sinh|sinh viên|\p{Lu})"
)
_NEXT_LIST = compiled(
    r"[^.:\n]{0,60}nhận (?:được )?(?:giải|giải thưởng|danh hiệu|bằng khen|huân chương)(?: này)?(?: lần này)?"
    r" ?(?:gồm|là|bao gồm)(?: có)?:? ?"
)


class RecipientReader:
    """Reads the recipients of the awards of a clause from its objects and its subject."""

    def __init__(self, cues: Cues, phrases: Phrases) -> None:
        self._phrases = phrases
        self._object = cues.anywhere("object")
        self._stop = cues.at("stop")
        self._letter = compiled(rf"{cues.words('object')}|(?<!\p{{L}})(?:đến|tới)(?= \p{{L}})")
        self._receiver = cues.at("receiver", "person", "group")
        self._lead = compiled(rf"^ *(?:{cues.words('object')})?(?: các| những)?")
        self._filler = compiled(rf"(?:[ \"':(-]|\p{{N}}++|{cues.words('classifier', 'filler')})*$")
        self._tail = compiled(rf"(?:[ \"',]|\p{{N}}++|{cues.words('classifier', 'filler')})*$")
        self._far = compiled(rf"[.;]|(?<!\p{{L}})được (?!trao)|{cues.words('far')}")
        self._no_recipient = cues.anywhere("no-recipient")
        self._next_subject = compiled(rf"(?:, | và |; )(?={cues.words('next-subject')})")
        self._award_word = compiled(rf"{cues.words('award-word')}|tiền (?!đạo|vệ)|hoa (?!hậu|khôi)")
        # "thí sinh A - người đã đoạt", "anh B, người từng giành"
        self._relative_clause = compiled(
            rf"(?P<name>(?i:{cues.words('person')} )?{_NAME})(?: ?\([^()\n]{{1,40}}\))?"
            r"(?:,| -) (?:là )?người (?:\p{Ll}\p{L}* ){0,6}$"
        )
        self._no_object = compiled(rf"ở |{cues.words('stop')}|{self._award_word.pattern}")
        self._joined_role = compiled(rf"(?:hay|và|với|của|như|cựu) {cues.words('person')} $")
        self._bare_role = compiled(
            rf"(?:(?:nam|nữ|nhà) )?(?:{cues.words('person')}|nhà \p{{L}}+|chủ nhân|quán quân)(?: \p{{L}}+){{0,5}}"
        )

    def read(self, document: Document, clause: Clause, before: list[str]) -> list[list[str]]:
        """The recipients of every award of the clause; `before` are those of the clause before it in the sentence."""
        own = [self._own(document, award) for award in clause.awards]
        shared = (
            self._listed(document, clause)
            or self._named(document, clause)
            or self._brought(document, clause)
            or self._named_next(document, clause)
            or self._holder_before(document, clause)
            or self._holder_behind(document, clause)
        )
        if not shared and not clause.active:
            shared = self._subject(document, clause)
            if not shared and clause.verb and clause.before and clause.before.active and self._adds(document, clause):
                shared = before
        shared = (
            shared
            or self._objects(document, clause)
            or self._chosen(document, clause)
            or self._next(document, clause)
            or self._honoured(document, clause)
        )
        return [mine or list(shared) for mine in own]

    def _holder_before(self, document: Document, clause: Clause) -> list[str]:
        """Who is named right in front: in an apposition ("..., giải Nobel 2008,"), a caption ("... - Giải Nhất")."""
        text, start = document.text, clause.awards[0].start
        if clause.verb and not clause.active:
            relative = self._relative_clause.search(text, clause.sentence[0], clause.verb[0])
            if relative:
                return [relative["name"]]
        if clause.verb or not _ENDS.match(text, clause.awards[-1].end):
            return []
        holder = _APPOSITION.search(text, clause.sentence[0], start)
        if holder:
            return [holder["name"]]
        caption = _CAPTION.match(text, clause.sentence[0], start)
        if caption is None or self._stop.match(f" {fold(caption['who'])}"):
            return []
        return [self._phrases.clean(caption["who"])]

    def _brought(self, document: Document, clause: Clause) -> list[str]:
        """To whom something brings the award ("đã mang về cho A giải thưởng ...")."""
        if clause.verb is None or clause.active:
            return []
        brought = _BROUGHT.match(document.text, clause.verb[0])
        if brought is None or brought.end() > clause.awards[0].start:
            return []
        return [self._phrases.clean(brought["who"])]

    def _named_next(self, document: Document, clause: Clause) -> list[str]:
        """Who is named behind a clause that stands in front of its subject ("Nhận danh hiệu ..., A xúc động")."""
        if (
            clause.verb is None
            or clause.active
            or not _FRONTED.fullmatch(document.text, clause.sentence[0], clause.verb[0])
        ):
            return []
        named = _SUBJECT_BEHIND.match(document.text, clause.awards[-1].end, clause.sentence[1])
        return [named["who"]] if named else []

    def _holder_behind(self, document: Document, clause: Clause) -> list[str]:
        """Who is named behind the award of a bare role ("nhà văn đoạt giải Nobel ...", "bốn em giành HCV là ...")."""
        if clause.verb is None or clause.active:
            return []
        text, end = document.text, clause.awards[-1].end
        if self._joined_role.search(document.folded, clause.sentence[0], clause.verb[0]):
            # "các đối thủ như A hay VĐV đoạt HCV B"
            named = _RIGHT_BEHIND.match(text, end, clause.end)
            if named:
                return [named["name"]]
        if clause.subject is None:
            return []
        who = text[clause.subject[0] : clause.subject[1]]
        counted = _COUNTED_ROLE.match(fold(who))
        named = _NAMES_BEHIND.match(text, end, clause.end) if counted else None
        if named:
            return self._phrases.split(_SCHOOL.sub("", named["names"]))
        if counted or not self._bare_role.fullmatch(fold(who).strip()) or not who.strip()[1:].islower():
            return []
        named = _NAME_BEHIND.match(text, end, clause.end)
        return [named["name"]] if named else []

    def _adds(self, document: Document, clause: Clause) -> bool:
        """Whether the clause only adds to who was named before ("..., hai năm liền đoạt ...")."""
        assert clause.verb
        return _ADDED.fullmatch(document.folded, clause.start, clause.verb[0]) is not None

    def _chosen(self, document: Document, clause: Clause) -> list[str]:
        """Whom somebody chooses in order to give ("chọn 9 tác phẩm để trao ...")."""
        if clause.verb is None or not clause.active:
            return []
        chosen = _CHOSEN.search(document.text, clause.sentence[0], clause.verb[0])
        return self._phrases.split(chosen["who"]) if chosen else []

    def _own(self, document: Document, award: Found) -> list[str]:
        """Who stands right behind one award: the named best player, the holder, a relative clause."""
        text, folded = document.text, document.folded
        relative = _RELATIVE.match(folded, award.end)
        if relative:
            return self._phrases.split(text[relative.start("who") : relative.end("who")])
        if award.entry.cue == "voted":
            named = _NAMED.match(text, award.end)
            if named:
                return [named["name"]]
        if text.startswith(" của ", award.end):
            person = self._phrases.person_called(text, folded, award.end + 4)
            if person:
                return [person]
        holder = _HOLDER.match(text, award.end)
        if holder:
            return [self._phrases.clean(holder["who"])]
        return []

    def _objects(self, document: Document, clause: Clause) -> list[str]:
        """Who stands behind the awards ("cho ...", "thuộc về ...", "gồm: ...") or between the verb and them."""
        text, folded = document.text, document.folded
        last = clause.awards[-1]
        direct = self._direct(document, clause)
        if direct:
            return direct
        objects = self._letter if last.entry.kind == "letter" else self._object
        for match in objects.finditer(folded, last.end, min(clause.end, last.end + 140)):
            confers = _CONFERS.search(folded, max(last.end, match.start() - 6), match.start())
            if confers or _SAYING.match(folded, match.end()):
                continue
            if self._far.search(folded, last.end, match.start()):
                break
            found = self._phrases.recipients(text, folded, match.end() + 1, self._limit(document, clause, match.end()))
            first = fold(found[0]) if found else ""
            if first and not self._no_object.match(first):
                return found
        if clause.verb and clause.active:
            return self._between(document, clause)
        being = _IS.match(text, last.end, clause.end)
        if being and not clause.verb:
            return self._phrases.recipients(text, folded, being.end(), clause.end)
        return []

    def _direct(self, document: Document, clause: Clause) -> list[str]:
        """Who stands right behind a certificate with no word between ("tặng bằng khen nữ nhân viên ...")."""
        text, folded, last = document.text, document.folded, clause.awards[-1]
        if (
            not clause.active
            or last.entry.kind not in ("certificate", "letter")
            or text[last.end : last.end + 1] != " "
        ):
            return []
        if not (self._receiver.match(folded, last.end) or _COUNTED_PEOPLE.match(folded, last.end)):
            return []
        return self._phrases.recipients(text, folded, last.end + 1, clause.end)

    def _listed(self, document: Document, clause: Clause) -> list[str]:
        """The names behind a colon ("gồm: ...; ...")."""
        listed = _LIST.match(document.folded, clause.awards[-1].end, clause.end)
        if listed is None or _CREDIT.search(listed.group()):
            return []
        names = self._phrases.names(_until(document.text, listed.end(), clause.sentence[1]))
        return names if len(names) > 1 or (names and clause.active) else []

    def _named(self, document: Document, clause: Clause) -> list[str]:
        """The name behind an award at the start of a sentence without a verb ("Giải Nhất: ...", as in captions)."""
        award = clause.awards[-1]
        if clause.verb or document.text[clause.sentence[0] : award.start].strip(" -+*0123456789."):
            return []
        named = _NAMED.match(document.text, award.end)
        return [named["name"]] if named and " " in named["name"] else []

    def _honoured(self, document: Document, clause: Clause) -> list[str]:
        """Whom the award is for by its purpose ("nhằm tôn vinh những ...")."""
        match = _HONOURED.search(document.text, clause.awards[-1].end, clause.end)
        if match is None:
            return []
        return self._phrases.recipients(document.text, document.folded, match.start("who"), match.end())

    def _limit(self, document: Document, clause: Clause, start: int) -> int:
        """Where the recipients end at the latest: an authority that is the subject of the next clause goes there."""
        if clause.end == clause.sentence[1]:
            return clause.end
        following = self._next_subject.search(document.folded, start, clause.end)
        return following.start() if following else clause.end

    def _between(self, document: Document, clause: Clause) -> list[str]:
        """Who stands between a verb of giving and the award ("tặng ông A Huân chương ...")."""
        assert clause.verb
        start, end = clause.verb[1], clause.awards[0].start
        if end - start > 120 or self._filler.fullmatch(document.folded, start, end):
            return []
        phrase = self._tailless(document, start, end)
        return self._phrases.split(phrase) if len(phrase) > 2 and not self._award_word.match(fold(phrase)) else []

    def _tailless(self, document: Document, start: int, end: int) -> str:
        tail = self._tail.search(document.folded, start, end)
        phrase = document.text[start : tail.start()] if tail else ""
        lead = self._lead.match(fold(phrase))
        phrase = phrase[lead.end() :] if lead else phrase
        return "" if self._no_recipient.search(fold(phrase)) else phrase

    def _subject(self, document: Document, clause: Clause) -> list[str]:
        """The subject of a verb of receiving or of a passive one."""
        if clause.verb is None or clause.active:
            return []
        text, folded = document.text, document.folded
        subject = clause.subject
        when = _WHEN.search(folded, clause.start, clause.verb[0])
        if when and _PROPER_NOUN.search(text, *when.span("who")):
            subject = self._phrases.subject(text, folded, *when.span("who"))
        elif when:
            following = _AFTER_WHEN.match(folded, clause.awards[-1].end)
            limit = min(clause.sentence[1], following.end() + 80) if following else 0
            subject = self._phrases.subject(text, folded, following.end(), limit) if following else subject
        if subject is None:
            return self._next(document, clause)
        if _CONTEST.match(folded, subject[0]):
            return []
        phrase = self._phrases.resolve(document, self._phrases.clean(text[subject[0] : subject[1]]), clause.sentence[0])
        return self._phrases.split(phrase)

    def _next(self, document: Document, clause: Clause) -> list[str]:
        """The names that the next sentence lists ("9 cá nhân nhận giải gồm: ...")."""
        index = document.sentence_index(clause.awards[0].start) + 1
        if index >= len(document.sentences):
            return []
        start, end = document.sentences[index]
        match = _NEXT_LIST.match(document.folded, start, end)
        return self._phrases.names(document.text[match.end() : end]) if match else []


def _until(text: str, start: int, end: int) -> str:
    cut = regex.search(r" vì | do có | nhân dịp |\n| - Ảnh", text[start:end])
    return text[start : start + cut.start()] if cut else text[start:end]


_APPOSITION = compiled(
    rf"(?P<name>{_NAME})(?: ?\([^()\n]{{1,40}}\))?(?:, | - | ?\()(?:chủ nhân (?:của )?)?(?:\d{{1,2}} )?$"
)
_CAPTION = compiled(rf"(?:[-+*] )?(?:(?P<who>\p{{Lu}}[^.;:\n]{{2,80}}?)(?: -|…)|(?P<who>{_NAME}):) (?:\d{{1,2}} )?$")
_ENDS = compiled(r"(?: (?!(?:được|thuộc|cho|trao|là|của|do|và|tại)(?!\p{L}))[\p{L}\d]+){0,6} ?(?:[,.;:)\n-]|$)")
_OF_SCHOOL = r"(?: ?\([^()\n]{1,80}\)| - (?:[^,;.\n]|, (?=ĐH|Đại)){3,80}?)?"
_COUNTED_ROLE = compiled(r"(?:\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|các|những) (?!lần|năm)")
_SCHOOL = compiled(rf"{_OF_SCHOOL[:-1]}(?=, \p{{Lu}}| và \p{{Lu}}|$)")
_NAMES_BEHIND = compiled(
    rf"(?: [^,.;:\n-]{{0,40}}?)?(?: là|:| gồm:?) (?P<names>{_NAME}(?:{_OF_SCHOOL}(?:, | và )(?!ĐH|THPT|TP"
    rf"|Đại học){_NAME}){{0,9}})"
)
_NAME_BEHIND = compiled(rf"(?: năm)?(?: \d{{4}})?(?: - |, | )(?P<name>{_NAME})(?= ?[,.;:\n(-]|$| \p{{Ll}})")
_ADDED = compiled(
    r"(?:(?! (?:và|còn) )[^,;])*[,-]"
    r"(?: ?(?:đã|từng|người|vừa|\d+|hai|ba|bốn|năm|nhiều|lần|liền|liên tiếp|cũng|em|là))* ?"
)
_COUNTED_PEOPLE = compiled(
    r" \d{1,4} (?:người|cá nhân|tập thể|em|học sinh|chiến sĩ|cán bộ|công dân|ngư dân|đơn vị)(?!\p{L})"
)
_RIGHT_BEHIND = compiled(rf" (?P<name>(?!Olympic|SEA|Asiad|World|Quốc){_NAME})")
_BROUGHT = compiled(
    r"(?:mang|đem|giúp)[^.;:\n]{0,12}? cho (?P<who>(?:\p{Ll}+ ){0,2}\p{Lu}\p{L}+(?: \p{Lu}\p{L}+){0,4}"
    r"|[\p{Ll} ]{2,20}?)"
    r"(?= (?:giải|danh|một|hai|\d|tấm|chiếc|huy|nhiều))"
)
# What may stand before the verb of a clause that leans on the next: nothing, or "Là một trong hai thí sinh được ...".
_FRONTED = compiled(
    r"[\"' -]*(?:Vinh dự |Cùng |Sau khi |Trước khi |Để |Từng |Mới |Vừa |Được |Là (?:một|1|người|thí sinh"
    r"|học sinh|cá nhân|nữ|nam)[^.;:\n,]{0,60}?)?"
)
_SUBJECT_BEHIND = compiled(
    r"[^.;:\n,]{0,70}, (?P<who>(?:(?:anh|chị|em|cô|ông|bà|nghệ sĩ|ca sĩ|diễn viên|cầu thủ|thầy|bác sĩ|bạn) )?"
    r"\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){1,4})(?= ?\(| \p{Ll}|,)"
)
_CHOSEN = compiled(
    r"(?:chọn|tìm)(?: ra| được)? (?P<who>(?:\d|các|những|hai|ba|bốn|năm|tác|bài|thí)[^,.;:\n]{2,60}?) để $"
)
# What has prizes to give, and receives none.
_CONTEST = compiled(r"(?:các )?(?:cuộc thi|hội thi|cơ cấu|giải thưởng|chương trình giải|lễ|liên hoan|kì thi)(?!\p{L})")
_CREDIT = compiled(r"(?<!\p{L})(?:ảnh|nguồn|video|theo) ?:")
_SAYING = compiled(r" (?:biết|hay|rằng|thấy|phép|đến|tới|là)(?!\p{L})")
_CONFERS = compiled(r"(?:phong|xét|truy|trao) $")
_HONOURED = compiled(
    r"(?<!được )(?:tôn vinh|vinh danh|ghi nhận|dành cho|trao cho|trao hằng năm cho) "
    r"(?:(?:những |các |sự )?(?:đóng góp|cống hiến|thành tích|thành tựu|công lao|nỗ lực)(?: [\p{L}]+){0,4}? của )?"
    r"(?!(?:ở|tại|trong|là|với|vào) )(?!(?:những |các |sự )?(?:đóng góp|cống hiến|thành t|công lao|nỗ lực"
    r"|giá trị|sự))(?P<who>[^.;:\n]{3,140})"
)
_WHEN = compiled(r"(?:sau khi|trước khi|(?<!trong )khi) (?P<who>[^,;:]{0,40}?)(?: ?(?:được|bị) [^,;:]{0,30}| ?)$")
_PROPER_NOUN = compiled(r"\p{Lu}")
_AFTER_WHEN = compiled(r"[^,.;\n]{0,30}, ")
