// The articles: what is known of all, and the records, packed until somebody wants to see one.

const index = JSON.parse(document.getElementById("index").textContent);
document.getElementById("index").remove();
const { settings, rules, groups, kinds } = index;
const tables = Object.fromEntries(Object.entries(index.tables).map(([table, columns]) => [table, Object.keys(columns)]));
let entries = [];
let strings = [""];

const GROUP_OF = Object.fromEntries(Object.entries(groups).flatMap(([group, own]) => own.map((kind) => [kind, group])));
const COUNT_AT = Object.fromEntries(Object.keys(groups).map((group, at) => [group, at]));

/** The bytes that the element `id` holds, deflated and in base 64, piece by piece. */
async function* unpacked(id) {
  const packed = document.getElementById(id).textContent;
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(packed) : Uint8Array.from(atob(packed), (one) => one.charCodeAt(0));
  const stream = new DecompressionStream("deflate");
  const writer = stream.writable.getWriter();
  writer.write(bytes);
  writer.close();
  const reader = stream.readable.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
}

async function unpackedText(id) {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of unpacked(id)) text += decoder.decode(piece, { stream: true });
  return text;
}

async function unpackedBytes(id) {
  const pieces = [];
  for await (const piece of unpacked(id)) pieces.push(piece);
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/** `load` by key, with the results that were used last kept. */
function lately(most, load) {
  const held = new Map();
  return (key) => {
    const result = held.get(key) || load(key);
    held.delete(key);
    held.set(key, result);
    if (held.size > most) held.delete(held.keys().next().value);
    return result;
  };
}

const partBegins = [];
let packedCount = 0;
for (const count of index.parts) {
  partBegins.push(packedCount);
  packedCount += count;
}
const added = []; // the lines of the app's articles, which no element holds

const linesOf = lately(24, async (part) => (await unpackedText("part-" + part)).split("\n"));

/** An article's record as a run writes it: a line of JSON, its offsets in code points. */
async function lineOf(at) {
  if (at >= packedCount) return added[at - packedCount];
  let low = 0;
  let high = partBegins.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (partBegins[middle] <= at) low = middle;
    else high = middle;
  }
  return (await linesOf(low))[at - partBegins[low]];
}

/** An article's record with offsets as this page counts, in UTF-16 units. */
const record = lately(40, async (at) => inUnits(JSON.parse(await lineOf(at))));

function inUnits(one) {
  const astral = [...(one.text || "").matchAll(/[\u{10000}-\u{10FFFF}]/gu)].map((match, before) => match.index - before);
  if (!astral.length) return one;
  // A character beyond U+FFFF is one code point and two units: every offset behind it moves by one.
  const moved = (offset) => {
    let low = 0;
    let high = astral.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (astral[middle] < offset) low = middle + 1;
      else high = middle;
    }
    return offset + low;
  };
  for (const { item } of findsOf(one)) {
    item.start = moved(item.start);
    item.end = moved(item.end);
  }
  return one;
}

/** All finds of a record in one list, each with its kind, its item and what it belongs to. */
function findsOf(one) {
  const finds = [];
  for (const [name, marks] of Object.entries(index.marks)) {
    for (const of of one[name] || []) {
      for (const [kind, field] of marks) {
        for (const item of field ? [of[field] || []].flat() : [of]) finds.push({ kind, item, of });
      }
    }
  }
  finds.forEach((find, at) => (find.at = at));
  return finds;
}

const numbers = new Map(); // of strings
function numberOf(string) {
  if (!string) return 0;
  if (!numbers.size) strings.forEach((one, at) => numbers.set(one, at));
  if (!numbers.has(string)) {
    numbers.set(string, strings.length);
    strings.push(string);
  }
  return numbers.get(string);
}

async function readEntries() {
  const read = JSON.parse(await unpackedText("entries"));
  document.getElementById("entries").remove();
  strings = read.strings;
  entries = read.entries;
  entries.forEach(nameEntry);
}

// An address names an article by its id; where several have one, the later ones are told apart by a number.
const byKey = new Map();
function nameEntry(entry, at) {
  let key = entry.id;
  for (let times = 2; byKey.has(key); times += 1) key = `${entry.id}~${times}`;
  entry.key = key;
  byKey.set(key, at);
}

/** An entry as the app tells it, with numbers of strings in its rows as those of a report have. */
function numbered(entry) {
  const rows = Object.entries(entry.rows || {}).map(([name, some]) => [name, some.map((row) => row.map(numberOf))]);
  return { ...entry, rows: Object.fromEntries(rows) };
}

/** Add an article that the app has read; its place. */
function add(view, newRules) {
  Object.assign(rules, newRules);
  const entry = numbered(view.entry);
  const at = entries.push(entry) - 1;
  nameEntry(entry, at);
  added.push(JSON.stringify(view.record));
  noteArticle(at, searched(entry, view.record.text));
  return at;
}

/** All that a search looks through; `searched` in Python is the same for the index. */
function searched(entry, text) {
  const named = new Set(Object.values(entry.rows || {}).flat(2));
  return [text, entry.title, entry.author, entry.id, ...[...named].map((one) => strings[one])].filter(given);
}

const heading = (entry) => entry.title || t("noHeadline");
const findsIn = (entry) => entry.counts.reduce((sum, count) => sum + count, 0);
