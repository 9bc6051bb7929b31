// The text of the open article with its finds marked, drawn where the reader is.

const BLOCK_LENGTH = 4000; // UTF-16 units of text that are drawn at once
const DRAWN_AT_ONCE = 120000; // longer texts are drawn where the reader is
const main = document.getElementById("main");

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
    const next = end + 1;
    if (text[end - 1] === "\r") end -= 1;
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
    start = next;
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
  const finds = all.filter(({ kind }) => isShown(GROUP_OF[kind]));
  if (!finds.length) return null;
  const inner = finds[finds.length - 1];
  const mark = h("mark", {
    class: `k-${inner.kind} o-${finds[0].kind}` + (finds[0].kind === inner.kind ? "" : " nested"), "data-finds": finds.map(({ at }) => at).join(" "), role: "link", tabindex: "-1",
    "aria-roledescription": kindName(inner.kind), "data-letter": letterOf(inner.kind),
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
    view.lines.push({ start: line[0], end: line[1], element: paragraph });
  }
  for (const hit of view.hits) if (hit[0] >= block.start && hit[1] <= block.end) paint("query", rangeOf(...hit));
}

/** Where an offset of the text stands in its drawn line: a text node and an offset in it. */
function placeIn(line, offset) {
  const walker = document.createTreeWalker(line.element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  let at = line.start;
  let last = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (offset <= at + node.length) return [node, offset - at];
      at += node.length;
      last = [node, node.length];
    } else if (node.className === "control") at += 1;
  }
  return last;
}

/** The range of the document that shows a stretch of the text; null where that is not drawn. */
function rangeOf(start, end) {
  const lineAt = (offset) => view.lines.find((line) => line.start <= offset && offset <= line.end);
  const [first, last] = [lineAt(start), lineAt(end)];
  const from = first && placeIn(first, start);
  const until = last && placeIn(last, end);
  if (!from || !until) return null;
  const range = new Range();
  range.setStart(...from);
  range.setEnd(...until);
  return range;
}

/** Show a range in the style that is called `name`, without touching the elements. */
function paint(name, range) {
  if (!range || !window.CSS || !CSS.highlights) return;
  if (!CSS.highlights.has(name)) CSS.highlights.set(name, new Highlight());
  CSS.highlights.get(name).add(range);
}

function unpaint(...names) {
  if (window.CSS && CSS.highlights) for (const name of names) CSS.highlights.delete(name);
}

/** Draw what holds an offset, and its neighbours, so that the place does not move when they are drawn. */
function drawAround(offset) {
  if (!view.observer) return;
  const at = view.blocks.findIndex((block) => block.end > offset);
  if (at >= 0) view.blocks.slice(Math.max(0, at - 2), at + 3).forEach(draw);
}

function textPart(one) {
  const body = h("div", { class: "text", lang: "vi", role: "group", "aria-label": t("text") });
  const cut = blocks(one.text);
  const all = one.text.length <= DRAWN_AT_ONCE;
  for (const block of cut) {
    block.element = h("div", { class: "block" });
    body.append(block.element);
    if (!all) block.element.style.minHeight = Math.ceil((block.end - block.start) / 70) * 28 + "px";
  }
  view.blocks = cut;
  const squeezed = (string) => fold(string).replace(/\s+/g, " ").trim();
  if (cut.length && one.title && squeezed(one.text.slice(...cut[0].lines[0])) === squeezed(one.title)) view.headline = cut[0].lines[0];
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

const scrolls = (element) => element !== null && getComputedStyle(element).overflowY === "auto";

/** What scrolls the open article's text: its own column where the tables stand beside it, else what holds both. */
function scroller() {
  return [main.querySelector(".reader"), main].find(scrolls) || null;
}

addEventListener("beforeprint", () => {
  if (view && view.blocks) view.blocks.forEach(draw);
});
