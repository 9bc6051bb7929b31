// What is searched: words that all have to stand in an article, and "phrases" whose words stand side by side.

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const folded = kept(fold);
const toned = kept(foldKeepingTones);

/** A word as it is wanted: without diacritics it means all spellings, with them only its own. */
function wanted(word) {
  const whole = word.toLowerCase().normalize("NFC");
  return { whole, plain: fold(word), exact: fold(word) === whole ? null : foldKeepingTones(word), begins: false };
}

/** The terms of a query, each a list of words. */
function termsOf(query) {
  const terms = [];
  for (const [, phrase, bare] of query.matchAll(/["“”]([^"“”]*)["“”]?|([^\s"“”]+)/g)) {
    const words = (phrase === undefined ? bare : phrase).match(WORD);
    if (words) terms.push(words.map(wanted));
  }
  return terms;
}

/** Whether a word of a text is the wanted one, or begins with it where none is that one. */
function isWanted(word, { whole, plain, exact, begins }) {
  if (begins) return exact ? word.toLowerCase().normalize("NFC").startsWith(whole) : folded(word).startsWith(plain);
  return folded(word) === plain && (!exact || toned(word) === exact);
}

/** The places of a term's words in a text: [start, end], in order. */
function placesOf(term, text, words = [...text.matchAll(WORD)]) {
  const places = [];
  for (let at = 0; at + term.length <= words.length; at += 1) {
    if (term.every((one, step) => isWanted(words[at + step][0], one))) {
      const last = words[at + term.length - 1];
      places.push([words[at].index, last.index + last[0].length]);
    }
  }
  return places;
}

/** The places of all terms in a text, in order, each with the number of its term. */
function allPlaces(text, terms) {
  const words = terms.length ? [...text.matchAll(WORD)] : [];
  return terms.flatMap((term, number) => placesOf(term, text, words).map((place) => [...place, number])).sort((one, other) => one[0] - other[0] || other[1] - one[1]);
}

/** What is shown as hits: the places of all terms, those side by side as one. */
function hitsIn(text, terms) {
  const hits = [];
  for (const [start, end] of allPlaces(text, terms)) {
    const before = hits[hits.length - 1];
    if (before && !text.slice(before[1], start).trim()) before[1] = Math.max(before[1], end);
    else hits.push([start, end]);
  }
  return hits;
}

/** Where the most different terms stand within `width` units: the offset of the first of them. */
function closestPlace(text, terms, width) {
  const places = allPlaces(text, terms);
  let [best, most] = [places.length ? places[0][0] : -1, 0];
  places.forEach(([start], at) => {
    const near = new Set();
    for (let next = at; next < places.length && places[next][1] - start <= width; next += 1) near.add(places[next][2]);
    if (near.size > most) [best, most] = [start, near.size];
  });
  return best;
}

/** Whether a term's words stand side by side in one of the texts. */
function holdsTerm(texts, term) {
  return texts.some((text) => {
    const words = text.match(WORD) || [];
    return words.some((_, at) => at + term.length <= words.length && term.every((one, step) => isWanted(words[at + step], one)));
  });
}

// The index of words: which articles hold a word

const vocabulary = []; // words in lower case
const spelled = new Map(); // the numbers of the words that are one without diacritics
const postings = []; // by word: where its list of articles begins in `packedPlaces`, or the list itself
let packedPlaces = new Uint8Array();
let indexRead = null;

function noteWord(word, places) {
  const plain = folded(word);
  if (!spelled.has(plain)) spelled.set(plain, []);
  spelled.get(plain).push(vocabulary.length);
  vocabulary.push(word);
  postings.push(places);
}

/** Read the index once, with the first search or when there is time. */
function readIndex() {
  indexRead ||= (async () => {
    const words = await unpackedText("words");
    packedPlaces = await unpackedBytes("places");
    let at = 0;
    for (const word of words ? words.split("\n") : []) {
      noteWord(word, at);
      const [count, next] = numberAt(at);
      at = next;
      for (let left = count; left; at += 1) if (packedPlaces[at] < 128) left -= 1;
    }
  })();
  return indexRead;
}

function numberAt(at) {
  let value = 0;
  let shift = 1;
  for (; packedPlaces[at] >= 128; at += 1, shift *= 128) value += (packedPlaces[at] & 127) * shift;
  return [value + packedPlaces[at] * shift, at + 1];
}

function articlesOf(word) {
  if (typeof postings[word] !== "number") return postings[word];
  let [count, at] = numberAt(postings[word]);
  const articles = new Uint32Array(count);
  let article = 0;
  for (let number = 0; number < count; number += 1) {
    const [step, next] = numberAt(at);
    articles[number] = article += step;
    at = next;
  }
  return articles;
}

/** Note the words of an article that was not there when the index was made. */
function noteArticle(at, texts) {
  for (const word of new Set(texts.join("\n").toLowerCase().normalize("NFC").match(WORD) || [])) {
    const known = (spelled.get(folded(word)) || []).find((one) => vocabulary[one] === word);
    if (known === undefined) noteWord(word, [at]);
    else postings[known] = [...articlesOf(known), at];
  }
}

/** Which articles hold all words of all terms, as a flag for each; a word that none holds is taken as a beginning. */
async function holding(terms, count) {
  await readIndex();
  let holders = new Uint8Array(count).fill(1);
  for (const word of terms.flat()) {
    let fits = (spelled.get(word.plain) || []).filter((one) => isWanted(vocabulary[one], word));
    if (!fits.length) {
      word.begins = true;
      fits = [...vocabulary.keys()].filter((one) => isWanted(vocabulary[one], word));
    }
    const flags = new Uint8Array(count);
    for (const one of fits) for (const article of articlesOf(one)) flags[article] = holders[article];
    holders = flags;
  }
  return holders;
}
