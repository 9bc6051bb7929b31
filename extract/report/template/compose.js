// In the app: a place to paste or drop an article.

function composer() {
  const status = h("p", { class: "status", role: "status", "aria-live": "polite" });
  const text = h("textarea", { id: "paste", name: "text", lang: "vi", rows: "12", spellcheck: "false", "aria-describedby": "paste-hint" });
  const title = h("input", { id: "paste-title", autocomplete: "off", lang: "vi" });
  const published = h("input", { id: "paste-date", type: "date" });
  const file = h("input", { id: "paste-file", type: "file", accept: ".txt,text/plain", class: "hidden" });
  const button = h("button", { type: "submit", class: "primary" }, "Extract");
  const most = Math.floor(settings.most_bytes / 1e6);

  async function send(address, type, body, size) {
    if (size > settings.most_bytes) {
      status.textContent = `This is ${number(Math.ceil(size / 1e6))} MB; an article may have at most ${most} MB.`;
      return;
    }
    status.textContent = "Reading …";
    button.disabled = true;
    try {
      const answer = await fetch(address, { method: "POST", headers: { "Content-Type": type }, body });
      const result = await answer.json();
      if (!answer.ok) {
        status.textContent = result.error;
        return;
      }
      status.textContent = "";
      const at = add(result.view, result.rules);
      text.value = title.value = published.value = "";
      await refilter();
      go({ article: at });
    } catch (error) {
      status.textContent = "The app does not answer; is vn-extract serve still running?";
    } finally {
      button.disabled = false;
    }
  }

  const sendFile = (chosen) => chosen && send("show?name=" + encodeURIComponent(chosen.name), "application/octet-stream", chosen, chosen.size);
  const form = h("form", { class: "compose", "aria-label": "New article" },
    h("h2", {}, "What does an article say?"),
    h("label", { class: "hidden", for: "paste" }, "Text of the article"), text,
    h("p", { id: "paste-hint", class: "soft" }, `Paste a Vietnamese article, or drop a text file here; at most ${most} MB. It stays on this computer and is not kept.`),
    h("div", { class: "compose-row" }, h("label", {}, "Headline ", title), h("label", {}, "Published ", published), file,
      h("button", { type: "button", class: "quiet", onclick: () => file.click() }, "Open a file"), button),
    status);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!text.value.trim()) {
      status.textContent = "There is no text yet.";
      text.focus();
      return;
    }
    const body = new Blob([JSON.stringify({ text: text.value.toWellFormed ? text.value.toWellFormed() : text.value, title: title.value || null, published: published.value || null })]);
    send("show", "application/json", body, body.size);
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  file.addEventListener("change", () => {
    sendFile(file.files[0]);
    file.value = "";
  });
  for (const type of ["dragenter", "dragover"]) addEventListener(type, (event) => {
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.body.classList.remove("dropping");
  });
  addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("dropping");
    go({ article: null });
    if (event.dataTransfer.files.length) sendFile(event.dataTransfer.files[0]);
    else text.value = event.dataTransfer.getData("text/plain");
  });
  return form;
}

const compose = settings.app ? composer() : null;
