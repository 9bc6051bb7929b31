// How finds say what they mean.

const KIND_NAMES = {
  mention: "Person", title: "Title", date: "Date", statistic: "Statistic", base: "Compared with", award: "Award",
};
const SIGNS = { approx: "≈ ", more_than: "> ", less_than: "< ", equal_or_more: "≥ ", equal_or_less: "≤ " };
const ARROWS = { increase: "▲ ", decrease: "▼ " };

/** All finds of a record in one list, each with its kind, its item and what it belongs to. */
function findsOf(one) {
  const finds = [];
  one.officials.forEach((official) => {
    for (const item of official.mentions) finds.push({ kind: "mention", item, of: official });
    for (const item of official.titles) finds.push({ kind: "title", item, of: official });
  });
  for (const item of one.dates) finds.push({ kind: "date", item, of: item });
  for (const item of one.statistics) {
    finds.push({ kind: "statistic", item, of: item });
    if (item.base) finds.push({ kind: "base", item: item.base, of: item });
  }
  for (const item of one.awards) finds.push({ kind: "award", item, of: item });
  finds.forEach((find, at) => (find.at = at));
  return finds;
}

function figure(item) {
  const unit = item.normalised_unit || item.unit;
  const joined = unit === "%" ? "%" : unit ? " " + unit : "";
  let value = number.format(item.value);
  if (item.value_max !== null && item.value_max !== undefined) value += "–" + number.format(item.value_max);
  if (item.total !== null && item.total !== undefined) value += " of " + number.format(item.total);
  return (ARROWS[item.change] || "") + (SIGNS[item.modifier] || "") + value + joined;
}

function span(item) {
  if (!item.begin) return "";
  return item.begin === item.finish ? item.begin : `${item.begin} – ${item.finish}`;
}

const given = (value) => value !== null && value !== undefined && value !== "";

/** What a find means, as rows of a name and a value. */
function meaning(find, one) {
  const { kind, item, of } = find;
  const rows = [];
  const row = (name, value) => given(value) && rows.push([name, value]);
  if (kind === "mention") {
    row("name", of.name);
    row("titles", of.titles.map((title) => title.text).join(", "));
  } else if (kind === "title") {
    row("role", item.role);
    row("organization", item.organization);
    row("kind", item.kind.replace("_", " ") + (item.former ? ", former" : ""));
    row("held by", of.name);
  } else if (kind === "date") {
    row("value", item.value);
    row("days", span(item));
    row("type", item.type);
  } else if (kind === "statistic") {
    row("value", figure(item));
    row("measures", item.subject);
    row("of", item.entity);
    row("kind", item.kind);
    row("before", given(item.before) && number.format(item.before));
    row("after", given(item.after) && number.format(item.after));
    row("compared with", item.base && item.base.text);
    row("period", given(item.period) && one.dates[item.period] && one.dates[item.period].text);
  } else if (kind === "base") {
    row("for", figure(of));
    row("measures", of.subject);
    row("of", of.entity);
  } else {
    const presenter = one.officials.find((official) => official.id === item.presenter);
    row("award", awardName([item.name, item.grade]));
    row("given by", item.giver);
    row("presented by", presenter && presenter.name);
    row("to", item.recipients.join("; "));
    row("number", item.quantity);
    row("for", item.reason);
    row("day", item.event_date);
  }
  return rows;
}
