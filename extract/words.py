"""The classes of words: a closed list, with what each means and which features its words may have.

A word of `rules/` says its class (`class: award.give`), and the kinds ask for words by class alone. A class with a dot
is asked by the kind before the dot; one without is shared by all kinds. A new class is a line here.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import NamedTuple


class WordClass(NamedTuple):
    """A class of words.

    Attributes:
        says: what its words are or what they tell, in a line.
        features: the fields of a word (`extract.entries.WordEntry`) that it may have beside its forms.
    """

    says: str
    features: tuple[str, ...] = ()


CLASSES: Mapping[str, WordClass] = MappingProxyType(
    {
        # all kinds
        "honorific": WordClass(
            'forms of address before a person\'s name; `gender` where they tell it ("ông")', ("gender",)
        ),
        # names
        "name.person": WordClass('right before a person\'s name ("ông")'),
        "name.occupation": WordClass(
            'before a person\'s name, or the place or organisation of such a person ("ca sĩ")'
        ),
        "name.alias": WordClass('between a person\'s name and another of theirs ("bí danh")'),
        "name.place": WordClass(
            'begins the name of a place and belongs to it; a person\'s name behind it is no person ("đường")'
        ),
        "name.bearer": WordClass(
            'begins the name of an organisation that may be called after a person ("trường")', ("inside",)
        ),
        "name.organization": WordClass(
            'begins the name of an organisation that is not called after a person ("sở")', ("inside",)
        ),
        "name.portfolio": WordClass(
            'what a body is for, whose first syllable is written like a given name ("quốc phòng")'
        ),
        "name.beside": WordClass('before a place and no part of it ("nước")'),
        "name.thing": WordClass('begins the name of something else ("giải thưởng")'),
        "name.plain": WordClass('common words that sentences begin with, never part of a name ("theo")'),
        "name.seat": WordClass(
            'a body of a unit, before its name ("huyện ủy"); `value` is the word for the unit', ("value",)
        ),
        "name.field": WordClass('what a department is named after ("nhi")'),
        "name.department": WordClass('ends a title that the field of a department follows ("khoa")'),
        "name.holds": WordClass('right behind a name: a title of the person follows ("hiện là")'),
        "name.firm": WordClass('in the names of firms, clubs and universities abroad, of no person ("holding")'),
        "name.act": WordClass('right behind a name: it is a person\'s, who says or does something ("từ chức")'),
        "name.gendered": WordClass('middle names; `gender` is that of who bears the name ("văn")', ("gender",)),
        "name.house": WordClass('family names of two syllables that begin like a shorter one ("tôn nữ")'),
        "name.nun": WordClass('begins a name, the second syllable small ("Thích nữ")'),
        "name.and": WordClass('between two names ("và")'),
        "name.called": WordClass('between a name and a word for another of the person ("còn")'),
        "name.staff": WordClass('between two bodies: those of the second ("lãnh đạo")'),
        "name.credit": WordClass('begins a photographer\'s credit ("ảnh")'),
        "name.numbered": WordClass('forces that have a number for a name ("sư đoàn")'),
        "name.committee": WordClass('committees, behind which their level alone may stand ("UBND")'),
        "name.minister": WordClass('titles with a portfolio behind them, not a body ("bộ trưởng")'),
        "name.amount": WordClass('behind a figure that is no part of the name before it ("tỷ")'),
        "name.highland": WordClass('before given names of the H\'Mông and the Khmer, which are in no list ("seo")'),
        "name.school": WordClass('begins the name of a school, and no person\'s stands right behind it ("thpt")'),
        "name.people": WordClass('peoples and movements, whose leader\'s title may stand right before them ("kurd")'),
        "name.prefix": WordClass('begins foreign family names that have a second capital ("mc")'),
        "name.hyphened": WordClass('ends a foreign name that goes on in lower case behind hyphens ("chan")'),
        "name.address": WordClass('before the number of a house ("số nhà")'),
        "name.stop": WordClass('inside the name of an organisation, where it has ended already ("đưa tin")'),
        # officials
        "official.honorific": WordClass(
            'more words that stand before the name of an official like a form of address ("vị")', ("gender",)
        ),
        "official.occupation": WordClass(
            'occupations: no office, but they may stand between a title and the name ("bác sĩ")'
        ),
        "official.link": WordClass(
            'right before a title: the one named before holds it ("ông A giữ chức Giám đốc Sở B")'
        ),
        "official.link.former": WordClass('the same, for an office given up or held once ("từng giữ chức")'),
        "official.bar": WordClass(
            'right before a title: what keeps it from being held by those around it ("ứng cử viên")'
        ),
        "official.agent": WordClass(
            'right before a title: ", ông X" behind it names somebody else ("của Chủ tịch nước, ông X trao ...")'
        ),
        "official.proxy": WordClass(
            'right before a title: the one named behind it and further on acts for its holder ("thay mặt")'
        ),
        "official.inside": WordClass(
            'right before a title: a name behind it is part of the name of a place or a thing ("lăng")'
        ),
        "official.several": WordClass('words that begin the list of those who share a title ("các", "hai")'),
        "official.roll": WordClass('those meant by a number of holders in the sentence before ("các vị này gồm ...")'),
        "official.stop": WordClass(
            'words in small letters that end an organisation\'s name, where verbs are not told by form ("cho biết")'
        ),
        "official.report": WordClass(
            "a department's business right behind the word for it (\"phòng dự báo\"), the holder's deed anywhere else"
        ),
        "official.department": WordClass('words for departments, before what they are for ("phòng")'),
        "official.branch": WordClass('right behind a body that has its name: its branch ("Cảng vụ hàng không")'),
        "official.trade": WordClass(
            "words in the name of a firm or a school that name none without what stands behind them"
        ),
        "official.force": WordClass('right behind a rank: whose it is ("đại tá quân đội")'),
        "official.counted": WordClass('what a number in front of it counts, so that no body has it ("năm")'),
        "official.compound": WordClass(
            'words of two syllables, one of which ends a scope when it stands alone ("cán bộ")'
        ),
        "official.join": WordClass(
            'words that go on with an organisation\'s name when another part of it follows ("trực thuộc")'
        ),
        "official.bare_unit": WordClass('words for places that are a scope without a name ("Chủ tịch tỉnh")'),
        "official.this": WordClass('right behind the name of a body: the next word tells which ("Giám đốc Sở này")'),
        "official.chain": WordClass('between two titles of one person ("kiêm")'),
        "official.now": WordClass('between a name and a title: when the title was or is held ("hiện nay")'),
        "official.epithet": WordClass('between a title and the name behind it: which holder is meant ("mới đắc cử")'),
        "official.which": WordClass('between a role and "của": which holder is meant ("giám đốc hiện nay của ...")'),
        "official.pronoun": WordClass(
            'openings by which a sentence goes on about the person of the sentence before ("sau đó")'
        ),
        "official.no_body": WordClass('words that only begin like an organisation\'s name ("Hội nghị")'),
        "official.gloss": WordClass("what stands behind a dash and is no part of the name before it"),
        "official.kin": WordClass(
            'before a name: the one named is not whom the sentence is about ("con trai ông X trở thành ...")'
        ),
        "official.no_title": WordClass('words that a title is only a part of ("Đại sứ quán")'),
        "official.appoint": WordClass('verbs of appointing: whoever does it does not get the office ("bổ nhiệm")'),
        "official.denied": WordClass('between a name and a verb that gives an office: it is not given ("không đủ")'),
        "official.predicate": WordClass(
            "behind a title: its holder is the sentence's subject, not the one named before"
        ),
        "official.life": WordClass('begins a line about the life of the one named on the line before ("sinh năm")'),
        "official.shared": WordClass('between several names and a title that all of them hold ("đều là")'),
        "official.replace": WordClass('before a name: it is of one who is replaced ("thay ông X")'),
        "official.receive": WordClass('before a verb of appointing: the subject gets the office ("được bổ nhiệm")'),
        "official.passive": WordClass('between two names: the second acts upon the first ("A được B bổ nhiệm")'),
        "official.suppose": WordClass('what follows is only thought of ("dự kiến")'),
        "official.he": WordClass('pronouns that take up who was named ("ông")'),
        "official.pointing": WordClass('behind such a pronoun ("ông này")'),
        "official.his": WordClass('behind a title, before "là": whose it is ("của ông")'),
        "official.amount": WordClass('between a title and its holders ("là", "gồm")'),
        "official.made": WordClass('right before a title: what somebody is made ("làm")'),
        "official.he_noun": WordClass('nouns that do so where a sentence begins ("vị này")'),
        "official.take_up": WordClass('before such a pronoun: a clause of its own begins ("... khi bà là")'),
        "official.somebody": WordClass('begin another subject than the person of the sentence before ("các")'),
        "official.subordinate": WordClass('begin a clause that a main clause follows ("sau khi")'),
        "official.adverbial": WordClass('what else a sentence\'s circumstances begin with ("tại")'),
        "official.open": WordClass('before an office with which a sentence begins ("Từng là Giám đốc, ông A")'),
        "official.term": WordClass('behind a title, in front of the number of the holder\'s term ("nhiệm kỳ XIV")'),
        "official.terms": WordClass('behind a title: held over several terms ("qua các thời kỳ")'),
        "official.holder": WordClass('behind a title: which of its holders ("đầu tiên")'),
        "official.ordinal": WordClass('the same, in front of a number ("thứ hai")'),
        "official.most": WordClass('the same, behind a quality ("trẻ nhất")'),
        "official.among": WordClass('behind these: among whom ("trẻ nhất tỉnh")'),
        "official.since": WordClass('between a title and "là ông": since when ("từ đó")'),
        "official.born": WordClass('behind a name, in front of the day or year of birth ("sinh năm")'),
        "official.age": WordClass('behind the years that somebody is old ("tuổi")'),
        "official.sex": WordClass('in a table, between a name and a year ("nam")'),
        "official.raise": WordClass('right before a rank: it is given to the one named before ("thăng")'),
        "official.raise.office": WordClass('the same before an office ("lên làm")'),
        "official.according": WordClass('begins a sentence that gives what the one named behind says ("theo")'),
        "official.by": WordClass('in front of the one who does it, between a name and a verb ("do")'),
        "official.some": WordClass('in front of others than the one named before ("một nghi can")'),
        "official.befall": WordClass('behind such others, before a verb that gives an office ("được")'),
        "official.party": WordClass('others that no word announces ("đơn vị")'),
        "official.origin": WordClass('what a life began with, before such an office ("xuất thân")'),
        "official.plural": WordClass('before several names that share what is said behind the last ("các ông")'),
        "official.body_of": WordClass(
            'between a role and its body, no part of the name of the body ("Giám đốc của Sở Nội vụ")'
        ),
        "official.small": WordClass('in the name of a body: it tells two names of one body from no others ("và")'),
        "official.surname": WordClass('common family names that people are called by all the same ("hồ")'),
        "official.is": WordClass('between one who is named and a title, either in front: they are one ("là")'),
        "official.being": WordClass('behind a title: who its holders are ("gồm")'),
        "official.native": WordClass('behind a title, in front of where its holder comes from ("gốc Mỹ")'),
        "official.genitive": WordClass('between a title that is given and the one who gets it ("thuộc về")'),
        "official.of": WordClass('in front of the holder of a title: something of theirs is spoken of ("của")'),
        "official.serve": WordClass('between the title of an aide and that of whom the aide serves ("cho")'),
        "official.said": WordClass('right before a title: the one named in front holds it ("là")'),
        "official.aside": WordClass('begins an addition to a name that tells no deed ("quê")'),
        "official.period": WordClass('in front of an office, beside its years ("từ")'),
        "official.with": WordClass('between two who are named together ("cùng")'),
        "official.respective": WordClass('between several names and as many titles, one for each ("lần lượt")'),
        "official.such_as": WordClass('in front of the titles of a list ("như")'),
        "official.among_them": WordClass('in front of a number of those spoken of ("trong đó")'),
        "official.then": WordClass('between what a life began with and the office ("rồi")'),
        "official.higher": WordClass('between two ranks, the second the higher one ("từ Thiếu tướng lên Trung tướng")'),
        "official.before_name": WordClass('before names of persons, and of other things as well ("bởi")'),
        "official.duty": WordClass(
            'words for an office, behind whose last syllable a title begins ("chức vụ phó chủ tịch")'
        ),
        "official.list": WordClass(
            'words that announce a list of titles that one person holds or held ("nhiều vị trí")'
        ),
        # awards
        "award.give": WordClass('words of giving: who stands before them gives, unless "được" stands between'),
        "award.receive": WordClass("words of receiving, winning: who stands before them receives"),
        "award.confer": WordClass("right before an honorary title, they make it an award and not a person's title"),
        "award.vote": WordClass("words of choosing the best, beside which a superlative is a prize"),
        "award.authority": WordClass("words that begin the name of an authority that gives awards in its own name"),
        "award.deputy": WordClass("words that begin the title of one who hands over in another's name"),
        "award.person": WordClass("honorifics and occupations in front of a person's name"),
        "award.edge": WordClass("words that end the name of an award, an authority, or recipients"),
        "award.pronoun": WordClass("words for somebody named before"),
        "award.classifier": WordClass("words between a number and its award"),
        "award.tournament": WordClass('words that make "giải ..." a tournament'),
        "award.title-won": WordClass("titles won in sport or contests, no awards"),
        "award.lottery": WordClass("words of lotteries, whose prizes are no awards"),
        "award.draw": WordClass(
            "words of drawing lots, whose prizes are none either unless the article tells of a competition"
        ),
        "award.competition": WordClass("words of competitions"),
        "award.title-noun": WordClass('words that begin a title in small letters ("danh hiệu xã nông thôn mới")'),
        "award.title-quality": WordClass("words that such a title has to have"),
        "award.list-word": WordClass("words between two awards of one list"),
        "award.best-scope": WordClass('what a prize for the best is of ("cầu thủ xuất sắc nhất giải")'),
        "award.generic-title": WordClass("words for kinds of titles, which name none"),
        "award.body": WordClass("words that make a prize's name that of its committee"),
        "award.fund": WordClass('words that make "giải thưởng ..." the name of a fund'),
        "award.many": WordClass('words before "giải thưởng" in talk of prizes in general'),
        "award.domain": WordClass(
            'fields that begin a prize\'s name in small letters ("giải thưởng báo chí quốc gia")'
        ),
        "award.compound": WordClass('words that make "giải" a part of a compound'),
        "award.won": WordClass('words before "giải" that make what follows a prize\'s name'),
        "award.contest": WordClass('words behind "giải" that name the contest, not the prize'),
        "award.group": WordClass("words that begin the name of a group that receives"),
        "award.field-word": WordClass('words of ministries\' names, which follow a role or an "và"'),
        "award.person-role": WordClass("roles of persons, who hand over a contest's prizes and do not give them"),
        "award.no-recipient": WordClass("words of phrases between a verb and its award that name nobody"),
        "award.name-tail": WordClass(
            'small words that end a name of capitalised ones ("Gương mặt Việt Nam tiêu biểu")'
        ),
        "award.grade-end": WordClass("words behind a grade that shares the name of the award before it"),
        "award.no-field": WordClass('words behind "về" that begin no field of a prize'),
        "award.crown": WordClass('beauty titles, awards behind "danh hiệu" and "vương miện"'),
        "award.crown-realm": WordClass('words that name a beauty title also in small letters ("hoa hậu hoàn vũ")'),
        "award.prize-noun": WordClass('words that begin a prize\'s name in small letters ("giải ca khúc hay nhất")'),
        "award.prize-quality": WordClass('words that are a prize\'s name in small letters ("giải sáng tạo")'),
        "award.programme": WordClass('words before "bình chọn" that make it the name of an event, which gives nothing'),
        "award.best-word": WordClass('words that a name for the best has ("Ngân hàng xanh của năm")'),
        "award.intro": WordClass('words between "giải thưởng" and the names that it brings in'),
        "award.verb-part": WordClass('words that make "giải" a verb ("giải phóng")'),
        "award.award-word": WordClass('words behind "tặng" that are no recipients'),
        "award.state-authority": WordClass("authorities that give a state's orders"),
        "award.receiver": WordClass(
            'words that begin who receives right behind a certificate ("tặng bằng khen nữ nhân viên ...")'
        ),
        "award.counted": WordClass('numbers in words, in front of those who are given something ("hai", "các")'),
        "award.hand-over": WordClass('verbs of handing over ("gắn"), not of deciding'),
        "award.frame.propose": WordClass('asked for or hoped for, not given ("đề nghị", "đáng")'),
        "award.frame.decide": WordClass('decides on an award ("ký quyết định")'),
        "award.frame.delegate": WordClass('hands it over in another\'s name ("thừa ủy quyền")'),
        "award.frame.credit": WordClass('who took the picture follows, and nothing more of the sentence ("Ảnh:")'),
        "award.frame.give": WordClass('gives, and in the passive is given ("trao tặng")'),
        "award.frame.receive": WordClass('receives or wins ("đón nhận")'),
        "award.frame.passive": WordClass('makes giving passive ("được")'),
        "award.frame.object": WordClass('to whom ("cho", "thuộc về")'),
        "award.frame.of": WordClass('whose ("của")'),
        "award.frame.by": WordClass('by whom ("do")'),
        "award.frame.say": WordClass('tells of it ("cho biết")'),
        "award.frame.time": WordClass('when ("dịp này")'),
        "award.frame.place": WordClass('where ("tại")'),
        "award.frame.when": WordClass('begins another clause ("sau khi")'),
        "award.frame.link": WordClass('equates ("là", "gồm")'),
        "award.frame.have": WordClass('owns ("từng có")'),
        "award.frame.event": WordClass('the occasion ("lễ")'),
        "award.frame.adverb": WordClass('in front of a verb ("vinh dự")'),
        "award.frame.verb": WordClass("any other verb: it ends a phrase"),
        "award.frame.inert": WordClass('a noun that holds a syllable of another class ("cá nhân")'),
        "award.frame.kind": WordClass('a word for awards in front of one ("danh hiệu", "tấm")'),
        "award.frame.not": WordClass('denies, or fails to get ("không", "trượt")'),
        "award.frame.revoke": WordClass('takes back ("thu hồi"): it was received, and who does it is no giver'),
        "award.frame.and": WordClass('joins phrases ("và")'),
        "award.frame.with": WordClass('accompanies ("kèm")'),
        "award.frame.money": WordClass('behind a number: what a prize is worth ("triệu đồng")'),
        "award.title-scope": WordClass('words behind an emulation title that say whose it is ("ngành", "tỉnh")'),
        "award.wide-edge": WordClass('words that end even a name in "Vì ..." ("cho", "của")'),
        "award.prize-word": WordClass('words in front of a prize\'s name, inside its span ("giải", "giải thưởng")'),
        "award.grade.class": WordClass('the grades of an order, behind "hạng" ("Nhất", "III")'),
        "award.grade.metal": WordClass('the grades of a medal ("vàng")'),
        "award.grade.place": WordClass('the grades of a prize ("khuyến khích")'),
        "award.grade.rank": WordClass('the ranks of a foreign order ("Hiệp sĩ")'),
        "award.no-receive": WordClass('verbs in which "nhận" is no receiving ("nhận xét")'),
        "award.half-give": WordClass('giving only in front of some words ("phong danh hiệu")'),
        "award.half-given": WordClass('behind such a verb: it gives ("cấp bằng")'),
        "award.noble": WordClass("between a verb of conferring and the title"),
        "award.title-lead": WordClass("what a title follows, however it is written"),
        "award.title-between": WordClass("between such a word and the title"),
        "award.choose": WordClass("somebody is chosen or honoured as what follows"),
        "award.win-lead": WordClass("words beside those of receiving that make a prize of what follows"),
        "award.cup-scope": WordClass('behind "cúp": it is played for'),
        "award.and": WordClass("between the awards or grades of a list"),
        "award.no-holder": WordClass("capitalised words behind a title that begin nobody's name"),
        "award.party-age": WordClass("behind the years of a badge, where more follow"),
        "award.wide": WordClass("whose a prize in small letters is, without which it is none"),
        "award.no-tally": WordClass('behind "vàng", "bạc", "đồng": no medals are counted'),
        "award.beside": WordClass('in front of a medal that stands before its holder\'s name ("với HCB ...")'),
        "award.aux": WordClass("in front of a verb by which a prize goes to somebody"),
        "award.goes-to": WordClass("verbs by which a prize goes to somebody"),
        "award.small-edge": WordClass("words that end a title in small letters"),
        "award.small-inside": WordClass("... which stand in it in these"),
        "award.name-inside": WordClass("words that end a name elsewhere, and stand in that of a prize for the best"),
        "award.sake": WordClass('behind "vì" in a name: for whose sake ("Vì cộng đồng")'),
        "award.cause": WordClass('the same, with two words behind it ("vì sự nghiệp giáo dục")'),
        "award.liked": WordClass('behind "được" in the name of a prize: by those who chose ("được yêu thích nhất")'),
        "award.outstanding": WordClass('ends what is begun by "có" in the name of a prize ("có thân hình đẹp")'),
        "award.is-told": WordClass("behind a name with which a sentence begins: it is a prize's"),
        "award.of-time": WordClass("behind the best of something: of what time"),
        "award.whole": WordClass('in front of whose a title is, which needs no name then ("toàn ngành")'),
        "award.number": WordClass("numbers in front of the next grade of a list"),
        "award.grade-word": WordClass("in front of the grade of an order"),
        "award.rank-word": WordClass("in front of the rank of a foreign order"),
        "award.grade-head": WordClass("in front of the next grade of a list, which is an award by itself"),
        "award.no-grade": WordClass('words that begin like a grade and are none ("đồng nghiệp")'),
        "award.above-all": WordClass('... in a list: it goes on with "above all"'),
        "award.counted-noun": WordClass("what a number behind a name counts, so that it is no part of the name"),
        "award.field-lead": WordClass("in front of the field of a prize"),
        "award.running": WordClass("behind it: one after another"),
        "award.got-times": WordClass("what happens so many times"),
        "award.before-five": WordClass('in front of "năm" that is a number, not a year'),
        "award.before-ordinal": WordClass("in front of a number that counts no awards"),
        "award.because": WordClass("in front of what an award is given for"),
        "award.because-of": WordClass('the same, in front of a word of merit ("về thành tích")'),
        "award.having": WordClass('the same, in front of what is had ("do có nhiều thành tích")'),
        "award.noting": WordClass('the same, in front of what is honoured ("ghi nhận những đóng góp")'),
        "award.merit": WordClass('words of merit behind "về"'),
        "award.had": WordClass('words that begin what somebody has done, behind "do có"'),
        "award.noted": WordClass('words that begin what is honoured, behind "ghi nhận"'),
        "award.source": WordClass("behind a mark: who says it; what the award is given for ends"),
        "award.no-merit": WordClass('behind "vì": no cause, or the name of an award'),
        # dates: words inside of them, with what they stand for
        "date.month": WordClass("months by their number in the year", ("value",)),
        "date.lunar-month": WordClass('months that only the lunar calendar has ("giêng")', ("value",)),
        "date.weekday": WordClass("weekdays by their ISO number", ("value",)),
        "date.quarter": WordClass("quarters by their number in the year", ("value",)),
        "date.part-of-day": WordClass("parts of the day by their TIMEX3 letters", ("value",)),
        "date.season": WordClass("seasons by their TIMEX3 letters", ("value",)),
        "date.unit": WordClass("units of a length of time by their ISO 8601 letters", ("value",)),
        "date.cycle": WordClass("other spellings of stems and branches of the cycle; `value` is the usual", ("value",)),
        "date.scale": WordClass('scale words that count years by themselves ("nghìn năm")', ("value",)),
        "date.shift": WordClass('how many units away from publication a time lies ("ngoái")', ("value",)),
        "date.shift-mention": WordClass('the same for a year, away from one that was spoken of ("năm đó")', ("value",)),
        # statistics
        "statistic.modifier": WordClass(
            'in front of a number: how near it is, by the feature `modifier` ("khoảng", "hơn")', ("modifier",)
        ),
        "statistic.behind": WordClass(
            'behind a unit: how near the number is, by the feature `modifier` ("trở lên")', ("modifier",)
        ),
        "statistic.compare": WordClass(
            'comparisons: they take the modifier of "hơn" away and are no change ("cao hơn"); `modifier` where they '
            'tell a bound too ("ít hơn")',
            ("modifier",),
        ),
        "statistic.change": WordClass(
            'by how much something moved stands behind these; the feature `change` says where ("tăng")', ("change",)
        ),
        "statistic.filler": WordClass('words that may stand between a word of change and its size ("mạnh")'),
        "statistic.level": WordClass('the number behind these is a level; they end the subject ("đạt")'),
        "statistic.label": WordClass('what in front of a number makes it a label, whatever follows ("quốc lộ")'),
        "statistic.stage": WordClass(
            'what makes a small number in front of a counted noun an ordinal ("giai đoạn 2 dự án")'
        ),
        "statistic.model": WordClass('what a number names that has no unit of measure behind it ("iPhone 7")'),
        "statistic.verb-noun": WordClass(
            'counted nouns that are verbs too, which they are behind a label and a capital ("Giải lần 43 tổ chức ...")'
        ),
        "statistic.no-label": WordClass('words that end like a label and label nothing ("trong số", "cổ phần")'),
        "statistic.each": WordClass(
            'in front of a stage: the number behind it counts what each has ("mỗi đợt 2 người")'
        ),
        "statistic.ordered": WordClass('in front of a number in words these order ("giải ba")'),
        "statistic.ordered-noun": WordClass('nouns that a digit behind them numbers ("Trung ương 3 khóa 7")'),
        "statistic.address-label": WordClass('in front of the number of a house or a body ("số 4 đường Láng")'),
        "statistic.article": WordClass('with a capital, in front of the number of an article of a law ("Điều")'),
        "statistic.vague": WordClass('behind a number, what makes it vague ("mười mấy người")'),
        "statistic.vague-one": WordClass('behind one, what makes it vague ("1 số dự án")'),
        "statistic.dated": WordClass('in front of n/m that is a day or a name ("đường 30/4")'),
        "statistic.no-number": WordClass("in front of a number in words that counts nothing"),
        "statistic.both": WordClass('in front of a number in words: all of those named already ("cả hai đều")'),
        "statistic.year-before": WordClass('in front of "năm" these make it the year ("mỗi năm")'),
        "statistic.no-year": WordClass('in front of "năm" it is the number all the same ("một trong năm xã")'),
        "statistic.age": WordClass('in front of an age ("ở tuổi 40")'),
        "statistic.no-age": WordClass('in front of a number that is no age, though it ends like one ("tên tuổi")'),
        "statistic.award-gap": WordClass('between a number and the award that it counts ("tấm", "danh hiệu")'),
        "statistic.rate": WordClass('units of time behind a unit of measure and a slash ("km/giờ")'),
        "statistic.count-of": WordClass('in front of the noun that a bare number counts ("số người chết là 120")'),
        "statistic.population": WordClass("what a bare number of people is said of"),
        "statistic.to": WordClass('between the ends of a range ("từ 5 đến 7")'),
        "statistic.from": WordClass("in front of the first value of a chain"),
        "statistic.and": WordClass("between the members of a list"),
        "statistic.or": WordClass("between two numbers of which one is meant"),
        "statistic.preposition": WordClass('modifiers that are prepositions too ("trên hai chiếc xe")'),
        "statistic.multiple": WordClass('comparisons that keep the modifier behind them ("gấp hơn 3 lần")'),
        "statistic.equal": WordClass("comparisons that say nothing with a modifier behind them"),
        "statistic.exceed": WordClass('in front of a percentage: the verb, not the modifier ("vượt 5% kế hoạch")'),
        "statistic.base-end": WordClass("behind what a figure is compared with"),
        "statistic.joint": WordClass(
            'between or at the edge of phrases: the scorer is told of one in a phrase ("của")'
        ),
        "statistic.link": WordClass(
            'between two figures these are told to the scorer themselves, not by their class ("còn")'
        ),
        "statistic.among": WordClass('between a part and the whole ("39 trên tổng số 80 người")'),
        "statistic.currency": WordClass('currencies that may stand in front of their amount ("EUR29,99")'),
        "statistic.weak-label": WordClass(
            'what makes a number a label unless a unit or a known noun follows it ("số")'
        ),
        "statistic.stop": WordClass(
            "words that no counted noun begins with or goes on with: function words and common verbs"
        ),
        "statistic.aux": WordClass('particles and verbs of few meanings, which no noun phrase holds ("đã", "bị")'),
        "statistic.verb": WordClass("verbs, which end a noun phrase in front of them"),
        "statistic.temperature": WordClass('words that make a temperature of degrees ("nóng 39 độ")'),
        "statistic.time": WordClass("units of time: what they count is a duration, which is a date"),
        "statistic.no-count": WordClass(
            "what never is a number's noun behind a spelled number, for the two make a word"
        ),
        "statistic.ambiguous": WordClass("units that are common words too: behind a number in words they are no unit"),
        "statistic.lead": WordClass("words that may begin a clause and are no part of what it measures"),
        "statistic.trail": WordClass("words that end what a clause measures when they stand behind it"),
        "statistic.chain": WordClass('between two numbers of a chain: value before, value after ("từ 85% lên 91,9%")'),
        "statistic.base": WordClass('in front of what a figure is compared with ("so với")'),
        "statistic.same-period": WordClass(
            'what a figure is compared with, without a word in front ("cùng kỳ năm trước")'
        ),
        "statistic.head": WordClass(
            'nouns that name a quantity: where one stands in a clause, the subject begins with it ("tỷ lệ")'
        ),
        "statistic.phrase-end": WordClass("what a noun phrase behind a unit does not go beyond"),
        "statistic.state": WordClass('what befell those who are counted ("bị thương")'),
        "statistic.keep": WordClass(
            'quantities named by two words, which a walk over "cao", "dài" must not cut ("độ cao")'
        ),
        "statistic.address": WordClass('behind "số" and a figure these make a house\'s address ("số 493 đường ...")'),
        "statistic.compound": WordClass("words of two syllables of which one, by itself, would end a noun phrase"),
        "statistic.yardstick": WordClass(
            'yardsticks behind a percentage: what is measured stands in front ("doanh thu đạt 95% kế hoạch")'
        ),
        "statistic.generic": WordClass("nouns that by themselves name no quantity"),
        "statistic.motion": WordClass("verbs of motion: the distance behind them measures no noun in between"),
        # documents
        "document.firm": WordClass(
            'types of documents that a bare number tells ("nghị định 15"); `value` is the type', ("value",)
        ),
        "document.other": WordClass(
            'types that need "số" or a code, for they are common words ("kế hoạch"); `value` is the type', ("value",)
        ),
        "document.letter": WordClass(
            "letters and the like, which a bare number tells, but a code better; `value` is the type", ("value",)
        ),
        "document.law": WordClass('types that a name tells too ("luật"); `value` is the type', ("value",)),
        "document.constitution": WordClass("constitutions; `value` is the type", ("value",)),
        "document.short": WordClass(
            'laws by letters ("BLHS"); `value` is the type and the name, " / " between', ("value",)
        ),
        "document.law-name": WordClass(
            'names of laws without their type ("đất đai"); `value` is the name that they shorten', ("value",)
        ),
        "document.name-end": WordClass("what ends the name of a law that is not known"),
        "document.none": WordClass('words in which a type stands that is none ("luật sư")'),
        "document.number-word": WordClass('in front of the number of a document ("số")'),
        "document.year-word": WordClass('in front of the year of a document ("năm")'),
        "document.provision": WordClass('what is cited of a document, in front of its number ("điều")'),
        "document.of": WordClass('between what is cited and the document ("của")'),
        "document.also": WordClass('between two things that are cited ("và")'),
        "document.by": WordClass('between a document and its issuer behind it ("của")'),
        "document.dated": WordClass('between a document and its day ("ban hành ngày")'),
        "document.issues": WordClass('between an issuer and the document behind it ("ban hành")'),
        "document.body": WordClass('bodies that issue documents, by their whole names ("chính phủ")'),
        "document.body-head": WordClass('words that begin the names of others ("sở")'),
        "document.portfolio": WordClass('what the bodies with such a name are for ("y tế")'),
        "document.body-inside": WordClass('words in small letters that go on with such a name ("và")'),
        "document.body-unit": WordClass('words for units of the state in such a name ("tỉnh")'),
        "document.office": WordClass('in front of the name of a body: the office there that issues ("thủ tướng")'),
        "document.about": WordClass('between a document and what it is about ("về việc")'),
        "document.basis": WordClass('in front of a document on which what is said behind rests ("theo")'),
        "document.apart": WordClass('in front of a document that does not decide what is said ("sửa đổi")'),
        "document.proposal": WordClass("types that propose or tell, and decide nothing"),
        "document.turn": WordClass('behind these a sentence no longer tells what its document decides ("tuy nhiên")'),
        "document.sets": WordClass('in front of figures that a document sets ("phạt tiền")'),
        "document.appoints": WordClass('in front of titles that a document gives or takes ("bổ nhiệm")'),
        "document.awards": WordClass('in front of awards that a document gives ("tặng thưởng")'),
        "document.code": WordClass(
            'types by the letters in numbers of documents ("NĐ"); `value` is the type', ("value",)
        ),
        "document.issuer": WordClass(
            'bodies by the letters in numbers of documents ("BTC"); `value` is the body', ("value",)
        ),
        "document.only": WordClass("types that one body alone issues; `value` is the body", ("value",)),
        "document.term": WordClass('terms of the National Assembly; `value` is the number behind "QH"', ("value",)),
    }
)


def nearest(name: str, known: Iterable[str]) -> str:
    """What to write behind "no such name": the known name that is spelled most alike, if one is."""
    close = get_close_matches(name, list(known), 1)
    return f"; did you mean '{close[0]}'?" if close else ""
