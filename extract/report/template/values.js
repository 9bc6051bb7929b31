// How finds say what they mean, in words; the code stays beside them for those who want it.

const SIGNS = { approx: "≈ ", more_than: "> ", less_than: "< ", equal_or_more: "≥ ", equal_or_less: "≤ " };
const ARROWS = { increase: "▲ ", decrease: "▼ " };
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const ROMAN = ["I", "II", "III", "IV"];
const centuryOf = (digits) => Number(digits) + 1;
const clock = (time) => time.replace(/^0/, "");

// The words of each language for what TIMEX3 writes as codes.
const TIME_WORDS = {
  en: {
    day: (year, month, day) => [Number(day), month && MONTHS[month - 1], year].filter(Boolean).join(" "),
    month: (year, month) => [MONTHS[month - 1], year].filter(Boolean).join(" "),
    quarter: (year, quarter) => ["Q" + quarter, year].filter(Boolean).join(" "),
    half: (year, half) => [half === "1" ? "first half" : "second half", year && "of " + year].filter(Boolean).join(" "),
    week: (year, week) => [`week ${Number(week)}`, year && "of " + year].filter(Boolean).join(" "),
    season: (year, season) => [{ SP: "spring", SU: "summer", FA: "autumn", WI: "winter" }[season], year].filter(Boolean).join(" "),
    year: (year) => year, decade: (digits) => digits + "0s", before: (year) => `${year} BC`, unknownYear: "a year that is not said",
    century: (digits) => `${centuryOf(digits)}${{ 1: "st", 2: "nd", 3: "rd" }[centuryOf(digits) > 13 ? centuryOf(digits) % 10 : centuryOf(digits)] || "th"} century`,
    part: { MO: "morning", MI: "noon", AF: "afternoon", EV: "evening", NI: "night" },
    partOf: (part, day) => (day ? `${part} of ${day}` : part), at: (time, day) => (day ? `${time}, ${day}` : time), range: (from, to) => `${from} – ${to}`,
    units: { Y: ["year", "years"], M: ["month", "months"], W: ["week", "weeks"], D: ["day", "days"], TH: ["hour", "hours"], TM: ["minute", "minutes"], TS: ["second", "seconds"] },
  },
  vi: {
    day: (year, month, day) => (month ? [Number(day), Number(month), year].filter(Boolean).join("/") : "ngày " + Number(day)),
    month: (year, month) => "tháng " + [Number(month), year].filter(Boolean).join("/"),
    quarter: (year, quarter) => "quý " + [ROMAN[quarter - 1], year].filter(Boolean).join("/"),
    half: (year, half) => (half === "1" ? "nửa đầu năm" : "nửa cuối năm") + (year ? " " + year : ""),
    week: (year, week) => "tuần " + [Number(week), year].filter(Boolean).join("/"),
    season: (year, season) => [{ SP: "mùa xuân", SU: "mùa hè", FA: "mùa thu", WI: "mùa đông" }[season], year].filter(Boolean).join(" "),
    year: (year) => "năm " + year, decade: (digits) => `thập niên ${digits}0`, before: (year) => `năm ${year} trước Công nguyên`, unknownYear: "năm không nói rõ",
    century: (digits) => "thế kỷ " + centuryOf(digits),
    part: { MO: "sáng", MI: "trưa", AF: "chiều", EV: "tối", NI: "đêm" },
    partOf: (part, day) => (day ? `${part} ${day}` : part), at: (time, day) => (day ? `${time} ngày ${day}` : time), range: (from, to) => `${from} – ${to}`,
    units: { Y: ["năm", "năm"], M: ["tháng", "tháng"], W: ["tuần", "tuần"], D: ["ngày", "ngày"], TH: ["giờ", "giờ"], TM: ["phút", "phút"], TS: ["giây", "giây"] },
  },
};

function duration(value, words) {
  const parts = [];
  let clockPart = "";
  for (const [, mark, amount, unit] of value.slice(1).matchAll(/(T)|(\d+(?:\.\d+)?)([YMWDHS])/g)) {
    if (mark) clockPart = "T";
    else parts.push(`${number(Number(amount))} ${words.units[clockPart + unit][Number(amount) === 1 ? 0 : 1]}`);
  }
  return parts.join(" ");
}

/** A day or what is larger, or none where nothing of it is known. */
function dayWords(value, words) {
  const match = /^(BC)?(XXXX|\d{4}|\d{3}X|\d\dXX)(?:-(?:(XX|\d\d)(?:-(XX|\d\d))?|Q(\d)|H(\d)|W(\d\d)|(SP|SU|FA|WI)))?$/.exec(value);
  if (!match) return null;
  const [, old, years, month, day, quarter, half, week, season] = match;
  const year = /^\d{4}$/.test(years) ? String(Number(years)) : "";
  if (old) return words.before(year);
  if (given(day) && day !== "XX") return words.day(year, month === "XX" ? "" : month, day);
  if (given(month) && month !== "XX") return words.month(year, month);
  if (quarter) return words.quarter(year, quarter);
  if (half) return words.half(year, half);
  if (week) return words.week(year, week);
  if (season) return words.season(year, season);
  if (/^\d{3}X$/.test(years)) return words.decade(years.slice(0, 3));
  if (/^\d\dXX$/.test(years)) return words.century(years.slice(0, 2));
  return year ? words.year(year) : "";
}

/** A TIMEX3 value in words; what there are no words for stays as it is. */
function timeWords(value) {
  const words = TIME_WORDS[language];
  if (value.includes("/")) {
    const [from, to] = value.split("/");
    return words.range(timeWords(from), timeWords(to));
  }
  if (/^P[T\d]/.test(value)) return duration(value, words) || value;
  const [date, time] = value.split("T");
  const day = dayWords(date, words);
  if (day === null) return value;
  if (!given(time)) return day || words.unknownYear;
  if (words.part[time]) return words.partOf(words.part[time], day);
  return /^\d\d:\d\d/.test(time) ? words.at(clock(time), day) : value;
}

const CURRENCIES = { VND: "đồng" };
const SCALES = { en: [[1e12, "trillion"], [1e9, "billion"], [1e6, "million"]], vi: [[1e9, "tỷ"], [1e6, "triệu"]] };

/** An amount of money, in the words that people use for large ones. */
function scaled(value) {
  const [size, word] = SCALES[language].find(([one]) => Math.abs(value) >= one) || [1, ""];
  // The scale is left out where digits would be lost by it.
  const rounded = Math.round((value / size) * 1e6) / 1e6;
  return word && Math.abs(rounded * size - value) < 1 ? `${number(rounded)} ${word}` : number(value);
}

function figure(item) {
  const money = item.kind === "money";
  const amount = money ? scaled : number;
  const unit = money ? CURRENCIES[item.unit] || item.unit : item.normalised_unit || item.unit;
  let value = amount(item.value);
  if (given(item.value_max)) value += "–" + amount(item.value_max);
  if (given(item.total)) value += (language === "vi" ? "/" : " of ") + amount(item.total);
  return (ARROWS[item.change] || "") + (SIGNS[item.modifier] || "") + value + (unit === "%" ? "%" : unit ? " " + unit : "");
}

/** The first and last day that a date covers, where it is not one day that its words name anyway. */
function span(item) {
  if (!item.begin || item.begin === item.finish) return "";
  return TIME_WORDS[language].range(timeWords(item.begin), timeWords(item.finish));
}

const awardName = ({ name, grade }) => (grade ? name + " " + grade : name);
/** A document by its type, name and number, as `document_name` in Python has it. */
const documentName = ({ type, name, number: part, year, code }) => [type, name, [part, year, code].filter(given).join("/")].filter(given).join(" ");
const presenterOf = (item, one) => one.officials.find((official) => official.id === item.presenter);
const periodOf = (item, one) => (given(item.period) ? one.dates[item.period] : null);

const isGroup = (value) => value && typeof value === "object" && !Array.isArray(value);
const PLACE_FIELDS = ["text", "start", "end", "rule"];

/** What a find means, as rows of a name and a value; a third says by which facet the value can be asked for. */
function meaning(find, one) {
  const { kind, item, of } = find;
  const rows = [];
  const row = (name, value, facet) => given(value) && rows.push([name, value, facet]);
  if (kind === "mention") {
    row("name", of.name, "person");
    row("titles", of.titles.map((title) => title.text).join(", "));
  } else if (kind === "title") {
    row("role", item.role, "office");
    row("organization", item.organization, "organization");
    row("kind", coded(item.kind) + (item.former ? ", " + t("former") : ""));
    row("heldBy", of.name, "person");
  } else if (kind === "date") {
    row("value", timeWords(item.value));
    row("days", span(item));
    row("type", coded(item.type));
    row("code", item.value);
    row("inferred", item.inferred && t("yes"));
  } else if (kind === "statistic") {
    row("value", figure(item));
    row("measures", item.subject, "subject");
    row("entity", item.entity);
    row("kind", coded(item.kind));
    row("before", given(item.before) && number(item.before));
    row("after", given(item.after) && number(item.after));
    row("base", item.base && item.base.text);
    row("period", periodOf(item, one) && periodOf(item, one).text);
    row("code", [item.value, item.unit].filter(given).join(" "));
  } else if (kind === "base") {
    row("for_", figure(of));
    row("measures", of.subject);
    row("entity", of.entity);
  } else if (kind === "award") {
    row("award", awardName(item), "award");
    row("givenBy", item.giver, "giver");
    row("presentedBy", (presenterOf(item, one) || {}).name, "person");
    row("recipients", item.recipients.join("; "));
    row("number", item.quantity);
    row("reason", item.reason);
    row("day", item.event_date && timeWords(item.event_date));
  } else if (kind === "document") {
    row("document", documentName(of), "document");
    row("issuer", of.issuer, "issuer");
    row("day", of.date && timeWords(of.date));
    row("subject", of.subject);
    row("provision", item.provision);
  } else {
    // Kinds that this page has no words for say what their fields hold.
    for (const [name, value] of Object.entries(item).flatMap(([name, value]) => (isGroup(value) ? Object.entries(value) : [[name, value]]))) {
      if (given(value) && !PLACE_FIELDS.includes(name)) row(name, [value].flat().map(String).join("; "));
    }
  }
  return rows;
}
