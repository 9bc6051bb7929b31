// Ties the parts together: what is asked for, the address that holds it, and keys.

const DATES = ["from", "to"];
let shownAll = null; // the facet that all values are shown of

/** What is asked for and open, as the address has it. */
function addressOf({ article = current, all = shownAll } = {}) {
  const parts = new URLSearchParams();
  const put = (name, value) => value && parts.append(name, value);
  put("q", asked.query);
  for (const [facet, values] of Object.entries(asked.facets)) for (const value of values) put(facet, value);
  DATES.forEach((name) => put(name, asked[name]));
  if (asked.dated !== "published") put("dated", asked.dated);
  if (asked.order !== "file") put("order", asked.order);
  asked.hidden.forEach((group) => put("hide", group));
  if (article !== null) put("article", entries[article].key);
  else put("all", all);
  return "#" + parts;
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const one = (name, allowed) => (allowed.includes(parts.get(name)) ? parts.get(name) : null);
  const day = (name) => (/^\d{4}-\d\d-\d\d$/.test(parts.get(name)) ? parts.get(name) : "");
  const facets = {};
  for (const facet of FACETS) if (parts.has(facet)) facets[facet] = [...new Set(parts.getAll(facet))];
  asked = {
    query: (parts.get("q") || "").slice(0, 500), facets, from: day("from"), to: day("to"), dated: one("dated", ["published", "mentioned"]) || "published",
    hidden: Object.keys(groups).filter((group) => parts.getAll("hide").includes(group)), order: one("order", Object.keys(ORDERS)) || "file",
  };
  terms = termsOf(asked.query);
  shownAll = one("all", FACETS);
  current = byKey.has(parts.get("article")) ? byKey.get(parts.get("article")) : null;
}

/** Open an article (null for the overview) or all values of a facet; Back leads back. */
function go(place) {
  const address = addressOf(place);
  if (address === location.hash || (address === "#" && !location.hash)) showPlace();
  else location.hash = address;
}

/** Ask for something else; while somebody types, the address changes without a step for Back. */
async function ask(changes, typed = false) {
  asked = { ...asked, ...changes };
  terms = termsOf(asked.query);
  if (!typed) {
    go({ article: null, all: null });
    return;
  }
  history.replaceState(null, "", addressOf());
  if (!(await refilter())) return;
  // An article that is not among those found does not stay, unless kinds are hidden in it.
  if (current !== null && !changes.hidden && !found.includes(current)) {
    current = null;
    history.replaceState(null, "", addressOf());
  }
  await showPlace();
}

function narrow(facet, value) {
  const before = asked.facets[facet] || [];
  ask({ facets: { ...asked.facets, [facet]: [...new Set([...before, value])] } });
  main.focus();
}

function widen(facet, value) {
  const { [facet]: before, ...others } = asked.facets;
  const left = before.filter((one) => one !== value);
  ask({ facets: left.length ? { ...others, [facet]: left } : others });
}

function clearAll() {
  ask({ ...nothingAsked(), order: asked.order });
  field("query").value = "";
  field("query").focus();
}

// Putting it all on the page

function showAsked() {
  if (document.activeElement !== field("query")) field("query").value = asked.query;
  for (const name of [...DATES, "dated", "order"]) field(name).value = asked[name];
  showKinds();
  field("clear").hidden = !isNarrowed();
  field("chips").replaceChildren(...Object.entries(asked.facets).flatMap(([facet, values]) => values.map((value) =>
    h("li", { class: "g-" + GROUP_OF_FACET[facet] }, h("button", { type: "button", class: "chip", "aria-label": t("remove", `${t(facet)}: ${value}`), onclick: () => widen(facet, value) },
      h("span", { class: "soft" }, t(facet)), " ", h("span", { lang: "vi" }, facetValue(facet, numberOf(value))), h("span", { "aria-hidden": "true" }, " ×"))))));
}

let shownFilter = "";

/** Find again what is asked for; whether it was found before something else was asked for. */
async function refilter() {
  shownFilter = JSON.stringify(asked);
  showAsked();
  list.scrollTop = 0;
  return filter(update);
}

function update(more) {
  document.body.classList.toggle("empty", Boolean(settings.app) && !entries.length);
  const all = counted(entries.length);
  field("count").textContent = (found.length === entries.length ? all : t("ofAll", number(found.length), all)) + (more ? " …" : "");
  field("save").hidden = !found.length;
  redrawList();
  tellPlace();
}

async function showPlace() {
  document.body.classList.toggle("reading", current !== null);
  field("overview-open").setAttribute("aria-current", String(current === null && !shownAll));
  document.title = (current === null ? "" : plain(heading(entries[current])) + " – ") + plain(settings.title);
  revealCurrent();
  if (current === null) openOverview(shownAll);
  else await openArticle(current);
  tellPlace();
  if (current === null || !view.hits.length) scrollTo(0, 0);
}

async function route() {
  readAddress();
  if (JSON.stringify(asked) !== shownFilter && !(await refilter())) return;
  await showPlace();
}

/** The groups of kinds that some article has finds of. */
const usedGroups = () => Object.keys(groups).filter((group) => entries.some(({ counts }) => counts[COUNT_AT[group]]));

/** The switches of these groups; they stay where they are while they are the same, for one may have the focus. */
function showKinds() {
  const place = field("kinds");
  const used = usedGroups();
  const same = language + used;
  if (place.dataset.same !== same) {
    place.dataset.same = same;
    place.replaceChildren(...used.map((group) => h("button", {
      type: "button", class: "kind g-" + group, "data-group": group,
      onclick: () => ask({ hidden: isShown(group) ? [...asked.hidden, group] : asked.hidden.filter((one) => one !== group) }, true),
    }, h("b", { class: "letter", "aria-hidden": "true" }, letterOf(groups[group][0])), h("span", { class: "sample" }, groupName(group)))));
  }
  for (const button of place.children) button.setAttribute("aria-pressed", String(isShown(button.dataset.group)));
}

/** Say everything in `chosen`. */
function speakAll(chosen) {
  speak(chosen, ...(compose ? [compose] : []));
  if (settings.app) field("overview-open").textContent = t("newArticle");
  showAsked();
}

// What the reader does

let typing = null;
for (const name of ["query", ...DATES]) {
  field(name).addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => ask({ query: field("query").value, from: field("from").value, to: field("to").value }, true), 120);
  });
}
for (const name of ["dated", "order"]) field(name).addEventListener("change", () => ask({ [name]: field(name).value }, true));
field("clear").addEventListener("click", clearAll);
field("overview-open").addEventListener("click", () => go({ article: null, all: null }));
field("help-open").addEventListener("click", () => field("help").showModal());
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
field("language").addEventListener("click", async () => {
  const chosen = LANGUAGES[(LANGUAGES.indexOf(language) + 1) % LANGUAGES.length];
  remember(chosen);
  speakAll(chosen);
  update(false);
  await showPlace();
});
for (const button of document.querySelectorAll("[data-save]")) {
  button.addEventListener("click", async () => {
    const told = field("saved");
    told.textContent = t("saving");
    await SAVES[button.dataset.save]();
    told.textContent = button.dataset.save === "copy" ? t("copied") : "";
    field("save").open = false;
  });
}
addEventListener("click", (event) => {
  if (!field("save").contains(event.target)) field("save").open = false;
});
addEventListener("hashchange", route);

const KEYS = {
  "/": () => field("query").select(), j: () => step(1), k: () => step(-1), n: () => stepFind(1), p: () => stepFind(-1), "]": () => stepHit(1), "[": () => stepHit(-1),
  o: () => go({ article: null, all: null }), "?": () => field("help").showModal(),
};
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const typed = event.target.closest("input, textarea, select");
  if (event.key === "Escape") {
    field("save").open = false;
    if (typed) {
      event.preventDefault(); // a search field would empty itself
      typed.blur();
    } else if (view && view.chosen) choose(null);
  } else if (event.key === "Enter" && event.target === field("query") && found.length) {
    go({ article: found[0] });
    main.focus();
  } else if (!typed && KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
});

async function start() {
  speak(firstLanguage());
  try {
    await readEntries();
  } catch (error) {
    main.replaceChildren(h("p", { class: "notice", role: "alert" }, t("broken")));
    throw error;
  }
  speakAll(language);
  await route();
  document.body.classList.add("ready");
  (window.requestIdleCallback || setTimeout)(readIndex);
}
start();
