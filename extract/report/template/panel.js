// The panel beside the text: what the find means that is pointed at, or else the chosen one.

const panelHint = () => [h("p", { class: "hint" }, t("choose"))];

/** How many articles of all have a value of a facet. */
function articlesWith(facet, value) {
  const [table, column] = TABLE_OF[facet];
  const wantedValue = numberOf(value);
  return entries.filter((entry) => ((entry.rows || {})[table] || []).some((row) => row[column] === wantedValue)).length;
}

/** A value as a way to all articles that have it. */
function toArticles(facet, value) {
  const count = articlesWith(facet, value);
  return count ? h("button", { type: "button", class: "plain narrow", onclick: () => narrow(facet, value) }, t("allArticles", number(count))) : null;
}

function findPart(find, chosen) {
  const rule = rules[find.item.rule];
  const rows = meaning(find, view.record).map(([name, value, facet]) => h("div", {},
    h("dt", {}, t(name)),
    h("dd", {}, h("span", { lang: "vi" }, value), chosen && facet ? [" ", toArticles(facet, value)] : null)));
  return h("section", { class: "k-" + find.kind },
    h("h3", {}, h("b", { class: "letter", "aria-hidden": "true" }, letterOf(find.kind)), kindName(find.kind), " ", h("q", { lang: "vi" }, find.item.text)),
    h("dl", {}, rows),
    h("p", { class: "rule" }, h("code", {}, find.item.rule), rule && rule.comment ? [" ", h("span", {}, rule.comment)] : null),
    chosen && settings.app && view.blocks ? whyPart(find) : null);
}

/** Show finds in the panel: those given, or the chosen one, or how to choose. */
function showPanel(finds = null) {
  const panel = main.querySelector(".panel");
  if (!panel) return;
  // Who changes the chosen find goes over others on the way.
  const some = (!isCorrecting() && finds) || (view.chosen ? [view.chosen] : []);
  panel.classList.toggle("open", Boolean(some.length));
  panel.replaceChildren(...(some.length ? some.map((find) => (find === view.chosen && isCorrecting() ? correctPart(find) : findPart(find, find === view.chosen))) : panelHint()));
  if (view.chosen && some.length) {
    panel.prepend(h("button", { type: "button", class: "quiet close", "aria-label": t("close"), onclick: () => choose(null) }, "×"));
  }
}
