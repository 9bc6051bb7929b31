// The tables of an article's finds, and the links from them to the text.

const ROWS_AT_ONCE = 300;
const MOST_MENTIONS = 30; // of a person or a day, with a way to each

/** A button that leads to a find's place in the text. */
function link(find, label, kind = find.kind) {
  const button = h("button", { type: "button", class: `to k-${kind}`, "data-find": find.at, lang: "vi" }, label);
  view.rows.set(find.at, button);
  return button;
}

/** A way to the first of some finds, and small ones to the others. */
function links(finds, label) {
  if (!finds.length) return label;
  const first = link(finds[0], label);
  const other = (find, at) => h("li", {}, link(find, String(at + 2), find.kind + " again"));
  const others = finds.slice(1, MOST_MENTIONS).map(other);
  for (const find of finds.slice(MOST_MENTIONS)) view.rows.set(find.at, first);
  if (finds.length > MOST_MENTIONS) {
    const rest = h("li", {}, h("button", { type: "button", class: "plain", onclick: () => rest.replaceWith(...finds.slice(MOST_MENTIONS).map((find, at) => other(find, at + MOST_MENTIONS - 1))) }, t("all", number(finds.length))));
    others.push(rest);
  }
  return [first, others.length ? h("ul", { class: "again", "aria-label": t("mentions") }, others) : null];
}

function table(group, columns, items, rowOf, holds = (item, find) => item === find.of) {
  if (!items.length) return null;
  const body = h("tbody", {});
  let first = 0; // the rows that are drawn: items[first] up to items[last - 1]
  let last = 0;
  const earlier = h("button", { type: "button", class: "quiet more", onclick: () => extend(first - ROWS_AT_ONCE, last) }, t("earlier"));
  const later = h("button", { type: "button", class: "quiet more", onclick: () => extend(first, last + ROWS_AT_ONCE) });
  const extend = (from, until) => {
    const low = Math.max(0, from);
    body.prepend(...items.slice(low, first).map(rowOf));
    first = low;
    for (; last < Math.min(until, items.length); last += 1) body.append(rowOf(items[last]));
    earlier.hidden = first === 0;
    later.hidden = last >= items.length;
    later.textContent = t("later", number(items.length));
  };
  view.reach.push((find) => {
    const at = items.findIndex((item) => holds(item, find));
    if (at < 0 || (at >= first && at < last)) return;
    body.replaceChildren();
    first = last = Math.max(0, at - Math.floor(ROWS_AT_ONCE / 2));
    extend(first, first + ROWS_AT_ONCE);
  });
  extend(0, ROWS_AT_ONCE);
  const letter = letterOf(groups[group][0]);
  return h("section", { class: "finds g-" + group, "aria-label": groupName(group) },
    h("h3", {}, h("b", { class: "letter", "aria-hidden": "true" }, letter), groupName(group), h("span", { class: "number" }, number(items.length))), earlier,
    h("table", {}, h("thead", {}, h("tr", {}, columns.map((column) => h("th", { scope: "col" }, t(column))))), body), later);
}

/** The dates of an article by their value: equal ones are one row. */
function datesByValue(dates) {
  const rows = new Map();
  for (const item of dates) {
    if (!rows.has(item.value)) rows.set(item.value, []);
    rows.get(item.value).push(item);
  }
  return [...rows.values()];
}

function tablesOf(one, finds) {
  // Every item's finds, looked up once; an article may have thousands.
  const findsByItem = new Map();
  for (const find of finds) {
    if (!findsByItem.has(find.of)) findsByItem.set(find.of, []);
    findsByItem.get(find.of).push(find);
  }
  const own = (item) => findsByItem.get(item)[0];
  const fact = (name, value) => (given(value) ? h("div", {}, h("span", { class: "soft" }, t(name) + " "), h("span", { lang: "vi" }, value)) : null);
  const parts = {
    people: () => table("people", ["name", "titles"], one.officials, (official) => {
      const shown = (findsByItem.get(official) || []).filter(({ kind }) => isShown(GROUP_OF[kind]));
      return h("tr", {},
        h("th", { scope: "row", lang: "vi" }, links(shown.filter(({ kind }) => kind === "mention"), official.name)),
        h("td", {}, shown.filter(({ kind }) => kind === "title").map((find) => h("div", { class: "held" }, link(find, find.item.text), find.item.former ? h("span", { class: "soft" }, " " + t("former")) : null))));
    }),
    statistics: () => table("statistics", ["value", "whatOfWhom"], one.statistics, (item) => {
      const [main, base] = findsByItem.get(item);
      return h("tr", {},
        h("th", { scope: "row" }, link(main, figure(item))),
        h("td", {}, item.subject ? h("div", { lang: "vi" }, item.subject) : null, fact("of", item.entity),
          base ? h("div", {}, h("span", { class: "soft" }, t("against") + " "), link(base, base.item.text)) : null));
    }),
    awards: () => table("awards", ["award", "fromAndTo"], one.awards, (item) => h("tr", {},
      h("th", { scope: "row" }, link(own(item), awardName(item))),
      h("td", {}, fact("givenBy", item.giver), fact("presentedBy", (presenterOf(item, one) || {}).name), fact("recipients", item.recipients.join("; ")), fact("number", item.quantity)))),
    dates: () => table("dates", ["value", "words"], datesByValue(one.dates), (items) => h("tr", {},
      h("th", { scope: "row" }, links(items.map(own), timeWords(items[0].value))),
      h("td", {}, h("div", { lang: "vi" }, [...new Set(items.map(({ text }) => text))].join(" · ")), h("div", { class: "soft days" }, span(items[0])))),
      (items, find) => items.includes(find.of)),
  };
  parts.documents = () => table("documents", ["document", "issuer"], one.documents, (paper) => h("tr", {},
    h("th", { scope: "row" }, links(findsByItem.get(paper), documentName(paper))),
    h("td", {}, given(paper.issuer) ? h("div", { lang: "vi" }, paper.issuer) : null, fact("issued", paper.date && timeWords(paper.date)), given(paper.subject) ? h("div", { class: "soft", lang: "vi" }, paper.subject) : null)));
  // Kinds that this page has no table of its own for.
  for (const [group, [kind]] of Object.entries(groups)) {
    if (parts[group] || group === "titles") continue;
    const some = finds.filter((find) => find.kind === kind);
    parts[group] = () => table(group, ["words", "value"], some, (find) => h("tr", {},
      h("th", { scope: "row" }, link(find, find.item.text)),
      h("td", {}, meaning(find, one).map(([name, value]) => fact(name, value)))), (find, other) => find === other);
  }
  const wantedGroup = (group) => isShown(group) || (group === "people" && isShown("titles"));
  return Object.entries(parts).filter(([group]) => wantedGroup(group)).map(([, part]) => part()).filter(Boolean);
}
