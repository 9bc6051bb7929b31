// What is found, to take along: the records as JSON lines, or a table of their finds with a line for each.

const COLUMNS = [
  "article", "published", "headline", "kind", "text", "value", "value_max", "total", "unit", "modifier", "change", "subject", "entity", "period", "begin", "finish",
  "person", "role", "organization", "former", "award", "grade", "giver", "presenter", "recipients", "quantity", "document", "issuer", "provision", "start", "end", "rule",
];

function lineFor({ kind, item, of }, one) {
  const period = periodOf(item, one);
  return {
    ...item, kind, article: one.id, published: one.published, headline: one.title,
    person: kind === "mention" || kind === "title" ? of.name : null,
    period: period && period.value, award: kind === "award" ? item.name : null,
    ...(kind === "document" ? { document: documentName(of), issuer: of.issuer, subject: of.subject } : {}),
    presenter: (presenterOf(item, one) || {}).name, recipients: item.recipients && item.recipients.join("; "),
  };
}

/** A cell as CSV has it; one that a spreadsheet would compute is kept a text, as the files of a run do. */
function cell(value, delimiter) {
  if (!given(value)) return "";
  let string = String(value).toWellFormed ? String(value).toWellFormed() : String(value);
  if (typeof value === "string" && /^[=+\-@\t\r]/.test(string)) string = "'" + string;
  return string.includes(delimiter) || /["\n\r]/.test(string) ? `"${string.replaceAll('"', '""')}"` : string;
}

const line = (cells, delimiter) => cells.map((value) => cell(value, delimiter)).join(delimiter) + "\r\n";

/** The finds of the articles found, of the kinds that are shown, with offsets in code points. */
async function findsTable(delimiter) {
  const parts = [line(COLUMNS, delimiter)];
  for (const at of found) {
    const one = JSON.parse(await lineOf(at));
    for (const find of findsOf(one).filter(({ kind }) => isShown(GROUP_OF[kind]))) {
      const values = lineFor(find, one);
      parts.push(line(COLUMNS.map((name) => values[name]), delimiter));
    }
  }
  return parts;
}

async function recordLines() {
  const parts = [];
  for (const at of found) parts.push(await lineOf(at), "\n");
  return parts;
}

function offer(parts, name, type) {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

const SAVES = {
  saveCsv: async () => offer(["\ufeff", ...(await findsTable(","))], "finds.csv", "text/csv;charset=utf-8"),
  saveJsonl: async () => offer(await recordLines(), "records.jsonl", "application/jsonl"),
  copy: async () => navigator.clipboard.writeText((await findsTable("\t")).join("")),
};
