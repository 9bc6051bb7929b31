// Totals of the articles found, as figures and small charts; a bar sets the filter of its name.

const MOST_BARS = 10;

function tally(names) {
  const counted = new Map();
  for (const name of names) counted.set(name, (counted.get(name) || 0) + 1);
  return counted;
}

const largest = (counted) => [...counted].sort((one, other) => other[1] - one[1] || one[0].localeCompare(other[0], "vi"));

function bars(name, group, note, counted, pick) {
  if (!counted.size) return null;
  const sorted = largest(counted).slice(0, MOST_BARS);
  const most = sorted[0][1];
  const rows = sorted.map(([label, count]) => {
    const chart = svg("svg", { class: "bar", viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" },
      svg("rect", { width: 100, height: 6, class: "rail" }), svg("rect", { width: Math.max(1.5, (100 * count) / most), height: 6 }));
    const content = [h("span", { class: "bar-name", lang: "vi" }, label), h("span", { class: "bar-count" }, number.format(count)), chart];
    return h("li", {}, pick
      ? h("button", { type: "button", class: "bar-row", title: "Filter: " + label, onclick: () => pick(label) }, content)
      : h("div", { class: "bar-row" }, content));
  });
  const left = counted.size - sorted.length;
  return h("section", { class: "card g-" + group }, h("h3", {}, name, h("span", { class: "soft" }, note)), h("ol", { class: "bars" }, rows),
    left > 0 ? h("p", { class: "soft more" }, `and ${plural(left, "more name")}`) : null);
}

/** Columns for counts by month or year; stretches without any are kept, so that time runs evenly. */
function columns(name, group, note, days) {
  if (!days.length) return null;
  const years = days.map((day) => day.slice(0, 4)).sort();
  // A few dates from long ago would press the rest into a corner.
  const low = years[Math.floor(years.length * 0.02)];
  const high = years[Math.ceil(years.length * 0.98) - 1];
  const monthly = high - low < 3;
  const counted = tally(days.map((day) => (monthly ? day.slice(0, 7) : day.slice(0, 4))));
  const steps = [];
  for (let year = Number(low); year <= Number(high); year += 1) {
    const text = String(year).padStart(4, "0");
    if (monthly) for (let month = 1; month <= 12; month += 1) steps.push(`${text}-${String(month).padStart(2, "0")}`);
    else steps.push(text);
  }
  if (monthly) {
    while (steps.length > 1 && !counted.get(steps[0])) steps.shift();
    while (steps.length > 1 && !counted.get(steps[steps.length - 1])) steps.pop();
  }
  const values = steps.map((one) => counted.get(one) || 0);
  const most = Math.max(...values);
  const width = 100 / steps.length;
  const outside = days.length - values.reduce((sum, value) => sum + value, 0);
  const chart = svg("svg", { class: "columns", viewBox: "0 0 100 40", preserveAspectRatio: "none", role: "img", "aria-label": `${name}: ${steps[0]} to ${steps[steps.length - 1]}, at most ${most}` });
  values.forEach((value, at) => {
    const height = most ? (38 * value) / most : 0;
    const bar = svg("rect", { x: at * width + width * 0.12, width: width * 0.76, y: 40 - height, height });
    bar.append(svg("title", {}, `${steps[at]}: ${number.format(value)}`));
    chart.append(bar);
  });
  return h("section", { class: "card g-" + group }, h("h3", {}, name, h("span", { class: "soft" }, note)), chart,
    h("div", { class: "axis", "aria-hidden": "true" }, h("span", {}, steps[0]), steps.length > 1 ? h("span", {}, steps[steps.length - 1]) : null),
    outside ? h("p", { class: "soft more" }, `${number.format(outside)} outside these years`) : null);
}

function total(name, group, value) {
  return h("div", { class: "total g-" + group }, h("dt", {}, name), h("dd", {}, number.format(value)));
}

function overviewParts() {
  const some = found.map((at) => entries[at]);
  const sum = (at) => some.reduce((whole, { counts }) => whole + counts[at], 0);
  const once = (of) => some.flatMap((entry) => [...new Set(of(entry))]);
  const set = (field) => (value) => {
    document.getElementById(field).value = value;
    readFilters();
    main.focus();
  };
  const people = tally(once((entry) => peopleOf(entry).map(([name]) => name)));
  const figures = new Map();
  for (const entry of some) for (const [kind, count] of Object.entries(entry.figures || {})) figures.set(kind, (figures.get(kind) || 0) + count);
  const shown = (group, ...parts) => (filters.kinds.has(group) ? parts : []);
  return [
    h("dl", { class: "totals" },
      total("Articles", "articles", some.length), ...shown("people", total("People", "people", people.size)), ...shown("titles", total("Titles", "titles", sum(1))),
      ...shown("dates", total("Dates", "dates", sum(2))), ...shown("statistics", total("Statistics", "statistics", sum(3))), ...shown("awards", total("Awards", "awards", sum(4)))),
    h("div", { class: "cards" },
      ...shown("people", bars("People", "people", "articles", people, set("person"))),
      ...shown("titles", bars("Titles", "titles", "articles", tally(once((entry) => peopleOf(entry).flatMap(([, titles]) => titles.map(([role]) => role)))), set("title"))),
      ...shown("awards", bars("Awards", "awards", "articles", tally(once((entry) => awardsOf(entry).map(awardName))), set("award"))),
      columns("Published", "articles", "articles", some.filter(({ published }) => published).map(({ published }) => published.slice(0, 10))),
      ...shown("dates", columns("Dates in the texts", "dates", "different spans", some.flatMap(({ spans }) => (spans || []).map(([begin]) => begin)))),
      ...shown("statistics", bars("Statistics", "statistics", "by kind", figures, null))),
  ].filter(Boolean);
}

function openOverview() {
  closeArticle();
  const composer = settings.app ? compose : null;
  const totals = found.length ? overviewParts() : [];
  main.replaceChildren(h("div", { class: "overview" }, composer,
    totals.length ? totals : settings.app && !entries.length ? null : h("p", { class: "notice" }, entries.length ? "No article passes the filters." : "There are no articles in this report.")));
}
