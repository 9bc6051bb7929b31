// Ties the parts together: filters, the address, keys.

const field = (name) => document.getElementById(name);
const FIELDS = ["query", "person", "title", "award"];

function buildKinds() {
  for (const [group, { name }] of Object.entries(GROUPS)) {
    field("kinds").append(h("button", {
      type: "button", class: "kind g-" + group, "aria-pressed": "true", "data-group": group,
      onclick: (event) => {
        const button = event.currentTarget;
        if (filters.kinds.has(group)) filters.kinds.delete(group);
        else filters.kinds.add(group);
        button.setAttribute("aria-pressed", String(filters.kinds.has(group)));
        readFilters();
      },
    }, h("span", { class: "dot", "aria-hidden": "true" }), name));
  }
}

function readFilters() {
  for (const name of FIELDS) filters[name] = matcher(field(name).value);
  filters.from = field("from").value;
  filters.to = field("to").value;
  filters.dated = field("dated").value;
  filters.order = field("order").value;
  const narrowed = FIELDS.some((name) => !filters[name].empty) || filters.from || filters.to || filters.kinds.size < Object.keys(GROUPS).length;
  field("clear").hidden = !narrowed;
  list.scrollTop = 0;
  filter(update);
  if (current !== null) openArticle(current);
}

function update(more) {
  document.body.classList.toggle("empty", Boolean(settings.app) && !entries.length);
  field("count").textContent = (found.length === entries.length ? plural(found.length, "article") : `${number.format(found.length)} of ${plural(entries.length, "article")}`) + (more ? " …" : "");
  redrawList();
  if (current === null && !(settings.app && compose.contains(document.activeElement))) openOverview();
}

function suggest(name, names) {
  const box = field(name);
  const options = field(name + "s");
  let known = null;
  const refresh = () => {
    if (!known || settings.app) known = largest(tally(names()));
    const wanted = matcher(box.value);
    options.replaceChildren(...known.filter(([one]) => has(wanted, one)).slice(0, 40).map(([one]) => h("option", { value: one })));
  };
  box.addEventListener("focus", refresh);
  box.addEventListener("input", refresh);
}

/** Open an article, or the overview with null; the address remembers it, so that Back works. */
function go(at) {
  const address = at === null ? "#" : "#article=" + at;
  if (location.hash === address || (at === null && !location.hash)) route();
  else location.hash = address;
}

function route() {
  const match = /^#article=(\d+)$/.exec(location.hash);
  const at = match && Number(match[1]) < entries.length ? Number(match[1]) : null;
  if (location.hash === "#main") return;
  current = at;
  document.body.classList.toggle("reading", at !== null);
  field("overview-open").setAttribute("aria-current", String(at === null));
  if (at === null) openOverview();
  else openArticle(at);
  main.scrollTop = 0;
  document.title = (at === null ? "" : plain(heading(entries[at])) + " – ") + plain(settings.title);
  revealCurrent();
}

let typing = null;
for (const name of [...FIELDS, "from", "to"]) {
  field(name).addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(readFilters, 120);
  });
}
for (const name of ["dated", "order"]) field(name).addEventListener("change", readFilters);
field("clear").addEventListener("click", () => {
  for (const name of [...FIELDS, "from", "to"]) field(name).value = "";
  filters.kinds = new Set(Object.keys(GROUPS));
  for (const button of field("kinds").children) button.setAttribute("aria-pressed", "true");
  readFilters();
  field("query").focus();
});
field("overview-open").addEventListener("click", () => go(null));
field("help-open").addEventListener("click", () => field("help").showModal());
addEventListener("hashchange", route);

const KEYS = { "/": () => field("query").select(), j: () => step(1), k: () => step(-1), n: () => stepFind(1), p: () => stepFind(-1), o: () => go(null), "?": () => field("help").showModal() };
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || field("help").open) return;
  const typed = event.target.closest("input, textarea, select");
  if (event.key === "Escape") {
    hideTip();
    if (typed) {
      event.preventDefault(); // a search field would empty itself
      typed.blur();
    }
  } else if (!typed && KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
});

buildKinds();
suggest("person", () => entries.flatMap((entry) => peopleOf(entry).map(([name]) => name)));
suggest("title", () => entries.flatMap((entry) => peopleOf(entry).flatMap(([, titles]) => titles.map(titleName))));
suggest("award", () => entries.flatMap((entry) => awardsOf(entry).map(awardName)));
field("order").value = "file";
if (settings.app) field("overview-open").textContent = "New article";
filter(() => {});
update(false);
route();
document.body.classList.add("ready");
