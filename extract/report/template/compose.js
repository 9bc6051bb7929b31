// In the app: a place to paste an article, to try an example, and to drop files, which go through the batch.

const EXAMPLE = {
  title: "Công an tỉnh An Giang tổng kết phong trào thi đua năm 2019",
  published: "2020-01-16",
  text: `Công an tỉnh An Giang tổng kết phong trào thi đua năm 2019

Sáng 15/1, Công an tỉnh An Giang tổ chức hội nghị tổng kết phong trào thi đua năm 2019. Trung tướng Lê Hoàng Phái, Thứ trưởng Bộ Công an, dự và phát biểu chỉ đạo.

Trong năm qua, tỷ lệ điều tra, khám phá án đạt 87,2%, tăng 3,5% so với năm 2018; số vụ tai nạn giao thông giảm 12%, tài sản thu hồi trị giá hơn 14,6 tỷ đồng.

Thừa ủy quyền của Chủ tịch nước, Thứ trưởng Lê Hoàng Phái trao Huân chương Chiến công hạng Ba cho Phòng Cảnh sát hình sự. Đại tá Bùi Thị Sáu, Giám đốc Công an tỉnh, trao Giấy khen cho 25 tập thể và 60 cá nhân.`,
};
const ASK_EVERY = 400; // milliseconds between questions how far a file is

/** Ask the app; its answer, or an error that says in words what is wrong. */
async function answerTo(address, options) {
  let answer;
  try {
    answer = await fetch(address, options);
  } catch {
    throw new Error(t("appSilent"));
  }
  const result = await answer.json();
  if (!answer.ok) throw new Error(result.error);
  return result;
}

const asJson = (value) => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) });
/** A text without what JSON in UTF-8 cannot hold. */
const whole = (string) => (string.toWellFormed ? string.toWellFormed() : string);

function composer() {
  const status = h("p", { class: "status", role: "status", "aria-live": "polite" });
  const text = h("textarea", { id: "paste", name: "text", lang: "vi", rows: "12", spellcheck: "false", "aria-describedby": "paste-hint" });
  const title = h("input", { id: "paste-title", autocomplete: "off", lang: "vi" });
  const published = h("input", { id: "paste-date", type: "date" });
  const file = h("input", { id: "paste-file", type: "file", multiple: true, class: "hidden", tabindex: "-1", "aria-hidden": "true" });
  const button = h("button", { type: "submit", class: "primary", "data-said": "extract" });
  const jobs = h("ul", { class: "jobs" });
  const megabytes = (bytes) => number(Math.floor(bytes / 1e6));

  async function show({ view: shown, rules: behind }) {
    const at = add(shown, behind);
    await refilter();
    go({ article: at });
  }

  /** Take an article into the fields, to be read again or changed first. */
  function fill({ text: words, title: head, published: day }) {
    text.value = words || "";
    title.value = head || "";
    published.value = /^\d{4}-\d\d-\d\d/.test(day || "") ? day.slice(0, 10) : "";
    status.textContent = "";
    text.focus();
  }

  async function send() {
    const article = { text: whole(text.value), title: whole(title.value) || null, published: published.value || null };
    if (!article.text.trim()) {
      status.textContent = t("noTextYet");
      text.focus();
      return;
    }
    const options = asJson(article);
    if (new Blob([options.body]).size > settings.most_bytes) {
      status.textContent = t("tooBig", megabytes(settings.most_bytes));
      return;
    }
    status.textContent = t("readingNow");
    button.disabled = true;
    try {
      await show(await answerTo("show", options));
      fill({});
    } catch (error) {
      status.textContent = error.message;
    } finally {
      button.disabled = false;
    }
  }

  /** Send a file through the batch, and say how far it is until its article or its report is there. */
  async function sendFile(chosen) {
    const bar = h("progress", { max: "1", "aria-label": chosen.name });
    const told = h("span", { role: "status" });
    const stop = h("button", { type: "button", class: "quiet" }, t("stop"));
    const item = h("li", {}, h("b", { lang: "vi" }, chosen.name), " ", bar, " ", told, " ", stop);
    jobs.prepend(item);
    const ended = (...words) => item.replaceChildren(h("b", { lang: "vi" }, chosen.name), " ", ...words);
    try {
      if (chosen.size > settings.most_file_bytes) throw new Error(t("tooBig", megabytes(settings.most_file_bytes)));
      told.textContent = t("sending");
      const { job } = await answerTo("files?name=" + encodeURIComponent(whole(chosen.name)), { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: chosen });
      stop.addEventListener("click", () => answerTo("jobs/" + job, { method: "DELETE" }));
      for (;;) {
        const now = await answerTo("jobs/" + job);
        bar.value = now.share;
        told.textContent = t("soFar", counted(now.articles), t("state_" + now.state));
        if (now.state === "failed") throw new Error(now.error);
        if (now.state === "stopped") return ended(t("state_stopped"));
        if (now.state === "done" && now.view) {
          item.remove();
          return await show(now);
        }
        if (now.state === "done") {
          return ended(h("a", { href: "reports/" + job, target: "_blank" }, t("openReport", counted(now.articles))),
            now.rejected ? h("details", {}, h("summary", {}, t("rejected", number(now.rejected))), h("ul", {}, now.rejects.map((one) => h("li", { lang: "vi" }, one)))) : null);
        }
        await new Promise((later) => setTimeout(later, ASK_EVERY));
      }
    } catch (error) {
      return ended(h("span", { class: "wrong", role: "alert" }, error.message));
    }
  }

  const form = h("form", { class: "compose", "data-label": "newArticle" },
    h("h2", { "data-said": "whatSays" }),
    h("label", { class: "hidden", for: "paste", "data-said": "textOfArticle" }), text,
    h("p", { id: "paste-hint", class: "soft", "data-said": "pasteHint" }),
    h("div", { class: "compose-row" }, h("label", {}, h("span", { "data-said": "headline" }), title), h("label", {}, h("span", { "data-said": "publishedWhen" }), published), file,
      h("button", { type: "button", class: "quiet", onclick: () => file.click(), "data-said": "openFiles" }), h("button", { type: "button", class: "quiet", id: "example", onclick: () => fill(EXAMPLE), "data-said": "tryExample" }), button),
    status, jobs);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  file.addEventListener("change", () => {
    [...file.files].forEach(sendFile);
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
    go({ article: null, all: null });
    if (event.dataTransfer.files.length) [...event.dataTransfer.files].forEach(sendFile);
    else text.value = event.dataTransfer.getData("text/plain");
  });
  form.fill = fill;
  return form;
}

const compose = settings.app ? composer() : null;
