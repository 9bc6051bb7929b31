// The articles: what is known of all, the records of those that were opened, and which pass the filters.

const index = JSON.parse(document.getElementById("index").textContent);
document.getElementById("index").remove();
const { settings, rules } = index;
const entries = index.entries;

// A find's kind, and the group by which it is shown or not.
const GROUPS = {
  people: { name: "People", kinds: ["mention"] },
  titles: { name: "Titles", kinds: ["title"] },
  dates: { name: "Dates", kinds: ["date"] },
  statistics: { name: "Statistics", kinds: ["statistic", "base"] },
  awards: { name: "Awards", kinds: ["award"] },
};
const GROUP_OF = Object.fromEntries(Object.entries(GROUPS).flatMap(([group, { kinds }]) => kinds.map((kind) => [kind, group])));
const COUNT_AT = { people: 0, titles: 1, dates: 2, statistics: 3, awards: 4 };

const filters = {
  query: matcher(""), person: matcher(""), title: matcher(""), award: matcher(""),
  from: "", to: "", dated: "published", kinds: new Set(Object.keys(GROUPS)), order: "file",
};

const records = new Map(); // of the app's articles, which no script element holds
const opened = new Map(); // the records read last
const MOST_OPENED = 40;

function record(at) {
  if (records.has(at)) return records.get(at);
  let found = opened.get(at);
  if (!found) {
    found = parsed(at);
    opened.set(at, found);
    if (opened.size > MOST_OPENED) opened.delete(opened.keys().next().value);
  }
  return found;
}

function parsed(at) {
  return records.get(at) || JSON.parse(document.getElementById("article-" + at).textContent);
}

function add(view, newRules) {
  Object.assign(rules, newRules);
  entries.push(view.entry);
  records.set(entries.length - 1, view.record);
  return entries.length - 1;
}

const heading = (entry) => entry.title || "(no headline)";
const peopleOf = (entry) => entry.people || [];
const awardsOf = (entry) => entry.awards || [];
const titleName = ([role, organization]) => (organization ? role + " " + organization : role);
const awardName = ([name, grade]) => (grade ? name + " " + grade : name);
const findsIn = (entry) => entry.counts.reduce((sum, count) => sum + count, 0);

const folded = new Map(); // one folding for each name, however often it occurs
function foldOnce(string) {
  let result = folded.get(string);
  if (result === undefined) folded.set(string, (result = fold(string)));
  return result;
}
const has = (wanted, string) => wanted.test(string, foldOnce(string));

function inIndex(entry, query) {
  return (
    has(query, heading(entry)) || has(query, entry.id) || (entry.author ? has(query, entry.author) : false) ||
    peopleOf(entry).some(([name, titles]) => has(query, name) || titles.some((title) => has(query, titleName(title)))) ||
    awardsOf(entry).some((award) => has(query, awardName(award)) || (award[2] ? has(query, award[2]) : false))
  );
}

function passes(entry) {
  const { person, title, award, from, to, dated, kinds } = filters;
  if (kinds.size < Object.keys(GROUPS).length && ![...kinds].some((group) => entry.counts[COUNT_AT[group]])) return false;
  // A person and a title asked for together are one person's.
  if (!person.empty || !title.empty) {
    const fits = ([name, titles]) =>
      (person.empty || has(person, name)) && (title.empty || titles.some((one) => has(title, titleName(one))));
    if (!peopleOf(entry).some(fits)) return false;
  }
  if (!award.empty && !awardsOf(entry).some((one) => has(award, awardName(one)))) return false;
  if (from || to) {
    const overlaps = ([begin, finish]) => (!from || finish >= from) && (!to || begin <= to);
    const day = entry.published && entry.published.slice(0, 10);
    const spans = dated === "mentioned" ? entry.spans || [] : day ? [[day, day]] : [];
    if (!spans.some(overlaps)) return false;
  }
  return true;
}

const ORDERS = {
  file: (one, other) => one - other,
  newest: (one, other) => (entries[other].published || "").localeCompare(entries[one].published || "") || one - other,
  oldest: (one, other) => (entries[one].published || "9").localeCompare(entries[other].published || "9") || one - other,
  most: (one, other) => findsIn(entries[other]) - findsIn(entries[one]) || one - other,
};

let found = entries.map((_, at) => at);
let searching = null;
const foldedTexts = new Map();

function textHas(at, query) {
  let text = foldedTexts.get(at);
  if (text === undefined) foldedTexts.set(at, (text = fold(parsed(at).text || "")));
  return text.includes(query.bare) && query.test(parsed(at).text, text);
}

/** Find the articles that pass the filters, and tell `changed`; texts are searched in slices, so that typing stays quick. */
function filter(changed) {
  clearTimeout(searching);
  const candidates = [];
  for (let at = 0; at < entries.length; at += 1) if (passes(entries[at])) candidates.push(at);
  const query = filters.query;
  const order = ORDERS[filters.order];
  if (query.empty) {
    found = candidates.sort(order);
    changed(false);
    return;
  }
  const hits = [];
  const rest = [];
  for (const at of candidates) (inIndex(entries[at], query) ? hits : rest).push(at);
  let next = 0;
  const publish = () => {
    found = hits.slice().sort(order);
    changed(next < rest.length);
  };
  const slice = () => {
    const until = performance.now() + 24;
    while (next < rest.length && performance.now() < until) {
      if (textHas(rest[next], query)) hits.push(rest[next]);
      next += 1;
    }
    if (next < rest.length) searching = setTimeout(slice);
    publish();
  };
  slice();
}
