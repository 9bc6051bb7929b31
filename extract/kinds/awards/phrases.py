"""Noun phrases beside awards: authorities, subjects, lists of recipients."""

from itertools import pairwise

import regex

from extract.document import Document
from extract.kinds.awards.cues import AFTER, Cues
from extract.patterns import compiled
from extract.text.fold import fold
from extract.text.spans import Span, overlapping

_ASIDE = compiled(r" ?\([^()\n]{0,300}(?:\)|$)")
_NUMBER = r"(?:\p{N}[\p{N}./]*|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|các|nhiều|những)"
_COUNTED = compiled(rf"{_NUMBER} ")
_NEXT_COUNTED = compiled(rf"(?:,| và|;)(?= {_NUMBER} )")
_NAME = compiled(r"\p{Lu}[\p{Ll}']+(?: \p{Lu}[\p{L}'.]*)+")
_NAME_START = compiled(r"\p{Lu}[\p{L}'.]*(?: \p{Lu}[\p{L}'.]*)*")
_MAX_WORDS = 18
_CAPITALISED = compiled(r"\p{Lu}[\p{L}\p{N}]*(?:(?<=Thi) đua(?:,| -)? [Kk]hen thưởng)?")
_CALLED = compiled(r"(?: \p{Ll}\p{L}*){0,4} \p{Lu}[\p{L}'.]*(?: \p{Lu}[\p{L}'.]*)*")
_HONORIFIC = compiled(r" ?(?:ông|bà|anh|chị|em|cô|chú|bác|cụ|cháu|bé|thầy|mẹ)(?!\p{L})")
_AGE = compiled(rf"{_NUMBER} (?:tuổi|lần|năm|tháng|tuần|ngày|giờ|mùa)(?!\p{{L}})")
_PROPER = compiled(r"(?<= )\p{Lu}|\G\p{Lu}[\p{L}']*(?: \p{Lu}|\s*$)")
_TIME = compiled(
    r"(?:(?:ngày|sáng|trưa|chiều|tối|hôm|năm|tháng|đêm|cuối|đầu|rạng|vào)(?: nay| qua)?"
    r"(?: ngày| năm| tháng)? ?[\d /.-]*)+"
)
_PARTED = compiled(r";| và (?=[^;]*$)")
_UNPARTED = compiled(r", | và (?=\p{Lu}|ông|bà|anh|chị|em)")
_JOINTS = compiled(r"(?i)^(?:và|còn|cho|của|các đồng chí:) | (?:và|cùng|đã|cho)$")
# "..., người dẫn chương trình từng đoạt": who is named in front of it.
_WHO = compiled(r"(?:là )?người(?: \p{Ll}\p{L}*){0,7} *")
_LAST_NAME = compiled(
    r"(?:(?!(?:với|gồm|là|như|của|và|cho|cùng|có|về|tên|gặp|bởi|rằng) )\p{Ll}\p{L}+ )?"
    r"\p{Lu}[\p{L}']+(?: \p{Lu}[\p{L}'.]+)+(?= *(?:\([^)]*\) *)?$)"
)
_BEING = compiled(r"(?<!\p{L})là ")
_PROPER_WORD = compiled(r"(?<!\p{L})\p{Lu}\p{L}*")
# "Olympic ...: đội A có ...": what is told of it stands behind the colon.
_CONTEST_HEAD = compiled(
    r"(?:kì thi|cuộc thi|hội thi|giải|liên hoan|olympic|sea games|asiad|kết quả|chung kết)(?!\p{L})"
)
_ANYBODY = compiled(r"(?:những |các )?(?:người|ai|cá nhân|đối tượng)|(?:việc|điều|đó|đây|lần)(?: .*)?")
# A pronoun right in front of the verb ("bởi năm ngoái em (chỉ giành ...)"), which is no part of "các em".
_OWN_PRONOUN = compiled(
    r"(?<=\p{L}\p{L} )(?<!(?:các|hai|ba|bốn|anh|chị|trẻ|người|những|cùng|cả|đứa|số|là|cho|của|mấy|lứa) )"
    r"(?:ông|bà|anh|chị|cô|em|họ|cậu|tôi)$"
)
# "... treo cờ vì phường (làm lễ đón nhận ...)": the body right in front of the verb is its subject.
_OWN_BODY = compiled(
    r"(?<=(?:vì|để|do|bởi)(?:\.{3})? )(?:xã|phường|huyện|quận|tỉnh|thành phố|nhà trường|trường|công ty"
    r"|đơn vị|đội|báo|đoàn) ?$"
)
_SAYS = compiled(r"(?<!\p{L})(?:rằng|tuyên bố|cho biết|cho hay|xác nhận|thông báo|khẳng định|cho là)[,:]? ")
# "Ông phản đối ...": a pronoun and its verb, not "ông chủ", "em học sinh".
_SOMEBODY_ALONE = compiled(
    r"(?i:ông|bà|anh|chị|cô|em|họ|cậu|tôi) "
    r"(?P<next>(?!(?:chủ|trai|gái|giáo|bé|cả|út|và|cùng|ấy|này|nội|ngoại|cụ|em|ta|là) )\p{Ll}+) (?=\p{L}+ \p{L})"
)
_WORKS = (
    r"(?:tác phẩm|bức ảnh|bộ ảnh|bộ phim|phim|vở|bài hát|bài thơ|bài|ca khúc|công trình|đề tài|dự án|cuốn|tiểu thuyết"
    r"|tập|sản phẩm|mô hình|tranh|bức tranh|phóng sự|ứng dụng|giải pháp|nghiên cứu)"
)
_WORK = compiled(rf"{_WORKS} (?=\p{{L}})")

_CALLED_SO = compiled(r" (?P<name>\p{Lu}\p{L}+(?: \p{Lu}\p{L}+){0,4})")
_SURNAMED = compiled(
    r" (?P<name>(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đào|Trương|Mai|Lương|Tô)"
    r"(?: \p{Lu}\p{Ll}+){1,4})(?!\p{L}| \p{Lu})"
)
# What stands in front of a person's name, or the rest of the full name in front of its last part.
_SOMEBODY = (
    r"(?:(?<!\p{L})(?i:ông|bà|anh|chị|em|cô|cậu|chú|bác|cụ|cháu|bé|thầy|ca sĩ|diễn viên|học sinh|thí sinh|hoa hậu) "
    r"(?:\p{Lu}\p{L}+ ){0,4}|(?<!\p{L})(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý) "
    r"(?:\p{Lu}\p{L}+ ){0,3})"
)
# "nhóm các học sinh A, B và C", "hai thí sinh A và B".
_FULL_NAME = r"\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){1,4}"
_NAMED_GROUP = compiled(
    rf"(?i:(?:nhóm|đội|cặp đôi|đôi|các|những|hai|ba|bốn|năm|\d) )+(?:(?:nữ |nam )?(?:học sinh|sinh viên"
    rf"|thí sinh|em|bạn|anh|chị|cháu"
    rf"|nhà khoa học|nhà nghiên cứu|nghệ sĩ|ca sĩ|tác giả|giáo viên|chiến sĩ|vận động viên|VĐV|diễn viên|cầu thủ) )?"
    rf"(?:gồm |là )?(?P<names>{_FULL_NAME}(?:, {_FULL_NAME})*(?: và {_FULL_NAME}))"
    rf"|(?i:nhóm|đội) (?:các )?(?:học sinh|sinh viên|thí sinh|em|bạn) (?P<names>{_FULL_NAME}(?:(?:, "
    rf"| và ){_FULL_NAME})+)"
)
_IN_QUOTES = compiled(r"\"[^\"\n]{1,120}\"")
_OUTER = " ,;:.\"'-–/()\n"


class Phrases:
    """Reads noun phrases of one document's text around its awards."""

    def __init__(self, cues: Cues) -> None:
        self.authority = compiled(rf"(?! ?xã hội){cues.at('authority').pattern}")
        self.deputy = cues.at("deputy")
        self.person = cues.at("person")
        dash = rf" - (?!(?:ĐT|TT|TB|DL|CN|XH|MT)\b|(?i:{cues.words('dash-word')}))"
        self._break = compiled(rf"[;:] |, (?!Thương binh|Thể thao)|{dash}| cho (?:biết|hay)(?: rằng)? | nơi ")
        self._opening = cues.at("opening", "stop")
        times = rf"(?:\p{{N}}+|nhiều|hai|ba|bốn|năm|mười) (?:lần|năm)(?: liền| liên tiếp| liên tục)?{AFTER}"
        self._adverbs = compiled(rf"(?:[ ,]*+(?:{cues.words('adverb')}|{times}))+[ ,]*$")
        first_time = r"đây (?:cũng )?là lần (?:đầu tiên|đầu|thứ \p{L}+)"
        joints = rf"và|còn|cho|của|đó|mà|để|trong khi|vừa|mới|từng|cũng|đã|{cues.words('object', 'give')}"
        self._leading = compiled(rf"^(?:[ ,.;:\"'-]*(?:{first_time}|{joints}){AFTER})+")
        self._titled = cues.at("authority", "deputy")
        # "chọn được 63 thí sinh đoạt", "ý kiến về bức ảnh đoạt": whose object the verb's subject is.
        self._reduced = compiled(
            rf"(?<!\p{{L}})(?:(?:chọn|tìm)(?: ra| được)? (?={_NUMBER} |thí sinh|tác phẩm)"
            rf"|có (?={_NUMBER} (?!lần|năm)\p{{L}})"
            rf"|(?<=\p{{L}} )(?<!(?:qua|hơn|gia|gần|bại|với) )(?=(?:một số|những|các"
            rf"|\p{{N}}+) (?:{_WORKS}(?!\p{{L}})|nghệ nhân"
            rf"|người|{cues.words('person')})(?: (?!để|khi|của|yêu|là)\p{{L}}+){{0,3}} ?$)"
            rf"|về (?={_WORK.pattern})|(?:đối với|dành cho|cùng với|gồm) (?={cues.words('person')} )"
            rf"|(?<=\p{{L}} )(?=(?:những|các) (?:giọng|người|bạn|gương|{cues.words('person', 'group')})(?!\p{{L}})))"
        )
        self._called = compiled(rf"{cues.words('person', 'deputy')} $")
        self._pronoun = compiled(cues.words("pronoun"))
        self._verb = cues.anywhere("verb", "give", "receive")
        self._object = compiled(rf"{cues.words('object')}(?! (?:biết|hay|rằng|thấy|phép|là))")
        self._joint = compiled(rf"(?:[ ,.;:\"'(-]|{cues.words('connective')}(?= ))*")
        self._group = compiled(cues.words("group"))
        # What may follow a name and still belong to who receives.
        self._scope = compiled(rf" (?:{cues.words('scope')}|\()")
        self._office = compiled(rf"(?P<role>{cues.words('office')}) (?=\p{{L}}+ \p{{L}}+)")
        field = cues.words("field-word")
        self._field = compiled(field)
        # The second half of an authority's name joined by "và" ("Nông nghiệp và Phát triển nông thôn").
        self._second_half = compiled(rf" (?:(?i:{field})|(?!Bằng|Huân|Huy|Cờ|Giấy|Kỷ|Giải|Danh|Thư)\p{{Lu}})")
        self._stop = compiled(rf"{cues.words('stop')}| (?:sáng|trưa|chiều|tối) \p{{N}}| \"(?=vì )|[.;\n]|{dash}|\(")
        full_stop = r"(?<!(?<!\p{L})tp|(?<!\p{L})t)\.(?=\s|\Z)"
        dash = r" - (?!(?:đt|dl|cn|tt|tb|xh|mt|kt|thể|thương|kế|khen)(?!\p{L}))"
        edges = rf"{cues.words('edge', 'give')}(?<!và)(?<!của)(?<!cấp)"
        self._authority_end = compiled(rf"{edges}|,(?! thương binh| thể thao)|[;:\n(\"]|{full_stop}|{dash}")
        self._authority_word = compiled(rf"(?: và|,)(?={cues.at('authority').pattern})")

    # authorities

    def authority_at(self, text: str, folded: str, position: int) -> int | None:
        """The end of the authority that stands behind the space at `position`, or None."""
        proper = text[position + 1 : position + 2].isupper() and not _HONORIFIC.match(folded, position)
        if not self.authority.match(folded, position) and not proper:
            return None
        head = self.authority.match(folded, position)
        end = head.end() if head else position + 1
        while True:
            window = _masked(text, folded, end, min(end + 160, len(folded)))
            cut = self._authority_end.search(window)
            end += cut.start() if cut else len(window)
            if cut and cut.group() == "," and self._authority_word.match(folded, end):
                end += 1
                continue
            break
        phrase = folded[position:end]
        joined = phrase.rfind(" và ")
        if joined >= 0:
            after = position + joined + 3
            if not (self.authority.match(folded, after) or self._second_half.match(text, after)):
                end = position + joined
        end = min(end, position + 110)
        return end if end > position + 2 else None

    def authority_name(self, text: str) -> str:
        """An authority as it is put into the record: a person's name behind a role cut off."""
        text = self.clean(text)
        folded = fold(text)
        match = self._office.match(folded)
        if match and text[match.end()].isupper() and not self._field.match(folded, match.end()):
            return text[: match.end("role")]
        return text

    def person_called(self, text: str, folded: str, start: int) -> str | None:
        """The person's name behind the space at `start` ("giấy khen của Phúc"), where the article calls somebody so."""
        surnamed = _SURNAMED.match(text, start)
        if surnamed:
            return surnamed["name"]
        called = None if self.authority.match(folded, start) else _CALLED_SO.match(text, start)
        if called and regex.search(rf"{_SOMEBODY}{regex.escape(called['name'])}(?!\p{{L}})", text):
            return called["name"]
        return None

    # subjects

    def segments(self, text: str, folded: str, start: int, end: int) -> list[Span]:
        """The parts of `start:end` between commas and the like, those of time, place and circumstance left out."""
        asides = [match.span() for match in _ASIDE.finditer(text, start, end)]
        breaks = (match.start() for match in self._break.finditer(text, start, end))
        bounds = [start, *(at for at in breaks if not overlapping(asides, at, at + 1)), end]
        spans: list[Span] = []
        for first, last in pairwise(bounds):
            joint = self._joint.match(folded, first, last)
            first = joint.end() if joint else first
            if first < last and self._opens(folded, first):
                time = _TIME.match(folded, first, last)
                first = time.end() if time and self._begins_somebody(folded, time.end()) else last
            if first < last:
                spans.append((first, last))
        return spans

    def _opens(self, folded: str, start: int) -> bool:
        return bool(self._opening.match(folded, start)) and not folded.startswith("đại ", start)

    def subject(self, text: str, folded: str, start: int, end: int, receives: bool = True) -> Span | None:
        """The subject of the verb at `end`, in the clause that begins at `start`; it `receives` or gives.

        Who receives may be the object of another verb ("chọn được 63 thí sinh đoạt ..."), who gives may not.
        """
        tail = self._adverbs.search(_masked(text, folded, start, end))
        if tail:
            end = start + tail.start()
        own = _OWN_PRONOUN.search(text, start, end) or _OWN_BODY.search(text, start, end)
        if own:
            return own.start(), end
        for said in _SAYS.finditer(folded, start, end):
            follows = said.end() < end and (
                text[said.end()].isupper()
                or self._begins_somebody(folded, said.end())
                or _WORK.match(folded, said.end())
                or _COUNTED.match(folded, said.end())
            )
            start = said.end() if follows else start
        colon = folded.rfind(": ", start, end)
        if colon >= 0 and text[colon + 2 : end].strip()[:1].isupper() and _CONTEST_HEAD.match(folded, start):
            start = colon + 2
        spans = self.segments(text, folded, start, end)
        for word in self._object.finditer(folded, *spans[-1]) if spans else ():
            spans = [(word.end() + 1, spans[-1][1])]
        if len(spans) > 1 and _WHO.fullmatch(folded, *spans[-1]):
            named = self._named_before(text, folded, spans[:-1])
            if named:
                return named
        # "vượt qua các thí sinh và nhận": the object is of a verb that shares the subject.
        shared = folded[:end].endswith(" và")
        reduced = list(self._reduced.finditer(folded, *spans[-1])) if spans and receives and not shared else []
        if reduced and reduced[-1].end() < spans[-1][1]:
            spans = [(reduced[-1].end(), spans[-1][1])]
        if spans and _WORK.match(folded, spans[0][0]) and " - " in text[spans[0][1] : spans[-1][0]]:
            spans = [(spans[0][0], spans[-1][1])]
        chosen: Span | None = None
        acted = False
        fallback: Span | None = None
        for index, span in enumerate(spans):
            (first, last), verb = self._bare(text, folded, *span)
            if _ASIDE.sub("", folded[first:last]).count(" ") > (
                _MAX_WORDS if not _WORK.match(folded, first) else 2 * _MAX_WORDS
            ):
                continue
            phrase = folded[first:last].strip(_OUTER)
            if not phrase or _ANYBODY.fullmatch(phrase) or _AGE.match(phrase):
                continue
            if not self._looks_like_somebody(text, folded, first, last):
                fallback = fallback or (first, last)
            elif chosen is None:
                chosen = first, self._listed_end(text, folded, first, last, spans[index + 1 :])
                acted = verb
            elif (
                index == 1
                and self._bare_title(folded, spans[0])
                and self.deputy.match(folded, first)
                and _LAST_NAME.search(text, first, last)
            ):
                # "Nguyên Thứ trưởng Bộ A, Thượng tướng B": two titles of one person.
                chosen = chosen[0], last
            elif acted and not verb and index == len(spans) - 1 and self._stands_alone(text, folded, first, last):
                # "A đã ..., B đoạt": the segment in front of the verb is a subject of its own.
                chosen = first, last
        return chosen or fallback

    def _named_before(self, text: str, folded: str, spans: list[Span]) -> Span | None:
        """The name at the end of the last of the segments, ages left aside."""
        for first, last in reversed(spans):
            if not _AGE.match(folded, first):
                named = list(_LAST_NAME.finditer(text, first, last))
                return named[-1].span() if named else (first, last) if len(spans) == 1 else None
        return None

    def _bare(self, text: str, folded: str, first: int, last: int) -> tuple[Span, bool]:
        """A segment without the joints in front and from its verb on, and whether it has a verb."""
        lead = self._leading.match(folded[first:last])
        first += lead.end() if lead else 0
        being = _BEING.search(folded, first, last)
        if being and (self.person.match(folded, being.end()) or _NAME.fullmatch(text[being.end() : last].strip())):
            first = being.end()
        head = self.authority.match(folded, first)
        begin = head.end() if head else first + 1
        verb = self._verb.search(_masked(text, folded, begin, last))
        if verb and verb.group() == "đại diện" and _COUNTED.match(folded, first):
            verb = self._verb.search(_masked(text, folded, begin + verb.end(), last))
            begin = begin + verb.end() if verb else begin
        if verb:
            last = begin + verb.start()
        elif being and being.start() > first:
            last = being.start()
        last = self._name_end(text, folded, first, last)
        pronoun = _SOMEBODY_ALONE.match(text, first, last)
        if pronoun and not self.person.match(folded, pronoun.end()) and not self._group.match(folded, pronoun.end()):
            last = pronoun.start("next") - 1
        return (first, last), verb is not None

    def _bare_title(self, folded: str, span: Span) -> bool:
        """Whether the phrase begins with a title and holds nobody's honorific."""
        return bool(self.deputy.match(folded, span[0])) and not _HONORIFIC.match(folded, span[0])

    def _stands_alone(self, text: str, folded: str, first: int, last: int) -> bool:
        """Whether the phrase is somebody's name and nothing else."""
        person = self.person.match(folded, first)
        name = _NAME_START.match(text, person.end() + 1 if person else first, last)
        return name is not None and name.end() >= last - 1 and " " in text[first:last].strip()

    def _listed_end(self, text: str, folded: str, start: int, end: int, following: list[Span]) -> int:
        """The end of the list that the subject begins: of counted groups, or of names."""
        counted = _COUNTED.match(folded, start)
        for first, last in following:
            if not (_COUNTED.match(folded, first) if counted else _NAME.fullmatch(text[first:last].strip())):
                break
            end = last
        return end

    def _name_end(self, text: str, folded: str, start: int, end: int) -> int:
        """The end of the person's name that begins the subject, where a verb follows it; else `end`."""
        person = self.person.match(folded, start, end)
        name = _CALLED.match(text, person.end(), end) if person else _NAME_START.match(text, start, end)
        if name is None or (person is None and self._titled.match(folded, start)):
            return end
        short = " " not in name.group().strip()
        if short and folded.startswith((" khi ", " nhưng ", " vì "), name.end()):
            return name.end()
        if short and not (person and _HONORIFIC.fullmatch(folded, start, person.end())):
            return end
        full = _LAST_NAME.search(text, name.end(), end)
        if full and len(_PROPER_WORD.findall(name.group())) == 1:
            return end
        goes_on = text[name.end() : name.end() + 1] == " " and not self._scope.match(folded, name.end())
        return name.end() if goes_on else end

    def _begins_somebody(self, folded: str, start: int) -> bool:
        return bool(
            self.person.match(folded, start)
            or self.authority.match(folded, start)
            or self._pronoun.match(folded, start)
        )

    def _looks_like_somebody(self, text: str, folded: str, start: int, end: int) -> bool:
        return bool(
            self._begins_somebody(folded, start)
            or (_COUNTED.match(folded, start) and not _AGE.match(folded, start))
            or self._group.match(folded, start)
            or _PROPER.search(text, start, end)
        )

    # recipients

    def recipients(self, text: str, folded: str, start: int, limit: int) -> list[str]:
        """Those named from `start` on, in front of what ends the phrase."""
        quotes = [match.span() for match in _IN_QUOTES.finditer(text, start, limit)]
        cut = self._stop.search(folded, start, limit)
        while cut and cut.end() < limit and (cut.start() - start < 2 or overlapping(quotes, *cut.span())):
            cut = self._stop.search(folded, cut.end(), limit)
        while cut and cut.group() == "(":
            close = text.find(")", cut.end(), limit)
            cut = self._stop.search(folded, close + 1, limit) if close >= 0 else None
        end = cut.start() if cut else limit
        phrase = _ASIDE.sub("", text[start:end])
        head, colon, rest = phrase.partition(":")
        if colon and rest.strip():
            return self.names(rest)
        return self.split(head)

    def split(self, phrase: str) -> list[str]:
        """The recipients in one phrase: counted groups and persons one by one, else the phrase as it is."""
        phrase = self.clean(phrase)
        if not phrase or len(phrase) < 2:
            return []
        folded = fold(phrase)
        named = _NAMED_GROUP.fullmatch(phrase)
        if named:
            return regex.split(r", | và ", named["names"])
        if _COUNTED.match(folded):
            bounds = [0, *(match.end() for match in _NEXT_COUNTED.finditer(folded)), len(phrase)]
            return [item for a, b in pairwise(bounds) if (item := self._trim(phrase[a:b]))]
        parts = regex.split(r", | và |; ", phrase)
        if self.authority.match(f" {folded}"):
            # "Trường A và Trường B": bodies of one kind.
            head = regex.escape(folded.partition(" ")[0])
            alike = regex.split(rf"(?:, | và |; )(?=(?i:{head}) )", phrase)
            if len(alike) > 1:
                return [self._trim(part) for part in alike]
        if self._is_person(parts[0]):
            items: list[str] = []
            for part in parts:
                if not items or self._is_person(part, named=True):
                    items.append(self.clean(part))
            return items
        return [phrase]

    def _is_person(self, phrase: str, named: bool = False) -> bool:
        """Whether the phrase is a person: an honorific or occupation and a name, or a name alone.

        `named` asks for the name right behind the occupation ("em Lan", not "học sinh lớp 9 Trường ...").
        """
        match = self.person.match(fold(phrase))
        if match:
            called = phrase[match.end() : match.end() + 30]
            return called.strip()[:1].isupper() or bool(not named and _NAME.search(called))
        name = _NAME_START.match(phrase)
        whole = name is not None and name.end() >= len(phrase) - 1 and " " in name.group()
        return whole and not self.authority.match(fold(phrase))

    def names(self, listed: str) -> list[str]:
        """The persons or groups of a list behind a colon: of each item the name, or the whole item for a group."""
        parted = ";" in listed
        found: list[str] = []
        for item in (_PARTED if parted else _UNPARTED).split(listed):
            item = self.clean(item)
            name = _NAME.search(item)
            if self._group.match(fold(item)) or (name is None and parted):
                found.append(self._trim(item))
            elif name and (parted or not self._scoped(item, name.start())):
                found.append(name.group())
        return [item for item in found if item]

    def _scoped(self, item: str, start: int) -> bool:
        """Whether the first name in a list's item stands in an apposition ("Tổng thư ký Hội ... Việt Nam")."""
        before = fold(item[:start].strip())
        return bool(self.authority.match(fold(item))) or (" " in before and not self.person.match(before))

    def _trim(self, item: str) -> str:
        return self.clean(item)[:160]

    def clean(self, text: str) -> str:
        """The phrase on one line, without outer punctuation, asides and words of joining."""
        text = _ASIDE.sub("", text).replace("\n", " ").strip(_OUTER)
        return " ".join(_JOINTS.sub("", text).split()).strip(_OUTER)

    # who a pronoun stands for

    def resolve(self, document: Document, phrase: str, before: int) -> str:
        """The phrase, or where it is a pronoun, who was named last before offset `before`."""
        key = fold(phrase)
        if not self._pronoun.fullmatch(key):
            return phrase
        text = document.text
        window = text[max(0, before - 1500) : before]
        named = list(
            regex.finditer(
                rf"(?i:(?<!\p{{L}}){regex.escape(phrase)}) (?P<name>\p{{Lu}}[\p{{L}}]++(?: \p{{Lu}}[\p{{L}}.]++)*+)"
                r"(?! ?\((?!\d\d tuổi|SN|sinh|ảnh|phải|trái))",
                window,
            )
        )
        if named:
            return named[-1].group()
        if key.split()[0] in _THINGS:
            return phrase
        for start, end in reversed([s for s in document.sentences if s[1] <= before][-6:]):
            for match in _NAME.finditer(text, start, end):
                left = document.folded[max(start, match.start() - 30) : match.start()]
                repeated = text.count(match.group().rpartition(" ")[2]) > 1
                told = repeated or match.start() - start < 2 or self._called.search(left)
                if (
                    told
                    and not _NO_NAME.match(match.group())
                    and not self.authority.match(document.folded, match.start())
                    and not left.endswith(_NO_PERSON)
                ):
                    return match.group()
        return phrase


def _masked(text: str, folded: str, start: int, end: int) -> str:
    """The folded text of `start:end` with its capitalised words blotted out: they are parts of names."""
    parts = []
    position = start
    for match in _CAPITALISED.finditer(text, start, end):
        parts += [folded[position : match.start()], "#" * (match.end() - match.start())]
        position = match.end()
    return "".join(parts) + folded[position:end] if parts else folded[start:end]


# Names of prizes, contests and places.
_NO_NAME = compiled(
    r"(?:Nobel|Olympic|Oscar|Grammy|Emmy|Giải|Huy|Huân|Bằng|Giấy|Cup|Sea|World|Việt Nam|Hà Nội|Sài Gòn"
    r"|Hoa hậu|Miss|Á|Liên"
    r"|Quốc|Đông Nam|Châu|Trung Quốc|Hàn Quốc|Nhật Bản|Ấn Độ|Thái Lan|Đài|Trường|Đại học|Học viện|Công ty|Facebook)\b"
)
_THINGS = frozenset(
    [
        "báo",
        "trường",
        "công",
        "đơn",
        "ngân",
        "tập",
        "đội",
        "xã",
        "huyện",
        "tỉnh",
        "thành",
        "bộ",
        "phim",
        "vở",
        "cuốn",
        "doanh",
        "nhà",
    ]
)
_NO_PERSON = (
    "tỉnh ",
    "thành phố ",
    "tp. ",
    "tp ",
    "huyện ",
    "tại ",
    "ở ",
    "quận ",
    "xã ",
    "phường ",
    "nước ",
    "trường ",
    "bộ ",
    "hội ",
    "báo ",
)
