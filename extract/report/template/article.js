// One article: its text, the panel and the tables beside it, and the way from one to the other.

let opening = null;

async function openArticle(at) {
  const mine = (opening = {});
  const one = await record(at);
  if (opening !== mine) return;
  closeArticle();
  const entry = entries[at];
  const finds = findsOf(one);
  view = { at, record: one, finds, marks: new Map(), rows: new Map(), reach: [], lines: [], hits: [], hit: -1, parties: [], chosen: null };
  const hasText = given(one.text);
  view.stretches = hasText ? stretches(finds, one.text.length) : [];
  view.hits = hasText ? hitsIn(one.text, terms) : [];
  const reader = h("div", { class: "reader", tabindex: "-1" });
  const aside = h("aside", { class: "beside", "aria-label": t("finds") }, h("div", { class: "panel", role: "region", "aria-label": t("words") }));
  main.replaceChildren(h("div", { class: "article-view" + (hasText ? "" : " without-text") }, reader, aside));
  const text = hasText ? textPart(one) : h("p", { class: "notice" }, t(one.duplicate_of ? "isDuplicate" : "noText"));
  const facts = [one.published && h("time", { datetime: one.published }, timeWords(one.published.slice(0, 10))), one.author && h("span", { lang: "vi" }, one.author), h("span", { class: "id" }, one.id)];
  const source = /^https?:\/\//.test(one.url || "") ? h("a", { href: one.url, rel: "noreferrer noopener", target: "_blank" }, t("source")) : null;
  const side = tablesOf(one, finds);
  const original = entry.duplicate_of ? byKey.get(entry.duplicate_of) : undefined;
  reader.append(steps(), h("article", { "aria-label": heading(entry) },
    h("p", { class: "facts" }, facts.filter(Boolean), source, actions(one)),
    view.headline ? null : h("h2", { class: "headline", lang: "vi", dir: "auto" }, heading(entry)),
    text,
    original === undefined ? null : h("button", { type: "button", class: "plain", onclick: () => go({ article: original }) }, t("openThat")),
    h("div", { class: "lines", "aria-hidden": "true" })));
  aside.append(h("div", { class: "tables", tabindex: "0", role: "group", "aria-label": t("finds") }, side.length ? side : h("p", { class: "notice" }, t("nothing")),
    one.warnings.length ? h("section", { class: "finds" }, h("h3", {}, t("notes")), h("ul", { class: "notes" }, one.warnings.map((warning) => h("li", {}, warned(warning))))) : null));
  showPanel();
  main.scrollTop = 0;
  const first = main.querySelector("mark");
  if (first) first.tabIndex = 0;
  view.resizing = new ResizeObserver(drawLines);
  view.resizing.observe(reader);
  if (view.hits.length) {
    const best = closestPlace(one.text, terms, SNIPPET);
    toHit(view.hits.findIndex(([, end]) => end > best));
  }
}

/** The way to the articles and hits before and after this one. */
function steps() {
  const button = (label, sign, action) => h("button", { type: "button", class: "quiet step", "aria-label": t(label), onclick: action }, sign);
  return h("div", { class: "steps" },
    h("button", { type: "button", class: "plain back", onclick: () => go({ article: null }) }, t("back")),
    h("span", { class: "stepper articles-at" }, button("previousArticle", "‹", () => step(-1)), h("span", { class: "place" }), button("nextArticle", "›", () => step(1))),
    view.hits.length ? h("span", { class: "stepper hits-at" }, button("previousHit", "‹", () => stepHit(-1)), h("span", { class: "place", role: "status" }), button("nextHit", "›", () => stepHit(1))) : null);
}

/** Say which of the articles found this one is. */
function tellPlace() {
  const place = main.querySelector(".articles-at .place");
  if (!place) return;
  const at = found.indexOf(current);
  place.textContent = at < 0 ? "" : t("articleAt", number(at + 1), number(found.length));
}

function toHit(at) {
  view.hit = at;
  const [start, end] = view.hits[at];
  drawAround(start);
  unpaint("hit");
  const range = rangeOf(start, end);
  paint("hit", range);
  main.querySelector(".hits-at .place").textContent = t("hit", number(at + 1), number(view.hits.length));
  if (range) bringIntoSight(range.startContainer.parentElement, range);
}

function stepHit(by) {
  if (view && view.hits.length) toHit((view.hit + by + view.hits.length) % view.hits.length);
}

function closeArticle() {
  if (view && view.observer) view.observer.disconnect();
  if (view && view.resizing) view.resizing.disconnect();
  unpaint("query", "hit", "related");
  view = null;
}

// From the text to the tables and back

const findsAt = (mark) => mark.dataset.finds.split(" ").map((at) => view.finds[at]);
/** The find that a mark stands for: the innermost. */
const findAt = (element) => (element.dataset.find === undefined ? findsAt(element).pop() : view.finds[element.dataset.find]);

function marksOf(find) {
  if (view.blocks) drawAround(find.item.start);
  return view.marks.get(find.at) || [];
}

function rowOf(find) {
  const known = view.rows.get(find.at);
  if (known && known.isConnected) return known;
  for (const reach of view.reach) reach(find);
  return view.rows.get(find.at);
}

function light(find, name, on) {
  for (const mark of view.marks.get(find.at) || []) mark.classList.toggle(name, on);
  const row = view.rows.get(find.at);
  if (row) row.classList.toggle(name, on);
}

function choose(find) {
  if (view.chosen) light(view.chosen, "chosen", false);
  view.chosen = find;
  if (find) light(find, "chosen", true);
  showRelations(find);
  showPanel();
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");
/** What scrolls a column: itself, or what holds both where they stand below each other. */
const holderOf = (column) => [column, main].find(scrolls) || document.scrollingElement;

/** Scroll what holds `element` until `at`, itself or a range in it, is in sight. */
function bringIntoSight(element, at = element) {
  const holder = holderOf(element.closest(".tables, .reader"));
  const edges = holder === document.scrollingElement ? { top: 0, bottom: innerHeight } : holder.getBoundingClientRect();
  const far = Boolean(view.observer);
  const centre = (behavior) => {
    const { top, bottom } = at.getBoundingClientRect();
    if (top < edges.top + 60 || bottom > edges.bottom - 40) holder.scrollBy({ top: (top + bottom - edges.top - edges.bottom) / 2, behavior });
  };
  centre(calm.matches || far ? "auto" : "smooth");
  // What is drawn on arrival may be higher or lower than was thought.
  if (far) requestAnimationFrame(() => requestAnimationFrame(() => centre("auto")));
}

function toRow(find, focus) {
  const row = rowOf(find);
  choose(find);
  if (!row) return;
  bringIntoSight(row);
  if (focus) row.focus({ preventScroll: true });
}

function toText(find, focus) {
  const [mark] = marksOf(find);
  choose(find);
  if (!mark) return;
  bringIntoSight(mark);
  if (focus) focusMark(mark);
}

function focusMark(mark) {
  const before = main.querySelector('mark[tabindex="0"]');
  if (before) before.tabIndex = -1;
  mark.tabIndex = 0;
  mark.focus({ preventScroll: true });
}

/** The next or previous find in the text, in the order of reading. */
function stepFind(by) {
  if (!view || !view.blocks) return;
  const inOrder = view.inOrder || (view.inOrder = view.finds
    .filter(({ kind }) => isShown(GROUP_OF[kind]))
    .sort((one, other) => one.item.start - other.item.start || one.item.end - other.item.end));
  if (!inOrder.length) return;
  const position = inOrder.indexOf(view.chosen);
  const next = inOrder[(position < 0 && by < 0 ? inOrder.length - 1 : position + by + inOrder.length) % inOrder.length];
  toText(next, true);
  toRow(next, false);
}

main.addEventListener("click", (event) => {
  const target = event.target.closest("mark, button.to");
  if (!target || !view) return;
  if (target.tagName === "MARK") {
    if (String(getSelection())) return;
    // A second click on the same place leads to the find around it.
    const here = findsAt(target).reverse();
    const next = here[(here.indexOf(view.chosen) + 1) % here.length];
    focusMark(target);
    // Where the tables stand below the text, a click must not tear the reader away from it.
    if (scrolls(main.querySelector(".reader"))) toRow(next, false);
    else {
      choose(next);
      // The panel comes up from below there.
      const hidden = target.getBoundingClientRect().bottom + 16 - main.querySelector(".panel").getBoundingClientRect().top;
      if (hidden > 0) holderOf(main.querySelector(".reader")).scrollBy({ top: hidden });
    }
  } else toText(findAt(target), event.detail === 0);
});

main.addEventListener("keydown", (event) => {
  const mark = event.target.closest("mark");
  if (!mark || !view) return;
  if (event.key === "Enter" || event.key === " ") toRow(findAt(mark), true);
  else if (event.key === "ArrowRight" || event.key === "ArrowDown") beside(mark, 1);
  else if (event.key === "ArrowLeft" || event.key === "ArrowUp") beside(mark, -1);
  else return;
  event.preventDefault();
});

function beside(mark, by) {
  const marks = [...main.querySelectorAll("mark")];
  const next = marks[marks.indexOf(mark) + by];
  if (!next) return;
  focusMark(next);
  bringIntoSight(next);
  choose(findAt(next));
}

let lit = [];
function over(event) {
  if (!view) return;
  const target = event.target instanceof Element ? event.target.closest("mark, button.to") : null;
  lit.forEach((find) => light(find, "near", false));
  const before = lit;
  lit = [];
  if (!target) {
    // Whoever goes on to the panel wants what stands in it.
    if (before.length && !event.target.closest(".panel")) showPanel();
    return;
  }
  lit = [findAt(target)];
  lit.forEach((find) => light(find, "near", true));
  showPanel(target.tagName === "MARK" ? findsAt(target).reverse() : lit);
}
for (const type of ["pointerover", "focusin"]) main.addEventListener(type, over);
