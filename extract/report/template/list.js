// The list of articles: only the rows in sight exist, so that thousands cost no more than a few.

const ROW_HEIGHT = 84;
const SPARE_ROWS = 6;
const list = document.getElementById("list");
const spacer = list.appendChild(h("div", { class: "spacer", role: "presentation" }));
const rowsShown = new Map();
let current = null; // the article that is open

function counts(entry) {
  const parts = Object.entries(GROUPS).filter(([group]) => group !== "titles").map(([group, { name }]) => {
    const count = entry.counts[COUNT_AT[group]];
    return count ? h("span", { class: "count g-" + group, title: `${name}: ${count}` }, number.format(count)) : null;
  });
  return h("span", { class: "counts" }, parts);
}

function listRow(position) {
  const at = found[position];
  const entry = entries[at];
  const detail = entry.duplicate_of ? "duplicate" : entry.published ? entry.published.slice(0, 10) : "no date";
  const row = h(
    "div",
    {
      id: "row-" + at, class: "row", role: "option", "aria-selected": String(at === current), "aria-setsize": found.length,
      "aria-posinset": position + 1, onclick: () => go(at),
    },
    h("span", { class: "row-title", lang: "vi" }, heading(entry)),
    h("span", { class: "row-foot" }, h("span", { class: "day" }, detail), counts(entry)),
  );
  row.style.top = position * ROW_HEIGHT + "px";
  return row;
}

function drawList() {
  const first = Math.max(0, Math.floor(list.scrollTop / ROW_HEIGHT) - SPARE_ROWS);
  const last = Math.min(found.length, Math.ceil((list.scrollTop + list.clientHeight) / ROW_HEIGHT) + SPARE_ROWS);
  const wanted = new Set();
  for (let position = first; position < last; position += 1) {
    const key = position + ":" + found[position];
    wanted.add(key);
    if (!rowsShown.has(key)) {
      const row = listRow(position);
      rowsShown.set(key, row);
      spacer.append(row);
    }
  }
  for (const [key, row] of rowsShown) {
    if (!wanted.has(key)) {
      row.remove();
      rowsShown.delete(key);
    }
  }
}

function redrawList() {
  spacer.replaceChildren();
  rowsShown.clear();
  spacer.style.height = found.length * ROW_HEIGHT + "px";
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
    const top = position * ROW_HEIGHT;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + ROW_HEIGHT > list.scrollTop + list.clientHeight) list.scrollTop = top + ROW_HEIGHT - list.clientHeight;
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
  go(found[Math.min(found.length - 1, Math.max(0, from + by))]);
}

list.addEventListener("scroll", () => requestAnimationFrame(drawList), { passive: true });
list.addEventListener("keydown", (event) => {
  const page = Math.max(1, Math.floor(list.clientHeight / ROW_HEIGHT) - 1);
  const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -found.length, End: found.length }[event.key];
  if (by) step(by);
  else if (event.key === "Enter" && current !== null) document.getElementById("main").focus();
  else return;
  event.preventDefault();
});
new ResizeObserver(drawList).observe(list);
