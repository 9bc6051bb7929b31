// The list of articles: only the rows in sight exist, so that thousands cost no more than a few.

const ROW_HEIGHT = 84;
const SNIPPET_HEIGHT = 44;
const SNIPPET_BEFORE = 36; // UTF-16 units before the hit
const SNIPPET = 130;
const SPARE_ROWS = 6;
const list = document.getElementById("list");
const spacer = list.appendChild(h("div", { class: "spacer", role: "presentation" }));
const rowsShown = new Map();
let current = null; // the article that is open

const rowHeight = () => ROW_HEIGHT + (terms.length ? SNIPPET_HEIGHT : 0);

function counts(entry) {
  const parts = Object.keys(groups).map((group) => {
    const count = entry.counts[COUNT_AT[group]];
    return count && isShown(group) ? h("span", { class: "count g-" + group, title: `${groupName(group)}: ${count}` }, h("b", { "aria-hidden": "true" }, letterOf(groups[group][0])), number(count)) : null;
  });
  return h("span", { class: "counts" }, parts);
}

function listRow(position) {
  const at = found[position];
  const entry = entries[at];
  const detail = entry.duplicate_of ? t("duplicate") : entry.published ? entry.published.slice(0, 10) : t("noDate");
  const snippet = terms.length ? h("span", { class: "snippet", lang: "vi" }) : null;
  const row = h(
    "div",
    {
      id: "row-" + at, class: "row", role: "option", "aria-selected": String(at === current), "aria-setsize": found.length,
      "aria-posinset": position + 1, onclick: () => go({ article: at }),
    },
    h("span", { class: "row-title", lang: "vi" }, heading(entry)),
    snippet,
    h("span", { class: "row-foot" }, h("span", { class: "day" }, detail), counts(entry)),
  );
  row.style.top = position * rowHeight() + "px";
  row.style.height = rowHeight() + "px";
  if (snippet) fillSnippet(snippet, at);
  return row;
}

/** Where the searched words stand in an article, with what is around the first of them. */
async function fillSnippet(element, at) {
  const sought = terms;
  const one = await record(at);
  if (terms !== sought || !one.text) return;
  const first = closestPlace(one.text, sought, SNIPPET - SNIPPET_BEFORE);
  if (first < 0) return;
  const from = one.text.lastIndexOf(" ", Math.max(0, first - SNIPPET_BEFORE)) + 1;
  const until = Math.min(one.text.length, from + SNIPPET);
  let done = from;
  if (from) element.append("… ");
  for (const [start, end] of hitsIn(one.text, sought)) {
    if (start < done) continue;
    if (start >= until) break;
    show(element, one.text.slice(done, start));
    element.append(h("b", {}, one.text.slice(start, end)));
    done = end;
  }
  if (done < until) show(element, one.text.slice(done, until));
}

function drawList() {
  const height = rowHeight();
  const first = Math.max(0, Math.floor(list.scrollTop / height) - SPARE_ROWS);
  const last = Math.min(found.length, Math.ceil((list.scrollTop + list.clientHeight) / height) + SPARE_ROWS);
  const wantedRows = new Set();
  for (let position = first; position < last; position += 1) {
    const key = position + ":" + found[position];
    wantedRows.add(key);
    if (!rowsShown.has(key)) {
      const row = listRow(position);
      rowsShown.set(key, row);
      spacer.append(row);
    }
  }
  for (const [key, row] of rowsShown) {
    if (!wantedRows.has(key)) {
      row.remove();
      rowsShown.delete(key);
    }
  }
}

function redrawList() {
  spacer.replaceChildren();
  rowsShown.clear();
  spacer.style.height = found.length * rowHeight() + "px";
  drawList();
  markCurrent();
}

function markCurrent() {
  for (const row of rowsShown.values()) row.setAttribute("aria-selected", String(row.id === "row-" + current));
  if (current !== null && document.getElementById("row-" + current)) list.setAttribute("aria-activedescendant", "row-" + current);
  else list.removeAttribute("aria-activedescendant");
}

/** Bring the open article's row into sight. */
function revealCurrent() {
  const position = found.indexOf(current);
  if (position >= 0) {
    const top = position * rowHeight();
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + rowHeight() > list.scrollTop + list.clientHeight) list.scrollTop = top + rowHeight() - list.clientHeight;
  }
  drawList();
  markCurrent();
}

/** Open the article `by` places further in the list. */
function step(by) {
  if (!found.length) return;
  const position = found.indexOf(current);
  // With none open, one step down leads to the first and one step up to the last.
  const from = position >= 0 ? position : by > 0 ? -1 : found.length;
  go({ article: found[Math.min(found.length - 1, Math.max(0, from + by))] });
}

list.addEventListener("scroll", () => requestAnimationFrame(drawList), { passive: true });
list.addEventListener("keydown", (event) => {
  const page = Math.max(1, Math.floor(list.clientHeight / rowHeight()) - 1);
  const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -found.length, End: found.length }[event.key];
  if (by) step(by);
  else if (event.key === "Enter" && current !== null) document.getElementById("main").focus();
  else return;
  event.preventDefault();
});
new ResizeObserver(drawList).observe(list);
