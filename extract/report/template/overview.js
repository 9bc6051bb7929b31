// Totals of the articles found, as figures and small charts; a bar or a column asks for what it stands for.

const MOST_BARS = 10;
const BARS_AT_ONCE = 300;

const facetValue = (facet, value) => (facet === "title_kind" || facet === "figure" ? coded(strings[value]) : strings[value]);

function bar(facet, [value, count], most) {
  const chart = svg("svg", { class: "bar", viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("rect", { width: 100, height: 6, class: "rail" }), svg("rect", { width: Math.max(1.5, (100 * count) / most), height: 6 }));
  const pressed = (asked.facets[facet] || []).includes(strings[value]);
  return h("li", {}, h("button", { type: "button", class: "bar-row", "aria-pressed": String(pressed), onclick: () => (pressed ? widen : narrow)(facet, strings[value]) },
    h("span", { class: "bar-name", lang: "vi" }, facetValue(facet, value)), h("span", { class: "bar-count" }, number(count)), chart));
}

/** The provinces as they are today, the darker the more articles; the bars below it do the same by keyboard. */
function provinceMap() {
  const counts = tally("province");
  const most = counts.reduce((one, other) => Math.max(one, other), 0);
  const map = svg("svg", { class: "map", viewBox: [0, 0, ...index.map.size].join(" "), role: "img", "aria-label": t("provinceMap") });
  for (const [name, path] of Object.entries(index.map.paths)) {
    const count = counts[numberOf(name)] || 0;
    const pressed = (asked.facets.province || []).includes(name);
    const shape = svg("path", { d: path, "fill-opacity": count ? 0.2 + (0.8 * count) / most : 0, class: pressed ? "pressed" : "" });
    shape.append(svg("title", {}, `${name}: ${number(count)}`));
    if (count) shape.addEventListener("click", () => (pressed ? widen : narrow)("province", name));
    map.append(shape);
  }
  return map;
}

/** The values of a facet among the articles found: the most frequent, and a way to all. */
function card(facet) {
  const [pairs, all] = leading(tally(facet), MOST_BARS);
  if (!pairs.length) return null;
  return h("section", { class: "card g-" + GROUP_OF_FACET[facet], "data-facet": facet }, h("h2", {}, t(facet), h("span", { class: "soft" }, t("byArticles"))),
    facet === "province" ? provinceMap() : null,
    h("ol", { class: "bars" }, pairs.map((pair) => bar(facet, pair, pairs[0][1]))),
    all > pairs.length ? h("button", { type: "button", class: "plain more", onclick: () => go({ all: facet, article: null }) }, t("all", number(all))) : null);
}

/** All values of one facet, with a field to find some of them. */
function facetPage(facet) {
  const pairs = ranked(tally(facet));
  const label = t("within", t(facet));
  const field = h("input", { type: "search", class: "within", "aria-label": label, placeholder: label, autocomplete: "off", spellcheck: "false", lang: "vi" });
  const bars = h("ol", { class: "bars many" });
  const more = h("button", { type: "button", class: "quiet more", onclick: () => extend() }, t("more"));
  let some = pairs;
  const extend = () => {
    const from = bars.childElementCount;
    bars.append(...some.slice(from, from + BARS_AT_ONCE).map((pair) => bar(facet, pair, pairs[0][1])));
    more.hidden = bars.childElementCount >= some.length;
  };
  const narrowed = () => {
    const terms = termsOf(field.value).flat();
    terms.forEach((word) => (word.begins = true));
    some = pairs.filter(([value]) => {
      const words = facetValue(facet, value).match(WORD) || [];
      return terms.every((word) => words.some((one) => isWanted(one, word)));
    });
    bars.replaceChildren();
    extend();
  };
  field.addEventListener("input", narrowed);
  narrowed();
  return h("section", { class: "overview g-" + GROUP_OF_FACET[facet] },
    h("div", { class: "facet-head" }, h("button", { type: "button", class: "plain", onclick: () => go({ all: null }) }, "‹ " + t("overview")), h("h2", {}, t(facet), " ", h("span", { class: "soft" }, number(pairs.length))), field), bars, more);
}

const firstDay = (step) => (step + "-01-01").slice(0, 10);
function lastDay(step) {
  if (step.length === 4) return step + "-12-31";
  const [year, month] = step.split("-").map(Number);
  return `${step}-${new Date(Date.UTC(year, month, 0)).getUTCDate()}`;
}

/** Columns for counts by month or year; stretches without any are kept, so that time runs evenly. */
function columns(name, group, note, days, dated) {
  if (!days.length) return null;
  const perYear = new Map();
  for (const day of days) perYear.set(day.slice(0, 4), (perYear.get(day.slice(0, 4)) || 0) + 1);
  const years = [...perYear.keys()].sort();
  const yearAt = (place) => years.find((year) => (place -= perYear.get(year)) < 0);
  // A few dates from long ago would press the rest into a corner.
  const low = yearAt(Math.floor(days.length * 0.02));
  const high = yearAt(Math.ceil(days.length * 0.98) - 1);
  const monthly = high - low < 3;
  const counts = new Map();
  for (const day of days) {
    const step = day.slice(0, monthly ? 7 : 4);
    counts.set(step, (counts.get(step) || 0) + 1);
  }
  const steps = [];
  for (let year = Number(low); year <= Number(high); year += 1) {
    const text = String(year).padStart(4, "0");
    if (monthly) for (let month = 1; month <= 12; month += 1) steps.push(`${text}-${String(month).padStart(2, "0")}`);
    else steps.push(text);
  }
  if (monthly) {
    while (steps.length > 1 && !counts.get(steps[0])) steps.shift();
    while (steps.length > 1 && !counts.get(steps[steps.length - 1])) steps.pop();
  }
  const values = steps.map((one) => counts.get(one) || 0);
  const most = Math.max(...values);
  const width = 100 / steps.length;
  const outside = days.length - values.reduce((sum, value) => sum + value, 0);
  const chart = svg("svg", { class: "columns", viewBox: "0 0 100 40", preserveAspectRatio: "none", role: "img", "aria-label": `${name}: ${steps[0]} to ${steps[steps.length - 1]}, at most ${most}` });
  values.forEach((value, at) => {
    const height = most ? (38 * value) / most : 0;
    const bar = svg("rect", { x: at * width + width * 0.12, width: width * 0.76, y: 40 - height, height });
    // The whole height takes the click, so that short columns can be hit.
    const place = svg("rect", { class: "place", x: at * width, width, y: 0, height: 40 });
    place.append(svg("title", {}, `${steps[at]}: ${number(value)}`));
    place.addEventListener("click", () => ask({ from: firstDay(steps[at]), to: lastDay(steps[at]), dated }));
    chart.append(bar, place);
  });
  return h("section", { class: "card g-" + group }, h("h2", {}, name, h("span", { class: "soft" }, note)), chart,
    h("div", { class: "axis", "aria-hidden": "true" }, h("span", {}, steps[0]), steps.length > 1 ? h("span", {}, steps[steps.length - 1]) : null),
    outside ? h("p", { class: "soft more" }, t("outside", number(outside))) : null);
}

function total(name, group, value) {
  return h("div", { class: "total g-" + group }, h("dt", {}, name), h("dd", {}, number(value)));
}

function overviewParts() {
  const some = found.map((at) => entries[at]);
  const sum = (group) => some.reduce((whole, { counts }) => whole + counts[COUNT_AT[group]], 0);
  const shown = usedGroups().filter(isShown);
  const cards = FACETS.filter((facet) => GROUP_OF_FACET[facet] === "articles" || isShown(GROUP_OF_FACET[facet])).map(card);
  return [
    h("dl", { class: "totals" }, total(t("articles"), "articles", some.length), shown.map((group) => total(groupName(group), group, sum(group)))),
    h("div", { class: "cards" }, cards,
      columns(t("publishedWhen"), "articles", t("byArticles"), some.filter(({ published }) => published).map(({ published }) => published.slice(0, 10)), "published"),
      isShown("dates") ? columns(t("datesIn"), "dates", t("bySpans"), some.flatMap(({ spans }) => (spans || []).map(([begin]) => begin)), "mentioned") : null),
  ];
}

/** What is said where no article passes, with a way out. */
function emptyPart() {
  if (!entries.length) return settings.app ? null : h("p", { class: "notice" }, t("none"));
  return h("div", { class: "notice" }, h("p", {}, t("noHit")), h("button", { type: "button", class: "primary", onclick: clearAll }, t("clear")));
}

function openOverview(all) {
  opening = null;
  closeArticle();
  main.scrollTop = 0;
  if (all && found.length) main.replaceChildren(facetPage(all));
  else main.replaceChildren(h("div", { class: "overview" }, settings.app ? compose : null, found.length ? overviewParts() : emptyPart()));
}
