// What can be done with the open article beside reading it: its record as JSON, and in the app its text again.

/** The open article's record as a run writes it, laid out to be read. */
async function layOut() {
  return JSON.stringify(JSON.parse(await lineOf(view.at)), null, 2);
}

async function showJson() {
  field("json-text").textContent = await layOut();
  field("json").showModal();
}

field("json-copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(field("json-text").textContent);
  field("json-told").textContent = t("copied");
});
field("json-save").addEventListener("click", () => offer([field("json-text").textContent, "\n"], "record.json", "application/json"));
field("json").addEventListener("close", () => (field("json-told").textContent = ""));

function actions(one) {
  const button = (name, action) => h("button", { type: "button", class: "plain", onclick: action }, t(name));
  return [
    h("button", { type: "button", class: "plain", id: "json-open", onclick: showJson, "aria-haspopup": "dialog" }, "JSON"),
    settings.app && given(one.text) ? button("editText", () => {
      go({ article: null, all: null });
      compose.fill(one);
    }) : null,
    settings.app && given(one.text) ? correctButton() : null,
  ];
}

/** In the app: what the grammars tried where a find stands, asked when somebody wants to know. */
function whyPart(find) {
  const place = h("div", { class: "why" });
  const button = h("button", { type: "button", class: "plain", onclick: async () => {
    button.disabled = true;
    const one = JSON.parse(await lineOf(view.at));
    const offset = [...view.record.text.slice(0, find.item.start)].length;
    const { text, title, published, id } = one;
    try {
      const traces = await answerTo("why", asJson({ text, title, published, id, offset }));
      place.replaceChildren(...(traces.length ? traces.map(traceShown) : [h("p", { class: "soft" }, t("noGrammar"))]));
    } catch (error) {
      place.replaceChildren(h("p", { role: "alert" }, error.message));
    }
  } }, t("why"));
  return [button, place];
}

function traceShown({ grammar, tokens, tried }) {
  return h("section", { class: "trace" }, h("h4", {}, t("grammar", grammar)),
    h("p", { lang: "vi" }, tokens.map((token) => [h("span", { class: "token", title: token.classes.join(" ") }, token.text), " "])),
    tried.length ? h("ol", {}, tried.map((one) => h("li", {}, h("code", {}, one.rule), " ", h("q", { lang: "vi" }, one.text), " ", h("span", { class: "soft" }, `${one.why} (${one.origin})`)))) : h("p", { class: "soft" }, t("noProduction")));
}
