// In the app: finds changed, added and removed by whoever knows better, and the article kept as gold.

const NO_FIND = { rule: "gold" };
// What of each kind can be changed: the field, and how it is written; "whole" are fields of the person or document.
const CHANGEABLE = {
  mention: { person: "owner", name: "whole words" },
  title: { role: "words", organization: "words", former: "yes", person: "owner" },
  date: { value: "words", type: "choice" },
  statistic: {
    value: "number", value_max: "number", total: "number", unit: "words", kind: "choice", modifier: "choice", change: "choice", subject: "words", entity: "words",
    period: "date", base: "quoted",
  },
  award: { name: "words", grade: "words", giver: "words", presenter: "official", recipients: "list", quantity: "number", reason: "words", posthumous: "yes" },
  document: {
    document: "owner", type: "whole words", number: "whole words", year: "whole number", code: "whole words", name: "whole words", issuer: "whole words", date: "whole words",
    subject: "whole words", provision: "words",
  },
};
const NEEDED = new Set(["mention.name", "title.role", "date.value", "date.type", "statistic.value", "statistic.unit", "statistic.kind", "award.name", "document.type"]);
const ADDABLE = Object.keys(CHANGEABLE);
// The lists of the record that hold finds with names in several places, and the letter of their ids.
const JOINED = { officials: "P", documents: "D" };
const isCorrecting = () => Boolean(view && view.correcting);

function correctButton() {
  return h("button", { type: "button", class: "plain", id: "correct", onclick: () => {
    // Kinds with finds are looked through, as long as nobody unticks them: also when the last find has been removed.
    const looked = Object.fromEntries(Object.keys(index.marks).filter((name) => view.record[name].length).map((name) => [name, true]));
    Object.assign(view, { correcting: true, looked });
    showCorrecting();
    showPanel();
  } }, t("correct"));
}

/** The bar that says how to correct, and keeps what was corrected. */
function showCorrecting() {
  const told = h("span", { role: "status" });
  const words = h("input", { id: "new-words", "aria-label": t("newWords"), placeholder: t("newWords"), autocomplete: "off", lang: "vi" });
  const buttons = ADDABLE.map((kind, at) => h("button", { type: "button", class: `kind k-${kind}`, "data-add": kind, onmousedown: (event) => event.preventDefault(), onclick: () => addFind(kind, words.value) },
    h("kbd", {}, String(at + 1)), h("span", { class: "sample" }, kindName(kind))));
  const looked = Object.keys(index.marks).filter((name) => name !== "own" || name in view.looked).map((name) => h("label", {},
    h("input", { type: "checkbox", name: "looked", value: name, checked: lookedThrough(name), onchange: (event) => (view.looked[name] = event.target.checked) }), groupOf(name)));
  const bar = h("div", { class: "correcting", role: "group", "aria-label": t("correct") },
    h("p", {}, t("howToCorrect")),
    h("fieldset", { class: "looked" }, h("legend", {}, t("lookedThrough")), looked),
    h("div", { class: "kinds" }, words, buttons, h("button", { type: "button", class: "primary", id: "keep", onclick: () => keep(told) }, t(settings.gold ? "keepGold" : "saveGold")), told));
  main.querySelector(".steps").after(bar);
}

/** What finds of a kind are called: of officials people, not titles. */
const groupOf = (name) => kinds[index.marks[name].find(([, field]) => !field || field === "mentions")[0]].plural[LANGUAGES.indexOf(language)];

/** Whether gold is to say that all of a kind is there: as somebody ticked, else where there is or was any. */
const lookedThrough = (name) => (name in view.looked ? view.looked[name] : view.record[name].length > 0);

/** A record with its offsets in code points again. */
function inCodePoints(one) {
  const copy = structuredClone(one);
  const points = (offset) => [...one.text.slice(0, offset)].length;
  for (const { item } of findsOf(copy)) [item.start, item.end] = [points(item.start), points(item.end)];
  return copy;
}

async function keep(told) {
  const corrected = inCodePoints(view.record);
  const states = Object.keys(index.marks).filter(lookedThrough);
  if (!states.length) {
    told.textContent = t("nothingLooked");
    return;
  }
  if (!settings.gold) {
    // What a record does not list, gold does not state.
    for (const name of Object.keys(index.marks)) if (!states.includes(name)) delete corrected[name];
    offer([JSON.stringify(corrected), "\n"], "corrected.jsonl", "application/jsonl");
    return;
  }
  try {
    told.textContent = t("keptAs", (await answerTo("gold?kinds=" + states.join(), asJson(corrected))).kept);
  } catch (error) {
    told.textContent = error.message;
  }
}

/** The record has been changed: show it, with the find of `item` chosen. */
async function changed(item) {
  const { at, record: one, looked } = view;
  const corrected = inCodePoints(one);
  added[at - packedCount] = JSON.stringify(corrected);
  entries[at] = { key: entries[at].key, ...numbered(await answerTo("entry", asJson(corrected))) };
  redrawList();
  const { scrollTop } = main.querySelector(".reader");
  await openArticle(at);
  tellPlace();
  Object.assign(view, { correcting: true, looked });
  showCorrecting();
  main.querySelector(".reader").scrollTop = scrollTop;
  const find = view.finds.find((other) => other.item === item);
  if (find) toText(find, true);
  else main.querySelector(".reader").focus();
}

// Adding

/** The offset in the text of a place in the document; -1 outside of the text. */
function offsetOf(node, offset) {
  const line = view.lines.find(({ element }) => element.contains(node));
  if (!line) return -1;
  const range = new Range();
  range.setStart(line.element, 0);
  range.setEnd(node, offset);
  const before = range.cloneContents();
  return line.start + before.textContent.length + before.querySelectorAll(".control").length;
}

/** What is selected in the text, without spaces around it: [start, end]. */
function selectedPlace() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  let [start, end] = [offsetOf(range.startContainer, range.startOffset), offsetOf(range.endContainer, range.endOffset)];
  if (start < 0 || end <= start) return null;
  while (start < end && !view.record.text[start].trim()) start += 1;
  while (end > start && !view.record.text[end - 1].trim()) end -= 1;
  return start < end ? [start, end] : null;
}

/** Where written words stand first behind the chosen find, or else first of all. */
function writtenPlace(words) {
  const { text } = view.record;
  const from = view.chosen ? view.chosen.item.end : 0;
  const at = words.trim() ? [text.indexOf(words.trim(), from), text.indexOf(words.trim())].find((one) => one >= 0) : undefined;
  return at === undefined ? null : [at, at + words.trim().length];
}

function addFind(kind, words) {
  const place = selectedPlace() || writtenPlace(words);
  if (!place) {
    main.querySelector("#new-words").focus();
    return;
  }
  const one = view.record;
  const [start, end] = place;
  const item = { ...NO_FIND, text: one.text.slice(start, end), start, end };
  const makers = {
    mention: () => ownerOf("officials", item).mentions.push(item),
    title: () => (nearestOwner(item) || newOwner("officials", item)).titles.push(Object.assign(item, { role: item.text, organization: null, kind: "state", former: false })),
    date: () => one.dates.push(Object.assign(item, { type: "date", value: "XXXX", begin: null, finish: null })),
    statistic: () => one.statistics.push(Object.assign(item, { kind: "count", value: Number((item.text.match(/\d+(?:,\d+)?/) || ["0"])[0].replace(",", ".")), unit: "" })),
    award: () => one.awards.push(Object.assign(item, { name: item.text, recipients: [] })),
    document: () => ownerOf("documents", item).mentions.push(item),
  };
  makers[kind]();
  changed(item);
}

/** Somebody, or a document, whom so far nothing names. */
function newOwner(list, { text }) {
  const all = view.record[list];
  const taken = new Set(all.map(({ id }) => id));
  let number = 1;
  while (taken.has(JOINED[list] + number)) number += 1;
  const owner = { id: JOINED[list] + number, mentions: [], ...(list === "officials" ? { name: text, titles: [] } : { type: text.match(/^\D*/)[0].trim() || text }) };
  all.push(owner);
  return owner;
}

/** Whose name a mention is: of somebody or a document that is called so already, or new. */
function ownerOf(list, item) {
  const known = view.record[list].find(({ name, mentions }) => mentions.some(({ text }) => text === item.text) || (list === "officials" && name.endsWith(" " + item.text)));
  return known || newOwner(list, item);
}

function nearestOwner({ start }) {
  const distance = ({ mentions }) => Math.min(...mentions.map((mention) => Math.abs(mention.start - start)));
  return view.record.officials.slice().sort((one, other) => distance(one) - distance(other))[0];
}

// Removing and changing

/** Every list that holds finds or parts of them. */
const listsOf = (one) => Object.entries(index.marks).flatMap(([name, marks]) => [one[name], ...one[name].flatMap((of) => marks.map(([, field]) => of[field]).filter(Array.isArray))]);

function takeOut(item) {
  const one = view.record;
  const day = one.dates.indexOf(item);
  for (const items of listsOf(one)) if (items.includes(item)) items.splice(items.indexOf(item), 1);
  for (const statistic of one.statistics) {
    if (statistic.base === item) statistic.base = null;
    // Figures know the dates by their places.
    if (day >= 0 && given(statistic.period)) statistic.period = statistic.period === day ? null : statistic.period - (statistic.period > day ? 1 : 0);
  }
  dropNameless(one);
}

/** Nobody, and no document, stays whom nothing names. */
function dropNameless(one) {
  for (const name of Object.keys(JOINED)) one[name] = one[name].filter(({ mentions }) => mentions.length);
  for (const award of one.awards) if (!presenterOf(award, one)) award.presenter = null;
  const left = new Set(one.documents.map(({ id }) => id));
  for (const item of [...one.officials.flatMap(({ titles }) => titles), ...one.statistics, ...one.awards]) if (!left.has(item.decided_by)) item.decided_by = null;
}

function removeFind(find) {
  takeOut(find.item);
  changed(null);
}

const listOf = (kind) => (kind === "document" ? "documents" : "officials");

/** Give a title or a mention to another person or document, or a mention to a new one. */
function giveTo(find, owner) {
  const { kind, item, of } = find;
  const sort = kind === "title" ? "titles" : "mentions";
  (owner || newOwner(listOf(kind), item))[sort].push(item);
  of[sort].splice(of[sort].indexOf(item), 1);
  dropNameless(view.record);
  changed(item);
}

/** Move an edge of a find by a word. */
function moveEdge(find, edge, by) {
  const { item } = find;
  const { text } = view.record;
  const edges = [...text.matchAll(WORD)].map((word) => (edge === "start" ? word.index : word.index + word[0].length));
  const next = by > 0 ? edges.find((one) => one > item[edge]) : edges.findLast((one) => one < item[edge]);
  if (next === undefined || (edge === "start" ? next >= item.end : next <= item.start)) return;
  item[edge] = next;
  item.text = text.slice(item.start, item.end);
  changed(item);
}

const READERS = {
  words: (value, needed) => value || (needed ? "" : null),
  choice: (value) => value || null,
  number: (value, needed) => (value === "" ? (needed ? 0 : null) : Number(value)),
  list: (value) => value.split(";").map((one) => one.trim()).filter(Boolean),
  date: (value) => (value === "" ? null : Number(value)),
  official: (value) => value || null,
  // What a figure is compared with stands in the text, behind the figure as a rule.
  quoted: (value) => {
    const place = writtenPlace(value);
    return place && { ...NO_FIND, text: view.record.text.slice(...place), start: place[0], end: place[1] };
  },
};

/** The options of a field that says which of the record's other finds it means: [value, words]. */
function optionsOf(how, find, needed) {
  const one = view.record;
  const options = {
    choice: (name) => settings.choices[`${find.kind}.${name}`].map((code) => [code, coded(code)]),
    date: () => one.dates.map((date, at) => [String(at), `${date.text} (${date.value})`]),
    official: () => one.officials.map(({ id, name }) => [id, name]),
    owner: () => [...one[listOf(find.kind)].map((of) => [of.id, find.kind === "document" ? documentName(of) : of.name]), ...(find.kind === "title" ? [] : [["", t("newOwner")]])],
  };
  return (name) => [...(needed || how === "owner" ? [] : [["", ""]]), ...options[how](name)];
}

function inputFor(find, name, told) {
  const { kind, item, of } = find;
  const how = told.split(" ").pop();
  const needed = NEEDED.has(`${kind}.${name}`);
  const id = "field-" + name;
  const holder = told.startsWith("whole") ? of : item;
  const held = how === "owner" ? of.id : holder[name];
  const value = how === "list" ? held.join("; ") : how === "quoted" ? held && held.text : held;
  const input = ["choice", "date", "official", "owner"].includes(how)
    ? h("select", { id, lang: how === "choice" ? null : "vi" }, optionsOf(how, find, needed)(name).map(([one, words]) => h("option", { value: one, selected: one === (given(value) ? String(value) : "") }, words)))
    : h("input", { id, lang: "vi", autocomplete: "off", type: how === "yes" ? "checkbox" : how === "number" ? "number" : "text", step: how === "number" && "any", value: how === "yes" ? null : value, checked: how === "yes" && value });
  input.addEventListener("change", () => {
    if (how === "owner") {
      giveTo(find, view.record[listOf(kind)].find((one) => one.id === input.value));
      return;
    }
    const read = how === "yes" ? input.checked : READERS[how](input.value, needed);
    input.setCustomValidity(how === "quoted" && input.value && !read ? t("notInText") : "");
    if (!input.reportValidity()) return;
    holder[name] = read;
    changed(item);
  });
  const own = `${kind}_${name}`;
  return [t(own in SAID[language] ? own : name), id, input];
}

/** The chosen find with its fields to be changed. */
function correctPart(find) {
  const edge = (name, by) => h("button", { type: "button", class: "quiet step", "aria-label": `${t(name)} ${by > 0 ? "›" : "‹"}`, onclick: () => moveEdge(find, name, by) }, by > 0 ? "›" : "‹");
  return h("section", { class: "edit k-" + find.kind },
    h("h3", {}, h("b", { class: "letter", "aria-hidden": "true" }, letterOf(find.kind)), kindName(find.kind), " ", h("q", { lang: "vi" }, find.item.text)),
    h("p", { class: "edges" }, t("start"), " ", edge("start", -1), edge("start", 1), " ", t("end"), " ", edge("end", -1), edge("end", 1), " ",
      h("button", { type: "button", class: "quiet", id: "remove", onclick: () => removeFind(find) }, t("removeFind"))),
    Object.entries(CHANGEABLE[find.kind] || {}).map(([name, how]) => {
      const [label, id, input] = inputFor(find, name, how);
      return h("p", { class: "edit-row" }, h("label", { for: id }, label), input);
    }));
}

addEventListener("keydown", (event) => {
  if (!isCorrecting() || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select, dialog")) return;
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (by && event.shiftKey && view.chosen) moveEdge(view.chosen, event.altKey ? "start" : "end", by);
  else if ((event.key === "Delete" || event.key === "Backspace") && view.chosen) removeFind(view.chosen);
  else if (/^[1-9]$/.test(event.key) && ADDABLE[event.key - 1]) addFind(ADDABLE[event.key - 1], main.querySelector("#new-words").value);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);
