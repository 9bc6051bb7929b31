"use strict";
// Text from the data, always as text: nothing of it is ever read as markup.

// Characters that move or hide their neighbours are shown by name instead of being obeyed.
const CONTROL_NAMES = new Map(Object.entries({
  "\u00ad": "SHY", "\u061c": "ALM", "\u200b": "ZWSP", "\u200c": "ZWNJ", "\u200d": "ZWJ", "\u200e": "LRM", "\u200f": "RLM",
  "\u2028": "LSEP", "\u2029": "PSEP", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO",
  "\u2060": "WJ", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI", "\ufeff": "BOM",
}));
// Zero-width characters and soft hyphens move nothing, and pages are full of them: they stay as they are.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

function controlName(character) {
  return CONTROL_NAMES.get(character) || "U+" + character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
}

/** Append `string` to `parent`, with control and bidi characters as small labels; these keep the character's place. */
function show(parent, string) {
  CONTROLS.lastIndex = 0;
  let done = 0;
  for (let match = CONTROLS.exec(string); match; match = CONTROLS.exec(string)) {
    if (match.index > done) parent.append(string.slice(done, match.index));
    done = match.index + 1;
    if (match[0] === "\r" && string[done] === "\n") continue;
    const label = document.createElement("span");
    label.className = "control";
    label.dataset.name = controlName(match[0]);
    label.setAttribute("role", "img");
    label.setAttribute("aria-label", t("control", label.dataset.name));
    parent.append(label);
  }
  if (done < string.length) parent.append(done ? string.slice(done) : string);
}

/** `string` for an attribute, where nothing can be marked. */
function plain(string) {
  return string.replace(CONTROLS, "\ufffd");
}

/** An element with attributes (`on…` are listeners, false and null are left out) and children, strings as text. */
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : plain(String(value)));
  }
  for (const child of children.flat(Infinity)) {
    if (child instanceof Node) element.append(child);
    else if (child !== null && child !== undefined && child !== false) show(element, String(child));
  }
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, plain(String(value)));
  element.append(...children);
  return element;
}

const MARKS = /[\u0300-\u036f]/g;
/** Lower case without diacritics, so that "do khac mien" finds "Đỗ Khắc Miên". */
function fold(string) {
  return string.toLowerCase().normalize("NFD").replace(MARKS, "").replace(/đ/g, "d");
}

const TONES = /([\u0300\u0301\u0303\u0309\u0323])((?:\p{L}|[\u0302\u0306\u031b])*)/gu;
/** Lower case with diacritics, each tone at its syllable's end: "hoà" and "hòa" are one. */
function foldKeepingTones(string) {
  return string.toLowerCase().normalize("NFD").replace(TONES, "$2$1");
}

/** `of` with its results kept: the same few words come again and again. */
function kept(of) {
  const known = new Map();
  return (string) => {
    let result = known.get(string);
    if (result === undefined) known.set(string, (result = of(string)));
    return result;
  };
}

const field = (name) => document.getElementById(name);
const given = (value) => value !== null && value !== undefined && value !== "" && value !== false;
