"""Finds the awards of a document: their spans, names and grades."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

import msgspec

from extract.document import Document
from extract.entries import AwardEntry
from extract.kinds.awards.cues import AFTER, Cues
from extract.kinds.awards.grades import ASIDE, GradeReader
from extract.kinds.awards.names import NameReader
from extract.lazy import lazy
from extract.lexicon import Hit, Lexicon, Matcher, alternation
from extract.patterns import compiled
from extract.text.fold import fold_key
from extract.text.spans import overlapping


class Found(msgspec.Struct):
    """One award in the text.

    Attributes:
        start, end: its span in the normalised text.
        name: its name without the grade; of an elliptical grade that of the award before it.
        grade: as written.
        entry: the lexicon entry that found it.
        floor: nothing before this offset belongs to it (the end of the award before it, the start of its sentence).
        shares: it takes its name from the award right before it.
        key: its name folded, without a word for a prize in front.
    """

    start: int
    end: int
    name: str
    grade: str | None
    entry: AwardEntry
    floor: int = 0
    shares: bool = False
    key: str = ""


class AwardFinder:
    """Finds awards: one pass for heads and names, grammar around the hits."""

    def __init__(self, lexicon: Lexicon, cues: Cues) -> None:
        prefixes = lexicon.forms("award.prize-word")
        ends = rf"(?= ?[^\p{{L}}\p{{N}} ]|$| \d| {cues.words('edge')})"
        self._matcher = Matcher([_with_prefixes(entry, prefixes) for entry in lexicon.entries(AwardEntry)])
        self._names = NameReader(cues)
        self._grades = {family: GradeReader(cues, family) for family in ("class", "metal", "place", "rank")}
        self._giving = cues.giving
        self._conferring = cues.conferring
        self._titling = cues.titling
        self._choosing = cues.choosing
        self._winning = cues.winning
        self._vote = cues.anywhere("vote")
        self._authority = cues.at("authority", "deputy")
        self._tournament = cues.anywhere("tournament")
        self._title_won = cues.anywhere("title-won")
        self._lottery = cues.anywhere("lottery")
        self._draw = cues.anywhere("draw")
        self._competition = cues.anywhere("competition")
        self._title_noun = cues.at("title-noun")
        self._title_quality = cues.anywhere("title-quality")
        self._crown = cues.at("crown")
        self._best_words = cues.anywhere("best-word")
        self._realm = cues.at("crown-realm")
        self._prize_noun = cues.at("prize-noun")
        self._prize_quality = compiled(rf" {cues.words('prize-quality')}{ends}")
        self._programme = compiled(rf"{cues.words('programme')} $")
        self._verb_part = cues.at("verb-part")
        # "các giải phụ gồm: ...": names of prizes follow.
        self._prizes = compiled(rf"(?: {cues.words('intro')}){{0,5}}:(?= )")
        self._intro = compiled(rf"(?: {cues.words('intro')}){{1,5}}(?: ?:)?| ?:(?= )")
        self._prefix = compiled(rf"{alternation(prefixes)}{AFTER}")
        self._prefixed = compiled(rf"(?<!\p{{L}}){alternation(prefixes)} $")
        self._listed = compiled(rf"(?:[ ,;:/&()\"'.+-]|[\d.]+|{cues.words('list-word')}){{1,14}}")
        self._best = compiled(rf"(?: {cues.words('best-scope')}(?! thưởng| \d))+")
        self._title_scope = compiled(rf"(?P<all> {cues.words('whole')})? {cues.words('title-scope')}")
        self._played_for = cues.at("cup-scope")
        self._wide = cues.anywhere("wide")
        # "đứng cạnh bục với HCB Lim Wei Tan": the medal stands in front of its holder's name.
        self._with = compiled(rf"{cues.words('beside')} $")
        self._person_name = compiled(rf" (?!(?i:{cues.words('no-holder')})){_NAME}")
        self._party_years = compiled(rf" (?:\d\d(?: {cues.words('party-age')})?(?:, | và ))*\d\d năm tuổi đảng")
        medals = (
            rf"(?<![\p{{L}}\p{{N}}.,])\d{{1,3}} (?:{cues.words('classifier')} )?(?P<metal>{cues.words('grade.metal')})"
        )
        self._tally = compiled(
            rf"{medals}(?:(?:[,;/-]|,? và) ?{medals}){{1,2}}(?! ?(?:[/\d]|{cues.words('no-tally')}))"
        )
        self._goes_to = compiled(rf"(?:(?: năm)? \d{{4}})?(?: {cues.words('aux')}){{0,2}} {cues.words('goes-to')}")
        self._small_words = compiled(
            rf"(?: (?:(?={cues.words('small-inside')})|(?!{cues.words('small-edge')}))[\p{{L}}\p{{N}}-]+){{1,12}}"
        )
        self._is_told = compiled(rf"(?: \d{{4}})? {cues.words('is-told')}")
        self._honour = compiled(rf" {cues.words('choose')} [^,.;:\n]{{3,90}}")
        self._of_a_year = compiled(rf"{cues.words('of-time')} \d")
        self._quote_gap = compiled(rf" ?(?:[,;]|{cues.words('and')})+(?= [\"'])")
        self._generic = compiled(rf"(?:{cues.words('generic-title')}|thứ .*|top(?: \d+)?)")
        self._body = compiled(rf"{cues.words('body')} $")
        self._counted = compiled(rf"{cues.words('counted')} $")
        self._fund = compiled(rf"{cues.words('fund')} $")
        self._many = compiled(rf"(?:{cues.words('many')}|\d) $")
        self._domain = cues.at("domain")
        self._compound = compiled(rf"{cues.words('compound')} $")
        self._won = compiled(rf"(?:{cues.words('won')}|[,:;(\d-]) ?$")
        self._contest = cues.at("contest")
        named = cues.words("grade.place", "prize-quality", "prize-noun", "title-noun", "domain")
        self._named_prize = compiled(rf" (?:[\"'\p{{Lu}}]|(?i:{named}))")
        order_head = f"{fold_key(_ORDER)} "
        self._orders = {
            folded.removeprefix(order_head): entry
            for entry in lexicon.entries(AwardEntry)
            if entry.kind == "order" and entry.grades == "class"
            for folded in map(fold_key, entry.forms)
            if folded.startswith(order_head)
        }
        order = alternation(sorted(self._orders, key=len, reverse=True))
        self._order = compiled(rf"{ASIDE}(?:[,;]| {cues.words('and')}|, {cues.words('and')}) (?P<name>{order})")
        self._cues: dict[str, Callable[[_Context], bool]] = {
            "given": self._is_given,
            "prize": self._is_prize,
            "voted": self._is_voted,
            "graded": self._is_graded,
            "name": self._is_title,
            "unnamed": self._is_unnamed,
        }

    def find(self, document: Document) -> list[Found]:
        """The awards of the document, in text order, not overlapping."""
        hits = document.hits(self._matcher)
        if not hits:
            return []
        heads = frozenset(
            hit.start for hit in hits if hit.entry.use != "tail" and hit.entry.cue not in ("quoted", "crown")
        )
        page = _Page(document.text, document.folded, heads, self._draws(document.folded))
        found: list[Found] = []
        for hit in hits:
            reached = found[-1].end if found else 0
            if self._passes(document, hit, reached):
                sentence = document.sentence_at(hit.start)[0]
                last = found[-1] if found and found[-1].start >= sentence else None
                for award in self._read(_Context(page, hit, sentence, last)):
                    before = found[-1].end if found else 0
                    award.floor = max(sentence, before if before <= award.start else 0)
                    found.append(award)
        _name_heroes(found)
        found = self._with_tally(document, found)
        for award in found:
            award.key = self._key(award.name)
        return found

    def _passes(self, document: Document, hit: Hit[AwardEntry], reached: int) -> bool:
        """Whether there may be an award at the hit: nothing is read twice, no furniture, no bracket that repeats."""
        if hit.start < reached or overlapping(document.skipped, hit.start, hit.end):
            return False
        if _ABBREVIATES.fullmatch(document.folded, reached, hit.start) and document.text.startswith(")", hit.end):
            return False
        return hit.entry.grades != "place" or self._is_named(document, hit.end)

    def _is_named(self, document: Document, end: int) -> bool:
        """Whether the name of a prize may follow the word that ends there, or the names of several."""
        return bool(self._named_prize.match(document.text, end) or self._prizes.match(document.folded, end))

    def _key(self, name: str) -> str:
        """The name folded, without a word for a prize in front unless there is no more."""
        folded = fold_key(name)
        prefix = self._prefix.match(folded)
        return (folded[prefix.end() :].strip() if prefix else "") or folded

    def _with_tally(self, document: Document, found: list[Found]) -> list[Found]:
        """The awards with the medals that a tally tells without their word ("4 Vàng, 2 Bạc") on a page of medals."""
        medal = next((award for award in found if award.entry.kind == "medal"), None)
        if medal is None:
            return found
        spans = [(award.start, award.end) for award in found]
        told: list[Found] = []
        for tally in self._tally.finditer(document.folded):
            if overlapping(spans, *tally.span()) or overlapping(document.skipped, *tally.span()):
                continue
            floor = document.sentence_at(tally.start())[0]
            for start, end in tally.spans("metal"):
                grade = document.text[start:end]
                told.append(
                    Found(start, end, "Huy chương", grade, medal.entry, floor, start != tally.starts("metal")[0])
                )
                floor = end
        return sorted((*found, *told), key=_start) if told else found

    def _draws(self, folded: str) -> Callable[[], bool]:
        """Tells of a page whether its prizes are a lottery's: it has words of one, or draws lots for no competition."""
        return lambda: bool(
            self._lottery.search(folded) or (self._draw.search(folded) and not self._competition.search(folded))
        )

    def _read(self, at: "_Context") -> Iterator[Found]:
        entry = at.hit.entry
        if entry.upper and not at.text[at.hit.start : at.hit.end].isupper():
            return iter(())
        if (
            entry.kind == "medal"
            and self._with.search(at.folded, at.sentence, at.hit.start)
            and self._person_name.match(at.text, at.hit.end)
        ):
            return iter(())
        if entry.use in ("name", "after"):
            return self._named(at)
        if entry.use == "tail":
            return self._english(at)
        reader = {
            "title": self._title,
            "prize": self._prize if entry.use == "head" else self._place,
            "cup": self._cup,
            "medal": self._medal,
        }.get(entry.kind, self._headed)
        return reader(at)

    # names of the list

    def _named(self, at: "_Context") -> Iterator[Found]:
        if not self._cued(at):
            return
        start, end = at.hit.start, self._named_end(at)
        if at.hit.entry.kind in _TITLES_OF_HONOUR and at.text[end : end + 1] in ("'", '"'):
            yield from self._with_quotes(at, at.award(start, end), end + 1)
        elif at.hit.entry.kind == "prize" and not at.hit.entry.grades:
            yield from self._with_names(at, at.award(start, end))
        else:
            yield from self._with_grades(at, start, end)

    def _named_end(self, at: "_Context") -> int:
        """The end of a known name with what belongs to it: a quotation, a field, a category, a reason, whose it is."""
        start, end, entry = at.hit.start, at.hit.end, at.hit.entry
        if entry.kind in _TITLES_OF_HONOUR:
            end = _closing_quote(at.text, start, end)
        if entry.about or at.folded.startswith("giải thưởng ", start):
            end = self._names.field(at.folded, end)
        if entry.kind == "prize":
            end = self._categorised(at, end)
        if entry.kind == "commemorative":
            end = self._dedicated(at, start, end)
        if entry.kind == "emulation":
            end = self._scoped(at, end)
        tail = self._best.match(at.folded, end) if entry.tail else None
        return tail.end() if tail else end

    def _categorised(self, at: "_Context", end: int) -> int:
        """The end of the category in quotes behind a prize's name, or `end`."""
        if not at.folded.startswith(_CATEGORY, end):
            return end
        quoted = self._names.quoted(at.text, end + len(_CATEGORY))
        return quoted[1] if quoted else end

    def _dedicated(self, at: "_Context", start: int, end: int) -> int:
        """The end of a name that says what for ("... Vì sự nghiệp ..."), where it goes on behind the known one."""
        what = at.folded.find(_WHAT_FOR, start, end)
        if what < 0:
            return end
        return max(end, self._names.capitals(at.text, at.folded, what, at.heads) or end)

    def _scoped(self, at: "_Context", end: int) -> int:
        """The end of whose title it is ("Chiến sĩ thi đua ngành Ngân hàng", "... tỉnh Hưng Yên"), or `end`."""
        scope = self._title_scope.match(at.folded, end)
        if scope is None:
            return end
        told = scope["all"] or at.text[scope.start() + 1].isupper()
        return self._names.capitals(at.text, at.folded, scope.end(), at.heads) or (scope.end() if told else end)

    def _cued(self, at: "_Context") -> bool:
        """Whether what the entry asks for stands beside the hit."""
        cue = at.hit.entry.cue
        if cue is None:
            return not self._in_general(at) and not self._of_fund(at)
        if cue in ("given", "prize", "voted") and self._belongs(at):
            return True
        return self._cues.get(cue, self._is_conferred)(at)

    def _in_general(self, at: "_Context") -> bool:
        """Whether prizes of a kind are told of, no one of them ("nhiều giải thưởng văn học")."""
        small = at.hit.entry.about and at.text[at.hit.start : at.hit.end].islower()
        return small and self._many.search(at.folded, at.sentence, at.hit.start) is not None

    def _of_fund(self, at: "_Context") -> bool:
        """Whether a prize's name is a part of that of its fund or committee ("Hội đồng Giải thưởng ...")."""
        return at.hit.entry.kind == "prize" and self._fund.search(at.left) is not None

    def _belongs(self, at: "_Context") -> bool:
        """Whether the hit begins with a word for a prize, or goes on with a list of awards."""
        return self._prefix.match(at.folded, at.hit.start) is not None or self._is_listed(at)

    def _is_listed(self, at: "_Context") -> bool:
        """Whether the award before is one of the same list."""
        return at.last is not None and self._listed.fullmatch(at.folded, at.last.end, at.hit.start) is not None

    def _is_given(self, at: "_Context") -> bool:
        return self._giving.search(at.left) is not None

    def _is_prize(self, at: "_Context") -> bool:
        """Whether a prize's name is one: not a common word that nobody wins, not the name of a committee."""
        alone = " " not in at.folded[at.hit.start : at.hit.end]
        won = not alone or self._winning.search(at.left) is not None
        return won and self._body.search(at.left) is None

    def _is_voted(self, at: "_Context") -> bool:
        return self._vote.search(at.folded, max(at.sentence, at.hit.start - 300), at.hit.start) is not None

    def _is_graded(self, at: "_Context") -> bool:
        prefixed = self._prefix.match(at.folded, at.hit.start) is not None
        return prefixed or self._grades["metal"].after(at.folded, at.text, at.hit.end) is not None

    def _is_title(self, at: "_Context") -> bool:
        """Whether words that anything may be called are a title here."""
        if self._titling.search(at.left):
            return True
        # Everybody who is praised may be "vinh danh là anh hùng".
        if self._choosing.search(at.left) and at.folded[at.hit.start : at.hit.end] != _HERO:
            return True
        return at.last is not None and at.last.entry.kind in _TITLES_OF_HONOUR and self._is_listed(at)

    def _is_unnamed(self, at: "_Context") -> bool:
        """Whether a title is told of by itself, and does not stand in front of the name of who has it."""
        return self._is_called(at) or not self._before_holder(at)

    def _is_conferred(self, at: "_Context") -> bool:
        """Whether a title is conferred, or told of as one; in front of its holder's name it is none."""
        if self._is_called(at):
            return True
        if self._before_holder(at):
            return False
        told = any(cue.search(at.left) for cue in (self._titling, self._conferring, _TITLES))
        return told or self._is_listed(at)

    def _is_called(self, at: "_Context") -> bool:
        """Whether the word for a title stands right in front."""
        return self._titling.search(at.left) is not None and at.left.rstrip(" \"'(").endswith(_TITLE_WORD)

    def _before_holder(self, at: "_Context") -> bool:
        holder = self._person_name.match(at.text, at.hit.end)
        return holder is not None and self._title_scope.match(at.folded, at.hit.end) is None

    # heads that a name follows

    def _headed(self, at: "_Context") -> Iterator[Found]:
        """Orders, certificates, flags, badges: a name in quotes or capitals behind the head, or the head alone."""
        start, end, entry = at.hit.start, at.hit.end, at.hit.entry
        years = self._party_years.match(at.folded, end) if entry.kind == "badge" else None
        if years:
            yield at.award(start, years.end())
            return
        if entry.cue == "given" and not self._giving.search(at.folded, max(at.sentence, start - 90), start):
            return
        stop = None if entry.kind == "letter" else self._headed_end(at)
        if stop:
            yield from self._with_grades(at, start, stop)
        elif entry.kind == "letter" or entry.use == "bare":
            yield at.award(start, end)

    def _headed_end(self, at: "_Context") -> int | None:
        """The end of the name behind the head: in quotes, with a capital, or of an order in small letters."""
        end, entry = at.hit.end, at.hit.entry
        quoted = self._names.quoted(at.text, end)
        if quoted:
            return quoted[1]
        if entry.use != "head" and self._authority.match(at.folded, end):
            return None
        stop = self._names.capitals(at.text, at.folded, end, at.heads)
        if stop and (entry.use == "head" or entry.kind == "commemorative" or not self._person_name.match(at.text, end)):
            return stop
        small = self._names.capitals(at.text, at.folded, end, at.heads, lower=True) if entry.kind == "order" else None
        return small if small and self._small_order(at, small) else None

    def _small_order(self, at: "_Context", end: int) -> bool:
        """Whether an order in small letters is given ("huân chương phục vụ quê hương"), not told of in general."""
        words = at.folded[at.hit.end : end].count(" ")
        given = self._giving.search(at.folded, max(at.sentence, at.hit.start - 60), at.hit.start)
        generic = self._generic.match(at.folded, at.hit.end + 1, end)
        small = at.text[at.hit.end : end].islower() and not self._names.ends(at.folded, at.hit.end + 1)
        return small and 1 < words <= _SMALL_ORDER and given is not None and generic is None

    def _medal(self, at: "_Context") -> Iterator[Found]:
        if self._grades["metal"].after(at.folded, at.text, at.hit.end):
            yield from self._with_grades(at, at.hit.start, at.hit.end)
        elif not _SURNAME.search(at.text, max(0, at.hit.start - 12), at.hit.start):
            yield from self._headed(at)

    def _title(self, at: "_Context") -> Iterator[Found]:
        """What follows the word for a title; the word itself stays outside."""
        if at.hit.entry.cue == "crown":
            return self._coronation(at)
        if at.hit.entry.cue == "quoted":
            return self._chosen(at)
        return self._titled(at)

    def _coronation(self, at: "_Context") -> Iterator[Found]:
        """The beauty title with its name or rank behind a word of winning it ("đăng quang Hoa hậu Hoàn vũ")."""
        crown = self._crown.match(at.folded, at.hit.end)
        start = at.hit.end + 1
        if crown is None or not at.text[start].isupper():
            return
        named = at.text[crown.end() + 1 : crown.end() + 2].isupper() or self._realm.match(at.folded, crown.end())
        stop = self._names.capitals(at.text, at.folded, at.hit.end, at.heads) if named else None
        award = self._crowned(at, start, self._ranked(at, start, stop or crown.end()))
        if stop or award.grade:
            yield award
            yield from self._crowns(at, award.end)

    def _chosen(self, at: "_Context") -> Iterator[Found]:
        """What somebody is chosen as: a name of the best in quotes, also behind whom it is given to ("... là")."""
        chosen = _CHOSEN_AS.match(at.folded, at.hit.end)
        best = self._best_quoted(at, chosen.end()) if chosen else None
        if best and not self._programme.search(at.folded, at.sentence, at.hit.start):
            yield from self._with_quotes(at, at.award(best[2], best[3]), best[1])

    def _best_quoted(self, at: "_Context", position: int) -> tuple[int, int, int, int] | None:
        """A name of the best in quotes at `position`, as `NameReader.quoted` has it."""
        quoted = self._names.quoted(at.text, position)
        if quoted is None or quoted[2] in at.heads or not at.text[quoted[2]].isupper():
            return None
        return quoted if self._best_words.search(at.folded, quoted[2], quoted[3]) else None

    def _titled(self, at: "_Context") -> Iterator[Found]:
        """What follows "danh hiệu", or a word that says what somebody is chosen as."""
        end = at.hit.end
        if self._told_otherwise(at):
            return
        intro = self._intro.match(at.folded, end)
        if intro and _OPENING_QUOTE.match(at.text, intro.end()):
            end = intro.end()
        elif intro and at.hit.entry.cue is None:
            yield from self._introduced(at, intro.end())
            return
        quoted = self._names.quoted(at.text, end)
        if quoted is None:
            yield from self._open_title(at, end)
        elif self._is_quoted_title(at, quoted[2], quoted[3]):
            yield from self._with_quotes(at, at.award(quoted[2], quoted[3]), quoted[1])

    def _told_otherwise(self, at: "_Context") -> bool:
        """Whether no title is given here, or the category of the prize before is told."""
        cue, start, end = at.hit.entry.cue, at.hit.start, at.hit.end
        if cue == "given":
            return self._giving.search(at.folded, max(at.sentence, end - 90), end) is None
        return cue == "best" and at.last is not None and start - at.last.end < _SCOPE_OF_LAST

    def _is_quoted_title(self, at: "_Context", first: int, last: int) -> bool:
        """Whether the words in quotes are a title that is given."""
        if first in at.heads:
            return False
        named = at.text[first].isupper() or self._title_quality.search(at.folded, first, last) is not None
        return named and self._titles(at, first, last, quoted=True)

    def _open_title(self, at: "_Context", end: int) -> Iterator[Found]:
        """The title behind `end` that begins with a capital, or one in small letters."""
        start = end + 1
        if start in at.heads:
            return
        stop = self._names.capitals(at.text, at.folded, end, at.heads)
        if stop is None:
            yield from self._small_title(at, start)
        elif self._titles(at, start, stop):
            stop = self._ranked(at, start, stop)
            yield self._crowned(at, start, stop)
            yield from self._crowns(at, stop)

    def _small_title(self, at: "_Context", start: int) -> Iterator[Found]:
        """A title in small letters that has a word of quality ("xã nông thôn mới"), or a beauty title."""
        end = at.hit.end
        if self._crown.match(at.folded, end):
            stop = self._names.capitals(at.text, at.folded, end, at.heads, lower=True)
            if stop and self._titles(at, start, stop):
                yield self._crowned(at, start, self._ranked(at, start, stop))
            return
        noun = self._title_noun.match(at.folded, end)
        if noun is None or at.hit.entry.cue:
            return
        limit = self._small_words.match(at.folded, end)
        # "nông thôn mới" is noun and quality in one.
        qualities = list(self._title_quality.finditer(at.folded, start, limit.end() if limit else start))
        if qualities and self._titles(at, start, qualities[-1].end()):
            yield at.award(start, qualities[-1].end())

    def _ranked(self, at: "_Context", start: int, end: int) -> int:
        """The end of a beauty title with its rank ("Á khôi 2"), or `end`."""
        rank = _RANK.match(at.folded, end) if self._crown.match(at.folded, start) else None
        return rank.end() if rank else end

    def _crowned(self, at: "_Context", start: int, end: int, title: int | None = None) -> Found:
        """The award at `start:end`; of a beauty title, at `title` or the start, the rank behind it is its grade."""
        crown = self._crown.match(at.folded, start if title is None else title)
        rank = _RANK.search(at.folded, start, end) if crown else None
        if rank is None or rank.end() != end:
            return at.award(start, end)
        return at.award(start, end, at.text[start : rank.start()], at.text[rank.start() + 1 : end])

    def _crowns(self, at: "_Context", position: int) -> Iterator[Found]:
        """Further beauty titles in a list behind one ("Hoa khôi, Á khôi 1 và Á khôi 2")."""
        while joint := _LIST_JOINT.match(at.folded, position):
            start = joint.end()
            stop = self._names.capitals(at.text, at.folded, start - 1, at.heads)
            if stop is None or not self._crown.match(at.folded, start):
                return
            position = stop = self._ranked(at, start, stop)
            award = self._crowned(at, start, stop)
            award.shares = True
            yield award

    def _titles(self, at: "_Context", start: int, end: int, quoted: bool = False) -> bool:
        """Whether the words are a title that is given, not one that is won, nor a word for a whole kind of title."""
        cue = at.hit.entry.cue
        # 'vinh danh là "..."' says itself that the words are a title.
        told = quoted and at.folded.endswith(" là", at.hit.start, at.hit.end)
        if cue == "best" and not told and not self._best_words.search(at.folded, start, end):
            return False
        if cue == "given" and not self._crown.match(at.folded, start):
            return False
        authority = self._authority.match(at.folded, start)
        return not (
            self._title_won.search(at.folded, start, end)
            or self._generic.fullmatch(at.folded, start, end)
            or (authority and authority.end() == end)
        )

    def _prize(self, at: "_Context") -> Iterator[Found]:
        """ "Giải thưởng" and its name."""
        start, end = at.hit.start, at.hit.end
        left = at.folded[max(at.sentence, start - 20) : start]
        if self._is_body(at):
            return
        if self._counted.search(at.left) and (quotes := _QUOTES_FOLLOW.match(at.text, end)):
            yield from self._introduced(at, quotes.end())
            return
        intro = self._intro.match(at.folded, end)
        if intro and not at.text[end + 1 : end + 2].isupper():  # "Quốc tế" with a capital is part of the name
            yield from self._introduced(at, intro.end())
            return
        quoted = self._names.quoted(at.text, end)
        if quoted:
            if " " in at.text[quoted[2] : quoted[3]] or at.text[quoted[2]].isupper():
                yield from self._with_quotes(at, at.award(start, quoted[1]), quoted[1])
            return
        many = self._many.search(left) is not None
        field = self._names.field(at.folded, end)
        stop = field if field > end else self._prize_end(at, left, many)
        if stop and not (many and field > end):
            yield at.award(start, stop)

    def _is_body(self, at: "_Context") -> bool:
        """Whether the words are a part of a fund's or a committee's name, or stand in front of the prize's own."""
        body = _ORGANISATION.search(at.text, max(0, at.hit.start - 9), at.hit.start)
        return at.doubled or body is not None or self._of_fund(at)

    def _prize_end(self, at: "_Context", left: str, many: bool) -> int | None:
        """The end of the prize's name: a capital, a field in small letters ("báo chí quốc gia"), a quality."""
        end = at.hit.end
        stop = self._names.capitals(at.text, at.folded, end, at.heads)
        if stop is None and not many:
            stop = self._domain_end(at) or (self._small_prize(at) if self._won.search(left) else None)
        if stop is None or stop + 1 in at.heads or self._lottery.search(at.folded, end, stop):
            return None
        return self._names.field(at.folded, stop)

    def _domain_end(self, at: "_Context") -> int | None:
        """The end of a prize's name that begins with a field in small letters and says whose it is."""
        end = at.hit.end
        if not self._domain.match(at.folded, end):
            return None
        stop = self._names.capitals(at.text, at.folded, end, at.heads, lower=True)
        wide = stop and (_CAPITAL.search(at.text, end, stop) or self._wide.search(at.folded, end, stop))
        return stop if wide else None

    def _introduced(self, at: "_Context", end: int) -> Iterator[Found]:
        """The names that "giải thưởng" or "danh hiệu" brings in ("hai giải thưởng là ... và ...").

        They are in quotes, beauty titles, or a list of the best of something, each begun by the same word.
        """
        quoted = self._names.quoted(at.text, end)
        if quoted:
            first = quoted[2]
            if first not in at.heads and at.text[first].isupper():
                yield from self._with_quotes(at, at.award(first, quoted[3]), quoted[1])
            return
        kind = ""
        while end + 1 not in at.heads:
            crown = self._crown.match(at.folded, end) is not None
            again = bool(kind) and at.folded.startswith(f" {kind} ", end)
            stop = self._names.capitals(at.text, at.folded, end, at.heads, lower=crown or again)
            if stop is None:
                return
            word = at.folded[end:stop].split()[0]
            if not (crown or word in (kind, "top") or self._best_words.search(at.folded, end, stop)):
                return
            kind = kind or word
            stop = self._ranked(at, end + 1, stop)
            yield self._crowned(at, end + 1, stop)
            joint = _LIST_JOINT.match(at.folded, stop)
            if joint is None:
                return
            end = joint.end() - 1

    def _english(self, at: "_Context") -> Iterator[Found]:
        """A name that ends in "Awards", with the capitalised words in front of it."""
        start = at.hit.start
        name = _ENGLISH_NAME.search(at.text, max(at.sentence, start - 60), start)
        if name is None or name.start() in at.heads or (at.last and name.start() < at.last.end):
            return
        left = at.folded[max(at.sentence, name.start() - 40) : name.start()]
        prefix = self._prefixed.search(left)
        begin = name.start() - len(left) + prefix.start() if prefix else name.start()
        told = not left.strip() or left.endswith(", ")
        if self._winning.search(left) or (told and self._is_told.match(at.folded, at.hit.end)):
            yield at.award(begin, at.hit.end)

    def _place(self, at: "_Context") -> Iterator[Found]:
        """ "giải" with a place ("giải Nhất"), or with a name behind a word of winning ("đoạt giải Cống hiến")."""
        start, end = at.hit.start, at.hit.end
        left = at.folded[max(at.sentence, start - 24) : start]
        if self._compound.search(left) or self._is_verb(at) or at.doubled:
            return
        prizes = self._prizes.match(at.folded, end)
        if prizes:
            if not self._names.quoted(at.text, prizes.end()):
                yield from self._introduced(at, prizes.end())
        elif self._grades["place"].after(at.folded, at.text, end):
            if not at.page.lottery:
                yield from self._with_grades(at, start, end)
        else:
            yield from self._open_place(at, left)

    def _is_verb(self, at: "_Context") -> bool:
        """Whether "giải" is a verb ("giải phóng"); "giải Ngân hàng tiêu biểu" is none."""
        end = at.hit.end
        named = at.text[end + 1 : end + 2].isupper() and not at.text[at.hit.start].isupper()
        return not named and self._verb_part.match(at.folded, end) is not None

    def _open_place(self, at: "_Context", left: str) -> Iterator[Found]:
        """A prize's name in quotes, capitals or small letters behind "giải", where it is won or goes to somebody."""
        start, end = at.hit.start, at.hit.end
        opened = at.text[end : end + 2] in (' "', " '") or at.text[end + 1 : end + 2].isupper()
        small = None if opened else self._small_prize(at)
        quoted = self._names.quoted(at.text, end)
        named = self._names.capitals(at.text, at.folded, end, at.heads) if opened else self._domain_end(at)
        stop = quoted[1] if quoted else small or named
        if stop is None or not self._is_won(at, left, stop) or self._is_contest(at, stop, named=small is None):
            return
        award = self._crowned(at, start, self._names.field(at.folded, self._ranked(at, end + 1, stop)), end + 1)
        yield from self._with_quotes(at, award, award.end) if quoted else self._with_names(at, award)

    def _is_won(self, at: "_Context", left: str, stop: int) -> bool:
        """Whether the prize is one of a list, goes to somebody, or is won; in a lottery none is."""
        goes = at.hit.start == at.sentence and self._goes_to.match(at.folded, stop) is not None
        won = goes or self._is_listed(at) or self._won.search(left) is not None
        return won and not at.page.lottery

    def _is_contest(self, at: "_Context", stop: int, named: bool) -> bool:
        """Whether the words name a contest or a tournament, not what is won in it."""
        beyond = _PHRASE_REST.match(at.folded, stop)
        if beyond is None or self._contest.match(at.folded, at.hit.end):
            return True
        return named and self._tournament.search(at.folded, at.hit.end, beyond.end()) is not None

    def _small_prize(self, at: "_Context") -> int | None:
        """The end of a prize's name in small letters: a quality, or a noun with a superlative or the like behind it."""
        end = at.hit.end
        limit = self._small_words.match(at.folded, end)
        noun = self._prize_noun.match(at.folded, end) or self._title_noun.match(at.folded, end)
        best = list(self._best_words.finditer(at.folded, end, limit.end())) if noun and limit else []
        # "ca khúc hay nhất của năm 2019" says when, and "ca khúc của năm" what.
        while best and self._of_a_year.match(at.folded, best[-1].start()):
            best.pop()
        if best:
            return best[-1].end()
        quality = self._prize_quality.match(at.folded, end)
        return quality.end() if quality else None

    def _cup(self, at: "_Context") -> Iterator[Found]:
        start, end = at.hit.start, at.hit.end
        giving = list(self._giving.finditer(at.folded, max(at.sentence, start - 40), start))
        won = giving and giving[-1]["receive"] and "nhận" not in giving[-1].group()
        if not giving or won or self._played_for.match(at.folded, end):
            return
        quoted = self._names.quoted(at.text, end)
        honour = self._honour.match(at.folded, end)
        stop = quoted[1] if quoted else self._names.capitals(at.text, at.folded, end, at.heads)
        stop = honour.end() if honour else stop
        if stop and not self._tournament.search(at.folded, end, min(stop + 20, len(at.folded))):
            yield at.award(start, stop)

    # grades and lists

    def _with_grades(self, at: "_Context", start: int, end: int) -> Iterator[Found]:
        """The award at `start:end` with its grade, then what shares its name."""
        entry = at.hit.entry
        family = entry.grades or ("class" if entry.kind in ("order", "medal") else None)
        reader = self._grades[family] if family else None
        grade = reader.after(at.folded, at.text, end) if reader else None
        if grade is None:
            yield at.award(start, end)
            return
        name = at.text[start:end]
        award = at.award(start, grade.end, name, at.text[grade.start : grade.stop])
        yield award
        assert reader is not None
        last = award
        while True:
            shared = reader.shared(at.folded, at.text, last.end)
            if shared:
                words = at.text[shared.start : shared.end]
                last = Found(shared.start, shared.end, name, words, entry, shares=True)
            else:
                order = self._order.match(at.folded, last.end) if entry.kind == "order" else None
                graded = self._grades["class"].after(at.folded, at.text, order.end()) if order else None
                if order is None or graded is None:
                    return
                entry = self._orders[order["name"]]
                name = f"{_ORDER} {at.text[order.start('name') : order.end('name')]}"
                last = Found(order.start("name"), graded.end, name, at.text[graded.start : graded.stop], entry, 0, True)
            yield last

    def _with_quotes(self, at: "_Context", award: Found, position: int) -> Iterator[Found]:
        """The award, then further names in quotes that follow in a list."""
        yield award
        while True:
            gap = self._quote_gap.match(at.folded, position)
            quoted = self._names.quoted(at.text, gap.end()) if gap else None
            if quoted is None:
                return
            position = quoted[1]
            yield Found(quoted[2], quoted[3], at.text[quoted[2] : quoted[3]], None, at.hit.entry, 0, True)

    def _with_names(self, at: "_Context", award: Found) -> Iterator[Found]:
        """The award, then behind several ("các giải ... và ...") the further names, up to where the clause ends."""
        yield award
        position = award.end
        while self._counted.search(at.left) and (joint := _LIST_JOINT.match(at.folded, position)):
            start = joint.end()
            stop = self._names.capitals(at.text, at.folded, start - 1, at.heads)
            if stop is None or start in at.heads or not _CLAUSE_END.match(at.folded, stop):
                return
            position = stop
            yield Found(start, stop, at.text[start:stop], None, at.hit.entry, 0, True)


class _Page:
    """What all hits of one document share: its text, where hits start, whether it tells of a lottery."""

    def __init__(self, text: str, folded: str, heads: frozenset[int], draws: Callable[[], bool]) -> None:
        self.text = text
        self.folded = folded
        self.heads = heads
        self._draws = draws

    @lazy
    def lottery(self) -> bool:
        """Whether the page tells of a lottery, whose prizes are no awards."""
        return self._draws()


class _Context:
    """A hit with the text around it: where its sentence starts, and the award before it in the same sentence."""

    def __init__(self, page: _Page, hit: Hit[AwardEntry], sentence: int, last: Found | None) -> None:
        self.page = page
        self.text = page.text
        self.folded = page.folded
        self.heads = page.heads
        self.hit = hit
        self.sentence = sentence
        self.last = last

    @property
    def doubled(self) -> bool:
        """Whether a second word for a prize follows the hit ("giải Giải thưởng ...")."""
        return self.folded.startswith((" giải ", " giải thưởng"), self.hit.end)

    @lazy
    def left(self) -> str:
        """The folded words of the sentence in front of the hit, as far as cues are looked for."""
        return self.folded[max(self.sentence, self.hit.start - _CUE_REACH) : self.hit.start]

    def award(self, start: int, end: int, name: str | None = None, grade: str | None = None) -> Found:
        """An award of this hit's entry at `start:end`."""
        return Found(start, end, name or self.text[start:end], grade, self.hit.entry)


def _with_prefixes(entry: AwardEntry, prefixes: list[str]) -> AwardEntry:
    """A prize's entry with its forms behind the words for a prize."""
    if entry.kind != "prize" or entry.use not in ("name", "after"):
        return entry
    prefixed = [
        f"{prefix} {form}" for form in entry.forms for prefix in prefixes if not fold_key(form).startswith("giải")
    ]
    return msgspec.structs.replace(entry, forms=tuple(chain(prefixed, entry.forms if entry.use == "name" else ())))


def _name_heroes(found: Sequence[Found]) -> None:
    """Give heroes whose title says no more than that the name of those before ("Anh hùng"), in place."""
    hero = ""
    for award in found:
        if award.entry.kind == "title" and award.name.casefold().startswith(_HERO):
            hero = award.name = hero if hero and " " not in award.name[len(_HERO) :] else award.name


def _start(award: Found) -> int:
    return award.start


def _closing_quote(text: str, start: int, end: int) -> int:
    """The end of the quotation that the name opens ("Công dân ... năm 2016"), or `end`."""
    opening = text[max(0, start - 2) : start].strip()[-1:]
    if opening not in ("'", '"') or not opening:
        return end
    close = text.find(opening, end, end + 40)
    return end + len(text[end:close].rstrip()) if close >= 0 and "\n" not in text[end:close] else end


# "Nghệ sĩ Nhân dân (NSND)": the bracket says the award before it once more.
_ABBREVIATES = compiled(r" ?\(")
_PHRASE_REST = compiled(r"[^,.;:()\n]{0,25}")
_NAME = r"\p{Lu}\p{Ll}+ (?:\p{Lu}[\p{Ll}.]* ?)+"
_TITLES = compiled(r"danh hiệu[^.;\n]{0,40}: ?$")
_SURNAME = compiled(r"\p{Lu}\p{Ll}+ $")
_CAPITAL = compiled(r"\p{Lu}")
_OPENING_QUOTE = compiled(r" ?[\"']")
_RANK = compiled(r" [1-5](?![\p{L}\p{N}])")
_CATEGORY = " hạng mục"
_WHAT_FOR = " vì "
_HERO = "anh hùng"
_ORDER = "Huân chương"
_TITLE_WORD = "danh hiệu"
_TITLES_OF_HONOUR = ("title", "emulation")
_CUE_REACH = 70
# 'hai giải thưởng, "..." và "..."'
_QUOTES_FOLLOW = compiled(r" ?,(?= ?\"[^\"\n]{2,90}\"(?: ?,| và) ?\")")
_CLAUSE_END = compiled(r"(?: (?:năm )?\d{4})? ?(?:[,.;:)\n]|$|và )")
_LIST_JOINT = compiled(r"(?: (?:năm )?\d{4})?(?:,|;|,? và|,? cùng) ")
# "Tổ chức Giải thưởng ...", with a capital inside a sentence, is a body.
_ORGANISATION = compiled(r"(?<=\p{L} )Tổ chức $")
_ENGLISH_NAME = compiled(r"\p{Lu}[\p{L}'-]*+(?: (?:&|of|\p{Lu}[\p{L}'-]*+|\d{4}))*+ $")
_SMALL_ORDER = 5
# A category told this close behind a prize belongs to it ("giải Cánh én ở hạng mục ...").
_SCOPE_OF_LAST = 25
# "bình chọn Ngân hàng X là "...""
_CHOSEN_AS = compiled(r"(?: [^,.;:\n\"']{1,90}? là)?(?= ?[\"'])")
