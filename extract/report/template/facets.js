// Which articles pass, and how many have which value. Each value narrows: a click on a count leads to that many.

const TABLE_OF = Object.fromEntries(Object.entries(tables).flatMap(([table, columns]) => columns.map((facet, column) => [facet, [table, column]])));
const GROUP_OF_FACET = Object.assign({}, ...Object.values(index.tables));
const FACETS = Object.keys(GROUP_OF_FACET);
const ORDERS = {
  file: (one, other) => one - other,
  newest: (one, other) => (entries[other].published || "").localeCompare(entries[one].published || "") || one - other,
  oldest: (one, other) => (entries[one].published || "9").localeCompare(entries[other].published || "9") || one - other,
  most: (one, other) => findsIn(entries[other]) - findsIn(entries[one]) || one - other,
};

// What the reader asks for; the address holds all of it.
const nothingAsked = () => ({ query: "", facets: {}, from: "", to: "", dated: "published", hidden: [], order: "file" });
let asked = nothingAsked();
let terms = [];
const isNarrowed = () => Boolean(terms.length || Object.keys(asked.facets).length || asked.from || asked.to || asked.hidden.length);
const isShown = (group) => !asked.hidden.includes(group);

/** What rows of a table have to hold: each combination of one value from every column that is asked for. */
function combinations(table, except = null) {
  return tables[table].reduce((found, facet) => {
    const values = facet === except ? [] : (asked.facets[facet] || []).map(numberOf);
    return values.length ? found.flatMap((one) => values.map((value) => [...one, value])) : found.map((one) => [...one, 0]);
  }, [[]]);
}

const rowFits = (row, combination) => combination.every((value, column) => !value || row[column] === value);

function passing() {
  const needed = Object.keys(tables).map((table) => [table, combinations(table).filter((one) => one.some(Boolean))]).filter(([, some]) => some.length);
  const { from, to, dated, hidden } = asked;
  const overlaps = ([begin, finish]) => (!from || finish >= from) && (!to || begin <= to);
  const passes = (entry) => {
    if (hidden.length && !Object.keys(groups).some((group) => isShown(group) && entry.counts[COUNT_AT[group]])) return false;
    for (const [table, some] of needed) {
      const rows = (entry.rows || {})[table] || [];
      if (!some.every((one) => rows.some((row) => rowFits(row, one)))) return false;
    }
    if (!from && !to) return true;
    const day = entry.published && entry.published.slice(0, 10);
    return (dated === "mentioned" ? entry.spans || [] : day ? [[day, day]] : []).some(overlaps);
  };
  const result = [];
  entries.forEach((entry, at) => passes(entry) && result.push(at));
  return result;
}

let found = [];
let searching = null;

/** Find the articles that pass, and tell `changed`; whether it came to its end. Phrases are looked for in slices, so that the first are seen soon. */
async function filter(changed) {
  const mine = (searching = {});
  const some = passing();
  const order = ORDERS[asked.order];
  const publish = (articles, more) => {
    found = articles.slice().sort(order);
    changed(more);
    return !more;
  };
  if (!terms.length) return publish(some, false);
  const flags = await holding(terms, entries.length);
  if (searching !== mine) return false;
  const candidates = some.filter((at) => flags[at]).sort(order);
  const phrases = terms.filter((term) => term.length > 1);
  if (!phrases.length) return publish(candidates, false);
  const hits = [];
  let until = performance.now() + 40;
  for (const [done, at] of candidates.entries()) {
    const texts = searched(entries[at], (await record(at)).text);
    if (searching !== mine) return false;
    if (phrases.every((phrase) => holdsTerm(texts, phrase))) hits.push(at);
    if (performance.now() > until && done + 1 < candidates.length) {
      publish(hits, true);
      await new Promise((go) => setTimeout(go));
      until = performance.now() + 150;
    }
  }
  return publish(hits, false);
}

/** How many of the articles found have each value of a facet, by the number of its string. */
function tally(facet) {
  const [table, column] = TABLE_OF[facet];
  const others = combinations(table, facet);
  const counts = new Uint32Array(strings.length);
  const seen = new Int32Array(strings.length); // the article, counted from 1, that counted a value last
  for (const at of found) {
    const rows = (entries[at].rows || {})[table];
    if (!rows) continue;
    if (others.length === 1) {
      for (const row of rows) {
        const value = row[column];
        if (value && seen[value] !== at + 1 && rowFits(row, others[0])) {
          seen[value] = at + 1;
          counts[value] += 1;
        }
      }
    } else {
      const sets = others.map((one) => new Set(rows.filter((row) => rowFits(row, one)).map((row) => row[column])));
      for (const value of sets[0]) if (value && sets.every((set) => set.has(value))) counts[value] += 1;
    }
  }
  return counts;
}

/** The values that some article has, the most frequent first, as pairs with their counts. */
function ranked(counts) {
  const values = [];
  for (let value = 1; value < counts.length; value += 1) if (counts[value]) values.push(value);
  values.sort((one, other) => counts[other] - counts[one] || one - other);
  return values.map((value) => [value, counts[value]]);
}

/** The first of them alone, and how many there are. */
function leading(counts, most) {
  let number = 0;
  let least = 0; // the count that a value has to exceed
  const first = [];
  for (let value = 1; value < counts.length; value += 1) {
    const count = counts[value];
    if (!count) continue;
    number += 1;
    if (count <= least) continue;
    const place = first.findIndex((other) => counts[other] < count);
    first.splice(place < 0 ? first.length : place, 0, value);
    if (first.length > most) first.pop();
    if (first.length === most) least = counts[first[most - 1]];
  }
  return [first.map((value) => [value, counts[value]]), number];
}
