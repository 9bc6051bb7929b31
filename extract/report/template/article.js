// One article: its text with the finds marked, the tables beside it, and the way from one to the other.

const BLOCK_LENGTH = 4000; // UTF-16 units of text that are drawn at once
const DRAWN_AT_ONCE = 120000; // longer texts are drawn where the reader is
const ROWS_AT_ONCE = 300;
const MOST_MENTIONS = 30; // of a person, with a way to each
const main = document.getElementById("main");
const tip = document.getElementById("tip");

let view = null; // the open article: its record, its finds, and the elements that stand for them

/** The stretches of text between the finds' edges: [start, end, finds there from the outermost to the innermost]. */
function stretches(finds, length) {
  const sound = finds.filter(({ item }) => item.start >= 0 && item.start < item.end && item.end <= length);
  sound.sort((one, other) => one.item.start - other.item.start || other.item.end - one.item.end || one.at - other.at);
  const edges = [...new Set(sound.flatMap(({ item }) => [item.start, item.end]))].sort((one, other) => one - other);
  const result = [];
  let active = [];
  let next = 0;
  edges.forEach((edge, at) => {
    active = active.filter(({ item }) => item.end > edge);
    while (next < sound.length && sound[next].item.start === edge) active.push(sound[next++]);
    if (active.length) {
      const inwards = active.slice().sort((one, other) => (other.item.end - other.item.start) - (one.item.end - one.item.start));
      result.push([edge, edges[at + 1], inwards]);
    }
  });
  return result;
}

/** The text cut into blocks of whole lines; a line that is longer than a block is cut at a space. */
function blocks(text) {
  const result = [];
  let lines = [];
  let size = 0;
  const close = () => {
    if (lines.length) result.push({ start: lines[0][0], end: lines[lines.length - 1][1], lines, drawn: false });
    lines = [];
    size = 0;
  };
  let start = 0;
  while (start < text.length) {
    let end = text.indexOf("\n", start);
    if (end < 0) end = text.length;
    let from = start;
    while (end - from > 2 * BLOCK_LENGTH) {
      let cut = text.lastIndexOf(" ", from + BLOCK_LENGTH);
      if (cut <= from) cut = from + BLOCK_LENGTH;
      if (/[\udc00-\udfff]/.test(text[cut])) cut += 1;
      close();
      lines.push([from, cut]);
      close();
      from = cut;
    }
    if (text.slice(from, end).trim()) {
      lines.push([from, end]);
      size += end - from + 40;
    }
    if (size > BLOCK_LENGTH) close();
    start = end + 1;
  }
  close();
  return result;
}

function firstIn(stretched, from) {
  let low = 0;
  let high = stretched.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stretched[middle][1] <= from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function markFor(text, start, end, all) {
  const finds = all.filter(({ kind }) => filters.kinds.has(GROUP_OF[kind]));
  if (!finds.length) return null;
  const inner = finds[finds.length - 1];
  const mark = h("mark", {
    class: `k-${inner.kind} o-${finds[0].kind}`, "data-finds": finds.map(({ at }) => at).join(" "), role: "link", tabindex: "-1",
    "aria-roledescription": KIND_NAMES[inner.kind],
  });
  show(mark, text.slice(start, end));
  for (const find of finds) {
    if (!view.marks.has(find.at)) view.marks.set(find.at, []);
    view.marks.get(find.at).push(mark);
    if (start === find.item.start) mark.classList.add("begins");
    if (end === find.item.end) mark.classList.add("ends");
  }
  return mark;
}

function drawLine(element, [start, end]) {
  const { text } = view.record;
  let done = start;
  for (let at = firstIn(view.stretches, start); at < view.stretches.length && view.stretches[at][0] < end; at += 1) {
    const [from, to, finds] = view.stretches[at];
    const begin = Math.max(from, start);
    const finish = Math.min(to, end);
    const mark = markFor(text, begin, finish, finds);
    if (!mark) continue;
    if (begin > done) show(element, text.slice(done, begin));
    element.append(mark);
    done = finish;
  }
  if (done < end) show(element, text.slice(done, end));
}

function draw(block) {
  if (block.drawn) return;
  block.drawn = true;
  block.element.style.minHeight = "";
  for (const line of block.lines) {
    const paragraph = line === view.headline ? h("h2", { class: "headline", dir: "auto" }) : h("p", { dir: "auto" });
    drawLine(paragraph, line);
    block.element.append(paragraph);
  }
  markQuery(block.element);
}

/** Show where the searched words stand, without touching the elements. */
function markQuery(element) {
  const { bare } = filters.query;
  if (!bare || !window.CSS || !CSS.highlights) return;
  let highlight = CSS.highlights.get("query");
  if (!highlight) CSS.highlights.set("query", (highlight = new Highlight()));
  for (const paragraph of element.children) {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    let text = "";
    const places = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let at = 0; at < node.data.length; at += 1) {
        const letter = fold(node.data[at]);
        text += letter;
        for (let part = 0; part < letter.length; part += 1) places.push([node, at]);
      }
    }
    for (let hit = text.indexOf(bare); hit >= 0; hit = text.indexOf(bare, hit + bare.length)) {
      const range = new Range();
      const [last, lastAt] = places[hit + bare.length - 1];
      range.setStart(...places[hit]);
      range.setEnd(last, lastAt + 1);
      if (filters.query.test(range.toString())) highlight.add(range);
    }
  }
}

function textPart(one) {
  const body = h("div", { class: "text", lang: "vi", role: "group", "aria-label": "Text" });
  if (!given(one.text)) {
    body.append(h("p", { class: "notice", lang: "en" }, one.duplicate_of
      ? "This article has the same text as an earlier one, which holds its finds."
      : "The text of this article is not in the report, so only the tables are shown. Make the report again with --articles and the files that the records were made from."));
    return body;
  }
  const cut = blocks(one.text);
  const all = one.text.length <= DRAWN_AT_ONCE;
  for (const block of cut) {
    block.element = h("div", { class: "block" });
    body.append(block.element);
    if (!all) block.element.style.minHeight = Math.ceil((block.end - block.start) / 70) * 28 + "px";
  }
  view.blocks = cut;
  if (cut.length && one.title && fold(one.text.slice(...cut[0].lines[0])).replace(/\s+/g, " ").trim() === fold(one.title).replace(/\s+/g, " ").trim()) {
    view.headline = cut[0].lines[0];
  }
  if (all) cut.forEach(draw);
  else {
    const byElement = new Map(cut.map((block) => [block.element, block]));
    view.observer = new IntersectionObserver((seen) => {
      for (const { isIntersecting, target } of seen) {
        if (isIntersecting) {
          draw(byElement.get(target));
          view.observer.unobserve(target);
        }
      }
    }, { root: scroller(), rootMargin: "1200px 0px" });
    for (const block of cut) view.observer.observe(block.element);
  }
  return body;
}

// The tables

/** A button that leads to a find's place in the text. */
function link(find, label, kind = find.kind) {
  const button = h("button", { type: "button", class: `to k-${kind}`, "data-find": find.at, lang: "vi" }, label);
  view.rows.set(find.at, button);
  return button;
}

function table(group, name, columns, items, rowOf) {
  if (!items.length) return null;
  const body = h("tbody", {});
  let first = 0; // the rows that are drawn: items[first] up to items[last - 1]
  let last = 0;
  const earlier = h("button", { type: "button", class: "quiet more", onclick: () => extend(first - ROWS_AT_ONCE, last) }, "Show earlier");
  const later = h("button", { type: "button", class: "quiet more", onclick: () => extend(first, last + ROWS_AT_ONCE) });
  const extend = (from, until) => {
    const low = Math.max(0, from);
    body.prepend(...items.slice(low, first).map(rowOf));
    first = low;
    for (; last < Math.min(until, items.length); last += 1) body.append(rowOf(items[last]));
    earlier.hidden = first === 0;
    later.hidden = last >= items.length;
    later.textContent = `Show more of ${number.format(items.length)}`;
  };
  view.reach.push((find) => {
    const at = items.indexOf(find.of);
    if (at < 0 || (at >= first && at < last)) return;
    body.replaceChildren();
    first = last = Math.max(0, at - Math.floor(ROWS_AT_ONCE / 2));
    extend(first, first + ROWS_AT_ONCE);
  });
  extend(0, ROWS_AT_ONCE);
  return h("section", { class: "finds g-" + group, "aria-label": name },
    h("h3", {}, h("span", { class: "dot", "aria-hidden": "true" }), name, h("span", { class: "number" }, number.format(items.length))), earlier,
    h("table", {}, h("thead", { class: "hidden" }, h("tr", {}, columns.map((column) => h("th", { scope: "col" }, column)))), body), later);
}

function tables(one, finds) {
  // Every item's finds, looked up once; an article may have thousands.
  const findsByItem = new Map();
  for (const find of finds) {
    if (!findsByItem.has(find.of)) findsByItem.set(find.of, []);
    findsByItem.get(find.of).push(find);
  }
  const main = (item) => findsByItem.get(item)[0];
  const parts = {
    people: () => table("people", "People", ["Name", "Titles"], one.officials, (official) => {
      const own = (findsByItem.get(official) || []).filter(({ kind }) => filters.kinds.has(GROUP_OF[kind]));
      const mentions = own.filter(({ kind }) => kind === "mention");
      const titles = own.filter(({ kind }) => kind === "title");
      const first = mentions.length ? link(mentions[0], official.name) : null;
      const others = mentions.slice(1, MOST_MENTIONS).map((find, at) => h("li", {}, link(find, String(at + 2), "mention again")));
      for (const find of mentions.slice(MOST_MENTIONS)) view.rows.set(find.at, first);
      if (mentions.length > MOST_MENTIONS) others.push(h("li", { class: "soft" }, `of ${number.format(mentions.length)}`));
      return h("tr", {},
        h("th", { scope: "row", lang: "vi" }, first || official.name,
          others.length ? h("ul", { class: "again", "aria-label": "further mentions" }, others) : null),
        h("td", {}, titles.map((find) => h("div", { class: "held" }, link(find, find.item.text), find.item.former ? h("span", { class: "soft" }, " former") : null))));
    }),
    dates: () => table("dates", "Dates", ["Date", "Value"], one.dates, (item) => h("tr", {},
      h("th", { scope: "row" }, link(main(item), item.text)), h("td", { class: "value" }, item.value,
        item.begin && item.begin !== item.finish ? h("div", { class: "soft days" }, span(item)) : null))),
    statistics: () => table("statistics", "Statistics", ["Figure", "Value, of what and whom"], one.statistics, (item) => {
      const [own, base] = findsByItem.get(item);
      return h("tr", {},
        h("th", { scope: "row" }, link(own, item.text)),
        h("td", {}, h("span", { class: "value" }, figure(item)), item.subject ? h("div", { class: "soft", lang: "vi" }, item.subject) : null,
          item.entity ? h("div", { class: "soft" }, "of ", h("span", { lang: "vi" }, item.entity)) : null,
          base ? h("div", { class: "soft" }, "against ", link(base, base.item.text)) : null));
    }),
    awards: () => table("awards", "Awards", ["Award", "From and to"], one.awards, (item) => {
      const presenter = one.officials.find((official) => official.id === item.presenter);
      const fact = (name, value) => (given(value) ? h("div", {}, h("span", { class: "soft" }, name + " "), h("span", { lang: "vi" }, value)) : null);
      return h("tr", {},
        h("th", { scope: "row" }, link(main(item), awardName([item.name, item.grade]))),
        h("td", {}, fact("from", item.giver), fact("by", presenter && presenter.name), fact("to", item.recipients.join("; ")), fact("number", item.quantity)));
    }),
  };
  const wanted = (group) => filters.kinds.has(group) || (group === "people" && filters.kinds.has("titles"));
  return Object.entries(parts).filter(([group]) => wanted(group)).map(([, part]) => part());
}

function openArticle(at) {
  closeArticle();
  const entry = entries[at];
  const one = record(at);
  const finds = findsOf(one);
  view = { at, record: one, finds, marks: new Map(), rows: new Map(), reach: [], chosen: null };
  view.stretches = given(one.text) ? stretches(finds, one.text.length) : [];
  const reader = h("div", { class: "reader" });
  const aside = h("aside", { class: "tables", "aria-label": "Finds" });
  main.replaceChildren(h("div", { class: "article-view" }, reader, aside));
  const text = textPart(one);
  const facts = [one.published && h("time", { datetime: one.published }, one.published.slice(0, 10)), one.author && h("span", { lang: "vi" }, one.author), h("span", { class: "id" }, one.id)];
  const source = /^https?:\/\//.test(one.url || "") ? h("a", { href: one.url, rel: "noreferrer noopener", target: "_blank" }, "source") : null;
  const side = tables(one, finds).filter(Boolean);
  const original = entry.duplicate_of ? entries.findIndex(({ id }) => id === entry.duplicate_of) : -1;
  reader.append(h("article", { "aria-label": heading(entry) },
    h("button", { type: "button", class: "plain back", onclick: () => go(null) }, "‹ All articles"),
    h("p", { class: "facts" }, facts.filter(Boolean), source),
    view.headline ? null : h("h2", { class: "headline", lang: "vi", dir: "auto" }, heading(entry)),
    text,
    original >= 0 ? h("button", { type: "button", class: "plain", onclick: () => go(original) }, "Open that article") : null));
  aside.append(...side.length ? side : [h("p", { class: "notice" }, "Nothing was found in this article, or its kinds are switched off.")]);
  if (one.warnings.length) {
    aside.append(h("section", { class: "finds" }, h("h3", {}, "Notes"), h("ul", { class: "notes" }, one.warnings.map((warning) => h("li", {}, warning)))));
  }
  main.scrollTop = 0;
  const first = main.querySelector("mark");
  if (first) first.tabIndex = 0;
}

const scrolls = (element) => element !== null && getComputedStyle(element).overflowY === "auto";

/** What scrolls the open article's text: its own column where the tables stand beside it, else what holds both. */
function scroller() {
  return [main.querySelector(".reader"), main].find(scrolls) || null;
}

function closeArticle() {
  if (view && view.observer) view.observer.disconnect();
  if (window.CSS && CSS.highlights) CSS.highlights.delete("query");
  view = null;
  hideTip();
}

// From the text to the tables and back

const findsAt = (mark) => mark.dataset.finds.split(" ").map((at) => view.finds[at]);
/** The find that a mark stands for: the innermost. */
const findAt = (element) => (element.dataset.find === undefined ? findsAt(element).pop() : view.finds[element.dataset.find]);

function marksOf(find) {
  if (view.blocks && view.observer) {
    // Its neighbours too, so that the place does not move when they are drawn.
    const at = view.blocks.findIndex((block) => block.end > find.item.start);
    if (at >= 0) view.blocks.slice(Math.max(0, at - 2), at + 3).forEach(draw);
  }
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
  light(find, "chosen", true);
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");
function bringIntoSight(element) {
  const { top, bottom } = element.getBoundingClientRect();
  const frame = element.closest(".tables, .reader").getBoundingClientRect();
  if (top >= Math.max(frame.top, 0) + 40 && bottom <= Math.min(frame.bottom, innerHeight) - 40) return;
  const far = Boolean(view.observer);
  element.scrollIntoView({ block: "center", behavior: calm.matches || far ? "auto" : "smooth" });
  // What is drawn on arrival may be higher or lower than was thought.
  if (far) requestAnimationFrame(() => requestAnimationFrame(() => element.scrollIntoView({ block: "center" })));
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
    .filter(({ kind }) => filters.kinds.has(GROUP_OF[kind]))
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
    else choose(next);
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

let tipTarget = null;
let lit = [];
function over(event) {
  if (!view) return;
  const target = event.target instanceof Element ? event.target.closest("mark, button.to") : null;
  lit.forEach((find) => light(find, "near", false));
  lit = [];
  if (!target) {
    hideTip();
    return;
  }
  lit = [findAt(target)];
  lit.forEach((find) => light(find, "near", true));
  showTip(target, target.tagName === "MARK" ? findsAt(target).reverse() : lit);
}
for (const type of ["pointerover", "focusin"]) main.addEventListener(type, over);
main.addEventListener("pointerleave", hideTip);
main.addEventListener("focusout", hideTip);
main.addEventListener("scroll", placeTip, { passive: true, capture: true });

function showTip(target, finds) {
  tip.replaceChildren(...finds.map((find) => {
    const rule = rules[find.item.rule];
    return h("section", { class: "k-" + find.kind },
      h("h4", {}, h("span", { class: "dot", "aria-hidden": "true" }), KIND_NAMES[find.kind]),
      h("dl", {}, meaning(find, view.record).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", { lang: "vi" }, value)))),
      h("p", { class: "rule" }, h("code", {}, find.item.rule), rule && rule.comment ? h("span", {}, rule.comment) : null));
  }));
  tip.hidden = false;
  tipTarget = target;
  target.setAttribute("aria-describedby", "tip");
  placeTip();
}

function placeTip() {
  if (tip.hidden) return;
  const [place] = tipTarget.getClientRects();
  const size = tip.getBoundingClientRect();
  const left = place ? Math.max(8, Math.min(place.left, innerWidth - size.width - 8)) : 0;
  const below = place && (place.bottom + 8 + size.height <= innerHeight || place.top < size.height + 16);
  tip.style.visibility = place && place.bottom > 0 && place.top < innerHeight ? "visible" : "hidden";
  tip.style.left = left + "px";
  tip.style.top = (!place ? 0 : below ? place.bottom + 8 : place.top - size.height - 8) + "px";
}

function hideTip() {
  tip.hidden = true;
  const described = document.querySelector('[aria-describedby="tip"]');
  if (described) described.removeAttribute("aria-describedby");
}

addEventListener("beforeprint", () => {
  if (view && view.blocks) view.blocks.forEach(draw);
});
